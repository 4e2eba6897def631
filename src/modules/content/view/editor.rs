//! The editor of one post.

use crate::data;
use crate::i18n::k;
use crate::kernel::{Key, Row, RowId};
use crate::modules::content::Post;
use crate::ui::kit::{Field, delete_row, field_with, icon};
use crate::ui::Ctx;
use leptos::prelude::*;

/// Ids under which the data file keeps a channel's longest post, most fitting first.
const POST_LIMITS: [&str; 6] = ["post", "message", "article", "caption", "description", "pin_description"];

pub fn editor(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column: &'static str| Post::TABLE.cell(row, column);
    let plain = Field { no_hint: true, ..Field::default() };
    let put = move |columns: &[&'static str]| columns.iter().map(|c| field_with(cx, at(c), plain)).collect::<Vec<_>>();
    let name = move || cx.s.name(Post::TABLE, row, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into());
    // The longest text the channel takes; drawn anew when the channel changes.
    let limit = Memo::new(move |_| {
        let channel = cx.s.link(at(Post::channel))?;
        let platform = cx.s.module("channels", |w| w.channels.channels.iter().find(|c| c.id == channel).map(|c| c.platform.0.clone()))?;
        let limits = data::channel(&platform)?.limits;
        POST_LIMITS.iter().find_map(|id| limits.iter().find(|f| f.id == *id))
    });
    let body = move || {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let most = limit.with(|f| f.and_then(|f| f.value)).map(|v| v as usize);
        field_with(cx, at(Post::body), Field { no_hint: true, limit: most, rows: 5, ..Field::default() })
    };
    let about = move || {
        limit.get().map(|f| {
            let source = data::SOURCES.get(f.source).map_or("", |s| s.title);
            let key = if source.is_empty() { k::content_page::limit_unverified } else { k::content_page::limit_source };
            let most = f.value.map(|v| cx.l.number(v, 0)).unwrap_or_default();
            view! { <p class="note">{cx.fill(key, &[("n", &most), ("source", source), ("date", f.as_of)])}</p> }
        })
    };
    let part = |title: Key, inside: AnyView| view! { <section class="editor__part"><h3 class="editor__title">{cx.t(title)}</h3>{inside}</section> }.into_any();
    view! {
        <article class="card editor">
            <header class="card__head">
                <h2 class="card__title">{name}</h2>
                <button type="button" class="button button--icon" aria-label=move || cx.fill(k::edit::remove, &[("name", &name())]) title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, Post::TABLE, row)>{icon("trash")}</button>
            </header>
            {put(&[Post::title])}
            {part(k::content_page::when, view! {
                <div class="cols cols--tight">{put(&[Post::date, Post::time])}</div>
                <div class="cols">{put(&[Post::channel, Post::format])}</div>
                <div class="cols">{put(&[Post::status, Post::owner])}</div>
                {put(&[Post::buffer])}
            }.into_any())}
            {part(k::content_page::what_for, view! {
                <div class="cols">{put(&[Post::rubric, Post::topic])}</div>
                {put(&[Post::personas])}
                <div class="cols">{put(&[Post::goal, Post::stage])}</div>
            }.into_any())}
            {part(k::content_page::text, view! {
                {field_with(cx, at(Post::hook), Field::default())}
                <div>{body}</div>
                <div>{about}</div>
                {put(&[Post::asset])}
                <div class="cols">{put(&[Post::cta, Post::link])}</div>
                <div class="cols">{put(&[Post::hashtags, Post::keyword])}</div>
                {put(&[Post::repurpose])}
            }.into_any())}
        </article>
    }
    .into_any()
}
