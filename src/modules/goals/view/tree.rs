//! The KPI tree as nested cards: business goal, goal, KPI, parts of a KPI.

use super::super::tree::Forest;
use super::super::values::Way;
use super::super::{BusinessGoal, Goal, Kpi};
use super::{follow, kpi};
use crate::i18n::k;
use crate::kernel::{Label, Row, RowId, TablePath, Value};
use crate::ui::Ctx;
use crate::ui::app;
use crate::ui::kit::{empty, icon, in_turn};
use leptos::prelude::*;

pub(super) fn section(cx: Ctx) -> AnyView {
    let forest = Memo::new(move |_| cx.s.module("goals", |w| Forest::of(&w.goals)));
    let tops = move || {
        forest
            .read()
            .business
            .iter()
            .map(|(b, _)| *b)
            .collect::<Vec<_>>()
    };
    let loose = move || forest.read().loose.clone();
    let nothing = move || {
        let f = forest.read();
        (f.business.iter().all(|(_, goals)| goals.is_empty()) && f.loose.is_empty())
            .then(|| empty(cx, Label::Key(k::kpi_tree::empty), ().into_any()))
    };
    view! {
        <section class="group">
            <h2 class="group__title">{cx.t(k::kpi_tree::title)}</h2>
            <p class="group__hint">{cx.t(k::kpi_tree::text)}</p>
            {nothing}
            <div on:change=move |e| follow(&e, &[Kpi::goal, Kpi::parent])>
                <ul class="kpi-tree">
                    <For each=tops key=|b| *b let:business>{business_node(cx, forest, business)}</For>
                </ul>
                <Show when=move || !loose().is_empty()>
                    <div class="kpi-tree__loose">
                        <h3 class="kpi-tree__title">{cx.t(k::kpi_tree::loose)}</h3>
                        <p class="note">{cx.t(k::kpi_tree::loose_text)}</p>
                        <ul class="kpi-tree kpi-tree--flat">
                            <For each=loose key=|r| *r let:row>{kpi_node(cx, forest, row)}</For>
                        </ul>
                    </div>
                </Show>
            </div>
            <p>{add_kpi(cx, k::kpi_tree::add_loose, String::new(), Vec::new())}</p>
        </section>
    }
    .into_any()
}

fn business_node(cx: Ctx, forest: Memo<Forest>, business: Option<RowId>) -> AnyView {
    let name = move || match business {
        Some(row) => {
            cx.s.name(BusinessGoal::TABLE, row, cx.l)
                .unwrap_or_else(|| cx.t(k::field::nameless).into())
        }
        None => cx.t(k::kpi_tree::unbound).into(),
    };
    let line = move || {
        let currency = cx.s.module("frame", |w| w.currency().to_owned());
        cx.s.module("goals", |w| {
            let row = w.goals.business.iter().find(|b| Some(b.id) == business)?;
            Way::of_goal(row, &currency).line(cx.l)
        })
    };
    let goals = move || {
        forest
            .read()
            .business
            .iter()
            .find(|(b, _)| *b == business)
            .map(|(_, goals)| goals.clone())
            .unwrap_or_default()
    };
    view! {
        <li class="kpi-tree__node">
            <div class="kpi-tree__business">
                <p class="kpi-tree__kind">{business.map(|_| cx.t(k::kpi_tree::kind_business))}</p>
                <h3 class="kpi-tree__title">{name}</h3>
                <p class="kpi-tree__numbers">{line}</p>
            </div>
            <ul class="kpi-tree__parts">
                <For each=goals key=|g| *g let:goal>{goal_node(cx, forest, goal)}</For>
            </ul>
        </li>
    }
    .into_any()
}

fn goal_node(cx: Ctx, forest: Memo<Forest>, goal: RowId) -> AnyView {
    let name = move || {
        cx.s.name(Goal::TABLE, goal, cx.l)
            .unwrap_or_else(|| cx.t(k::field::nameless).into())
    };
    let kpis = move || forest.read().kpis(goal);
    // KPIs of this goal that stand below a KPI of another one.
    let away = Memo::new(move |_| {
        let here = kpis();
        cx.s.module("goals", |w| {
            w.goals
                .kpis
                .iter()
                .filter(|p| p.goal == Some(goal) && !here.contains(&p.id))
                .map(|p| p.id)
                .collect::<Vec<_>>()
        })
    });
    let note = move || {
        let others = away.get();
        if others.is_empty() {
            return kpis().is_empty().then(|| {
                view! { <p class="kpi-tree__note kpi-tree__note--warn">{icon("warn")} <span>{cx.t(k::kpi_tree::unmeasured)}</span></p> }.into_any()
            });
        }
        if !kpis().is_empty() {
            return None;
        }
        let links: Vec<AnyView> = others
            .into_iter()
            .map(|row| {
                let href = cx.field_href(Kpi::TABLE.cell(row, Kpi::metric));
                let name = move || {
                    cx.s.name(Kpi::TABLE, row, cx.l)
                        .unwrap_or_else(|| cx.t(k::kpi_card::new).into())
                };
                view! { <li><a href=href>{name}</a></li> }.into_any()
            })
            .collect();
        Some(view! { <div class="kpi-tree__note"><p>{cx.t(k::kpi_tree::measured)}</p><ul class="kpi-tree__links">{links}</ul></div> }.into_any())
    };
    let add = move || {
        let label = cx.fill(k::kpi_tree::add_to, &[("name", &name())]);
        add_kpi(
            cx,
            k::kpi_tree::add,
            label,
            vec![(Kpi::goal, Value::Ref(Some(goal)))],
        )
    };
    view! {
        <li class="kpi-tree__node">
            <div class="kpi-tree__goal">
                <p class="kpi-tree__kind">{cx.t(k::kpi_tree::kind_goal)}</p>
                <h4 class="kpi-tree__name">{name}</h4>
                {note}
                {add}
            </div>
            <ul class="kpi-tree__parts">
                <For each=kpis key=|r| *r let:row>{in_turn(move || kpi_node(cx, forest, row))}</For>
            </ul>
        </li>
    }
    .into_any()
}

fn kpi_node(cx: Ctx, forest: Memo<Forest>, row: RowId) -> AnyView {
    let parts = move || forest.read().parts(row);
    let looped = move || forest.read().looped.contains(&row);
    view! {
        <li class="kpi-tree__node">
            {kpi::card(cx, row, Signal::derive(looped))}
            <ul class="kpi-tree__parts">
                <For each=parts key=|r| *r let:part>{kpi_node(cx, forest, part)}</For>
            </ul>
        </li>
    }
    .into_any()
}

/// Adds a KPI with some cells filled and puts the cursor into its metric.
pub(super) fn add_kpi(
    cx: Ctx,
    label: crate::kernel::Key,
    aria: String,
    cells: Vec<(&'static str, Value)>,
) -> AnyView {
    const TABLE: TablePath = Kpi::TABLE;
    let add = move |_| {
        let row = cx.s.add_row(TABLE, &cells);
        app::focus_field(&TABLE.cell(row, Kpi::metric).to_string());
    };
    view! {
        <button type="button" class="button button--add kpi-tree__add" data-add=TABLE.to_string() aria-label=(!aria.is_empty()).then_some(aria) on:click=add>
            {icon("plus")}
            <span>{cx.t(label)}</span>
        </button>
    }
    .into_any()
}
