//! One test per fault that a person could name.

use crate::fake::{Disk, Fault, Tab};
use planerka::document::{from_json, to_json};
use planerka::modules::Workbook;
use planerka::platform::shelf;
use planerka::platform::slots::{
    Found, Head, Slot, Source, Store, StoreError, erase, ids, load, load_where, put_aside, record,
    revision_of, save,
};

/// What [`Found::Good`] says, in one tuple.
struct Good {
    body: String,
    head: Head,
    source: Source,
    damaged: bool,
    rival: Option<String>,
}

fn good(found: Result<Found, StoreError>) -> Good {
    match found.unwrap() {
        Found::Good {
            body,
            head,
            source,
            damaged,
            rival,
        } => Good {
            body,
            head,
            source,
            damaged,
            rival,
        },
        other => panic!("{other:?}"),
    }
}

/// A disk with the saves "text 1" to "text n" of workbook x, and the head after them.
fn saved(disk: &Disk, n: u64) -> Head {
    saved_in(&Tab::new(disk), n)
}

fn saved_in(tab: &Tab, n: u64) -> Head {
    (1..=n).fold(Head::NEW, |head, n| {
        save(tab, "x", head, &format!("text {n}")).unwrap()
    })
}

#[test]
fn saves_alternate_and_the_newest_wins() {
    let disk = Disk::default();
    let tab = Tab::new(&disk);
    let mut head = Head::NEW;
    for n in 1..=5 {
        head = save(&tab, "x", head, &format!("кофе {n}")).unwrap();
        assert_eq!(head.revision, n);
        assert_eq!(head.slot, if n % 2 == 1 { Slot::A } else { Slot::B });
        assert_eq!(good(load(&tab, "x", None)).body, format!("кофе {n}"));
    }
    assert_eq!(disk.data.borrow().len(), 2);
    assert_eq!(ids(&tab).unwrap(), ["x"]);
    erase(&tab, "y").unwrap();
    assert_eq!(disk.data.borrow().len(), 2);
    tab.erasing.set(true);
    erase(&tab, "x").unwrap();
    assert_eq!(load(&tab, "x", None).unwrap(), Found::Nothing);
    disk.sound();
}

#[test]
fn the_first_save_looks_before_it_writes() {
    let disk = Disk::default();
    saved(&disk, 1);
    let before = disk.data.borrow().clone();
    assert_eq!(
        save(&Tab::new(&disk), "x", Head::NEW, "over it"),
        Err(StoreError::Newer)
    );
    assert_eq!(*disk.data.borrow(), before);
}

#[test]
fn a3_the_mirror_has_what_the_slots_have_lost() {
    let disk = Disk::default();
    saved(&disk, 17);
    let tab = Tab::new(&disk);
    let found = good(load(&tab, "x", Some(&record(60, "text 60"))));
    assert_eq!(found.source, Source::Mirror);
    assert_eq!((found.body.as_str(), found.damaged), ("text 60", false));
    assert_eq!(found.rival, None);
    let head = save(&tab, "x", found.head, "text 61").unwrap();
    // The older of the two slots went; the newer stands until the save after.
    assert_eq!((head.revision, head.slot), (61, Slot::B));
    assert_eq!(disk.at("planerka/ws/x/A"), Some(record(17, "text 17")));
    let head = save(&tab, "x", head, "text 62").unwrap();
    assert_eq!((head.revision, head.slot), (62, Slot::A));
    assert_eq!(disk.aside(), [""; 0]);
    disk.sound();
}

#[test]
fn a3_an_older_mirror_is_not_preferred_and_nothing_but_a_mirror_will_do() {
    let disk = Disk::default();
    saved(&disk, 3);
    let tab = Tab::new(&disk);
    for older in [record(2, "text 2"), record(3, "text 3")] {
        let found = good(load(&tab, "x", Some(&older)));
        assert_eq!(
            (found.body.as_str(), found.source),
            ("text 3", Source::Slot)
        );
        assert_eq!((found.rival, found.damaged), (None, false));
    }
    let found = good(load(&tab, "gone", Some(&record(9, "text 9"))));
    assert_eq!((found.source, found.head.revision), (Source::Mirror, 9));
    let head = save(&tab, "gone", found.head, "text 10").unwrap();
    assert_eq!((head.revision, head.slot), (10, Slot::A));
}

