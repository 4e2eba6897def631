//! What every package of Office has: types of its parts, relations between them, properties, the logo.

use super::DECLARATION;
use super::xml::escape;
use crate::export::zip::{TooLarge, Zip};
use crate::i18n::Locale;
use chrono::NaiveDate;
use std::fmt::Write as _;

/// Namespace of relations between parts.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument";

/// Is it a PNG by its first bytes.
pub fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

/// The relations of a part.
pub struct Relations(String);

impl Default for Relations {
    fn default() -> Self {
        Self(format!(
            "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">"
        ))
    }
}

impl Relations {
    /// To another part, by the last word of its kind.
    pub fn part(&mut self, id: &str, kind: &str, target: &str) {
        let _ = write!(
            self.0,
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        );
    }

    /// To an address outside the package.
    pub fn link(&mut self, id: &str, target: &str) {
        let _ = write!(
            self.0,
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escape(target)
        );
    }

    /// The part they are written in.
    pub fn finish(mut self) -> String {
        self.0.push_str("</Relationships>");
        self.0
    }
}

/// The relations of a part to parts with the ids `rId1`, `rId2` and so on: kinds and targets.
pub fn relations<'a>(all: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut out = Relations::default();
    for (i, (kind, target)) in all.into_iter().enumerate() {
        out.part(&format!("rId{}", i + 1), kind, &target);
    }
    out.finish()
}

/// Types of the parts of a package.
pub struct Types(String);

impl Types {
    /// Begins with those of the properties.
    pub fn new() -> Self {
        let mut out = Self(format!(
            "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
        ));
        out.add(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        );
        out.part("docProps/app.xml", "extended-properties");
        out
    }

    /// A part of a kind of the formats of Office, such as `theme`.
    pub fn part(&mut self, name: &str, kind: &str) {
        self.add(name, &format!("{DOCUMENT}.{kind}+xml"));
    }

    fn add(&mut self, name: &str, kind: &str) {
        let _ = write!(
            self.0,
            "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"
        );
    }

    /// The part they are written in.
    pub fn finish(mut self) -> String {
        self.0.push_str("</Types>");
        self.0
    }
}

/// What the properties of a file say.
pub struct Properties<'a> {
    /// Name.
    pub title: &'a str,
    /// What kind of document it is.
    pub subject: &'a str,
    /// Who made it; empty for nobody.
    pub author: &'a str,
    /// The day it was made.
    pub date: NaiveDate,
    /// Language.
    pub locale: Locale,
    /// What further elements of the extended properties say, as XML.
    pub more: &'a str,
}

/// The parts that every package begins with: types, the way to the main part, properties.
///
/// # Errors
/// [`TooLarge`].
pub fn begin(
    zip: &mut Zip,
    types: Types,
    main: &str,
    about: &Properties<'_>,
) -> Result<(), TooLarge> {
    let root = format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"{main}\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    );
    // Local dates have no hour; the format wants one.
    let day = about.date.format("%Y-%m-%dT00:00:00Z");
    let core = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escape(about.title),
        escape(about.subject),
        about.locale.region(),
        author = escape(about.author)
    );
    let app = format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Planerka</Application>{}</Properties>",
        about.more
    );
    zip.file("[Content_Types].xml", types.finish().as_bytes())?;
    zip.file("_rels/.rels", root.as_bytes())?;
    zip.file("docProps/core.xml", core.as_bytes())?;
    zip.file("docProps/app.xml", app.as_bytes())
}
