//! What is counted below the fields of a module: the parts of the budget, what the advertising budget buys. And the KPI tree.

use super::computed::value_cell;
use super::fill::{Ctx, clean, sheet, text_cell};
use super::model::{As, Cell, Column, Outcome, Shape, Sheet};
use crate::calc::funnel::{self, Input};
use crate::document::row_name;
use crate::i18n::k;
use crate::kernel::{Key, Money};
use crate::modules::brief::Brief;
use crate::modules::brief::budget::{Part, Split};
use crate::modules::goals::{forecast, tree as kpi_tree};

/// A number with its formula.
fn formula(text: String, value: f64, shown: As) -> Cell<'static> {
    Cell::Formula {
        text,
        array: false,
        result: Outcome::Number(value),
        shown,
    }
}

/// Adds what is counted from the fields of a module.
pub fn add(ctx: &Ctx<'_>, slug: &str, sheet: &mut Sheet<'_>) {
    match slug {
        "brief" => budget(ctx, sheet),
        "goals" => buys(ctx, sheet),
        _ => {}
    }
}

#[allow(clippy::cast_precision_loss)]
fn major(minor: i64) -> f64 {
    minor as f64 / 100.0
}

fn budget(ctx: &Ctx<'_>, sheet: &mut Sheet<'_>) {
    let split = Split::of(&ctx.w.brief);
    let Some(sum) = split.sum() else { return };
    // A negative amount is no amount for us, but a number for a spreadsheet.
    let typed = |p: &Part| Money::from(ctx.w.text(p.path)).minor();
    if split.parts.iter().any(|p| typed(p).is_some_and(|m| m < 0)) {
        return;
    }
    let l = ctx.l;
    let row = |field: &str| {
        Brief::FIELDS
            .iter()
            .position(|f| f.id == field)
            .map(|at| at + 1)
    };
    let cells: Vec<String> = split
        .parts
        .iter()
        .filter_map(|p| row(p.path.column()).map(|r| value_cell(sheet, r)))
        .collect();
    let all = format!("SUM({})", cells.join(","));
    let cents = split
        .parts
        .iter()
        .filter_map(|p| p.minor)
        .any(|m| m % 100 != 0);
    let money = As::Money(cents || split.total.is_some_and(|t| t % 100 != 0));
    let mut out = vec![vec![
        Cell::Text(l.t(k::export::sheet::budget_sum).into()),
        formula(all.clone(), major(sum), money),
    ]];
    let total = row("budget").map(|r| value_cell(sheet, r));
    if let (Some(total), Some(known)) = (&total, split.total) {
        out.push(vec![
            Cell::Text(l.t(k::export::sheet::budget_left).into()),
            formula(format!("ROUND({total}-{all},2)"), major(known - sum), money),
        ]);
    }
    for part in &split.parts {
        let share = part.minor.and_then(|m| split.share(m));
        let (Some(share), Some(of)) = (share, row(part.path.column())) else {
            continue;
        };
        let whole = match (&total, split.total) {
            (Some(total), Some(_)) => format!("MAX({total},{all})"),
            _ => all.clone(),
        };
        let name = l.t(part.name);
        out.push(vec![
            Cell::Text(
                l.fill(k::export::sheet::budget_share, &[("part", name)])
                    .into(),
            ),
            formula(
                format!("{}/{whole}", value_cell(sheet, of)),
                share / 100.0,
                As::Percent(1),
            ),
        ]);
    }
    sheet.below = out;
}

