//! Joining a copy that somebody else edited: what comes in, what both sides changed, one step.

use super::versions::{groups, moment, name, read};
use crate::document::{
    self, Conflict, LoadError, MAX_BYTES, Merge, Side, changes, from_json, lineage, merge,
};
use crate::i18n::k;
use crate::kernel::{Path, RowId, TablePath, Value};
use crate::modules::Workbook;
use crate::platform::history::{self, Kind};
use crate::ui::kit::{Opener, opener, trouble};
use crate::ui::pages::import::load_error;
use crate::ui::session::keep_version;
use crate::ui::{Ctx, toast};
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    // Handed over from the start page, where the file was opened.
    static WAITING: RefCell<Option<Workbook>> = const { RefCell::new(None) };
}

/// Leaves a copy for the page to look at.
pub fn bring(copy: Workbook) {
    WAITING.with(|w| *w.borrow_mut() = Some(copy));
}

/// A copy beside the open workbook.
#[derive(Clone)]
struct Review {
    copy: Arc<Workbook>,
    /// The common ancestor, and what it is called.
    base: Option<(String, Arc<Workbook>)>,
    /// The copy is that very version, unchanged.
    same: bool,
    related: bool,
}

async fn review(cx: Ctx, copy: Workbook) -> Review {
    let versions = history::list(&cx.s.id()).await.unwrap_or_default();
    let tags: Vec<String> = versions.iter().map(|v| v.tag.clone()).collect();
    let tag = lineage::ancestor(&copy, &tags);
    let same = tag.is_some_and(|t| *t == lineage::tag(&copy));
    let found = versions.iter().find(|v| tag == Some(&v.tag));
    let base = match found {
        Some(version) => read(version.n).await.map(|w| {
            let words = format!("{}, {}", name(cx.l, version), moment(cx.l, &version.at));
            (words, Arc::new(w))
        }),
        None => None,
    };
    Review {
        related: base.is_some() || cx.s.peek(|w| lineage::related(w, &copy)),
        copy: Arc::new(copy),
        base,
        same,
    }
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    let shown = RwSignal::new(None::<Review>);
    let problem = RwSignal::new(None::<String>);
    let look = move |copy: Workbook| {
        leptos::task::spawn_local(async move {
            let review = review(cx, copy).await;
            drop(shown.try_set(Some(review)));
        });
    };
    if let Some(copy) = WAITING.with(|w| w.borrow_mut().take()) {
        look(copy);
    }
    let take = move |bytes: Result<Vec<u8>, LoadError>| match bytes.and_then(|b| from_json(&b)) {
        Ok(loaded) if loaded.newer => problem.set(Some(cx.t(k::start::newer).into())),
        Ok(loaded) => {
            problem.set(None);
            look(loaded.workbook);
        }
        Err(error) => problem.set(Some(load_error(cx.l, &error))),
    };
    let open = Opener {
        words: cx.t(k::join::open),
        name: "copy",
        accept: ".json,application/json",
        hints: "join-hint",
        primary: false,
        most: MAX_BYTES,
    };
    view! {
        <div class="page page--join" inert=move || cx.s.locked()>
            <header class="page__head">
                <h1 class="page__title" tabindex="-1">{cx.t(k::join::title)}</h1>
                <p class="page__purpose">{cx.t(k::join::lead)}</p>
            </header>
            <p class="buttons">
                {opener(open, take)}
                <span class="note" id="join-hint">{cx.t(k::join::open_hint)}</span>
            </p>
            {trouble(problem)}
            {move || shown.get().map(|review| body(cx, review, shown))}
        </div>
    }
    .into_any()
}

fn body(cx: Ctx, review: Review, shown: RwSignal<Option<Review>>) -> AnyView {
    if let (true, Some((version, _))) = (review.same, &review.base) {
        return view! { <p class="empty">{cx.fill(k::join::same, &[("version", version)])}</p> }
            .into_any();
    }
    let ours = cx.s.peek(Workbook::clone);
    let merged = merge(review.base.as_ref().map(|(_, w)| &**w), &ours, &review.copy);
    let mut joined = ours.clone();
    // What is joined here fits what it was made from.
    let _ = joined.apply_all(merged.edits.clone());
    let told = changes(&ours, &joined, cx.l);
    let incoming = if told.is_empty() {
        view! { <p>{cx.t(k::join::nothing)}</p> }.into_any()
    } else {
        groups(cx, &told, cx.l, false)
    };
    let base = match &review.base {
        Some((version, _)) => {
            view! { <p class="note">{cx.fill(k::join::base, &[("version", version)])}</p> }
                .into_any()
        }
        None => view! { <p class="alert">{cx.t(k::join::no_base)}</p> }.into_any(),
    };
    let stranger = (!review.related).then(|| {
        let name = review.copy.frame.project.trim().to_owned();
        view! { <p class="alert" role="alert">{cx.fill(k::join::stranger, &[("name", &name)])}</p> }
    });
    let sides: Vec<RwSignal<Side>> = merged
        .conflicts
        .iter()
        .map(|c| RwSignal::new(c.shown()))
        .collect();
    let questions: Vec<AnyView> = merged
        .conflicts
        .iter()
        .zip(&sides)
        .enumerate()
        .map(|(n, (conflict, side))| question(cx, &joined, n, conflict, *side))
        .collect();
    let several = !questions.is_empty();
    let unkept = (!merged.unkept.is_empty()).then(|| {
        view! { <p class="alert">{cx.t(k::join::unkept)} " " {merged.unkept.join(", ")}</p> }
    });
    let count = cx.l.count(k::join_count::questions, merged.conflicts.len());
    let copy = review.copy.clone();
    let act = move |_| {
        let (merged, copy, ours) = (merged.clone(), copy.clone(), ours.clone());
        let sides: Vec<Side> = sides.iter().map(RwSignal::get_untracked).collect();
        leptos::task::spawn_local(async move {
            if finish(cx, &ours, &merged, &copy, &sides).await {
                let _ = window().location().set_hash(&cx.href("versions"));
            } else {
                drop(shown.try_set(Some(self::review(cx, (*copy).clone()).await)));
            }
        });
    };
    view! {
        {stranger}
        {base}
        <section class="group">
            <h2 class="group__title">{cx.t(k::join::incoming)}</h2>
            <div class="summary" data-join="incoming">{incoming}</div>
        </section>
        {several.then(|| view! {
            <section class="group">
                <h2 class="group__title">{cx.t(k::join::questions)}</h2>
                <p class="group__hint">{count} ". " {cx.t(k::join::questions_text)}</p>
                <ul class="asked">{questions}</ul>
            </section>
        })}
        {unkept}
        <p class="buttons">
            <button type="button" class="button button--primary" data-command="join" on:click=act>{cx.t(k::join::act)}</button>
            <button type="button" class="button" on:click=move |_| shown.set(None)>{cx.t(k::join::leave)}</button>
        </p>
    }
    .into_any()
}

