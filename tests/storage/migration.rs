//! Files of older schemas. There is one schema so far, so the machinery is shown at work on steps that
//! exist only here.

use crate::fake::{Disk, Fault, Tab};
use planerka::document::migrate::{Draft, STEPS, Step, target};
use planerka::document::{Note, SCHEMA, from_json, from_json_by, to_json};
use planerka::kernel::{Kind, RowId, Value};
use planerka::modules::Workbook;
use planerka::platform::slots::{Found, Head, load, save};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::{Path, PathBuf};

const TRIAL: &[Step] = &[
    Step {
        from: 1,
        what: "the firm is called company",
        run: |draft| draft.rename("brief.firm", "company"),
    },
    Step {
        from: 2,
        what: "targets are percent, not shares of one",
        run: |draft| draft.convert("goals.kpis.target", percent),
    },
];

fn percent(old: &Json) -> Option<Json> {
    let share: f64 = old.as_str()?.parse().ok()?;
    Some(json!(format!("{}", share * 100.0)))
}

const OLD: &str = r#"{"format":"planerka","schema":1,"later":{"a":1},"modules":{
    "brief":{"firm":"Кофе","mood":"good","products":[{"id":7,"name":"Зёрна","colour":"red"}]},
    "goals":{"kpis":[{"id":1,"name":"Охват","target":"0.5"},{"id":2,"name":"Доля","target":"половина"}]}}}"#;

/// A workbook as a program with the trial steps would write it.
fn written(workbook: &Workbook) -> String {
    let (old, new) = (
        format!("\"schema\":{SCHEMA}"),
        format!("\"schema\":{}", target(TRIAL)),
    );
    assert!(to_json(workbook).contains(&old));
    to_json(workbook).replacen(&old, &new, 1)
}

#[test]
fn d1_steps_run_in_order_from_the_schema_of_the_file() {
    assert_eq!((target(TRIAL), target(STEPS)), (3, SCHEMA));
    let loaded = from_json_by(TRIAL, OLD.as_bytes()).unwrap();
    let w = &loaded.workbook;
    assert_eq!((w.brief.company.as_str(), loaded.schema), ("Кофе", 1));
    assert_eq!(w.goals.kpis[0].target.typed(), "50");
    assert!(!loaded.newer);
    // From the second schema on, only the second step runs; from the third, none.
    for (schema, company, target) in [(2, "", "50"), (3, "", "0.5")] {
        let text = OLD.replace("\"schema\":1", &format!("\"schema\":{schema}"));
        let loaded = from_json_by(TRIAL, text.as_bytes()).unwrap();
        assert_eq!(loaded.workbook.brief.company, company);
        assert_eq!(loaded.workbook.goals.kpis[0].target.typed(), target);
    }
    // No schema is the first; what was converted once is not converted again.
    let bare = OLD.replace("\"schema\":1,", "");
    assert_eq!(from_json_by(TRIAL, bare.as_bytes()).unwrap().workbook, *w);
    let again = from_json_by(TRIAL, written(w).as_bytes()).unwrap();
    assert_eq!((&again.workbook, again.schema), (w, 3));
}

#[test]
fn d2_a_field_that_cannot_be_converted_is_named_and_kept() {
    let loaded = from_json_by(TRIAL, OLD.as_bytes()).unwrap();
    assert_eq!(
        loaded.notes,
        [Note::Unconverted("goals.kpis.target".into())]
    );
    let kpi = &loaded.workbook.goals.kpis[1];
    assert_eq!((kpi.target.typed(), kpi.name.as_str()), ("", "Доля"));
    assert_eq!(kpi.extra["target_schema_2"], "половина");
    // It stays in the file, save after save.
    let text = written(&loaded.workbook);
    let again = from_json_by(TRIAL, text.as_bytes()).unwrap();
    assert_eq!(again.workbook, loaded.workbook);
    assert_eq!(written(&again.workbook), text);
    // A value whose new place is taken is kept beside it.
    let both = OLD.replace("\"firm\":\"Кофе\"", "\"firm\":\"Кофе\",\"company\":\"Чай\"");
    let loaded = from_json_by(TRIAL, both.as_bytes()).unwrap();
    assert_eq!(loaded.workbook.brief.company, "Чай");
    assert_eq!(loaded.workbook.brief.extra["firm_schema_1"], "Кофе");
    assert!(
        loaded
            .notes
            .contains(&Note::Unconverted("brief.firm".into()))
    );
}

