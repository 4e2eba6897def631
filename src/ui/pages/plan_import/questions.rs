//! What the table alone does not tell: the order of day and month, empty dates, names that the workbook does not have.

use super::{Source, State};
use crate::document::table_rows;
use crate::export::plan_import::dates::{self, DayMonth};
use crate::export::plan_import::{Answer, Preview, ambiguous, made};
use crate::i18n::k;
use crate::kernel::{RowId, TablePath};
use crate::modules::content::Post;
use crate::ui::Ctx;
use leptos::prelude::*;
use std::sync::Arc;

/// A name as it is asked about; how it was answered is no part of it, so that the list stays while it is answered.
type Name = (TablePath, String, usize);

/// The questions; nothing when there are none.
pub fn view(state: State, source: &Arc<Source>, found: Memo<Arc<Preview>>) -> AnyView {
    let cx = state.cx;
    let sample = {
        let source = source.clone();
        Memo::new(move |_| {
            let mapping = state.mapping.get();
            ambiguous(&source.sheet, &mapping).map(|(_, first)| first)
        })
    };
    let names = Memo::new(move |_| -> Vec<Name> {
        found.with(|f| {
            f.missing
                .iter()
                .map(|m| (m.table, m.name.clone(), m.cells))
                .collect()
        })
    });
    let below = Memo::new(move |_| found.with(|f| f.below));
    let any =
        move || sample.with(Option::is_some) || below.get() > 0 || names.with(|n| !n.is_empty());
    view! {
        <Show when=any>
            <section class="group" aria-labelledby="plan-in-questions">
                <h2 class="group__title" id="plan-in-questions">{cx.t(k::plan_import::questions)}</h2>
                {move || sample.get().map(|sample| order(state, &sample))}
                {move || (below.get() > 0).then(|| repeat(state, below.get()))}
                {move || names.with(|n| (!n.is_empty()).then(|| missing(state, n)))}
            </section>
        </Show>
    }
    .into_any()
}

fn order(state: State, sample: &str) -> AnyView {
    let cx = state.cx;
    let one = |which: DayMonth, key| {
        let day = dates::read(sample, Some(which), None).map(|r| cx.l.date(r.date));
        let words = cx.fill(key, &[("date", &day.unwrap_or_default())]);
        let value = if which == DayMonth::DayFirst {
            "day"
        } else {
            "month"
        };
        view! {
            <label class="radio">
                <input type="radio" name="show.order" value=value aria-describedby="plan-in-order" prop:checked=move || state.order.get() == Some(which) on:change=move |_| state.order.set(Some(which)) />
                <span>{words}</span>
            </label>
        }
        .into_any()
    };
    let needed = move || {
        let needed = state.pressed.get() && state.order.get().is_none();
        needed.then(|| cx.t(k::plan_import::order_needed))
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{cx.fill(k::plan_import::order, &[("sample", sample)])}</legend>
            <div class="radios">{one(DayMonth::DayFirst, k::plan_import::day_first)}{one(DayMonth::MonthFirst, k::plan_import::month_first)}</div>
            <p class="field__error" id="plan-in-order" role="alert">{needed}</p>
        </fieldset>
    }
    .into_any()
}

fn repeat(state: State, n: usize) -> AnyView {
    let cx = state.cx;
    view! {
        <div class="field">
            <p>{cx.l.count(k::plan_import_count::repeat, n)}</p>
            <label class="check">
                <input type="checkbox" name="show.repeat" prop:checked=move || state.repeat.get() on:change:target=move |e| state.repeat.set(e.target().checked()) />
                <span>{cx.t(k::plan_import::repeat_name)}</span>
            </label>
        </div>
    }
    .into_any()
}

/// What becomes of each name that the workbook does not have.
fn missing(state: State, names: &[Name]) -> AnyView {
    let cx = state.cx;
    let all: Vec<AnyView> = names
        .iter()
        .enumerate()
        .map(|(at, name)| one(state, at, name))
        .collect();
    let may = names.iter().any(|(table, ..)| made(*table));
    let every = may.then(|| {
        view! {
            <label class="check">
                <input type="checkbox" name="show.make" prop:checked=move || state.make.get() on:change:target=move |e| state.make.set(e.target().checked()) />
                <span>{cx.t(k::plan_import::make_all)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field plan-in__missing">
            <legend class="field__label">{cx.t(k::plan_import::missing)}</legend>
            <p class="field__hint">{cx.t(k::plan_import::missing_lead)}</p>
            {every}
            <div class="plan-in__names">{all}</div>
        </fieldset>
    }
    .into_any()
}

fn one(state: State, at: usize, name: &Name) -> AnyView {
    let cx = state.cx;
    let (table, words, cells) = name.clone();
    let rows: Vec<(RowId, String)> = cx.s.peek(|w| table_rows(w, table, cx.l));
    let key = words.clone();
    let answer = Memo::new(move |_| {
        let told = state.answers.with(|a| {
            let found = a.iter().find(|(t, n, _)| *t == table && *n == key);
            found.map(|(_, _, answer)| *answer)
        });
        let open = if state.make.get() && made(table) {
            Answer::Make
        } else {
            Answer::Leave
        };
        told.unwrap_or(open)
    });
    let key = words.clone();
    let choose = move |value: String| {
        let answer = match value.as_str() {
            "" => Answer::Leave,
            "make" => Answer::Make,
            row => row
                .parse()
                .map_or(Answer::Leave, |id| Answer::Take(RowId(id))),
        };
        state.answers.update(|a| {
            a.retain(|(t, n, _)| *t != table || *n != key);
            a.push((table, key.clone(), answer));
        });
    };
    let options: Vec<AnyView> = rows
        .into_iter()
        .filter(|(_, name)| !name.trim().is_empty())
        .map(|(id, name)| view! { <option value=id.to_string() prop:selected=move || answer.get() == Answer::Take(id)>{name}</option> }.into_any())
        .collect();
    let make = made(table).then(|| view! { <option value="make" prop:selected=move || answer.get() == Answer::Make>{cx.t(k::plan_import::make)}</option> });
    let others = (!options.is_empty())
        .then(|| view! { <optgroup label=cx.t(k::plan_import::take)>{options}</optgroup> });
    view! {
        <label class="field">
            <span class="field__label plan-in__name">{words}</span>
            <span class="field__hint">{field_of(cx, table)} ", " {cx.l.count(k::plan_import_count::cells, cells)}</span>
            <select class="input input--select" name=format!("show.missing.{at}") on:change:target=move |e| choose(e.target().value())>
                <option value="" prop:selected=move || answer.get() == Answer::Leave>{cx.t(k::plan_import::leave)}</option>
                {make}
                {others}
            </select>
        </label>
    }
    .into_any()
}

/// The name of the post's field that leads to a table.
fn field_of(cx: Ctx, table: TablePath) -> &'static str {
    let field = Post::COLUMNS
        .iter()
        .find(|f| f.kind.target() == Some(table));
    field.map_or("", |f| cx.l.label(f.label))
}
