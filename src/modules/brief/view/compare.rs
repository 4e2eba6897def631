//! The client's answers beside ours, to be entered by choice in one step.

use crate::export::brief_form::{self, Answers, Change, State};
use crate::i18n::k;
use crate::kernel::Key;
use crate::platform::browser;
use crate::ui::{Ctx, toast};
use leptos::html;
use leptos::prelude::*;

/// The body of the dialog.
pub fn compare(cx: Ctx, answers: Answers, node: NodeRef<html::Dialog>) -> AnyView {
    let changes = cx.s.peek(|w| brief_form::compare(w, &answers, cx.l));
    let project = cx.s.peek(|w| w.frame.project.trim().to_owned());
    let foreign = !answers.project.is_empty() && !project.is_empty() && answers.project != project;
    let key = if foreign {
        k::brief_import::other
    } else {
        k::brief_import::from
    };
    let about = (!answers.project.is_empty()).then(|| {
        view! { <p class:alert=foreign>{cx.fill(key, &[("name", &answers.project)])}</p> }
    });
    let chosen = RwSignal::new(changes.iter().map(|c| c.id).collect::<Vec<_>>());
    let group = |state: State| {
        changes
            .iter()
            .filter(|c| c.state == state)
            .map(|c| item(cx, chosen, c))
            .collect::<Vec<_>>()
    };
    let (new, changed, same) = (group(State::New), group(State::Changed), group(State::Same));
    let answers = StoredValue::new(answers);
    let close = move || {
        if let Some(d) = node.get_untracked() {
            d.close();
        }
    };
    let enter = move |_| {
        let edits = chosen.with_untracked(|chosen| {
            cx.s.peek(|w| answers.with_value(|a| brief_form::edits(w, a, chosen, browser::row_id)))
        });
        let count = chosen.with_untracked(Vec::len);
        close();
        if cx.s.run(k::brief_import::step, String::new(), edits) {
            toast::show_undo(cx, cx.l.count(k::brief_import_count::done, count));
        }
    };
    view! {
        <div class="compare">
            {about}
            {part(cx, k::brief_import::new, new)}
            {part(cx, k::brief_import::changed, changed)}
            {part(cx, k::brief_import::same, same)}
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| close()>{cx.t(k::word::cancel)}</button>
                <button type="button" class="button button--primary" data-command="enter-answers" disabled=move || chosen.with(Vec::is_empty) on:click=enter>
                    {cx.t(k::brief_import::apply)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn part(cx: Ctx, title: Key, items: Vec<AnyView>) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="compare__part">
            <h3 class="compare__title">{cx.t(title)} <span class="brief__count">{items.len()}</span></h3>
            {cx.l.hint(title).map(|h| view! { <p class="field__hint">{h}</p> })}
            <ul class="compare__list">{items}</ul>
        </section>
    }
    .into_any()
}

fn item(cx: Ctx, chosen: RwSignal<Vec<&'static str>>, change: &Change) -> AnyView {
    let id = change.id;
    let toggle = move |on: bool| {
        chosen.update(|c| {
            c.retain(|i| *i != id);
            if on {
                c.push(id);
            }
        });
    };
    let side = |title: Key, text: &str| {
        view! {
            <div class="compare__side">
                <p class="compare__word">{cx.t(title)}</p>
                <p class="compare__text">{text.to_owned()}</p>
            </div>
        }
        .into_any()
    };
    let sides = match change.state {
        State::New => vec![side(k::brief_import::theirs, &change.theirs)],
        State::Changed => vec![
            side(k::brief_import::mine, &change.mine),
            side(k::brief_import::theirs, &change.theirs),
        ],
        State::Same => Vec::new(),
    };
    view! {
        <li class="compare__item">
            <label class="check compare__pick">
                <input type="checkbox" name=format!("brief-import.{id}") prop:checked=move || chosen.with(|c| c.contains(&id)) on:change:target=move |e| toggle(e.target().checked()) />
                <span>{cx.l.label(change.label)}</span>
            </label>
            <div class="compare__sides">{sides}</div>
        </li>
    }
    .into_any()
}
