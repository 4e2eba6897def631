//! Sheets out of the field tables.

use super::blocks;
use super::computed;
use super::layout::{Layout, Part, Placed, layout};
use super::model::{Allowed, As, Book, Cell, Column, Mark, Shape, Sheet, range};
use crate::document::row_name;
use crate::export::ooxml::xml::allowed;
use crate::i18n::{Locale, k};
use crate::kernel::text::blank;
use crate::kernel::{
    CellRef, ChoiceSet, Field, Kind, Money, Number, Percent, Record, RowId, TablePath, civil,
    number,
};
use crate::modules::Workbook;
use std::borrow::Cow;

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

/// Has a text nothing that a cell cannot hold. It is asked of every cell, so it looks at bytes.
fn plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |(at, b): (usize, &u8)| match b {
        b'\n' | b'\t' => false,
        0..0x20 | 0x7f => true,
        // Controls above ASCII.
        0xc2 => matches!(bytes.get(at + 1), Some(0x80..0xa0)),
        // U+FFFE and U+FFFF.
        0xef => matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])),
        _ => false,
    };
    // No text has more units than bytes.
    bytes.len() <= LONGEST && !bytes.iter().enumerate().any(odd)
}

/// The text as a cell can hold it: no control characters, which XML has not, and with a note where it is too long.
pub fn clean(text: &str, l: Locale) -> Cow<'_, str> {
    if plain(text) {
        return text.into();
    }
    let keep = |c: &char| allowed(*c) || matches!(c, '\n' | '\t');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(keep).collect();
    if text.encode_utf16().count() <= LONGEST {
        return text.into();
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
    (head + &note).into()
}

/// A text made here as a cell can hold it.
fn cleaned(text: String, l: Locale) -> Cow<'static, str> {
    if plain(&text) {
        text.into()
    } else {
        clean(&text, l).into_owned().into()
    }
}

