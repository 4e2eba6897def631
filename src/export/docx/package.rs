//! The other parts of the package: what there is, how it hangs together, styles, head and foot.

use super::body::Body;
use super::{Failed, Options, SPACES, dress, xml};
pub use crate::export::ooxml::DECLARATION;
use crate::export::ooxml::package::{Properties, Relations, Types, begin};
use crate::export::zip::Zip;
use crate::i18n::{Locale, k};
use crate::kernel::text;
use crate::report::{Design, Document};
use std::fmt::Write as _;

const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const THEME: &str = include_str!("parts/theme.xml");
const FONTS: &str = include_str!("parts/fonts.xml");

/// Parts beside the main one, in the order of their relations from `rId1` on.
const PARTS: [&str; 8] = [
    "styles",
    "numbering",
    "settings",
    "theme",
    "fontTable",
    "footnotes",
    "header",
    "footer",
];

/// Longest title at the head of a page, in letters.
const HEAD: usize = 70;

/// The decimal mark of a language and its separator of lists.
fn marks(l: Locale) -> (&'static str, &'static str) {
    match l {
        Locale::Ru => (",", ";"),
        Locale::En => (".", ","),
    }
}

/// Writes all parts. `placed` is the footnote that stands in the text.
///
/// # Errors
/// [`Failed::TooLarge`].
pub fn write(
    zip: &mut Zip,
    doc: &Document,
    options: &Options<'_>,
    body: &Body<'_>,
    placed: Option<usize>,
) -> Result<(), Failed> {
    let (decimal, separator) = marks(doc.locale);
    let width = body.width.to_string();
    let fill = |part: &str| {
        part.replace("{lang}", doc.locale.region())
            .replace("{width}", &width)
            .replace("{decimal}", decimal)
            .replace("{separator}", separator)
    };
    let about = Properties {
        title: &doc.title,
        subject: &doc.kind,
        author: options.author,
        date: options.date,
        locale: doc.locale,
        more: "",
    };
    begin(zip, types(), "word/document.xml", &about)?;
    let mut put = |name: &str, text: &str| zip.file(name, text.as_bytes());
    put("word/document.xml", &body.out)?;
    let look = &doc.look;
    put(
        "word/_rels/document.xml.rels",
        &relations(body, look.logo.is_some()),
    )?;
    put("word/styles.xml", &dress::styles(fill(STYLES), look))?;
    put(
        "word/numbering.xml",
        &dress::dyed(NUMBERING.to_owned(), look),
    )?;
    put("word/settings.xml", &fill(SETTINGS))?;
    put(
        "word/theme/theme1.xml",
        &dress::dyed(THEME.to_owned(), look),
    )?;
    put("word/fontTable.xml", FONTS)?;
    let note = placed.and_then(|i| Some((i, doc.footnotes.get(i)?)));
    put("word/footnotes.xml", &footnotes(note))?;
    put("word/header1.xml", &header(doc))?;
    if look.logo.is_some() {
        put("word/_rels/header1.xml.rels", &header_relations())?;
    }
    put("word/footer1.xml", &footer(doc))?;
    if let Some(logo) = &look.logo {
        zip.file("word/media/logo.png", &logo.png)?;
    }
    for (i, png) in body.pictures.iter().enumerate() {
        zip.file(&format!("word/media/figure{i}.png"), png)?;
    }
    Ok(())
}

/// The path of a part below `word`.
fn path(part: &str) -> String {
    match part {
        "theme" => "theme/theme1.xml".into(),
        "header" | "footer" => format!("{part}1.xml"),
        _ => format!("{part}.xml"),
    }
}

fn types() -> Types {
    let mut types = Types::new();
    types.part("word/document.xml", "wordprocessingml.document.main");
    for part in PARTS {
        let kind = match part {
            "theme" => part.to_owned(),
            _ => format!("wordprocessingml.{part}"),
        };
        types.part(&format!("word/{}", path(part)), &kind);
    }
    types
}

/// The relation of a part to the logo.
fn logo_relation(relations: &mut Relations) {
    relations.part("logo", "image", "media/logo.png");
}

fn header_relations() -> String {
    let mut all = Relations::default();
    logo_relation(&mut all);
    all.finish()
}

fn relations(body: &Body<'_>, logo: bool) -> String {
    let mut all = Relations::default();
    for (i, part) in PARTS.iter().enumerate() {
        all.part(&format!("rId{}", i + 1), part, &path(part));
    }
    for (i, target) in body.links.iter().enumerate() {
        all.link(&format!("L{i}"), target);
    }
    for i in 0..body.pictures.len() {
        let target = format!("media/figure{i}.png");
        all.part(&format!("P{i}"), "image", &target);
    }
    if logo {
        logo_relation(&mut all);
    }
    all.finish()
}

fn footnotes(note: Option<(usize, &String)>) -> String {
    let mut s = format!(
        "{DECLARATION}<w:footnotes {SPACES}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    );
    if let Some((i, text)) = note {
        let _ = write!(s, "<w:footnote w:id=\"{}\">", i + 1);
        xml::open(&mut s, "FootnoteText", "");
        // The mark stands apart in its own style, as Word writes it: other readers then set it only once.
        let (mark, said) = text.split_at(text.len() - text.trim_start_matches('*').len());
        let mark = if mark.is_empty() { "*" } else { mark };
        xml::run(&mut s, "<w:rStyle w:val=\"FootnoteReference\"/>", mark);
        xml::run(&mut s, "", &format!(" {}", said.trim_start()));
        s.push_str("</w:p></w:footnote>");
    }
    s.push_str("</w:footnotes>");
    s
}

/// The head of pages: the logo or the name, and who may read it. A long line about that stands below them, never cut.
fn header(doc: &Document) -> String {
    let mut s = format!("{DECLARATION}<w:hdr {SPACES}>");
    xml::open(&mut s, "Header", "");
    let logo = doc.look.design != Design::OnePage && dress::head(&mut s, doc);
    let name = text::excerpt(&xml::line(&doc.title), HEAD);
    let line = xml::line(&doc.look.confidential);
    let long = line.chars().count() > HEAD;
    // The single page has its name below already; beside a logo it stands where nothing else does.
    if doc.look.design != Design::OnePage && (!logo || line.is_empty() || long) {
        let tab = if logo { "\t" } else { "" };
        xml::run(&mut s, "", &format!("{tab}{name}"));
    }
    if long {
        s.push_str("</w:p>");
        xml::open(&mut s, "Header", "");
        xml::run(&mut s, "", &line);
    } else if !line.is_empty() {
        xml::run(&mut s, "", &format!("\t{line}"));
    }
    s.push_str("</w:p></w:hdr>");
    s
}

fn footer(doc: &Document) -> String {
    let mut s = format!("{DECLARATION}<w:ftr {SPACES}>");
    xml::open(&mut s, "Footer", "");
    xml::run(&mut s, "", &format!("{}\t", text::excerpt(&doc.kind, HEAD)));
    let mut rest = doc.locale.t(k::doc::page_of);
    while let Some((before, after)) = rest.split_once('{') {
        xml::run(&mut s, "", before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        match name {
            "page" => xml::field(&mut s, "PAGE", "2"),
            _ => xml::field(&mut s, "NUMPAGES", "2"),
        }
        rest = tail;
    }
    xml::run(&mut s, "", rest);
    s.push_str("</w:p></w:ftr>");
    s
}
