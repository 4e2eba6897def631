//! The start page: the promise, one's workbooks, examples, opening a file.

use crate::i18n::{Locale, k};
use crate::kernel::{Key, civil};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::platform::shelf::Entry;
use crate::platform::slots::StoreError;
use crate::ui::app::Shared;
use crate::ui::kit::{dialog, menu, menu_item, open_dialog};
use crate::ui::pages::import;
use crate::ui::shelf;
use crate::ui::toast;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// Strategies with mistakes to practise on: id, file, name.
const PRACTICES: [(&str, &str, Key); 3] = [
    ("practice-coffee", "practice/coffee", k::start::coffee),
    ("practice-school", "practice/school", k::start::school),
    ("practice-salon", "practice/salon", k::start::salon),
];

/// The page.
pub fn page(shared: Shared, l: Locale) -> AnyView {
    let entries = RwSignal::new(shelf::entries());
    // The page may be left before an offered undo is taken.
    let refresh = move || drop(entries.try_set(shelf::entries()));
    Effect::new(move |_| {
        shared.import.follow();
        refresh();
    });
    let own = move || {
        entries
            .get()
            .into_iter()
            .filter(|e| !e.archived && !e.deleted)
            .collect::<Vec<_>>()
    };
    let archived = move || {
        entries
            .get()
            .into_iter()
            .filter(|e| e.archived && !e.deleted)
            .collect::<Vec<_>>()
    };
    let deleted = move || {
        entries
            .get()
            .into_iter()
            .filter(|e| e.deleted)
            .collect::<Vec<_>>()
    };
    let renaming = Rename {
        id: RwSignal::new(None),
        node: NodeRef::new(),
    };
    let shelf_of = move |list: Vec<Entry>| {
        list.into_iter()
            .map(|e| card(shared, l, e, renaming, refresh))
            .collect_view()
    };
    let fresh = move || own().is_empty();
    view! {
        <div class="page page--start">
            <div class="start">
            <header class="hero">
                <h1 class="hero__title" tabindex="-1">{l.t(k::start::title)}</h1>
                <p class="hero__lead">{l.t(k::start::lead)}</p>
                <p class="hero__actions">
                    <button type="button" class="button button--primary button--big" data-command="new" on:click=move |_| create(shared, l)>{l.t(k::start::new)}</button>
                    {import::ways(shared, l)}
                </p>
                <p class="hero__note">{l.t(k::start::note)}</p>
            </header>
            {specimen(l)}
            </div>
            <Show when=move || !fresh()>
                <section class="shelf">
                    <h2 class="shelf__title">{l.t(k::start::mine)}</h2>
                    <ul class="books">{move || shelf_of(own())}</ul>
                </section>
            </Show>
            <section class="shelf">
                <h2 class="shelf__title">{l.t(k::start::examples)}</h2>
                <p class="shelf__text">{l.t(k::start::examples_text)}</p>
                <ul class="books">
                    {example(shared, l, "coffee", "examples/coffee", l.t(k::start::coffee), l.t(k::start::coffee_text))}
                    {example(shared, l, "school", "examples/school", l.t(k::start::school), l.t(k::start::school_text))}
                </ul>
            </section>
            <section class="shelf">
                <h2 class="shelf__title">{l.t(k::start::practice)}</h2>
                <p class="shelf__text">{l.t(k::start::examples_text)}</p>
                <ul class="books">
                    {PRACTICES.into_iter().map(|(id, file, title)| example(shared, l, id, file, l.t(title), "")).collect_view()}
                </ul>
            </section>
            <Show when=move || !archived().is_empty()>
                <details class="shelf shelf--quiet">
                    <summary>{l.t(k::start::archive)}</summary>
                    <ul class="books">{move || shelf_of(archived())}</ul>
                </details>
            </Show>
            <Show when=move || !deleted().is_empty()>
                <details class="shelf shelf--quiet">
                    <summary>{l.t(k::start::bin)}</summary>
                    <p class="shelf__text">{l.t(k::start::bin_text)}</p>
                    <ul class="books">{move || shelf_of(deleted())}</ul>
                </details>
            </Show>
            {rename_dialog(shared, l, renaming, refresh)}
        </div>
    }
    .into_any()
}

/// What one leaves with: a document and its contents. A picture; the words stand beside it.
fn specimen(l: Locale) -> AnyView {
    let lines: Vec<AnyView> = Workbook::PAGES
        .iter()
        .enumerate()
        .map(|(i, p)| view! { <li><span>{(i + 1).to_string()}</span><span>{l.label(p.title)}</span><span>{(3 + i * 3).to_string()}</span></li> }.into_any())
        .collect();
    view! {
        <div class="specimen" aria-hidden="true">
            <div class="specimen__sheet sheet">
                <p class="specimen__kind">{l.t(k::doc::kind)}</p>
                <p class="specimen__title">{l.t(k::start::coffee)}</p>
                <ol class="specimen__contents">{lines}</ol>
            </div>
        </div>
    }
    .into_any()
}

/// What a failed write is called.
pub(super) fn store_error(l: Locale, error: StoreError) -> &'static str {
    match error {
        StoreError::Full => l.t(k::save::full),
        StoreError::Newer => l.t(k::save::newer),
        _ => l.t(k::save::blocked),
    }
}

/// Goes to a workbook that was just stored.
pub(super) fn open_new(shared: Shared, l: Locale, stored: Result<String, StoreError>, page: &str) {
    match stored {
        Ok(id) => {
            // Whoever starts a workbook here means to write here.
            browser::tell_page("planerka:continue", "");
            shared.go(&format!("/{id}/{page}"));
        }
        Err(error) => toast::tell(store_error(l, error)),
    }
}

