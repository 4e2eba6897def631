//! Names of rows and values of cells as a client reads them.

use super::nouns;
use crate::data;
use crate::document::{row_name, shown};
use crate::i18n::{Locale, k};
use crate::kernel::text::excerpt;
use crate::kernel::{CellRef, Field, Kind, Record, RowId, TableDef, TablePath};
use crate::modules::Workbook;

/// Longest name or line in a sentence, characters.
const SHORT: usize = 60;

/// Columns that hold the id of something instead of words: table, column.
const IDS: &[(&str, &str)] = &[
    ("brief.sources", "field"),
    ("brief.debrief", "field"),
    ("channels.channels", "checklist"),
    ("channels.proofs", "item"),
    ("channels.overrides", "fact"),
];
/// Tables whose rows are called by another column than their first line of text.
const CALLED_BY: &[(&str, &str)] = &[("brief.debrief", "question")];

/// In quotation marks of the language, cut to a readable length.
pub(super) fn quoted(text: &str, l: Locale) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    l.fill(k::changes::quoted, &[("name", &excerpt(&text, SHORT))])
}

/// The first letter large.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The first letter small, for the name of a field inside a sentence; abbreviations stay.
pub(super) fn inside(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// A workbook to take names from, and the language.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub w: &'a Workbook,
    pub l: Locale,
}

impl<'a> Reader<'a> {
    fn record(&self, table: TablePath, row: RowId) -> Option<&'a dyn Record> {
        self.w.rows(table)?.row(row)
    }

    /// The name of a row in quotation marks, with the row it is a part of.
    pub fn name(&self, def: &TableDef, row: RowId) -> String {
        let l = self.l;
        let plain = self.plain_name(def, row);
        let name = quoted(plain.as_deref().unwrap_or(l.t(k::field::nameless)), l);
        let owner = def.owner().and_then(|c| {
            let table = c.kind.target()?;
            match self.record(def.path, row)?.get(c.id)? {
                CellRef::Ref(Some(owner)) => row_name(self.w, table, owner, l),
                _ => None,
            }
        });
        match owner {
            Some(owner) => l.fill(
                k::changes::part,
                &[("name", &name), ("owner", &quoted(&owner, l))],
            ),
            None => name,
        }
    }

    fn plain_name(&self, def: &TableDef, row: RowId) -> Option<String> {
        let record = self.record(def.path, row)?;
        let table = def.path.to_string();
        let of = |column: &Field| {
            let cell = record.get(column.id).filter(|c| !c.is_empty())?;
            Some(self.value(Some(def.path), record, column, cell))
        };
        let called_by = CALLED_BY.iter().find(|(t, _)| *t == table);
        let called = called_by.and_then(|(_, c)| of(def.column(c)?));
        let first = def
            .columns
            .iter()
            .find(|c| matches!(c.kind, Kind::Line | Kind::Prose));
        let named = match first {
            Some(c) if is_id(&table, c.id) => of(c),
            _ => row_name(self.w, def.path, row, self.l),
        };
        // A row of figures is called by the first thing it says.
        called.or(named).or_else(|| {
            def.columns
                .iter()
                .filter(|c| !matches!(c.kind, Kind::Owner(_) | Kind::Flag))
                .find_map(of)
        })
    }

    /// A cell in words.
    pub fn value(
        &self,
        table: Option<TablePath>,
        record: &dyn Record,
        field: &Field,
        cell: CellRef<'_>,
    ) -> String {
        match cell {
            CellRef::Text(id) if self.holds_id(table, field) => self.behind_id(table, record, id),
            cell => shown(self.w, field, cell, self.l),
        }
    }

    /// The items of a list in words, without blanks.
    pub fn items(
        &self,
        table: Option<TablePath>,
        record: &dyn Record,
        field: &Field,
        cell: CellRef<'_>,
    ) -> Vec<String> {
        match cell {
            CellRef::Lines(lines) => lines
                .iter()
                .map(|line| line.trim())
                .filter(|line| !line.is_empty())
                .map(|line| match field.kind.choices() {
                    Some(set) => self.l.option(set, line),
                    None if self.holds_id(table, field) => self.behind_id(table, record, line),
                    None => line.to_owned(),
                })
                .collect(),
            CellRef::Refs(rows) => rows
                .iter()
                .map(|row| shown(self.w, field, CellRef::Refs(&[*row]), self.l))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn holds_id(&self, table: Option<TablePath>, field: &Field) -> bool {
        table.is_some_and(|t| is_id(&t.to_string(), field.id))
    }

    /// What an id stands for; the id itself when this version does not know it.
    fn behind_id(&self, table: Option<TablePath>, record: &dyn Record, id: &str) -> String {
        let id = id.trim();
        let platform = || match record.get("platform") {
            Some(CellRef::Text(platform)) => data::channel(platform.trim()),
            _ => None,
        };
        let found = match table.map(|t| (t.module, t.table)) {
            Some(("brief", _)) => self.question(id),
            Some((_, "overrides")) => platform().and_then(|c| {
                let mut facts = c.fields.iter().chain(c.limits);
                facts.find(|f| f.id == id).map(|f| self.l.pick(f.name))
            }),
            _ => {
                // A proof stands in another table than the channel whose checklist it speaks of.
                let channel = platform().or_else(|| match record.get("channel") {
                    Some(CellRef::Ref(Some(row))) => {
                        let rows = &self.w.channels.channels;
                        let channel = rows.iter().find(|c| c.id == row)?;
                        data::channel(channel.platform.id())
                    }
                    _ => None,
                });
                channel.and_then(|c| c.items().find(|i| i.id == id).map(|i| self.l.pick(i.name)))
            }
        };
        found.unwrap_or(id).to_owned()
    }

    /// The name of a question of the brief.
    fn question(&self, id: &str) -> Option<&'static str> {
        let brief = self.w.module("brief")?;
        let field = brief.fields().iter().find(|f| f.id == id);
        let table = || brief.table_defs().iter().find(|d| d.path.table == id);
        let label = field.map(|f| f.label).or_else(|| Some(table()?.label))?;
        Some(self.l.label(label))
    }

    /// `goal “Sales”, deadline`, or the name of a module's own field.
    pub fn place(&self, def: Option<&TableDef>, row: RowId, field: &Field) -> String {
        let label = self.l.label(field.label);
        match def {
            Some(def) => self.l.fill(
                k::changes::place,
                &[
                    ("what", nouns::name(def, self.l)),
                    ("name", &self.name(def, row)),
                    ("field", &inside(label)),
                ],
            ),
            None => label.to_owned(),
        }
    }
}

fn is_id(table: &str, column: &str) -> bool {
    IDS.contains(&(table, column))
}
