//! The page, the file that comes back, and what becomes of it, with hostile words in between.

#![cfg(test)]

mod apply;
mod file;

use super::*;
use crate::document::{Edit, History, LoadError, from_json, lineage, merge, to_json};
use crate::kernel::{Path, Row, RowId, Value};
use crate::modules::content::Post;
use crate::modules::review::ClientWord;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const HOSTILE: &[&str] = &[
    "\"><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "' onfocus=alert(1) x='",
    "javascript:alert(1)",
    "</script><!--",
    "{n} {of} &amp; 🔥👩🏽‍🚀 ё\u{202e}",
    "C:\\n\u{0}\u{7}",
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
}
fn options() -> Options {
    Options {
        today: today(),
        only_open: false,
    }
}
fn example(name: &str) -> Workbook {
    let bytes = std::fs::read(format!("public/examples/{name}.json")).unwrap();
    from_json(&bytes).unwrap().workbook
}
fn post(id: u64, title: &str, body: &str, status: &str) -> Post {
    Post {
        id: RowId(id),
        date: "2026-12-01".into(),
        title: title.into(),
        body: body.into(),
        status: status.into(),
        ..Post::default()
    }
}
fn plan() -> Workbook {
    let mut w = Workbook::default();
    w.frame.project = "Лампа".into();
    w.desk.origin = "abcd1234".into();
    w.brief.company = "Кофейня".into();
    w.content.posts = vec![
        post(1, "Первый", "Текст первого", "review"),
        post(2, "Второй", "Текст второго", "approved"),
        post(3, "Третий", "Текст третьего", "published"),
        post(4, "Четвёртый", "", "dropped"),
    ];
    w
}
fn ids() -> impl FnMut() -> RowId {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1000);
    || RowId(NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}
fn attr<'a>(tag: &'a str, name: &str) -> &'a str {
    let at = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    &tag[at..at + tag[at..].find('"').unwrap()]
}
/// Subjects of the page with the fingerprints of what stands there, as its script reads them.
fn asked(html: &str) -> Vec<(String, String)> {
    html.split("<fieldset ")
        .skip(1)
        .map(|tag| {
            let tag = tag.split('>').next().unwrap();
            (
                attr(tag, "data-subject").into(),
                attr(tag, "data-shown").into(),
            )
        })
        .collect()
}
/// A file as the page makes it: what is said of each subject.
fn answer(html: &str, said: &[(&str, &str, &str)]) -> Json {
    let prints = asked(html);
    let list: Vec<Json> = said
        .iter()
        .map(|(subject, verdict, comment)| {
            let shown = prints.iter().find(|(s, _)| s == subject);
            json!({ "subject": subject, "title": "Как было", "verdict": verdict, "comment": comment, "shown": shown.map_or("", |(_, p)| p), "date": "2026-11-28", "time": "14:03" })
        })
        .collect();
    json!({ "format": FORMAT, "version": 1, "origin": attr(html, "data-origin"), "tag": attr(html, "data-tag"), "project": "Лампа", "date": "2026-11-28", "name": "Ольга", "decisions": list })
}
fn read(json: &Json) -> Decisions {
    parse_decisions(json.to_string().as_bytes()).unwrap()
}
fn status(w: &Workbook, id: u64) -> &str {
    w.text(Post::TABLE.cell(RowId(id), Post::status))
}
fn applied(w: &Workbook, decisions: &Decisions, anyway: &[usize]) -> Workbook {
    let mut after = w.clone();
    after.apply_all(edits(w, decisions, anyway, ids())).unwrap();
    after
}

#[test]
fn the_policy_allows_exactly_our_script_and_no_request() {
    PAGE.check();
    let html = to_client_review(&example("coffee.ru"), options());
    assert!(html.contains(&format!("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'", PAGE.hash)));
    for word in [" src=", "<link", "<iframe", "<object", "action=", "@import"] {
        assert!(!html.contains(word), "{word}");
    }
}

#[test]
fn the_page_wears_what_the_document_wears() {
    let mut w = plan();
    assert!(!to_client_review(&w, options()).contains("class=\"plate\""));
    w.desk.accent = "#f2b705".into();
    w.desk.confidential = "Для <Лампы>".into();
    w.desk.logo = report::base64(include_bytes!("../../../../tests/docx/logo.png"));
    let html = to_client_review(&w, options());
    assert_eq!(html.matches("<img ").count(), 1);
    assert!(
        html.contains("<div class=\"plate\"><img class=\"doc__logo\" src=\"data:image/png;base64,")
    );
    assert!(html.contains("<p class=\"secret\">Для &lt;Лампы&gt;</p>"));
    assert!(html.contains("prefers-color-scheme:dark){:root{--accent:#"));
}