/// Joins as one step, with the workbook as it was kept before. False when it changed since it was looked at.
async fn finish(cx: Ctx, ours: &Workbook, merged: &Merge, copy: &Workbook, sides: &[Side]) -> bool {
    let kept = cx.s.keep_version(Kind::Join, "").await;
    let side = |n: usize| sides.get(n).copied().unwrap_or(Side::Ours);
    let edits = cx.s.peek(|w| {
        // A place remembered is no change.
        (lineage::tag(w) == lineage::tag(ours))
            .then(|| merged.settled(w, side))
            .flatten()
            .map(|mut edits| {
                edits.extend(lineage::take_in(w, copy));
                edits
            })
    });
    let Some(edits) = edits else {
        toast::tell(cx.t(k::join::changed));
        return false;
    };
    if !cx.s.run(k::join::step, String::new(), edits) {
        toast::tell(cx.t(k::join::changed));
        return false;
    }
    // The next copy from there starts from this one.
    let came = keep_version(&cx.s.id(), Kind::Joined, "", copy).await;
    let words = if kept && came {
        k::join::done
    } else {
        k::join::not_kept
    };
    toast::show_undo(cx, cx.t(words).to_owned());
    true
}

fn question(
    cx: Ctx,
    joined: &Workbook,
    n: usize,
    conflict: &Conflict,
    side: RwSignal<Side>,
) -> AnyView {
    let option = move |of: Side, word: &'static str, text: String| {
        view! {
            <label class="asked__side">
                <span class="check">
                    <input type="radio" name=format!("join.{n}") prop:checked=move || side.get() == of on:change=move |_| side.set(of) />
                    <span>{word}</span>
                </span>
                <span class="asked__text">{text}</span>
            </label>
        }
        .into_any()
    };
    let (title, hint, options) = match conflict {
        Conflict::Value {
            path, ours, theirs, ..
        } => (
            place(cx, joined, *path),
            None,
            vec![
                option(
                    Side::Ours,
                    cx.t(k::join::mine),
                    words(cx, joined, *path, ours),
                ),
                option(
                    Side::Theirs,
                    cx.t(k::join::theirs),
                    words(cx, joined, *path, theirs),
                ),
            ],
        ),
        Conflict::Row {
            table,
            row,
            deleted,
            ..
        } => {
            let hint = if *deleted == Side::Ours {
                k::join::row_mine
            } else {
                k::join::row_theirs
            };
            (
                row_words(cx, joined, *table, *row),
                Some(cx.t(hint)),
                vec![
                    option(deleted.other(), cx.t(k::join::keep), String::new()),
                    option(*deleted, cx.t(k::join::drop), String::new()),
                ],
            )
        }
    };
    view! {
        <li>
            <fieldset class="asked__item">
                <legend class="asked__title">{title}</legend>
                {hint.map(|h| view! { <p class="field__hint">{h}</p> })}
                <div class="asked__sides">{options}</div>
            </fieldset>
        </li>
    }
    .into_any()
}

fn row_words(cx: Ctx, w: &Workbook, table: TablePath, row: RowId) -> String {
    let what = w.table_def(table).map_or("", |d| cx.l.label(d.label));
    let name = document::row_name(w, table, row, cx.l)
        .unwrap_or_else(|| cx.t(k::field::nameless).to_owned());
    format!("{what}: {name}")
}

fn place(cx: Ctx, w: &Workbook, path: Path) -> String {
    let field = w.field(path).map_or("", |f| cx.l.label(f.label));
    match path {
        Path::Cell { table, row, .. } => format!("{} — {field}", row_words(cx, w, table, row)),
        Path::Field { module, .. } => {
            let module = Workbook::info(module).map_or("", |i| cx.l.label(i.title));
            format!("{module} — {field}")
        }
    }
}

fn words(cx: Ctx, w: &Workbook, path: Path, value: &Value) -> String {
    let text = w
        .field(path)
        .map(|field| document::shown(w, field, value.as_ref(), cx.l))
        .unwrap_or_default();
    if text.trim().is_empty() {
        cx.t(k::join::empty).to_owned()
    } else {
        text
    }
}
