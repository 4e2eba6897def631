//! How a follower will see the profile: our own neutral drawing in two looks, the page of a community
//! and the channel of a messenger. Hidden from assistive technology, which reads the fields.

use super::super::{Channel, facts};
use super::at;
use crate::i18n::k;
use crate::kernel::{Key, RowId};
use crate::modules::brief::Brief;
use crate::ui::Ctx;
use crate::ui::kit::icon;
use leptos::prelude::*;

/// Platforms whose channel is a chat.
const MESSENGERS: [&str; 3] = ["telegram", "max", "whatsapp"];

pub(super) fn view(cx: Ctx, row: RowId, known: Memo<Option<&'static str>>) -> AnyView {
    let text = move |column| Some(cx.s.text(at(row, column))).filter(|t| !t.trim().is_empty());
    let or = move |column, key: Key| text(column).unwrap_or_else(|| cx.t(key).to_owned());
    let name = move || {
        text(Channel::profile_name)
            .or_else(|| Some(cx.s.text(Brief::company)).filter(|c| !c.trim().is_empty()))
    };
    let avatar = move || facts::initials(&name().unwrap_or_default());
    let shown = move || name().unwrap_or_else(|| cx.t(k::channel_page::preview_name).to_owned());
    let handle = move || {
        format!(
            "@{}",
            or(Channel::handle, k::channel_page::preview_handle)
                .trim()
                .trim_start_matches('@')
        )
    };
    let followers = move || {
        let typed = cx.s.text(at(row, Channel::followers));
        let n = crate::kernel::Number::from(typed.as_str()).value()?;
        Some(cx.l.amount(k::metric_count::followers, n, 0))
    };
    let link = move || {
        text(Channel::link).map(|l| view! { <span class="profile__link">{icon("link")} <span>{short(&l)}</span></span> })
    };
    let look = move || {
        if known.get().is_some_and(|id| MESSENGERS.contains(&id)) {
            "profile profile--chat"
        } else {
            "profile"
        }
    };
    view! {
        <div class="channel__preview">
            <p class="channel__caption">{cx.t(k::channel_page::preview)}</p>
            <div class=look aria-hidden="true">
                <div class="profile__cover"></div>
                <div class="profile__avatar">{avatar}</div>
                <div class="profile__head">
                    <p class="profile__name">{shown}</p>
                    <p class="profile__handle">{handle} <span class="profile__count">{followers}</span></p>
                </div>
                <p class="profile__bio" class:profile__blank=move || text(Channel::bio).is_none()>{move || or(Channel::bio, k::channel_page::preview_bio)}</p>
                {link}
                <p class="profile__cta">{move || or(Channel::cta, k::channel_page::preview_cta)}</p>
                <div class="profile__pinned">
                    <p class="profile__mark">{icon("up")} <span>{cx.t(k::channel_page::preview_pinned)}</span></p>
                    <p class="profile__post" class:profile__blank=move || text(Channel::pinned).is_none()>{move || or(Channel::pinned, k::channel_page::preview_post)}</p>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// A link as profiles show it: without the scheme and the marks of campaigns.
fn short(link: &str) -> String {
    let link = link.trim();
    let bare = link.split_once("://").map_or(link, |(_, rest)| rest);
    bare.split(['?', '#'])
        .next()
        .unwrap_or(bare)
        .trim_end_matches('/')
        .to_owned()
}
