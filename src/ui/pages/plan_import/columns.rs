//! How the table was read, and which of its columns goes where.

use super::{Source, State, column_name, field_name};
use crate::export::csv::read::{Encoding, SEPARATORS, bare};
use crate::export::plan_import::{HEADS, headed, width};
use crate::i18n::k;
use crate::kernel::{Kind, text};
use crate::modules::content::Post;
use crate::ui::{Ctx, toast};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows of the table that are shown.
const SHOWN: usize = 5;
/// Characters of a cell that are shown.
const LONG: usize = 90;

/// The choices and the first rows.
pub fn view(state: State, source: &Arc<Source>) -> AnyView {
    let cx = state.cx;
    let head = Memo::new(move |_| state.mapping.with(|m| m.head));
    let table = {
        let source = source.clone();
        move || table(state, &source, head.get())
    };
    view! {
        <p class="group__hint">{cx.t(k::plan_import::columns_lead)}</p>
        <div class="cols">{reading(state, source)}{heads(state, source)}</div>
        <div class="scroll-x plan-in__scroll" role="region" tabindex="0" aria-label=cx.t(k::plan_import::first)>{table}</div>
    }
    .into_any()
}

fn separator_name(cx: Ctx, separator: char) -> String {
    match separator {
        ',' => cx.t(k::plan_import::comma).to_owned(),
        ';' => cx.t(k::plan_import::semicolon).to_owned(),
        '\t' => cx.t(k::plan_import::tab).to_owned(),
        '|' => cx.t(k::plan_import::bar).to_owned(),
        other => cx.fill(k::plan_import::other, &[("n", &other.to_string())]),
    }
}

/// Encoding and separator as they were found out; another choice reads the table again.
fn reading(state: State, source: &Arc<Source>) -> AnyView {
    let cx = state.cx;
    let (encoding, separator) = (source.sheet.encoding, source.sheet.separator);
    let encodings: Vec<AnyView> = Encoding::ALL
        .iter()
        .map(|e| {
            view! { <option value=e.name() selected=*e == encoding>{e.name()}</option> }.into_any()
        })
        .collect();
    let own = (!SEPARATORS.contains(&separator)).then_some(separator);
    let separators: Vec<AnyView> = SEPARATORS
        .into_iter()
        .chain(own)
        .map(|s| view! { <option value=s.to_string() selected=s == separator>{separator_name(cx, s)}</option> }.into_any())
        .collect();
    let again = {
        let source = source.clone();
        move |encoding, separator, by| {
            state.take_as(source.bytes.clone(), Some(encoding), Some(separator), by);
        }
    };
    let by_encoding = {
        let again = again.clone();
        move |name: String| {
            let told = Encoding::ALL.into_iter().find(|e| e.name() == name);
            again(told.unwrap_or(encoding), separator, "show.encoding");
        }
    };
    let by_separator = move |text: String| {
        let told = text.chars().next().unwrap_or(separator);
        again(encoding, told, "show.separator");
    };
    view! {
        <label class="field">
            <span class="field__label">{cx.t(k::plan_import::encoding)}</span>
            <select class="input input--select" name="show.encoding" on:change:target=move |e| by_encoding(e.target().value())>{encodings}</select>
        </label>
        <label class="field">
            <span class="field__label">{cx.t(k::plan_import::separator)}</span>
            <select class="input input--select" name="show.separator" on:change:target=move |e| by_separator(e.target().value())>{separators}</select>
        </label>
    }
    .into_any()
}

/// The row that has the names of the columns.
fn heads(state: State, source: &Arc<Source>) -> AnyView {
    let cx = state.cx;
    let now = state.mapping.with_untracked(|m| m.head);
    let rows = source.sheet.rows.iter().take(HEADS).enumerate();
    let options: Vec<AnyView> = rows
        .map(|(at, (line, row))| {
            let words: Vec<String> = row
                .iter()
                .map(|c| bare(c))
                .filter(|c| !c.is_empty())
                .take(4)
                .collect();
            let words = text::excerpt(&words.join(", "), 40);
            let words = cx.fill(
                k::plan_import::head_row,
                &[("line", &line.to_string()), ("words", &words)],
            );
            view! { <option value=(at + 1).to_string() selected=at + 1 == now>{words}</option> }
                .into_any()
        })
        .collect();
    let source = source.clone();
    let choose = move |value: String| {
        state.map(headed(&source.sheet, value.parse().unwrap_or(0)));
    };
    view! {
        <label class="field">
            <span class="field__label">{cx.t(k::plan_import::head)}</span>
            <select class="input input--select" name="show.head" on:change:target=move |e| choose(e.target().value())>
                <option value="0" selected=now == 0>{cx.t(k::plan_import::head_none)}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn table(state: State, source: &Arc<Source>, head: usize) -> AnyView {
    let cx = state.cx;
    let sheet = &source.sheet;
    let width = width(sheet);
    let heads: Vec<AnyView> = (0..width)
        .map(|at| column(state, at, column_name(cx, sheet, head, at)))
        .collect();
    let rows: Vec<AnyView> = sheet
        .rows
        .iter()
        .skip(head)
        .take(SHOWN)
        .map(|(line, row)| {
            let cells: Vec<AnyView> = (0..width)
                .map(|at| {
                    let cell = row.get(at).map(|c| bare(c)).unwrap_or_default();
                    let out = move || {
                        state
                            .mapping
                            .with(|m| m.columns.get(at).is_none_or(Option::is_none))
                    };
                    view! { <td class:plan-in__out=out>{text::excerpt(&cell, LONG)}</td> }
                        .into_any()
                })
                .collect();
            view! { <tr><th scope="row" class="num">{*line}</th>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <table class="table plan-in__table">
            <thead><tr><th scope="col">{cx.t(k::plan_import::row)}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The head of a column: its name and the field it goes into.
fn column(state: State, at: usize, name: String) -> AnyView {
    let cx = state.cx;
    let now = move || state.mapping.with(|m| m.columns.get(at).copied().flatten());
    let options: Vec<AnyView> = Post::COLUMNS
        .iter()
        .map(|f| {
            let id = f.id;
            view! { <option value=id prop:selected=move || now() == Some(id)>{field_name(cx, id)}</option> }.into_any()
        })
        .collect();
    let choose = move |value: String| {
        let field = Post::COLUMNS.iter().find(|f| f.id == value);
        let id = field.map(|f| f.id);
        let mut moved = false;
        state.mapping.update(|m| {
            // Two columns of text make one; anything else has room for one column.
            if field.is_some_and(|f| !matches!(f.kind, Kind::Prose)) {
                for place in m.columns.iter_mut().filter(|place| **place == id) {
                    *place = None;
                    moved = true;
                }
            }
            if let Some(place) = m.columns.get_mut(at) {
                *place = id;
            }
        });
        if let (Some(id), true) = (id, moved) {
            toast::say(cx.fill(k::plan_import::moved, &[("field", field_name(cx, id))]));
        }
    };
    let label = cx.fill(k::plan_import::column_for, &[("name", &name)]);
    view! {
        <th scope="col">
            <span class="plan-in__name">{name}</span>
            <select class="input input--select" name=format!("show.column.{at}") aria-label=label on:change:target=move |e| choose(e.target().value())>
                <option value="" prop:selected=move || now().is_none()>{cx.t(k::plan_import::leave_out)}</option>
                {options}
            </select>
        </th>
    }
    .into_any()
}
