//! The calendar: heading and ways to move through time, the date grid of a month or a week (APG keys),
//! counts of the weeks, posts without a date.

use super::agenda::agenda;
use super::chip::{Cal, Mode, chip, move_post};
use super::shared::{day_words, focus_soon, go, rubric_name, tone};
use crate::i18n::k;
use crate::kernel::{Key, Row, RowId, Value, civil};
use crate::modules::content::calendar::{
    by_day, cadence, next_free, opening, shift, step, undated, weeks,
};
use crate::modules::content::{Post, Rubric};
use crate::platform::browser;
use crate::ui::Ctx;
use crate::ui::kit::icon;
use crate::ui::route::Route;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// Posts a day shows in the grid of a month when there are more than it has room for.
const ROOM: usize = 3;
/// Width from which the grid comes first, px.
const GRID: f64 = 700.0;

/// The view.
pub fn page(cx: Ctx) -> AnyView {
    let days = Memo::new(move |_| cx.s.module("content", |w| by_day(&w.content.posts)));
    // Where posts have just been added from a table.
    let asked = window().location().hash().ok();
    let asked = asked.and_then(|hash| Route::asked(&hash, "day=")?.parse().ok());
    let first = asked.unwrap_or_else(|| days.with_untracked(|d| opening(d, browser::today())));
    let width = window()
        .inner_width()
        .ok()
        .and_then(|w| w.as_f64())
        .unwrap_or(GRID);
    let cal = Cal {
        day: RwSignal::new(first),
        mode: RwSignal::new(if width < GRID {
            Mode::Agenda
        } else {
            Mode::Month
        }),
        only: RwSignal::new(None),
        drag: RwSignal::new(None),
        days,
    };
    let body = move || match cal.mode.get() {
        Mode::Agenda => agenda(cx, cal),
        mode => grid(cx, cal, mode),
    };
    let nothing = move || cx.s.rows(Post::TABLE).is_empty();
    view! {
        <section class="calendar cal" aria-labelledby="cal-month">
            {head(cx, cal)}
            {counts(cx, cal)}
            {legend(cx)}
            <Show when=nothing>
                <div class="empty cal__empty">
                    <p class="empty__title">{cx.t(k::content::cal::empty)}</p>
                    <p class="empty__text">{cx.t(k::content::cal::empty_text)}</p>
                    <div class="ghost"><p class="ghost__word">{cx.t(k::content::ghost::word)}</p><p class="ghost__title">{cx.t(k::content::ghost::post)}</p></div>
                </div>
            </Show>
            {body}
            {loose(cx, cal)}
            <p class="note cal__hint">{cx.t(k::content::cal::hint)}</p>
            <p><a class="button" data-command="plan-import" href=cx.href("plan-import")>{icon("upload")}<span>{cx.t(k::plan_import::link)}</span></a></p>
        </section>
    }
    .into_any()
}

fn head(cx: Ctx, cal: Cal) -> AnyView {
    let month = move || {
        let monday = civil::monday(cal.day.get());
        let words = match cal.mode.get() {
            Mode::Week if monday.month() == shift(monday, 6).month() => {
                return format!("{}–{}", monday.day(), cx.l.date(shift(monday, 6)));
            }
            Mode::Week => {
                return format!(
                    "{} — {}",
                    cx.l.day_month(monday),
                    cx.l.date(shift(monday, 6))
                );
            }
            _ => cx.l.month(cal.day.get()),
        };
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |c| {
            c.to_uppercase().chain(letters).collect::<String>()
        })
    };
    let turn = move |key: &'static str, label: (Key, Key), icon_name: &'static str| {
        let name = move || {
            cx.t(if cal.mode.get() == Mode::Week {
                label.1
            } else {
                label.0
            })
        };
        let press = move |_| {
            cal.only.set(None);
            let week = cal.mode.get_untracked() == Mode::Week;
            let key = match (key, week) {
                ("back", true) => "ArrowUp",
                ("back", false) => "PageUp",
                (_, true) => "ArrowDown",
                _ => "PageDown",
            };
            if let Some(day) = step(cal.day.get_untracked(), key, false) {
                cal.day.set(day);
            }
        };
        view! { <button type="button" class="button button--icon" aria-label=name title=name on:click=press>{icon(icon_name)}</button> }.into_any()
    };
    let today = move |_| {
        cal.only.set(None);
        cal.day.set(browser::today());
    };
    let mode = move |mode: Mode, key: Key, id: &'static str| {
        let on = move || cal.mode.get() == mode;
        let press = move |_| {
            cal.only.set(None);
            cal.mode.set(mode);
        };
        view! { <button type="button" class="modes__item" data-mode=id aria-pressed=move || if on() { "true" } else { "false" } on:click=press>{cx.t(key)}</button> }
            .into_any()
    };
    let add = move |_| {
        let day = cal.day.get_untracked();
        add_on(
            cx,
            cal.days.with_untracked(|d| next_free(d, shift(day, -1))),
        );
    };
    view! {
        <header class="cal__head">
            <h2 class="cal__month" id="cal-month" aria-live="polite">{month}</h2>
            <div class="cal__turn">
                {turn("back", (k::content::cal::month_back, k::content::cal::week_back), "left")}
                {turn("on", (k::content::cal::month_on, k::content::cal::week_on), "right")}
                <button type="button" class="button cal__today" on:click=today>{cx.t(k::content::cal::today)}</button>
            </div>
            <div class="modes" role="group" aria-label=cx.t(k::content::cal::modes)>
                {mode(Mode::Month, k::content::cal::month, "month")}
                {mode(Mode::Week, k::content::cal::week, "week")}
                {mode(Mode::Agenda, k::content::cal::agenda, "agenda")}
            </div>
            <button type="button" class="button button--add" data-add=Post::TABLE.to_string() on:click=add>{icon("plus")}<span>{cx.t(k::content::posts_page::add)}</span></button>
        </header>
    }
    .into_any()
}

