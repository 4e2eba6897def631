//! One KPI: a line with its numbers that opens into its card.

use super::super::values::{self, Way};
use super::super::{Goal, Kpi, formula};
use super::tree::add_kpi;
use super::{by, gauge};
use crate::data::{Confidence, METRICS, Metric, SOURCES};
use crate::i18n::k;
use crate::kernel::{Path, Row, RowId, Value};
use crate::modules::sets::{METRIC, STAGE};
use crate::ui::Ctx;
use crate::ui::kit::{Field, field, field_with, icon, move_buttons};
use leptos::html;
use leptos::prelude::*;

const TABLE: crate::kernel::TablePath = Kpi::TABLE;

pub(super) fn card(cx: Ctx, row: RowId, looped: Signal<bool>) -> AnyView {
    let at = move |column| TABLE.cell(row, column);
    let way = Memo::new(move |_| {
        let currency = cx.s.module("frame", |w| w.currency().to_owned());
        cx.s.module("goals", |w| {
            w.goals
                .kpis
                .iter()
                .find(|p| p.id == row)
                .map(|p| Way::of_kpi(p, &currency))
        })
        .unwrap_or_else(|| Way::of_kpi(&Kpi::default(), &currency))
    });
    let wrong = Memo::new(move |_| way.read().wrong());
    let name = move || {
        cx.s.name(TABLE, row, cx.l)
            .unwrap_or_else(|| cx.t(k::kpi_card::new).into())
    };
    let part = move || {
        let aria = cx.fill(k::kpi_tree::add_part_to, &[("name", &name())]);
        let goal = cx.s.link(at(Kpi::goal));
        add_kpi(
            cx,
            k::kpi_tree::add_part,
            aria,
            vec![
                (Kpi::parent, Value::Ref(Some(row))),
                (Kpi::goal, Value::Ref(goal)),
            ],
        )
    };
    let warning = move || {
        wrong.get().then(|| {
            let direction = values::direction_words(cx.l, way.read().direction).unwrap_or("");
            warn(cx.fill(k::kpi_card::wrong, &[("way", direction)]))
        })
    };
    view! {
        <details class="kpi">
            <summary class="kpi__line">{icon("right")}{line(cx, row, way, wrong)}</summary>
            <div class="kpi__body">
                {move || looped.get().then(|| warn(cx.t(k::kpi_tree::looped).into()))}
                <div class="cols">
                    {metric_field(cx, at(Kpi::metric))}
                    {field(cx, at(Kpi::name))}
                </div>
                {definition(cx, row)}
                <fieldset class="kpi__part">
                    <legend class="kpi__legend">{cx.t(k::kpi_card::numbers)}</legend>
                    {gauge(cx, way, move || by(cx, at(Kpi::deadline)))}
                    {warning}
                    <div class="cols">
                        {[Kpi::baseline, Kpi::baseline_date, Kpi::target, Kpi::deadline].map(|c| field(cx, at(c))).into_iter().collect_view()}
                    </div>
                    {field(cx, at(Kpi::no_baseline))}
                </fieldset>
                <fieldset class="kpi__part">
                    <legend class="kpi__legend">{cx.t(k::kpi_card::control)}</legend>
                    <div class="cols">
                        {[Kpi::source, Kpi::owner].map(|c| field(cx, at(c))).into_iter().collect_view()}
                    </div>
                    {[Kpi::period, Kpi::control, Kpi::level].map(|c| field(cx, at(c))).into_iter().collect_view()}
                    <div class="cols">
                        {[Kpi::goal, Kpi::parent].map(|c| field(cx, at(c))).into_iter().collect_view()}
                    </div>
                    {[Kpi::combine, Kpi::note].map(|c| field(cx, at(c))).into_iter().collect_view()}
                </fieldset>
                <div class="kpi__foot">{part}{move_buttons::<Kpi>(cx, row)}</div>
            </div>
        </details>
    }
    .into_any()
}

fn warn(text: String) -> AnyView {
    view! { <p class="kpi__warn">{icon("warn")} <span>{text}</span></p> }.into_any()
}

