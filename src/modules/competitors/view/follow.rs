//! What follows from the matrix: best posts, empty places, decisions.

use super::super::measure::{gap_text, gaps as share_gaps};
use super::super::{Gap, Takeaway, TopPost};
use super::matrix::{name, order};
use super::titled;
use crate::document::{Edit, table_rows};
use crate::i18n::k;
use crate::kernel::{Field as Column, Path, Row, RowId, TablePath, Value};
use crate::modules::channels::Channel;
use crate::modules::content::Rubric;
use crate::modules::goals::Goal;
use crate::ui::Ctx;
use crate::ui::kit::{Field, add_button, cell, delete_row, field_with, icon, move_buttons};
use leptos::prelude::*;

/// A button that deletes a part.
fn remove(cx: Ctx, table: TablePath, row: RowId) -> AnyView {
    let label = move || {
        let name =
            cx.s.name(table, row, cx.l)
                .unwrap_or_else(|| cx.t(k::field::nameless).into());
        cx.fill(k::edit::remove, &[("name", &name)])
    };
    view! {
        <button type="button" class="button button--icon" aria-label=label title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, table, row)>
            {icon("trash")}
        </button>
    }
    .into_any()
}

/// A control under its own small label.
fn small(
    cx: Ctx,
    table: TablePath,
    row: RowId,
    columns: &'static [Column],
    id: &'static str,
) -> AnyView {
    let path = table.cell(row, id);
    let label = columns
        .iter()
        .find(|c| c.id == id)
        .map_or("", |c| cx.l.label(c.label));
    view! {
        <div class=format!("slim slim--{id}")>
            <label class="slim__label" for=path.dom_id()>{label}</label>
            {cell(cx, path, String::new())}
        </div>
    }
    .into_any()
}

/// Best posts, brand by brand.
pub fn best_posts(cx: Ctx) -> AnyView {
    let rows = Memo::new(move |_| order(cx));
    let brand = move |row: RowId| {
        let posts = move || cx.s.parts(TopPost::TABLE, TopPost::competitor, row);
        view! {
            <section class="posts-of">
                <header class="posts-of__head">
                    <h3 class="posts-of__name">{move || name(cx, row)}</h3>
                    {add_button(cx, TopPost::TABLE, k::post_page::add, vec![(TopPost::competitor, Value::Ref(Some(row)))])}
                </header>
                <ol class="posts-of__list">
                    <For each=posts key=|r| *r let:post>
                        <li class="posts-of__post">
                            {[TopPost::title, TopPost::why, TopPost::url].into_iter().map(|id| small(cx, TopPost::TABLE, post, TopPost::COLUMNS, id)).collect_view()}
                            {remove(cx, TopPost::TABLE, post)}
                        </li>
                    </For>
                </ol>
                {move || posts().is_empty().then(|| view! { <p class="note">{cx.t(k::post_page::none)}</p> })}
            </section>
        }
        .into_any()
    };
    let none = move || {
        rows.with(Vec::is_empty)
            .then(|| view! { <p class="note">{cx.t(k::matrix_page::ghost)}</p> })
    };
    let body = view! {
        <div class="posts-all">
            <For each=move || rows.get() key=|r| *r let:row>{brand(row)}</For>
            {none}
        </div>
    };
    titled(cx, k::competitors::top_posts::_self, body)
}

/// Where the market leaves room: computed from shares, and topics found by hand.
pub fn gaps(cx: Ctx) -> AnyView {
    let computed = move || {
        let found: Vec<String> = cx.s.derived(|w| {
            share_gaps(w)
                .iter()
                .map(|gap| gap_text(cx.l, gap, false))
                .collect()
        });
        if found.is_empty() {
            view! { <p class="note">{cx.t(k::gap_page::nothing)}</p> }.into_any()
        } else {
            let items: Vec<AnyView> = found
                .into_iter()
                .map(|text| view! { <li>{text}</li> }.into_any())
                .collect();
            view! { <ul class="room__list">{items}</ul> }.into_any()
        }
    };
    let row = move |row: RowId| {
        view! {
            <li class="room__row">
                {[Gap::topic, Gap::evidence, Gap::rubric].into_iter().map(|id| small(cx, Gap::TABLE, row, Gap::COLUMNS, id)).collect_view()}
                {move_buttons::<Gap>(cx, row)}
            </li>
        }
        .into_any()
    };
    let add = move || add_button(cx, Gap::TABLE, k::gap_page::add, Vec::new());
    let list = view! { <div class="buttons">{add()}<a href=cx.href("content/rubrics")>{cx.t(k::gap_page::to_rubrics)}</a></div> };
    let body = view! {
        <div class="room">
            <div class="room__seen">
                <h3 class="room__title">{cx.t(k::gap_page::computed)}</h3>
                {computed}
            </div>
            <ul class="room__rows"><For each=move || cx.s.rows(Gap::TABLE) key=|r| *r let:id>{row(id)}</For></ul>
            {list}
        </div>
    };
    titled(cx, k::competitors::gaps::_self, body)
}

