//! All fields of the chosen post.

use super::posts::List;
use super::shared::{channel_name, day_words, focus_soon, post_date, post_title};
use crate::i18n::k;
use crate::kernel::{Key, Row, RowId, civil};
use crate::modules::content::Post;
use crate::modules::content::limits::text_limit;
use crate::ui::Ctx;
use crate::ui::kit::{Field, chain_link, delete_row, field, field_with, icon};
use crate::ui::pages::client_review;
use leptos::prelude::*;

/// The panel.
pub fn editor(cx: Ctx, list: List, row: RowId) -> AnyView {
    let at = move |column| Post::TABLE.cell(row, column);
    let meta = move || {
        let day = post_date(cx, row).map(|d| day_words(cx.l, d));
        let channel = cx.s.link(at(Post::channel)).map(|c| channel_name(cx, c));
        [day, channel]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let limit = Memo::new(move |_| {
        cx.s.link(at(Post::channel));
        cx.s.text(at(Post::format));
        cx.s.module("channels", |w| {
            w.content
                .posts
                .iter()
                .find(|p| p.id == row)
                .and_then(|p| text_limit(w, p))
        })
    });
    let body = move || {
        let options = Field {
            limit: limit.with(|l| l.as_ref().map(|l| l.chars)),
            rows: 7,
            ..Field::default()
        };
        field_with(cx, at(Post::body), options)
    };
    let note = move || {
        let (chars, as_of) = limit.with(|l| l.as_ref().map(|l| (l.chars, l.as_of)))?;
        let channel =
            cx.s.link(at(Post::channel))
                .map(|c| channel_name(cx, c))
                .unwrap_or_default();
        #[allow(clippy::cast_precision_loss)]
        let shown = cx.l.number(chars as f64, 0);
        let text = match civil::parse_date(as_of) {
            _ if as_of.is_empty() => cx.fill(
                k::content::editor::limit_own,
                &[("channel", &channel), ("n", &shown)],
            ),
            Some(d) => cx.fill(
                k::content::editor::limit_dated,
                &[
                    ("channel", &channel),
                    ("n", &shown),
                    ("date", &cx.l.date(d)),
                ],
            ),
            None => cx.fill(
                k::content::editor::limit,
                &[("channel", &channel), ("n", &shown)],
            ),
        };
        Some(view! { <p class="note">{text}</p> })
    };
    let step = move |by: isize, key: Key, icon_name: &'static str| {
        let to = move || list.beside(by);
        let press = move |_| {
            if let Some(row) = to() {
                list.choose(row);
                focus_soon(".post__title".into());
            }
        };
        view! { <button type="button" class="button button--icon" aria-label=cx.t(key) title=cx.t(key) disabled=move || to().is_none() on:click=press>{icon(icon_name)}</button> }
            .into_any()
    };
    let back = move |_| focus_soon(format!("tr[data-row=\"{row}\"] .posts__open"));
    let part = move |key: Key, class: &'static str, view: AnyView| {
        view! { <section class=format!("post__part {class}")><h3 class="post__head">{cx.t(key)}</h3>{view}</section> }.into_any()
    };
    let fields = move |columns: &[&'static str]| {
        columns.iter().map(|c| field(cx, at(c))).collect::<Vec<_>>()
    };
    view! {
        <article class="post" data-post-editor=row.to_string() aria-labelledby="post-title">
            <header class="post__top">
                <div class="post__name">
                    <h2 class="post__title" id="post-title" tabindex="-1">{move || post_title(cx, row)}</h2>
                    <p class="post__meta">{meta}</p>
                </div>
                <div class="row-actions">
                    {step(-1, k::content::editor::previous, "left")}
                    {step(1, k::content::editor::next, "right")}
                    {chain_link(cx, Post::TABLE, row)}
                    <button type="button" class="button button--icon" aria-label=move || cx.fill(k::edit::remove, &[("name", &post_title(cx, row))]) title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, Post::TABLE, row)>{icon("trash")}</button>
                </div>
            </header>
            {client_review::of(cx, &client_review::about_post(row))}
            <div class="post__grid">
                <div class="post__column">
                {part(k::content::editor::when, "post__part--when", view! {
                    {field(cx, at(Post::title))}
                    <div class="post__pair">{fields(&[Post::date, Post::time])}</div>
                    <div class="post__pair">{fields(&[Post::channel, Post::status])}</div>
                    {field(cx, at(Post::buffer))}
                }.into_any())}
                {part(k::content::editor::what, "post__part--what", view! {
                    <div class="post__pair">{fields(&[Post::rubric, Post::format])}</div>
                    {fields(&[Post::topic, Post::stage, Post::personas, Post::goal])}
                }.into_any())}
                </div>
                <div class="post__column">
                {part(k::content::editor::text, "post__part--text", view! {
                    {field(cx, at(Post::hook))}
                    <div class="post__body">{body}{note}</div>
                    <div class="cols">{fields(&[Post::cta, Post::link])}</div>
                    {fields(&[Post::hashtags])}
                }.into_any())}
                {part(k::content::editor::make, "post__part--make", view! {
                    {field_with(cx, at(Post::asset), Field { rows: 3, ..Field::default() })}
                    <div class="cols">{fields(&[Post::owner, Post::ready, Post::keyword, Post::repurpose])}</div>
                    {fields(&[Post::rights])}
                }.into_any())}
                </div>
            </div>
            <button type="button" class="link post__back" on:click=back>{cx.t(k::content::editor::back)}</button>
        </article>
    }
    .into_any()
}
