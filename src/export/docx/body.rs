//! The blocks of the document as paragraphs, tables and drawings.

use super::{Failed, Options, contents, figure, xml};
use crate::export::ooxml::package::is_png;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Figure, Key};
use crate::report::{self, Document, Look, Palette};
use std::fmt::Write as _;

/// The main part while it is written, and what it refers to.
pub struct Body<'a> {
    /// The text so far.
    pub out: String,
    /// Language of the document.
    pub l: Locale,
    /// Width of the text, in twips (twentieths of a point).
    pub width: usize,
    /// Targets of links, each once: the part of the relation `L<n>`.
    pub links: Vec<String>,
    /// Pictures of figures, PNG: the parts of the relations `P<n>`.
    pub pictures: Vec<Vec<u8>>,
    /// The footnote that waits for the first mention of what it is about.
    pub note: Option<usize>,
    options: &'a Options<'a>,
    look: &'a Look,
    drawing: usize,
    tables: usize,
    figures: usize,
    bookmarks: usize,
    after_table: bool,
}

/// Space before a paragraph that stands right below a table.
const BELOW: &str = "<w:spacing w:before=\"160\"/>";

/// Texts of more letters than this may be parted, and from what follows, whatever their style says: a
/// heading of a page would leave the page before it empty.
const LONG: usize = 1000;

/// Takes back what the style keeps together.
const LOOSE: &str = "<w:keepNext w:val=\"0\"/><w:keepLines w:val=\"0\"/>";

fn long(text: &str) -> bool {
    text.chars().nth(LONG).is_some()
}

impl<'a> Body<'a> {
    /// An empty text of so many twips of width.
    pub fn new(doc: &'a Document, width: usize, options: &'a Options<'a>) -> Self {
        Self {
            out: String::with_capacity(256 * 1024),
            l: doc.locale,
            width,
            links: Vec::new(),
            pictures: Vec::new(),
            note: None,
            options,
            look: &doc.look,
            drawing: 1,
            tables: 0,
            figures: 0,
            bookmarks: 0,
            after_table: false,
        }
    }

    /// The number of one more drawing.
    pub fn next_drawing(&mut self) -> usize {
        self.drawing += 1;
        self.drawing - 1
    }

    /// What comes next stands below no table.
    pub fn after_break(&mut self) {
        self.after_table = false;
    }

    /// All sections.
    ///
    /// # Errors
    /// [`Failed::Picture`] when a picture that was handed in is no PNG.
    pub fn sections(&mut self, doc: &Document) -> Result<(), Failed> {
        for (s, section) in doc.sections.iter().enumerate() {
            self.heading(1, &section.title, &contents::bookmark(s, None));
            for (b, block) in section.blocks.iter().enumerate() {
                self.block(block, &contents::bookmark(s, Some(b)))?;
            }
            self.after_table = false;
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, text: &str, bookmark: &str) {
        let loose = if long(text) { LOOSE } else { "" };
        xml::open(
            &mut self.out,
            &format!("Heading{}", level.clamp(1, 3)),
            loose,
        );
        let marked = level < 3 && !bookmark.is_empty();
        if marked {
            self.bookmarks += 1;
            let _ = write!(
                self.out,
                "<w:bookmarkStart w:id=\"{}\" w:name=\"{bookmark}\"/>",
                self.bookmarks
            );
        }
        xml::run(&mut self.out, "", text);
        if marked {
            let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{}\"/>", self.bookmarks);
        }
        self.out.push_str("</w:p>");
    }

    /// A block; a heading is marked for the contents, unless the bookmark is empty.
    ///
    /// # Errors
    /// [`Failed::Picture`] when a picture that was handed in is no PNG.
    pub fn block(&mut self, block: &Block, bookmark: &str) -> Result<(), Failed> {
        let below = std::mem::take(&mut self.after_table);
        let space = if below { BELOW } else { "" };
        match block {
            Block::Heading { level, text, .. } => self.heading((*level).max(2), text, bookmark),
            Block::Text { text, .. } => self.said("Normal", space, text),
            Block::Lead { text, .. } => {
                self.said("Quote", if long(text) { LOOSE } else { "" }, text);
            }
            Block::Note(text) => self.said("Note", "", text),
            Block::Missing { label, .. } => {
                let text = format!("{label}: {}", self.l.t(k::doc::missing));
                self.said("Missing", "", &text);
            }
            Block::Facts(facts) => {
                // Word makes one table of two that touch.
                if below {
                    xml::paragraph(&mut self.out, "AfterTable", "");
                }
                self.facts(facts);
                self.after_table = !facts.is_empty();
            }
            Block::List { title, items, .. } => {
                if !title.is_empty() {
                    self.said("ListTitle", "", title);
                }
                for (i, item) in items.iter().enumerate() {
                    let space = if i == 0 && title.is_empty() {
                        space
                    } else {
                        ""
                    };
                    self.said("ListBullet", space, item);
                }
            }
            Block::Table {
                caption,
                columns,
                rows,
                ..
            } => {
                self.tables += 1;
                self.caption(caption, k::doc::table, self.tables, "<w:keepNext/>");
                self.table(caption, columns, rows);
                self.after_table = !columns.is_empty();
            }
            Block::Figure(f) => self.figure(f)?,
        }
        Ok(())
    }