#[test]
fn a4_a_damaged_slot_gives_way_and_is_put_aside_byte_for_byte() {
    for slot in Slot::BOTH {
        for broken in ["", "PLANERKA1", "PLANERKA1 9 6 00000000\ntext 9", "{\"a\":"] {
            let disk = Disk::default();
            saved(&disk, 2);
            disk.plant(&slot.key("x"), broken);
            let tab = Tab::new(&disk);
            let found = good(load(&tab, "x", None));
            let rest = if slot == Slot::A { "text 2" } else { "text 1" };
            assert_eq!((found.body.as_str(), found.damaged), (rest, true));
            let claimed = if broken.ends_with("text 9") { 9 } else { 0 };
            let seen = found.head.revision;
            assert_eq!(seen, claimed.max(if slot == Slot::A { 2 } else { 1 }));
            let head = save(&tab, "x", found.head, "text 3").unwrap();
            assert_eq!((head.slot, head.revision), (slot, seen + 1));
            assert_eq!(disk.aside(), [broken]);
            assert_eq!(good(load(&tab, "x", None)).body, "text 3");
            disk.sound();
        }
    }
}

#[test]
fn a4_the_mirror_stands_in_for_a_damaged_newest_slot() {
    let disk = Disk::default();
    saved(&disk, 2);
    disk.plant("planerka/ws/x/B", "PLANERKA1 2 6 12345678\ntext 2");
    let found = good(load(&Tab::new(&disk), "x", Some(&record(2, "text 2"))));
    assert_eq!(
        (found.body.as_str(), found.source),
        ("text 2", Source::Mirror)
    );
    assert!(found.damaged);
    let head = save(&Tab::new(&disk), "x", found.head, "text 3").unwrap();
    assert_eq!(head.slot, Slot::B);
    assert_eq!(disk.aside().len(), 1);
    disk.sound();
}

#[test]
fn a4_both_slots_damaged_are_put_aside_one_after_the_other() {
    let disk = Disk::default();
    disk.plant("planerka/ws/x/A", "one");
    disk.plant("planerka/ws/x/B", "two");
    let tab = Tab::new(&disk);
    let head = good(load(&tab, "x", Some(&record(4, "text 4")))).head;
    let head = save(&tab, "x", head, "text 5").unwrap();
    let head = save(&tab, "x", head, "text 6").unwrap();
    let head = save(&tab, "x", head, "text 7").unwrap();
    assert_eq!(head.revision, 7);
    let mut aside = disk.aside();
    aside.sort();
    assert_eq!(aside, ["one", "two"]);
    disk.sound();
}

#[test]
fn a5_nothing_readable_gives_no_head_and_writes_nothing() {
    for mirror in [None, Some("three")] {
        let disk = Disk::default();
        disk.plant("planerka/ws/x/A", "one");
        disk.plant("planerka/ws/x/B", "two");
        let before = disk.data.borrow().clone();
        let tab = Tab::new(&disk);
        assert_eq!(load(&tab, "x", mirror).unwrap(), Found::Damaged);
        assert_eq!(*disk.data.borrow(), before);
    }
    let tab = Disk::default();
    let tab = Tab::new(&tab);
    assert_eq!(load(&tab, "x", Some("bytes")).unwrap(), Found::Damaged);
    assert_eq!(load(&tab, "x", None).unwrap(), Found::Nothing);
}

