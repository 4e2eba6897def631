//! Rubrics: target against actual shares, and a card for each.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Path, Row, RowId, Value};
use crate::modules::content::{Content, Post, Rubric, mix, shares};
use crate::ui::kit::{Field, add_button, drawing, empty, field, field_with, move_buttons};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;

pub fn page(cx: Ctx) -> AnyView {
    let none = move || cx.s.rows(Rubric::TABLE).is_empty();
    let label = cx.s.peek(|w| w.table_def(Rubric::TABLE).map(|d| d.label));
    view! {
        {presets(cx)}
        <section class="group">
            <h2 class="group__title">{cx.t(k::content_page::balance)}</h2>
            <p class="group__hint">{cx.t(k::content_page::balance_hint)}</p>
            <Show when=move || !none()>{balance(cx)}</Show>
            <Show when=none>{label.map(|label| empty(cx, label, ().into_any()))}</Show>
        </section>
        <section class="group">
            <For each=move || cx.s.rows(Rubric::TABLE) key=|row| *row let:row>{card(cx, row)}</For>
            {add_button(cx, Rubric::TABLE, k::content_page::add_rubric, Vec::new())}
        </section>
        <section class="group">{field(cx, Content::reserve)}</section>
    }
    .into_any()
}

fn presets(cx: Ctx) -> AnyView {
    let take = move |_| {
        let id = cx.s.peek(|w| w.content.mix.0.clone());
        let edits: Vec<Edit> = cx.s.peek(|w| mix::apply(w, &id));
        if edits.is_empty() {
            toast::tell(cx.t(k::content_page::mix_no_match));
        } else if cx.s.run(k::content_page::mix_done, String::new(), edits) {
            toast::show_undo(cx, cx.t(k::content_page::mix_told).to_owned());
        }
    };
    let ready = move || mix::preset(&cx.s.text(Content::mix)).is_some();
    view! {
        <section class="mix">
            {field(cx, Content::mix)}
            <button type="button" class="button" disabled={move || !ready()} on:click=take>{cx.t(k::content_page::mix_take)}</button>
        </section>
    }
    .into_any()
}

fn balance(cx: Ctx) -> AnyView {
    let figure = move || {
        cx.s.module("content", |w| {
            let l = cx.l;
            let words = |n: Option<f64>| n.map_or_else(|| "—".to_owned(), |n| l.percent(n, 0));
            let bars: Vec<shares::Bar> = shares::shares(w)
                .iter()
                .map(|s| {
                    let name = crate::document::row_name(w, Rubric::TABLE, s.rubric, l).unwrap_or_else(|| cx.t(k::field::nameless).into());
                    let words = l.fill(k::content_doc::of_target, &[("actual", &words(s.actual)), ("target", &words(s.target))]);
                    shares::Bar { name, target: s.target, actual: s.actual, words }
                })
                .collect();
            let said: Vec<String> = bars.iter().map(|b| format!("{}: {}", b.name, b.words)).collect();
            drawing(&shares::drawing(&bars, cx.t(k::content_doc::shares).into(), said.join("; ")))
        })
    };
    let sum = move || {
        cx.s.module("content", |w| shares::target_sum(w)).map(|sum| {
            let l = cx.l;
            let total = l.percent(sum, 1);
            let (text, bad) = if (sum - 100.0).abs() < 0.05 {
                (l.fill(k::content_page::sum_ok, &[("sum", &total)]), false)
            } else if sum < 100.0 {
                (l.fill(k::content_page::sum_less, &[("sum", &total), ("rest", &l.percent(100.0 - sum, 1))]), true)
            } else {
                (l.fill(k::content_page::sum_more, &[("sum", &total), ("rest", &l.percent(sum - 100.0, 1))]), true)
            };
            view! { <p class="balance__sum" class:balance__sum--off=bad>{text}</p> }
        })
    };
    view! { <div class="balance"><div>{figure}</div><div>{sum}</div></div> }.into_any()
}

fn card(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column: &'static str| Rubric::TABLE.cell(row, column);
    let plain = Field { no_hint: true, ..Field::default() };
    let put = move |columns: &[&'static str]| columns.iter().map(|c| field_with(cx, at(c), plain)).collect::<Vec<_>>();
    let name = move || cx.s.name(Rubric::TABLE, row, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into());
    let counts = move || {
        let (topics, posts) = cx.s.module("content", |w| {
            (
                w.content.topics.iter().filter(|t| t.rubric == Some(row)).count(),
                w.content.posts.iter().filter(|p| p.rubric == Some(row)).count(),
            )
        });
        format!("{} · {}", cx.l.count(k::content_page::topics, topics), cx.l.count(k::count::posts, posts))
    };
    view! {
        <article class="card rubric">
            <header class="card__head">
                <div><h3 class="card__title">{name}</h3><p class="note">{counts}</p></div>
                {move_buttons::<Rubric>(cx, row)}
            </header>
            <div class="cols">{put(&[Rubric::name, Rubric::class])}</div>
            <div class="cols cols--tight">{put(&[Rubric::share, Rubric::per_week])}</div>
            {put(&[Rubric::need])}
            <div class="cols">{put(&[Rubric::personas, Rubric::goals])}</div>
            <details class="more">
                <summary>{cx.t(k::content_page::more)}</summary>
                <div class="more__body">
                    {put(&[Rubric::formats, Rubric::channels])}
                    <div class="cols">{put(&[Rubric::cta, Rubric::metric])}</div>
                </div>
            </details>
        </article>
    }
    .into_any()
}

/// Makes a post from a topic and returns the address of its first field.
pub fn post_from(cx: Ctx, topic: RowId) -> Option<Path> {
    let found = cx.s.peek(|w| w.content.topics.iter().find(|t| t.id == topic).cloned())?;
    let personas: Vec<RowId> = found.persona.into_iter().collect();
    let row = cx.s.add_row(
        Post::TABLE,
        &[
            (Post::title, Value::Text(found.title.clone())),
            (Post::rubric, Value::Ref(found.rubric)),
            (Post::topic, Value::Ref(Some(topic))),
            (Post::personas, Value::Refs(personas)),
            (Post::status, Value::text("idea")),
        ],
    );
    Some(Post::TABLE.cell(row, Post::date))
}