    fn figure(&mut self, f: &Figure) -> Result<(), Failed> {
        let at = self.figures;
        self.figures += 1;
        #[allow(clippy::cast_precision_loss)]
        let points = self.width as f64 / 20.0;
        let picture = self.options.pictures.and_then(|p| p(at));
        let mut drawn = String::new();
        let done = match picture {
            Some(png) => {
                if !is_png(&png) {
                    return Err(Failed::Picture(at));
                }
                let relation = format!("P{}", self.pictures.len());
                self.pictures.push(png);
                figure::picture(&mut drawn, &f.drawing, points, self.drawing, &relation);
                self.drawing += 1;
                Some(())
            }
            None => {
                let palette = Palette::of_pages(self.look);
                figure::shapes(&mut drawn, &f.drawing, points, &mut self.drawing, &palette)
            }
        };
        if done.is_some() {
            xml::open(&mut self.out, "FigureBlock", "");
            self.out.push_str(&drawn);
            self.out.push_str("</w:p>");
            let below = "<w:spacing w:before=\"80\" w:after=\"240\"/>";
            self.caption(&f.caption, k::doc::figure, self.figures, below);
            return Ok(());
        }
        self.caption(&f.caption, k::doc::figure, self.figures, "<w:keepNext/>");
        match f.table() {
            Some((columns, rows)) => {
                self.table(&f.caption, &columns, rows);
                self.after_table = true;
            }
            None => xml::paragraph(&mut self.out, "Normal", &f.drawing.description),
        }
        Ok(())
    }

    /// A caption; its number is a field when it was numbered as this table or figure.
    fn caption(&mut self, caption: &str, template: Key, number: usize, properties: &str) {
        let properties = if long(caption) { LOOSE } else { properties };
        xml::open(&mut self.out, "Caption", properties);
        let number = number.to_string();
        let words = self.l.t(template);
        let numbered = words.split_once("{n}").and_then(|(label, after)| {
            let after = after.split('{').next().unwrap_or_default();
            let rest = caption.strip_prefix(label)?.strip_prefix(&number)?;
            rest.starts_with(after).then_some((label, rest))
        });
        match numbered {
            Some((label, rest)) => {
                xml::run(&mut self.out, "", label);
                let name: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
                xml::field(&mut self.out, &format!("SEQ {name} \\* ARABIC"), &number);
                xml::run(&mut self.out, "", rest);
            }
            None => xml::run(&mut self.out, "", caption),
        }
        self.out.push_str("</w:p>");
    }

    /// A paragraph of text.
    fn said(&mut self, style: &str, properties: &str, text: &str) {
        xml::open(&mut self.out, style, properties);
        self.words("", text);
        self.out.push_str("</w:p>");
    }

    /// Text, with the mark of the waiting footnote behind the first word it is about.
    pub fn words(&mut self, properties: &str, text: &str) {
        let mention = self
            .note
            .and_then(|n| Some((n, report::meta_mention(text)?)));
        let Some((note, at)) = mention else {
            return xml::run(&mut self.out, properties, text);
        };
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        xml::run(&mut self.out, properties, before);
        self.mark(note);
        // An asterisk that was typed there is the mark itself.
        let after = after.strip_prefix('*').unwrap_or(after);
        xml::run(&mut self.out, properties, after);
    }

    fn mark(&mut self, note: usize) {
        self.note = None;
        let _ = write!(
            self.out,
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"{}\"/><w:t>*</w:t></w:r>",
            note + 1
        );
    }

    /// A link to an address that [`xml::target`] has passed.
    pub fn link(&mut self, target: &str, text: &str) {
        let at = self
            .links
            .iter()
            .position(|l| l == target)
            .unwrap_or_else(|| {
                self.links.push(target.to_owned());
                self.links.len() - 1
            });
        let _ = write!(self.out, "<w:hyperlink r:id=\"L{at}\" w:history=\"1\">");
        xml::run(&mut self.out, "<w:rStyle w:val=\"Hyperlink\"/>", text);
        self.out.push_str("</w:hyperlink>");
        if let Some(note) = self.note.filter(|_| report::meta_mention(text).is_some()) {
            self.mark(note);
        }
    }
}
