//! A content plan out of a table: the table is opened or pasted, its columns are told apart, what will be added is shown, and
//! one button adds it as one step. Until then the workbook stays as it is.

mod columns;
pub mod door;
mod questions;
mod result;

use crate::document::LoadError;
use crate::export::csv::read::{
    Encoding, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Sheet, Unreadable, bare, sheet_as,
};
use crate::export::plan_import::dates::DayMonth;
use crate::export::plan_import::{
    Answer, Mapping, Options, Preview, ambiguous, order, preview, propose,
};
use crate::i18n::k;
use crate::kernel::{RowId, TablePath};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::platform::browser;
use crate::ui::app::Shared;
use crate::ui::kit::{Opener, icon, opener, trouble};
use crate::ui::{Ctx, app, toast};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// A table that was opened, and the bytes to read it again in another encoding.
struct Source {
    bytes: Vec<u8>,
    sheet: Sheet,
    /// The control that had it read again in another way, and keeps the focus; empty for a new table.
    by: &'static str,
}

/// What the user has opened and chosen.
#[derive(Clone, Copy)]
struct State {
    cx: Ctx,
    source: RwSignal<Option<Arc<Source>>>,
    problem: RwSignal<Option<String>>,
    mapping: RwSignal<Mapping>,
    order: RwSignal<Option<DayMonth>>,
    answers: RwSignal<Vec<(TablePath, String, Answer)>>,
    make: RwSignal<bool>,
    duplicates: RwSignal<bool>,
    repeat: RwSignal<bool>,
    /// The button was pressed before the order of day and month was told.
    pressed: RwSignal<bool>,
}

impl State {
    fn new(cx: Ctx) -> Self {
        Self {
            cx,
            source: RwSignal::new(None),
            problem: RwSignal::new(None),
            mapping: RwSignal::new(Mapping::default()),
            order: RwSignal::new(None),
            answers: RwSignal::new(Vec::new()),
            make: RwSignal::new(false),
            duplicates: RwSignal::new(false),
            repeat: RwSignal::new(false),
            pressed: RwSignal::new(false),
        }
    }

    /// Reads a table as it looks.
    fn take(self, bytes: Vec<u8>) {
        self.take_as(bytes, None, None, "");
    }

    /// Reads a table in the way the user names with the control `by`.
    fn take_as(
        self,
        bytes: Vec<u8>,
        encoding: Option<Encoding>,
        separator: Option<char>,
        by: &'static str,
    ) {
        match sheet_as(&bytes, encoding, separator) {
            Ok(sheet) => {
                self.map(propose(&sheet));
                self.problem.set(None);
                let rows = self
                    .cx
                    .l
                    .count(k::plan_import_count::rows, sheet.rows.len());
                toast::say(format!("{}: {rows}", self.cx.t(k::plan_import::columns)));
                self.source.set(Some(Arc::new(Source { bytes, sheet, by })));
            }
            Err(why) => {
                self.source.set(None);
                self.problem.set(Some(why.words(self.cx.l)));
            }
        }
    }

    /// Takes another way to read the columns; what was decided about their contents is asked anew.
    fn map(self, mapping: Mapping) {
        self.order.set(None);
        self.answers.set(Vec::new());
        self.pressed.set(false);
        self.mapping.set(mapping);
    }

    fn options(self) -> Options {
        Options {
            make: self.make.get(),
            answers: self.answers.get(),
            repeat: self.repeat.get(),
            near: Some(browser::today()),
        }
    }

    /// The columns with the order of day and month that the table or the user tells.
    fn mapped(self, sheet: &Sheet) -> Mapping {
        let mut mapping = self.mapping.get();
        mapping.order = order(sheet, &mapping).or_else(|| self.order.get());
        mapping
    }

    fn preview(self, w: &Workbook, sheet: &Sheet, ids: &mut dyn FnMut() -> RowId) -> Preview {
        preview(w, sheet, &self.mapped(sheet), &self.options(), ids)
    }

    /// Adds the posts and shows where they are.
    fn add(self, shared: Shared) {
        let Some(source) = self.source.get_untracked() else {
            return;
        };
        let cx = self.cx;
        let sheet = &source.sheet;
        let asked = untrack(|| ambiguous(sheet, &self.mapped(sheet)).is_some());
        if asked && self.order.get_untracked().is_none() {
            self.pressed.set(true);
            app::focus_field("show.order");
            return;
        }
        let found = untrack(|| cx.s.peek(|w| self.preview(w, sheet, &mut browser::row_id)));
        let duplicates = self.duplicates.get_untracked();
        let n = found.added(duplicates).count();
        let day = found
            .added(duplicates)
            .filter_map(|r| r.post.date.value())
            .min();
        if n > 0
            && cx
                .s
                .run(k::plan_import::step, String::new(), found.edits(duplicates))
        {
            let query = day.map_or_else(String::new, |d| format!("?day={d}"));
            shared.go(&format!("/{}/content/calendar{query}", cx.s.id()));
            toast::show_undo(cx, cx.l.count(k::plan_import_count::added, n));
        }
    }
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    let state = State::new(cx);
    door::opened(state);
    let shared = expect_context::<Shared>();
    // Drawn anew for another table only.
    let body = move || match state.source.get() {
        None => ways(state),
        Some(source) => read(state, shared, source),
    };
    view! {
        <div class="page page--plan-import" inert=move || cx.s.locked()>
            <header class="page__head">
                <h1 class="page__title" tabindex="-1">{cx.t(k::plan_import::title)}</h1>
                <p class="page__purpose">{cx.t(k::plan_import::lead)}</p>
            </header>
            {trouble(state.problem)}
            {body}
        </div>
    }
    .into_any()
}

