//! The calendar: month, week or agenda. A post is moved by drag, by keyboard (Alt with arrows) and by menu;
//! each way is one step that can be taken back.

use crate::document::Edit;
use crate::i18n::{Locale, k};
use crate::kernel::{Row, RowId, Value, civil};
use crate::modules::channels::Channel;
use crate::modules::content::{Post, Rubric, calendar};
use crate::platform::browser;
use crate::ui::kit::{icon, menu, menu_item};
use crate::ui::{Ctx, toast};
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;

/// Posts shown in a day of the month before they fold into a number.
const IN_DAY: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Month,
    Week,
    Agenda,
}

/// State of the calendar.
#[derive(Clone, Copy)]
struct Cal {
    cx: Ctx,
    mode: RwSignal<Mode>,
    /// The day that has the focus; the month and the week shown are its.
    day: RwSignal<NaiveDate>,
    days: Memo<BTreeMap<NaiveDate, Vec<RowId>>>,
    today: NaiveDate,
}

pub fn page(cx: Ctx) -> AnyView {
    let today = browser::today();
    let narrow = window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w < 700.0);
    let cal = Cal {
        cx,
        mode: RwSignal::new(if narrow { Mode::Agenda } else { Mode::Month }),
        day: RwSignal::new(cx.s.peek(|w| calendar::opening_day(w, today))),
        days: Memo::new(move |_| cx.s.module("content", calendar::by_day)),
        today,
    };
    let body = move || match cal.mode.get() {
        Mode::Month => month(cal),
        Mode::Week => week(cal),
        Mode::Agenda => agenda(cal),
    };
    view! {
        {toolbar(cal)}
        {weeks(cal)}
        <div class="calendar">{body}</div>
        {undated(cal)}
    }
    .into_any()
}

fn toolbar(cal: Cal) -> AnyView {
    let cx = cal.cx;
    let step = move |by: i32| match cal.mode.get_untracked() {
        Mode::Week => cal.day.update(|d| *d = if by < 0 { *d - Days::new(7) } else { *d + Days::new(7) }),
        _ => cal.day.update(|d| *d = civil::add_months(*d, by)),
    };
    let heading = move || {
        let day = cal.day.get();
        match cal.mode.get() {
            Mode::Week => {
                let monday = civil::monday(day);
                format!("{} — {}", cx.l.day_month(monday), cx.l.date(monday + Days::new(6)))
            }
            _ => cx.l.month(day),
        }
    };
    let mode = |m: Mode, key, name: &'static str| {
        view! { <button type="button" class="mode" data-mode=name aria-pressed=move || (cal.mode.get() == m).to_string() on:click=move |_| cal.mode.set(m)>{cx.t(key)}</button> }.into_any()
    };
    view! {
        <div class="calendar__bar">
            <h2 class="calendar__title" aria-live="polite">{heading}</h2>
            <div class="buttons">
                <button type="button" class="button button--icon" aria-label=cx.t(k::content_page::earlier) title=cx.t(k::content_page::earlier) on:click=move |_| step(-1)>{icon("left")}</button>
                <button type="button" class="button button--icon" aria-label=cx.t(k::content_page::later) title=cx.t(k::content_page::later) on:click=move |_| step(1)>{icon("right")}</button>
                <button type="button" class="button" on:click=move |_| cal.day.set(cal.today)>{cx.t(k::content_page::today)}</button>
                <div class="modes" role="group" aria-label=cx.t(k::content_page::views)>
                    {mode(Mode::Month, k::content_page::month, "month")}
                    {mode(Mode::Week, k::content_page::week, "week")}
                    {mode(Mode::Agenda, k::content_page::agenda, "agenda")}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Posts a week against what the channels want.
fn weeks(cal: Cal) -> AnyView {
    let cx = cal.cx;
    let items = move || {
        cx.s.derived(calendar::weeks)
            .into_iter()
            .map(|w| {
                let from = cx.l.day_month(w.monday);
                let posts = cx.l.number(w.posts as f64, 0);
                let text = match w.wanted {
                    Some(n) => cx.fill(k::content_page::week_of, &[("from", &from), ("posts", &posts), ("wanted", &cx.l.number(n, 1))]),
                    None => cx.fill(k::content_page::week_plain, &[("from", &from), ("posts", &posts)]),
                };
                let short = w.wanted.is_some_and(|n| (w.posts as f64) < n - 1.0);
                view! { <li class:weeks__short=short>{text}</li> }
            })
            .collect_view()
    };
    view! { <ul class="weeks">{items}</ul> }.into_any()
}

/// Writes a new date into a post as one step, and says where it went.
fn move_post(cal: Cal, row: RowId, to: NaiveDate) {
    let cx = cal.cx;
    let path = Post::TABLE.cell(row, Post::date);
    let edit = Edit::Set { path, value: Value::Text(civil::iso(to)) };
    cx.s.cut();
    if cx.s.run(k::content_page::moved_step, String::new(), vec![edit]) {
        cx.s.cut();
        cal.day.set(to);
        let name = cx.s.peek(|w| crate::document::row_name(w, Post::TABLE, row, cx.l)).unwrap_or_default();
        toast::show_undo(cx, cx.fill(k::content_page::moved, &[("name", &name), ("date", &cx.l.day_month(to))]));
        // The chip is drawn anew in its new day; the focus follows it.
        focus(&format!("[data-post=\"{row}\"]"));
    }
}

fn focus(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        if let Ok(Some(e)) = document().query_selector(&selector) {
            let e: web_sys::HtmlElement = e.unchecked_into();
            let _ = e.focus();
        }
    });
}

