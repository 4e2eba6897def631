//! Sheets out of the field tables.

use super::blocks;
use super::computed;
use super::layout::{Layout, Part, Placed, layout};
use super::model::{Allowed, As, Book, Cell, Column, Mark, Shape, Sheet, range};
use crate::document::row_name;
use crate::i18n::{Locale, k};
use crate::kernel::{
    CellRef, ChoiceSet, Field, Kind, Money, Number, Percent, Record, RowId, TablePath, civil,
    number,
};
use crate::modules::Workbook;

/// Most a cell of a spreadsheet holds, UTF-16 units.
pub const LONGEST: usize = 32_767;

/// What sheets are made from.
pub struct Ctx<'a> {
    /// The workbook.
    pub w: &'a Workbook,
    /// The language.
    pub l: Locale,
    /// Where everything stands.
    pub layout: Layout,
}

/// The text as a cell can hold it: no control characters, which XML has not, and with a note where it is too long.
pub fn clean(text: &str, l: Locale) -> String {
    let keep = |c: &char| {
        (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(keep).collect();
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let note = format!("… [{}]", l.t(k::export::sheet::cut));
    let room = LONGEST - note.encode_utf16().count();
    let mut units = 0;
    let head: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= room
        })
        .collect();
    head + &note
}

impl Ctx<'_> {
    /// The name of a row as its own sheet writes it.
    fn name(&self, table: TablePath, row: RowId) -> Option<String> {
        match self.layout.table(table) {
            Some(placed) => placed.names.get(&row).cloned(),
            None => row_name(self.w, table, row, self.l).map(|n| clean(&n, self.l)),
        }
        .filter(|n| !n.is_empty())
    }

    /// A value as a cell of its kind. What cannot be read as what the field holds stays text.
    pub fn typed(&self, field: &Field, value: CellRef<'_>, shown: As) -> Cell {
        if value.is_empty() {
            return Cell::Blank;
        }
        let l = self.l;
        let text = |t: String| match clean(&t, l) {
            t if t.trim().is_empty() => Cell::Blank,
            t => Cell::Text(t),
        };
        match value {
            CellRef::Text(typed) => {
                #[allow(clippy::cast_precision_loss)]
                let read = match field.kind {
                    Kind::Number => Number::from(typed).value().map(|n| Cell::Number(n, shown)),
                    Kind::Percent => Percent::from(typed)
                        .value()
                        .map(|n| Cell::Number(n / 100.0, shown)),
                    Kind::Money => Money::from(typed)
                        .minor()
                        .map(|m| Cell::Number(m as f64 / 100.0, shown)),
                    Kind::Date => civil::parse_date(typed).map(Cell::Date),
                    Kind::Time => civil::parse_time(typed).map(Cell::Time),
                    Kind::Choice(set) => Some(text(l.option(set, typed))),
                    _ => None,
                };
                read.unwrap_or_else(|| text(typed.to_owned()))
            }
            CellRef::Lines(lines) => {
                let lines = lines.iter().filter(|s| !s.trim().is_empty());
                let words: Vec<String> = match field.kind {
                    Kind::Choices(set) => lines.map(|id| l.option(set, id)).collect(),
                    _ => lines.cloned().collect(),
                };
                text(words.join("\n"))
            }
            CellRef::Flag(flag) => {
                let key = if flag { k::word::yes } else { k::word::no };
                Cell::Text(l.t(key).into())
            }
            CellRef::Ref(row) => row
                .zip(field.kind.target())
                .and_then(|(row, table)| self.name(table, row))
                .map_or(Cell::Blank, text),
            CellRef::Refs(rows) => {
                let Some(table) = field.kind.target() else {
                    return Cell::Blank;
                };
                let names = rows.iter().filter_map(|row| self.name(table, *row));
                text(names.collect::<Vec<_>>().join("\n"))
            }
        }
    }

    /// What may be entered in a field.
    fn allowed(&self, field: &Field) -> Option<Allowed> {
        match field.kind {
            Kind::Choice(set) => Some(Allowed::Named(list(set))),
            Kind::Flag => {
                let words = [k::word::yes, k::word::no].map(|key| self.l.t(key).to_owned());
                Some(Allowed::Words(words.into()))
            }
            Kind::Ref(table) | Kind::Owner(table) => {
                let placed = self.layout.table(table)?;
                (!placed.rows.is_empty()).then(|| Allowed::Named(rows_of(table)))
            }
            _ => None,
        }
    }
}

