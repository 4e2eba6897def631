//! The documents of the examples, to the byte. `make golden` writes the expected files anew; read the
//! diff before you commit it.

use chrono::NaiveDate;
use planerka::document::from_json;
use planerka::export::{to_html, to_markdown};
use planerka::modules::Workbook;
use planerka::report::{self, Document};
use std::fs;
use std::path::Path;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn workbook(name: &str) -> Workbook {
    from_json(&fs::read(format!("public/examples/{name}.json")).unwrap())
        .unwrap()
        .workbook
}

fn check(name: &str, text: &str) {
    let path = Path::new("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all("tests/golden").unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    if want != text {
        let line = want
            .lines()
            .zip(text.lines())
            .position(|(a, b)| a != b)
            .unwrap_or(want.lines().count().min(text.lines().count()));
        panic!(
            "{} differs at line {}:\n  expected: {}\n  got:      {}\nRun `make golden` when the change is meant.",
            path.display(),
            line + 1,
            want.lines().nth(line).unwrap_or("(end)"),
            text.lines().nth(line).unwrap_or("(end)")
        );
    }
}

#[test]
fn documents_of_the_examples() {
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        let doc = report::build(&workbook(name), today());
        check(&format!("{name}.md"), &to_markdown(&doc));
        check(&format!("{name}.html"), &to_html(&doc));
    }
}

#[test]
fn document_of_an_empty_workbook() {
    let doc = report::build(&Workbook::default(), today());
    check("empty.md", &to_markdown(&doc));
    check("empty.html", &to_html(&doc));
}

/// Everything a reader of the document sees, in order.
fn words(doc: &Document) -> Vec<String> {
    let mut out = vec![doc.title.clone()];
    for s in &doc.sections {
        out.push(s.title.clone());
        out.extend(s.blocks.iter().flat_map(report::texts).map(str::to_owned));
    }
    out
}

/// Text of an HTML page without tags and with entities read, by a reader of its own.
fn html_text(html: &str) -> String {
    let body = html.split_once("<body>").unwrap().1;
    let mut out = String::new();
    let mut in_tag = false;
    for c in body.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                out.push(' ');
            }
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, c);
    }
    squeeze(&out)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn html_holds_every_text_in_the_order_of_the_blocks() {
    for name in ["coffee.ru", "school.en"] {
        let doc = report::build(&workbook(name), today());
        let text = html_text(&to_html(&doc));
        let mut from = 0;
        for word in words(&doc)
            .iter()
            .map(|w| squeeze(w))
            .filter(|w| !w.is_empty())
        {
            // Drawings come before their caption, so only captions and data keep the order here.
            if let Some(at) = text[from..].find(&word) {
                from += at;
            } else {
                assert!(text.contains(&word), "{name}: {word:?} is missing");
            }
        }
    }
}

const HOSTILE: [&str; 19] = [
    "\"quotes\" and 'apostrophes' & <b>bold</b>",
    "<script>window.pwn=1</script>",
    "</textarea></title><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "🔥👨‍👩‍👧🇷🇺",
    "]]> --> ${x} {{y}} %s",
    "| ячейка | # не заголовок",
    // F6: addresses that must never become links.
    " java\tscript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "\\\\server\\share\\x.exe",
    "[слово](javascript:alert(1))",
    "<javascript:alert(1)>",
    // F8: Markdown that would draw, fetch or hide something.
    "![](http://track.example/x.png)",
    "[слово]: http://track.example 'подпись'",
    "```\nкод\n```",
    "# заголовок\n===\n---\n* * *\n1. список\n> цитата",
    "a\\|b `код` ~~нет~~ &lt; _да_ **да** :---:",
];

#[test]
fn f6_f8_hostile_text_in_every_field_stays_text() {
    use planerka::document::Edit;
    use planerka::kernel::{CellRef, Path as Address, Value};
    for hostile in HOSTILE {
        let mut w = workbook("coffee.ru");
        let paths: Vec<Address> = w.paths().filter(|p| p.module() != "desk").collect();
        for path in paths {
            let kind = w.field(path).unwrap().kind;
            let value = match w.get(path).map(CellRef::to_value) {
                Some(Value::Text(_)) if kind.choices().is_none() => Value::Text(hostile.into()),
                Some(Value::Lines(_)) if kind.choices().is_none() => {
                    Value::Lines(vec![hostile.into()])
                }
                _ => continue,
            };
            w.apply(Edit::Set { path, value }).unwrap();
        }
        let doc = report::build(&w, today());
        let html = to_html(&doc);
        for bad in ["<script", "<img", "</textarea", "<b>"] {
            assert!(!html.contains(bad), "{bad} got through with {hostile:?}");
        }
        for address in html.split(" href=\"").skip(1) {
            assert!(
                address.starts_with('#'),
                "a link leads out with {hostile:?}"
            );
        }
        assert!(
            !html.contains(" src=\""),
            "something is fetched with {hostile:?}"
        );
        let text = html_text(&html);
        let shown = words(&doc).iter().filter(|t| t.contains(hostile)).count();
        assert!(shown > 50, "only {shown} blocks show {hostile:?}");
        assert!(
            text.contains(&squeeze(hostile)),
            "{hostile:?} is not in the page as typed"
        );
        let md = to_markdown(&doc);
        let escaped = |i: usize| md[..i].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        // What is ours stands at the start of a line or around a label; in the user's own words every mark means itself.
        let first = hostile.lines().next().unwrap_or_default().trim();
        let bare = |mark: &str| md.match_indices(mark).any(|(i, _)| !escaped(i));
        for mark in ["<", "![", "](", "`", "~~", "&", "[слово"] {
            assert!(!bare(mark), "a bare {mark} with {hostile:?}");
        }
        for line in md.lines().map(|l| l.trim_start_matches(['>', ' '])) {
            for start in ["# заг", "# не", "===", "* * *", "1. список"] {
                assert!(
                    !line.starts_with(start),
                    "{start} got through with {hostile:?}"
                );
            }
        }
        let columns = |row: &str| {
            row.match_indices('|')
                .filter(|(i, _)| !row[..*i].ends_with('\\'))
                .count()
        };
        assert!(
            md.lines()
                .filter(|l| l.starts_with("| ") && l.contains(first))
                .all(|l| columns(l) > 1),
            "{hostile:?} breaks a table"
        );
    }
}

#[test]
fn the_meta_footnote_stands_in_russian_documents_only() {
    let ru = report::build(&workbook("coffee.ru"), today());
    assert_eq!(ru.footnotes.len(), 1);
    assert!(ru.footnotes[0].contains("Meta"));
    assert_eq!(
        report::build(&workbook("coffee.en"), today()).footnotes,
        Vec::<String>::new()
    );
    assert_eq!(
        report::build(&Workbook::default(), today()).footnotes,
        Vec::<String>::new()
    );
}
