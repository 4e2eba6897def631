//! The reader of files against files that nobody should write. Names begin with a row of the table of
//! faults (e3).

mod random;

use planerka::document::{
    LoadError, Loaded, MAX_BYTES, Note, dangling, delete_row, from_json, progress, to_json,
};
use planerka::export::to_markdown;
use planerka::kernel::{Kind, RowId};
use planerka::modules::Workbook;
use planerka::modules::content::Post;
use planerka::modules::goals::Kpi;
use planerka::report;
use std::fs;

fn all() -> String {
    fs::read_to_string("tests/fixtures/schema-1/all.json").unwrap()
}

fn read(text: &str) -> Result<Loaded, LoadError> {
    from_json(text.as_bytes())
}

/// A workbook file with these modules.
fn file(modules: &str) -> String {
    format!("{{\"format\":\"planerka\",\"schema\":1,\"modules\":{{{modules}}}}}")
}

#[test]
fn e1_our_own_file_comes_back_to_the_byte() {
    for long in [0, 1_000_000] {
        let mut w = read(&all()).unwrap().workbook;
        w.brief.business = "Кофе ☕️ 👨‍👩‍👧\r\n\t\u{0}\u{7f}\u{202e}\\\"".repeat(long / 20);
        w.content.posts.extend((0..long / 1000).map(|n| Post {
            id: RowId(1_000_000 + n as u64),
            title: format!("Пост № {n}"),
            ..Post::default()
        }));
        let text = to_json(&w);
        assert!(text.len() >= long);
        let again = read(&text).unwrap();
        assert_eq!(again.notes, []);
        assert!(again.workbook == w);
        assert!(to_json(&again.workbook) == text);
    }
}

#[test]
fn e3_a_mark_at_the_start_and_windows_line_ends_are_accepted() {
    let text = all();
    let want = read(&text).unwrap();
    for bytes in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        format!("\u{feff}\r\n{}\r\n\r\n", text.replace('\n', "\r\n")),
    ] {
        assert!(read(&bytes).unwrap() == want);
    }
}

#[test]
fn e3_other_encodings_are_named_as_such() {
    let text = all();
    let wide = |big: bool| -> Vec<u8> {
        let bytes = |u: u16| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    for (big, mark) in [(false, *b"\xff\xfe"), (true, *b"\xfe\xff")] {
        let marked = [mark.as_slice(), &wide(big)].concat();
        assert_eq!(from_json(&marked), Err(LoadError::NotText));
        assert_eq!(from_json(&wide(big)), Err(LoadError::NotText));
        assert_eq!(from_json(&mark), Err(LoadError::NotText));
    }
    // Windows-1251: «Кофе» in a file that is otherwise ours.
    let old =
        b"{\"format\":\"planerka\",\"modules\":{\"brief\":{\"company\":\"\xca\xee\xf4\xe5\"}}}";
    assert_eq!(from_json(old), Err(LoadError::NotText));
}

#[test]
fn e3_a_file_that_is_cut_off_is_called_cut_off_wherever_it_was() {
    let text = all();
    let whole = text.trim_end().len();
    for end in (1..whole).step_by(7).chain(whole - 9..whole) {
        let error = from_json(&text.as_bytes()[..end]).unwrap_err();
        let LoadError::NotJson { line, column } = error else {
            panic!("cut at {end}: {error:?}")
        };
        let lines = text.as_bytes()[..end]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        assert!(line <= lines && line + 1 >= lines, "{line} of {lines}");
        assert!(column <= end + 1);
    }
}

#[test]
fn e4_what_is_no_workbook_is_named() {
    let foreign: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"RIFF\x10\0\0\0WEBP", "webp"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"PK\x05\x06\0\0", "zip"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "doc"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"BEGIN:VCALENDAR\r\n", "ics"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\xef\xbb\xbf \n<HTML lang=ru>", "html"),
        (b"<!-- saved --><html>", "html"),
        (b"<?xml version='1.0'?><svg/>", "svg"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"{\"type\":\"excalidraw\",\"elements\":[]}", "excalidraw"),
        (b"{\"name\":\"x\",\"devDependencies\":{}}", "package"),
        (b"{\"format\":\"planerka-brief\"}", "brief"),
        (b"{\"format\":\"Planerka\"}", "json"),
        (b"{\"format\":7}", "json"),
        (b"{}", "json"),
        (b"[]", "json"),
        (b"null", "json"),
        (b"\"planerka\"", "json"),
        (b"17", "json"),
    ];
    for (bytes, what) in foreign {
        assert_eq!(from_json(bytes), Err(LoadError::Foreign(what)), "{what}");
    }
    for empty in ["", " ", "\n\r\n\t", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(read(empty), Err(LoadError::Empty));
    }
    for text in [
        "planerka",
        "название;дата\n",
        "{'format':'planerka'}",
        "# Стратегия",
    ] {
        assert!(matches!(
            read(text),
            Err(LoadError::NotJson { line: 1, .. })
        ));
    }
}