#[test]
fn hostile_words_get_in_as_words() {
    let plain = to_client_review(&plan(), options());
    let tags = |html: &str| html.matches('<').count();
    for words in HOSTILE {
        let mut w = plan();
        w.frame.project = (*words).into();
        w.frame.author = (*words).into();
        w.brief.company = (*words).into();
        let known = &mut w.content.posts[0];
        known.title = (*words).into();
        known.hook = (*words).into();
        known.body = (*words).into();
        known.asset = (*words).into();
        known.link = (*words).into();
        known.hashtags = (*words).into();
        let html = to_client_review(&w, options());
        assert!(
            !html.contains("<img") && !html.contains("<script>alert"),
            "{words}"
        );
        assert_eq!(html.matches("<script").count(), 1, "{words}");
        assert!(!html.contains("href=\"javascript"), "{words}");
        assert!(html.matches("<fieldset ").count() == plain.matches("<fieldset ").count());
        assert!(tags(&html) > tags(&plain));
        for tag in html.split("<fieldset ").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert_eq!(tag.matches('"').count(), 8, "{tag}");
        }
    }
}

#[test]
fn nothing_of_our_own_gets_in() {
    let mut w = example("coffee.ru");
    let ours = "Зеброид-тайна";
    for (at, p) in w.content.posts.iter_mut().enumerate() {
        p.owner = ours.into();
        p.ready = ours.into();
        p.keyword = ours.into();
        p.repurpose = ours.into();
        p.status = ["idea", "draft", "review", ""][at % 4].into();
    }
    w.desk.with_review = true;
    w.review.practice = ours.into();
    w.review.mutes = vec![crate::modules::review::Mute {
        id: RowId(1),
        reason: ours.into(),
        place: ours.into(),
        ..Default::default()
    }];
    w.review.guesses = vec![crate::modules::review::Guess {
        id: RowId(1),
        why: ours.into(),
        ..Default::default()
    }];
    w.review.client = vec![ClientWord {
        id: RowId(1),
        title: ours.into(),
        comment: ours.into(),
        ..ClientWord::default()
    }];
    let html = to_client_review(&w, options());
    assert!(!html.contains(ours));
    let l = Locale::Ru;
    for status in crate::modules::content::STATUS.options {
        let named = format!(">{}<", escape(l.label(status.label)));
        assert!(!html.contains(&named), "{named}");
    }
    assert!(!html.contains("class=\"doc__missing"));
    // Every column of a post is either shown or known to be ours.
    let known = [
        "topic",
        "stage",
        "personas",
        "goal",
        "keyword",
        "rights",
        "owner",
        "ready",
        "status",
        "repurpose",
        "buffer",
    ];
    for column in Post::COLUMNS {
        let shown = subject::SHOWN.contains(&column.id);
        assert!(shown != known.contains(&column.id), "{}", column.id);
    }
}

#[test]
fn each_section_and_each_open_post_is_asked_about_once() {
    let w = example("coffee.en");
    let html = to_client_review(&w, options());
    let subjects: Vec<String> = asked(&html).into_iter().map(|(s, _)| s).collect();
    let mut once = subjects.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), subjects.len());
    for page in Workbook::PAGES {
        let there = !report::section_for_client(&w, Locale::En, page.slug)
            .blocks
            .is_empty();
        assert_eq!(
            subjects.iter().any(|s| s == page.slug),
            there,
            "{}",
            page.slug
        );
    }
    let posts = subjects.iter().filter(|s| s.starts_with("content.posts."));
    assert_eq!(posts.count(), shown_posts(&w, false).len());
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert_eq!(html, to_client_review(&w, options()));
    // Ids of the page itself and those of sections do not meet.
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .map(|t| &t[..t.find('"').unwrap()])
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn posts_that_are_out_or_off_are_not_asked_about_and_approved_ones_on_request() {
    let titles = |only_open| -> Vec<u64> {
        shown_posts(&plan(), only_open)
            .iter()
            .map(|p| p.id.0)
            .collect()
    };
    assert_eq!(titles(false), [1, 2]);
    assert_eq!(titles(true), [1]);
    let mut w = plan();
    w.desk.hidden = vec!["content".into()];
    assert!(shown_posts(&w, false).is_empty());
    let html = to_client_review(&w, options());
    assert!(!html.contains("id=\"plan\""));
}

#[test]
fn an_empty_workbook_makes_a_page_too() {
    let html = to_client_review(&Workbook::default(), options());
    assert!(asked(&html).is_empty() && html.contains("id=\"end\""));
}
