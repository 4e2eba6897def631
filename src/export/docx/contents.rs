//! The title page and the contents.

use super::body::Body;
use super::{Options, dress, xml};
use crate::i18n::k;
use crate::kernel::Block;
use crate::report::{Design, Document};
use std::fmt::Write as _;

/// Name of the bookmark around the heading of a section, or of one of its blocks.
pub fn bookmark(section: usize, block: Option<usize>) -> String {
    format!(
        "_Toc{:09}",
        (section + 1) * 1_000_000 + block.map_or(0, |b| b + 1)
    )
}

/// The page before everything else.
pub fn cover(body: &mut Body<'_>, doc: &Document) {
    let used = dress::above(body, doc);
    // The name stays where it is, whatever stands above it.
    let space = used.map_or_else(String::new, |used| {
        let left = 5200_usize.saturating_sub(used).max(240);
        format!("<w:spacing w:before=\"{left}\"/>")
    });
    title(&mut body.out, doc, &space);
}

/// Kind, name, client and imprint; the first paragraph with further properties.
pub fn title(out: &mut String, doc: &Document, properties: &str) {
    xml::open(out, "CoverKind", properties);
    xml::run(out, "", &doc.kind);
    out.push_str("</w:p>");
    xml::open(out, "Title", "");
    // Long names are set smaller, so that the page stays one page.
    let size = match doc.title.chars().count() {
        0..=40 => None,
        41..=90 => Some(52),
        91..=200 => Some(36),
        _ => Some(24),
    };
    let look = size.map_or_else(String::new, |s| {
        format!("<w:sz w:val=\"{s}\"/><w:szCs w:val=\"{s}\"/>")
    });
    xml::run(out, &look, &doc.title);
    out.push_str("</w:p>");
    if let Some(client) = &doc.client {
        xml::paragraph(out, "Subtitle", client);
    }
    if doc.look.design == Design::OnePage {
        let said: Vec<String> = doc
            .imprint
            .iter()
            .map(|(l, v)| format!("{l}: {v}"))
            .collect();
        xml::open(
            out,
            "CoverImprint",
            "<w:spacing w:before=\"80\"/><w:ind w:left=\"0\" w:firstLine=\"0\"/>",
        );
        xml::run(out, "", &said.join("  ·  "));
        out.push_str("</w:p>");
        return;
    }
    for (i, (label, value)) in doc.imprint.iter().enumerate() {
        let space = if i == 0 {
            "<w:spacing w:before=\"900\"/>"
        } else {
            ""
        };
        xml::open(out, "CoverImprint", space);
        xml::run(out, "<w:rStyle w:val=\"Label\"/>", label);
        xml::run(out, "", &format!("\t{value}"));
        out.push_str("</w:p>");
    }
}

/// The field of contents with its entries, or a word that there is nothing yet.
pub fn contents(body: &mut Body<'_>, doc: &Document, options: &Options<'_>) {
    let l = body.l;
    let out = &mut body.out;
    if doc.sections.is_empty() {
        xml::paragraph(out, "Normal", l.t(k::doc::nothing));
        return;
    }
    out.push_str(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>",
    );
    xml::paragraph(out, "TOCHeading", l.t(k::doc::contents));
    let mut first = true;
    for (s, section) in doc.sections.iter().enumerate() {
        let below = section
            .blocks
            .iter()
            .enumerate()
            .filter_map(|(b, block)| match block {
                Block::Heading { level, text, .. } if *level <= 2 => Some((Some(b), text)),
                _ => None,
            });
        for (block, title) in std::iter::once((None, &section.title)).chain(below) {
            let title = xml::line(title);
            if title.is_empty() {
                continue;
            }
            let style = if block.is_none() { "TOC1" } else { "TOC2" };
            xml::open(out, style, "");
            if std::mem::take(&mut first) {
                out.push_str(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
                     <w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z </w:instrText></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                );
            }
            let anchor = bookmark(s, block);
            let _ = write!(out, "<w:hyperlink w:anchor=\"{anchor}\" w:history=\"1\">");
            if block.is_none() {
                xml::run(out, "", &format!("{}\t", s + 1));
            }
            xml::run(out, "", &title);
            if let Some(page) = options.pages.and_then(|p| p(s, block)) {
                xml::run(out, "", "\t");
                xml::field(out, &format!("PAGEREF {anchor} \\h"), &page.to_string());
            }
            out.push_str("</w:hyperlink></w:p>");
        }
    }
    xml::open(out, "AfterTable", "");
    // Without a single title there is no field to end.
    if !first {
        out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
    }
    out.push_str("</w:p></w:sdtContent></w:sdt>");
}
