//! The workbook's file format: one JSON object, readable by people, with the schema version on top.
//! What this version does not know is kept and written back. The reader takes any bytes and never
//! panics; what it had to mend is reported.

use crate::kernel::{CellMut, CellRef, Extra, Module, Record, RowId, Rows};
use crate::modules::Workbook;
use serde_json::{Map, Value as Json};

/// Value of the `format` key.
pub const FORMAT: &str = "planerka";
/// Version of the schema this program writes.
pub const SCHEMA: u64 = 1;
/// Larger files are refused before they are read.
pub const MAX_BYTES: usize = 30_000_000;
/// Rows of one table beyond this are refused: no person wrote them.
const MAX_ROWS: usize = 100_000;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The workbook.
    pub workbook: Workbook,
    /// What had to be mended.
    pub notes: Vec<Note>,
    /// The file is of a later version: it may be read and exported, not changed.
    pub newer: bool,
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
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// Nothing in it.
    Empty,
    /// Too many bytes or rows.
    TooLarge,
    /// Not text in UTF-8.
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

/// The workbook as file text: stable order, the same state gives the same bytes.
pub fn to_json(workbook: &Workbook) -> String {
    let mut out = String::with_capacity(64 * 1024);
    out.push_str("{\n\"format\":\"planerka\",\n\"schema\":1,\n\"app\":\"");
    out.push_str(env!("CARGO_PKG_VERSION"));
    out.push_str("\",\n\"modules\":{");
    let mut first = true;
    for slug in Workbook::SLUGS {
        let Some(module) = workbook.module(slug) else {
            continue;
        };
        separate(&mut out, &mut first);
        out.push('\n');
        string(&mut out, slug);
        out.push(':');
        write_module(&mut out, module);
    }
    for (key, value) in nested(&workbook.extra, "modules") {
        separate(&mut out, &mut first);
        out.push('\n');
        string(&mut out, key);
        out.push(':');
        out.push_str(&value.to_string());
    }
    out.push_str("\n}");
    for (key, value) in workbook.extra.iter().filter(|(k, _)| *k != "modules") {
        out.push_str(",\n");
        string(&mut out, key);
        out.push(':');
        out.push_str(&value.to_string());
    }
    out.push_str("\n}\n");
    out
}

fn nested<'a>(extra: &'a Extra, key: &str) -> impl Iterator<Item = (&'a String, &'a Json)> {
    extra
        .get(key)
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
}

fn write_module(out: &mut String, module: &dyn Module) {
    out.push('{');
    let mut first = true;
    write_fields(out, module.as_record(), &mut first);
    for (i, def) in module.table_defs().iter().enumerate() {
        let Some(rows) = module.table(i).filter(|t| t.count() > 0) else {
            continue;
        };
        separate(out, &mut first);
        out.push('\n');
        string(out, def.path.table);
        out.push_str(":[");
        for at in 0..rows.count() {
            let (Some(row), Some(id)) = (rows.row_at(at), rows.id_at(at)) else {
                continue;
            };
            out.push_str(if at == 0 { "\n{\"id\":" } else { ",\n{\"id\":" });
            out.push_str(&id.to_string());
            write_fields(out, row, &mut false);
            out.push('}');
        }
        out.push(']');
    }
    out.push('}');
}

/// Fields that differ from their default, then what is not known.
fn write_fields(out: &mut String, record: &dyn Record, first: &mut bool) {
    for (i, field) in record.fields().iter().enumerate() {
        let Some(cell) = record.cell(i).filter(|c| !c.is_default()) else {
            continue;
        };
        separate(out, first);
        string(out, field.id);
        out.push(':');
        match cell {
            CellRef::Text(text) => string(out, text),
            CellRef::Lines(lines) => {
                out.push('[');
                for (i, line) in lines.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    string(out, line);
                }
                out.push(']');
            }
            CellRef::Flag(flag) => out.push_str(if flag { "true" } else { "false" }),
            CellRef::Ref(row) => out.push_str(&row.unwrap_or_default().to_string()),
            CellRef::Refs(rows) => {
                out.push('[');
                let ids: Vec<String> = rows.iter().map(RowId::to_string).collect();
                out.push_str(&ids.join(","));
                out.push(']');
            }
        }
    }
    for (key, value) in record.extra() {
        // A value kept because its shape was unreadable gives way once the field is filled.
        if record.get(key).is_some_and(|c| !c.is_default()) {
            continue;
        }
        separate(out, first);
        string(out, key);
        out.push(':');
        out.push_str(&value.to_string());
    }
}