#[test]
fn a6_a_wrong_checksum_is_damage() {
    let disk = Disk::default();
    saved(&disk, 2);
    let newest = disk.at("planerka/ws/x/B").unwrap();
    for broken in [
        newest.replace("text 2", "tExt 2"),
        newest.replace(" 2 ", " 3 "),
    ] {
        disk.plant("planerka/ws/x/B", &broken);
        let found = good(load(&Tab::new(&disk), "x", None));
        assert_eq!((found.body.as_str(), found.damaged), ("text 1", true));
    }
}

#[test]
fn a7_a_whole_record_of_something_else_gives_way_and_is_put_aside() {
    let book = to_json(&Workbook::default());
    for odd in [
        "[]",
        "null",
        "\"text\"",
        "7",
        "{}",
        "{\"format\":\"other\"}",
    ] {
        let disk = Disk::default();
        let tab = Tab::new(&disk);
        let head = save(&tab, "x", Head::NEW, &book).unwrap();
        save(&tab, "x", head, odd).unwrap();
        let mut last = None;
        let found = load_where(&tab, "x", Some(&record(3, odd)), &mut |body| {
            last = from_json(body.as_bytes()).ok();
            last.is_some()
        });
        let found = good(found);
        assert_eq!((found.body.as_str(), found.damaged), (book.as_str(), true));
        assert_eq!(last.unwrap().workbook, Workbook::default());
        let head = save(&tab, "x", found.head, &book).unwrap();
        assert_eq!(head.revision, 4);
        assert_eq!(disk.aside(), [record(2, odd)]);
        let none = load_where(&tab, "x", None, &mut |_| false).unwrap();
        assert_eq!(none, Found::Damaged);
        disk.sound();
    }
}

#[test]
fn a8_one_slot_empty_or_missing() {
    for (gone, value) in [(Slot::A, Some("")), (Slot::A, None), (Slot::B, None)] {
        let disk = Disk::default();
        saved(&disk, 2);
        disk.data.borrow_mut().remove(&gone.key("x"));
        if let Some(value) = value {
            disk.plant(&gone.key("x"), value);
        }
        let found = good(load(&Tab::new(&disk), "x", None));
        let rest = if gone == Slot::A { "text 2" } else { "text 1" };
        assert_eq!(
            (found.body.as_str(), found.damaged),
            (rest, value.is_some())
        );
        let head = save(&Tab::new(&disk), "x", found.head, "text 3").unwrap();
        assert_eq!(head.slot, gone);
    }
}

#[test]
fn a12_what_another_tab_cleared_is_written_again() {
    let disk = Disk::default();
    let head = saved(&disk, 4);
    disk.data.borrow_mut().clear();
    let tab = Tab::new(&disk);
    let head = save(&tab, "x", head, "text 5").unwrap();
    assert_eq!(good(load(&tab, "x", None)).body, "text 5");
    assert_eq!(head.revision, 5);
}

#[test]
fn a12_the_only_record_left_is_not_the_one_written_over() {
    let disk = Disk::default();
    let head = saved(&disk, 4);
    assert_eq!(head.slot, Slot::B);
    disk.data.borrow_mut().remove("planerka/ws/x/B");
    let head = save(&Tab::new(&disk), "x", head, "text 5").unwrap();
    assert_eq!(head.slot, Slot::B);
    assert_eq!(disk.at("planerka/ws/x/A"), Some(record(3, "text 3")));
}

#[test]
fn a16_a_save_that_reads_back_differently_has_failed() {
    for fault in [Fault::Truncate, Fault::Ignore] {
        let disk = Disk::default();
        let tab = Tab::new(&disk);
        let head = saved_in(&tab, 2);
        tab.arm(0, fault);
        assert_eq!(save(&tab, "x", head, "text 3"), Err(StoreError::Mismatch));
        assert_eq!(good(load(&tab, "x", None)).body, "text 2");
        // The next attempt needs no room for what was cut off.
        let head = save(&tab, "x", head, "text 3").unwrap();
        assert_eq!((head.revision, disk.aside().len()), (3, 0));
        disk.sound();
    }
    // A failure that is none: the text is there.
    let disk = Disk::default();
    let head = saved(&disk, 2);
    let tab = Tab::new(&disk);
    tab.arm(0, Fault::WriteAndFail);
    assert_eq!(save(&tab, "x", head, "text 3").unwrap().revision, 3);
}

