//! Reading the workbook's file format: one JSON object, readable by people, with the schema version on
//! top. What this version does not know is kept and written back (`write.rs`). The reader takes any bytes
//! and never panics; what it had to mend is reported.

use super::gradual::Ready;
use super::migrate::{Draft, STEPS, Step, migrate, target};
use super::sniff::{foreign, sniff};
use crate::kernel::{CellMut, CellRef, Extra, FastSet, Module, Record, RowId, Rows};
use crate::modules::Workbook;
use serde_json::{Map, Value as Json};

/// Value of the `format` key.
pub const FORMAT: &str = "planerka";
/// Version of the schema this program writes.
pub const SCHEMA: u64 = target(STEPS);
/// Larger files are refused before they are read.
pub const MAX_BYTES: usize = 30_000_000;
/// Rows of one table beyond this are refused: no person wrote them.
const MAX_ROWS: usize = 100_000;
/// Lines of one list from this on are refused.
const MAX_LINES: usize = 1_000_000;
/// UTF-16 units of one text from this on are refused: no browser storage could have kept it.
const MAX_TEXT: usize = 5_000_000;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The workbook.
    pub workbook: Workbook,
    /// What had to be mended.
    pub notes: Vec<Note>,
    /// The file is of a later version: it may be read and exported, not changed.
    pub newer: bool,
    /// Schema the file was written in; when it is older than [`SCHEMA`], the text it came from is worth
    /// keeping until the workbook is saved.
    pub schema: u64,
}

/// Something mended while reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A row had no id or an id that was taken; it got a new one.
    NewId(String),
    /// A link pointed to no row and was cleared.
    LooseLink(String),
    /// A value had a shape this version cannot read; it is kept in the file, not shown.
    Kept(String),
    /// A value of an older schema could not be converted; it is kept in the file under another key.
    Unconverted(String),
    /// Halves of characters, which no text can hold, were replaced; how many.
    Halves(usize),
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The browser could not read it: gone meanwhile, or out of reach.
    Unread,
    /// Nothing in it.
    Empty,
    /// Too many bytes, rows or lines, or one text that is too long.
    TooLarge,
    /// Not text in UTF-8: another encoding, or no text at all.
    NotText,
    /// Not JSON, or cut off; line and column of the trouble.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON of something else; what it looks like, when that can be told.
    Foreign(&'static str),
}

/// Reads file bytes.
///
/// # Errors
/// [`LoadError`] when the bytes are no workbook at all. Damage inside a workbook is mended and noted.
pub fn from_json(bytes: &[u8]) -> Result<Loaded, LoadError> {
    from_json_by(STEPS, bytes)
}

/// As [`from_json`], with the steps that lead from older schemas to the present one.
///
/// # Errors
/// As [`from_json`].
pub fn from_json_by(steps: &[Step], bytes: &[u8]) -> Result<Loaded, LoadError> {
    let mut notes = Vec::new();
    let top = object(bytes, MAX_BYTES, &mut notes)?;
    assemble(steps, top, notes, &mut Ready::default())
}

/// Makes a workbook of the object that a file is; rows that are `ready` stand in it as numbers.
pub(super) fn assemble(
    steps: &[Step],
    mut top: Map<String, Json>,
    mut notes: Vec<Note>,
    ready: &mut Ready,
) -> Result<Loaded, LoadError> {
    if top.get("format").and_then(Json::as_str) != Some(FORMAT) {
        return Err(LoadError::Foreign(foreign(&top)));
    }
    let schema = match top.get("schema") {
        None | Some(Json::Null) => 1,
        // What is no number of ours can only come from later.
        Some(given) => given.as_u64().unwrap_or(u64::MAX).max(1),
    };
    let newer = schema > target(steps);
    for key in ["format", "app"] {
        top.shift_remove(key);
    }
    if !newer {
        top.shift_remove("schema");
    }
    let mut draft = Draft::new(top);
    migrate(steps, schema, &mut draft);
    notes.append(&mut draft.notes);
    let mut top = draft.top;
    let mut loaded = Loaded {
        workbook: std::mem::take(&mut ready.workbook),
        notes,
        newer,
        schema,
    };
    let (mut unknown, mut unread) = (Map::new(), Map::new());
    match top.shift_remove("modules") {
        Some(Json::Object(modules)) => {
            for (slug, value) in modules {
                match (loaded.workbook.module_mut(&slug), value) {
                    (Some(module), Json::Object(object)) => {
                        read_module(module, object, ready, &mut loaded.notes)?;
                    }
                    (Some(_), value) => {
                        unread.insert(slug, value);
                    }
                    (None, value) => {
                        unknown.insert(slug, value);
                    }
                }
            }
        }
        Some(Json::Null) | None => {}
        Some(other) => set_apart(&mut top, "modules", other, "", &mut loaded.notes),
    }
    if !unread.is_empty() {
        let unread = Json::Object(unread);
        set_apart(&mut top, "modules", unread, "", &mut loaded.notes);
    }
    if !unknown.is_empty() {
        top.insert("modules".into(), Json::Object(unknown));
    }
    loaded.workbook.extra = top;
    for path in super::dangling(&loaded.workbook) {
        mend_link(&mut loaded.workbook, path);
        loaded.notes.push(Note::LooseLink(path.to_string()));
    }
    Ok(loaded)
}

