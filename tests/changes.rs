//! The summary of what changed between two versions.

#[path = "core/edits.rs"]
mod edits;

use edits::{Act, act, after, perform};
use planerka::document::changes::{self, Changes, Kind, changes};
use planerka::document::{Edit, RowData, delete_row, from_json, shown};
use planerka::i18n::Locale;
use planerka::kernel::{Block, CellRef, Kind as Holds, Path, Row, RowId, TablePath, Value};
use planerka::modules::Workbook;
use planerka::modules::audience::Persona;
use planerka::modules::brief::{Brief, Product};
use planerka::modules::content::{Post, Topic};
use planerka::modules::desk::Desk;
use planerka::modules::frame::Frame;
use planerka::modules::goals::{Goal, Kpi};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::fs;

fn example(l: Locale) -> Workbook {
    let file = format!("public/examples/coffee.{}.json", l.tag());
    from_json(&fs::read(file).unwrap()).unwrap().workbook
}

fn set(w: &mut Workbook, path: Path, text: &str) {
    let value = Value::text(text);
    w.apply(Edit::Set { path, value }).unwrap();
}

fn add(w: &mut Workbook, table: TablePath, row: u64, cells: &[(&str, Value)]) {
    w.apply(Edit::Insert {
        table,
        at: 100,
        row: RowId(row),
        data: RowData::default(),
    })
    .unwrap();
    for (column, value) in cells {
        let column = w.table_def(table).unwrap().column(column).unwrap().id;
        let path = table.cell(RowId(row), column);
        w.apply(Edit::Set {
            path,
            value: value.clone(),
        })
        .unwrap();
    }
}

/// The coffee shop after a talk with the client.
fn changed(l: Locale) -> Workbook {
    let mut w = example(l);
    let said = |ru: &str, en: &str| Value::text(if l == Locale::Ru { ru } else { en });
    // Numbers, short and long texts, lists of the modules themselves.
    set(&mut w, Brief::budget, "410 000,50");
    set(&mut w, Brief::inn, "");
    set(&mut w, Frame::end, "2027-03-31");
    let value = said("Кофе и тишина", "Coffee and quiet");
    w.apply(Edit::Set {
        path: Brief::business,
        value,
    })
    .unwrap();
    w.frame.risks.pop();
    w.frame.risks.push("a\u{a0}b".into());
    w.brief.taboo_topics.reverse();
    // Rows that come with parts, go with links, and are changed.
    let name = said("Олег", "Oleg");
    add(&mut w, Persona::TABLE, 900, &[("name", name)]);
    add(
        &mut w,
        planerka::modules::audience::PersonaChannel::TABLE,
        901,
        &[
            ("persona", Value::Ref(Some(RowId(900)))),
            ("platform", Value::text("vk")),
        ],
    );
    let rubric = w.content.rubrics[0].id;
    w.apply_all(delete_row(
        &w,
        planerka::modules::content::Rubric::TABLE,
        rubric,
        None,
    ))
    .unwrap();
    let part = w.audience.channels[0].id;
    w.apply_all(delete_row(
        &w,
        planerka::modules::audience::PersonaChannel::TABLE,
        part,
        None,
    ))
    .unwrap();
    let kpi = w.goals.kpis[0].id;
    set(&mut w, Kpi::TABLE.cell(kpi, Kpi::target), "1500");
    let goal = w.goals.goals[0].id;
    set(&mut w, Goal::TABLE.cell(goal, Goal::deadline), "2027-03-01");
    w.channels.channels[0].checklist.pop();
    w.channels.channels[0].personas.clear();
    // Posts on other days, one in another year, one without a date any more.
    let posts: Vec<RowId> = w.content.posts.iter().map(|p| p.id).collect();
    for (post, date) in posts.iter().zip(["2026-12-31", "2027-03-05", ""]) {
        set(&mut w, Post::TABLE.cell(*post, Post::date), date);
    }
    for post in &posts[10..21] {
        set(&mut w, Post::TABLE.cell(*post, Post::status), "dropped");
    }
    for n in 0..12 {
        let title = said(
            ["Тема", "Ещё тема"][n as usize % 2],
            ["Topic", "One more"][n as usize % 2],
        );
        add(&mut w, Topic::TABLE, 1000 + n, &[("title", title)]);
    }
    // The order of rows and the state of the work say nothing.
    w.apply(Edit::Move {
        table: Post::TABLE,
        row: posts[5],
        to: 0,
    })
    .unwrap();
    set(&mut w, Desk::last, "brief.company");
    w
}

fn told(c: &Changes) -> String {
    let mut out = String::new();
    for group in &c.groups {
        out.push_str(&format!("# {}\n", group.title));
        for item in &group.items {
            out.push_str(&format!("{} ×{}\n", item.text, item.count));
        }
    }
    out
}

#[test]
fn an_example_changed_in_known_ways() {
    for l in Locale::ALL {
        let c = changes(&example(l), &changed(l), l);
        let path = format!("tests/golden/changes.{}.txt", l.tag());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, told(&c)).unwrap();
            continue;
        }
        let want = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            told(&c),
            want,
            "{path}; run `make golden` when the change is meant"
        );
    }
}

