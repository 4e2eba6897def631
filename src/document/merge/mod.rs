//! Joining two versions of one workbook that were changed apart, over the field tables: every module
//! is covered with no code of its own.
//!
//! - A field changed on one side takes that side's value; changed on both sides it is a
//!   [`Conflict::Value`], and the merged workbook keeps ours until someone chooses.
//! - Links to several rows and chosen options merge as sets, lists of lines as long as no line was
//!   changed on both sides.
//! - A row deleted on one side goes, unless the other side changed it or something that stays refers
//!   to it. Then it stays with all its parts, and its deletion is a [`Conflict::Row`].
//! - Rows made apart under one id are one row when they are equal; otherwise theirs gets an id made
//!   from its content, and their links follow.
//! - Rows keep the order of ours. A row that only they moved or added goes after the row it follows
//!   there.
//! - Without a common ancestor rows with one id are one row, an empty field takes the other side's
//!   value, links are united and no row is deleted.
//! - Modules without a page hold the state of the work and not the client's strategy: where both sides
//!   changed something, ours stays without asking.

mod book;
mod cells;
mod extra;
mod order;
mod rename;
mod rows;

use super::{Edit, delete_row};
use crate::kernel::{Path, RowId, TablePath, Value};
use crate::modules::Workbook;
use book::Schema;

/// One of the two versions that are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The version that is open here.
    Ours,
    /// The version that comes in.
    Theirs,
}

impl Side {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// What joining two versions comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merge {
    /// Turns ours into the merged workbook. Meant to be applied whole, as one step of the history.
    pub edits: Vec<Edit>,
    /// What only a person can decide, in course order. The merged workbook holds ours at a
    /// [`Conflict::Value`] and the row at a [`Conflict::Row`].
    pub conflicts: Vec<Conflict>,
    /// Unknown JSON of theirs that edits cannot carry, as addresses (`brief.mood`, `crisis`): what a later
    /// version wrote into a module or beside the modules, and keys of a row that differ on both sides.
    /// Ours stays there.
    pub unkept: Vec<String>,
}

/// A question the merge leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A field has another value on each side.
    Value {
        /// Where, in the merged workbook.
        path: Path,
        /// What stood there before; nothing when no common version of it is known.
        base: Option<Value>,
        /// Our value, which the merged workbook holds.
        ours: Value,
        /// Their value. Links in it point to rows of the merged workbook.
        theirs: Value,
    },
    /// One side deleted a row that the other side changed or still needs. The merged workbook holds it.
    Row {
        /// In which table.
        table: TablePath,
        /// Which.
        row: RowId,
        /// Who deleted it.
        deleted: Side,
        /// The other side changed the row itself; otherwise it only refers to it or added a part to it.
        edited: bool,
    },
}

impl Merge {
    /// The edits with every question settled: `side` says whose way, by number. At a [`Conflict::Row`] the way of the side
    /// that deleted it is to delete it. None when the workbook is not the one that was joined.
    pub fn settled(&self, ours: &Workbook, side: impl Fn(usize) -> Side) -> Option<Vec<Edit>> {
        let mut joined = ours.clone();
        let mut edits = self.edits.clone();
        joined.apply_all(edits.clone()).ok()?;
        for (n, conflict) in self.conflicts.iter().enumerate() {
            let more = conflict.take(&joined, side(n));
            joined.apply_all(more.clone()).ok()?;
            edits.extend(more);
        }
        Some(edits)
    }
}

impl Conflict {
    /// The side that the merged workbook shows until somebody chooses: our value, the row kept.
    pub const fn shown(&self) -> Side {
        match self {
            Self::Value { .. } => Side::Ours,
            Self::Row { deleted, .. } => deleted.other(),
        }
    }

    /// Slug of the module it is about.
    pub const fn module(&self) -> &'static str {
        match self {
            Self::Value { path, .. } => path.module(),
            Self::Row { table, .. } => table.module,
        }
    }

    /// Edits that settle it their way, made for the workbook as it is now. None when it is so already
    /// or its place is gone.
    pub fn take_theirs(&self, workbook: &Workbook) -> Vec<Edit> {
        self.take(workbook, Side::Theirs)
    }

    /// The same for our way: back to our value, or the row deleted when it was us who deleted it.
    pub fn take_ours(&self, workbook: &Workbook) -> Vec<Edit> {
        self.take(workbook, Side::Ours)
    }

    fn take(&self, workbook: &Workbook, side: Side) -> Vec<Edit> {
        match self {
            Self::Value {
                path, ours, theirs, ..
            } => {
                let value = match side {
                    Side::Ours => ours,
                    Side::Theirs => theirs,
                };
                let value = without_loose_links(workbook, *path, value.clone());
                match workbook.get(*path) {
                    Some(now) if now != value.as_ref() => vec![Edit::Set { path: *path, value }],
                    _ => Vec::new(),
                }
            }
            Self::Row {
                table,
                row,
                deleted,
                ..
            } => {
                let there = workbook
                    .rows(*table)
                    .is_some_and(|t| t.position(*row).is_some());
                if there && *deleted == side {
                    delete_row(workbook, *table, *row, None)
                } else {
                    Vec::new()
                }
            }
        }
    }
}

/// Rows may have been deleted since the merge, by hand or by another choice.
fn without_loose_links(workbook: &Workbook, path: Path, value: Value) -> Value {
    let known = workbook
        .field(path)
        .and_then(|f| f.kind.target())
        .and_then(|t| workbook.rows(t))
        .map(|t| t.ids())
        .unwrap_or_default();
    match value {
        Value::Ref(row) => Value::Ref(row.filter(|r| known.contains(r))),
        Value::Refs(mut rows) => {
            rows.retain(|r| known.contains(r));
            Value::Refs(rows)
        }
        value => value,
    }
}

/// Joins two versions of a workbook; the rules are those of this file's head. `base` is the last
/// version both come from, nothing when none is known.
///
/// All three are expected as the reader of files gives them: ids from 1, each once in its table, and no
/// link to a row that is not there. Then no link of the merged workbook is loose. The same input gives
/// the same output.
pub fn merge(base: Option<&Workbook>, ours: &Workbook, theirs: &Workbook) -> Merge {
    let schema = Schema::of(ours);
    let base_book = base.map(|w| schema.open(w));
    let ours_book = schema.open(ours);
    let mut theirs_book = schema.open(theirs);
    if let Some(base) = &base_book {
        rename::part_strangers(&schema, base, &ours_book, &mut theirs_book);
    }
    let joined = rows::join(&schema, base_book.as_ref(), &ours_book, &theirs_book);
    let mut unkept = joined.unkept;
    unkept.extend(extra::beside_modules(
        base.map(|w| &w.extra),
        &ours.extra,
        &theirs.extra,
    ));
    Merge {
        edits: schema.edits(&ours_book, &joined.book, &mut unkept),
        conflicts: joined.conflicts,
        unkept,
    }
}

/// Edits that turn one version into the other, exactly. None when edits cannot: unknown JSON of a module or beside the
/// modules differs, which only a whole workbook carries.
pub fn difference(from: &Workbook, to: &Workbook) -> Option<Vec<Edit>> {
    let schema = Schema::of(from);
    let edits = schema.edits(&schema.open(from), &schema.open(to), &mut Vec::new());
    let mut there = from.clone();
    let done = there.apply_all(edits.clone()).is_ok();
    (done && there == *to).then_some(edits)
}
