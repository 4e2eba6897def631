//! What changed between two versions of a workbook, in the words of a client.
//!
//! Material changes only: the state of the work (modules without a page), the order of rows, blanks
//! around a text and numbers typed another way are left out. Parts of a row and links to it come and go
//! with the row and are not told on their own.

mod compare;
mod nouns;
mod words;

pub use nouns::{name as noun, number as number_of};

use crate::i18n::{Locale, k};
use crate::kernel::{Block, Path};
use crate::modules::Workbook;
use compare::{Compare, Draft};
use words::{Reader, sentence};

/// More like changes than this become one sentence with a count.
const FOLD: usize = 8;
/// Rows named in such a sentence.
const NAMED: usize = 3;

/// What kind of change it is; in the order they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A new row.
    Added,
    /// A row that is gone.
    Dropped,
    /// A post on another day.
    Moved,
    /// A number, date, choice, link or short text.
    Value,
    /// A long text or a list of lines.
    Text,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Kind of the change.
    pub kind: Kind,
    /// The sentence, without a full stop.
    pub text: String,
    /// Number of changes it tells of, from 1.
    pub count: usize,
    /// Where the change, or the first of them, is seen in the later version; nothing when its row is gone.
    pub place: Option<Path>,
}

/// The changes of one module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Slug of the module.
    pub module: &'static str,
    /// Its title.
    pub title: String,
    /// Sentences, by kind; at least one.
    pub items: Vec<Item>,
}

/// Material changes between two versions, modules in course order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Modules with changes.
    pub groups: Vec<Group>,
}

impl Changes {
    /// Nothing material changed.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
    /// Number of changes, those folded into one sentence counted one by one.
    pub fn count(&self) -> usize {
        let items = self.groups.iter().flat_map(|g| &g.items);
        items.map(|i| i.count).sum()
    }
}

/// What changed from one version to the other, told in a language.
pub fn changes(before: &Workbook, after: &Workbook, l: Locale) -> Changes {
    let compare = Compare {
        before: Reader { w: before, l },
        after: Reader { w: after, l },
    };
    let groups = Workbook::PAGES.iter().filter_map(|page| {
        let drafts = compare.module(before.module(page.slug)?, after.module(page.slug)?);
        let mut items = fold(drafts, l);
        items.sort_by_key(|i| i.kind);
        (!items.is_empty()).then(|| Group {
            module: page.slug,
            title: l.label(page.title).to_owned(),
            items,
        })
    });
    Changes {
        groups: groups.collect(),
    }
}

/// Makes one sentence of many like changes of one table.
fn fold(drafts: Vec<Draft>, l: Locale) -> Vec<Item> {
    let like = |a: &Draft, b: &Draft| {
        a.what == b.what
            && a.def.is_some()
            && a.def.map(|d| d.path) == b.def.map(|d| d.path)
            && a.field.map(|f| f.id) == b.field.map(|f| f.id)
    };
    let mut heaps: Vec<Vec<Draft>> = Vec::new();
    for draft in drafts {
        match heaps
            .iter_mut()
            .find(|h| h.first().is_some_and(|d| like(d, &draft)))
        {
            Some(heap) => heap.push(draft),
            None => heaps.push(vec![draft]),
        }
    }
    let mut items = Vec::new();
    for heap in heaps {
        match many(&heap, l) {
            Some(item) => items.push(item),
            None => items.extend(heap.into_iter().map(|d| Item {
                kind: d.what,
                text: sentence(&d.text),
                count: 1,
                place: d.place,
            })),
        }
    }
    items
}

fn many(heap: &[Draft], l: Locale) -> Option<Item> {
    let first = heap.first().filter(|_| heap.len() > FOLD)?;
    let what = nouns::number(first.def?, heap.len(), l);
    let mut names: Vec<String> = Vec::new();
    for draft in heap {
        if names.len() < NAMED && !names.contains(&draft.name) {
            names.push(draft.name.clone());
        }
    }
    let key = match first.what {
        Kind::Added => k::changes::added_many,
        Kind::Dropped => k::changes::dropped_many,
        Kind::Moved => k::changes::moved_many,
        Kind::Value | Kind::Text => k::changes::changed_many,
    };
    let field = first.field.map_or("", |f| l.label(f.label));
    let text = l.fill(
        key,
        &[
            ("what", &what),
            ("field", &words::inside(field)),
            ("names", &l.join(&names)),
        ],
    );
    Some(Item {
        kind: first.what,
        text: sentence(&text),
        count: heap.len(),
        place: first.place,
    })
}

/// Heading for [`section`].
pub fn title(l: Locale) -> &'static str {
    l.t(k::changes::title)
}

/// The changes as blocks of the document: a heading and a list for each module, or a sentence that there
/// are none.
pub fn section(changes: &Changes, l: Locale) -> Vec<Block> {
    if changes.is_empty() {
        return vec![Block::Text {
            text: l.t(k::changes::none).to_owned(),
            source: None,
        }];
    }
    let blocks = changes.groups.iter().flat_map(|group| {
        [
            Block::Heading {
                level: 2,
                text: group.title.clone(),
                source: None,
            },
            Block::List {
                title: String::new(),
                items: group.items.iter().map(|i| i.text.clone()).collect(),
                source: None,
            },
        ]
    });
    blocks.collect()
}
