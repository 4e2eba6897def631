//! The topics bank: groups by rubric, quick adding, and the way from a topic to a post.

use super::shared::{go, rubric_name, tone};
use crate::i18n::k;
use crate::kernel::{Kind, Label, Path, Row, RowId, Value};
use crate::modules::content::{Post, Rubric, Topic};
use crate::ui::kit::{cell, chain_link, delete_row, empty, field, icon};
use crate::ui::route::Route;
use crate::ui::{Ctx, toast};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// More topics than this, and their details are drawn only when opened.
const EAGER: usize = 60;

/// Posts made from each topic.
type Used = Memo<BTreeMap<RowId, Vec<RowId>>>;

/// The view.
pub fn page(cx: Ctx) -> AnyView {
    let used: Used = Memo::new(move |_| {
        cx.s.rows(Post::TABLE);
        cx.s.derived(|w| {
            let mut out: BTreeMap<RowId, Vec<RowId>> = BTreeMap::new();
            for post in &w.content.posts {
                if let Some(topic) = post.topic {
                    out.entry(topic).or_default().push(post.id);
                }
            }
            out
        })
    });
    let groups = move || {
        let mut out: Vec<Option<RowId>> = cx.s.rows(Rubric::TABLE).into_iter().map(Some).collect();
        out.push(None);
        out
    };
    let nothing = move || cx.s.rows(Topic::TABLE).is_empty();
    let total = move || {
        let rows = cx.s.rows(Topic::TABLE);
        let taken = used.with(|u| rows.iter().filter(|r| u.contains_key(r)).count());
        cx.l.count_with(
            k::content::topics_page::total,
            rows.len(),
            &[("used", &taken.to_string())],
        )
    };
    view! {
        <Show when=nothing>
            {empty(cx, Label::Key(k::content::topics::_self), view! {
                <div class="ghost">
                    <p class="ghost__word">{cx.t(k::content::ghost::word)}</p>
                    <p class="ghost__title">{cx.t(k::content::ghost::topic)}</p>
                    <p class="ghost__text">{cx.t(k::content::ghost::topic_text)}</p>
                </div>
            }.into_any())}
        </Show>
        <Show when=move || !nothing()><p class="topics__total">{total}</p></Show>
        <For each=groups key=|g| *g let:rubric>{group(cx, rubric, used)}</For>
    }
    .into_any()
}

fn group(cx: Ctx, rubric: Option<RowId>, used: Used) -> AnyView {
    let rows = move || {
        let known = cx.s.rows(Rubric::TABLE);
        let all = cx.s.rows(Topic::TABLE);
        all.into_iter()
            .filter(|row| {
                cx.s.link(Topic::TABLE.cell(*row, Topic::rubric))
                    .filter(|r| known.contains(r))
                    == rubric
            })
            .collect::<Vec<_>>()
    };
    let rows = Memo::new(move |_| rows());
    let title = move || {
        rubric.map_or_else(
            || cx.t(k::content::topics_page::no_rubric).to_owned(),
            |r| rubric_name(cx, r),
        )
    };
    // Without rubrics this one list is the whole bank; beside them it shows only when it holds something.
    let shown = move || {
        rubric.is_some() || !rows.with(Vec::is_empty) || cx.s.rows(Rubric::TABLE).is_empty()
    };
    view! {
        <section class="topics" class:topics--hidden=move || !shown()>
            <h2 class="topics__title" class:visually-hidden=move || rubric.is_none() && rows.with(Vec::is_empty)><span class=move || tone(cx, rubric) aria-hidden="true"></span>{title}<span class="topics__count">{move || rows.with(Vec::len)}</span></h2>
            <ul class="topics__list"><For each=move || rows.get() key=|r| *r let:row>{topic(cx, row, used)}</For></ul>
            {quick(cx, rubric, title)}
        </section>
    }
    .into_any()
}

