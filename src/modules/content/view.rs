//! The content plan's page: four views of one plan behind tabs that are links.

mod calendar;
mod editor;
mod posts;
mod rubrics;
mod topics;

use crate::i18n::k;
use crate::ui::Ctx;
use leptos::prelude::*;

/// The page below its heading; `tab` is `rubrics` (also when empty), `topics`, `posts` or `calendar`.
pub fn page(cx: Ctx, tab: &str) -> AnyView {
    let tabs = [
        ("rubrics", k::content::rubrics::_self, "content"),
        ("topics", k::content::topics::_self, "content/topics"),
        ("posts", k::content::posts::_self, "content/posts"),
        ("calendar", k::content_page::calendar, "content/calendar"),
    ];
    let here = if tabs.iter().any(|(id, ..)| *id == tab) { tab } else { "rubrics" };
    let links: Vec<AnyView> = tabs
        .iter()
        .map(|(id, key, page)| {
            view! { <a class="tabs__link" href=cx.href(page) aria-current=(*id == here).then_some("page")>{cx.t(*key)}</a> }.into_any()
        })
        .collect();
    let body = match here {
        "topics" => topics::page(cx),
        "posts" => posts::page(cx),
        "calendar" => calendar::page(cx),
        _ => rubrics::page(cx),
    };
    view! {
        <nav class="tabs" aria-label=cx.t(k::content_page::views)>{links}</nav>
        {body}
    }
    .into_any()
}
