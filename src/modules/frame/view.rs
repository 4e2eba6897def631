//! The module's page: who, for which market and period, and what is written when all else is done.

mod effort;

use super::period::{self, Period, Read};
use super::{Frame, Review, Role};
use crate::i18n::k;
use crate::kernel::{Key, Path, Row, civil};
use crate::modules::brief::rows_table;
use crate::platform::browser;
use crate::ui::Ctx;
use crate::ui::kit::{Field, drawing, field, field_with, group, in_turn, move_buttons};
use leptos::prelude::*;

/// The page below its heading; `tab` is the view asked for in the address, empty for the first.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    let part = move |key: Key, body: AnyView| group(cx.t(key), cx.l.hint(key), body);
    let who = view! {
        {field(cx, Frame::project)}
        {cols(cx, &[Frame::author, Frame::business_model])}
        {field(cx, Frame::owner_role)}
    };
    let when = move || {
        view! {
            {cols(cx, &[Frame::country, Frame::currency])}
            {cols(cx, &[Frame::zone, Frame::law_date])}
            {cols(cx, &[Frame::start, Frame::end])}
            {period_strip(cx)}
            {rows_table(cx, Review::TABLE, &[Review::date, Review::topic], k::frame_page::add_review, move_buttons::<Review>)}
        }
    };
    let team = move || {
        view! {
            {rows_table(cx, Role::TABLE, &[Role::name, Role::person, Role::hours, Role::other], k::frame_page::add_role, move_buttons::<Role>)}
            {effort::view(cx)}
        }
    };
    let summary = || Field {
        limit: Some(700),
        rows: 4,
        ..Field::default()
    };
    let finish = move || {
        view! {
            {field(cx, Frame::language)}
            {field_with(cx, Frame::summary, summary())}
            {field_with(cx, Frame::risks, Field { rows: 4, ..Field::default() })}
        }
    };
    view! {
        <div class="frame">
            {part(k::frame_page::who, who.into_any())}
            {in_turn(move || part(k::frame_page::when, when().into_any()))}
            {in_turn(move || part(k::frame_page::team, team().into_any()))}
            {in_turn(move || part(k::frame_page::finish, finish().into_any()))}
        </div>
    }
    .into_any()
}

fn cols(cx: Ctx, paths: &[Path]) -> AnyView {
    let fields: Vec<AnyView> = paths.iter().map(|p| field(cx, *p)).collect();
    view! { <div class="cols">{fields}</div> }.into_any()
}

/// How long the period is, where today stands in it, and the ruler with the reviews.
fn period_strip(cx: Ctx) -> AnyView {
    let read = Memo::new(move |_| period::read(&cx.s.text(Frame::start), &cx.s.text(Frame::end)));
    let reviews = move || {
        cx.s.rows(Review::TABLE)
            .into_iter()
            .filter_map(|row| civil::parse_date(&cx.s.text(Review::TABLE.cell(row, Review::date))))
            .collect::<Vec<_>>()
    };
    let body = move || match read.get() {
        Read::Unknown => {
            view! { <p class="period__none">{cx.t(k::frame_page::no_period)}</p> }.into_any()
        }
        Read::Reversed => {
            view! { <p class="period__bad">{cx.t(k::frame_page::reversed)}</p> }.into_any()
        }
        Read::Good(p) => numbers(cx, p, reviews),
    };
    view! { <div class="period">{body}</div> }.into_any()
}

fn numbers(
    cx: Ctx,
    p: Period,
    reviews: impl Fn() -> Vec<chrono::NaiveDate> + Send + 'static,
) -> AnyView {
    let today = browser::today();
    let days = cx.l.count(k::frame_page_count::days, p.days());
    let length = cx.fill(
        k::frame_page::length,
        &[("days", &days), ("weeks", &p.weeks_text(cx.l))],
    );
    view! {
        <p class="period__length">{length}</p>
        <p class="period__left">{p.left_text(today, cx.l)}</p>
        <div class="period__ruler">{move || drawing(&p.ruler(&reviews(), today, cx.l))}</div>
    }
    .into_any()
}
