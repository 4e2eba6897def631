//! What the look of the document changes in a Word file: colours of styles and figures, the logo, the agency's cover, the summary
//! on one page. A document that asks for nothing of it is written as if none of this were here.
//!
//! Decisions:
//! - *The coloured cover* is a table that fills a page without margins, in a section of its own: every reader colours cells, while
//!   a shape behind the text is left out by some, and light letters on white paper would be all that is left.
//! - *The logo* stands on a white cell that hangs from the edge of the page, so that any logo can be seen on any colour.
//! - *One page* is set in two columns between two breaks without a new page, because Word evens out the columns of such sections only.

use super::body::Body;
use super::{Failed, Page, SIDE, contents, xml};
use crate::i18n::k;
use crate::kernel::Block;
use crate::kernel::block::Fact;
use crate::report::{ACCENT, Design, Document, Logo, Look, parts};
use std::fmt::Write as _;

/// Twips in a millimetre.
const MM: f64 = 56.693;
/// English Metric Units in a millimetre.
const EMU: f64 = 36_000.0;
/// Room of the logo on the cover, at the head of the single page and at the head of pages, in millimetres.
const COVER: (f64, f64) = (62.0, 24.0);
const BAND: (f64, f64) = (38.0, 15.0);
const HEAD: (f64, f64) = (34.0, 7.0);
/// Space between the columns of the single page, in twips.
const GUTTER: usize = 454;

/// The same part with the colours of a look. Colours stand in quotes, which no text of the user keeps.
pub fn dyed(part: String, look: &Look) -> String {
    if look.accent == ACCENT {
        return part;
    }
    [
        ("C8402F", look.line()),
        ("B03525", look.text()),
        ("0F6B6B", look.data()),
        ("D8EBEA", look.soft()),
    ]
    .into_iter()
    .fold(part, |part, (from, to)| {
        part.replace(&format!("\"{from}\""), &format!("\"{}\"", to.hex()))
    })
}

/// What designs change in the styles: in which (`*` for what all begin with), what, and what stands there instead.
const AGENCY: &str = include_str!("parts/agency.txt");
const ONE_PAGE: &str = include_str!("parts/onepage.txt");
/// What stands on the coloured ground is in the ink that is legible there.
const GROUND: &str = include_str!("parts/ground.txt");

