//! What must hold for joining any two versions of any workbook.

#[path = "core/edits.rs"]
mod edits;

use edits::{Act, act, after, paths, perform};
use planerka::document::{Conflict, Merge, Side, dangling, merge};
use planerka::kernel::{CellRef, Kind, Path, RowId, TablePath, Value};
use planerka::modules::Workbook;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn acts(n: usize) -> impl Strategy<Value = Vec<Act>> {
    vec(act(RowId::MAX), 0..n)
}

/// A version and two that were made of it apart.
fn versions() -> impl Strategy<Value = (Workbook, Workbook, Workbook)> {
    (acts(28), acts(18), acts(18)).prop_map(|(base, ours, theirs)| {
        let base = after(&Workbook::default(), &base);
        let (ours, theirs) = (after(&base, &ours), after(&base, &theirs));
        (base, ours, theirs)
    })
}

fn applied(to: &Workbook, merge: &Merge) -> Workbook {
    let mut w = to.clone();
    w.apply_all(merge.edits.clone()).unwrap();
    w
}

fn value(w: &Workbook, path: Path) -> Option<Value> {
    w.get(path).map(CellRef::to_value)
}

fn rows(w: &Workbook) -> Vec<(TablePath, RowId)> {
    let tables: Vec<TablePath> = w.tables().map(|d| d.path).collect();
    tables
        .into_iter()
        .flat_map(|t| w.rows(t).unwrap().ids().into_iter().map(move |id| (t, id)))
        .collect()
}

fn has(w: &Workbook, (table, row): (TablePath, RowId)) -> bool {
    w.rows(table).unwrap().position(row).is_some()
}

/// Every cell with what has no order put in order; the state of the work left out.
fn unordered(w: &Workbook) -> Vec<(Path, Value)> {
    let mut all: Vec<(Path, Value)> = paths(w)
        .into_iter()
        .filter(|p| Workbook::info(p.module()).is_some())
        .map(|p| {
            let value = match value(w, p).unwrap() {
                Value::Refs(mut rows) => {
                    rows.sort();
                    Value::Refs(rows)
                }
                Value::Lines(mut lines) => {
                    lines.retain(|l| !l.trim().is_empty());
                    lines.sort();
                    Value::Lines(lines)
                }
                value => value,
            };
            (p, value)
        })
        .collect();
    all.sort_by_key(|(p, _)| *p);
    all
}

fn clash(m: &Merge, path: Path) -> bool {
    m.conflicts
        .iter()
        .any(|c| matches!(c, Conflict::Value { path: p, .. } if *p == path))
}

