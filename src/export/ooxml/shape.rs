//! Geometry of DrawingML shapes.

use crate::chart::Step;
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

/// Points as EMU.
pub fn emu(points: f64) -> i64 {
    whole(points * POINT)
}

/// A rectangle of a width and height, its corners rounded by a radius.
pub fn rounded(width: f64, height: f64, radius: f64) -> String {
    let side = width.min(height);
    if radius > 0.0 && side > 0.0 {
        let corner = whole((radius / side).min(0.5) * 100_000.0);
        preset(
            "roundRect",
            &format!("<a:gd name=\"adj\" fmla=\"val {corner}\"/>"),
        )
    } else {
        preset("rect", "")
    }
}

/// The place of a circle.
pub fn around(centre: (f64, f64), r: f64) -> Place {
    (centre.0 - r, centre.1 - r, 2.0 * r, 2.0 * r)
}

/// Left, top, width and height.
pub type Place = (f64, f64, f64, f64);

/// The place of a straight line, and the attribute for one that rises.
pub fn span(from: (f64, f64), to: (f64, f64)) -> (Place, &'static str) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let place = (from.0.min(to.0), from.1.min(to.1), dx.abs(), dy.abs());
    let flip = if dx * dy < 0.0 { " flipV=\"1\"" } else { "" };
    (place, flip)
}

/// Steps as a geometry over a drawing of that width and height; `emu` makes their lengths those of the format.
pub fn path(steps: &[Step], width: f64, height: f64, emu: impl Fn(f64) -> i64) -> String {
    let mut s = format!(
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst><a:path w=\"{}\" h=\"{}\">",
        emu(width),
        emu(height)
    );
    for step in steps {
        let (name, points): (_, &[f64]) = match step {
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
    s
}
