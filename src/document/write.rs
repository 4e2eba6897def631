//! Writing the workbook's file format. The text is put together by hand: it is written on every save,
//! and one record stands on one line.

use super::SCHEMA;
use crate::kernel::{CellRef, Extra, Module, Record, RowId, TablePath};
use crate::modules::Workbook;
use serde_json::Value as Json;

/// The workbook as file text: stable order, the same state gives the same bytes.
pub fn to_json(workbook: &Workbook) -> String {
    let mut out = String::with_capacity(64 * 1024);
    write(workbook, &mut |part| {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Row(row) => row.write(&mut out),
        }
        1
    });
    out
}

/// A part of the file text, in order.
pub(super) enum Part<'t, 'w> {
    /// What stands outside and between rows.
    Text(&'t str),
    /// A row of a table, not yet written.
    Row(RowPart<'w>),
}

/// A row that can be written.
pub(super) struct RowPart<'w> {
    pub table: TablePath,
    pub id: RowId,
    row: &'w dyn Record,
}

impl RowPart<'_> {
    /// Adds its text.
    pub fn write(&self, out: &mut String) {
        out.push_str("{\"id\":");
        out.push_str(&self.id.to_string());
        write_fields(out, self.row, &mut false);
        out.push('}');
    }
}

/// What takes the parts of the file text. It answers how many rows of the table it has had with a row, which is more than one
/// when it knows the following ones already; they are not given. The answer to a text says nothing.
pub(super) type Taker<'t, 'w> = dyn FnMut(Part<'_, 'w>) -> usize + 't;

/// Gives the parts of the file text one after another; joined they are the whole of it.
pub(super) fn write<'w>(workbook: &'w Workbook, give: &mut Taker<'_, 'w>) {
    let mut out = String::new();
    out.push_str("{\n\"format\":\"planerka\",\n\"schema\":");
    // A file of a later version stays one, or that version would convert it a second time.
    match workbook.extra.get("schema") {
        Some(later) => out.push_str(&later.to_string()),
        None => out.push_str(&SCHEMA.to_string()),
    }
    out.push_str(",\n\"app\":\"");
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
        write_module(&mut out, module, give);
    }
    for (key, value) in nested(&workbook.extra, "modules") {
        separate(&mut out, &mut first);
        out.push('\n');
        string(&mut out, key);
        out.push(':');
        out.push_str(&value.to_string());
    }
    out.push_str("\n}");
    let rest = workbook.extra.iter();
    for (key, value) in rest.filter(|(k, _)| !["modules", "schema"].contains(&k.as_str())) {
        out.push_str(",\n");
        string(&mut out, key);
        out.push(':');
        out.push_str(&value.to_string());
    }
    out.push_str("\n}\n");
    give(Part::Text(&out));
}

fn nested<'a>(extra: &'a Extra, key: &str) -> impl Iterator<Item = (&'a String, &'a Json)> {
    extra
        .get(key)
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
}

fn write_module<'w>(out: &mut String, module: &'w dyn Module, give: &mut Taker<'_, 'w>) {
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
        let mut at = 0;
        while let (Some(row), Some(id)) = (rows.row_at(at), rows.id_at(at)) {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            give(Part::Text(out));
            out.clear();
            at = at.saturating_add(give(Part::Row(RowPart {
                table: def.path,
                id,
                row,
            })));
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
