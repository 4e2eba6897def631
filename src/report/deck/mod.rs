//! The strategy as slides to defend it with: the same workbook, the same numbers as the document, told in ten to fifteen
//! headlines. First what is said ([`build`]), then where it stands ([`scenes`]). Invariant: knows no file format and no clock.

mod boxes;
mod chart;
pub mod fit;
mod goals;
mod layout;
mod market;
mod plan;
mod scene;
mod tables;
mod task;
mod work;
mod write;

pub use fit::{LEADING, indent};
pub use layout::scenes;
pub use scene::{
    Align, Anchor, Face, Frame, HEIGHT, Item, Paragraph, Part, Row, Scene, Table as TableBox,
    TextBox, WIDTH, height, scale,
};

use super::{Look, locale, title};
use crate::chart::Drawing;
use crate::document::{Status, status};
use crate::i18n::{Locale, k};
use crate::modules::Workbook;
use chrono::NaiveDate;
use write::Slides;

/// Slides with less than this many beside the first say what is missing.
const FEW: usize = 4;

/// A finished deck, ready for any writer.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// Language.
    pub locale: Locale,
    /// Name of the project.
    pub title: String,
    /// What kind of document it is.
    pub kind: String,
    /// How it looks.
    pub look: Look,
    /// The slides in order; the first one is the title.
    pub slides: Vec<Slide>,
}

/// One slide: what it says, before it is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// Id, unique in the deck.
    pub id: &'static str,
    /// The message, in full.
    pub title: String,
    /// What stands below it, from top to bottom.
    pub left: Vec<Block>,
    /// What stands beside that; empty when it takes the whole width.
    pub right: Vec<Block>,
    /// Share of the width that the left takes beside the right.
    pub split: f64,
    /// What the speaker says, and where the numbers come from.
    pub notes: Vec<String>,
    /// Texts that are shortened on the slide, in full, each after the name of what it is.
    pub full: Vec<String>,
}

/// A part of a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title slide: kind of document, client, lines of the imprint.
    Cover {
        /// What kind of document it is.
        kind: String,
        /// For whom; empty for nobody.
        client: String,
        /// Label and value.
        imprint: Vec<(String, String)>,
    },
    /// A sentence that stands out.
    Lead(String),
    /// Two to four cards side by side, or one.
    Cards(Vec<Card>),
    /// A table of at most eight rows, head included.
    Table(Table),
    /// A chart with its text alternative.
    Chart(Drawing),
    /// A list under a heading, which may be empty.
    Points(String, Vec<String>),
    /// Large numbers, each with what it is.
    Numbers(Vec<(String, String)>),
    /// A conclusion.
    Note(String),
    /// What was left out, in small letters.
    More(String),
}

/// A card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// What it is; small.
    pub label: String,
    /// Name or number; large. May be empty.
    pub name: String,
    /// Lines, each with a label that may be empty.
    pub lines: Vec<(String, String)>,
}

/// A table of a slide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows, for those who cannot see it.
    pub title: String,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// Shares of the width, as many as heads.
    pub weights: Vec<u8>,
    /// Columns whose values stand at the right, as many as heads.
    pub numeric: Vec<bool>,
    /// Rows, each with as many cells.
    pub rows: Vec<Vec<String>>,
    /// The last row is a sum.
    pub total: bool,
    /// This row is ours and stands out.
    pub own: Option<usize>,
}

impl Table {
    /// A table of columns (head, share of the width, whether its values stand at the right) and rows of as many cells.
    fn new(
        title: &str,
        columns: impl IntoIterator<Item = (String, u8, bool)>,
        rows: Vec<Vec<String>>,
    ) -> Self {
        let mut table = Self {
            title: title.to_owned(),
            rows,
            ..Self::default()
        };
        for (head, weight, numeric) in columns {
            table.head.push(head);
            table.weights.push(weight);
            table.numeric.push(numeric);
        }
        table
    }
}

/// The deck of a workbook, in the language of its document.
pub fn build(w: &Workbook, today: NaiveDate) -> Deck {
    let l = locale(w);
    let mut out = Slides::new(w, l, today);
    task::cover(&mut out);
    task::task(&mut out);
    market::competitors(&mut out);
    market::gaps(&mut out);
    task::people(&mut out);
    market::position(&mut out);
    goals::kpis(&mut out);
    goals::funnel(&mut out);
    plan::channels(&mut out);
    plan::rubrics(&mut out);
    plan::weeks(&mut out);
    plan::posts(&mut out);
    work::money(&mut out);
    work::risks(&mut out);
    work::next(&mut out);
    let missing = missing(w, l);
    if out.slides.len() <= FEW && !missing.is_empty() {
        out.start("missing", l.t(k::deck::missing).into());
        let (shown, more) = write::first(&missing, 7);
        out.left(Block::Points(String::new(), shown));
        out.rest(k::deck_count::modules, more);
        out.say(l.t(k::deck_say::missing));
        out.end();
    }
    Deck {
        locale: l,
        title: fit::clean(&title(w, l)),
        kind: l.t(k::doc::kind).into(),
        look: Look::default(),
        slides: out.slides,
    }
}

/// Parts of the strategy that are not answered, with how much of each is.
fn missing(w: &Workbook, l: Locale) -> Vec<String> {
    Workbook::PAGES
        .iter()
        .filter(|page| page.slug != "review" && status(w, page.slug) != Status::Done)
        .map(|page| {
            let done = crate::document::progress(w, page.slug);
            let of = done.total.to_string();
            l.fill(
                k::deck::missing_item,
                &[
                    ("name", l.label(page.title)),
                    (
                        "answers",
                        &l.count_with(k::hub::answered_short, done.answered, &[("of", &of)]),
                    ),
                ],
            )
        })
        .collect()
}
