//! A workbook taken apart into sheets of values, so that fields of modules and rows of tables are
//! joined by the same code. A module's own fields are a sheet of one row, [`OWN`].

use super::order;
use crate::document::{Edit, RowData};
use crate::kernel::{CellRef, Field, Kind, Path, Record, RowId, TablePath, Value};
use crate::modules::Workbook;
use std::collections::BTreeMap;

/// The one row of a module's own sheet. No row of a table has this id.
pub(super) const OWN: RowId = RowId(0);

/// A row anywhere in the workbook: number of its sheet, and its id.
pub(super) type Spot = (usize, RowId);

/// What a sheet is.
pub(super) struct Sheet {
    /// Slug of the module.
    pub module: &'static str,
    /// The table; nothing for the module's own fields.
    pub table: Option<TablePath>,
    /// Its columns.
    pub columns: &'static [Field],
}

impl Sheet {
    /// Address of a cell.
    pub fn path(&self, row: RowId, column: usize) -> Option<Path> {
        let id = self.columns.get(column)?.id;
        Some(match self.table {
            Some(table) => table.cell(row, id),
            None => Path::field(self.module, id),
        })
    }
    /// True when it holds the state of the work and nothing of the strategy.
    pub fn is_bookkeeping(&self) -> bool {
        Workbook::info(self.module).is_none()
    }
    /// The row that a row is a part of.
    pub fn owner(&self, data: &RowData) -> Option<(TablePath, RowId)> {
        self.columns
            .iter()
            .zip(&data.cells)
            .find_map(|(c, v)| match (c.kind, v) {
                (Kind::Owner(table), Value::Ref(Some(row))) => Some((table, *row)),
                _ => None,
            })
    }
}

/// All sheets of a workbook, in course order.
pub(super) struct Schema {
    pub sheets: Vec<Sheet>,
}

/// The rows of one sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaf {
    pub order: Vec<RowId>,
    pub rows: BTreeMap<RowId, RowData>,
}

/// The content of a workbook, one [`Leaf`] a [`Sheet`].
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    pub leaves: Vec<Leaf>,
}

impl Book {
    /// A row.
    pub fn row(&self, (sheet, row): Spot) -> Option<&RowData> {
        self.leaves.get(sheet)?.rows.get(&row)
    }
    /// Is the row there.
    pub fn has(&self, spot: Spot) -> bool {
        self.row(spot).is_some()
    }
    /// Every row.
    pub fn rows(&self) -> impl Iterator<Item = (Spot, &RowData)> {
        self.leaves
            .iter()
            .enumerate()
            .flat_map(|(sheet, leaf)| leaf.rows.iter().map(move |(id, row)| ((sheet, *id), row)))
    }
}

fn data(record: &dyn Record) -> RowData {
    RowData {
        cells: record.values(),
        extra: record.extra().clone(),
    }
}

impl Schema {
    /// The sheets of this version.
    pub fn of(workbook: &Workbook) -> Self {
        let mut sheets = Vec::new();
        for slug in Workbook::SLUGS {
            let Some(module) = workbook.module(slug) else {
                continue;
            };
            sheets.push(Sheet {
                module: slug,
                table: None,
                columns: module.fields(),
            });
            sheets.extend(module.table_defs().iter().map(|def| Sheet {
                module: slug,
                table: Some(def.path),
                columns: def.columns,
            }));
        }
        Self { sheets }
    }

    /// Number of the sheet of a table.
    pub fn of_table(&self, table: TablePath) -> Option<usize> {
        self.sheets.iter().position(|s| s.table == Some(table))
    }

