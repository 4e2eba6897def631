//! The PDF file as it is laid out: pages, numbers, breaks, texts. Readers of others look at the same files in
//! `tests/export/pdf.test.mjs`.

mod books;
#[path = "books/pdf.rs"]
mod pdf;

use books::{HOSTILE, half, hostile, load};
use pdf::{body, cover, file, fonts, seen, today};
use planerka::export::pdf::canvas::{Mark, Target, What};
use planerka::export::pdf::flow::Kind;
use planerka::export::pdf::{Failed, Fonts, Laid, Options, layout, to_pdf};
use planerka::i18n::k;
use planerka::kernel::block::Fact;
use planerka::kernel::{Block, Column, Section};
use planerka::modules::Workbook;
use planerka::report::{self, Design, Document, Logo};
use std::collections::BTreeMap;
use std::sync::Arc;

fn plain(name: &str) -> Document {
    report::build(&load(name), today())
}

/// A document of one section.
fn of(blocks: Vec<Block>) -> Document {
    Document {
        sections: vec![Section {
            id: "summary",
            title: "Раздел".into(),
            blocks,
        }],
        footnotes: Vec::new(),
        ..report::build(&Workbook::default(), today())
    }
}

fn text(text: &str) -> Block {
    Block::Text {
        text: text.into(),
        source: None,
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.into(),
        source: None,
    }
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '•')
        .collect()
}

/// Texts in the order of the structure, without white space.
fn told(laid: &Laid<'_>) -> String {
    let mut by_node = BTreeMap::new();
    for item in laid.pages().iter().flat_map(|p| &p.items) {
        if let (Mark::Node(node), What::Text(line)) = (item.mark, &item.what) {
            by_node
                .entry(node)
                .or_insert_with(String::new)
                .push_str(&line.text());
        }
    }
    by_node.values().map(|t| bare(t)).collect()
}