fn create(shared: Shared, l: Locale) {
    shared.with_book(move |book| open_new(shared, l, (book.create)(l), "frame"));
}

fn card(
    shared: Shared,
    l: Locale,
    e: Entry,
    renaming: Rename,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let name = if e.name.is_empty() {
        l.t(k::app::unnamed).to_owned()
    } else {
        e.name.clone()
    };
    let changed =
        civil::parse_date(&e.changed).map(|d| l.fill(k::start::changed, &[("date", &l.date(d))]));
    let progress = l.count_with(
        k::hub::answered_short,
        e.progress.0,
        &[("of", &e.progress.1.to_string())],
    );
    // Counted by itself: an offered undo outlives the card.
    let id: Arc<str> = e.id.as_str().into();
    let own = id.clone();
    let mark = move |change: fn(&mut Entry), text: String| {
        let before = shelf::entries().into_iter().find(|e| *e.id == *own);
        shelf::change(&own, change);
        refresh();
        let own = own.clone();
        toast::show_undo_with(text, move || {
            if let Some(before) = before.clone() {
                shelf::change(&own, |e| *e = before.clone());
                refresh();
            }
        });
    };
    let own = id.clone();
    let duplicate = move || {
        let own = own.clone();
        shared.with_book(move |book| match (book.duplicate)(&own, l) {
            Ok(_) => refresh(),
            Err(error) => toast::tell(store_error(l, error)),
        });
    };
    let own = id.clone();
    let rename = move || {
        renaming.id.set(Some(own.to_string()));
        open_dialog(renaming.node);
    };
    let deleted_name = name.clone();
    let archive_text = l.fill(k::start::archived, &[("name", &name)]);
    let archive = mark.clone();
    let items = if e.deleted {
        view! { {menu_item(l.t(k::start::restore), move || { shelf::change(&id, |e| e.deleted = false); refresh(); })} }.into_any()
    } else {
        view! {
            {menu_item(l.t(k::start::rename), rename)}
            {menu_item(l.t(k::start::duplicate), duplicate)}
            {menu_item(
                l.t(if e.archived { k::start::unarchive } else { k::start::to_archive }),
                move || if e.archived { shelf::change(&id, |e| e.archived = false); refresh(); } else { archive(|e| e.archived = true, archive_text.clone()) },
            )}
            {menu_item(l.t(k::word::delete), move || mark(|e| e.deleted = true, l.fill(k::delete::done, &[("name", &deleted_name)])))}
        }
        .into_any()
    };
    let example = (!e.example.is_empty())
        .then(|| view! { <span class="badge">{l.t(k::app::example)}</span> });
    let body = view! {
        <span class="book__name">{name.clone()}</span>
        <span class="book__meta">{example}{changed}</span>
        <span class="book__meta">{progress}</span>
    };
    view! {
        <li class="book">
            {if e.deleted {
                view! { <span class="book__link">{body}</span> }.into_any()
            } else {
                view! { <a class="book__link" href=format!("#/{}", e.id)>{body}</a> }.into_any()
            }}
            {menu(l.fill(k::start::actions, &[("name", &name)]), "more", items)}
        </li>
    }
    .into_any()
}

/// A ready-made workbook. Without a text it is one to practise on.
fn example(
    shared: Shared,
    l: Locale,
    id: &'static str,
    file: &'static str,
    title: &'static str,
    text: &'static str,
) -> AnyView {
    let (page, go) = if text.is_empty() {
        ("review/practice", k::start::import_yes)
    } else {
        ("", k::start::open_example)
    };
    let open = move |_| {
        leptos::task::spawn_local(async move {
            let file = browser::fetch_text(&format!("./{file}.{}.json", l.tag())).await;
            shared.with_book(move |book| {
                match file.ok().and_then(|f| (book.read)(f.as_bytes()).ok()) {
                    Some(example) => open_new(shared, l, example.store(), page),
                    None => toast::tell(l.t(k::start::example_failed)),
                }
            });
        });
    };
    view! {
        <li class="book book--example">
            <button type="button" class="book__link" data-example=id on:click=open>
                <span class="book__name">{title}</span>
                <span class="book__meta">{text}</span>
                <span class="book__meta book__go">{l.t(go)}</span>
            </button>
        </li>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Rename {
    id: RwSignal<Option<String>>,
    node: NodeRef<html::Dialog>,
}

fn rename_dialog(
    shared: Shared,
    l: Locale,
    rename: Rename,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let text = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(id) = rename.id.get() {
            let entry = shelf::entries().into_iter().find(|e| e.id == id);
            text.set(entry.map(|e| e.name).unwrap_or_default());
        }
    });
    let save = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        let (id, name) = (rename.id.get_untracked(), text.get_untracked());
        shared.with_book(move |book| {
            if let Some(id) = id
                && let Err(error) = (book.rename)(&id, name)
            {
                toast::tell(store_error(l, error));
            }
            refresh();
        });
        if let Some(d) = rename.node.get_untracked() {
            d.close();
        }
    };
    let body = view! {
        <form on:submit=save>
            <label class="field">
                <span class="field__label">{l.t(k::frame::project)}</span>
                <input class="input" type="text" name="rename" autocomplete="off" prop:value=move || text.get() on:input:target=move |e| text.set(e.target().value()) />
            </label>
            <div class="dialog__actions">
                <button type="submit" class="button button--primary">{l.t(k::word::save)}</button>
            </div>
        </form>
    };
    dialog(
        rename.node,
        move || l.t(k::start::rename).into(),
        l.t(k::word::close),
        body,
    )
}
