//! Workbooks in pieces: every fault at every operation, every lost tail, damage, and the way there and back.

use crate::fake::{Disk, Fault, Tab};
use crate::model::Dice;
use crate::runs;
use planerka::platform::slots::large::{Stock, key, load, load_with};
use planerka::platform::slots::pieces::{Name, manifest};
use planerka::platform::slots::{
    Found, Head, Slot, Source, StoreError, erase, ids, put_aside, record, save,
};
use std::collections::BTreeMap;

/// More than any save below has operations.
const OPERATIONS: u64 = 60;

/// A text of pieces: each stands on a line of its own.
fn parts(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Saves a text in pieces, as the app does.
fn save_in_pieces(
    tab: &Tab,
    stock: &mut Stock,
    head: Head,
    text: &str,
) -> Result<Head, StoreError> {
    let done = stock.check(tab, "x").and_then(|()| {
        let names: Result<Vec<Name>, _> =
            parts(text).iter().map(|p| stock.put(tab, "x", p)).collect();
        stock.save(tab, "x", head, &names?)
    });
    if done.is_err() {
        stock.give_up(tab, "x");
    }
    done
}

/// The second store: records and pieces.
#[derive(Clone, Default)]
struct Mirror {
    record: Option<String>,
    pieces: BTreeMap<String, String>,
}

impl Mirror {
    /// Copies what stands on the disk, as the app does after a save.
    fn copy(disk: &Disk, head: Head) -> Self {
        let data = disk.data.borrow();
        let pieces = data
            .iter()
            .filter_map(|(k, v)| Some((k.strip_prefix("planerka/ws/x/p/")?.to_owned(), v.clone())));
        Self {
            record: disk.at(&head.slot.key("x")),
            pieces: pieces.collect(),
        }
    }
}

fn open(tab: &Tab, mirror: &Mirror) -> Result<(Found, Stock), StoreError> {
    let piece = |name: Name| mirror.pieces.get(&name.to_string()).cloned();
    load(tab, "x", mirror.record.as_deref(), &piece, &mut |text| {
        !text.contains("unreadable")
    })
}

/// Opens twice: at once, and with pieces unpacked ahead one by one. Both find the same.
fn opened(disk: &Disk, mirror: &Mirror) -> (String, Head, Stock, Source, bool) {
    let tab = Tab::new(disk);
    let (mut ahead, mut steps) = (Stock::default(), 1);
    while !ahead.ahead(&tab, "x", mirror.record.as_deref(), &mut || false) {
        steps += 1;
        assert!(steps < 100, "it comes to an end");
    }
    let piece = |name: Name| mirror.pieces.get(&name.to_string()).cloned();
    let readable = &mut |text: &str| !text.contains("unreadable");
    let record = mirror.record.as_deref();
    let found = load_with(ahead, &tab, "x", record, &piece, readable).unwrap();
    assert_eq!(found.0, open(&tab, mirror).unwrap().0);
    opened_in(&tab, mirror)
}

fn opened_in(tab: &Tab, mirror: &Mirror) -> (String, Head, Stock, Source, bool) {
    match open(tab, mirror).unwrap() {
        (
            Found::Good {
                body,
                head,
                source,
                damaged,
                ..
            },
            stock,
        ) => (body, head, stock, source, damaged),
        (other, _) => panic!("{other:?}"),
    }
}

/// The nth state of a text: a few lines, of which one changes each time.
fn text(n: u64) -> String {
    (0..4)
        .map(|line| format!("строка {line} в редакции {}\n", (n + 3 - line) / 4))
        .collect()
}

/// A disk with states 1 to n saved, and what a program has that wrote them.
fn written(disk: &Disk, n: u64) -> (Tab<'_>, Head, Stock) {
    let tab = Tab::new(disk);
    let (head, stock) = (1..=n).fold((Head::NEW, Stock::default()), |(head, mut stock), n| {
        let head = save_in_pieces(&tab, &mut stock, head, &text(n)).unwrap();
        (head, stock)
    });
    (tab, head, stock)
}

fn pieces(disk: &Disk) -> usize {
    disk.data
        .borrow()
        .keys()
        .filter(|k| k.contains("/p/"))
        .count()
}

#[test]
fn a_save_writes_what_changed_and_keeps_what_two_slots_refer_to() {
    let disk = Disk::default();
    let (tab, mut head, mut stock) = written(&disk, 3);
    for n in 4..20 {
        tab.writes.set(0);
        head = save_in_pieces(&tab, &mut stock, head, &text(n)).unwrap();
        assert_eq!(tab.writes.get(), 2, "one piece and the record");
        assert_eq!(
            pieces(&disk),
            5,
            "four of the new text, one more of the old"
        );
        assert_eq!(opened(&disk, &Mirror::default()).0, text(n));
    }
    assert_eq!(ids(&tab).unwrap(), ["x"]);
    // A piece alone is no workbook.
    disk.plant("planerka/ws/y/p/0000000000000000-1", "z");
    assert_eq!(ids(&tab).unwrap(), ["x"]);
    tab.erasing.set(true);
    erase(&tab, "x").unwrap();
    assert_eq!(disk.data.borrow().len(), 1);
    disk.sound();
}

#[test]
fn a_text_that_grows_and_shrinks_leaves_no_pieces_behind() {
    let disk = Disk::default();
    let (tab, head, mut stock) = written(&disk, 2);
    let head = stock.save_text(&tab, "x", head, "small").unwrap();
    assert_eq!(opened(&disk, &Mirror::default()).0, "small");
    assert!(pieces(&disk) >= 4, "the other slot still lists them");
    stock.save_text(&tab, "x", head, "smaller").unwrap();
    assert_eq!(pieces(&disk), 0);
    // A record of before there were pieces grows, in a program that has just opened it.
    let tab = Tab::new(&disk);
    let (body, head, mut stock, ..) = opened_in(&tab, &Mirror::default());
    assert_eq!(body, "smaller");
    let head = save_in_pieces(&tab, &mut stock, head, &text(9)).unwrap();
    assert_eq!(opened(&disk, &Mirror::default()).0, text(9));
    assert_eq!(
        disk.at(&head.slot.key("x")).map(|r| r.contains("строка")),
        Some(false)
    );
    disk.sound();
}

#[test]
fn i4_every_fault_at_every_step_leaves_the_old_text_or_the_new() {
    for saves in 1..4 {
        for fault in Fault::ALL {
            for at in 0..OPERATIONS {
                for fresh in [false, true] {
                    let disk = Disk::default();
                    let (mut tab, mut head, mut stock) = written(&disk, saves);
                    if fresh {
                        tab = Tab::new(&disk);
                        (_, head, stock, ..) = opened_in(&tab, &Mirror::default());
                    }
                    tab.arm(at, fault);
                    let next = text(saves + 2);
                    let saved = save_in_pieces(&tab, &mut stock, head, &next);
                    let (body, ..) = opened(&disk, &Mirror::default());
                    let what = format!("{fault:?} at {at} after {saves}, fresh: {fresh}");
                    assert!(
                        body == next || saved.is_err() && body == text(saves),
                        "{what}: {body}"
                    );
                    if !tab.dead.get() {
                        tab.disarm();
                        // The next one goes through, or says that what it did arrived.
                        match save_in_pieces(
                            &tab,
                            &mut stock,
                            saved.unwrap_or(head),
                            "another\nway\n",
                        ) {
                            Ok(_) => assert_eq!(
                                opened(&disk, &Mirror::default()).0,
                                "another\nway\n",
                                "{what}"
                            ),
                            Err(error) => assert!(
                                error == StoreError::Newer && fault == Fault::Read,
                                "{what}"
                            ),
                        }
                    }
                    // Whoever opens it next goes on, and nothing is left behind that nobody needs.
                    let tab = Tab::new(&disk);
                    let (_, mut head, mut stock, ..) = opened_in(&tab, &Mirror::default());
                    for n in 30..33 {
                        head = save_in_pieces(&tab, &mut stock, head, &text(n)).unwrap();
                    }
                    let cut_off = disk.aside().len();
                    assert!(
                        pieces(&disk) <= 5 + cut_off,
                        "{what}: {} pieces",
                        pieces(&disk)
                    );
                    disk.sound();
                }
            }
        }
    }
}

#[test]
fn a3_any_lost_tail_leaves_a_whole_text_and_the_mirror_has_the_newest() {
    for saves in 1..6 {
        for lost in 0..20 {
            let disk = Disk::default();
            let (_, head, _) = written(&disk, saves);
            let mirror = Mirror::copy(&disk, head);
            disk.lose(lost);
            if let (Found::Good { body, .. }, _) =
                open(&Tab::new(&disk), &Mirror::default()).unwrap()
            {
                assert!(
                    (1..=saves).any(|n| body == text(n)),
                    "{saves} saves, {lost} lost: {body}"
                );
            }
            let tab = Tab::new(&disk);
            let (body, head, mut stock, ..) = opened_in(&tab, &mirror);
            assert_eq!(body, text(saves));
            save_in_pieces(&tab, &mut stock, head, &text(saves + 1)).unwrap();
            assert_eq!(opened(&disk, &Mirror::default()).0, text(saves + 1));
            disk.sound();
        }
    }
}

#[test]
fn a4_a_lost_or_damaged_piece_comes_from_the_mirror_or_the_older_text_opens() {
    for damage in [None, Some("обрывок"), Some("")] {
        let disk = Disk::default();
        let (_, head, _) = written(&disk, 6);
        let mirror = Mirror::copy(&disk, head);
        // The piece that only the newest text has.
        let newest = key(
            "x",
            Name::of(
                parts(&text(6))
                    .into_iter()
                    .find(|p| !text(5).contains(p))
                    .unwrap(),
            ),
        );
        match damage {
            Some(bytes) => disk.plant(&newest, bytes),
            None => assert!(disk.data.borrow_mut().remove(&newest).is_some()),
        }
        let (body, _, _, source, damaged) = opened(&disk, &Mirror::default());
        assert_eq!((body, source, damaged), (text(5), Source::Slot, true));
        let tab = Tab::new(&disk);
        let (body, head, mut stock, source, _) = opened_in(&tab, &mirror);
        assert_eq!((body, source), (text(6), Source::Mirror));
        // Saved again, everything stands in the store, and what was damaged stands aside.
        save_in_pieces(&tab, &mut stock, head, &text(6)).unwrap();
        let (body, _, _, source, _) = opened(&disk, &Mirror::default());
        assert_eq!((body, source), (text(6), Source::Slot));
        assert_eq!(
            disk.aside(),
            damage
                .filter(|d| !d.is_empty())
                .into_iter()
                .collect::<Vec<_>>()
        );
        disk.sound();
    }
}

#[test]
fn i9_nothing_is_removed_that_something_unread_may_refer_to() {
    // A manifest that lacks a piece is put aside, and the pieces it does have stay.
    let disk = Disk::default();
    written(&disk, 6);
    let only = |n: u64, other: u64| {
        key(
            "x",
            Name::of(
                parts(&text(n))
                    .into_iter()
                    .find(|p| !text(other).contains(p))
                    .unwrap(),
            ),
        )
    };
    disk.data.borrow_mut().remove(&only(6, 5));
    let tab = Tab::new(&disk);
    let (_, mut head, mut stock, ..) = opened_in(&tab, &Mirror::default());
    let before: Vec<String> = parts(&text(6))
        .iter()
        .map(|p| key("x", Name::of(p)))
        .filter(|k| disk.at(k).is_some())
        .collect();
    assert_eq!(before.len(), 3);
    for n in 40..50 {
        head = save_in_pieces(&tab, &mut stock, head, &text(n)).unwrap();
    }
    assert_eq!(disk.aside().len(), 1);
    assert!(before.iter().all(|k| disk.at(k).is_some()));
    // Bytes aside that say nothing: no piece of before goes, in this session or a later one; our own do.
    let disk = Disk::default();
    written(&disk, 6);
    put_aside(&Tab::new(&disk), "x", "обрывок").unwrap();
    let old: Vec<String> = disk
        .data
        .borrow()
        .keys()
        .filter(|k| k.contains("/p/"))
        .cloned()
        .collect();
    let tab = Tab::new(&disk);
    let (_, mut head, mut stock, ..) = opened_in(&tab, &Mirror::default());
    for n in 40..60 {
        head = save_in_pieces(&tab, &mut stock, head, &text(n)).unwrap();
    }
    assert!(old.iter().all(|k| disk.at(k).is_some()));
    assert_eq!(pieces(&disk), old.len() + 5);
    disk.sound();
}

#[test]
fn i9_a_full_store_keeps_everything_and_what_was_begun_is_taken_back() {
    let disk = Disk::default();
    written(&disk, 5);
    let used = disk.units();
    for quota in used..used + 400 {
        let disk = Disk::default();
        let (tab, head, mut stock) = written(&disk, 5);
        let before = disk.data.borrow().clone();
        disk.quota.set(Some(quota));
        let next = format!(
            "{}{}",
            text(5),
            "ещё одна строка, длиннее прочих\n".repeat(2)
        );
        if let Err(error) = save_in_pieces(&tab, &mut stock, head, &next) {
            assert_eq!(error, StoreError::Full);
            assert_eq!(*disk.data.borrow(), before);
        } else {
            assert_eq!(opened(&disk, &Mirror::default()).0, next);
        }
        disk.sound();
    }
}

#[test]
fn i1_another_tabs_save_is_not_written_over() {
    let disk = Disk::default();
    written(&disk, 2);
    let tabs = [Tab::new(&disk), Tab::new(&disk)];
    let (_, head, mut stock, ..) = opened_in(&tabs[0], &Mirror::default());
    let (_, other, mut others, ..) = opened_in(&tabs[1], &Mirror::default());
    save_in_pieces(&tabs[1], &mut others, other, &text(7)).unwrap();
    let late = save_in_pieces(&tabs[0], &mut stock, head, &text(9));
    assert_eq!(late, Err(StoreError::Newer));
    assert_eq!(opened(&disk, &Mirror::default()).0, text(7));
    disk.sound();
}

#[test]
fn a12_cleared_under_an_open_tab_everything_is_written_again() {
    let disk = Disk::default();
    let (tab, head, mut stock) = written(&disk, 4);
    disk.data.borrow_mut().clear();
    save_in_pieces(&tab, &mut stock, head, &text(5)).unwrap();
    assert_eq!(opened(&disk, &Mirror::default()).0, text(5));
}

#[test]
fn hostile_records_open_nothing_and_are_left_alone() {
    let piece = Name::of("text\n");
    for body in [
        manifest(&[piece]),
        "PIECES1\n0000000000000000-0".into(),
        "PIECES1\n../../A".into(),
        format!("PIECES1\n{}", "ffffffffffffffff-2000000\n".repeat(9)),
        "PIECES1".repeat(3),
    ] {
        let disk = Disk::default();
        disk.plant(&Slot::A.key("x"), &record(1, &body));
        let found = load(&Tab::new(&disk), "x", None, &|_| None, &mut |text| {
            text.ends_with('\n')
        })
        .unwrap()
        .0;
        assert_eq!(found, Found::Damaged, "{body}");
    }
}

/// Random lives of one workbook between small and large, with faults, kills and damage.
#[test]
fn s1_lives_of_a_large_workbook() {
    for seed in 0..runs(3000) {
        let lived = std::panic::catch_unwind(|| live(seed));
        assert!(lived.is_ok(), "seed {seed}");
    }
}

fn live(seed: u64) {
    let (disk, mut dice) = (Disk::default(), Dice::new(seed));
    let mut saved = text(0);
    let mut tab = Tab::new(&disk);
    let (mut head, mut stock) = (
        save(&tab, "x", Head::NEW, &saved).unwrap(),
        Stock::default(),
    );
    let mut mirror = Mirror::copy(&disk, head);
    for n in 1..30 {
        match dice.roll(8) {
            0..=4 => {
                let next = if dice.roll(4) == 0 {
                    format!("small {n}")
                } else {
                    text(dice.roll(40))
                };
                let done = if next.starts_with("small") {
                    stock.save_text(&tab, "x", head, &next)
                } else {
                    save_in_pieces(&tab, &mut stock, head, &next)
                };
                if let Ok(new) = done {
                    head = new;
                    saved.clone_from(&next);
                    mirror = Mirror::copy(&disk, head);
                } else {
                    // The store did not take it: the mirror does, as one text.
                    head = head.above(head.revision + 1);
                    saved.clone_from(&next);
                    mirror = Mirror {
                        record: Some(record(head.revision, &next)),
                        pieces: BTreeMap::new(),
                    };
                }
                if tab.dead.get() || done == Err(StoreError::Newer) {
                    tab = Tab::new(&disk);
                    let (body, h, s, ..) = opened_in(&tab, &mirror);
                    assert_eq!(body, saved);
                    (head, stock) = (h, s);
                }
            }
            5 => tab.arm(dice.roll(30), dice.pick(&Fault::ALL)),
            6 => {
                disk.lose(dice.roll(12) as usize);
                tab = Tab::new(&disk);
                let (body, h, s, ..) = opened_in(&tab, &mirror);
                assert_eq!(body, saved, "after a kill");
                (head, stock) = (h, s);
            }
            _ => {
                let keys: Vec<String> = disk
                    .data
                    .borrow()
                    .keys()
                    .filter(|k| k.starts_with("planerka/ws/"))
                    .cloned()
                    .collect();
                if let Some(key) =
                    (!keys.is_empty()).then(|| &keys[dice.roll(keys.len() as u64) as usize])
                {
                    disk.plant(key, "обрывок");
                }
                tab = Tab::new(&disk);
                let (body, h, s, ..) = opened_in(&tab, &mirror);
                assert_eq!(body, saved, "after damage");
                (head, stock) = (h, s);
            }
        }
    }
    disk.sound();
}
