//! What must hold for any workbook and any sequence of edits.

use planerka::document::{
    Edit, History, RowData, dangling, delete_row, dependents, from_json, to_json,
};
use planerka::i18n::k;
use planerka::kernel::{CellRef, Kind, Path, RowId, TablePath, Value};
use planerka::modules::Workbook;
use proptest::prelude::*;
use std::fs;

/// A recipe for one edit; made concrete against the workbook it is applied to, so that it often fits.
#[derive(Clone, Debug)]
enum Recipe {
    Set(usize, usize, String),
    Insert(usize, usize, u64),
    Remove(usize, usize),
    Move(usize, usize, usize),
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let text = prop_oneof![
        "[а-яёa-z0-9 «»\"\\\\<>&'\n\t,.-]{0,24}",
        Just("12,5".to_owned()),
        Just("2026-12-01".to_owned()),
        Just("\u{0}\u{7}💥\u{202e}".to_owned()),
    ];
    prop_oneof![
        4 => (any::<usize>(), any::<usize>(), text).prop_map(|(p, r, t)| Recipe::Set(p, r, t)),
        3 => (any::<usize>(), any::<usize>(), 1..=RowId::MAX).prop_map(|(t, at, id)| Recipe::Insert(t, at, id)),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(t, r)| Recipe::Remove(t, r)),
        1 => (any::<usize>(), any::<usize>(), any::<usize>()).prop_map(|(t, r, to)| Recipe::Move(t, r, to)),
    ]
}

fn tables(w: &Workbook) -> Vec<TablePath> {
    w.tables().map(|d| d.path).collect()
}

/// Every address of the workbook.
fn paths(w: &Workbook) -> Vec<Path> {
    w.paths().collect()
}

fn value(w: &Workbook, path: Path, salt: usize, text: &str) -> Value {
    let kind = w.field(path).unwrap().kind;
    let pick = |table: TablePath| {
        let ids = w.rows(table).unwrap().ids();
        ids.get(salt % (ids.len() + 1)).copied()
    };
    match kind {
        Kind::Lines | Kind::Choices(_) => {
            Value::Lines(text.split(' ').map(str::to_owned).collect())
        }
        Kind::Flag => Value::Flag(salt.is_multiple_of(2)),
        Kind::Ref(t) | Kind::Owner(t) => Value::Ref(pick(t)),
        Kind::Refs(t) => Value::Refs(pick(t).into_iter().collect()),
        _ => Value::Text(text.to_owned()),
    }
}

fn concrete(w: &Workbook, recipe: &Recipe) -> Option<Edit> {
    let all = tables(w);
    let row_of = |table: TablePath, n: usize| {
        let ids = w.rows(table).unwrap().ids();
        (!ids.is_empty()).then(|| ids[n % ids.len()])
    };
    Some(match recipe {
        Recipe::Set(p, salt, text) => {
            let all = paths(w);
            let path = all[p % all.len()];
            Edit::Set {
                path,
                value: value(w, path, *salt, text),
            }
        }
        Recipe::Insert(t, at, id) => Edit::Insert {
            table: all[t % all.len()],
            at: at % 9,
            row: RowId(*id),
            data: RowData::default(),
        },
        Recipe::Remove(t, r) => {
            let table = all[t % all.len()];
            Edit::Remove {
                table,
                row: row_of(table, *r)?,
            }
        }
        Recipe::Move(t, r, to) => {
            let table = all[t % all.len()];
            Edit::Move {
                table,
                row: row_of(table, *r)?,
                to: to % 12,
            }
        }
    })
}

