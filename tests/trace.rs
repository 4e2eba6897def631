//! Chains: from any row up to the brief and down to the posts, holes, and what deleting breaks.

// Other tests use more of it.
#[allow(dead_code)]
#[path = "core/edits.rs"]
mod edits;

use chrono::NaiveDate;
use edits::{act, perform};
use planerka::document::{Edit, delete_row, from_json};
use planerka::i18n::Locale;
use planerka::kernel::{CellRef, Path, Row, RowId, TablePath};
use planerka::modules::Workbook;
use planerka::modules::audience::Persona;
use planerka::modules::brief::Brief;
use planerka::modules::content::{Post, Rubric};
use planerka::modules::goals::{BusinessGoal, Goal, Kpi};
use planerka::review::{Finding, Severity, review};
use planerka::trace::{self, Breaks, Link, MANY_POSTS, SHOWN, Trace};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeSet;

const EXAMPLES: [&str; 4] = ["coffee.ru", "coffee.en", "school.ru", "school.en"];

fn example(name: &str) -> Workbook {
    let file = std::fs::read(format!("public/examples/{name}.json")).unwrap();
    from_json(&file).unwrap().workbook
}

fn workbook(modules: &str) -> Workbook {
    let text = format!(r#"{{"format":"planerka","schema":1,"modules":{modules}}}"#);
    from_json(text.as_bytes()).unwrap().workbook
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn chain(w: &Workbook, address: &str) -> Trace {
    trace::trace(w, trace::subject(w, address).unwrap()).unwrap()
}

/// Every subject of a workbook.
fn subjects(w: &Workbook) -> Vec<Path> {
    let all = trace::find(w, "", usize::MAX, Locale::Ru);
    all.into_iter()
        .flat_map(|f| f.first)
        .map(|(path, _)| path)
        .collect()
}

/// Addresses that a chain or a list of breaks names.
fn named(chain: &Trace) -> Vec<Path> {
    let steps = chain.up.iter().chain(&chain.down).chain(&chain.line);
    let steps = steps.flat_map(|s| [s.from, s.to]);
    let holes = chain.holes.iter().flat_map(|h| [h.node, h.place]);
    let drawn = chain.graph.columns.iter().flat_map(|c| c.0.clone());
    steps
        .chain(holes)
        .chain(drawn)
        .chain([chain.subject])
        .collect()
}

/// Does the lower end hold a link to the upper one, or the other way round.
fn linked(w: &Workbook, a: Path, b: Path) -> bool {
    let holds = |from: Path, to: Path| {
        let (Path::Cell { table, row, .. }, Some(to_row)) = (from, to.row()) else {
            return false;
        };
        let Path::Cell { table: target, .. } = to else {
            return false;
        };
        let record = w.rows(table).unwrap().row(row).unwrap();
        record.fields().iter().enumerate().any(|(at, f)| {
            f.kind.target() == Some(target)
                && match record.cell(at) {
                    Some(CellRef::Ref(r)) => r == Some(to_row),
                    Some(CellRef::Refs(rs)) => rs.contains(&to_row),
                    _ => false,
                }
        })
    };
    holds(a, b) || holds(b, a)
}

#[test]
fn a_post_of_the_examples_leads_to_the_brief_by_links_that_rows_hold() {
    for name in EXAMPLES {
        let w = example(name);
        for post in w
            .content
            .posts
            .iter()
            .filter(|p| p.rubric.is_some() && p.goal.is_some())
        {
            let chain = chain(&w, &format!("content.posts.{}", post.id));
            assert!(chain.whole, "{name}: {}", post.title);
            let at = |wanted: TablePath| {
                let of = |p: Path| matches!(p, Path::Cell { table, .. } if table == wanted);
                chain.up.iter().any(|s| of(s.to))
            };
            for table in [
                Rubric::TABLE,
                Persona::TABLE,
                Goal::TABLE,
                Kpi::TABLE,
                BusinessGoal::TABLE,
            ] {
                assert!(at(table), "{name}: {} misses {table}", post.title);
            }
            assert!(chain.up.iter().any(|s| s.to == Brief::business_goal));
            assert_eq!(
                chain.line.last().map(|s| s.to.module()),
                Some("brief"),
                "{name}"
            );
            for step in chain.up.iter().filter(|s| s.link != Link::Brief) {
                assert!(linked(&w, step.from, step.to), "{name}: {step:?}");
            }
        }
    }
}

#[test]
fn what_hangs_on_a_row_is_what_links_to_it() {
    for name in EXAMPLES {
        let w = example(name);
        for rubric in &w.content.rubrics {
            let chain = chain(&w, &format!("content.rubrics.{}", rubric.id));
            let planned = w.content.posts.iter().filter(|p| !p.status.is("dropped"));
            let own = planned.filter(|p| p.rubric == Some(rubric.id)).count();
            let told = chain.down.iter().filter(|s| {
                s.depth == 0 && matches!(s.to, Path::Cell { table, .. } if table == Post::TABLE)
            });
            assert_eq!(
                told.clone().count(),
                own.min(SHOWN),
                "{name}: {}",
                rubric.name
            );
            assert_eq!(
                told.map(|s| s.more).sum::<usize>(),
                own.saturating_sub(SHOWN)
            );
            let days: Vec<_> = chain
                .down
                .iter()
                .filter_map(|s| w.content.posts.iter().find(|p| p.at(Post::title) == s.to))
                .map(|p| p.date.value())
                .collect();
            assert!(days.is_sorted(), "posts stand by date");
        }
        // A sentence of the brief carries the whole plan.
        let chain = chain(&w, "brief.business_goal");
        let posts = chain
            .reach
            .iter()
            .find(|(t, _)| *t == Post::TABLE)
            .unwrap()
            .1;
        assert!(posts > 20 && chain.whole);
        assert!(chain.down.iter().all(|s| s.posts == 0 || s.depth > 0));
        // What works for the goal of a KPI hangs on the KPI.
        let kpi = w
            .goals
            .kpis
            .iter()
            .find(|k| k.goal == w.goals.goals.first().map(|g| g.id))
            .unwrap();
        assert!(
            !self::chain(&w, &format!("goals.kpis.{}", kpi.id))
                .reach
                .is_empty(),
            "{name}"
        );
    }
}

#[test]
fn steps_and_holes_are_sentences_in_both_languages() {
    for name in EXAMPLES {
        let w = example(name);
        for subject in subjects(&w) {
            let chain = trace::trace(&w, subject).unwrap();
            for l in Locale::ALL {
                let steps = chain.up.iter().map(|s| s.words(&w, l));
                for words in steps.chain(chain.holes.iter().map(|h| h.words(&w, l))) {
                    assert!(
                        words.ends_with('.')
                            && !words.contains(['{', '}'])
                            && !words.contains(".»."),
                        "{words}"
                    );
                    assert!(words.chars().next().unwrap().is_uppercase(), "{words}");
                }
            }
        }
    }
    let w = example("coffee.ru");
    let chain = chain(&w, "brief.business_goal");
    let first = chain.down.iter().find(|s| s.link == Link::Brief).unwrap();
    assert!(
        !first.quote.is_empty()
            && w.text(Brief::business_goal)
                .contains(first.quote.trim_end_matches('…'))
    );
}

const HOLES: &str = r#"{"brief":{"business_goal":"Больше чеков. Научиться танцевать румбу вечером."},
    "audience":{"segments":[{"id":1,"name":"S"}],"personas":[{"id":1,"name":"Анна","segment":1,"pains":["очередь у кассы","холодный кофе"]},{"id":2,"name":"B","anti":true}]},
    "goals":{"business":[{"id":1,"title":"Больше чеков"}],"goals":[{"id":1,"title":"Узнают","business":1}],"kpis":[{"id":1,"name":"K"}]},
    "channels":{"channels":[{"id":1,"platform":"vk","usage":"yes"},{"id":2,"platform":"ok","usage":"no"}]},
    "content":{"rubrics":[{"id":1,"name":"R","goals":[1],"personas":[1],"need":"очередь у кассы"}],
        "posts":[{"id":1,"title":"P","rubric":1,"personas":[1],"goal":1},{"id":2,"title":"Q"},{"id":3,"title":"off","status":"dropped"}]}}"#;

#[test]
fn a_missing_link_is_told_with_the_field_to_fill() {
    let w = workbook(HOLES);
    let told = |holes: &[trace::Hole]| -> Vec<String> {
        holes.iter().map(|h| h.words(&w, Locale::En)).collect()
    };
    let places = |address| -> Vec<String> {
        chain(&w, address)
            .holes
            .iter()
            .map(|h| h.place.to_string())
            .collect()
    };
    let q = ["rubric", "personas", "goal", "channel"].map(|c| format!("content.posts.2.{c}"));
    assert_eq!(places("content.posts.2"), q);
    assert!(!chain(&w, "content.posts.2").whole);
    assert!(places("goals.kpis.1").contains(&"goals.kpis.1.goal".to_owned()));
    let goal = told(&chain(&w, "goals.goals.1").holes);
    assert!(
        goal.iter()
            .any(|t| t == "Goal “Узнают”: no KPI measures it."),
        "{goal:?}"
    );
    let person = told(&chain(&w, "audience.personas.1").holes);
    assert!(
        person
            .iter()
            .any(|t| t.contains("answers the pain “холодный кофе”")),
        "{person:?}"
    );
    assert!(!person.iter().any(|t| t.contains("очередь")), "{person:?}");
    let brief = told(&chain(&w, "brief.business_goal").holes);
    assert!(
        brief
            .iter()
            .any(|t| t.contains("“Научиться танцевать румбу вечером”")),
        "{brief:?}"
    );
    assert!(
        !brief.iter().any(|t| t.contains("the words “Больше чеков”")),
        "{brief:?}"
    );
    // Who is not addressed, a channel that is left and a post that was taken off miss nothing.
    let all = trace::holes(&w);
    for quiet in [
        "audience.personas.2.",
        "channels.channels.2.",
        "content.posts.3.",
    ] {
        assert!(
            all.iter().all(|h| !h.place.to_string().starts_with(quiet)),
            "{quiet}"
        );
    }
    assert_eq!(
        chain(&w, "audience.personas.1").down.first().unwrap().link,
        Link::Pain
    );
}

#[test]
fn a_chain_and_the_rule_agree_for_whom_a_topic_is() {
    // The topic names nobody, but its rubric is for the second persona only.
    let w = workbook(
        r#"{"audience":{"personas":[{"id":1,"name":"Анна","pains":["холодный кофе"]},{"id":2,"name":"Пётр"}]},
        "content":{"rubrics":[{"id":1,"name":"R","personas":[2]}],"topics":[{"id":1,"title":"Почему кофе холодный","rubric":1}]}}"#,
    );
    assert!(known(&w).contains("C8 audience.personas.1.pains"));
    let holes = chain(&w, "audience.personas.1").holes;
    assert!(
        holes.iter().any(|h| h.quote == "холодный кофе"),
        "{holes:?}"
    );
}

