//! Segments: who it is on the left, the five questions on the right, a row each.

use super::super::Segment;
use super::super::derive::{off_sum, sum};
use super::titled;
use crate::i18n::k;
use crate::kernel::{Number, Percent, Row as _, RowId};
use crate::ui::Ctx;
use crate::ui::kit::{add_button, cell, move_buttons};
use leptos::prelude::*;

/// The group.
pub fn segments(cx: Ctx) -> AnyView {
    let add = move || add_button(cx, Segment::TABLE, k::segment_page::add, Vec::new());
    let none = Memo::new(move |_| cx.s.rows(Segment::TABLE).is_empty());
    let body = move || {
        if none.get() {
            view! { <div class="empty">{ghost(cx)}{add()}</div> }.into_any()
        } else {
            view! {
                <div class="segments">
                    <div class="segments__head" aria-hidden="true"><span>{cx.t(k::segment_page::segment)}</span><span>{cx.t(k::segment_page::questions)}</span></div>
                    <ul class="segments__list"><For each=move || cx.s.rows(Segment::TABLE) key=|r| *r let:row>{segment(cx, row)}</For></ul>
                    <div class="segments__foot">{add()}{total(cx)}</div>
                </div>
            }
            .into_any()
        }
    };
    titled(
        cx,
        k::audience::segments::_self,
        view! { <div>{body}</div> },
    )
}

fn label(cx: Ctx, column: &str) -> &'static str {
    Segment::COLUMNS
        .iter()
        .find(|c| c.id == column)
        .map_or("", |c| cx.l.label(c.label))
}

fn segment(cx: Ctx, row: RowId) -> AnyView {
    let part = move |column: &'static str| {
        let path = Segment::TABLE.cell(row, column);
        view! {
            <div class=format!("segment__field segment__field--{column}")>
                <label class="segment__label" for=path.dom_id()>{label(cx, column)}</label>
                {cell(cx, path, String::new())}
            </div>
        }
        .into_any()
    };
    let five = [
        Segment::what,
        Segment::who,
        Segment::why,
        Segment::when,
        Segment::place,
    ];
    let name = move || {
        cx.s.name(Segment::TABLE, row, cx.l)
            .unwrap_or_else(|| cx.t(k::field::nameless).into())
    };
    let weight = move || {
        format!(
            "{}%",
            Percent(cx.s.text(Segment::TABLE.cell(row, Segment::priority)))
                .value()
                .unwrap_or(0.0)
                .clamp(0.0, 100.0)
        )
    };
    view! {
        <li class="segment" aria-label=name>
            <div class="segment__who">
                {part(Segment::name)}
                <div class="segment__pair">{part(Segment::priority)}{part(Segment::size)}</div>
                <span class="segment__bar" aria-hidden="true"><span style:inline-size=weight></span></span>
                {part(Segment::size_source)}
                {move_buttons::<Segment>(cx, row)}
            </div>
            <div class="segment__five">{five.into_iter().map(part).collect_view()}</div>
        </li>
    }
    .into_any()
}

/// The sum of weights and of people.
fn total(cx: Ctx) -> AnyView {
    let words = move || {
        let (weights, people) = cx.s.module("audience", |w| {
            let all = &w.audience.segments;
            (
                sum(all.iter().map(|s| s.priority.value())),
                sum(all.iter().map(|s| Number::value(&s.size))),
            )
        });
        let weights = weights.map(|n| {
            let key = if off_sum(n) {
                k::segment_page::off
            } else {
                k::segment_page::even
            };
            let text = cx.fill(key, &[("value", &cx.l.percent(n, 1))]);
            view! { <p class="tally" class:tally--off=off_sum(n)>{text}</p> }
        });
        let people = people.map(|n| view! { <p class="tally">{cx.fill(k::segment_page::people, &[("n", &cx.l.number(n, 0))])}</p> });
        view! { {weights}{people} }.into_any()
    };
    view! { <div class="segments__sums">{words}</div> }.into_any()
}

fn ghost(cx: Ctx) -> AnyView {
    view! {
        <figure class="segment-ghost">
            <div class="segment-ghost__row" aria-hidden="true"><span><i></i><i></i></span><span><i></i><i></i><i></i><i></i><i></i></span></div>
            <figcaption class="note">{cx.t(k::segment_page::ghost)}</figcaption>
        </figure>
    }
    .into_any()
}
