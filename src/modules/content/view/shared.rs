//! What the views of the plan share: colour of a rubric, names, dates in words, going to a post.

use crate::i18n::{Locale, k};
use crate::kernel::{Key, Row, RowId, civil};
use crate::modules::channels::Channel;
use crate::modules::content::{Post, Rubric};
use crate::ui::Ctx;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// Tones told apart by the sheet; a seventh rubric starts over.
const TONES: usize = 6;

/// Class with the colour of a rubric: by its place in the list, so that it is the same everywhere.
pub fn tone(cx: Ctx, rubric: Option<RowId>) -> String {
    let at = rubric.and_then(|r| cx.s.rows(Rubric::TABLE).iter().position(|x| *x == r));
    at.map_or_else(
        || "tone tone--none".into(),
        |at| format!("tone tone--{}", at % TONES),
    )
}

/// Name of a rubric, read by its cell: typing elsewhere in the module does not run it again.
pub fn rubric_name(cx: Ctx, row: RowId) -> String {
    or_nameless(cx, cx.s.text(Rubric::TABLE.cell(row, Rubric::name)))
}

/// Working title of a post.
pub fn post_title(cx: Ctx, row: RowId) -> String {
    or_nameless(cx, cx.s.text(Post::TABLE.cell(row, Post::title)))
}

fn or_nameless(cx: Ctx, name: String) -> String {
    if name.trim().is_empty() {
        cx.t(k::field::nameless).to_owned()
    } else {
        name
    }
}

/// Full name of a channel.
pub fn channel_name(cx: Ctx, row: RowId) -> String {
    cx.s.name(Channel::TABLE, row, cx.l)
        .unwrap_or_else(|| cx.t(k::field::nameless).into())
}

/// Two or three letters for a channel; its own name, cut, when the platform has no short one.
pub fn channel_short(cx: Ctx, row: RowId) -> String {
    let platform = cx.s.text(Channel::TABLE.cell(row, Channel::platform));
    short_key(&platform).map_or_else(
        || channel_name(cx, row).chars().take(4).collect(),
        |key| cx.t(key).to_owned(),
    )
}

fn short_key(platform: &str) -> Option<Key> {
    use k::content::short as s;
    Some(match platform {
        "vk" => s::vk,
        "telegram" => s::telegram,
        "ok" => s::ok,
        "youtube" => s::youtube,
        "dzen" => s::dzen,
        "rutube" => s::rutube,
        "max" => s::max,
        "tiktok" => s::tiktok,
        "instagram" => s::instagram,
        "facebook" => s::facebook,
        "x" => s::x,
        "linkedin" => s::linkedin,
        "pinterest" => s::pinterest,
        "whatsapp" => s::whatsapp,
        _ => return None,
    })
}

/// `вторник, 1 декабря`.
pub fn day_words(l: Locale, day: NaiveDate) -> String {
    format!("{}, {}", l.weekday(day.weekday()), l.day_month(day))
}

/// The date of a post, as far as it can be read; tracked.
pub fn post_date(cx: Ctx, row: RowId) -> Option<NaiveDate> {
    civil::parse_date(&cx.s.text(Post::TABLE.cell(row, Post::date)))
}

/// Goes to a field of this workbook.
pub fn go(cx: Ctx, path: crate::kernel::Path) {
    let _ = window().location().set_hash(&cx.field_href(path));
}

/// Puts the focus on the first element of a selector once the page is drawn.
pub fn focus_soon(selector: String) {
    request_animation_frame(move || {
        if let Ok(Some(e)) = document().query_selector(&selector) {
            let e: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(e);
            let _ = e.focus();
        }
    });
}
