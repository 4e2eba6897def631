//! The module's page: the board of decisions, then a card for each channel.

mod board;
mod card;
mod checklist;
mod limit;
mod picker;
mod preview;
mod reference;

use super::{Channel, Channels};
use crate::data;
use crate::i18n::k;
use crate::kernel::{Key, Path, Row, RowId};
use crate::ui::Ctx;
use crate::ui::kit::{field, icon, in_turn};
use leptos::prelude::*;

const TABLE: crate::kernel::TablePath = Channel::TABLE;

/// The page below its heading; `tab` is the view asked for in the address, empty for the first.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    let meta = Memo::new(move |_| {
        cx.s.module("channels", |w| {
            w.channels
                .channels
                .iter()
                .any(|c| data::channel(c.platform.id()).is_some_and(|p| p.meta))
        })
    });
    view! {
        <div class="channels">
            <section class="group">
                <h2 class="group__title">{cx.t(k::channel_page::board)}</h2>
                <p class="group__hint">{cx.t(k::channel_page::board_text)}</p>
                {move || meta.get().then(|| view! { <p class="channels__meta">{icon("doc")} <span>{cx.t(k::channel_page::meta)}</span></p> })}
                {board::view(cx)}
                {in_turn(move || picker::view(cx))}
            </section>
            {in_turn(move || card::section(cx))}
            {in_turn(move || view! { <section class="group"><div class="group__body">{field(cx, Channels::rules)}</div></section> }.into_any())}
        </div>
    }
    .into_any()
}

fn at(row: RowId, column: &'static str) -> Path {
    TABLE.cell(row, column)
}

/// The platform of a row, tracked.
fn platform(cx: Ctx, row: RowId) -> Memo<Option<&'static str>> {
    Memo::new(move |_| data::channel(&cx.s.text(at(row, Channel::platform))).map(|p| p.id))
}

/// The name other pages use, or that there is none.
fn name(cx: Ctx, row: RowId) -> String {
    cx.s.name(TABLE, row, cx.l)
        .unwrap_or_else(|| cx.t(k::field::nameless).into())
}

/// State of a platform in Russia and of advertising on it: words, an icon and a colour each.
fn states(cx: Ctx, platform: &data::Channel) -> AnyView {
    let (state, tone) = match platform.state {
        "available" => (k::channel_state::available, Tone::Good),
        "throttled" => (k::channel_state::throttled, Tone::Care),
        "restricted" => (k::channel_state::restricted, Tone::Care),
        _ => (k::channel_state::blocked, Tone::Bad),
    };
    let (ads, ads_tone) = match platform.ads {
        "allowed_with_labelling" if super::facts::unverified(platform.confidence) => {
            (k::channel_ads::unverified, Tone::Unknown)
        }
        "allowed_with_labelling" => (k::channel_ads::allowed_with_labelling, Tone::Good),
        "disputed_high_risk" => (k::channel_ads::disputed_high_risk, Tone::Care),
        "platform_limited" => (k::channel_ads::platform_limited, Tone::Care),
        "banned" => (k::channel_ads::banned, Tone::Bad),
        _ => (k::channel_ads::unverified, Tone::Unknown),
    };
    view! { <p class="states">{mark(cx, state, tone)} {mark(cx, ads, ads_tone)}</p> }.into_any()
}

#[derive(Clone, Copy)]
enum Tone {
    Good,
    Care,
    Bad,
    Unknown,
}

fn mark(cx: Ctx, key: Key, tone: Tone) -> AnyView {
    let (class, shape) = match tone {
        Tone::Good => ("state state--good", "check"),
        Tone::Care => ("state state--care", "warn"),
        Tone::Bad => ("state state--bad", "close"),
        Tone::Unknown => ("state", "help"),
    };
    view! { <span class=class>{icon(shape)} <span>{cx.t(key)}</span></span> }.into_any()
}
