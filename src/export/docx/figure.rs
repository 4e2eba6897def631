//! Figures as native DrawingML shapes: a group of rectangles, lines, circles and text boxes.
//!
//! Why shapes: Word 2010 and later and LibreOffice draw them as vectors in the fonts of the document,
//! their words can be read, searched and corrected, no browser has to paint a picture first, and a
//! figure costs a kilobyte or two. An embedded SVG opens in Word 2016 and later only and needs a PNG
//! beside it; a PNG alone is blurred in print. Readers that know no groups (some viewers and web
//! editors) take the other branch of the alternative and show the figure's description with its
//! numbers as text. A caller that has a PNG can hand it in; it then replaces the shapes.
//! A path with commands other than straight lines and Bézier curves has no shape: that figure is
//! written as its table of data.

use super::xml;
use crate::chart::{Anchor, Drawing, Shape};
use crate::export::ooxml::shape::{POINT, path, preset, solid, whole};
use std::fmt::Write as _;

/// Widest a unit of the drawing is set, in points: its texts are 13 units high.
const WIDEST: f64 = 0.7;
/// Height that a figure should not exceed, and the one it must not, in points.
const HEIGHT: (f64, f64) = (360.0, 600.0);
/// Below this many points a unit, texts are too small to read.
const SMALLEST: f64 = 0.55;
/// Height of texts in units.
const TEXT: f64 = 13.0;

