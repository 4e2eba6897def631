//! The ways to hand the document over, each with whom it is for. Light files are written here, so that they work when nothing
//! else does; heavy ones by the exporter's worker (`office.rs`).

use super::document::{Preview, Since};
use super::office::{self, Exporter};
use crate::document::to_json;
use crate::export::csv::Dialect;
use crate::export::job::Office;
use crate::export::{ics, name::file_name, plan_csv, to_html, to_markdown, to_rich};
use crate::i18n::{Locale, k};
use crate::kernel::Key;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::report;
use crate::ui::kit::icon;
use crate::ui::{Ctx, exits, shelf, toast};
use leptos::prelude::*;

/// Files written in the app itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Ics,
    Csv,
    Markdown,
}

impl Format {
    const fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("html", "text/html"),
            Self::Ics => ("ics", "text/calendar"),
            Self::Csv => ("csv", "text/csv"),
            Self::Markdown => ("md", "text/markdown"),
        }
    }
    /// What its button is called in the page.
    const fn id(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            other => other.parts().0,
        }
    }
    fn write(self, cx: Ctx, since: Since) -> String {
        cx.s.peek(|w| match self {
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
        })
    }
}

/// Name of a file that leaves today; `kind` tells one file of the strategy from another with the same ending.
pub(super) fn named(cx: Ctx, kind: Option<Key>, ending: &str) -> String {
    cx.s.peek(|w| {
        let mut title = w.frame.project.trim().to_owned();
        if let Some(kind) = kind {
            title = format!("{title} {}", report::locale(w).t(kind));
        }
        file_name(&title, browser::today(), ending)
    })
}

fn file(cx: Ctx, format: Format, since: Since) -> Outgoing {
    let (ending, mime) = format.parts();
    Outgoing::text(named(cx, None, ending), mime, format.write(cx, since))
}

fn save(cx: Ctx, format: Format, since: Since) {
    exits::offer(cx.l, file(cx, format, since));
}

/// Saves the workbook as a JSON file.
pub fn download_json(cx: Ctx) {
    // Before it is written: the copy tells where it comes from.
    cx.s.hand_out();
    let id = cx.s.id();
    // Not by way of the other formats: whoever only wants a copy does without their writers.
    let text = cx.s.peek(to_json);
    let file = Outgoing::text(named(cx, None, "json"), "application/json", text);
    exits::offer_and(cx.l, file, move || shelf::copied(&id));
}

/// Copies the document as it looks.
fn copy_rich(cx: Ctx, since: Since) {
    let rich = cx.s.peek(|w| to_rich(&since.build(w)));
    let plain = Outgoing::text(named(cx, None, "txt"), "text/plain", rich.plain);
    exits::copy_rich(cx.l, &rich.html, plain);
}

type Act = Box<dyn Fn()>;

/// One way: its id and picture, its name and whom it is for, what it does.
fn way(cx: Ctx, id: &'static str, picture: &'static str, words: (Key, Key), act: Act) -> AnyView {
    view! {
        <li class="ways__item">
            <button type="button" class="button ways__button" class:button--primary=id == "pdf" data-export=id on:click=move |_| act()>
                {icon(picture)}
                <span>{cx.t(words.0)}</span>
            </button>
            <p class="ways__text">{cx.t(words.1)}</p>
        </li>
    }
    .into_any()
}

fn group(cx: Ctx, title: Key, ways: Vec<AnyView>) -> AnyView {
    view! {
        <div class="ways__group">
            <h3 class="ways__title">{cx.t(title)}</h3>
            <ul class="ways__list">{ways}</ul>
        </div>
    }
    .into_any()
}

/// All of them, by whom they are for.
pub(super) fn view(cx: Ctx, since: Since, preview: Preview) -> AnyView {
    let exporter = Exporter::new(cx, since);
    let print = move || {
        cx.s.flush();
        // What is printed are the pages of the preview.
        if preview.ask() {
            let _ = window().print();
        } else {
            toast::tell(cx.t(k::doc::pages_first));
        }
    };
    let copy = move || {
        let file = file(cx, Format::Markdown, since);
        exits::copy(cx.l, file, k::doc::copied);
    };
    let share = move || exits::share(cx.l, file(cx, Format::Html, since));
    // The text is not asked about, and costs a while to write.
    let page = Outgoing::text("page.html".into(), Format::Html.parts().1, String::new());
    let heavy = move |o: Office, words| -> AnyView {
        way(
            cx,
            o.id(),
            office::picture(o),
            words,
            Box::new(move || exporter.make(o)),
        )
    };
    let light = move |f: Format, picture, words| -> AnyView {
        way(
            cx,
            f.id(),
            picture,
            words,
            Box::new(move || save(cx, f, since)),
        )
    };
    let mut client = vec![
        heavy(Office::Pdf, (k::doc::pdf, k::doc::pdf_text)),
        heavy(Office::Docx, (k::doc::docx, k::doc::docx_text)),
        heavy(Office::Pptx, (k::doc::pptx, k::doc::pptx_text)),
        heavy(Office::Slides, (k::doc::slides, k::doc::slides_text)),
        light(Format::Html, "doc", (k::doc::html, k::doc::html_text)),
        way(
            cx,
            "print",
            "print",
            (k::doc::print, k::doc::print_text),
            Box::new(print),
        ),
    ];
    if page.can_share() {
        let words = (k::exits::share_page, k::exits::share_text);
        client.push(way(cx, "share", "share", words, Box::new(share)));
    }
    let team = vec![
        heavy(Office::Xlsx, (k::doc::xlsx, k::doc::xlsx_text)),
        light(Format::Csv, "download", (k::doc::csv, k::doc::csv_text)),
        light(Format::Ics, "calendar", (k::doc::ics, k::doc::ics_text)),
        way(
            cx,
            "rich",
            "copy",
            (k::exits::rich, k::exits::rich_text),
            Box::new(move || copy_rich(cx, since)),
        ),
    ];
    let json = Box::new(move || download_json(cx));
    let own = vec![
        way(
            cx,
            "json",
            "archive",
            (k::doc::json, k::doc::json_text),
            json,
        ),
        light(
            Format::Markdown,
            "download",
            (k::doc::markdown, k::doc::markdown_text),
        ),
        way(
            cx,
            "copy",
            "copy",
            (k::doc::copy, k::doc::copy_text),
            Box::new(copy),
        ),
    ];
    view! {
        <section class="ways" aria-label=cx.t(k::doc::export)>
            <h2 class="visually-hidden">{cx.t(k::doc::export)}</h2>
            {group(cx, k::doc::for_client, client)}
            {group(cx, k::doc::for_team, team)}
            {group(cx, k::doc::for_self, own)}
            {exporter.view()}
        </section>
    }
    .into_any()
}
