//! Finding what changed: rows that came and went, then cell by cell.

use super::words::{Reader, quoted};
use super::{Kind as What, nouns};
use crate::i18n::{Locale, k};
use crate::kernel::{
    CellRef, Field, Kind, Module, Path, Record, Row as _, RowId, Rows, TableDef, TablePath, civil,
};
use crate::modules::Workbook;
use crate::modules::content::Post;
use chrono::Datelike;
use std::collections::BTreeMap;

/// Text longer than this is told by its number of words, characters.
const LONG: usize = 60;
/// Items of a list named in a sentence.
const NAMED: usize = 4;

/// One thing that changed, before like things are folded.
pub(super) struct Draft {
    pub what: What,
    /// Table of the row; nothing for a module's own field.
    pub def: Option<&'static TableDef>,
    /// The field; nothing for a whole row.
    pub field: Option<&'static Field>,
    /// Name of the row, in quotation marks.
    pub name: String,
    /// The sentence.
    pub text: String,
    /// Where it can be seen after the change.
    pub place: Option<Path>,
}

pub(super) struct Compare<'a> {
    pub before: Reader<'a>,
    pub after: Reader<'a>,
}

/// Whose fields are compared.
#[derive(Clone, Copy)]
enum Place {
    Module(&'static str),
    Row(&'static TableDef, RowId),
}

/// A field of a record on both sides.
struct Cell<'a> {
    def: Option<&'static TableDef>,
    row: RowId,
    field: &'static Field,
    records: (&'a dyn Record, &'a dyn Record),
    values: (CellRef<'a>, CellRef<'a>),
}

impl Compare<'_> {
    fn l(&self) -> Locale {
        self.after.l
    }

    /// What changed in a module, in the order of its fields and tables.
    pub fn module(&self, before: &dyn Module, after: &dyn Module) -> Vec<Draft> {
        let mut out = Vec::new();
        let records = (before.as_record(), after.as_record());
        self.record(Place::Module(after.slug()), records, &mut out);
        for def in after.table_defs() {
            self.table(def, &mut out);
        }
        out
    }

    fn table(&self, def: &'static TableDef, out: &mut Vec<Draft>) {
        let (Some(before), Some(after)) =
            (self.before.w.rows(def.path), self.after.w.rows(def.path))
        else {
            return;
        };
        let index = |rows: &dyn Rows| -> BTreeMap<RowId, usize> {
            (0..rows.count())
                .filter_map(|at| Some((rows.id_at(at)?, at)))
                .collect()
        };
        let (was, is) = (index(before), index(after));
        for id in after.ids().into_iter().filter(|id| !was.contains_key(id)) {
            self.whole(What::Added, def, id, self.after, self.before, out);
        }
        for id in before.ids().into_iter().filter(|id| !is.contains_key(id)) {
            self.whole(What::Dropped, def, id, self.before, self.after, out);
        }
        for id in after.ids() {
            let old = was.get(&id).and_then(|at| before.row_at(*at));
            let new = is.get(&id).and_then(|at| after.row_at(*at));
            if let (Some(old), Some(new)) = (old, new) {
                self.record(Place::Row(def, id), (old, new), out);
            }
        }
    }

    /// A row that one version has and the other has not. A part comes and goes with its owner in silence.
    fn whole(
        &self,
        what: What,
        def: &'static TableDef,
        row: RowId,
        there: Reader<'_>,
        other: Reader<'_>,
        out: &mut Vec<Draft>,
    ) {
        let with_owner = def.owner().is_some_and(|c| {
            let record = there.w.rows(def.path).and_then(|t| t.row(row));
            let owner = record.and_then(|r| r.get(c.id));
            match (owner, c.kind.target()) {
                (Some(CellRef::Ref(Some(owner))), Some(table)) => !has(other.w, table, owner),
                _ => false,
            }
        });
        if with_owner {
            return;
        }
        let name = there.name(def, row);
        let key = match what {
            What::Added => k::changes::added,
            _ => k::changes::dropped,
        };
        out.push(Draft {
            what,
            def: Some(def),
            field: None,
            text: self.l().fill(
                key,
                &[("what", nouns::name(def, self.l())), ("name", &name)],
            ),
            name,
            place: def
                .columns
                .first()
                .filter(|_| what == What::Added)
                .map(|c| def.path.cell(row, c.id)),
        });
    }