#[test]
fn e5_size_is_looked_at_first() {
    assert_eq!(
        from_json(&vec![b' '; MAX_BYTES + 1]),
        Err(LoadError::TooLarge)
    );
    assert_eq!(from_json(&vec![b' '; MAX_BYTES]), Err(LoadError::Empty));
}

#[test]
fn e6_no_depth_overflows_the_stack() {
    let deep = 100_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nest = |n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
        assert!(matches!(read(&nest(deep)), Err(LoadError::NotJson { .. })));
        for place in [
            format!("\"brief\":{{\"company\":{}}}", nest(deep)),
            format!("\"crisis\":{}", nest(deep)),
            format!("\"brief\":{{\"products\":[{}]}}", nest(deep)),
        ] {
            assert!(matches!(
                read(&file(&place)),
                Err(LoadError::NotJson { .. })
            ));
        }
        // What is read can be written and read again, at the deepest there is.
        for n in 100..130 {
            let Ok(loaded) = read(&file(&format!("\"brief\":{{\"company\":{}}}", nest(n)))) else {
                continue;
            };
            let again = read(&to_json(&loaded.workbook)).unwrap();
            assert_eq!(again.workbook, loaded.workbook);
        }
    }
}

#[test]
fn e7_numbers_are_kept_as_they_were_written() {
    // The sign of an exponent is written out; every digit stays.
    let numbers = [
        "1e+999",
        "-1e-999",
        "-0",
        "-0.0",
        "1000000000000000000000000000000",
        "9223372036854775808",
        "18446744073709551616",
        "12.50",
        "0.1000000000000000055511151231257827",
        "1.50e+5",
    ];
    for number in numbers {
        let text = file(&format!(
            "\"brief\":{{\"products\":[{{\"id\":1,\"price\":{number},\"later\":{number}}}]}}"
        ));
        let loaded = read(&text).unwrap();
        assert_eq!(loaded.workbook.brief.products[0].price.typed(), number);
        let out = to_json(&loaded.workbook);
        assert!(out.contains(&format!("\"price\":\"{number}\"")), "{out}");
        assert!(out.contains(&format!("\"later\":{number}")), "{out}");
    }
    // What a person typed is text and stays so, number or not.
    for typed in ["12,5", "NaN", "1e999", "-0", "десять", "∞"] {
        let text = file(&format!(
            "\"brief\":{{\"products\":[{{\"id\":1,\"price\":\"{typed}\"}}]}}"
        ));
        let loaded = read(&text).unwrap();
        assert_eq!(loaded.workbook.brief.products[0].price.typed(), typed);
        assert_eq!(loaded.notes, []);
    }
    for bad in ["NaN", "Infinity", "01", "+1", "1.", ".5", "0x10"] {
        let text = file(&format!("\"brief\":{{\"company\":{bad}}}"));
        assert!(
            matches!(read(&text), Err(LoadError::NotJson { .. })),
            "{bad}"
        );
    }
}

#[test]
fn e8_ids_that_are_no_ids_are_issued_anew() {
    for bad in [
        "0",
        "-1",
        "1.5",
        "\"7\"",
        "null",
        "[]",
        "9007199254740992",
        "1e999",
        "true",
    ] {
        let text = file(&format!(
            "\"brief\":{{\"products\":[{{\"id\":{bad},\"name\":\"а\"}},{{\"id\":1,\"name\":\"б\"}},{{\"id\":1,\"name\":\"в\"}},{{\"name\":\"г\"}}]}}"
        ));
        let loaded = read(&text).unwrap();
        let rows = &loaded.workbook.brief.products;
        let mut ids: Vec<u64> = rows.iter().map(|r| r.id.0).collect();
        let names: Vec<&str> = rows.iter().map(|r| r.name.as_str()).collect();
        assert_eq!(names, ["а", "б", "в", "г"]);
        assert_eq!(ids[1], 1, "{bad}: the first with an id keeps it");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4);
        assert!(ids.iter().all(|id| (1..=RowId::MAX).contains(id)));
        assert_eq!(loaded.notes, vec![Note::NewId("brief.products".into()); 3]);
    }
}

