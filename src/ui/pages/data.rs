//! Where the data is: what is kept, how much room it takes, what can delete it, and a check that runs before the
//! user's eyes.

use crate::export::name::file_name;
use crate::i18n::{Locale, k};
use crate::kernel::{Key, civil};
use crate::platform::browser::{self, Local};
use crate::platform::exits::{Outgoing, Persistence, persistence};
use crate::platform::history;
use crate::platform::room::{self, Level};
use crate::platform::shelf::Entry;
use crate::platform::slots::{self, Found, PREFIX, Store as _};
use crate::ui::app::Shared;
use crate::ui::kit::icon;
use crate::ui::{exits, shelf, toast};
use leptos::prelude::*;

/// The page.
pub fn page(_shared: Shared, l: Locale) -> AnyView {
    let entries = RwSignal::new(shelf::entries());
    let units = browser::units();
    let put_aside: Vec<String> = units
        .iter()
        .map(|(key, _)| key)
        .filter(|key| aside(key))
        .cloned()
        .collect();
    let usage = StoredValue::new(room::usage(units, browser::limit()));
    let (used, limit, level) = usage.with_value(|u| (u.total, u.limit, u.level()));
    let rows = move || {
        let list = entries.get();
        if list.is_empty() {
            return view! { <p class="empty">{l.t(k::data::none)}</p> }.into_any();
        }
        let rows = list
            .into_iter()
            .map(|e| {
                let size = usage.with_value(|u| {
                    u.books
                        .iter()
                        .find(|(id, _)| *id == e.id)
                        .map_or(0, |(_, n)| *n)
                });
                row(l, e, size, move || drop(entries.try_set(shelf::entries())))
            })
            .collect_view();
        view! { <ul class="versions">{rows}</ul> }.into_any()
    };
    let room = l.fill(
        k::data::used,
        &[
            ("used", &thousands(l, used)),
            ("limit", &thousands(l, limit)),
        ],
    );
    let share = (used * 100).checked_div(limit).unwrap_or_default().min(100);
    let warning = room_words(level).map(|key| view! { <p class="alert">{l.t(key)}</p> });
    let threats = [
        k::data::threat_clear,
        k::data::threat_private,
        k::data::threat_safari,
        k::data::threat_full,
        k::data::threat_device,
    ];
    view! {
        <div class="page page--data">
            <header class="page__head">
                <h1 class="page__title" tabindex="-1">{l.t(k::data::title)}</h1>
                <p class="page__purpose">{l.t(k::data::lead)}</p>
            </header>
            <p class="measure">{l.t(k::data::copies)}</p>
            <p class="measure">{l.t(k::data::offline)}</p>
            <section class="group">
                <h2 class="group__title">{l.t(k::data::books)}</h2>
                <div class="meter" role="img" aria-label=room.clone()>
                    <span class="meter__bar" style:inline-size=format!("{share}%")></span>
                </div>
                <p class="note">{room}</p>
                {warning}
                {rows}
            </section>
            <section class="group">
                <h2 class="group__title">{l.t(k::data::check)}</h2>
                <p class="group__hint">{l.t(k::data::check_text)}</p>
                {check(l)}
            </section>
            {set_aside(l, put_aside)}
            <section class="group">
                <h2 class="group__title">{l.t(k::data::threats)}</h2>
                {promise(l)}
                <ul class="list">{threats.into_iter().map(|t| view! { <li>{l.t(t)}</li> }).collect_view()}</ul>
                <p>{l.t(k::data::threat_advice)}</p>
            </section>
        </div>
    }
    .into_any()
}

/// What the browser says about keeping the data, and a button that asks it to.
fn promise(l: Locale) -> AnyView {
    let state = RwSignal::new(None);
    let ask = move |ask: bool| {
        let asked = persistence(ask);
        leptos::task::spawn_local(async move {
            let _ = state.try_set(Some((asked.await, ask)));
        });
    };
    ask(false);
    let words = move || {
        let (key, again) = match state.get()? {
            (Persistence::Kept, _) => (k::data::kept, false),
            (Persistence::Open, false) => (k::data::not_kept, true),
            (Persistence::Open, true) => (k::data::refused, false),
            (Persistence::Unknown, _) => (k::data::kept_unknown, false),
        };
        let button = again.then(|| {
            view! { <button type="button" class="button" data-command="persist" on:click=move |_| ask(true)>{l.t(k::data::ask)}</button> }
        });
        Some(view! { <p>{l.t(key)}</p>{button} })
    };
    view! { <div class="promise" role="status">{words}</div> }.into_any()
}

/// What is said of a storage that fills up.
pub fn room_words(level: Level) -> Option<Key> {
    match level {
        Level::Fine => None,
        Level::Much => Some(k::data::room_much),
        Level::Nearly => Some(k::data::room_nearly),
    }
}

fn aside(key: &str) -> bool {
    key.starts_with(&format!("{PREFIX}quarantine/"))
}

