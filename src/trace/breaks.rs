//! What deleting a row would break: what goes with it, which links are cleared, what then hangs in the air, and what the
//! reviewer would have to say that it does not say now.

use super::holes::{Hole, holes};
use crate::document::{Edit, delete_row};
use crate::kernel::{FastMap, FastSet, Path, RowId, TablePath, Value};
use crate::modules::Workbook;
use crate::review::{Finding, Reviewer};
use chrono::NaiveDate;

/// Posts above which the slow rules are not asked and the texts of posts not read.
pub const MANY_POSTS: usize = 300;

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
    let known: FastSet<(u16, Path)> = holes(w).iter().map(|h| (h.says.0, h.place)).collect();
    out.hanging = holes(&after);
    out.hanging
        .retain(|h| !known.contains(&(h.says.0, h.place)));

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
    let known: FastSet<(&str, Path)> = ask(w).iter().map(|f| (f.rule.code, f.place)).collect();
    out.found = ask(&after);
    out.found
        .retain(|f| !known.contains(&(f.rule.code, f.place)));
    Some(out)
}

/// A copy with these edits, each table gone through once: clearing thousands of links one by one would seek each row anew.
fn without(w: &Workbook, edits: &[Edit]) -> Workbook {
    let mut after = w.clone();
    let mut cells: FastMap<(TablePath, RowId), Vec<(&str, &Value)>> = FastMap::default();
    let mut gone = FastSet::default();
    let mut tables = Vec::new();
    for edit in edits {
        let table = match edit {
            Edit::Set {
                path: Path::Cell { table, row, column },
                value,
            } => {
                cells
                    .entry((*table, *row))
                    .or_default()
                    .push((column, value));
                *table
            }
            Edit::Remove { table, row } => {
                gone.insert((*table, *row));
                *table
            }
            _ => continue,
        };
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    for table in tables {
        let Some(rows) = after.rows_mut(table) else {
            continue;
        };
        for at in (0..rows.count()).rev() {
            let Some(id) = rows.id_at(at) else { continue };
            if gone.contains(&(table, id)) {
                rows.remove_at(at);
            } else if let (Some(new), Some(record)) = (cells.get(&(table, id)), rows.row_at_mut(at))
            {
                for (column, value) in new {
                    let at = record.position(column);
                    if let Some(cell) = at.and_then(|at| record.cell_mut(at)) {
                        let _ = cell.replace((*value).clone());
                    }
                }
            }
        }
    }
    after
}