/// Findings and decisions.
pub fn takeaways(cx: Ctx) -> AnyView {
    let row = move |row: RowId| {
        let at = |column| Takeaway::TABLE.cell(row, column);
        let text = |column| {
            field_with(
                cx,
                at(column),
                Field {
                    rows: 3,
                    ..Field::default()
                },
            )
        };
        view! {
            <li class="decide">
                <div class="decide__side">
                    {small(cx, Takeaway::TABLE, row, Takeaway::COLUMNS, Takeaway::competitor)}
                    {text(Takeaway::finding)}
                </div>
                <span class="decide__arrow" aria-hidden="true">{icon("right")}</span>
                <div class="decide__side decide__side--do">
                    {text(Takeaway::decision)}
                    {carrier(cx, row)}
                </div>
                {move_buttons::<Takeaway>(cx, row)}
            </li>
        }
        .into_any()
    };
    let add = move || add_button(cx, Takeaway::TABLE, k::decide_page::add, Vec::new());
    let end = move || {
        if !cx.s.rows(Takeaway::TABLE).is_empty() {
            return add();
        }
        let ghost = || view! { <span class="matrix-ghost__col"><i></i><i></i></span> };
        view! {
            <div class="empty">
                <div class="decide-ghost" aria-hidden="true">{ghost()}{icon("right")}{ghost()}</div>
                <p class="empty__text">{cx.t(k::decide_page::ghost)}</p>
                {add()}
            </div>
        }
        .into_any()
    };
    let body = view! {
        <div class="decides">
            <ul class="decides__list"><For each=move || cx.s.rows(Takeaway::TABLE) key=|r| *r let:id>{row(id)}</For></ul>
            <div>{end}</div>
        </div>
    };
    titled(cx, k::competitors::takeaways::_self, body)
}

/// Where a decision can be carried out: the column that links there, and the table.
const PLACES: [(&str, TablePath); 3] = [
    (Takeaway::rubric, Rubric::TABLE),
    (Takeaway::channel, Channel::TABLE),
    (Takeaway::goal, Goal::TABLE),
];

/// One choice for the three links: a rubric, a channel or a goal. Choosing writes one link and
/// clears the other two in the same step.
fn carrier(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| Takeaway::TABLE.cell(row, column);
    let path: Path = at(Takeaway::rubric);
    let set = Memo::new(move |_| {
        PLACES
            .iter()
            .filter_map(|(column, _)| cx.s.link(at(column)).map(|id| (*column, id)))
            .collect::<Vec<_>>()
    });
    let groups = move || {
        PLACES
            .iter()
            .map(|(column, table)| {
                // Any change in the table's module: rows and their names.
                let rows = cx.s.module(table.module, |w| table_rows(w, *table, cx.l));
                let title = cx.s.peek(|w| w.table_def(*table).map_or("", |d| cx.l.label(d.label)));
                let options: Vec<AnyView> = rows
                    .into_iter()
                    .map(|(id, name)| {
                        let name = if name.is_empty() { cx.t(k::field::nameless).into() } else { name };
                        let chosen = move || set.with(|s| s.first() == Some(&(*column, id)));
                        view! { <option value=format!("{column}:{id}") prop:selected=chosen>{name}</option> }.into_any()
                    })
                    .collect();
                let shown = !options.is_empty();
                shown.then(|| view! { <optgroup label=title>{options}</optgroup> })
            })
            .collect_view()
    };
    let write = move |chosen: String| {
        let chosen = chosen
            .split_once(':')
            .and_then(|(column, id)| Some((column.to_owned(), RowId(id.parse().ok()?))));
        let edits = PLACES
            .iter()
            .map(|(column, _)| {
                let link = chosen
                    .as_ref()
                    .filter(|(c, _)| c == column)
                    .map(|(_, id)| *id);
                Edit::Set {
                    path: at(column),
                    value: Value::Ref(link),
                }
            })
            .collect();
        cx.s.run(k::edit::set, String::new(), edits);
    };
    let also = move || {
        let names: Vec<String> = set
            .get()
            .into_iter()
            .skip(1)
            .filter_map(|(column, id)| {
                cx.s.name(PLACES.iter().find(|(c, _)| *c == column)?.1, id, cx.l)
            })
            .collect();
        (!names.is_empty()).then(|| view! { <p class="note">{cx.fill(k::decide_page::also, &[("names", &cx.l.join(&names))])}</p> })
    };
    let none = move || {
        let any = PLACES
            .iter()
            .any(|(_, table)| !cx.s.rows(*table).is_empty());
        (!any).then(|| view! { <p class="note">{cx.t(k::decide_page::none)}</p> })
    };
    view! {
        <div class="field">
            <label class="field__label" for=path.dom_id()>{cx.t(k::decide_page::place)}</label>
            <select class="input input--select" id=path.dom_id() name=path.to_string() on:change:target=move |e| write(e.target().value())>
                <option value="" prop:selected=move || set.with(Vec::is_empty)>{cx.t(k::field::not_chosen)}</option>
                {groups}
            </select>
            {also}
            {none}
        </div>
    }
    .into_any()
}
