//! The board of decisions: a row for each channel with what was decided and why.

use super::super::{CHANNEL_ROLE, Channel};
use super::{TABLE, at, name, platform, states};
use crate::data;
use crate::i18n::k;
use crate::kernel::{Label, Row, RowId};
use crate::modules::audience::Persona;
use crate::ui::Ctx;
use crate::ui::app;
use crate::ui::kit::{Field, empty, field, field_with, icon, move_buttons};
use leptos::prelude::*;

pub(super) fn view(cx: Ctx) -> AnyView {
    let rows = move || cx.s.rows(TABLE);
    let sum = move || {
        let all = rows();
        if all.is_empty() {
            return empty(cx, Label::Key(k::channels::channels::_self), ().into_any());
        }
        let count = |id: &str| {
            all.iter()
                .filter(|r| cx.s.text(at(**r, Channel::usage)) == id)
                .count()
                .to_string()
        };
        let values = [
            ("yes", count("yes")),
            ("later", count("later")),
            ("no", count("no")),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let open = all
            .iter()
            .filter(|r| cx.s.text(at(**r, Channel::usage)).is_empty())
            .count();
        let open = (open > 0).then(|| {
            format!(
                " · {}",
                cx.fill(k::channel_page::undecided, &[("n", &open.to_string())])
            )
        });
        view! { <p class="board__sum">{cx.fill(k::channel_page::sum, &values)} {open}</p> }
            .into_any()
    };
    view! {
        {sum}
        <ul class="board">
            <For each=rows key=|r| *r let:row>{decision(cx, row)}</For>
        </ul>
    }
    .into_any()
}

fn decision(cx: Ctx, row: RowId) -> AnyView {
    let usage = Memo::new(move |_| cx.s.text(at(row, Channel::usage)));
    let said = move |column| !cx.s.text(at(row, column)).trim().is_empty();
    // What a decision does not ask for stays out of sight, unless something is written there.
    let turned = Memo::new(move |_| matches!(usage.read().as_str(), "no" | "later"));
    let why = Memo::new(move |_| !turned.get() || said(Channel::why));
    let why_not = Memo::new(move |_| turned.get() || said(Channel::why_not));
    let used = Memo::new(move |_| usage.read().as_str() == "yes");
    let known = platform(cx, row);
    let facts = move || known.get().and_then(data::channel).map(|p| states(cx, p));
    let class = move || match usage.read().as_str() {
        "yes" => "board__row board__row--yes",
        "later" => "board__row board__row--later",
        "no" => "board__row board__row--no",
        _ => "board__row",
    };
    let open = move |_| app::focus_field(&at(row, Channel::profile_name).to_string());
    let to_card = move || {
        used.get().then(|| {
            let label = cx.fill(k::channel_page::to_card_name, &[("name", &name(cx, row))]);
            view! {
                <button type="button" class="link board__link" aria-label=label on:click=open>{cx.t(k::channel_page::to_card)}</button>
            }
        })
    };
    let plain = Field {
        plain: true,
        rows: 2,
        ..Field::default()
    };
    let text = move |shown: Memo<bool>, column| {
        view! { <Show when=move || shown.get()>{field_with(cx, at(row, column), plain)}</Show> }
            .into_any()
    };
    // A row nothing was said about yet is open from the start.
    let blank = !cx.s.peek(|w| {
        w.channels
            .channels
            .iter()
            .any(|c| c.id == row && !(c.why.trim().is_empty() && c.why_not.trim().is_empty()))
    });
    view! {
        <li class=class>
            <div class="board__head">
                <div>
                    <h3 class="board__name">{move || name(cx, row)}</h3>
                    {facts}
                </div>
                {move_buttons::<Channel>(cx, row)}
            </div>
            {field(cx, at(row, Channel::usage))}
            {said_so_far(cx, row, used)}
            {to_card}
            <details class="edit" open=blank>
                <summary class="edit__open">{icon("pen")} <span>{cx.t(k::channel_page::edit)}</span></summary>
                <div class="edit__body">
                    <Show when=move || used.get()>
                        <div class="board__pair">
                            {field_with(cx, at(row, Channel::role), plain)}
                            {field(cx, at(row, Channel::per_week))}
                        </div>
                    </Show>
                    {text(why, Channel::why)}
                    {text(why_not, Channel::why_not)}
                    <Show when=move || used.get()>
                        {field(cx, at(row, Channel::goals))}
                        {field(cx, at(row, Channel::personas))}
                    </Show>
                </div>
            </details>
        </li>
    }
    .into_any()
}

/// The decision as it reads: part, rhythm and people in a line, then the reason.
fn said_so_far(cx: Ctx, row: RowId, used: Memo<bool>) -> AnyView {
    let usage = move || cx.s.text(at(row, Channel::usage));
    let reason = move || {
        let column = if matches!(usage().as_str(), "no" | "later") {
            Channel::why_not
        } else {
            Channel::why
        };
        Some(cx.s.text(at(row, column))).filter(|t| !t.trim().is_empty())
    };
    let line = move || {
        if !used.get() {
            return None;
        }
        let role = CHANNEL_ROLE
            .get(&cx.s.text(at(row, Channel::role)))
            .map(|o| cx.l.label(o.label).to_owned());
        let rhythm = crate::kernel::Number(cx.s.text(at(row, Channel::per_week))).value();
        let rhythm = rhythm.map(|n| cx.l.amount(k::summary::per_week, n, 1));
        let goals = cx.s.links(at(row, Channel::goals)).len();
        let goals = (goals > 0).then(|| cx.l.count(k::count::goals, goals));
        let personas: Vec<String> =
            cx.s.links(at(row, Channel::personas))
                .into_iter()
                .filter_map(|p| cx.s.name(Persona::TABLE, p, cx.l))
                .collect();
        let personas = (!personas.is_empty()).then(|| personas.join(", "));
        let parts: Vec<String> = [role, rhythm, goals, personas]
            .into_iter()
            .flatten()
            .collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    };
    let open = move || {
        usage().is_empty().then(|| view! { <p class="board__open">{icon("warn")} <span>{cx.t(k::channel_page::no_decision)}</span></p> })
    };
    view! {
        <div class="board__said">
            <p class="board__line">{line}</p>
            <p class="board__why">{reason}</p>
            {open}
        </div>
    }
    .into_any()
}
