//! The way of the answers back: reading a file, comparing it with ours, entering what was chosen.

use super::{SLUG, field, table};
use crate::document::{self, Edit, LoadError, RowData};
use crate::i18n::Locale;
use crate::kernel::{
    CellRef, Field, Kind, Label, Module, Money, Number, Path, Percent, Record, Row as _, RowId,
    TableDef, Value, civil, text,
};
use crate::modules::Workbook;
use crate::modules::brief::{AnswerSource, BLOCKS, Brief};
use serde_json::{Map, Value as Json, json};

/// Answers that came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// Project the file says it is for; empty when it does not say.
    pub project: String,
    /// Tag of the version of the workbook that the questionnaire was made from; empty when the file does not say.
    pub tag: String,
    /// The answers as a brief; what was not answered is blank.
    pub brief: Brief,
}

/// Why answers were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswersError {
    /// The file could not be read at all.
    Load(LoadError),
    /// It is of a later version.
    Newer,
    /// There is not one answer in it.
    Nothing,
}

/// Reads answers: the file of the questionnaire, or the brief of a whole workbook. Any bytes will do.
///
/// # Errors
/// [`AnswersError`]; damage inside the answers is mended as in a workbook.
pub fn parse_answers(bytes: &[u8]) -> Result<Answers, AnswersError> {
    let loaded = match document::from_json(bytes) {
        Err(LoadError::Foreign("brief")) => {
            let (project, tag, wrapped) =
                wrap(bytes).ok_or(AnswersError::Load(LoadError::Foreign("json")))?;
            let loaded = document::from_json(wrapped.as_bytes()).map_err(AnswersError::Load)?;
            (project, tag, loaded)
        }
        Err(error) => return Err(AnswersError::Load(error)),
        Ok(loaded) => {
            let project = loaded.workbook.frame.project.trim().to_owned();
            (project, String::new(), loaded)
        }
    };
    let (project, tag, loaded) = loaded;
    if loaded.newer {
        return Err(AnswersError::Newer);
    }
    let answers = Answers {
        project,
        tag,
        brief: loaded.workbook.brief,
    };
    let any = askable().any(|id| !answers.blank(id));
    if any {
        Ok(answers)
    } else {
        Err(AnswersError::Nothing)
    }
}

/// The answers as the brief of a workbook, so that one reader serves both files.
fn wrap(bytes: &[u8]) -> Option<(String, String, String)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Json::Object(mut top) = serde_json::from_slice(bytes).ok()? else {
        return None;
    };
    let text = |key: &str| {
        let given = top.get(key).and_then(Json::as_str).unwrap_or_default();
        given.trim().to_owned()
    };
    let (project, tag) = (text("project"), text("tag"));
    let mut answers = match top.remove("answers") {
        Some(Json::Object(answers)) => answers,
        _ => Map::new(),
    };
    for (id, answer) in &mut answers {
        tolerate(id, answer);
    }
    let schema = top.remove("schema").unwrap_or(json!(1));
    let wrapped =
        json!({ "format": document::FORMAT, "schema": schema, "modules": { SLUG: answers } });
    Some((project, tag, wrapped.to_string()))
}

/// A list where we want a text becomes lines of text; a mark may be written as a word.
fn tolerate(id: &str, answer: &mut Json) {
    let Some(field) = field(id) else { return };
    let new = match (field.kind, &*answer) {
        (Kind::Lines | Kind::Choices(_), _) => None,
        (Kind::Flag, Json::String(s)) => {
            Some(Json::Bool(!matches!(s.as_str(), "" | "false" | "0")))
        }
        (_, Json::Array(list)) if list.iter().all(Json::is_string) => {
            let lines: Vec<&str> = list.iter().filter_map(Json::as_str).collect();
            Some(Json::String(lines.join("\n")))
        }
        _ => None,
    };
    if let Some(new) = new {
        *answer = new;
    }
}

/// Ids of everything the eight blocks ask, in asking order.
pub(super) fn askable() -> impl Iterator<Item = &'static str> {
    BLOCKS.iter().flat_map(|(_, fields)| fields.iter().copied())
}

impl Answers {
    fn blank(&self, id: &str) -> bool {
        match table(id) {
            Some(def) => given_rows(&self.brief, def).is_empty(),
            None => self.brief.as_record().get(id).is_none_or(|c| c.is_empty()),
        }
    }
}

/// Rows with anything in them.
fn given_rows<'a>(brief: &'a Brief, def: &TableDef) -> Vec<&'a dyn Record> {
    let module: &dyn Module = brief;
    let Some(rows) = module.rows(def.path.table) else {
        return Vec::new();
    };
    (0..rows.count())
        .filter_map(|at| rows.row_at(at))
        .filter(|row| row.values().iter().any(|v| !v.is_empty()))
        .collect()
}