/// The styles as a design has them.
pub fn styles(mut part: String, look: &Look) -> String {
    let changes = match look.design {
        Design::Plain => return dyed(part, look),
        Design::Agency => AGENCY,
        Design::OnePage => ONE_PAGE,
    };
    for line in changes.lines().chain(GROUND.lines()) {
        let mut fields = line.split('|');
        let (Some(style), Some(from), Some(to)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let to = to
            .replace("{line}", &look.line().hex())
            .replace("{text}", &look.text().hex())
            .replace("{tint}", &look.accent.tint(10).hex())
            .replace("{ink}", &look.accent.ink().hex());
        part = changed(part, style, from, &to);
    }
    dyed(part, look)
}

/// The part with `from` replaced inside one style, or everywhere.
fn changed(part: String, style: &str, from: &str, to: &str) -> String {
    if style == "*" {
        return part.replace(from, to);
    }
    let name = format!(" w:styleId=\"{style}\">");
    let Some((before, rest)) = part.split_once(&name) else {
        return part;
    };
    let Some((inside, after)) = rest.split_once("</w:style>") else {
        return part;
    };
    let inside = inside.replace(from, to);
    format!("{before}{name}{inside}</w:style>{after}")
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(n: f64) -> usize {
    n.round().max(0.0) as usize
}

/// A run with the logo in so much room (millimetres). `id` is the number of the drawing.
fn picture(out: &mut String, logo: &Logo, room: (f64, f64), alt: &str, id: usize) {
    let (width, height) = logo.fit(room.0, room.1);
    let (x, y) = (whole(width * EMU).max(1), whole(height * EMU).max(1));
    let alt = xml::escape(alt);
    let _ = write!(
        out,
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{x}\" cy=\"{y}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"Logo {id}\" descr=\"{alt}\"/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"{id}\" name=\"Logo {id}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"logo\"/>\
         <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{x}\" cy=\"{y}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
}

/// What the logo is called by whoever cannot see it.
fn alt(doc: &Document) -> String {
    let name = doc.client.as_deref().unwrap_or(&doc.title);
    doc.locale.fill(k::dress::logo_alt, &[("name", name)])
}

/// The logo at the head of a page; false when there is none.
pub fn head(out: &mut String, doc: &Document) -> bool {
    let Some(logo) = &doc.look.logo else {
        return false;
    };
    // A number that no drawing of the text has.
    picture(out, logo, HEAD, &alt(doc), 900_001);
    true
}

/// What stands on the cover of a plain document above its kind.
pub fn above(body: &mut Body<'_>, doc: &Document) -> Option<usize> {
    let mut used = 0.0;
    if !doc.look.confidential.is_empty() {
        xml::open(&mut body.out, "Header", "<w:jc w:val=\"right\"/>");
        xml::run(&mut body.out, "", &doc.look.confidential);
        body.out.push_str("</w:p>");
        used += 5.0;
    }
    if let Some(logo) = &doc.look.logo {
        xml::open(
            &mut body.out,
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        );
        let id = body.next_drawing();
        picture(&mut body.out, logo, COVER, &alt(doc), id);
        body.out.push_str("</w:p>");
        used += logo.fit(COVER.0, COVER.1).1;
    }
    (used > 0.0).then(|| whole(used * MM))
}

fn table(out: &mut String, widths: &[usize]) {
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>\
         <w:tblLook w:val=\"0600\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<usize>()
    );
    for width in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
}

fn row(out: &mut String, height: usize, rule: &str) {
    let _ = write!(
        out,
        "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"{rule}\"/></w:trPr>"
    );
}

/// A cell over so many columns in a colour, with space at its sides (left, right, above, below) and what stands where.
fn cell(out: &mut String, width: usize, span: usize, fill: &str, space: [usize; 4], place: &str) {
    let [left, right, top, bottom] = space;
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>\
         <w:tcMar><w:top w:w=\"{top}\" w:type=\"dxa\"/><w:left w:w=\"{left}\" w:type=\"dxa\"/><w:bottom w:w=\"{bottom}\" w:type=\"dxa\"/><w:right w:w=\"{right}\" w:type=\"dxa\"/></w:tcMar>\
         <w:vAlign w:val=\"{place}\"/></w:tcPr>"
    );
}

/// A paragraph that takes no room, with properties.
fn hair(out: &mut String, properties: &str) {
    xml::open(
        out,
        "AfterTable",
        &format!(
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{properties}"
        ),
    );
    out.push_str("</w:p>");
}

/// The coloured cover: a page without margins.
pub fn cover(body: &mut Body<'_>, doc: &Document, page: Page) {
    let look = &doc.look;
    let (fill, ink) = (look.accent.hex(), look.accent.ink().hex());
    let size = look.logo.as_ref().map(|l| l.fit(COVER.0, COVER.1));
    let pad = whole(8.0 * MM);
    let plate = size.map_or(pad, |(w, _)| whole(w * MM) + 2 * pad);
    let top = size.map_or(whole(30.0 * MM), |(_, h)| whole((h + 26.0) * MM));
    let widths = [SIDE, plate, page.width - SIDE - plate];
    let id = body.next_drawing();
    let out = &mut body.out;
    table(out, &widths);
    row(out, top, "exact");
    cell(out, widths[0], 1, &fill, [0; 4], "top");
    hair(out, "");
    out.push_str("</w:tc>");
    let ground = if size.is_some() { "FFFFFF" } else { &fill };
    cell(out, plate, 1, ground, [pad, pad, 0, pad], "bottom");
    if let Some(logo) = &look.logo {
        xml::open(
            out,
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        );
        picture(out, logo, COVER, &alt(doc), id);
        out.push_str("</w:p>");
    } else {
        hair(out, "");
    }
    out.push_str("</w:tc>");
    cell(
        out,
        widths[2],
        1,
        &fill,
        [pad, SIDE, whole(11.0 * MM), 0],
        "top",
    );
    xml::open(out, "Header", "<w:jc w:val=\"right\"/>");
    xml::run(
        out,
        &format!("<w:color w:val=\"{ink}\"/>"),
        &look.confidential,
    );
    out.push_str("</w:p></w:tc></w:tr>");
    // The paragraph that ends the section has to find room below. The text hangs from above: LibreOffice drops lines of rows of a
    // given height that stand at their foot.
    row(out, page.height - top - 60, "exact");
    cell(out, page.width, 3, &fill, [SIDE, SIDE, 0, 0], "top");
    let space = (page.height * 46 / 100).saturating_sub(top);
    contents::title(out, doc, &format!("<w:spacing w:before=\"{space}\"/>"));
    out.push_str("</w:tc></w:tr></w:tbl>");
    let section = format!(
        "<w:sectPr><w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"0\" w:right=\"0\" w:bottom=\"0\" w:left=\"0\" w:header=\"0\" w:footer=\"0\" w:gutter=\"0\"/><w:cols w:space=\"708\"/></w:sectPr>",
        page.width, page.height
    );
    hair(out, &section);
}

/// The summary on one page, up to the break behind its columns.
///
/// # Errors
/// [`Failed::Picture`], as for any block.
pub fn one_page(body: &mut Body<'_>, doc: &Document, page: Page) -> Result<(), Failed> {
    band(body, doc);
    if doc.sections.is_empty() {
        xml::paragraph(&mut body.out, "Normal", doc.locale.t(k::doc::nothing));
    }
    let text = body.width;
    for section in &doc.sections {
        let all = parts(&section.blocks);
        for block in all.iter().filter(|p| p.wide).flat_map(|p| p.blocks) {
            body.block(block, "")?;
        }
        hair(&mut body.out, &page.section("continuous", 1));
        body.width = (text - GUTTER) / 2;
        body.after_break();
        for block in all.iter().filter(|p| !p.wide).flat_map(|p| p.blocks) {
            match block {
                // LibreOffice does not even out columns that hold a table.
                Block::Facts(facts) => {
                    let line = |f: &Fact| format!("{}: {}", f.label, f.value);
                    let list = Block::List {
                        title: String::new(),
                        items: facts.iter().map(line).collect(),
                        source: None,
                    };
                    body.block(&list, "")?;
                }
                block => body.block(block, "")?,
            }
        }
        body.width = text;
        hair(&mut body.out, &page.section("continuous", 2));
        body.after_break();
    }
    Ok(())
}

/// The band at its head: kind, name, client and imprint, and the logo.
fn band(body: &mut Body<'_>, doc: &Document) {
    let look = &doc.look;
    let fill = look.accent.hex();
    let pad = whole(4.0 * MM);
    let size = look.logo.as_ref().map(|l| l.fit(BAND.0, BAND.1));
    let plate = size.map_or(0, |(w, _)| whole(w * MM) + 2 * pad);
    let id = body.next_drawing();
    let width = body.width;
    let out = &mut body.out;
    let widths = [width - plate, plate];
    table(out, if plate == 0 { &widths[..1] } else { &widths });
    row(out, whole(20.0 * MM), "atLeast");
    cell(out, widths[0], 1, &fill, [pad, pad, pad, pad], "center");
    contents::title(out, doc, "");
    out.push_str("</w:tc>");
    if let Some(logo) = &look.logo {
        cell(out, plate, 1, "FFFFFF", [pad, pad, pad, pad], "center");
        xml::open(
            out,
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        );
        picture(out, logo, BAND, &alt(doc), id);
        out.push_str("</w:p></w:tc>");
    }
    out.push_str("</w:tr></w:tbl>");
    hair(out, "");
}
