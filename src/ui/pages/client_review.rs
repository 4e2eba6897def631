//! Approval by the client: the page that is handed to them, their decisions on the way in, and what they said where the work is
//! done.

mod said;

pub use said::{about_post, of, of_module};

use super::import::load_error;
use crate::document::LoadError;
use crate::export::client_review::{
    Decisions, Fate, Incoming, Options, ReadError, Subject, Verdict, compare, counts, edits,
    file_name, parse_decisions, related, shown_posts, to_client_review,
};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Row, civil};
use crate::modules::Workbook;
use crate::modules::content::{Post, STATUS};
use crate::modules::review::CLIENT_VERDICT;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::ui::book::Named;
use crate::ui::kit::{Opener, icon, opener, trouble};
use crate::ui::{Ctx, exits, shelf, toast};
use leptos::html;
use leptos::prelude::*;

/// Larger files are refused before they are read; the reader has the same limit.
const MOST: usize = 4_000_000;

thread_local! {
    // Handed over from wherever the file was opened; of no owner, so that it outlives the page that opened it.
    static WAITING: ArcRwSignal<Option<Decisions>> = ArcRwSignal::new(None);
}

fn waiting() -> ArcRwSignal<Option<Decisions>> {
    WAITING.with(Clone::clone)
}

/// Reads the bytes of a file, leaves the decisions for the page of their workbook, and says which workbooks of the shelf that may
/// be: id and name, the open one first.
///
/// # Errors
/// Why not, in words.
pub fn take_in(bytes: &[u8], l: Locale) -> Result<Vec<Named>, String> {
    let decisions = parse_decisions(bytes).map_err(|e| read_error(l, &e))?;
    let books: Vec<Named> = shelf::entries()
        .into_iter()
        .filter(|e| !e.deleted && !e.origin.is_empty() && e.origin == decisions.origin)
        .map(|e| (e.id, e.name))
        .collect();
    if books.is_empty() {
        let name = match decisions.project.as_str() {
            "" => l.t(k::app::unnamed),
            name => name,
        };
        return Err(l.fill(k::client_review::no_book, &[("name", name)]));
    }
    waiting().set(Some(decisions));
    Ok(books)
}

fn read_error(l: Locale, error: &ReadError) -> String {
    match error {
        ReadError::Load(LoadError::TooLarge) => l.t(k::client_review::bad_large).into(),
        ReadError::Load(LoadError::Foreign("json" | "")) => l.t(k::client_review::bad_other).into(),
        ReadError::Load(error) => load_error(l, error),
        ReadError::Newer => l.t(k::client_review::bad_newer).into(),
        ReadError::Excess => l.t(k::client_review::bad_excess).into(),
        ReadError::Nothing => l.t(k::client_review::bad_empty).into(),
    }
}

// Handing out ------------------------------------------------------------------------------------

/// The folded part of the document page: the page for the client, and the way to what came back.
pub fn view(cx: Ctx) -> AnyView {
    let only_open = RwSignal::new(false);
    let options = move || Options {
        today: browser::today(),
        only_open: only_open.get_untracked(),
    };
    let make = move |_| {
        // Before it is written: the page tells which version it was made from.
        cx.s.hand_out();
        let (name, text) = cx.s.peek(|w| {
            let name = file_name(w, options());
            (name, to_client_review(w, options()))
        });
        exits::offer(cx.l, Outgoing::text(name, "text/html", text));
    };
    let asked = move || {
        let only_open = only_open.get();
        let n = cx.s.derived(|w| shown_posts(w, only_open).len());
        cx.l.count(k::client_review::asked, n)
    };
    let back = move || {
        let (all, open) = cx.s.module("review", |w| (w.review.client.len(), open(w)));
        let words = if open > 0 {
            cx.l.count(k::client_review::open, open)
        } else {
            cx.t(k::client_review::all).to_owned()
        };
        (all > 0).then(|| view! { <a href=cx.href("review/client")>{words}</a> })
    };
    view! {
        <details class="schedulers" data-part="client">
            <summary class="schedulers__summary">{cx.t(k::client_review::title)}</summary>
            <div class="schedulers__choice">
                <p>{cx.t(k::client_review::lead)}</p>
                <p class="note">{cx.t(k::client_review::inside)}</p>
                <label class="check">
                    <input type="checkbox" name="show.open" prop:checked=move || only_open.get() on:change:target=move |e| only_open.set(e.target().checked()) />
                    <span>{cx.t(k::client_review::only_open)}</span>
                </label>
                <p class="buttons">
                    <button type="button" class="button button--primary" data-export="client" on:click=make>{icon("download")}<span>{cx.t(k::client_review::make)}</span></button>
                    <span class="note" role="status">{asked}</span>
                </p>
                {door(cx)}
                <p>{back}</p>
            </div>
        </details>
    }
    .into_any()
}

