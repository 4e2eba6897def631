//! One question: its field, and below it quietly where the answer comes from and the way to ask the
//! client.

use super::super::{AnswerSource, Debrief, blocks};
use crate::export::brief_form;
use crate::i18n::k;
use crate::kernel::{Key, Path, Row, RowId, TablePath, Value};
use crate::report;
use crate::trace;
use crate::ui::kit::{field, icon};
use crate::ui::{Ctx, app};
use leptos::prelude::*;

/// What the page knows of each question besides its answer: the rows of the two tables beside it.
#[derive(Clone, Copy)]
pub struct Marks {
    sources: Memo<Vec<(String, RowId)>>,
    asked: Memo<Vec<(String, String, RowId)>>,
}

impl Marks {
    /// Watches the sources and the debrief.
    pub fn new(cx: Ctx) -> Self {
        let fields = move |table: TablePath, column| {
            let rows = cx.s.rows(table);
            rows.into_iter()
                .map(move |row| (cx.s.text(table.cell(row, column)), row))
        };
        Self {
            sources: Memo::new(move |_| fields(AnswerSource::TABLE, AnswerSource::field).collect()),
            asked: Memo::new(move |_| {
                fields(Debrief::TABLE, Debrief::field)
                    .map(|(field, row)| {
                        (
                            field,
                            cx.s.text(Debrief::TABLE.cell(row, Debrief::state)),
                            row,
                        )
                    })
                    .filter(|(_, state, _)| state != "answered")
                    .collect()
            }),
        }
    }

    /// How many debrief questions have no answer yet.
    pub fn open(self) -> usize {
        self.asked.with(Vec::len)
    }
}

/// A field with its line.
pub fn question(cx: Ctx, marks: Marks, id: &'static str) -> AnyView {
    view! { <div class="q">{field(cx, Path::field("brief", id))}{meta(cx, marks, id)}</div> }
        .into_any()
}

const SOURCES: [(&str, Key); 3] = [
    ("client", k::brief_page::from_client),
    ("found", k::brief_page::from_found),
    ("assumption", k::brief_page::from_guess),
];

/// The quiet line below a question.
pub fn meta(cx: Ctx, marks: Marks, id: &'static str) -> AnyView {
    let name = blocks::label(id).map_or("", |label| cx.l.label(label));
    let row = Memo::new(move |_| {
        marks
            .sources
            .with(|s| s.iter().find(|(f, _)| f == id).map(|(_, row)| *row))
    });
    let source = Memo::new(move |_| {
        row.get()
            .map(|row| {
                cx.s.text(AnswerSource::TABLE.cell(row, AnswerSource::source))
            })
            .unwrap_or_default()
    });
    let answered = Memo::new(move |_| {
        match cx.s.peek(|w| {
            w.rows(TablePath {
                module: "brief",
                table: id,
            })
            .is_some()
        }) {
            true => !cx
                .s
                .rows(TablePath {
                    module: "brief",
                    table: id,
                })
                .is_empty(),
            false => {
                cx.s.value(Path::field("brief", id))
                    .is_some_and(|v| !v.is_empty())
            }
        }
    });
    // An answer that is not there comes from nowhere: the choice appears with the answer.
    let shown = Memo::new(move |_| answered.get() || !source.with(String::is_empty));
    let origin = move || shown.get().then(|| origin(cx, id, name, row, source));
    let asked = Memo::new(move |_| {
        marks.asked.with(|a| {
            a.iter()
                .find(|(f, ..)| f == id)
                .map(|(_, state, row)| (state.clone(), *row))
        })
    });
    let ask = move || match asked.get() {
        Some((state, row)) => {
            let key = if state == "asked" {
                k::brief_page::asked_wait
            } else {
                k::brief_page::asked_open
            };
            let aria = cx.fill(
                k::brief_page::asked_of,
                &[("state", cx.t(key)), ("name", name)],
            );
            view! {
                <button type="button" class="q__asked" aria-label=aria on:click=move |_| to_question(row)>
                    {icon("pen")}
                    <span>{cx.t(key)}</span>
                </button>
            }
            .into_any()
        }
        None => {
            let aria = cx.fill(k::brief_page::ask_of, &[("name", name)]);
            view! {
                <button type="button" class="q__ask" data-ask=id aria-label=aria on:click=move |_| add_question(cx, id, name)>
                    {cx.t(k::brief_page::ask)}
                </button>
            }
            .into_any()
        }
    };
    let path = Path::field("brief", id);
    let chain =
        cx.s.peek(|w| trace::subject(w, &path.to_string()))
            .map(|path| {
                let title = cx.t(k::trace::title);
                let label = format!("{title}: {name}");
                view! { <a class="q__ask q__chain" href=cx.trace_href(path) aria-label=label>{title}</a> }
            });
    view! { <div class="q__meta" class:q__meta--open=move || asked.with(Option::is_some)>{origin}{ask}{chain}</div> }.into_any()
}

/// Client, found or a guess; choosing the chosen one again takes the choice back.
fn origin(
    cx: Ctx,
    id: &'static str,
    name: &'static str,
    row: Memo<Option<RowId>>,
    source: Memo<String>,
) -> AnyView {
    let write = move |what: &str| match row.get_untracked() {
        Some(row) => cx.s.set_text(
            AnswerSource::TABLE.cell(row, AnswerSource::source),
            what.into(),
        ),
        None => {
            cx.s.add_row(
                AnswerSource::TABLE,
                &[
                    (AnswerSource::field, Value::text(id)),
                    (AnswerSource::source, Value::text(what)),
                ],
            );
        }
    };
    let options: Vec<AnyView> = SOURCES
        .iter()
        .map(|(what, key)| {
            let again = move |_| {
                if source.with_untracked(|s| s == what) {
                    write("");
                }
            };
            view! {
                <label class="origin__option">
                    <input
                        type="radio"
                        name=format!("brief.source.{id}")
                        value=*what
                        prop:checked=move || source.with(|s| s == what)
                        on:click=again
                        on:change=move |_| write(what)
                    />
                    <span>{cx.t(*key)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="origin" role="radiogroup" aria-label=cx.fill(k::brief_page::from_of, &[("name", name)])>
            <span class="origin__word" aria-hidden="true">{cx.t(k::brief_page::from)}</span>
            <span class="origin__set">{options}</span>
        </div>
    }
    .into_any()
}

fn to_question(row: RowId) {
    app::focus_field(&Debrief::TABLE.cell(row, Debrief::question).to_string());
}

/// Puts the question to the debrief in the words and the language the client is asked in.
fn add_question(cx: Ctx, id: &'static str, name: &'static str) {
    let l = cx.s.peek(report::project_locale);
    let label = blocks::label(id).map_or(name, |label| l.label(label));
    let words = brief_form::question(id).map_or(label, |key| l.t(key));
    let cells = [
        (Debrief::field, Value::text(id)),
        (Debrief::question, Value::text(words)),
        (Debrief::state, Value::text("open")),
    ];
    to_question(cx.s.add_row(Debrief::TABLE, &cells));
}
