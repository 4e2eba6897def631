//! Tables of the workbook as rows of text, from their field tables: the content plan as CSV for people.

use super::csv::{Dialect, to_csv};
use crate::document::table_rows;
use crate::i18n::{Locale, k};
use crate::kernel::{
    CellRef, FastMap, Field, Kind, Money, Number, Percent, Record, Row, RowId, TablePath, civil,
    number,
};
use crate::modules::Workbook;
use crate::modules::content::{Post, calendar};

/// Names of rows, looked up once for each table that is linked to.
pub struct Names<'a> {
    w: &'a Workbook,
    l: Locale,
    known: FastMap<TablePath, FastMap<RowId, String>>,
}

impl<'a> Names<'a> {
    /// Names in a language.
    pub fn new(w: &'a Workbook, l: Locale) -> Self {
        let known = FastMap::default();
        Self { w, l, known }
    }
    /// The name of a row; empty when it has none or is gone.
    pub fn of(&mut self, table: TablePath, row: RowId) -> String {
        let (w, l) = (self.w, self.l);
        let table = self
            .known
            .entry(table)
            .or_insert_with(|| table_rows(w, table, l).into_iter().collect());
        table.get(&row).cloned().unwrap_or_default()
    }
}

/// A cell as a program can read it again: ISO dates, plain numbers, names of options and rows. What cannot be read as what
/// the field holds stays as typed. Several options, names or lines stand in one cell, parted by line breaks.
pub fn plain(names: &mut Names<'_>, field: &Field, cell: CellRef<'_>) -> String {
    let l = names.l;
    match cell {
        CellRef::Text(typed) => {
            let read = match field.kind {
                Kind::Number => Number::from(typed).value().map(|n| number::plain(n, 6)),
                Kind::Percent => Percent::from(typed).value().map(|n| number::plain(n, 6)),
                #[allow(clippy::cast_precision_loss)]
                Kind::Money => Money::from(typed)
                    .minor()
                    .map(|m| number::plain(m as f64 / 100.0, 2)),
                Kind::Date => civil::parse_date(typed).map(civil::iso),
                Kind::Time => civil::parse_time(typed).map(|t| t.format("%H:%M").to_string()),
                Kind::Choice(set) => Some(l.option(set, typed)),
                _ => None,
            };
            read.unwrap_or_else(|| typed.to_owned())
        }
        CellRef::Lines(lines) => match field.kind {
            Kind::Choices(set) => {
                let words: Vec<String> = lines.iter().map(|id| l.option(set, id)).collect();
                words.join("\n")
            }
            _ => lines.join("\n"),
        },
        CellRef::Flag(flag) => if flag { l.t(k::word::yes) } else { "" }.to_owned(),
        CellRef::Ref(row) => row
            .zip(field.kind.target())
            .map(|(row, table)| names.of(table, row))
            .unwrap_or_default(),
        CellRef::Refs(rows) => {
            let Some(table) = field.kind.target() else {
                return String::new();
            };
            let all: Vec<String> = rows.iter().map(|row| names.of(table, *row)).collect();
            all.join("\n")
        }
    }
}

/// A header and the rows of some records of one field table.
pub fn rows<'r>(
    w: &Workbook,
    l: Locale,
    columns: &'static [Field],
    records: impl Iterator<Item = &'r dyn Record>,
) -> Vec<Vec<String>> {
    let mut names = Names::new(w, l);
    let header = columns
        .iter()
        .map(|c| l.label(c.label).to_owned())
        .collect();
    let mut out = vec![header];
    for record in records {
        let cells = columns.iter().enumerate();
        out.push(
            cells
                .map(|(at, field)| {
                    let cell = record.cell(at);
                    cell.map_or_else(String::new, |cell| plain(&mut names, field, cell))
                })
                .collect(),
        );
    }
    out
}

/// The content plan, all columns, by date and time; posts taken off the plan too. [`super::plan_import`] reads it again.
pub fn plan(w: &Workbook, l: Locale, dialect: Dialect) -> String {
    let posts = calendar::order(&w.content.posts).into_iter();
    to_csv(
        rows(w, l, Post::COLUMNS, posts.map(Row::as_record)),
        dialect,
    )
}

/// Any table of the workbook, in its own order; nothing when there is no such table.
pub fn table(w: &Workbook, l: Locale, path: TablePath, dialect: Dialect) -> Option<String> {
    let (def, found) = (w.table_def(path)?, w.rows(path)?);
    let records = (0..found.count()).filter_map(|at| found.row_at(at));
    Some(to_csv(rows(w, l, def.columns, records), dialect))
}
