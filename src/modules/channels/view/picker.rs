//! Picking a platform: all of them with what is known about each in Russia.

use super::super::{Channel, facts};
use super::{TABLE, at, states};
use crate::data::{CHANNELS, Channel as Platform};
use crate::i18n::k;
use crate::kernel::Value;
use crate::ui::Ctx;
use crate::ui::app;
use crate::ui::kit::icon;
use leptos::prelude::*;

pub(super) fn view(cx: Ctx) -> AnyView {
    // Open while there is nothing to look at yet.
    let first = cx.s.peek(|w| w.channels.channels.is_empty());
    let taken = Memo::new(move |_| {
        cx.s.module("channels", |w| {
            w.channels
                .channels
                .iter()
                .map(|c| c.platform.0.clone())
                .collect::<Vec<_>>()
        })
    });
    let items: Vec<AnyView> = CHANNELS.iter().map(|p| item(cx, p, taken)).collect();
    view! {
        <details class="picker" open=first>
            <summary class="button button--add picker__open" data-add=TABLE.to_string()>{icon("plus")} <span>{cx.t(k::channel_page::add)}</span></summary>
            <p class="note">{cx.t(k::channel_page::add_text)}</p>
            <ul class="picker__list">{items}</ul>
        </details>
    }
    .into_any()
}

fn item(cx: Ctx, p: &'static Platform, taken: Memo<Vec<String>>) -> AnyView {
    let add = move |_| {
        let row =
            cx.s.add_row(TABLE, &[(Channel::platform, Value::text(p.id))]);
        app::focus_field(&at(row, Channel::usage).to_string());
    };
    let there = move || {
        taken
            .read()
            .iter()
            .any(|t| t == p.id)
            .then(|| view! { <span class="badge">{cx.t(k::channel_page::added)}</span> })
    };
    let name = cx.l.pick(p.name);
    let label = cx.fill(k::channel_page::add_name, &[("name", name)]);
    view! {
        <li class="picker__item">
            <div class="picker__head">
                <h3 class="picker__name">{name}</h3>
                {there}
                <button type="button" class="button picker__add" aria-label=label data-platform=p.id on:click=add>{cx.t(k::channel_page::add_one)}</button>
            </div>
            {states(cx, p)}
            <p class="picker__note">{cx.l.pick(p.note)}</p>
            <p class="picker__source">{facts::source_words(cx.l, p.source, p.as_of)} {unverified(cx, p)}</p>
        </li>
    }
    .into_any()
}

fn unverified(cx: Ctx, p: &Platform) -> Option<AnyView> {
    facts::unverified(p.confidence).then(|| {
        view! { <span class="badge badge--warn">{cx.t(k::channel_page::unverified)}</span> }
            .into_any()
    })
}