/// The deletion as the app does it.
fn deleted(w: &Workbook, table: TablePath, row: RowId) -> (Workbook, Vec<Edit>) {
    let edits = delete_row(w, table, row, None);
    let mut after = w.clone();
    after.apply_all(edits.clone()).unwrap();
    (after, edits)
}

fn known(w: &Workbook) -> BTreeSet<String> {
    let found = review(w, today());
    found.findings(w).into_iter().map(key).collect()
}

fn key(f: &Finding) -> String {
    format!("{} {}", f.rule.code, f.place)
}

fn broken(w: &Workbook, subject: Path) -> Breaks {
    let Path::Cell { table, row, .. } = subject else {
        panic!()
    };
    trace::breaks(w, table, row, today()).unwrap()
}

#[test]
fn what_breaks_is_what_deleting_does_and_what_the_reviewer_then_says() {
    for name in EXAMPLES {
        let w = example(name);
        let before = known(&w);
        let holes: Vec<_> = trace::holes(&w);
        let of = |table: TablePath| {
            subjects(&w)
                .into_iter()
                .find(|p| matches!(p, Path::Cell { table: t, .. } if *t == table))
                .unwrap()
        };
        for subject in [
            Post::TABLE,
            Rubric::TABLE,
            Persona::TABLE,
            Goal::TABLE,
            Kpi::TABLE,
            BusinessGoal::TABLE,
        ]
        .map(of)
        {
            let Path::Cell { table, row, .. } = subject else {
                unreachable!()
            };
            let breaks = broken(&w, subject);
            let (after, edits) = deleted(&w, table, row);
            let sets = edits
                .iter()
                .filter(|e| matches!(e, Edit::Set { .. }))
                .count();
            assert_eq!(breaks.cleared.len(), sets, "{name}: {subject}");
            assert_eq!(
                breaks.parts.len(),
                edits.len() - sets - 1,
                "{name}: {subject}"
            );
            let fresh: BTreeSet<String> = known(&after).difference(&before).cloned().collect();
            assert_eq!(
                breaks.found.iter().map(key).collect::<BTreeSet<_>>(),
                fresh,
                "{name}: {subject}"
            );
            let mut hanging = trace::holes(&after);
            hanging.retain(|h| !holes.iter().any(|o| (o.says, o.place) == (h.says, h.place)));
            assert_eq!(breaks.hanging, hanging, "{name}: {subject}");
            assert!(!breaks.partial);
        }
        let rubric = broken(&w, of(Rubric::TABLE));
        assert!(
            !rubric.cleared.is_empty() && !rubric.hanging.is_empty(),
            "{name}: posts hang in the air"
        );
    }
}

