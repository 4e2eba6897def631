//! The workbook as XLSX: what the file says of itself. Independent readers look at it in `tests/export`.

mod books;

use books::{EXAMPLES, HOSTILE, half, hostile, load};
use chrono::NaiveDate;
use planerka::export::xlsx::{Options, to_xlsx};
use planerka::i18n::Locale;
use planerka::kernel::RowId;
use planerka::modules::Workbook;
use planerka::modules::content::{Post, Rubric};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn xlsx(w: &Workbook, locale: Locale) -> Vec<u8> {
    let now = NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap();
    to_xlsx(w, Options { locale, now }).unwrap()
}

/// The files in an archive. Reads the central directory; the parts are deflated.
fn unzip(bytes: &[u8]) -> BTreeMap<String, String> {
    let u16_at = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let u32_at = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut at = u32_at(end + 16);
    let mut out = BTreeMap::new();
    for _ in 0..u16_at(end + 10) {
        let (method, size, name, extra, comment, local) = (
            u16_at(at + 10),
            u32_at(at + 20),
            u16_at(at + 28),
            u16_at(at + 30),
            u16_at(at + 32),
            u32_at(at + 42),
        );
        let title = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap();
        let start = local + 30 + u16_at(local + 26) + u16_at(local + 28);
        let packed = &bytes[start..start + size];
        let plain = match method {
            0 => packed.to_vec(),
            _ => miniz_oxide::inflate::decompress_to_vec(packed).unwrap(),
        };
        out.insert(title, String::from_utf8(plain).unwrap());
        at += 46 + name + extra + comment;
    }
    out
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let parts = text.split(open).skip(1);
    parts.map(|p| p.split(close).next().unwrap()).collect()
}

/// All formulas of a file.
fn formulas(files: &BTreeMap<String, String>) -> Vec<String> {
    let sheets = files
        .iter()
        .filter(|(n, _)| n.starts_with("xl/worksheets/sheet"));
    sheets
        .flat_map(|(_, t)| between(t, "<f", "</f>"))
        .filter(|f| f.starts_with(['>', ' ']))
        .map(|f| f.split_once('>').unwrap().1.to_owned())
        .collect()
}

#[test]
fn every_workbook_makes_a_file_and_the_same_one_twice() {
    for name in EXAMPLES {
        for w in [
            load(name),
            half(name),
            hostile(name, &[]),
            Workbook::default(),
        ] {
            for l in Locale::ALL {
                let bytes = xlsx(&w, l);
                assert_eq!(bytes, xlsx(&w, l), "{name}");
                let files = unzip(&bytes);
                assert!(files.contains_key("xl/workbook.xml"));
                for (part, text) in &files {
                    let read = roxmltree::Document::parse(text);
                    assert!(read.is_ok(), "{name} {part}: {}", read.unwrap_err());
                }
            }
        }
    }
}

#[test]
fn sheets_are_there_for_everything_and_their_names_are_legal() {
    for (name, l, wanted) in [
        (
            "coffee.ru",
            Locale::Ru,
            [
                "Бриф",
                "Конкуренты",
                "Персоны",
                "Дерево KPI",
                "Рубрики",
                "Посты",
                "Каналы",
                "Рамка проекта",
                "Цели и KPI",
            ],
        ),
        (
            "coffee.en",
            Locale::En,
            [
                "Brief",
                "Competitors",
                "Personas",
                "KPI tree",
                "Rubrics",
                "Posts",
                "Channels",
                "Project frame",
                "Goals and KPIs",
            ],
        ),
    ] {
        let files = unzip(&xlsx(&load(name), l));
        let book = &files["xl/workbook.xml"];
        let names = between(book, "<sheet name=\"", "\"");
        for sheet in wanted {
            assert!(names.contains(&sheet), "{sheet} in {names:?}");
        }
        let mut lower: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), names.len());
        assert!(names.iter().all(|n| n.encode_utf16().count() <= 31));
        assert!(book.contains("state=\"hidden\""));
        assert!(book.contains("<definedName name=\"list_status\">"));
        assert!(book.contains("<definedName name=\"rows_content_rubrics\">"));
    }
}

