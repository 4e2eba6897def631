//! The order of rows: which rows were moved, and the fewest steps from one order to another.

use crate::kernel::RowId;
use std::collections::{BTreeMap, BTreeSet};

/// Puts a row, or moves it, to a position; counted without the row itself.
pub(super) struct Step {
    pub row: RowId,
    pub at: usize,
}

/// The rows of both orders that must move to get from one to the other: the fewest, the others keep their
/// order among themselves.
pub(super) fn moved(from: &[RowId], to: &[RowId]) -> BTreeSet<RowId> {
    let places: BTreeMap<RowId, usize> = from.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let common: Vec<(RowId, usize)> = to
        .iter()
        .filter_map(|id| places.get(id).map(|place| (*id, *place)))
        .collect();
    // Longest rising run of places (patience sorting): the tails of runs by length, and for each row
    // the row before it in its run.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; common.len()];
    for (i, (_, place)) in common.iter().enumerate() {
        let length = tails.partition_point(|t| common[*t].1 < *place);
        before[i] = length.checked_sub(1).and_then(|l| tails.get(l).copied());
        if length == tails.len() {
            tails.push(i);
        } else {
            tails[length] = i;
        }
    }
    let mut moved: BTreeSet<RowId> = common.iter().map(|(id, _)| *id).collect();
    let mut at = tails.last().copied();
    while let Some(i) = at {
        moved.remove(&common[i].0);
        at = before[i];
    }
    moved
}

/// Steps from an order to another one that has all its rows and maybe more.
pub(super) fn steps(mut from: Vec<RowId>, to: &[RowId]) -> Vec<Step> {
    let moved = moved(&from, to);
    let known: BTreeSet<RowId> = from.iter().copied().collect();
    let mut steps = Vec::new();
    let mut previous = None;
    for row in to {
        if !known.contains(row) || moved.contains(row) {
            from.retain(|id| id != row);
            let at = after(&from, previous);
            from.insert(at, *row);
            steps.push(Step { row: *row, at });
        }
        previous = Some(*row);
    }
    steps
}

/// The order of the merged rows: ours, where rows that only they moved or added follow the row they
/// follow there. `lives` tells the rows of the merged table.
pub(super) fn join(
    base: &[RowId],
    ours: &[RowId],
    theirs: &[RowId],
    lives: impl Fn(RowId) -> bool,
) -> Vec<RowId> {
    let by_us = moved(base, ours);
    let by_them = moved(base, theirs);
    let mut order: Vec<RowId> = ours
        .iter()
        .copied()
        .filter(|id| lives(*id) && (by_us.contains(id) || !by_them.contains(id)))
        .collect();
    let mut placed: BTreeSet<RowId> = order.iter().copied().collect();
    let mut previous = None;
    for row in theirs.iter().copied().filter(|id| lives(*id)) {
        if placed.insert(row) {
            order.insert(after(&order, previous), row);
        }
        previous = Some(row);
    }
    order
}

fn after(order: &[RowId], row: Option<RowId>) -> usize {
    row.and_then(|row| order.iter().position(|id| *id == row))
        .map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<RowId> {
        text.bytes().map(|b| RowId(u64::from(b))).collect()
    }
    fn text(ids: &[RowId]) -> String {
        ids.iter()
            .map(|id| char::from(u8::try_from(id.0).unwrap()))
            .collect()
    }
    fn joined(base: &str, ours: &str, theirs: &str) -> String {
        text(&join(&ids(base), &ids(ours), &ids(theirs), |_| true))
    }

    #[test]
    fn one_row_carried_far_is_one_step() {
        let steps = steps(ids("abcdef"), &ids("bcdefa"));
        assert_eq!(steps.len(), 1);
        assert_eq!((steps[0].row, steps[0].at), (RowId(u64::from(b'a')), 5));
    }

    #[test]
    fn steps_lead_to_the_order_wanted() {
        for (from, to) in [
            ("abc", "cba"),
            ("abcdef", "fxbdacey"),
            ("", "ab"),
            ("ba", "ab"),
        ] {
            let mut order = ids(from);
            for step in steps(order.clone(), &ids(to)) {
                order.retain(|id| *id != step.row);
                order.insert(step.at, step.row);
            }
            assert_eq!(text(&order), to);
        }
    }

    #[test]
    fn moves_of_both_sides_are_kept() {
        assert_eq!(joined("abcdef", "bcdefa", "fabcde"), "fbcdea");
        assert_eq!(joined("abc", "abc", "cab"), "cab");
        assert_eq!(joined("abc", "cab", "abc"), "cab");
        // Moved on both sides: ours.
        assert_eq!(joined("abc", "bca", "bac"), "bca");
    }

    #[test]
    fn added_rows_follow_the_row_they_followed() {
        assert_eq!(joined("ab", "abx", "aby"), "abyx");
        assert_eq!(joined("ab", "ab", "yab"), "yab");
        assert_eq!(joined("ab", "ba", "ayb"), "bay");
    }
}
