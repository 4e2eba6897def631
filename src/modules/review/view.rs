//! The page of the review: may it be handed over, how good is it, what to do next; then decisions and limits.

mod coverage;
mod limits;
mod list;
mod silent;
mod since;
mod trace;
mod verdict;

use super::Decision;
use crate::export::{name::file_name, to_html, to_markdown};
use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::brief::rows_table;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::report;
use crate::review::to_json;
use crate::ui::Ctx;
use crate::ui::exits;
use crate::ui::kit::{group, move_buttons};
use leptos::prelude::*;

/// The page below its heading; `tab` is the slug of a module when only its remarks are asked for.
pub fn page(cx: Ctx, tab: &str) -> AnyView {
    let views = [
        ("review", cx.t(k::module::review)),
        ("review/trace", cx.t(k::trace::title)),
    ];
    let link = |(id, name): (&str, &'static str)| {
        let here = (id == "review/trace") == (tab == "trace");
        view! { <a class="tabs__link" href=cx.href(id) aria-current=here.then_some("page")>{name}</a> }.into_any()
    };
    let links: Vec<AnyView> = views.into_iter().map(link).collect();
    let nav = view! { <nav class="tabs" aria-label=cx.t(k::trace::views)>{links}</nav> };
    if tab == "trace" {
        return view! { {nav} {trace::view(cx)} }.into_any();
    }
    cx.s.review_all();
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
    view! {
        {nav}
        <div class="review">
            {verdict::view(cx)}
            {since::view(cx)}
            {list::view(cx, tab)}
            {coverage::view(cx)}
            {group(cx.t(k::review_page::decided), cx.l.hint(k::review_page::decided), view! { {silent::view(cx)} {decisions} })}
            {limits::view(cx)}
            {save(cx)}
        </div>
    }
    .into_any()
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
        exits::offer(cx.l, Outgoing { name, mime, text });
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