// Comparing --------------------------------------------------------------------------------------

/// What an answer would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// We have no answer yet.
    New,
    /// We have another one.
    Changed,
    /// We have the same.
    Same,
}

/// One answer of the client beside ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Id of the field or table.
    pub id: &'static str,
    /// Its name.
    pub label: Label,
    /// What it would change.
    pub state: State,
    /// Our answer in words.
    pub mine: String,
    /// The client's answer in words.
    pub theirs: String,
}

/// Every answer of the client beside ours, in asking order.
pub fn compare(w: &Workbook, answers: &Answers, l: Locale) -> Vec<Change> {
    askable()
        .filter(|id| !answers.blank(id))
        .filter_map(|id| match table(id) {
            Some(def) => Some(compare_rows(w, answers, l, def)),
            None => compare_field(w, answers, l, field(id)?),
        })
        .collect()
}

fn compare_field(
    w: &Workbook,
    answers: &Answers,
    l: Locale,
    field: &'static Field,
) -> Option<Change> {
    let (mine, theirs) = (
        w.brief.as_record().get(field.id)?,
        answers.brief.as_record().get(field.id)?,
    );
    let state = if mine.is_empty() {
        State::New
    } else if same(field.kind, mine, theirs) {
        State::Same
    } else {
        State::Changed
    };
    let words = |cell| words(w, l, field, cell);
    Some(Change {
        id: field.id,
        label: field.label,
        state,
        mine: words(mine),
        theirs: words(theirs),
    })
}

