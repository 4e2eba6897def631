//! Keyboard shortcuts. Letters are matched by their place on the keyboard, so that they work on the
//! Russian layout too.

use super::app::Shared;
use super::session::Session;
use super::toast;
use crate::document::Group;
use crate::i18n::k;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The open workbook, if any.
fn session(shared: Shared) -> Option<Session> {
    shared
        .session
        .with_untracked(|s| s.as_ref().and_then(|(_, s)| s.as_ref().ok().copied()))
}

/// Takes the last step back and says what it was.
pub fn undo(shared: Shared) {
    if let Some(s) = session(shared) {
        report(shared, s, k::edit::undone, s.undo());
    }
}

/// Does the last undone step again and says what it was.
pub fn redo(shared: Shared) {
    if let Some(s) = session(shared) {
        report(shared, s, k::edit::redone, s.redo());
    }
}

fn report(shared: Shared, s: Session, key: crate::kernel::Key, group: Option<Group>) {
    let l = shared.locale.get_untracked();
    let Some(group) = group else {
        toast::tell(l.t(k::edit::nothing));
        return;
    };
    let field = group
        .place
        .and_then(|p| s.peek(|w| w.field(p)).map(|f| l.label(f.label)));
    let name = if group.name.is_empty() {
        field.unwrap_or_default().to_owned()
    } else {
        group.name.clone()
    };
    let what = l.fill(group.label, &[("name", &name)]);
    toast::tell(l.fill(key, &[("what", &what)]));
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
            if let Some(s) = session(shared) {
                s.flush();
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
