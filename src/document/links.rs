//! Links between rows: who refers to a row, and what deleting it would break.

use super::Edit;
use crate::kernel::{CellRef, Kind, Path, RowId, TablePath, Value};
use crate::modules::Workbook;

/// A cell that refers to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// The referring cell.
    pub path: Path,
    /// The referring row is a part of the row and goes with it.
    pub owned: bool,
}

/// Every cell that refers to the row, in course order.
pub fn dependents(workbook: &Workbook, table: TablePath, row: RowId) -> Vec<Dependent> {
    let mut out = Vec::new();
    for def in workbook.tables() {
        let links: Vec<(usize, _)> = def
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind.target() == Some(table))
            .collect();
        if links.is_empty() {
            continue;
        }
        let Some(rows) = workbook.rows(def.path) else {
            continue;
        };
        for at in 0..rows.count() {
            let (Some(record), Some(id)) = (rows.row_at(at), rows.id_at(at)) else {
                continue;
            };
            for (i, column) in &links {
                let hit = match record.cell(*i) {
                    Some(CellRef::Ref(r)) => r == Some(row),
                    Some(CellRef::Refs(rs)) => rs.contains(&row),
                    _ => false,
                };
                if hit {
                    out.push(Dependent {
                        path: def.path.cell(id, column.id),
                        owned: matches!(column.kind, Kind::Owner(_)),
                    });
                }
            }
        }
    }
    out
}

/// Edits that delete a row and leave no link to it: parts go with it, other links are cleared or
/// pointed at `relink`.
pub fn delete_row(
    workbook: &Workbook,
    table: TablePath,
    row: RowId,
    relink: Option<RowId>,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut gone = vec![(table, row)];
    let mut next = 0;
    while let Some((table, row)) = gone.get(next).copied() {
        next += 1;
        // No row is a part of the same one twice.
        let known = gone.len();
        for dependent in dependents(workbook, table, row) {
            let Path::Cell {
                table: from,
                row: id,
                ..
            } = dependent.path
            else {
                continue;
            };
            if dependent.owned && !gone[..known].contains(&(from, id)) {
                gone.push((from, id));
            }
        }
    }
    // Several links of one cell may go at once: work on the running value, write each cell once.
    let mut cells: Vec<(Path, Value)> = Vec::new();
    for (t, r) in &gone {
        let target = if *t == table { relink } else { None };
        // A row refers to another once in a cell: only cells of the rows before may come again.
        let before = cells.len();
        for dependent in dependents(workbook, *t, *r) {
            let Path::Cell {
                table: from,
                row: id,
                ..
            } = dependent.path
            else {
                continue;
            };
            if dependent.owned || gone.contains(&(from, id)) {
                continue;
            }
            let at = cells[..before]
                .iter()
                .position(|(p, _)| *p == dependent.path);
            let old = match at {
                Some(at) => Some(cells[at].1.clone()),
                None => workbook.get(dependent.path).map(CellRef::to_value),
            };
            let new = match old {
                Some(Value::Ref(_)) => Value::Ref(target),
                Some(Value::Refs(mut rows)) => {
                    rows.retain(|x| x != r);
                    if let Some(target) = target.filter(|t| !rows.contains(t)) {
                        rows.push(target);
                    }
                    Value::Refs(rows)
                }
                _ => continue,
            };
            match at {
                Some(at) => cells[at].1 = new,
                None => cells.push((dependent.path, new)),
            }
        }
    }
    edits.extend(
        cells
            .into_iter()
            .map(|(path, value)| Edit::Set { path, value }),
    );
    // Parts before owners, so that undo puts owners back first.
    edits.extend(
        gone.into_iter()
            .rev()
            .map(|(table, row)| Edit::Remove { table, row }),
    );
    edits
}

/// Links that point to no row, as a damaged or hand-written file may hold.
pub fn dangling(workbook: &Workbook) -> Vec<Path> {
    let mut out = Vec::new();
    for def in workbook.tables() {
        let Some(rows) = workbook.rows(def.path) else {
            continue;
        };
        for (i, column) in def.columns.iter().enumerate() {
            let Some(target) = column.kind.target() else {
                continue;
            };
            let known = workbook.rows(target).map(|t| t.ids()).unwrap_or_default();
            for at in 0..rows.count() {
                let (Some(record), Some(id)) = (rows.row_at(at), rows.id_at(at)) else {
                    continue;
                };
                let bad = match record.cell(i) {
                    Some(CellRef::Ref(Some(r))) => !known.contains(&r),
                    Some(CellRef::Refs(rs)) => rs.iter().any(|r| !known.contains(r)),
                    _ => false,
                };
                if bad {
                    out.push(def.path.cell(id, column.id));
                }
            }
        }
    }
    out
}