/// Words of the client that are still to be dealt with.
fn open(w: &Workbook) -> usize {
    w.review.client.iter().filter(|r| !r.done).count()
}

/// Where the client's file comes in when its workbook is open; as text where only that could be carried over.
fn door(cx: Ctx) -> AnyView {
    let problem = RwSignal::new(None::<String>);
    let look = move |bytes: Result<Vec<u8>, LoadError>| {
        let read = bytes
            .map_err(ReadError::Load)
            .and_then(|b| parse_decisions(&b));
        match read {
            Ok(decisions) => {
                problem.set(None);
                waiting().set(Some(decisions));
                let _ = window().location().set_hash(&cx.href("review/client"));
            }
            Err(error) => problem.set(Some(read_error(cx.l, &error))),
        }
    };
    let open = Opener {
        words: cx.t(k::client_review::load),
        name: "decisions",
        accept: ".json,application/json,.txt,text/plain",
        hints: "decisions-hint",
        primary: false,
        most: MOST,
    };
    let area = NodeRef::<html::Textarea>::new();
    let pasted = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        if let Some(area) = area.get_untracked() {
            look(Ok(area.value().into_bytes()));
            if problem.get_untracked().is_none() {
                area.set_value("");
            }
        }
    };
    view! {
        <div class="said-door" inert=move || cx.s.locked()>
            <p class="buttons">
                {opener(open, look)}
                <span class="note" id="decisions-hint">{cx.t(k::client_review::load_hint)}</span>
            </p>
            <details class="said-paste">
                <summary>{cx.t(k::client_review::pasted)}</summary>
                <form on:submit=pasted>
                    <label class="field">
                        <span class="field__label">{cx.t(k::client_review::paste_text)}</span>
                        <textarea class="input" name="show.decisions" rows="4" spellcheck="false" node_ref=area></textarea>
                    </label>
                    <button type="submit" class="button" data-command="paste-decisions">{cx.t(k::client_review::paste_act)}</button>
                </form>
            </details>
            {trouble(problem)}
        </div>
    }
    .into_any()
}

// Coming in --------------------------------------------------------------------------------------

/// The view of the review page: what is coming in, then all the client has said.
pub fn tab(cx: Ctx) -> AnyView {
    let signal = waiting();
    let shown = move || signal.get().map(|decisions| incoming(cx, decisions));
    view! {
        <div class="said-page">
            {door(cx)}
            <div>{shown}</div>
            {said::list(cx)}
        </div>
    }
    .into_any()
}

fn incoming(cx: Ctx, decisions: Decisions) -> AnyView {
    let decisions = StoredValue::new(decisions);
    let anyway = RwSignal::new(Vec::<usize>::new());
    let view = move || {
        decisions.with_value(|d| {
            let (told, ours) = cx.s.derived(|w| (compare(w, d, cx.l), related(w, d)));
            told_of(cx, d, &told, ours, anyway)
        })
    };
    let accept = move |_| {
        let chosen = anyway.get_untracked();
        let (edits, who) = decisions.with_value(|d| {
            let edits = cx.s.peek(|w| edits(w, d, &chosen, browser::row_id));
            (edits, d.who.clone())
        });
        if cx.s.run(k::client_review::step, who, edits) {
            waiting().set(None);
            toast::show_undo(cx, cx.t(k::client_review::done_words).to_owned());
        }
    };
    let new = move || {
        decisions.with_value(|d| {
            cx.s.derived(|w| compare(w, d, cx.l).iter().any(|i| !i.known))
        })
    };
    view! {
        <section class="group said-in" aria-labelledby="said-in" data-part="incoming" inert=move || cx.s.locked()>
            <h2 class="group__title" id="said-in">{cx.t(k::client_review::incoming)}</h2>
            {view}
            <p class="buttons">
                {move || new().then(|| view! { <button type="button" class="button button--primary" data-command="take-decisions" on:click=accept>{cx.t(k::client_review::accept)}</button> })}
                <button type="button" class="button" data-command="leave-decisions" on:click=move |_| waiting().set(None)>{cx.t(k::client_review::leave)}</button>
            </p>
        </section>
    }
    .into_any()
}

