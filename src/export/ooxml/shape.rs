//! Geometry of DrawingML shapes.

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
    let mut at = (0.0, 0.0);
    let mut rest = d.trim();
    while let Some(command) = rest.chars().next() {
        let body = rest.get(1..)?;
        let end = body
            .find(|c: char| c.is_ascii_alphabetic() && c != 'e')
            .unwrap_or(body.len());
        let numbers = body
            .get(..end)?
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|n| !n.is_empty())
            .map(|n| n.parse::<f64>().ok())
            .collect::<Option<Vec<f64>>>()?;
        rest = body.get(end..)?;
        let (name, take) = match command {
            'M' => ("moveTo", 2),
            'L' => ("lnTo", 2),
            'H' | 'V' => ("lnTo", 1),
            'Q' => ("quadBezTo", 4),
            'C' => ("cubicBezTo", 6),
            'Z' | 'z' if numbers.is_empty() => {
                s.push_str("<a:close/>");
                continue;
            }
            _ => return None,
        };
        if numbers.is_empty() || numbers.len() % take != 0 {
            return None;
        }
        for (i, n) in numbers.chunks(take).enumerate() {
            // Further pairs after a move are lines.
            let name = if command == 'M' && i > 0 {
                "lnTo"
            } else {
                name
            };
            let points: Vec<(f64, f64)> = match (command, n) {
                ('H', [x]) => vec![(*x, at.1)],
                ('V', [y]) => vec![(at.0, *y)],
                _ => n.chunks_exact(2).map(|p| (p[0], p[1])).collect(),
            };
            let _ = write!(s, "<a:{name}>");
            for (x, y) in points {
                let _ = write!(s, "<a:pt x=\"{}\" y=\"{}\"/>", emu(x), emu(y));
                at = (x, y);
            }
            let _ = write!(s, "</a:{name}>");
        }
    }
    s.push_str("</a:path></a:pathLst></a:custGeom>");
    Some(s)
}
