//! Shapes of a slide as DrawingML: boxes of text, tables, groups of shapes for charts.

use crate::chart::{Anchor as Hang, Drawing, Placed, Stroke, Tone, placed};
use crate::export::ooxml::shape::{around, emu, path, preset, rounded, solid, span, whole};
use crate::export::ooxml::xml::escape;
use crate::report::Palette;
use crate::report::deck::{Align, Anchor, Face, Frame, Paragraph, TableBox, fit, scale};
use std::fmt::Write as _;

/// Tells screen readers to pass a shape over.
const DECORATION: &str = "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>";

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
            Tone::Paper | Tone::OnMark => "bg1",
            Tone::Ink => "tx1",
            Tone::Surface => "bg2",
            Tone::Muted => "tx2",
            Tone::Accent => "accent1",
            Tone::Data => "accent2",
            Tone::AccentInk | Tone::Mark => "accent3",
            Tone::Neutral => "accent4",
            Tone::Soft => "accent5",
            Tone::Strong => "accent6",
            Tone::Line | Tone::OnAccent => {
                return solid(&mut self.out, &self.palette.rgb(tone).hex());
            }
        };
        let _ = write!(
            self.out,
            "<a:solidFill><a:schemeClr val=\"{name}\"/></a:solidFill>"
        );
    }

    fn line(&mut self, line: Option<Stroke>) {
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
        line: Option<Stroke>,
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
        let geometry = rounded(frame.w, frame.h, radius);
        self.shape(frame, "", &geometry, Some(fill), None, true);
    }

    /// A straight line for the eye.
    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), tone: Tone, width: f64) {
        self.stroke(from, to, (tone, width), true);
    }

    fn stroke(&mut self, a: (f64, f64), b: (f64, f64), line: Stroke, decoration: bool) {
        let ((x, y, w, h), flip) = span(a, b);
        let frame = Frame::new(x, y, w, h);
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
        let whole = Frame::new(frame.x, frame.y, d.width * unit, d.height * unit);
        for shape in placed(d, (frame.x, frame.y), unit) {
            self.figure(shape, whole);
        }
        self.out.push_str("</p:grpSp>");
    }

    fn figure(&mut self, shape: Placed<'_>, at: Frame) {
        match shape {
            Placed::Line { from, to, line } => self.stroke(from, to, line, false),
            Placed::Rect {
                place: (x, y, w, h),
                corner,
                fill,
                line,
            } => {
                let geometry = rounded(w, h, corner);
                self.shape(Frame::new(x, y, w, h), "", &geometry, fill, line, false);
            }
            Placed::Circle { at, r, fill, line } => {
                let (x, y, w, h) = around(at, r);
                let geometry = preset("ellipse", "");
                self.shape(Frame::new(x, y, w, h), "", &geometry, fill, line, false);
            }
            Placed::Path { steps, fill, line } => {
                // Arcs have no shape; the words of the chart say the same.
                if let Some(steps) = steps {
                    let geometry = path(&steps, at.w, at.h, emu);
                    self.shape(at, "", &geometry, fill, line, false);
                }
            }
            Placed::Text {
                at: (x, y),
                text,
                anchor,
                size,
                tone,
                bold,
            } => {
                let face = Face {
                    size,
                    bold,
                    serif: false,
                };
                let w = fit::width(text, face) + 2.0;
                let (from, align) = match anchor {
                    Hang::Start => (x, "l"),
                    Hang::Middle => (x - w / 2.0, "ctr"),
                    Hang::End => (x - w, "r"),
                };
                // The baseline lies 0.905 of the height below the top of a line of Arial.
                let top = y - 0.905 * size;
                let id = self.next();
                let _ = write!(
                    self.out,
                    "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>"
                );
                self.place("a:xfrm", "", Frame::new(from, top, w, size * fit::LEADING));
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
