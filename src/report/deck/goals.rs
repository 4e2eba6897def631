//! Goals in numbers, and whether the money buys them.

use super::write::{Slides, first, way};
use super::{Block, Table, chart, fit};
use crate::calc::funnel;
use crate::i18n::k;
use crate::kernel::Row as _;
use crate::modules::goals::values::Way;
use crate::modules::goals::{Goals, Kpi, forecast};
use std::cmp::Ordering;

/// KPIs on the slide.
const KPIS: usize = 6;

/// KPIs as a table, the chief one as headline.
pub fn kpis(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let mut all: Vec<&Kpi> = w.goals.kpis.iter().collect();
    if out.hidden("goals") || all.is_empty() {
        return;
    }
    // From the top of the tree down; within a level as they stand.
    all.sort_by_key(|p| {
        ["north", "primary", "supporting", "diagnostic"]
            .iter()
            .position(|id| p.level.is(id))
            .unwrap_or(4)
    });
    out.start("goals", String::new());
    let (shown, more) = first(&all, KPIS);
    let mut rows = Vec::new();
    for p in &shown {
        let way = Way::of_kpi(p, w.currency());
        let line = way.line(l).unwrap_or_else(|| "—".into());
        let date = p
            .deadline
            .value()
            .map_or_else(|| out.cell(p.at(Kpi::deadline)), |d| l.short_date(d));
        rows.push(vec![
            out.name(Kpi::TABLE, p.id),
            fit::clean(&line),
            way.change_words(l).unwrap_or_else(|| "—".into()),
            date,
        ]);
    }
    let lead = shown
        .iter()
        .find_map(|p| Some((p, way(l, &Way::of_kpi(p, w.currency()))?)));
    out.title(match lead {
        Some((p, line)) => {
            let what = out.name(Kpi::TABLE, p.id);
            match p.deadline.value() {
                Some(date) => l.fill(
                    k::deck::way_by,
                    &[("what", &what), ("line", &line), ("date", &l.date(date))],
                ),
                None => l.fill(k::deck::way, &[("what", &what), ("line", &line)]),
            }
        }
        None => l.count(k::deck_count::kpis, all.len()),
    });
    let columns = out.columns([
        (k::goals_doc::kpi, 8, false),
        (k::goals_doc::now_target, 6, true),
        (k::goals_doc::change, 5, true),
        (k::deck::until, 4, true),
    ]);
    out.left(Block::Table(Table {
        own: lead_row(&shown),
        ..Table::new(l.t(k::goals_doc::caption), columns, rows)
    }));
    out.rest(k::deck_count::kpis_more, more);
    out.say(l.t(k::deck_say::goals));
    for p in &shown {
        if let Some(source) = out.value(p.at(Kpi::source)) {
            out.keep(&out.name(Kpi::TABLE, p.id), &source);
        }
    }
    out.end();
}

fn lead_row(shown: &[&Kpi]) -> Option<usize> {
    shown.iter().position(|p| p.level.is("north"))
}

/// What the advertising budget gives.
pub fn funnel(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let inputs = forecast::inputs(w);
    let f = funnel::forward(&inputs);
    let (Some(leads), Some(cpl)) = (f.leads, f.cpl) else {
        return;
    };
    if out.hidden("goals") {
        return;
    }
    let whole = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let said = l.count(k::funnel::count::leads, whole(leads));
    let price = l.money(cpl, w.currency());
    #[allow(clippy::cast_precision_loss)]
    let number = |n: u64| l.number(n as f64, 0);
    let promised = inputs.promised.unwrap_or_default();
    let off = number(leads.abs_diff(promised));
    let promised = number(promised);
    let values = [
        ("leads", said.as_str()),
        ("cpl", price.as_str()),
        ("n", off.as_str()),
        ("promised", promised.as_str()),
    ];
    let key = match forecast::verdict(w, l).map(|v| v.0) {
        Some(Ordering::Greater) => k::deck::funnel_more,
        Some(Ordering::Equal) => k::deck::funnel_exact,
        Some(Ordering::Less) => k::deck::funnel_less,
        None => k::deck::funnel,
    };
    out.start("funnel", l.fill(key, &values));
    let steps = forecast::steps(w, l);
    let names: Vec<(String, String, u64)> = [f.impressions, f.clicks, f.leads, f.orders]
        .into_iter()
        .zip(&steps)
        .filter_map(|(n, (key, value))| Some((l.t(*key).to_owned(), value.clone()?, n?)))
        .collect();
    let rates = [inputs.ctr, inputs.cr_lead, inputs.cr_sale].map(|p| {
        #[allow(clippy::cast_precision_loss)]
        p.map(|p| l.percent(p as f64 / 10_000.0, 2))
    });
    out.left(Block::Chart(chart::funnel(l, &names, &rates)));
    let mut numbers: Vec<(String, String)> = vec![(
        inputs
            .budget
            .map(|b| l.money(b, w.currency()))
            .unwrap_or_default(),
        l.t(k::deck::for_ads).to_owned(),
    )];
    // Price of a lead, price of an order, share of revenue.
    numbers.extend(
        steps
            .iter()
            .skip(5)
            .take(3)
            .filter_map(|(key, value)| Some((value.clone()?, l.t(*key).to_owned()))),
    );
    out.split(0.62);
    out.right(Block::Numbers(numbers));
    out.say(l.t(k::deck_say::funnel));
    out.say(forecast::sentence(w, l).unwrap_or_default());
    for text in [
        forecast::verdict(w, l).map(|v| v.1),
        forecast::needs(w, l),
        forecast::fragile(w, l),
    ]
    .into_iter()
    .flatten()
    {
        out.say(text);
    }
    if let Some(source) = out.value(Goals::rates_source) {
        out.say(l.fill(k::goals_doc::rates, &[("source", &source)]));
    }
    out.say(l.t(k::funnel::rounding));
    out.end();
}