    fn record(&self, place: Place, records: (&dyn Record, &dyn Record), out: &mut Vec<Draft>) {
        let (def, row) = match place {
            Place::Module(_) => (None, RowId::default()),
            Place::Row(def, row) => (Some(def), row),
        };
        for (i, field) in records.1.fields().iter().enumerate() {
            let (Some(before), Some(after)) = (records.0.cell(i), records.1.cell(i)) else {
                continue;
            };
            if before == after {
                continue;
            }
            let cell = Cell {
                def,
                row,
                field,
                records,
                values: (before, after),
            };
            let Some((what, text)) = self.cell(&cell) else {
                continue;
            };
            out.push(Draft {
                what,
                def,
                field: Some(field),
                name: def.map(|d| self.after.name(d, row)).unwrap_or_default(),
                text,
                place: Some(match place {
                    Place::Module(slug) => Path::field(slug, field.id),
                    Place::Row(def, row) => def.path.cell(row, field.id),
                }),
            });
        }
    }

    fn cell(&self, cell: &Cell<'_>) -> Option<(What, String)> {
        match (cell.field.kind, cell.values) {
            (Kind::Date, (CellRef::Text(old), CellRef::Text(new)))
                if cell.def.is_some_and(|d| is_post_date(d, cell.field)) =>
            {
                self.moved(cell, old, new)
            }
            (Kind::Line | Kind::Prose, (CellRef::Text(old), CellRef::Text(new)))
                if is_long(old) || is_long(new) =>
            {
                self.text(cell, old.trim(), new.trim())
            }
            (_, (CellRef::Lines(_), _)) | (_, (CellRef::Refs(_), _)) => self.list(cell),
            _ => self.value(cell),
        }
    }

    fn place(&self, cell: &Cell<'_>) -> String {
        self.after.place(cell.def, cell.row, cell.field)
    }

    /// A post on another day; any other change of its date is a change of a value.
    fn moved(&self, cell: &Cell<'_>, old: &str, new: &str) -> Option<(What, String)> {
        let (Some(from), Some(to), Some(def)) =
            (civil::parse_date(old), civil::parse_date(new), cell.def)
        else {
            return self.value(cell);
        };
        if from == to {
            return None;
        }
        let l = self.l();
        let (from, to) = if from.year() == to.year() {
            (l.day_month(from), l.day_month(to))
        } else {
            (l.date(from), l.date(to))
        };
        let text = l.fill(
            k::changes::moved,
            &[
                ("what", nouns::name(def, l)),
                ("name", &self.after.name(def, cell.row)),
                ("from", &from),
                ("to", &to),
            ],
        );
        Some((What::Moved, text))
    }

    fn text(&self, cell: &Cell<'_>, old: &str, new: &str) -> Option<(What, String)> {
        if old == new {
            return None;
        }
        let l = self.l();
        let words = |t: &str| l.count(k::changes_count::words, t.split_whitespace().count());
        let key = match (old.is_empty(), new.is_empty()) {
            (true, _) => k::changes::written,
            (_, true) => k::changes::erased,
            _ => k::changes::rewritten,
        };
        let text = l.fill(
            key,
            &[
                ("place", &self.place(cell)),
                ("old", &words(old)),
                ("new", &words(new)),
            ],
        );
        Some((What::Text, text))
    }

