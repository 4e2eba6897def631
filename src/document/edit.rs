//! Edits: the only way the workbook changes. Applying one gives back its inverse, which is an edit
//! too; undo, fixes, imports and generators all go through here.

use crate::kernel::{CellRef, Extra, Path, RowId, TableDef, TablePath, Value};
use crate::modules::Workbook;

/// Content of a row that is put in or was taken out: cells in column order, and unknown JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowData {
    /// Cells in column order; missing ones stay blank.
    pub cells: Vec<Value>,
    /// What a later version wrote into the row.
    pub extra: Extra,
}

/// One reversible change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Writes a field or a cell.
    Set {
        /// Where.
        path: Path,
        /// What.
        value: Value,
    },
    /// Puts a row at a position (clamped to the end).
    Insert {
        /// Into which table.
        table: TablePath,
        /// Position.
        at: usize,
        /// Its identity; must be new in the table and not zero.
        row: RowId,
        /// Its content.
        data: RowData,
    },
    /// Takes a row out.
    Remove {
        /// From which table.
        table: TablePath,
        /// Which.
        row: RowId,
    },
    /// Moves a row to a position (clamped to the end).
    Move {
        /// In which table.
        table: TablePath,
        /// Which.
        row: RowId,
        /// Position after the move.
        to: usize,
    },
}

/// Why an edit could not be applied; the workbook is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The field, table or row is not there (any more).
    Gone,
    /// The value is of another kind.
    Kind,
    /// A row with this id is already there.
    Taken,
}

impl Edit {
    /// Writes text.
    pub fn text(path: Path, value: impl Into<String>) -> Self {
        Self::Set {
            path,
            value: Value::Text(value.into()),
        }
    }
    /// Slug of the module it changes.
    pub const fn module(&self) -> &'static str {
        match self {
            Self::Set { path, .. } => path.module(),
            Self::Insert { table, .. } | Self::Remove { table, .. } | Self::Move { table, .. } => {
                table.module
            }
        }
    }
    /// The table whose rows come, go or move.
    pub const fn rows_of(&self) -> Option<TablePath> {
        match self {
            Self::Set { .. } => None,
            Self::Insert { table, .. } | Self::Remove { table, .. } | Self::Move { table, .. } => {
                Some(*table)
            }
        }
    }
}

