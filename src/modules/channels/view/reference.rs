//! Image sizes and post limits of a platform, each with source, date and trust.

use super::super::facts;
use super::limit;
use crate::data::{self, Channel, Fact, Image};
use crate::i18n::k;
use crate::ui::Ctx;
use crate::ui::kit::icon;
use leptos::prelude::*;

pub(super) fn view(cx: Ctx, known: Memo<Option<&'static str>>) -> AnyView {
    let body = move || known.get().and_then(data::channel).map(|p| tables(cx, p));
    view! {
        <details class="reference">
            <summary class="reference__open">{icon("right")} <span>{cx.t(k::channel_page::reference)}</span></summary>
            <div class="reference__body">{body}</div>
        </details>
    }
    .into_any()
}

fn tables(cx: Ctx, p: &'static Channel) -> AnyView {
    let images: Vec<AnyView> = p.images.iter().map(|i| image(cx, i)).collect();
    let posts: Vec<AnyView> = p.limits.iter().map(|f| post(cx, p.id, f)).collect();
    view! {
        <h4 class="reference__title">{cx.t(k::channel_page::images)}</h4>
        <ul class="sizes">{images}</ul>
        <h4 class="reference__title">{cx.t(k::channel_page::limits)}</h4>
        <ul class="post-limits">{posts}</ul>
    }
    .into_any()
}

/// A size with its outline drawn to scale.
fn image(cx: Ctx, i: &'static Image) -> AnyView {
    let known = i.width > 0 && i.height > 0;
    let size = if known {
        format!("{} × {}", i.width, i.height)
    } else {
        cx.t(k::channel_page::size_none).to_owned()
    };
    let (w, h) = (f64::from(i.width.max(1)), f64::from(i.height.max(1)));
    let scale = 3.0 / w.max(h);
    let outline = known.then(|| {
        view! { <span class="sizes__outline" style:inline-size=format!("{:.2}rem", w * scale) style:block-size=format!("{:.2}rem", h * scale)></span> }
    });
    let weak = facts::unverified(i.confidence).then(
        || view! { <span class="badge badge--warn">{cx.t(k::channel_page::unverified)}</span> },
    );
    view! {
        <li class="sizes__item">
            <span class="sizes__frame" aria-hidden="true">{outline}</span>
            <span class="sizes__words">
                <b class="sizes__size">{size}</b>
                <span>{cx.l.pick(i.name)}</span>
                <span class="sizes__source">{facts::source_words(cx.l, i.source, i.as_of)} " " {weak}</span>
            </span>
        </li>
    }
    .into_any()
}

fn post(cx: Ctx, platform: &'static str, fact: &'static Fact) -> AnyView {
    let fixable = fact.value.is_some() || fact.words.is_empty();
    let line = if fixable {
        limit::line(cx, platform, fact)
    } else {
        let text = facts::value_words(cx.l, fact, None).unwrap_or_default();
        view! { <div class="limit"><span class="limit__words">{text} " · " {facts::source_words(cx.l, fact.source, fact.as_of)}</span></div> }.into_any()
    };
    view! { <li class="post-limits__item"><span class="post-limits__name">{cx.l.pick(fact.name)}</span>{line}</li> }.into_any()
}
