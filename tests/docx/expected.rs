//! Files for other readers, and what they must find in them.

use chrono::NaiveDate;
use planerka::document::{Edit, from_json};
use planerka::export::docx::{Options, to_docx};
use planerka::kernel::block::Fact;
use planerka::kernel::{Block, CellRef, Column, Path as Address, Value};
use planerka::modules::Workbook;
use planerka::report::{self, Document};
use serde_json::{Value as Json, json};
use std::fs;
use std::sync::LazyLock;

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub fn workbook(name: &str) -> Workbook {
    from_json(&fs::read(format!("public/examples/{name}.json")).unwrap())
        .unwrap()
        .workbook
}

pub fn options() -> Options<'static> {
    Options {
        author: "Анна «Угол» & Co",
        date: today(),
        ..Options::default()
    }
}

/// The example with every second answer taken away.
pub fn half(name: &str) -> Workbook {
    let mut w = workbook(name);
    for (i, (path, value)) in answers(&w).into_iter().enumerate() {
        let empty = match value {
            Value::Text(_) => Value::text(""),
            Value::Lines(_) => Value::Lines(Vec::new()),
            _ => continue,
        };
        if i % 2 == 0 {
            w.apply(Edit::Set { path, value: empty }).unwrap();
        }
    }
    w
}

/// The example with one text in every field that takes words.
pub fn filled_with(name: &str, text: &str) -> Workbook {
    let mut w = workbook(name);
    for (path, value) in answers(&w) {
        let free = w.field(path).unwrap().kind.choices().is_none();
        let value = match value {
            Value::Text(_) if free => Value::Text(text.into()),
            Value::Lines(_) if free => Value::Lines(vec![text.into()]),
            _ => continue,
        };
        w.apply(Edit::Set { path, value }).unwrap();
    }
    w
}

fn answers(w: &Workbook) -> Vec<(Address, Value)> {
    let paths: Vec<Address> = w.paths().filter(|p| p.module() != "desk").collect();
    let value = |p: &Address| Some((*p, w.get(*p).map(CellRef::to_value)?));
    paths.iter().filter_map(value).collect()
}

/// Text as a reader of the file sees it: without what XML cannot hold.
pub fn seen(text: &str) -> String {
    text.chars()
        .map(|c| {
            if matches!(c, '\u{2028}' | '\u{2029}') {
                '\n'
            } else {
                c
            }
        })
        .filter(|c| {
            matches!(c, '\n' | '\t') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
        })
        .collect()
}

/// The document in the order of its paragraphs and tables, as `[style, text]` or `["table", head, rows…]`.
pub fn expected(doc: &Document) -> Json {
    let mut out = Vec::new();
    let mut say = |style: &str, text: &str| out.push(json!([style, seen(text)]));
    say("Cover Kind", &doc.kind);
    say("Title", &doc.title);
    if let Some(client) = &doc.client {
        say("Subtitle", client);
    }
    for (label, value) in &doc.imprint {
        say("Cover Imprint", &format!("{label}\t{value}"));
    }
    if doc.sections.is_empty() {
        say("Normal", doc.locale.t(planerka::i18n::k::doc::nothing));
    }
    for section in &doc.sections {
        out.push(json!(["Heading 1", seen(&section.title)]));
        for block in &section.blocks {
            expect(&mut out, block, doc);
        }
    }
    json!({
        "title": seen(&doc.title),
        "locale": doc.locale.tag(),
        "paper": doc.paper,
        "contents": contents(doc),
        "numeric": numeric(doc),
        "blocks": out,
        "footnotes": doc.footnotes,
    })
}

fn numeric(doc: &Document) -> usize {
    let blocks = doc.sections.iter().flat_map(|s| &s.blocks);
    let columns = |b: &Block| match b {
        Block::Table { columns, .. } => columns.iter().filter(|c| c.numeric).count(),
        _ => 0,
    };
    blocks.map(columns).sum()
}

fn contents(doc: &Document) -> Vec<String> {
    let line = |t: &str| seen(t).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    for (i, section) in doc.sections.iter().enumerate() {
        out.push(format!("{}\t{}", i + 1, line(&section.title)));
        for block in &section.blocks {
            match block {
                Block::Heading { level: 2, text, .. } if !line(text).is_empty() => {
                    out.push(line(text))
                }
                _ => {}
            }
        }
    }
    out
}

