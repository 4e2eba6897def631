//! Reading a rescue file: what `public/boot.js` offers when the app has stopped. It holds the stores of the browser as they
//! are and what stood in the fields; which workbooks can be read from it is for `platform::rescue` to say.

use super::LoadError;
use super::file::object;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Larger files are refused before they are read: a full localStorage with all of its mirror takes half of it.
pub const MAX_RESCUE: usize = 80_000_000;

/// What was typed into one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Id of the workbook; empty when the file does not tell.
    pub book: String,
    /// Address of the field, as it was called when it was typed into.
    pub field: String,
    /// The text.
    pub text: String,
    /// Local date and time, `2026-03-08T18:04`; empty when not known.
    pub at: String,
}

/// A record that the mirror has put aside, with its pieces by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Id of the workbook.
    pub id: String,
    /// The record.
    pub record: String,
    /// Its pieces.
    pub pieces: BTreeMap<String, String>,
}

/// The content of a rescue file. Nothing of it has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescue {
    /// Keys and values of localStorage.
    pub entries: BTreeMap<String, String>,
    /// Records of the mirror by workbook.
    pub mirror: BTreeMap<String, String>,
    /// Pieces of the mirror, under `<workbook>/p/<name>`.
    pub pieces: BTreeMap<String, String>,
    /// What the mirror has put aside.
    pub aside: Vec<Aside>,
    /// What was typed and perhaps not saved.
    pub journal: Vec<Typed>,
    /// What stood in the fields of the page.
    pub fields: Vec<Typed>,
}

/// Reads the bytes of a rescue file. A value of another shape than ours counts as a record that cannot be read.
///
/// # Errors
/// [`LoadError`] when it is none.
pub fn from_rescue(bytes: &[u8]) -> Result<Rescue, LoadError> {
    let mut top = object(bytes, MAX_RESCUE, &mut Vec::new())?;
    match super::sniff::foreign(&top) {
        "rescue" => {}
        what => return Err(LoadError::Foreign(what)),
    }
    let journal = typed(top.shift_remove("journal"), "field", "text");
    // An emptied field is an edit too; one that stands empty says nothing.
    let mut fields = typed(top.shift_remove("fields"), "name", "value");
    fields.retain(|t| !t.text.trim().is_empty());
    let aside = list(top.shift_remove("aside"), |of| Aside {
        id: text(of, "id"),
        record: text(of, "record"),
        pieces: texts(of.shift_remove("pieces")),
    });
    let mirror = list(top.shift_remove("mirror"), |of| {
        (text(of, "id"), text(of, "record"))
    });
    Ok(Rescue {
        entries: texts(top.shift_remove("entries")),
        mirror: mirror.into_iter().collect(),
        pieces: texts(top.shift_remove("pieces")),
        aside,
        journal,
        fields,
    })
}

fn typed(of: Option<Json>, field: &str, value: &str) -> Vec<Typed> {
    list(of, |of| Typed {
        book: text(of, "book"),
        field: text(of, field),
        text: text(of, value),
        at: text(of, "at"),
    })
}

fn list<T>(of: Option<Json>, read: impl Fn(&mut Map<String, Json>) -> T) -> Vec<T> {
    let Some(Json::Array(list)) = of else {
        return Vec::new();
    };
    let objects = list.into_iter().filter_map(|one| match one {
        Json::Object(mut object) => Some(read(&mut object)),
        _ => None,
    });
    objects.collect()
}

fn texts(of: Option<Json>) -> BTreeMap<String, String> {
    match of {
        Some(Json::Object(map)) => map.into_iter().map(|(k, v)| (k, plain(v))).collect(),
        _ => BTreeMap::new(),
    }
}

fn text(of: &mut Map<String, Json>, key: &str) -> String {
    of.shift_remove(key).map_or_else(String::new, plain)
}

/// A text as it is, and anything else as its JSON, which no reader of records takes for one.
fn plain(value: Json) -> String {
    match value {
        Json::String(text) => text,
        Json::Null => String::new(),
        other => other.to_string(),
    }
}
