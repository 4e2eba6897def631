//! Opening a rescue file: which workbooks it holds, each to be opened as a new one, and the text of the fields when it holds
//! none.

use super::unsaved::{copy, field_name, words};
use crate::document::{self, LoadError, Loaded, Rescue, Typed, from_json, from_rescue};
use crate::export::name::file_name;
use crate::i18n::{Locale, k};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::platform::journal;
use crate::platform::rescue::{Kept, Saved, Stores};
use crate::platform::shelf::{self as index, Entry};
use crate::platform::slots::StoreError;
use crate::ui::exits;
use crate::ui::shelf;
use leptos::prelude::*;
use std::sync::Arc;

/// Told the ids of the workbooks that were stored, and why not all were.
pub type Done = Arc<dyn Fn(Vec<String>, Option<StoreError>) + Send + Sync>;

/// A rescue file that was read and waits for the user's word.
#[derive(Clone)]
pub struct Rescued {
    /// Title of the question.
    pub title: &'static str,
    /// Has it no workbook that can be read?
    pub none: bool,
    /// Is there anything to show?
    pub shows: bool,
    view: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Rescued {
    /// The question: what is inside, and what to open.
    pub fn view(&self) -> AnyView {
        (self.view)()
    }
}

/// A workbook of the file.
struct Book {
    name: String,
    /// What is in it, and what is said of it.
    notes: Vec<String>,
    text: String,
    other: bool,
    deleted: bool,
    newer: bool,
    /// What was typed into it and is not in its text.
    typed: Vec<Typed>,
}

struct File {
    books: Vec<Book>,
    /// Names of those that cannot be read.
    unread: Vec<String>,
    /// Text that belongs to no workbook of the file.
    loose: Vec<Typed>,
}

/// Reads the bytes of a rescue file.
///
/// # Errors
/// [`LoadError`] when it is none.
pub fn read(l: Locale, bytes: &[u8], done: Done) -> Result<Rescued, LoadError> {
    let file = Arc::new(sort(l, from_rescue(bytes)?));
    Ok(Rescued {
        title: l.t(k::rescue::title),
        none: file.books.is_empty(),
        shows: !file.books.is_empty() || !file.loose.is_empty(),
        view: Arc::new(move || question(l, file.clone(), done.clone())),
    })
}

fn sort(l: Locale, mut rescue: Rescue) -> File {
    let stores = Stores {
        entries: &rescue.entries,
        mirror: &rescue.mirror,
        pieces: &rescue.pieces,
    };
    let aside = rescue.aside.iter();
    let found = stores.workbooks(
        aside.map(|a| (a.id.as_str(), a.record.as_str(), &a.pieces)),
        &mut |text| from_json(text.as_bytes()).is_ok(),
    );
    let entries = index::stored(&Kept(&rescue.entries)).unwrap_or_default();
    let mut file = File {
        books: Vec::new(),
        unread: Vec::new(),
        loose: Vec::new(),
    };
    for Saved {
        id,
        text,
        other,
        damaged,
    } in found
    {
        let entry = entries.iter().find(|e| e.id == id);
        let loaded = text.and_then(|text| Some((from_json(text.as_bytes()).ok()?, text)));
        let Some((
            Loaded {
                workbook: w, newer, ..
            },
            text,
        )) = loaded
        else {
            file.unread.push(called(l, entry.map_or("", |e| &e.name)));
            continue;
        };
        let typed = if other || newer {
            Vec::new()
        } else {
            let (mut own, rest): (Vec<_>, Vec<_>) =
                rescue.journal.into_iter().partition(|t| t.book == id);
            rescue.journal = rest;
            own.retain(|t| !document::holds(&w, &t.field, &t.text));
            own
        };
        let deleted = entry.is_some_and(|e| e.deleted);
        let said = [
            (other, k::rescue::other),
            (deleted, k::rescue::binned),
            (damaged, k::rescue::damaged),
            (newer, k::start::newer),
        ];
        let mut notes = vec![l.join(&counts(l, &w))];
        notes.extend(said.iter().filter(|s| s.0).map(|s| l.t(s.1).to_owned()));
        if !typed.is_empty() {
            notes.push(l.count(k::rescue_count::typed, typed.len()));
        }
        file.books.push(Book {
            name: w.frame.project.trim().to_owned(),
            notes,
            text,
            other,
            deleted,
            newer,
            typed,
        });
    }
    // What is typed of a workbook that cannot be read, or stands in the fields when there is none at all.
    file.loose = rescue.journal;
    file.loose.retain(|t| !t.text.trim().is_empty());
    if file.books.is_empty() {
        let empty = Workbook::default();
        // Choices say nothing without their question; a field of the page's own has no name.
        let typed = |f: &Typed| {
            let field = empty.parse_path(&f.field).and_then(|p| empty.field(p));
            !f.field.is_empty() && field.is_none_or(|f| document::typed_into(f.kind))
        };
        for field in rescue.fields.into_iter().filter(typed) {
            let same = |t: &Typed| t.field == field.field && t.text == field.text;
            if !file.loose.iter().any(same) {
                file.loose.push(field);
            }
        }
    }
    file
}

/// How many rows of the tables that tell a workbook from another.
fn counts(l: Locale, w: &Workbook) -> [String; 4] {
    let [competitors, personas, goals, posts] = shelf::counts(w);
    [
        l.count(k::count::competitors, competitors),
        l.count(k::count::personas, personas),
        l.count(k::count::goals, goals),
        l.count(k::count::posts, posts),
    ]
}

fn called(l: Locale, name: &str) -> String {
    if name.is_empty() {
        l.t(k::app::unnamed).to_owned()
    } else {
        name.to_owned()
    }
}

fn question(l: Locale, file: Arc<File>, done: Done) -> AnyView {
    let may = |b: &Book| !b.newer && !b.other && !b.deleted;
    let chosen = RwSignal::new(file.books.iter().map(may).collect::<Vec<bool>>());
    let row = |(n, book): (usize, &Book)| {
        let notes = book
            .notes
            .clone()
            .into_iter()
            .map(|note| view! { <span class="rescued__note">{note}</span> });
        view! {
            <li>
                <label class="check">
                    <input type="checkbox" name=format!("rescue-{n}") disabled=book.newer prop:checked=move || chosen.with(|c| c[n]) on:change:target=move |e| chosen.update(|c| c[n] = e.target().checked()) />
                    <span class="rescued__words">
                        <span class="rescued__name">{called(l, &book.name)}</span>
                        {notes.collect_view()}
                    </span>
                </label>
            </li>
        }
    };
    let rows = file.books.iter().enumerate().map(row).collect_view();
    let unread = (!file.unread.is_empty()).then(|| {
        let names = l.join(&file.unread);
        view! { <p class="alert">{l.fill(k::rescue::unread, &[("names", &names)])}</p> }
    });
    let loose = (!file.loose.is_empty()).then(|| loose(l, &file.loose));
    let books = (!file.books.is_empty()).then(move || {
        let open = move |_| {
            let (ids, failed) = store(l, &file, &chosen.get_untracked());
            done(ids, failed);
        };
        view! {
            <p>{l.t(k::rescue::text)}</p>
            <ul class="rescued">{rows}</ul>
            <div class="dialog__actions">
                <button type="button" class="button button--primary" data-command="rescue" disabled=move || chosen.with(|c| !c.contains(&true)) on:click=open>{l.t(k::rescue::open)}</button>
            </div>
        }
    });
    view! { {unread} {books} {loose} }.into_any()
}

/// Stores the chosen workbooks, each as a new one. Stops at the first that finds no room.
fn store(l: Locale, file: &File, chosen: &[bool]) -> (Vec<String>, Option<StoreError>) {
    let mut ids = Vec::new();
    for (book, _) in file.books.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        let Ok(loaded) = from_json(book.text.as_bytes()) else {
            continue;
        };
        let mut w = loaded.workbook;
        w.frame.project = free_name(l, book);
        match shelf::store(&w) {
            Ok(id) => {
                for t in &book.typed {
                    journal::adopt(&id, &t.field, &t.text, &t.at);
                }
                ids.push(id);
            }
            Err(error) => return (ids, Some(error)),
        }
    }
    (ids, None)
}

