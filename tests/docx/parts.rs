//! The file as an XML reader of its own finds it.

use crate::archive::{Parts, text, unzip};
use crate::expected::{
    HOSTILE, corpus, expected, filled_with, options, page, seen, today, workbook,
};
use planerka::chart::{Drawing, Shape};
use planerka::export::docx::{Failed, Options, to_docx};
use planerka::kernel::block::Fact;
use planerka::kernel::{Block, Column, Figure, Section};
use planerka::modules::Workbook;
use planerka::report::{self, Document};
use proptest::prelude::*;
use roxmltree::{Document as Xml, Node};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn written(doc: &Document, options: &Options<'_>) -> Parts {
    unzip(&to_docx(doc, options).unwrap())
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((W, name))
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants()
        .filter(move |n| n.has_tag_name((W, name)))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.has_tag_name((W, name)))
}

/// What a paragraph says; drawings say nothing, fields their result.
fn said(paragraph: Node<'_, '_>) -> String {
    let mut out = String::new();
    for run in
        named(paragraph, "r").filter(|r| !r.ancestors().any(|a| a.has_tag_name((W, "drawing"))))
    {
        for part in run.children() {
            match part.tag_name().name() {
                "t" => out.push_str(part.text().unwrap_or_default()),
                "br" => out.push('\n'),
                "tab" => out.push('\t'),
                _ => {}
            }
        }
    }
    out
}

/// The body as the test of the other readers has it.
fn read(parts: &Parts) -> (Vec<Json>, Vec<String>) {
    let styles = Xml::parse(text(parts, "word/styles.xml")).unwrap();
    let names: BTreeMap<&str, &str> = named(styles.root(), "style")
        .map(|s| {
            (
                attribute(s, "styleId").unwrap(),
                attribute(child(s, "name").unwrap(), "val").unwrap(),
            )
        })
        .collect();
    let document = Xml::parse(text(parts, "word/document.xml")).unwrap();
    let body = named(document.root(), "body").next().unwrap();
    let mut contents = Vec::new();
    let mut out = Vec::new();
    for node in body.children() {
        match node.tag_name().name() {
            "sdt" => contents.extend(
                named(node, "p")
                    .filter(|p| named(*p, "hyperlink").next().is_some())
                    .map(|p| said(p)),
            ),
            "tbl" => {
                let rows = node
                    .children()
                    .filter(|n| n.has_tag_name((W, "tr")))
                    .map(|row| {
                        let cells = row.children().filter(|n| n.has_tag_name((W, "tc")));
                        cells.map(said).collect::<Vec<_>>()
                    });
                out.push(json!(["table", rows.collect::<Vec<_>>()]));
            }
            "p" => {
                let style = child(child(node, "pPr").unwrap(), "pStyle").unwrap();
                let name = names[attribute(style, "val").unwrap()];
                let name = match name {
                    "heading 1" => "Heading 1",
                    "heading 2" => "Heading 2",
                    "heading 3" => "Heading 3",
                    "caption" => "Caption",
                    name => name,
                };
                if name == "Figure Block" {
                    let about = node
                        .descendants()
                        .find(|n| n.tag_name().name() == "docPr")
                        .unwrap();
                    let texts: Vec<String> = named(node, "txbxContent")
                        .map(|t| named(t, "t").filter_map(|t| t.text()).collect())
                        .collect();
                    out.push(json!([
                        "figure",
                        about.attribute("title"),
                        about.attribute("descr"),
                        texts
                    ]));
                } else if name != "After Table" && name != "footnote text" {
                    out.push(json!([name, said(node)]));
                }
            }
            _ => {}
        }
    }
    (out, contents)
}

/// Attributes hold line breaks and tabs as spaces.
fn flat(figures: &mut [Json]) {
    for figure in figures.iter_mut().filter(|f| f[0] == "figure") {
        for i in [1, 2] {
            let line = figure[i].as_str().unwrap().replace(['\n', '\t'], " ");
            figure[i] = json!(line);
        }
    }
}