fn grown(recipes: &[Recipe]) -> Workbook {
    let mut w = Workbook::default();
    for r in recipes {
        if let Some(edit) = concrete(&w, r) {
            let _ = w.apply(edit);
        }
    }
    w
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_are_undone_by_their_inverses(recipes in prop::collection::vec(recipe(), 1..60)) {
        let mut w = Workbook::default();
        let mut inverses = Vec::new();
        for r in &recipes {
            if let Some(edit) = concrete(&w, r) {
                let before = w.clone();
                match w.apply(edit) {
                    Ok(inverse) => inverses.push(inverse),
                    Err(_) => prop_assert_eq!(&w, &before),
                }
            }
        }
        for inverse in inverses.into_iter().rev() {
            prop_assert!(w.apply(inverse).is_ok());
        }
        prop_assert_eq!(w, Workbook::default());
    }

    #[test]
    fn d9_undo_and_redo_walk_the_same_way(recipes in prop::collection::vec(recipe(), 1..100), gaps in prop::collection::vec(0_u64..3000, 100)) {
        let mut w = Workbook::default();
        let mut history = History::default();
        let mut now = 0;
        for (r, gap) in recipes.iter().zip(gaps) {
            now += gap;
            if let Some(edit) = concrete(&w, r) {
                let _ = history.run(&mut w, k::edit::set, String::new(), vec![edit], now);
            }
        }
        let end = w.clone();
        let file = to_json(&end);
        let mut steps = 0;
        while history.undo(&mut w).unwrap().is_some() {
            steps += 1;
        }
        prop_assert_eq!(&w, &Workbook::default());
        prop_assert_eq!(to_json(&w), to_json(&Workbook::default()));
        for _ in 0..steps {
            prop_assert!(history.redo(&mut w).unwrap().is_some());
        }
        prop_assert!(history.redo(&mut w).unwrap().is_none());
        prop_assert_eq!(to_json(&w), file);
        prop_assert_eq!(w, end);
    }

    #[test]
    fn a_saved_workbook_loads_as_itself(recipes in prop::collection::vec(recipe(), 0..80)) {
        let mut w = grown(&recipes);
        // Removing a row with a bare edit may leave links to it; the file format mends those, so mend first.
        for path in dangling(&w) {
            let blank = match w.get(path).map(CellRef::to_value) {
                Some(Value::Refs(_)) => Value::Refs(Vec::new()),
                _ => Value::Ref(None),
            };
            w.apply(Edit::Set { path, value: blank }).unwrap();
        }
        let text = to_json(&w);
        let loaded = from_json(text.as_bytes()).unwrap();
        prop_assert_eq!(&loaded.notes, &[]);
        prop_assert_eq!(&loaded.workbook, &w);
        prop_assert_eq!(&to_json(&loaded.workbook), &text);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn deleting_a_row_leaves_no_loose_link_and_is_undone_whole(recipes in prop::collection::vec(recipe(), 20..90), t in any::<usize>(), r in any::<usize>(), relink in any::<bool>()) {
        let mut w = grown(&recipes);
        let clean = dangling(&w).is_empty();
        let all = tables(&w);
        let table = all[t % all.len()];
        let ids = w.rows(table).unwrap().ids();
        prop_assume!(!ids.is_empty() && clean);
        let row = ids[r % ids.len()];
        let other = ids.iter().copied().find(|i| *i != row).filter(|_| relink);
        let before = w.clone();
        let inverses = w.apply_all(delete_row(&w, table, row, other)).unwrap();
        prop_assert!(w.rows(table).unwrap().position(row).is_none());
        prop_assert_eq!(dangling(&w), vec![]);
        prop_assert_eq!(dependents(&w, table, row), vec![]);
        w.apply_all(inverses).unwrap();
        prop_assert_eq!(w, before);
    }

    #[test]
    fn random_bytes_never_panic_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = from_json(&bytes);
    }

    #[test]
    fn damaged_files_never_panic_the_reader(cut in any::<prop::sample::Index>(), flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), which in 0..2_usize) {
        let file = ["public/examples/coffee.ru.json", "public/examples/school.en.json"][which];
        let mut bytes = fs::read(file).unwrap();
        for (at, byte) in flips {
            let i = at.index(bytes.len());
            bytes[i] = byte;
        }
        if let Ok(loaded) = from_json(&bytes) {
            prop_assert_eq!(dangling(&loaded.workbook), vec![]);
        }
        bytes.truncate(cut.index(bytes.len()));
        let _ = from_json(&bytes);
    }

    #[test]
    fn odd_json_in_any_field_is_kept(path in any::<prop::sample::Index>(), odd in prop_oneof![Just("[[]]"), Just("{\"a\":1}"), Just("1e999"), Just("true"), Just("-0.5"), Just("[1,\"x\"]"), Just("\"\\u0000\"")]) {
        let fields: Vec<Path> = paths(&Workbook::default());
        let path = fields[path.index(fields.len())];
        let text = format!("{{\"format\":\"planerka\",\"modules\":{{\"{}\":{{\"{}\":{odd}}}}}}}", path.module(), path.column());
        if let Ok(loaded) = from_json(text.as_bytes()) {
            let again = from_json(to_json(&loaded.workbook).as_bytes()).unwrap();
            prop_assert_eq!(again.workbook, loaded.workbook);
        }
    }
}

#[test]
fn unknown_modules_fields_and_columns_come_back() {
    let text = r#"{"format":"planerka","schema":1,"later":{"x":[1]},"modules":{
        "brief":{"company":"Кофе","mood":"good","products":[{"id":7,"name":"a","colour":"red"}]},
        "crisis":{"levels":[{"id":1}]}}}"#;
    let loaded = from_json(text.as_bytes()).unwrap();
    let again: serde_json::Value = serde_json::from_str(&to_json(&loaded.workbook)).unwrap();
    assert_eq!(again["later"]["x"][0], 1);
    assert_eq!(again["modules"]["brief"]["mood"], "good");
    assert_eq!(again["modules"]["brief"]["products"][0]["colour"], "red");
    assert_eq!(again["modules"]["crisis"]["levels"][0]["id"], 1);
}