/// A text as a cell; one of blanks is none.
pub fn text_cell(text: Cow<'_, str>) -> Cell<'_> {
    if blank(&text) {
        Cell::Blank
    } else {
        Cell::Text(text)
    }
}

impl<'a> Ctx<'a> {
    /// Places the workbook.
    pub fn new(w: &'a Workbook, l: Locale) -> Self {
        let layout = layout(w, l);
        Self { w, l, layout }
    }

    /// The name of a row as its own sheet writes it; `placed` is its table there.
    fn name(
        &'a self,
        table: TablePath,
        placed: Option<&'a Placed>,
        row: RowId,
    ) -> Option<Cow<'a, str>> {
        match placed {
            Some(placed) => placed.names.get(&row).map(|n| n.as_str().into()),
            None => row_name(self.w, table, row, self.l).map(|n| cleaned(n, self.l)),
        }
        .filter(|n| !n.is_empty())
    }

    /// A value as a cell of its kind. What cannot be read as what the field holds stays text.
    pub fn typed(&'a self, field: &Field, value: CellRef<'a>, shown: As) -> Cell<'a> {
        self.typed_by(self.leads_to(field), field, value, shown)
    }

    /// The table that a field leads to, where it has a sheet.
    fn leads_to(&'a self, field: &Field) -> Option<&'a Placed> {
        self.layout.table(field.kind.target()?)
    }

    /// As [`Ctx::typed`], given where the field leads to: that is the same for a whole column.
    fn typed_by(
        &'a self,
        placed: Option<&'a Placed>,
        field: &Field,
        value: CellRef<'a>,
        shown: As,
    ) -> Cell<'a> {
        if value.is_empty() {
            return Cell::Blank;
        }
        let l = self.l;
        let option =
            |set: &'static ChoiceSet, id: &'a str| set.get(id).map_or(id, |o| l.label(o.label));
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
                    Kind::Choice(set) => Some(text_cell(clean(option(set, typed), l))),
                    _ => None,
                };
                read.unwrap_or_else(|| text_cell(clean(typed, l)))
            }
            CellRef::Lines(lines) => {
                let lines = lines.iter().map(String::as_str).filter(|s| !blank(s));
                let words: Vec<&str> = match field.kind {
                    Kind::Choices(set) => lines.map(|id| option(set, id)).collect(),
                    _ => lines.collect(),
                };
                text_cell(cleaned(words.join("\n"), l))
            }
            CellRef::Flag(flag) => {
                let key = if flag { k::word::yes } else { k::word::no };
                Cell::Text(l.t(key).into())
            }
            CellRef::Ref(row) => row
                .zip(field.kind.target())
                .and_then(|(row, table)| self.name(table, placed, row))
                .map_or(Cell::Blank, text_cell),
            CellRef::Refs(rows) => {
                let Some(table) = field.kind.target() else {
                    return Cell::Blank;
                };
                let mut names = rows.iter().filter_map(|row| self.name(table, placed, *row));
                match (names.next(), names.next()) {
                    (None, _) => Cell::Blank,
                    (Some(only), None) => text_cell(only),
                    (Some(first), Some(second)) => {
                        let names: Vec<_> = [first, second].into_iter().chain(names).collect();
                        text_cell(cleaned(names.join("\n"), l))
                    }
                }
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
pub fn book<'a>(ctx: &'a Ctx<'a>) -> Book<'a> {
    let mut out = Book::default();
    let mut sets: Vec<(&'static ChoiceSet, Field)> = Vec::new();
    let mut sheets = Vec::new();
    for (part, name) in &ctx.layout.parts {
        match part {
            Part::Fields(slug) => sheets.extend(fields(ctx, slug, name, &mut sets)),
            Part::Table(path) => {
                if let Some(placed) = ctx.layout.table(*path) {
                    sheets.push(table(ctx, placed, &mut sets));
                }
            }
            Part::Tree => sheets.push(blocks::tree(ctx, name)),
        }
    }
    for placed in &ctx.layout.tables {
        if let Some(range) = placed.range(placed.name_column()) {
            out.names.push((rows_of(placed.def.path), range));
        }
    }
    let lists = lists(ctx, &sets, &mut out.names);
    out.sheets.push(contents(ctx, &sheets));
    out.sheets.extend(sheets);
    out.sheets.push(lists);
    out
}

/// A sheet with these columns and nothing in it.
pub fn sheet<'a>(name: &str, shape: Shape, columns: Vec<Column>) -> Sheet<'a> {
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

fn note_set(sets: &mut Vec<(&'static ChoiceSet, Field)>, field: &Field) {
    if let Kind::Choice(set) = field.kind
        && !sets.iter().any(|(s, _)| *s == set)
    {
        sets.push((set, *field));
    }
}

fn fields<'a>(
    ctx: &'a Ctx<'a>,
    slug: &'static str,
    name: &str,
    sets: &mut Vec<(&'static ChoiceSet, Field)>,
) -> Option<Sheet<'a>> {
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

fn table<'a>(
    ctx: &'a Ctx<'a>,
    placed: &'a Placed,
    sets: &mut Vec<(&'static ChoiceSet, Field)>,
) -> Sheet<'a> {
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
    let (mut how, mut leads) = (Vec::new(), Vec::new());
    for (at, field) in placed.def.columns.iter().enumerate() {
        note_set(sets, field);
        leads.push(ctx.leads_to(field));
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
            row.push(name.map_or(Cell::Blank, |n| Cell::Text(n.as_str().into())));
        }
        for (at, field) in placed.def.columns.iter().enumerate() {
            // What names the row stands as it is referred to, blanks at its ends taken off: formulas compare the two.
            let named = !placed.named && at == placed.name_column();
            if let Some(name) = placed.names.get(id).filter(|_| named) {
                row.push(text_cell(name.as_str().into()));
                continue;
            }
            let how = how.get(at).copied().unwrap_or(As::Plain);
            let leads = leads.get(at).copied().flatten();
            let cell = record.cell(at);
            row.push(cell.map_or(Cell::Blank, |c| ctx.typed_by(leads, field, c, how)));
        }
        out.rows.push(row);
    }
    computed::add(ctx, placed, &mut out);
    out
}

fn contents<'a>(ctx: &Ctx<'a>, sheets: &[Sheet<'_>]) -> Sheet<'a> {
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

fn lists<'a>(
    ctx: &Ctx<'_>,
    sets: &[(&'static ChoiceSet, Field)],
    names: &mut Vec<(String, String)>,
) -> Sheet<'a> {
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
