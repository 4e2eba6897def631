//! The document page: the preview on paper, what is in it and in which order, and the ways to hand
//! it over.

use super::dress;
use super::paper::paper;
use super::schedulers;
use super::sheet::Sheet;
use super::versions;
use super::ways;
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Key, Value};
use crate::modules::Workbook;
use crate::modules::desk::Desk;
use crate::platform::browser;
use crate::platform::history::{self, Version};
use crate::report;
use crate::ui::kit::{Field, field_with, icon};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;
use std::sync::Arc;

/// The version from which the document tells what has changed, and what it is called; none at first.
#[derive(Clone, Copy)]
pub(super) struct Since(RwSignal<Option<(String, Arc<Workbook>)>>);

impl Since {
    pub(super) fn none() -> Self {
        Self(RwSignal::new(None))
    }
    /// What the version is called, and the version itself, when one is chosen.
    pub(super) fn chosen(self) -> Option<(String, Arc<Workbook>)> {
        self.0.get_untracked()
    }
    /// The document of a workbook; tracked where that is possible.
    pub(super) fn build(self, w: &Workbook) -> report::Document {
        let today = browser::today();
        self.0.with(|since| match since {
            Some((words, before)) => report::build_since(w, today, before, words),
            None => report::build(w, today),
        })
    }
}

/// Posts above which the pages are laid out only when asked for: it takes the browser many seconds.
const MANY: usize = 1_000;

/// Whether the preview is there.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    cx: Ctx,
    asked: RwSignal<bool>,
}

impl Preview {
    fn small(self) -> bool {
        self.cx
            .s
            .module("content", |w| w.content.posts.len() <= MANY)
    }
    /// Asks for it; true when it was there already.
    pub(super) fn ask(self) -> bool {
        let there = untrack(|| self.asked.get() || self.small());
        self.asked.set(true);
        there
    }
    fn view(self, since: Since) -> AnyView {
        let Self { cx, asked } = self;
        let small = Memo::new(move |_| self.small());
        let pages = move || {
            let doc = Memo::new(move |_| cx.s.derived(|w| Arc::new(since.build(w))));
            let sheet = move || Sheet {
                cx,
                l: doc.with_untracked(|d| d.locale),
                links: true,
            };
            paper(sheet, doc.into())
        };
        let view = move || {
            if asked.get() || small.get() {
                return pages();
            }
            view! {
                <div class="nudge" data-nudge="pages">
                    <p>{cx.t(k::doc::many)}</p>
                    <button type="button" class="button" data-command="pages" on:click=move |_| asked.set(true)>{cx.t(k::doc::show_pages)}</button>
                </div>
            }
            .into_any()
        };
        view! { <section class="preview" aria-label=cx.t(k::doc::preview)>{view}</section> }
            .into_any()
    }
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    let since = Since::none();
    let preview = Preview {
        cx,
        asked: RwSignal::new(false),
    };
    view! {
        <div class="page page--document">
            <header class="page__head">
                <h1 class="page__title" tabindex="-1">{cx.t(k::doc::title)}</h1>
                <p class="page__purpose">{cx.t(k::doc::lead)}</p>
            </header>
            {vetoes(cx)}
            {ways::view(cx, since, preview)}
            {dress::view(cx)}
            {arrange(cx, since)}
            {schedulers::view(cx)}
            {super::client_review::view(cx)}
            {preview.view(since)}
        </div>
    }
    .into_any()
}

/// What must not be handed over is said before the ways to do it.
fn vetoes(cx: Ctx) -> AnyView {
    let count = Memo::new(move |_| cx.s.review(|r, w| r.counts(w)[0]));
    let view = move || {
        let n = count.get();
        (n > 0).then(|| {
            let words = cx.l.count(k::review_page::stopped, n);
            view! { <div class="nudge nudge--veto" data-nudge="veto"><p>{words} " " <a href=cx.href("review")>{cx.t(k::review_page::look)}</a></p></div> }
        })
    };
    view! { <div>{view}</div> }.into_any()
}