#[test]
fn e8_a_key_that_is_there_twice_counts_once_and_the_last_one_does() {
    let text = file("\"brief\":{\"company\":\"а\",\"company\":\"б\",\"x\":1,\"x\":2}");
    let loaded = read(&text).unwrap();
    assert_eq!(loaded.workbook.brief.company, "б");
    assert_eq!(loaded.workbook.brief.extra["x"].to_string(), "2");
}

#[test]
fn e8_loose_links_are_cleared_and_reported() {
    let text = file(
        "\"goals\":{\"goals\":[{\"id\":1,\"business\":5}]},\"content\":{\"rubrics\":[{\"id\":2,\"goals\":[1,9,1,8]}]}",
    );
    let loaded = read(&text).unwrap();
    assert_eq!(dangling(&loaded.workbook), []);
    assert_eq!(loaded.workbook.content.rubrics[0].goals, [RowId(1)]);
    let loose = |at: &str| Note::LooseLink(at.into());
    assert_eq!(
        loaded.notes,
        [
            loose("goals.goals.1.business"),
            loose("content.rubrics.2.goals")
        ]
    );
}

/// Every link that can lead back to its own table, as a ring of three and as a row that is its own parent.
#[test]
fn e8_rings_of_rows_hang_nothing() {
    let mut rings = 0;
    let empty = Workbook::default();
    for def in empty.tables() {
        for column in def.columns {
            if column.kind.target() != Some(def.path) {
                continue;
            }
            rings += 1;
            let many = matches!(column.kind, Kind::Refs(_));
            for ring in [vec![(1, 2), (2, 3), (3, 1)], vec![(1, 1)]] {
                let rows: Vec<String> = ring
                    .iter()
                    .map(|(id, to)| {
                        let to = if many {
                            format!("[{to}]")
                        } else {
                            to.to_string()
                        };
                        format!("{{\"id\":{id},\"{}\":{to},\"goal\":7}}", column.id)
                    })
                    .collect();
                let goal = "\"goals\":[{\"id\":7,\"title\":\"Цель\"}],";
                let text = file(&format!(
                    "\"{}\":{{{goal}\"{}\":[{}]}}",
                    def.path.module,
                    def.path.table,
                    rows.join(",")
                ));
                let mut w = read(&text).unwrap().workbook;
                assert_eq!(w.rows(def.path).unwrap().count(), ring.len());
                let _ = progress(&w, def.path.module);
                let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
                assert!(!to_markdown(&report::build(&w, day)).is_empty());
                let edits = delete_row(&w, def.path, RowId(1), None);
                w.apply_all(edits).unwrap();
                assert_eq!(dangling(&w), []);
            }
        }
    }
    assert!(rings > 0, "{:?}", Kpi::COLUMNS);
}

#[test]
fn e9_more_than_anybody_typed_is_refused() {
    let rows = |n: usize| {
        file(&format!(
            "\"brief\":{{\"products\":[{}{{}}]}}",
            "{},".repeat(n - 1)
        ))
    };
    assert_eq!(read(&rows(1_000_000)), Err(LoadError::TooLarge));
    assert_eq!(read(&rows(100_001)), Err(LoadError::TooLarge));
    assert_eq!(
        read(&rows(1000)).unwrap().workbook.brief.products.len(),
        1000
    );
    let lines = |n: usize| {
        file(&format!(
            "\"desk\":{{\"done\":[{}\"\"]}}",
            "\"\",".repeat(n - 1)
        ))
    };
    assert_eq!(read(&lines(1_000_000)), Err(LoadError::TooLarge));
    assert_eq!(
        read(&lines(10_000)).unwrap().workbook.desk.done.len(),
        10_000
    );
    let text = |n: usize| file(&format!("\"brief\":{{\"company\":\"{}\"}}", "а".repeat(n)));
    assert_eq!(read(&text(5_000_000)), Err(LoadError::TooLarge));
    let unknown = text(5_000_000).replace("company", "later");
    assert_eq!(read(&unknown), Err(LoadError::TooLarge));
    // What the storage can hold opens.
    assert!(read(&text(2_600_000)).is_ok());
}

