//! What will be added, and everything that has no place or had to be guessed, with its text.

use super::{Source, State, column_name, field_name};
use crate::document::{row_name, shown};
use crate::export::csv::read::bare;
use crate::export::plan_import::{Preview, PreviewRow, Trouble, made_name};
use crate::i18n::k;
use crate::kernel::{CellRef, Record, Row, RowId, TablePath, text};
use crate::modules::Workbook;
use crate::modules::channels::Channel;
use crate::modules::content::Post;
use crate::ui::Ctx;
use leptos::prelude::*;
use std::sync::Arc;

/// Posts that are shown as they will stand.
const SHOWN: usize = 10;
/// Characters of a cell that are shown there.
const LONG: usize = 90;
/// Characters of a text in the list of what was left out.
const TOLD: usize = 300;

/// The part of the page.
pub fn view(state: State, source: &Arc<Source>, found: Memo<Arc<Preview>>) -> AnyView {
    let cx = state.cx;
    let summary = move || found.with(|f| summary(state, f));
    let posts = move || found.with(|f| cx.s.peek(|w| posts(cx, w, f, state.duplicates.get())));
    let duplicates =
        Memo::new(move |_| found.with(|f| f.rows.iter().filter(|r| r.duplicate).count()));
    let of = source.clone();
    let passed = move || found.with(|f| passed(cx, &of, f));
    let of = source.clone();
    let problems = move || found.with(|f| problems(state, &of, f));
    view! {
        <div class="plan-in__sum" role="status">{summary}</div>
        {move || (duplicates.get() > 0).then(|| twice(state, duplicates.get()))}
        {posts}
        {problems}
        {passed}
    }
    .into_any()
}

/// How many posts, from when to when, for which channels.
fn summary(state: State, found: &Preview) -> AnyView {
    let cx = state.cx;
    let added: Vec<&PreviewRow> = found.added(state.duplicates.get()).collect();
    if added.is_empty() {
        let none = state
            .mapping
            .with(|m| m.columns.iter().all(Option::is_none));
        let key = if none {
            k::plan_import::nothing_columns
        } else {
            k::plan_import::nothing
        };
        return view! { <p>{cx.t(key)}</p> }.into_any();
    }
    let mut facts = Vec::new();
    let days = || added.iter().filter_map(|r| r.post.date.value());
    if let (Some(from), Some(to)) = (days().min(), days().max()) {
        let key = if from == to {
            k::plan_import::one_day
        } else {
            k::plan_import::range
        };
        facts.push(cx.fill(key, &[("from", &cx.l.date(from)), ("to", &cx.l.date(to))]));
    }
    let undated = added.len() - days().count();
    if undated > 0 {
        facts.push(format!("{}: {undated}", cx.t(k::plan_import::undated)));
    }
    let mut channels: Vec<(Option<RowId>, usize)> = Vec::new();
    for row in &added {
        match channels.iter_mut().find(|(id, _)| *id == row.post.channel) {
            Some((_, n)) => *n += 1,
            None => channels.push((row.post.channel, 1)),
        }
    }
    channels.sort_by_key(|(id, n)| (id.is_none(), std::cmp::Reverse(*n)));
    let channels: Vec<String> = channels
        .into_iter()
        .map(|(id, n)| {
            let name = id.map_or_else(
                || cx.t(k::plan_import::no_channel).to_owned(),
                |id| cx.s.peek(|w| named(cx, w, found, Channel::TABLE, id)),
            );
            format!("{name}: {n}")
        })
        .collect();
    facts.push(channels.join(", "));
    if !found.made.is_empty() {
        let made: Vec<String> = found
            .made
            .iter()
            .map(|(t, _, name)| made_name(*t, name, cx.l))
            .collect();
        let names: Vec<&str> = made.iter().map(String::as_str).collect();
        let count = cx.l.count(k::plan_import_count::made, names.len());
        facts.push(format!(
            "{count}: {}",
            text::excerpt(&names.join(", "), TOLD)
        ));
    }
    let facts: Vec<AnyView> = facts
        .into_iter()
        .map(|f| view! { <li>{f}</li> }.into_any())
        .collect();
    let count = cx.l.count(k::plan_import_count::will, added.len());
    view! { <p class="plan-in__count">{count}</p><ul class="plan-in__facts">{facts}</ul> }
        .into_any()
}

/// A name of the workbook, or one that will be made.
fn named(cx: Ctx, w: &Workbook, found: &Preview, table: TablePath, id: RowId) -> String {
    let made = found
        .made
        .iter()
        .find(|(t, made, _)| *t == table && *made == id);
    match made {
        Some((_, _, name)) => made_name(table, name, cx.l),
        None => row_name(w, table, id, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into()),
    }
}

