//! How long a post of each format takes each role, as one grid: a row a format, a column a role.

use super::super::{Effort, Role};
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Number, Row as _, RowId, Value};
use crate::modules::sets::FORMAT;
use crate::ui::Ctx;
use leptos::prelude::*;

/// The grid; while there is no role there is nothing to fill in.
pub(super) fn view(cx: Ctx) -> AnyView {
    let roles = Memo::new(move |_| cx.s.rows(Role::TABLE));
    let none = Memo::new(move |_| roles.read().is_empty());
    let title = cx.t(k::frame::efforts::_self);
    let hint = cx.l.hint(k::frame::efforts::_self);
    let name = move |role: RowId| {
        cx.s.name(Role::TABLE, role, cx.l)
            .unwrap_or_else(|| cx.t(k::field::nameless).into())
    };
    let heads = move || {
        let all = roles.get().into_iter();
        all.map(|role| view! { <th scope="col" class="effort__role">{move || name(role)}</th> })
            .collect_view()
    };
    let row = move |format: &'static str, label: &'static str| {
        let cells = move || {
            let all = roles.get().into_iter();
            all.map(|role| cell(cx, format, label, role, name(role)))
                .collect_view()
        };
        view! { <tr><th scope="row">{label}</th>{cells}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = FORMAT
        .options
        .iter()
        .map(|o| row(o.id, cx.l.label(o.label)))
        .collect();
    view! {
        <div class="effort" data-table=Effort::TABLE.to_string()>
            <p class="rows__title">{title}</p>
            {hint.map(|h| view! { <p class="field__hint">{h}</p> })}
            <p class="note" hidden=move || !none.get()>{cx.t(k::frame_page::no_roles)}</p>
            <div class="effort__scroll" hidden=move || none.get()>
                <table class="table effort__table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr><th scope="col">{cx.t(k::frame::efforts::format)}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// Hours of one role on one post of a format. An emptied cell is no row any more.
fn cell(cx: Ctx, format: &'static str, label: &'static str, role: RowId, name: String) -> AnyView {
    let found = move || {
        cx.s.module("frame", |w| {
            w.frame
                .efforts
                .iter()
                .find(|e| e.format.is(format) && e.role == Some(role))
                .map(|e| (e.id, e.hours.0.clone()))
        })
    };
    let bad = move || {
        found().is_some_and(|(_, typed)| {
            !typed.trim().is_empty() && Number::from(typed.as_str()).value().is_none_or(|n| n < 0.0)
        })
    };
    let change = move |typed: String| match (untrack(found), typed.trim().is_empty()) {
        (Some((row, _)), true) => {
            let edits = vec![Edit::Remove {
                table: Effort::TABLE,
                row,
            }];
            cx.s.run(k::edit::set, String::new(), edits);
        }
        (Some((row, _)), false) => cx.s.set_text(Effort::TABLE.cell(row, Effort::hours), typed),
        (None, false) => {
            cx.s.add_row(
                Effort::TABLE,
                &[
                    (Effort::format, Value::text(format)),
                    (Effort::role, Value::Ref(Some(role))),
                    (Effort::hours, Value::Text(typed)),
                ],
            );
        }
        (None, true) => {}
    };
    // A number that is there follows every letter; one comes and goes when the cell is left.
    let typed = move |typed: String| {
        if let (Some((row, _)), false) = (untrack(found), typed.trim().is_empty()) {
            cx.s.set_text(Effort::TABLE.cell(row, Effort::hours), typed);
        }
    };
    // The address of the answer while there is one, so that a remark leads here.
    let address = move || {
        let row = found().map(|(row, _)| Effort::TABLE.cell(row, Effort::hours).to_string());
        row.unwrap_or_else(|| format!("effort-{format}-{role}"))
    };
    let error = format!("effort-{format}-{role}-error");
    view! {
        <td>
            <input type="text" inputmode="decimal" class="input effort__hours" name=address aria-label=format!("{label}: {name}") aria-describedby=error.clone() aria-invalid=move || bad().then_some("true") prop:value=move || found().map(|(_, typed)| typed).unwrap_or_default() on:input:target=move |e| typed(e.target().value()) on:change:target=move |e| change(e.target().value()) />
            <p class="field__error" id=error>{move || bad().then(|| view! { <span>{cx.t(k::field::bad_number)}</span> })}</p>
        </td>
    }
    .into_any()
}
