//! Communication goals on the rail of the funnel, each with its SMART check.

use super::super::{BusinessGoal, Goal, smart};
use super::{by, follow};
use crate::i18n::k;
use crate::kernel::{Key, Row, RowId, Value};
use crate::modules::sets::STAGE;
use crate::ui::Ctx;
use crate::ui::kit::{field, icon, in_turn, move_buttons};
use crate::ui::{app, toast};
use leptos::prelude::*;

const TABLE: crate::kernel::TablePath = Goal::TABLE;
const ABOUT: [Key; 5] = {
    use k::stage_about::*;
    [awareness, engagement, traffic, conversion, retention]
};

pub(super) fn section(cx: Ctx) -> AnyView {
    let none = move || {
        cx.s.rows(TABLE)
            .is_empty()
            .then(|| view! { <p class="note">{cx.t(k::goals_page::stages_none)}</p> })
    };
    let stages: Vec<AnyView> = STAGE
        .options
        .iter()
        .zip(ABOUT)
        .map(|(o, about)| stage(cx, o.id, cx.l.label(o.label), about))
        .collect();
    let unplaced = Memo::new(move |_| at_stage(cx, ""));
    let moved = move |e: web_sys::Event| {
        follow(&e, &[Goal::stage]);
        let chosen = event_target_value(&e);
        if let Some(option) = STAGE.get(&chosen) {
            toast::say(cx.fill(
                k::goals_page::moved_stage,
                &[("stage", cx.l.label(option.label))],
            ));
        }
    };
    view! {
        <section class="group">
            <h2 class="group__title">{cx.t(k::goals::goals::_self)}</h2>
            <p class="group__hint">{cx.l.hint(k::goals::goals::_self)}</p>
            {none}
            <ol class="rail" on:change=moved>
                {stages}
                <Show when=move || !unplaced.read().is_empty()>
                    <li class="rail__stage rail__stage--none">
                        <h3 class="rail__name">{cx.t(k::goals_page::no_stage)}</h3>
                        <p class="rail__about">{cx.t(k::goals_page::no_stage_text)}</p>
                        <div class="rail__goals"><For each=move || unplaced.get() key=|r| *r let:row>{card(cx, row)}</For></div>
                    </li>
                </Show>
            </ol>
        </section>
    }
    .into_any()
}

/// Goals of a stage; with an empty id, those of none.
fn at_stage(cx: Ctx, id: &str) -> Vec<RowId> {
    cx.s.rows(TABLE)
        .into_iter()
        .filter(|row| {
            let stage = cx.s.text(TABLE.cell(*row, Goal::stage));
            if id.is_empty() {
                STAGE.get(&stage).is_none()
            } else {
                stage == id
            }
        })
        .collect()
}

