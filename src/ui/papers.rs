//! The third part of the program (`part.rs`): the pages of a strategy that is written down, and what reads the files that
//! come back. The second part calls through this table and never by name; until the part has come its pages say that they
//! are loading, and when it does not come they say so and ask again.

use super::app::Shared;
use super::book::Named;
use super::pages::import::{Import, load_error};
use super::part::{self, Missing};
use super::{Ctx, pages};
use crate::document::LoadError;
use crate::i18n::{Locale, k};
use crate::modules;
use leptos::prelude::*;
use std::cell::Cell;

/// The table. All of it is plain functions, so that a copy costs nothing.
pub struct Papers {
    /// The document.
    pub document: fn(Ctx) -> AnyView,
    /// Its versions.
    pub versions: fn(Ctx) -> AnyView,
    /// Joining the workbook with a copy.
    pub join: fn(Ctx) -> AnyView,
    /// A content plan out of a table.
    pub plan_import: fn(Ctx) -> AnyView,
    /// The page of the review below its heading, or one of its views.
    pub review: fn(Ctx, &str) -> AnyView,
    /// Takes bytes that are no workbook, when they look like the table of a plan; false when they do not.
    pub table: fn(Shared, Locale, &[u8]) -> bool,
    /// Reads the bytes of a client's decisions, leaves them for the page of their workbook, and says which that may be; or why
    /// they cannot be read, in words.
    pub decisions: fn(&[u8], Locale) -> Result<Vec<Named>, String>,
}

/// The only value of [`Papers`]; only `part.rs` may name it.
pub static PAPERS: Papers = Papers {
    document: pages::document::page,
    versions: pages::versions::page,
    join: pages::join::page,
    plan_import: pages::plan_import::page,
    review: modules::review::page,
    table: pages::plan_import::door::table,
    decisions: pages::client_review::take_in,
};

#[derive(Clone, Copy)]
enum State {
    /// Not asked for, or on its way.
    Away,
    Here(&'static Papers),
    /// The last attempt failed, and a page says so.
    Lost,
}

thread_local! {
    // Of no owner: it outlives pages and workbooks.
    static STATE: ArcRwSignal<State> = ArcRwSignal::new(State::Away);
    static COMING: Cell<bool> = const { Cell::new(false) };
    // Does a page wait for it?
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

fn state() -> ArcRwSignal<State> {
    STATE.with(Clone::clone)
}

async fn load() -> Result<&'static Papers, Missing> {
    let papers = part::load_papers().await?;
    if !matches!(state().get_untracked(), State::Here(_)) {
        state().set(State::Here(papers));
    }
    Ok(papers)
}

/// A page of the third part, or what stands in its place when the part did not come. Asks for it; tracked.
///
/// # Errors
/// What is shown while the part is on its way.
pub fn page(cx: Ctx, draw: impl FnOnce(&'static Papers) -> AnyView) -> Result<AnyView, AnyView> {
    match state().get() {
        State::Here(papers) => Ok(draw(papers)),
        State::Lost => Ok(lost(cx)),
        State::Away => {
            WANTED.set(true);
            on_cleanup(|| WANTED.set(false));
            if !COMING.replace(true) {
                leptos::task::spawn_local(async {
                    let papers = load().await;
                    COMING.set(false);
                    if papers.is_err() && WANTED.get() {
                        state().set(State::Lost);
                    }
                });
            }
            Err(view! { <p class="coming" role="status">{cx.t(k::part::coming)}</p> }.into_any())
        }
    }
}

/// Takes up a file that is no workbook, and was not read for this reason: now, or as soon as the third part is there. Says so when
/// it does not come.
pub fn other(import: Import, shared: Shared, l: Locale, bytes: Vec<u8>, error: LoadError) {
    // What begins like JSON is no table: a damaged workbook is full of commas.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let json = text.trim_ascii_start().first().is_none_or(|b| *b == b'{');
    if json && error != LoadError::Foreign("decisions") {
        return import.refuse(shared, load_error(l, &error));
    }
    leptos::task::spawn_local(async move {
        match load().await {
            Ok(papers) => import.other(shared, l, papers, &bytes, &error),
            Err(Missing) => import.refuse(shared, l.t(k::part::lost).to_owned()),
        }
    });
}

fn lost(cx: Ctx) -> AnyView {
    let again = move |_| state().set(State::Away);
    // The next page that needs the part asks anew.
    on_cleanup(|| {
        if let Some(mut state) = state().try_write_untracked()
            && matches!(*state, State::Lost)
        {
            *state = State::Away;
        }
    });
    view! {
        <div class="page" data-part="lost">
            <h1 class="page__title" tabindex="-1">{cx.t(k::part::title)}</h1>
            <p>{cx.t(k::part::text)}</p>
            <p class="buttons"><button type="button" class="button button--primary" data-command="part-again" on:click=again>{cx.t(k::part::again)}</button></p>
        </div>
    }
    .into_any()
}
