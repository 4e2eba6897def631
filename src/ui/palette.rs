//! The command palette: modules, questions, the user's own text and commands in one search box,
//! found in both languages whatever the language of the interface.

use super::app::Shared;
use super::kit::page_of;
use super::route::Route;
use super::{Ctx, commands};
use crate::document::search;
use crate::i18n::{Locale, k};
use crate::kernel::text::fold;
use crate::kernel::{Key, Path};
use crate::modules::Workbook;
use leptos::html;
use leptos::prelude::*;

/// What choosing an entry does.
#[derive(Clone, PartialEq)]
pub(super) enum Act {
    Go(String),
    Undo,
    Redo,
    Theme(&'static str),
    Language,
}

/// A line of the palette.
#[derive(Clone, PartialEq)]
pub struct Entry {
    title: String,
    note: String,
    act: Act,
}

/// The palette; opened by its signal.
pub fn palette(shared: Shared, l: Locale) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        if shared.palette.get() {
            entries(shared, l, &query.get())
        } else {
            Vec::new()
        }
    });
    Effect::new(move |_| {
        let Some(d) = node.get() else { return };
        if shared.palette.get() {
            query.set(String::new());
            at.set(0);
            if !d.open() {
                let _ = d.show_modal();
            }
            if let Some(i) = input.get_untracked() {
                let _ = i.focus();
            }
        } else if d.open() {
            d.close();
        }
    });
    let choose = move |entry: Entry| {
        shared.palette.set(false);
        match entry.act {
            Act::Go(hash) => shared.go(&hash),
            Act::Undo => commands::undo(shared),
            Act::Redo => commands::redo(shared),
            Act::Theme(t) => shared.prefer(|p| p.theme = t.into()),
            Act::Language => shared.speak(if l == Locale::Ru {
                Locale::En
            } else {
                Locale::Ru
            }),
        }
    };
    let key = move |e: web_sys::KeyboardEvent| {
        let count = found.with(Vec::len);
        match e.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|n| *n = (*n + 1) % count),
            "ArrowUp" if count > 0 => at.update(|n| *n = (*n + count - 1) % count),
            // Not left to the dialog's own event, which comes late enough for Ctrl+K to overtake it.
            "Escape" => shared.palette.set(false),
            "Enter" => {
                if let Some(entry) = found.with(|f| f.get(at.get_untracked()).cloned()) {
                    choose(entry);
                }
            }
            _ => return,
        }
        e.prevent_default();
    };
    // The event of a closing comes late: by then the palette may stand open again.
    let closed = move |_| {
        if node.get_untracked().is_some_and(|d| !d.open()) {
            shared.palette.set(false);
        }
    };
    let option = move |(i, entry): (usize, Entry)| {
        let pick = entry.clone();
        view! {
            <li class="palette__item" role="option" id=format!("palette-{i}") aria-selected=move || (at.get() == i).to_string() on:click=move |_| choose(pick.clone()) on:mousemove=move |_| at.set(i)>
                <span class="palette__title">{entry.title}</span>
                <span class="palette__note">{entry.note}</span>
            </li>
        }
    };
    view! {
        <dialog class="dialog palette" node_ref=node aria-label=l.t(k::palette::open) on:close=closed>
            <div class="palette__box">
                <input
                    class="palette__input"
                    type="text"
                    name="search"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-label=l.t(k::palette::open)
                    placeholder=l.t(k::palette::placeholder)
                    autocomplete="off"
                    spellcheck="false"
                    node_ref=input
                    aria-activedescendant=move || format!("palette-{}", at.get())
                    prop:value=move || query.get()
                    on:input:target=move |e| { query.set(e.target().value()); at.set(0); }
                    on:keydown=key
                />
                <ul class="palette__list" role="listbox" id="palette-list" aria-label=l.t(k::palette::results)>
                    {move || found.get().into_iter().enumerate().map(option).collect_view()}
                </ul>
                <p class="palette__none" role="status">
                    {move || (found.with(Vec::is_empty) && !query.get().is_empty()).then(|| l.t(k::palette::nothing))}
                </p>
            </div>
        </dialog>
    }
    .into_any()
}

