//! Turns the translation files and the data files into Rust, and fails the build when they do not
//! agree: a key missing in one language, other placeholders, a source that is not listed.

// A build script has nobody to hand an error to: it stops the build with a message.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "build/rules.rs"]
mod rules;

use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// Between name, hint and example of one entry.
const PART: char = '\u{1f}';
/// Between the plural forms of one entry.
const FORM: char = '\u{1e}';
const LOCALES: [&str; 2] = ["ru", "en"];
/// Tables of the texts that are needed before a workbook is open. They come with the first load,
/// the others with the part of the program that uses them (`src/ui/book.rs`).
const FIRST: &[&str] = &[
    "app", "count", "delete", "doc", "edit", "help", "hub", "module", "month", "month_of",
    "palette", "save", "start", "unknown", "word",
];

/// How the names of texts begin that only slides are made of: the worker writes those, the app does without.
const OFFICE: &str = "deck";

fn main() {
    println!("cargo:rerun-if-changed=src/i18n");
    println!("cargo:rerun-if-changed=src/data");
    println!("cargo:rerun-if-changed=src/review/rules");
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-changed=src/build");
    let out = env::var("OUT_DIR").unwrap();
    fs::write(Path::new(&out).join("keys.rs"), keys()).unwrap();
    fs::write(Path::new(&out).join("data.rs"), data()).unwrap();
    fs::write(Path::new(&out).join("rules.rs"), rules::tables()).unwrap();
}

// Texts ------------------------------------------------------------------------------------------

type Entries = BTreeMap<Vec<String>, String>;

fn keys() -> String {
    let all: Vec<Entries> = LOCALES.iter().map(|l| read_locale(l)).collect();
    let mut problems = Vec::new();
    for (i, one) in all.iter().enumerate() {
        for (j, other) in all.iter().enumerate() {
            for key in one.keys().filter(|k| !other.contains_key(*k)) {
                problems.push(format!(
                    "{} is in {} but not in {}",
                    key.join("."),
                    LOCALES[i],
                    LOCALES[j]
                ));
            }
        }
    }
    for (key, text) in &all[0] {
        let Some(other) = all[1].get(key) else {
            continue;
        };
        if placeholders(text) != placeholders(other) {
            problems.push(format!(
                "{}: placeholders differ between the languages",
                key.join(".")
            ));
        }
        if text.matches(PART).count() != other.matches(PART).count() {
            problems.push(format!(
                "{}: one language has a hint or example, the other not",
                key.join(".")
            ));
        }
        if text.contains(FORM) != other.contains(FORM) {
            problems.push(format!("{}: plural in one language only", key.join(".")));
        }
    }
    assert!(
        problems.is_empty(),
        "translation files disagree:\n  {}",
        problems.join("\n  ")
    );

    let table = |key: &[String]| match key[0].as_str() {
        name if FIRST.contains(&name) => 0,
        name if name.starts_with(OFFICE) => 2,
        _ => 1,
    };
    let mut out = String::new();
    let office = "#[cfg(not(feature = \"split\"))] static OFFICE";
    for (at, name) in ["static FIRST", "static REST", office].iter().enumerate() {
        let _ = writeln!(out, "{name}: [&str; {}] = [", LOCALES.len());
        for entries in &all {
            let blob: Vec<&str> = entries
                .iter()
                .filter(|(key, _)| table(key) == at)
                .map(|(_, text)| text.as_str())
                .collect();
            let _ = writeln!(out, "{:?},", blob.join("\u{1d}"));
        }
        out.push_str("];\n");
    }
    let [early, late, office] = [0, 1, 2].map(|at| {
        all[0]
            .keys()
            .map(Vec::as_slice)
            .filter(|k| table(k) == at)
            .collect::<Vec<_>>()
    });
    let _ = writeln!(out, "const FIRST_COUNT: usize = {};", early.len());
    let from = early.len() + late.len();
    let _ = writeln!(out, "const OFFICE_FROM: usize = {from};");
    out.push_str("/// Keys of all texts, nested as in the translation files.\n#[allow(missing_docs, non_upper_case_globals, clippy::module_inception)]\npub mod k {\n");
    let mut next = 0;
    emit(&mut out, &early, 0, &mut next);
    emit(&mut out, &late, 0, &mut next);
    emit(&mut out, &office, 0, &mut next);
    out.push_str("}\n");
    out
}