fn expect(out: &mut Vec<Json>, block: &Block, doc: &Document) {
    let cells = |row: &[String]| row.iter().map(|c| seen(c)).collect::<Vec<_>>();
    match block {
        Block::Heading { level, text, .. } => {
            out.push(json!([format!("Heading {level}"), seen(text)]));
        }
        Block::Text { text, .. } => out.push(json!(["Normal", seen(text)])),
        Block::Lead { text, .. } => out.push(json!(["Quote", seen(text)])),
        Block::Note(text) => out.push(json!(["Note", seen(text)])),
        Block::Missing { label, .. } => out.push(json!([
            "Not Filled In",
            format!(
                "{}: {}",
                seen(label),
                doc.locale.t(planerka::i18n::k::doc::missing)
            )
        ])),
        Block::Facts(facts) => {
            let rows = facts
                .iter()
                .map(|f| json!([seen(&f.label), seen(&f.value)]));
            out.push(json!(["table", rows.collect::<Vec<_>>()]));
        }
        Block::List { title, items, .. } => {
            if !title.is_empty() {
                out.push(json!(["List Title", seen(title)]));
            }
            out.extend(items.iter().map(|i| json!(["List Bullet", seen(i)])));
        }
        Block::Table {
            caption,
            columns,
            rows,
            ..
        } => {
            let titles: Vec<String> = columns.iter().map(|c| c.title.clone()).collect();
            out.push(json!(["Caption", seen(caption)]));
            let all: Vec<_> = std::iter::once(cells(&titles))
                .chain(rows.iter().map(|r| cells(r)))
                .collect();
            out.push(json!(["table", all]));
        }
        Block::Figure(f) => {
            let texts: Vec<String> = f
                .drawing
                .shapes
                .iter()
                .filter_map(|s| match s {
                    planerka::chart::Shape::Text { text, .. } => Some(seen(text)),
                    _ => None,
                })
                .collect();
            out.push(json!([
                "figure",
                seen(&f.drawing.title),
                seen(&f.drawing.description),
                texts
            ]));
            out.push(json!(["Caption", seen(&f.caption)]));
        }
    }
}

/// Texts that ought to break a file, a page or a reader.
pub const HOSTILE: [&str; 14] = [
    "\"quotes\" & <b>bold</b> &quot; &amp;lt; ]]> <!-- --> <?xml?> </w:t></w:r></w:p>",
    "\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{b}\u{c}\u{e}\u{f}\u{10}\u{1b}\u{1f}\u{7f}\u{85}\u{9f}конец",
    "\u{fffe}\u{ffff}\u{fdd0}\u{1ffff}слово\u{fffd}\u{feff}",
    "{ TOC \\o \"1-9\" } { HYPERLINK \"http://x.example\" } { INCLUDETEXT \"C:\\\\x\" } SEQ",
    "=1+1 DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"",
    "  два пробела  впереди\n\nи пустая строка\tи табуляция\u{2028}и строка\n",
    "\u{202e}справа налево\u{202c} שלום עולם مرحبا بالعالم \u{2067}x\u{2069}",
    "🔥👨‍👩‍👧🇷🇺 𝕏 e\u{301}\u{301}\u{301} ‼️ 漢字",
    "https://instagram.com/a?b=\"<c>&d='e'#f",
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "file:///etc/passwd",
    "{{title}} ${x} %s {n} {page} {lang}",
    "Instagram*** *Facebook*",
];

/// All documents that other readers look at.
pub fn corpus() -> &'static [(String, Document)] {
    static CORPUS: LazyLock<Vec<(String, Document)>> = LazyLock::new(build);
    &CORPUS
}

fn build() -> Vec<(String, Document)> {
    let mut out = Vec::new();
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        out.push((name.to_owned(), report::build(&workbook(name), today())));
    }
    let mut letter = out[1].1.clone();
    letter.paper = "letter";
    out.push(("letter.en".into(), letter));
    let mut empty = Workbook::default();
    out.push(("empty.ru".into(), report::build(&empty, today())));
    empty.desk.omit_missing = true;
    out.push(("nothing.ru".into(), report::build(&empty, today())));
    for name in ["coffee.ru", "school.en"] {
        out.push((format!("half-{name}"), report::build(&half(name), today())));
    }
    for (i, text) in HOSTILE.iter().enumerate() {
        let doc = report::build(&filled_with("coffee.ru", text), today());
        out.push((format!("hostile-{i:02}.ru"), doc));
    }
    let long = filled_with("coffee.en", &"Ы".repeat(600));
    out.push(("endless-word.en".into(), report::build(&long, today())));
    let mut tall = out[1].1.clone();
    tall.sections.truncate(1);
    let text = "длинный ответ ".repeat(240);
    let fact = |_| Fact {
        label: "Вопрос".into(),
        value: text.clone(),
        link: false,
        source: None,
    };
    tall.sections[0].blocks = vec![
        Block::Heading {
            level: 2,
            text: text.clone(),
            source: None,
        },
        Block::Table {
            caption: text.clone(),
            columns: (1..5).map(|w| Column::text("Столбец", w)).collect(),
            rows: vec![vec![text.clone(); 4]; 5],
            source: None,
        },
        Block::Facts((0..4).map(fact).collect()),
        Block::Lead {
            text: text.clone(),
            source: None,
        },
    ];
    out.push(("tall-rows.en".into(), tall));
    out
}

/// Page numbers that tell the places apart.
pub fn page(section: usize, block: Option<usize>) -> Option<u32> {
    u32::try_from(100 * (section + 1) + block.unwrap_or(0)).ok()
}

#[test]
fn files_for_other_readers_are_left_behind() {
    let folder = std::path::Path::new("target/export");
    fs::create_dir_all(folder).unwrap();
    for (name, doc) in corpus() {
        let mut options = options();
        if name.starts_with("letter") {
            options.pages = Some(&page);
        }
        let bytes = to_docx(doc, &options).unwrap();
        assert_eq!(bytes, to_docx(doc, &options).unwrap(), "{name}");
        fs::write(folder.join(format!("{name}.docx")), bytes).unwrap();
        fs::write(
            folder.join(format!("{name}.docx.json")),
            expected(doc).to_string(),
        )
        .unwrap();
    }
}
