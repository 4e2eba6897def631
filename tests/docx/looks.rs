//! Documents that wear something: every design with a logo, colours light and dark, a line about confidentiality. Left in
//! `target/looks` for whoever wants to look at them.

use crate::archive::text;
use crate::expected::{options, today, workbook};
use crate::parts::{sound, written};
use planerka::export::{to_html, to_markdown};
use planerka::report::{self, Design, Document, base64};
use std::fs;

/// A picture with a comment inside that must not travel.
const LOGO: &[u8] = include_bytes!("logo.png");
const SECRET: &str = "Конфиденциально. Только для «Угла» <& партнёров>";

fn dressed(name: &str, design: &str, accent: &str, paper: &str) -> Document {
    let mut w = workbook(name);
    w.desk.design = design.into();
    w.desk.accent = accent.into();
    w.desk.paper = paper.into();
    w.desk.logo = base64(LOGO);
    w.desk.confidential = SECRET.into();
    report::build(&w, today())
}

fn looks() -> Vec<(String, Document)> {
    let mut out = Vec::new();
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        for design in ["plain", "agency", "onepage"] {
            for (accent, paper) in [("#0b6e4f", "a4"), ("#f2b705", "letter")] {
                let doc = dressed(name, design, accent, paper);
                out.push((format!("{name}-{design}-{paper}"), doc));
            }
        }
    }
    out
}

#[test]
fn word_files_in_every_look_are_sound() {
    let folder = std::path::Path::new("target/looks");
    fs::create_dir_all(folder).unwrap();
    for (name, doc) in looks() {
        let parts = written(&doc, &options());
        sound(&name, &parts);
        let logo = &parts["word/media/logo.png"];
        assert_eq!(logo, &doc.look.logo.as_ref().unwrap().png);
        assert!(!logo.windows(6).any(|w| w == b"Secret"), "{name}");
        assert!(text(&parts, "word/_rels/header1.xml.rels").contains("media/logo.png"));
        let main = text(&parts, "word/document.xml");
        assert!(
            main.contains("descr=\"Логотип: ") || main.contains("descr=\"Logo: "),
            "{name}"
        );
        // Nothing is left in the colour that was not asked for.
        for part in [
            "word/styles.xml",
            "word/numbering.xml",
            "word/document.xml",
            "word/theme/theme1.xml",
        ] {
            let part = text(&parts, part);
            assert!(
                !part.contains("C8402F") && !part.contains("B03525"),
                "{name}"
            );
        }
        let head = text(&parts, "word/header1.xml");
        assert!(
            head.contains("Только для «Угла» &lt;&amp; партнёров&gt;"),
            "{name}"
        );
        let whole = doc.look.design != Design::OnePage;
        assert_eq!(main.contains("Table of Contents"), whole, "{name}");
        assert_eq!(doc.sections.len() == 1, !whole, "{name}");
        let bytes = planerka::export::docx::to_docx(&doc, &options()).unwrap();
        fs::write(folder.join(format!("{name}.docx")), bytes).unwrap();
        fs::write(folder.join(format!("{name}.html")), to_html(&doc)).unwrap();
    }
}

#[test]
fn a_light_colour_is_darkened_where_it_is_read() {
    let doc = dressed("coffee.ru", "agency", "#ffee00", "a4");
    let parts = written(&doc, &options());
    let line = doc.look.line().hex();
    assert_ne!(line, "FFEE00");
    let styles = text(&parts, "word/styles.xml");
    // The cover keeps the colour, under dark letters.
    assert!(text(&parts, "word/document.xml").contains("w:fill=\"FFEE00\""));
    assert!(styles.contains("<w:color w:val=\"1B1D22\"/>"));
    assert!(styles.contains(&format!("w:color=\"{line}\"")));
    assert!(!styles.contains("\"FFEE00\""));
    assert!(text(&parts, "word/numbering.xml").contains(&doc.look.text().hex()));
    let html = to_html(&doc);
    assert!(html.contains("--cover:#ffee00;--on-cover:#1b1d22;"));
    assert!(html.contains(&format!("--accent:{};", doc.look.line().css())));
}

#[test]
fn a_document_without_a_look_carries_none_of_it() {
    let doc = report::build(&workbook("coffee.ru"), today());
    assert!(doc.look.is_default());
    let html = to_html(&doc);
    assert!(
        !html.contains("data-design") && !html.contains("doc__plate") && !html.contains("<img")
    );
    let parts = written(&doc, &options());
    assert!(!parts.contains_key("word/media/logo.png"));
    assert!(text(&parts, "word/styles.xml").contains("C8402F"));
}

#[test]
fn what_is_hostile_in_a_look_does_nothing() {
    let mut w = workbook("coffee.en");
    w.desk.design = "\"><script>alert(1)</script>".into();
    w.desk.accent = "red;}body{background:url(https://evil.example)".into();
    w.desk.logo = "\"><svg onload=alert(1)>".into();
    w.desk.confidential = "</p><script>alert(1)</script>\u{0}".into();
    let doc = report::build(&w, today());
    assert_eq!(doc.look.design, Design::Plain);
    assert_eq!(doc.look.logo, None);
    let html = to_html(&doc);
    assert!(
        !html.contains("<script")
            && !html.contains("evil.example")
            && !html.contains("<svg onload")
    );
    assert!(html.contains("&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(to_markdown(&doc).contains("**\\</p\\>\\<script\\>alert(1)\\</script\\>**"));
    sound("hostile", &written(&doc, &options()));
}

#[test]
fn the_language_of_the_document_is_its_own() {
    let mut w = workbook("coffee.ru");
    let before = report::build(&w, today());
    w.desk.language = "en".into();
    let doc = report::build(&w, today());
    assert_eq!(w.frame.language.id(), "ru");
    assert_eq!(doc.locale.tag(), "en");
    assert_eq!(report::project_locale(&w).tag(), "ru");
    // What the user wrote stays as it is.
    assert_eq!((&doc.title, &doc.client), (&before.title, &before.client));
    assert!(to_html(&doc).contains("<html lang=\"en\">"));
    w.desk.language = "xx".into();
    assert_eq!(report::locale(&w).tag(), "ru");
}

#[test]
fn a_look_is_saved_read_and_taken_back() {
    use planerka::document::{Edit, from_json, to_json};
    use planerka::kernel::Value;
    use planerka::modules::desk::Desk;
    let mut w = workbook("coffee.ru");
    let bare = w.clone();
    let mut back = Vec::new();
    for (path, text) in [
        (Desk::design, "onepage".to_owned()),
        (Desk::accent, "#12".to_owned()),
        (Desk::logo, base64(LOGO)),
        (Desk::confidential, SECRET.to_owned()),
        (Desk::language, "en".to_owned()),
    ] {
        let value = Value::Text(text);
        back.push(w.apply(Edit::Set { path, value }).unwrap());
    }
    let read = from_json(to_json(&w).as_bytes()).unwrap().workbook;
    assert_eq!(read, w);
    // What is not yet a colour stays as typed.
    assert_eq!(read.desk.accent, "#12");
    for edit in back.into_iter().rev() {
        w.apply(edit).unwrap();
    }
    assert_eq!(w, bare);
}
