//! The budget: the total, its parts with their shares, the bar, and whether it adds up.

use super::super::Brief;
use super::super::budget::{Split, Verdict};
use super::question::{Marks, meta};
use crate::i18n::k;
use crate::ui::Ctx;
use crate::ui::kit::{Field, drawing, field, field_with, icon};
use leptos::prelude::*;

/// The card.
pub fn budget(cx: Ctx, marks: Marks) -> AnyView {
    let split = Memo::new(move |_| cx.s.module("brief", |w| Split::of(&w.brief)));
    let currency = Memo::new(move |_| cx.s.module("frame", |w| w.currency().to_owned()));
    let parts: Vec<AnyView> = split.with_untracked(|s| s.parts).into_iter().enumerate().map(|(i, part)| {
        let share = move || split.with(|s| s.parts.get(i).and_then(|p| p.minor).and_then(|m| s.share(m))).map(|s| cx.l.percent(s, 1));
        let options = Field { label: Some(part.name), plain: true, ..Field::default() };
        view! {
            <li class="budget__part">
                <span class=format!("budget__swatch budget__swatch--{}", part.class) aria-hidden="true">{i + 1}</span>
                {field_with(cx, part.path, options)}
                <span class="budget__share">{share}</span>
                {meta(cx, marks, part.path.column())}
            </li>
        }.into_any()
    }).collect();
    let bar = move || split.with(|s| s.bar(cx.l, false)).map(|d| drawing(&d));
    let words = move || currency.with(|c| split.with(|s| s.words(cx.l, c)));
    let verdict = Memo::new(move |_| split.with(Split::verdict));
    let mark = move || match verdict.get() {
        Verdict::Fits => Some(icon("check")),
        Verdict::Over(_) => Some(icon("warn")),
        _ => None,
    };
    view! {
        <div class="budget">
            <div class="q budget__total">{field(cx, Brief::budget)}{meta(cx, marks, "budget")}</div>
            <div class="budget__head">
                <h3 class="budget__title">{cx.t(k::brief_budget::title)}</h3>
                <p class="field__hint">{cx.t(k::brief_budget::hint)}</p>
            </div>
            <div class="budget__bar">{bar}</div>
            <p
                class="budget__verdict"
                class:budget__verdict--ok=move || verdict.get() == Verdict::Fits
                class:budget__verdict--bad=move || matches!(verdict.get(), Verdict::Over(_))
            >
                {mark}
                <span>{words}</span>
            </p>
            <ol class="budget__parts">{parts}</ol>
        </div>
    }
    .into_any()
}
