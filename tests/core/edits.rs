//! Random work on a workbook, as a person does it: rows come with links, and deleting one leaves no
//! loose link. Made concrete against the workbook it is done on, so that it nearly always fits.

use planerka::document::{Edit, RowData, delete_row};
use planerka::kernel::{Kind, Path, RowId, TablePath, Value};
use planerka::modules::Workbook;
use proptest::prelude::*;

/// One thing done.
#[derive(Clone, Debug)]
pub enum Act {
    /// Writes a field: which, a number to choose by, a text.
    Write(usize, usize, String),
    /// Writes one of a few places where the work of two people meets.
    Meet(usize, usize, String),
    /// Puts a row in: table, position, id, a number to choose links by, name.
    Add(usize, usize, u64, usize, String),
    /// Deletes a row as the interface does.
    Delete(usize, usize),
    /// Moves a row.
    Move(usize, usize, usize),
}

/// Texts: often the same few, so that both sides write alike now and then.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["", "a", "b", "a b", "a c", "b c a", "12", "2026-12-01"]).prop_map(str::to_owned),
        1 => "[а-яёa-z0-9 «»\"\\\\<>&'\n\t,.-]{0,24}",
        1 => Just("\u{0}\u{7}💥\u{202e}".to_owned()),
    ]
}

/// A thing done; ids of new rows are up to `ids`.
pub fn act(ids: u64) -> impl Strategy<Value = Act> {
    let n = any::<usize>;
    prop_oneof![
        6 => (n(), n(), text()).prop_map(|(p, s, t)| Act::Write(p, s, t)),
        5 => (n(), n(), text()).prop_map(|(p, s, t)| Act::Meet(p, s, t)),
        6 => (n(), n(), 1..=ids, n(), text()).prop_map(|(t, at, id, s, name)| Act::Add(t, at, id, s, name)),
        2 => (n(), n()).prop_map(|(t, r)| Act::Delete(t, r)),
        1 => (n(), n(), n()).prop_map(|(t, r, to)| Act::Move(t, r, to)),
    ]
}

/// Tables that many links lead from and to; half of all work is done there.
const BUSY: [(&str, &str); 6] = [
    ("audience", "personas"),
    ("audience", "channels"),
    ("goals", "goals"),
    ("goals", "kpis"),
    ("content", "rubrics"),
    ("content", "posts"),
];

/// Places of [`Act::Meet`]: a module's own field, or a column of the first rows of a table.
const MEETING: [(&str, &str, &str); 8] = [
    ("brief", "", "company"),
    ("frame", "", "risks"),
    ("desk", "", "last"),
    ("content", "posts", "rubric"),
    ("content", "posts", "personas"),
    ("content", "rubrics", "formats"),
    ("audience", "personas", "pains"),
    ("audience", "channels", "persona"),
];

fn meeting(w: &Workbook, n: usize) -> Option<Path> {
    let (module, table, column) = MEETING[n % MEETING.len()];
    if table.is_empty() {
        return w.parse_path(&format!("{module}.{column}"));
    }
    let rows = w.module(module)?.rows(table)?;
    let row = rows.id_at(n / MEETING.len() % rows.count().clamp(1, 2))?;
    w.parse_path(&format!("{module}.{table}.{row}.{column}"))
}

fn table(w: &Workbook, n: usize, only: &dyn Fn(&str) -> bool) -> Option<TablePath> {
    let all: Vec<TablePath> = w
        .tables()
        .map(|d| d.path)
        .filter(|t| only(t.module))
        .collect();
    let busy: Vec<TablePath> = all
        .iter()
        .copied()
        .filter(|t| BUSY.contains(&(t.module, t.table)))
        .collect();
    let from = if n.is_multiple_of(4) || busy.is_empty() {
        &all
    } else {
        &busy
    };
    (!from.is_empty()).then(|| from[n / 4 % from.len()])
}

/// Every address of the workbook.
pub fn paths(w: &Workbook) -> Vec<Path> {
    w.paths().collect()
}

