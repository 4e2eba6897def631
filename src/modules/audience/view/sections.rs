//! The folded parts of a persona's card, one topic each.

use super::super::derive::sum;
use super::super::{Evidence, Persona, PersonaChannel};
use super::persona::avatar;
use crate::i18n::k;
use crate::kernel::{Key, Percent, Row as _, RowId, TablePath, Value};
use crate::ui::kit::{Field, add_button, cell, delete_row, field_with, icon};
use crate::ui::{Ctx, app};
use leptos::prelude::*;

/// One folded part.
fn part(cx: Ctx, key: Key, open: bool, body: AnyView) -> AnyView {
    view! {
        <details class="tuck persona-part" open=open>
            <summary class="tuck__head">{icon("right")}<span>{cx.t(key)}</span></summary>
            <div class="persona-part__body">
                {cx.l.hint(key).map(|h| view! { <p class="note">{h}</p> })}
                {body}
            </div>
        </details>
    }
    .into_any()
}

/// Fields of a persona side by side.
fn fields(cx: Ctx, row: RowId, columns: &[&'static str], rows: u32) -> AnyView {
    let views: Vec<AnyView> = columns
        .iter()
        .map(|c| {
            field_with(
                cx,
                Persona::TABLE.cell(row, c),
                Field {
                    rows,
                    ..Field::default()
                },
            )
        })
        .collect();
    view! { <div class="cols">{views}</div> }.into_any()
}

/// Every part of a persona.
pub fn all(cx: Ctx, row: RowId) -> AnyView {
    let lists = |columns: &[&'static str]| fields(cx, row, columns, 3);
    let pains = view! { <div class="persona-pair">{lists(&[Persona::pains])}{lists(&[Persona::gains])}</div> }.into_any();
    let proof = view! {
        {fields(cx, row, &[Persona::status, Persona::validate_by], 1)}
        {proofs(cx, row)}
    }
    .into_any();
    view! {
        {part(cx, k::persona_card::portrait, true, portrait(cx, row, false))}
        {part(cx, k::persona_card::job_part, false, sentence(cx, row))}
        {part(cx, k::persona_card::pains_part, false, pains)}
        {part(cx, k::persona_card::doubts, false, lists(&[Persona::fears, Persona::objections, Persona::triggers, Persona::criteria]))}
        {part(cx, k::persona_card::words, false, lists(&[Persona::quotes, Persona::likes]))}
        {part(cx, k::persona_card::empathy, false, empathy(cx, row))}
        {part(cx, k::persona_card::channels, false, channels(cx, row))}
        {part(cx, k::persona_card::evidence, false, proof)}
    }
    .into_any()
}

/// The few questions about someone we do not address.
pub fn stranger(cx: Ctx, row: RowId) -> AnyView {
    view! {
        {part(cx, k::persona_card::portrait, true, portrait(cx, row, true))}
        {part(cx, k::persona_card::signs, true, fields(cx, row, &[Persona::signals, Persona::pains], 3))}
        {part(cx, k::persona_card::evidence, false, fields(cx, row, &[Persona::status], 1))}
    }
    .into_any()
}

fn portrait(cx: Ctx, row: RowId, anti: bool) -> AnyView {
    let at = move |column| Persona::TABLE.cell(row, column);
    let plain = |column| {
        field_with(
            cx,
            at(column),
            Field {
                rows: 3,
                ..Field::default()
            },
        )
    };
    let path = at(Persona::anti);
    // The card moves to the other list and the cursor goes with it. Heard on the way down: by the time
    // the event comes up again, this card is gone.
    let follow = move |_| {
        set_timeout(
            move || app::focus_field(&path.to_string()),
            std::time::Duration::from_millis(60),
        )
    };
    view! {
        <div class="cols">{plain(Persona::name)}{(!anti).then(|| plain(Persona::segment))}</div>
        {plain(Persona::role)}
        <div class="cols cols--tight persona-part__numbers">
            {plain(Persona::age_from)}{plain(Persona::age_to)}
            {(!anti).then(|| plain(Persona::weight))}
        </div>
        {plain(Persona::gender)}
        {(!anti).then(|| plain(Persona::income))}
        {plain(Persona::situation)}
        {(!anti).then(|| plain(Persona::awareness))}
        <div on:change:capture=follow>{plain(Persona::anti)}</div>
    }
    .into_any()
}

/// The JTBD sentence with its three gaps to fill in.
fn sentence(cx: Ctx, row: RowId) -> AnyView {
    let lines: Vec<AnyView> = [Persona::job_when, Persona::job_want, Persona::job_so]
        .into_iter()
        .map(|column| {
            let path = Persona::TABLE.cell(row, column);
            let word = Persona::COLUMNS
                .iter()
                .find(|c| c.id == column)
                .map_or("", |c| cx.l.label(c.label));
            view! {
                <label class="jtbd__word" for=path.dom_id()>{word}</label>
                {cell(cx, path, String::new())}
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="jtbd">{lines}</div>
        <h4 class="persona-part__sub">{cx.t(k::persona_card::feelings)}</h4>
        {fields(cx, row, &[Persona::jobs_emotional, Persona::jobs_social], 2)}
    }
    .into_any()
}

/// Four fields around the face.
fn empathy(cx: Ctx, row: RowId) -> AnyView {
    let quarters: Vec<AnyView> = [
        Persona::thinks,
        Persona::sees,
        Persona::hears,
        Persona::says,
    ]
    .into_iter()
    .map(|c| {
        let field = field_with(
            cx,
            Persona::TABLE.cell(row, c),
            Field {
                rows: 4,
                plain: true,
                ..Field::default()
            },
        );
        view! { <div class="empathy__quarter">{field}</div> }.into_any()
    })
    .collect();
    view! { <div class="empathy">{quarters}<div class="empathy__face">{avatar(cx, row)}</div></div> }.into_any()
}

fn remove(cx: Ctx, table: TablePath, row: RowId) -> AnyView {
    let label = move || {
        let name =
            cx.s.name(table, row, cx.l)
                .unwrap_or_else(|| cx.t(k::field::nameless).into());
        cx.fill(k::edit::remove, &[("name", &name)])
    };
    view! {
        <button type="button" class="button button--icon" aria-label=label title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, table, row)>
            {icon("trash")}
        </button>
    }
    .into_any()
}

/// A control of a part under its own small label.
fn small(
    cx: Ctx,
    table: TablePath,
    columns: &[crate::kernel::Field],
    row: RowId,
    id: &'static str,
) -> AnyView {
    let path = table.cell(row, id);
    let label = columns
        .iter()
        .find(|c| c.id == id)
        .map_or("", |c| cx.l.label(c.label));
    view! {
        <div class=format!("slim slim--{id}")>
            <label class="slim__label" for=path.dom_id()>{label}</label>
            {cell(cx, path, String::new())}
        </div>
    }
    .into_any()
}

fn channels(cx: Ctx, row: RowId) -> AnyView {
    let table = PersonaChannel::TABLE;
    let ids = move || cx.s.parts(table, PersonaChannel::persona, row);
    let share = move |id: RowId| Percent(cx.s.text(table.cell(id, PersonaChannel::share))).value();
    let line = move |id: RowId| {
        view! {
            <li class="attention__row">
                {small(cx, table, PersonaChannel::COLUMNS, id, PersonaChannel::platform)}
                {small(cx, table, PersonaChannel::COLUMNS, id, PersonaChannel::share)}
                <span class="attention__bar" aria-hidden="true"><span style:inline-size=move || format!("{}%", share(id).unwrap_or(0.0).clamp(0.0, 100.0))></span></span>
                {remove(cx, table, id)}
            </li>
        }
        .into_any()
    };
    let total = move || {
        sum(ids().into_iter().map(share)).map(|n| {
            let off = super::super::derive::off_sum(n);
            view! { <p class="tally" class:tally--off=off>{cx.fill(k::persona_card::shares, &[("value", &cx.l.percent(n, 1))])}</p> }
        })
    };
    view! {
        <ul class="attention"><For each=ids key=|r| *r let:id>{line(id)}</For></ul>
        <div class="segments__foot">
            {add_button(cx, table, k::persona_card::add_channel, vec![(PersonaChannel::persona, Value::Ref(Some(row)))])}
            <div class="segments__sums">{total}</div>
        </div>
    }
    .into_any()
}

fn proofs(cx: Ctx, row: RowId) -> AnyView {
    let table = Evidence::TABLE;
    let ids = move || cx.s.parts(table, Evidence::persona, row);
    let line = move |id: RowId| {
        let cells: Vec<AnyView> = [
            Evidence::kind,
            Evidence::count,
            Evidence::date,
            Evidence::note,
        ]
        .into_iter()
        .map(|column| small(cx, table, Evidence::COLUMNS, id, column))
        .collect();
        view! { <li class="persona-proof">{cells}{remove(cx, table, id)}</li> }.into_any()
    };
    view! {
        <ul class="persona-proofs"><For each=ids key=|r| *r let:id>{line(id)}</For></ul>
        {add_button(cx, table, k::persona_card::add_evidence, vec![(Evidence::persona, Value::Ref(Some(row)))])}
    }
    .into_any()
}
