//! A file that the user has chosen.

use crate::document::LoadError;
use crate::platform::browser;
use crate::ui::kit::icon;
use leptos::html;
use leptos::prelude::*;
use std::rc::Rc;

/// A button that opens a file.
#[derive(Clone, Copy)]
pub struct Opener {
    /// What it says.
    pub words: &'static str,
    /// Name of its field.
    pub name: &'static str,
    /// Which files are offered: endings and types.
    pub accept: &'static str,
    /// Ids of what describes it; empty for nothing.
    pub hints: &'static str,
    /// It is what most people come for.
    pub primary: bool,
    /// A file of more bytes is refused before it is read.
    pub most: usize,
}

/// The button; what it opens, or why it could not be read, goes to `take`.
pub fn opener(of: Opener, take: impl Fn(Result<Vec<u8>, LoadError>) + 'static) -> AnyView {
    button(of, Rc::new(take))
}

/// Where the bytes of a file go.
type Take = Rc<dyn Fn(Result<Vec<u8>, LoadError>)>;

// Compiled once, not once for each place.
fn button(of: Opener, take: Take) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let picked = move |_| chosen(input, of.most, take.clone());
    let class = if of.primary {
        "button button--primary button--file"
    } else {
        "button button--file"
    };
    let hints = (!of.hints.is_empty()).then_some(of.hints);
    view! {
        <label class=class>
            {icon("upload")}
            <span>{of.words}</span>
            <input class="visually-hidden" type="file" name=of.name accept=of.accept aria-describedby=hints node_ref=input on:change=picked />
        </label>
    }
    .into_any()
}

/// Why a file was not taken, told as soon as it is known.
pub fn trouble(problem: RwSignal<Option<String>>) -> AnyView {
    view! { <div role="alert">{move || problem.get().map(|p| view! { <p class="alert">{p}</p> })}</div> }
        .into_any()
}

/// Reads the file chosen in a field and hands its bytes on; nothing when none was chosen. The field is emptied, so that the
/// same file can be chosen again. A file of more than `most` bytes is refused before it is read.
fn chosen(input: NodeRef<html::Input>, most: usize, then: Take) {
    let Some(input) = input.get_untracked() else {
        return;
    };
    let Some(file) = input.files().and_then(|f| f.get(0)) else {
        return;
    };
    read(file, most, move |bytes| {
        input.set_value("");
        then(bytes);
    });
}

/// Reads a file and hands its bytes on, unless it has more than `most`.
pub fn read(
    file: web_sys::File,
    most: usize,
    then: impl FnOnce(Result<Vec<u8>, LoadError>) + 'static,
) {
    leptos::task::spawn_local(async move {
        #[allow(clippy::cast_precision_loss)]
        let bytes = if file.size() > most as f64 {
            Err(LoadError::TooLarge)
        } else {
            browser::read_file(&file)
                .await
                .map_err(|_| LoadError::Unread)
        };
        then(bytes);
    });
}