    fn value(&self, cell: &Cell<'_>) -> Option<(What, String)> {
        let target = cell.field.kind.target();
        // A link that went with its row is told by the row.
        if let ((CellRef::Ref(Some(row)), CellRef::Ref(None)), Some(table)) = (cell.values, target)
            && !has(self.after.w, table, row)
        {
            return None;
        }
        let table = cell.def.map(|d| d.path);
        let say = |reader: Reader<'_>, record: &dyn Record, value: CellRef<'_>| {
            let said = reader.value(table, record, cell.field, value);
            let words = matches!(
                cell.field.kind,
                Kind::Line | Kind::Prose | Kind::Ref(_) | Kind::Owner(_)
            );
            if words && !said.is_empty() {
                quoted(&said, self.l())
            } else {
                said
            }
        };
        let old = say(self.before, cell.records.0, cell.values.0);
        let new = say(self.after, cell.records.1, cell.values.1);
        let same_row = matches!(cell.values, (CellRef::Ref(a), CellRef::Ref(b)) if a == b);
        let link = matches!(cell.values.0, CellRef::Ref(_));
        // Typed otherwise, read alike: 1000 and 1 000.
        if same_row || (old == new && !link) {
            return None;
        }
        let key = match (old.is_empty(), new.is_empty()) {
            (true, _) => k::changes::filled,
            (_, true) => k::changes::cleared,
            _ => k::changes::changed,
        };
        let text = self.l().fill(
            key,
            &[("place", &self.place(cell)), ("old", &old), ("new", &new)],
        );
        Some((What::Value, text))
    }

    /// Lines, options and links: what came and what went.
    fn list(&self, cell: &Cell<'_>) -> Option<(What, String)> {
        let l = self.l();
        let table = cell.def.map(|d| d.path);
        let (put_in, taken_out, reordered) = match cell.values {
            (CellRef::Refs(old), CellRef::Refs(new)) => {
                let target = cell.field.kind.target()?;
                let put_in: Vec<RowId> = new.iter().filter(|r| !old.contains(r)).copied().collect();
                let taken_out: Vec<RowId> = old
                    .iter()
                    .filter(|r| !new.contains(r) && has(self.after.w, target, **r))
                    .copied()
                    .collect();
                let names = |reader: Reader<'_>, record, rows: &[RowId]| {
                    reader.items(table, record, cell.field, CellRef::Refs(rows))
                };
                (
                    names(self.after, cell.records.1, &put_in),
                    names(self.before, cell.records.0, &taken_out),
                    false,
                )
            }
            (old, new) => {
                let old = self.before.items(table, cell.records.0, cell.field, old);
                let new = self.after.items(table, cell.records.1, cell.field, new);
                let ordered = matches!(cell.field.kind, Kind::Lines) && old != new;
                (less(&new, &old), less(&old, &new), ordered)
            }
        };
        let mut said = Vec::new();
        for (key, items) in [
            (k::changes::put_in, put_in),
            (k::changes::taken_out, taken_out),
        ] {
            if !items.is_empty() {
                said.push(l.fill(key, &[("items", &self.some(&items))]));
            }
        }
        if said.is_empty() && reordered {
            said.push(l.t(k::changes::reordered).to_owned());
        }
        if said.is_empty() {
            return None;
        }
        let text = l.fill(
            k::changes::list,
            &[("place", &self.place(cell)), ("what", &said.join("; "))],
        );
        let what = match cell.field.kind {
            Kind::Lines => What::Text,
            _ => What::Value,
        };
        Some((what, text))
    }

    fn some(&self, items: &[String]) -> String {
        let l = self.l();
        let mut names: Vec<String> = items.iter().take(NAMED).map(|i| quoted(i, l)).collect();
        if items.len() > NAMED {
            let left = (items.len() - NAMED).to_string();
            names.push(l.fill(k::changes::more, &[("n", &left)]));
        }
        l.join(&names)
    }
}

/// Items of `a` beyond those of `b`, repeats counted.
fn less(a: &[String], b: &[String]) -> Vec<String> {
    let mut left = BTreeMap::<&str, usize>::new();
    for item in b {
        *left.entry(item).or_default() += 1;
    }
    let beyond = |item: &&String| match left.get_mut(item.as_str()) {
        Some(n) if *n > 0 => {
            *n -= 1;
            false
        }
        _ => true,
    };
    a.iter().filter(beyond).cloned().collect()
}

fn has(w: &Workbook, table: TablePath, row: RowId) -> bool {
    w.rows(table).is_some_and(|t| t.position(row).is_some())
}

fn is_post_date(def: &TableDef, field: &Field) -> bool {
    def.path == Post::TABLE && field.id == Post::date
}

fn is_long(text: &str) -> bool {
    let text = text.trim();
    text.contains('\n') || text.chars().count() > LONG
}