#[test]
fn a17_foreign_keys_and_ten_thousand_of_them_are_passed_over() {
    let disk = Disk::default();
    saved(&disk, 1);
    for key in [
        "__proto__",
        "length",
        "planerka/ws/",
        "planerka/ws//A",
        "planerka/ws/x",
        "planerka/ws/y/C",
    ] {
        disk.plant(key, "junk");
    }
    for n in 0..10_000 {
        disk.plant(&format!("planerka/junk/{n}"), "x");
    }
    let tab = Tab::new(&disk);
    assert_eq!(ids(&tab).unwrap(), ["x"]);
    for bad in [
        "[1]",
        "{\"__proto__\":{}}",
        "[{\"id\":\"x\",\"progress\":[1]}]",
        "\u{0}",
    ] {
        disk.plant(&shelf::index_key(), bad);
        let list = shelf::list(&tab).unwrap();
        assert_eq!(list.len(), 1, "{bad}");
        assert_eq!(list[0].id, "x");
    }
}

#[test]
fn b6_a_save_over_another_tabs_save_is_refused() {
    let disk = Disk::default();
    let head = saved(&disk, 4);
    let (first, second) = (Tab::new(&disk), Tab::new(&disk));
    let other = good(load(&second, "x", None)).head;
    let other = save(&second, "x", other, "theirs 5").unwrap();
    let before = disk.data.borrow().clone();
    assert_eq!(save(&first, "x", head, "mine 5"), Err(StoreError::Newer));
    assert_eq!(*disk.data.borrow(), before);
    // The one that was refused reads again, and then the other one is refused.
    let head = good(load(&first, "x", None)).head;
    save(&first, "x", head, "mine 6").unwrap();
    assert_eq!(
        save(&second, "x", other, "theirs 6"),
        Err(StoreError::Newer)
    );
    disk.sound();
}

#[test]
fn b6_the_same_revision_from_another_tab_is_told_by_its_checksum() {
    let disk = Disk::default();
    let head = saved(&disk, 4);
    // A tab that saw an older copy of the storage wrote the same number into the same slot.
    disk.plant(&head.slot.key("x"), &record(4, "theirs 4"));
    let tab = Tab::new(&disk);
    assert_eq!(save(&tab, "x", head, "mine 5"), Err(StoreError::Newer));
    // And one further back, where the next save goes.
    disk.plant(&Slot::A.key("x"), &record(2, "theirs 2"));
    disk.plant(&head.slot.key("x"), &record(4, "text 4"));
    assert_eq!(save(&tab, "x", head, "mine 5"), Err(StoreError::Newer));
}

#[test]
fn b5_slots_that_catch_up_with_the_mirror_are_no_stranger() {
    let disk = Disk::default();
    saved(&disk, 16);
    let tab = Tab::new(&disk);
    let mirror = record(20, "text 20");
    let head = good(load(&tab, "x", Some(&mirror))).head;
    // What the last writer saved arrives after we have read the mirror.
    disk.plant("planerka/ws/x/A", &record(19, "text 19"));
    disk.plant("planerka/ws/x/B", &mirror);
    let head = save(&tab, "x", head, "text 21").unwrap();
    assert_eq!((head.revision, disk.aside().len()), (21, 0));
    // Beyond the mirror it is a stranger.
    assert_eq!(head.slot, Slot::A);
    disk.plant("planerka/ws/x/B", &record(22, "theirs"));
    assert_eq!(save(&tab, "x", head, "text 22"), Err(StoreError::Newer));
    disk.sound();
}

