//! How a text leaves: as a download, through the share sheet of the system, as copied words. A download may vanish without a
//! word, so nothing is said of one that we do not know, and the other ways are one press away.

use super::kit::{dialog, icon, open_dialog};
use super::toast;
use crate::i18n::{Locale, k};
use crate::kernel::Key;
use crate::platform::exits::{self, Copied, Outgoing, Shared};
use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::sync::Arc;
use wasm_bindgen::{JsCast, closure::Closure};

/// What is done once the user has the text, as far as that is known.
type Taken = Arc<dyn Fn() + Send + Sync>;

/// Offers a text as a file and says how it went. Where downloads are likely to vanish the other ways come first.
pub fn offer(l: Locale, file: Outgoing) {
    offer_and(l, file, || {});
}

/// The same, for what is to be noted once the user has it.
pub fn offer_and(l: Locale, file: Outgoing, taken: impl Fn() + Send + Sync + 'static) {
    let (file, taken): (_, Taken) = (Arc::new(file), Arc::new(taken));
    if exits::swallows() {
        open(l, file, taken, None);
    } else if file.save() {
        taken();
        let words = l.fill(k::doc::saved, &[("name", &file.name)]);
        toast::show_with(words, l.t(k::exits::other), move || {
            open(l, file.clone(), taken.clone(), None);
        });
    } else {
        open(l, file, taken, Some(k::doc::save_failed));
    }
}

/// Shares a text as a file at once; the other ways appear when the browser does not let it happen.
pub fn share(l: Locale, file: Outgoing) {
    let asked = file.share(false);
    leptos::task::spawn_local(async move {
        match asked.await {
            Shared::Done => toast::tell(l.t(k::exits::shared)),
            Shared::Closed => {}
            Shared::Refused => open(l, Arc::new(file), Arc::new(|| {}), Some(k::exits::refused)),
        }
    });
}

/// Copies a text and says `done`; the other ways appear when the browser does not let it happen.
pub fn copy(l: Locale, file: Outgoing, done: Key) {
    let asked = file.copy();
    leptos::task::spawn_local(async move {
        if asked.await {
            toast::tell(l.t(done));
        } else {
            open(
                l,
                Arc::new(file),
                Arc::new(|| {}),
                Some(k::exits::copy_failed),
            );
        }
    });
}

/// Copies a text as it looks, in HTML, and the words of the file beside it; says what came of it.
pub fn copy_rich(l: Locale, html: &str, file: Outgoing) {
    let asked = exits::copy_rich(html, &file.text);
    leptos::task::spawn_local(async move {
        let done = match asked.await {
            Copied::Rich => k::exits::rich_copied,
            Copied::Plain => k::exits::rich_plain,
            Copied::Refused => {
                let failed = Some(k::exits::copy_failed);
                return open(l, Arc::new(file), Arc::new(|| {}), failed);
            }
        };
        toast::tell(l.t(done));
    });
}

/// The dialog with every way there is.
fn open(l: Locale, file: Arc<Outgoing>, taken: Taken, said: Option<Key>) {
    apart(l.t(k::exits::title), l, move |_| {
        ways(l, &file, &taken, said)
    });
}

/// Opens a dialog in a tree of its own, which is taken away when it is closed.
pub fn apart(
    title: &'static str,
    l: Locale,
    body: impl FnOnce(NodeRef<html::Dialog>) -> AnyView + 'static,
) {
    let document = document();
    let back = document.active_element();
    let (Some(app), Ok(place)) = (
        document.get_element_by_id("app"),
        document.create_element("div"),
    ) else {
        return;
    };
    if app.append_child(&place).is_err() {
        return;
    }
    // Not of the message or the page that it comes from: those may be gone in a moment.
    let owner = Owner::new_root(None);
    let (node, tree) = owner.with(|| {
        let node = NodeRef::<html::Dialog>::new();
        let tree: Box<dyn Any> = Box::new(mount_to(place.clone().unchecked_into(), move || {
            dialog(node, move || title.into(), l.t(k::word::close), body(node))
        }));
        (node, tree)
    });
    let shut = Closure::once_into_js(move || {
        if let Some(back) = back.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = back.focus();
        }
        // The event still runs through what is taken away here.
        request_animation_frame(move || {
            drop((tree, owner));
            place.remove();
        });
    });
    if let Some(element) = node.get_untracked() {
        element.set_onclose(Some(shut.unchecked_ref()));
    }
    open_dialog(node);
}

fn ways(l: Locale, file: &Arc<Outgoing>, taken: &Taken, said: Option<Key>) -> AnyView {
    let said = RwSignal::new(said);
    let plain = RwSignal::new(said.get_untracked() == Some(k::exits::refused));
    let (outgoing, done) = (file.clone(), taken.clone());
    let share = move |_| {
        let was_plain = plain.get_untracked();
        let (asked, done) = (outgoing.share(was_plain), done.clone());
        leptos::task::spawn_local(async move {
            let words = match asked.await {
                Shared::Done => {
                    done();
                    Some(k::exits::shared)
                }
                Shared::Closed => None,
                Shared::Refused if was_plain => Some(k::exits::refused_again),
                Shared::Refused => {
                    let _ = plain.try_set(true);
                    Some(k::exits::refused)
                }
            };
            let _ = said.try_set(words);
        });
    };
    let (outgoing, done) = (file.clone(), taken.clone());
    let copy = move |_| {
        let (asked, done) = (outgoing.copy(), done.clone());
        leptos::task::spawn_local(async move {
            let copied = asked.await;
            if copied {
                done();
            }
            let _ = said.try_set(Some(if copied {
                k::exits::copied
            } else {
                k::exits::copy_failed
            }));
        });
    };
    let (outgoing, done) = (file.clone(), taken.clone());
    let save = move |_| {
        let saved = outgoing.save();
        if saved {
            done();
        }
        said.set(Some(if saved {
            k::exits::given
        } else {
            k::doc::save_failed
        }));
    };
    let share = file.can_share().then(|| {
        view! { <button type="button" class="button button--primary" data-exit="share" on:click=share>{icon("share")}<span>{l.t(k::exits::share)}</span></button> }
    });
    let whole = |e: web_sys::FocusEvent| {
        if let Some(area) = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
        {
            area.select();
        }
    };
    // Bytes are nothing to copy.
    let text = file.bytes.is_empty();
    let back = (file.mime == "application/json").then(|| l.t(k::exits::back));
    view! {
        <p class="dialog__lead">{file.name.clone()}</p>
        <p>{l.t(k::exits::why)}</p>
        <p class="buttons">
            {share}
            {text.then(|| view! { <button type="button" class="button" data-exit="copy" on:click=copy>{icon("copy")}<span>{l.t(k::exits::copy)}</span></button> })}
            <button type="button" class="button" data-exit="save" on:click=save>{icon("download")}<span>{l.t(k::exits::save)}</span></button>
        </p>
        <p class="exits__said" role="status" prop:textContent=move || said.get().map_or("", |key| l.t(key))></p>
        {text.then(|| view! {
            <label class="field">
                <span class="field__label">{l.t(k::exits::area)}</span>
                <textarea class="input exits__text" name="exit" readonly spellcheck="false" prop:value=file.text.clone() on:focus=whole></textarea>
            </label>
        })}
        <p class="note">{l.t(k::exits::browser)} " " {back}</p>
    }
    .into_any()
}