/// Did `side` change the cell beyond links that went with the rows they led to.
fn meant(base: &Workbook, side: &Workbook, path: Path) -> bool {
    let (Some(was), Some(is)) = (value(base, path), value(side, path)) else {
        return false;
    };
    let Some(target) = base.field(path).and_then(|f| f.kind.target()) else {
        return was != is;
    };
    let there = |r: &RowId| has(side, (target, *r));
    match was {
        Value::Ref(row) => Value::Ref(row.filter(there)) != is,
        Value::Refs(rows) => Value::Refs(rows.into_iter().filter(there).collect()) != is,
        was => was != is,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn what_did_not_change_changes_nothing((base, x, _) in versions()) {
        prop_assert_eq!(merge(Some(&base), &x, &x), Merge::default());
        prop_assert_eq!(merge(Some(&base), &x, &base), Merge::default());
        prop_assert_eq!(merge(None, &x, &x), Merge::default());
        let taken = merge(Some(&base), &base, &x);
        prop_assert_eq!(&taken.conflicts, &[]);
        prop_assert_eq!(applied(&base, &taken), x);
    }

    #[test]
    fn nothing_is_lost_and_all_is_undone((base, ours, theirs) in versions()) {
        let m = merge(Some(&base), &ours, &theirs);
        prop_assert_eq!(&merge(Some(&base), &ours, &theirs), &m);
        let mut w = ours.clone();
        let inverses = w.apply_all(m.edits.clone()).unwrap();
        prop_assert_eq!(dangling(&w), vec![]);
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for row in rows(side).into_iter().filter(|r| !has(&w, *r)) {
                prop_assert!(has(&base, row) && !has(other, row), "{row:?} is lost");
                let columns = w.table_def(row.0).unwrap().columns;
                let changed = columns.iter().any(|c| meant(&base, side, row.0.cell(row.1, c.id)));
                prop_assert!(!changed, "an edit of {row:?} is lost");
            }
        }
        // A row deleted by one side that is there all the same is reported, itself or with its owner.
        for row in rows(&w).into_iter().filter(|r| !has(&ours, *r) || !has(&theirs, *r)) {
            if has(&base, row) {
                let owner = w.table_def(row.0).unwrap().owner().map(|c| (c, value(&w, row.0.cell(row.1, c.id))));
                let reported = |at: (TablePath, RowId)| m.conflicts.iter().any(|c| matches!(c, Conflict::Row { table, row, .. } if (*table, *row) == at));
                let by_owner = match owner {
                    Some((c, Some(Value::Ref(Some(id))))) => reported((c.kind.target().unwrap(), id)),
                    _ => false,
                };
                prop_assert!(reported(row) || by_owner, "{row:?} is back in silence");
            }
        }
        for path in paths(&w).into_iter().filter(|p| Workbook::info(p.module()).is_some()) {
            let (now, our, their) = (value(&w, path), value(&ours, path), value(&theirs, path));
            if matches!(w.field(path).unwrap().kind, Kind::Refs(_) | Kind::Choices(_) | Kind::Lines) {
                continue;
            }
            if meant(&base, &theirs, path) {
                prop_assert!(now == their || clash(&m, path), "their {path} is lost");
            }
            if meant(&base, &ours, path) {
                prop_assert_eq!(&now, &our, "our {} is lost", path);
            }
        }
        w.apply_all(inverses).unwrap();
        prop_assert_eq!(w, ours);
    }

    #[test]
    fn sets_hold_what_was_put_in_and_not_what_was_taken_out((base, ours, theirs) in versions()) {
        let m = merge(Some(&base), &ours, &theirs);
        let w = applied(&ours, &m);
        for path in paths(&base) {
            let set = |w: &Workbook| match w.get(path) {
                Some(CellRef::Refs(rows)) => Some(rows.to_vec()),
                _ => None,
            };
            let (Some(b), Some(o), Some(t), Some(now)) = (set(&base), set(&ours), set(&theirs), set(&w)) else {
                continue;
            };
            let target = base.field(path).unwrap().kind.target().unwrap();
            for id in &now {
                prop_assert_eq!(now.iter().filter(|x| *x == id).count(), 1);
                let put_in = !b.contains(id) && (o.contains(id) || t.contains(id));
                let left = b.contains(id) && o.contains(id) && t.contains(id);
                // A link comes back with its row.
                let back = b.contains(id) && [&ours, &theirs].iter().any(|s| !has(s, (target, *id)));
                prop_assert!(put_in || left || back, "{path} has {id}");
            }
            for id in o.iter().chain(&t) {
                prop_assert!(b.contains(id) || now.contains(id), "{path} lost {id}");
            }
        }
    }

    #[test]
    fn both_ways_ask_the_same_and_agree_when_nothing_is_asked((base, ours, theirs) in versions()) {
        let (there, back) = (merge(Some(&base), &ours, &theirs), merge(Some(&base), &theirs, &ours));
        let mirrored = |c: &Conflict| match c.clone() {
            Conflict::Value { path, base, ours, theirs } => (path.to_string(), Some((base, theirs, ours)), None),
            Conflict::Row { table, row, deleted, edited } => (format!("{table}.{row}"), None, Some((deleted.other(), edited))),
        };
        let plain = |c: &Conflict| match c.clone() {
            Conflict::Value { path, base, ours, theirs } => (path.to_string(), Some((base, ours, theirs)), None),
            Conflict::Row { table, row, deleted, edited } => (format!("{table}.{row}"), None, Some((deleted, edited))),
        };
        let sets = there.conflicts.iter().all(|c| !matches!(c, Conflict::Value { ours: Value::Lines(_), .. }));
        let mut a: Vec<_> = there.conflicts.iter().map(plain).collect();
        let mut b: Vec<_> = back.conflicts.iter().map(mirrored).collect();
        a.sort_by(|x, y| x.0.cmp(&y.0));
        b.sort_by(|x, y| x.0.cmp(&y.0));
        prop_assert_eq!(a, b);
        if sets && there.conflicts.iter().all(|c| matches!(c, Conflict::Row { .. })) {
            prop_assert_eq!(unordered(&applied(&ours, &there)), unordered(&applied(&theirs, &back)));
        }
    }

    #[test]
    fn work_in_different_modules_is_simply_joined(base in acts(40), a in acts(20), b in acts(20)) {
        let base = after(&Workbook::default(), &base);
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        let first = |slug: &str| matches!(slug, "frame" | "brief" | "audience" | "goals");
        for act in a.iter().filter(|a| !matches!(a, Act::Delete(..))) {
            perform(&mut ours, act, &first);
        }
        for act in b.iter().filter(|a| !matches!(a, Act::Delete(..))) {
            perform(&mut theirs, act, &|slug| !first(slug));
        }
        let m = merge(Some(&base), &ours, &theirs);
        prop_assert_eq!(&m.conflicts, &[]);
        let w = applied(&ours, &m);
        prop_assert_eq!(&w, &applied(&theirs, &merge(Some(&base), &theirs, &ours)));
        for path in paths(&w) {
            let side = if first(path.module()) { &ours } else { &theirs };
            prop_assert_eq!(value(&w, path), value(side, path));
        }
    }

    #[test]
    fn every_way_of_settling_ends_without_a_loose_link((base, ours, theirs) in versions(), choice in any::<u64>()) {
        let m = merge(Some(&base), &ours, &theirs);
        let side = |n: usize| if choice >> (n % 64) & 1 == 1 { Side::Theirs } else { Side::Ours };
        let mut joined = ours.clone();
        joined.apply_all(m.settled(&ours, side).unwrap()).unwrap();
        prop_assert_eq!(planerka::document::dangling(&joined), vec![]);
        for (n, conflict) in m.conflicts.iter().enumerate() {
            match conflict {
                Conflict::Row { table, row, deleted, .. } if *deleted == side(n) => prop_assert!(!has(&joined, (*table, *row))),
                Conflict::Value { path, theirs: Value::Text(text), .. } if side(n) == Side::Theirs && value(&joined, *path).is_some() => {
                    prop_assert_eq!(value(&joined, *path), Some(Value::Text(text.clone())));
                }
                _ => {}
            }
        }
        // Left as shown, it is the joined workbook itself.
        let shown = m.settled(&ours, |n| m.conflicts[n].shown()).unwrap();
        prop_assert_eq!(shown, m.edits);
    }

    #[test]
    fn the_difference_leads_from_one_version_to_the_other((_, a, b) in versions()) {
        let edits = planerka::document::difference(&a, &b).unwrap();
        let mut there = a.clone();
        let back = there.apply_all(edits).unwrap();
        prop_assert_eq!(&there, &b);
        there.apply_all(back).unwrap();
        prop_assert_eq!(&there, &a);
    }

    #[test]
    fn choosing_theirs_gives_theirs((base, ours, theirs) in versions(), known in any::<bool>()) {
        let m = merge(known.then_some(&base), &ours, &theirs);
        let mut w = applied(&ours, &m);
        let merged = w.clone();
        for c in m.conflicts.iter().filter(|c| matches!(c, Conflict::Value { .. })) {
            let edits = c.take_theirs(&w);
            prop_assert_eq!(edits.len(), 1);
            w.apply_all(edits).unwrap();
            let Conflict::Value { path, theirs: their, .. } = c else { continue };
            prop_assert_eq!(value(&w, *path), Some(their.clone()));
            prop_assert_eq!(&value(&theirs, *path), &value(&w, *path));
            prop_assert_eq!(dangling(&w), vec![]);
        }
        for c in m.conflicts.iter().filter(|c| matches!(c, Conflict::Value { .. })) {
            w.apply_all(c.take_ours(&w)).unwrap();
        }
        prop_assert_eq!(&w, &merged);
        for c in &m.conflicts {
            w.apply_all(c.take_theirs(&w)).unwrap();
            prop_assert_eq!(c.take_theirs(&w), vec![]);
            if let Conflict::Row { table, row, deleted, .. } = c {
                prop_assert!(*deleted == Side::Ours || !has(&w, (*table, *row)));
            }
        }
        prop_assert_eq!(dangling(&w), vec![]);
    }

    #[test]
    fn strangers_under_one_id_both_live(base in vec(act(8), 0..12), a in vec(act(24), 0..16), b in vec(act(24), 0..16)) {
        let base = after(&Workbook::default(), &base);
        let added = |acts: &[Act]| {
            let mut w = base.clone();
            for act in acts.iter().filter(|a| !matches!(a, Act::Delete(..))) {
                perform(&mut w, act, &|_| true);
            }
            w
        };
        let (ours, theirs) = (added(&a), added(&b));
        let m = merge(Some(&base), &ours, &theirs);
        let w = applied(&ours, &m);
        prop_assert_eq!(dangling(&w), vec![]);
        let said = |w: &Workbook, table: TablePath, id: RowId| -> Vec<Value> {
            let links = |v: &Value| matches!(v, Value::Ref(_) | Value::Refs(_));
            w.rows(table).unwrap().row(id).unwrap().values().into_iter().filter(|v| !links(v)).collect()
        };
        for def in w.tables() {
            let ids = w.rows(def.path).unwrap().ids();
            for id in ours.rows(def.path).unwrap().ids() {
                prop_assert!(ids.contains(&id));
            }
            for id in theirs.rows(def.path).unwrap().ids().into_iter().filter(|id| !has(&base, (def.path, *id))) {
                let own = said(&theirs, def.path, id);
                prop_assert!(ids.iter().any(|i| said(&w, def.path, *i) == own), "{}.{id} is lost", def.path);
            }
        }
        let twice = |c: &Conflict| matches!(c, Conflict::Value { path, .. } if path.row().is_some_and(|r| match path {
            Path::Cell { table, .. } => !has(&base, (*table, r)),
            Path::Field { .. } => false,
        }));
        prop_assert!(!m.conflicts.iter().any(twice));
    }

    #[test]
    fn without_a_common_version_nothing_goes((_, ours, theirs) in versions()) {
        let m = merge(None, &ours, &theirs);
        let w = applied(&ours, &m);
        prop_assert_eq!(dangling(&w), vec![]);
        for path in paths(&ours).into_iter().chain(paths(&theirs)) {
            let now = value(&w, path);
            prop_assert!(now.is_some(), "{path} is lost");
            let (our, their) = (value(&ours, path), value(&theirs, path));
            let filled = |v: &Option<Value>| v.as_ref().is_some_and(|v| !v.is_empty());
            if matches!(now, Some(Value::Refs(_))) || Workbook::info(path.module()).is_none() {
                continue;
            }
            let different = our != their && filled(&our) && filled(&their);
            prop_assert_eq!(clash(&m, path), different);
            prop_assert_eq!(&now, if filled(&our) || (our.is_some() && !filled(&their)) { &our } else { &their });
        }
    }
}
