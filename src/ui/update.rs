//! The notice that a newer build is ready in the browser (`public/offline.js`), and the way into it. Nothing is loaded
//! anew by itself, and never before everything typed is saved.

use super::app::{self, Shared};
use super::kit::icon;
use super::session::Saving;
use super::toast;
use crate::i18n::{Locale, k};
use crate::platform::browser;
use leptos::ev;
use leptos::prelude::*;

/// Is there a newer build, and has the user asked for it?
#[derive(Clone, Copy)]
pub struct Update {
    ready: RwSignal<bool>,
    asked: RwSignal<bool>,
}

/// Starts listening for a newer build.
pub fn listen(shared: Shared) -> Update {
    let update = Update {
        ready: RwSignal::new(false),
        asked: RwSignal::new(false),
    };
    let event = ev::Custom::<web_sys::Event>::new("planerka:update");
    let event = window_event_listener(event, move |_| {
        update.ready.set(true);
        toast::say(shared.locale.get_untracked().t(k::app::update_ready));
    });
    on_cleanup(move || event.remove());
    Effect::new(move |_| {
        if !update.asked.get() {
            return;
        }
        let saving = shared.session.with(|s| match s {
            Some((_, Ok(s))) => Some(s.saving.get()),
            _ => None,
        });
        match saving {
            Some(Saving::Dirty) => return,
            Some(Saving::Failed(_)) => {
                toast::tell(shared.locale.get_untracked().t(k::app::update_unsaved));
            }
            _ => {
                update.ready.set(false);
                browser::tell_page("planerka:renew", "");
            }
        }
        update.asked.set(false);
    });
    update
}

/// The notice, as long as there is something to tell.
pub fn notice(update: Update, shared: Shared, l: Locale) -> AnyView {
    let go = move |_| {
        app::flush(shared);
        update.asked.set(true);
    };
    let later = move |_| update.ready.set(false);
    let view = move || {
        update.ready.get().then(|| {
            view! {
                <div class="toast toast--news" data-update="ready">
                    <p>{l.t(k::app::update_ready)}</p>
                    <button type="button" class="button button--quiet" data-command="update" on:click=go>{l.t(k::app::update)}</button>
                    <button type="button" class="button button--icon" data-command="update-later" aria-label=l.t(k::app::update_later) title=l.t(k::app::update_later) on:click=later>{icon("close")}</button>
                </div>
            }
        })
    };
    view.into_any()
}
