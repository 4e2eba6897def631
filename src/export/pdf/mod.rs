//! The document as a PDF file, laid out by our own code: no browser, no print dialog.
//!
//! Decisions:
//! - *The page is that of the preview*: its margins, sizes and colours (`style/document.css`), its order of
//!   title page, contents and sections. Tables share their width as those in Word do (`docx`). A document
//!   of the design "one page" has a head instead of title page and contents.
//! - *Breaking pages*: see [`flow`]. Unlike the preview, whose blocks are measured whole, texts are broken
//!   between lines, so that nothing is ever higher than its page.
//! - *What is read*: every text is real text in subset fonts that say which letters they hold, and belongs
//!   to a structure ([`tree`]): headings, lists, tables with heads of columns, figures with words for them.
//! - *What the fonts lack* is shown as a box and can still be copied: see [`text`].
//!
//! The parts know no document below [`blocks`]: [`canvas`], [`text`], [`face`] and [`tree`] draw anything.

mod address;
pub mod blocks;
pub mod canvas;
mod cover;
pub mod face;
mod figure;
pub mod flow;
mod letters;
pub mod look;
pub mod slides;
mod table;
pub mod text;
pub mod tree;

use crate::report::{Design, Document};
use blocks::Maker;
use canvas::{Bookmark, Info, Page};
use chrono::NaiveDate;
use cover::Logo;
use flow::{Kind, Placed};
use look::MM;
use std::fmt;
use tree::{Part, Tree};

pub use face::{Faces, Fonts};

/// What the document itself does not say.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Who made it, for the properties of the file; empty for nobody.
    pub author: &'a str,
    /// The day it was made, for the properties of the file.
    pub date: NaiveDate,
    /// The fonts.
    pub fonts: &'a Fonts<'a>,
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The font at this position (text, bold text, interface, bold interface, further ones) cannot be read.
    Font(usize),
    /// The logo is no PNG that can be read.
    Logo,
    /// A page has no size.
    Size,
    /// The writer of PDF refused something; in its words.
    Pdf(String),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(n) => write!(f, "font {n} cannot be read"),
            Self::Logo => f.write_str("the logo cannot be read"),
            Self::Size => f.write_str("a page has no size"),
            Self::Pdf(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Failed {}

/// Margin left and right in points: 20 mm.
const SIDE: f32 = 20.0 * MM;
/// Margin above: 18 mm.
const TOP: f32 = 18.0 * MM;
/// Margin below, 16 mm, with the line of the page number above it, 8 mm.
const BELOW: f32 = 24.0 * MM;

/// Size of the paper in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Paper {
    /// `a4` or `letter`.
    pub fn named(name: &str) -> Self {
        let (width, height) = if name == "letter" {
            (612.0, 792.0)
        } else {
            (210.0 * MM, 297.0 * MM)
        };
        Self { width, height }
    }

    /// An empty sheet of it.
    pub const fn page(self) -> Page {
        Page::new(self.width, self.height)
    }
}

/// A page as it was laid out, to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its strips from above, without title page, head and foot.
    pub strips: Vec<Placed>,
}

/// A document that is laid out.
pub struct Laid<'a> {
    faces: Faces<'a>,
    tree: Tree,
    pages: Vec<Page>,
    outline: Vec<Bookmark>,
    /// What is on each page; nothing for those of the title.
    pub sheets: Vec<Sheet>,
    /// Height of the text of a page in points.
    pub height: f32,
    /// The page of each section, counted from 1, as the contents say it.
    pub contents: Vec<usize>,
}

impl Laid<'_> {
    /// Pages with everything on them.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The entries of the outline.
    pub fn outline(&self) -> &[Bookmark] {
        &self.outline
    }
}

/// The file: the same document, options and fonts give the same bytes.
///
/// # Errors
/// [`Failed`]: a font or the logo cannot be read, or the writer refuses something.
pub fn to_pdf(doc: &Document, options: &Options<'_>) -> Result<Vec<u8>, Failed> {
    let laid = layout(doc, options.fonts)?;
    let info = Info {
        title: &text::one_line(&doc.title),
        author: &text::one_line(options.author),
        language: doc.locale.region(),
        date: options.date,
    };
    canvas::write(&laid.faces, laid.tree, &laid.pages, &laid.outline, &info)
}

