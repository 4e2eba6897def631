//! s2: random files, most of them near to a workbook. `PLANERKA_RUNS` sets how many.

use crate::{all, read};
use planerka::document::{Reader, dangling, from_json, to_json};
use planerka::kernel::{RowId, Value};
use planerka::modules::Workbook;
use std::fs;

/// A small generator of our own: the same seed gives the same file on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
}

/// Pieces that turn up where they should not.
const PIECES: &[&str] = &[
    "null",
    "[]",
    "{}",
    "-1",
    "1e999",
    "0",
    "\"\"",
    "\"\\ud800\"",
    "[[[[[[",
    "\u{0}",
    "\\",
    "\"",
    "\"id\":1,",
    "\"id\":1",
    "9007199254740993",
    ",",
    ":",
    "}",
    "]",
    "\u{feff}",
    "\"schema\":7,",
    "\"modules\":{},",
    "true",
    "\"brief\":[],",
    "💥",
    "\r\n",
];
/// Values of every shape.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "-1",
    "0",
    "1",
    "2.5",
    "1e999",
    "9007199254740993",
    "\"\"",
    "\"\\ud800\"",
    "\"tg\"",
    "[1,1,2]",
    "[\"a\",\"b\"]",
    "[null,{},[]]",
    "{\"id\":1,\"name\":\"x\"}",
    "[{\"id\":1},{\"id\":1},{\"id\":\"1\"},7]",
    "{\"$serde_json::private::Number\":\"1\"}",
    "{\"$serde_json::private::Number\":\"x\"}",
    "{\"products\":{},\"products_unread\":1,\"products\":[1]}",
];

fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let len = bytes.len();
    let at = dice.roll(len);
    let end = (at + dice.roll(40)).min(len);
    match dice.roll(20) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 if len > 0 => bytes[at] = dice.roll(256) as u8,
        3 if len > 0 => bytes[at] ^= 1 << dice.roll(8),
        4 => {
            let copy = bytes[at..end].to_vec();
            let to = dice.roll(len);
            bytes.splice(to..to, copy);
        }
        5 => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes())),
        // A line moves or is doubled: our own files have a row on each.
        6 | 7 => {
            let lines: Vec<usize> = (0..len).filter(|i| bytes[*i] == b'\n').collect();
            let (Some(from), Some(to)) = (
                lines.get(dice.roll(lines.len())).copied(),
                lines.get(dice.roll(lines.len())).copied(),
            ) else {
                return;
            };
            let next = lines.iter().copied().find(|at| *at > from).unwrap_or(len);
            let line = bytes[from..next].to_vec();
            if dice.roll(2) == 0 {
                bytes.drain(from..next);
            }
            let to = to.min(bytes.len());
            bytes.splice(to..to, line);
        }
        // In the place of a value, so that the file stays JSON.
        _ => {
            let colons: Vec<usize> = (0..len).filter(|i| bytes[*i] == b':').collect();
            let Some(colon) = colons.get(dice.roll(colons.len())).copied() else {
                return;
            };
            let rest = &bytes[colon + 1..];
            let stop = rest
                .iter()
                .position(|b| matches!(b, b',' | b'}' | b']'))
                .unwrap_or(0);
            let value = VALUES[dice.roll(VALUES.len())].bytes();
            drop(bytes.splice(colon + 1..colon + 1 + stop, value));
        }
    }
}

/// Whatever is read can be written, and reads again as itself. Read a row at a time it is the same.
fn sound(bytes: &[u8]) -> bool {
    let whole = from_json(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mut reader = Reader::new(text);
        let rows = loop {
            if let Some(read) = reader.step(&mut || false) {
                break read;
            }
        };
        assert!(rows.as_ref() == whole.as_ref().ok(), "{text}");
    }
    let Ok(loaded) = whole else {
        return false;
    };
    assert_eq!(dangling(&loaded.workbook), []);
    let text = to_json(&loaded.workbook);
    let again = read(&text).unwrap();
    assert!(again.workbook == loaded.workbook, "{text}");
    assert!(to_json(&again.workbook) == text, "{text}");
    true
}

#[test]
fn s2_random_files_are_refused_or_read_whole() {
    let runs = std::env::var("PLANERKA_RUNS").ok();
    let runs: u64 = runs.map_or(4000, |n| n.parse().expect("PLANERKA_RUNS is a number"));
    let mut small = Workbook::default();
    small.brief.company = "Кофе \\ud800 «ё»".into();
    for (table, id) in [("products", 1), ("risks", 2)] {
        let def = small.tables().find(|d| d.path.table == table);
        if let Some(def) = def {
            small.rows_mut(def.path).unwrap().insert_blank(0, RowId(id));
            let first = def.path.cell(RowId(id), def.columns[0].id);
            let edit = planerka::document::Edit::Set {
                path: first,
                value: Value::text("а"),
            };
            small.apply(edit).unwrap();
        }
    }
    let odd = fs::read_to_string("tests/fixtures/schema-1/odd.json").unwrap();
    let seeds = [to_json(&small), odd, to_json(&small), all()];
    let mut whole = 0;
    for seed in 0..runs {
        let mut dice = Dice(seed);
        dice.roll(2);
        // The large one seldom: it takes as long as twenty of the others.
        let which = if seed % 16 == 0 { 3 } else { dice.roll(3) };
        let mut bytes = seeds[which].clone().into_bytes();
        if dice.roll(20) == 0 {
            bytes = (0..dice.roll(300)).map(|_| dice.roll(256) as u8).collect();
        }
        for _ in 0..=dice.roll(4) {
            mutate(&mut dice, &mut bytes);
        }
        let checked = std::panic::catch_unwind(|| sound(&bytes));
        match checked {
            Ok(good) => whole += u64::from(good),
            Err(_) => panic!("file {seed}: {}", String::from_utf8_lossy(&bytes)),
        }
    }
    // Enough of them are near enough to a workbook to try more than the refusal.
    assert!(whole > runs / 10, "{whole} of {runs}");
}
