//! Collects the slides: cuts what is too long for a wall and keeps it in full for the speaker.

use super::{Block, Slide, fit};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Path, RowId, TablePath, text};
use crate::modules::Workbook;
use crate::modules::goals::values::Way;
use crate::report::Writer;
use chrono::NaiveDate;

/// Longest text kept in full for the speaker, in letters.
const FULL: usize = 3000;

/// The slides being written.
pub struct Slides<'a> {
    /// The workbook.
    pub w: &'a Workbook,
    /// Language.
    pub l: Locale,
    /// The day the deck is made.
    pub today: NaiveDate,
    /// Slides that are done.
    pub slides: Vec<Slide>,
    from: Writer<'a>,
    now: Slide,
}

fn blank(id: &'static str, title: String) -> Slide {
    Slide {
        id,
        title,
        left: Vec::new(),
        right: Vec::new(),
        split: 0.5,
        notes: Vec::new(),
        full: Vec::new(),
    }
}

impl<'a> Slides<'a> {
    /// No slides yet.
    pub fn new(w: &'a Workbook, l: Locale, today: NaiveDate) -> Self {
        Self {
            w,
            l,
            today,
            slides: Vec::new(),
            from: Writer::new(w, l),
            now: blank("", String::new()),
        }
    }
    /// Begins a slide; one that was begun and not ended is forgotten.
    pub fn start(&mut self, id: &'static str, title: String) {
        self.now = blank(id, title);
    }
    /// The headline, when it is known only now.
    pub fn title(&mut self, title: String) {
        self.now.title = title;
    }
    /// Puts a part on the left, or on the whole width.
    pub fn left(&mut self, block: Block) {
        self.now.left.push(told(block));
    }
    /// Puts a part on the right.
    pub fn right(&mut self, block: Block) {
        self.now.right.push(told(block));
    }
    /// Share of the width that the left takes.
    pub fn split(&mut self, share: f64) {
        self.now.split = share;
    }
    /// What the speaker says.
    pub fn say(&mut self, text: impl Into<String>) {
        self.now.notes.push(text.into());
    }
    /// Keeps a text in full for the speaker.
    pub fn keep(&mut self, label: &str, text: &str) {
        let text = text::excerpt(text, FULL);
        let entry = if label.is_empty() {
            text
        } else {
            self.l
                .fill(k::deck::full_item, &[("name", label), ("text", &text)])
        };
        if !self.now.full.contains(&entry) {
            self.now.full.push(entry);
        }
    }
    /// Takes the slide, unless nothing stands on it. What stands only on the right takes the whole width.
    pub fn end(&mut self) {
        let mut slide = std::mem::replace(&mut self.now, blank("", String::new()));
        if slide.left.is_empty() {
            slide.left = std::mem::take(&mut slide.right);
        }
        if slide.left.is_empty() {
            return;
        }
        // No line begins with a dash or an arrow, nor ends with one before its number.
        slide.title = fit::clean(&slide.title)
            .replace(" → ", "\u{a0}→\u{a0}")
            .replace(" — ", "\u{a0}— ");
        if slide.title.is_empty() {
            // A name of nothing that can be shown.
            slide.title = self.l.t(k::field::nameless).to_owned();
        }
        self.slides.push(slide);
    }
    /// Does the user leave this module out of the document.
    pub fn hidden(&self, slug: &str) -> bool {
        self.w.desk.hidden.iter().any(|h| h == slug)
    }
    /// The value at an address as the document shows it, on one line.
    pub fn value(&self, path: Path) -> Option<String> {
        let value = fit::clean(&self.from.value(path)?);
        Some(value).filter(|v| !v.is_empty())
    }
    /// The same, a dash for none.
    pub fn cell(&self, path: Path) -> String {
        self.value(path).unwrap_or_else(|| "—".into())
    }
    /// The name of a row, on one line.
    pub fn name(&self, table: TablePath, row: RowId) -> String {
        fit::clean(&self.from.name(table, row))
    }
    /// The value at an address in so many words at most.
    pub fn short(&mut self, path: Path, most: usize) -> Option<String> {
        let value = self.value(path)?;
        let label = self.label(path);
        Some(self.cut(&label, &value, most))
    }
    /// A text in so many words at most; the rest is kept for the speaker under that label.
    pub fn cut(&mut self, label: &str, text: &str, most: usize) -> String {
        let text = fit::clean(text);
        let (said, cut) = fit::words(&text, most);
        if cut {
            self.keep(label, &text);
        }
        said
    }
    /// Name of the field at an address.
    pub fn label(&self, path: Path) -> String {
        self.w
            .field(path)
            .map_or_else(String::new, |f| self.l.label(f.label).to_owned())
    }
    /// "and 5 more" on the left, when there are.
    pub fn rest(&mut self, key: Key, n: usize) {
        if n > 0 {
            self.left(Block::More(self.l.count(key, n)));
        }
    }
    /// Heads of a table from their keys.
    pub fn columns<const N: usize>(&self, all: [(Key, u8, bool); N]) -> [(String, u8, bool); N] {
        all.map(|(key, weight, numeric)| (self.l.t(key).to_owned(), weight, numeric))
    }
}

/// A table without the columns that say nothing in any row.
fn told(block: Block) -> Block {
    let Block::Table(mut table) = block else {
        return block;
    };
    for c in (1..table.head.len()).rev() {
        let silent = |r: &Vec<String>| r.get(c).is_none_or(|cell| cell == "—");
        if table.rows.iter().all(silent) {
            table.head.remove(c);
            table.weights.remove(c);
            table.numeric.remove(c);
            for row in &mut table.rows {
                row.remove(c);
            }
        }
    }
    Block::Table(table)
}

/// The way from a baseline to a target in a headline; only the target while the baseline is not known.
pub fn way(l: Locale, way: &Way) -> Option<String> {
    let target = way.target?;
    match way.baseline {
        Some(_) => way.line(l),
        None => Some(way.show(l, target)),
    }
}

/// The first so many, and how many more there are.
pub fn first<T: Clone>(all: &[T], most: usize) -> (Vec<T>, usize) {
    let shown: Vec<T> = all.iter().take(most).cloned().collect();
    let more = all.len() - shown.len();
    (shown, more)
}