/// Name of the range with the options of a set.
fn list(set: &ChoiceSet) -> String {
    format!("list_{}", set.id)
}

/// Name of the range with the names of a table's rows.
fn rows_of(table: TablePath) -> String {
    format!("rows_{}_{}", table.module, table.table)
}

/// How the numbers of a field are shown, so that all of them look alike.
fn shown<'a>(kind: Kind, cells: impl Iterator<Item = CellRef<'a>>) -> As {
    let texts = cells.filter_map(|c| match c {
        CellRef::Text(t) => Some(t),
        _ => None,
    });
    match kind {
        Kind::Money => As::Money(
            texts
                .filter_map(|t| Money::from(t).minor())
                .any(|m| m % 100 != 0),
        ),
        Kind::Percent => {
            let decimals = texts.filter_map(|t| Percent::from(t).value()).map(|n| {
                let plain = number::plain(n, 2);
                plain.split_once('.').map_or(0, |(_, d)| d.len())
            });
            As::Percent(u8::try_from(decimals.max().unwrap_or(0)).unwrap_or(2))
        }
        _ => As::Plain,
    }
}

/// All sheets of the workbook.
pub fn book(w: &Workbook, l: Locale) -> Book {
    let ctx = Ctx {
        w,
        l,
        layout: layout(w, l),
    };
    let mut out = Book::default();
    let mut sets: Vec<(&'static ChoiceSet, Field)> = Vec::new();
    let mut sheets = Vec::new();
    for (part, name) in &ctx.layout.parts {
        match part {
            Part::Fields(slug) => sheets.extend(fields(&ctx, slug, name, &mut sets)),
            Part::Table(path) => {
                if let Some(placed) = ctx.layout.table(*path) {
                    sheets.push(table(&ctx, placed, &mut sets));
                }
            }
            Part::Tree => sheets.push(blocks::tree(&ctx, name)),
        }
    }
    for placed in &ctx.layout.tables {
        if let Some(range) = placed.range(placed.name_column()) {
            out.names.push((rows_of(placed.def.path), range));
        }
    }
    let lists = lists(&ctx, &sets, &mut out.names);
    out.sheets.push(contents(&ctx, &sheets));
    out.sheets.extend(sheets);
    out.sheets.push(lists);
    out
}

fn sheet(name: &str, shape: Shape, columns: Vec<Column>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        shape,
        columns,
        rows: Vec::new(),
        below: Vec::new(),
        single: Vec::new(),
        indents: Vec::new(),
    }
}

/// A sheet with these columns and nothing in it.
pub fn blank(name: &str, shape: Shape, columns: Vec<Column>) -> Sheet {
    sheet(name, shape, columns)
}

