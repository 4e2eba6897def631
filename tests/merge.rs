//! The rules of joining two versions of a workbook, one by one.

use planerka::document::{Conflict, Edit, Merge, Side, dangling, delete_row, from_json, merge};
use planerka::kernel::{Path, Row, RowId, Value};
use planerka::modules::Workbook;
use planerka::modules::audience::{Persona, PersonaChannel};
use planerka::modules::brief::{Brief, Product};
use planerka::modules::content::{Post, Rubric};
use planerka::modules::desk::Desk;
use planerka::modules::frame::Frame;
use serde_json::json;

fn id(n: u64) -> RowId {
    RowId(n)
}
fn text(s: &str) -> Value {
    Value::text(s)
}
fn lines(items: &[&str]) -> Vec<String> {
    items.iter().map(|s| (*s).to_owned()).collect()
}
fn set(w: &mut Workbook, path: Path, value: Value) {
    w.apply(Edit::Set { path, value }).unwrap();
}
fn delete(w: &mut Workbook, table: planerka::kernel::TablePath, row: u64) {
    w.apply_all(delete_row(w, table, id(row), None)).unwrap();
}
fn merged(ours: &Workbook, m: &Merge) -> Workbook {
    let mut w = ours.clone();
    w.apply_all(m.edits.clone()).unwrap();
    assert_eq!(dangling(&w), vec![]);
    w
}

/// Rubrics 1 and 2, persona 3 with two channels, posts 10 to 13 in rubric 1.
fn base() -> Workbook {
    let mut w = Workbook::default();
    w.brief.company = "Lampa".into();
    for (n, name) in [(1, "Coffee"), (2, "People")] {
        w.content.rubrics.push(Rubric {
            id: id(n),
            name: name.into(),
            ..Rubric::default()
        });
    }
    w.audience.personas.push(Persona {
        id: id(3),
        name: "Anna".into(),
        ..Persona::default()
    });
    for (n, platform) in [(4, "vk"), (5, "telegram")] {
        w.audience.channels.push(PersonaChannel {
            id: id(n),
            persona: Some(id(3)),
            platform: platform.into(),
            ..PersonaChannel::default()
        });
    }
    for n in 10..14 {
        w.content.posts.push(Post {
            id: id(n),
            title: format!("Post {n}"),
            rubric: Some(id(1)),
            personas: vec![id(3)],
            ..Post::default()
        });
    }
    w
}

/// The same start on both sides, then work on each.
fn apart(
    ours: impl FnOnce(&mut Workbook),
    theirs: impl FnOnce(&mut Workbook),
) -> (Workbook, Merge) {
    let (mut o, mut t) = (base(), base());
    ours(&mut o);
    theirs(&mut t);
    let m = merge(Some(&base()), &o, &t);
    (merged(&o, &m), m)
}

#[test]
fn a_field_changed_on_one_side_takes_that_value() {
    let (w, m) = apart(
        |w| w.brief.company = "Lampa Coffee".into(),
        |w| w.content.posts[1].hook = "Hello".into(),
    );
    assert_eq!(w.brief.company, "Lampa Coffee");
    assert_eq!(w.content.posts[1].hook, "Hello");
    assert_eq!(m.conflicts, vec![]);
    assert_eq!(m.edits.len(), 1);
}

#[test]
fn the_same_change_on_both_sides_is_no_question() {
    let (w, m) = apart(
        |w| w.brief.company = "Lampa 2".into(),
        |w| w.brief.company = "Lampa 2".into(),
    );
    assert_eq!(w.brief.company, "Lampa 2");
    assert_eq!(m, Merge::default());
}

#[test]
fn different_changes_keep_ours_until_theirs_is_chosen() {
    let (mut w, m) = apart(
        |w| w.brief.company = "Ours".into(),
        |w| w.brief.company = "Theirs".into(),
    );
    assert_eq!(w.brief.company, "Ours");
    let conflict = Conflict::Value {
        path: Brief::company,
        base: Some(text("Lampa")),
        ours: text("Ours"),
        theirs: text("Theirs"),
    };
    assert_eq!(m.conflicts, vec![conflict.clone()]);
    assert_eq!(conflict.module(), "brief");
    w.apply_all(conflict.take_theirs(&w)).unwrap();
    assert_eq!(w.brief.company, "Theirs");
    assert_eq!(conflict.take_theirs(&w), vec![]);
    w.apply_all(conflict.take_ours(&w)).unwrap();
    assert_eq!(w.brief.company, "Ours");
}

#[test]
fn a_cleared_field_against_a_changed_one_is_a_question() {
    let (w, m) = apart(
        |w| w.brief.company.clear(),
        |w| w.brief.company = "Theirs".into(),
    );
    assert_eq!(w.brief.company, "");
    assert_eq!(m.conflicts.len(), 1);
}