fn date_of(cal: Cal, row: RowId) -> NaiveDate {
    cal.cx.s.peek(|w| civil::parse_date(w.text(Post::TABLE.cell(row, Post::date)))).unwrap_or(cal.today)
}

/// A post as a chip: opens on click, moves by drag, by Alt with arrows, and by its menu.
fn chip(cal: Cal, row: RowId) -> AnyView {
    let cx = cal.cx;
    let at = move |column: &'static str| Post::TABLE.cell(row, column);
    let title = move || {
        let t = cx.s.text(at(Post::title));
        if t.trim().is_empty() { cx.t(k::field::nameless).to_owned() } else { t }
    };
    let place = move || cx.s.link(at(Post::channel)).and_then(|c| cx.s.name(Channel::TABLE, c, cx.l)).unwrap_or_default();
    let time = move || civil::parse_time(&cx.s.text(at(Post::time))).map(|t| cx.l.time(t)).unwrap_or_default();
    // Rubrics are told apart by the place of their colour in the list, and by name in the tooltip.
    let rubric = move || cx.s.link(at(Post::rubric));
    let tab = move || {
        let n = rubric().and_then(|r| cx.s.rows(Rubric::TABLE).iter().position(|x| *x == r)).map_or(0, |n| n % 6 + 1);
        n.to_string()
    };
    let tip = move || rubric().and_then(|r| cx.s.name(Rubric::TABLE, r, cx.l)).unwrap_or_default();
    let keys = move |e: web_sys::KeyboardEvent| {
        let days: i64 = match (e.alt_key(), e.key().as_str()) {
            (true, "ArrowLeft") => -1,
            (true, "ArrowRight") => 1,
            (true, "ArrowUp") => -7,
            (true, "ArrowDown") => 7,
            _ => return,
        };
        e.prevent_default();
        e.stop_propagation();
        move_post(cal, row, date_of(cal, row) + chrono::Duration::days(days));
    };
    let drag = move |e: web_sys::DragEvent| {
        if let Some(data) = e.data_transfer() {
            let _ = data.set_data("text/plain", &row.to_string());
        }
    };
    let by = move |days: i64| move || move_post(cal, row, date_of(cal, row) + chrono::Duration::days(days));
    let free = move || {
        let channel = cx.s.peek(|w| w.content.posts.iter().find(|p| p.id == row).and_then(|p| p.channel));
        if let Some(day) = cx.s.peek(|w| calendar::next_free_day(w, channel, date_of(cal, row))) {
            move_post(cal, row, day);
        }
    };
    let to_date = move || {
        let _ = window().location().set_hash(cx.field_href(at(Post::date)).trim_start_matches('#'));
    };
    let items = view! {
        {menu_item(cx.t(k::content_page::day_earlier), by(-1))}
        {menu_item(cx.t(k::content_page::day_later), by(1))}
        {menu_item(cx.t(k::content_page::week_earlier), by(-7))}
        {menu_item(cx.t(k::content_page::week_later), by(7))}
        {menu_item(cx.t(k::content_page::next_free), free)}
        {menu_item(cx.t(k::content_page::to_date), to_date)}
    };
    let move_label = cx.fill(k::content_page::move_post, &[("name", &cx.s.peek(|w| crate::document::row_name(w, Post::TABLE, row, cx.l)).unwrap_or_default())]);
    view! {
        <div class="post-chip" data-tab=tab title=tip draggable="true" on:dragstart=drag>
            <a class="post-chip__link" data-post=row.to_string() href=cx.field_href(at(Post::title)) aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Alt+ArrowUp Alt+ArrowDown" on:keydown=keys>
                <span class="post-chip__meta">{time} " " {place}</span>
                <span class="post-chip__title">{title}</span>
            </a>
            {menu(move_label, "more", items)}
        </div>
    }
    .into_any()
}

