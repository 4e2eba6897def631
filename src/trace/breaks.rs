//! What deleting a row would break: what goes with it, which links are cleared, what then hangs in the air, and what the
//! reviewer would have to say that it does not say now.

use super::holes::{Hole, holes};
use crate::document::{Edit, delete_row};
use crate::kernel::{Path, RowId, TablePath};
use crate::modules::Workbook;
use crate::review::{Finding, Reviewer};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Posts above which rules that wait in a large plan are not asked and the texts of posts not read.
pub const MANY_POSTS: usize = 2000;

/// What deleting a row breaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaks {
    /// Rows that go with it, as parts of it.
    pub parts: Vec<(TablePath, RowId)>,
    /// Cells that lose a link.
    pub cleared: Vec<Path>,
    /// What then hangs in the air and does not now.
    pub hanging: Vec<Hole>,
    /// What the reviewer finds then and does not find now, the worst first.
    pub found: Vec<Finding>,
    /// Rules that take long were not asked, because there are too many posts.
    pub partial: bool,
}

/// What deleting a row would break as of a day; the workbook stays as it is. Nothing when there is no such row.
pub fn breaks(w: &Workbook, table: TablePath, row: RowId, today: NaiveDate) -> Option<Breaks> {
    w.rows(table)?.position(row)?;
    let edits = delete_row(w, table, row, None);
    let after = without(w, &edits);
    let mut out = Breaks {
        partial: w.content.posts.len() > MANY_POSTS,
        ..Breaks::default()
    };
    for edit in &edits {
        match edit {
            Edit::Set { path, .. } => out.cleared.push(*path),
            Edit::Remove { table: t, row: r } if (*t, *r) != (table, row) => {
                out.parts.push((*t, *r))
            }
            _ => {}
        }
    }
    let name = |h: &Hole| format!("{} {}", h.says.0, h.place);
    let known: BTreeSet<String> = holes(w).iter().map(name).collect();
    out.hanging = holes(&after);
    out.hanging.retain(|h| !known.contains(&name(h)));

    let mut reviewer = Reviewer::default();
    let mut ask = |w: &Workbook| {
        if !out.partial {
            reviewer.ask_all();
        }
        // Only rules that read a module of the edits are asked a second time.
        edits.iter().for_each(|e| reviewer.touch(e.module()));
        reviewer.step(w, today, &mut || true);
        let found: Vec<Finding> = reviewer.review().findings(w).into_iter().cloned().collect();
        found
    };
    let name = |f: &Finding| format!("{} {}", f.rule.code, f.place);
    let known: BTreeSet<String> = ask(w).iter().map(name).collect();
    out.found = ask(&after);
    out.found.retain(|f| !known.contains(&name(f)));
    Some(out)
}

/// A copy with these edits. Those of one table come in the order of its rows: each row is sought behind the last one, because
/// clearing thousands of links from the start each time would take too long.
fn without(w: &Workbook, edits: &[Edit]) -> Workbook {
    let mut after = w.clone();
    let mut last = (None, 0);
    for edit in edits {
        let Edit::Set { path, value } = edit else {
            let _ = after.apply(edit.clone());
            continue;
        };
        let Path::Cell { table, row, column } = *path else {
            continue;
        };
        let Some(rows) = after.rows_mut(table) else {
            continue;
        };
        let start = if last.0 == Some(table) { last.1 } else { 0 };
        let mut order = (start..rows.count()).chain(0..start);
        let Some(at) = order.find(|at| rows.id_at(*at) == Some(row)) else {
            continue;
        };
        last = (Some(table), at);
        if let Some(record) = rows.row_at_mut(at) {
            let cell = record.position(column).and_then(|c| record.cell_mut(c));
            let _ = cell.map(|cell| cell.replace(value.clone()));
        }
    }
    after
}