/// One line that adds a topic on Enter and stays for the next.
fn quick(
    cx: Ctx,
    rubric: Option<RowId>,
    title: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> AnyView {
    let text = RwSignal::new(String::new());
    let add = move || {
        let title = text.get_untracked().trim().to_owned();
        if title.is_empty() {
            return;
        }
        toast::say(cx.fill(k::content::topics_page::added, &[("name", &title)]));
        cx.s.add_row(
            Topic::TABLE,
            &[
                (Topic::title, Value::Text(title)),
                (Topic::rubric, Value::Ref(rubric)),
            ],
        );
        text.set(String::new());
    };
    let id = rubric.map_or_else(|| "none".to_owned(), |r| r.to_string());
    let label = move || cx.fill(k::content::topics_page::add_to, &[("rubric", &title())]);
    view! {
        <form class="topics__add" data-add="content.topics" on:submit=move |e| { e.prevent_default(); add(); }>
            <input
                class="input"
                type="text"
                name=format!("show.topic.{id}")
                autocomplete="off"
                enterkeyhint="enter"
                aria-label=label
                placeholder=cx.t(k::content::topics_page::placeholder)
                prop:value=move || text.get()
                on:input:target=move |e| text.set(e.target().value())
            />
            <button type="submit" class="button">{icon("plus")}<span>{cx.t(k::content::topics_page::add)}</span></button>
        </form>
    }
    .into_any()
}

fn topic(cx: Ctx, row: RowId, used: Used) -> AnyView {
    let at = move |column| Topic::TABLE.cell(row, column);
    let name = move || cx.s.text(at(Topic::title));
    let make = move |_| {
        let (title, rubric, persona) = cx.s.peek(|w| {
            let t = w.content.topics.iter().find(|t| t.id == row);
            t.map_or_else(Default::default, |t| (t.title.clone(), t.rubric, t.persona))
        });
        let post = cx.s.add_row(
            Post::TABLE,
            &[
                (Post::title, Value::Text(title)),
                (Post::rubric, Value::Ref(rubric)),
                (Post::personas, Value::Refs(persona.into_iter().collect())),
                (Post::topic, Value::Ref(Some(row))),
                (Post::status, Value::text("idea")),
            ],
        );
        go(cx, Post::TABLE.cell(post, Post::date));
    };
    let posts = move || {
        let posts = used.with(|u| u.get(&row).cloned().unwrap_or_default());
        posts.first().map(|first| {
            let href = cx.field_href(Post::TABLE.cell(*first, Post::title));
            view! { <a class="badge topics__used" href=href>{cx.l.count(k::content::topics_page::used, posts.len())}</a> }
        })
    };
    let meta = move || {
        let parts = [
            Topic::source,
            Topic::persona,
            Topic::competitor,
            Topic::note,
        ]
        .map(|c| words(cx, at(c)));
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let wanted = window()
        .location()
        .hash()
        .ok()
        .and_then(|h| Route::field(&h));
    let wanted = wanted.is_some_and(|f| f.starts_with(&format!("{}.{row}.", Topic::TABLE)));
    let eager = wanted || cx.s.peek(|w| w.content.topics.len() <= EAGER);
    let open = RwSignal::new(eager);
    let details = move || {
        open.get().then(|| {
            view! {
                <div class="more__body">
                    <div class="cols">{field(cx, at(Topic::rubric))}{field(cx, at(Topic::persona))}{field(cx, at(Topic::source))}{field(cx, at(Topic::competitor))}</div>
                    {field(cx, at(Topic::note))}
                </div>
            }
        })
    };
    view! {
        <li class="topic" data-row=row.to_string()>
            <div class="topic__line">
                {cell(cx, at(Topic::title), String::new())}
                <div class="topic__actions">
                    {posts}
                    <button type="button" class="button topic__make" on:click=make>{icon("pen")}<span>{cx.t(k::content::topics_page::make)}</span></button>
                    {chain_link(cx, Topic::TABLE, row)}
                    <button type="button" class="button button--icon" title=cx.t(k::word::delete) aria-label=move || cx.fill(k::edit::remove, &[("name", &name())]) on:click=move |_| delete_row(cx, Topic::TABLE, row)>{icon("trash")}</button>
                </div>
            </div>
            <details class="more more--small" on:toggle=move |_| { if !open.get_untracked() { open.set(true); } }>
                <summary class="more__summary">{icon("right")}<span class="more__word" class:visually-hidden=move || !meta().is_empty()>{cx.t(k::content::topics_page::more)}</span><span class="more__values">{meta}</span></summary>
                {details}
            </details>
        </li>
    }
    .into_any()
}

/// A cell in words, for the line under a topic.
fn words(cx: Ctx, path: Path) -> Option<String> {
    let def = cx.s.peek(|w| w.field(path))?;
    let text = match def.kind {
        Kind::Choice(set) => Some(cx.s.text(path))
            .filter(|t| !t.is_empty())
            .map(|t| cx.l.option(set, &t)),
        Kind::Ref(table) => cx.s.link(path).and_then(|r| cx.s.name(table, r, cx.l)),
        _ => Some(cx.s.text(path)),
    };
    text.filter(|t| !t.trim().is_empty())
}
