//! A table that was dropped or opened where workbooks are: it is led to this page of the right workbook.

use super::State;
use crate::export::csv::read::sheet;
use crate::export::plan_import::looks_like_plan;
use crate::i18n::{Locale, k};
use crate::ui::app::Shared;
use crate::ui::route::Route;
use crate::ui::{exits, shelf};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// Workbooks that are offered.
const OFFERED: usize = 12;

thread_local! {
    // Handed over from where the file was opened.
    static WAITING: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
    static OPEN: Cell<Option<State>> = const { Cell::new(None) };
}

/// The page stands: it takes what waits for it, and what is dropped from now on.
pub(super) fn opened(state: State) {
    OPEN.set(Some(state));
    on_cleanup(move || {
        if OPEN.get().is_some_and(|open| open.source == state.source) {
            OPEN.set(None);
        }
    });
    if let Some(bytes) = WAITING.with(|w| w.borrow_mut().take()) {
        state.take(bytes);
    }
}

/// Takes the bytes of a file that is no workbook, when they look like a plan; false when they do not.
pub fn table(shared: Shared, l: Locale, bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii_start().starts_with(b"{") {
        // A damaged workbook, full of commas.
        return false;
    }
    if let Some(state) = OPEN.get() {
        state.take(bytes.to_vec());
        return true;
    }
    if !sheet(bytes).is_ok_and(|s| looks_like_plan(&s)) {
        return false;
    }
    WAITING.with(|w| *w.borrow_mut() = Some(bytes.to_vec()));
    match shared.route.get_untracked().book() {
        Some(book) => go(shared, book),
        None => ask(shared, l),
    }
    true
}

fn go(shared: Shared, book: &str) {
    shared.go(&Route::PlanImport(book.to_owned()).href());
}

/// Asks which workbook the plan is for.
fn ask(shared: Shared, l: Locale) {
    exits::apart(l.t(k::plan_import::door_title), l, move |node| {
        let shut = move || {
            if let Some(d) = node.get_untracked() {
                d.close();
            }
        };
        let books: Vec<AnyView> = shelf::entries()
            .into_iter()
            .filter(|e| !e.deleted && !e.archived)
            .take(OFFERED)
            .map(|e| {
                let name = if e.name.is_empty() { l.t(k::app::unnamed).to_owned() } else { e.name };
                let act = move |_| {
                    shut();
                    go(shared, &e.id);
                };
                view! { <button type="button" class="button" data-command="plan-into" on:click=act>{name}</button> }.into_any()
            })
            .collect();
        let fresh = move |_| {
            shut();
            super::super::start::open_new(shared, l, shelf::create(l), "plan-import");
        };
        view! {
            <p>{l.t(k::plan_import::door_text)}</p>
            <div class="plan-in__books">
                {books}
                <button type="button" class="button button--primary" data-command="plan-into-new" on:click=fresh>{l.t(k::plan_import::door_new)}</button>
            </div>
        }
        .into_any()
    });
}
