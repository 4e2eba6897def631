//! Addresses of fields: `brief.company`, `audience.personas.17.name`. The same address names the
//! form control, the search hit, the "Change" link in the document and the place of an edit.

use super::RowId;
use std::fmt;

/// Address of one table: `audience.personas`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TablePath {
    /// Slug of the module.
    pub module: &'static str,
    /// Id of the table inside the module.
    pub table: &'static str,
}

impl TablePath {
    /// Address of one cell of this table.
    pub const fn cell(self, row: RowId, column: &'static str) -> Path {
        Path::Cell {
            table: self,
            row,
            column,
        }
    }
}

impl fmt::Display for TablePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.module, self.table)
    }
}

/// Address of one field of a module, or of one cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Path {
    /// A field that the module has once.
    Field {
        /// Slug of the module.
        module: &'static str,
        /// Id of the field.
        field: &'static str,
    },
    /// A cell of a table row.
    Cell {
        /// The table.
        table: TablePath,
        /// The row.
        row: RowId,
        /// Id of the column.
        column: &'static str,
    },
}

impl Path {
    /// Address of a field that the module has once.
    pub const fn field(module: &'static str, field: &'static str) -> Self {
        Self::Field { module, field }
    }
    /// Slug of the module the address belongs to.
    pub const fn module(self) -> &'static str {
        match self {
            Self::Field { module, .. } => module,
            Self::Cell { table, .. } => table.module,
        }
    }
    /// Id of the field or column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Field { field, .. } => field,
            Self::Cell { column, .. } => column,
        }
    }
    /// The row, when the address is of a cell.
    pub const fn row(self) -> Option<RowId> {
        match self {
            Self::Field { .. } => None,
            Self::Cell { row, .. } => Some(row),
        }
    }
    /// The same with hyphens: an `id` attribute that needs no escaping in selectors.
    pub fn dom_id(self) -> String {
        self.to_string().replace('.', "-")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { module, field } => write!(f, "{module}.{field}"),
            Self::Cell { table, row, column } => write!(f, "{table}.{row}.{column}"),
        }
    }
}
