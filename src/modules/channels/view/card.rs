//! The card of a channel: profile with limits and preview, people and dates, advertising, checklist,
//! sizes.

use super::super::facts::{self, Ads};
use super::super::{ADS_ALLOWED, Channel};
use super::{TABLE, at, checklist, limit, name, platform, preview, reference};
use crate::data;
use crate::i18n::k;
use crate::kernel::RowId;
use crate::ui::Ctx;
use crate::ui::app;
use crate::ui::kit::{Field, field, field_with, icon, in_turn};
use leptos::prelude::*;

pub(super) fn section(cx: Ctx) -> AnyView {
    let rows = Memo::new(move |_| {
        let mut rows = cx.s.rows(TABLE);
        // Used channels first; the others keep their card, for what was already written there.
        rows.sort_by_key(|r| cx.s.text(at(*r, Channel::usage)) != "yes");
        rows
    });
    let none = move || {
        let used = rows
            .read()
            .iter()
            .any(|r| cx.s.text(at(*r, Channel::usage)) == "yes");
        (!used).then(|| view! { <div class="empty"><p class="empty__text">{cx.t(k::channel_page::cards_none)}</p></div> })
    };
    view! {
        <section class="group">
            <h2 class="group__title">{cx.t(k::channel_page::cards)}</h2>
            <p class="group__hint">{cx.t(k::channel_page::cards_text)}</p>
            {none}
            <div class="channel-cards">
                <For each=move || rows.get() key=|r| *r let:row>{in_turn(move || card(cx, row))}</For>
            </div>
        </section>
    }
    .into_any()
}

fn card(cx: Ctx, row: RowId) -> AnyView {
    let progress = Memo::new(move |_| {
        cx.s.module("channels", |w| {
            w.channels
                .channels
                .iter()
                .find(|c| c.id == row)
                .map(facts::checklist)
        })
        .unwrap_or((0, 0))
    });
    let used = Memo::new(move |_| cx.s.text(at(row, Channel::usage)) == "yes");
    let known = platform(cx, row);
    let handle = move || {
        Some(cx.s.text(at(row, Channel::handle)))
            .filter(|h| !h.trim().is_empty())
            .map(|h| format!("@{}", h.trim().trim_start_matches('@')))
    };
    let state = move || {
        if !used.get() {
            return view! { <span class="badge badge--new">{cx.t(k::channel_page::archived)}</span> }.into_any();
        }
        let (done, of) = progress.get();
        if of == 0 {
            return ().into_any();
        }
        let text = cx.fill(
            k::channel_page::done,
            &[("n", &done.to_string()), ("of", &of.to_string())],
        );
        view! {
            <span class="channel__done">
                <span class="channel__meter" aria-hidden="true"><span class="channel__bar" style:inline-size=format!("{}%", done * 100 / of)></span></span>
                {text}
            </span>
        }
        .into_any()
    };
    let setup = move || {
        (used.get() && known.get().is_some())
            .then(|| view! { {checklist::view(cx, row, known)} {reference::view(cx, known)} })
    };
    // Choosing another platform draws the fields with its limits anew; the cursor stays.
    let follow = move |e: web_sys::Event| {
        use wasm_bindgen::JsCast;
        let chosen = at(row, Channel::platform).to_string();
        let from = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .and_then(|t| t.get_attribute("name"));
        if from.as_deref() == Some(chosen.as_str()) {
            request_animation_frame(move || app::focus_field(&chosen));
        }
    };
    view! {
        <details class="channel" class:channel--off=move || !used.get() on:change=follow>
            <summary class="channel__line">
                {icon("right")}
                <span class="channel__head">
                    <span class="channel__name">{move || name(cx, row)}</span>
                    <span class="channel__handle">{handle}</span>
                </span>
                <span class="channel__state">{state}</span>
            </summary>
            <div class="channel__body">
                {in_turn(move || profile(cx, row, known))}
                {in_turn(move || people(cx, row))}
                {in_turn(move || ads(cx, row, known))}
                {in_turn(move || setup.into_any())}
            </div>
        </details>
    }
    .into_any()
}

