//! Joining rows: which of them live, and what their cells hold.

use super::book::{Book, Leaf, OWN, Schema, Spot};
use super::cells::{self, Gone, Joined};
use super::{Conflict, Side, extra, order};
use crate::document::RowData;
use crate::kernel::{Kind, RowId, Value};
use std::collections::BTreeMap;

/// What joining comes to.
pub(super) struct Outcome {
    pub book: Book,
    pub conflicts: Vec<Conflict>,
    pub unkept: Vec<String>,
}

/// Joins two books.
pub(super) fn join(schema: &Schema, base: Option<&Book>, ours: &Book, theirs: &Book) -> Outcome {
    let none = Book::default();
    let mut sides = Sides {
        schema,
        base: base.unwrap_or(&none),
        ours,
        theirs,
        kept: BTreeMap::new(),
    };
    sides.keep_edited();
    // What is kept links to further rows that must be kept; each round keeps more, so it ends.
    loop {
        let round = sides.round();
        if round.needed.is_empty() {
            return Outcome {
                book: round.book,
                conflicts: round.conflicts,
                unkept: round.unkept,
            };
        }
        for spot in round.needed {
            sides.keep(spot, false);
        }
    }
}

/// Why a row that one side deleted is kept.
struct Kept {
    deleted: Side,
    edited: bool,
}

struct Sides<'a> {
    schema: &'a Schema,
    base: &'a Book,
    ours: &'a Book,
    theirs: &'a Book,
    /// Rows that one side deleted and the merge keeps.
    kept: BTreeMap<Spot, Kept>,
}

struct Round {
    book: Book,
    conflicts: Vec<Conflict>,
    unkept: Vec<String>,
    /// Deleted rows that something in the book links to.
    needed: Vec<Spot>,
}

