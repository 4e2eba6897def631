//! What a row is called when other parts of the workbook speak of it.

use crate::i18n::Locale;
use crate::kernel::{CellRef, Kind, RowId, TablePath};
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
