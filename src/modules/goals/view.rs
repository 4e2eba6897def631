//! The module's page: where we go, business goals in numbers, goals along the funnel, the KPI tree
//! and the funnel calculator.

mod business;
mod funnel;
mod kpi;
mod stages;
mod tree;

use super::Goals;
use super::values::Way;
use crate::i18n::k;
use crate::kernel::{Key, Path};
use crate::modules::brief::Brief;
use crate::report::Writer;
use crate::ui::kit::{field, in_turn};
use crate::ui::{Ctx, app};
use leptos::prelude::*;

/// The page below its heading; `tab` is the view asked for in the address, empty for the first.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    view! {
        <div class="goals">
            {aim(cx)}
            {in_turn(move || business::section(cx))}
            {in_turn(move || stages::section(cx))}
            {in_turn(move || tree::section(cx))}
            {in_turn(move || funnel::section(cx))}
        </div>
    }
    .into_any()
}

/// What the brief says, as a quotation, and what the strategy is judged by.
fn aim(cx: Ctx) -> AnyView {
    let words = Memo::new(move |_| cx.s.text(Brief::business_goal));
    let quote = move || {
        let text = words.get();
        if text.trim().is_empty() {
            let label = cx.t(k::goals_page::aim_fill);
            return view! {
                <p class="aim__none">
                    {cx.t(k::goals_page::aim_none)} " " <a href=cx.field_href(Brief::business_goal)>{label}</a>
                </p>
            }
            .into_any();
        }
        let from = cx.fill(
            k::goals_page::from_brief,
            &[("name", cx.t(k::brief::business_goal))],
        );
        view! {
            <figure class="aim__quote">
                <blockquote class="aim__text">{text}</blockquote>
                <figcaption class="aim__from">{from} " · " {change(cx, Brief::business_goal)}</figcaption>
            </figure>
        }
        .into_any()
    };
    view! {
        <section class="group aim">
            <h2 class="group__title">{cx.t(k::goals_page::aim)}</h2>
            <p class="group__hint">{cx.t(k::goals_page::aim_text)}</p>
            {quote}
            {givens(cx, &[Brief::promised_leads, Brief::deadline, Brief::budget_ads])}
            <div class="group__body">{field(cx, Goals::mode)}</div>
        </section>
    }
    .into_any()
}

/// Facts that are entered elsewhere: shown with the way to change them.
fn givens(cx: Ctx, paths: &[Path]) -> AnyView {
    let rows: Vec<AnyView> = paths.iter().map(|p| given(cx, *p)).collect();
    view! { <dl class="givens">{rows}</dl> }.into_any()
}

fn given(cx: Ctx, path: Path) -> AnyView {
    let value = Memo::new(move |_| {
        cx.s.module(path.module(), |w| Writer::new(w, cx.l).value(path))
    });
    let shown = move || match value.get() {
        Some(text) => view! { <span class="givens__value">{text}</span> }.into_any(),
        None => {
            view! { <span class="givens__none">{cx.t(k::goals_page::not_filled)}</span> }.into_any()
        }
    };
    // In the brief this one goes on from the line above it; here it stands alone.
    let label = match path {
        Brief::budget_ads => cx.t(k::goals_page::ad_budget),
        _ => {
            cx.s.peek(|w| w.field(path).map_or("", |f| cx.l.label(f.label)))
        }
    };
    view! {
        <div class="givens__row">
            <dt class="givens__name">{label}</dt>
            <dd class="givens__data">{shown} " " {change(cx, path)}</dd>
        </div>
    }
    .into_any()
}

/// The link "Change", with the field's name for those who do not see what stands beside it.
fn change(cx: Ctx, path: Path) -> AnyView {
    let name =
        cx.s.peek(|w| w.field(path).map_or("", |f| cx.l.label(f.label)));
    let aria = cx.fill(k::goals_page::change_name, &[("name", name)]);
    view! { <a class="givens__change" href=cx.field_href(path) aria-label=aria>{cx.t(k::goals_page::change)}</a> }.into_any()
}

/// Two bars, today and wanted, with the difference. What it says stands in words beside the bars.
fn gauge(
    cx: Ctx,
    way: Memo<Way>,
    by: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> AnyView {
    let body = move || {
        let w = way.get();
        let Some(change) = w.change_words(cx.l) else {
            return view! { <p class="gauge__none">{cx.t(k::goals_page::gauge_none)}</p> }
                .into_any();
        };
        let most = w
            .baseline
            .unwrap_or(0.0)
            .abs()
            .max(w.target.unwrap_or(0.0).abs())
            .max(f64::MIN_POSITIVE);
        let bar = |n: Option<f64>, key: Key, class: &'static str| {
            let n = n.unwrap_or(0.0);
            let size = format!("{:.1}%", (n.abs() / most * 100.0).max(0.5));
            let text = w.show(cx.l, n);
            view! {
                <div class="gauge__row">
                    <span class="gauge__label">{cx.t(key)}</span>
                    <span class="gauge__track"><span class=class style:inline-size=size></span></span>
                    <span class="gauge__value">{text}</span>
                </div>
            }
            .into_any()
        };
        let rows = [
            bar(w.baseline, k::goals_page::gauge_now, "gauge__bar"),
            bar(
                w.target,
                k::goals_page::gauge_then,
                "gauge__bar gauge__bar--then",
            ),
        ];
        let by = by().map(|d| view! { <span class="gauge__by">{d}</span> });
        view! {
            {rows.into_iter().collect_view()}
            <p class="gauge__change"><strong class=if w.wrong() { "gauge__sum gauge__sum--wrong" } else { "gauge__sum" }>{change}</strong> " " {by}</p>
        }
        .into_any()
    };
    view! { <div class="gauge">{body}</div> }.into_any()
}

/// "by 28 February 2027", when the date can be read.
fn by(cx: Ctx, path: Path) -> Option<String> {
    let date = crate::kernel::civil::parse_date(&cx.s.text(path))?;
    Some(cx.fill(k::goals_page::by, &[("date", &cx.l.date(date))]))
}

/// Keeps the cursor in a control whose card moves to another place because of what was chosen in it.
fn follow(e: &web_sys::Event, columns: &'static [&'static str]) {
    use wasm_bindgen::JsCast;
    let name = e
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        .and_then(|t| t.get_attribute("name"));
    if let Some(name) = name.filter(|n| columns.iter().any(|c| n.rsplit('.').next() == Some(c))) {
        request_animation_frame(move || app::focus_field(&name));
    }
}
