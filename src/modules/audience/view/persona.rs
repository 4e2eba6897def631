//! Personas as cards: what one sees at a glance on top, everything else folded below it.

use super::super::derive::{age, coverage, evidence, initials, job, off_sum, step, sum};
use super::super::{AWARENESS, Persona, Segment};
use super::{sections, titled};
use crate::i18n::k;
use crate::kernel::{Date, Percent, Row as _, RowId, Value};
use crate::ui::Ctx;
use crate::ui::kit::{add_button, icon, in_turn, move_buttons};
use leptos::prelude::*;

/// Ids of the personas we address, or of those we do not.
fn rows(cx: Ctx, anti: bool) -> Vec<RowId> {
    cx.s.rows(Persona::TABLE)
        .into_iter()
        .filter(|r| cx.s.flag(Persona::TABLE.cell(*r, Persona::anti)) == anti)
        .collect()
}

/// The group of personas.
pub fn personas(cx: Ctx) -> AnyView {
    let ids = Memo::new(move |_| rows(cx, false));
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let add = move || add_button(cx, Persona::TABLE, k::persona_card::add, Vec::new());
    let end = move || {
        if none.get() {
            view! { <div class="empty">{ghost(cx)}{add()}</div> }.into_any()
        } else {
            view! { <div class="segments__foot">{add()}{weights(cx)}</div> }.into_any()
        }
    };
    let body = view! {
        <div class="personas-part">
            <ul class="personas"><For each=move || ids.get() key=|r| *r let:row>{in_turn(move || card(cx, row, false))}</For></ul>
            <div>{end}</div>
        </div>
    };
    titled(cx, k::audience::personas::_self, body)
}

/// The group of those we do not address.
pub fn strangers(cx: Ctx) -> AnyView {
    let ids = Memo::new(move |_| rows(cx, true));
    let body = view! {
        <div class="personas-part">
            <ul class="personas personas--anti"><For each=move || ids.get() key=|r| *r let:row>{in_turn(move || card(cx, row, true))}</For></ul>
            <div>{add_button(cx, Persona::TABLE, k::persona_card::add_anti, vec![(Persona::anti, Value::Flag(true))])}</div>
        </div>
    };
    titled(cx, k::persona_card::anti, body)
}

/// Sum of the weights of the personas.
fn weights(cx: Ctx) -> AnyView {
    let words = move || {
        let total = cx.s.module("audience", |w| {
            sum(w
                .audience
                .personas
                .iter()
                .filter(|p| !p.anti)
                .map(|p| p.weight.value()))
        });
        total.map(|n| {
            let key = if off_sum(n) { k::segment_page::off } else { k::segment_page::even };
            view! { <p class="tally" class:tally--off=off_sum(n)>{cx.fill(key, &[("value", &cx.l.percent(n, 1))])}</p> }
        })
    };
    view! { <div class="segments__sums">{words}</div> }.into_any()
}

/// A circle with initials, coloured by the place in the list.
pub(super) fn avatar(cx: Ctx, row: RowId) -> AnyView {
    let place = Memo::new(move |_| {
        cx.s.rows(Persona::TABLE)
            .iter()
            .position(|r| *r == row)
            .unwrap_or(0)
            % 4
    });
    let letters = move || {
        let letters = initials(&cx.s.text(Persona::TABLE.cell(row, Persona::name)));
        if letters.is_empty() {
            "?".into()
        } else {
            letters
        }
    };
    view! { <span class=move || format!("avatar avatar--{}", place.get()) aria-hidden="true">{letters}</span> }.into_any()
}

