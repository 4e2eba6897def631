//! Adding, moving and deleting rows, and the empty state of a list.

use super::dialog::{DeleteQuestion, run_delete};
use super::icon;
use crate::document;
use crate::i18n::k;
use crate::kernel::{Key, Label, Row, RowId, TablePath, Value};
use crate::ui::{Ctx, app, toast};
use leptos::prelude::*;

/// A button that adds a row and puts the cursor into its first field.
pub fn add_button(
    cx: Ctx,
    table: TablePath,
    label: Key,
    cells: Vec<(&'static str, Value)>,
) -> AnyView {
    let add = move |_| {
        let row = cx.s.add_row(table, &cells);
        focus_row(cx, table, row);
    };
    view! {
        <button type="button" class="button button--add" data-add=table.to_string() on:click=add>
            {icon("plus")}
            <span>{cx.t(label)}</span>
        </button>
    }
    .into_any()
}

/// Puts the cursor into the first field of a row, once it is drawn.
pub fn focus_row(cx: Ctx, table: TablePath, row: RowId) {
    let column = cx.s.peek(|w| {
        w.table_def(table)
            .and_then(|d| d.columns.iter().find(|c| c.core))
            .map(|c| c.id)
    });
    if let Some(column) = column {
        app::focus_field(&table.cell(row, column).to_string());
    }
}

/// Deletes a row: at once with an undo when nothing refers to it, else after showing what breaks.
pub fn delete_row(cx: Ctx, table: TablePath, row: RowId) {
    let linked =
        cx.s.peek(|w| document::dependents(w, table, row).iter().any(|d| !d.owned));
    match use_context::<DeleteQuestion>() {
        Some(question) if linked => question.ask(table, row),
        _ => run_delete(cx, table, row, None),
    }
}

/// The way to the chain of a row, as an icon; nothing for rows that have none.
pub fn chain_link(cx: Ctx, table: TablePath, row: RowId) -> AnyView {
    let Some(path) = crate::trace::home(table, row) else {
        return ().into_any();
    };
    let title = cx.t(k::trace::title);
    let label = move || {
        let name = cx.s.name(table, row, cx.l);
        let name = name.unwrap_or_else(|| cx.t(k::field::nameless).into());
        format!("{title}: {name}")
    };
    view! { <a class="button button--icon" data-chain=table.table href=cx.trace_href(path) aria-label=label title=title>{icon("link")}</a> }.into_any()
}

/// Buttons "up", "down" and "delete" of a row, and the way to its chain.
pub fn move_buttons<R: Row>(cx: Ctx, row: RowId) -> AnyView {
    let table = R::TABLE;
    let question = use_context::<DeleteQuestion>();
    let place = move || {
        let rows = cx.s.rows(table);
        (rows.iter().position(|r| *r == row).unwrap_or(0), rows.len())
    };
    let shift = move |by: isize| {
        cx.s.shift_row(table, row, by);
        let (at, of) = place();
        toast::say(cx.fill(
            k::edit::moved,
            &[("n", &(at + 1).to_string()), ("of", &of.to_string())],
        ));
    };
    let remove = move |_| match question {
        Some(q)
            if cx
                .s
                .peek(|w| document::dependents(w, table, row).iter().any(|d| !d.owned)) =>
        {
            q.ask(table, row)
        }
        _ => run_delete(cx, table, row, None),
    };
    let name = move || {
        cx.s.name(table, row, cx.l)
            .unwrap_or_else(|| cx.t(k::field::nameless).into())
    };
    let label = move |key: Key| move || cx.fill(key, &[("name", &name())]);
    view! {
        <div class="row-actions">
            {chain_link(cx, table, row)}
            <button type="button" class="button button--icon" aria-label=label(k::edit::up) title=cx.t(k::edit::up_short) disabled=move || place().0 == 0 on:click=move |_| shift(-1)>
                {icon("up")}
            </button>
            <button type="button" class="button button--icon" aria-label=label(k::edit::down) title=cx.t(k::edit::down_short) disabled={move || place().0 + 1 >= place().1} on:click=move |_| shift(1)>
                {icon("down")}
            </button>
            <button type="button" class="button button--icon" aria-label=label(k::edit::remove) title=cx.t(k::word::delete) on:click=remove>
                {icon("trash")}
            </button>
        </div>
    }
    .into_any()
}

/// An empty list: what goes here and why, and the one action.
pub fn empty(cx: Ctx, label: Label, action: AnyView) -> AnyView {
    view! {
        <div class="empty">
            <p class="empty__title">{cx.l.label(label)}</p>
            {cx.l.label_hint(label).map(|h| view! { <p class="empty__text">{h}</p> })}
            {action}
        </div>
    }
    .into_any()
}

/// A small menu behind a button; `items` come from [`menu_item`].
pub fn menu(label: String, icon_name: &'static str, items: impl IntoView + 'static) -> AnyView {
    let node = NodeRef::<leptos::html::Details>::new();
    let shut = move || {
        if let Some(d) = node.try_get_untracked().flatten() {
            d.set_open(false);
        }
    };
    view! {
        <details
            class="menu"
            node_ref=node
            on:keydown=move |e| {
                if e.key() == "Escape" {
                    e.stop_propagation();
                    shut();
                    if let Some(d) = node.try_get_untracked().flatten() && let Ok(Some(s)) = d.query_selector("summary") {
                        let s: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(s);
                        let _ = s.focus();
                    }
                }
            }
            on:focusout=move |e| {
                let next: Option<web_sys::Node> = e.related_target().and_then(|t| wasm_bindgen::JsCast::dyn_into(t).ok());
                if let Some(d) = node.try_get_untracked().flatten() && next.is_some_and(|n| !d.contains(Some(&n))) {
                    shut();
                }
            }
            on:click=move |e| {
                // A chosen item closes the menu; the summary toggles it by itself.
                let target: Option<web_sys::Element> = e.target().and_then(|t| wasm_bindgen::JsCast::dyn_into(t).ok());
                if target.is_some_and(|t| t.closest(".menu__item").ok().flatten().is_some()) {
                    shut();
                }
            }
        >
            <summary class="button button--icon" aria-label=label.clone() title=label>{icon(icon_name)}</summary>
            <div class="menu__list">{items.into_view().into_any()}</div>
        </details>
    }
    .into_any()
}

/// One action of a [`menu`].
pub fn menu_item(label: impl Into<String>, act: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" class="menu__item" on:click=move |_| act()>{label.into()}</button> }.into_any()
}
