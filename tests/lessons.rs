//! The lessons are read by the reader the app uses, say the same in both languages and keep to the
//! style; the reader itself takes any text.

// A test that cannot read its input has failed.
#![allow(clippy::unwrap_used)]

use planerka::course::{Block, Fault, Lesson, LessonError, QuizOption, Span, parse};
use planerka::modules::Workbook;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const LOCALES: [&str; 2] = ["ru", "en"];

fn slugs() -> impl Iterator<Item = &'static str> {
    Workbook::PAGES.iter().map(|page| page.slug)
}

fn source(locale: &str, slug: &str) -> String {
    let path = format!("public/content/{locale}/{slug}.md");
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn lesson(locale: &str, slug: &str) -> Lesson {
    parse(&source(locale, slug)).unwrap_or_else(|e| panic!("{locale}/{slug}: {e}"))
}

/// Calls `look` with every lesson and its name.
fn every_lesson(look: impl Fn(&str, &str, &Lesson)) {
    for locale in LOCALES {
        for slug in slugs() {
            look(&format!("{locale}/{slug}"), locale, &lesson(locale, slug));
        }
    }
}

fn plain(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) | Span::Strong(text) | Span::Emphasis(text) => text.as_str(),
        })
        .collect()
}

/// Everything a reader sees of a block.
fn text(block: &Block) -> String {
    match block {
        Block::Heading(text) => text.clone(),
        Block::Paragraph(spans) | Block::Tip(spans) => plain(spans),
        Block::List { items, .. } => items
            .iter()
            .map(|i| plain(i))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Quiz {
            question,
            options,
            why,
        } => {
            let options = options
                .iter()
                .map(|o| o.text.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            format!("{question}\n{options}\n{}", plain(why))
        }
    }
}

fn whole(lesson: &Lesson) -> String {
    let blocks = lesson
        .blocks
        .iter()
        .map(text)
        .collect::<Vec<_>>()
        .join("\n");
    format!("{}\n{blocks}", lesson.title)
}

/// The kind of a block, with what must be equal in both languages.
fn skeleton(block: &Block) -> String {
    match block {
        Block::Heading(_) => "heading".into(),
        Block::Paragraph(_) => "paragraph".into(),
        Block::Tip(_) => "tip".into(),
        Block::List { ordered, items } => format!("list {ordered} {}", items.len()),
        Block::Quiz { options, .. } => {
            format!(
                "quiz {:?}",
                options.iter().map(|o| o.right).collect::<Vec<_>>()
            )
        }
    }
}

#[test]
fn lessons_are_there_for_every_module_and_no_other() {
    for locale in LOCALES {
        let files: BTreeSet<String> = fs::read_dir(format!("public/content/{locale}"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(
            files,
            slugs().map(|slug| format!("{slug}.md")).collect(),
            "{locale}"
        );
    }
}

#[test]
fn lessons_have_one_skeleton_in_both_languages() {
    for slug in slugs() {
        let (ru, en) = (lesson("ru", slug), lesson("en", slug));
        assert_eq!(ru.minutes, en.minutes, "{slug}");
        let bones = |lesson: &Lesson| lesson.blocks.iter().map(skeleton).collect::<Vec<_>>();
        assert_eq!(bones(&ru), bones(&en), "{slug}");
    }
}

#[test]
fn lessons_hold_what_a_lesson_promises() {
    every_lesson(|name, _, lesson| {
        let count = |kind: fn(&Block) -> bool| lesson.blocks.iter().filter(|b| kind(b)).count();
        assert!(
            (4..=9).contains(&count(|b| matches!(b, Block::Heading(_)))),
            "{name}: headings"
        );
        assert!(count(|b| matches!(b, Block::Tip(_))) >= 1, "{name}: no tip");
        let last = lesson
            .blocks
            .iter()
            .rev()
            .take_while(|b| matches!(b, Block::Quiz { .. }))
            .count();
        assert!((2..=3).contains(&last), "{name}: {last} quizzes at the end");
        assert_eq!(
            count(|b| matches!(b, Block::Quiz { .. })),
            last,
            "{name}: a quiz amid the text"
        );
        for block in &lesson.blocks {
            if let Block::Quiz {
                question,
                options,
                why,
            } = block
            {
                assert_eq!(
                    options.iter().filter(|o| o.right).count(),
                    1,
                    "{name}: {question}"
                );
                assert!(
                    plain(why).chars().count() > 20,
                    "{name}: {question}: no explanation"
                );
                let texts: BTreeSet<&str> = options.iter().map(|o| o.text.as_str()).collect();
                assert_eq!(
                    texts.len(),
                    options.len(),
                    "{name}: {question}: options repeat"
                );
            }
        }
    });
}

/// A quiz is no guess: the right answers do not all stand in one place.
#[test]
fn lessons_do_not_always_hide_the_answer_in_one_place() {
    let mut places = BTreeMap::<usize, usize>::new();
    for slug in slugs() {
        for block in lesson("ru", slug).blocks {
            if let Block::Quiz { options, .. } = block {
                *places
                    .entry(options.iter().position(|o| o.right).unwrap())
                    .or_default() += 1;
            }
        }
    }
    let all: usize = places.values().sum();
    assert!(places.values().all(|n| n * 2 <= all), "{places:?}");
}

#[test]
fn lessons_are_short() {
    every_lesson(|name, _, lesson| {
        let words = whole(lesson)
            .split_whitespace()
            .filter(|w| w.contains(char::is_alphanumeric))
            .count();
        assert!((350..=1000).contains(&words), "{name}: {words} words");
        let pace = words / usize::from(lesson.minutes);
        assert!((100..=220).contains(&pace), "{name}: {pace} words a minute");
    });
}

#[test]
fn lessons_keep_to_the_typography_of_their_language() {
    every_lesson(|name, locale, lesson| {
        let text = whole(lesson);
        let foreign = if locale == "ru" {
            "“”„\""
        } else {
            "«»\""
        };
        for (bad, why) in [
            (" - ", "a hyphen for a dash"),
            (" – ", "an en dash between words"),
            ("  ", "two spaces"),
            ("...", "three dots"),
        ] {
            assert!(!text.contains(bad), "{name}: {why}");
        }
        for c in foreign.chars().chain("<>[]{}`_'\u{ad}".chars()) {
            assert!(!text.contains(c), "{name}: {c:?} in {:?}", around(&text, c));
        }
        for mark in [" —", " ₽", "0 %", "5 %"] {
            assert!(
                !text.contains(mark),
                "{name}: the line may break before {mark:?}"
            );
        }
        for link in ["http", "www."] {
            assert!(!text.contains(link), "{name}: an outside link");
        }
        let (open, close) = if locale == "ru" {
            ('«', '»')
        } else {
            ('“', '”')
        };
        for line in text.lines() {
            assert_eq!(
                line.matches(open).count(),
                line.matches(close).count(),
                "{name}: {line}"
            );
        }
    });
}

fn around(text: &str, c: char) -> String {
    let at = text.chars().position(|x| x == c).unwrap_or_default();
    text.chars().skip(at.saturating_sub(20)).take(40).collect()
}

/// Labels of the interface by text, with the keys that carry it: `frame.start`, `choice.country.ru`.
fn labels(locale: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    for entry in fs::read_dir(format!("src/i18n/{locale}")).unwrap() {
        let mut section = String::new();
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']').to_owned();
            } else if let Some((key, value)) = line.split_once('=')
                && let Some(label) = value.split('"').nth(1)
            {
                let keys = found.entry(label.to_owned()).or_default();
                keys.insert(format!("{section}.{}", key.trim()));
            }
        }
    }
    found
}

