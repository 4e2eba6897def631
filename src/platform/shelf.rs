//! The list of workbooks and the preferences, as stored. Both are conveniences: the list is rebuilt
//! from the slots when it is missing or wrong.

use super::slots::{PREFIX, Store, StoreError, ids};
use serde::{Deserialize, Serialize};

/// One workbook on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Id in addresses and keys.
    pub id: String,
    /// Name of the project at the last save.
    pub name: String,
    /// Id of the example it was opened from; empty for the user's own.
    pub example: String,
    /// Put away.
    pub archived: bool,
    /// Deleted, still restorable.
    pub deleted: bool,
    /// Local date of the last change, ISO.
    pub changed: String,
    /// Answered and wanted core questions over all modules.
    pub progress: (usize, usize),
}

/// Preferences of this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// `ru` or `en`.
    pub lang: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// Panel of the margin: `lesson`, `document`, or `none` when folded.
    pub margin: String,
}

/// Key of the list.
pub fn index_key() -> String {
    format!("{PREFIX}index")
}

/// Key of the preferences.
pub fn prefs_key() -> String {
    format!("{PREFIX}prefs")
}

/// The list exactly as stored. Cheaper than [`list`], which looks at every key.
///
/// # Errors
/// When the store cannot be reached.
pub fn stored(store: &dyn Store) -> Result<Vec<Entry>, StoreError> {
    let stored = store.get(&index_key())?.unwrap_or_default();
    Ok(serde_json::from_str(&stored).unwrap_or_default())
}

/// The list as stored, with workbooks it does not know added and vanished ones left out.
///
/// # Errors
/// When the store cannot be reached.
pub fn list(store: &dyn Store) -> Result<Vec<Entry>, StoreError> {
    let mut entries = stored(store)?;
    let present = ids(store)?;
    entries.retain(|e| present.contains(&e.id));
    for id in present {
        if !entries.iter().any(|e| e.id == id) {
            entries.push(Entry {
                id,
                ..Entry::default()
            });
        }
    }
    Ok(entries)
}

/// Writes the list.
///
/// # Errors
/// When the store is full or cannot be reached.
pub fn save_list(store: &dyn Store, entries: &[Entry]) -> Result<(), StoreError> {
    let text = serde_json::to_string(entries).map_err(|_| StoreError::Mismatch)?;
    store.set(&index_key(), &text)
}
