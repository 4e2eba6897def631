//! The module's section of the document.

use super::values::{Way, metric};
use super::{BusinessGoal, Goal, Goals, Kpi, forecast, formula, tree};
use crate::document::answered;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Figure, Row};
use crate::modules::Workbook;
use crate::modules::sets::STAGE;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    match out.value(Goals::mode) {
        Some(mode) => {
            let text = l.fill(k::goals_doc::mode, &[("mode", &mode.to_lowercase())]);
            out.push(Block::Text {
                text,
                source: Some(Goals::mode),
            });
        }
        None => out.missing(Goals::mode),
    }
    business(&mut out);
    goals(&mut out);
    kpis(&mut out);
    prognosis(&mut out);
    out.finish()
}

/// Marks the core questions of a row that have no answer, by the name of the row.
fn missing<R: Row>(out: &mut Writer<'_>, row: &R) {
    let place = R::TABLE.to_string();
    for field in R::COLUMNS
        .iter()
        .filter(|f| f.core && !answered(row.as_record(), &place, f))
    {
        let name = out.name(R::TABLE, row.id());
        let label = out.l.fill(
            k::goals_doc::missing,
            &[("row", &name), ("field", out.l.label(field.label))],
        );
        out.push(Block::Missing {
            label,
            source: row.at(field.id),
        });
    }
}

fn business(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.heading(2, k::goals_doc::business);
    let dash = || "—".to_owned();
    let rows: Vec<Vec<String>> = w
        .goals
        .business
        .iter()
        .map(|b| {
            let way = Way::of_goal(b, w.currency());
            let text = |column| out.value(b.at(column)).unwrap_or_else(dash);
            let number =
                |n: Option<f64>, column| n.map_or_else(|| text(column), |n| way.show(l, n));
            vec![
                text(BusinessGoal::title),
                text(BusinessGoal::metric),
                number(way.baseline, BusinessGoal::baseline),
                number(way.target, BusinessGoal::target),
                way.change_words(l).unwrap_or_else(dash),
                text(BusinessGoal::deadline),
            ]
        })
        .collect();
    if let Some(first) = w.goals.business.first() {
        let source = Some(first.at(BusinessGoal::title));
        use k::goals::business as b;
        let columns = vec![
            Column::text(l.t(b::title), 5),
            Column::text(l.t(b::metric), 4),
            Column::number(l.t(b::baseline), 3),
            Column::number(l.t(b::target), 3),
            Column::number(l.t(k::goals_doc::change), 3),
            Column::text(l.t(b::deadline), 3),
        ];
        out.push(Block::Table {
            caption: l.t(k::goals_doc::business_caption).into(),
            columns,
            rows,
            source,
        });
    } else {
        out.missing_rows(BusinessGoal::TABLE);
    }
    for row in &w.goals.business {
        missing(out, row);
    }
}

fn goals(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.heading(2, k::goals_doc::goals);
    let mut sorted: Vec<&Goal> = w.goals.goals.iter().collect();
    let stage = |g: &Goal| {
        STAGE
            .options
            .iter()
            .position(|o| g.stage.is(o.id))
            .unwrap_or(usize::MAX)
    };
    sorted.sort_by_key(|g| stage(g));
    let ids: Vec<_> = sorted.iter().map(|g| g.id).collect();
    if ids.is_empty() {
        out.missing_rows(Goal::TABLE);
        return;
    }
    let columns = [
        (Goal::stage, 2),
        (Goal::title, 5),
        (Goal::business, 4),
        (Goal::deadline, 3),
        (Goal::owner, 2),
    ];
    out.some_rows(
        Goal::TABLE,
        &ids,
        &columns,
        l.t(k::goals_doc::goals_caption).into(),
    );
    let mut why = Vec::new();
    for goal in &sorted {
        let reasons: Vec<String> = [Goal::achievable, Goal::relevant]
            .iter()
            .filter_map(|c| out.value(goal.at(c)))
            .collect();
        if !reasons.is_empty() {
            let reasons: Vec<&str> = reasons.iter().map(|r| r.trim_end_matches('.')).collect();
            why.push(format!(
                "{}: {}.",
                out.name(Goal::TABLE, goal.id),
                reasons.join(". ")
            ));
        }
    }
    if !why.is_empty() {
        let source = sorted.first().map(|g| g.at(Goal::achievable));
        out.push(Block::List {
            title: l.t(k::goals_doc::why).into(),
            items: why,
            source,
        });
    }
    for goal in sorted {
        missing(out, goal);
    }
}

