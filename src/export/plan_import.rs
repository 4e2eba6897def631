//! A content plan out of a table: a preview in which every cell says what became of it, and one step of edits.
//! Invariant: what could not be placed is reported with its text; nothing of the workbook is changed or removed.

mod columns;
pub mod dates;
mod trouble;
mod values;

pub use columns::{HEADS, Mapping, ambiguous, headed, looks_like_plan, order, propose, width};
pub use trouble::Trouble;
pub use values::{Answer, made, made_name};

use super::csv::read::{Sheet, bare};
use crate::document::{Edit, RowData};
use crate::kernel::{Field, Kind, Record, Row, RowId, TablePath, Value, civil, text};
use crate::modules::Workbook;
use crate::modules::content::Post;
use values::{Found, Index};

/// Something to be told about a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Column of the table; nothing when it is about the row.
    pub column: Option<usize>,
    /// What.
    pub trouble: Trouble,
    /// The text it is about.
    pub text: String,
}

/// A row of the table and the post it becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewRow {
    /// Line of the file, from 1.
    pub line: usize,
    /// The post.
    pub post: Post,
    /// What has to be told.
    pub problems: Vec<Problem>,
    /// The plan has such a post already.
    pub duplicate: bool,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The posts.
    pub rows: Vec<PreviewRow>,
    /// Lines that became no post because none of their cells has a field.
    pub passed: Vec<usize>,
    /// Channels, rubrics and personas to be made, by name, when that was asked for.
    pub made: Vec<(TablePath, RowId, String)>,
    /// Names the workbook does not have, each once.
    pub missing: Vec<Missing>,
    /// Posts without a day that stand below one with a day, as in tables where one cell spans several rows.
    pub below: usize,
}

/// A name that the workbook does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it was looked for.
    pub table: TablePath,
    /// As it stands in the first cell.
    pub name: String,
    /// Cells that have it.
    pub cells: usize,
    /// What becomes of it.
    pub answer: Answer,
}

/// What the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Make channels, rubrics and personas that are missing and not spoken of in `answers`.
    pub make: bool,
    /// What to do with names that the workbook does not have.
    pub answers: Vec<(TablePath, String, Answer)>,
    /// A post without a day has the day of the row above.
    pub repeat: bool,
    /// The day that dates without a year are near to, when the project has no start.
    pub near: Option<chrono::NaiveDate>,
}

/// Most different names that are asked about; those beyond stay empty and are told of as they are met.
const ASKED: usize = 200;
/// Longest name that a row is made of, characters.
const NAME: usize = 120;

/// Reads the table as it is mapped. `ids` gives new row ids.
pub fn preview(
    w: &Workbook,
    sheet: &Sheet,
    mapping: &Mapping,
    options: &Options,
    ids: &mut dyn FnMut() -> RowId,
) -> Preview {
    let mut index = Index::new(w);
    let mut out = Preview::default();
    let near = w.frame.start.value().or(options.near);
    let head = mapping
        .head
        .checked_sub(1)
        .and_then(|at| sheet.rows.get(at));
    let mut above = None;
    for (line, cells) in sheet.rows.iter().skip(mapping.head) {
        if head.is_some_and(|(_, head)| head == cells) || !mapping.is_post(cells, near) {
            let day = mapping.day(cells, near);
            above = day.map(civil::iso).or(above);
            out.passed.push(*line);
            continue;
        }
        let mut row = PreviewRow {
            line: *line,
            post: Post::default(),
            problems: Vec::new(),
            duplicate: false,
        };
        for (at, cell) in cells.iter().enumerate() {
            let text = bare(cell);
            if text.is_empty() {
                continue;
            }
            let Some(field) = mapping.field(at) else {
                row.tell(at, Trouble::Column, text);
                continue;
            };
            let of = Cell {
                at,
                field,
                text,
                order: mapping.order,
                near,
            };
            of.put(&mut row, &mut index, &mut out, options, ids);
        }
        row.post.id = ids();
        if !row.post.date.is_blank() {
            above = row.post.date.value().map(civil::iso);
        } else if let Some(day) = &above {
            out.below += 1;
            if options.repeat {
                row.post.date = day.as_str().into();
            }
        }
        if row.post.title.trim().is_empty() {
            let from = [&row.post.hook, &row.post.body];
            if let Some(from) = from.into_iter().find(|t| !t.trim().is_empty()) {
                let first = from.trim().lines().next().unwrap_or("");
                row.post.title = text::excerpt(first, 80);
                let title = row.post.title.clone();
                row.problems.push(Problem {
                    column: None,
                    trouble: Trouble::Untitled,
                    text: title,
                });
            }
        }
        if index.seen(&row.post) {
            row.duplicate = true;
            row.problems.push(Problem {
                column: None,
                trouble: Trouble::Duplicate,
                text: row.post.title.clone(),
            });
        }
        out.rows.push(row);
    }
    out
}

