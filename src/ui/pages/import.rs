//! Opening a file: chosen, dropped or pasted; the question what to do with it, and why it cannot be read.

use super::rescue::Rescued;
use super::start::{open_new, store_error};
use crate::document::{LoadError, MAX_RESCUE};
use crate::i18n::{Locale, k};
use crate::platform::slots::StoreError;
use crate::ui::app::Shared;
use crate::ui::book::{Book, Named};
use crate::ui::kit::{Opener, dialog, open_dialog, opener};
use crate::ui::papers::Papers;
use crate::ui::route::Route;
use crate::ui::shelf::Incoming;
use crate::ui::toast;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// A file that was chosen, dropped or pasted, on its way to a workbook of its own. The question about it belongs to the frame,
/// because a file may be dropped on any page.
#[derive(Clone, Copy)]
pub struct Import {
    waiting: RwSignal<Option<Incoming>>,
    /// What a rescue file holds.
    rescued: RwSignal<Option<Rescued>>,
    /// Workbooks that a client's decisions may be about: id and name.
    decided: RwSignal<Vec<Named>>,
    problem: RwSignal<Option<String>>,
    node: NodeRef<html::Dialog>,
    /// Counts what was taken up without leaving the page: the shelf has to be read again.
    taken: RwSignal<u32>,
}

impl Import {
    /// Nothing on its way.
    pub fn none() -> Self {
        Self {
            waiting: RwSignal::new(None),
            rescued: RwSignal::new(None),
            decided: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            node: NodeRef::new(),
            taken: RwSignal::new(0),
        }
    }

    /// Has whoever shows the shelf read it again when something was taken up; tracked.
    pub fn follow(self) {
        self.taken.track();
    }

    /// Asks what to do with the bytes of a file, or says why they are no workbook: beside the button, if that is in sight.
    pub fn take(self, shared: Shared, l: Locale, bytes: Result<Vec<u8>, LoadError>) {
        shared.with_book(move |book| {
            let read = bytes.map(|bytes| self.read(shared, l, book, bytes));
            if let Err(error) = read {
                self.refuse(shared, load_error(l, &error));
            }
        });
    }

    /// Says why a file was not taken up.
    pub fn refuse(self, shared: Shared, words: String) {
        if shared.route.get_untracked() == Route::Start {
            self.problem.set(Some(words));
        } else {
            toast::tell(words);
        }
    }

    fn read(self, shared: Shared, l: Locale, book: &Book, bytes: Vec<u8>) {
        let (file, saved) = match (book.read)(&bytes) {
            Ok(incoming) => (Some(incoming), None),
            // One of a full browser is larger than any workbook.
            Err(error @ (LoadError::Foreign("rescue") | LoadError::TooLarge)) => {
                let done = Arc::new(move |ids: Vec<String>, failed| {
                    self.rescue_done(shared, l, &ids, failed);
                });
                match (book.rescue)(l, &bytes, done) {
                    Ok(saved) => (None, Some(saved)),
                    Err(_) => return (book.other)(self, shared, l, bytes, error),
                }
            }
            Err(error) => return (book.other)(self, shared, l, bytes, error),
        };
        self.problem.set(None);
        self.decided.set(Vec::new());
        if saved.as_ref().is_some_and(|s| s.none) {
            self.refuse(shared, l.t(k::start::rescue_none).to_owned());
        }
        let shows = saved.as_ref().is_none_or(|s| s.shows);
        self.waiting.set(file);
        self.rescued.set(saved);
        if shows {
            open_dialog(self.node);
        }
    }

    /// Takes up a file that is no workbook: the table of a plan, a client's decisions; or says why it cannot be read.
    pub fn other(
        self,
        shared: Shared,
        l: Locale,
        papers: &Papers,
        bytes: &[u8],
        error: &LoadError,
    ) {
        if (papers.table)(shared, l, bytes) {
            self.problem.set(None);
        } else if *error == LoadError::Foreign("decisions") {
            self.decisions(shared, (papers.decisions)(bytes, l));
        } else {
            self.refuse(shared, load_error(l, error));
        }
    }

