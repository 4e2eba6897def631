//! The other parts of the package: what there is, how it hangs together, styles, head and foot.

use super::body::Body;
use super::{Failed, Options, SPACES, dress, xml};
pub use crate::export::ooxml::DECLARATION;
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

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

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

/// The language as the format writes it, its decimal mark and the separator of lists.
fn language(l: Locale) -> (&'static str, &'static str, &'static str) {
    match l {
        Locale::Ru => ("ru-RU", ",", ";"),
        Locale::En => ("en-GB", ".", ","),
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
    let (lang, decimal, separator) = language(doc.locale);
    let width = body.width.to_string();
    let fill = |part: &str| {
        part.replace("{lang}", lang)
            .replace("{width}", &width)
            .replace("{decimal}", decimal)
            .replace("{separator}", separator)
    };
    let mut put = |name: &str, text: &str| zip.file(name, text.as_bytes());
    put("[Content_Types].xml", &types())?;
    put("_rels/.rels", &root())?;
    put("docProps/core.xml", &core(doc, options, lang))?;
    put("docProps/app.xml", &app())?;
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

fn types() -> String {
    let mut s = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>"
    );
    for part in PARTS {
        let kind = match part {
            "theme" => "application/vnd.openxmlformats-officedocument.theme+xml".into(),
            _ => format!("{WORD}.{part}+xml"),
        };
        let _ = write!(
            s,
            "<Override PartName=\"/word/{}\" ContentType=\"{kind}\"/>",
            path(part)
        );
    }
    s.push_str("</Types>");
    s
}

fn root() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

/// The relation of a part to the logo.
fn logo_relation(s: &mut String) {
    let _ = write!(
        s,
        "<Relationship Id=\"logo\" Type=\"{OFFICE}/image\" Target=\"media/logo.png\"/>"
    );
}

fn header_relations() -> String {
    let mut s = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    logo_relation(&mut s);
    s.push_str("</Relationships>");
    s
}

fn relations(body: &Body<'_>, logo: bool) -> String {
    let mut s = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (i, part) in PARTS.iter().enumerate() {
        let _ = write!(
            s,
            "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{part}\" Target=\"{}\"/>",
            i + 1,
            path(part)
        );
    }
    for (i, target) in body.links.iter().enumerate() {
        let _ = write!(
            s,
            "<Relationship Id=\"L{i}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            xml::escape(target)
        );
    }
    for i in 0..body.pictures.len() {
        let _ = write!(
            s,
            "<Relationship Id=\"P{i}\" Type=\"{OFFICE}/image\" Target=\"media/figure{i}.png\"/>"
        );
    }
    if logo {
        logo_relation(&mut s);
    }
    s.push_str("</Relationships>");
    s
}

fn core(doc: &Document, options: &Options<'_>, lang: &str) -> String {
    // Local dates have no hour; the format wants one.
    let day = options.date.format("%Y-%m-%dT00:00:00Z");
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified>\
         <dc:language>{lang}</dc:language></cp:coreProperties>",
        xml::escape(&doc.title),
        xml::escape(&doc.kind),
        author = xml::escape(options.author)
    )
}

fn app() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Planerka</Application></Properties>"
    )
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