#[test]
fn the_file_says_what_the_document_says_in_its_order() {
    for (name, doc) in corpus() {
        let parts = written(doc, &options());
        let (got, contents) = read(&parts);
        let want = expected(doc);
        let mut blocks = want["blocks"].as_array().unwrap().clone();
        flat(&mut blocks);
        for (i, (got, want)) in got.iter().zip(&blocks).enumerate() {
            // The asterisk of the footnote may have come in.
            let bare = |v: &Json| v.to_string().replace('*', "");
            assert_eq!(bare(got), bare(want), "{name}: block {i}");
        }
        assert_eq!(got.len(), blocks.len(), "{name}");
        assert_eq!(json!(contents), want["contents"], "{name}");
    }
}

#[test]
fn f5_every_part_is_sound_and_refers_to_what_there_is() {
    for (name, doc) in corpus() {
        let mut options = options();
        options.pages = Some(&page);
        sound(name, &written(doc, &options));
    }
}

pub fn sound(name: &str, parts: &Parts) {
    let xml: BTreeMap<&str, Xml<'_>> = parts
        .keys()
        .filter(|k| !k.ends_with(".png"))
        .map(|k| {
            (
                k.as_str(),
                Xml::parse(text(parts, k)).unwrap_or_else(|e| panic!("{name} {k}: {e}")),
            )
        })
        .collect();
    let types = &xml["[Content_Types].xml"];
    let typed: BTreeSet<&str> = types
        .descendants()
        .filter_map(|n| n.attribute("PartName"))
        .collect();
    let known: BTreeSet<&str> = types
        .descendants()
        .filter_map(|n| n.attribute("Extension"))
        .collect();
    for part in parts
        .keys()
        .filter(|k| !k.ends_with(".rels") && *k != "[Content_Types].xml")
    {
        let typed = typed.contains(format!("/{part}").as_str());
        assert!(
            typed || known.contains("png") && part.ends_with(".png"),
            "{part} has no type"
        );
    }
    assert!(
        typed.iter().all(|t| parts.contains_key(&t[1..])),
        "{typed:?}"
    );
    let mut relations = BTreeSet::new();
    for (folder, rels) in [
        ("", "_rels/.rels"),
        ("word/", "word/_rels/document.xml.rels"),
    ] {
        for r in xml[rels]
            .descendants()
            .filter(|n| n.has_tag_name("Relationship"))
        {
            let target = r.attribute("Target").unwrap();
            if r.attribute("TargetMode") == Some("External") {
                let open = ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|s| target.starts_with(s));
                assert!(open, "{name}: a link leads to {target}");
            } else {
                assert!(
                    parts.contains_key(&format!("{folder}{target}")),
                    "{target} is missing"
                );
            }
            if folder == "word/" {
                relations.insert(r.attribute("Id").unwrap());
            }
        }
    }
    let styles: BTreeSet<&str> = named(xml["word/styles.xml"].root(), "style")
        .filter_map(|s| attribute(s, "styleId"))
        .collect();
    let document = xml["word/document.xml"].root();
    let bookmarks: Vec<&str> = named(document, "bookmarkStart")
        .filter_map(|b| attribute(b, "name"))
        .collect();
    assert_eq!(
        bookmarks.iter().collect::<BTreeSet<_>>().len(),
        bookmarks.len()
    );
    let mut ids = BTreeSet::new();
    for part in xml.values() {
        for node in part.descendants().filter(|n| n.is_element()) {
            let tag = node.tag_name().name();
            if ["pStyle", "rStyle", "tblStyle", "basedOn", "next"].contains(&tag) {
                let style = attribute(node, "val").unwrap();
                assert!(styles.contains(style), "no style {style}");
            }
            if ["docPr", "cNvPr"].contains(&tag)
                && node
                    .tag_name()
                    .namespace()
                    .is_some_and(|n| !n.ends_with("picture"))
            {
                assert!(
                    ids.insert(node.attribute("id").unwrap().to_owned()),
                    "{name}: an id is there twice"
                );
            }
            for r in [node.attribute((R, "id")), node.attribute((R, "embed"))]
                .into_iter()
                .flatten()
            {
                assert!(relations.contains(r), "no relation {r}");
            }
            if let Some(anchor) = attribute(node, "anchor") {
                assert!(bookmarks.contains(&anchor), "no place {anchor}");
            }
            // What fields do is ours.
            if tag == "instrText" {
                let words: Vec<&str> = node.text().unwrap().split_whitespace().collect();
                let ours = match words.as_slice() {
                    ["PAGE" | "NUMPAGES"] | ["TOC", "\\o", "\"1-2\"", "\\h", "\\z"] => true,
                    ["SEQ", name, "\\*", "ARABIC"] => {
                        ["Table", "Figure", "Таблица", "Рисунок"].contains(name)
                    }
                    ["PAGEREF", place, "\\h"] => bookmarks.contains(place),
                    _ => false,
                };
                assert!(ours, "{name}: a field says {words:?}");
            }
        }
        let mut open = 0;
        for mark in named(part.root(), "fldChar").filter_map(|n| attribute(n, "fldCharType")) {
            open += match mark {
                "begin" => 1,
                "end" => -1,
                _ => 0,
            };
            assert!((0..3).contains(&open), "{name}: fields do not nest");
        }
        assert_eq!(open, 0, "{name}: a field has no end");
    }
    // Every table has as many cells as columns, as wide as the text, a column of it or (the cover) the paper, and something after it.
    let page = named(document, "pgSz").next().unwrap();
    let width: usize = attribute(page, "w").unwrap().parse().unwrap();
    for table in named(document, "tbl") {
        let columns: Vec<usize> = named(table, "gridCol")
            .map(|c| attribute(c, "w").unwrap().parse().unwrap())
            .collect();
        let text = width - 2 * 1134;
        let wide = columns.iter().sum::<usize>();
        assert!(
            [text, (text - 454) / 2, width].contains(&wide),
            "{name}: {wide}"
        );
        for row in named(table, "tr") {
            let spans = named(row, "gridSpan").filter_map(|s| attribute(s, "val"));
            let more: usize = spans.map(|n| n.parse::<usize>().unwrap() - 1).sum();
            assert_eq!(named(row, "tc").count() + more, columns.len(), "{name}");
        }
        let next = table.next_sibling().unwrap().tag_name().name();
        assert_eq!(next, "p", "{name}: after a table");
    }
}

