//! Keyboard shortcuts. Letters are matched by their place on the keyboard, so that they work on the
//! Russian layout too.

use super::app::Shared;
use super::toast;
use crate::i18n::k;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Takes the last step back and says what it was.
pub fn undo(shared: Shared) {
    if let Some((book, s)) = shared.open_untracked() {
        (book.undo)(s, shared.locale.get_untracked());
    }
}

/// Does the last undone step again and says what it was.
pub fn redo(shared: Shared) {
    if let Some((book, s)) = shared.open_untracked() {
        (book.redo)(s, shared.locale.get_untracked());
    }
}

/// Is the focus in a field whose own undo should answer first.
fn in_text_field() -> bool {
    document().active_element().is_some_and(|e| {
        e.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some()
            || e.dyn_ref::<web_sys::HtmlInputElement>()
                .is_some_and(|i| !["checkbox", "radio", "button"].contains(&i.type_().as_str()))
    })
}

/// Handles a key pressed anywhere on the page.
pub fn on_key(shared: Shared, e: &web_sys::KeyboardEvent) {
    if !(e.ctrl_key() || e.meta_key()) || e.alt_key() {
        return;
    }
    match e.code().as_str() {
        "KeyK" => {
            e.prevent_default();
            shared.palette.update(|open| *open = !*open);
        }
        "KeyS" => {
            // People press it; the answer is that it is already saved.
            e.prevent_default();
            if let Some((book, s)) = shared.open_untracked() {
                (book.flush)(s);
                toast::tell(shared.locale.get_untracked().t(k::save::auto));
            }
        }
        "KeyZ" if !in_text_field() => {
            e.prevent_default();
            if e.shift_key() {
                redo(shared)
            } else {
                undo(shared)
            }
        }
        "KeyY" if !in_text_field() => {
            e.prevent_default();
            redo(shared);
        }
        _ => {}
    }
}
