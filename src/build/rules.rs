//! The texts of the reviewer's rules, read from the comments of their functions.

use super::placeholders;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

/// Texts of one rule in one language, from the comment of its function.
#[derive(Default)]
struct RuleText {
    title: String,
    says: Vec<(String, String)>,
    parts: [String; 4],
}

/// What the four parts are called in each language, in the order of `LOCALES`.
const PARTS: [[&str; 4]; 2] = [
    ["Что смотрит", "Зачем", "Пример", "Как исправить"],
    ["Checks", "Why", "Example", "Fix"],
];

/// Reads the comment of every rule: `# Heading`, the message, `> id: another message`, `- Part: text`; English first.
pub fn tables() -> String {
    let mut all: BTreeMap<String, [RuleText; 2]> = BTreeMap::new();
    let mut files: Vec<_> = fs::read_dir("src/review/rules")
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let mut comment: Vec<String> = Vec::new();
        for line in fs::read_to_string(&file).unwrap().lines() {
            if let Some(text) = line.strip_prefix("///") {
                comment.push(text.trim().to_owned());
            } else if let Some(rest) = line.strip_prefix("pub fn ") {
                let name = rest.split(['(', '<']).next().unwrap_or_default();
                if comment.iter().any(|l| l.starts_with("# ")) {
                    let text = rule_text(name, &std::mem::take(&mut comment));
                    assert!(
                        all.insert(name.to_owned(), text).is_none(),
                        "{name} is there twice"
                    );
                }
                comment.clear();
            } else if !line.starts_with("#[") {
                comment.clear();
            }
        }
    }
    let mut out = String::from("static TEXTS: &[(&str, [RuleText; 2])] = &[\n");
    for (name, texts) in &all {
        let one = |t: &RuleText| {
            let [checks, why, example, fix] = &t.parts;
            format!(
                "RuleText {{ title: {:?}, says: &{:?}, checks: {checks:?}, why: {why:?}, example: {example:?}, fix: {fix:?} }}",
                t.title, t.says
            )
        };
        let _ = writeln!(out, "({name:?}, [{}, {}]),", one(&texts[0]), one(&texts[1]));
    }
    out.push_str("];\n");
    out
}

fn rule_text(name: &str, comment: &[String]) -> [RuleText; 2] {
    let mut both: [RuleText; 2] = Default::default();
    // English comes first in the comment, Russian first in `LOCALES`.
    let mut languages = [1, 0].into_iter();
    let mut at = None;
    // The text that a line without a mark goes on with: a part, or the last message.
    let mut open: Option<Option<usize>> = None;
    for line in comment {
        if let Some(title) = line.strip_prefix("# ") {
            at = languages.next();
            let one = &mut both[at.unwrap_or_else(|| panic!("{name}: a third heading"))];
            one.title = title.to_owned();
            open = None;
            continue;
        }
        let Some(language) = at else {
            panic!("{name}: the comment does not start with a heading")
        };
        let one = &mut both[language];
        if line.is_empty() {
            open = None;
        } else if let Some(says) = line.strip_prefix("> ") {
            let (id, says) = says
                .split_once(": ")
                .unwrap_or_else(|| panic!("{name}: no id in {line:?}"));
            one.says.push((id.to_owned(), says.to_owned()));
            open = Some(None);
        } else if let Some(part) = line.strip_prefix("- ") {
            let (head, words) = part
                .split_once(": ")
                .unwrap_or_else(|| panic!("{name}: no part in {line:?}"));
            let which = PARTS[language]
                .iter()
                .position(|p| *p == head)
                .unwrap_or_else(|| panic!("{name}: {head:?} is none of {:?}", PARTS[language]));
            words.clone_into(&mut one.parts[which]);
            open = Some(Some(which));
        } else {
            let text = match open {
                Some(Some(part)) => &mut one.parts[part],
                Some(None) => one.says.last_mut().map(|(_, t)| t).unwrap(),
                None => {
                    one.says.push((String::new(), line.clone()));
                    open = Some(None);
                    continue;
                }
            };
            text.push(' ');
            text.push_str(line);
        }
    }
    let [ru, en] = &mut both;
    for one in [&mut *ru, &mut *en] {
        assert!(
            one.says.first().is_some_and(|(id, _)| id.is_empty())
                && one.parts.iter().all(|p| !p.is_empty()),
            "{name}: the message or one of the four parts is missing in a language"
        );
        // No line begins with a dash.
        for text in one.says.iter_mut().map(|(_, t)| t).chain(&mut one.parts) {
            *text = text.replace(" — ", "\u{a0}— ");
        }
    }
    let says = |t: &RuleText| -> Vec<(String, Vec<String>)> {
        let mut all: Vec<_> = t
            .says
            .iter()
            .map(|(id, s)| (id.clone(), placeholders(s)))
            .collect();
        all.sort();
        all
    };
    assert!(
        says(ru) == says(en),
        "{name}: the languages have other messages or placeholders"
    );
    both
}
