//! Strategies with twelve planted mistakes each: the reviewer finds every one where it was planted, in both languages, and
//! stops nothing else. A mistake is a few edits of a good strategy, so that what is wrong can be read in the fixture. What the
//! app offers for practice (`public/practice`) is made from the same edits: `make golden` writes it anew.

use chrono::NaiveDate;
use planerka::document::{Edit, from_json, to_json};
use planerka::i18n::Locale;
use planerka::kernel::{CellRef, RowId, Value};
use planerka::modules::Workbook;
use planerka::review::practice::{
    MISTAKES, PRACTICES as NAMES, Planted, compare, planted, practising, spot_words,
};
use planerka::review::{Severity, review};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// The strategy without mistakes: an example, or one in both languages that stands beside the mistakes.
fn good(name: &str, l: Locale) -> Workbook {
    let base = format!("tests/core/practice/{name}.base.json");
    let bytes = match fs::read_to_string(base) {
        Ok(text) => one_language(serde_json::from_str(&text).unwrap(), l)
            .to_string()
            .into_bytes(),
        Err(_) => fs::read(format!("public/examples/{name}.{}.json", l.tag())).unwrap(),
    };
    let loaded = from_json(&bytes).unwrap();
    assert_eq!(loaded.notes, [], "{name}");
    loaded.workbook
}

/// `{"ru": …, "en": …}` becomes the one of the language.
fn one_language(value: Json, l: Locale) -> Json {
    match value {
        Json::Object(mut all)
            if all.len() == 2 && all.contains_key("ru") && all.contains_key("en") =>
        {
            all.remove(l.tag()).unwrap()
        }
        Json::Object(all) => all
            .into_iter()
            .map(|(k, v)| (k, one_language(v, l)))
            .collect(),
        Json::Array(all) => all.into_iter().map(|v| one_language(v, l)).collect(),
        other => other,
    }
}