/// Adds a post on a day and opens it.
fn add(cal: Cal, day: NaiveDate) {
    let cx = cal.cx;
    let row = cx.s.add_row(Post::TABLE, &[(Post::date, Value::Text(civil::iso(day))), (Post::status, Value::text("idea"))]);
    let path = Post::TABLE.cell(row, Post::title);
    let _ = window().location().set_hash(cx.field_href(path).trim_start_matches('#'));
}

fn day_name(l: Locale, day: NaiveDate) -> String {
    format!("{}, {}", l.weekday(day.weekday()), l.date(day))
}

/// One cell of the grid. The day itself is one stop of the Tab key; arrows walk the grid.
fn cell(cal: Cal, day: NaiveDate, most: usize) -> AnyView {
    let cx = cal.cx;
    let posts = move || cal.days.with(|d| d.get(&day).cloned().unwrap_or_default());
    let keys = move |e: web_sys::KeyboardEvent| {
        let now = cal.day.get_untracked();
        let to = match (e.key().as_str(), e.shift_key()) {
            ("ArrowLeft", _) => now - Days::new(1),
            ("ArrowRight", _) => now + Days::new(1),
            ("ArrowUp", _) => now - Days::new(7),
            ("ArrowDown", _) => now + Days::new(7),
            ("Home", _) => civil::monday(now),
            ("End", _) => civil::monday(now) + Days::new(6),
            ("PageUp", false) => civil::add_months(now, -1),
            ("PageDown", false) => civil::add_months(now, 1),
            ("PageUp", true) => civil::add_months(now, -12),
            ("PageDown", true) => civil::add_months(now, 12),
            _ => return,
        };
        e.prevent_default();
        cal.day.set(to);
        focus(&format!("[data-day=\"{}\"]", civil::iso(to)));
    };
    let drop = move |e: web_sys::DragEvent| {
        e.prevent_default();
        let row = e.data_transfer().and_then(|d| d.get_data("text/plain").ok()).and_then(|t| t.parse().ok()).map(RowId);
        if let Some(row) = row.filter(|r| cx.s.peek(|w| w.content.posts.iter().any(|p| p.id == *r))) {
            move_post(cal, row, day);
        }
    };
    let shown = move || posts().into_iter().take(most).collect::<Vec<_>>();
    let more = move || posts().len().saturating_sub(most);
    let open_day = move |_| {
        cal.day.set(day);
        cal.mode.set(Mode::Agenda);
    };
    let month = move || cal.day.with(Datelike::month);
    view! {
        <td
            class="day"
            class:day--other={move || cal.mode.get() == Mode::Month && month() != day.month()}
            class:day--today=day == cal.today
            on:dragover=move |e| e.prevent_default()
            on:drop=drop
        >
            <button
                type="button"
                class="day__number"
                data-day=civil::iso(day)
                tabindex=move || if cal.day.get() == day { "0" } else { "-1" }
                aria-label=move || cx.fill(k::content_page::day_add, &[("day", &day_name(cx.l, day)), ("posts", &cx.l.count(k::count::posts, posts().len()))])
                on:keydown=keys
                on:focus=move |_| if cal.day.get_untracked() != day && cal.day.with_untracked(|d| (d.year(), d.month())) == (day.year(), day.month()) { cal.day.set(day) }
                on:click=move |_| add(cal, day)
            >
                <span>{day.day().to_string()}</span>
                <span class="day__plus">{icon("plus")}</span>
            </button>
            <For each=shown key=|row| *row let:row>{chip(cal, row)}</For>
            <Show when=move || more() != 0>
                <button type="button" class="day__more" on:click=open_day>{move || cx.fill(k::content_page::more_posts, &[("n", &more().to_string())])}</button>
            </Show>
        </td>
    }
    .into_any()
}