/// Sections: shown or not, and their order; language, paper, marks.
fn arrange(cx: Ctx, since: Since) -> AnyView {
    let order = Memo::new(move |_| cx.s.module("desk", report::order));
    let hidden = move |id: &str| cx.s.lines(Desk::hidden).iter().any(|h| h == id);
    let toggle = move |id: &'static str, shown: bool| {
        let mut list = cx.s.peek(|w| w.desk.hidden.clone());
        list.retain(|h| h != id);
        if !shown {
            list.push(id.into());
        }
        cx.s.set(Desk::hidden, Value::Lines(list));
    };
    let shift = move |id: &'static str, by: isize| {
        let mut list = order.get_untracked();
        let Some(from) = list.iter().position(|s| *s == id) else {
            return;
        };
        let Some(to) = from.checked_add_signed(by).filter(|to| *to < list.len()) else {
            return;
        };
        let moved = list.remove(from);
        list.insert(to, moved);
        let lines = list.iter().map(|s| (*s).to_owned()).collect();
        cx.s.run(
            k::edit::arrange,
            String::new(),
            vec![Edit::Set {
                path: Desk::order,
                value: Value::Lines(lines),
            }],
        );
        toast::say(cx.fill(
            k::edit::moved,
            &[
                ("n", &(to + 1).to_string()),
                ("of", &list.len().to_string()),
            ],
        ));
    };
    let row = move |id: &'static str| {
        let title = report::section_title(cx.l, id);
        let place = move || order.with(|o| (o.iter().position(|s| *s == id).unwrap_or(0), o.len()));
        let label = |key: Key| cx.fill(key, &[("name", title)]);
        view! {
            <li class="arrange__item">
                <label class="check">
                    <input type="checkbox" name=format!("show.{id}") aria-label=label(k::doc::show) prop:checked=move || !hidden(id) on:change:target=move |e| toggle(id, e.target().checked()) />
                    <span>{title}</span>
                </label>
                <span class="row-actions">
                    <button type="button" class="button button--icon" aria-label=label(k::edit::up) title=cx.t(k::edit::up_short) disabled=move || place().0 == 0 on:click=move |_| shift(id, -1)>{icon("up")}</button>
                    <button type="button" class="button button--icon" aria-label=label(k::edit::down) title=cx.t(k::edit::down_short) disabled={move || place().0 + 1 >= place().1} on:click=move |_| shift(id, 1)>{icon("down")}</button>
                </span>
            </li>
        }
    };
    let plain = Field {
        no_hint: true,
        plain: true,
        ..Field::default()
    };
    view! {
        <details class="arrange" inert=move || cx.s.locked()>
            <summary class="arrange__summary">{cx.t(k::doc::arrange)}</summary>
            <div class="arrange__body">
                <ol class="arrange__list">
                    <For each=move || order.get() key=|id| *id let:id>{row(id)}</For>
                </ol>
                <div class="arrange__settings">
                    {dress::language(cx)}
                    {field_with(cx, Desk::paper, plain)}
                    {field_with(cx, Desk::omit_missing, plain)}
                    {field_with(cx, Desk::with_review, plain)}
                    {since_choice(cx, since)}
                </div>
            </div>
        </details>
    }
    .into_any()
}

/// From which version to tell what has changed; not there while there is no version.
fn since_choice(cx: Ctx, since: Since) -> AnyView {
    let list = RwSignal::new(Vec::new());
    let id = cx.s.id();
    leptos::task::spawn_local(async move {
        drop(list.try_set(history::list(&id).await.unwrap_or_default()));
    });
    // In the document's language, where it will stand.
    let words = move |v: &Version| {
        let l = cx.s.peek(report::locale);
        format!("{}, {}", versions::name(l, v), versions::moment(l, &v.at))
    };
    let choose = move |n: String| {
        let chosen = list.with_untracked(|l| l.iter().find(|v| v.n.to_string() == n).cloned());
        let Some(version) = chosen else {
            since.0.set(None);
            return;
        };
        leptos::task::spawn_local(async move {
            match versions::read(version.n).await {
                Some(before) => drop(since.0.try_set(Some((words(&version), Arc::new(before))))),
                None => toast::tell(cx.t(k::versions::unreadable)),
            }
        });
    };
    let options = move || {
        let name = |v: &Version| {
            format!(
                "{}, {}",
                versions::name(cx.l, v),
                versions::moment(cx.l, &v.at)
            )
        };
        list.get()
            .iter()
            .map(|v| view! { <option value=v.n.to_string()>{name(v)}</option> })
            .collect_view()
    };
    view! {
        <Show when=move || !list.with(Vec::is_empty)>
            <label class="field">
                <span class="field__label">{cx.t(k::versions::in_document)}</span>
                <select class="input input--select" name="since" on:change:target=move |e| choose(e.target().value())>
                    <option value="">{cx.t(k::versions::in_document_none)}</option>
                    {options}
                </select>
            </label>
        </Show>
    }
    .into_any()
}