#[test]
fn added_rows_of_both_sides_stay() {
    let row = |n| Post {
        id: id(n),
        title: format!("New {n}"),
        ..Post::default()
    };
    let (w, m) = apart(
        |w| w.content.posts.insert(1, row(20)),
        |w| w.content.posts.insert(3, row(21)),
    );
    let order: Vec<u64> = w.content.posts.iter().map(|p| p.id.0).collect();
    assert_eq!(order, [10, 20, 11, 12, 21, 13]);
    assert_eq!(m.conflicts, vec![]);
}

#[test]
fn a_deleted_row_goes_with_its_parts_and_the_links_to_it() {
    let (w, m) = apart(|_| {}, |w| delete(w, Persona::TABLE, 3));
    assert!(w.audience.personas.is_empty() && w.audience.channels.is_empty());
    assert!(w.content.posts.iter().all(|p| p.personas.is_empty()));
    assert_eq!(m.conflicts, vec![]);
}

#[test]
fn a_row_deleted_there_and_changed_here_stays_and_is_asked_about() {
    let (mut w, m) = apart(
        |w| w.content.posts[0].body = "Text".into(),
        |w| delete(w, Post::TABLE, 10),
    );
    let conflict = Conflict::Row {
        table: Post::TABLE,
        row: id(10),
        deleted: Side::Theirs,
        edited: true,
    };
    assert_eq!(m.conflicts, vec![conflict.clone()]);
    assert_eq!(w.content.posts[0].body, "Text");
    assert_eq!(conflict.take_ours(&w), vec![]);
    w.apply_all(conflict.take_theirs(&w)).unwrap();
    assert_eq!(w.content.posts.len(), 3);
    assert_eq!(conflict.take_theirs(&w), vec![]);
}

#[test]
fn a_row_deleted_here_and_changed_there_comes_back_in_its_place() {
    let (mut w, m) = apart(
        |w| delete(w, Post::TABLE, 11),
        |w| w.content.posts[1].body = "Text".into(),
    );
    let order: Vec<u64> = w.content.posts.iter().map(|p| p.id.0).collect();
    assert_eq!(order, [10, 11, 12, 13]);
    assert_eq!(w.content.posts[1].body, "Text");
    let [conflict] = m.conflicts.as_slice() else {
        panic!("{:?}", m.conflicts);
    };
    assert_eq!(conflict.take_theirs(&w), vec![]);
    w.apply_all(conflict.take_ours(&w)).unwrap();
    assert_eq!(w.content.posts.len(), 3);
}

#[test]
fn a_row_that_comes_back_has_its_parts_and_links_again() {
    let (w, m) = apart(
        |w| delete(w, Persona::TABLE, 3),
        |w| w.audience.channels[1].share = "40".into(),
    );
    assert_eq!(w.audience.personas.len(), 1);
    assert_eq!(w.audience.channels.len(), 2);
    assert_eq!(w.audience.channels[1].share.typed(), "40");
    assert!(w.content.posts.iter().all(|p| p.personas == [id(3)]));
    // One question for the persona, not one more for each part.
    assert_eq!(
        m.conflicts,
        vec![Conflict::Row {
            table: Persona::TABLE,
            row: id(3),
            deleted: Side::Ours,
            edited: false,
        }]
    );
}

#[test]
fn a_new_part_keeps_its_owner() {
    let part = PersonaChannel {
        id: id(6),
        persona: Some(id(3)),
        platform: "max".into(),
        ..PersonaChannel::default()
    };
    let (w, m) = apart(
        |w| w.audience.channels.push(part),
        |w| delete(w, Persona::TABLE, 3),
    );
    assert_eq!(w.audience.personas.len(), 1);
    assert_eq!(w.audience.channels.len(), 3);
    assert_eq!(m.conflicts.len(), 1);
}

#[test]
fn a_new_link_keeps_the_row_it_leads_to() {
    let (w, m) = apart(
        |w| delete(w, Rubric::TABLE, 2),
        |w| w.content.posts[0].rubric = Some(id(2)),
    );
    assert_eq!(w.content.posts[0].rubric, Some(id(2)));
    assert_eq!(w.content.rubrics.len(), 2);
    assert!(matches!(
        m.conflicts.as_slice(),
        [Conflict::Row {
            deleted: Side::Ours,
            edited: false,
            ..
        }]
    ));
}

