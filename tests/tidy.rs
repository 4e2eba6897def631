//! The rules of the tree that the compiler does not keep: who may use whom, where texts and colours
//! stand, how long files get.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn files(dir: &str, extension: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, extension: &str, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, extension, out);
            } else if entry.extension().is_some_and(|e| e == extension) {
                out.push((entry.clone(), fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(Path::new(dir), extension, &mut out);
    out.sort();
    out
}

/// The code of a file without its tests and line comments.
fn code(text: &str) -> String {
    if text.contains("\n#![cfg(test)]\n") {
        return String::new();
    }
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    text.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What each folder of `src` may use of the others. `view` files of the modules may use `ui`, and their
/// `section` files `report`: the two upward edges.
const MAY_USE: &[(&str, &[&str])] = &[
    ("kernel", &["chart", "i18n"]),
    ("chart", &["kernel"]),
    ("i18n", &["kernel"]),
    ("data", &["kernel"]),
    ("build", &[]),
    ("course", &[]),
    ("calc", &["kernel"]),
    (
        "modules",
        &["kernel", "i18n", "data", "chart", "calc", "document"],
    ),
    ("document", &["kernel", "i18n", "data", "modules"]),
    (
        "report",
        &[
            "kernel", "i18n", "data", "chart", "calc", "modules", "document", "review",
        ],
    ),
    (
        "review",
        &["kernel", "i18n", "data", "calc", "modules", "document"],
    ),
    (
        "trace",
        &["kernel", "i18n", "modules", "document", "review"],
    ),
    (
        "export",
        &[
            "kernel", "i18n", "data", "chart", "calc", "modules", "document", "report", "review",
        ],
    ),
    ("platform", &["kernel"]),
    (
        "ui",
        &[
            "kernel", "i18n", "data", "chart", "calc", "course", "modules", "document", "report",
            "export", "platform", "review", "trace",
        ],
    ),
];

#[test]
fn folders_use_only_what_they_may() {
    let mut problems = Vec::new();
    for (path, text) in files("src", "rs") {
        let parts: Vec<&str> = path.iter().map(|p| p.to_str().unwrap()).collect();
        let [_, folder, .., _] = parts.as_slice() else {
            continue;
        };
        let allowed = MAY_USE.iter().find(|(f, _)| f == folder).map(|(_, a)| *a);
        let Some(allowed) = allowed else {
            problems.push(format!(
                "{} is in a folder without a place in MAY_USE",
                path.display()
            ));
            continue;
        };
        let in_view =
            parts.len() > 4 && parts[1] == "modules" && parts.iter().any(|p| p.starts_with("view"))
                || parts.len() == 4 && parts[3] == "view.rs" && parts[1] == "modules";
        let in_section =
            parts[1] == "modules" && parts.last().is_some_and(|p| p.starts_with("section"));
        let in_module_root = parts[1] == "modules" && parts.last() == Some(&"mod.rs");
        for used in code(&text).split("crate::").skip(1) {
            let name: String = used
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            let ok = name == *folder
                || allowed.contains(&name.as_str())
                || !MAY_USE.iter().any(|(f, _)| *f == name)
                || in_view
                || in_section && ["report", "document"].contains(&name.as_str())
                || in_module_root && name == "ui";
            if !ok {
                problems.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    problems.dedup();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn only_views_know_leptos_and_only_platform_the_storage_and_the_clock() {
    for (path, text) in files("src", "rs") {
        let name = path.to_string_lossy().replace('\\', "/");
        let code = code(&text);
        let ui = name.starts_with("src/ui/")
            || name.contains("/view")
            || name == "src/platform/browser.rs";
        assert!(ui || !code.contains("leptos"), "{name} knows leptos");
        assert!(ui || !code.contains("web_sys"), "{name} knows the browser");
        if name != "src/platform/browser.rs" && name != "src/build.rs" {
            for word in [
                "local_storage(",
                "LocalStorage::raw",
                "gloo_storage",
                "js_sys::Date",
                "Local::now",
                "Utc::now",
                "SystemTime",
                "Instant::now",
            ] {
                assert!(
                    !code.contains(word),
                    "{name} uses {word}: that is platform's"
                );
            }
        }
        for word in ["inner_html", "innerHTML", "document.write", "eval("] {
            assert!(!code.contains(word), "{name} uses {word}");
        }
    }
}

#[test]
fn errors_are_values() {
    for (path, text) in files("src", "rs")
        .into_iter()
        .filter(|(p, _)| !p.ends_with("build.rs") && !p.starts_with("src/build"))
    {
        for word in [
            ".unwrap()",
            ".expect(",
            "panic!(",
            "todo!(",
            "unimplemented!(",
            "dbg!(",
        ] {
            assert!(!code(&text).contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn texts_stand_in_the_translation_files() {
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    for (path, text) in files("src", "rs") {
        let name = path.to_string_lossy().into_owned();
        // Letters that are data, not words: folding, name lists, legal names sought in a text.
        let exempt = [
            "src/kernel/text.rs",
            "src/report/mod.rs",
            "src/build.rs",
            "src/build/rules.rs",
            "src/i18n/format.rs",
        ];
        if exempt.contains(&name.as_str()) || name.contains("brief_form") {
            continue;
        }
        let found = code(&text).chars().find(|c| cyrillic(*c));
        assert!(
            found.is_none(),
            "{name} has Russian words in the code: {found:?}"
        );
    }
}

/// Longest files, in lines: views stay readable in one sitting, everything else nearly so.
const LONGEST: usize = 500;

#[test]
fn files_stay_readable() {
    for (path, text) in files("src", "rs") {
        // Tests stand below the code they test and are read apart from it.
        let own = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or(&text);
        let lines = own.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", path.display());
        assert!(
            text.starts_with("//!") || text.starts_with("use ") || text.starts_with("#!["),
            "{} does not say what it is",
            path.display()
        );
    }
}

/// A browser that meets such a rule styles the whole of what a child is added to anew, wherever that is: it may be any child.
#[test]
fn no_rule_counts_or_follows_children_of_any_kind() {
    for (path, text) in files("style", "css") {
        for line in text.lines() {
            let selector = line.split('{').next().unwrap_or(line);
            let counts = [" :nth-", ">:nth-", "*:nth-", "(:nth-"];
            let follows = ["* + ", "* ~ ", "*+", "*~"];
            let any = |marks: &[&str]| marks.iter().any(|m| selector.contains(m));
            let remark = selector.trim_start().starts_with("/*");
            assert!(
                remark || !any(&counts) && !any(&follows),
                "{}: {selector}",
                path.display()
            );
        }
    }
}

#[test]
fn colours_stand_in_the_tokens_and_every_rule_in_a_layer() {
    for (path, text) in files("style", "css") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut rest = text.as_str();
        let mut plain = String::new();
        while let Some((head, tail)) = rest.split_once("/*") {
            plain.push_str(head);
            rest = tail.split_once("*/").map_or("", |(_, t)| t);
        }
        plain.push_str(rest);
        if !["tokens.css", "shell.css"].contains(&name.as_str()) {
            for (i, _) in plain.match_indices('#') {
                let word: String = plain[i + 1..]
                    .chars()
                    .take_while(|c| c.is_ascii_hexdigit())
                    .collect();
                let selector = plain[i + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
                    && !matches!(word.len(), 3 | 4 | 6 | 8);
                assert!(selector || word.is_empty(), "{name} has the colour #{word}");
            }
            assert!(
                !plain.contains("font-size: 1")
                    || !plain.lines().any(|l| l.contains("font-size")
                        && l.trim_end().ends_with("px;")
                        && !l.contains("max(")),
                "{name} has a font size in px"
            );
        }
        let mut depth = 0;
        for line in plain.lines() {
            let start = line.trim_start();
            if depth == 0 && start.contains('{') {
                let layered = ["@layer", "@font-face", "@page"]
                    .iter()
                    .any(|a| start.starts_with(a));
                assert!(layered, "{name}: a rule outside the layers: {start}");
            }
            depth += line.matches('{').count();
            depth -= line.matches('}').count();
        }
        assert_eq!(depth, 0, "{name}: braces");
    }
}

/// Keys of the translation files, as the code would name them.
fn keys(locale: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (_, text) in files(&format!("src/i18n/{locale}"), "toml") {
        let mut section = String::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name.to_owned();
            } else if let Some((key, value)) = line.split_once(" = ") {
                out.insert(format!("{section}.{key}"), value.to_owned());
            }
        }
    }
    out
}

/// The app has no words for slides: the build leaves those to the program that writes them (`OFFICE` in `src/build.rs`).
#[test]
fn texts_of_slides_stay_with_what_the_worker_writes() {
    let worker = ["src/report/deck", "src/export/pptx", "src/export/pdf"];
    let mut there = 0;
    for (path, text) in files("src", "rs") {
        let code = code(&text);
        let at_home = worker.iter().any(|dir| path.starts_with(dir));
        there += usize::from(at_home && code.contains("k::deck"));
        for word in ["k::deck", "report::deck"] {
            let found = !at_home && path != Path::new("src/export/job.rs") && code.contains(word);
            assert!(!found, "{} has {word}", path.display());
        }
    }
    assert!(there > 0);
}

#[test]
fn every_text_is_used() {
    let all: String = files("src", "rs").into_iter().map(|(_, t)| t).collect();
    let mut unused = Vec::new();
    for key in keys("ru").keys() {
        let (section, name) = key.rsplit_once('.').unwrap();
        // Fields, tables and options are named by the macros that declare them.
        let declared = section.starts_with("choice.")
            || [
                "frame",
                "brief",
                "competitors",
                "audience",
                "goals",
                "channels",
                "content",
                "desk",
                "review",
                "module",
                "kpi_input",
            ]
            .contains(&section.split('.').next().unwrap());
        let group = section.replace('.', "::");
        let used = all.contains(&format!("{group}::{name}"))
            || all.contains(&format!("{group}::{{"))
            || all.contains(&format!("k::{group}::*"));
        if !declared && !used {
            unused.push(key.clone());
        }
    }
    assert!(
        unused.is_empty(),
        "texts nobody shows: {}",
        unused.join(", ")
    );
}

#[test]
fn russian_texts_keep_the_rules_of_typography() {
    for (key, text) in keys("ru") {
        let inner = text.replace("\\\"", "");
        let words: String = inner
            .split('"')
            .skip(1)
            .step_by(2)
            .collect::<Vec<_>>()
            .join(". ");
        assert!(!words.contains(" - "), "{key}: a hyphen for a dash");
        assert!(
            !words.contains('“') && !words.contains('”'),
            "{key}: quotes"
        );
        assert!(!text.contains("\\\""), "{key}: straight quotes");
        assert!(!words.contains("..."), "{key}: three dots");
        for word in ["еще", "ее ", "нее", "свое ", "твое", "Еще"] {
            assert!(
                !words
                    .split(|c: char| !c.is_alphabetic())
                    .any(|w| w == word.trim()),
                "{key}: ё is written: {word}"
            );
        }
        assert!(
            !words
                .split(' ')
                .any(|w| ["Вы", "Вам", "Вас", "Ваш", "Ваша", "Вашу"].contains(&w))
                || starts_sentence(&words),
            "{key}: вы is lower case"
        );
    }
    let languages: BTreeSet<_> = keys("ru").into_keys().collect();
    assert_eq!(languages, keys("en").into_keys().collect());
}

/// A capital «Вы» is right only at the start of a sentence.
fn starts_sentence(text: &str) -> bool {
    let mut previous = '.';
    for word in text.split(' ') {
        if word.starts_with("Ва") || word.starts_with("Вы") {
            let plain = word.trim_matches(|c: char| !c.is_alphabetic());
            if ["Вы", "Вам", "Вас", "Ваш", "Ваша", "Вашу"].contains(&plain)
                && !".:?!»".contains(previous)
            {
                return false;
            }
        }
        previous = word.chars().last().unwrap_or('.');
    }
    true
}
