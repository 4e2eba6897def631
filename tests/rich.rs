//! The document for the clipboard: every text of it is there, in order, in both forms, and the HTML is well formed.

use planerka::document::from_json;
use planerka::export::to_rich;
use planerka::kernel::Block;
use planerka::modules::Workbook;
use planerka::report::{self, Document};
use std::fs;

fn document(name: &str) -> Document {
    let bytes = fs::read(format!("public/examples/{name}.json")).unwrap();
    let w = from_json(&bytes).unwrap().workbook;
    report::build(&w, "2026-11-22".parse().unwrap())
}

/// Every text of a document, in order, contents left out.
fn texts(doc: &Document) -> Vec<String> {
    let mut out = vec![doc.kind.clone(), doc.title.clone()];
    out.extend(doc.client.clone());
    out.push(doc.look.confidential.clone());
    for (label, value) in &doc.imprint {
        out.extend([label.clone(), value.clone()]);
    }
    for section in &doc.sections {
        out.push(section.title.clone());
        for block in &section.blocks {
            match block {
                Block::Heading { text, .. }
                | Block::Text { text, .. }
                | Block::Lead { text, .. } => {
                    out.push(text.clone());
                }
                Block::Note(text) => out.push(text.clone()),
                Block::Missing { label, .. } => out.push(label.clone()),
                Block::Facts(facts) => {
                    for f in facts {
                        out.extend([f.label.clone(), f.value.clone()]);
                    }
                }
                Block::List { title, items, .. } => {
                    out.push(title.clone());
                    out.extend(items.clone());
                }
                Block::Table {
                    caption,
                    columns,
                    rows,
                    ..
                } => {
                    out.push(caption.clone());
                    out.extend(columns.iter().map(|c| c.title.clone()));
                    out.extend(rows.iter().flatten().cloned());
                }
                Block::Figure(f) => {
                    out.push(f.caption.clone());
                    if f.data.is_empty() {
                        out.push(f.drawing.description.clone());
                    }
                    out.extend(f.data.iter().flatten().cloned());
                }
            }
        }
    }
    out.extend(doc.footnotes.clone());
    out
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Is each text in `all`, the next one behind the one before?
fn in_order(all: &str, texts: &[String]) {
    let mut rest = all;
    for text in texts.iter().map(|t| words(t)).filter(|t| !t.is_empty()) {
        let at = rest.find(&text);
        assert!(at.is_some(), "{text:?} is missing or out of order");
        rest = &rest[at.unwrap() + text.len()..];
    }
}

#[test]
fn every_text_is_there_in_order() {
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        let mut doc = document(name);
        doc.look.confidential = "Только для клиента".into();
        let rich = to_rich(&doc);
        let all = texts(&doc);
        assert!(all.len() > 500, "{name}: {}", all.len());
        in_order(&words(&rich.plain), &all);
        // Read as XML, which it is but for the tags that stand alone.
        let xml = rich.html.replace("<br>", "\n").replace("<hr>", "");
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let shown: Vec<&str> = tree
            .descendants()
            .filter_map(|n| n.text().filter(|_| n.is_text()))
            .collect();
        in_order(&words(&shown.join(" ")), &all);
        let count = |tag: &str| tree.descendants().filter(|n| n.has_tag_name(tag)).count();
        assert_eq!(count("h1"), doc.sections.len());
        assert!(
            count("h2") > 5 && count("ul") > 2 && count("table") > 5,
            "{name}"
        );
        assert!(!rich.html.contains(" style="), "our policy forbids them");
        for tag in ["script", "style", "img", "svg", "nav", "h4"] {
            assert_eq!(count(tag), 0, "{name}: {tag}");
        }
        // Rows of tables have as many cells as there are columns, or a word processor would shift them.
        for table in tree.descendants().filter(|n| n.has_tag_name("table")) {
            let cells = |row: roxmltree::Node<'_, '_>| {
                row.children()
                    .filter(|n| n.has_tag_name("td") || n.has_tag_name("th"))
                    .count()
            };
            let widths: Vec<usize> = table
                .descendants()
                .filter(|n| n.has_tag_name("tr"))
                .map(cells)
                .collect();
            assert!(widths.iter().all(|w| *w == widths[0]), "{name}: {widths:?}");
        }
    }
}

#[test]
fn hostile_words_and_an_empty_workbook_do_no_harm() {
    let mut w = Workbook::default();
    w.frame.project = "</p><script>alert(1)</script>\u{0}\u{1}".into();
    w.frame.summary = "&amp; <b>не жирный</b>\nвторая строка".into();
    let doc = report::build(&w, "2026-11-22".parse().unwrap());
    let rich = to_rich(&doc);
    assert!(!rich.html.contains("<script"), "{}", rich.html);
    assert!(!rich.html.contains(['\u{0}', '\u{1}']));
    assert!(rich.plain.contains("<script>alert(1)</script>"));
    let empty = report::build(&Workbook::default(), "2026-11-22".parse().unwrap());
    let rich = to_rich(&empty);
    assert!(rich.html.starts_with("<div lang=\"ru\">") && rich.html.ends_with("</div>"));
    assert!(!rich.plain.trim().is_empty());
}
