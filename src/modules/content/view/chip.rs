//! A post on the calendar: what it says, and the three ways to move it: drag, keys, menu.

use super::shared::{
    channel_name, channel_short, day_words, focus_soon, post_date, post_title, rubric_name, tone,
};
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Row, RowId, civil};
use crate::modules::content::calendar::{Days, next_free, shift, step};
use crate::modules::content::{Post, STATUS};
use crate::review::Severity;
use crate::ui::kit::{menu, menu_item};
use crate::ui::{Ctx, toast};
use chrono::NaiveDate;
use leptos::prelude::*;

/// How the calendar is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Grid of a month.
    Month,
    /// Grid of a week.
    Week,
    /// List of days.
    Agenda,
}

/// State of the calendar.
#[derive(Clone, Copy)]
pub struct Cal {
    /// The day the keyboard stands on; its month or week is shown.
    pub day: RwSignal<NaiveDate>,
    /// Grid or list.
    pub mode: RwSignal<Mode>,
    /// The one day the list is narrowed to.
    pub only: RwSignal<Option<NaiveDate>>,
    /// The post being dragged.
    pub drag: RwSignal<Option<RowId>>,
    /// Posts by day.
    pub days: Memo<Days>,
}

/// Puts a post on a day as one step, says so, and keeps the focus with it.
pub fn move_post(cx: Ctx, cal: Cal, row: RowId, to: NaiveDate, follow: bool) {
    let name =
        cx.s.peek(|w| w.text(Post::TABLE.cell(row, Post::title)).to_owned());
    let name = if name.trim().is_empty() {
        cx.t(k::field::nameless).to_owned()
    } else {
        name
    };
    // Two moves in a row are two steps, however quick.
    cx.s.cut();
    if cx.s.run(
        k::content::cal::move_step,
        name.clone(),
        vec![Edit::text(
            Post::TABLE.cell(row, Post::date),
            civil::iso(to),
        )],
    ) {
        cx.s.cut();
        toast::show_undo(
            cx,
            cx.fill(
                k::content::cal::moved,
                &[("name", &name), ("date", &day_words(cx.l, to))],
            ),
        );
        cal.day.set(to);
        if cal.only.get_untracked().is_some() {
            cal.only.set(Some(to));
        }
        if follow {
            focus_soon(format!("[data-post=\"{row}\"]"));
        }
    }
}