#[test]
fn a_link_that_went_with_its_row_is_no_change_of_the_row() {
    // They deleted the rubric, which cleared the link of post 10; we deleted post 10.
    let (w, m) = apart(
        |w| delete(w, Post::TABLE, 10),
        |w| delete(w, Rubric::TABLE, 1),
    );
    assert_eq!(m.conflicts, vec![]);
    assert_eq!((w.content.posts.len(), w.content.rubrics.len()), (3, 1));
    // And where we chose another rubric meanwhile, our choice stands.
    let (w, m) = apart(
        |w| w.content.posts[0].rubric = Some(id(2)),
        |w| delete(w, Rubric::TABLE, 1),
    );
    assert_eq!(m.conflicts, vec![]);
    assert_eq!(w.content.posts[0].rubric, Some(id(2)));
}

#[test]
fn the_row_offered_by_a_question_stays() {
    let third = Rubric {
        id: id(7),
        name: "News".into(),
        ..Rubric::default()
    };
    let mut b = base();
    b.content.rubrics.push(third);
    let (mut o, mut t) = (b.clone(), b.clone());
    o.content.posts[0].rubric = Some(id(2));
    delete(&mut o, Rubric::TABLE, 7);
    t.content.posts[0].rubric = Some(id(7));
    let m = merge(Some(&b), &o, &t);
    let mut w = merged(&o, &m);
    assert_eq!(w.content.posts[0].rubric, Some(id(2)));
    for c in &m.conflicts {
        w.apply_all(c.take_theirs(&w)).unwrap();
    }
    assert_eq!(w.content.posts[0].rubric, Some(id(7)));
    assert_eq!(m.conflicts.len(), 2);
}

#[test]
fn moves_of_both_sides_are_joined() {
    let shift = |w: &mut Workbook, row, to| {
        let table = Post::TABLE;
        let row = id(row);
        w.apply(Edit::Move { table, row, to }).unwrap();
    };
    let (w, m) = apart(|w| shift(w, 10, 3), |w| shift(w, 13, 0));
    let order: Vec<u64> = w.content.posts.iter().map(|p| p.id.0).collect();
    assert_eq!(order, [13, 11, 12, 10]);
    assert_eq!(m.conflicts, vec![]);
    assert_eq!(m.edits.len(), 1);
}

#[test]
fn links_and_options_are_joined_as_sets() {
    let second = || Persona {
        id: id(8),
        name: "Boris".into(),
        ..Persona::default()
    };
    let (w, m) = apart(
        |w| {
            w.content.posts[0].personas.clear();
            w.content.rubrics[0].formats.0 = lines(&["clip"]);
        },
        |w| {
            w.audience.personas.push(second());
            w.content.posts[0].personas.push(id(8));
            w.content.rubrics[0].formats.0 = lines(&["photo"]);
        },
    );
    assert_eq!(w.content.posts[0].personas, [id(8)]);
    assert_eq!(w.content.rubrics[0].formats.0, ["clip", "photo"]);
    assert_eq!(m.conflicts, vec![]);
}

#[test]
fn lines_are_joined_unless_one_was_changed_twice() {
    let of = |b: &[&str], o: &[&str], t: &[&str]| {
        let make = |l: &[&str]| Workbook {
            frame: Frame {
                risks: lines(l),
                ..Frame::default()
            },
            ..Workbook::default()
        };
        let (o, t) = (make(o), make(t));
        let m = merge(Some(&make(b)), &o, &t);
        (merged(&o, &m).frame.risks, m.conflicts.len())
    };
    assert_eq!(
        of(&["a", "b"], &["a", "b", "c"], &["b", "d"]),
        (lines(&["b", "c", "d"]), 0)
    );
    assert_eq!(
        of(&["a", "b"], &["a1", "b"], &["a2", "b"]),
        (lines(&["a1", "b"]), 1)
    );
}

#[test]
fn strangers_under_one_id_are_two_rows_and_links_follow() {
    let add = |w: &mut Workbook, name: &str| {
        w.content.rubrics.push(Rubric {
            id: id(9),
            name: name.into(),
            ..Rubric::default()
        });
        w.content.posts[0].rubric = Some(id(9));
    };
    let (w, m) = apart(|w| add(w, "Ours"), |w| add(w, "Theirs"));
    assert_eq!(w.content.rubrics.len(), 4);
    let theirs = w.content.rubrics.iter().find(|r| r.name == "Theirs");
    let new = theirs.unwrap().id;
    assert!(new != id(9) && (1..=RowId::MAX).contains(&new.0));
    assert_eq!(
        m.conflicts,
        vec![Conflict::Value {
            path: Post::TABLE.cell(id(10), Post::rubric),
            base: Some(Value::Ref(Some(id(1)))),
            ours: Value::Ref(Some(id(9))),
            theirs: Value::Ref(Some(new)),
        }]
    );
    // A row that reads alike and links to one of them is another row too.
    let with_post = |w: &mut Workbook, name: &str| {
        add(w, name);
        w.content.posts[0].rubric = None;
        w.content.posts.push(Post {
            id: id(30),
            rubric: Some(id(9)),
            ..Post::default()
        });
    };
    let (w, m) = apart(|w| with_post(w, "Ours"), |w| with_post(w, "Theirs"));
    let rubrics: Vec<_> = w.content.posts[4..].iter().map(|p| p.rubric).collect();
    assert_eq!(rubrics.len(), 2);
    assert!(rubrics.contains(&Some(id(9))) && rubrics[0] != rubrics[1]);
    assert_eq!(m.conflicts, vec![]);
    // Equal rows are one.
    let (w, m) = apart(|w| add(w, "Same"), |w| add(w, "Same"));
    assert_eq!(w.content.rubrics.len(), 3);
    assert_eq!(m, Merge::default());
}