#[test]
fn formulas_are_made_of_our_own_words_only() {
    for name in EXAMPLES {
        let plain = formulas(&unzip(&xlsx(&load(name), Locale::Ru)));
        assert!(plain.len() > 60, "{name}: {}", plain.len());
        for l in Locale::ALL {
            let w = hostile(name, &[]);
            let files = unzip(&xlsx(&w, l));
            for formula in formulas(&files) {
                for text in HOSTILE {
                    // Some hostile texts are short enough to be a part of an address.
                    assert!(
                        text.trim().chars().count() < 6 || !formula.contains(text.trim()),
                        "{formula}"
                    );
                }
                let known = ["SUM", "IF(", "ROUND(", "INT(", "MEDIAN(", "'"];
                assert!(known.iter().any(|k| formula.starts_with(k)), "{formula}");
                assert!(
                    !formula.contains("cmd") && !formula.contains("HYPERLINK"),
                    "{formula}"
                );
            }
            // The only links are those of the contents to other sheets.
            for (part, text) in &files {
                assert!(!part.starts_with("xl/externalLinks"));
                assert!(
                    !part.ends_with(".rels") || !text.contains("TargetMode=\"External\""),
                    "{part}"
                );
            }
        }
    }
}

#[test]
fn a_text_that_looks_like_markup_stays_a_text() {
    let mut w = Workbook::default();
    let rich = "<r><t>a & b</t></r>";
    w.frame.project = rich.into();
    w.frame.currency = "a\u{1}\n\"b".into();
    w.brief.budget_ads = "12".into();
    let files = unzip(&xlsx(&w, Locale::En));
    let strings = roxmltree::Document::parse(&files["xl/sharedStrings.xml"]).unwrap();
    let texts = strings.descendants().filter(|n| n.has_tag_name("t"));
    assert!(texts.filter_map(|t| t.text()).any(|t| t == rich));
    let core = roxmltree::Document::parse(&files["docProps/core.xml"]).unwrap();
    let title = core.descendants().find(|n| n.tag_name().name() == "title");
    assert_eq!(title.and_then(|t| t.text()), Some(rich));
    let styles = roxmltree::Document::parse(&files["xl/styles.xml"]).unwrap();
    let codes = styles
        .descendants()
        .filter_map(|n| n.attribute("formatCode"));
    assert!(
        codes.into_iter().any(|c| c == "#,##0\\ \"ab\""),
        "{styles:?}"
    );
}

#[test]
fn texts_too_long_are_cut_with_a_note() {
    let mut w = Workbook::default();
    w.content.posts.push(Post {
        id: RowId(1),
        body: "ы".repeat(40_000),
        hook: "💥".repeat(20_000),
        ..Post::default()
    });
    for (l, note) in [
        (Locale::Ru, "текст обрезан"),
        (Locale::En, "the text is cut"),
    ] {
        let files = unzip(&xlsx(&w, l));
        let strings = between(&files["xl/sharedStrings.xml"], "<t", "</t>");
        let cut: Vec<&&str> = strings.iter().filter(|s| s.contains(note)).collect();
        assert_eq!(cut.len(), 2);
        for text in cut {
            let text = text.split_once('>').unwrap().1;
            assert!((32_700..=32_767).contains(&text.encode_utf16().count()));
        }
    }
}

#[test]
fn names_that_are_not_distinct_are_counted_without_a_formula() {
    let mut w = Workbook::default();
    for (id, name) in [(1, "News"), (2, "news")] {
        w.content.rubrics.push(Rubric {
            id: RowId(id),
            name: name.into(),
            ..Rubric::default()
        });
    }
    w.content.posts.push(Post {
        id: RowId(1),
        rubric: Some(RowId(2)),
        ..Post::default()
    });
    let counts = |w: &Workbook| {
        let all = formulas(&unzip(&xlsx(w, Locale::En)));
        all.iter().filter(|f| f.starts_with("SUMPRODUCT")).count()
    };
    assert_eq!(counts(&w), 0);
    w.content.rubrics[1].name = "Other".into();
    assert_eq!(counts(&w), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_file(texts in prop::collection::vec(any::<String>(), 9), money in "[0-9 .,-]{0,18}", date in "[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}") {
        let mut w = load("coffee.ru");
        w.frame.project = texts[0].clone();
        w.brief.company = texts[1].clone();
        w.brief.budget_ads = money.as_str().into();
        w.brief.deadline = date.as_str().into();
        w.content.rubrics[0].name = texts[2].clone();
        w.content.rubrics[1].name = texts[3].clone();
        w.channels.channels[0].label = texts[4].clone();
        w.content.posts[0].title = texts[5].clone();
        w.content.posts[0].date = date.as_str().into();
        w.content.posts[0].status = texts[6].as_str().into();
        w.frame.currency = texts[7].as_str().into();
        w.frame.team[0].name = texts[8].clone();
        let files = unzip(&xlsx(&w, Locale::Ru));
        for (part, text) in files {
            // What XML 1.0 does not have.
            let odd = text.chars().find(|c| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'));
            prop_assert_eq!(odd, None, "{}", part);
            let read = roxmltree::Document::parse(&text);
            prop_assert!(read.is_ok(), "{}: {:?}", part, read.err());
        }
    }
}
