//! Decks of every kind, for the tests of slides.
#![allow(dead_code)]

use crate::books::{EXAMPLES, half, hostile, load};
use chrono::NaiveDate;
use planerka::modules::Workbook;
use planerka::report::deck::{self, Deck};
use planerka::report::{Design, Logo, Look, Rgb};
use std::fs;
use std::sync::Arc;

/// The day the decks are made: before the examples begin.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// An agency's look.
pub fn agency() -> Look {
    Look {
        design: Design::Agency,
        accent: Rgb(0x24, 0x4e, 0x9b),
        logo: Some(Arc::new(Logo {
            png: fs::read("public/icons/icon-192.png").unwrap(),
            width: 192,
            height: 192,
        })),
        confidential: "Конфиденциально <только для клиента> & \u{0}".into(),
    }
}

/// Decks of every kind, each with the name of its file.
pub fn corpus() -> Vec<(String, Deck)> {
    let mut out: Vec<(String, Deck)> = Vec::new();
    let mut add = |name: &str, w: &Workbook| out.push((name.into(), deck::build(w, today())));
    for name in EXAMPLES {
        let mut w = load(name);
        add(name, &w);
        w.desk.with_review = true;
        add(&format!("reviewed.{name}"), &w);
    }
    add("half.ru", &half("coffee.ru"));
    add("half.en", &half("school.en"));
    add("empty.ru", &Workbook::default());
    let mut english = Workbook::default();
    english.frame.language = "en".into();
    add("empty.en", &english);
    add("hostile.ru", &hostile("coffee.ru", &["date", "time"]));
    let mut w = hostile("school.en", &["date", "language"]);
    w.desk.with_review = true;
    add("hostile.en", &w);
    for (name, text) in [
        ("long.ru", "слово ".repeat(400)),
        ("word.en", "W".repeat(3000)),
    ] {
        let mut w = load("coffee.ru");
        w.frame.project = text.clone();
        w.frame.language = name[name.len() - 2..].into();
        w.brief.company = text.clone();
        w.brief.usp = text.clone();
        w.frame.risks = vec![text.clone(); 9];
        for p in &mut w.audience.personas {
            p.name = text.clone();
            p.job_want = text.clone();
        }
        for k in &mut w.goals.kpis {
            k.name = text.clone();
        }
        for r in &mut w.content.rubrics {
            r.name = text.clone();
        }
        for c in &mut w.competitors.competitors {
            c.name = text.clone();
        }
        add(name, &w);
    }
    let mut look = deck::build(&load("coffee.ru"), today());
    look.look = agency();
    out.push(("agency.ru".into(), look));
    out
}