#[test]
fn two_texts_of_one_revision_are_both_kept() {
    let disk = Disk::default();
    saved(&disk, 4);
    let tab = Tab::new(&disk);
    let found = good(load(&tab, "x", Some(&record(4, "mirror 4"))));
    assert_eq!(
        (found.body.as_str(), found.source),
        ("text 4", Source::Slot)
    );
    assert_eq!(found.rival.as_deref(), Some("mirror 4"));
    // In the two slots: the first wins, the second is reported and put aside before it goes.
    disk.plant("planerka/ws/x/A", &record(4, "slot 4"));
    let found = good(load(&tab, "x", None));
    assert_eq!(
        (found.body.as_str(), found.rival.as_deref()),
        ("slot 4", Some("text 4"))
    );
    let head = save(&tab, "x", found.head, "text 5").unwrap();
    assert_eq!(
        (head.slot, disk.aside()),
        (Slot::B, vec![record(4, "text 4")])
    );
    disk.sound();
}

#[test]
fn a1_a_save_that_only_the_mirror_took_wins_after_a_restart() {
    let disk = Disk::default();
    let head = saved(&disk, 4);
    let tab = Tab::new(&disk);
    disk.quota.set(Some(disk.units()));
    let text = "a text that is too long for what is left";
    assert_eq!(save(&tab, "x", head, text), Err(StoreError::Full));
    let mirror = record(head.revision + 1, text);
    assert_eq!(revision_of(&mirror), Some(5));
    let found = good(load(&tab, "x", Some(&mirror)));
    assert_eq!((found.body.as_str(), found.source), (text, Source::Mirror));
    // Without a restart: the next save is above what the mirror has.
    disk.quota.set(None);
    let head = save(&tab, "x", head.above(5), "text 6").unwrap();
    assert_eq!(head.revision, 6);
    assert_eq!(good(load(&tab, "x", Some(&mirror))).body, "text 6");
}

#[test]
fn bytes_with_the_same_name_in_the_quarantine_do_not_meet() {
    let disk = Disk::default();
    let tab = Tab::new(&disk);
    let key = put_aside(&tab, "x", "bytes").unwrap();
    assert_eq!(put_aside(&tab, "x", "bytes").unwrap(), key);
    disk.plant(&key, "other bytes");
    let second = put_aside(&tab, "x", "bytes").unwrap();
    assert_ne!(second, key);
    assert_eq!(disk.at(&key).as_deref(), Some("other bytes"));
    assert_eq!(put_aside(&tab, "x", "bytes").unwrap(), second);
    // A copy that was cut off is completed, not counted.
    disk.plant(&second, "byt");
    assert_eq!(put_aside(&tab, "x", "bytes").unwrap(), second);
    assert_eq!(disk.at(&second).as_deref(), Some("bytes"));
}

#[test]
fn the_last_revision_there_is_ends_in_an_error() {
    let disk = Disk::default();
    disk.plant("planerka/ws/x/A", &record(1 << 52, "text"));
    let tab = Tab::new(&disk);
    let head = good(load(&tab, "x", None)).head;
    assert_eq!(save(&tab, "x", head, "more"), Err(StoreError::Unread));
    // A damaged record may claim it without harm.
    disk.plant("planerka/ws/x/A", &(record(1 << 52, "text") + "x"));
    disk.plant("planerka/ws/x/B", &record(3, "text 3"));
    let head = good(load(&tab, "x", None)).head;
    assert_eq!(save(&tab, "x", head, "more").unwrap().revision, 4);
}

#[test]
fn the_first_line_alone_is_read_of_a_record_that_is_known() {
    let disk = Disk::default();
    let head = saved(&disk, 2);
    let tab = Tab::new(&disk);
    save(&tab, "x", head, "text 3").unwrap();
    // Two first lines, one write, one read back.
    assert_eq!(tab.operations.get(), 4);
    assert_eq!(
        tab.head("planerka/ws/x/B")
            .unwrap()
            .unwrap()
            .split(' ')
            .nth(1),
        Some("2")
    );
    assert_eq!(tab.head("planerka/ws/y/B").unwrap(), None);
}
