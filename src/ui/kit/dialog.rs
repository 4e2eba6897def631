//! Dialogs on the native element: it traps focus, closes on Escape and gives focus back.

use crate::document::{self, Dependent};
use crate::i18n::k;
use crate::kernel::{Path, RowId, TablePath};
use crate::ui::{Ctx, toast};
use leptos::html;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// A modal dialog with a title; `node` opens it with [`open_dialog`].
pub fn dialog(
    node: NodeRef<html::Dialog>,
    title: impl Fn() -> String + Send + 'static,
    close: &'static str,
    body: impl IntoView + 'static,
) -> AnyView {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let id = format!("dialog-{}", LAST.fetch_add(1, Ordering::Relaxed));
    let title_id = id.clone();
    let shut = move |_| {
        if let Some(d) = node.get() {
            d.close();
        }
    };
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby=id on:click=move |e| {
            // A click on the backdrop lands on the dialog element itself.
            if let Some(d) = node.try_get_untracked().flatten()
                && e.target().is_some_and(|t| { let d: &web_sys::EventTarget = d.as_ref(); t == *d })
            {
                d.close();
            }
        }>
            <div class="dialog__box">
                <header class="dialog__head">
                    <h2 class="dialog__title" id=title_id>{title}</h2>
                    <button type="button" class="button button--icon" aria-label=close title=close on:click=shut>{super::icon("close")}</button>
                </header>
                {body.into_view().into_any()}
            </div>
        </dialog>
    }
    .into_any()
}

/// Opens a dialog.
pub fn open_dialog(node: NodeRef<html::Dialog>) {
    if let Some(d) = node.get_untracked()
        && !d.open()
    {
        let _ = d.show_modal();
    }
}

/// A row the user wants to delete although others refer to it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Asked {
    table: TablePath,
    row: RowId,
}

/// The question "what breaks if I delete this", asked only when something does.
#[derive(Clone, Copy)]
pub struct DeleteQuestion {
    asked: RwSignal<Option<Asked>>,
    node: NodeRef<html::Dialog>,
}

impl DeleteQuestion {
    /// Asks.
    pub fn ask(self, table: TablePath, row: RowId) {
        self.asked.set(Some(Asked { table, row }));
        open_dialog(self.node);
    }
}

/// Makes the question available to the views below and returns its dialog.
pub fn confirm_delete(cx: Ctx) -> AnyView {
    let question = DeleteQuestion {
        asked: RwSignal::new(None),
        node: NodeRef::new(),
    };
    provide_context(question);
    let title = move || {
        let name = question
            .asked
            .get()
            .and_then(|a| cx.s.name(a.table, a.row, cx.l));
        cx.fill(
            k::delete::title,
            &[(
                "name",
                &name.unwrap_or_else(|| cx.t(k::field::nameless).into()),
            )],
        )
    };
    let body = move || {
        question
            .asked
            .get()
            .map(|asked| delete_body(cx, question, asked))
    };
    dialog(question.node, title, cx.t(k::word::close), body)
}

fn delete_body(cx: Ctx, question: DeleteQuestion, Asked { table, row }: Asked) -> AnyView {
    let dependents = cx.s.peek(|w| document::dependents(w, table, row));
    let others = cx.s.peek(|w| {
        document::table_rows(w, table, cx.l)
            .into_iter()
            .filter(|(id, _)| *id != row)
            .collect::<Vec<_>>()
    });
    let target = RwSignal::new(None::<RowId>);
    let items: Vec<AnyView> = dependents.iter().take(12).map(|d| item(cx, d)).collect();
    let rest = dependents.len().saturating_sub(12);
    let finish = move |_| {
        if let Some(d) = question.node.get_untracked() {
            d.close();
        }
        run_delete(cx, table, row, target.get_untracked());
    };
    let close = move |_| {
        if let Some(d) = question.node.get_untracked() {
            d.close();
        }
    };
    view! {
        <p>{cx.l.count(k::delete::used, dependents.len())}</p>
        <ul class="list">{items}</ul>
        {(rest > 0).then(|| view! { <p>{cx.l.count(k::delete::more, rest)}</p> })}
        {(!others.is_empty()).then(|| view! {
            <label class="field">
                <span class="field__label">{cx.t(k::delete::relink)}</span>
                <select class="input input--select" name="relink" on:change:target=move |e| target.set(e.target().value().parse().ok().map(RowId))>
                    <option value="">{cx.t(k::delete::no_relink)}</option>
                    {others.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                </select>
            </label>
        })}
        <div class="dialog__actions">
            <button type="button" class="button" on:click=close>{cx.t(k::word::cancel)}</button>
            <button type="button" class="button button--danger" on:click=finish>{cx.t(k::word::delete)}</button>
        </div>
    }
    .into_any()
}

fn item(cx: Ctx, dependent: &Dependent) -> AnyView {
    let Path::Cell { table, row, column } = dependent.path else {
        return ().into_any();
    };
    let (what, field) = cx.s.peek(|w| {
        let def = w.table_def(table);
        (
            def.map_or("", |d| cx.l.label(d.label)),
            def.and_then(|d| d.column(column))
                .map_or("", |c| cx.l.label(c.label)),
        )
    });
    let name =
        cx.s.peek(|w| document::row_name(w, table, row, cx.l))
            .unwrap_or_default();
    let text = if dependent.owned {
        format!("{what}: {name}")
    } else {
        format!("{what}: {name} — {field}")
    };
    view! { <li>{text}</li> }.into_any()
}

/// Deletes a row with its parts, mends the links to it, and offers to take it back.
pub(super) fn run_delete(cx: Ctx, table: TablePath, row: RowId, relink: Option<RowId>) {
    let name =
        cx.s.peek(|w| document::row_name(w, table, row, cx.l))
            .unwrap_or_else(|| cx.t(k::field::nameless).into());
    let edits = cx.s.peek(|w| document::delete_row(w, table, row, relink));
    if cx.s.run(k::edit::delete, name.clone(), edits) {
        toast::show_undo(cx, cx.fill(k::delete::done, &[("name", &name)]));
    }
}