/// What shows while the card is folded: name, numbers, level.
fn line(cx: Ctx, row: RowId, way: Memo<Way>, wrong: Memo<bool>) -> AnyView {
    let at = move |column| TABLE.cell(row, column);
    let name = move || {
        cx.s.name(TABLE, row, cx.l)
            .unwrap_or_else(|| cx.t(k::kpi_card::new).into())
    };
    let numbers = move || way.read().line(cx.l);
    let change = move || way.read().change_words(cx.l);
    let no_data = move || {
        cx.s.flag(at(Kpi::no_baseline))
            .then(|| cx.t(k::kpi_card::no_data))
    };
    let level = move || {
        let id = cx.s.text(at(Kpi::level));
        let set =
            cx.s.peek(|w| w.field(at(Kpi::level)).and_then(|f| f.kind.choices()));
        set.and_then(|s| s.get(&id)).map(|o| {
            let class = if id == "north" {
                "badge badge--accent"
            } else {
                "badge badge--new"
            };
            view! { <span class=class>{cx.l.label(o.label)}</span> }
        })
    };
    // Below a KPI of another goal the card says which goal it is for.
    let goal = move || {
        let above = cx.s.link(at(Kpi::parent))?;
        let goal = cx.s.link(at(Kpi::goal))?;
        let same = cx.s.link(TABLE.cell(above, Kpi::goal)) == Some(goal);
        let name = cx.s.name(Goal::TABLE, goal, cx.l).filter(|_| !same)?;
        Some(
            view! { <span class="kpi__goal">{cx.fill(k::kpi_tree::other_goal, &[("name", &name)])}</span> },
        )
    };
    view! {
        <span class="kpi__head">
            <span class="kpi__name">{name}</span>
            {goal}
        </span>
        <span class="kpi__numbers">
            <span class="kpi__way">{numbers}</span>
            <span class="kpi__change" class:kpi__change--wrong=move || wrong.get()>{change}</span>
            <span class="kpi__none">{no_data}</span>
            {level}
        </span>
    }
    .into_any()
}

/// The catalogue as one list, grouped by stage of the funnel; the first entry is a metric of one's
/// own. The chosen value is written to the list once instead of to each of its sixty options.
fn metric_field(cx: Ctx, path: Path) -> AnyView {
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let value = cx.s.text(path);
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    let groups: Vec<AnyView> = STAGE
        .options
        .iter()
        .map(|stage| {
            let options: Vec<AnyView> = METRICS
                .iter()
                .filter(|m| m.stage == stage.id)
                .map(|m| view! { <option value=m.id>{cx.l.pick(m.name)}</option> }.into_any())
                .collect();
            view! { <optgroup label=cx.l.label(stage.label)>{options}</optgroup> }.into_any()
        })
        .collect();
    let unknown = cx.s.peek(|w| w.text(path).to_owned());
    let unknown = (!unknown.is_empty() && METRIC.get(&unknown).is_none())
        .then(|| view! { <option value=unknown.clone()>{unknown.clone()}</option> });
    view! {
        <div class="field">
            <label class="field__label" for=path.dom_id()>{cx.t(k::goals::kpis::metric)}</label>
            <select class="input input--select" id=path.dom_id() name=path.to_string() node_ref=node on:change:target=move |e| cx.s.set_text(path, e.target().value())>
                <option value="">{cx.t(k::kpi_card::own)}</option>
                {groups}
                {unknown}
            </select>
        </div>
    }
    .into_any()
}

/// What the catalogue says of the metric; for a metric of one's own, the fields to say it.
fn definition(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| TABLE.cell(row, column);
    let metric = Memo::new(move |_| cx.s.text(at(Kpi::metric)));
    // The fields stay while they hold something, so that nothing typed is out of sight.
    let own = Memo::new(move |_| {
        let said = |column| !cx.s.text(at(column)).trim().is_empty();
        metric.read().is_empty() || said(Kpi::formula) || said(Kpi::unit)
    });
    let catalogue = move || crate::data::metric(&metric.read()).map(|m| from_catalogue(cx, m));
    let fields = move || {
        own.get().then(|| {
            let plain = Field { plain: true, ..Field::default() };
            view! { <div class="cols">{[Kpi::formula, Kpi::unit].map(|c| field_with(cx, at(c), plain)).into_iter().collect_view()}</div> }
        })
    };
    view! { {catalogue} {fields} }.into_any()
}

fn from_catalogue(cx: Ctx, m: &'static Metric) -> AnyView {
    let trust = cx.t(match m.confidence {
        Confidence::High => k::kpi_card::high,
        Confidence::Medium => k::kpi_card::medium,
        Confidence::Low => k::kpi_card::low,
    });
    let source = SOURCES.get(m.source).filter(|s| !s.title.is_empty());
    let small = match source {
        Some(s) => {
            let said = if s.published.is_empty() {
                s.title.to_owned()
            } else {
                format!("{}, {}", s.title, s.published)
            };
            cx.fill(k::kpi_card::source, &[("source", &said), ("trust", trust)])
        }
        None => cx.fill(k::kpi_card::source_own, &[("trust", trust)]),
    };
    let fact = |key, value: String| {
        view! { <div class="metric__fact"><dt>{cx.t(key)}</dt><dd>{value}</dd></div> }.into_any()
    };
    let facts = [
        fact(k::kpi_card::formula, formula::words(cx.l, m.formula)),
        fact(k::kpi_card::unit, values::unit_name(cx.l, m.unit)),
        fact(
            k::kpi_card::direction,
            values::direction_words(cx.l, m.direction)
                .unwrap_or("")
                .to_owned(),
        ),
    ];
    view! {
        <div class="metric">
            <p class="metric__about">{cx.l.pick(m.about)}</p>
            <dl class="metric__facts">{facts.into_iter().collect_view()}</dl>
            <p class="metric__source">{small}</p>
        </div>
    }
    .into_any()
}
