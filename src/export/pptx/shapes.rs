//! Shapes of a slide as DrawingML: boxes of text, tables, groups of shapes for charts.

use crate::chart::{Anchor as Hang, Drawing, Shape};
use crate::export::ooxml::shape::{POINT, path, preset, whole};
use crate::export::ooxml::xml::escape;
use crate::report::deck::{
    Align, Anchor, Face, Frame, Palette, Paragraph, TableBox, Tone, area, fit, letters, scale,
    stroke,
};
use std::fmt::Write as _;

/// Height of the texts of a chart in units.
const TEXT: f64 = 13.0;
/// Tells screen readers to pass a shape over.
const DECORATION: &str = "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>";

/// Points as EMU.
pub fn emu(points: f64) -> i64 {
    whole(points * POINT)
}

/// The shapes of a slide being written.
pub struct Canvas<'a> {
    /// XML so far.
    pub out: String,
    /// Next free id.
    pub id: usize,
    /// Tag of the language.
    pub lang: &'a str,
    /// Colours.
    pub palette: Palette,
}

impl Canvas<'_> {
    /// A fill of one colour, by its place in the theme where it has one.
    pub fn solid(&mut self, tone: Tone) {
        let name = match tone {
            Tone::Paper => "bg1",
            Tone::Ink => "tx1",
            Tone::Surface => "bg2",
            Tone::Muted => "tx2",
            Tone::Accent => "accent1",
            Tone::Data => "accent2",
            Tone::AccentInk => "accent3",
            Tone::Neutral => "accent4",
            Tone::Soft => "accent5",
            Tone::Strong => "accent6",
            Tone::Line | Tone::OnAccent => {
                let hex = hex(self.palette.rgb(tone));
                let _ = write!(
                    self.out,
                    "<a:solidFill><a:srgbClr val=\"{hex}\"/></a:solidFill>"
                );
                return;
            }
        };
        let _ = write!(
            self.out,
            "<a:solidFill><a:schemeClr val=\"{name}\"/></a:solidFill>"
        );
    }

    fn line(&mut self, line: Option<(Tone, f64)>) {
        match line {
            Some((tone, width)) => {
                let _ = write!(self.out, "<a:ln w=\"{}\">", emu(width));
                self.solid(tone);
                self.out.push_str("</a:ln>");
            }
            None => self.out.push_str("<a:ln><a:noFill/></a:ln>"),
        }
    }

    /// Takes an id.
    pub fn next(&mut self) -> usize {
        self.id += 1;
        self.id - 1
    }

    /// Place and size; `tag` is `a:xfrm` or `p:xfrm`, with its attributes.
    pub fn place(&mut self, tag: &str, attributes: &str, f: Frame) {
        let _ = write!(
            self.out,
            "<{tag}{attributes}><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></{tag}>",
            emu(f.x),
            emu(f.y),
            emu(f.w.max(0.0)),
            emu(f.h.max(0.0))
        );
    }

    /// A shape without text.
    pub fn shape(
        &mut self,
        frame: Frame,
        flip: &str,
        geometry: &str,
        fill: Option<Tone>,
        line: Option<(Tone, f64)>,
        decoration: bool,
    ) {
        let id = self.next();
        let _ = write!(
            self.out,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Shape {id}\">{}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>",
            if decoration { DECORATION } else { "" }
        );
        self.place("a:xfrm", flip, frame);
        self.out.push_str(geometry);
        match fill {
            Some(tone) => self.solid(tone),
            None => self.out.push_str("<a:noFill/>"),
        }
        self.line(line);
        self.out.push_str("</p:spPr></p:sp>");
    }

    /// A rectangle for the eye.
    pub fn rect(&mut self, frame: Frame, fill: Tone, radius: f64) {
        let side = frame.w.min(frame.h);
        let geometry = rounded(side, radius);
        self.shape(frame, "", &geometry, Some(fill), None, true);
    }

    /// A straight line for the eye.
    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), tone: Tone, width: f64) {
        self.stroke(from, to, (tone, width), true);
    }

    fn stroke(&mut self, a: (f64, f64), b: (f64, f64), line: (Tone, f64), decoration: bool) {
        let frame = Frame::new(
            a.0.min(b.0),
            a.1.min(b.1),
            (b.0 - a.0).abs(),
            (b.1 - a.1).abs(),
        );
        let flip = if (b.0 - a.0) * (b.1 - a.1) < 0.0 {
            " flipV=\"1\""
        } else {
            ""
        };
        let geometry = preset("line", "");
        self.shape(frame, flip, &geometry, None, Some(line), decoration);
    }

    /// Paragraphs as the content of a text body.
    pub fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        for (i, p) in paragraphs.iter().enumerate() {
            let align = match p.align {
                Align::Left => "",
                Align::Right => " algn=\"r\"",
            };
            let before = if i > 0 { p.before } else { 0.0 };
            let _ = write!(self.out, "<a:p><a:pPr");
            if p.bullet {
                let indent = emu(fit::indent(p.face.size));
                let _ = write!(self.out, " marL=\"{indent}\" indent=\"-{indent}\"{align}>");
            } else {
                let _ = write!(self.out, " marL=\"0\" indent=\"0\"{align}>");
            }
            let _ = write!(
                self.out,
                "<a:spcBef><a:spcPts val=\"{}\"/></a:spcBef>",
                whole(before * 100.0)
            );
            self.out.push_str(if p.bullet {
                "<a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>"
            } else {
                "<a:buNone/>"
            });
            self.out.push_str("</a:pPr>");
            self.run(&p.text, p.face, p.tone);
            self.out.push_str("</a:p>");
        }
    }

    /// A run; for an empty text only the look of what will be typed there.
    pub fn run(&mut self, text: &str, face: Face, tone: Tone) {
        let said = escape(text);
        let tag = if said.is_empty() {
            "a:endParaRPr"
        } else {
            self.out.push_str("<a:r>");
            "a:rPr"
        };
        self.look(tag, face, tone);
        if !said.is_empty() {
            let _ = write!(self.out, "<a:t>{said}</a:t></a:r>");
        }
    }

    /// Properties of a run.
    pub fn look(&mut self, tag: &str, face: Face, tone: Tone) {
        let _ = write!(
            self.out,
            "<{tag} lang=\"{}\" sz=\"{}\" b=\"{}\" dirty=\"0\">",
            self.lang,
            whole(face.size * 100.0),
            u8::from(face.bold)
        );
        self.solid(tone);
        let font = if face.serif { "+mj" } else { "+mn" };
        let _ = write!(
            self.out,
            "<a:latin typeface=\"{font}-lt\"/><a:cs typeface=\"{font}-cs\"/></{tag}>"
        );
    }

    /// A table with its head.
    pub fn table(&mut self, t: &TableBox) {
        let id = self.next();
        let _ = write!(
            self.out,
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table {id}\" descr=\"{}\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>",
            escape(&t.description)
        );
        self.place("p:xfrm", "", t.frame);
        self.out.push_str(
            "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"><a:tableStyleId>{2D5ABB26-0587-4C30-8999-92F81FD0307C}</a:tableStyleId></a:tblPr><a:tblGrid>",
        );
        for w in &t.columns {
            let _ = write!(self.out, "<a:gridCol w=\"{}\"/>", emu(*w));
        }
        self.out.push_str("</a:tblGrid>");
        for row in &t.rows {
            let _ = write!(self.out, "<a:tr h=\"{}\">", emu(row.height));
            for cell in &row.cells {
                self.out
                    .push_str("<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>");
                self.paragraphs(std::slice::from_ref(cell));
                let side = emu(t.side);
                let _ = write!(
                    self.out,
                    "</a:txBody><a:tcPr marL=\"{side}\" marR=\"{side}\" marT=\"25400\" marB=\"25400\" anchor=\"ctr\">"
                );
                for edge in ["L", "R", "T"] {
                    let _ = write!(self.out, "<a:ln{edge} w=\"0\"><a:noFill/></a:ln{edge}>");
                }
                let (tone, width) = row.line;
                let _ = write!(self.out, "<a:lnB w=\"{}\">", emu(width));
                self.solid(tone);
                self.out.push_str("</a:lnB>");
                match row.fill {
                    Some(tone) => self.solid(tone),
                    None => self.out.push_str("<a:noFill/>"),
                }
                self.out.push_str("</a:tcPr></a:tc>");
            }
            self.out.push_str("</a:tr>");
        }
        self.out
            .push_str("</a:tbl></a:graphicData></a:graphic></p:graphicFrame>");
    }

    /// A chart as a group of shapes.
    pub fn chart(&mut self, frame: Frame, d: &Drawing) {
        let id = self.next();
        let place = format!(
            "x=\"{}\" y=\"{}\"/><a:{{}} cx=\"{}\" cy=\"{}\"/>",
            emu(frame.x),
            emu(frame.y),
            emu(frame.w),
            emu(frame.h)
        );
        let _ = write!(
            self.out,
            "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"{id}\" name=\"Chart {id}\" descr=\"{}\" title=\"{}\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {}<a:chOff {}</a:xfrm></p:grpSpPr>",
            escape(&d.description),
            escape(&d.title),
            place.replace("{}", "ext"),
            place.replace("{}", "chExt"),
        );
        let unit = scale(d, frame);
        // Keeps the group as large as the chart, whatever its shapes leave free.
        self.shape(frame, "", &preset("rect", ""), None, None, false);
        for shape in &d.shapes {
            self.figure(shape, frame, unit, d);
        }
        self.out.push_str("</p:grpSp>");
    }

    fn figure(&mut self, shape: &Shape, at: Frame, unit: f64, d: &Drawing) {
        let x = |n: f64| at.x + n * unit;
        let y = |n: f64| at.y + n * unit;
        let wide = |(tone, width): (Tone, f64)| (tone, width * unit);
        match shape {
            Shape::Line {
                x1,
                y1,
                x2,
                y2,
                class,
            } => {
                let line = wide(stroke(class));
                self.stroke((x(*x1), y(*y1)), (x(*x2), y(*y2)), line, false);
            }
            Shape::Rect {
                x: left,
                y: top,
                w,
                h,
                r,
                class,
            } => {
                let (w, h) = (w.max(0.0) * unit, h.max(0.0) * unit);
                let (fill, line) = area(class);
                let geometry = rounded(w.min(h), r * unit);
                let frame = Frame::new(x(*left), y(*top), w, h);
                self.shape(frame, "", &geometry, fill, line.map(wide), false);
            }
            Shape::Circle {
                x: cx,
                y: cy,
                r,
                class,
            } => {
                let (fill, line) = area(class);
                let frame = Frame::new(x(cx - r), y(cy - r), 2.0 * r * unit, 2.0 * r * unit);
                let geometry = preset("ellipse", "");
                self.shape(frame, "", &geometry, fill, line.map(wide), false);
            }
            Shape::Path { d: way, class } => {
                // Arcs have no shape; the words of the chart say the same.
                if let Some(geometry) = path(way, d.width, d.height, unit * POINT) {
                    let line = stroke(class);
                    let (fill, line) = if line.0 == Tone::Ink {
                        area(class)
                    } else {
                        (None, Some(line))
                    };
                    self.shape(at, "", &geometry, fill, line.map(wide), false);
                }
            }
            Shape::Text {
                x: left,
                y: base,
                text,
                anchor,
                class,
            } => {
                let (tone, bold) = letters(class);
                let face = Face {
                    size: TEXT * unit,
                    bold,
                    serif: false,
                };
                let w = fit::width(text, face) + 2.0;
                let (from, align) = match anchor {
                    Hang::Start => (x(*left), "l"),
                    Hang::Middle => (x(*left) - w / 2.0, "ctr"),
                    Hang::End => (x(*left) - w, "r"),
                };
                // The baseline lies 0.905 of the height below the top of a line of Arial.
                let top = y(*base) - 0.905 * face.size;
                let id = self.next();
                let _ = write!(
                    self.out,
                    "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>"
                );
                self.place(
                    "a:xfrm",
                    "",
                    Frame::new(from, top, w, face.size * fit::LEADING),
                );
                let _ = write!(
                    self.out,
                    "{}<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"none\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn=\"{align}\"/>",
                    preset("rect", "")
                );
                self.run(text, face, tone);
                self.out.push_str("</a:p></p:txBody></p:sp>");
            }
        }
    }
}

fn rounded(side: f64, radius: f64) -> String {
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

/// A colour as the format writes it.
pub fn hex(c: crate::report::Rgb) -> String {
    format!("{:02X}{:02X}{:02X}", c.0, c.1, c.2)
}

/// The properties of a text body without margins.
pub fn body(anchor: Anchor) -> String {
    let anchor = match anchor {
        Anchor::Top => "t",
        Anchor::Middle => "ctr",
        Anchor::Bottom => "b",
    };
    format!(
        "<a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"{anchor}\"><a:noAutofit/></a:bodyPr><a:lstStyle/>"
    )
}