impl Sides<'_> {
    const fn book(&self, side: Side) -> &Book {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }

    /// Did this side delete the row.
    fn gone(&self, side: Side, spot: Spot) -> bool {
        self.base.has(spot) && !self.book(side).has(spot)
    }

    /// The one side that deleted a row which the other one still has.
    fn deleted_by(&self, spot: Spot) -> Option<Side> {
        [Side::Ours, Side::Theirs]
            .into_iter()
            .find(|s| self.gone(*s, spot) && self.book(s.other()).has(spot))
    }

    /// Keeps the rows that one side deleted and the other one changed.
    fn keep_edited(&mut self) {
        let edited: Vec<Spot> = self
            .base
            .rows()
            .filter(|(spot, old)| {
                self.deleted_by(*spot).is_some_and(|deleted| {
                    let side = deleted.other();
                    let new = self.book(side).row(*spot);
                    new.is_some_and(|new| self.edited(side, spot.0, old, new))
                })
            })
            .map(|(spot, _)| spot)
            .collect();
        for spot in edited {
            self.keep(spot, true);
        }
    }

    /// Did this side change the row. A link that went with the row it led to is no change.
    fn edited(&self, side: Side, sheet: usize, old: &RowData, new: &RowData) -> bool {
        let mut cells = old.cells.iter().zip(&new.cells).enumerate();
        old.extra != new.extra
            || cells.any(|(column, (a, b))| {
                if a == b {
                    return false;
                }
                let was = self.schema.targets(sheet, column, a);
                let is = self.schema.targets(sheet, column, b);
                let mut left = was.clone();
                left.retain(|spot| !self.gone(side, *spot));
                was.len() == left.len() || left != is
            })
    }

    /// Keeps a deleted row, with its parts and everything it links to on the side that has it.
    fn keep(&mut self, spot: Spot, edited: bool) {
        let mut next = vec![(spot, edited)];
        while let Some((spot, edited)) = next.pop() {
            let Some(deleted) = self.deleted_by(spot) else {
                continue;
            };
            if let Some(kept) = self.kept.get_mut(&spot) {
                kept.edited |= edited;
                continue;
            }
            self.kept.insert(spot, Kept { deleted, edited });
            let book = self.book(deleted.other());
            if let Some(row) = book.row(spot) {
                next.extend(
                    self.schema
                        .links(spot.0, row)
                        .into_iter()
                        .map(|s| (s, false)),
                );
            }
            next.extend(
                book.rows()
                    .filter(|((sheet, _), row)| self.owner(*sheet, row) == Some(spot))
                    .map(|(part, _)| (part, false)),
            );
        }
    }

    fn owner(&self, sheet: usize, row: &RowData) -> Option<Spot> {
        let (table, id) = self.schema.sheets.get(sheet)?.owner(row)?;
        Some((self.schema.of_table(table)?, id))
    }

    /// A side as if it had not deleted the rows that are kept: the rows as they were, and the links to them.
    fn restored(&self, side: Side) -> Book {
        let mut book = self.book(side).clone();
        let back = |spot: &Spot| self.kept.get(spot).is_some_and(|k| k.deleted == side);
        if !self.kept.values().any(|k| k.deleted == side) {
            return book;
        }
        for (sheet, leaf) in book.leaves.iter_mut().enumerate() {
            for (id, row) in &mut leaf.rows {
                let Some(old) = self.base.row((sheet, *id)) else {
                    continue;
                };
                for (column, (was, is)) in old.cells.iter().zip(&mut row.cells).enumerate() {
                    let targets = self.schema.targets(sheet, column, was);
                    if targets.iter().any(back) {
                        let left: Vec<RowId> = targets
                            .iter()
                            .filter(|t| !self.gone(side, **t))
                            .map(|t| t.1)
                            .collect();
                        let lost = targets.iter().filter(|t| back(t)).map(|t| t.1).collect();
                        relink(was, is, &left, lost);
                    }
                }
            }
        }
        for (spot, _) in self.kept.iter().filter(|(s, _)| back(s)) {
            if let (Some(leaf), Some(old)) = (book.leaves.get_mut(spot.0), self.base.row(*spot)) {
                leaf.rows.insert(spot.1, old.clone());
            }
        }
        book
    }

    fn round(&self) -> Round {
        let ours = self.restored(Side::Ours);
        let theirs = self.restored(Side::Theirs);
        let mut round = Round {
            book: Book::default(),
            conflicts: Vec::new(),
            unkept: Vec::new(),
            needed: Vec::new(),
        };
        let nothing = Leaf::default();
        for sheet in 0..self.schema.sheets.len() {
            let old = leaf(self.base, sheet, &nothing);
            let (our, their) = (leaf(&ours, sheet, &nothing), leaf(&theirs, sheet, &nothing));
            let lives = |id: RowId| match (our.rows.get(&id), their.rows.get(&id)) {
                (Some(_), Some(_)) => true,
                (None, None) => false,
                _ => !self.base.has((sheet, id)),
            };
            let order = order::join(&old.order, &our.order, &their.order, lives);
            let mut joined = Leaf::default();
            for id in order {
                let asked = round.conflicts.len();
                let row = match (our.rows.get(&id), their.rows.get(&id)) {
                    (Some(o), Some(t)) => {
                        self.join_row((sheet, id), o, t, (&ours, &theirs), &mut round)
                    }
                    (Some(row), None) | (None, Some(row)) => row.clone(),
                    (None, None) => continue,
                };
                // Before the questions about its cells.
                if let Some(conflict) = self.kept_row((sheet, id), &row) {
                    round.conflicts.insert(asked, conflict);
                }
                joined.order.push(id);
                joined.rows.insert(id, row);
            }
            round.book.leaves.push(joined);
        }
        let links = round
            .book
            .rows()
            .flat_map(|((sheet, _), row)| self.schema.links(sheet, row));
        let offered = round.conflicts.iter().flat_map(|c| self.offered(c));
        let needed = links
            .chain(offered)
            .filter(|spot| !round.book.has(*spot) && self.deleted_by(*spot).is_some())
            .collect();
        round.needed = needed;
        round
    }

    /// Rows that a choice still to be made may link to.
    fn offered(&self, conflict: &Conflict) -> Vec<Spot> {
        let Conflict::Value { path, theirs, .. } = conflict else {
            return Vec::new();
        };
        let place = self.schema.sheets.iter().enumerate().find_map(|(i, s)| {
            let id = path.row().unwrap_or(OWN);
            let column = (0..s.columns.len()).find(|c| s.path(id, *c) == Some(*path))?;
            Some((i, column))
        });
        place.map_or_else(Vec::new, |(sheet, column)| {
            self.schema.targets(sheet, column, theirs)
        })
    }

    /// The question about a kept row, unless it is a part of a kept row and goes or stays with it.
    fn kept_row(&self, spot: Spot, merged: &RowData) -> Option<Conflict> {
        let kept = self.kept.get(&spot)?;
        let sheet = self.schema.sheets.get(spot.0)?;
        // As it is now: a part may have been given to another row.
        let with_owner = self
            .owner(spot.0, merged)
            .and_then(|owner| self.kept.get(&owner))
            .is_some_and(|owner| owner.deleted == kept.deleted);
        let table = sheet
            .table
            .filter(|_| !with_owner && !sheet.is_bookkeeping())?;
        Some(Conflict::Row {
            table,
            row: spot.1,
            deleted: kept.deleted,
            edited: kept.edited,
        })
    }

    fn join_row(
        &self,
        (sheet, id): Spot,
        ours: &RowData,
        theirs: &RowData,
        books: (&Book, &Book),
        round: &mut Round,
    ) -> RowData {
        let Some(about) = self.schema.sheets.get(sheet) else {
            return ours.clone();
        };
        let base = self.base.row((sheet, id));
        let mut cells = Vec::with_capacity(ours.cells.len());
        for (column, (o, t)) in ours.cells.iter().zip(&theirs.cells).enumerate() {
            let field = about.columns.get(column);
            let target = field
                .and_then(|f| f.kind.target())
                .and_then(|table| self.schema.of_table(table));
            let gone = |book: &Book, row: RowId| {
                target.is_some_and(|t| self.base.has((t, row)) && !book.has((t, row)))
            };
            let joined = cells::join(
                field.map_or(Kind::Line, |f| f.kind),
                base.and_then(|b| b.cells.get(column)),
                o,
                t,
                &Gone {
                    ours: &|row| gone(books.0, row),
                    theirs: &|row| gone(books.1, row),
                },
            );
            cells.push(match joined {
                Joined::Agreed(value) => value,
                Joined::Clash => {
                    let path = about.path(id, column).filter(|_| !about.is_bookkeeping());
                    if let Some(path) = path {
                        round.conflicts.push(Conflict::Value {
                            path,
                            base: base.and_then(|b| b.cells.get(column)).cloned(),
                            ours: o.clone(),
                            theirs: t.clone(),
                        });
                    }
                    o.clone()
                }
            });
        }
        let place = match about.table {
            Some(table) => format!("{table}.{id}"),
            None => about.module.to_owned(),
        };
        let unkept = &mut round.unkept;
        let extra = extra::join(base.map(|b| &b.extra), &ours.extra, &theirs.extra, |key| {
            unkept.push(format!("{place}.{key}"));
        });
        RowData { cells, extra }
    }
}

fn leaf<'a>(book: &'a Book, sheet: usize, nothing: &'a Leaf) -> &'a Leaf {
    book.leaves.get(sheet).unwrap_or(nothing)
}

/// Puts links back that went with their rows: `was` before, `left` what stayed of it, `lost` what comes back.
fn relink(was: &Value, is: &mut Value, left: &[RowId], lost: Vec<RowId>) {
    match is {
        Value::Ref(row @ None) => *row = lost.first().copied(),
        Value::Refs(rows) if rows == left && lost.len() + left.len() == links(was) => {
            *is = was.clone();
        }
        Value::Refs(rows) => {
            for id in lost {
                if !rows.contains(&id) {
                    rows.push(id);
                }
            }
        }
        _ => {}
    }
}

fn links(value: &Value) -> usize {
    match value {
        Value::Refs(rows) => rows.len(),
        _ => 1,
    }
}
