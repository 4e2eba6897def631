//! The reviewer's rules, one file of cases each (`core/review/<code>.md`).
//!
//! A case starts with `## fires ru: what it is` or `## silent: what it is`, then come the modules of a workbook as JSON, then
//! what the review says of it, a line each: `> severity place: message`, `> fix: what it does`, `> edit: what it writes`,
//! and at last the state. `UPDATE_GOLDEN=1` writes these lines anew; read the diff before you commit it.

use chrono::NaiveDate;
use planerka::document::{Edit, from_json};
use planerka::i18n::Locale;
use planerka::kernel::{CellRef, RowId, Value};
use planerka::modules::Workbook;
use planerka::review::{Finding, RULES, Rule, Severity, State, review, rule};
use std::fmt::Write as _;
use std::fs;

/// The day of all cases.
const TODAY: &str = "2026-11-24";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

struct Case {
    head: String,
    json: String,
    /// `! address = ids`: links written past the reader of files, which mends them.
    links: Vec<String>,
    said: Vec<String>,
}

impl Case {
    fn fires(&self) -> bool {
        self.head.starts_with("fires")
    }
    fn locale(&self) -> Locale {
        if self.head.starts_with("fires ru") {
            Locale::Ru
        } else {
            Locale::En
        }
    }
    fn workbook(&self) -> Workbook {
        let text = format!(
            "{{\"format\":\"planerka\",\"schema\":1,\"modules\":{}}}",
            self.json
        );
        let loaded = from_json(text.as_bytes()).unwrap_or_else(|e| panic!("{}: {e:?}", self.head));
        // A field whose name is misspelt would make any case silent.
        let mut w = loaded.workbook;
        for slug in Workbook::SLUGS {
            let module = w.module(slug).unwrap();
            assert!(
                module.extra().is_empty(),
                "{}: {:?}",
                self.head,
                module.extra()
            );
            for (i, _) in module.table_defs().iter().enumerate() {
                let rows = module.table(i).unwrap();
                for at in 0..rows.count() {
                    let extra = rows.row_at(at).unwrap().extra();
                    assert!(extra.is_empty(), "{}: {extra:?}", self.head);
                }
            }
        }
        for line in &self.links {
            let (path, ids) = line[2..].split_once(" = ").unwrap();
            let path = w.parse_path(path).unwrap();
            let ids: Vec<RowId> = ids.split(' ').map(|i| RowId(i.parse().unwrap())).collect();
            let value = match w.get(path).unwrap() {
                CellRef::Refs(_) => Value::Refs(ids),
                _ => Value::Ref(Some(ids[0])),
            };
            w.apply(Edit::Set { path, value }).unwrap();
        }
        assert!(
            w.extra.keys().all(|k| k != "modules"),
            "{}: {:?}",
            self.head,
            w.extra
        );
        w
    }
}

fn cases(text: &str) -> (String, Vec<Case>) {
    let mut parts = text.split("\n## ");
    let top = parts.next().unwrap_or_default().trim().to_owned();
    let cases = parts
        .map(|part| {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            let (said, json): (Vec<&str>, Vec<&str>) =
                body.lines().partition(|l| l.starts_with("> "));
            let (links, json): (Vec<&str>, Vec<&str>) =
                json.into_iter().partition(|l| l.starts_with("! "));
            Case {
                links: links.into_iter().map(str::to_owned).collect(),
                head: head.trim().to_owned(),
                json: json.join("\n").trim().to_owned(),
                said: said.into_iter().map(str::to_owned).collect(),
            }
        })
        .collect();
    (top, cases)
}

/// An edit of a fix in one line.
fn edited(edit: &Edit) -> String {
    let written = |value: &Value| match value {
        Value::Text(text) => text.replace('\n', " ⏎ "),
        Value::Lines(lines) => lines.join(" ⏎ "),
        Value::Ref(row) => format!("{row:?}"),
        other => format!("{other:?}"),
    };
    match edit {
        Edit::Set { path, value } => format!("{path} = {}", written(value)),
        Edit::Insert {
            table, at, data, ..
        } => {
            let empty = ["", "None", "false", "Flag(false)", "Refs([])"];
            let cells = data.cells.iter().map(written);
            let filled = cells.filter(|cell| !empty.contains(&cell.as_str()));
            let cells: String = filled.map(|cell| format!(" | {cell}")).collect();
            format!("{table} + row at {at}{cells}")
        }
        Edit::Remove { table, row } => format!("{table} - {row}"),
        Edit::Move { table, row, to } => format!("{table}: {row} to {to}"),
    }
}

