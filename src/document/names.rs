//! What a row is called when other parts of the workbook speak of it, and how a value reads.

use crate::i18n::{Locale, k};
use crate::kernel::{CellRef, Field, Kind, Money, Number, Percent, RowId, TablePath, civil};
use crate::modules::Workbook;
use crate::modules::channels::Channel;
use crate::modules::goals::Kpi;
use crate::modules::sets::{METRIC, PLATFORM};

/// The name of a row: its first line of text, or for channels and KPIs the name from the data files
/// with the user's own addition. Nothing when the row is nameless or gone.
pub fn row_name(
    workbook: &Workbook,
    table: TablePath,
    row: RowId,
    locale: Locale,
) -> Option<String> {
    use crate::kernel::Row as _;
    let name = if table == Channel::TABLE {
        let c = workbook.channels.channels.iter().find(|c| c.id == row)?;
        joined(&locale.choice(&PLATFORM, &c.platform), &c.label)
    } else if table == Kpi::TABLE {
        let k = workbook.goals.kpis.iter().find(|k| k.id == row)?;
        joined(&locale.choice(&METRIC, &k.metric), &k.name)
    } else {
        let record = workbook.rows(table)?.row(row)?;
        let at = record
            .fields()
            .iter()
            .position(|f| matches!(f.kind, Kind::Line | Kind::Prose))?;
        match record.cell(at) {
            Some(CellRef::Text(text)) => crate::kernel::text::excerpt(text, 80),
            _ => return None,
        }
    };
    Some(name).filter(|n| !n.trim().is_empty())
}

fn joined(a: &str, b: &str) -> String {
    match (a.trim(), b.trim()) {
        (a, "") => a.to_owned(),
        ("", b) => b.to_owned(),
        (a, b) => format!("{a}: {b}"),
    }
}

/// The rows of a table with their names, in table order; nameless rows have an empty name.
pub fn table_rows(workbook: &Workbook, table: TablePath, locale: Locale) -> Vec<(RowId, String)> {
    let ids = workbook.rows(table).map(|t| t.ids()).unwrap_or_default();
    ids.into_iter()
        .map(|id| {
            (
                id,
                row_name(workbook, table, id, locale).unwrap_or_default(),
            )
        })
        .collect()
}

/// The name of a row; "untitled" when it has none.
fn name(workbook: &Workbook, table: TablePath, row: RowId, locale: Locale) -> String {
    row_name(workbook, table, row, locale).unwrap_or_else(|| locale.t(k::field::nameless).into())
}

/// A cell as a person reads it: numbers, money and dates of the language, names of options and rows. Text
/// that cannot be parsed as what the field holds is shown as typed.
pub fn shown(workbook: &Workbook, field: &Field, cell: CellRef<'_>, locale: Locale) -> String {
    let l = locale;
    match cell {
        CellRef::Text(typed) => {
            let typed = typed.trim();
            let parsed = match field.kind {
                Kind::Number => Number::from(typed).value().map(|n| l.number(n, 4)),
                Kind::Percent => Percent::from(typed).value().map(|n| l.percent(n, 4)),
                Kind::Money => Money::from(typed)
                    .minor()
                    .map(|m| l.money(m, workbook.currency())),
                Kind::Date => civil::parse_date(typed).map(|d| l.date(d)),
                Kind::Time => civil::parse_time(typed).map(|t| l.time(t)),
                Kind::Choice(set) => Some(l.option(set, typed)),
                _ => None,
            };
            parsed.unwrap_or_else(|| typed.to_owned())
        }
        CellRef::Lines(lines) => {
            let lines = lines.iter().map(|s| s.trim()).filter(|s| !s.is_empty());
            match field.kind {
                Kind::Choices(set) => lines
                    .map(|id| l.option(set, id))
                    .collect::<Vec<_>>()
                    .join(", "),
                _ => lines.collect::<Vec<_>>().join("; "),
            }
        }
        CellRef::Flag(flag) => l.t(if flag { k::word::yes } else { k::word::no }).into(),
        CellRef::Ref(row) => match (row, field.kind.target()) {
            (Some(row), Some(table)) => name(workbook, table, row, l),
            _ => String::new(),
        },
        CellRef::Refs(rows) => match field.kind.target() {
            Some(table) => rows
                .iter()
                .map(|r| name(workbook, table, *r, l))
                .collect::<Vec<_>>()
                .join(", "),
            None => String::new(),
        },
    }
}
