//! Rows that two people made apart under one id. Ids are random, so this happens only to rows whose ids
//! were given by hand or by the mending of a damaged file.

use super::book::{Book, OWN, Schema, Spot};
use crate::document::RowData;
use crate::kernel::{RowId, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Gives their row a new id wherever both sides made a different row under one, and points their links
/// at it. The id comes from the content of the row: two devices that merge the same versions agree.
pub(super) fn part_strangers(schema: &Schema, base: &Book, ours: &Book, theirs: &mut Book) {
    let twins: Vec<(Spot, &RowData)> = ours
        .rows()
        .filter(|(spot, _)| spot.1 != OWN && !base.has(*spot) && theirs.has(*spot))
        .collect();
    let mut parted: BTreeSet<Spot> = BTreeSet::new();
    // A row that links to a parted row is another row too: look again until nothing new is found.
    loop {
        let found: Vec<Spot> = twins
            .iter()
            .filter(|(spot, _)| !parted.contains(spot))
            .filter(|(spot, own)| {
                theirs.row(*spot).is_some_and(|their| {
                    their != *own
                        || schema
                            .links(spot.0, their)
                            .iter()
                            .any(|l| parted.contains(l))
                })
            })
            .map(|(spot, _)| *spot)
            .collect();
        if found.is_empty() {
            break;
        }
        parted.extend(found);
    }
    let mut names: BTreeMap<Spot, RowId> = BTreeMap::new();
    let mut taken: BTreeSet<Spot> = BTreeSet::new();
    for spot in parted {
        let Some(row) = theirs.row(spot) else {
            continue;
        };
        let mut id = content_id(spot, row);
        while [base, ours, theirs].iter().any(|b| b.has((spot.0, id)))
            || taken.contains(&(spot.0, id))
        {
            id = RowId(id.0 % RowId::MAX + 1);
        }
        taken.insert((spot.0, id));
        names.insert(spot, id);
    }
    if !names.is_empty() {
        rename(schema, theirs, &names);
    }
}

fn rename(schema: &Schema, book: &mut Book, names: &BTreeMap<Spot, RowId>) {
    for (sheet, leaf) in book.leaves.iter_mut().enumerate() {
        let name = |id: RowId| names.get(&(sheet, id)).copied().unwrap_or(id);
        leaf.order.iter_mut().for_each(|id| *id = name(*id));
        leaf.rows = std::mem::take(&mut leaf.rows)
            .into_iter()
            .map(|(id, row)| (name(id), row))
            .collect();
        let Some(columns) = schema.sheets.get(sheet).map(|s| s.columns) else {
            continue;
        };
        for (column, field) in columns.iter().enumerate() {
            let Some(target) = field.kind.target().and_then(|t| schema.of_table(t)) else {
                continue;
            };
            let name = |id: RowId| names.get(&(target, id)).copied().unwrap_or(id);
            for row in leaf.rows.values_mut() {
                match row.cells.get_mut(column) {
                    Some(Value::Ref(Some(id))) => *id = name(*id),
                    Some(Value::Refs(ids)) => ids.iter_mut().for_each(|id| *id = name(*id)),
                    _ => {}
                }
            }
        }
    }
}

/// An id in the range of ids, from the place and the cells of a row (FNV-1a).
fn content_id((sheet, id): Spot, row: &RowData) -> RowId {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        // The length first, so that "ab", "c" and "a", "bc" differ.
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    eat(&(sheet as u64).to_le_bytes());
    eat(&id.0.to_le_bytes());
    for value in &row.cells {
        match value {
            Value::Text(text) => eat(text.as_bytes()),
            Value::Lines(lines) => lines.iter().for_each(|l| eat(l.as_bytes())),
            Value::Flag(flag) => eat(&[u8::from(*flag)]),
            Value::Ref(row) => eat(&row.map_or(0, |r| r.0).to_le_bytes()),
            Value::Refs(rows) => rows.iter().for_each(|r| eat(&r.0.to_le_bytes())),
        }
    }
    RowId(hash % RowId::MAX + 1)
}
