//! The positioning map with its axes and own scales.

use super::super::map::{Map, map};
use super::super::{Competitor, Competitors};
use super::matrix::{name, order};
use super::titled;
use crate::i18n::k;
use crate::kernel::{Row as _, RowId};
use crate::ui::Ctx;
use crate::ui::kit::{Field, cell, drawing, field, field_with, icon};
use leptos::prelude::*;

/// The group.
pub fn position(cx: Ctx) -> AnyView {
    let scored = move || {
        [Competitors::map_x, Competitors::map_y]
            .iter()
            .any(|axis| cx.s.text(*axis).starts_with("score_"))
    };
    let ends = [
        Competitors::x_low,
        Competitors::x_high,
        Competitors::y_low,
        Competitors::y_high,
    ];
    let body = view! {
        <div class="map-part">
            <div class="cols map-part__axes">{field(cx, Competitors::map_x)}{field(cx, Competitors::map_y)}</div>
            <details class="map-part__scales tuck" open=scored>
                <summary class="tuck__head">{icon("right")}<span>{cx.t(k::map_page::scales)}</span></summary>
                <p class="note">{cx.l.hint(k::map_page::scales)}</p>
                <div class="cols">{ends.into_iter().map(|path| field_with(cx, path, Field { plain: true, ..Field::default() })).collect_view()}</div>
                {scores(cx)}
            </details>
            {figure(cx)}
        </div>
    };
    titled(cx, k::map_page::_self, body)
}

/// Every brand with its two scores.
fn scores(cx: Ctx) -> AnyView {
    let rows = Memo::new(move |_| order(cx));
    let head = |low, high, key| {
        let words = move || {
            let (low, high) = (cx.s.text(low), cx.s.text(high));
            if low.trim().is_empty() || high.trim().is_empty() {
                cx.t(key).to_owned()
            } else {
                format!("{} → {}", low.trim(), high.trim())
            }
        };
        view! { <th scope="col">{words}</th> }
    };
    let row = move |row: RowId| {
        let of = cx.s.peek(|w| {
            w.text(Competitor::TABLE.cell(row, Competitor::name))
                .to_owned()
        });
        view! {
            <tr>
                <th scope="row" class="scores__name">{move || name(cx, row)}</th>
                <td>{cell(cx, Competitor::TABLE.cell(row, Competitor::score_x), of.clone())}</td>
                <td>{cell(cx, Competitor::TABLE.cell(row, Competitor::score_y), of)}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="table scores">
            <thead>
                <tr>
                    <th scope="col">{cx.t(k::map_page::brand)}</th>
                    {head(Competitors::x_low, Competitors::x_high, k::competitors::competitors::score_x)}
                    {head(Competitors::y_low, Competitors::y_high, k::competitors::competitors::score_y)}
                </tr>
            </thead>
            <tbody><For each=move || rows.get() key=|r| *r let:id>{row(id)}</For></tbody>
        </table>
    }
    .into_any()
}

fn figure(cx: Ctx) -> AnyView {
    let draw = move || {
        let maps =
            cx.s.derived(|w| Some((map(w, cx.l, false)?, map(w, cx.l, true)?)));
        match maps {
            Some((wide, narrow)) => drawn(cx, &wide, &narrow),
            None => {
                let chosen = cx.s.peek(|w| {
                    let (x, y) = (w.competitors.map_x.id(), w.competitors.map_y.id());
                    !x.is_empty() && !y.is_empty() && x != y
                });
                let key = if chosen {
                    k::map_page::nothing
                } else {
                    k::map_page::choose
                };
                view! {
                    <div class="posmap posmap--empty">
                        <span class="posmap__cross" aria-hidden="true"><i></i><i></i><i></i></span>
                        <p class="note">{cx.t(key)}</p>
                    </div>
                }
                .into_any()
            }
        }
    };
    view! { <div>{draw}</div> }.into_any()
}

fn drawn(cx: Ctx, wide: &Map, narrow: &Map) -> AnyView {
    let mut lines = wide.data.iter();
    let head: Vec<AnyView> = lines
        .next()
        .into_iter()
        .flatten()
        .map(|t| view! { <th scope="col">{t.clone()}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = lines
        .map(|line| {
            view! { <tr>{line.iter().map(|t| view! { <td>{t.clone()}</td> }).collect_view()}</tr> }
                .into_any()
        })
        .collect();
    let off = (!wide.off.is_empty())
        .then(|| cx.fill(k::map_page::off, &[("brands", &cx.l.join(&wide.off))]));
    view! {
        <figure class="posmap">
            <div class="posmap__wide">{drawing(&wide.drawing)}</div>
            <div class="posmap__narrow">{drawing(&narrow.drawing)}</div>
            {off.map(|text| view! { <p class="note">{text}</p> })}
            <details class="tuck">
                <summary class="tuck__head">{icon("right")}<span>{cx.t(k::map_page::data)}</span></summary>
                <div class="scroll-x" tabindex="0" role="region" aria-label=cx.t(k::map_page::data)>
                    <table class="table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
                </div>
            </details>
        </figure>
    }
    .into_any()
}