impl Mapping {
    fn field(&self, at: usize) -> Option<&'static Field> {
        let id = self.columns.get(at).copied().flatten()?;
        Post::COLUMNS.iter().find(|f| f.id == id)
    }

    /// Is a row a post? Not when it has nothing but a day and an hour, as the empty days of a template, nor without any words
    /// when its one cell is all there is or no day stands where one should, as in headings between the weeks and in sums.
    fn is_post(&self, cells: &[String], near: Option<chrono::NaiveDate>) -> bool {
        let filled = |at: usize| cells.get(at).is_some_and(|c| !bare(c).is_empty());
        let kinds = (0..cells.len())
            .filter(|at| filled(*at))
            .map(|at| self.field(at).map(|f| (f.id, f.kind)));
        let (mut all, mut has, mut words) = (0, false, false);
        for kind in kinds {
            all += 1;
            has |= kind.is_some_and(|(id, _)| id != Post::date && id != Post::time);
            words |= kind.is_some_and(|(_, k)| matches!(k, Kind::Line | Kind::Prose | Kind::Url));
        }
        let days = self.columns.iter().position(|id| *id == Some(Post::date));
        let odd = days.is_some_and(filled) && self.day(cells, near).is_none();
        has && (words || all > 1 && !odd)
    }

    /// The day of a row.
    fn day(&self, cells: &[String], near: Option<chrono::NaiveDate>) -> Option<chrono::NaiveDate> {
        let at = self.columns.iter().position(|id| *id == Some(Post::date))?;
        dates::read(cells.get(at)?, self.order, near).map(|r| r.date)
    }
}

impl PreviewRow {
    fn tell(&mut self, at: usize, trouble: Trouble, text: String) {
        self.problems.push(Problem {
            column: Some(at),
            trouble,
            text,
        });
    }
}

/// A cell on its way into a post.
struct Cell {
    at: usize,
    field: &'static Field,
    text: String,
    order: Option<dates::DayMonth>,
    near: Option<chrono::NaiveDate>,
}