#[test]
fn mending_is_reported() {
    use planerka::document::Note;
    let text = r#"{"format":"planerka","modules":{"audience":{"personas":[
        {"id":1,"name":"Анна","segment":99},{"id":1,"name":"Борис"},{"name":"Вера"}]}}}"#;
    let loaded = from_json(text.as_bytes()).unwrap();
    let ids: Vec<u64> = loaded
        .workbook
        .audience
        .personas
        .iter()
        .map(|p| p.id.0)
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(ids[0] == 1 && ids[1] != 1 && ids[2] != ids[1] && ids.iter().all(|i| *i > 0));
    assert_eq!(loaded.workbook.audience.personas[0].segment, None);
    assert_eq!(
        loaded
            .notes
            .iter()
            .filter(|n| matches!(n, Note::NewId(_)))
            .count(),
        2
    );
    assert_eq!(
        loaded
            .notes
            .iter()
            .filter(|n| matches!(n, Note::LooseLink(_)))
            .count(),
        1
    );
}

#[test]
fn foreign_files_are_named() {
    use planerka::document::LoadError;
    let read = |b: &[u8]| from_json(b).unwrap_err();
    assert_eq!(read(b""), LoadError::Empty);
    assert_eq!(read(b"  \n"), LoadError::Empty);
    assert_eq!(read(b"\x89PNG\r\n\x1a\n123"), LoadError::Foreign("png"));
    assert_eq!(read(b"<!DOCTYPE html><p>"), LoadError::Foreign("html"));
    assert_eq!(
        read(b"{\"dependencies\":{}}"),
        LoadError::Foreign("package")
    );
    assert_eq!(
        read(b"{\"type\":\"excalidraw\"}"),
        LoadError::Foreign("excalidraw")
    );
    assert_eq!(
        read(b"{\"format\":\"planerka-brief\"}"),
        LoadError::Foreign("brief")
    );
    assert_eq!(read(b"[]"), LoadError::Foreign("json"));
    assert_eq!(read(b"\xcf\xeb\xe0\xed"), LoadError::NotText);
    assert!(matches!(
        read(b"{\"format\":\"planerka\",\"modules\":{"),
        LoadError::NotJson { .. }
    ));
    let deep = "[".repeat(100_000);
    assert!(matches!(read(deep.as_bytes()), LoadError::NotJson { .. }));
    assert!(from_json("\u{feff}{\"format\":\"planerka\"}\r\n".as_bytes()).is_ok());
    assert!(
        from_json(b"{\"format\":\"planerka\",\"schema\":99}")
            .unwrap()
            .newer
    );
}

#[test]
fn typing_in_one_field_is_one_step_until_a_pause() {
    use planerka::modules::brief::Brief;
    let mut w = Workbook::default();
    let mut h = History::default();
    let type_at = |w: &mut Workbook, h: &mut History, text: &str, at| {
        h.run(
            w,
            k::edit::set,
            String::new(),
            vec![Edit::text(Brief::company, text)],
            at,
        )
        .unwrap();
    };
    type_at(&mut w, &mut h, "К", 0);
    type_at(&mut w, &mut h, "Ко", 500);
    type_at(&mut w, &mut h, "Коф", 1400);
    type_at(&mut w, &mut h, "Кофе", 5000);
    h.cut();
    type_at(&mut w, &mut h, "Кофе!", 5100);
    h.undo(&mut w).unwrap();
    assert_eq!(w.brief.company, "Кофе");
    h.undo(&mut w).unwrap();
    assert_eq!(w.brief.company, "Коф");
    h.undo(&mut w).unwrap();
    assert_eq!(w.brief.company, "");
    assert!(h.undo(&mut w).unwrap().is_none());
    h.redo(&mut w).unwrap();
    assert_eq!(w.brief.company, "Коф");
    // A new edit ends the way forward.
    type_at(&mut w, &mut h, "Чай", 9000);
    assert!(h.redo(&mut w).unwrap().is_none());
}

#[test]
fn a_stale_undo_is_an_error_not_a_panic() {
    use planerka::document::EditError;
    use planerka::kernel::Row;
    use planerka::modules::brief::{Brief, Product};
    let mut w = Workbook::default();
    assert_eq!(
        w.apply(Edit::Remove {
            table: Product::TABLE,
            row: RowId(9)
        }),
        Err(EditError::Gone)
    );
    assert_eq!(
        w.apply(Edit::Set {
            path: Brief::company,
            value: Value::Flag(true)
        }),
        Err(EditError::Kind)
    );
    let insert = Edit::Insert {
        table: Product::TABLE,
        at: 0,
        row: RowId(9),
        data: RowData::default(),
    };
    assert!(w.apply(insert.clone()).is_ok());
    assert_eq!(w.apply(insert), Err(EditError::Taken));
    assert_eq!(w, {
        let mut x = Workbook::default();
        x.brief.products.push(Product {
            id: RowId(9),
            ..Product::default()
        });
        x
    });
}