/// The parts in readable form: one line a paragraph or row, and a sum of each part.
fn dump(parts: &Parts) -> String {
    let (blocks, contents) = read(parts);
    let mut s = String::new();
    for line in contents {
        let _ = writeln!(s, "contents: {line}");
    }
    for block in blocks {
        if block[0] == "table" {
            for row in block[1].as_array().unwrap() {
                let _ = writeln!(s, "  {row}");
            }
        } else {
            let rest: Vec<String> = block.as_array().unwrap()[1..]
                .iter()
                .map(Json::to_string)
                .collect();
            let _ = writeln!(s, "{}: {}", block[0].as_str().unwrap(), rest.join(" "));
        }
    }
    for (name, content) in parts {
        let sum = content.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, b| {
            (sum ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
        });
        let _ = writeln!(s, "{name}: {} bytes, {sum:016x}", content.len());
    }
    s
}

#[test]
fn documents_of_the_examples() {
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        let got = dump(&written(
            &report::build(&workbook(name), today()),
            &options(),
        ));
        let path = format!("tests/golden/{name}.docx.txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &got).unwrap();
        }
        let want = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = want.lines().zip(got.lines()).find(|(a, b)| a != b);
        assert!(
            want == got,
            "{path} differs: {differs:?}\nRun `make golden` when the change is meant."
        );
    }
}

