//! The reading margin beside a module: its lesson, or the part of the document it fills. It folds away.

use super::lesson;
use super::sheet::{Sheet, block};
use crate::i18n::k;
use crate::report;
use crate::review::practice::practising;
use crate::ui::Ctx;
use crate::ui::app::Shared;
use crate::ui::kit::{icon, in_next_turn, remarks};
use crate::ui::route::Route;
use leptos::prelude::*;

/// Remarks shown at once.
const MOST: usize = 30;

/// The margin; on pages other than modules there is none.
pub fn margin(shared: Shared, cx: Ctx, route: Memo<Route>) -> AnyView {
    let slug = Memo::new(move |_| match route.get() {
        Route::Module { slug, .. } => Some(slug),
        _ => None,
    });
    let panel = Memo::new(move |_| {
        shared.prefs.with(|p| {
            if p.margin.is_empty() {
                "lesson".to_owned()
            } else {
                p.margin.clone()
            }
        })
    });
    let choose = move |id: &'static str| shared.prefer(|p| p.margin = id.into());
    let tab = move |id: &'static str, title: &'static str| {
        let on = move || panel.get() == id;
        view! {
            <button type="button" class="tabs__link" data-margin=id aria-pressed=move || on().to_string() aria-current=move || on().then_some("true") on:click=move |_| choose(id)>{title}</button>
        }
    };
    let body = move |slug: &'static str| match panel.get().as_str() {
        "document" => live(cx, slug),
        "remarks" => remarks_of(cx, slug),
        "none" => ().into_any(),
        _ => lesson::lesson(cx, slug),
    };
    let folded = move || panel.get() == "none";
    let inside = move |slug: &'static str| {
        view! {
            <div class="margin__tabs tabs">
                {tab("lesson", cx.t(k::margin::lesson))}
                {tab("remarks", cx.t(k::margin::remarks))}
                {tab("document", cx.t(k::margin::document))}
                <button type="button" class="button button--icon margin__fold" data-margin="none" aria-label=move || cx.t(if folded() { k::margin::unfold } else { k::margin::fold }) on:click=move |_| choose(if folded() { "lesson" } else { "none" })>
                    {move || icon(if folded() { "left" } else { "right" })}
                </button>
            </div>
            <div class="margin__body">{move || body(slug)}</div>
        }
        .into_any()
    };
    // Its room is there at once, so that the page does not move.
    let view = move || {
        slug.get().map(|slug| {
            view! {
                <aside class="margin" data-panel=move || panel.get() aria-label=cx.t(k::margin::title)>
                    {in_next_turn(move || inside(slug))}
                </aside>
            }
        })
    };
    view! { <div class="margin-place">{view}</div> }.into_any()
}

/// What the reviewer has to say of the module, the worst first.
fn remarks_of(cx: Ctx, slug: &'static str) -> AnyView {
    let found = Memo::new(move |_| {
        cx.s.review(|r, w| {
            let all = r.findings(w).into_iter();
            all.filter(|f| f.place.module() == slug || f.other.is_some_and(|o| o.module() == slug))
                .take(MOST)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let on = Memo::new(move |_| cx.s.module("review", practising));
    let none = move || {
        let words = if on.get() {
            k::practice::on
        } else {
            k::margin::no_remarks
        };
        found.read().is_empty().then(|| cx.t(words))
    };
    view! {
        <div class="margin__remarks">
            <p class="note">{none}</p>
            {remarks(cx, move || found.get())}
            <p><a href=cx.href("review")>{cx.t(k::margin::whole_review)}</a></p>
        </div>
    }
    .into_any()
}

/// The module's section as it stands in the document now.
fn live(cx: Ctx, slug: &'static str) -> AnyView {
    let view = move || {
        let (l, section) = cx.s.derived(|w| {
            let l = report::locale(w);
            (l, report::section(w, l, slug))
        });
        let sheet = Sheet { cx, l, links: true };
        let blocks: Vec<AnyView> = section
            .blocks
            .iter()
            .map(|b| block(sheet, b, None))
            .collect();
        view! {
            <div class="sheet doc doc--live" lang=l.tag()>
                <h2 class="doc__h1">{section.title}</h2>
                {blocks}
            </div>
        }
    };
    view! { <div>{view}</div> }.into_any()
}