#[test]
fn d2_steps_meet_any_shape() {
    let places = [
        "brief",
        "brief.x",
        "brief.products.name",
        "a.b.c.d",
        "none.x",
        "",
    ];
    for module in [
        "[]",
        "null",
        "7",
        "{\"products\":{}}",
        "{\"products\":[1,null,[]]}",
    ] {
        let top = format!("{{\"modules\":{{\"brief\":{module}}},\"x\":1}}");
        let Json::Object(top) = serde_json::from_str(&top).unwrap() else {
            panic!()
        };
        for place in places {
            let mut draft = Draft::new(top.clone());
            draft.convert(place, |_| None);
            draft.rename(place, "other");
            assert_eq!(draft.top, top, "{place} in {module}");
        }
    }
}

#[test]
fn d2_a_step_that_panics_leaves_the_stored_file_as_it_was() {
    const BROKEN: &[Step] = &[Step {
        from: 1,
        what: "a mistake of ours",
        run: |_| panic!("step"),
    }];
    let disk = Disk::default();
    let tab = Tab::new(&disk);
    save(&tab, "x", Head::NEW, OLD).unwrap();
    let before = disk.data.borrow().clone();
    let opened = std::panic::catch_unwind(|| from_json_by(BROKEN, OLD.as_bytes()));
    assert!(opened.is_err());
    assert_eq!(*disk.data.borrow(), before);
    assert!(from_json(OLD.as_bytes()).is_ok());
}

#[test]
fn d3_a_kill_during_the_first_save_leaves_the_old_file_or_the_new_one() {
    for fault in Fault::ALL {
        for at in 0..10 {
            let disk = Disk::default();
            let tab = Tab::new(&disk);
            save(&tab, "x", Head::NEW, OLD).unwrap();
            let Found::Good { head, body, .. } = load(&tab, "x", None).unwrap() else {
                panic!()
            };
            let workbook = from_json_by(TRIAL, body.as_bytes()).unwrap().workbook;
            let new = written(&workbook);
            tab.arm(at, fault);
            let saved = save(&tab, "x", head, &new);
            let Found::Good { body, .. } = load(&Tab::new(&disk), "x", None).unwrap() else {
                panic!()
            };
            assert!(
                body == new || saved.is_err() && body == OLD,
                "{fault:?} at {at}"
            );
            assert_eq!(
                from_json_by(TRIAL, body.as_bytes()).unwrap().workbook,
                workbook
            );
            disk.sound();
        }
    }
}

#[test]
fn d4_i3_a_later_schema_is_read_only_and_goes_out_as_it_came() {
    for schema in ["99", "2", "\"2\"", "1.5", "-1", "1e30", "[]"] {
        let text = OLD.replace("\"schema\":1", &format!("\"schema\":{schema}"));
        let loaded = from_json(text.as_bytes()).unwrap();
        assert!(loaded.newer && loaded.schema > SCHEMA, "{schema}");
        let out: Json = serde_json::from_str(&to_json(&loaded.workbook)).unwrap();
        let want: Json = serde_json::from_str(schema).unwrap();
        assert_eq!(out["schema"], want);
        assert_eq!(out["later"]["a"], 1);
        // A copy of it, an import of the copy: still of the later version.
        let again = from_json(to_json(&loaded.workbook).as_bytes()).unwrap();
        assert!(again.newer);
        assert_eq!(again.workbook, loaded.workbook);
    }
    for schema in ["1", "0", "null"] {
        let text = OLD.replace("\"schema\":1", &format!("\"schema\":{schema}"));
        let loaded = from_json(text.as_bytes()).unwrap();
        assert!(!loaded.newer && loaded.schema == 1, "{schema}");
        assert!(to_json(&loaded.workbook).contains(&format!("\"schema\":{SCHEMA}")));
    }
}

// Fixtures ---------------------------------------------------------------------------------------