#[test]
fn without_a_common_version_the_filled_side_wins() {
    let mut o = Workbook::default();
    let mut t = Workbook::default();
    o.brief.company = "Lampa".into();
    t.brief.company = "Lampa".into();
    t.brief.business = "Coffee".into();
    o.brief.approver = "Ours".into();
    t.brief.approver = "Theirs".into();
    for (w, price, n) in [(&mut o, "", 2), (&mut t, "300", 3)] {
        w.brief.products.push(Product {
            id: id(1),
            name: "Latte".into(),
            price: price.into(),
            ..Product::default()
        });
        w.brief.products.push(Product {
            id: id(n),
            ..Product::default()
        });
    }
    let m = merge(None, &o, &t);
    let w = merged(&o, &m);
    assert_eq!(
        (w.brief.company.as_str(), w.brief.business.as_str()),
        ("Lampa", "Coffee")
    );
    assert_eq!(w.brief.products.len(), 3);
    assert_eq!(w.brief.products[0].price.typed(), "300");
    assert_eq!(
        m.conflicts,
        vec![Conflict::Value {
            path: Brief::approver,
            base: None,
            ours: text("Ours"),
            theirs: text("Theirs"),
        }]
    );
}

#[test]
fn the_state_of_the_work_asks_nothing() {
    let (w, m) = apart(
        |w| set(w, Desk::last, text("brief.company")),
        |w| {
            set(w, Desk::last, text("frame.project"));
            set(w, Desk::paper, text("letter"));
        },
    );
    assert_eq!(w.desk.last, "brief.company");
    assert!(w.desk.paper.is("letter"));
    assert_eq!(m.conflicts, vec![]);
}

#[test]
fn unknown_json_is_kept_where_an_edit_can_carry_it() {
    let read = |json: serde_json::Value| {
        let bytes = json.to_string().into_bytes();
        from_json(&bytes).unwrap().workbook
    };
    let b = read(
        json!({"format": "planerka", "modules": {"brief": {"products": [
        {"id": 1, "name": "a"}, {"id": 2, "name": "b", "colour": "red"}]}}}),
    );
    let t = read(
        json!({"format": "planerka", "seal": 1, "modules": {"crisis": {}, "brief": {"mood": "good", "products": [
        {"id": 1, "name": "a", "colour": "blue"}, {"id": 2, "name": "b", "colour": "green"}, {"id": 3, "size": 1}]}}}),
    );
    let mut o = b.clone();
    o.brief.products[1]
        .extra
        .insert("colour".into(), json!("black"));
    o.brief.products[0].name = "A".into();
    let m = merge(Some(&b), &o, &t);
    let mut w = o.clone();
    let undo = w.apply_all(m.edits).unwrap();
    let products = &w.brief.products;
    assert_eq!(products[0].name, "A");
    assert_eq!(products[0].extra["colour"], "blue");
    assert_eq!(products[1].extra["colour"], "black");
    assert_eq!(products[2].extra["size"], 1);
    assert_eq!(
        m.unkept,
        ["brief.products.2.colour", "crisis", "seal", "brief.mood"]
    );
    w.apply_all(undo).unwrap();
    assert_eq!(w, o);
}

#[test]
fn what_a_document_wears_is_joined_and_asks_nothing() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    set(&mut ours, Desk::accent, text("#0b6e4f"));
    set(&mut ours, Desk::logo, text("b3Vycw=="));
    set(&mut theirs, Desk::design, text("agency"));
    set(&mut theirs, Desk::logo, text("dGhlaXJz"));
    let m = merge(Some(&base), &ours, &theirs);
    let w = merged(&ours, &m);
    assert_eq!(
        (w.desk.accent.as_str(), w.desk.design.id()),
        ("#0b6e4f", "agency")
    );
    assert_eq!(m.conflicts, vec![]);
    assert_eq!(w.desk.logo, "b3Vycw==");
}
