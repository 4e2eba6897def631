//! The module's page: four views of one plan, each with an address of its own.

mod agenda;
mod chip;
mod editor;
mod month;
mod posts;
mod rubrics;
mod shared;
mod topics;

use super::{Post, Rubric, Topic};
use crate::i18n::k;
use crate::kernel::{Row, TablePath};
use crate::ui::Ctx;
use leptos::prelude::*;

/// The page below its heading; `tab` is the view asked for in the address, empty for the first.
pub fn page(cx: Ctx, tab: &str) -> AnyView {
    let tab = match tab {
        "topics" => "topics",
        "posts" => "posts",
        "calendar" => "calendar",
        _ => "",
    };
    let body = match tab {
        "topics" => topics::page(cx),
        "posts" => posts::page(cx),
        "calendar" => month::page(cx),
        _ => rubrics::page(cx),
    };
    let tables: [(&str, &str, Option<TablePath>); 4] = [
        ("", cx.t(k::content::rubrics::_self), Some(Rubric::TABLE)),
        (
            "topics",
            cx.t(k::content::topics::_self),
            Some(Topic::TABLE),
        ),
        ("posts", cx.t(k::content::posts::_self), Some(Post::TABLE)),
        ("calendar", cx.t(k::content::tabs::calendar), None),
    ];
    let links: Vec<AnyView> = tables
        .into_iter()
        .map(|(id, name, table)| {
            let href = if id.is_empty() { cx.href("content") } else { cx.href("content/") + id };
            let count = table.map(|t| {
                let n = move || cx.s.rows(t).len();
                view! { <span class="content-tabs__count">{n}</span> }
            });
            view! { <a class="tabs__link" href=href aria-current=(id == tab).then_some("page")>{name} " " {count}</a> }.into_any()
        })
        .collect();
    view! {
        <nav class="tabs content-tabs" aria-label=cx.t(k::content::tabs::_self)>{links}</nav>
        <div class="content-view">{body}</div>
    }
    .into_any()
}