/// What a role of the drawing looks like: fill, stroke and its width in units.
struct Look {
    fill: Option<&'static str>,
    stroke: Option<(&'static str, f64)>,
}

const INK: &str = "1B1D22";
const ACCENT: &str = "C8402F";
const DATA: &str = "0F6B6B";
const NEUTRAL: &str = "A7A398";
const LINE: &str = "DCD8CE";
const STRONG: &str = "8B877C";

/// Closed shapes: the same roles as in the style sheet of the charts, on paper.
fn area(class: &str) -> Look {
    let (fill, stroke) = match class {
        "c-accent" => (Some(ACCENT), None),
        "c-data" => (Some(DATA), None),
        "c-soft" => (Some("D8EBEA"), None),
        "c-muted" => (Some(NEUTRAL), None),
        "c-surface" => (Some("F5F3EE"), Some((LINE, 1.0))),
        "c-grid" => (None, Some((LINE, 1.0))),
        "c-axis" => (None, Some((STRONG, 1.0))),
        _ => (Some(INK), None),
    };
    Look { fill, stroke }
}

/// Lines and paths.
fn stroke(class: &str) -> Look {
    let stroke = match class {
        "c-accent" => (ACCENT, 2.0),
        "c-data" => (DATA, 2.0),
        "c-muted" => (NEUTRAL, 1.5),
        "c-grid" => (LINE, 1.0),
        "c-axis" => (STRONG, 1.0),
        _ => (INK, 1.0),
    };
    Look {
        fill: None,
        stroke: Some(stroke),
    }
}

/// Colour of a text, and whether it is bold.
fn letters(class: &str) -> (&'static str, bool) {
    match class {
        "c-label-muted" => ("5B5E66", false),
        "c-label-strong" => (INK, true),
        "c-accent" | "c-accent-ink" => ("B03525", true),
        "c-on-accent" => ("FFFFFF", true),
        _ => (INK, false),
    }
}

/// A figure being placed.
struct Canvas {
    out: String,
    /// EMU in a unit.
    unit: f64,
    width: f64,
    height: f64,
    id: usize,
}

/// Points in a unit for a drawing on a page with so many points of width.
fn scale(d: &Drawing, width: f64) -> f64 {
    let fits = (width / d.width.max(1.0)).min(WIDEST);
    let low = HEIGHT.0 / d.height.max(1.0);
    fits.min(low.max(SMALLEST))
        .min(HEIGHT.1 / d.height.max(1.0))
}

/// The inline drawing of a picture or a group, around what the graphic holds.
fn inline(out: &mut String, d: &Drawing, width: f64, id: usize, uri: &str, graphic: &str) {
    let unit = scale(d, width) * POINT;
    let _ = write!(
        out,
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{}\" cy=\"{}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"Figure {id}\" descr=\"{}\" title=\"{}\"/>\
         <wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri=\"{uri}\">{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing>",
        whole(d.width * unit),
        whole(d.height * unit),
        xml::escape(&d.description),
        xml::escape(&d.title),
    );
}

/// A picture that is part `relation` of the package. `width` of the text is in points.
pub fn picture(out: &mut String, d: &Drawing, width: f64, id: usize, relation: &str) {
    let unit = scale(d, width) * POINT;
    let graphic = format!(
        "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"Figure {id}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>",
        whole(d.width * unit),
        whole(d.height * unit)
    );
    let uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    out.push_str("<w:r>");
    inline(out, d, width, id, uri, &graphic);
    out.push_str("</w:r>");
}

/// A group of shapes; nothing when some path has no shape. Ids are taken from `id` on, and the next
/// free one is left there. `width` of the text is in points.
pub fn shapes(out: &mut String, d: &Drawing, width: f64, id: &mut usize) -> Option<()> {
    let own = *id;
    let mut c = Canvas {
        out: String::new(),
        unit: scale(d, width) * POINT,
        width: d.width,
        height: d.height,
        id: own + 1,
    };
    // Keeps the group as large as the drawing, whatever its shapes leave free.
    let clear = Look {
        fill: None,
        stroke: None,
    };
    c.shape(
        (0.0, 0.0, d.width, d.height),
        "",
        &preset("rect", ""),
        &clear,
    );
    for shape in &d.shapes {
        c.draw(shape)?;
    }
    let size = format!(
        "x=\"0\" y=\"0\"/><a:ext cx=\"{0}\" cy=\"{1}\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"{0}\" cy=\"{1}\"/>",
        whole(d.width * c.unit),
        whole(d.height * c.unit)
    );
    let graphic = format!(
        "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off {size}</a:xfrm></wpg:grpSpPr>{}</wpg:wgp>",
        c.out
    );
    *id = c.id;
    out.push_str("<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\">");
    let uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
    inline(out, d, width, own, uri, &graphic);
    out.push_str("</mc:Choice><mc:Fallback>");
    out.push_str(&xml::content(&d.description));
    out.push_str("</mc:Fallback></mc:AlternateContent></w:r>");
    Some(())
}

impl Canvas {
    fn draw(&mut self, shape: &Shape) -> Option<()> {
        match shape {
            Shape::Line {
                x1,
                y1,
                x2,
                y2,
                class,
            } => {
                let place = (x1.min(*x2), y1.min(*y2), (x2 - x1).abs(), (y2 - y1).abs());
                let flip = if (x2 - x1) * (y2 - y1) < 0.0 {
                    " flipV=\"1\""
                } else {
                    ""
                };
                self.shape(place, flip, &preset("line", ""), &stroke(class));
            }
            Shape::Rect {
                x,
                y,
                w,
                h,
                r,
                class,
            } => {
                let (w, h) = (w.max(0.0), h.max(0.0));
                let side = w.min(h);
                let geometry = if *r > 0.0 && side > 0.0 {
                    let corner = whole((r / side).min(0.5) * 100_000.0);
                    preset(
                        "roundRect",
                        &format!("<a:gd name=\"adj\" fmla=\"val {corner}\"/>"),
                    )
                } else {
                    preset("rect", "")
                };
                self.shape((*x, *y, w, h), "", &geometry, &area(class));
            }
            Shape::Circle { x, y, r, class } => self.shape(
                (x - r, y - r, 2.0 * r, 2.0 * r),
                "",
                &preset("ellipse", ""),
                &area(class),
            ),
            Shape::Path { d, class } => {
                let path = path(d, self.width, self.height, self.unit)?;
                let place = (0.0, 0.0, self.width, self.height);
                let look = match stroke(class) {
                    Look {
                        stroke: Some((INK, _)),
                        ..
                    } => area(class),
                    look => look,
                };
                self.shape(place, "", &path, &look);
            }
            Shape::Text {
                x,
                y,
                text,
                anchor,
                class,
            } => self.text(*x, *y, text, *anchor, class),
        }
        Some(())
    }

    fn emu(&self, units: f64) -> i64 {
        whole(units * self.unit)
    }

    fn start(&mut self, place: (f64, f64, f64, f64), kind: &str, flip: &str, geometry: &str) {
        let (x, y, w, h) = place;
        let _ = write!(
            self.out,
            "<wps:wsp><wps:cNvPr id=\"{0}\" name=\"Shape {0}\"/><wps:cNvSpPr{kind}/><wps:spPr><a:xfrm{flip}><a:off x=\"{1}\" y=\"{2}\"/>\
             <a:ext cx=\"{3}\" cy=\"{4}\"/></a:xfrm>{geometry}",
            self.id,
            self.emu(x),
            self.emu(y),
            self.emu(w),
            self.emu(h)
        );
        self.id += 1;
    }

