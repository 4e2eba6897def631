//! Type-erased access to records and tables, so that edits, files, search, progress and forms are
//! written once for every module.

use super::{CellMut, CellRef, Field, Label, Path, RowId, TablePath, Value};

/// JSON that this version does not know; carried through load and save unchanged.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Anything with a field table: a module's own fields, or one row.
pub trait Record {
    /// The field table.
    fn fields(&self) -> &'static [Field];
    /// The cell at a position of the field table.
    fn cell(&self, at: usize) -> Option<CellRef<'_>>;
    /// The same, for writing.
    fn cell_mut(&mut self, at: usize) -> Option<CellMut<'_>>;
    /// Unknown JSON of this record.
    fn extra(&self) -> &Extra;
    /// The same, for writing.
    fn extra_mut(&mut self) -> &mut Extra;
}

impl dyn Record + '_ {
    /// Position of a field by id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.fields().iter().position(|f| f.id == id)
    }
    /// The cell of a field by id.
    pub fn get(&self, id: &str) -> Option<CellRef<'_>> {
        self.cell(self.position(id)?)
    }
    /// Every cell as an owned value, in field order.
    pub fn values(&self) -> Vec<Value> {
        (0..self.fields().len())
            .filter_map(|i| self.cell(i))
            .map(CellRef::to_value)
            .collect()
    }
}

/// One row of a table.
pub trait Row: Record + Default + Clone + 'static {
    /// Where the table stands.
    const TABLE: TablePath;
    /// Its columns.
    const COLUMNS: &'static [Field];
    /// Identity of the row.
    fn id(&self) -> RowId;
    /// Gives the row its identity.
    fn set_id(&mut self, id: RowId);
    /// The row without its type.
    fn as_record(&self) -> &dyn Record;
    /// The same, for writing.
    fn as_record_mut(&mut self) -> &mut dyn Record;
    /// Address of one cell of this row.
    fn at(&self, column: &'static str) -> Path {
        Self::TABLE.cell(self.id(), column)
    }
}

/// A table without its row type.
pub trait Rows {
    /// Number of rows.
    fn count(&self) -> usize;
    /// The id of the row at a position.
    fn id_at(&self, at: usize) -> Option<RowId>;
    /// Position of a row by id.
    fn find(&self, id: RowId) -> Option<usize>;
    /// The row at a position.
    fn row_at(&self, at: usize) -> Option<&dyn Record>;
    /// The same, for writing.
    fn row_at_mut(&mut self, at: usize) -> Option<&mut dyn Record>;
    /// Puts a blank row at a position (clamped to the end) and returns where it went.
    fn insert_blank(&mut self, at: usize, id: RowId) -> usize;
    /// Takes the row at a position away.
    fn remove_at(&mut self, at: usize);
    /// Moves a row to a position, both within the table.
    fn shift(&mut self, from: usize, to: usize);
}

impl<R: Row> Rows for Vec<R> {
    fn count(&self) -> usize {
        self.len()
    }
    fn id_at(&self, at: usize) -> Option<RowId> {
        self.get(at).map(Row::id)
    }
    fn find(&self, id: RowId) -> Option<usize> {
        // In one call: among thousands of rows a call for each is what looking up costs.
        self.iter().position(|row| row.id() == id)
    }
    fn row_at(&self, at: usize) -> Option<&dyn Record> {
        self.get(at).map(Row::as_record)
    }
    fn row_at_mut(&mut self, at: usize) -> Option<&mut dyn Record> {
        self.get_mut(at).map(Row::as_record_mut)
    }
    fn insert_blank(&mut self, at: usize, id: RowId) -> usize {
        let at = at.min(self.len());
        let mut row = R::default();
        row.set_id(id);
        self.insert(at, row);
        at
    }
    fn remove_at(&mut self, at: usize) {
        if at < self.len() {
            self.remove(at);
        }
    }
    fn shift(&mut self, from: usize, to: usize) {
        if from < self.len() && to < self.len() {
            let row = self.remove(from);
            self.insert(to, row);
        }
    }
}

impl dyn Rows + '_ {
    /// Position of a row by id.
    pub fn position(&self, id: RowId) -> Option<usize> {
        self.find(id)
    }
    /// A row by id.
    pub fn row(&self, id: RowId) -> Option<&dyn Record> {
        self.row_at(self.position(id)?)
    }
    /// The same, for writing.
    pub fn row_mut(&mut self, id: RowId) -> Option<&mut dyn Record> {
        self.row_at_mut(self.position(id)?)
    }
    /// The ids in order.
    pub fn ids(&self) -> Vec<RowId> {
        (0..self.count()).filter_map(|i| self.id_at(i)).collect()
    }
}

/// What a module says about one of its tables.
#[derive(Clone, Copy, Debug)]
pub struct TableDef {
    /// Where it stands.
    pub path: TablePath,
    /// Its columns.
    pub columns: &'static [Field],
    /// Its name; the hint says what goes into it when it is empty.
    pub label: Label,
    /// Rows needed for the module to count as complete; 0 when the table may stay empty.
    pub min: usize,
}

impl TableDef {
    /// A column by id.
    pub fn column(&self, id: &str) -> Option<&'static Field> {
        self.columns.iter().find(|c| c.id == id)
    }
    /// The column that links a part to its owner.
    pub fn owner(&self) -> Option<&'static Field> {
        self.columns
            .iter()
            .find(|c| matches!(c.kind, super::Kind::Owner(_)))
    }
}

/// One module of the workbook: its own fields and its tables.
pub trait Module: Record {
    /// Stable id: JSON key, address and route.
    fn slug(&self) -> &'static str;
    /// The tables.
    fn table_defs(&self) -> &'static [TableDef];
    /// A table by its position in [`Module::table_defs`].
    fn table(&self, at: usize) -> Option<&dyn Rows>;
    /// The same, for writing.
    fn table_mut(&mut self, at: usize) -> Option<&mut dyn Rows>;
    /// The module's own fields without their type.
    fn as_record(&self) -> &dyn Record;
    /// The same, for writing.
    fn as_record_mut(&mut self) -> &mut dyn Record;
}

impl dyn Module + '_ {
    /// Position of a table by id.
    pub fn table_position(&self, id: &str) -> Option<usize> {
        self.table_defs().iter().position(|t| t.path.table == id)
    }
    /// A table by id.
    pub fn rows(&self, id: &str) -> Option<&dyn Rows> {
        self.table(self.table_position(id)?)
    }
    /// The same, for writing.
    pub fn rows_mut(&mut self, id: &str) -> Option<&mut dyn Rows> {
        self.table_mut(self.table_position(id)?)
    }
}
