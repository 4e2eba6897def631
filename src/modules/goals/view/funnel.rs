//! The funnel calculator: the brief's money and promise, the user's rates, what comes out, and how
//! fragile it is.

use super::super::{Goals, forecast};
use super::{given, givens};
use crate::calc::funnel::{self, Forward, Swing};
use crate::i18n::k;
use crate::kernel::Key;
use crate::modules::brief::Brief;
use crate::ui::Ctx;
use crate::ui::kit::{Field, field_with, icon};
use leptos::prelude::*;
use std::cmp::Ordering;

pub(super) fn section(cx: Ctx) -> AnyView {
    let whole = Memo::new(move |_| cx.s.module("brief", forecast::whole_budget));
    let budget = move || {
        if whole.get() {
            view! {
                <dl class="givens">{given(cx, Brief::budget)}</dl>
                <p class="note">{cx.t(k::funnel::given_budget)}</p>
            }
            .into_any()
        } else {
            givens(cx, &[Brief::budget_ads])
        }
    };
    // The calculator itself says what it lacks.
    let plain = Field {
        plain: true,
        ..Field::default()
    };
    view! {
        <section class="group">
            <h2 class="group__title">{cx.t(k::funnel::title)}</h2>
            <p class="group__hint">{cx.t(k::funnel::text)}</p>
            <div class="funnel">
                <div class="funnel__inputs">
                    <h3 class="funnel__title">{cx.t(k::funnel::given)}</h3>
                    {budget}
                    {givens(cx, &[Brief::promised_leads, Brief::average_check, Brief::margin])}
                    <h3 class="funnel__title">{cx.t(k::funnel::yours)}</h3>
                    <div class="cols">
                        {[Goals::cpm, Goals::ctr, Goals::cr_lead, Goals::cr_sale].map(|p| field_with(cx, p, plain)).into_iter().collect_view()}
                    </div>
                    {field_with(cx, Goals::rates_source, plain)}
                </div>
                {result(cx)}
            </div>
            {fragile(cx)}
        </section>
    }
    .into_any()
}

/// Re-runs on each edit of the brief, the goals or the frame: a dozen multiplications.
fn tracked(cx: Ctx) {
    cx.s.module("frame", |_| ());
    cx.s.module("brief", |_| ());
    cx.s.module("goals", |_| ());
}

fn result(cx: Ctx) -> AnyView {
    let body = move || {
        tracked(cx);
        cx.s.peek(|w| {
            let l = cx.l;
            let f = funnel::forward(&forecast::inputs(w));
            let said = forecast::sentence(w, l).map(|s| view! { <p class="funnel__sentence">{s}</p> });
            let verdict = forecast::verdict(w, l).map(|(order, text)| {
                let (class, mark) = match order {
                    Ordering::Less => ("funnel__verdict funnel__verdict--short", "warn"),
                    _ => ("funnel__verdict", "check"),
                };
                view! { <p class=class>{icon(mark)} <span>{text}</span></p> }
            });
            let needs = forecast::needs(w, l).map(|t| view! { <p class="funnel__needs">{t}</p> });
            let lack = forecast::lack(w, l).map(|t| view! { <p class="funnel__lack">{t}</p> });
            let loss = f.romi.is_some_and(|r| r < 0.0);
            let loss = loss.then(|| view! { <p class="funnel__verdict funnel__verdict--short">{icon("warn")} <span>{cx.t(k::funnel::loss)}</span></p> });
            let steps = forecast::steps(w, l);
            let bars: Vec<AnyView> = steps.iter().take(4).zip(widths(&f)).map(|((key, value), wide)| step(cx, *key, value.as_deref(), wide)).collect();
            let facts: Vec<AnyView> = steps.iter().skip(4).map(|(key, value)| fact(cx, *key, value.as_deref())).collect();
            view! {
                {said}
                {verdict}
                <div class="funnel__steps">{bars}</div>
                <dl class="funnel__facts">{facts}</dl>
                {loss}
                {needs}
                {lack}
                <p class="note">{cx.t(k::funnel::rounding)} " " {cx.t(k::funnel::log)}</p>
            }
        })
    };
    view! {
        <div class="funnel__result">
            <h3 class="funnel__title">{cx.t(k::funnel::result)}</h3>
            {body}
        </div>
    }
    .into_any()
}

