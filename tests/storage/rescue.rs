//! Rescue files: what the page offers when the app has stopped, opened again.

use planerka::document::{
    Aside, Cut, Cuts, LoadError, MAX_RESCUE, Rescue, from_json, from_rescue, to_json,
};
use planerka::kernel::RowId;
use planerka::modules::Workbook;
use planerka::modules::content::Post;
use planerka::platform::rescue::{Kept, Saved, Stores};
use planerka::platform::slots::large::Stock;
use planerka::platform::slots::{Head, Slot, Store, StoreError, pieces, record};
use serde_json::{Value as Json, json};

use crate::fake::{Disk, Tab};

fn workbook(name: &str, length: usize) -> Workbook {
    let mut w = Workbook::default();
    w.frame.project = name.into();
    w.content
        .posts
        .extend((0..length as u64 / 1000).map(|n| Post {
            id: RowId(n + 1),
            body: format!("Пост {n}. ").repeat(100),
            ..Post::default()
        }));
    w
}

/// Stores a workbook as the app does, and answers its record.
fn store(disk: &Disk, id: &str, w: &Workbook) -> String {
    let tab = Tab::new(disk);
    let mut stock = Stock::default();
    let text = to_json(w);
    let head = if text.len() < 160_000 {
        stock.save_text(&tab, id, Head::NEW, &text).unwrap()
    } else {
        let mut put = |text: &str| stock.put(&tab, id, text);
        let cut = Cuts::default().cut(w, &|_| true, &mut put, &mut || true);
        let Ok(Cut::Whole(names, _)) = cut else {
            panic!("not cut")
        };
        stock.save(&tab, id, Head::NEW, &names).unwrap()
    };
    disk.at(&head.slot.key(id)).unwrap()
}

fn entries(disk: &Disk) -> Json {
    json!(*disk.data.borrow())
}

fn file(mut more: Json) -> Vec<u8> {
    more["app"] = "planerka".into();
    more["kind"] = "rescue".into();
    serde_json::to_vec_pretty(&more).unwrap()
}

fn open(bytes: &[u8]) -> (Rescue, Vec<Saved>) {
    let rescue = from_rescue(bytes).unwrap();
    let stores = Stores {
        entries: &rescue.entries,
        mirror: &rescue.mirror,
        pieces: &rescue.pieces,
    };
    let aside = rescue.aside.iter();
    let aside = aside.map(|a| (a.id.as_str(), a.record.as_str(), &a.pieces));
    let found = stores.workbooks(aside, &mut |text| from_json(text.as_bytes()).is_ok());
    (rescue, found)
}

fn found(id: &str, text: Option<String>, other: bool, damaged: bool) -> Saved {
    Saved {
        id: id.into(),
        text,
        other,
        damaged,
    }
}

#[test]
fn a5_workbooks_come_out_of_the_slots_of_the_mirror_and_out_of_pieces() {
    let (small, large) = (workbook("Малая", 100), workbook("Большая", 300_000));
    let (disk, elsewhere) = (Disk::default(), Disk::default());
    store(&disk, "aaaaaaaa", &small);
    store(&disk, "bbbbbbbb", &large);
    // These stand in the mirror only.
    let record_c = store(&elsewhere, "cccccccc", &small);
    let record_d = store(&elsewhere, "dddddddd", &large);
    let pieces: serde_json::Map<String, Json> = elsewhere
        .data
        .borrow()
        .iter()
        .filter_map(|(key, piece)| {
            let key = key.strip_prefix("planerka/ws/")?;
            Some((key.contains("/p/").then(|| key.to_owned())?, json!(piece)))
        })
        .collect();
    assert!(pieces.len() > 5);
    let (_, books) = open(&file(json!({
        "entries": entries(&disk),
        "mirror": [{ "id": "cccccccc", "record": record_c }, { "id": "dddddddd", "record": record_d }],
        "pieces": pieces,
    })));
    let want = [
        ("aaaaaaaa", &small),
        ("bbbbbbbb", &large),
        ("cccccccc", &small),
        ("dddddddd", &large),
    ];
    assert!(books == want.map(|(id, w)| found(id, Some(to_json(w)), false, false)));
}

