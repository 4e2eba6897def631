//! The SWOT grid, with lines that follow from the matrix one press away.

use super::super::Competitors;
use super::super::measure::suggestions;
use super::titled;
use crate::i18n::k;
use crate::kernel::{CellRef, Key, Path, Value};
use crate::ui::kit::{Field, field_with, icon};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;

/// The group.
pub fn swot(cx: Ctx) -> AnyView {
    let part = |path, class: &'static str| {
        let list = field_with(
            cx,
            path,
            Field {
                rows: 4,
                ..Field::default()
            },
        );
        view! { <div class=format!("swot__part {class}")>{list}</div> }.into_any()
    };
    let hinted = |path, class: &'static str, threats, title| {
        let list = field_with(
            cx,
            path,
            Field {
                rows: 4,
                ..Field::default()
            },
        );
        view! { <div class=format!("swot__part {class}")>{list}{offers(cx, path, threats, title)}</div> }.into_any()
    };
    let body = view! {
        <div class="swot">
            <p class="swot__side">{cx.t(k::swot_page::ours)}</p>
            {part(Competitors::strengths, "swot__part--good")}
            {part(Competitors::weaknesses, "swot__part--bad")}
            <p class="swot__side">{cx.t(k::swot_page::outside)}</p>
            {hinted(Competitors::opportunities, "swot__part--good", false, k::swot_page::from_weak)}
            {hinted(Competitors::threats, "swot__part--bad", true, k::swot_page::from_strong)}
        </div>
    };
    titled(cx, k::swot_page::_self, body)
}

/// Points of the competitors that are not in the list yet.
fn offers(cx: Ctx, path: Path, threats: bool, title: Key) -> AnyView {
    let insert = move |text: String| {
        let mut lines = cx.s.peek(|w| match w.get(path) {
            Some(CellRef::Lines(lines)) => lines.to_vec(),
            _ => Vec::new(),
        });
        lines.retain(|line| !line.trim().is_empty());
        lines.push(text.clone());
        cx.s.cut();
        cx.s.set(path, Value::Lines(lines));
        cx.s.cut();
        // Later, because the pressed button and all it owns are about to go.
        let said = cx.fill(k::swot_page::inserted, &[("text", &text)]);
        request_animation_frame(move || toast::show_undo(cx, said));
    };
    let list = move || {
        let found = cx.s.derived(|w| suggestions(w, cx.l, threats));
        if found.is_empty() {
            return ().into_any();
        }
        let items: Vec<AnyView> = found
            .into_iter()
            .map(|text| {
                let label = cx.fill(k::swot_page::insert, &[("text", &text)]);
                let given = text.clone();
                view! {
                    <li>
                        <button type="button" class="swot__offer" aria-label=label on:click=move |_| insert(given.clone())>
                            {icon("plus")}
                            <span>{text}</span>
                        </button>
                    </li>
                }
                .into_any()
            })
            .collect();
        let count = items.len().to_string();
        view! {
            <details class="tuck swot__offers">
                <summary class="tuck__head">{icon("right")}<span>{cx.t(title)}</span><span class="tuck__count">{count}</span></summary>
                <ul class="swot__list">{items}</ul>
            </details>
        }
        .into_any()
    };
    view! { <div>{list}</div> }.into_any()
}
