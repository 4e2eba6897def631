//! The matrix: brands side by side, each brand one column in reading order, aligned row by row with
//! its neighbours by a subgrid. On a phone the same column is a card and a switcher picks it.

use super::super::Competitor;
use super::super::measure::{self, CLASSES, FORMATS};
use super::titled;
use crate::i18n::k;
use crate::kernel::{Key, Row as _, RowId, TablePath, Value};
use crate::ui::kit::{add_button, cell, chain_link, delete_row, empty, icon, in_turn};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

const TABLE: TablePath = Competitor::TABLE;

/// Cells of a brand that are drawn at once.
const AT_ONCE: usize = 6;

/// One row of the matrix.
#[derive(Clone, Copy)]
enum Line {
    Title(Key),
    Field(&'static str),
    Sum(&'static [&'static str; 4]),
}

static LINES: &[Line] = {
    use Line::{Field, Sum, Title};
    &[
        Title(k::matrix_page::who),
        Field(Competitor::kind),
        Field(Competitor::platform),
        Field(Competitor::handle),
        Field(Competitor::url),
        Title(k::matrix_page::window),
        Field(Competitor::window_from),
        Field(Competitor::window_to),
        Title(k::matrix_page::numbers),
        Field(Competitor::followers),
        Field(Competitor::posts_per_week),
        Field(Competitor::er),
        Field(Competitor::er_formula),
        Field(Competitor::response_hours),
        Title(k::matrix_page::formats),
        Field(Competitor::share_photo),
        Field(Competitor::share_video),
        Field(Competitor::share_text),
        Field(Competitor::share_story),
        Sum(&FORMATS),
        Title(k::matrix_page::classes),
        Field(Competitor::share_sell),
        Field(Competitor::share_useful),
        Field(Competitor::share_engage),
        Field(Competitor::share_brand),
        Sum(&CLASSES),
        Title(k::matrix_page::voice),
        Field(Competitor::tone),
        Field(Competitor::ads),
        Field(Competitor::strengths),
        Field(Competitor::weaknesses),
    ]
};

fn is_share(column: &str) -> bool {
    column.starts_with("share_")
}

fn is_numeric(column: &str) -> bool {
    is_share(column)
        || matches!(
            column,
            "followers" | "posts_per_week" | "er" | "response_hours"
        )
}

/// Every row of the matrix and the head.
fn span() -> String {
    format!("1 / span {}", LINES.len() + 1)
}

/// Place of a line in the grid, below the head.
fn line_at(i: usize) -> String {
    (i + 2).to_string()
}

/// Medians of all numeric rows, computed a moment after typing.
type Medians = Memo<Vec<(&'static str, String)>>;

/// The name of a brand, tracked.
pub(super) fn name(cx: Ctx, row: RowId) -> String {
    let typed = cx.s.text(TABLE.cell(row, Competitor::name));
    if typed.trim().is_empty() {
        cx.t(k::field::nameless).into()
    } else {
        typed
    }
}

/// Our own row first; re-read when rows move or change their kind.
pub(super) fn order(cx: Ctx) -> Vec<RowId> {
    let rows = cx.s.rows(TABLE);
    let (mut own, rest): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|r| cx.s.text(TABLE.cell(*r, Competitor::kind)) == "own");
    own.extend(rest);
    own
}

/// The group.
pub fn matrix(cx: Ctx) -> AnyView {
    let rows = Memo::new(move |_| order(cx));
    let medians: Medians = Memo::new(move |_| {
        cx.s.derived(|w| {
            Competitor::COLUMNS
                .iter()
                .filter(|c| is_numeric(c.id))
                .filter_map(|c| Some((c.id, measure::shown(cx.l, c.id, measure::median(w, c.id)?))))
                .collect()
        })
    });
    let wanted = RwSignal::new(None::<RowId>);
    let chosen = Memo::new(move |_| {
        let rows = rows.get();
        wanted
            .get()
            .filter(|r| rows.contains(r))
            .or(rows.first().copied())
    });
    let body = move || {
        if rows.with(Vec::is_empty) {
            view! {
                {empty(cx, crate::kernel::Label::Key(k::competitors::competitors::_self), adders(cx))}
                {ghost(cx)}
            }
            .into_any()
        } else {
            view! {
                {switcher(cx, rows, chosen, wanted)}
                <div class="matrix-scroll scroll-x" tabindex="0" role="region" aria-label=cx.t(k::matrix_page::scroller)>
                    <div class="matrix" style:grid-template-columns=move || format!("10.5rem repeat({}, minmax(11.5rem, 1fr)) 6.5rem", rows.with(Vec::len))>
                        {heads(cx)}
                        <For each=move || rows.get() key=|r| *r let:row>{column(cx, row, rows, medians, chosen, wanted)}</For>
                        {median_column(cx, medians)}
                    </div>
                </div>
                {adders(cx)}
                {summary(cx)}
            }
            .into_any()
        }
    };
    // Only "is there any brand" may redraw the whole.
    let none = Memo::new(move |_| rows.with(Vec::is_empty));
    titled(
        cx,
        k::matrix_page::title,
        view! { <div class="matrix-part">{move || { none.track(); untrack(body) }}</div> },
    )
}

