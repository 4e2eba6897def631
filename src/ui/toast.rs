//! Short messages at the edge of the page, with "Undo" or another answer where there is one, and the quiet region that
//! reads status out.

use super::Ctx;
use crate::i18n::{Locale, k};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Time a message stays, unless it is hovered or has the focus.
const STAY: Duration = Duration::from_secs(12);

/// What can be pressed in a message.
#[derive(Clone)]
enum Answer {
    Undo(Act),
    Named(&'static str, Act),
}

/// Counted by itself, not by an owner: the row that offered it may be gone when it is pressed.
type Act = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    text: String,
    answer: Option<Answer>,
}

/// The one message shown, and the one read out.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Option<Toast>>,
    said: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

impl Toasts {
    /// Makes messages available to everything below.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            timer: StoredValue::new_local(None),
        };
        HANDLE.with(|h| h.set(Some(toasts)));
        toasts
    }

    fn arm(self) {
        let shown = self.shown;
        let timer = set_timeout_with_handle(move || shown.set(None), STAY).ok();
        self.hold();
        self.timer.set_value(timer);
    }

    fn hold(self) {
        self.timer.update_value(|t| {
            if let Some(t) = t.take() {
                t.clear();
            }
        });
    }
}

thread_local! {
    // Messages come from handlers and timers, which have no owner to read a context from.
    static HANDLE: std::cell::Cell<Option<Toasts>> = const { std::cell::Cell::new(None) };
}

fn show(toast: Toast) {
    if let Some(t) = HANDLE.with(std::cell::Cell::get) {
        t.said.set(toast.text.clone());
        t.shown.set(Some(toast));
        t.arm();
    }
}

/// Shows a message.
pub fn tell(text: impl Into<String>) {
    show(Toast {
        text: text.into(),
        answer: None,
    });
}

/// Shows a message with "Undo" that takes the last step of the workbook back.
pub fn show_undo(cx: Ctx, text: String) {
    show_undo_with(text, move || {
        cx.s.undo();
    });
}

/// Shows a message with "Undo" of its own.
pub fn show_undo_with(text: String, undo: impl Fn() + 'static + Send + Sync) {
    show(Toast {
        text,
        answer: Some(Answer::Undo(Arc::new(undo))),
    });
}

/// Shows a message with an answer of its own.
pub fn show_with(text: String, name: &'static str, act: impl Fn() + 'static + Send + Sync) {
    show(Toast {
        text,
        answer: Some(Answer::Named(name, Arc::new(act))),
    });
}

/// Only reads a message out, for those who do not see where something went.
pub fn say(text: impl Into<String>) {
    if let Some(t) = HANDLE.with(std::cell::Cell::get) {
        t.said.set(text.into());
    }
}

/// The place where messages appear, below a notice that stays.
pub fn toasts(toasts: Toasts, notice: AnyView, l: Locale) -> AnyView {
    let close = move |_| toasts.shown.set(None);
    let body = move || {
        toasts.shown.get().map(|toast| {
            let answer = toast.answer.map(|answer| {
                let (kind, name, act) = match answer {
                    Answer::Undo(act) => ("undo", l.t(k::edit::undo), act),
                    Answer::Named(name, act) => ("other", name, act),
                };
                view! {
                    <button type="button" class="button button--quiet" data-toast=kind on:click=move |_| {
                        toasts.shown.set(None);
                        act();
                    }>{name}</button>
                }
            });
            view! {
                <div class="toast" on:mouseenter=move |_| toasts.hold() on:mouseleave=move |_| toasts.arm() on:focusin=move |_| toasts.hold() on:focusout=move |_| toasts.arm()>
                    <p>{toast.text}</p>
                    {answer}
                    <button type="button" class="button button--icon" aria-label=l.t(k::word::close) on:click=close>{super::kit::icon("close")}</button>
                </div>
            }
        })
    };
    view! {
        <div class="toasts">{notice}{body}</div>
        <p class="visually-hidden" role="status">{move || toasts.said.get()}</p>
    }
    .into_any()
}