#[test]
fn a5_the_newest_good_record_is_taken_and_other_texts_are_kept_beside_it() {
    let text = |name: &str| to_json(&workbook(name, 0));
    let slots = json!({
        Slot::A.key("aaaaaaaa"): record(7, &text("Седьмая")),
        Slot::B.key("aaaaaaaa"): record(9, &text("Девятая"))[..60],
    });
    let mirror = record(8, &text("Восьмая"));
    let (_, books) = open(&file(json!({
        "entries": slots,
        "mirror": [{ "id": "aaaaaaaa", "record": mirror }],
        "aside": [
            { "id": "aaaaaaaa", "record": record(8, &text("Соперница")) },
            { "id": "aaaaaaaa", "record": record(8, &text("Восьмая")) },
            { "id": "aaaaaaaa", "record": "обрывок" },
        ],
    })));
    assert_eq!(
        books,
        [
            found("aaaaaaaa", Some(text("Восьмая")), false, true),
            found("aaaaaaaa", Some(text("Соперница")), true, false),
        ]
    );
}

#[test]
fn a5_a_lost_piece_is_taken_from_the_mirror_and_without_it_the_workbook_is_said_to_be_damaged() {
    let large = workbook("Большая", 300_000);
    let disk = Disk::default();
    store(&disk, "bbbbbbbb", &large);
    let key = {
        let data = disk.data.borrow();
        data.keys().find(|k| k.contains("/p/")).cloned().unwrap()
    };
    let piece = disk.data.borrow_mut().remove(&key).unwrap();
    let in_mirror = key.strip_prefix("planerka/ws/").unwrap();
    let (_, books) = open(&file(json!({ "entries": entries(&disk) })));
    assert_eq!(books, [found("bbbbbbbb", None, false, true)]);
    let all = json!({ "entries": entries(&disk), "pieces": { in_mirror: piece } });
    let (_, books) = open(&file(all));
    assert!(books == [found("bbbbbbbb", Some(to_json(&large)), false, false)]);
}

#[test]
fn a5_what_was_typed_comes_with_it() {
    let (rescue, books) = open(&file(json!({
        "fields": [{ "name": "frame.project", "value": "Имя" }, { "name": "brief.goal", "value": " " }, 7, null],
        "journal": [{ "book": "aaaaaaaa", "field": "frame.author", "text": "", "at": "2026-03-08T18:04" }, { "text": [1] }],
    })));
    assert!(books.is_empty());
    assert_eq!(rescue.fields.len(), 1);
    assert_eq!(
        (
            rescue.fields[0].field.as_str(),
            rescue.fields[0].text.as_str()
        ),
        ("frame.project", "Имя")
    );
    assert_eq!(rescue.journal.len(), 2);
    assert_eq!(
        (
            rescue.journal[0].book.as_str(),
            rescue.journal[0].text.as_str()
        ),
        ("aaaaaaaa", "")
    );
    assert_eq!(rescue.journal[1].text, "[1]");
}

