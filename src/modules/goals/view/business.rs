//! Business goals in numbers: a card each, with the two numbers drawn.

use super::super::BusinessGoal;
use super::super::values::Way;
use super::{by, gauge};
use crate::i18n::k;
use crate::kernel::{Row, RowId};
use crate::ui::Ctx;
use crate::ui::kit::{add_button, field, icon, move_buttons};
use leptos::prelude::*;

const TABLE: crate::kernel::TablePath = BusinessGoal::TABLE;

pub(super) fn section(cx: Ctx) -> AnyView {
    let rows = move || cx.s.rows(TABLE);
    let add = move || add_button(cx, TABLE, k::goals_page::business_add, Vec::new());
    let body = move || {
        if rows().is_empty() {
            view! {
                <div class="empty">
                    <p class="empty__text">{cx.l.hint(k::goals::business::_self)}</p>
                    {add()}
                </div>
            }
            .into_any()
        } else {
            view! { <p class="group__hint">{cx.l.hint(k::goals::business::_self)}</p> }.into_any()
        }
    };
    view! {
        <section class="group">
            <h2 class="group__title">{cx.t(k::goals::business::_self)}</h2>
            {body}
            <div class="bizgoals">
                <For each=rows key=|r| *r let:row>{card(cx, row)}</For>
            </div>
            <Show when=move || !rows().is_empty()><p>{add()}</p></Show>
        </section>
    }
    .into_any()
}

fn card(cx: Ctx, row: RowId) -> AnyView {
    let at = move |column| TABLE.cell(row, column);
    let way = Memo::new(move |_| {
        let currency = cx.s.module("frame", |w| w.currency().to_owned());
        cx.s.module("goals", |w| {
            w.goals
                .business
                .iter()
                .find(|b| b.id == row)
                .map(|b| Way::of_goal(b, &currency))
        })
        .unwrap_or_else(|| Way::of_goal(&BusinessGoal::default(), &currency))
    });
    let name = move || {
        cx.s.name(TABLE, row, cx.l)
            .unwrap_or_else(|| cx.t(k::kpi_tree::kind_business).into())
    };
    let metric = move || Some(cx.s.text(at(BusinessGoal::metric))).filter(|m| !m.trim().is_empty());
    let fields = |columns: &[&'static str]| columns.iter().map(|c| field(cx, at(c))).collect_view();
    view! {
        <article class="card bizgoal">
            <div class="card__head">
                <h3 class="card__title">{name}</h3>
                {move_buttons::<BusinessGoal>(cx, row)}
            </div>
            {move || metric().map(|m| view! { <p class="bizgoal__metric">{m}</p> })}
            {gauge(cx, way, move || by(cx, at(BusinessGoal::deadline)))}
            <details class="edit">
                <summary class="edit__open">{icon("pen")} <span>{cx.t(k::goals_page::edit)}</span></summary>
                <div class="edit__body">
                    {field(cx, at(BusinessGoal::title))}
                    <div class="cols">{fields(&[BusinessGoal::metric, BusinessGoal::unit])}</div>
                    <div class="cols cols--tight">{fields(&[BusinessGoal::baseline, BusinessGoal::target, BusinessGoal::deadline])}</div>
                </div>
            </details>
        </article>
    }
    .into_any()
}
