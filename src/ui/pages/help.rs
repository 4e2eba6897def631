//! Help: how the workbook works, where the data is, the keys.

use crate::i18n::{Locale, k};
use crate::kernel::Key;
use crate::ui::app::Shared;
use leptos::prelude::*;

/// The page.
pub fn page(_shared: Shared, l: Locale) -> AnyView {
    let part = |title: Key, text: Key| {
        view! { <section class="group"><h2 class="group__title">{l.t(title)}</h2>{l.t(text).split('\n').map(|p| view! { <p>{p}</p> }).collect_view()}</section> }
    };
    let keys = [
        ("Ctrl K", k::help::key_search),
        ("Ctrl Z", k::help::key_undo),
        ("Ctrl Shift Z", k::help::key_redo),
        ("Tab", k::help::key_tab),
        ("Esc", k::help::key_escape),
        ("← → ↑ ↓", k::help::key_arrows),
    ];
    view! {
        <div class="page page--text">
            <h1 class="page__title" tabindex="-1">{l.t(k::help::title)}</h1>
            {part(k::help::how, k::help::how_text)}
            {part(k::help::data, k::help::data_text)}
            {part(k::help::files, k::help::files_text)}
            <section class="group">
                <h2 class="group__title">{l.t(k::help::keys)}</h2>
                <p>{l.t(k::help::keys_text)}</p>
                <dl class="keys">
                    {keys.into_iter().map(|(key, what)| view! { <dt><kbd>{key}</kbd></dt><dd>{l.t(what)}</dd> }).collect_view()}
                </dl>
            </section>
        </div>
    }
    .into_any()
}