/// The ways a table comes in.
fn ways(state: State) -> AnyView {
    let cx = state.cx;
    let area = NodeRef::<html::Textarea>::new();
    let take = move |bytes: Result<Vec<u8>, LoadError>| match bytes {
        Ok(bytes) => state.take(bytes),
        Err(LoadError::TooLarge) => {
            state.problem.set(Some(Unreadable::TooLarge.words(cx.l)));
        }
        Err(error) => state
            .problem
            .set(Some(super::import::load_error(cx.l, &error))),
    };
    let open = Opener {
        words: cx.t(k::plan_import::open),
        name: "table",
        accept: ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain",
        hints: "plan-in-drop plan-in-limits",
        primary: true,
        most: MAX_BYTES,
    };
    let pasted = move || {
        if let Some(area) = area.get_untracked() {
            state.take(area.value().into_bytes());
        }
    };
    // The words are in the field a moment after they are pasted.
    let at_once = move |_| request_animation_frame(pasted);
    let number = |n: usize| cx.l.number(n as f64, 0);
    let limits = cx.fill(
        k::plan_import::limits,
        &[
            ("rows", &number(MAX_ROWS)),
            ("columns", &number(MAX_COLUMNS)),
            ("n", &number(MAX_BYTES / 1_000_000)),
        ],
    );
    view! {
        <div class="group__body plan-in__ways">
            <p class="buttons">
                {opener(open, take)}
                <span class="note" id="plan-in-drop">{cx.t(k::plan_import::drop)}</span>
            </p>
            <form class="field" on:submit=move |e: web_sys::SubmitEvent| { e.prevent_default(); pasted(); }>
                <label class="field__label" for="plan-in-text">{cx.t(k::plan_import::paste)}</label>
                <span class="field__hint" id="plan-in-hint">{cx.t(k::plan_import::paste_hint)}</span>
                <textarea class="input" id="plan-in-text" name="table-text" rows="4" spellcheck="false" aria-describedby="plan-in-hint" node_ref=area on:paste=at_once></textarea>
                <div class="buttons"><button type="submit" class="button" data-command="read-table">{cx.t(k::plan_import::read)}</button></div>
            </form>
            <p class="note" id="plan-in-limits">{limits}</p>
        </div>
    }
    .into_any()
}

/// Everything about a table that was read.
fn read(state: State, shared: Shared, source: Arc<Source>) -> AnyView {
    let cx = state.cx;
    let sheet = &source.sheet;
    let found = {
        let source = source.clone();
        // Anew each time something is chosen: comparing two costs more than drawing.
        let changed = |_: Option<&Arc<Preview>>, _: Option<&Arc<Preview>>| true;
        let make = move |_: Option<&Arc<Preview>>| {
            // Beyond the ids of rows that are there.
            let mut last = 1 << 60;
            let mut ids = || {
                last += 1;
                // Only for the eye: those that are added get ids of their own.
                RowId(last)
            };
            Arc::new(cx.s.derived(|w| state.preview(w, &source.sheet, &mut ids)))
        };
        Memo::new_with_compare(make, changed)
    };
    let told = [
        (k::plan_import_count::left_out, sheet.left_out),
        (k::plan_import_count::cut, sheet.cut),
    ];
    let told: Vec<AnyView> = told
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| view! { <p class="alert">{cx.l.count(key, n)}</p> }.into_any())
        .collect();
    let count = move || {
        let n = found.with(|f| f.added(state.duplicates.get()).count());
        cx.l.count(k::plan_import_count::add, n)
    };
    let some = move || found.with(|f| f.added(state.duplicates.get()).next().is_some());
    let another = move |_| {
        state.source.set(None);
        app::focus_field("table");
    };
    let heading = NodeRef::<html::H2>::new();
    let by = source.by;
    request_animation_frame(move || {
        if !by.is_empty() {
            app::focus_field(by);
        } else if let Some(h) = heading.get_untracked() {
            let h: &web_sys::HtmlElement = h.unchecked_ref();
            let _ = h.focus();
        }
    });
    view! {
        {told}
        <section class="group" aria-labelledby="plan-in-columns">
            <div class="plan-in__head">
                <h2 class="group__title" id="plan-in-columns" tabindex="-1" node_ref=heading>{cx.t(k::plan_import::columns)}</h2>
                <button type="button" class="button" data-command="another-table" on:click=another>{icon("upload")}<span>{cx.t(k::plan_import::another)}</span></button>
            </div>
            {columns::view(state, &source)}
        </section>
        {questions::view(state, &source, found)}
        <section class="group" aria-labelledby="plan-in-result">
            <h2 class="group__title" id="plan-in-result">{cx.t(k::plan_import::result)}</h2>
            {result::view(state, &source, found)}
            <Show when=some>
                <div class="buttons">
                    <button type="button" class="button button--primary" data-command="add-plan" on:click=move |_| state.add(shared)>{icon("plus")}<span>{count}</span></button>
                </div>
            </Show>
        </section>
    }
    .into_any()
}

/// What a column is called: its name in the table, else its number.
fn column_name(cx: Ctx, sheet: &Sheet, head: usize, at: usize) -> String {
    let named = head.checked_sub(1).and_then(|row| sheet.rows.get(row));
    let name = named
        .and_then(|(_, row)| row.get(at))
        .map(|c| bare(c))
        .unwrap_or_default();
    let name = crate::kernel::text::excerpt(name.trim(), 40);
    if name.is_empty() {
        cx.fill(k::plan_import::column, &[("n", &(at + 1).to_string())])
    } else {
        name
    }
}

/// The name of a field of a post.
fn field_name(cx: Ctx, id: &str) -> &'static str {
    let field = Post::COLUMNS.iter().find(|f| f.id == id);
    field.map_or("", |f| cx.l.label(f.label))
}
