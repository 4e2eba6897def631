//! The lesson of a module: fetched when it is first looked at, kept while the page lives.

use crate::course::{Block, Lesson, Span, parse};
use crate::i18n::k;
use crate::platform::browser;
use crate::ui::Ctx;
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    // Lessons read in this visit: a handful of kilobytes, and switching tabs stays instant.
    static READ: RefCell<Vec<(String, Lesson)>> = const { RefCell::new(Vec::new()) };
}

/// The lesson.
pub fn lesson(cx: Ctx, slug: &'static str) -> AnyView {
    let path = format!("./content/{}/{slug}.md", cx.l.tag());
    let found = RwSignal::new_local(
        READ.with_borrow(|r| r.iter().find(|(p, _)| *p == path).map(|(_, l)| l.clone())),
    );
    let failed = RwSignal::new(false);
    let fetch = move || {
        let path = path.clone();
        failed.set(false);
        leptos::task::spawn_local(async move {
            match browser::fetch_text(&path)
                .await
                .ok()
                .and_then(|t| parse(&t).ok())
            {
                Some(lesson) => {
                    READ.with_borrow_mut(|r| r.push((path, lesson.clone())));
                    found.try_set(Some(lesson));
                }
                None => {
                    failed.try_set(true);
                }
            }
        });
    };
    if found.with_untracked(Option::is_none) {
        fetch();
    }
    let view = move || {
        let fetch = fetch.clone();
        if failed.get() {
            return view! {
                <p class="lesson__failed">{cx.t(k::margin::lesson_failed)} " " <button type="button" class="link" on:click=move |_| fetch()>{cx.t(k::save::retry)}</button></p>
            }
            .into_any();
        }
        found
            .with(|l| l.as_ref().map(|l| text(cx, l)))
            .unwrap_or_else(|| ().into_any())
    };
    view! { <article class="lesson">{view}</article> }.into_any()
}

fn text(cx: Ctx, lesson: &Lesson) -> AnyView {
    let blocks: Vec<AnyView> = lesson.blocks.iter().map(|b| block(cx, b)).collect();
    view! { <h2 class="lesson__title">{lesson.title.clone()}</h2> {blocks} }.into_any()
}

fn spans(spans: &[Span]) -> Vec<AnyView> {
    spans
        .iter()
        .map(|s| match s {
            Span::Text(t) => view! { <span>{t.clone()}</span> }.into_any(),
            Span::Strong(t) => view! { <strong>{t.clone()}</strong> }.into_any(),
            Span::Emphasis(t) => view! { <em>{t.clone()}</em> }.into_any(),
        })
        .collect()
}

fn block(cx: Ctx, b: &Block) -> AnyView {
    match b {
        Block::Heading(t) => view! { <h3 class="lesson__heading">{t.clone()}</h3> }.into_any(),
        Block::Paragraph(s) => view! { <p>{spans(s)}</p> }.into_any(),
        Block::Tip(s) => view! { <p class="lesson__tip">{spans(s)}</p> }.into_any(),
        Block::List { ordered, items } => {
            let items: Vec<AnyView> = items
                .iter()
                .map(|i| view! { <li>{spans(i)}</li> }.into_any())
                .collect();
            if *ordered {
                view! { <ol class="lesson__list">{items}</ol> }.into_any()
            } else {
                view! { <ul class="lesson__list">{items}</ul> }.into_any()
            }
        }
        Block::Quiz {
            question,
            options,
            why,
        } => {
            let chosen = RwSignal::new(None::<usize>);
            let why = StoredValue::new(why.clone());
            let right = options.iter().position(|o| o.right);
            let answers: Vec<AnyView> = options
                .iter()
                .enumerate()
                .map(|(i, o)| {
                    let state = move || chosen.get().map(|c| if Some(i) == right { "right" } else if c == i { "wrong" } else { "" });
                    let word = move || match state() {
                        Some("right") => view! { <span class="quiz__word">{cx.t(k::margin::right)}</span> }.into_any(),
                        Some("wrong") => view! { <span class="quiz__word">{cx.t(k::margin::wrong)}</span> }.into_any(),
                        _ => ().into_any(),
                    };
                    view! {
                        <button type="button" class="quiz__option" data-state=state aria-pressed=move || (chosen.get() == Some(i)).to_string() on:click=move |_| chosen.set(Some(i))>
                            <span>{o.text.clone()}</span>
                            {word}
                        </button>
                    }
                    .into_any()
                })
                .collect();
            let because = move || {
                chosen
                    .get()
                    .map(|_| view! { <p class="quiz__why">{spans(&why.get_value())}</p> })
            };
            view! {
                <div class="quiz" role="group" aria-label=question.clone()>
                    <p class="quiz__question">{question.clone()}</p>
                    {answers}
                    <div role="status">{because}</div>
                </div>
            }
            .into_any()
        }
    }
}