fn separate(out: &mut String, first: &mut bool) {
    if !*first {
        out.push(',');
    }
    *first = false;
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        if escape.is_empty() {
            out.push_str(&format!("\\u{byte:04x}"));
        } else {
            out.push_str(escape);
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}

/// Reads file bytes.
///
/// # Errors
/// [`LoadError`] when the bytes are no workbook at all. Damage inside a workbook is mended and noted.
pub fn from_json(bytes: &[u8]) -> Result<Loaded, LoadError> {
    if bytes.len() > MAX_BYTES {
        return Err(LoadError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| match sniff(bytes) {
        "" => LoadError::NotText,
        what => LoadError::Foreign(what),
    })?;
    if text.trim().is_empty() {
        return Err(LoadError::Empty);
    }
    let json: Json = serde_json::from_str(text).map_err(|e| match sniff(bytes) {
        "" => LoadError::NotJson {
            line: e.line(),
            column: e.column(),
        },
        what => LoadError::Foreign(what),
    })?;
    let Json::Object(mut top) = json else {
        return Err(LoadError::Foreign("json"));
    };
    if top.get("format").and_then(Json::as_str) != Some(FORMAT) {
        return Err(LoadError::Foreign(foreign(&top)));
    }
    let schema = top.get("schema").and_then(Json::as_u64).unwrap_or(SCHEMA);
    for key in ["format", "schema", "app"] {
        top.remove(key);
    }
    let mut loaded = Loaded {
        workbook: Workbook::default(),
        notes: Vec::new(),
        newer: schema > SCHEMA,
    };
    let mut unknown = Map::new();
    match top.remove("modules") {
        Some(Json::Object(modules)) => {
            for (slug, value) in modules {
                match (loaded.workbook.module_mut(&slug), value) {
                    (Some(module), Json::Object(object)) => {
                        read_module(module, object, &mut loaded.notes)?;
                    }
                    (_, value) => {
                        unknown.insert(slug, value);
                    }
                }
            }
        }
        Some(other) => {
            loaded.notes.push(Note::Kept("modules".into()));
            top.insert("modules_unread".into(), other);
        }
        None => {}
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

fn read_module(
    module: &mut dyn Module,
    object: Map<String, Json>,
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
                Json::Array(list) => read_rows(rows, list, &format!("{slug}.{key}"), notes),
                other => keep(module.extra_mut(), key, other, slug, notes),
            }
        } else {
            read_field(module.as_record_mut(), key, value, slug, notes);
        }
    }
    Ok(())
}

fn read_rows(rows: &mut dyn Rows, list: Vec<Json>, place: &str, notes: &mut Vec<Note>) {
    let taken: std::collections::BTreeSet<u64> = list
        .iter()
        .filter_map(|r| r.get("id").and_then(Json::as_u64))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut next = 1;
    for value in list {
        let Json::Object(mut object) = value else {
            notes.push(Note::Kept(place.to_owned()));
            continue;
        };
        let given = object
            .remove("id")
            .and_then(|id| id.as_u64())
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
        for (key, value) in object {
            read_field(record, key, value, place, notes);
        }
    }
}

fn read_field(
    record: &mut dyn Record,
    key: String,
    value: Json,
    place: &str,
    notes: &mut Vec<Note>,
) {
    let Some(at) = record.position(&key) else {
        record.extra_mut().insert(key, value);
        return;
    };
    let Some(cell) = record.cell_mut(at) else {
        return;
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
}

fn keep(extra: &mut Extra, key: String, value: Json, place: &str, notes: &mut Vec<Note>) {
    notes.push(Note::Kept(format!("{place}.{key}")));
    extra.insert(key, value);
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

/// What foreign bytes look like: `png`, `zip`, `pdf`, `html`, `gif`, `jpeg`; empty when unclear.
pub fn sniff(bytes: &[u8]) -> &'static str {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG", "png"),
        (b"PK\x03\x04", "zip"),
        (b"%PDF", "pdf"),
        (b"GIF8", "gif"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"\xff\xfe", "utf16"),
        (b"\xfe\xff", "utf16"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return what;
    }
    let head: Vec<u8> = bytes.iter().take(64).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start();
    if head.starts_with("<!doctype") || head.starts_with("<html") {
        "html"
    } else {
        ""
    }
}

fn foreign(top: &Map<String, Json>) -> &'static str {
    match top.get("type").and_then(Json::as_str) {
        Some("excalidraw") => return "excalidraw",
        _ if top.contains_key("dependencies") || top.contains_key("devDependencies") => {
            return "package";
        }
        _ => {}
    }
    match top.get("format").and_then(Json::as_str) {
        Some("planerka-brief") => "brief",
        _ => "json",
    }
}
