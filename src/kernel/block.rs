//! The neutral document: what a report says, before any format. Writers (HTML, Markdown, the
//! preview) know blocks and nothing of the workbook.

use super::Path;
use crate::chart::Drawing;

/// One numbered part of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Slug of the module it comes from, or `summary`.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// Content in order.
    pub blocks: Vec<Block>,
}

/// One block of the document. `source` is the field a "Change" link leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading inside a section; level 2 or 3.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Text.
        text: String,
        /// Where it can be changed.
        source: Option<Path>,
    },
    /// A paragraph; line breaks are kept.
    Text {
        /// Text, as typed by the user or composed by us.
        text: String,
        /// Where it can be changed.
        source: Option<Path>,
    },
    /// A sentence that must stand out: a goal, a positioning statement, a takeaway.
    Lead {
        /// Text.
        text: String,
        /// Where it can be changed.
        source: Option<Path>,
    },
    /// Label and value pairs, set as a two-column list.
    Facts(Vec<Fact>),
    /// A bulleted list with an optional run-in title.
    List {
        /// Title before the list, empty for none.
        title: String,
        /// Items.
        items: Vec<String>,
        /// Where it can be changed.
        source: Option<Path>,
    },
    /// A table.
    Table {
        /// Caption, numbered by the writer.
        caption: String,
        /// Columns.
        columns: Vec<Column>,
        /// Rows; each has as many cells as there are columns.
        rows: Vec<Vec<String>>,
        /// Where it can be changed.
        source: Option<Path>,
    },
    /// A drawing with its caption and the same data as text.
    Figure(Box<Figure>),
    /// An unanswered core question; left out when the user asks for it.
    Missing {
        /// What is missing.
        label: String,
        /// Where to fill it in.
        source: Path,
    },
    /// A footnote-like remark in small print.
    Note(String),
}

/// One label and value of [`Block::Facts`].
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The value, formatted for the document's language.
    pub value: String,
    /// The value is a link that may be followed.
    pub link: bool,
    /// Where it can be changed.
    pub source: Option<Path>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Numbers and dates are set flush right.
    pub numeric: bool,
    /// Share of the width, in parts of the sum; at least 1.
    pub weight: u8,
}

impl Column {
    /// A text column.
    pub fn text(title: impl Into<String>, weight: u8) -> Self {
        Self {
            title: title.into(),
            numeric: false,
            weight,
        }
    }
    /// A column of figures.
    pub fn number(title: impl Into<String>, weight: u8) -> Self {
        Self {
            title: title.into(),
            numeric: true,
            weight,
        }
    }
}

/// A drawing in the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Caption, numbered by the writer.
    pub caption: String,
    /// The drawing; carries its own text alternative.
    pub drawing: Drawing,
    /// The same data as a table, for readers who cannot see the drawing: head row first.
    pub data: Vec<Vec<String>>,
    /// Where it can be changed.
    pub source: Option<Path>,
}

impl Figure {
    /// The same data as columns and rows; nothing when there is none.
    pub fn table(&self) -> Option<(Vec<Column>, &[Vec<String>])> {
        let (head, rows) = self.data.split_first()?;
        let columns = head.iter().map(|c| Column::text(c.clone(), 1)).collect();
        Some((columns, rows))
    }
}