#[test]
fn e10_names_with_a_meaning_elsewhere_have_none_here() {
    let odd = [
        "__proto__",
        "constructor",
        "toString",
        "",
        "id",
        "extra",
        "modules",
        "format",
    ];
    for key in odd {
        let text = file(&format!(
            "\"{key}\":{{\"x\":1}},\"brief\":{{\"{key}\":{{\"x\":1}},\"products\":[{{\"id\":1,\"name\":\"<script>\",\"{key}_\":2}}]}}"
        ));
        let loaded = read(&text).unwrap();
        let out = to_json(&loaded.workbook);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["modules"][key]["x"], 1, "{out}");
        assert_eq!(json["modules"]["brief"][key]["x"], 1);
        assert_eq!(
            json["modules"]["brief"]["products"][0][format!("{key}_")],
            2
        );
        assert_eq!(read(&out).unwrap().workbook, loaded.workbook);
    }
}

#[test]
fn e12_half_characters_are_replaced_with_a_note() {
    for (written, shown, halves) in [
        ("\\ud800", "\u{fffd}", 1),
        ("a\\udc00b", "a\u{fffd}b", 1),
        ("\\uD83D\\uDE00", "😀", 0),
        ("\\ud83d\\ud83d\\ude00", "\u{fffd}😀", 1),
        ("\\ude00\\ud83d", "\u{fffd}\u{fffd}", 2),
        ("\\ud83dx\\ude00", "\u{fffd}x\u{fffd}", 2),
        ("\\\\ud800", "\\ud800", 0),
        ("\\\\\\ud800", "\\\u{fffd}", 1),
        ("\\ud800\\n", "\u{fffd}\n", 1),
        ("Кофе\\u0021", "Кофе!", 0),
    ] {
        let text = file(&format!(
            "\"brief\":{{\"company\":\"{written}\",\"business\":\"ё\"}}"
        ));
        let loaded = read(&text).unwrap();
        assert_eq!(loaded.workbook.brief.company, shown, "{written}");
        assert_eq!(loaded.workbook.brief.business, "ё");
        let notes: Vec<Note> = (halves > 0)
            .then_some(Note::Halves(halves))
            .into_iter()
            .collect();
        assert_eq!(loaded.notes, notes, "{written}");
    }
    // Other damage stays what it is.
    for bad in ["\\ud80", "\\ud800", "\\uZZZZ", "\\x", "\\"] {
        let text = format!("{{\"format\":\"planerka\",\"a\":\"{bad}");
        assert!(
            matches!(read(&text), Err(LoadError::NotJson { .. })),
            "{bad}"
        );
    }
}

#[test]
fn e13_a_file_of_a_later_version_may_be_looked_at() {
    let text = all().replacen("\"schema\":1", "\"schema\":2", 1);
    let loaded = read(&text).unwrap();
    assert!(loaded.newer);
    assert_eq!(loaded.schema, 2);
    assert_eq!(loaded.workbook.frame, read(&all()).unwrap().workbook.frame);
    assert!(to_json(&loaded.workbook).starts_with("{\n\"format\":\"planerka\",\n\"schema\":2,"));
}

#[test]
fn what_stands_in_the_wrong_shape_is_kept_beside_what_is_typed_since() {
    let text = file(
        "\"brief\":[1],\"audience\":{\"personas\":{\"a\":1}},\"goals\":{\"kpis\":[7,\"x\",{\"id\":1}]}",
    );
    let mut loaded = read(&text).unwrap();
    assert_eq!(loaded.notes.len(), 3);
    let w = &mut loaded.workbook;
    w.brief.company = "Кофе".into();
    w.audience
        .personas
        .push(planerka::modules::audience::Persona {
            id: RowId(1),
            name: "Анна".into(),
            ..Default::default()
        });
    for _ in 0..2 {
        let again = read(&to_json(w)).unwrap();
        assert_eq!(again.notes, []);
        assert_eq!(again.workbook, *w);
        *w = again.workbook;
    }
    assert_eq!(w.extra["modules_unread"].to_string(), "{\"brief\":[1]}");
    assert_eq!(w.audience.extra["personas_unread"].to_string(), "{\"a\":1}");
    assert_eq!(w.goals.extra["kpis_unread"].to_string(), "[7,\"x\"]");
    assert_eq!(w.goals.kpis.len(), 1);
}
