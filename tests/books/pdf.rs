//! What a PDF file of a document must hold, for the tests here and the readers of others.
#![allow(dead_code)]

use chrono::NaiveDate;
use planerka::chart::Shape;
use planerka::export::pdf::{self, Fonts, Options, text};
use planerka::i18n::k;
use planerka::kernel::Block;
use planerka::report::deck::{Deck, Item, scenes};
use planerka::report::{Design, Document};
use serde_json::{Value, json};
use std::fs;
use std::sync::LazyLock;

static FILES: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| {
    ["literata-400", "literata-600", "golos-400", "golos-600"]
        .map(|name| fs::read(format!("public/fonts/{name}.ttf")).unwrap())
});

/// The faces of the project.
pub fn fonts() -> Fonts<'static> {
    Fonts {
        text: &FILES[0],
        text_bold: &FILES[1],
        ui: &FILES[2],
        ui_bold: &FILES[3],
        more: &[],
    }
}

pub const AUTHOR: &str = "Анна «Угол» & Co";

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// The file of a document.
pub fn file(doc: &Document) -> Vec<u8> {
    let fonts = fonts();
    pdf::to_pdf(
        doc,
        &Options {
            author: AUTHOR,
            date: today(),
            fonts: &fonts,
        },
    )
    .unwrap()
}

/// The file of a deck.
pub fn slides(deck: &Deck) -> Vec<u8> {
    let fonts = fonts();
    let options = Options {
        author: AUTHOR,
        date: today(),
        fonts: &fonts,
    };
    pdf::slides::to_pdf(deck, &options).unwrap()
}

/// What its pages say, slide by slide: the headline as an entry of the outline, and the words of texts and tables in order.
pub fn slides_expected(deck: &Deck) -> Value {
    let pages: Vec<Value> = scenes(deck)
        .iter()
        .map(|scene| {
            let said: Vec<String> = scene
                .items
                .iter()
                .flat_map(|item| match item {
                    Item::Text(t) => t.paragraphs.iter().map(|p| seen(&p.text)).collect(),
                    Item::Table(t) => t
                        .rows
                        .iter()
                        .flat_map(|r| &r.cells)
                        .map(|c| seen(&c.text))
                        .collect(),
                    _ => Vec::new(),
                })
                .filter(|t| !t.is_empty())
                .collect();
            json!({ "title": seen(&scene.title), "texts": said })
        })
        .collect();
    json!({ "title": seen(&deck.title), "pages": pages })
}

/// A text as it is shown, whatever its lines.
pub fn seen(said: &str) -> String {
    text::one_line(said)
}

/// Texts of a block in the order in which they are read.
pub fn texts(block: &Block, doc: &Document) -> Vec<String> {
    match block {
        Block::Missing { label, .. } => vec![format!("{label}: {}", doc.locale.t(k::doc::missing))],
        Block::Figure(f) => f
            .drawing
            .shapes
            .iter()
            .filter_map(|s| match s {
                Shape::Text { text, .. } => Some(text.clone()),
                _ => None,
            })
            .chain([f.caption.clone()])
            .collect(),
        other => planerka::report::texts(other)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}

/// Every text of a document in the order in which it is read, without title page and contents.
pub fn body(doc: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for (i, section) in doc.sections.iter().enumerate() {
        out.push(format!("{} {}", i + 1, section.title));
        for block in &section.blocks {
            out.extend(texts(block, doc));
        }
    }
    out.extend(doc.footnotes.iter().cloned());
    out.iter()
        .map(|t| seen(t))
        .filter(|t| !t.is_empty())
        .collect()
}

/// Texts of the title page.
pub fn cover(doc: &Document) -> Vec<String> {
    if doc.look.design == Design::OnePage {
        let mut out = vec![doc.title.clone(), doc.kind.clone()];
        out.extend(doc.client.clone());
        out.extend(doc.imprint.iter().map(|(l, v)| format!("{l}: {v}")));
        return out.iter().map(|t| seen(t)).collect();
    }
    let mut out = vec![doc.kind.clone(), doc.title.clone()];
    out.extend(doc.client.clone());
    for (label, value) in &doc.imprint {
        out.extend([label.clone(), value.clone()]);
    }
    if doc.sections.is_empty() {
        out.push(doc.locale.t(k::doc::nothing).to_owned());
    }
    out.iter().map(|t| seen(t)).collect()
}

/// What a reader of the file must find.
pub fn expected(doc: &Document) -> Value {
    let fonts = fonts();
    let laid = pdf::layout(doc, &fonts).unwrap();
    let blocks = || doc.sections.iter().flat_map(|s| &s.blocks);
    let tables: Vec<Value> = blocks()
        .filter_map(|b| match b {
            Block::Table { columns, rows, .. } if !columns.is_empty() => {
                Some(json!([columns.len(), rows.len()]))
            }
            _ => None,
        })
        .collect();
    let headings: Vec<Value> = blocks()
        .filter_map(|b| match b {
            Block::Heading { level, text, .. } => Some(json!([level, seen(text)])),
            _ => None,
        })
        .collect();
    let figures: Vec<String> = blocks()
        .filter_map(|b| match b {
            Block::Figure(f) => Some(seen(&f.drawing.description)),
            _ => None,
        })
        .collect();
    let links: Vec<String> = blocks()
        .filter_map(|b| match b {
            Block::Facts(facts) => Some(facts),
            _ => None,
        })
        .flatten()
        .filter(|f| f.link)
        .map(|f| f.value.clone())
        .collect();
    json!({
        "title": seen(&doc.title),
        "author": AUTHOR,
        "locale": doc.locale.tag(),
        "paper": doc.paper,
        "confidential": seen(&doc.look.confidential),
        "pages": laid.pages().len(),
        "cover": cover(doc),
        "sections": doc.sections.len(),
        "contents": doc.sections.iter().filter(|_| doc.look.design != Design::OnePage).map(|s| seen(&s.title)).zip(laid.contents.iter().copied()).collect::<Vec<_>>(),
        "outline": laid.outline().iter().map(|b| json!([b.level, b.title, b.place.0 + 1])).collect::<Vec<_>>(),
        "body": body(doc),
        "tables": tables,
        "headings": headings,
        "figures": figures,
        "links": links,
    })
}
