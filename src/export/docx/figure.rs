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
use crate::chart::{Anchor, Drawing, Placed, Stroke, TEXT, Tone, placed};
use crate::export::ooxml::shape::{
    POINT, Place, around, path, preset, rounded, solid, span, whole,
};
use crate::report::Palette;
use std::fmt::Write as _;

/// Widest a unit of the drawing is set, in points: its texts are 13 units high.
const WIDEST: f64 = 0.7;
/// Height that a figure should not exceed, and the one it must not, in points.
const HEIGHT: (f64, f64) = (360.0, 600.0);
/// Below this many points a unit, texts are too small to read.
const SMALLEST: f64 = 0.55;
/// A figure being placed, all lengths in EMU.
struct Canvas<'a> {
    out: String,
    palette: &'a Palette,
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
pub fn shapes(
    out: &mut String,
    d: &Drawing,
    width: f64,
    id: &mut usize,
    palette: &Palette,
) -> Option<()> {
    let own = *id;
    let unit = scale(d, width) * POINT;
    let mut c = Canvas {
        out: String::new(),
        palette,
        width: d.width * unit,
        height: d.height * unit,
        id: own + 1,
    };
    // Keeps the group as large as the drawing, whatever its shapes leave free.
    let all = (0.0, 0.0, c.width, c.height);
    c.shape(all, "", &preset("rect", ""), None, None);
    for shape in placed(d, (0.0, 0.0), unit) {
        c.draw(shape)?;
    }
    let size = format!(
        "x=\"0\" y=\"0\"/><a:ext cx=\"{0}\" cy=\"{1}\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"{0}\" cy=\"{1}\"/>",
        whole(c.width),
        whole(c.height)
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

impl Canvas<'_> {
    fn draw(&mut self, shape: Placed<'_>) -> Option<()> {
        match shape {
            Placed::Line { from, to, line } => {
                let (place, flip) = span(from, to);
                self.shape(place, flip, &preset("line", ""), None, Some(line));
            }
            Placed::Rect {
                place,
                corner,
                fill,
                line,
            } => {
                let geometry = rounded(place.2, place.3, corner);
                self.shape(place, "", &geometry, fill, line);
            }
            Placed::Circle { at, r, fill, line } => {
                self.shape(around(at, r), "", &preset("ellipse", ""), fill, line);
            }
            Placed::Path { steps, fill, line } => {
                let geometry = path(&steps?, self.width, self.height, whole);
                let place = (0.0, 0.0, self.width, self.height);
                self.shape(place, "", &geometry, fill, line);
            }
            Placed::Text {
                at,
                text,
                anchor,
                size,
                tone,
                bold,
            } => self.text(at, text, anchor, size, tone, bold),
        }
        Some(())
    }

    fn start(&mut self, place: Place, kind: &str, flip: &str, geometry: &str) {
        let (x, y, w, h) = place;
        let _ = write!(
            self.out,
            "<wps:wsp><wps:cNvPr id=\"{0}\" name=\"Shape {0}\"/><wps:cNvSpPr{kind}/><wps:spPr><a:xfrm{flip}><a:off x=\"{1}\" y=\"{2}\"/>\
             <a:ext cx=\"{3}\" cy=\"{4}\"/></a:xfrm>{geometry}",
            self.id,
            whole(x),
            whole(y),
            whole(w),
            whole(h)
        );
        self.id += 1;
    }

    fn solid(&mut self, tone: Tone) {
        solid(&mut self.out, &self.palette.rgb(tone).hex());
    }

    fn shape(
        &mut self,
        place: Place,
        flip: &str,
        geometry: &str,
        fill: Option<Tone>,
        line: Option<Stroke>,
    ) {
        self.start(place, "", flip, geometry);
        match fill {
            Some(tone) => self.solid(tone),
            None => self.out.push_str("<a:noFill/>"),
        }
        match line {
            Some((tone, width)) => {
                let _ = write!(self.out, "<a:ln w=\"{}\">", whole(width));
                self.solid(tone);
                self.out.push_str("</a:ln>");
            }
            None => self.out.push_str("<a:ln><a:noFill/></a:ln>"),
        }
        self.out.push_str("</wps:spPr><wps:bodyPr/></wps:wsp>");
    }

    fn text(
        &mut self,
        (x, y): (f64, f64),
        text: &str,
        anchor: Anchor,
        height: f64,
        tone: Tone,
        bold: bool,
    ) {
        // Room for the widest letters: a box that is too narrow would break the line.
        let letters = text
            .chars()
            .map(|c| if c < '\u{2e80}' { height } else { 1.8 * height })
            .sum::<f64>();
        let need = letters * if bold { 0.72 } else { 0.66 } + 4.0 * height / TEXT;
        let (left, width) = match anchor {
            Anchor::Start => (x, need.min((self.width - x).max(letters * 0.6))),
            Anchor::End => {
                let width = need.min(x.max(letters * 0.6));
                (x - width, width)
            }
            Anchor::Middle => (x - need / 2.0, need),
        };
        // The baseline lies 0.905 of the height below the top of a line of Arial.
        let top = y - 0.905 * height;
        self.start(
            (left, top, width, 1.3 * height),
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
        let size = whole(2.0 * height / POINT);
        let colour = self.palette.rgb(tone).hex();
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
    use crate::chart::Shape;
    use crate::report::Look;

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
        let palette = Palette::of_pages(&Look::default());
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
            assert_eq!(
                shapes(&mut out, &path(d), 480.0, &mut id, &palette),
                Some(()),
                "{d}"
            );
            assert!(out.contains(want), "{d}: {out}");
            assert_eq!(id, 8);
        }
        for d in ["M0 0A5 5 0 0 1 9 9", "M0 0l1 1", "M0", "1 2", "L x y"] {
            assert_eq!(
                shapes(&mut out, &path(d), 480.0, &mut 1, &palette),
                None,
                "{d}"
            );
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
