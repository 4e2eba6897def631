//! A slide and its notes.

use super::shapes::{Canvas, body};
use crate::chart::Tone;
use crate::export::ooxml::DECLARATION;
use crate::export::ooxml::shape::preset;
use crate::export::ooxml::xml::escape;
use crate::report::Palette;
use crate::report::deck::{Frame, Item, Part, Scene, TextBox};
use std::fmt::Write as _;

/// Namespaces of every part with shapes.
pub const SPACES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
/// The root of a tree of shapes.
pub const ROOT: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";

/// Which layout a slide stands on, from 1.
pub fn layout(scene: &Scene) -> usize {
    if scene.cover {
        1
    } else if scene.items.iter().any(is_body) {
        2
    } else {
        3
    }
}

const fn is_body(item: &Item) -> bool {
    matches!(
        item,
        Item::Text(TextBox {
            part: Part::Body,
            ..
        })
    )
}

/// The slide as a part.
pub fn slide(scene: &Scene, palette: Palette, lang: &str) -> String {
    let mut c = Canvas {
        out: String::new(),
        id: 2,
        lang,
        palette,
    };
    let _ = write!(c.out, "{DECLARATION}<p:sld {SPACES}><p:cSld>");
    if scene.background != Tone::Paper {
        c.out.push_str("<p:bg><p:bgPr>");
        c.solid(scene.background);
        c.out.push_str("<a:effectLst/></p:bgPr></p:bg>");
    }
    let _ = write!(c.out, "<p:spTree>{ROOT}");
    // A second text of the slide has no placeholder left.
    let mut free = true;
    for item in &scene.items {
        match item {
            Item::Rect {
                frame,
                fill,
                radius,
            } => c.rect(*frame, *fill, *radius),
            Item::Line {
                from,
                to,
                tone,
                width,
            } => c.rule(*from, *to, *tone, *width),
            Item::Text(text) => {
                let place = match text.part {
                    Part::Title if scene.cover => Some(("Title", "type=\"ctrTitle\"")),
                    Part::Title => Some(("Title", "type=\"title\"")),
                    Part::Subtitle if scene.cover => {
                        Some(("Subtitle", "type=\"subTitle\" idx=\"1\""))
                    }
                    Part::Body if std::mem::take(&mut free) => Some(("Content", "idx=\"1\"")),
                    Part::Footer => Some(("Footer", "type=\"ftr\" sz=\"quarter\" idx=\"11\"")),
                    Part::Number => Some(("Number", "type=\"sldNum\" sz=\"quarter\" idx=\"12\"")),
                    _ => None,
                };
                text_box(&mut c, text, place);
            }
            Item::Table(table) => c.table(table),
            Item::Chart { frame, drawing } => c.chart(*frame, drawing),
            Item::Logo { frame, description } => logo(&mut c, *frame, description),
        }
    }
    c.out
        .push_str("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>");
    c.out
}

fn text_box(c: &mut Canvas<'_>, text: &TextBox, place: Option<(&str, &str)>) {
    let id = c.next();
    let (name, kind, nv) = match place {
        Some((name, ph)) => (
            name,
            "<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>",
            format!("<p:nvPr><p:ph {ph}/></p:nvPr>"),
        ),
        None => ("Text", "<p:cNvSpPr txBox=\"1\"/>", "<p:nvPr/>".to_owned()),
    };
    let _ = write!(
        c.out,
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name} {id}\"/>{kind}{nv}</p:nvSpPr><p:spPr>"
    );
    c.place("a:xfrm", "", text.frame);
    c.out.push_str(&preset("rect", ""));
    if place.is_none() {
        c.out.push_str("<a:noFill/>");
    }
    let _ = write!(c.out, "</p:spPr><p:txBody>{}", body(text.anchor));
    match (text.part, text.paragraphs.first()) {
        (Part::Number, Some(p)) => {
            c.out.push_str(
                "<a:p><a:pPr algn=\"r\"/><a:fld id=\"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}\" type=\"slidenum\">",
            );
            c.look("a:rPr", p.face, p.tone);
            let _ = write!(c.out, "<a:t>{}</a:t></a:fld></a:p>", escape(&p.text));
        }
        _ => c.paragraphs(&text.paragraphs),
    }
    c.out.push_str("</p:txBody></p:sp>");
}

fn logo(c: &mut Canvas<'_>, frame: Frame, description: &str) {
    let id = c.next();
    let _ = write!(
        c.out,
        "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"Logo {id}\" descr=\"{}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>\
         <p:blipFill><a:blip r:embed=\"rId3\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>",
        escape(description)
    );
    c.place("a:xfrm", "", frame);
    let _ = write!(c.out, "{}</p:spPr></p:pic>", preset("rect", ""));
}

/// What the speaker says, as a part.
pub fn notes(scene: &Scene, lang: &str) -> String {
    let mut s = format!(
        "{DECLARATION}<p:notes {SPACES}><p:cSld><p:spTree>{ROOT}\
         <p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide 2\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>\
         <p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes 3\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
    );
    for note in &scene.notes {
        let said = escape(note);
        if !said.is_empty() {
            let _ = write!(
                s,
                "<a:p><a:r><a:rPr lang=\"{lang}\" dirty=\"0\"/><a:t>{said}</a:t></a:r></a:p>"
            );
        }
    }
    if s.ends_with("<a:lstStyle/>") {
        let _ = write!(s, "<a:p><a:endParaRPr lang=\"{lang}\"/></a:p>");
    }
    s.push_str(
        "</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
    );
    s
}