fn profile(cx: Ctx, row: RowId, known: Memo<Option<&'static str>>) -> AnyView {
    let fields = [
        Channel::cta,
        Channel::link,
        Channel::url,
        Channel::followers,
    ]
    .map(|c| field(cx, at(row, c)));
    let slots = move || {
        facts::Slot::ALL
            .map(|slot| limit::slot(cx, row, slot, known.get()))
            .into_iter()
            .collect_view()
    };
    view! {
        <section class="channel__part channel__profile">
            <h3 class="channel__title">{cx.t(k::channel_page::profile)}</h3>
            <div class="channel__texts">
                {slots}
                <div class="cols">{fields.into_iter().collect_view()}</div>
                {field_with(cx, at(row, Channel::pinned), Field { rows: 3, ..Field::default() })}
                {field_with(cx, at(row, Channel::adaptation), Field { rows: 3, ..Field::default() })}
            </div>
            {preview::view(cx, row, known)}
        </section>
    }
    .into_any()
}

fn people(cx: Ctx, row: RowId) -> AnyView {
    let same = Memo::new(move |_| {
        facts::same_person(
            &cx.s.text(at(row, Channel::owner)),
            &cx.s.text(at(row, Channel::deputy)),
        )
    });
    let warning = move || {
        same.get().then(|| view! { <p class="channel__warn" role="status">{icon("warn")} <span>{cx.t(k::channel_page::same)}</span></p> })
    };
    let fields = [Channel::owner, Channel::deputy, Channel::ready].map(|c| field(cx, at(row, c)));
    let more = [Channel::platform, Channel::label].map(|c| field(cx, at(row, c)));
    view! {
        <section class="channel__part">
            <h3 class="channel__title">{cx.t(k::channel_page::people)}</h3>
            <div class="cols">{fields.into_iter().collect_view()}</div>
            {warning}
            <div class="cols">{more.into_iter().collect_view()}</div>
            {[Channel::page_type, Channel::goods].map(|c| field(cx, at(row, c))).into_iter().collect_view()}
        </section>
    }
    .into_any()
}

/// What the data say of advertising on this market, and the user's own word over it.
fn ads(cx: Ctx, row: RowId, known: Memo<Option<&'static str>>) -> AnyView {
    let by_data = move || {
        let platform = known.get().and_then(data::channel)?;
        let country = cx.s.module("frame", |w| w.frame.country.0.clone());
        let found = facts::ads_by_data(&country, platform);
        let own = cx.s.text(at(row, Channel::ads));
        let words = |id: &str| cx.l.option(&ADS_ALLOWED, id).to_lowercase();
        let text = match found {
            Ads::Known(id) => cx.fill(k::channel_page::ads_data, &[("ads", &words(id))]),
            Ads::Unclear => {
                let key = if platform.ads == "platform_limited" {
                    k::channel_ads::platform_limited
                } else {
                    k::channel_ads::unverified
                };
                cx.fill(
                    k::channel_page::ads_unknown,
                    &[("ads", &cx.t(key).to_lowercase())],
                )
            }
            Ads::NoData => cx.t(k::channel_page::ads_other).to_owned(),
        };
        let other = matches!(found, Ads::Known(id) if !own.is_empty() && own != id);
        let other = other.then(|| view! { <p class="channel__own">{icon("pen")} <span>{cx.fill(k::channel_page::ads_own, &[("ads", &words(&own))])}</span></p> });
        let more = (found != Ads::NoData).then(|| view! { <p class="channel__source">{cx.l.pick(platform.note)} " " {facts::source_words(cx.l, platform.source, platform.as_of)}</p> });
        Some(view! {
            <div class="channel__ads">
                <p>{text}</p>
                {more}
                {other}
            </div>
        })
    };
    let mark = Field {
        label: Some(k::channel_page::ads_mark),
        no_hint: true,
        ..Field::default()
    };
    view! {
        <section class="channel__part">
            <h3 class="channel__title">{cx.t(k::channel_page::ads)}</h3>
            {by_data}
            {field_with(cx, at(row, Channel::ads), mark)}
            <div class="cols">{[Channel::ads_start, Channel::registry].map(|c| field(cx, at(row, c))).into_iter().collect_view()}</div>
        </section>
    }
    .into_any()
}