impl Workbook {
    /// Applies one edit and returns its inverse.
    ///
    /// # Errors
    /// [`EditError`]; nothing has changed then.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Set { path, value } => {
                let module = self.module_mut(path.module()).ok_or(EditError::Gone)?;
                let record = match path {
                    Path::Field { .. } => module.as_record_mut(),
                    Path::Cell { table, row, .. } => module
                        .rows_mut(table.table)
                        .and_then(|t| t.row_mut(row))
                        .ok_or(EditError::Gone)?,
                };
                let at = record.position(path.column()).ok_or(EditError::Gone)?;
                let cell = record.cell_mut(at).ok_or(EditError::Gone)?;
                let value = cell.replace(value).map_err(|_| EditError::Kind)?;
                Ok(Edit::Set { path, value })
            }
            Edit::Insert {
                table,
                at,
                row,
                data,
            } => {
                let rows = self.rows_mut(table).ok_or(EditError::Gone)?;
                if row.0 == 0 || rows.position(row).is_some() {
                    return Err(EditError::Taken);
                }
                let at = rows.insert_blank(at, row);
                let written = rows.row_at_mut(at).map_or(Err(EditError::Gone), |record| {
                    for (i, value) in data.cells.into_iter().enumerate() {
                        let cell = record.cell_mut(i).ok_or(EditError::Gone)?;
                        cell.replace(value).map_err(|_| EditError::Kind)?;
                    }
                    *record.extra_mut() = data.extra;
                    Ok(())
                });
                if let Err(error) = written {
                    rows.remove_at(at);
                    return Err(error);
                }
                Ok(Edit::Remove { table, row })
            }
            Edit::Remove { table, row } => {
                let rows = self.rows_mut(table).ok_or(EditError::Gone)?;
                let at = rows.position(row).ok_or(EditError::Gone)?;
                let record = rows.row_at(at).ok_or(EditError::Gone)?;
                let data = RowData {
                    cells: record.values(),
                    extra: record.extra().clone(),
                };
                rows.remove_at(at);
                Ok(Edit::Insert {
                    table,
                    at,
                    row,
                    data,
                })
            }
            Edit::Move { table, row, to } => {
                let rows = self.rows_mut(table).ok_or(EditError::Gone)?;
                let from = rows.position(row).ok_or(EditError::Gone)?;
                let to = to.min(rows.count().saturating_sub(1));
                rows.shift(from, to);
                Ok(Edit::Move {
                    table,
                    row,
                    to: from,
                })
            }
        }
    }

    /// Applies edits in order and returns their inverses in undo order. When one fails, those before
    /// it are taken back.
    ///
    /// # Errors
    /// The error of the edit that failed; nothing has changed then.
    pub fn apply_all(&mut self, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        let _ = self.apply(inverse);
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(inverses)
    }

    /// The cell at an address.
    pub fn get(&self, path: Path) -> Option<CellRef<'_>> {
        let module = self.module(path.module())?;
        match path {
            Path::Field { field, .. } => module.as_record().get(field),
            Path::Cell { table, row, column } => module.rows(table.table)?.row(row)?.get(column),
        }
    }
    /// The text at an address; empty when there is none.
    pub fn text(&self, path: Path) -> &str {
        match self.get(path) {
            Some(CellRef::Text(text)) => text,
            _ => "",
        }
    }
    /// A table by address.
    pub fn rows(&self, table: TablePath) -> Option<&dyn crate::kernel::Rows> {
        self.module(table.module)?.rows(table.table)
    }
    /// The same, for writing.
    pub fn rows_mut(&mut self, table: TablePath) -> Option<&mut dyn crate::kernel::Rows> {
        self.module_mut(table.module)?.rows_mut(table.table)
    }
    /// What a table says of itself.
    pub fn table_def(&self, table: TablePath) -> Option<&'static TableDef> {
        self.module(table.module)?
            .table_defs()
            .iter()
            .find(|d| d.path == table)
    }
    /// Every table of every module.
    pub fn tables(&self) -> impl Iterator<Item = &'static TableDef> + '_ {
        Self::SLUGS
            .iter()
            .filter_map(|slug| self.module(slug))
            .flat_map(|m| m.table_defs())
    }
    /// Every address: the fields of each module, then the cells of its tables row by row.
    pub fn paths(&self) -> impl Iterator<Item = Path> + '_ {
        let modules = Self::SLUGS
            .iter()
            .filter_map(|slug| Some((*slug, self.module(slug)?)));
        modules.flat_map(|(slug, module)| {
            let fields = module.fields().iter();
            let cells = module.table_defs().iter().flat_map(|def| {
                let rows = self.rows(def.path).map(|t| t.ids()).unwrap_or_default();
                let columns = move |row| def.columns.iter().map(move |c| def.path.cell(row, c.id));
                rows.into_iter().flat_map(columns)
            });
            fields.map(move |f| Path::field(slug, f.id)).chain(cells)
        })
    }
    /// The field description behind an address.
    pub fn field(&self, path: Path) -> Option<&'static crate::kernel::Field> {
        match path {
            Path::Field { module, field } => {
                self.module(module)?.fields().iter().find(|f| f.id == field)
            }
            Path::Cell { table, column, .. } => self.table_def(table)?.column(column),
        }
    }
    /// Reads an address; nothing when no such field exists in this version.
    pub fn parse_path(&self, text: &str) -> Option<Path> {
        let parts: Vec<&str> = text.split('.').collect();
        let slug = *Self::SLUGS
            .iter()
            .find(|s| **s == *parts.first().unwrap_or(&""))?;
        let module = self.module(slug)?;
        match parts.as_slice() {
            [_, field] => {
                let field = module.fields().iter().find(|f| f.id == *field)?;
                Some(Path::field(slug, field.id))
            }
            [_, table, row, column] => {
                let def = module
                    .table_defs()
                    .iter()
                    .find(|d| d.path.table == *table)?;
                let column = def.column(column)?;
                Some(def.path.cell(RowId(row.parse().ok()?), column.id))
            }
            _ => None,
        }
    }
}