/// What the rule says of a workbook, a line each.
fn said(w: &Workbook, rule: &Rule, l: Locale) -> Vec<String> {
    let review = review(w, today());
    let outcome = review.outcomes.iter().find(|o| o.rule == rule).unwrap();
    let mut lines = Vec::new();
    for f in &outcome.findings {
        let words = f.words(w, l);
        assert!(
            !words.contains('{'),
            "{}: a place without a value: {words}",
            rule.code
        );
        let other = f.other.map(|o| format!(" and {o}")).unwrap_or_default();
        let span = f
            .span
            .map(|(from, to)| format!(" «{}»", &w.text(f.place)[from..to]));
        lines.push(format!(
            "> {} {}{other}{}: {words}",
            f.severity.id(),
            f.place,
            span.unwrap_or_default()
        ));
        if let Some(fix) = f.fix_words(w, l) {
            lines.push(format!("> fix: {fix}"));
            let edits = f.fix.iter().flat_map(|fix| &fix.edits);
            lines.extend(edits.map(|e| format!("> edit: {}", edited(e))));
            mends(w, f);
        }
    }
    let unknown: Vec<String> = outcome.unknown.iter().map(ToString::to_string).collect();
    let more = match outcome.state {
        State::NotApplicable(key) => format!(": {}", l.t(key)),
        State::Unknown => format!(": {}", unknown.join(", ")),
        _ if unknown.is_empty() => String::new(),
        _ => format!(", unknown: {}", unknown.join(", ")),
    };
    lines.push(format!("> {}{more}", outcome.state.id()));
    lines
}

/// A fix makes its finding go and brings no veto.
fn mends(w: &Workbook, f: &Finding) {
    let vetoes = |w: &Workbook| {
        let all = review(w, today());
        all.outcomes
            .iter()
            .flat_map(|o| &o.findings)
            .filter(|f| f.severity == Severity::Veto)
            .map(Finding::key)
            .collect::<Vec<_>>()
    };
    let before = vetoes(w);
    let mut after = w.clone();
    after.apply_all(f.fix.clone().unwrap().edits).unwrap();
    let still = review(&after, today());
    assert!(
        !still
            .outcomes
            .iter()
            .flat_map(|o| &o.findings)
            .any(|g| g.key() == f.key()),
        "the fix of {} does not mend it",
        f.key()
    );
    let new: Vec<String> = vetoes(&after)
        .into_iter()
        .filter(|v| !before.contains(v))
        .collect();
    assert!(new.is_empty(), "the fix of {} brings {new:?}", f.key());
}