fn card(cx: Ctx, row: RowId, anti: bool) -> AnyView {
    let at = move |column| Persona::TABLE.cell(row, column);
    let text = move |column| cx.s.text(at(column));
    let name = move || {
        let typed = text(Persona::name);
        if typed.trim().is_empty() {
            cx.t(k::field::nameless).to_owned()
        } else {
            typed
        }
    };
    // Age, segment and weight in one line.
    let facts = move || {
        let segment =
            cx.s.link(at(Persona::segment))
                .and_then(|id| cx.s.name(Segment::TABLE, id, cx.l));
        let weight = Percent(text(Persona::weight)).value().map(|n| {
            cx.fill(
                k::persona_card::weight_is,
                &[("value", &cx.l.percent(n, 1))],
            )
        });
        [
            age(cx.l, &text(Persona::age_from), &text(Persona::age_to)),
            segment,
            weight,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
    };
    let face = if anti {
        let signs = move || {
            cx.s.lines(at(Persona::signals))
                .into_iter()
                .filter(|s| !s.trim().is_empty())
                .map(|s| view! { <li>{s}</li> })
                .collect_view()
        };
        view! { <ul class="persona__signs">{signs}</ul> }.into_any()
    } else {
        view! {
            {ladder(cx, row)}
            <p class="persona__job">{move || job(cx.l, &text(Persona::job_when), &text(Persona::job_want), &text(Persona::job_so)).unwrap_or_else(|| cx.t(k::persona_card::job_none).into())}</p>
            {standing(cx, row)}
        }
        .into_any()
    };
    let note = anti.then(
        || view! { <span class="badge badge--bad">{cx.t(k::persona_card::anti_note)}</span> },
    );
    let parts = if anti {
        sections::stranger(cx, row)
    } else {
        sections::all(cx, row)
    };
    view! {
        <li class="persona" class:persona--anti=anti>
            <div class="persona__face">
                <header class="persona__head">
                    {avatar(cx, row)}
                    <div class="persona__who">
                        <h3 class="persona__name">{name}</h3>
                        <p class="persona__role">{move || text(Persona::role)}</p>
                        <p class="persona__facts">{facts}</p>
                        {note}
                    </div>
                </header>
                {face}
            </div>
            <div class="persona__foot">{(!anti).then(|| reach(cx, row))}{move_buttons::<Persona>(cx, row)}</div>
            <details class="persona__edit tuck">
                <summary class="tuck__head" aria-label=move || cx.fill(k::persona_card::open_named, &[("name", &name())])>
                    {icon("right")}<span>{cx.t(k::persona_card::open)}</span>
                </summary>
                <div class="persona__parts">{parts}</div>
            </details>
        </li>
    }
    .into_any()
}

/// The awareness ladder: five steps, filled up to the persona's.
fn ladder(cx: Ctx, row: RowId) -> AnyView {
    let now = Memo::new(move |_| {
        step(&cx.s.text(Persona::TABLE.cell(row, Persona::awareness))).unwrap_or(0)
    });
    let words = move || match AWARENESS.options.get(now.get().wrapping_sub(1)) {
        Some(option) => {
            let (n, of) = (now.get().to_string(), AWARENESS.options.len().to_string());
            cx.fill(
                k::persona_card::step_of,
                &[("n", &n), ("of", &of), ("name", cx.l.label(option.label))],
            )
        }
        None => cx.t(k::persona_card::no_step).into(),
    };
    let steps: Vec<AnyView> = (1..=AWARENESS.options.len())
        .map(|n| view! { <i class="ladder__step" class:ladder__step--on=move || n <= now.get() class:ladder__step--here=move || n == now.get()></i> }.into_any())
        .collect();
    view! {
        <div class="ladder">
            <span class="ladder__steps" aria-hidden="true">{steps}</span>
            <span class="ladder__words">{words}</span>
        </div>
    }
    .into_any()
}

/// The stamp: a guess, or checked against whom.
fn standing(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| Persona::TABLE.cell(row, column);
    let view = move || {
        let checked = cx.s.text(at(Persona::status)) == "validated";
        let found = cx.s.module("audience", |w| evidence(w, cx.l, row));
        let by = Date(cx.s.text(at(Persona::validate_by))).value();
        let words = match (checked, by) {
            _ if !found.is_empty() => found.join(", "),
            (false, Some(date)) => cx.fill(
                k::persona_card::check_by,
                &[("date", &cx.l.short_date(date))],
            ),
            _ => cx.t(k::persona_card::no_evidence).into(),
        };
        let key = if checked {
            k::persona_card::checked
        } else {
            k::persona_card::guess
        };
        view! {
            <p class="persona__standing">
                <span class="persona__stamp" class:persona__stamp--ok=checked>{icon(if checked { "check" } else { "help" })}{cx.t(key)}</span>
                <span class="persona__proof">{words}</span>
            </p>
        }
        .into_any()
    };
    view! { <div>{view}</div> }.into_any()
}

/// How many posts address the persona.
fn reach(cx: Ctx, row: RowId) -> AnyView {
    let view = move || {
        let (n, of) = cx.s.derived(|w| coverage(w, row));
        let words = if of == 0 {
            cx.t(k::persona_card::no_posts).to_owned()
        } else {
            cx.l.count_with(
                k::persona_card::addressed,
                n,
                &[(
                    "of",
                    &cx.l
                        .number(f64::from(u32::try_from(of).unwrap_or(u32::MAX)), 0),
                )],
            )
        };
        let bare = of > 0 && n == 0;
        view! {
            <p class="persona__reach" class:persona__reach--bare=bare>
                {bare.then(|| icon("warn"))}
                <a href=cx.href("content/posts")>{words}</a>
            </p>
        }
        .into_any()
    };
    view! { <div>{view}</div> }.into_any()
}

fn ghost(cx: Ctx) -> AnyView {
    view! {
        <figure class="persona-ghost">
            <div class="persona-ghost__card" aria-hidden="true"><span></span><i></i><i></i><i></i></div>
            <figcaption class="note">{cx.t(k::persona_card::ghost)}</figcaption>
        </figure>
    }
    .into_any()
}