fn kpis(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.heading(2, k::goals_doc::kpis);
    let Some(first) = w.goals.kpis.first() else {
        out.missing_rows(Kpi::TABLE);
        return;
    };
    figures(out);
    let dash = || "—".to_owned();
    let mut numbers = Vec::new();
    let mut method = Vec::new();
    // One day for all is said once, below the table.
    let mut days = w.goals.kpis.iter().filter(|k| !k.no_baseline);
    let day = days.next().map(|k| k.baseline_date.clone());
    let common = day
        .filter(|day| days.all(|k| k.baseline_date == *day))
        .and_then(|day| day.value());
    for kpi in &w.goals.kpis {
        let way = Way::of_kpi(kpi, w.currency());
        let text = |column| out.value(kpi.at(column)).unwrap_or_else(dash);
        let name = out.name(Kpi::TABLE, kpi.id);
        let now = match way.baseline {
            _ if kpi.no_baseline => l.t(k::kpi_card::no_data).into(),
            Some(n) => way.show(l, n),
            None => text(Kpi::baseline),
        };
        // A figure without its day cannot be compared with a later one.
        let now = match out.value(kpi.at(Kpi::baseline_date)) {
            Some(day) if common.is_none() && !kpi.no_baseline => format!("{now}\n{day}"),
            _ => now,
        };
        let target = way
            .target
            .map_or_else(|| text(Kpi::target), |n| way.show(l, n));
        numbers.push(vec![
            name.clone(),
            now,
            target,
            way.change_words(l).unwrap_or_else(dash),
            text(Kpi::deadline),
        ]);
        let how = metric(kpi).map_or_else(|| text(Kpi::formula), |m| formula::words(l, m.formula));
        // What it is made of, and why so much.
        let parts = [Kpi::combine, Kpi::note].map(|column| {
            let path = kpi.at(column);
            let label = w.field(path).map(|f| l.label(f.label))?;
            Some(format!("{label}: {}", out.value(path)?))
        });
        let how = [Some(how)]
            .into_iter()
            .chain(parts)
            .flatten()
            .collect::<Vec<_>>()
            .join("\n");
        method.push(vec![
            name,
            how,
            text(Kpi::source),
            text(Kpi::period),
            text(Kpi::owner),
            text(Kpi::control),
        ]);
    }
    use k::goals::kpis as c;
    let columns = vec![
        Column::text(l.t(k::goals_doc::kpi), 6),
        Column::number(l.t(c::baseline), 3),
        Column::number(l.t(c::target), 3),
        Column::number(l.t(k::goals_doc::change), 3),
        Column::text(l.t(c::deadline), 3),
    ];
    out.push(Block::Table {
        caption: l.t(k::goals_doc::caption).into(),
        columns,
        rows: numbers,
        source: Some(first.at(Kpi::target)),
    });
    if let Some(day) = common {
        // A Russian date ends in a full stop of its own.
        let day = l.date(day);
        let day = day.trim_end_matches('.');
        out.note(l.fill(k::goals_doc::baseline_day, &[("date", day)]));
    }
    let columns = vec![
        Column::text(l.t(k::goals_doc::kpi), 5),
        Column::text(l.t(k::goals_doc::formula), 5),
        Column::text(l.t(c::source), 5),
        Column::text(l.t(c::period), 3),
        Column::text(l.t(c::owner), 3),
        Column::text(l.t(k::goals_doc::control), 3),
    ];
    out.push(Block::Table {
        caption: l.t(k::goals_doc::who_caption).into(),
        columns,
        rows: method,
        source: Some(first.at(Kpi::source)),
    });
    for kpi in &w.goals.kpis {
        missing(out, kpi);
    }
}