/// The buttons that add a brand; "yourselves" only while there is no own row.
fn adders(cx: Ctx) -> AnyView {
    let own = move || {
        (!cx.s
            .rows(TABLE)
            .iter()
            .any(|r| cx.s.text(TABLE.cell(*r, Competitor::kind)) == "own"))
        .then(|| {
            let company = cx.s.peek(|w| w.brief.company.trim().to_owned());
            let cells = vec![
                (Competitor::kind, Value::text("own")),
                (Competitor::name, Value::Text(company)),
            ];
            add_button(cx, TABLE, k::matrix_page::add_own, cells)
        })
    };
    view! { <div class="buttons">{add_button(cx, TABLE, k::matrix_page::add, Vec::new())}{own}</div> }.into_any()
}

/// Medians in a sentence and the warnings.
fn summary(cx: Ctx) -> AnyView {
    let words = move || {
        let (text, warnings) = cx.s.derived(|w| {
            let warnings: Vec<String> = measure::warnings(w, cx.l)
                .iter()
                .map(|x| measure::warning_text(cx.l, x))
                .collect();
            (
                measure::medians_text(w, cx.l, k::matrix_page::medians),
                warnings,
            )
        });
        let warnings: Vec<AnyView> = warnings
            .into_iter()
            .map(|text| {
                view! { <li class="matrix-sum__warning">{icon("warn")}<span>{text}</span></li> }
                    .into_any()
            })
            .collect();
        view! {
            <p class="matrix-sum__text">{text.unwrap_or_else(|| cx.t(k::matrix_page::no_medians).into())}</p>
            <ul class="matrix-sum__warnings">{warnings}</ul>
        }
        .into_any()
    };
    view! { <div class="matrix-sum">{words}</div> }.into_any()
}

/// On a phone: which brand's card is shown.
fn switcher(
    cx: Ctx,
    rows: Memo<Vec<RowId>>,
    chosen: Memo<Option<RowId>>,
    wanted: RwSignal<Option<RowId>>,
) -> AnyView {
    view! {
        <div class="matrix-switch" role="group" aria-label=cx.t(k::matrix_page::switch)>
            <For each=move || rows.get() key=|r| *r let:row>
                <button
                    type="button"
                    class="matrix-switch__button"
                    aria-pressed=move || if chosen.get() == Some(row) { "true" } else { "false" }
                    on:click=move |_| wanted.set(Some(row))
                >
                    {move || name(cx, row)}
                </button>
            </For>
        </div>
    }
    .into_any()
}

/// The column of labels.
fn heads(cx: Ctx) -> AnyView {
    let cells: Vec<AnyView> = LINES
        .iter()
        .enumerate()
        .map(|(i, line)| match line {
            Line::Title(key) => view! { <h3 class="matrix__title" style:grid-row=line_at(i)>{cx.t(*key)}</h3> }.into_any(),
            Line::Field(column) => {
                let field = Competitor::COLUMNS.iter().find(|f| f.id == *column);
                let hint = field.and_then(|f| cx.l.label_hint(f.label));
                let label = if is_share(column) { measure::measure(cx.l, column) } else { field.map_or("", |f| cx.l.label(f.label)) };
                view! { <div class="matrix__label" style:grid-row=line_at(i)>{label}{hint.map(|h| view! { <span class="matrix__hint">{h}</span> })}</div> }.into_any()
            }
            Line::Sum(_) => view! { <div class="matrix__label matrix__label--sum" style:grid-row=line_at(i)>{cx.t(k::matrix_page::sum)}</div> }.into_any(),
        })
        .collect();
    view! {
        <div class="matrix__heads" style:grid-row=span()>
            <div class="matrix__head matrix__head--corner">{cx.t(k::matrix_page::measure)}</div>
            {cells}
        </div>
    }
    .into_any()
}