/// Widths of the four bars, percent: by the logarithm of the number, because a lead is a thousandth
/// of an impression and would not be seen otherwise.
fn widths(f: &Forward) -> [Option<f64>; 4] {
    #[allow(clippy::cast_precision_loss)]
    let size = |n: Option<u64>| n.map(|n| (n as f64 + 1.0).ln());
    let most = size(f.impressions).unwrap_or(1.0).max(1.0);
    [f.impressions, f.clicks, f.leads, f.orders]
        .map(|n| size(n).map(|s| (s / most * 100.0).max(2.0)))
}

fn step(cx: Ctx, key: Key, value: Option<&str>, wide: Option<f64>) -> AnyView {
    let known = value.is_some();
    let text = value.map_or_else(|| cx.t(k::funnel::unknown).to_owned(), str::to_owned);
    view! {
        <div class="funnel__step" class:funnel__step--unknown=!known>
            <span class="funnel__name">{cx.t(key)}</span>
            <span class="funnel__track"><span class="funnel__bar" style:inline-size=format!("{:.1}%", wide.unwrap_or(0.0))></span></span>
            <span class="funnel__value">{text}</span>
        </div>
    }
    .into_any()
}

fn fact(cx: Ctx, key: Key, value: Option<&str>) -> AnyView {
    let text = value.map_or_else(|| cx.t(k::funnel::unknown).to_owned(), str::to_owned);
    view! {
        <div class="funnel__fact" class:funnel__fact--unknown=value.is_none()>
            <dt>{cx.t(key)}</dt>
            <dd>{text}</dd>
        </div>
    }
    .into_any()
}

fn fragile(cx: Ctx) -> AnyView {
    let body = move || {
        tracked(cx);
        cx.s.peek(|w| {
            let inputs = forecast::inputs(w);
            let swings = funnel::sensitivity(&inputs);
            let lead = forecast::fragile(w, cx.l)?;
            let f = funnel::forward(&inputs);
            let orders = inputs.cr_sale.is_some();
            let base = if orders { f.orders } else { f.leads }.unwrap_or(0);
            let rows: Vec<AnyView> = swings.iter().map(|s| swing(cx, s, base)).collect();
            let caption = cx.t(if orders { k::funnel::caption_orders } else { k::funnel::caption_leads });
            let head = [k::funnel::worse, k::funnel::base, k::funnel::better].map(|key| view! { <th scope="col" class="num">{cx.t(key)}</th> });
            Some(view! {
                <div class="fragile">
                    <h3 class="funnel__title">{cx.t(k::funnel::fragile)}</h3>
                    <p>{lead}</p>
                    <div class="scroll-x" tabindex="0" role="region" aria-label=caption>
                        <table class="table fragile__table">
                            <caption class="fragile__caption">{caption}</caption>
                            <thead><tr><th scope="col">{cx.t(k::funnel::rate)}</th>{head.into_iter().collect_view()}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </div>
            })
        })
    };
    view! { <div>{body}</div> }.into_any()
}

fn swing(cx: Ctx, s: &Swing, base: u64) -> AnyView {
    #[allow(clippy::cast_precision_loss)]
    let numbers = [s.worse, base, s.better]
        .map(|n| view! { <td class="num">{cx.l.number(n as f64, 0)}</td> });
    let name = cx.t(forecast::rate_name(s.input));
    view! { <tr><th scope="row">{name}</th>{numbers.into_iter().collect_view()}</tr> }.into_any()
}