fn document(blocks: Vec<Block>) -> Document {
    let mut doc = report::build(&Workbook::default(), today());
    doc.sections = vec![Section {
        id: "brief",
        title: "Раздел".into(),
        blocks,
    }];
    doc
}

fn fact(value: &str, link: bool) -> Block {
    Block::Facts(vec![Fact {
        label: "Сайт".into(),
        value: value.into(),
        link,
        source: None,
    }])
}

#[test]
fn f6_only_sound_addresses_of_facts_become_links() {
    let links = |value: &str, link| {
        let parts = written(&document(vec![fact(value, link)]), &options());
        let (blocks, _) = read(&parts);
        assert_eq!(blocks.last().unwrap()[1][0][1], json!(seen(value)));
        text(&parts, "word/_rels/document.xml.rels")
            .matches("External")
            .count()
    };
    assert_eq!(links("https://vk.com/lampa", true), 1);
    assert_eq!(links("mailto:a@b.ru", true), 1);
    assert_eq!(links("https://vk.com/lampa", false), 0);
    for bad in HOSTILE
        .iter()
        .chain(&["tel:+7900", "data:text/html,x", "\\\\srv\\x", "https://"])
    {
        let open = bad.starts_with("https://instagram.com");
        assert_eq!(links(bad, true), usize::from(open), "{bad}");
    }
}

fn footnote(parts: &Parts) -> Option<String> {
    let notes = Xml::parse(text(parts, "word/footnotes.xml")).unwrap();
    let note = named(notes.root(), "footnote").find(|n| attribute(*n, "id") == Some("1"))?;
    Some(said(note))
}

#[test]
fn the_meta_footnote_stands_where_meta_is_named_first() {
    let mut doc = document(vec![
        Block::Heading {
            level: 2,
            text: "Instagram в заголовке".into(),
            source: None,
        },
        Block::Text {
            text: "Ведём Инстаграм и Facebook*".into(),
            source: None,
        },
    ]);
    doc.footnotes = report::build(&workbook("coffee.ru"), today()).footnotes;
    let parts = written(&doc, &options());
    assert_eq!(footnote(&parts).as_deref(), Some(doc.footnotes[0].as_str()));
    let (blocks, _) = read(&parts);
    assert_eq!(blocks.last().unwrap()[1], "Ведём Инстаграм* и Facebook*");
    assert_eq!(
        text(&parts, "word/document.xml")
            .matches("<w:footnoteReference ")
            .count(),
        1
    );
    // The asterisk that was typed is the mark.
    doc.sections[0].blocks[1] = fact("Instagram*, давно", false);
    let parts = written(&doc, &options());
    assert_eq!(read(&parts).0.last().unwrap()[1][0][1], "Instagram*, давно");
    assert!(footnote(&parts).is_some());
    // An address keeps its letters, the mark stands behind it.
    doc.sections[0].blocks[1] = fact("https://instagram.com/x", true);
    let parts = written(&doc, &options());
    assert_eq!(
        read(&parts).0.last().unwrap()[1][0][1],
        "https://instagram.com/x*"
    );
    // WhatsApp alone has no place for it: it closes the document, as any other does.
    doc.sections[0].blocks[1] = fact("WhatsApp", false);
    doc.footnotes.push("Ещё одна".into());
    let parts = written(&doc, &options());
    assert_eq!(footnote(&parts), None);
    let xml = text(&parts, "word/document.xml");
    assert!(doc.footnotes.iter().all(|n| xml.contains(n.as_str())));
}

#[test]
fn page_numbers_come_from_the_caller_only() {
    let doc = report::build(&workbook("coffee.en"), today());
    let mut options = options();
    let plain = written(&doc, &options);
    assert!(!text(&plain, "word/document.xml").contains("PAGEREF"));
    options.pages = Some(&page);
    let (_, contents) = read(&written(&doc, &options));
    assert_eq!(contents[..2], ["1\tSummary\t100", "2\tProject frame\t200"]);
    // Word asks its reader about files before it updates fields on opening.
    for part in plain.values() {
        let text = String::from_utf8_lossy(part);
        assert!(!text.contains("updateFields") && !text.contains("w:dirty"));
    }
}