/// The tree; several figures when it is taller than a page.
fn figures(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let nodes = tree::nodes(w, l, &|table, row| out.name(table, row));
    if !nodes.iter().any(|n| n.kind == tree::NodeKind::Kpi) {
        return;
    }
    let parts = tree::parts(&nodes);
    let about = |part: &[tree::Node]| {
        let count = |kind, key| l.count(key, part.iter().filter(|n| n.kind == kind).count());
        use k::goals_doc::count::{self as c};
        l.fill(
            k::goals_doc::tree_about,
            &[
                ("business", &count(tree::NodeKind::Business, c::business)),
                ("goals", &count(tree::NodeKind::Goal, c::goals)),
                ("kpis", &count(tree::NodeKind::Kpi, c::kpis)),
            ],
        )
    };
    for (i, part) in parts.iter().enumerate() {
        let caption = if parts.len() == 1 {
            l.t(k::goals_doc::tree).to_owned()
        } else {
            l.fill(
                k::goals_doc::tree_part,
                &[
                    ("n", &(i + 1).to_string()),
                    ("of", &parts.len().to_string()),
                ],
            )
        };
        out.figure(Figure {
            drawing: tree::draw(part, caption.clone(), about(part)),
            caption,
            data: tree::data(part, l),
            source: w.goals.kpis.first().map(|p| p.at(Kpi::parent)),
        });
    }
}

/// What the advertising budget gives, when it can be worked out.
fn prognosis(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let Some(mut text) = forecast::sentence(w, l) else {
        return;
    };
    out.heading(2, k::goals_doc::forecast);
    if let Some((_, verdict)) = forecast::verdict(w, l) {
        text = format!("{text} {verdict}");
    }
    out.push(Block::Lead {
        text,
        source: Some(Goals::cpm),
    });
    let rows: Vec<Vec<String>> = forecast::steps(w, l)
        .into_iter()
        .filter_map(|(key, value)| Some(vec![l.t(key).to_owned(), value?]))
        .collect();
    let columns = vec![
        Column::text(l.t(k::goals_doc::step), 3),
        Column::number(l.t(k::goals_doc::amount), 2),
    ];
    out.push(Block::Table {
        caption: l.t(k::goals_doc::forecast_caption).into(),
        columns,
        rows,
        source: Some(Goals::ctr),
    });
    let more: Vec<String> = [forecast::needs(w, l), forecast::fragile(w, l)]
        .into_iter()
        .flatten()
        .collect();
    if !more.is_empty() {
        out.say(more.join(" "));
    }
    if let Some(source) = out.value(Goals::rates_source) {
        let text = l.fill(k::goals_doc::rates, &[("source", &source)]);
        out.push(Block::Text {
            text,
            source: Some(Goals::rates_source),
        });
    }
    out.note(l.t(k::funnel::rounding));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;

    #[test]
    fn an_empty_module_only_asks() {
        let blocks = section(&Workbook::default(), Locale::Ru);
        assert!(
            blocks
                .iter()
                .all(|b| matches!(b, Block::Missing { .. } | Block::Heading { .. }))
        );
        assert_eq!(
            blocks
                .iter()
                .filter(|b| matches!(b, Block::Missing { .. }))
                .count(),
            4
        );
    }

    #[test]
    fn a_kpi_without_data_says_so_and_asks_for_the_rest() {
        let mut w = Workbook::default();
        w.goals.kpis.push(Kpi {
            id: RowId(7),
            metric: "cpl".into(),
            no_baseline: true,
            ..Kpi::default()
        });
        let blocks = section(&w, Locale::En);
        let table = blocks.iter().find_map(|b| match b {
            Block::Table { rows, .. } => Some(rows[0].clone()),
            _ => None,
        });
        assert_eq!(
            table.map(|row| row[1].clone()).as_deref(),
            Some("no data yet")
        );
        let asked = |column: &str| {
            blocks.iter().any(|b| matches!(b, Block::Missing { source, .. } if source.column() == column && source.row() == Some(RowId(7))))
        };
        assert!(asked(Kpi::target) && !asked(Kpi::baseline));
    }
}