/// A post. In the grid it is small and its menu comes with the chosen day; in a list it says everything.
pub fn chip(cx: Ctx, cal: Cal, row: RowId, wide: bool) -> AnyView {
    let at = move |column| Post::TABLE.cell(row, column);
    let rubric = move || cx.s.link(at(Post::rubric));
    let date = move || post_date(cx, row);
    let time = move || {
        let typed = cx.s.text(at(Post::time));
        civil::parse_time(&typed).map_or(typed, |t| cx.l.time(t))
    };
    let channel = move || cx.s.link(at(Post::channel));
    let status = move || cx.s.text(at(Post::status));
    let full = move || {
        let parts = [
            Some(post_title(cx, row)),
            channel().map(|c| channel_name(cx, c)),
            Some(time()).filter(|t| !t.is_empty()),
            rubric().map(|r| rubric_name(cx, r)),
            Some(cx.l.option(&STATUS, &status())).filter(|s| !s.is_empty()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    // The reviewer's worst remark on the post: a sign, a colour and a word.
    let mark = move || cx.s.row_mark(Post::TABLE, row);
    let marked = move || {
        mark().map(|s| {
            let word = cx.t(s.key());
            view! { <span class="plan-post__mark" title=word><span aria-hidden="true">"!"</span><span class="visually-hidden">{word}</span></span> }
        })
    };
    let active = move || wide || date().is_none_or(|d| cal.day.get() == d);
    let keys = move |e: web_sys::KeyboardEvent| {
        if !e.alt_key() || !e.key().starts_with("Arrow") {
            return;
        }
        // Alt with an arrow is the browser's "back" otherwise.
        e.prevent_default();
        e.stop_propagation();
        let from = cx.s.peek(|w| civil::parse_date(w.text(at(Post::date))));
        if let Some(to) = from.and_then(|d| step(d, &e.key(), false)) {
            move_post(cx, cal, row, to, true);
        }
    };
    let start = move |e: web_sys::DragEvent| {
        cal.drag.set(Some(row));
        if let Some(data) = e.data_transfer() {
            let _ = data.set_data("text/plain", &row.to_string());
            data.set_effect_allowed("move");
        }
    };
    let more = move || {
        wide.then(|| {
            view! {
                <span class="plan-post__rubric">{move || rubric().map(|r| rubric_name(cx, r))}</span>
                <span class=move || format!("badge status status--{}", status())>{move || cx.l.option(&STATUS, &status())}</span>
            }
        })
    };
    view! {
        <div
            class=move || format!("plan-post {}", tone(cx, rubric()))
            class:plan-post--wide=wide
            class:plan-post--dropped=move || status() == "dropped"
            class:plan-post--dragged=move || cal.drag.get() == Some(row)
            data-mark=move || mark().map(Severity::id)
            draggable="true"
            on:dragstart=start
            on:dragend=move |_| cal.drag.set(None)
            on:keydown=keys
        >
            <a class="plan-post__link" data-post=row.to_string() draggable="false" href=cx.field_href(at(Post::title)) title=full aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Alt+ArrowUp Alt+ArrowDown" tabindex=move || if active() { "0" } else { "-1" }>
                {marked}
                <span class="plan-post__time">{time}</span>
                <span class="plan-post__channel">{move || channel().map(|c| channel_short(cx, c))}</span>
                <span class="plan-post__title">{move || post_title(cx, row)}</span>
                {more}
            </a>
            {move || active().then(|| post_menu(cx, cal, row))}
        </div>
    }
    .into_any()
}

fn post_menu(cx: Ctx, cal: Cal, row: RowId) -> AnyView {
    let dated = post_date(cx, row).is_some();
    let current = move || {
        cx.s.peek(|w| civil::parse_date(w.text(Post::TABLE.cell(row, Post::date))))
    };
    let by = move |days: i64| {
        move || {
            if let Some(d) = current() {
                move_post(cx, cal, row, shift(d, days), true);
            }
        }
    };
    let free = move || {
        let from = current().unwrap_or_else(|| shift(cal.day.get_untracked(), -1));
        move_post(
            cx,
            cal,
            row,
            cal.days.with_untracked(|d| next_free(d, from)),
            true,
        );
    };
    let typed = RwSignal::new(current().map(civil::iso).unwrap_or_default());
    let to = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        match civil::parse_date(&typed.get_untracked()) {
            Some(d) => move_post(cx, cal, row, d, true),
            None => toast::tell(cx.t(k::field::bad_date)),
        }
    };
    let steps = dated.then(|| {
        [
            menu_item(cx.t(k::content::cal::day_earlier), by(-1)),
            menu_item(cx.t(k::content::cal::day_later), by(1)),
            menu_item(cx.t(k::content::cal::week_earlier), by(-7)),
            menu_item(cx.t(k::content::cal::week_later), by(7)),
        ]
    });
    let label = cx.fill(k::content::cal::move_of, &[("name", &post_title(cx, row))]);
    menu(
        label,
        "more",
        view! {
            {steps}
            {menu_item(cx.t(k::content::cal::next_free), free)}
            <form class="plan-post__to" on:submit=to>
                <label>
                    <span>{cx.t(k::content::cal::to_date)}</span>
                    <input class="input" type="date" name=format!("show.date.{row}") prop:value=move || typed.get() on:input:target=move |e| typed.set(e.target().value()) />
                </label>
                <button type="submit" class="button">{cx.t(k::content::cal::move_it)}</button>
            </form>
        },
    )
}