/// A workbook with something in every field of every module, two rows a table.
pub fn filled() -> Workbook {
    let mut w = Workbook::default();
    let tables: Vec<_> = w.tables().collect();
    for (t, def) in tables.iter().enumerate() {
        for row in 0..2 {
            let id = RowId(1 + 100 * t as u64 + row);
            w.rows_mut(def.path).unwrap().insert_blank(usize::MAX, id);
        }
    }
    let mut cells = Vec::new();
    for slug in Workbook::SLUGS {
        let module = w.module(slug).unwrap();
        cells.extend(
            module
                .fields()
                .iter()
                .map(|f| planerka::kernel::Path::field(slug, f.id)),
        );
    }
    for def in tables {
        for id in w.rows(def.path).unwrap().ids() {
            cells.extend(def.columns.iter().map(|c| def.path.cell(id, c.id)));
        }
    }
    for (n, path) in cells.into_iter().enumerate() {
        let text = format!("{path}: «ё» 🎯 \\ \" <b>\n{n}");
        // To the first row, so that no row leads to itself in a circle.
        let first = |table| w.rows(table).unwrap().ids()[0];
        let kind = w.field(path).unwrap().kind;
        let value = match kind {
            Kind::Line | Kind::Prose => Value::Text(text),
            Kind::Url => Value::Text(format!("https://example.org/{n}")),
            Kind::Number | Kind::Percent => Value::Text(format!("{n},5")),
            Kind::Money => Value::Text(format!("1 {n:03}")),
            Kind::Date => Value::Text(format!("2026-12-{:02}", n % 28 + 1)),
            Kind::Time => Value::Text(format!("18:{:02}", n % 60)),
            Kind::Lines => Value::Lines(vec![text, "вторая".into()]),
            Kind::Flag => Value::Flag(true),
            Kind::Choice(set) => Value::Text(set.options[n % set.options.len()].id.into()),
            Kind::Choices(set) => Value::Lines(vec![set.options[n % set.options.len()].id.into()]),
            Kind::Ref(t) | Kind::Owner(t) if Some(first(t)) == path.row() => Value::Ref(None),
            Kind::Ref(t) | Kind::Owner(t) => Value::Ref(Some(first(t))),
            Kind::Refs(t) => Value::Refs(w.rows(t).unwrap().ids()),
        };
        w.apply(planerka::document::Edit::Set { path, value })
            .unwrap();
    }
    w
}

