//! The calendar as a list of days: the view of the phone, and of one busy day.

use super::chip::{Cal, Mode, chip};
use super::month::{add_on, focus_day};
use super::shared::day_words;
use crate::i18n::k;
use crate::kernel::{RowId, civil};
use crate::ui::Ctx;
use crate::ui::kit::icon;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// The list of the month shown, or of the one day asked for.
pub fn agenda(cx: Ctx, cal: Cal) -> AnyView {
    let days = Memo::new(move |_| -> Vec<NaiveDate> {
        match cal.only.get() {
            Some(day) => vec![day],
            None => {
                let start = civil::month_start(cal.day.get());
                cal.days.with(|d| {
                    d.range(start..civil::add_months(start, 1))
                        .map(|(d, _)| *d)
                        .collect()
                })
            }
        }
    });
    let all = move || {
        cal.only.get().map(|day| {
            let back = move |_| {
                cal.only.set(None);
                cal.mode.set(Mode::Month);
                focus_day(day);
            };
            view! { <button type="button" class="button agenda__back" on:click=back>{icon("left")}<span>{cx.t(k::content::cal::whole_month)}</span></button> }
        })
    };
    let none = move || {
        days.with(Vec::is_empty).then(|| {
            let month = move || cx.l.month(cal.day.get());
            view! { <p class="agenda__none">{move || cx.fill(k::content::cal::empty_month, &[("month", &month())])}</p> }
        })
    };
    view! {
        <div class="agenda">
            {all}
            {none}
            <For each=move || days.get() key=|d| *d let:day>{one(cx, cal, day)}</For>
        </div>
    }
    .into_any()
}

fn one(cx: Ctx, cal: Cal, day: NaiveDate) -> AnyView {
    let posts = Memo::new(move |_| cal.days.with(|d| d.get(&day).cloned().unwrap_or_default()));
    let words = day_words(cx.l, day);
    let (id, by) = (format!("day-{day}"), format!("day-{day}"));
    view! {
        <section class="agenda__day" class:agenda__day--weekend={day.weekday().num_days_from_monday() > 4} aria-labelledby=by>
            <header class="agenda__head">
                <h3 class="agenda__title" id=id>{words.clone()}</h3>
                <button type="button" class="button button--icon" aria-label=cx.fill(k::content::cal::add_on, &[("date", &words)]) title=cx.t(k::content::cal::add) on:click=move |_| add_on(cx, day)>{icon("plus")}</button>
            </header>
            <ul class="agenda__list"><For each=move || posts.get() key=|r| *r let:row><li>{chip(cx, cal, row, true)}</li></For></ul>
            {move || posts.with(Vec::<RowId>::is_empty).then(|| view! { <p class="agenda__none">{cx.t(k::content::cal::empty_day)}</p> })}
        </section>
    }
    .into_any()
}
