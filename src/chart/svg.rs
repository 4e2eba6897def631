//! A drawing as SVG text, for files.

use super::{Drawing, Shape, num};

/// Escapes text for an XML text node or attribute.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if (c as u32) < 0x20 && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// The drawing as one `<svg>` element that scales to the width of its container.
pub fn to_svg(d: &Drawing) -> String {
    let mut s = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\">\
         <title>{}</title><desc>{}</desc>",
        num(d.width),
        num(d.height),
        xml(&d.title),
        xml(&d.description)
    );
    for shape in &d.shapes {
        match shape {
            Shape::Line {
                x1,
                y1,
                x2,
                y2,
                class,
            } => s.push_str(&format!(
                "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
                num(*x1),
                num(*y1),
                num(*x2),
                num(*y2)
            )),
            Shape::Rect {
                x,
                y,
                w,
                h,
                r,
                class,
            } => s.push_str(&format!(
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
                num(*x),
                num(*y),
                num(w.max(0.0)),
                num(h.max(0.0)),
                num(*r)
            )),
            Shape::Circle { x, y, r, class } => s.push_str(&format!(
                "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                num(*x),
                num(*y),
                num(*r)
            )),
            Shape::Path { d, class } => s.push_str(&format!("<path class=\"{class}\" d=\"{d}\"/>")),
            Shape::Text {
                x,
                y,
                text,
                anchor,
                class,
            } => s.push_str(&format!(
                "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>",
                num(*x),
                num(*y),
                anchor.as_str(),
                xml(text)
            )),
        }
    }
    s.push_str("</svg>");
    s
}
