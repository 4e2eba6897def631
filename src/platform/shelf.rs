//! The list of workbooks and the preferences, as stored. Both are conveniences: the list is rebuilt
//! from the slots when it is missing or wrong.

use super::slots::{PREFIX, Store, StoreError, ids};
use crate::kernel::civil;
use chrono::NaiveDate;
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
    /// Random id that copies of it have in common.
    pub origin: String,
    /// Local date on which a copy was downloaded last, ISO; empty when never.
    pub copied: String,
    /// Saves since then.
    pub saves: u32,
    /// Local date on which the reminder was put off, ISO.
    pub put_off: String,
    /// Answered and wanted core questions over all modules.
    pub progress: (usize, usize),
}

/// Saves without any copy after which a reminder is due: about an hour of work.
const FIRST_COPY: u32 = 60;
/// Saves since the last copy after which a reminder may be due.
const NEXT_COPY: u32 = 30;
/// Days since the last copy before the next reminder: Safari deletes after seven.
const COPY_AGE: i64 = 3;
/// Days for which a reminder can be put off.
const PUT_OFF: i64 = 7;

impl Entry {
    /// Is it time to download a copy? A clock that was set back makes no copy younger.
    pub fn copy_is_due(&self, today: NaiveDate) -> bool {
        let days = |date: &str| civil::parse_date(date).map(|d| (today - d).num_days());
        if days(&self.put_off).is_some_and(|d| (0..PUT_OFF).contains(&d)) {
            return false;
        }
        match days(&self.copied) {
            Some(age) => self.saves >= NEXT_COPY && !(0..COPY_AGE).contains(&age),
            None => self.saves >= FIRST_COPY,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn due(copied: &str, saves: u32, put_off: &str) -> bool {
        let entry = Entry {
            copied: copied.into(),
            saves,
            put_off: put_off.into(),
            ..Entry::default()
        };
        entry.copy_is_due(NaiveDate::from_ymd_opt(2026, 3, 10).unwrap())
    }

    #[test]
    fn a_reminder_comes_by_work_and_age() {
        for (copied, saves, put_off, expected) in [
            ("", 59, "", false),
            ("", 60, "", true),
            ("2026-03-09", 500, "", false),
            ("2026-03-07", 30, "", true),
            ("2026-03-07", 29, "", false),
            // Put off: a week of quiet.
            ("", 500, "2026-03-10", false),
            ("", 500, "2026-03-04", false),
            ("", 500, "2026-03-03", true),
            // The clock was set back, or the date is damaged.
            ("2027-01-01", 30, "", true),
            ("", 500, "2027-01-01", true),
            ("вчера", 60, "", true),
        ] {
            assert_eq!(
                due(copied, saves, put_off),
                expected,
                "{copied} {saves} {put_off}"
            );
        }
    }
}
