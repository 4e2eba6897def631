//! Slides as files: written for every kind of workbook, read back by an XML reader of its own, and left in `target/export`
//! with what a reader must find in them, for the readers of other programs in `tests/export`.

#[path = "books/mod.rs"]
mod books;
#[path = "books/decks.rs"]
mod decks;
#[path = "books/parts.rs"]
mod parts;

use books::{EXAMPLES, HOSTILE, load};
use decks::{agency, corpus, today};
use parts::{text, unzip};
use planerka::export::pptx::{Failed, Options, to_pptx};
use planerka::report::Logo;
use planerka::report::deck::{self, Item, Part, scenes};
use roxmltree::{Document as Xml, Node};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const P: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn options() -> Options<'static> {
    Options {
        author: "Анна «Угол» & Co",
        date: today(),
    }
}

fn named<'a, 'i>(
    node: Node<'a, 'i>,
    space: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants()
        .filter(move |n| n.has_tag_name((space, name)))
}

/// What a shape or cell says, its paragraphs apart.
fn said(node: Node<'_, '_>) -> String {
    named(node, A, "p")
        .map(|p| {
            named(p, A, "t")
                .filter_map(|t| t.text())
                .collect::<String>()
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The path a relation of a part leads to.
fn target(part: &str, relation: &str) -> String {
    let mut path: Vec<&str> = part.split('/').collect();
    path.pop();
    for step in relation.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[test]
fn every_part_is_sound_and_every_relation_leads_somewhere() {
    for (name, deck) in corpus() {
        let parts = unzip(&to_pptx(&deck, &options()).unwrap());
        let xml: BTreeMap<&str, Xml<'_>> = parts
            .keys()
            .filter(|k| !k.ends_with(".png"))
            .map(|k| {
                let parsed = Xml::parse(text(&parts, k));
                (
                    k.as_str(),
                    parsed.unwrap_or_else(|e| panic!("{name} {k}: {e}")),
                )
            })
            .collect();
        let typed: BTreeSet<&str> = xml["[Content_Types].xml"]
            .descendants()
            .filter_map(|n| n.attribute("PartName"))
            .collect();
        for part in &typed {
            assert!(parts.contains_key(&part[1..]), "{name}: {part}");
        }
        for part in parts
            .keys()
            .filter(|k| k.ends_with(".xml") && !k.starts_with('['))
        {
            assert!(typed.contains(format!("/{part}").as_str()), "{part}");
        }
        let mut reached = BTreeSet::new();
        for (rels, parsed) in xml.iter().filter(|(k, _)| k.ends_with(".rels")) {
            let owner = rels.replace("_rels/", "").replace(".rels", "");
            let ids: BTreeSet<&str> = parsed
                .descendants()
                .filter_map(|n| n.attribute("Id"))
                .collect();
            for r in parsed
                .descendants()
                .filter(|n| n.has_tag_name("Relationship"))
            {
                assert_eq!(r.attribute("TargetMode"), None);
                let to = target(&owner, r.attribute("Target").unwrap());
                assert!(parts.contains_key(&to), "{name} {rels}: {to}");
                reached.insert(to);
            }
            if let Some(part) = xml.get(owner.as_str()) {
                for n in part.descendants() {
                    for attribute in ["id", "embed", "link"] {
                        if let Some(id) = n.attribute((R, attribute)) {
                            assert!(ids.contains(id), "{name} {owner}: {id}");
                        }
                    }
                }
            }
        }
        for part in parts
            .keys()
            .filter(|k| !k.ends_with(".rels") && !k.starts_with('['))
        {
            assert!(reached.contains(part), "{name}: nothing leads to {part}");
        }
        // Ids of shapes are unique on a slide, and no shape is inside out.
        for (part, parsed) in xml
            .iter()
            .filter(|(k, _)| k.starts_with("ppt/slides/slide"))
        {
            let mut ids = BTreeSet::new();
            for n in named(parsed.root(), P, "cNvPr") {
                assert!(ids.insert(n.attribute("id").unwrap()), "{name} {part}");
            }
            for n in named(parsed.root(), A, "ext").filter(|n| n.has_attribute("cx")) {
                for side in ["cx", "cy"] {
                    let n: i64 = n.attribute(side).unwrap().parse().unwrap();
                    assert!((0..=12_192_000).contains(&n), "{name} {part}: {n}");
                }
            }
            for t in named(parsed.root(), A, "tbl") {
                let columns = named(t, A, "gridCol").count();
                for row in named(t, A, "tr") {
                    assert_eq!(named(row, A, "tc").count(), columns);
                }
            }
        }
    }
}

#[test]
fn the_file_says_what_the_slides_say_in_their_order() {
    for (name, deck) in corpus() {
        let parts = unzip(&to_pptx(&deck, &options()).unwrap());
        for (i, scene) in scenes(&deck).iter().enumerate() {
            let slide =
                Xml::parse(text(&parts, &format!("ppt/slides/slide{}.xml", i + 1))).unwrap();
            let titles: Vec<String> = named(slide.root(), P, "sp")
                .filter(|s| {
                    named(*s, P, "ph")
                        .any(|p| matches!(p.attribute("type"), Some("title" | "ctrTitle")))
                })
                .map(said)
                .collect();
            let want = scene.items.iter().find_map(|item| match item {
                Item::Text(t) if t.part == Part::Title => Some(t.paragraphs[0].text.clone()),
                _ => None,
            });
            assert_eq!(titles, [want.unwrap()], "{name}");
            let cells: Vec<String> = named(slide.root(), A, "tc").map(said).collect();
            let want: Vec<String> = scene
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Table(t) => Some(t),
                    _ => None,
                })
                .flat_map(|t| t.rows.iter().flat_map(|r| &r.cells))
                .map(|p| p.text.clone())
                .collect();
            assert_eq!(cells, want, "{name}");
            for n in slide.descendants().filter(|n| {
                n.has_tag_name((P, "grpSp"))
                    || n.has_tag_name((P, "pic"))
                    || n.has_tag_name((P, "graphicFrame"))
            }) {
                let about = named(n, P, "cNvPr").next().unwrap();
                assert!(!about.attribute("descr").unwrap().is_empty(), "{name}");
            }
            let lang = if deck.locale.tag() == "ru" {
                "ru-RU"
            } else {
                "en-GB"
            };
            for r in named(slide.root(), A, "rPr") {
                assert_eq!(r.attribute("lang"), Some(lang));
            }
            let notes = format!("ppt/notesSlides/notesSlide{}.xml", i + 1);
            let notes = Xml::parse(text(&parts, &notes)).unwrap();
            assert!(!said(notes.root()).trim().is_empty(), "{name}: no notes");
            assert!(
                slide
                    .descendants()
                    .all(|n| n.tag_name().name() != "transition")
            );
        }
    }
}

#[test]
fn the_same_deck_gives_the_same_bytes() {
    for name in EXAMPLES {
        let w = load(name);
        let write = || to_pptx(&deck::build(&w, today()), &options()).unwrap();
        assert_eq!(write(), write());
    }
}

#[test]
fn a_logo_that_is_no_picture_is_refused() {
    let mut deck = deck::build(&load("coffee.ru"), today());
    let mut look = agency();
    look.logo = Some(Arc::new(Logo {
        png: b"<svg/>".to_vec(),
        width: 1,
        height: 1,
    }));
    deck.look = look;
    assert_eq!(to_pptx(&deck, &options()), Err(Failed::Logo));
    deck.look = agency();
    let parts = unzip(&to_pptx(&deck, &options()).unwrap());
    assert_eq!(
        parts["ppt/media/logo.png"],
        fs::read("public/icons/icon-192.png").unwrap()
    );
    let slide = text(&parts, "ppt/slides/slide2.xml");
    assert!(slide.contains("Конфиденциально &lt;только для клиента&gt; &amp;"));
    assert!(
        text(&parts, "ppt/theme/theme1.xml").contains("<a:accent1><a:srgbClr val=\"244E9B\"/>")
    );
}

#[test]
fn hostile_texts_come_out_as_they_are_shown() {
    for hostile in HOSTILE {
        let mut w = load("coffee.ru");
        w.frame.project = hostile.into();
        let parts = unzip(&to_pptx(&deck::build(&w, today()), &options()).unwrap());
        let slide = Xml::parse(text(&parts, "ppt/slides/slide1.xml")).unwrap();
        let shown: String = hostile
            .chars()
            .filter(|c| {
                (!c.is_control() || c.is_whitespace())
                    && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}')
            })
            .collect();
        let letters = |s: &str| s.split_whitespace().collect::<String>();
        let nel = letters(&shown).replace('\u{85}', "");
        assert!(letters(&said(slide.root())).contains(&nel), "{hostile:?}");
    }
}

#[test]
fn files_for_other_readers() {
    fs::create_dir_all("target/export").unwrap();
    for (name, deck) in corpus() {
        let bytes = to_pptx(&deck, &options()).unwrap();
        fs::write(format!("target/export/{name}.pptx"), &bytes).unwrap();
        let slides: Vec<_> = scenes(&deck)
            .into_iter()
            .map(|s| {
                let mut title = String::new();
                let mut tables = Vec::new();
                for item in &s.items {
                    match item {
                        Item::Text(t) if t.part == Part::Title => {
                            title = t.paragraphs[0].text.clone();
                        }
                        Item::Table(t) => tables.push(
                            t.rows
                                .iter()
                                .map(|r| r.cells.iter().map(|c| &c.text).cloned().collect())
                                .collect::<Vec<Vec<String>>>(),
                        ),
                        _ => {}
                    }
                }
                json!({ "title": title, "tables": tables, "notes": s.notes })
            })
            .collect();
        let want = json!({
            "title": deck.title,
            "author": options().author,
            "lang": if deck.locale.tag() == "ru" { "ru-RU" } else { "en-GB" },
            "slides": slides,
        });
        fs::write(format!("target/export/{name}.pptx.json"), want.to_string()).unwrap();
    }
}
