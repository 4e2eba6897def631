//! Geometry of DrawingML shapes.

use crate::chart::{Step, steps};
use std::fmt::Write as _;

/// English Metric Units in a point.
pub const POINT: f64 = 12_700.0;

/// The nearest whole number.
#[allow(clippy::cast_possible_truncation)]
pub fn whole(n: f64) -> i64 {
    n.round() as i64
}

/// A shape the format knows by name, with its adjustments.
pub fn preset(name: &str, values: &str) -> String {
    format!("<a:prstGeom prst=\"{name}\"><a:avLst>{values}</a:avLst></a:prstGeom>")
}

/// A fill of one colour.
pub fn solid(out: &mut String, colour: &str) {
    let _ = write!(
        out,
        "<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>"
    );
}

/// A path of absolute M, L, H, V, Q, C and Z as a geometry over a drawing of that size, in units of so many EMU.
pub fn path(d: &str, width: f64, height: f64, unit: f64) -> Option<String> {
    let emu = |units: f64| whole(units * unit);
    let mut s = format!(
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst><a:path w=\"{}\" h=\"{}\">",
        emu(width),
        emu(height)
    );
    for step in steps(d)? {
        let (name, points): (_, &[f64]) = match &step {
            Step::Close => {
                s.push_str("<a:close/>");
                continue;
            }
            Step::Move(x, y) => ("moveTo", &[*x, *y]),
            Step::Line(x, y) => ("lnTo", &[*x, *y]),
            Step::Quad(points) => ("quadBezTo", points),
            Step::Cubic(points) => ("cubicBezTo", points),
        };
        let _ = write!(s, "<a:{name}>");
        for point in points.chunks_exact(2) {
            let _ = write!(s, "<a:pt x=\"{}\" y=\"{}\"/>", emu(point[0]), emu(point[1]));
        }
        let _ = write!(s, "</a:{name}>");
    }
    s.push_str("</a:path></a:pathLst></a:custGeom>");
    Some(s)
}
