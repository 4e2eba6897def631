//! The page of the review: may it be handed over, how good is it, what to do next; then decisions and limits.

mod coverage;
mod limits;
mod list;
mod practice;
mod silent;
mod since;
mod trace;
mod verdict;

pub use practice::practice_bar;

use super::Decision;
use crate::export::{name::file_name, to_html, to_markdown};
use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::brief::rows_table;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::report;
use crate::review::practice::practice as trained_on;
use crate::review::to_json;
use crate::ui::Ctx;
use crate::ui::exits;
use crate::ui::kit::{group, in_turn, move_buttons};
use crate::ui::pages::client_review;
use leptos::prelude::*;

/// The page below its heading; `tab` is a view of its own, or the slug of a module when only its remarks are asked for.
pub fn page(cx: Ctx, tab: &str) -> AnyView {
    // Whoever looks at the review is told what each change does to it, in large plans too.
    Effect::new(move |_| {
        cx.s.settled.track();
        cx.s.review_all();
    });
    let trained = cx.s.peek(|w| trained_on(w).is_some());
    let tab = if tab == "practice" && !trained {
        ""
    } else {
        tab
    };
    let (here, on) = (tab.to_owned(), practice::on(cx));
    let view = move || match here.as_str() {
        "practice" => practice::page(cx),
        "client" => client_review::tab(cx),
        // Chains tell as much as the reviewer.
        _ if on.get() => view! { <div class="review">{practice::silent(cx)}</div> }.into_any(),
        "trace" => trace::view(cx),
        tab => view! { <div class="review">{whole(cx, tab)}</div> }.into_any(),
    };
    view! { {tabs(cx, tab, trained)} {view} }.into_any()
}

/// The views of the page.
fn tabs(cx: Ctx, tab: &str, trained: bool) -> AnyView {
    let views = [
        ("", "review", k::module::review),
        ("trace", "review/trace", k::trace::title),
        ("client", "review/client", k::client_review::tab),
        ("practice", "review/practice", k::practice::tab),
    ];
    let own =
        |id: &str| id == tab || id.is_empty() && !matches!(tab, "trace" | "client" | "practice");
    let links: Vec<AnyView> = views
        .into_iter()
        .filter(|(id, ..)| trained || *id != "practice")
        .map(|(id, href, name)| {
            view! { <a class="tabs__link" href=cx.href(href) aria-current=own(id).then_some("page")>{cx.t(name)}</a> }.into_any()
        })
        .collect();
    view! { <nav class="tabs" aria-label=cx.t(k::trace::views)>{links}</nav> }.into_any()
}

fn whole(cx: Ctx, tab: &str) -> AnyView {
    let tab = tab.to_owned();
    view! {
        {verdict::view(cx)}
        {in_turn(move || since::view(cx))}
        {in_turn(move || list::view(cx, &tab))}
        {in_turn(move || coverage::view(cx))}
        {in_turn(move || decided(cx))}
        {in_turn(move || view! { {limits::view(cx)} {save(cx)} }.into_any())}
    }
    .into_any()
}

fn decided(cx: Ctx) -> AnyView {
    let decisions = rows_table(
        cx,
        Decision::TABLE,
        &[
            Decision::section,
            Decision::chosen,
            Decision::rejected,
            Decision::because,
            Decision::revisit,
        ],
        k::review_page::add_decision,
        move_buttons::<Decision>,
    );
    let parts = view! { {silent::view(cx)} {decisions} };
    let name = k::review_page::decided;
    group(cx.t(name), cx.l.hint(name), parts)
}

/// The review as a file, in the language of the interface.
fn save(cx: Ctx) -> AnyView {
    let hand_out = move |extension: &'static str| {
        let today = browser::today();
        let (title, mime, text) = cx.s.review(|r, w| {
            let doc = report::review_alone(w, r, cx.l, today);
            let (mime, text) = match extension {
                "html" => ("text/html", to_html(&doc)),
                "md" => ("text/markdown", to_markdown(&doc)),
                _ => ("application/json", to_json(w, r, cx.l, today)),
            };
            (doc.title, mime, text)
        });
        let name = cx.fill(k::review_doc::file_name, &[("name", &title)]);
        let name = file_name(&name, today, extension);
        exits::offer(cx.l, Outgoing::text(name, mime, text));
    };
    let button = move |extension: &'static str, key| {
        view! { <button type="button" class="button" data-review=extension on:click=move |_| untrack(|| hand_out(extension))>{cx.t(key)}</button> }.into_any()
    };
    let buttons = view! {
        <div class="buttons">
            {button("html", k::review_page::html)}
            {button("md", k::review_page::markdown)}
            {button("json", k::review_page::json)}
        </div>
    };
    group(cx.t(k::review_page::save), None, buttons)
}