/// The weeks in view: what stands in them against what the channels ask for.
fn counts(cx: Ctx, cal: Cal) -> AnyView {
    let lines = Memo::new(move |_| {
        if cx.s.rows(Post::TABLE).is_empty() {
            return Vec::new();
        }
        let (counts, asked) = (
            cx.s.module("content", |w| weeks(&w.content.posts)),
            cx.s.module("channels", |w| cadence(&w.channels.channels)),
        );
        let day = cal.day.get();
        let mondays: Vec<NaiveDate> = if cal.mode.get() == Mode::Week {
            vec![civil::monday(day)]
        } else {
            civil::month_grid(day, cx.l.first_weekday())
                .iter()
                .map(|w| w[0])
                .collect()
        };
        mondays
            .into_iter()
            .map(|monday| {
                let n = counts.get(&monday).copied().unwrap_or(0);
                let date = cx.l.day_month(monday);
                #[allow(clippy::cast_precision_loss)]
                let (words, short) = match asked {
                    Some(a) => (cx.l.amount(k::content::cal::of_posts, a, 1), (n as f64) < a),
                    None => (cx.l.count(k::count::posts, n), false),
                };
                let words = if asked.is_some() {
                    words.replace("#", &n.to_string())
                } else {
                    words
                };
                (date, words, short && n > 0)
            })
            .collect::<Vec<_>>()
    });
    let items = move || {
        lines
            .get()
            .into_iter()
            .map(|(date, words, short)| {
                view! { <li class="weeks__item" class:weeks__item--short=short><span class="weeks__date">{cx.fill(k::content::cal::week_of, &[("date", &date)])}</span> " " <span class="weeks__count">{words}</span></li> }
            })
            .collect_view()
    };
    view! { <ul class="weeks" aria-label=cx.t(k::content::cal::weeks)>{items}</ul> }.into_any()
}

fn legend(cx: Ctx) -> AnyView {
    let rubrics = move || cx.s.rows(Rubric::TABLE);
    view! {
        <ul class="legend" aria-label=cx.t(k::content::rubrics::_self)>
            <For each=rubrics key=|r| *r let:row><li class="legend__item"><span class=move || tone(cx, Some(row)) aria-hidden="true"></span>{move || rubric_name(cx, row)}</li></For>
        </ul>
    }
    .into_any()
}

/// Adds a post on a day and goes to write it.
pub fn add_on(cx: Ctx, day: NaiveDate) {
    let row = cx.s.add_row(
        Post::TABLE,
        &[
            (Post::date, Value::Text(civil::iso(day))),
            (Post::status, Value::text("idea")),
        ],
    );
    go(cx, Post::TABLE.cell(row, Post::title));
}

/// Puts the focus on a day of the grid.
pub fn focus_day(day: NaiveDate) {
    focus_soon(format!("[data-day=\"{day}\"]"));
}