fn emit(out: &mut String, keys: &[&[String]], depth: usize, next: &mut usize) {
    let mut i = 0;
    while i < keys.len() {
        let name = &keys[i][depth];
        let end = keys[i..]
            .iter()
            .position(|k| &k[depth] != name)
            .map_or(keys.len(), |n| i + n);
        if keys[i].len() == depth + 1 {
            assert!(
                end == i + 1,
                "{} is both a text and a table: call the text _self",
                keys[i].join(".")
            );
            let _ = writeln!(
                out,
                "pub const {}: crate::kernel::Key = crate::kernel::Key({next});",
                ident(name)
            );
            *next += 1;
        } else {
            let _ = writeln!(out, "pub mod {} {{", ident(name));
            emit(out, &keys[i..end], depth + 1, next);
            out.push_str("}\n");
        }
        i = end;
    }
}

fn ident(name: &str) -> String {
    const WORDS: &[&str] = &[
        "as", "in", "for", "use", "type", "where", "loop", "match", "move", "ref", "final", "try",
        "if", "else", "do", "box", "mod", "pub", "fn", "let", "static", "const", "true", "false",
        "return", "while", "break", "continue", "yield", "enum", "struct", "trait", "impl", "dyn",
        "async", "await", "abstract", "macro",
    ];
    assert!(
        name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit()),
        "key {name:?} must be letters, digits and underscores"
    );
    if WORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

fn read_locale(locale: &str) -> Entries {
    let mut entries = Entries::new();
    let dir = format!("src/i18n/{locale}");
    let mut files: Vec<_> = fs::read_dir(&dir)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    for file in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "toml"))
    {
        let text = fs::read_to_string(file).unwrap();
        let table: toml::Table = text
            .parse()
            .unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        flatten(
            &mut entries,
            &mut Vec::new(),
            toml::Value::Table(table),
            file,
        );
    }
    entries
}

fn flatten(entries: &mut Entries, at: &mut Vec<String>, value: toml::Value, file: &Path) {
    const FORMS: [&str; 4] = ["one", "few", "many", "other"];
    let text = match value {
        toml::Value::String(s) => s,
        toml::Value::Array(parts) => {
            let parts: Vec<String> = parts
                .into_iter()
                .map(|p| p.as_str().unwrap().to_owned())
                .collect();
            parts.join(&PART.to_string())
        }
        toml::Value::Table(t)
            if t.contains_key("other") && t.keys().all(|k| FORMS.contains(&k.as_str())) =>
        {
            let forms: Vec<&str> = FORMS.iter().filter_map(|f| t.get(*f)?.as_str()).collect();
            forms.join(&FORM.to_string())
        }
        toml::Value::Table(t) => {
            for (key, value) in t {
                at.push(key);
                flatten(entries, at, value, file);
                at.pop();
            }
            return;
        }
        other => panic!(
            "{}: {} is {}",
            file.display(),
            at.join("."),
            other.type_str()
        ),
    };
    // No line begins with a dash.
    let old = entries.insert(at.clone(), text.replace(" — ", "\u{a0}— "));
    assert!(
        old.is_none(),
        "{}: {} is there twice",
        file.display(),
        at.join(".")
    );
}