fn compare_rows(w: &Workbook, answers: &Answers, l: Locale, def: &'static TableDef) -> Change {
    let (mine, theirs) = (given_rows(&w.brief, def), given_rows(&answers.brief, def));
    let state = if mine.is_empty() {
        State::New
    } else if theirs
        .iter()
        .all(|row| matches!(merge_row(&mine, *row), Merge::Nothing))
    {
        State::Same
    } else {
        State::Changed
    };
    let list = |rows: &[&dyn Record]| {
        let lines: Vec<String> = rows
            .iter()
            .map(|row| {
                let cells = def
                    .columns
                    .iter()
                    .filter_map(|c| row.get(c.id).map(|cell| words(w, l, c, cell)));
                cells
                    .filter(|s| !s.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .collect();
        lines.join("\n")
    };
    Change {
        id: def.path.table,
        label: def.label,
        state,
        mine: list(&mine),
        theirs: list(&theirs),
    }
}

/// Do two cells say the same, however they are written.
fn same(kind: Kind, a: CellRef<'_>, b: CellRef<'_>) -> bool {
    match (a, b) {
        (CellRef::Text(a), CellRef::Text(b)) => {
            let read = |s: &str| match kind {
                Kind::Money => Money::from(s).minor().map(|m| m.to_string()),
                Kind::Number => Number::from(s).value().map(|n| n.to_string()),
                Kind::Percent => Percent::from(s).value().map(|n| n.to_string()),
                Kind::Date => civil::parse_date(s).map(civil::iso),
                _ => None,
            };
            squeeze(a) == squeeze(b) || read(a).is_some_and(|a| read(b) == Some(a))
        }
        (CellRef::Lines(a), CellRef::Lines(b)) => given_lines(a) == given_lines(b),
        (a, b) => a == b,
    }
}

fn squeeze(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn given_lines(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|s| squeeze(s))
        .filter(|s| !s.is_empty())
        .collect()
}

/// A cell in words.
fn words(w: &Workbook, l: Locale, field: &Field, cell: CellRef<'_>) -> String {
    match cell {
        CellRef::Lines(lines) => given_lines(lines).join("\n"),
        cell if cell.is_empty() => String::new(),
        cell => crate::report::Writer::new(w, l).show(field, cell),
    }
}

/// What becomes of one row of the client.
enum Merge {
    /// We have all of it.
    Nothing,
    /// We have the thing, with other details: position among our given rows.
    Update(usize),
    /// We do not have it.
    Add,
}

/// The column that says what a row is about.
fn key_of(row: &dyn Record) -> &'static str {
    ["name", "title", "platform"]
        .into_iter()
        .find(|id| row.get(id).is_some())
        .unwrap_or("name")
}

/// The column by which two rows speak of the same thing: the first core text; rows of a channel also
/// share the address when both give one.
fn merge_row(mine: &[&dyn Record], theirs: &dyn Record) -> Merge {
    let text_of = |row: &dyn Record, id: &str| match row.get(id) {
        Some(CellRef::Text(s)) => text::fold(&squeeze(s)),
        _ => String::new(),
    };
    let key = key_of(theirs);
    let wanted = text_of(theirs, key);
    if wanted.is_empty() {
        return Merge::Add;
    }
    let handle = |row: &dyn Record| text_of(row, "handle");
    let found = mine.iter().position(|row| {
        let (a, b) = (handle(*row), handle(theirs));
        text_of(*row, key) == wanted && (a.is_empty() || b.is_empty() || a == b)
    });
    let Some(at) = found else { return Merge::Add };
    let all_there = theirs
        .fields()
        .iter()
        .all(|f| match (mine[at].get(f.id), theirs.get(f.id)) {
            (Some(a), Some(b)) => f.id == key || b.is_empty() || same(f.kind, a, b),
            _ => true,
        });
    if all_there {
        Merge::Nothing
    } else {
        Merge::Update(at)
    }
}

// Entering ---------------------------------------------------------------------------------------

/// The edits that enter the chosen answers and note that the client gave them; `new_id` makes ids for
/// new rows. Answers never empty anything: what the client left blank stays as it is.
pub fn edits(
    w: &Workbook,
    answers: &Answers,
    chosen: &[&str],
    mut new_id: impl FnMut() -> RowId,
) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut sources = w.brief.sources.len();
    for id in askable().filter(|id| chosen.contains(id) && !answers.blank(id)) {
        match table(id) {
            Some(def) => enter_rows(&mut out, w, answers, def, &mut new_id),
            None => enter_field(&mut out, w, answers, id),
        }
        match w.brief.sources.iter().find(|s| s.field == id) {
            Some(row) => {
                if !row.source.is("client") {
                    out.push(Edit::text(row.at(AnswerSource::source), "client"));
                }
            }
            None => {
                let data = RowData {
                    cells: vec![Value::text(id), Value::text("client")],
                    ..RowData::default()
                };
                out.push(Edit::Insert {
                    table: AnswerSource::TABLE,
                    at: sources,
                    row: new_id(),
                    data,
                });
                sources += 1;
            }
        }
    }
    out
}

fn enter_field(out: &mut Vec<Edit>, w: &Workbook, answers: &Answers, id: &str) {
    let Some(field) = field(id) else { return };
    let (Some(mine), Some(theirs)) = (
        w.brief.as_record().get(id),
        answers.brief.as_record().get(id),
    ) else {
        return;
    };
    if same(field.kind, mine, theirs) {
        return;
    }
    out.push(Edit::Set {
        path: Path::field(SLUG, field.id),
        value: trimmed(theirs),
    });
}

fn trimmed(cell: CellRef<'_>) -> Value {
    match cell {
        CellRef::Text(s) => Value::text(s.trim()),
        CellRef::Lines(lines) => Value::Lines(
            lines
                .iter()
                .map(|s| s.trim().to_owned())
                .filter(|s| !s.is_empty())
                .collect(),
        ),
        other => other.to_value(),
    }
}

fn enter_rows(
    out: &mut Vec<Edit>,
    w: &Workbook,
    answers: &Answers,
    def: &TableDef,
    new_id: &mut impl FnMut() -> RowId,
) {
    let Some(rows) = w.rows(def.path) else { return };
    let places: Vec<usize> = (0..rows.count())
        .filter(|at| {
            rows.row_at(*at)
                .is_some_and(|r| r.values().iter().any(|v| !v.is_empty()))
        })
        .collect();
    let mine = given_rows(&w.brief, def);
    let mut end = rows.count();
    for theirs in given_rows(&answers.brief, def) {
        match merge_row(&mine, theirs) {
            Merge::Nothing => {}
            Merge::Update(at) => {
                let Some(row) = places.get(at).and_then(|at| rows.id_at(*at)) else {
                    continue;
                };
                for c in def.columns {
                    let (Some(old), Some(new)) = (mine[at].get(c.id), theirs.get(c.id)) else {
                        continue;
                    };
                    if c.id != key_of(theirs) && !new.is_empty() && !same(c.kind, old, new) {
                        out.push(Edit::Set {
                            path: def.path.cell(row, c.id),
                            value: trimmed(new),
                        });
                    }
                }
            }
            Merge::Add => {
                let data = RowData {
                    cells: theirs
                        .values()
                        .iter()
                        .map(|v| trimmed(v.as_ref()))
                        .collect(),
                    ..RowData::default()
                };
                out.push(Edit::Insert {
                    table: def.path,
                    at: end,
                    row: new_id(),
                    data,
                });
                end += 1;
            }
        }
    }
}
