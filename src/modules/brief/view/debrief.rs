//! The debrief: what stayed unclear, what the client answered, and the answer's way into the brief.

use super::super::{AnswerSource, BLOCKS, Debrief, blocks};
use super::heading_id;
use crate::document::{Edit, RowData};
use crate::i18n::k;
use crate::kernel::{Path, Row, RowId, Value};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::ui::kit::{Field, add_button, field_with, in_turn, move_buttons};
use crate::ui::{Ctx, app, toast};
use leptos::prelude::*;

/// The section.
pub fn debrief(cx: Ctx, here: RwSignal<&'static str>) -> AnyView {
    let rows = move || cx.s.rows(Debrief::TABLE);
    let add = add_button(
        cx,
        Debrief::TABLE,
        k::brief_page::add_question,
        vec![(Debrief::state, Value::text("open"))],
    );
    let none = move || {
        rows().is_empty().then(
            || view! { <p class="empty debrief__none">{cx.t(k::brief_page::debrief_none)}</p> },
        )
    };
    view! {
        <section class="group brief__block" aria-labelledby=heading_id("debrief") on:focusin=move |_| here.set("debrief")>
            <h2 class="group__title" id=heading_id("debrief") tabindex="-1">{cx.t(k::brief_page::debrief)}</h2>
            {cx.l.hint(k::brief_page::debrief).map(|h| view! { <p class="group__hint">{h}</p> })}
            {none}
            <ol class="debrief">
                <For each=rows key=|r| *r let:row>{in_turn(move || card(cx, row))}</For>
            </ol>
            {add}
        </section>
    }
    .into_any()
}

fn card(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| Debrief::TABLE.cell(row, column);
    let plain = |rows| Field {
        no_hint: true,
        plain: true,
        rows,
        ..Field::default()
    };
    let state = move || cx.s.text(at(Debrief::state));
    view! {
        <li class="debrief__card" class:debrief__card--done=move || state() == "answered">
            <div class="debrief__head">
                {about(cx, at(Debrief::field))}
                {move_buttons::<Debrief>(cx, row)}
            </div>
            {field_with(cx, at(Debrief::question), plain(1))}
            {field_with(cx, at(Debrief::answer), plain(2))}
            {field_with(cx, at(Debrief::state), plain(1))}
            {apply(cx, row)}
        </li>
    }
    .into_any()
}

/// Which question it is about, picked from the blocks, and the way to it.
fn about(cx: Ctx, path: Path) -> AnyView {
    let value = Memo::new(move |_| cx.s.text(path));
    let option = move |id: &'static str| {
        let name = blocks::label(id).map_or(id, |label| cx.l.label(label));
        view! { <option value=id prop:selected=move || value.with(|v| v == id)>{name}</option> }
            .into_any()
    };
    let groups: Vec<AnyView> = BLOCKS
        .iter()
        .map(|(block, fields)| {
            let options: Vec<AnyView> = fields.iter().map(|id| option(id)).collect();
            view! { <optgroup label=cx.t(blocks::title(block))>{options}</optgroup> }.into_any()
        })
        .collect();
    // What a later version wrote is kept in sight, so that showing it cannot lose it.
    let unknown = move || {
        let v = value.get();
        (!v.is_empty() && blocks::known(&v).is_none())
            .then(|| view! { <option value=v.clone() selected>{v.clone()}</option> })
    };
    let go = move || {
        value.with(|v| target(cx, v)).map(|name| {
            view! { <button type="button" class="link" on:click=move |_| app::focus_field(&name)>{cx.t(k::brief_page::debrief_go)}</button> }
        })
    };
    view! {
        <div class="debrief__about">
            <label class="field__label" for=path.dom_id()>{cx.t(k::brief_page::debrief_about)}</label>
            <select class="input input--select" id=path.dom_id() name=path.to_string() on:change:target=move |e| cx.s.set_text(path, e.target().value())>
                <option value="" prop:selected=move || value.with(String::is_empty)>{cx.t(k::brief_page::debrief_whole)}</option>
                {groups}
                {unknown}
            </select>
            {go}
        </div>
    }
    .into_any()
}

/// Name of the control of a field; nothing for tables and for the brief as a whole.
fn target(cx: Ctx, id: &str) -> Option<String> {
    let path = Path::field("brief", blocks::known(id)?);
    cx.s.peek(|w| w.field(path)).map(|_| path.to_string())
}

/// The field an answer goes to, and its value after that.
fn merge(w: &Workbook, row: RowId) -> Option<(Path, Value, bool)> {
    let text = |column| w.text(Debrief::TABLE.cell(row, column));
    let path = Path::field("brief", blocks::known(text(Debrief::field))?);
    let now = w.get(path)?;
    let fresh = now.is_empty();
    let value = blocks::merged(w.field(path)?.kind, &now.to_value(), text(Debrief::answer))?;
    Some((path, value, fresh))
}

/// "Use this answer in the field": one step that writes it, notes the client as its source and closes
/// the question.
fn apply(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| Debrief::TABLE.cell(row, column);
    let possible = Memo::new(move |_| {
        let field = cx.s.text(at(Debrief::field));
        let _ = cx.s.text(at(Debrief::answer));
        if let Some(id) = blocks::known(&field) {
            let _ = cx.s.value(Path::field("brief", id));
        }
        cx.s.peek(|w| merge(w, row).is_some())
    });
    let act = move |_| {
        let Some((path, value, fresh)) = cx.s.peek(|w| merge(w, row)) else {
            return;
        };
        let mut edits = vec![
            Edit::Set { path, value },
            Edit::text(at(Debrief::state), "answered"),
        ];
        edits.push(cx.s.peek(|w| {
            let known = w.brief.sources.iter().find(|s| s.field == path.column());
            match known {
                Some(source) => Edit::text(source.at(AnswerSource::source), "client"),
                None => Edit::Insert {
                    table: AnswerSource::TABLE,
                    at: w.brief.sources.len(),
                    row: browser::row_id(),
                    data: RowData {
                        cells: vec![Value::text(path.column()), Value::text("client")],
                        ..RowData::default()
                    },
                },
            }
        }));
        let name = blocks::label(path.column()).map_or("", |label| cx.l.label(label));
        if cx.s.run(k::edit::set, name.into(), edits) {
            let key = if fresh {
                k::brief_page::debrief_used
            } else {
                k::brief_page::debrief_added
            };
            toast::show_undo(cx, cx.fill(key, &[("name", name)]));
        }
    };
    let button = move || {
        possible.get().then(|| {
            view! { <button type="button" class="button" data-command="use-answer" on:click=act>{cx.t(k::brief_page::debrief_use)}</button> }
        })
    };
    view! { <div class="buttons debrief__actions">{button}</div> }.into_any()
}