fn entries(shared: Shared, l: Locale, query: &str) -> Vec<Entry> {
    let hit = matcher(query);
    let mut out = Vec::new();
    let mut command = |key: Key, act: Act| {
        if hit(&[Locale::Ru.t(key), Locale::En.t(key)]) {
            out.push(Entry {
                title: l.t(key).into(),
                note: l.t(k::palette::command).into(),
                act,
            });
        }
    };
    let open = shared.open_untracked();
    if open.is_some() {
        if let Some(book) = shared.route.with_untracked(|r| r.book().map(str::to_owned)) {
            command(k::hub::title, Act::Go(Route::Hub(book.clone()).href()));
            command(k::doc::title, Act::Go(Route::Document(book.clone()).href()));
            command(
                k::versions::title,
                Act::Go(Route::Versions(book.clone()).href()),
            );
            command(k::join::title, Act::Go(Route::Join(book.clone()).href()));
            command(
                k::plan_import::title,
                Act::Go(Route::PlanImport(book).href()),
            );
        }
        command(k::edit::undo, Act::Undo);
        command(k::edit::redo, Act::Redo);
    }
    command(k::start::shelf, Act::Go("#/".into()));
    command(k::app::data, Act::Go("#/data".into()));
    command(k::help::title, Act::Go("#/help".into()));
    command(k::app::theme_light, Act::Theme("light"));
    command(k::app::theme_dark, Act::Theme("dark"));
    command(k::app::theme_system, Act::Theme("system"));
    command(k::app::switch_language, Act::Language);
    let Some((book, s)) = open else { return out };
    let found = (book.found)(Ctx { s, l }, query);
    if query.trim().is_empty() {
        found.into_iter().chain(out).collect()
    } else {
        out.extend(found);
        out
    }
}

/// What the workbook has for a query: pages and questions by their names in either language, then
/// the user's own text. All pages when nothing is asked.
pub fn found(cx: Ctx, query: &str) -> Vec<Entry> {
    let Ctx { s, l } = cx;
    let hit = matcher(query);
    let asked = !query.trim().is_empty();
    let mut pages: Vec<Entry> = Vec::new();
    for info in Workbook::PAGES {
        let title = l.label(info.title);
        if hit(&[Locale::Ru.label(info.title), Locale::En.label(info.title)]) {
            pages.push(Entry {
                title: title.into(),
                note: l.t(k::palette::module).into(),
                act: Act::Go(cx.href(info.slug)),
            });
        }
        if !asked {
            continue;
        }
        let fields = s.peek(|w| w.module(info.slug).map_or(&[][..], |m| m.fields()));
        for f in fields {
            if hit(&[Locale::Ru.label(f.label), Locale::En.label(f.label)]) {
                let path = Path::field(info.slug, f.id);
                pages.push(Entry {
                    title: l.label(f.label).into(),
                    note: title.into(),
                    act: Act::Go(cx.field_href(path)),
                });
            }
        }
    }
    pages.truncate(30);
    if asked {
        for h in s.peek(|w| search(w, query, 30)) {
            let field = s.peek(|w| w.field(h.path)).map_or("", |f| l.label(f.label));
            let module = Workbook::info(h.path.module()).map_or("", |i| l.label(i.title));
            let note = format!("{module} · {field}");
            let hash = format!("#/{}/{}?field={}", s.id(), page_of(h.path), h.path);
            pages.push(Entry {
                title: h.excerpt,
                note,
                act: Act::Go(hash),
            });
        }
    }
    pages
}

/// Does some text have every word of the query, whatever the case.
fn matcher(query: &str) -> impl Fn(&[&str]) -> bool + use<> {
    let wanted = fold(query);
    move |texts| {
        let all = fold(&texts.join(" "));
        wanted.split_whitespace().all(|word| all.contains(word))
    }
}