/// Reads bytes as one JSON object, unless there are more than `most`.
pub(crate) fn object(
    bytes: &[u8],
    most: usize,
    notes: &mut Vec<Note>,
) -> Result<Map<String, Json>, LoadError> {
    if bytes.len() > most {
        return Err(LoadError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text(bytes)?;
    if text.trim().is_empty() {
        return Err(LoadError::Empty);
    }
    let json = parse(text, notes).map_err(|e| match sniff(bytes) {
        "" => LoadError::NotJson {
            line: e.line(),
            column: e.column(),
        },
        what => LoadError::Foreign(what),
    })?;
    match json {
        Json::Object(top) => Ok(top),
        _ => Err(LoadError::Foreign("json")),
    }
}

/// The bytes as text.
fn text(bytes: &[u8]) -> Result<&str, LoadError> {
    match std::str::from_utf8(bytes) {
        // UTF-16 without a mark looks like text with gaps, as many files that are no text do.
        Ok(text) if text.bytes().take(16).any(|b| b == 0) => match sniff(bytes) {
            "" => Err(LoadError::NotText),
            what => Err(LoadError::Foreign(what)),
        },
        Ok(text) => Ok(text),
        Err(error) => match sniff(bytes) {
            // Cut off in the middle of a character.
            "" if error.error_len().is_none() && error.valid_up_to() > 0 => {
                let read = &bytes[..error.valid_up_to()];
                let end = read
                    .iter()
                    .rposition(|b| *b == b'\n')
                    .map_or(0, |at| at + 1);
                Err(LoadError::NotJson {
                    line: read.iter().filter(|b| **b == b'\n').count() + 1,
                    column: read.len() - end + 1,
                })
            }
            "" => Err(LoadError::NotText),
            what => Err(LoadError::Foreign(what)),
        },
    }
}

fn parse(text: &str, notes: &mut Vec<Note>) -> serde_json::Result<Json> {
    let first = serde_json::from_str(text);
    if first.is_ok() {
        return first;
    }
    let (mended, count) = whole_characters(text);
    if count == 0 {
        return first;
    }
    let json = serde_json::from_str(&mended)?;
    notes.push(Note::Halves(count));
    Ok(json)
}

/// Replaces escapes that name half a character (`\ud83d` alone) and counts them.
fn whole_characters(text: &str) -> (String, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(text.len());
    let (mut at, mut from, mut count) = (0, 0, 0);
    while let Some(step) = text[at..].find('\\') {
        at += step;
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str(&text[from..at]);
                out.push('\u{fffd}');
                count += 1;
                at += 6;
                from = at;
            }
            // A backslash and what it escapes.
            _ => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    out.push_str(&text[from..]);
    (out, count)
}

fn read_module(
    module: &mut dyn Module,
    object: Map<String, Json>,
    ready: &mut Ready,
    notes: &mut Vec<Note>,
) -> Result<(), LoadError> {
    let slug = module.slug();
    for (key, value) in object {
        if let Some(at) = module.table_position(&key) {
            let Some(rows) = module.table_mut(at) else {
                continue;
            };
            match value {
                Json::Array(list) if list.len() > MAX_ROWS => return Err(LoadError::TooLarge),
                Json::Array(list) if ready.has((slug, at), rows.count(), &list) => {}
                Json::Array(list) => {
                    let odd = read_rows(rows, list, &format!("{slug}.{key}"), notes)?;
                    if !odd.is_empty() {
                        let odd = Json::Array(odd);
                        set_apart(module.extra_mut(), &key, odd, slug, notes);
                    }
                }
                Json::Null => {}
                other => set_apart(module.extra_mut(), &key, other, slug, notes),
            }
        } else {
            read_field(module.as_record_mut(), key, value, slug, notes)?;
        }
    }
    Ok(())
}

/// Reads rows and returns what is no row.
fn read_rows(
    rows: &mut dyn Rows,
    list: Vec<Json>,
    place: &str,
    notes: &mut Vec<Note>,
) -> Result<Vec<Json>, LoadError> {
    let mut odd = Vec::new();
    let taken: FastSet<u64> = list
        .iter()
        .filter_map(|r| r.get("id").and_then(Json::as_u64))
        .collect();
    let mut seen: FastSet<u64> = FastSet::default();
    let mut next = 1;
    for value in list {
        let object = match value {
            Json::Object(object) => object,
            other => {
                odd.push(other);
                continue;
            }
        };
        let given = object
            .get("id")
            .and_then(Json::as_u64)
            .filter(|id| (1..=RowId::MAX).contains(id));
        let id = match given.filter(|id| !seen.contains(id)) {
            Some(id) => id,
            None => {
                while taken.contains(&next) || seen.contains(&next) {
                    next += 1;
                }
                notes.push(Note::NewId(place.to_owned()));
                next
            }
        };
        seen.insert(id);
        let at = rows.insert_blank(rows.count(), RowId(id));
        let Some(record) = rows.row_at_mut(at) else {
            continue;
        };
        read_row(record, object, place, notes)?;
    }
    Ok(odd)
}

/// Reads the fields of a row; its id is known by then.
pub(super) fn read_row(
    record: &mut dyn Record,
    object: Map<String, Json>,
    place: &str,
    notes: &mut Vec<Note>,
) -> Result<(), LoadError> {
    let fields = record.fields();
    // Fields come in their order, as a rule: each is looked for where the one before it stands.
    let mut next = 0;
    // Taking the id out of the map first would move all that stands behind it.
    for (key, value) in object.into_iter().filter(|(key, _)| key != "id") {
        let is = |at: &usize| fields.get(*at).is_some_and(|f| f.id == key);
        let at = (next..fields.len()).chain(0..next).find(is);
        next = at.map_or(next, |at| at + 1);
        read_at(record, at, key, value, place, notes)?;
    }
    Ok(())
}

fn read_field(
    record: &mut dyn Record,
    key: String,
    value: Json,
    place: &str,
    notes: &mut Vec<Note>,
) -> Result<(), LoadError> {
    let at = record.position(&key);
    read_at(record, at, key, value, place, notes)
}

fn read_at(
    record: &mut dyn Record,
    at: Option<usize>,
    key: String,
    value: Json,
    place: &str,
    notes: &mut Vec<Note>,
) -> Result<(), LoadError> {
    if too_long(&value) {
        return Err(LoadError::TooLarge);
    }
    let Some(at) = at else {
        record.extra_mut().insert(key, value);
        return Ok(());
    };
    let Some(cell) = record.cell_mut(at) else {
        return Ok(());
    };
    let unread = match (cell, value) {
        (CellMut::Text(c), Json::String(s)) => {
            *c = s;
            None
        }
        (CellMut::Text(c), Json::Number(n)) => {
            *c = n.to_string();
            None
        }
        (CellMut::Lines(c), Json::Array(list)) if list.iter().all(Json::is_string) => {
            *c = list
                .into_iter()
                .filter_map(|v| v.as_str().map(str::to_owned))
                .collect();
            None
        }
        (CellMut::Lines(c), Json::String(s)) => {
            *c = s.lines().map(str::to_owned).collect();
            None
        }
        (CellMut::Flag(c), Json::Bool(b)) => {
            *c = b;
            None
        }
        (CellMut::Ref(c), Json::Number(n)) if n.as_u64().is_some() => {
            *c = n.as_u64().filter(|id| *id > 0).map(RowId);
            None
        }
        (CellMut::Refs(c), Json::Array(list)) if list.iter().all(Json::is_u64) => {
            for id in list.iter().filter_map(Json::as_u64).map(RowId) {
                if !c.contains(&id) {
                    c.push(id);
                }
            }
            None
        }
        (_, Json::Null) => None,
        (_, other) => Some(other),
    };
    if let Some(value) = unread {
        keep(record.extra_mut(), key, value, place, notes);
    }
    Ok(())
}

/// More than a person can have typed or a browser kept.
fn too_long(value: &Json) -> bool {
    match value {
        Json::String(s) => s.len() >= MAX_TEXT && s.encode_utf16().count() >= MAX_TEXT,
        Json::Array(list) => list.len() >= MAX_LINES,
        _ => false,
    }
}

fn keep(extra: &mut Extra, key: String, value: Json, place: &str, notes: &mut Vec<Note>) {
    notes.push(Note::Kept(format!("{place}.{key}")));
    extra.insert(key, value);
}

/// Keeps a value whose own key will be written by this version: under another key.
fn set_apart(extra: &mut Extra, key: &str, value: Json, place: &str, notes: &mut Vec<Note>) {
    let dot = if place.is_empty() { "" } else { "." };
    notes.push(Note::Kept(format!("{place}{dot}{key}")));
    let key = free_key(extra, &format!("{key}_unread"));
    extra.insert(key, value);
}

/// A key that is not taken.
pub(super) fn free_key(record: &Map<String, Json>, wanted: &str) -> String {
    let mut key = wanted.to_owned();
    while record.contains_key(&key) {
        key.push('_');
    }
    key
}

fn mend_link(workbook: &mut Workbook, path: crate::kernel::Path) {
    let Some(target) = workbook.field(path).and_then(|f| f.kind.target()) else {
        return;
    };
    let known = workbook.rows(target).map(|t| t.ids()).unwrap_or_default();
    let value = match workbook.get(path).map(CellRef::to_value) {
        Some(crate::kernel::Value::Ref(_)) => crate::kernel::Value::Ref(None),
        Some(crate::kernel::Value::Refs(mut rows)) => {
            rows.retain(|r| known.contains(r));
            crate::kernel::Value::Refs(rows)
        }
        _ => return,
    };
    let _ = workbook.apply(super::Edit::Set { path, value });
}