#[test]
fn language_paper_and_properties_are_those_asked_for() {
    let mut doc = report::build(&workbook("school.ru"), today());
    doc.look.confidential = "Конфиденциально".into();
    let ru = written(&doc, &options());
    let mut doc = report::build(&workbook("school.en"), today());
    doc.paper = "letter";
    let en = written(&doc, &Options::default());
    for (parts, lang, size, foot) in [
        (
            &ru,
            "ru-RU",
            "w:w=\"11906\" w:h=\"16838\"",
            "Страница 2 из 2",
        ),
        (&en, "en-GB", "w:w=\"12240\" w:h=\"15840\"", "Page 2 of 2"),
    ] {
        assert!(text(parts, "word/styles.xml").contains(&format!("<w:lang w:val=\"{lang}\"")));
        assert!(
            text(parts, "word/settings.xml")
                .contains(&format!("<w:themeFontLang w:val=\"{lang}\"/>"))
        );
        assert!(text(parts, "docProps/core.xml").contains(&format!("<dc:language>{lang}<")));
        assert!(text(parts, "word/document.xml").contains(size));
        let footer = Xml::parse(text(parts, "word/footer1.xml")).unwrap();
        assert!(said(footer.root_element()).ends_with(foot));
        assert!(
            parts
                .values()
                .all(|p| !String::from_utf8_lossy(p).contains("{width}"))
        );
    }
    let core = text(&ru, "docProps/core.xml");
    for want in [
        "Анна «Угол» &amp; Co",
        "2026-11-22T00:00:00Z</dcterms:created>",
    ] {
        assert!(core.contains(want), "{core}");
    }
    let head = |parts: &Parts| text(parts, "word/header1.xml").contains("Конфиденциально");
    assert!(head(&ru) && !head(&en));
}

fn figure(shapes: Vec<Shape>) -> Block {
    Block::Figure(Box::new(Figure {
        caption: "Рисунок 1. Доли".into(),
        drawing: Drawing {
            width: 640.0,
            height: 100.0,
            title: "Доли".into(),
            description: "Половина и половина".into(),
            shapes,
        },
        data: vec![
            vec!["Что".into(), "Доля".into()],
            vec!["VK".into(), "50 %".into()],
        ],
        source: None,
    }))
}

#[test]
fn figures_are_shapes_a_picture_or_their_data() {
    let arc = Shape::Path {
        d: "M0 0A5 5 0 0 1 9 9".into(),
        class: "c-data",
    };
    let plain = document(vec![figure(Vec::new())]);
    let parts = written(&plain, &options());
    sound("shapes", &parts);
    assert!(text(&parts, "word/document.xml").contains("Requires=\"wpg\""));
    let curved = document(vec![figure(vec![arc])]);
    let parts = written(&curved, &options());
    sound("data", &parts);
    let (blocks, _) = read(&parts);
    assert_eq!(
        blocks[blocks.len() - 2..],
        [
            json!(["Caption", "Рисунок 1. Доли"]),
            json!(["table", [["Что", "Доля"], ["VK", "50 %"]]]),
        ]
    );
    // Without numbers it is told in a sentence.
    let mut told = curved.clone();
    if let Some(Block::Figure(f)) = told.sections[0].blocks.last_mut() {
        f.data.clear();
    }
    let parts = written(&told, &options());
    sound("sentence", &parts);
    let shown = read(&parts).0;
    assert_eq!(
        shown[shown.len() - 1],
        json!(["Normal", "Половина и половина"])
    );
    let png = |_: usize| Some(b"\x89PNG\r\n\x1a\nrest".to_vec());
    let mut options = options();
    options.pictures = Some(&png);
    let parts = written(&curved, &options);
    sound("picture", &parts);
    assert_eq!(parts["word/media/figure0.png"], png(0).unwrap());
    assert!(text(&parts, "word/document.xml").contains("r:embed=\"P0\""));
    let other = |_: usize| Some(b"GIF89a".to_vec());
    options.pictures = Some(&other);
    assert_eq!(to_docx(&curved, &options), Err(Failed::Picture(0)));
}