#[test]
fn e10_files_that_nobody_should_write_are_read_or_refused_and_never_panic() {
    for text in [
        "",
        "{}",
        "[]",
        "null",
        "{\"app\":\"planerka\",\"kind\":\"rescue\"",
        "{\"app\":\"planerka\",\"kind\":\"другое\"}",
        "{\"app\":[],\"kind\":\"rescue\"}",
        "{\"format\":\"planerka\",\"modules\":{}}",
    ] {
        assert!(from_rescue(text.as_bytes()).is_err(), "{text}");
    }
    let odd = [
        json!(null),
        json!(7),
        json!("текст"),
        json!([[], null, 7, "a"]),
        json!({ "__proto__": { "id": "aaaaaaaa" }, "constructor": "x", "planerka/ws/__proto__/A": "x" }),
        json!({ "planerka/ws//A": "x", "planerka/ws/a": "y", "planerka/ws/a/p/": "z" }),
        json!([{ "id": 5, "record": {} }, { "id": "__proto__", "record": ["x"], "pieces": [1] }]),
    ];
    for a in &odd {
        for b in &odd {
            let (_, books) = open(&file(json!({
                "entries": a, "mirror": b, "pieces": a, "aside": b, "fields": a, "journal": b,
            })));
            assert!(books.iter().all(|one| one.text.is_none() && one.damaged));
        }
    }
    // Half a character, as a browser writes one that it could store.
    let half = "{\"app\":\"planerka\",\"kind\":\"rescue\",\"fields\":[{\"name\":\"a.b\",\"value\":\"\\ud83d!\"}]}";
    assert_eq!(
        from_rescue(half.as_bytes()).unwrap().fields[0].text,
        "\u{fffd}!"
    );
}

#[test]
fn e16_five_megabytes_of_anything_are_damage() {
    let long = "ж".repeat(2_500_000);
    let names = "0000000000000007-800000\n".repeat(5);
    let (_, books) = open(&file(json!({
        "entries": {
            "planerka/ws/aaaaaaaa/A": long,
            "planerka/ws/bbbbbbbb/A": record(1, &long),
            "planerka/ws/bbbbbbbb/B": record(2, &format!("PIECES1\n{}", names.trim())),
            "planerka/ws/bbbbbbbb/p/0000000000000007-800000": long,
        },
    })));
    assert_eq!(
        books,
        [
            found("aaaaaaaa", None, false, true),
            found("bbbbbbbb", None, false, true)
        ]
    );
    let large = vec![b' '; MAX_RESCUE + 1];
    assert_eq!(from_rescue(&large), Err(LoadError::TooLarge));
}

#[test]
fn e16_one_piece_named_by_many_workbooks_does_not_use_up_the_memory() {
    // A text of 8 MB takes some thousand characters; fifty records name it.
    let text = format!(
        "{{\"format\":\"planerka\",\"x\":\"{}\"}}",
        "0".repeat(8 << 20)
    );
    let name = pieces::Name::of(&text);
    let body = pieces::manifest(&[name]);
    let piece = pieces::pack(&text);
    let mut entries = serde_json::Map::new();
    for n in 0..50 {
        let id = format!("book{n:04}");
        entries.insert(Slot::A.key(&id), json!(record(1, &body)));
        entries.insert(format!("planerka/ws/{id}/p/{name}"), json!(piece));
    }
    let rescue = from_rescue(&file(json!({ "entries": entries }))).unwrap();
    let stores = Stores {
        entries: &rescue.entries,
        mirror: &rescue.mirror,
        pieces: &rescue.pieces,
    };
    let books = stores.workbooks(std::iter::empty(), &mut |_| true);
    let bytes: usize = books.iter().flat_map(|b| &b.text).map(String::len).sum();
    assert_eq!(books.len(), 50);
    assert!(bytes > 8 << 20 && bytes <= 2 * pieces::MOST, "{bytes}");
    assert!(books.iter().filter(|b| b.text.is_none()).all(|b| b.damaged));
}

#[test]
fn i8_a_rescue_file_is_only_read() {
    let rescue = Rescue {
        aside: vec![Aside::default()],
        ..Rescue::default()
    };
    let store = Kept(&rescue.entries);
    assert_eq!(store.set("planerka/x", "y"), Err(StoreError::Blocked));
    assert_eq!(store.remove("planerka/x"), Err(StoreError::Blocked));
}

#[test]
fn a5_our_reader_of_workbooks_knows_a_rescue_file() {
    assert_eq!(
        from_json(&file(json!({}))),
        Err(LoadError::Foreign("rescue"))
    );
}