impl Cell {
    fn put(
        self,
        row: &mut PreviewRow,
        index: &mut Index<'_>,
        out: &mut Preview,
        options: &Options,
        ids: &mut dyn FnMut() -> RowId,
    ) {
        let Some(position) = Post::COLUMNS.iter().position(|f| f.id == self.field.id) else {
            return;
        };
        let full = row.post.cell(position).is_some_and(|c| !c.is_empty());
        // Two columns of text may make one; everything else has room for one value.
        if full && !matches!(self.field.kind, Kind::Prose) {
            // The hour beside the day is overruled by a column of hours, not the other way round.
            if self.field.id != Post::time {
                row.tell(self.at, Trouble::Second, self.text);
                return;
            }
        }
        let value = match self.field.kind {
            Kind::Date => self.date(row),
            Kind::Time => match dates::time(&self.text) {
                Some(time) => Value::Text(time.format("%H:%M").to_string()),
                None => {
                    row.tell(self.at, Trouble::Time, self.text.clone());
                    if full {
                        return;
                    }
                    Value::Text(self.text.clone())
                }
            },
            Kind::Choice(set) => match index.option(set, &self.text) {
                Some(id) => Value::text(id),
                None => {
                    row.tell(self.at, Trouble::Option, self.text.clone());
                    return;
                }
            },
            Kind::Ref(table) => {
                let all = self.rows(table, row, index, out, options, ids);
                if all.len() > 1 {
                    row.tell(self.at, Trouble::Several, self.text.clone());
                }
                Value::Ref(all.first().copied())
            }
            Kind::Refs(table) => Value::Refs(self.rows(table, row, index, out, options, ids)),
            Kind::Flag => match values::flag(&self.text) {
                Some(flag) => Value::Flag(flag),
                None => {
                    row.tell(self.at, Trouble::Option, self.text.clone());
                    return;
                }
            },
            Kind::Prose if full => Value::Text(format!(
                "{}\n\n{}",
                match row.post.cell(position) {
                    Some(crate::kernel::CellRef::Text(before)) => before,
                    _ => "",
                },
                self.text
            )),
            Kind::Prose => Value::Text(self.text.clone()),
            _ => Value::Text(
                self.text
                    .lines()
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
        };
        if let Some(cell) = row.post.cell_mut(position) {
            let _ = cell.replace(value);
        }
    }

    fn date(&self, row: &mut PreviewRow) -> Value {
        let Some(read) = dates::read(&self.text, self.order, self.near) else {
            row.tell(self.at, Trouble::Date, self.text.clone());
            return Value::Text(self.text.clone());
        };
        if let Some(doubt) = read.doubt {
            let trouble = match doubt {
                dates::Doubt::Order => Trouble::Order,
                dates::Doubt::Year => Trouble::Year,
                dates::Doubt::Zone => Trouble::Zone,
                dates::Doubt::Serial => Trouble::Serial,
            };
            row.tell(self.at, trouble, self.text.clone());
        }
        if let Some(time) = read.time
            && self.field.id == Post::date
            && row.post.time.is_blank()
        {
            row.post.time = time.format("%H:%M").to_string().as_str().into();
        }
        Value::Text(civil::iso(read.date))
    }

    /// Rows named in the cell; those that are not there are told of, or made.
    fn rows(
        &self,
        table: TablePath,
        row: &mut PreviewRow,
        index: &mut Index<'_>,
        out: &mut Preview,
        options: &Options,
        ids: &mut dyn FnMut() -> RowId,
    ) -> Vec<RowId> {
        let mut found = Vec::new();
        for name in index.split(table, &self.text) {
            let id = match index.row(table, &name) {
                Found::One(id) => id,
                Found::Several(id) => {
                    row.tell(self.at, Trouble::Several, name);
                    id
                }
                Found::None => match unknown(table, &name, index, out, options, ids) {
                    Some(id) => id,
                    None => {
                        row.tell(self.at, Trouble::Name, name);
                        continue;
                    }
                },
            };
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }
}

/// What a name that the workbook does not have leads to.
fn unknown(
    table: TablePath,
    name: &str,
    index: &mut Index<'_>,
    out: &mut Preview,
    options: &Options,
    ids: &mut dyn FnMut() -> RowId,
) -> Option<RowId> {
    if let Some((number, row)) = index.asked(table, name) {
        if let Some(missing) = out.missing.get_mut(number) {
            missing.cells += 1;
        }
        return row;
    }
    if out.missing.len() >= ASKED {
        return None;
    }
    let may = made(table) && name.chars().count() <= NAME;
    let mut told = options
        .answers
        .iter()
        .filter(|(t, n, _)| *t == table && columns::norm(n) == columns::norm(name));
    let answer = match told.next().map(|(_, _, answer)| *answer) {
        Some(Answer::Take(row)) => Answer::Take(row),
        Some(Answer::Make) if may => Answer::Make,
        None if may && options.make => Answer::Make,
        _ => Answer::Leave,
    };
    let row = match answer {
        Answer::Leave => None,
        Answer::Take(row) => Some(row),
        Answer::Make => {
            // Two names of one platform are one channel.
            let same = |(t, _, n): &&(TablePath, RowId, String)| {
                *t == table && values::cells(table, n) == values::cells(table, name)
            };
            let id = out.made.iter().find(same).map(|(_, id, _)| *id);
            id.or_else(|| {
                let id = ids();
                out.made.push((table, id, name.to_owned()));
                Some(id)
            })
        }
    };
    index.ask(table, name, out.missing.len(), row);
    out.missing.push(Missing {
        table,
        name: name.to_owned(),
        cells: 1,
        answer,
    });
    row
}

impl Preview {
    /// The posts that are added: with `duplicates` off without those the plan has.
    pub fn added(&self, duplicates: bool) -> impl Iterator<Item = &PreviewRow> {
        self.rows
            .iter()
            .filter(move |row| duplicates || !row.duplicate)
    }

    /// The edits that add the posts, to be done as one step.
    pub fn edits(&self, duplicates: bool) -> Vec<Edit> {
        let made = self.made.iter();
        let mut out: Vec<Edit> = made
            .map(|(table, id, name)| insert(*table, *id, values::cells(*table, name)))
            .collect();
        for row in self.added(duplicates) {
            let record: &dyn Record = row.post.as_record();
            out.push(insert(Post::TABLE, row.post.id, record.values()));
        }
        out
    }
}

fn insert(table: TablePath, row: RowId, cells: Vec<Value>) -> Edit {
    let data = RowData {
        cells,
        ..RowData::default()
    };
    Edit::Insert {
        table,
        at: usize::MAX,
        row,
        data,
    }
}