fn column(
    cx: Ctx,
    row: RowId,
    rows: Memo<Vec<RowId>>,
    medians: Medians,
    chosen: Memo<Option<RowId>>,
    wanted: RwSignal<Option<RowId>>,
) -> AnyView {
    let own = Memo::new(move |_| cx.s.text(TABLE.cell(row, Competitor::kind)) == "own");
    // A field that gets the focus from elsewhere (search, the document, the Tab key) brings its card.
    let focus = move |e: web_sys::FocusEvent| {
        let hidden = chosen.get_untracked() != Some(row);
        wanted.set(Some(row));
        let target = e
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        if hidden && let Some(target) = target {
            // Once the card is there: is the field in sight?
            request_animation_frame(move || {
                let place = target.get_bounding_client_rect();
                let height = window()
                    .inner_height()
                    .ok()
                    .and_then(|h| h.as_f64())
                    .unwrap_or(0.0);
                if place.top() < 80.0 || place.bottom() > height {
                    let options = web_sys::ScrollIntoViewOptions::new();
                    options.set_block(web_sys::ScrollLogicalPosition::Center);
                    target.scroll_into_view_with_scroll_into_view_options(&options);
                }
            });
        }
    };
    let part = |(n, lines): (usize, &'static [Line])| {
        in_turn(move || {
            let each = lines.iter().enumerate();
            let cell = |(i, line): (usize, &Line)| body(cx, row, n * AT_ONCE + i, *line, medians);
            each.map(cell).collect_view().into_any()
        })
    };
    let cells: Vec<AnyView> = LINES.chunks(AT_ONCE).enumerate().map(part).collect();
    view! {
        <section
            class="matrix__col"
            class:matrix__col--own=move || own.get()
            class:matrix__col--on=move || chosen.get() == Some(row)
            aria-label=move || name(cx, row)
            style:grid-row=span()
            style:grid-column=move || (rows.with(|r| r.iter().position(|r| *r == row).unwrap_or(0)) + 2).to_string()
            on:focusin=focus
        >
            <div class="matrix__head">
                {cell(cx, TABLE.cell(row, Competitor::name), String::new())}
                <div class="matrix__tools">
                    {move || own.get().then(|| view! { <span class="badge badge--accent">{cx.t(k::matrix_page::ours)}</span> })}
                    {actions(cx, row, rows)}
                </div>
            </div>
            {cells}
        </section>
    }
    .into_any()
}

/// Left, right, delete.
fn actions(cx: Ctx, row: RowId, rows: Memo<Vec<RowId>>) -> AnyView {
    // The neighbour as shown: our own row stands first whatever its place in the table.
    let neighbour = move |by: isize| {
        let own = |r: &RowId| cx.s.text(TABLE.cell(*r, Competitor::kind)) == "own";
        rows.with(|rows| {
            let at = rows.iter().position(|r| *r == row)?;
            rows.get(at.checked_add_signed(by)?)
                .copied()
                .filter(|other| own(other) == own(&row))
        })
    };
    let shift = move |by: isize| {
        let Some(other) = untrack(|| neighbour(by)) else {
            return;
        };
        let by = cx.s.peek(|w| {
            let place = |id: RowId| {
                w.competitors
                    .competitors
                    .iter()
                    .position(|c| c.id == id)
                    .and_then(|n| isize::try_from(n).ok())
            };
            Some(place(other)? - place(row)?)
        });
        cx.s.shift_row(TABLE, row, by.unwrap_or_default());
        let at = rows.with_untracked(|r| r.iter().position(|r| *r == row).unwrap_or(0));
        toast::say(cx.fill(
            k::edit::moved,
            &[
                ("n", &(at + 1).to_string()),
                ("of", &rows.with_untracked(Vec::len).to_string()),
            ],
        ));
    };
    let label = move |key: Key| move || cx.fill(key, &[("name", &name(cx, row))]);
    view! {
        <div class="row-actions">
            <button type="button" class="button button--icon" aria-label=label(k::matrix_page::earlier) title=label(k::matrix_page::earlier) disabled=move || neighbour(-1).is_none() on:click=move |_| shift(-1)>{icon("left")}</button>
            <button type="button" class="button button--icon" aria-label=label(k::matrix_page::later) title=label(k::matrix_page::later) disabled=move || neighbour(1).is_none() on:click=move |_| shift(1)>{icon("right")}</button>
            {chain_link(cx, TABLE, row)}
            <button type="button" class="button button--icon" aria-label=label(k::edit::remove) title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, TABLE, row)>{icon("trash")}</button>
        </div>
    }
    .into_any()
}

