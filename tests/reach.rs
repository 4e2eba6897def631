//! Every answer reaches the document: changing any one value of a full workbook changes what is
//! printed. A question whose answer nobody reads has no place in the workbook.

use chrono::NaiveDate;
use planerka::data;
use planerka::document::{Edit, from_json};
use planerka::export::to_markdown;
use planerka::kernel::{CellRef, Field, Kind, Path, RowId, Value};
use planerka::modules::Workbook;
use planerka::modules::channels::LimitOverride;
use planerka::report;
use std::fs;

/// Values that steer the work and are not said in the document, each with its reason.
const SILENT: &[(&str, &str)] = &[
    (
        "brief.no_taboos",
        "said when no taboo is listed; this example lists some",
    ),
    ("frame.efforts.format", EFFORTS),
    ("frame.efforts.role", EFFORTS),
    ("frame.efforts.hours", EFFORTS),
    ("review.mutes.rule", REVIEW),
    ("review.mutes.place", REVIEW),
    ("review.mutes.reason", REVIEW),
    ("review.limits.rule", REVIEW),
    ("review.limits.limit", REVIEW),
    ("review.limits.value", REVIEW),
    ("review.practice", PRACTICE),
    ("review.compared", PRACTICE),
    ("review.guesses.place", PRACTICE),
    ("review.guesses.why", PRACTICE),
    ("review.client.title", CLIENT),
    ("review.client.subject", CLIENT),
    ("review.client.who", CLIENT),
    ("review.client.date", CLIENT),
    ("review.client.time", CLIENT),
    ("review.client.verdict", CLIENT),
    ("review.client.comment", CLIENT),
    ("review.client.shown", CLIENT),
    ("review.client.done", CLIENT),
];

const EFFORTS: &str =
    "the team's own norms: the reviewer counts with them, a client has no use for them";
const REVIEW: &str = "printed with the review, which is a document of its own";
const PRACTICE: &str = "what a student guessed while practising belongs to the student";
const CLIENT: &str =
    "what the client said of the document is an answer to it and stands where the work is done";

fn workbook(name: &str) -> Workbook {
    from_json(&fs::read(format!("public/examples/{name}.json")).unwrap())
        .unwrap()
        .workbook
}

/// The example with a limit corrected by hand, which it has no need of itself.
fn full() -> Workbook {
    let mut w = workbook("coffee.ru");
    let bio = data::CHANNELS
        .iter()
        .find(|c| c.id == "vk")
        .and_then(|c| c.profile_limit(&["description", "status", "name"]))
        .unwrap();
    w.channels.overrides.push(LimitOverride {
        id: RowId(1),
        platform: "vk".into(),
        fact: bio.id.into(),
        value: "4321".into(),
        source: "Справка площадки".into(),
        date: "2026-11-20".into(),
        ..LimitOverride::default()
    });
    w
}

fn printed(workbook: &Workbook) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    to_markdown(&report::build(workbook, today))
}

/// Other values of a field that are as good as the one it has; one of them must show.
fn others(w: &Workbook, kind: Kind, now: CellRef<'_>) -> Vec<Value> {
    let rows = |table| w.rows(table).map(|t| t.ids()).unwrap_or_default();
    match (kind, now) {
        (Kind::Line | Kind::Prose, _) => vec![Value::text("Зеброид")],
        (Kind::Url, _) => vec![Value::text("https://zebroid.example/")],
        (Kind::Number, _) => vec![Value::text("7654"), Value::text("3")],
        (Kind::Money, _) => vec![Value::text("765432")],
        (Kind::Percent, _) => vec![Value::text("37"), Value::text("3")],
        (Kind::Date, CellRef::Text(now)) => {
            let day = if now.starts_with("2027-02-2") {
                "2027-03-15"
            } else {
                "2027-02-25"
            };
            vec![Value::text(day)]
        }
        (Kind::Time, _) => vec![Value::text("04:47")],
        (Kind::Lines, _) => vec![Value::Lines(vec!["Зеброид".into()])],
        (Kind::Flag, CellRef::Flag(now)) => vec![Value::Flag(!now)],
        (Kind::Choice(set), CellRef::Text(now)) => set
            .options
            .iter()
            .filter(|o| o.id != now)
            .map(|o| Value::text(o.id))
            .collect(),
        (Kind::Choices(set), CellRef::Lines(now)) => set
            .options
            .iter()
            .map(|o| vec![o.id.to_owned()])
            .filter(|v| v.as_slice() != now)
            .map(Value::Lines)
            .collect(),
        (Kind::Ref(table), CellRef::Ref(now)) => {
            let mut all: Vec<Option<RowId>> = rows(table).into_iter().map(Some).collect();
            all.push(None);
            all.retain(|r| *r != now);
            all.into_iter().map(Value::Ref).collect()
        }
        (Kind::Refs(table), CellRef::Refs(now)) => rows(table)
            .into_iter()
            .map(|r| vec![r])
            .filter(|v| v.as_slice() != now)
            .map(Value::Refs)
            .collect(),
        _ => Vec::new(),
    }
}

fn shows(base: &Workbook, before: &str, path: Path, kind: Kind) -> bool {
    let Some(now) = base.get(path) else {
        return true;
    };
    others(base, kind, now).into_iter().any(|value| {
        let mut changed = base.clone();
        changed.apply(Edit::Set { path, value }).unwrap();
        printed(&changed) != before
    })
}

fn silent(name: &str) -> bool {
    SILENT.iter().any(|(s, _)| *s == name)
}

#[test]
fn every_answer_changes_the_document() {
    let mut lost = Vec::new();
    let mut seen = 0;
    let base = full();
    let before = printed(&base);
    let steers = |f: &Field| matches!(f.kind, Kind::Owner(_));
    for page in Workbook::PAGES {
        let module = base.module(page.slug).unwrap();
        for f in module.fields().iter().filter(|f| !steers(f)) {
            seen += 1;
            if !shows(&base, &before, Path::field(page.slug, f.id), f.kind) {
                lost.push(format!("{}.{}", page.slug, f.id));
            }
        }
        for def in module.table_defs() {
            let rows = base.rows(def.path).unwrap();
            for c in def.columns.iter().filter(|f| !steers(f)) {
                seen += 1;
                // A column may matter only in some rows: the mix of a post's stage, say.
                if !rows
                    .ids()
                    .into_iter()
                    .any(|r| shows(&base, &before, def.path.cell(r, c.id), c.kind))
                {
                    lost.push(format!("{}.{}", def.path, c.id));
                }
            }
        }
    }
    assert!(seen > 200, "{seen} questions");
    let unexpected: Vec<&String> = lost.iter().filter(|n| !silent(n)).collect();
    assert!(
        unexpected.is_empty(),
        "{} never reach the document: {unexpected:#?}",
        unexpected.len()
    );
    let stale: Vec<&str> = SILENT
        .iter()
        .map(|(n, _)| *n)
        .filter(|n| !lost.iter().any(|l| l == n))
        .collect();
    assert!(
        stale.is_empty(),
        "said in the document after all: {stale:?}"
    );
}