/// The name of a workbook, with words that tell it from those on the shelf.
fn free_name(l: Locale, book: &Book) -> String {
    let taken: Vec<Entry> = shelf::entries();
    let free = |name: &String| !taken.iter().any(|e| e.name == *name);
    if !book.other && free(&book.name) {
        return book.name.clone();
    }
    let named = l.fill(k::rescue::named, &[("name", &called(l, &book.name))]);
    let mut names = std::iter::once(named.clone()).chain((2..).map(|n| format!("{named} {n}")));
    names.find(free).unwrap_or(named)
}

/// Text that has no workbook: to be read, copied and saved.
fn loose(l: Locale, typed: &[Typed]) -> AnyView {
    let empty = Workbook::default();
    let all: Vec<(String, String)> = typed
        .iter()
        .map(|t| (field_name(l, &empty, &t.field), t.text.clone()))
        .collect();
    let one = |(name, text): &(String, String)| {
        view! { <dt>{name.clone()}</dt><dd>{words(l, name.clone(), text)}</dd> }
    };
    let list = all.iter().map(one).collect_view();
    let text: Vec<String> = all.iter().map(|(n, t)| format!("{n}\n{t}")).collect();
    let text = StoredValue::new(text.join("\n\n"));
    let save = move |_| {
        let name = file_name(l.t(k::rescue::file), browser::today(), "txt");
        exits::offer(l, Outgoing::text(name, "text/plain", text.get_value()));
    };
    view! {
        <section class="loose">
            <h3 class="loose__title">{l.t(k::rescue::loose)}</h3>
            <p>{l.t(k::rescue::loose_text)}</p>
            <dl class="loose__list">{list}</dl>
            <p class="buttons">
                <button type="button" class="button" data-command="loose-copy" on:click=move |_| copy(l, text.get_value())>{l.t(k::rescue::copy)}</button>
                <button type="button" class="button" data-command="loose-save" on:click=save>{l.t(k::rescue::save)}</button>
            </p>
        </section>
    }
    .into_any()
}
