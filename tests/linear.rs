//! Row G13: no text, however long and odd, makes a function that reads text take longer than its length asks for.

use chrono::NaiveDate;
use planerka::course;
use planerka::document::{self, Edit};
use planerka::export::{brief_form, name::file_name, to_html, to_markdown};
use planerka::i18n::Locale;
use planerka::kernel::{Value, civil, number, text};
use planerka::modules::Workbook;
use planerka::modules::brief::Brief;
use planerka::modules::frame::Frame;
use planerka::report;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Bytes of the shorter text; the longer is eight times as long.
const SHORT: usize = 128 * 1024;
const TIMES: usize = 8;

fn texts(bytes: usize) -> Vec<String> {
    let half = bytes / 2;
    let repeat = |part: &str| part.repeat(bytes / part.len());
    vec![
        repeat("а"),
        repeat("1"),
        format!("{}{}", "1".repeat(half), ".".repeat(half)),
        format!("{}{}", "1".repeat(half), ") ".repeat(half / 2)),
        repeat(" "),
        repeat("\n"),
        repeat("слово "),
        repeat("e\u{301}"),
        format!("a{}", "\u{301}".repeat(half / 2)),
        repeat("\u{202e}"),
        repeat("[](<![`*_"),
        repeat("\\"),
        repeat("{\"a\":"),
        repeat("[1,"),
        repeat("\"\\ud800"),
        format!("{}{}", "<".repeat(half), ">".repeat(half)),
        format!("{}{}", "(".repeat(half), ")".repeat(half)),
        repeat("- пункт\n"),
        repeat("# заголовок\n\n"),
        repeat("31.12.2026 "),
        repeat("1 000,5"),
    ]
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// A workbook with the text in its longest answer and its name.
fn workbook(words: &str) -> Workbook {
    let mut w = Workbook::default();
    for path in [Frame::project, Frame::summary, Brief::business] {
        w.apply(Edit::Set {
            path,
            value: Value::Text(words.into()),
        })
        .unwrap();
    }
    w.apply(Edit::Set {
        path: Frame::risks,
        value: Value::Lines(words.lines().map(str::to_owned).collect()),
    })
    .unwrap();
    w
}

type Act = (&'static str, fn(&str));

const ACTS: &[Act] = &[
    ("length", |t| {
        black_box(text::length(t));
    }),
    ("excerpt", |t| {
        black_box(text::excerpt(t, 80));
    }),
    ("fold", |t| {
        black_box(text::fold(t));
    }),
    ("safe_link", |t| {
        black_box(text::safe_link(t));
    }),
    ("collate", |t| {
        black_box(text::collate(t));
    }),
    ("money", |t| {
        black_box(number::parse_money(t));
    }),
    ("date", |t| {
        black_box(civil::parse_date(t));
    }),
    ("time", |t| {
        black_box(civil::parse_time(t));
    }),
    ("file name", |t| {
        black_box(file_name(t, today(), "json"));
    }),
    ("file", |t| {
        black_box(document::from_json(t.as_bytes()).is_ok());
    }),
    ("answers", |t| {
        black_box(brief_form::parse_answers(t.as_bytes()).is_ok());
    }),
    ("lesson", |t| {
        black_box(course::parse(t).is_ok());
    }),
    ("document", |t| {
        let doc = report::build(&workbook(t), today());
        black_box((to_html(&doc), to_markdown(&doc)));
    }),
    ("search", |t| {
        black_box(document::search(&workbook(t), t, 20).len());
    }),
    ("changes", |t| {
        let after = workbook(&t.replace('а', "б"));
        black_box(document::changes(&workbook(t), &after, Locale::Ru));
    }),
    ("save", |t| {
        black_box(document::to_json(&workbook(t)));
    }),
];

fn time(act: fn(&str), words: &str) -> Duration {
    let start = Instant::now();
    act(words);
    start.elapsed()
}

#[test]
fn g13_the_time_grows_no_faster_than_the_text() {
    let pairs = texts(SHORT).into_iter().zip(texts(SHORT * TIMES));
    for (short, long) in pairs {
        for (name, act) in ACTS {
            let (few, many) = (time(*act, &short), time(*act, &long));
            // Thrice what is linear, and room for a machine that does something else meanwhile; what is quadratic takes 64 times.
            let most = few * 3 * u32::try_from(TIMES).unwrap() + Duration::from_millis(400);
            let start: String = short.chars().take(12).collect();
            assert!(many < most, "{name} of {start:?}: {few:?}, then {many:?}");
        }
    }
}