fn told_of(
    cx: Ctx,
    d: &Decisions,
    told: &[Incoming],
    ours: bool,
    anyway: RwSignal<Vec<usize>>,
) -> AnyView {
    let who = match d.who.as_str() {
        "" => cx.t(k::client_review::nameless),
        name => name,
    };
    let from = match civil::parse_date(&d.date) {
        Some(date) => cx.fill(
            k::client_review::from,
            &[("name", who), ("date", &cx.l.date(date))],
        ),
        None => who.to_owned(),
    };
    let stranger = (!ours).then(|| {
        let words = cx.fill(k::client_review::stranger, &[("name", &d.project)]);
        view! { <p class="alert" role="alert">{words}</p> }
    });
    let count = |key: Key, n: usize| (n > 0).then(|| cx.l.count(key, n));
    let [approved, changes, comments] = counts(d, told);
    let new: Vec<String> = [
        count(k::client_review::changes, changes),
        count(k::client_review::comments, comments),
        count(k::client_review::approved, approved),
    ]
    .into_iter()
    .flatten()
    .collect();
    let known = told.iter().filter(|i| i.known).count();
    let sum = if new.is_empty() {
        cx.t(k::client_review::nothing_new).to_owned()
    } else {
        cx.l.join(&new)
    };
    let notes: Vec<AnyView> = [
        count(k::client_review::known, known).filter(|_| !new.is_empty()),
        count(k::client_review::unread, d.unread),
    ]
    .into_iter()
    .flatten()
    .map(|words| view! { <p class="note">{words}</p> }.into_any())
    .collect();
    // What asks for work stands first.
    let of = |verdict| {
        told.iter()
            .filter(|i| !i.known)
            .filter_map(|i| Some((i, d.all.get(i.at)?)))
            .filter(move |(_, d)| d.verdict == verdict)
    };
    let order = [Verdict::Change, Verdict::Comment, Verdict::Approve];
    let items: Vec<AnyView> = order
        .into_iter()
        .flat_map(of)
        .map(|(i, d)| {
            let mark = anyway_mark(cx, i, anyway);
            let note = notes_of(cx, i);
            let comment = (!d.comment.is_empty())
                .then(|| view! { <p class="said__words">{d.comment.clone()}</p> });
            view! {
                <li class=format!("said said--{}", d.verdict.id()) data-decision=d.subject.clone()>
                    <p class="said__head">{badge(cx, d.verdict.id())} <span class="said__about">{kind(cx, i.subject, &i.name)}</span></p>
                    {comment}
                    {note}
                    {mark}
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <p class="said-in__from">{from}</p>
        <p data-part="sum">{sum}</p>
        {stranger}
        {notes}
        <ul class="saids">{items}</ul>
    }
    .into_any()
}

/// What became of the subject, and what becomes of the post.
fn notes_of(cx: Ctx, i: &Incoming) -> AnyView {
    let fate = match i.fate {
        Fate::Same => None,
        Fate::Changed => Some(k::client_review::fate_changed),
        Fate::Gone => Some(k::client_review::fate_gone),
        Fate::Unknown => Some(k::client_review::fate_unknown),
    };
    let fate = fate.map(|key| view! { <span class="said__mark" data-fate=format!("{:?}", i.fate).to_lowercase()>{cx.t(key)}</span> });
    let outdated = i
        .outdated
        .then(|| view! { <span class="said__mark">{cx.t(k::client_review::outdated)}</span> });
    let now = match i.subject {
        Subject::Post(row) if i.fate != Fate::Gone => {
            cx.s.peek(|w| w.text(Post::TABLE.cell(row, Post::status)).to_owned())
        }
        _ => String::new(),
    };
    let named = |key: Key, id: &str| {
        let status = cx.l.option(&STATUS, id).to_lowercase();
        cx.fill(key, &[("status", &status)])
    };
    let effect = match i.status {
        Some(id) if !i.asks() => Some(named(k::client_review::becomes, id)),
        _ if now.is_empty() => None,
        _ => Some(named(k::client_review::stays, &now)),
    };
    view! { <p class="said__notes">{fate}{outdated}{effect.map(|e| view! { <span>{e}</span> })}</p> }
        .into_any()
}

/// The question about a post that was changed since it was approved.
fn anyway_mark(cx: Ctx, i: &Incoming, anyway: RwSignal<Vec<usize>>) -> AnyView {
    let at = i.at;
    if !i.asks() {
        return ().into_any();
    }
    let set = move |on: bool| {
        anyway.update(|all| {
            all.retain(|a| *a != at);
            if on {
                all.push(at);
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" name=format!("show.anyway.{at}") prop:checked=move || anyway.with(|a| a.contains(&at)) on:change:target=move |e| set(e.target().checked()) />
            <span>{cx.t(k::client_review::anyway)}</span>
        </label>
    }
    .into_any()
}

fn badge(cx: Ctx, verdict: &str) -> AnyView {
    let class = match verdict {
        "approve" => "badge badge--ok",
        "change" => "badge badge--accent",
        _ => "badge badge--new",
    };
    view! { <span class=class>{cx.l.option(&CLIENT_VERDICT, verdict)}</span> }.into_any()
}

/// `Post: its title`, `Section: its title`.
fn kind(cx: Ctx, subject: Subject, name: &str) -> String {
    match subject {
        Subject::Post(_) => format!("{}: {name}", cx.t(k::client_review::post)),
        Subject::Section(_) => format!("{}: {name}", cx.t(k::client_review::section)),
        Subject::Document => cx.t(k::client_review::document).to_owned(),
        Subject::Unknown => name.to_owned(),
    }
}
