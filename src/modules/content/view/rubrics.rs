//! Rubrics: the bars of the shares, the ready-made mixes, the cards.

use super::shared::{rubric_name, tone};
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Label, Row, RowId};
use crate::modules::content::shares::{Shares, shares};
use crate::modules::content::{Content, MIX, Rubric, mix};
use crate::modules::sets::{CONTENT_CLASS, FORMAT};
use crate::ui::kit::{
    Field, add_button, cell, empty, field, field_with, group, icon, move_buttons,
};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;

/// The view.
pub fn page(cx: Ctx) -> AnyView {
    let rows = move || cx.s.rows(Rubric::TABLE);
    let state = Memo::new(move |_| cx.s.module("content", |w| shares(&w.content)));
    let none = move || rows().is_empty();
    let add = move || add_button(cx, Rubric::TABLE, k::content::rubrics_page::add, Vec::new());
    view! {
        <Show when=none>{ghost(cx)}</Show>
        <Show when=move || !none()>
            <section class="group">
                <h2 class="group__title">{cx.t(k::content::rubrics_page::shares)}</h2>
                <p class="group__hint">{cx.t(k::content::rubrics_page::shares_hint)}</p>
                <ul class="shares">
                    <For each=rows key=|r| *r let:row>{bar(cx, state, row)}</For>
                </ul>
                {sum(cx, state)}
                {presets(cx)}
            </section>
            <section class="group">
                <h2 class="group__title">{cx.t(k::content::rubrics_page::cards)}</h2>
                <div class="rubrics"><For each=rows key=|r| *r let:row>{card(cx, row)}</For></div>
                <div class="buttons">{add()}</div>
            </section>
        </Show>
        {group(cx.t(k::content::rubrics_page::reserve), None, field_with(cx, Content::reserve, Field { rows: 3, ..Field::default() }))}
        {group(cx.t(k::content::rubrics_page::campaigns), None, field_with(cx, Content::campaigns, Field { rows: 3, ..Field::default() }))}
    }
    .into_any()
}

/// What a rubric looks like, while there is none.
fn ghost(cx: Ctx) -> AnyView {
    let example = view! {
        <div class="ghost">
            <p class="ghost__word">{cx.t(k::content::ghost::word)}</p>
            <p class="ghost__title"><span class="tone tone--1" aria-hidden="true"></span>{cx.t(k::content::ghost::rubric)}</p>
            <p class="ghost__text">{cx.t(k::content::ghost::rubric_text)}</p>
        </div>
        {add_button(cx, Rubric::TABLE, k::content::rubrics_page::add, Vec::new())}
    };
    view! { <div class="group">{empty(cx, Label::Key(k::content::rubrics::_self), example.into_any())}</div> }.into_any()
}

fn bar(cx: Ctx, state: Memo<Shares>, row: RowId) -> AnyView {
    let mine = Memo::new(move |_| {
        state.with(|s| {
            (
                s.rows.iter().find(|r| r.rubric == row).copied(),
                s.scale(),
                s.total,
            )
        })
    });
    let width = move |value: Option<f64>| {
        mine.with(|(_, scale, _)| {
            value.map(|v| format!("{}%", (v * 100.0 / scale).clamp(0.0, 100.0)))
        })
    };
    let actual = move || width(mine.with(|m| m.0.map(|r| r.actual)));
    let tick = move || {
        width(mine.with(|m| m.0.and_then(|r| r.target)))
            .map(|at| view! { <span class="shares__tick" style:inset-inline-start=at></span> })
    };
    let words = move || {
        mine.with(|(share, _, _)| {
            share.map_or_else(String::new, |s| {
                let plan = cx.fill(
                    k::content::rubrics_page::has,
                    &[
                        ("posts", &cx.l.count(k::count::posts, s.posts)),
                        ("share", &cx.l.percent(s.actual, 0)),
                    ],
                );
                let gap = match s.gap() {
                    None => cx.t(k::content::rubrics_page::no_target).to_owned(),
                    Some(0) => cx.t(k::content::rubrics_page::even).to_owned(),
                    Some(n) if n > 0 => {
                        cx.l.count(k::content::rubrics_page::over, n.unsigned_abs() as usize)
                    }
                    Some(n) => {
                        cx.l.count(k::content::rubrics_page::under, n.unsigned_abs() as usize)
                    }
                };
                format!("{plan}, {gap}")
            })
        })
    };
    let far = move || mine.with(|m| m.0.and_then(|s| s.gap()).is_some_and(|g| g.abs() > 10));
    view! {
        <li class="shares__row">
            <span class="shares__name"><span class=move || tone(cx, Some(row)) aria-hidden="true"></span>{move || rubric_name(cx, row)}</span>
            <div class="shares__target">
                <span class="shares__label" aria-hidden="true">{cx.t(k::content::rubrics_page::target)}</span>
                {cell(cx, Rubric::TABLE.cell(row, Rubric::share), cx.s.peek(|w| w.text(Rubric::TABLE.cell(row, Rubric::name)).to_owned()))}
            </div>
            <div class="shares__track" aria-hidden="true">
                <span class="shares__bar" style:inline-size=actual></span>
                {tick}
            </div>
            <p class="shares__words" class:shares__words--far=far>{words}</p>
        </li>
    }
    .into_any()
}

