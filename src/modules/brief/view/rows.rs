//! A table to write in: compact rows on a wide page, cards on a phone.

use crate::kernel::{Key, Kind, RowId, TablePath};
use crate::ui::Ctx;
use crate::ui::kit::{add_button, cell, empty};
use leptos::prelude::*;

/// The table with its name, its rows and the button that adds one; `actions` are the row's own.
pub fn rows_table(
    cx: Ctx,
    table: TablePath,
    columns: &'static [&'static str],
    add: Key,
    actions: fn(Ctx, RowId) -> AnyView,
) -> AnyView {
    let Some(def) = cx.s.peek(|w| w.table_def(table)) else {
        return ().into_any();
    };
    let title = cx.l.label(def.label);
    let columns: Vec<_> = columns.iter().filter_map(|c| def.column(c)).collect();
    let heads: Vec<AnyView> = columns
        .iter()
        .map(|c| {
            view! { <th scope="col" class=width(c.kind)>{cx.l.label(c.label)}</th> }.into_any()
        })
        .collect();
    let row = move |row: RowId| {
        let name =
            cx.s.peek(|w| crate::document::row_name(w, table, row, cx.l))
                .unwrap_or_default();
        let cells: Vec<AnyView> = columns
            .iter()
            .map(|c| {
                let label = cx.l.label(c.label);
                view! { <td data-label=label class=width(c.kind)>{cell(cx, table.cell(row, c.id), name.clone())}</td> }.into_any()
            })
            .collect();
        view! { <tr>{cells}<td class="rows__actions">{actions(cx, row)}</td></tr> }.into_any()
    };
    let class = if heads.len() > 2 {
        "rows"
    } else {
        "rows rows--short"
    };
    let none = move || cx.s.rows(table).is_empty();
    view! {
        <div class=class data-table=table.to_string()>
            <div class="rows__body" hidden=none>
                <p class="rows__title">{title}</p>
                {cx.l.label_hint(def.label).map(|h| view! { <p class="field__hint">{h}</p> })}
                <table class="table rows__table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr>{heads}<td></td></tr></thead>
                    <tbody><For each=move || cx.s.rows(table) key=|r| *r let:r>{row(r)}</For></tbody>
                </table>
                {add_button(cx, table, add, Vec::new())}
            </div>
            {move || none().then(|| empty(cx, def.label, add_button(cx, table, add, Vec::new())))}
        </div>
    }
    .into_any()
}

fn width(kind: Kind) -> &'static str {
    match kind {
        Kind::Money | Kind::Number | Kind::Date => "rows__narrow",
        Kind::Choice(_) => "rows__middle",
        _ => "",
    }
}