fn note_set(sets: &mut Vec<(&'static ChoiceSet, Field)>, field: &Field) {
    if let Kind::Choice(set) = field.kind
        && !sets.iter().any(|(s, _)| *s == set)
    {
        sets.push((set, *field));
    }
}

fn fields(
    ctx: &Ctx<'_>,
    slug: &'static str,
    name: &str,
    sets: &mut Vec<(&'static ChoiceSet, Field)>,
) -> Option<Sheet> {
    let l = ctx.l;
    let record = ctx.w.module(slug)?.as_record();
    let heads = [k::export::sheet::field, k::export::sheet::value];
    let mut out = sheet(
        name,
        Shape::Fields,
        heads.map(|key| Column::plain(l.t(key))).into(),
    );
    for (at, field) in record.fields().iter().enumerate() {
        note_set(sets, field);
        let Some(cell) = record.cell(at) else {
            continue;
        };
        let how = shown(field.kind, std::iter::once(cell));
        out.rows.push(vec![
            Cell::Text(l.label(field.label).into()),
            ctx.typed(field, cell, how),
        ]);
        if let Some(allowed) = ctx.allowed(field) {
            out.single.push((out.rows.len(), 1, allowed));
        }
    }
    blocks::add(ctx, slug, &mut out);
    Some(out)
}

fn table(ctx: &Ctx<'_>, placed: &Placed, sets: &mut Vec<(&'static ChoiceSet, Field)>) -> Sheet {
    let l = ctx.l;
    let mut out = sheet(&placed.sheet, Shape::Table, Vec::new());
    let records: Vec<(RowId, &dyn Record)> = {
        let rows = ctx.w.rows(placed.def.path);
        // One pass over the table: looking each row up by its id would walk it every time.
        let mut by_id: crate::kernel::FastMap<RowId, &dyn Record> = rows
            .into_iter()
            .flat_map(|t| (0..t.count()).filter_map(move |n| Some((t.id_at(n)?, t.row_at(n)?))))
            .collect();
        let all = placed.rows.iter();
        all.filter_map(|id| Some((*id, by_id.remove(id)?)))
            .collect()
    };
    if placed.named {
        out.columns.push(Column::plain(l.t(k::export::sheet::name)));
    }
    let mut how = Vec::new();
    for (at, field) in placed.def.columns.iter().enumerate() {
        note_set(sets, field);
        how.push(shown(
            field.kind,
            records.iter().filter_map(|(_, r)| r.cell(at)),
        ));
        out.columns.push(Column {
            name: l.label(field.label).into(),
            allowed: ctx.allowed(field),
            mark: matches!(field.kind, Kind::Percent).then_some(Mark::Bar),
            computed: false,
        });
    }
    for (id, record) in &records {
        let mut row = Vec::with_capacity(out.columns.len());
        if placed.named {
            let name = placed.names.get(id).filter(|n| !n.is_empty());
            row.push(name.map_or(Cell::Blank, |n| Cell::Text(n.clone())));
        }
        for (at, field) in placed.def.columns.iter().enumerate() {
            let how = how.get(at).copied().unwrap_or(As::Plain);
            let cell = record.cell(at);
            row.push(cell.map_or(Cell::Blank, |c| ctx.typed(field, c, how)));
        }
        out.rows.push(row);
    }
    computed::add(ctx, placed, &mut out);
    out
}

fn contents(ctx: &Ctx<'_>, sheets: &[Sheet]) -> Sheet {
    let l = ctx.l;
    let heads = [k::export::sheet::sheet, k::export::sheet::rows];
    let mut out = sheet(
        &ctx.layout.contents,
        Shape::Fields,
        heads.map(|key| Column::plain(l.t(key))).into(),
    );
    for s in sheets {
        #[allow(clippy::cast_precision_loss)]
        let rows = match s.shape {
            Shape::Table => Cell::Number(s.rows.len() as f64, As::Plain),
            _ => Cell::Blank,
        };
        out.rows.push(vec![Cell::Sheet(s.name.clone()), rows]);
    }
    let project = clean(ctx.w.frame.project.trim(), l);
    if !project.is_empty() {
        let label = l.label(crate::kernel::Label::Key(k::frame::project));
        out.below
            .push(vec![Cell::Text(label.into()), Cell::Text(project)]);
    }
    out
}

fn lists(
    ctx: &Ctx<'_>,
    sets: &[(&'static ChoiceSet, Field)],
    names: &mut Vec<(String, String)>,
) -> Sheet {
    let l = ctx.l;
    let heads = sets.iter().map(|(_, f)| Column::plain(l.label(f.label)));
    let mut out = sheet(&ctx.layout.lists, Shape::Lists, heads.collect());
    let tallest = sets.iter().map(|(s, _)| s.options.len()).max().unwrap_or(0);
    for at in 0..tallest {
        let cells = sets.iter().map(|(set, _)| {
            let option = set.options.get(at);
            option.map_or(Cell::Blank, |o| Cell::Text(l.label(o.label).into()))
        });
        out.rows.push(cells.collect());
    }
    for (at, (set, _)) in sets.iter().enumerate() {
        if !set.options.is_empty() {
            names.push((list(set), range(&out.name, at, 1, set.options.len())));
        }
    }
    out
}