#[test]
fn captions_are_numbered_by_fields() {
    let parts = written(&report::build(&workbook("coffee.ru"), today()), &options());
    let xml = Xml::parse(text(&parts, "word/document.xml")).unwrap();
    let captions: Vec<Node<'_, '_>> = named(xml.root(), "p")
        .filter(|p| named(*p, "pStyle").any(|s| attribute(s, "val") == Some("Caption")))
        .collect();
    assert!(captions.len() > 30, "{}", captions.len());
    assert!(captions.iter().all(|c| named(*c, "instrText").count() == 1));
    let heads = named(xml.root(), "tblHeader").count();
    assert_eq!(
        heads,
        captions
            .iter()
            .filter(|c| said(**c).starts_with("Таблица"))
            .count()
    );
    // A caption that only looks numbered stays text.
    let table = Block::Table {
        caption: "Таблица 7. Чужая".into(),
        columns: vec![Column::number("Сумма", 1)],
        rows: vec![vec!["1".into()]],
        source: None,
    };
    let parts = written(&document(vec![table]), &options());
    let body = text(&parts, "word/document.xml");
    assert!(!body.contains("SEQ") && body.matches("<w:jc w:val=\"right\"/>").count() == 2);
}

#[test]
fn a_megabyte_in_one_field_is_written() {
    let long = "слово <b> ".repeat(60_000);
    let doc = document(vec![
        Block::Text {
            text: long.clone(),
            source: None,
        },
        fact(&long, false),
    ]);
    let (blocks, _) = read(&written(&doc, &options()));
    assert_eq!(
        blocks[blocks.len() - 2][1].as_str().map(str::len),
        Some(long.len())
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_anywhere_makes_a_sound_file(texts in prop::collection::vec(any::<String>(), 12), raw in prop::collection::vec(0_u32..0x11_0000, 0..40)) {
        let odd: String = raw.into_iter().filter_map(char::from_u32).collect();
        let t = |i: usize| format!("{}{odd}", texts[i]);
        let mut doc = document(vec![
            Block::Heading { level: 2, text: t(0), source: None },
            Block::Text { text: t(1), source: None },
            Block::Lead { text: t(2), source: None },
            Block::List { title: t(3), items: vec![t(4), odd.clone()], source: None },
            fact(&t(5), true),
            fact(&t(6), false),
            Block::Table { caption: t(7), columns: vec![Column::text(t(8), 1), Column::number("n", 3)], rows: vec![vec![t(9), t(10)]; 3], source: None },
            figure(vec![Shape::Text { x: 3.0, y: 20.0, text: t(11), anchor: planerka::chart::Anchor::Middle, class: "c-label" }]),
        ]);
        doc.title = t(1);
        doc.client = Some(t(2));
        doc.imprint = vec![(t(3), t(4))];
        doc.footnotes = vec![t(5)];
        doc.look.confidential.clone_from(&odd);
        let author = t(6);
        let options = Options { author: &author, date: today(), pages: Some(&page), pictures: None };
        let parts = written(&doc, &options);
        sound("random", &parts);
        let (blocks, _) = read(&parts);
        let text = blocks.iter().find(|b| b[0] == "Normal").unwrap();
        prop_assert_eq!(text[1].as_str().unwrap(), seen(&t(1)));
    }
}

#[test]
fn words_that_break_layouts_reach_the_file_whole() {
    let doc = report::build(&filled_with("school.ru", HOSTILE[6]), today());
    let (blocks, _) = read(&written(&doc, &options()));
    let whole = blocks
        .iter()
        .filter(|b| b.to_string().contains("שלום עולם مرحبا بالعالم"))
        .count();
    assert!(whole > 50, "{whole}");
}