fn mistakes(name: &str) -> Vec<Json> {
    let text = fs::read_to_string(format!("tests/core/practice/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn entries<'m>(mistake: &'m Json, key: &str) -> impl Iterator<Item = (&'m String, &'m Json)> {
    mistake[key].as_object().into_iter().flatten()
}

/// Plants a mistake; every edit changes something.
fn plant(w: &mut Workbook, mistake: &Json, l: Locale) {
    for (address, value) in entries(mistake, "set") {
        let path = w.parse_path(address).unwrap_or_else(|| panic!("{address}"));
        let value = value.get(l.tag()).unwrap_or(value);
        let ids = |all: &Vec<Json>| all.iter().map(|n| RowId(n.as_u64().unwrap())).collect();
        let value = match (w.get(path).unwrap(), value) {
            (CellRef::Ref(_), Json::Null) => Value::Ref(None),
            (CellRef::Ref(_), n) => Value::Ref(Some(RowId(n.as_u64().unwrap()))),
            (CellRef::Refs(_), Json::Array(all)) => Value::Refs(ids(all)),
            (CellRef::Text(_), text) => Value::text(text.as_str().unwrap()),
            (_, other) => panic!("{address} cannot be {other}"),
        };
        w.apply(Edit::Set { path, value }).unwrap();
    }
    for (address, from) in entries(mistake, "copy") {
        let from = w.parse_path(from.as_str().unwrap()).unwrap();
        let path = w.parse_path(address).unwrap();
        let value = w.get(from).unwrap().to_value();
        w.apply(Edit::Set { path, value }).unwrap();
    }
    for (_, ids) in entries(mistake, "replace") {
        let [from, to] = [0, 1].map(|i| RowId(ids[i].as_u64().unwrap()));
        for post in &mut w.content.posts {
            let mut all: Vec<RowId> = post.personas.clone();
            for one in &mut all {
                if *one == from {
                    *one = to;
                }
            }
            all.dedup();
            post.personas = all;
        }
    }
}

fn found(w: &Workbook) -> Vec<(&'static str, String, Severity)> {
    let all = review(w, today());
    let findings = all.findings(w).into_iter();
    findings
        .map(|f| (f.rule.code, f.place.to_string(), f.severity))
        .collect()
}

#[test]
fn every_planted_mistake_is_found_where_it_was_planted() {
    let mut planted = 0;
    for name in NAMES {
        for l in Locale::ALL {
            let mut w = good(name, l);
            let all = mistakes(name);
            for mistake in &all {
                let before = w.clone();
                plant(&mut w, mistake, l);
                assert!(w != before, "{name}: {} changes nothing", mistake["code"]);
            }
            let found = found(&w);
            for mistake in &all {
                let (code, place) = (mistake["code"].as_str().unwrap(), &mistake["place"]);
                let there = |(c, p, _): &&(&str, String, _)| {
                    *c == code && p.starts_with(place.as_str().unwrap())
                };
                assert!(
                    found.iter().any(|f| there(&f)),
                    "{name} {l:?}: {code} at {place} was not found: {found:#?}"
                );
                planted += 1;
            }
            // Nothing else is stopped or called wrong.
            let codes: BTreeSet<&str> = all.iter().map(|m| m["code"].as_str().unwrap()).collect();
            assert_eq!(codes.len(), MISTAKES, "{name}: twelve different mistakes");
            for (code, place, severity) in &found {
                assert!(
                    *severity < Severity::Error || codes.contains(code),
                    "{name} {l:?}: {code} at {place} was not planted"
                );
            }
            assert!(
                found.iter().any(|(_, _, s)| *s == Severity::Veto),
                "{name}: a veto"
            );
        }
    }
    // Thirty-six mistakes, each in two languages.
    assert_eq!(planted, 72);
}

/// Each mistake alone is found too, and gone when it is taken back: no mistake lives on another.
#[test]
fn each_mistake_stands_by_itself() {
    for (name, l) in NAMES.iter().flat_map(|n| Locale::ALL.map(|l| (*n, l))) {
        let clean: Vec<_> = found(&good(name, l));
        assert!(
            clean.iter().all(|(_, _, s)| *s < Severity::Error),
            "{name} {l:?}: {clean:#?}"
        );
        for mistake in mistakes(name) {
            let code = mistake["code"].as_str().unwrap();
            assert!(
                !clean.iter().any(|(c, ..)| *c == code),
                "{name} {l:?}: {code} is there before"
            );
            let mut w = good(name, l);
            plant(&mut w, &mistake, l);
            let found = found(&w);
            assert!(
                found.iter().any(|(c, ..)| *c == code),
                "{name} {l:?}: {code}"
            );
        }
    }
}

/// The workbook that a student opens: the strategy with its mistakes, under a name that says so.
fn broken(name: &str, l: Locale) -> Workbook {
    let mut w = good(name, l);
    for mistake in mistakes(name) {
        plant(&mut w, &mistake, l);
    }
    let word = match l {
        Locale::Ru => "Практика",
        Locale::En => "Practice",
    };
    w.frame.project = format!("{word}: {}", w.frame.project);
    w.desk.example.clear();
    w.review.practice = name.to_owned();
    w
}

/// Where naming a mistake counts: where the reviewer shows it, where it was planted, and what the fixture adds.
fn places(name: &str, mistake: &Json, l: Locale) -> Vec<String> {
    let w = broken(name, l);
    let place = mistake["place"].as_str().unwrap();
    let shown = found(&w).into_iter();
    let mut all: Vec<String> = shown
        .filter(|(code, at, _)| mistake["code"] == *code && at.starts_with(place))
        .map(|(_, at, _)| at)
        .collect();
    let planted = ["set", "copy"].map(|key| entries(mistake, key).map(|(at, _)| at.clone()));
    all.extend(planted.into_iter().flatten());
    let also = mistake["also"].as_array().into_iter().flatten();
    all.extend(also.map(|at| at.as_str().unwrap().to_owned()));
    let mut seen = BTreeSet::new();
    all.retain(|at| seen.insert(at.clone()));
    all
}

/// The list of a strategy's mistakes, a line each.
fn list(name: &str) -> String {
    let lines: Vec<String> = mistakes(name)
        .iter()
        .map(|m| {
            let [ru, en] = Locale::ALL.map(|l| places(name, m, l));
            assert_eq!(ru, en, "{name}: {}", m["code"]);
            json!({"code": m["code"], "places": ru, "says": m["says"]}).to_string()
        })
        .collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn check(file: &str, text: &str) {
    let path = Path::new("public/practice").join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all("public/practice").unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let same = fs::read_to_string(&path).is_ok_and(|now| now == text);
    assert!(
        same,
        "{file} is not what the mistakes make of it: run `make golden`"
    );
}

#[test]
fn the_files_to_practise_on_are_made_of_the_mistakes() {
    for name in NAMES {
        check(&format!("{name}.json"), &list(name));
        for l in Locale::ALL {
            let w = broken(name, l);
            assert!(practising(&w), "{name}");
            let text = to_json(&w);
            assert_eq!(
                from_json(text.as_bytes()).unwrap().workbook,
                w,
                "{name} {l:?}"
            );
            check(&format!("{name}.{}.json", l.tag()), &text);
        }
    }
}

/// The list is read by the app, every place of it is there, and whoever names the twelve first places has found them all.
#[test]
fn the_lists_lead_to_places_of_the_strategies() {
    for name in NAMES {
        let all: Vec<Planted> = planted(&list(name)).unwrap();
        assert_eq!(all.len(), MISTAKES, "{name}");
        for l in Locale::ALL {
            let w = broken(name, l);
            for m in &all {
                assert!(
                    m.says(l).ends_with('.') && m.says(l).len() > 40,
                    "{}: {}",
                    m.code,
                    m.says(l)
                );
                for place in &m.places {
                    assert!(
                        w.parse_path(place).is_some_and(|p| w.get(p).is_some()),
                        "{place}"
                    );
                    assert!(!spot_words(&w, place, l).is_empty(), "{place}");
                }
            }
        }
        let first: Vec<&str> = all.iter().map(|m| m.places[0].as_str()).collect();
        assert_eq!(compare(&all, &first).hits(), MISTAKES, "{name}");
        let says: BTreeSet<&str> = all
            .iter()
            .flat_map(|m| Locale::ALL.map(|l| m.says(l)))
            .collect();
        assert_eq!(
            says.len(),
            2 * MISTAKES,
            "{name}: each mistake is told in its own words"
        );
    }
}