    /// Takes a workbook apart.
    pub fn open(&self, workbook: &Workbook) -> Book {
        let leaves = self.sheets.iter().map(|sheet| {
            let mut leaf = Leaf::default();
            match sheet.table {
                None => {
                    if let Some(module) = workbook.module(sheet.module) {
                        leaf.order.push(OWN);
                        leaf.rows.insert(OWN, data(module.as_record()));
                    }
                }
                Some(table) => {
                    let Some(rows) = workbook.rows(table) else {
                        return leaf;
                    };
                    for at in 0..rows.count() {
                        if let (Some(record), Some(id)) = (rows.row_at(at), rows.id_at(at))
                            && leaf.rows.insert(id, data(record)).is_none()
                        {
                            leaf.order.push(id);
                        }
                    }
                }
            }
            leaf
        });
        Book {
            leaves: leaves.collect(),
        }
    }

    /// The rows that a value of a column links to.
    pub fn targets(&self, sheet: usize, column: usize, value: &Value) -> Vec<Spot> {
        let target = self
            .sheets
            .get(sheet)
            .and_then(|s| s.columns.get(column)?.kind.target())
            .and_then(|table| self.of_table(table));
        let Some(target) = target else {
            return Vec::new();
        };
        match value {
            Value::Ref(Some(row)) => vec![(target, *row)],
            Value::Refs(rows) => rows.iter().map(|row| (target, *row)).collect(),
            _ => Vec::new(),
        }
    }

    /// The rows that a row links to.
    pub fn links(&self, sheet: usize, row: &RowData) -> Vec<Spot> {
        row.cells
            .iter()
            .enumerate()
            .flat_map(|(column, value)| self.targets(sheet, column, value))
            .collect()
    }

    /// Edits that turn one book into the other. What a module's own unknown JSON gained is added to
    /// `unkept`, because no edit carries it.
    pub fn edits(&self, from: &Book, to: &Book, unkept: &mut Vec<String>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (i, sheet) in self.sheets.iter().enumerate() {
            let (Some(from), Some(to)) = (from.leaves.get(i), to.leaves.get(i)) else {
                continue;
            };
            match sheet.table {
                Some(table) => arrange(table, from, to, &mut edits),
                None => {
                    let old = from.rows.get(&OWN).map(|r| &r.extra);
                    let new = to.rows.get(&OWN).map(|r| &r.extra);
                    for (key, value) in new.into_iter().flatten() {
                        if old.and_then(|o| o.get(key)) != Some(value) {
                            unkept.push(format!("{}.{key}", sheet.module));
                        }
                    }
                }
            }
            for id in &to.order {
                let (Some(old), Some(new)) = (from.rows.get(id), to.rows.get(id)) else {
                    continue;
                };
                if sheet.table.is_some() && old.extra != new.extra {
                    continue;
                }
                for (column, (a, b)) in old.cells.iter().zip(&new.cells).enumerate() {
                    if let Some(path) = sheet.path(*id, column).filter(|_| a != b) {
                        let value = b.clone();
                        edits.push(Edit::Set { path, value });
                    }
                }
            }
        }
        edits
    }
}

/// Edits that bring the rows of a table: out, in and to their places. A row whose unknown JSON changed is
/// taken out and put in again, because only putting in carries it.
fn arrange(table: TablePath, from: &Leaf, to: &Leaf, edits: &mut Vec<Edit>) {
    let stays = |id: &RowId| match (from.rows.get(id), to.rows.get(id)) {
        (Some(old), Some(new)) => old.extra == new.extra,
        _ => false,
    };
    let (kept, gone): (Vec<RowId>, Vec<RowId>) = from.order.iter().partition(|id| stays(id));
    edits.extend(gone.into_iter().map(|row| Edit::Remove { table, row }));
    for order::Step { row, at } in order::steps(kept, &to.order) {
        edits.push(match to.rows.get(&row).filter(|_| !stays(&row)) {
            Some(data) => Edit::Insert {
                table,
                at,
                row,
                data: data.clone(),
            },
            None => Edit::Move { table, row, to: at },
        });
    }
}

/// True when nothing was entered, as a person sees it.
pub(super) fn blank(value: &Value) -> bool {
    CellRef::is_empty(&value.as_ref())
}