#[test]
fn the_way_back_tells_the_opposite() {
    for l in Locale::ALL {
        let (before, after) = (example(l), changed(l));
        let count = |c: &Changes, kind| {
            let items = c.groups.iter().flat_map(|g| &g.items);
            items
                .filter(|i| i.kind == kind)
                .map(|i| i.count)
                .sum::<usize>()
        };
        let (there, back) = (changes(&before, &after, l), changes(&after, &before, l));
        assert_eq!(count(&there, Kind::Added), count(&back, Kind::Dropped));
        assert_eq!(count(&there, Kind::Dropped), count(&back, Kind::Added));
        assert_eq!(count(&there, Kind::Moved), count(&back, Kind::Moved));
        assert!(there.count() > 25);
    }
}

#[test]
fn only_what_a_client_would_see_is_told() {
    let before = example(Locale::Ru);
    let mut w = before.clone();
    set(&mut w, Desk::last, "frame.project");
    w.desk.done.clear();
    w.content.posts.reverse();
    w.brief.company.push(' ');
    w.frame.risks.push(String::new());
    w.content.rubrics[0].goals.reverse();
    let budget = w.brief.budget.typed().to_owned();
    set(&mut w, Brief::budget, &format!("{budget},00"));
    assert_eq!(changes(&before, &w, Locale::Ru), Changes::default());
}

#[test]
fn sentences_lead_to_the_place() {
    let before = example(Locale::En);
    let mut w = before.clone();
    set(&mut w, Brief::company, "Lampa 2");
    add(&mut w, Product::TABLE, 77, &[("name", Value::text("Tea"))]);
    let gone = w.brief.products[0].id;
    w.apply_all(delete_row(&w, Product::TABLE, gone, None))
        .unwrap();
    let c = changes(&before, &w, Locale::En);
    let places: Vec<_> = c.groups[0]
        .items
        .iter()
        .map(|i| (i.kind, i.place))
        .collect();
    assert_eq!(
        places,
        [
            (
                Kind::Added,
                Some(Product::TABLE.cell(RowId(77), Product::name))
            ),
            (Kind::Dropped, None),
            (Kind::Value, Some(Brief::company)),
        ]
    );
}

#[test]
fn the_summary_can_be_printed() {
    let l = Locale::En;
    let c = changes(&example(l), &changed(l), l);
    let blocks = changes::section(&c, l);
    assert_eq!(blocks.len(), 2 * c.groups.len());
    for (pair, group) in blocks.chunks(2).zip(&c.groups) {
        let [
            Block::Heading { text, level: 2, .. },
            Block::List { items, .. },
        ] = pair
        else {
            panic!("{pair:?}");
        };
        assert_eq!(text, &group.title);
        assert_eq!(items.len(), group.items.len());
    }
    let none = changes::section(&Changes::default(), l);
    assert!(
        matches!(none.as_slice(), [Block::Text { text, .. }] if text == "No material changes.")
    );
    assert_eq!(changes::title(Locale::Ru), "Что изменилось");
}

/// What a client sees of a cell; lists of links and options have no order.
fn seen(w: &Workbook, path: Path) -> String {
    let field = w.field(path).unwrap();
    match w.get(path).unwrap() {
        CellRef::Ref(row) => format!("{row:?}"),
        CellRef::Refs(rows) => {
            let mut rows = rows.to_vec();
            rows.sort();
            format!("{rows:?}")
        }
        CellRef::Lines(lines) => {
            let mut lines: Vec<&str> = lines.iter().map(|s| s.trim()).collect();
            lines.retain(|s| !s.is_empty());
            if matches!(field.kind, Holds::Choices(_)) {
                lines.sort_unstable();
            }
            format!("{lines:?}")
        }
        cell => shown(w, field, cell, Locale::En),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn nothing_changed_nothing_told(a in vec(act(RowId::MAX), 0..40), b in vec(act(RowId::MAX), 0..10), ru in any::<bool>()) {
        let l = if ru { Locale::Ru } else { Locale::En };
        let x = after(&Workbook::default(), &a);
        prop_assert!(changes(&x, &x, l).is_empty());
        let y = after(&x, &b);
        let c = changes(&x, &y, l);
        prop_assert_eq!(c.is_empty(), c.count() == 0);
        for item in c.groups.iter().flat_map(|g| &g.items) {
            prop_assert!(item.count > 0 && !item.text.trim().is_empty());
            prop_assert!(item.place.is_none_or(|p| y.field(p).is_some()));
        }
    }

    #[test]
    fn every_visible_edit_is_told(a in vec(act(RowId::MAX), 0..40), one in act(RowId::MAX), ru in any::<bool>()) {
        let l = if ru { Locale::Ru } else { Locale::En };
        let x = after(&Workbook::default(), &a);
        let mut y = x.clone();
        perform(&mut y, &one, &|slug| slug != "desk");
        let visible = match &one {
            Act::Move(..) => false,
            Act::Write(..) | Act::Meet(..) => edits::paths(&x).into_iter().any(|p| seen(&x, p) != seen(&y, p)),
            Act::Add(..) | Act::Delete(..) => x != y,
        };
        prop_assert_eq!(!changes(&x, &y, l).is_empty(), visible);
    }
}