fn fixtures() -> Vec<(PathBuf, Json)> {
    let mut out = Vec::new();
    for dir in fs::read_dir("tests/fixtures").unwrap() {
        for file in fs::read_dir(dir.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            out.push((path, serde_json::from_str(&text).unwrap()));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// Writes the files of the present schema that are not there yet; those that are never change.
#[test]
fn d1_every_schema_has_its_files() {
    let dir = format!("tests/fixtures/schema-{SCHEMA}");
    for (name, workbook) in [("all", filled()), ("empty", Workbook::default())] {
        let path = Path::new(&dir).join(format!("{name}.json"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() && !path.exists() {
            fs::create_dir_all(&dir).unwrap();
            fs::write(&path, to_json(&workbook)).unwrap();
        }
        assert!(path.exists(), "make golden writes {}", path.display());
    }
    for schema in 1..=SCHEMA {
        assert!(Path::new(&format!("tests/fixtures/schema-{schema}/all.json")).exists());
    }
}

/// Everything in `old` that is not in `new`, by address; rows are found by their id.
fn lost(at: &str, old: &Json, new: &Json, out: &mut Vec<String>) {
    match (old, new) {
        (Json::Object(a), Json::Object(b)) => {
            for (key, value) in a {
                match b.get(key) {
                    Some(other) => lost(&format!("{at}.{key}"), value, other, out),
                    None => out.push(format!("{at}.{key}")),
                }
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (i, (value, other)) in a.iter().zip(b).enumerate() {
                lost(&format!("{at}.{i}"), value, other, out);
            }
        }
        (a, b) if a == b => {}
        (a, b) => out.push(format!("{at}: {a} became {b}")),
    }
}

#[test]
fn d1_files_of_every_schema_open_with_every_value() {
    let files = fixtures();
    assert!(files.len() >= 3);
    for (path, mut old) in files {
        let loaded = from_json(old.to_string().as_bytes()).unwrap();
        assert_eq!(loaded.notes, [], "{}", path.display());
        assert!(!loaded.newer);
        let text = to_json(&loaded.workbook);
        let new: Json = serde_json::from_str(&text).unwrap();
        for key in ["schema", "app"] {
            old.as_object_mut().unwrap().shift_remove(key);
        }
        if loaded.schema == SCHEMA {
            let mut missing = Vec::new();
            lost("", &old, &new, &mut missing);
            assert_eq!(missing, [] as [String; 0], "{}", path.display());
        }
        // Steps may move a value, never drop it.
        let (old, new) = (leaves(&old), leaves(&new));
        for (leaf, count) in &old {
            let there = new.get(leaf).copied().unwrap_or_default();
            assert!(there >= *count, "{}: {leaf}", path.display());
        }
        assert_eq!(
            from_json(text.as_bytes()).unwrap().workbook,
            loaded.workbook
        );
    }
}

/// Every text, number and mark of a file with how often it is there.
fn leaves(json: &Json) -> std::collections::BTreeMap<String, usize> {
    fn walk(json: &Json, out: &mut std::collections::BTreeMap<String, usize>) {
        match json {
            Json::Object(map) => map.values().for_each(|v| walk(v, out)),
            Json::Array(list) => list.iter().for_each(|v| walk(v, out)),
            leaf => *out.entry(leaf.to_string()).or_default() += 1,
        }
    }
    let mut out = std::collections::BTreeMap::new();
    walk(json, &mut out);
    out
}

#[test]
fn d1_the_comparison_sees_what_is_lost() {
    let old = json!({"a": [{"id": 1, "x": "y"}], "b": 2});
    for (new, count) in [
        (
            json!({"a": [{"id": 1, "x": "y", "z": 0}], "b": 2, "c": 3}),
            0,
        ),
        (json!({"a": [{"id": 1, "x": "Y"}], "b": 2}), 1),
        (json!({"a": [{"id": 1}], "b": 2}), 1),
        (json!({"a": [], "b": 2}), 1),
        (json!({"a": {}}), 2),
    ] {
        let mut out = Vec::new();
        lost("", &old, &new, &mut out);
        assert_eq!(out.len(), count, "{new}: {out:?}");
    }
}

#[test]
fn d1_fields_of_old_files_are_fields_still_and_all_are_there() {
    let text = fs::read("tests/fixtures/schema-1/all.json").unwrap();
    let w = from_json(&text).unwrap().workbook;
    let mut unknown: Vec<String> = w.extra.keys().cloned().collect();
    let mut filled = 0;
    let mut look = |record: &dyn planerka::kernel::Record| {
        unknown.extend(record.extra().keys().cloned());
        filled += record.values().iter().filter(|v| !v.is_empty()).count();
    };
    for slug in Workbook::SLUGS {
        let module = w.module(slug).unwrap();
        look(module.as_record());
        for def in module.table_defs() {
            let rows = w.rows(def.path).unwrap();
            (0..rows.count()).for_each(|i| look(rows.row_at(i).unwrap()));
        }
    }
    assert_eq!(unknown, [] as [String; 0]);
    // As many as were written; the file never changes.
    assert_eq!(filled, 490);
}

#[test]
fn d5_i7_unknown_fields_and_options_survive_any_number_of_saves() {
    let path = "tests/fixtures/schema-1/odd.json";
    let old: Json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut text = old.to_string();
    for _ in 0..3 {
        let loaded = from_json(text.as_bytes()).unwrap();
        assert_eq!(loaded.notes, []);
        assert_eq!(loaded.workbook.channels.channels[0].usage.id(), "someday");
        text = to_json(&loaded.workbook);
        let new: Json = serde_json::from_str(&text).unwrap();
        let mut missing = Vec::new();
        lost("", &old["modules"], &new["modules"], &mut missing);
        lost("", &old["later"], &new["later"], &mut missing);
        assert_eq!(missing, [] as [String; 0]);
        // In the order they came.
        let extra = &loaded.workbook.audience.personas[0].extra;
        assert_eq!(
            extra.keys().collect::<Vec<_>>(),
            ["zodiac", "avatar", "budget", "mood"]
        );
        assert_eq!(extra["budget"].to_string(), "12345678901234567890123.450");
    }
}
