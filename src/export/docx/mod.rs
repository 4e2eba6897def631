//! The document as a Word file (Office Open XML, WordprocessingML) that opens without repair in Word,
//! LibreOffice and Google Docs, with real styles, so that an agency can put its own face on it.
//!
//! Decisions:
//! - *Contents* are a field that is already filled. Page numbers come from the caller, who must have
//!   them from the pages that Word will make; without them the entries stand without numbers and lead
//!   to their headings. Word is not asked to update fields on opening, neither by `updateFields` nor by
//!   `dirty`: with both it greets the reader with a question about fields that refer to other files.
//!   F9, or "Update table", fills the numbers in.
//! - *The footnote about Meta* stands on the page of the first mention, under the asterisk the law asks
//!   for; an asterisk that is typed there becomes the mark. Footnotes without a place close the document.
//! - *Figures*: see [`figure`]. *Paragraphs*: one block, one paragraph; line breaks inside are kept.
//! - *Fonts* are Arial and Georgia: every Windows, macOS and Google Docs has them, with Cyrillic.

mod body;
mod contents;
mod dress;
mod figure;
mod package;
mod table;
mod xml;

use super::zip::{TooLarge, Zip};
use crate::data;
use crate::report::{Design, Document};
use body::Body;
use chrono::NaiveDate;
use std::fmt::Write as _;

#[cfg(feature = "office")]
pub(super) use table::share;
#[cfg(feature = "office")]
pub(super) use xml::target;

/// The page a heading stands on, counted from 1 with the title page: by position of the section and,
/// for a heading inside it, of the block.
pub type Pages<'a> = &'a dyn Fn(usize, Option<usize>) -> Option<u32>;
/// The picture of a figure as PNG, by position among the figures.
pub type Pictures<'a> = &'a dyn Fn(usize) -> Option<Vec<u8>>;

/// What the document itself does not say.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Who made it, for the properties of the file; empty for nobody.
    pub author: &'a str,
    /// The day it was made, for the properties of the file.
    pub date: NaiveDate,
    /// Page numbers of the contents.
    pub pages: Option<Pages<'a>>,
    /// Pictures instead of shapes.
    pub pictures: Option<Pictures<'a>>,
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// More than 4 GB.
    TooLarge,
    /// What was handed in as the picture of this figure, counted from 0, is no PNG.
    Picture(usize),
}

impl From<TooLarge> for Failed {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// Namespaces of the main part.
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

/// Margins left and right, in twips: 20 mm.
const SIDE: usize = 1134;

/// The paper, in twips.
#[derive(Clone, Copy)]
struct Page {
    width: usize,
    height: usize,
    /// Margins above and below.
    margins: (usize, usize),
    /// Does the first page go without a head and foot.
    bare: bool,
}

impl Page {
    fn of(doc: &Document) -> Self {
        let (width, height) = if doc.paper == "letter" {
            (12_240, 15_840)
        } else {
            (11_906, 16_838)
        };
        let margins = match doc.look.design {
            Design::OnePage => (964, 907),
            _ => (1304, 1247),
        };
        Self {
            width,
            height,
            margins,
            bare: doc.look.design == Design::Plain,
        }
    }
    /// The properties of a section that begins in some way and has so many columns; the way of Word when none is named.
    fn section(self, begins: &str, columns: usize) -> String {
        let begins = if begins.is_empty() {
            String::new()
        } else {
            format!("<w:type w:val=\"{begins}\"/>")
        };
        let columns = if columns > 1 {
            format!("<w:cols w:num=\"{columns}\" w:space=\"454\"/>")
        } else {
            "<w:cols w:space=\"708\"/>".to_owned()
        };
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId7\"/><w:footerReference w:type=\"default\" r:id=\"rId8\"/>{begins}\
             <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{SIDE}\" w:bottom=\"{}\" w:left=\"{SIDE}\" w:header=\"624\" w:footer=\"567\" w:gutter=\"0\"/>\
             {columns}{}</w:sectPr>",
            self.width,
            self.height,
            self.margins.0,
            self.margins.1,
            if self.bare { "<w:titlePg/>" } else { "" }
        )
    }
}

/// The file: the same document and options give the same bytes.
///
/// # Errors
/// [`Failed`]: it would be larger than a zip can be, or a picture is no PNG.
pub fn to_docx(doc: &Document, options: &Options<'_>) -> Result<Vec<u8>, Failed> {
    let page = Page::of(doc);
    let mut body = Body::new(doc, page.width - 2 * SIDE, options);
    let meta = doc.locale.pick(data::META_FOOTNOTE);
    body.note = doc.footnotes.iter().position(|n| n == meta);
    let waiting = body.note;
    let _ = write!(
        body.out,
        "{}<w:document {SPACES}><w:body>",
        package::DECLARATION
    );
    match doc.look.design {
        Design::OnePage => dress::one_page(&mut body, doc, page)?,
        Design::Agency => dress::cover(&mut body, doc, page),
        Design::Plain => contents::cover(&mut body, doc),
    }
    if doc.look.design != Design::OnePage {
        contents::contents(&mut body, doc, options);
        body.sections(doc)?;
    }
    // The footnote that found its place; the others close the document.
    let placed = waiting.filter(|_| body.note.is_none());
    let left = doc
        .footnotes
        .iter()
        .enumerate()
        .filter(|(i, _)| Some(*i) != placed);
    for (n, (_, note)) in left.enumerate() {
        let line = if n == 0 {
            "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"8B877C\"/></w:pBdr><w:spacing w:before=\"480\"/>"
        } else {
            ""
        };
        xml::open(&mut body.out, "FootnoteText", line);
        xml::run(&mut body.out, "", note);
        body.out.push_str("</w:p>");
    }
    // The text may not end with a table.
    if body.out.ends_with("</w:tbl>") {
        xml::open(
            &mut body.out,
            "AfterTable",
            "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>",
        );
        body.out.push_str("</w:p>");
    }
    let last = match doc.look.design {
        Design::OnePage => "continuous",
        _ => "",
    };
    body.out.push_str(&page.section(last, 1));
    body.out.push_str("</w:body></w:document>");
    let mut zip = Zip::default();
    package::write(&mut zip, doc, options, &body, placed)?;
    Ok(zip.finish()?)
}
