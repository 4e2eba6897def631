//! The document page: the preview on paper, what is in it and in which order, and the ways to hand
//! it over.

use super::paper::paper;
use super::schedulers;
use super::sheet::Sheet;
use super::versions;
use crate::document::{Edit, to_json};
use crate::export::csv::Dialect;
use crate::export::{docx, ics, name::file_name, plan_csv, to_html, to_markdown};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Value};
use crate::modules::Workbook;
use crate::modules::desk::Desk;
use crate::modules::frame::Frame;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::platform::history::{self, Version};
use crate::report;
use crate::ui::kit::{Field, field_with, icon};
use crate::ui::{Ctx, exits, shelf, toast};
use leptos::prelude::*;
use std::sync::Arc;

/// Formats written in the app itself, so that they work when nothing else does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Docx,
    Html,
    Ics,
    Csv,
    Markdown,
    Json,
}

impl Format {
    const fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Docx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            Self::Html => ("html", "text/html"),
            Self::Ics => ("ics", "text/calendar"),
            Self::Csv => ("csv", "text/csv"),
            Self::Markdown => ("md", "text/markdown"),
            Self::Json => ("json", "application/json"),
        }
    }
    /// The text of the file, or its bytes; neither when it would be too large for its format.
    fn write(self, cx: Ctx, since: Since) -> Option<(String, Vec<u8>)> {
        cx.s.peek(|w| {
            let text = match self {
                Self::Docx => {
                    let options = docx::Options {
                        author: w.frame.author.trim(),
                        date: browser::today(),
                        ..docx::Options::default()
                    };
                    let bytes = docx::to_docx(&since.build(w), &options).ok()?;
                    return Some((String::new(), bytes));
                }
                Self::Html => to_html(&since.build(w)),
                Self::Ics => {
                    let options = ics::Options {
                        locale: report::locale(w),
                        workbook: &cx.s.id(),
                        stamp: browser::moment(),
                        sequence: u32::try_from(cx.s.revision()).unwrap_or(u32::MAX),
                        key_dates: true,
                    };
                    ics::to_ics(w, options).text
                }
                Self::Csv => {
                    // With a decimal comma, spreadsheets part cells at the semicolon.
                    let l = report::locale(w);
                    let dialect = match l {
                        Locale::Ru => Dialect::EXCEL_COMMA,
                        Locale::En => Dialect::EXCEL_POINT,
                    };
                    plan_csv::plan(w, l, dialect)
                }
                Self::Markdown => to_markdown(&since.build(w)),
                Self::Json => to_json(w),
            };
            Some((text, Vec::new()))
        })
    }
}

/// The version from which the document tells what has changed, and what it is called; none at first.
#[derive(Clone, Copy)]
struct Since(RwSignal<Option<(String, Arc<Workbook>)>>);

impl Since {
    fn none() -> Self {
        Self(RwSignal::new(None))
    }
    /// The document of a workbook; tracked where that is possible.
    fn build(self, w: &Workbook) -> report::Document {
        let today = browser::today();
        self.0.with(|since| match since {
            Some((words, before)) => report::build_since(w, today, before, words),
            None => report::build(w, today),
        })
    }
}

/// The document as a file; nothing when it would be too large for its format.
fn file(cx: Ctx, format: Format, since: Since) -> Option<Outgoing> {
    let (extension, mime) = format.parts();
    let name =
        cx.s.peek(|w| file_name(&w.frame.project, browser::today(), extension));
    let (text, bytes) = format.write(cx, since)?;
    Some(Outgoing {
        name,
        mime,
        text,
        bytes,
    })
}

fn save(cx: Ctx, format: Format, since: Since) {
    // Before it is written: the copy tells where it comes from.
    if format == Format::Json {
        cx.s.hand_out();
    }
    let Some(file) = file(cx, format, since) else {
        return toast::tell(cx.t(k::doc::too_large));
    };
    if format == Format::Json {
        let id = cx.s.id();
        exits::offer_and(cx.l, file, move || shelf::copied(&id));
    } else {
        exits::offer(cx.l, file);
    }
}

/// Saves the workbook as a JSON file.
pub fn download_json(cx: Ctx) {
    save(cx, Format::Json, Since::none());
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    let since = Since::none();
    let doc = Memo::new(move |_| cx.s.derived(|w| Arc::new(since.build(w))));
    let sheet = move || Sheet {
        cx,
        l: doc.with_untracked(|d| d.locale),
        links: true,
    };
    view! {
        <div class="page page--document">
            <header class="page__head">
                <h1 class="page__title" tabindex="-1">{cx.t(k::doc::title)}</h1>
                <p class="page__purpose">{cx.t(k::doc::lead)}</p>
            </header>
            {vetoes(cx)}
            {export(cx, since)}
            {arrange(cx, since)}
            {schedulers::view(cx)}
            {super::client_review::view(cx)}
            <section class="preview" aria-label=cx.t(k::doc::preview)>{paper(sheet, doc.into())}</section>
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

fn export(cx: Ctx, since: Since) -> AnyView {
    let print = move |_| {
        cx.s.flush();
        let _ = window().print();
    };
    let copy = move |_| {
        if let Some(file) = file(cx, Format::Markdown, since) {
            exits::copy(cx.l, file, k::doc::copied);
        }
    };
    let share = move |_| {
        if let Some(file) = file(cx, Format::Html, since) {
            exits::share(cx.l, file);
        }
    };
    let way = |id: &'static str,
               name: &'static str,
               title: Key,
               text: Key,
               act: Box<dyn Fn(web_sys::MouseEvent)>| {
        view! {
            <li class="ways__item">
                <button type="button" class="button ways__button" class:button--primary=id == "print" data-export=id on:click=act>
                    {icon(name)}
                    <span>{cx.t(title)}</span>
                </button>
                <p class="ways__text">{cx.t(text)}</p>
            </li>
        }
        .into_any()
    };
    // The text is not asked about, and costs a while to write.
    let page = Outgoing {
        name: "page.html".into(),
        mime: Format::Html.parts().1,
        ..Outgoing::default()
    };
    let share = page.can_share().then(|| {
        way(
            "share",
            "share",
            k::exits::share_page,
            k::exits::share_text,
            Box::new(share),
        )
    });
    view! {
        <section class="ways" aria-label=cx.t(k::doc::export)>
            <ul class="ways__list">
                {way("print", "print", k::doc::print, k::doc::print_text, Box::new(print))}
                {way("docx", "doc", k::doc::docx, k::doc::docx_text, Box::new(move |_| save(cx, Format::Docx, since)))}
                {way("html", "doc", k::doc::html, k::doc::html_text, Box::new(move |_| save(cx, Format::Html, since)))}
                {share}
                {way("ics", "calendar", k::doc::ics, k::doc::ics_text, Box::new(move |_| save(cx, Format::Ics, since)))}
                {way("csv", "download", k::doc::csv, k::doc::csv_text, Box::new(move |_| save(cx, Format::Csv, since)))}
                {way("markdown", "download", k::doc::markdown, k::doc::markdown_text, Box::new(move |_| save(cx, Format::Markdown, since)))}
                {way("copy", "copy", k::doc::copy, k::doc::copy_text, Box::new(copy))}
                {way("json", "archive", k::doc::json, k::doc::json_text, Box::new(move |_| save(cx, Format::Json, since)))}
            </ul>
        </section>
    }
    .into_any()
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
                    {field_with(cx, Frame::language, plain)}
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
