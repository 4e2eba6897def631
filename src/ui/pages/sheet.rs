//! Blocks of the document as elements of the page: the same markup and classes as the HTML file, with
//! a "Change" link beside each block.

use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Path};
use crate::report;
use crate::ui::Ctx;
use crate::ui::kit::drawing;
use leptos::prelude::*;

/// How blocks are shown.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The workbook, for links.
    pub cx: Ctx,
    /// Language of the document.
    pub l: Locale,
    /// Offer "Change".
    pub links: bool,
}

/// A block, or the parts of it named: table rows or list items from and to.
pub fn block(sheet: Sheet, b: &Block, parts: Option<(usize, usize)>) -> AnyView {
    let slice = |len: usize| parts.map_or((0, len), |(from, to)| (from.min(len), to.min(len)));
    let (body, source) = match b {
        Block::Heading { level, text, source } => {
            let text = text.clone();
            let view = if *level <= 2 {
                view! { <h3 class="doc__h2">{text}</h3> }.into_any()
            } else {
                view! { <h4 class="doc__h3">{text}</h4> }.into_any()
            };
            (view, *source)
        }
        Block::Text { text, source } => (view! { <p class="doc__text">{text.clone()}</p> }.into_any(), *source),
        Block::Lead { text, source } => (view! { <p class="doc__lead">{text.clone()}</p> }.into_any(), *source),
        Block::Note(text) => (view! { <p class="doc__note">{text.clone()}</p> }.into_any(), None),
        Block::Missing { label, source } => (
            view! { <p class="doc__missing">{format!("{label}: {}", sheet.l.t(k::doc::missing))}</p> }.into_any(),
            Some(*source),
        ),
        Block::Facts(facts) => {
            let rows: Vec<AnyView> = facts
                .iter()
                .map(|f| {
                    let value = if f.link {
                        view! { <a href=f.value.clone() target="_blank" rel="noopener noreferrer">{f.value.clone()}</a> }.into_any()
                    } else {
                        view! { <span>{f.value.clone()}</span> }.into_any()
                    };
                    view! { <div><dt>{f.label.clone()}</dt><dd>{value}</dd></div> }.into_any()
                })
                .collect();
            (view! { <dl class="doc__facts">{rows}</dl> }.into_any(), facts.iter().find_map(|f| f.source))
        }
        Block::List { title, items, source } => {
            let (from, to) = slice(items.len());
            let heading = (!title.is_empty() && from == 0).then(|| view! { <p class="doc__list-title">{title.clone()}</p> });
            let items: Vec<AnyView> = items[from..to].iter().map(|i| view! { <li>{i.clone()}</li> }.into_any()).collect();
            (view! { <div>{heading}<ul class="doc__list">{items}</ul></div> }.into_any(), *source)
        }
        Block::Table { caption, columns, rows, source } => {
            let (from, to) = slice(rows.len());
            (table(caption, columns, &rows[from..to], from > 0, sheet.l), *source)
        }
        Block::Figure(f) => {
            let caption = f.caption.clone();
            let view = view! { <figure class="doc__figure">{drawing(&f.drawing)}<figcaption>{caption}</figcaption>{data(&f.data)}</figure> };
            (view.into_any(), f.source)
        }
    };
    // A block in pieces is changed from its first piece.
    let first = parts.is_none_or(|(from, _)| from == 0);
    let link = source
        .filter(|_| sheet.links && first)
        .map(|path| change(sheet.cx, path));
    view! { <div class="doc__block" class:doc__block--unbroken=report::unbroken(b)>{body}{link}</div> }.into_any()
}

fn change(cx: Ctx, path: Path) -> AnyView {
    let name =
        cx.s.peek(|w| w.field(path).map(|f| cx.l.label(f.label)))
            .unwrap_or_default();
    let label = cx.fill(k::doc::change_of, &[("name", name)]);
    view! { <a class="doc__change" href=cx.field_href(path) aria-label=label>{cx.t(k::doc::change)}</a> }.into_any()
}

fn table(
    caption: &str,
    columns: &[Column],
    rows: &[Vec<String>],
    continued: bool,
    l: Locale,
) -> AnyView {
    let class = |i: usize| columns.get(i).is_some_and(|c| c.numeric).then_some("num");
    let total: u32 = columns.iter().map(|c| u32::from(c.weight.max(1))).sum();
    let widths: Vec<AnyView> = columns
        .iter()
        .map(|c| {
            let width = format!("{}%", u32::from(c.weight.max(1)) * 100 / total.max(1));
            view! { <col style:width=width /> }.into_any()
        })
        .collect();
    let head: Vec<AnyView> = columns
        .iter()
        .enumerate()
        .map(|(i, c)| view! { <th scope="col" class=class(i)>{c.title.clone()}</th> }.into_any())
        .collect();
    let body: Vec<AnyView> = rows
        .iter()
        .map(|r| {
            let cells: Vec<AnyView> = r
                .iter()
                .enumerate()
                .map(|(i, c)| {
                    let label = columns.get(i).map(|c| c.title.clone());
                    view! { <td class=class(i) data-label=label>{c.clone()}</td> }.into_any()
                })
                .collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    let caption = if continued {
        l.fill(k::doc::continued, &[("caption", caption)])
    } else {
        caption.to_owned()
    };
    view! {
        <div class="doc__scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="doc__table">
                <caption>{caption.clone()}</caption>
                <colgroup>{widths}</colgroup>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn data(data: &[Vec<String>]) -> AnyView {
    let Some((head, rows)) = data.split_first() else {
        return ().into_any();
    };
    let cells = |r: &Vec<String>| {
        r.iter()
            .map(|c| view! { <td>{c.clone()}</td> }.into_any())
            .collect::<Vec<_>>()
    };
    let head: Vec<AnyView> = head
        .iter()
        .map(|c| view! { <th scope="col">{c.clone()}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = rows
        .iter()
        .map(|r| view! { <tr>{cells(r)}</tr> }.into_any())
        .collect();
    view! { <div class="doc__data"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div> }.into_any()
}