fn grid(cx: Ctx, cal: Cal, mode: Mode) -> AnyView {
    let shown = Memo::new(move |_| {
        let day = cal.day.get();
        let month = civil::month_grid(day, cx.l.first_weekday());
        match mode {
            Mode::Week => (
                civil::month_start(day),
                month.into_iter().filter(|w| w.contains(&day)).collect(),
            ),
            _ => (civil::month_start(day), month),
        }
    });
    let heads: Vec<AnyView> = (0..7)
        .map(|i| {
            let day = shift(civil::monday(NaiveDate::default()), i).weekday();
            view! { <th scope="col" role="columnheader" abbr=cx.l.weekday(day)><span aria-hidden="true">{cx.l.weekday_short(day)}</span><span class="visually-hidden">{cx.l.weekday(day)}</span></th> }.into_any()
        })
        .collect();
    let keys = move |e: web_sys::KeyboardEvent| {
        if e.alt_key() || e.ctrl_key() || e.meta_key() || typing(&e) {
            return;
        }
        let from = cal.day.get_untracked();
        if let Some(to) = step(from, &e.key(), e.shift_key()) {
            e.prevent_default();
            cal.day.set(to);
            focus_day(to);
        } else if e.key() == "Enter" && on_day(&e) {
            e.prevent_default();
            focus_soon(format!("[data-day=\"{from}\"] :is(a, button)"));
        }
    };
    let rows = move || {
        let (month, weeks) = shown.get();
        weeks
            .into_iter()
            .map(|week| {
                let days: Vec<AnyView> = week
                    .into_iter()
                    .map(|day| cell(cx, cal, day, month, mode))
                    .collect();
                view! { <tr role="row">{days}</tr> }
            })
            .collect_view()
    };
    view! {
        <table class="cal__grid" class:cal__grid--week={mode == Mode::Week} role="grid" aria-labelledby="cal-month" on:keydown=keys>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The key belongs to a field inside the grid.
fn typing(e: &web_sys::KeyboardEvent) -> bool {
    target(e).is_some_and(|t| t.closest("input, .menu__list").ok().flatten().is_some())
}

fn on_day(e: &web_sys::KeyboardEvent) -> bool {
    target(e).is_some_and(|t| t.has_attribute("data-day"))
}

fn target(e: &web_sys::KeyboardEvent) -> Option<web_sys::Element> {
    e.target()
        .and_then(|t| wasm_bindgen::JsCast::dyn_into(t).ok())
}

fn cell(cx: Ctx, cal: Cal, day: NaiveDate, month: NaiveDate, mode: Mode) -> AnyView {
    let posts = Memo::new(move |_| cal.days.with(|d| d.get(&day).cloned().unwrap_or_default()));
    let words = day_words(cx.l, day);
    let label = {
        let words = words.clone();
        move || {
            let n = posts.with(Vec::len);
            if n == 0 {
                words.clone()
            } else {
                format!("{words}: {}", cx.l.count(k::count::posts, n))
            }
        }
    };
    let active = move || cal.day.get() == day;
    let over = RwSignal::new(false);
    let drop = move |e: web_sys::DragEvent| {
        e.prevent_default();
        over.set(false);
        if let Some(row) = cal.drag.get_untracked() {
            cal.drag.set(None);
            if cx
                .s
                .peek(|w| civil::parse_date(w.text(Post::TABLE.cell(row, Post::date))))
                != Some(day)
            {
                move_post(cx, cal, row, day, false);
            }
        }
    };
    let room = if mode == Mode::Week { usize::MAX } else { ROOM };
    let seen = move || {
        let all = posts.get();
        if all.len() > room {
            all.into_iter().take(room - 1).collect()
        } else {
            all
        }
    };
    let rest = move || {
        let n = posts.with(Vec::len);
        (n > room).then(|| {
            let open = move |_| {
                cal.day.set(day);
                cal.only.set(Some(day));
                cal.mode.set(Mode::Agenda);
                focus_soon(".agenda__back".into());
            };
            let n = n + 1 - room;
            view! {
                <button type="button" class="cal__rest" tabindex=move || if active() { "0" } else { "-1" } aria-label=cx.l.count(k::content::cal::rest, n) on:click=open>{format!("+{n}")}</button>
            }
        })
    };
    let today = (browser::today() == day).then_some("date");
    view! {
        <td
            class="cal__day"
            class:cal__day--other={month.month() != day.month() && mode == Mode::Month}
            class:cal__day--weekend={day.weekday().num_days_from_monday() > 4}
            class:cal__day--over=move || over.get()
            class:cal__day--active=active
            role="gridcell"
            data-day=day.to_string()
            aria-selected=move || if active() { "true" } else { "false" }
            aria-current=today
            tabindex=move || if active() { "0" } else { "-1" }
            on:click=move |_| cal.day.set(day)
            on:focus=move |_| cal.day.set(day)
            on:dragover=move |e| { if cal.drag.get_untracked().is_some() { e.prevent_default(); over.set(true); } }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <div class="cal__top">
                <span class="cal__number" aria-hidden="true">{day.day()}</span>
                <span class="cal__words">{label}</span>
                <button type="button" class="cal__add" tabindex=move || if active() { "0" } else { "-1" } aria-label=cx.fill(k::content::cal::add_on, &[("date", &words)]) title=cx.t(k::content::cal::add) on:click=move |_| add_on(cx, day)>{icon("plus")}</button>
            </div>
            <div class="cal__posts">
                <For each=seen key=|r: &RowId| *r let:row>{chip(cx, cal, row, false)}</For>
                {rest}
            </div>
        </td>
    }
    .into_any()
}

/// Posts that stand on no day yet.
fn loose(cx: Ctx, cal: Cal) -> AnyView {
    let rows = Memo::new(move |_| cx.s.module("content", |w| undated(&w.content.posts)));
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <section class="agenda__day cal__loose">
                <h3 class="agenda__title">{cx.t(k::content::cal::undated)}</h3>
                <ul class="agenda__list"><For each=move || rows.get() key=|r| *r let:row><li>{chip(cx, cal, row, true)}</li></For></ul>
            </section>
        </Show>
    }
    .into_any()
}