/// One cell, with the label and the median that only the phone's card shows.
fn body(cx: Ctx, row: RowId, i: usize, line: Line, medians: Medians) -> AnyView {
    match line {
        Line::Title(key) => view! { <div class="matrix__title matrix__title--cell" style:grid-row=line_at(i)><span>{cx.t(key)}</span></div> }.into_any(),
        Line::Field(column) => {
            let path = TABLE.cell(row, column);
            let label = Competitor::COLUMNS.iter().find(|f| f.id == column).map_or("", |f| cx.l.label(f.label));
            let median = is_numeric(column).then(|| {
                view! { <span class="matrix__median">{move || median_of(medians, column).map(|value| cx.fill(k::matrix_page::median_of, &[("value", &value)]))}</span> }
            });
            let bar = is_share(column).then(|| {
                let width = move || {
                    let share = crate::kernel::Percent(cx.s.text(path)).value().unwrap_or(0.0);
                    format!("{}%", share.clamp(0.0, 100.0))
                };
                view! { <span class="matrix__bar" aria-hidden="true"><span style:inline-size=width></span></span> }
            });
            view! {
                <div class="matrix__cell" class:matrix__cell--share=is_share(column) style:grid-row=line_at(i)>
                    <label class="matrix__name" for=path.dom_id()>{label}{median}</label>
                    {cell(cx, path, String::new())}
                    {bar}
                </div>
            }
            .into_any()
        }
        Line::Sum(columns) => {
            let sum = Memo::new(move |_| {
                let shares: Vec<f64> = columns
                    .iter()
                    .filter_map(|column| crate::kernel::Percent(cx.s.text(TABLE.cell(row, column))).value())
                    .collect();
                (!shares.is_empty()).then(|| shares.iter().sum::<f64>())
            });
            let words = move || sum.get().map(|n| cx.fill(k::matrix_page::sum_is, &[("value", &cx.l.percent(n, 1))]));
            let off = move || sum.get().is_some_and(measure::off_sum);
            view! {
                <p class="matrix__sum" class:matrix__sum--off=off style:grid-row=line_at(i)>
                    {move || off().then(|| icon("warn"))}
                    <span>{move || words().unwrap_or_else(|| "—".into())}</span>
                </p>
            }
            .into_any()
        }
    }
}

fn median_of(medians: Medians, column: &str) -> Option<String> {
    medians.with(|all| {
        all.iter()
            .find(|(id, _)| *id == column)
            .map(|(_, value)| value.clone())
    })
}

/// The last column: medians of the competitors.
fn median_column(cx: Ctx, medians: Medians) -> AnyView {
    let cells: Vec<AnyView> = LINES
        .iter()
        .enumerate()
        .map(|(i, line)| match line {
            Line::Title(_) => view! { <div class="matrix__title matrix__title--cell" style:grid-row=line_at(i)></div> }.into_any(),
            Line::Field(column) if is_numeric(column) => {
                let column = *column;
                view! { <div class="matrix__cell matrix__cell--median" style:grid-row=line_at(i)>{move || median_of(medians, column).unwrap_or_else(|| "—".into())}</div> }.into_any()
            }
            _ => view! { <div class="matrix__cell matrix__cell--median" style:grid-row=line_at(i)></div> }.into_any(),
        })
        .collect();
    view! {
        <section class="matrix__col matrix__col--median" aria-label=cx.t(k::matrix_page::median) style:grid-row=span()>
            <div class="matrix__head matrix__head--median">{cx.t(k::matrix_page::median)}</div>
            {cells}
        </section>
    }
    .into_any()
}

/// The shape of the matrix to come.
fn ghost(cx: Ctx) -> AnyView {
    let columns: Vec<AnyView> = (0..4)
        .map(|_| {
            view! { <span class="matrix-ghost__col"><i></i><i></i><i></i><i></i></span> }.into_any()
        })
        .collect();
    view! {
        <figure class="matrix-ghost">
            <div class="matrix-ghost__grid" aria-hidden="true">{columns}</div>
            <figcaption class="note">{cx.t(k::matrix_page::ghost)}</figcaption>
        </figure>
    }
    .into_any()
}