    fn shape(&mut self, place: (f64, f64, f64, f64), flip: &str, geometry: &str, look: &Look) {
        self.start(place, "", flip, geometry);
        match look.fill {
            Some(colour) => solid(&mut self.out, colour),
            None => self.out.push_str("<a:noFill/>"),
        }
        match look.stroke {
            Some((colour, width)) => {
                let _ = write!(self.out, "<a:ln w=\"{}\">", self.emu(width));
                solid(&mut self.out, colour);
                self.out.push_str("</a:ln>");
            }
            None => self.out.push_str("<a:ln><a:noFill/></a:ln>"),
        }
        self.out.push_str("</wps:spPr><wps:bodyPr/></wps:wsp>");
    }

    fn text(&mut self, x: f64, y: f64, text: &str, anchor: Anchor, class: &str) {
        let (colour, bold) = letters(class);
        // Room for the widest letters: a box that is too narrow would break the line.
        #[allow(clippy::cast_precision_loss)]
        let letters = text
            .chars()
            .map(|c| if c < '\u{2e80}' { 1.0 } else { 1.8 })
            .sum::<f64>();
        let need = letters * TEXT * if bold { 0.72 } else { 0.66 } + 4.0;
        let (left, width) = match anchor {
            Anchor::Start => (x, need.min((self.width - x).max(letters * TEXT * 0.6))),
            Anchor::End => {
                let width = need.min(x.max(letters * TEXT * 0.6));
                (x - width, width)
            }
            Anchor::Middle => (x - need / 2.0, need),
        };
        // The baseline lies 0.905 of the height below the top of a line of Arial.
        let top = y - 0.905 * TEXT;
        self.start(
            (left, top, width, 1.3 * TEXT),
            " txBox=\"1\"",
            "",
            &preset("rect", ""),
        );
        let align = match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        };
        // Half points.
        let size = whole(2.0 * TEXT * self.unit / POINT);
        let bold = if bold { "<w:b/><w:bCs/>" } else { "" };
        let _ = write!(
            self.out,
            "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val=\"FigureText\"/>\
             <w:jc w:val=\"{align}\"/></w:pPr>"
        );
        let look = format!(
            "{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
        );
        xml::run(&mut self.out, &look, text);
        self.out.push_str(
            "</w:p></w:txbxContent></wps:txbx><wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></wps:bodyPr></wps:wsp>",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(shapes: Vec<Shape>) -> Drawing {
        Drawing {
            width: 100.0,
            height: 50.0,
            title: "Имя".into(),
            description: "Что <видно>".into(),
            shapes,
        }
    }

    #[test]
    fn paths_of_lines_and_curves_have_shapes_and_others_do_not() {
        let mut out = String::new();
        let path = |d: &str| {
            drawing(vec![Shape::Path {
                d: d.into(),
                class: "c-data",
            }])
        };
        for (d, want) in [
            (
                "M0 0 L10,5 20 5 Z",
                "<a:lnTo><a:pt x=\"177800\" y=\"44450\"/></a:lnTo><a:close/>",
            ),
            (
                "M10 20H30V1e1",
                "<a:lnTo><a:pt x=\"266700\" y=\"88900\"/></a:lnTo></a:path>",
            ),
            (
                "M0 0C1 2 3 4 5 6",
                "<a:pt x=\"44450\" y=\"53340\"/></a:cubicBezTo>",
            ),
        ] {
            let mut id = 5;
            out.clear();
            assert_eq!(shapes(&mut out, &path(d), 480.0, &mut id), Some(()), "{d}");
            assert!(out.contains(want), "{d}: {out}");
            assert_eq!(id, 8);
        }
        for d in ["M0 0A5 5 0 0 1 9 9", "M0 0l1 1", "M0", "1 2", "L x y"] {
            assert_eq!(shapes(&mut out, &path(d), 480.0, &mut 1), None, "{d}");
        }
    }

    #[test]
    fn a_drawing_keeps_to_the_page() {
        let mut d = drawing(Vec::new());
        assert_eq!(scale(&d, 480.0), WIDEST);
        d.width = 960.0;
        assert_eq!(scale(&d, 480.0), 0.5);
        d.height = 6000.0;
        assert_eq!(scale(&d, 480.0), 0.1);
    }
}