/// Records that could not be read and were put aside instead of being written over.
fn set_aside(l: Locale, keys: Vec<String>) -> Option<AnyView> {
    if keys.is_empty() {
        return None;
    }
    let count = l.count(k::data_count::aside, keys.len());
    let save = move |_| {
        let texts: Vec<String> = keys
            .iter()
            .filter_map(|key| Some(format!("{key}\n{}", Local.get(key).ok()??)))
            .collect();
        let name = file_name("planerka", browser::today(), "txt");
        let file = Outgoing::text(name, "text/plain", texts.join("\n\n"));
        exits::offer(l, file);
    };
    let view = view! {
        <section class="group">
            <h2 class="group__title">{l.t(k::data::aside)}</h2>
            <p>{count} " " {l.t(k::data::aside_text)}</p>
            <p><button type="button" class="button" data-command="download-aside" on:click=save>{icon("download")}<span>{l.t(k::data::aside_save)}</span></button></p>
        </section>
    };
    Some(view.into_any())
}

/// Units in thousands, as the language writes them.
fn thousands(l: Locale, units: usize) -> String {
    let thousands = u32::try_from(units.div_ceil(1000)).unwrap_or(u32::MAX);
    l.number(thousands.into(), 0)
}

fn called(l: Locale, e: &Entry) -> String {
    if e.name.is_empty() {
        l.t(k::app::unnamed).to_owned()
    } else {
        e.name.clone()
    }
}

fn row(
    l: Locale,
    e: Entry,
    size: usize,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let name = called(l, &e);
    let copied = match civil::parse_date(&e.copied) {
        Some(date) => l.fill(k::data::copied, &[("date", &l.date(date))]),
        None => l.t(k::data::never).to_owned(),
    };
    let words = format!(
        "{} · {copied}",
        l.fill(k::data::size, &[("n", &thousands(l, size))])
    );
    let id = e.id.clone();
    let save = move |_| {
        let Ok((text, project)) = shelf::hand_out(&id) else {
            toast::tell(l.t(k::data::unread));
            return;
        };
        let name = file_name(&project, browser::today(), "json");
        let file = Outgoing::text(name, "application/json", text);
        let id = id.clone();
        exits::offer_and(l, file, move || {
            shelf::copied(&id);
            refresh();
        });
    };
    view! {
        <li class="version">
            <div class="version__head">
                <div class="version__words">
                    <h3 class="version__name"><a href=format!("#/{}", e.id)>{name.clone()}</a></h3>
                    <p class="version__at">{words}</p>
                </div>
                <button type="button" class="button" data-command="download-copy" aria-label=l.fill(k::data::download_of, &[("name", &name)]) on:click=save>
                    {icon("download")}
                    <span>{l.t(k::data::download)}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// One line of what the check found.
type Line = (bool, String);

fn check(l: Locale) -> AnyView {
    let lines = RwSignal::new(Vec::<Line>::new());
    let running = RwSignal::new(false);
    let run = move |_| {
        running.set(true);
        lines.set(Vec::new());
        leptos::task::spawn_local(async move {
            let text = l.t(k::data::check_text).repeat(200);
            let store = browser::check_store(&text);
            let word = if store {
                k::data::store_ok
            } else {
                k::data::store_bad
            };
            let mut found = vec![(store, l.t(word).to_owned())];
            let base = history::check(&text).await;
            let word = if base {
                k::data::base_ok
            } else {
                k::data::base_bad
            };
            found.push((base, l.t(word).to_owned()));
            for entry in shelf::entries() {
                found.push(compare(l, &entry).await);
            }
            let _ = lines.try_set(found);
            let _ = running.try_set(false);
        });
    };
    let line = |(good, text): Line| {
        let name = if good { "check" } else { "warn" };
        view! { <li class="checked" class:checked--bad=!good>{icon(name)}<span>{text}</span></li> }
    };
    view! {
        <p><button type="button" class="button" data-command="check" disabled=move || running.get() on:click=run>{l.t(k::data::run)}</button></p>
        <div role="status">
            {move || running.get().then(|| view! { <p class="note">{l.t(k::data::running)}</p> })}
            <ul class="checks">{move || lines.get().into_iter().map(line).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// Compares the copies of one workbook.
async fn compare(l: Locale, entry: &Entry) -> Line {
    let name = called(l, entry);
    let alone = slots::load(&Local, &entry.id, None);
    let (Ok(Found::Good { body, head, .. }), true) = (alone, shelf::sound(&entry.id)) else {
        return (false, l.fill(k::data::book_bad, &[("name", &name)]));
    };
    let mirror = browser::mirrored(&entry.id).await;
    let same = mirror.is_some_and(|m| m == slots::record(head.revision, &body));
    let n = head.revision.to_string();
    let (good, word) = if same {
        (true, k::data::book_ok)
    } else {
        (false, k::data::book_one)
    };
    (good, l.fill(word, &[("name", &name), ("n", &n)]))
}