/// What holds for every document.
fn sound(doc: &Document) {
    let fonts = fonts();
    let laid = layout(doc, &fonts).unwrap();
    let (width, height) = if doc.paper == "letter" {
        (612.0, 792.0)
    } else {
        (595.276, 841.89)
    };
    let side = 20.0 * 72.0 / 25.4;
    for (n, page) in laid.pages().iter().enumerate() {
        assert!((page.width - width).abs() < 0.01 && (page.height - height).abs() < 0.01);
        for item in &page.items {
            if let What::Text(line) = &item.what {
                let right = item.x + line.width;
                assert!(item.x >= side - 0.01, "page {}: {:?}", n + 1, line.text());
                assert!(
                    right <= width - side + 0.1,
                    "page {}: {:?} ends at {right}",
                    n + 1,
                    line.text()
                );
                assert!(item.y > 0.0 && item.y < height, "{:?}", line.text());
            }
        }
    }
    for (n, sheet) in laid.sheets.iter().enumerate() {
        let Some(last) = sheet.strips.last() else {
            continue;
        };
        assert!(
            !matches!(
                last.kind,
                Kind::Section(_) | Kind::Heading(_) | Kind::TableHead | Kind::TableHeadAgain
            ),
            "page {} ends with {:?}",
            n + 1,
            last.texts()
        );
        let mut bottom = 0.0;
        for strip in &sheet.strips {
            assert!(strip.top >= bottom - 0.01, "strips lie over each other");
            bottom = strip.top + strip.page.height;
        }
        assert!(
            bottom <= laid.height + 0.1,
            "page {} ends at {bottom}",
            n + 1
        );
    }
    // The contents say where the sections are.
    for (i, page) in laid.contents.iter().enumerate() {
        let first = laid
            .sheets
            .iter()
            .position(|s| s.strips.iter().any(|p| p.kind == Kind::Section(i + 1)))
            .unwrap();
        assert_eq!(first + 1, *page, "section {}", i + 1);
        assert_eq!(laid.sheets[first].strips[0].kind, Kind::Section(i + 1));
    }
    // Every text, once, in order: title page, sections, contents.
    let mut want: Vec<String> = cover(doc);
    want.extend(body(doc));
    if !doc.sections.is_empty() {
        want.push(doc.locale.t(k::doc::contents).to_owned());
        for (i, (section, page)) in doc.sections.iter().zip(&laid.contents).enumerate() {
            want.push(format!("{}{}{page}", i + 1, seen(&section.title)));
        }
    }
    let (want, got) = (bare(&want.concat()), told(&laid));
    if want != got {
        let at = want
            .chars()
            .zip(got.chars())
            .position(|(a, b)| a != b)
            .unwrap_or(0);
        let part = |s: &str| {
            s.chars()
                .skip(at.saturating_sub(60))
                .take(160)
                .collect::<String>()
        };
        panic!("wanted …{}\n   got …{}", part(&want), part(&got));
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let doc = plain("school.en");
    let (a, b) = (file(&doc), file(&doc));
    assert!(a.starts_with(b"%PDF-1.7"));
    assert!(a == b, "two files of one document differ");
    let mut other = doc;
    other.title.push('!');
    assert!(file(&other) != a);
}

#[test]
fn examples_of_fifty_pages_on_both_papers() {
    let doc = plain("coffee.ru");
    sound(&doc);
    let fonts = fonts();
    assert!(layout(&doc, &fonts).unwrap().pages().len() >= 45);
    let mut letter = plain("coffee.en");
    letter.paper = "letter";
    sound(&letter);
}

#[test]
fn empty_and_half_filled_workbooks() {
    let empty = report::build(&Workbook::default(), today());
    sound(&empty);
    let mut nothing = empty;
    nothing.sections.clear();
    sound(&nothing);
    let fonts = fonts();
    assert_eq!(layout(&nothing, &fonts).unwrap().pages().len(), 1);
    sound(&report::build(&half("school.ru"), today()));
}

#[test]
fn hostile_workbooks_stay_on_the_page() {
    sound(&report::build(
        &hostile("coffee.ru", &["date", "time"]),
        today(),
    ));
    let doc = report::build(&hostile("school.en", &[]), today());
    sound(&doc);
    assert!(file(&doc).len() > 10_000);
}

#[test]
fn hostile_texts_in_every_kind_of_block() {
    let mut texts: Vec<String> = HOSTILE.iter().map(|t| (*t).to_owned()).collect();
    texts.extend([
        "ы".repeat(2500),
        "https://example.com/".to_owned() + &"a".repeat(1500),
        "слово ".repeat(500),
        "строка\n".repeat(120),
        "שלום עולם مرحبا بالعالم".into(),
        "漢字かな交じり文".repeat(30),
        "e\u{301}".repeat(50) + "и\u{306}" + &"\u{301}".repeat(200),
        "\u{200b}\u{200d}\u{feff}\u{2066}\u{ad}".repeat(30),
        "👍🏽👩‍👩‍👧‍👦🇷🇺🇩🇪☕️✅".repeat(20),
        "\u{10ffff}\u{e000}\u{f0000}".into(),
        String::new(),
        " \n\t ".into(),
        "за\u{301}мок — замо\u{301}к".into(),
    ]);
    let row = |t: &String| vec![t.clone(), "1".into(), t.clone(), t.clone()];
    for t in &texts {
        let mut doc = of(vec![
            heading(2, t),
            heading(3, t),
            text(t),
            Block::Lead {
                text: t.clone(),
                source: None,
            },
            Block::Note(t.clone()),
            Block::Facts(vec![
                Fact {
                    label: t.clone(),
                    value: t.clone(),
                    link: true,
                    source: None,
                };
                3
            ]),
            Block::List {
                title: t.clone(),
                items: vec![t.clone(); 3],
                source: None,
            },
            Block::Table {
                caption: t.clone(),
                columns: vec![
                    Column::text(t.clone(), 1),
                    Column::number("Число", 1),
                    Column::text("б", 3),
                ],
                rows: vec![row(t), row(t)],
                source: None,
            },
            text("конец"),
        ]);
        doc.title.clone_from(t);
        doc.client = Some(t.clone());
        doc.look.confidential.clone_from(t);
        doc.look.design = Design::Agency;
        doc.footnotes = vec![t.clone()];
        doc.sections[0].title.clone_from(t);
        let bytes = file(&doc);
        assert!(bytes.len() > 1000);
        doc.look.design = Design::Plain;
        // Heads may fill a page of their own when they are endless; the rest holds for every text.
        if t.chars().count() < 1000 && t.lines().count() < 20 && !seen(t).is_empty() {
            doc.sections[0].title = "Раздел".into();
            sound(&doc);
        }
    }
}

#[test]
fn heads_of_tables_stand_on_every_page() {
    let rows: Vec<Vec<String>> = (0..200)
        .map(|n| vec![format!("строка {n}"), n.to_string()])
        .collect();
    let doc = of(vec![Block::Table {
        caption: "Таблица 1. Счёт".into(),
        columns: vec![Column::text("Имя", 2), Column::number("Номер", 1)],
        rows,
        source: None,
    }]);
    sound(&doc);
    let fonts = fonts();
    let laid = layout(&doc, &fonts).unwrap();
    let tables: Vec<_> = laid
        .sheets
        .iter()
        .filter(|s| s.strips.iter().any(|p| p.kind == Kind::Row))
        .collect();
    assert!(tables.len() > 4);
    for (n, sheet) in tables.iter().enumerate() {
        let heads: Vec<_> = sheet
            .strips
            .iter()
            .filter(|p| matches!(p.kind, Kind::TableHead | Kind::TableHeadAgain))
            .collect();
        assert_eq!(heads.len(), 1);
        let said = heads[0].texts().join("|");
        assert!(said.contains("Имя") && said.contains("Номер"), "{said}");
        assert_eq!(said.contains("продолжение"), n > 0, "{said}");
        let rows = sheet.strips.iter().filter(|p| p.kind == Kind::Row);
        assert!(rows.count() >= 2, "a row stands alone");
    }
}

#[test]
fn rows_are_parted_only_when_a_page_cannot_hold_them() {
    let tall = "слово ".repeat(400);
    let table = |cell: &str| {
        of(vec![Block::Table {
            caption: "Таблица".into(),
            columns: vec![Column::text("а", 1), Column::text("б", 1)],
            rows: vec![vec!["1".into(), cell.into()]; 3],
            source: None,
        }])
    };
    let fonts = fonts();
    let rows = |doc: &Document| {
        let laid = layout(doc, &fonts).unwrap();
        let all = laid.sheets.iter().flat_map(|s| &s.strips);
        all.filter(|p| p.kind == Kind::Row).count()
    };
    assert_eq!(rows(&table(&tall)), 3);
    assert!(rows(&table(&tall.repeat(5))) > 3);
    sound(&table(&tall.repeat(5)));
}

#[test]
fn what_the_fonts_lack_is_a_box_that_keeps_its_text() {
    let doc = of(vec![text("Кофе ☕️ и 👩‍👩‍👧‍👦, семья 🇷🇺🇩🇪")]);
    let fonts = fonts();
    let laid = layout(&doc, &fonts).unwrap();
    let line = laid
        .pages()
        .iter()
        .flat_map(|p| &p.items)
        .find_map(|i| match &i.what {
            What::Text(line) if line.text().contains("Кофе") => Some(line.clone()),
            _ => None,
        })
        .unwrap();
    assert_eq!(line.text(), "Кофе ☕️ и 👩‍👩‍👧‍👦, семья 🇷🇺🇩🇪");
    sound(&doc);
    // A further face that has them is asked first.
    let cyrillic_only = Fonts {
        more: &[fonts.ui],
        ..fonts
    };
    assert!(layout(&doc, &cyrillic_only).is_ok());
}

#[test]
fn only_web_and_mail_addresses_are_links() {
    let fact = |value: &str, link| Fact {
        label: "Сайт".into(),
        value: value.into(),
        link,
        source: None,
    };
    let doc = of(vec![Block::Facts(vec![
        fact("https://vk.com/lampa", true),
        fact("https://кофе.рф/", true),
        fact("mailto:a@b.ru", true),
        fact("javascript:alert(1)", true),
        fact("tel:+79000000000", true),
        fact("https://example.com", false),
    ])]);
    let fonts = fonts();
    let laid = layout(&doc, &fonts).unwrap();
    let links: Vec<String> = laid
        .pages()
        .iter()
        .flat_map(|p| &p.items)
        .filter_map(|i| match &i.what {
            What::Link(_, _, Target::Address(address), _) => Some(address.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        links,
        [
            "https://vk.com/lampa",
            "https://xn--e1ajmy.xn--p1ai/",
            "mailto:a@b.ru"
        ]
    );
}

#[test]
fn the_look_is_kept_on_every_page() {
    let mut doc = plain("school.ru");
    doc.sections.truncate(3);
    doc.look.confidential = "Только для клиента".into();
    doc.look.design = Design::Agency;
    doc.look.logo = Some(Arc::new(Logo {
        png: std::fs::read("public/icons/icon-192.png").unwrap(),
        width: 192,
        height: 192,
    }));
    sound(&doc);
    let fonts = fonts();
    let laid = layout(&doc, &fonts).unwrap();
    for page in laid.pages() {
        let secret = page.items.iter().any(|i| {
            i.mark == Mark::Header
                && matches!(&i.what, What::Text(l) if l.text().contains("Только для клиента"))
        });
        let logo = page
            .items
            .iter()
            .any(|i| matches!(i.what, What::Picture(..)));
        assert!(secret && logo);
    }
    doc.look.logo = Some(Arc::new(Logo {
        png: vec![1, 2, 3],
        width: 1,
        height: 1,
    }));
    assert_eq!(layout(&doc, &fonts).err(), Some(Failed::Logo));
}

#[test]
fn one_page_has_neither_title_page_nor_contents() {
    let mut doc = plain("coffee.ru");
    doc.sections.truncate(1);
    doc.footnotes.clear();
    doc.look.design = Design::OnePage;
    let fonts = fonts();
    let laid = layout(&doc, &fonts).unwrap();
    assert_eq!(laid.contents, [1]);
    let first: String = laid.sheets[0]
        .strips
        .iter()
        .flat_map(|s| s.texts())
        .collect();
    assert!(bare(&first).starts_with(&bare(&doc.title)), "{first}");
}

#[test]
fn fonts_that_cannot_be_read_are_named() {
    let doc = of(vec![text("x")]);
    let broken = Fonts {
        ui: b"not a font",
        ..fonts()
    };
    let options = Options {
        author: "",
        date: today(),
        fonts: &broken,
    };
    assert_eq!(to_pdf(&doc, &options), Err(Failed::Font(2)));
}
