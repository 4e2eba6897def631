//! A profile text with its limit, and a limit that the user may correct.

use super::super::facts::{self, Slot};
use super::super::{Channel, LimitOverride};
use super::at;
use crate::data::{self, Fact};
use crate::i18n::k;
use crate::kernel::{Row, RowId, Value};
use crate::ui::Ctx;
use crate::ui::app;
use crate::ui::kit::{Field, delete_row, field_with};
use leptos::prelude::*;

const OVER: crate::kernel::TablePath = LimitOverride::TABLE;

/// One profile text: the field counts against the limit that holds now.
pub(super) fn slot(cx: Ctx, row: RowId, slot: Slot, platform: Option<&'static str>) -> AnyView {
    let column = match slot {
        Slot::Name => Channel::profile_name,
        Slot::Bio => Channel::bio,
        Slot::Handle => Channel::handle,
    };
    let rows = if slot == Slot::Bio { 3 } else { 0 };
    let options = Field {
        rows,
        ..Field::default()
    };
    let found = platform.and_then(|id| Some((id, slot.fact(data::channel(id)?)?)));
    let Some((id, fact)) = found else {
        return field_with(cx, at(row, column), options);
    };
    let limit = Memo::new(move |_| {
        cx.s.module("channels", |w| facts::characters(&w.channels, id, fact))
    });
    let control = move || {
        field_with(
            cx,
            at(row, column),
            Field {
                limit: limit.get(),
                ..options
            },
        )
    };
    view! { <div class="limited">{control} {line(cx, id, fact)}</div> }.into_any()
}

/// The limit in words with its source and trust, and the way to correct it.
pub(super) fn line(cx: Ctx, platform: &'static str, fact: &'static Fact) -> AnyView {
    let now = Memo::new(move |_| {
        cx.s.module("channels", |w| facts::limit(&w.channels, platform, fact))
    });
    let words = move || {
        let limit = now.get();
        let text = facts::value_words(cx.l, fact, limit.value)
            .unwrap_or_else(|| cx.t(k::channel_page::unknown).to_owned());
        let badge = if limit.own {
            Some(view! { <span class="badge">{cx.t(k::channel_page::corrected)}</span> }.into_any())
        } else {
            facts::unverified(fact.confidence)
                .then(|| view! { <span class="badge badge--warn">{cx.t(k::channel_page::unverified)}</span> }.into_any())
        };
        let was = (limit.own && fact.value.is_some()).then(|| {
            format!(
                " · {}",
                cx.fill(
                    k::channel_page::in_data,
                    &[("n", &facts::typed(fact.value))]
                )
            )
        });
        let source = (!limit.own)
            .then(|| format!(" · {}", facts::source_words(cx.l, fact.source, fact.as_of)));
        view! { <span class="limit__words">{cx.t(k::channel_page::limit)} ": " {text} {was} {source} " " {badge}</span> }
    };
    view! { <div class="limit">{words} {fix(cx, platform, fact)}</div> }.into_any()
}

/// The small fold with the user's own value, source and date.
pub(super) fn fix(cx: Ctx, platform: &'static str, fact: &'static Fact) -> AnyView {
    let row = Memo::new(move |_| {
        cx.s.rows(OVER).into_iter().find(|r| {
            cx.s.text(OVER.cell(*r, LimitOverride::platform)) == platform
                && cx.s.text(OVER.cell(*r, LimitOverride::fact)) == fact.id
        })
    });
    let add = move |_| {
        let cells = [
            (LimitOverride::platform, Value::text(platform)),
            (LimitOverride::fact, Value::text(fact.id)),
        ];
        let row = cx.s.add_row(OVER, &cells);
        app::focus_field(&OVER.cell(row, LimitOverride::value).to_string());
    };
    let body = move || {
        match row.get() {
        Some(row) => {
            let plain = Field { plain: true, ..Field::default() };
            let fields = [LimitOverride::value, LimitOverride::source, LimitOverride::date].map(|c| field_with(cx, OVER.cell(row, c), plain));
            view! {
                <div class="cols cols--tight">{fields.into_iter().collect_view()}</div>
                <p><button type="button" class="link" on:click=move |_| delete_row(cx, OVER, row)>{cx.t(k::channel_page::fix_remove)}</button></p>
            }
            .into_any()
        }
        None => view! {
            <p class="note">{cx.t(k::channel_page::fix_text)}</p>
            <p><button type="button" class="button" on:click=add>{cx.t(k::channel_page::fix_add)}</button></p>
        }
        .into_any(),
    }
    };
    let label = cx.fill(k::channel_page::fix_name, &[("name", cx.l.pick(fact.name))]);
    view! {
        <details class="limit__fix">
            <summary class="limit__open" aria-label=label>{cx.t(k::channel_page::fix)}</summary>
            <div class="limit__body">{body}</div>
        </details>
    }
    .into_any()
}