fn grid(cal: Cal, weeks: Vec<[NaiveDate; 7]>, most: usize) -> AnyView {
    let cx = cal.cx;
    let head: Vec<AnyView> = weeks
        .first()
        .into_iter()
        .flatten()
        .map(|d| view! { <th scope="col" abbr=cx.l.weekday(d.weekday())>{cx.l.weekday_short(d.weekday())}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = weeks
        .iter()
        .map(|week| {
            let days: Vec<AnyView> = week.iter().map(|d| cell(cal, *d, most)).collect();
            view! { <tr>{days}</tr> }.into_any()
        })
        .collect();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=cx.t(k::content_page::calendar)>
            <table class="month"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn month(cal: Cal) -> AnyView {
    let shown = Memo::new(move |_| civil::month_start(cal.day.get()));
    let view = move || grid(cal, civil::month_grid(shown.get(), cal.cx.l.first_weekday()), IN_DAY);
    view! { <div>{view}</div> }.into_any()
}

fn week(cal: Cal) -> AnyView {
    let shown = Memo::new(move |_| civil::monday(cal.day.get()));
    let view = move || {
        let monday = shown.get();
        grid(cal, vec![std::array::from_fn(|i| monday + Days::new(i as u64))], usize::MAX)
    };
    view! { <div class="calendar--week">{view}</div> }.into_any()
}

/// The month as a list of days, for narrow screens and for reading.
fn agenda(cal: Cal) -> AnyView {
    let cx = cal.cx;
    let days = move || {
        let start = civil::month_start(cal.day.get());
        let end = civil::add_months(start, 1);
        cal.days.with(|d| d.range(start..end).map(|(day, posts)| (*day, posts.clone())).collect::<Vec<_>>())
    };
    let none = move || days().is_empty();
    view! {
        <div class="agenda">
            <Show when=none>
                <p class="empty__text">{cx.t(k::content_page::month_empty)}</p>
            </Show>
            <For each=days key=|d| d.clone() let:entry>
                <section class="agenda__day" class:day--today=entry.0 == cal.today>
                    <h3 class="agenda__date">{day_name(cx.l, entry.0)}</h3>
                    {entry.1.iter().map(|row| chip(cal, *row)).collect_view()}
                </section>
            </For>
            <button type="button" class="button button--add" on:click=move |_| add(cal, cal.day.get_untracked())>{icon("plus")}<span>{cx.t(k::content_page::add_post)}</span></button>
        </div>
    }
    .into_any()
}

fn undated(cal: Cal) -> AnyView {
    let cx = cal.cx;
    let rows = move || {
        cx.s.module("content", |w| w.content.posts.iter().filter(|p| p.date.value().is_none()).map(|p| p.id).collect::<Vec<_>>())
    };
    let some = Memo::new(move |_| !rows().is_empty());
    view! {
        <Show when=move || some.get()>
            <section class="group">
                <h2 class="group__title">{cx.t(k::content_doc::undated)}</h2>
                <For each=rows key=|row| *row let:row>{chip(cal, row)}</For>
            </section>
        </Show>
    }
    .into_any()
}