    /// Goes to where a client's decisions are looked at; asks which workbook when there are copies.
    fn decisions(self, shared: Shared, books: Result<Vec<Named>, String>) {
        let books = match books {
            Ok(books) => books,
            Err(words) => return self.refuse(shared, words),
        };
        self.problem.set(None);
        let here = shared
            .route
            .with_untracked(|r| r.book().map(str::to_owned))
            .filter(|here| books.iter().any(|(id, _)| id == here));
        match (here.as_deref(), books.as_slice()) {
            (Some(id), _) => shared.go(&decisions_page(id)),
            (None, [(id, _)]) => shared.go(&decisions_page(id)),
            _ => {
                self.waiting.set(None);
                self.rescued.set(None);
                self.decided.set(books);
                open_dialog(self.node);
            }
        }
    }

    fn rescue_done(self, shared: Shared, l: Locale, ids: &[String], failed: Option<StoreError>) {
        if let Some(d) = self.node.get_untracked() {
            d.close();
        }
        self.taken.update(|n| *n += 1);
        match (ids, failed) {
            (_, Some(error)) => toast::tell(store_error(l, error)),
            ([id], None) => open_new(shared, l, Ok(id.clone()), ""),
            (ids, None) => toast::tell(l.count(k::rescue_count::opened, ids.len())),
        }
    }
}

fn decisions_page(book: &str) -> String {
    format!("/{book}/review/client")
}

/// The question what to do with a file.
pub fn question(shared: Shared, l: Locale) -> AnyView {
    let Import {
        waiting,
        rescued,
        decided,
        node,
        ..
    } = shared.import;
    let accept = move |_| {
        if let Some(w) = waiting.get_untracked() {
            if let Some(d) = node.get_untracked() {
                d.close();
            }
            open_new(shared, l, w.store_beside(l), "");
        }
    };
    let title = move || match rescued.get() {
        Some(rescued) => rescued.title.to_owned(),
        None if !decided.read().is_empty() => l.t(k::start::decisions_title).to_owned(),
        None => l.t(k::start::import_title).to_owned(),
    };
    let body = move || {
        if let Some(rescued) = rescued.get() {
            return Some(rescued.view());
        }
        let books = decided.get();
        if !books.is_empty() {
            return Some(which_book(shared, l, node, books));
        }
        waiting.get().map(|w| {
            let [competitors, personas, goals, posts] = w.counts;
            let counts = [
                l.count(k::count::competitors, competitors),
                l.count(k::count::personas, personas),
                l.count(k::count::goals, goals),
                l.count(k::count::posts, posts),
            ];
            let copies = w.copies();
            let of = (!copies.is_empty() && !w.newer).then(|| copy_offer(shared, l, node, &w, copies));
            let name = w.name;
            let mended = (w.mended > 0).then(|| view! { <p class="alert">{l.count(k::start::mended, w.mended)}</p> });
            let alone = of.is_none();
            if w.newer {
                return view! { <p class="alert" role="alert">{l.t(k::start::newer)}</p> }.into_any();
            }
            view! {
                <p class="dialog__lead">{if name.is_empty() { l.t(k::app::unnamed).to_owned() } else { name }}</p>
                <p>{l.join(&counts)}</p>
                {mended}
                {of}
                <p>{l.t(k::start::import_text)}</p>
                <div class="dialog__actions">
                    <button type="button" class="button" class:button--primary=alone data-command="import" on:click=accept>{l.t(k::start::import_yes)}</button>
                </div>
            }
            .into_any()
        })
    };
    dialog(node, title, l.t(k::word::close), body)
}

