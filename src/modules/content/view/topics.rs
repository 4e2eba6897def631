//! The topics bank, by rubric.

use super::rubrics::post_from;
use crate::i18n::k;
use crate::kernel::{Row, RowId, Value};
use crate::modules::content::{Rubric, Topic};
use crate::ui::kit::{add_button, cell, delete_row, empty, icon};
use crate::ui::Ctx;
use leptos::prelude::*;

pub fn page(cx: Ctx) -> AnyView {
    let none = move || cx.s.rows(Topic::TABLE).is_empty();
    let label = cx.s.peek(|w| w.table_def(Topic::TABLE).map(|d| d.label));
    let groups = move || {
        let mut all: Vec<Option<RowId>> = cx.s.rows(Rubric::TABLE).into_iter().map(Some).collect();
        all.push(None);
        all
    };
    view! {
        <Show when=none>
            {label.map(|label| empty(cx, label, add_button(cx, Topic::TABLE, k::content_page::add_topic, Vec::new())))}
        </Show>
        <Show when=move || !none()>
            <For each=groups key=|g| *g let:rubric>{group(cx, rubric)}</For>
        </Show>
    }
    .into_any()
}

/// Topics of one rubric; those without a rubric come last and only when there are some.
fn group(cx: Ctx, rubric: Option<RowId>) -> AnyView {
    let rows = move || {
        cx.s.rows(Topic::TABLE)
            .into_iter()
            .filter(|row| cx.s.link(Topic::TABLE.cell(*row, Topic::rubric)) == rubric)
            .collect::<Vec<_>>()
    };
    let title = move || match rubric {
        Some(r) => cx.s.name(Rubric::TABLE, r, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into()),
        None => cx.t(k::content_doc::no_rubric).into(),
    };
    let shown = move || rubric.is_some() || !rows().is_empty();
    view! {
        <section class="group" class:is-empty={move || !shown()}>
            <Show when=shown>
                <h2 class="group__title">{title} " " <span class="note">{move || cx.l.count(k::content_page::topics, rows().len())}</span></h2>
                <ul class="topics"><For each=rows key=|row| *row let:row>{topic(cx, row)}</For></ul>
                {add_button(cx, Topic::TABLE, k::content_page::add_topic, vec![(Topic::rubric, Value::Ref(rubric))])}
            </Show>
        </section>
    }
    .into_any()
}

fn topic(cx: Ctx, row: RowId) -> AnyView {
    let name = cx.s.peek(|w| crate::document::row_name(w, Topic::TABLE, row, cx.l)).unwrap_or_default();
    let one = |column: &'static str| {
        let label = cx.s.peek(|w| w.field(Topic::TABLE.cell(row, column)).map(|f| cx.l.label(f.label))).unwrap_or_default();
        view! { <div class="topic__cell"><span class="topic__label">{label}</span>{cell(cx, Topic::TABLE.cell(row, column), name.clone())}</div> }.into_any()
    };
    let used = move || cx.s.module("content", |w| w.content.posts.iter().filter(|p| p.topic == Some(row)).count());
    let make = move |_| {
        if let Some(path) = post_from(cx, row) {
            let _ = window().location().set_hash(cx.field_href(path).trim_start_matches('#'));
        }
    };
    let cells = [Topic::title, Topic::rubric, Topic::persona, Topic::source, Topic::competitor, Topic::note].map(one);
    view! {
        <li class="topic">
            <div class="topic__cells">{cells.into_iter().collect_view()}</div>
            <div class="topic__end">
                <span class="note">{move || cx.l.count(k::content_page::used, used())}</span>
                <button type="button" class="button" on:click=make>{icon("plus")}<span>{cx.t(k::content_page::make_post)}</span></button>
                <button type="button" class="button button--icon" aria-label=cx.fill(k::edit::remove, &[("name", &name)]) title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, Topic::TABLE, row)>{icon("trash")}</button>
            </div>
        </li>
    }
    .into_any()
}