fn placeholders(text: &str) -> Vec<String> {
    let mut names: Vec<String> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

// Data -------------------------------------------------------------------------------------------

struct Sources {
    names: Vec<String>,
}

impl Sources {
    fn index(&self, id: &str) -> usize {
        self.names
            .iter()
            .position(|n| n == id)
            .unwrap_or_else(|| panic!("source {id} is not listed"))
    }
}

fn data() -> String {
    let channels = read_json("src/data/channels.json");
    let kpi = read_json("src/data/kpi.json");
    let mut out = String::new();

    let mut names = vec![
        "unsourced".to_owned(),
        "editorial".to_owned(),
        "def".to_owned(),
    ];
    let mut rows = vec!["Source { title: \"\", url: \"\", published: \"\" }".to_owned(); 3];
    for file in [&channels, &kpi] {
        for (id, s) in file["sources"].as_object().unwrap() {
            if names.contains(id) {
                continue;
            }
            names.push(id.clone());
            rows.push(format!(
                "Source {{ title: {:?}, url: {:?}, published: {:?} }}",
                text(s, "title"),
                text(s, "url"),
                text(s, "published")
            ));
        }
    }
    let sources = Sources { names };
    let _ = writeln!(
        out,
        "/// Where facts come from; the first three stand for no outside source.\npub static SOURCES: &[Source] = &[{}];",
        rows.join(",")
    );

    // Most checklist items are the same on every channel: stored once, referred to by number.
    let mut items: Vec<String> = Vec::new();
    let mut list = String::new();
    for c in array(&channels, "channels") {
        let status = &c["status"];
        let state = text(status, "state");
        let ads = text(status, "ads");
        assert!(
            ["available", "throttled", "restricted", "blocked"].contains(&state),
            "{state}"
        );
        assert!(
            [
                "allowed_with_labelling",
                "disputed_high_risk",
                "platform_limited",
                "banned",
                "unverified"
            ]
            .contains(&ads),
            "{ads}"
        );
        let _ = write!(
            list,
            "Channel {{ id: {:?}, name: ({:?}, {:?}), meta: {}, state: {state:?}, ads: {ads:?}, note: ({:?}, {:?}), source: {}, as_of: {:?}, confidence: {}, fields: &[{}], limits: &[{}], images: &[{}], checklist: &[{}] }},",
            text(c, "id"),
            text(c, "ru"),
            text(c, "en"),
            c["meta"].as_bool().unwrap(),
            text(status, "ru"),
            text(status, "en"),
            status["sources"]
                .as_array()
                .unwrap()
                .first()
                .map_or(0, |s| sources.index(s.as_str().unwrap())),
            text(status, "as_of"),
            confidence(status),
            facts(c, "fields", &sources),
            facts(c, "limits", &sources),
            images(c, &sources),
            array(c, "checklist")
                .iter()
                .map(|i| {
                    let item = format!(
                        "ChecklistItem {{ id: {:?}, name: ({:?}, {:?}) }}",
                        text(i, "id"),
                        text(i, "ru"),
                        text(i, "en")
                    );
                    let at = items.iter().position(|x| *x == item).unwrap_or_else(|| {
                        items.push(item);
                        items.len() - 1
                    });
                    at.to_string()
                })
                .collect::<Vec<_>>()
                .join(",")
        );
    }
    let _ = writeln!(
        out,
        "/// Channels, with what their profiles and posts allow.\npub static CHANNELS: &[Channel] = &[{list}];"
    );
    let _ = writeln!(
        out,
        "/// Checklist items of all channels.\npub static CHECKLIST: &[ChecklistItem] = &[{}];",
        items.join(",")
    );
    let _ = writeln!(
        out,
        "/// Day on which the channel facts were gathered.\npub static CHANNELS_CHECKED: &str = {:?};",
        text(&channels, "checked")
    );
    let meta = array(&channels, "legal")
        .iter()
        .find(|l| l["id"] == "meta_extremist")
        .unwrap();
    let _ = writeln!(
        out,
        "/// Footnote for documents that mention Meta's products, Russian and English.\npub static META_FOOTNOTE: (&str, &str) = ({:?}, {:?});",
        text(meta, "footnote_ru"),
        text(meta, "footnote_en")
    );
    let _ = writeln!(
        out,
        "/// The channels as options.\npub const PLATFORM_OPTIONS: &[ChoiceOption] = &[{}];",
        options(array(&channels, "channels"))
    );

    let mut list = String::new();
    for m in array(&kpi, "kpi") {
        let direction = text(m, "direction");
        assert!(
            ["higher", "lower", "context", "target"].contains(&direction),
            "{direction}"
        );
        let _ = write!(
            list,
            "Metric {{ id: {:?}, name: ({:?}, {:?}), about: ({:?}, {:?}), formula: {:?}, unit: {:?}, direction: {direction:?}, stage: {:?}, source: {}, confidence: {} }},",
            text(m, "id"),
            text(m, "ru"),
            text(m, "en"),
            text(m, "about_ru"),
            text(m, "about_en"),
            text(m, "formula"),
            text(m, "unit"),
            text(m, "stage"),
            sources.index(text(m, "source")),
            confidence(m)
        );
    }
    let _ = writeln!(
        out,
        "/// The KPI catalogue.\npub static METRICS: &[Metric] = &[{list}];"
    );
    let _ = writeln!(
        out,
        "/// The metrics as options.\npub const METRIC_OPTIONS: &[ChoiceOption] = &[{}];",
        options(array(&kpi, "kpi"))
    );
    let er: Vec<Json> = array(&kpi, "kpi")
        .iter()
        .filter(|m| {
            [
                "er", "er_post", "er_view", "er_reach", "er_day", "er_impr", "tg_err", "tg_err24",
            ]
            .contains(&text(m, "id"))
        })
        .cloned()
        .collect();
    let _ = writeln!(
        out,
        "/// The engagement-rate formulas as options.\npub const ER_OPTIONS: &[ChoiceOption] = &[{}];",
        options(&er)
    );
    out
}

fn facts(c: &Json, key: &str, sources: &Sources) -> String {
    array(c, key).iter().map(|f| {
        // Facts that are words ("unlimited", "9:16") have no number to check against.
        let value = f["value"].as_f64().map_or("None".to_owned(), |v| format!("Some({v:?})"));
        format!(
            "Fact {{ id: {:?}, name: ({:?}, {:?}), value: {value}, words: {:?}, unit: {:?}, source: {}, as_of: {:?}, confidence: {} }}",
            text(f, "id"), text(f, "ru"), text(f, "en"), f["value"].as_str().unwrap_or(""), text(f, "unit"),
            sources.index(text(f, "source")), text(f, "as_of"), confidence(f)
        )
    }).collect::<Vec<_>>().join(",")
}

fn images(c: &Json, sources: &Sources) -> String {
    array(c, "images").iter().map(|f| format!(
        "Image {{ id: {:?}, name: ({:?}, {:?}), width: {}, height: {}, source: {}, as_of: {:?}, confidence: {} }}",
        text(f, "id"), text(f, "ru"), text(f, "en"), f["width"].as_u64().unwrap_or(0), f["height"].as_u64().unwrap_or(0),
        sources.index(text(f, "source")), text(f, "as_of"), confidence(f)
    )).collect::<Vec<_>>().join(",")
}

fn options(list: &[Json]) -> String {
    list.iter()
        .map(|o| {
            format!(
                "ChoiceOption {{ id: {:?}, label: Label::Pair({:?}, {:?}) }}",
                text(o, "id"),
                text(o, "ru"),
                text(o, "en")
            )
        })
        .collect::<Vec<_>>()
        .join(",")
}

fn confidence(v: &Json) -> &'static str {
    match text(v, "confidence") {
        "high" => "Confidence::High",
        "medium" => "Confidence::Medium",
        "low" => "Confidence::Low",
        other => panic!("confidence {other}"),
    }
}

fn array<'a>(v: &'a Json, key: &str) -> &'a [Json] {
    v[key]
        .as_array()
        .unwrap_or_else(|| panic!("{key} is not a list"))
}

fn text<'a>(v: &'a Json, key: &str) -> &'a str {
    v[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is not a text in {v}"))
}

fn read_json(path: &str) -> Json {
    serde_json::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|e| panic!("{path}: {e}"))
}
