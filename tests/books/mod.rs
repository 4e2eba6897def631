//! Workbooks for the tests of file formats: the examples, an empty one, a half-filled one, and one with a hostile text in
//! every field.
#![allow(dead_code)]

use planerka::document::from_json;
use planerka::kernel::{CellRef, Kind, Path, RowId, Value};
use planerka::modules::Workbook;
use std::fs;

/// Names of the examples.
pub const EXAMPLES: [&str; 4] = ["coffee.ru", "coffee.en", "school.ru", "school.en"];

/// An example.
pub fn load(name: &str) -> Workbook {
    let bytes = fs::read(format!("public/examples/{name}.json")).unwrap();
    from_json(&bytes).unwrap().workbook
}

/// Texts that have broken one format or another.
pub const HOSTILE: [&str; 23] = [
    "=1+1",
    "+7 900 123-45-67",
    "-20%",
    "@brand",
    "\t=cmd|' /C calc'!A0",
    "\r=HYPERLINK(\"http://example.com\")",
    "a;=1,=2\n=3|=4",
    "\"quoted\", «ёлочки»; semicolon",
    "https://example.com/?a=1&b=<2>",
    "javascript:alert(1)",
    "BEGIN:VEVENT\r\nEND:VCALENDAR",
    "обратная \\ черта, запятая; точка\nс запятой",
    "]]> &amp; &quot; <!-- <b>",
    "_x0041_ _x000D_",
    "nul \u{0} bell \u{7} esc \u{1b} del \u{7f} nel \u{85}",
    "\u{fffe}\u{ffff} \u{202e}reversed\u{202c} \u{2028}line",
    "👩‍👩‍👧‍👦 🇷🇺 é й",
    "0012",
    "1E5",
    "31.02.2026",
    "'apostrophe",
    "  spaces at both ends  ",
    "<r>a & b</r>",
];

fn paths(w: &Workbook) -> Vec<Path> {
    w.paths().collect()
}

/// An example with a hostile text in every field that takes text, except what `spare` names.
pub fn hostile(name: &str, spare: &[&str]) -> Workbook {
    let mut w = load(name);
    for (n, path) in paths(&w).into_iter().enumerate() {
        if path.module() == "desk" || spare.contains(&path.column()) {
            continue;
        }
        let text = HOSTILE[n % HOSTILE.len()];
        let kind = w.field(path).unwrap().kind;
        let value = match w.get(path).unwrap() {
            // An option of a later version is any text.
            CellRef::Text(_) => Value::text(text),
            CellRef::Lines(_) if matches!(kind, Kind::Lines | Kind::Choices(_)) => {
                Value::Lines(vec![text.into(), HOSTILE[(n + 7) % HOSTILE.len()].into()])
            }
            CellRef::Ref(_) if n % 3 == 0 => Value::Ref(Some(RowId(4_040_404))),
            _ => continue,
        };
        w.apply(planerka::document::Edit::Set { path, value })
            .unwrap();
    }
    w
}

/// An example with every other answer taken away.
pub fn half(name: &str) -> Workbook {
    let mut w = load(name);
    for path in paths(&w).into_iter().step_by(2) {
        let blank = match w.get(path).unwrap() {
            CellRef::Text(_) => Value::text(""),
            CellRef::Lines(_) => Value::Lines(vec![]),
            CellRef::Flag(_) => Value::Flag(false),
            CellRef::Ref(_) => Value::Ref(None),
            CellRef::Refs(_) => Value::Refs(vec![]),
        };
        w.apply(planerka::document::Edit::Set { path, value: blank })
            .unwrap();
    }
    w
}

/// Compares with the expected file in `tests/golden`; `UPDATE_GOLDEN` writes it anew.
pub fn golden(name: &str, text: &str) {
    let path = std::path::Path::new("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    if want != text {
        let line = want.lines().zip(text.lines()).position(|(a, b)| a != b);
        let line = line.unwrap_or(want.lines().count().min(text.lines().count()));
        panic!(
            "{} differs at line {}:\n  expected: {}\n  got:      {}\nRun `make golden` when the change is meant.",
            path.display(),
            line + 1,
            want.lines().nth(line).unwrap_or("(end)"),
            text.lines().nth(line).unwrap_or("(end)")
        );
    }
}
