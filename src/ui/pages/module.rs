//! A module's page: its view, or the plain form built from its field tables, and the way on.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Path, TableDef, Value};
use crate::modules::desk::Desk;
use crate::modules::{self, Workbook};
use crate::review;
use crate::ui::Ctx;
use crate::ui::kit::{add_button, cell, confirm_delete, empty, field, icon, in_turn};
use leptos::prelude::*;

/// The page; the view of the review is handed in, because it stands in another part of the program.
pub fn page(
    cx: Ctx,
    slug: &'static str,
    tab: &str,
    review: Option<fn(Ctx, &str) -> AnyView>,
) -> AnyView {
    let Some(info) = Workbook::info(slug) else {
        return ().into_any();
    };
    let question = confirm_delete(cx);
    let body = match slug {
        "frame" => modules::frame::page(cx, tab),
        "brief" => modules::brief::page(cx, tab),
        "competitors" => modules::competitors::page(cx, tab),
        "audience" => modules::audience::page(cx, tab),
        "goals" => modules::goals::page(cx, tab),
        "channels" => modules::channels::page(cx, tab),
        "content" => modules::content::page(cx, tab),
        _ => match review {
            Some(view) => view(cx, tab),
            None => generic(cx, slug),
        },
    };
    let remember = move |e: web_sys::FocusEvent| {
        use wasm_bindgen::JsCast;
        let name = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .and_then(|t| t.get_attribute("name"));
        if let Some(name) = name {
            super::hub::remember(cx, &name);
        }
    };
    view! {
        <div class=format!("page page--{slug} page--{}", info.group.id()) inert=move || cx.s.locked() on:focusin=remember>
            <header class="page__head">
                <p class="page__group">{cx.t(super::hub::group_key(info.group))}</p>
                <h1 class="page__title" tabindex="-1">{cx.l.label(info.title)}</h1>
                <p class="page__purpose">{cx.l.label_hint(info.title)}</p>
                <p class="page__time">{cx.l.count(k::module_page::minutes, info.minutes.into())}</p>
            </header>
            {super::client_review::of_module(cx, slug, tab)}
            {body}
            {in_turn(move || finish(cx, slug))}
            {question}
        </div>
    }
    .into_any()
}

/// "I have finished this module" and the ways to the neighbours.
fn finish(cx: Ctx, slug: &'static str) -> AnyView {
    let at = Workbook::PAGES
        .iter()
        .position(|p| p.slug == slug)
        .unwrap_or(0);
    let link = |page: Option<&'static modules::ModuleInfo>, key, class: &'static str| {
        page.map(|p| {
            let title = cx.l.label(p.title);
            view! { <a class=class href=cx.href(p.slug)><span class="pager__word">{cx.t(key)}</span><span class="pager__name">{title}</span></a> }
        })
    };
    let prev = link(
        at.checked_sub(1).and_then(|i| Workbook::PAGES.get(i)),
        k::module_page::previous,
        "pager__link",
    );
    let next = link(
        Workbook::PAGES.get(at + 1),
        k::module_page::next,
        "pager__link pager__link--next",
    );
    let document = Workbook::PAGES.get(at + 1).is_none().then(|| {
        view! { <a class="pager__link pager__link--next" href=cx.href("document")><span class="pager__word">{cx.t(k::module_page::next)}</span><span class="pager__name">{cx.t(k::doc::title)}</span></a> }
    });
    let done = move || cx.s.lines(Desk::done).iter().any(|d| d == slug);
    let toggle = move |on: bool| {
        let mut list = cx.s.peek(|w| w.desk.done.clone());
        list.retain(|d| d != slug);
        if on {
            list.push(slug.into());
        }
        let mut edits = vec![Edit::Set {
            path: Desk::done,
            value: Value::Lines(list),
        }];
        if on {
            // The reviewer remembers which goals it was done for.
            edits.push(cx.s.peek(|w| review::confirm(w, slug)));
        }
        cx.s.run(k::edit::done, String::new(), edits);
    };
    view! {
        <footer class="page__end">
            <label class="check check--done">
                <input type="checkbox" name=format!("done.{slug}") prop:checked=done on:change:target=move |e| toggle(e.target().checked()) />
                <span>{cx.t(k::module_page::done)}</span>
            </label>
            {move || done().then(|| view! { <p class="stamp">{icon("check")}<span>{cx.t(k::hub::done)}</span></p> })}
            <nav class="pager" aria-label=cx.t(k::module_page::pager)>{prev}{next}{document}</nav>
        </footer>
    }
    .into_any()
}

/// The plain form of any module: its fields, then its tables as cards.
pub fn generic(cx: Ctx, slug: &'static str) -> AnyView {
    let (fields, tables): (Vec<Path>, Vec<&'static TableDef>) = cx.s.peek(|w| {
        let Some(module) = w.module(slug) else {
            return Default::default();
        };
        (
            module
                .fields()
                .iter()
                .map(|f| Path::field(slug, f.id))
                .collect(),
            module.table_defs().iter().collect(),
        )
    });
    view! {
        <div class="group__body">{fields.into_iter().map(|p| field(cx, p)).collect_view()}</div>
        {tables.into_iter().map(|t| table(cx, t)).collect_view()}
    }
    .into_any()
}

fn table(cx: Ctx, def: &'static TableDef) -> AnyView {
    let rows = move || cx.s.rows(def.path);
    let add = move || add_button(cx, def.path, k::edit::add_row, Vec::new());
    view! {
        <section class="group">
            <h2 class="group__title">{cx.l.label(def.label)}</h2>
            <Show when=move || rows().is_empty()>{empty(cx, def.label, ().into_any())}</Show>
            <For each=rows key=|row| *row let:row>
                <div class="card">
                    {def.columns.iter().map(|c| view! { <div class="field"><span class="field__label">{cx.l.label(c.label)}</span>{cell(cx, def.path.cell(row, c.id), String::new())}</div> }).collect_view()}
                </div>
            </For>
            {add()}
        </section>
    }
    .into_any()
}