#[test]
fn a_large_plan_is_counted_without_the_rules_that_wait() {
    let mut w = example("coffee.ru");
    let posts = w.content.posts.clone();
    for n in 0..100_u64 {
        w.content.posts.extend(posts.iter().cloned().map(|mut p| {
            p.id = RowId(n * 1_000_000 + p.id.0 % 1_000_000 + (1 << 40));
            p
        }));
    }
    assert!(w.content.posts.len() > MANY_POSTS);
    let rubric = w.content.rubrics.first().unwrap().at(Rubric::name);
    let breaks = broken(&w, rubric);
    let waits = |f: &Finding| f.severity != Severity::Veto && f.rule.reads.contains(&"content");
    assert!(breaks.partial && !breaks.found.iter().any(waits));
    assert!(breaks.cleared.len() > 300);
    let chain = trace::trace(&w, rubric).unwrap();
    assert!(chain.partial && chain.down.len() < 60 && chain.down.iter().any(|s| s.more > 100));
}

#[test]
fn subjects_are_found_by_name_and_by_address() {
    let w = example("coffee.ru");
    let name = &w.content.rubrics[0].name;
    let found = trace::find(&w, &name.to_uppercase(), 3, Locale::Ru);
    assert!(
        found
            .iter()
            .any(|f| f.table == Some(Rubric::TABLE) && f.first.iter().any(|(_, n)| n == name))
    );
    assert_eq!(trace::find(&w, "неттакогоимени", 3, Locale::Ru), []);
    let posts = trace::find(&w, "", 3, Locale::Ru)
        .into_iter()
        .find(|f| f.table == Some(Post::TABLE))
        .unwrap();
    assert_eq!(posts.first.len() + posts.more, w.content.posts.len());
    for subject in subjects(&w) {
        assert_eq!(trace::subject(&w, &trace::address(subject)), Some(subject));
        assert_eq!(trace::subject(&w, &subject.to_string()), Some(subject));
    }
    for odd in [
        "",
        "content.posts",
        "content.posts.9007",
        "brief.usp",
        "brief.products.1",
        "a.b.c.d.e",
        "content.posts.x.title",
    ] {
        assert_eq!(trace::subject(&w, odd), None, "{odd}");
    }
    // KPIs that are parts of each other go round.
    let w = workbook(r#"{"goals":{"kpis":[{"id":1,"parent":2},{"id":2,"parent":1}]}}"#);
    assert_eq!(chain(&w, "goals.kpis.1").up.len(), 1);
}

fn runs() -> u32 {
    let runs = std::env::var("PLANERKA_RUNS").ok();
    runs.and_then(|n| n.parse().ok()).unwrap_or(1_500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: runs(), failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_workbook_is_traced_and_nothing_is_named_that_is_not_there(acts in vec(act(RowId::MAX), 0..60)) {
        let mut w = Workbook::default();
        for one in &acts {
            perform(&mut w, one, &|_| true);
        }
        for (nth, subject) in subjects(&w).into_iter().enumerate() {
            let chain = trace::trace(&w, subject).unwrap();
            prop_assert_eq!(&trace::trace(&w, subject).unwrap(), &chain);
            for path in named(&chain) {
                prop_assert!(w.get(path).is_some(), "{subject} names {path}");
            }
            for line in &chain.graph.lines {
                for (column, at) in [line.from, line.to] {
                    prop_assert!(at < chain.graph.columns[column].0.len());
                }
                prop_assert!(line.from.0 <= line.to.0, "lines lead from the brief to the posts");
            }
            for step in chain.up.iter().chain(&chain.down) {
                prop_assert!(!step.words(&w, Locale::En).is_empty());
            }
            // The reviewer is asked twice each time: a few will do.
            if let (Path::Cell { table, row, .. }, true) = (subject, nth % 8 == 5) {
                let breaks = trace::breaks(&w, table, row, today()).unwrap();
                let (after, _) = deleted(&w, table, row);
                for path in breaks.hanging.iter().flat_map(|h| [h.node, h.place]).chain(breaks.found.iter().map(|f| f.place)) {
                    prop_assert!(after.get(path).is_some() && w.get(path).is_some(), "deleting {subject} names {path}");
                }
                prop_assert!(breaks.cleared.iter().all(|p| after.get(*p).is_some()));
            }
        }
    }
}
