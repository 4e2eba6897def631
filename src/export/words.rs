//! A document as words one after the other: what formats without pages of their own (Markdown, the clipboard) decide alike.

use crate::i18n::{Locale, k};
use crate::kernel::block::{Fact, Figure};
use crate::kernel::{Block, Column};
use crate::report::Document;

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Plain,
    /// The title of a list or the caption of a table.
    Title,
    /// A sentence that stands out.
    Lead,
    /// Small print.
    Note,
}

/// What a format writes.
pub trait Words {
    /// Before each block of a section.
    fn begin(&mut self) {}
    /// A heading: 1 for sections, 2 and 3 inside them.
    fn heading(&mut self, level: u8, text: &str);
    /// A paragraph.
    fn paragraph(&mut self, kind: Kind, text: &str);
    /// A label and its value.
    fn fact(&mut self, fact: &Fact);
    /// Points without their title.
    fn points(&mut self, items: &[String]);
    /// A table without its caption; it has columns.
    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]);
    /// Says what a figure shows before its caption and numbers; false when it leaves that to the numbers.
    fn picture(&mut self, _: &Figure) -> bool {
        false
    }
}

/// The sections of a document, or that there are none.
pub fn sections(out: &mut dyn Words, doc: &Document) {
    for (i, section) in doc.sections.iter().enumerate() {
        out.heading(1, &format!("{}. {}", i + 1, section.title));
        for b in &section.blocks {
            out.begin();
            block(out, b, doc.locale);
        }
    }
}

fn block(out: &mut dyn Words, b: &Block, l: Locale) {
    match b {
        Block::Heading { level, text, .. } => out.heading(if *level <= 2 { 2 } else { 3 }, text),
        Block::Text { text, .. } => out.paragraph(Kind::Plain, text),
        Block::Lead { text, .. } => out.paragraph(Kind::Lead, text),
        Block::Note(text) => out.paragraph(Kind::Note, text),
        Block::Missing { label, .. } => {
            out.paragraph(Kind::Note, &format!("{label}: {}", l.t(k::doc::missing)));
        }
        Block::Facts(facts) => facts.iter().for_each(|f| out.fact(f)),
        Block::List { title, items, .. } => {
            titled(out, title);
            out.points(items);
        }
        Block::Table {
            caption,
            columns,
            rows,
            ..
        } => table(out, caption, columns, rows),
        Block::Figure(f) => {
            let told = out.picture(f);
            if let Some((columns, rows)) = f.table() {
                return table(out, &f.caption, &columns, rows);
            }
            titled(out, &f.caption);
            if !told {
                out.paragraph(Kind::Plain, &f.drawing.description);
            }
        }
    }
}

fn titled(out: &mut dyn Words, title: &str) {
    if !title.is_empty() {
        out.paragraph(Kind::Title, title);
    }
}

fn table(out: &mut dyn Words, caption: &str, columns: &[Column], rows: &[Vec<String>]) {
    titled(out, caption);
    if !columns.is_empty() {
        out.table(columns, rows);
    }
}