/// A field of a module, or three times as often a cell of a table that has rows.
fn anywhere(w: &Workbook, n: usize, only: &dyn Fn(&str) -> bool) -> Option<Path> {
    let full: Vec<_> = w
        .tables()
        .filter(|d| only(d.path.module) && w.rows(d.path).unwrap().count() > 0)
        .collect();
    let (which, n) = (n % 4, n / 4);
    if which == 0 || full.is_empty() {
        let slugs = Workbook::SLUGS.iter().filter(|s| only(s));
        let fields: Vec<Path> = slugs
            .flat_map(|s| {
                w.module(s)
                    .unwrap()
                    .fields()
                    .iter()
                    .map(|f| Path::field(s, f.id))
            })
            .collect();
        return (!fields.is_empty()).then(|| fields[n % fields.len()]);
    }
    let (def, n) = (full[n % full.len()], n / full.len());
    let rows = w.rows(def.path)?;
    let (row, n) = (rows.id_at(n % rows.count())?, n / rows.count());
    Some(def.path.cell(row, def.columns[n % def.columns.len()].id))
}

fn value(w: &Workbook, kind: Kind, salt: usize, text: &str) -> Value {
    let ids = |table: TablePath| w.rows(table).unwrap().ids();
    match kind {
        Kind::Lines | Kind::Choices(_) => {
            Value::Lines(text.split(' ').map(str::to_owned).collect())
        }
        Kind::Flag => Value::Flag(salt.is_multiple_of(2)),
        Kind::Ref(t) | Kind::Owner(t) => {
            let ids = ids(t);
            Value::Ref(ids.get(salt % (ids.len() + 1)).copied())
        }
        Kind::Refs(t) => {
            let chosen = ids(t).into_iter().enumerate();
            let chosen = chosen.filter(|(i, _)| salt >> (i % 32) & 1 == 1);
            Value::Refs(chosen.map(|(_, id)| id).collect())
        }
        _ => Value::Text(text.to_owned()),
    }
}

/// Does it, in the modules allowed.
pub fn perform(w: &mut Workbook, act: &Act, only: &dyn Fn(&str) -> bool) {
    let row_of = |w: &Workbook, table: TablePath, n: usize| {
        let ids = w.rows(table).unwrap().ids();
        (!ids.is_empty()).then(|| ids[n % ids.len()])
    };
    let edits = match act {
        Act::Write(p, salt, text) => {
            let Some(path) = anywhere(w, *p, only) else {
                return;
            };
            let value = value(w, w.field(path).unwrap().kind, *salt, text);
            vec![Edit::Set { path, value }]
        }
        Act::Meet(p, salt, text) => match meeting(w, *p).filter(|p| only(p.module())) {
            Some(path) => {
                let value = value(w, w.field(path).unwrap().kind, *salt, text);
                vec![Edit::Set { path, value }]
            }
            None => return,
        },
        Act::Add(t, at, id, salt, name) => {
            let Some(table) = table(w, *t, only) else {
                return;
            };
            let columns = w.table_def(table).unwrap().columns;
            let cells = columns.iter().map(|c| match c.kind {
                Kind::Line | Kind::Ref(_) | Kind::Refs(_) | Kind::Owner(_) => {
                    value(w, c.kind, *salt, name)
                }
                kind => value(w, kind, 1, ""),
            });
            let cells = cells.map(|v| match v {
                Value::Lines(_) => Value::Lines(Vec::new()),
                v => v,
            });
            vec![Edit::Insert {
                table,
                at: at % 9,
                row: RowId(*id),
                data: RowData {
                    cells: cells.collect(),
                    ..RowData::default()
                },
            }]
        }
        Act::Delete(t, r) => match table(w, *t, only) {
            Some(table) => match row_of(w, table, *r) {
                Some(row) => delete_row(w, table, row, None),
                None => return,
            },
            None => return,
        },
        Act::Move(t, r, to) => match table(w, *t, only) {
            Some(table) => match row_of(w, table, *r) {
                Some(row) => vec![Edit::Move {
                    table,
                    row,
                    to: to % 12,
                }],
                None => return,
            },
            None => return,
        },
    };
    // Only an id that is taken already is refused.
    let _ = w.apply_all(edits);
}

/// The workbook after work anywhere.
pub fn after(w: &Workbook, acts: &[Act]) -> Workbook {
    let mut w = w.clone();
    for act in acts {
        perform(&mut w, act, &|_| true);
    }
    w
}
