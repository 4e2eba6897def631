//! Pages for addresses that lead nowhere, and for workbooks that cannot be opened.

use crate::i18n::{Locale, k};
use crate::platform::browser::{self, Local};
use crate::platform::exits::Outgoing;
use crate::platform::slots::{Slot, Store, large, pieces};
use crate::ui::exits;
use crate::ui::session::OpenError;
use leptos::prelude::*;

/// No such page.
pub fn page(l: Locale) -> AnyView {
    view! {
        <div class="page">
            <h1 class="page__title" tabindex="-1">{l.t(k::unknown::title)}</h1>
            <p>{l.t(k::unknown::text)}</p>
            <p><a class="button" href="#/">{l.t(k::unknown::home)}</a></p>
        </div>
    }
    .into_any()
}

/// The workbook is missing, damaged or out of reach. Nothing here can destroy data.
pub fn cannot_open(l: Locale, id: &str, error: OpenError) -> AnyView {
    let (title, text) = match error {
        OpenError::Missing => (k::unknown::missing, k::unknown::missing_text),
        OpenError::Damaged => (k::unknown::damaged, k::unknown::damaged_text),
        OpenError::Blocked => (k::unknown::blocked, k::unknown::blocked_text),
    };
    let id = id.to_owned();
    let raw = (error == OpenError::Damaged).then(|| {
        let save = move |_| {
            let id = id.clone();
            let mut bytes: Vec<String> = Slot::BOTH.iter().filter_map(|s| Local.get(&s.key(&id)).ok().flatten()).collect();
            // Of a large workbook these only list its pieces.
            let mirrored = browser::mirrored(&id);
            let pieces = large::keys(&Local, &id).unwrap_or_default();
            bytes.extend(pieces.iter().filter_map(|key| Some(format!("{key}\n{}", Local.get(key).ok()??))));
            leptos::task::spawn_local(async move {
                let record = mirrored.await;
                let listed = record.iter().filter_map(|r| pieces::listed(r.split_once('\n')?.1)).flatten();
                let held: Vec<String> = listed.filter_map(|name| Some(format!("{}\n{}", large::key(&id, name), browser::mirrored_piece(&id, name)?))).collect();
                browser::drop_pieces(&id);
                bytes.extend(record);
                bytes.extend(held);
                let name = format!("planerka-{id}-raw.txt");
                exits::offer(l, Outgoing::text(name, "text/plain", bytes.join("\n\n")));
            });
        };
        view! { <button type="button" class="button button--primary" on:click=save>{l.t(k::unknown::download)}</button> }
    });
    view! {
        <div class="page">
            <h1 class="page__title" tabindex="-1">{l.t(title)}</h1>
            <p>{l.t(text)}</p>
            <p class="buttons">{raw}<a class="button" href="#/">{l.t(k::unknown::home)}</a></p>
        </div>
    }
    .into_any()
}
