//! What was typed before the page stopped and was never saved: shown above every page of the workbook until the user has
//! decided.

use super::versions::moment;
use crate::document;
use crate::i18n::{Locale, k};
use crate::kernel::Key;
use crate::modules::Workbook;
use crate::platform::exits;
use crate::ui::session::Offer;
use crate::ui::{Ctx, toast};
use leptos::prelude::*;

/// Edits from which the list is folded: the page is not to be pushed out of sight.
const MANY: usize = 4;
/// Characters from which a text gets a scroller of its own.
const LONG: usize = 300;

/// The notice; nothing while there is nothing to decide, or while another tab writes.
pub fn notice(cx: Ctx) -> AnyView {
    let offers = Memo::new(move |_| cx.s.offers());
    let view = move || {
        let list = offers.get();
        if list.is_empty() || cx.s.locked() {
            return ().into_any();
        }
        let all =
            (list.len() > 1).then(|| view! { <p class="buttons">{both(cx, &list, None)}</p> });
        let one = all.is_none();
        let items = list.iter().map(|o| item(cx, o, one)).collect_view();
        let items = view! { <ul class="unsaved__list">{items}</ul> };
        let items = if list.len() < MANY {
            items.into_any()
        } else {
            let count = cx.l.count(k::rescue_count::fields, list.len());
            view! { <details><summary>{count}</summary>{items}</details> }.into_any()
        };
        view! {
            <section class="unsaved" data-unsaved tabindex="-1" aria-labelledby="unsaved-title">
                <p class="unsaved__title" id="unsaved-title">{cx.t(k::unsaved::title)}</p>
                <p>{cx.t(k::unsaved::text)}</p>
                {all}
                {items}
            </section>
        }
        .into_any()
    };
    view.into_any()
}

/// One edit; `alone` when there is no other to decide.
fn item(cx: Ctx, offer: &Offer, alone: bool) -> AnyView {
    let name = cx.s.peek(|w| field_name(cx.l, w, &offer.edit.field));
    let title = match &offer.place {
        Some((path, _)) => view! { <a href=cx.field_href(*path)>{name.clone()}</a> }.into_any(),
        None => name.clone().into_any(),
    };
    let now = match &offer.place {
        Some((_, now)) => side(cx.l, k::unsaved::now, now),
        None => view! { <p class="note">{cx.t(k::unsaved::gone)}</p> }.into_any(),
    };
    let at = (!offer.edit.at.is_empty()).then(|| {
        let at = moment(cx.l, &offer.edit.at);
        view! { <span class="unsaved__at">{cx.fill(k::unsaved::at, &[("at", &at)])}</span> }
    });
    let label = cx.fill(k::unsaved::copy_of, &[("name", &name)]);
    let text = offer.edit.text.clone();
    let copy = move |_| copy(cx.l, text.clone());
    view! {
        <li class="unsaved__item">
            <p class="unsaved__name">{title} " " {at}</p>
            <div class="unsaved__sides">
                {now}
                {side(cx.l, k::unsaved::typed, &offer.edit.text)}
            </div>
            <p class="buttons">
                {both(cx, std::slice::from_ref(offer), Some((&name, alone)))}
                <button type="button" class="button button--quiet" data-command="copy-typed" aria-label=label on:click=copy>{cx.t(k::unsaved::copy)}</button>
            </p>
        </li>
    }
    .into_any()
}

/// "Put it back" and "Leave it" for the edit of this name, which may be alone, or for all.
fn both(cx: Ctx, offers: &[Offer], one: Option<(&str, bool)>) -> AnyView {
    let words = |one_key: Key, of: Key, all: Key| match one {
        Some((name, _)) => (cx.t(one_key), cx.fill(of, &[("name", name)])),
        None => (cx.t(all), cx.t(all).to_owned()),
    };
    let (put, put_label) = words(k::unsaved::put, k::unsaved::put_of, k::unsaved::put_all);
    let (leave, leave_label) = words(
        k::unsaved::leave,
        k::unsaved::leave_of,
        k::unsaved::leave_all,
    );
    let main = one.is_none_or(|(_, alone)| alone);
    let placed = offers.iter().any(|o| o.place.is_some());
    let offers = offers.to_vec();
    let to_leave = offers.clone();
    let put_back = move |_| {
        if cx.s.put_back(&offers) {
            toast::show_undo(cx, cx.t(k::unsaved::put_done).into());
            keep_focus();
        }
    };
    let leave_it = move |_| {
        let left = to_leave.clone();
        cx.s.leave(&left);
        toast::show_undo_with(cx.t(k::unsaved::left).into(), move || {
            cx.s.offer_again(&left);
        });
        keep_focus();
    };
    let (put_command, leave_command) = if one.is_some() {
        ("put-back", "leave")
    } else {
        ("put-all", "leave-all")
    };
    view! {
        {placed.then(|| view! { <button type="button" class="button" class:button--primary=main data-command=put_command aria-label=put_label on:click=put_back>{put}</button> })}
        <button type="button" class="button" data-command=leave_command aria-label=leave_label on:click=leave_it>{leave}</button>
    }
    .into_any()
}

/// The button that was pressed is gone: the focus goes to what is left to decide, or to the heading.
fn keep_focus() {
    request_animation_frame(|| {
        let left = document().query_selector("[data-unsaved], main h1");
        if let Some(place) = left.ok().flatten() {
            let place: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(place);
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = place.focus_with_options(&options);
        }
    });
}

fn side(l: Locale, title: Key, text: &str) -> AnyView {
    view! {
        <div class="unsaved__side">
            <p class="unsaved__word">{l.t(title)}</p>
            {words(l, l.t(title).to_owned(), text)}
        </div>
    }
    .into_any()
}

/// A text as it was typed; a long one can be scrolled, with the keys too.
pub(super) fn words(l: Locale, label: String, text: &str) -> AnyView {
    if text.trim().is_empty() {
        return view! { <p class="note">{l.t(k::unsaved::empty)}</p> }.into_any();
    }
    let text = text.to_owned();
    if text.chars().count() < LONG {
        return view! { <p class="unsaved__text">{text}</p> }.into_any();
    }
    view! { <div class="unsaved__text unsaved__text--long" role="region" aria-label=label tabindex="0">{text}</div> }
        .into_any()
}

/// Puts text on the clipboard and says how that went.
pub(super) fn copy(l: Locale, text: String) {
    leptos::task::spawn_local(async move {
        let done = exits::copy(&text).await;
        toast::tell(l.t(if done {
            k::unsaved::copied
        } else {
            k::unsaved::copy_failed
        }));
    });
}

/// A field by its address: module, row and label. Of one that is no more, what is known.
pub(super) fn field_name(l: Locale, w: &Workbook, address: &str) -> String {
    let module = |slug: &str| Workbook::info(slug).map(|i| l.label(i.title).to_owned());
    let Some(path) = w.parse_path(address) else {
        let slug = address.split('.').next().unwrap_or_default();
        return module(slug).unwrap_or_else(|| address.to_owned());
    };
    let row = match path {
        crate::kernel::Path::Cell { table, row, .. } => document::row_name(w, table, row, l)
            .or_else(|| Some(l.label(w.table_def(table)?.label).to_owned())),
        crate::kernel::Path::Field { .. } => None,
    };
    let label = w.field(path).map(|f| l.label(f.label).to_owned());
    let parts: Vec<String> = [module(path.module()), row, label]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}
