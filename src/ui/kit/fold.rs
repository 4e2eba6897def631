//! What is folded away and made only when somebody unfolds it: a hundred forms that nobody sees are styled, measured and
//! looked through for what the browser might fill in all the same.

use leptos::prelude::*;

/// A part under its heading, folded; `make` is asked once, when it is unfolded for the first time. What has to be found or
/// printed without being unfolded does not belong here.
pub fn folded(
    class: &'static str,
    heading: &'static str,
    make: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    fold(class, heading, Box::new(make))
}

fn fold(
    class: &'static str,
    heading: &'static str,
    make: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let made = RwSignal::new(false);
    // Folding it up again is a change too, and what was typed within must stay.
    let unfold = move |_| {
        if !made.get_untracked() {
            made.set(true);
        }
    };
    let view = move || made.get().then(&make);
    view! { <details class=class on:toggle=unfold><summary>{heading}</summary>{view}</details> }
        .into_any()
}