fn stage(cx: Ctx, id: &'static str, name: &'static str, about: Key) -> AnyView {
    let rows = Memo::new(move |_| at_stage(cx, id));
    let add = move |_| {
        let row = cx.s.add_row(TABLE, &[(Goal::stage, Value::text(id))]);
        app::focus_field(&TABLE.cell(row, Goal::title).to_string());
    };
    let label = cx.fill(k::goals_page::goal_add, &[("stage", name)]);
    view! {
        <li class="rail__stage" class:rail__stage--empty=move || rows.read().is_empty()>
            <h3 class="rail__name">{name}</h3>
            <p class="rail__about">{cx.t(about)}</p>
            <div class="rail__goals">
                <For each=move || rows.get() key=|r| *r let:row>{in_turn(move || card(cx, row))}</For>
                <button type="button" class="button button--add rail__add" data-add=format!("{TABLE}.{id}") aria-label=label on:click=add>
                    {icon("plus")}
                    <span>{cx.t(k::goals_page::goal_add_any)}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}

fn card(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| TABLE.cell(row, column);
    let name = move || {
        cx.s.name(TABLE, row, cx.l)
            .unwrap_or_else(|| cx.t(k::field::nameless).into())
    };
    view! {
        <article class="card goal">
            <div class="card__head">
                <h4 class="card__title">{name}</h4>
                {move_buttons::<Goal>(cx, row)}
            </div>
            {meta(cx, row)}
            {letters(cx, row)}
            <details class="edit">
                <summary class="edit__open">{icon("pen")} <span>{cx.t(k::goals_page::edit)}</span></summary>
                <div class="edit__body">
                    {field(cx, at(Goal::title))}
                    <div class="cols">
                        {field(cx, at(Goal::business))}
                        {stage_field(cx, row)}
                        {field(cx, at(Goal::deadline))}
                        {field(cx, at(Goal::owner))}
                    </div>
                    {field(cx, at(Goal::achievable))}
                    {field(cx, at(Goal::relevant))}
                </div>
            </details>
        </article>
    }
    .into_any()
}

/// What the goal serves, by when and whose it is; the reasons below.
fn meta(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| TABLE.cell(row, column);
    let serves = move || {
        let name =
            cx.s.name(BusinessGoal::TABLE, cx.s.link(at(Goal::business))?, cx.l)?;
        Some(cx.fill(k::goals_page::serves, &[("name", &name)]))
    };
    let line = move || {
        let owner = Some(cx.s.text(at(Goal::owner))).filter(|o| !o.trim().is_empty());
        let parts: Vec<String> = [by(cx, at(Goal::deadline)), owner]
            .into_iter()
            .flatten()
            .collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    };
    let reason = move |column| Some(cx.s.text(at(column))).filter(|t| !t.trim().is_empty());
    let part = |class: &'static str, text: Box<dyn Fn() -> Option<String> + Send>| {
        view! { <p class=class>{text}</p> }.into_any()
    };
    let lines = [
        part("goal__serves", Box::new(serves)),
        part("goal__line", Box::new(line)),
        part("goal__reason", Box::new(move || reason(Goal::achievable))),
        part("goal__reason", Box::new(move || reason(Goal::relevant))),
    ];
    view! { <div class="goal__meta">{lines.into_iter().collect_view()}</div> }.into_any()
}

/// The stage as a list to pick from: five radios would outweigh the card.
fn stage_field(cx: Ctx, row: RowId) -> AnyView {
    let path = TABLE.cell(row, Goal::stage);
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">{cx.t(k::goals::goals::stage)}</span>
            {crate::ui::kit::cell(cx, path, String::new())}
        </div>
    }
    .into_any()
}

fn letters(cx: Ctx, row: RowId) -> AnyView {
    let check = Memo::new(move |_| {
        cx.s.module("frame", |_| ());
        cx.s.module("goals", |w| {
            w.goals
                .goals
                .iter()
                .find(|g| g.id == row)
                .map(|g| smart::check(w, g))
        })
    });
    let body = move || {
        check.get().map(|letters| {
            let lit = letters.iter().filter(|l| l.lit).count();
            let marks: Vec<AnyView> = letters
                .iter()
                .map(|l| {
                    let class = if l.lit { "smart__letter smart__letter--lit" } else { "smart__letter" };
                    // What is fulfilled is said to those who cannot see the letter lit.
                    let said = l.lit.then(|| view! { <span class="visually-hidden">{cx.t(l.say)}</span> });
                    view! { <li class=class><span aria-hidden="true">{l.letter}</span>{said}</li> }.into_any()
                })
                .collect();
            let missing: Vec<AnyView> = letters
                .iter()
                .filter(|l| !l.lit)
                .map(|l| view! { <li class="smart__say"><b aria-hidden="true">{l.letter}</b> <span>{cx.t(l.say)}</span></li> }.into_any())
                .collect();
            let count = if lit == 5 { cx.t(k::smart::all).to_owned() } else { cx.fill(k::smart::lit, &[("n", &lit.to_string())]) };
            view! {
                <p class="smart__title">{cx.t(k::smart::title)}</p>
                <ul class="smart__letters">{marks}</ul>
                <p class="smart__count">{count}</p>
                <ul class="smart__missing">{missing}</ul>
            }
        })
    };
    view! { <aside class="smart">{body}</aside> }.into_any()
}