#[test]
fn every_rule_finds_what_it_must_and_nothing_else() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut problems = Vec::new();
    for rule in RULES {
        let file = format!("tests/core/review/{}.md", rule.code);
        let Ok(text) = fs::read_to_string(&file) else {
            problems.push(format!("{file} is missing"));
            continue;
        };
        let (top, cases) = cases(&text);
        let fires = cases.iter().filter(|c| c.fires()).count();
        if fires < 2 || cases.len() - fires < 2 {
            problems.push(format!(
                "{file}: at least two cases must fire and two be silent"
            ));
        }
        for l in ["fires ru", "fires en"] {
            if !cases.iter().any(|c| c.head.starts_with(l)) {
                problems.push(format!("{file}: no case {l}"));
            }
        }
        let mut new = format!("{top}\n");
        for case in &cases {
            let now = said(&case.workbook(), rule, case.locale());
            let fired = now.iter().any(|l| {
                Severity::ALL
                    .iter()
                    .any(|s| l.starts_with(&format!("> {} ", s.id())))
            });
            if fired != case.fires() {
                problems.push(format!("{file}, {}: {now:?}", case.head));
            }
            if now != case.said && !update {
                problems.push(format!(
                    "{file}, {}:\n  expected {:?}\n  found    {now:?}",
                    case.head, case.said
                ));
            }
            let links: String = case.links.iter().map(|l| format!("{l}\n")).collect();
            let _ = write!(
                new,
                "\n## {}\n{}\n{links}\n{}\n",
                case.head,
                case.json,
                now.join("\n")
            );
        }
        if update {
            fs::write(&file, new).unwrap();
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_file_of_cases_has_its_rule_and_codes_are_unique() {
    for entry in fs::read_dir("tests/core/review").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(rule(name.trim_end_matches(".md")).is_some(), "{name}");
    }
    for (i, one) in RULES.iter().enumerate() {
        assert!(
            !RULES[..i]
                .iter()
                .any(|r| r.code == one.code || r.name == one.name)
        );
        assert!(
            one.reads.iter().all(|m| Workbook::SLUGS.contains(m)),
            "{}",
            one.code
        );
        for limit in one.limits {
            assert!(limit.usual >= 0.0);
        }
    }
}

fn example(name: &str) -> Workbook {
    let bytes = fs::read(format!("public/examples/{name}.json")).unwrap();
    from_json(&bytes).unwrap().workbook
}

#[test]
fn an_empty_workbook_has_no_faults() {
    let found = review(&Workbook::default(), today());
    for outcome in &found.outcomes {
        assert!(outcome.findings.is_empty(), "{}", outcome.rule.code);
        assert!(
            matches!(outcome.state, State::Unknown | State::NotApplicable(_)),
            "{} is {:?}",
            outcome.rule.code,
            outcome.state
        );
    }
}

#[test]
fn the_examples_have_no_errors() {
    let mut problems = Vec::new();
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        let w = example(name);
        let l = if name.ends_with("ru") {
            Locale::Ru
        } else {
            Locale::En
        };
        for f in review(&w, today())
            .outcomes
            .iter()
            .flat_map(|o| &o.findings)
        {
            if f.severity >= Severity::Error {
                problems.push(format!("{name} {}: {}", f.key(), f.words(&w, l)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A rule is known by its file and by its line, and by nothing else: whoever adds one need touch nothing more.
#[test]
fn a_rule_is_one_function_one_line_and_one_file_of_cases() {
    fn sources(dir: &std::path::Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                sources(&entry, out);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                out.push((
                    entry.display().to_string(),
                    fs::read_to_string(&entry).unwrap(),
                ));
            }
        }
    }
    let mut all = Vec::new();
    sources("src".as_ref(), &mut all);
    for rule in RULES {
        let function = format!("pub fn {}(", rule.name);
        let line = format!("::{} ", rule.name);
        let named: Vec<&str> = all
            .iter()
            .filter(|(_, text)| text.contains(&function) || text.contains(&line))
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(named.len(), 2, "{}: {named:?}", rule.code);
        assert!(named.contains(&"src/review/codes.rs"), "{named:?}");
        assert!(
            named.iter().any(|n| n.starts_with("src/review/rules/")),
            "{named:?}"
        );
    }
}

/// Texts of a plan are read a few posts at a time, before the rules that look at their words are asked.
#[test]
fn texts_are_read_between_pauses_and_nothing_is_left_out() {
    let mut w = example("coffee.ru");
    let one = w.content.posts[0].clone();
    for n in 0..300 {
        let mut post = one.clone();
        post.id = RowId(100_000 + n);
        post.body = format!("TODO: текст номер {n}");
        w.content.posts.push(post);
    }
    let mut reviewer = planerka::review::Reviewer::default();
    let mut pauses = 0;
    while !reviewer.step(&w, today(), &mut || false) {
        pauses += 1;
    }
    assert!(pauses > RULES.len() + 300 / 16, "{pauses} pauses");
    let found = |r: &planerka::review::Reviewer| {
        let mut all = r.review().outcomes.iter();
        all.find(|o| o.rule.code == "J16").unwrap().findings.len()
    };
    assert_eq!(found(&reviewer), 300);
    assert_eq!(reviewer.review(), &review(&w, today()));
    // A letter in one post: all that it changes, and nothing else.
    w.content.posts.last_mut().unwrap().body = "Кофе".into();
    reviewer.touch("content");
    while !reviewer.step(&w, today(), &mut || false) {}
    assert_eq!(found(&reviewer), 299);
    assert_eq!(reviewer.review(), &review(&w, today()));
}

/// Of a large plan every rule that reads it waits; what does not read it is asked at once.
#[test]
fn a_large_plan_is_read_when_the_review_is_wanted() {
    let mut w = example("coffee.ru");
    let one = w.content.posts[0].clone();
    w.content.posts.extend((0..2000).map(|n| {
        let mut post = one.clone();
        post.id = RowId(100_000 + n);
        post.body = String::new();
        post
    }));
    w.goals.kpis.clear();
    // What can stop the strategy does not wait: the document warns of it.
    w.content.posts[0].format = "ugc".into();
    w.content.posts[0].rights = "no".into();
    let mut reviewer = planerka::review::Reviewer::default();
    while !reviewer.step(&w, today(), &mut || false) {}
    let found = |r: &planerka::review::Reviewer, code: &str| {
        let all = &r.review().outcomes;
        let outcome = all.iter().find(|o| o.rule.code == code).unwrap();
        outcome.findings.len()
    };
    assert_eq!((found(&reviewer, "A1"), found(&reviewer, "F2")), (4, 0));
    assert_eq!(found(&reviewer, "F15"), 1);
    let due = |code: &str| {
        let at = RULES.iter().position(|r| r.code == code).unwrap();
        reviewer.is_due(at)
    };
    assert!(due("F2") && !due("F15") && !due("A1"));
    reviewer.ask_all();
    while !reviewer.step(&w, today(), &mut || false) {}
    assert!(found(&reviewer, "F2") > 0);
    assert_eq!(reviewer.review(), &review(&w, today()));
}