fn sum(cx: Ctx, state: Memo<Shares>) -> AnyView {
    let words = move || {
        state.with(|s| {
            let left = 100.0 - s.targets;
            let sum = cx.l.percent(s.targets, 1);
            let key = if !s.any_target() {
                return cx.t(k::content::rubrics_page::sum_none).to_owned();
            } else if left.abs() < 0.05 {
                k::content::rubrics_page::sum_even
            } else if left > 0.0 {
                k::content::rubrics_page::sum_less
            } else {
                k::content::rubrics_page::sum_more
            };
            cx.fill(key, &[("sum", &sum), ("left", &cx.l.number(left.abs(), 1))])
        })
    };
    let bad = move || state.with(|s| s.any_target() && (s.targets - 100.0).abs() >= 0.05);
    let without = move || {
        state.with(|s| {
            (s.without > 0).then(|| cx.l.count(k::content::rubrics_page::without, s.without))
        })
    };
    view! {
        <div class="shares__sum" role="status">
            <p class="shares__total" class:shares__total--bad=bad>{words}</p>
            {move || without().map(|w| view! { <p class="note">{w}</p> })}
        </div>
    }
    .into_any()
}

/// The ready-made mixes and the button that lays the chosen one over the rubrics.
fn presets(cx: Ctx) -> AnyView {
    let chosen = move || {
        let mix = cx.s.text(Content::mix);
        (!mix::preset(&mix).is_empty()).then_some(mix)
    };
    let apply = move |_| {
        let mix = cx.s.peek(|w| w.content.mix.id().to_owned());
        let shares = cx.s.peek(|w| mix::apply(&mix, &classes(&w.content)));
        match shares {
            Some(shares) => {
                let edits = shares
                    .into_iter()
                    .map(|(row, n)| {
                        Edit::text(Rubric::TABLE.cell(row, Rubric::share), n.to_string())
                    })
                    .collect();
                if cx
                    .s
                    .run(k::content::rubrics_page::mix_step, String::new(), edits)
                {
                    toast::show_undo(cx, cx.t(k::content::rubrics_page::mix_done).into());
                }
            }
            None => toast::tell(cx.t(k::content::rubrics_page::mix_none)),
        }
    };
    let missing = move || {
        let mix = chosen()?;
        let names: Vec<String> =
            cx.s.module("content", |w| mix::uncovered(&mix, &classes(&w.content)))
                .into_iter()
                .map(|c| cx.l.option(&CONTENT_CLASS, c).to_lowercase())
                .collect();
        (!names.is_empty()).then(|| {
            cx.fill(
                k::content::rubrics_page::mix_missing,
                &[("classes", &cx.l.join(&names))],
            )
        })
    };
    let action = move || {
        chosen().map(|mix| {
            let name = cx.l.option(&MIX, &mix);
            view! {
                <div class="mix__apply">
                    <button type="button" class="button" data-action="mix" title=name on:click=apply>{cx.t(k::content::rubrics_page::mix_apply)}</button>
                    {move || missing().map(|m| view! { <p class="note">{m}</p> })}
                </div>
            }
        })
    };
    view! { <div class="mix">{field_with(cx, Content::mix, Field { plain: true, ..Field::default() })}{action}</div> }.into_any()
}

fn classes(content: &Content) -> Vec<(RowId, &str)> {
    content
        .rubrics
        .iter()
        .map(|r| (r.id, r.class.id()))
        .collect()
}

fn card(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| Rubric::TABLE.cell(row, column);
    let topics = move || {
        cx.s.derived(|w| {
            w.content
                .topics
                .iter()
                .filter(|t| t.rubric == Some(row))
                .count()
        })
    };
    let posts = move || {
        cx.s.derived(|w| {
            w.content
                .posts
                .iter()
                .filter(|p| p.rubric == Some(row))
                .count()
        })
    };
    let short = move || {
        let formats = cx.s.lines(at(Rubric::formats));
        let names: Vec<String> = formats.iter().map(|f| cx.l.option(&FORMAT, f)).collect();
        names.join(", ")
    };
    let class = move || cx.l.option(&CONTENT_CLASS, &cx.s.text(at(Rubric::class)));
    view! {
        <article class="card rubric" data-row=row.to_string()>
            <div class="card__head">
                <div class="rubric__head">
                    <h3 class="card__title rubric__title"><span class=move || tone(cx, Some(row)) aria-hidden="true"></span><span>{move || rubric_name(cx, row)}</span></h3>
                    <p class="rubric__meta">
                        <span>{class}</span>
                        <a href=cx.href("content/topics")>{move || cx.l.count(k::content::rubrics_page::topics, topics())}</a>
                        <a href=cx.href("content/posts")>{move || cx.l.count(k::count::posts, posts())}</a>
                    </p>
                </div>
                {move_buttons::<Rubric>(cx, row)}
            </div>
            <div class="cols">{field(cx, at(Rubric::name))}{field(cx, at(Rubric::class))}</div>
            {field_with(cx, at(Rubric::need), Field { rows: 2, ..Field::default() })}
            <div class="rubric__links">{field(cx, at(Rubric::personas))}{field(cx, at(Rubric::goals))}</div>
            <details class="more">
                <summary class="more__summary">{icon("right")}<span class="more__word">{cx.t(k::content::rubrics_page::more)}</span><span class="more__values">{short}</span></summary>
                <div class="more__body">
                    {field(cx, at(Rubric::formats))}
                    {field(cx, at(Rubric::channels))}
                    <div class="cols">{field(cx, at(Rubric::per_week))}{field(cx, at(Rubric::cta))}{field(cx, at(Rubric::metric))}</div>
                </div>
            </details>
        </article>
    }
    .into_any()
}