/// Lays the document out without writing it.
///
/// # Errors
/// [`Failed::Font`] and [`Failed::Logo`].
pub fn layout<'a>(doc: &Document, fonts: &Fonts<'a>) -> Result<Laid<'a>, Failed> {
    let faces = Faces::new(fonts)?;
    let logo = match &doc.look.logo {
        Some(logo) => Some(read(logo)?),
        None => None,
    };
    let logo = logo.as_ref();
    let paper = Paper::named(doc.paper);
    let mut m = Maker {
        faces: &faces,
        tree: Tree::default(),
        width: paper.width - 2.0 * SIDE,
        height: paper.height - TOP - BELOW,
        locale: doc.locale,
        look: &doc.look,
    };
    let single = doc.look.design == Design::OnePage;
    let cover = if single {
        Vec::new()
    } else {
        m.cover(doc, logo, paper)
    };
    // How long the contents are does not depend on the numbers in them.
    let contents_pages = if single || doc.sections.is_empty() {
        0
    } else {
        let tree = std::mem::take(&mut m.tree);
        let node = m.tree.add(None, Part::Section);
        let pages = m.contents(doc, &[], node).len();
        m.tree = tree;
        pages
    };
    let first = cover.len() + contents_pages;
    // The contents are read before the sections, but know their pages only afterwards: their part of the
    // structure is made now and filled later.
    let place = (contents_pages > 0).then(|| m.tree.add(None, Part::Section));
    let mut strips = Vec::new();
    if single {
        strips = m.masthead(doc, logo);
    }
    for (i, section) in doc.sections.iter().enumerate() {
        let node = m.tree.add(None, Part::Section);
        let mut head = m.section(i + 1, &section.title, node);
        if single
            && i == 0
            && let Some(s) = head.first_mut()
        {
            s.new_page = false;
        }
        strips.extend(head);
        for block in &section.blocks {
            strips.extend(m.block(block, node));
        }
        // Nothing below it, nothing to stay with.
        if let Some(s) = strips.last_mut() {
            s.keep = false;
        }
    }
    let notes = m.footnotes(&doc.footnotes);
    strips.extend(notes);
    let body = if strips.is_empty() {
        Vec::new()
    } else {
        flow::flow(strips, m.height)
    };
    let sections = places(&body, first, doc.sections.len());
    let mut sheets: Vec<Sheet> = vec![Sheet::default(); cover.len()];
    if let Some(place) = place {
        let marks: Vec<(usize, f32)> = sections.iter().map(|(p, y)| (p + 1, *y)).collect();
        let strips = m.contents(doc, &marks, place);
        sheets.extend(strips.into_iter().map(|strips| Sheet { strips }));
    }
    sheets.extend(body.into_iter().map(|strips| Sheet { strips }));
    let outline = outline(doc, &sheets, &sections);
    let mut pages = cover;
    let furniture = m.furniture(doc, logo, paper);
    for page in &mut pages {
        m.head_of(page, &furniture, true, false);
    }
    for (n, sheet) in sheets.iter().enumerate().skip(pages.len()) {
        let mut page = paper.page();
        m.head_of(&mut page, &furniture, false, !(single && n == 0));
        for p in &sheet.strips {
            page.take(&p.page, SIDE, TOP + p.top);
        }
        m.foot_of(&mut page, &furniture, n + 1);
        pages.push(page);
    }
    let (tree, height) = (m.tree, m.height);
    Ok(Laid {
        faces,
        tree,
        pages,
        outline,
        sheets,
        height,
        contents: sections.iter().map(|(p, _)| p + 1).collect(),
    })
}

fn read(logo: &crate::report::Logo) -> Result<Logo, Failed> {
    let image =
        krilla::image::Image::from_png(logo.png.clone().into(), true).map_err(|_| Failed::Logo)?;
    let (w, h) = image.size();
    #[allow(clippy::cast_precision_loss)]
    let ratio = w.max(1) as f32 / h.max(1) as f32;
    Ok(Logo {
        image,
        ratio: ratio.clamp(0.02, 50.0),
    })
}

/// Page from 0 and height of the head of each section.
fn places(body: &[Vec<Placed>], first: usize, count: usize) -> Vec<(usize, f32)> {
    let mut out = vec![(first, 0.0); count];
    for (n, page) in body.iter().enumerate().rev() {
        for p in page.iter().rev() {
            if let Kind::Section(number) = p.kind
                && let Some(place) = number.checked_sub(1).and_then(|i| out.get_mut(i))
            {
                *place = (first + n, TOP + p.top - 8.0);
            }
        }
    }
    out
}

/// Sections, and the headings of level 2 below them.
fn outline(doc: &Document, sheets: &[Sheet], sections: &[(usize, f32)]) -> Vec<Bookmark> {
    let mut out: Vec<Bookmark> = Vec::new();
    // The heading whose lines are being read: one of several lines is one entry.
    let mut reading = None;
    for (n, sheet) in sheets.iter().enumerate() {
        for p in &sheet.strips {
            let node = p.node();
            let same = node.is_some() && node == reading;
            match p.kind {
                Kind::Section(number) if !same => {
                    let title = doc.sections.get(number - 1).map_or("", |s| &s.title);
                    out.push(Bookmark {
                        level: 1,
                        title: format!("{number}. {}", text::one_line(title)),
                        place: sections.get(number - 1).copied().unwrap_or((n, 0.0)),
                    });
                }
                Kind::Heading(2) => {
                    let words = p.texts().concat();
                    match out.last_mut().filter(|_| same) {
                        Some(last) => last.title.push_str(&words),
                        None => out.push(Bookmark {
                            level: 2,
                            title: words,
                            place: (n, TOP + p.top - 8.0),
                        }),
                    }
                }
                _ => {}
            }
            reading = node;
        }
    }
    for b in &mut out {
        b.title = b.title.trim().to_owned();
    }
    out
}