/// The funnel, step by step, from the cells of the brief and of the goals.
fn buys(ctx: &Ctx<'_>, sheet: &mut Sheet<'_>) {
    let l = ctx.l;
    let inputs = forecast::inputs(ctx.w);
    let f = funnel::forward(&inputs);
    let at = |input| {
        let path = forecast::path(ctx.w, input);
        ctx.layout.value(path.module(), path.column())
    };
    let (Some(budget), Some(cpm)) = (at(Input::Budget), at(Input::Cpm)) else {
        return;
    };
    let (Some(money), Some(price)) = (inputs.budget, inputs.cpm) else {
        return;
    };
    // The same steps in decimals: a formula is written only where it gives what the exact steps give.
    #[allow(clippy::cast_precision_loss)]
    let share = |p: Option<i64>| p.map(|p| p as f64 / 1_000_000.0);
    let mut text = format!("{budget}/{cpm}*1000");
    let mut value = major(money) / major(price) * 1000.0;
    let mut rows: Vec<Vec<Cell<'_>>> = Vec::new();
    let mut push = |key: Key, text: String, near: f64, exact: Option<f64>, shown: As| {
        let Some(exact) = exact else { return };
        let cell = if (near - exact).abs() <= exact.abs() * 1e-9 {
            formula(text, exact, shown)
        } else {
            Cell::Number(exact, shown)
        };
        rows.push(vec![Cell::Text(l.t(key).into()), cell]);
    };
    #[allow(clippy::cast_precision_loss)]
    let people = |n: Option<u64>| n.map(|n| n as f64);
    let whole = |text: &str| format!("INT(ROUND({text},6))");
    let down = |value: f64| ((value * 1e6).round() / 1e6).floor();
    push(
        k::funnel::impressions,
        whole(&text),
        down(value),
        people(f.impressions),
        As::Plain,
    );
    let steps = [
        (k::funnel::clicks, Input::Ctr, share(inputs.ctr), f.clicks),
        (
            k::funnel::leads,
            Input::CrLead,
            share(inputs.cr_lead),
            f.leads,
        ),
        (
            k::funnel::orders,
            Input::CrSale,
            share(inputs.cr_sale),
            f.orders,
        ),
    ];
    let mut prices = Vec::new();
    for (key, input, rate, exact) in steps {
        let (Some(rate), Some(cell)) = (rate, at(input)) else {
            break;
        };
        text = format!("{text}*{cell}");
        value *= rate;
        push(key, whole(&text), down(value), people(exact), As::Plain);
        prices.push((input, text.clone(), value));
    }
    let cents = |n: f64| (n * 100.0).round() / 100.0;
    for (key, input, exact) in [
        (k::funnel::cpl, Input::CrLead, f.cpl),
        (k::funnel::cpo, Input::CrSale, f.cpo),
    ] {
        if let Some((_, text, value)) = prices.iter().find(|(i, ..)| *i == input) {
            let formula = format!("ROUND({budget}/({text}),2)");
            push(
                key,
                formula,
                cents(major(money) / value),
                exact.map(major),
                As::Money(true),
            );
        }
    }
    let orders = prices.iter().find(|(i, ..)| *i == Input::CrSale);
    if let (Some((_, text, value)), Some(check), Some(cell)) =
        (orders, inputs.check, at(Input::Check))
    {
        let revenue = value * major(check);
        let formula = format!("ROUND({text}*{cell},2)");
        push(
            k::funnel::revenue,
            formula,
            cents(revenue),
            f.revenue.map(major),
            As::Money(true),
        );
        let drr = f.drr.map(|p| p / 100.0);
        let formula = format!("{budget}/({text}*{cell})");
        push(
            k::funnel::drr,
            formula,
            major(money) / revenue,
            drr,
            As::Percent(1),
        );
        if let (Some(margin), Some(of)) = (share(inputs.margin), at(Input::Margin)) {
            let romi = f.romi.map(|p| p / 100.0);
            let formula = format!("{text}*{cell}*{of}/{budget}-1");
            push(
                k::funnel::romi,
                formula,
                revenue * margin / major(money) - 1.0,
                romi,
                As::Percent(1),
            );
        }
    }
    sheet.below = rows;
}

/// The KPI tree: business goals, the goals that serve them, the KPIs that measure those.
pub fn tree<'a>(ctx: &Ctx<'_>, name: &str) -> Sheet<'a> {
    let l = ctx.l;
    let named = |table, row| {
        row_name(ctx.w, table, row, l).unwrap_or_else(|| l.t(k::field::nameless).into())
    };
    let heads = [
        k::export::sheet::name,
        k::export::sheet::level,
        k::export::sheet::way,
        k::goals::kpis::deadline,
    ];
    let columns = heads.map(|key| Column::plain(l.t(key)));
    let mut out = sheet(name, Shape::Table, columns.into());
    let text = |t: &str| text_cell(clean(t, l).into_owned().into());
    for node in kpi_tree::nodes(ctx.w, l, &named) {
        let level = match node.kind {
            kpi_tree::NodeKind::Business => k::export::sheet::business,
            kpi_tree::NodeKind::Goal => k::export::sheet::goal,
            kpi_tree::NodeKind::Kpi => k::export::sheet::kpi,
        };
        out.indents
            .push(u8::try_from(node.depth.min(12)).unwrap_or(12));
        out.rows.push(vec![
            text(&node.name),
            Cell::Text(l.t(level).into()),
            text(&node.numbers),
            text(&node.by),
        ]);
    }
    out
}