/// The first posts, in the columns that they have something in.
fn posts(cx: Ctx, w: &Workbook, found: &Preview, duplicates: bool) -> AnyView {
    let rows: Vec<&PreviewRow> = found.added(duplicates).take(SHOWN).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let filled = |at: usize| {
        rows.iter()
            .any(|r| r.post.cell(at).is_some_and(|c| !c.is_empty()))
    };
    let used: Vec<usize> = (0..Post::COLUMNS.len()).filter(|at| filled(*at)).collect();
    let cell = |row: &PreviewRow, at: usize| -> String {
        let field = &Post::COLUMNS[at];
        let name = |id: &RowId| {
            field
                .kind
                .target()
                .map_or_else(String::new, |t| named(cx, w, found, t, *id))
        };
        let words = match row.post.cell(at) {
            Some(CellRef::Ref(id)) => id.as_ref().map(name).unwrap_or_default(),
            Some(CellRef::Refs(ids)) => ids.iter().map(name).collect::<Vec<_>>().join(", "),
            Some(CellRef::Flag(false)) | None => String::new(),
            Some(cell) => shown(w, field, cell, cx.l),
        };
        text::excerpt(&words, LONG)
    };
    let heads: Vec<AnyView> = used
        .iter()
        .map(|at| view! { <th scope="col">{field_name(cx, Post::COLUMNS[*at].id)}</th> }.into_any())
        .collect();
    let body: Vec<AnyView> = rows
        .iter()
        .map(|row| {
            let cells: Vec<AnyView> = used
                .iter()
                .map(|at| view! { <td>{cell(row, *at)}</td> }.into_any())
                .collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <h3 class="plan-in__title" id="plan-in-stands">{cx.t(k::plan_import::stands)}</h3>
        <div class="scroll-x plan-in__scroll" role="region" tabindex="0" aria-labelledby="plan-in-stands">
            <table class="table plan-in__table plan-in__table--posts"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>
        </div>
    }
    .into_any()
}

/// Posts that are there already.
fn twice(state: State, n: usize) -> AnyView {
    let cx = state.cx;
    view! {
        <div class="alert alert--calm plan-in__twice">
            <p>{cx.l.count(k::plan_import_count::duplicates, n)}</p>
            <label class="check">
                <input type="checkbox" name="show.duplicates" prop:checked=move || state.duplicates.get() on:change:target=move |e| state.duplicates.set(e.target().checked()) />
                <span>{cx.t(k::plan_import::duplicates_name)}</span>
            </label>
        </div>
    }
    .into_any()
}

/// A folded list with the number of its items; the items are drawn when it is opened, because there may be thousands.
fn folded(column: Option<String>, words: &'static str, items: Vec<String>) -> AnyView {
    let open = RwSignal::new(false);
    let n = items.len();
    let column = column.map(|c| view! { <b>{c}</b> " " });
    let items = Arc::new(items);
    let all = move || {
        open.get().then(|| {
            items
                .iter()
                .map(|i| view! { <li>{i.clone()}</li> }.into_any())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <details class="plan-in__told" on:toggle=move |_| open.set(true)>
            <summary>{column} {words} " " <span class="plan-in__number">{n}</span></summary>
            <ul class="plan-in__items">{all}</ul>
        </details>
    }
    .into_any()
}

fn passed(cx: Ctx, source: &Source, found: &Preview) -> AnyView {
    if found.passed.is_empty() {
        return ().into_any();
    }
    let row = |line: &usize| {
        let row = source
            .sheet
            .rows
            .binary_search_by_key(line, |(l, _)| *l)
            .ok();
        let cells = row
            .and_then(|at| source.sheet.rows.get(at))
            .map_or(&[][..], |(_, r)| r);
        let cells: Vec<String> = cells
            .iter()
            .map(|c| bare(c))
            .filter(|c| !c.is_empty())
            .collect();
        told(cx, *line, &cells.join(" · "))
    };
    let items: Vec<String> = found.passed.iter().map(row).collect();
    view! {
        <h3 class="plan-in__title">{cx.t(k::plan_import::passed)}</h3>
        {folded(None, cx.t(k::plan_import::passed_lead), items)}
    }
    .into_any()
}

fn told(cx: Ctx, line: usize, words: &str) -> String {
    let words = text::excerpt(words, TOLD);
    cx.fill(
        k::plan_import::cell,
        &[("line", &line.to_string()), ("text", &words)],
    )
}

/// Each thing that is to be told, once a column, with the rows and texts it is about: first what has no place.
fn problems(state: State, source: &Source, found: &Preview) -> AnyView {
    let cx = state.cx;
    let head = state.mapping.with(|m| m.head);
    let mut groups: Vec<(Trouble, Option<usize>, Vec<String>)> = Vec::new();
    for row in &found.rows {
        // Posts that are there already have a place of their own.
        for p in row
            .problems
            .iter()
            .filter(|p| p.trouble != Trouble::Duplicate)
        {
            let item = told(cx, row.line, &p.text);
            match groups
                .iter_mut()
                .find(|(t, c, _)| *t == p.trouble && *c == p.column)
            {
                Some((_, _, items)) => items.push(item),
                None => groups.push((p.trouble, p.column, vec![item])),
            }
        }
    }
    if found.rows.is_empty() {
        return ().into_any();
    }
    if groups.is_empty() {
        return view! { <p class="note">{cx.t(k::plan_import::problems_none)}</p> }.into_any();
    }
    groups.sort_by_key(|(t, c, _)| (!t.left_out(), *t == Trouble::Column, *c));
    let all: Vec<AnyView> = groups
        .into_iter()
        .map(|(trouble, column, items)| {
            let column = column.map(|at| column_name(cx, &source.sheet, head, at));
            folded(column, trouble.words(cx.l), items)
        })
        .collect();
    view! {
        <h3 class="plan-in__title">{cx.t(k::plan_import::problems)}</h3>
        <div class="plan-in__problems" data-part="problems">{all}</div>
    }
    .into_any()
}