/// The ways a file comes in: chosen, or its text pasted where only that could be carried over.
pub fn ways(shared: Shared, l: Locale) -> AnyView {
    let import = shared.import;
    let open = Opener {
        words: l.t(k::start::import),
        name: "import",
        // Share sheets let a workbook pass only as a text file.
        accept: ".json,application/json,.txt,text/plain,.csv,text/csv",
        hints: "",
        primary: false,
        most: MAX_RESCUE,
    };
    let take = move |bytes: Result<Vec<u8>, LoadError>| import.take(shared, l, bytes);
    let (node, area) = (
        NodeRef::<html::Dialog>::new(),
        NodeRef::<html::Textarea>::new(),
    );
    let paste = move |_| open_dialog(node);
    let pasted = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        if let (Some(d), Some(area)) = (node.get_untracked(), area.get_untracked()) {
            let text = area.value();
            area.set_value("");
            d.close();
            import.take(shared, l, Ok(text.into_bytes()));
        }
    };
    // A problem was about a file of an earlier visit.
    import.problem.set(None);
    view! {
        {opener(open, take)}
        <button type="button" class="link" data-command="paste" on:click=paste>{l.t(k::start::paste)}</button>
        {move || import.problem.get().map(|p| view! { <p class="alert" role="alert">{p}</p> })}
        {dialog(node, move || l.t(k::start::paste).into(), l.t(k::word::close), view! {
            <form on:submit=pasted>
                <label class="field">
                    <span class="field__label">{l.t(k::start::paste_text)}</span>
                    <textarea class="input" name="import-text" rows="6" spellcheck="false" node_ref=area></textarea>
                </label>
                <div class="dialog__actions">
                    <button type="submit" class="button button--primary" data-command="pasted">{l.t(k::start::import_yes)}</button>
                </div>
            </form>
        })}
    }
    .into_any()
}

/// Which of several copies a client's decisions are about.
fn which_book(
    shared: Shared,
    l: Locale,
    node: NodeRef<html::Dialog>,
    books: Vec<Named>,
) -> AnyView {
    let buttons: Vec<AnyView> = books
        .into_iter()
        .take(12)
        .map(|(id, name)| {
            let name = if name.is_empty() { l.t(k::app::unnamed).to_owned() } else { name };
            let act = move |_| {
                if let Some(d) = node.get_untracked() {
                    d.close();
                }
                shared.go(&decisions_page(&id));
            };
            view! { <button type="button" class="button" data-command="decisions-of" on:click=act>{name}</button> }.into_any()
        })
        .collect();
    view! { <div class="buttons">{buttons}</div> }.into_any()
}

/// The file is a copy of a workbook on the shelf: offers to join them.
fn copy_offer(
    shared: Shared,
    l: Locale,
    node: NodeRef<html::Dialog>,
    incoming: &Incoming,
    copies: Vec<(String, String)>,
) -> AnyView {
    let buttons: Vec<AnyView> = copies
        .into_iter()
        .take(3)
        .map(|(id, name)| {
            let incoming = incoming.clone();
            let name = if name.is_empty() { l.t(k::app::unnamed).to_owned() } else { name };
            let act = move |_| {
                incoming.hand_to_join();
                if let Some(d) = node.get_untracked() {
                    d.close();
                }
                shared.go(&format!("/{id}/join"));
            };
            view! { <button type="button" class="button button--primary" data-command="import-join" on:click=act>{l.fill(k::start::join_with, &[("name", &name)])}</button> }.into_any()
        })
        .collect();
    view! {
        <p>{l.t(k::start::join_offer)}</p>
        <p class="buttons">{buttons}</p>
        <p>{l.t(k::start::join_else)}</p>
    }
    .into_any()
}

/// Why a file was not read, in words.
pub fn load_error(l: Locale, error: &LoadError) -> String {
    match error {
        LoadError::Empty => l.t(k::start::bad_empty).into(),
        LoadError::TooLarge => l.t(k::start::bad_large).into(),
        LoadError::NotText => l.t(k::start::bad_text).into(),
        LoadError::Unread => l.t(k::start::bad_unread).into(),
        LoadError::NotJson { line, .. } => {
            l.fill(k::start::bad_json, &[("line", &line.to_string())])
        }
        LoadError::Foreign("rescue") => l.t(k::start::bad_rescue).into(),
        LoadError::Foreign("brief") => l.t(k::start::bad_brief).into(),
        LoadError::Foreign("decisions") => l.t(k::start::bad_decisions).into(),
        LoadError::Foreign("json") => l.t(k::start::bad_other).into(),
        LoadError::Foreign(what) => l.fill(
            k::start::bad_foreign,
            &[("what", &what.to_ascii_uppercase())],
        ),
    }
}
