//! Limits the rules go by, to be set anew for this workbook.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Number, Row as _, Value};
use crate::modules::review::OwnLimit;
use crate::review::{Limit, RULES, Rule, Unit};
use crate::ui::Ctx;
use crate::ui::kit::folded;
use leptos::prelude::*;

/// The table, folded.
pub(super) fn view(cx: Ctx) -> AnyView {
    folded("review__more", cx.t(k::review_page::limits), move || {
        table(cx)
    })
}

fn table(cx: Ctx) -> AnyView {
    let rows: Vec<AnyView> = RULES
        .iter()
        .flat_map(|rule| rule.limits.iter().map(move |limit| (rule, limit)))
        .map(|(rule, limit)| row(cx, rule, limit))
        .collect();
    view! {
        <p class="group__hint">{cx.t(k::review_page::limits_text)}</p>
            <table class="table review__limits">
                <thead>
                    <tr>
                        <th scope="col">{cx.t(k::review_page::rule)}</th>
                        <th scope="col">{cx.t(k::review_page::usual)}</th>
                        <th scope="col">{cx.t(k::review_page::own)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
    }
    .into_any()
}

fn unit(cx: Ctx, unit: Unit) -> &'static str {
    cx.t(match unit {
        Unit::Percent => k::review_page::percent,
        Unit::Days => k::review_page::days,
        Unit::Count => k::review_page::pieces,
        Unit::Hours => k::review_page::hours,
        Unit::Times => k::review_page::times,
        Unit::Years => k::review_page::years,
    })
}

fn row(cx: Ctx, rule: &'static Rule, limit: &'static Limit) -> AnyView {
    let own = move || {
        cx.s.module("review", |w| {
            let rows = w.review.limits.iter();
            rows.clone()
                .find(|o| o.rule == rule.code && o.limit == limit.id)
                .map(|o| (o.id, o.value.0.clone()))
        })
    };
    let bad = move || {
        own().is_some_and(|(_, v)| {
            !v.trim().is_empty() && Number::from(v.as_str()).value().is_none_or(|n| n < 0.0)
        })
    };
    let change = move |typed: String| match (untrack(own), typed.trim().is_empty()) {
        (Some((row, _)), true) => {
            cx.s.run(
                k::edit::set,
                String::new(),
                vec![Edit::Remove {
                    table: OwnLimit::TABLE,
                    row,
                }],
            );
        }
        (Some((row, _)), false) => {
            cx.s.set_text(OwnLimit::TABLE.cell(row, OwnLimit::value), typed);
        }
        (None, false) => {
            cx.s.add_row(
                OwnLimit::TABLE,
                &[
                    (OwnLimit::rule, Value::text(rule.code)),
                    (OwnLimit::limit, Value::text(limit.id)),
                    (OwnLimit::value, Value::Text(typed)),
                ],
            );
        }
        (None, true) => {}
    };
    let title = rule.text(cx.l).title;
    // No address of a field: the journal of typed fields must not take it for one.
    let name = format!("limit-{}-{}", rule.code, limit.id);
    let error = format!("{name}-error");
    view! {
        <tr>
            <th scope="row"><span class="remark__code">{rule.code}</span> " " {title}</th>
            <td>{cx.l.number(limit.usual, 2)} " " {unit(cx, limit.unit)}</td>
            <td>
                <input type="text" inputmode="decimal" class="input review__limit" name=name aria-label=title aria-describedby=error.clone() aria-invalid=move || bad().then_some("true") prop:value=move || own().map(|(_, v)| v).unwrap_or_default() on:change:target=move |e| change(e.target().value()) />
                <p class="field__error" id=error>{move || bad().then(|| view! { <span>{cx.t(k::field::bad_number)}</span> })}</p>
            </td>
        </tr>
    }
    .into_any()
}