/// The labels a block quotes, as sets of keys; quoted speech is no label and is left out.
fn quoted(
    block: &Block,
    locale: &str,
    labels: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<(String, BTreeSet<String>)> {
    let (open, close) = if locale == "ru" {
        ('«', '»')
    } else {
        ('“', '”')
    };
    text(block)
        .split(open)
        .skip(1)
        .filter_map(|rest| rest.split_once(close))
        .filter_map(|(name, _)| Some((name.to_owned(), labels.get(name)?.clone())))
        .collect()
}

/// When a field gets a new name in one language, the lesson that speaks of it fails here.
#[test]
fn lessons_speak_of_the_same_fields_in_both_languages() {
    let (ru_labels, en_labels) = (labels("ru"), labels("en"));
    for slug in slugs() {
        let mut of_this_module = 0;
        for (ru, en) in lesson("ru", slug)
            .blocks
            .iter()
            .zip(&lesson("en", slug).blocks)
        {
            let (ru, en) = (quoted(ru, "ru", &ru_labels), quoted(en, "en", &en_labels));
            for (here, there) in [(&ru, &en), (&en, &ru)] {
                for (name, keys) in here {
                    assert!(
                        there.iter().any(|(_, other)| !keys.is_disjoint(other)),
                        "{slug}: “{name}” has no pair in {there:?}"
                    );
                }
            }
            let own =
                |keys: &BTreeSet<String>| keys.iter().any(|k| k.split('.').next() == Some(slug));
            of_this_module += ru.iter().filter(|(_, keys)| own(keys)).count();
        }
        assert!(
            of_this_module >= 8,
            "{slug}: speaks of {of_this_module} fields of its module"
        );
    }
}

const HEAD: &str = "---\ntitle: A: b\nminutes: 4\n---\n";

fn blocks(body: &str) -> Vec<Block> {
    parse(&format!("{HEAD}{body}"))
        .unwrap_or_else(|e| panic!("{body:?}: {e}"))
        .blocks
}

/// `line` counts from the first line after the front matter.
fn refuses(body: &str, line: usize, fault: Fault) {
    assert_eq!(
        parse(&format!("{HEAD}{body}")),
        Err(LessonError {
            line: line + 4,
            fault
        }),
        "{body:?}"
    );
}

fn words(text: &str) -> Vec<Span> {
    vec![Span::Text(text.into())]
}

#[test]
fn reader_takes_the_whole_format() {
    let source = "\u{feff}---\r\nminutes: 4\r\ntitle: A: b\r\n---\r\n\r\n## Head\r\nOne **two**\r\n*three*.\r\n- a\r\n- b\r\n  c\r\n1. d\r\n\r\n> [!tip]\r\n> e\r\n> f\r\n### ? g?\r\n\r\n- [ ] h\r\n- [x] i\r\n\r\n> [!answer] j\r\n> k\r\n";
    let lesson = parse(source).unwrap();
    assert_eq!((lesson.title.as_str(), lesson.minutes), ("A: b", 4));
    let option = |text: &str, right| QuizOption {
        text: text.into(),
        right,
    };
    assert_eq!(
        lesson.blocks,
        [
            Block::Heading("Head".into()),
            Block::Paragraph(vec![
                Span::Text("One ".into()),
                Span::Strong("two".into()),
                Span::Text(" ".into()),
                Span::Emphasis("three".into()),
                Span::Text(".".into()),
            ]),
            Block::List {
                ordered: false,
                items: vec![words("a"), words("b c")]
            },
            Block::List {
                ordered: true,
                items: vec![words("d")]
            },
            Block::Tip(words("e f")),
            Block::Quiz {
                question: "g?".into(),
                options: vec![option("h", false), option("i", true)],
                why: words("j k")
            },
        ]
    );
}

#[test]
fn reader_tells_blocks_apart() {
    assert_eq!(blocks(""), []);
    assert_eq!(
        blocks("a\n\nb"),
        [Block::Paragraph(words("a")), Block::Paragraph(words("b"))]
    );
    assert_eq!(
        blocks("> [!tip] a\n> [!tip] b"),
        [Block::Tip(words("a")), Block::Tip(words("b"))]
    );
    assert_eq!(
        blocks("2026 and 3.5 and -1"),
        [Block::Paragraph(words("2026 and 3.5 and -1"))]
    );
    assert_eq!(blocks("- a\n\n- b").len(), 2);
}

#[test]
fn reader_names_the_fault_and_its_line() {
    let quiz = "### ? q\n- [ ] a\n- [x] b\n";
    refuses("text\n\n# Title", 3, Fault::Unknown);
    refuses("### Third", 1, Fault::Unknown);
    refuses("> quote", 1, Fault::Unknown);
    refuses("> [!tip] a\n> [!note] b", 2, Fault::Unknown);
    refuses("> [!answer] alone", 1, Fault::Unknown);
    refuses("- [ ] alone", 1, Fault::Unknown);
    refuses("- a\n  - b", 2, Fault::Unknown);
    refuses("    code", 1, Fault::Unknown);
    refuses("> [!tip]", 1, Fault::Empty);
    refuses("### ?", 1, Fault::Empty);
    refuses("a **b", 1, Fault::Mark);
    refuses("a ** b", 1, Fault::Mark);
    refuses("**a *b* c**", 1, Fault::Mark);
    refuses("## a *b*", 1, Fault::Mark);
    refuses("### ? q\n- [x] a\n\ntext", 2, Fault::Options);
    refuses("### ? q\n- [ ] a\n- [ ] b\n", 3, Fault::Right);
    refuses("### ? q\n- [x] a\n- [x] b\n", 3, Fault::Right);
    refuses(&format!("{quiz}\n> [!tip] c"), 4, Fault::Answer);
    refuses(&format!("{quiz}> [!answer]"), 4, Fault::Empty);
    let head = |text: &str| parse(text).unwrap_err();
    assert_eq!(
        head(""),
        LessonError {
            line: 1,
            fault: Fault::FrontMatter
        }
    );
    assert_eq!(
        head("## Head"),
        LessonError {
            line: 1,
            fault: Fault::FrontMatter
        }
    );
    assert_eq!(
        head("---\ntitle: a"),
        LessonError {
            line: 2,
            fault: Fault::FrontMatter
        }
    );
    assert_eq!(
        head("---\ntilte: a\n---"),
        LessonError {
            line: 2,
            fault: Fault::FrontMatter
        }
    );
    assert_eq!(
        head("---\nminutes: 4\n---"),
        LessonError {
            line: 3,
            fault: Fault::Title
        }
    );
    for minutes in [
        "",
        "minutes: 0\n",
        "minutes: -1\n",
        "minutes: five\n",
        "minutes: 70000\n",
    ] {
        assert_eq!(
            head(&format!("---\ntitle: a\n{minutes}---")).fault,
            Fault::Minutes,
            "{minutes:?}"
        );
    }
    assert_eq!(
        head("").to_string(),
        "line 1: front matter with `title` and `minutes` expected"
    );
}

/// Pieces of the format, put together at random: far deeper than random characters get.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &str = "---¦title: a¦minutes: 5¦\n¦\n¦\n¦\r\n¦## ¦### ? ¦- ¦1. ¦- [x] ¦- [ ] ¦> ¦> [!tip] ¦\
        > [!answer] ¦**¦*¦  ¦\t¦слово¦é\u{301}¦🙂¦\u{feff}¦\u{85}¦\u{2028}¦\0";
    let piece = prop::sample::select(PIECES.split('¦').collect::<Vec<_>>());
    prop::collection::vec(piece, 0..40).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn reader_never_panics(text in any::<String>(), parts in pieces()) {
        for source in [text.clone(), parts.clone(), format!("{HEAD}{text}"), format!("{HEAD}{parts}")] {
            match parse(&source) {
                Ok(lesson) => for block in &lesson.blocks {
                    prop_assert!(!self::text(block).trim().is_empty(), "an empty block of {:?}", source);
                    prop_assert!(!self::text(block).contains('*'), "a mark is left of {:?}", source);
                },
                Err(error) => prop_assert!(error.line <= source.lines().count().max(1)),
            }
        }
    }
}
