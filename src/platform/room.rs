//! How much of the browser's storage is in use. localStorage has one limit for all pages of an origin and does not tell it.

use super::slots::PREFIX;
use std::collections::BTreeMap;

/// UTF-16 units of keys and values that Chromium and Firefox give one origin.
pub const LIMIT: usize = 5_242_880;
/// The same where bytes are counted, as Safari is thought to do.
pub const CAUTIOUS: usize = 2_600_000;

/// How full the storage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Less than three quarters.
    Fine,
    /// From three quarters on.
    Much,
    /// From 95 percent on: the next large change may not fit.
    Nearly,
}

/// What is in use, in UTF-16 units of keys and values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Every workbook by id, sorted: its records and pieces, and what was put aside of it.
    pub books: Vec<(String, usize)>,
    /// All entries of this program. Other pages of the origin may use more.
    pub total: usize,
    /// The limit that was given.
    pub limit: usize,
}

impl Usage {
    /// How full the storage is.
    pub const fn level(&self) -> Level {
        match self.total.saturating_mul(100) / if self.limit == 0 { 1 } else { self.limit } {
            0..75 => Level::Fine,
            75..95 => Level::Much,
            _ => Level::Nearly,
        }
    }
}

/// Adds up entries of the store: each key with the units that it and its value take. Keys of other programs do not count.
pub fn usage(entries: impl IntoIterator<Item = (String, usize)>, limit: usize) -> Usage {
    let mut books = BTreeMap::<String, usize>::new();
    let mut total = 0;
    for (key, units) in entries {
        let Some(rest) = key.strip_prefix(PREFIX) else {
            continue;
        };
        total += units;
        let id = match (rest.strip_prefix("ws/"), rest.strip_prefix("quarantine/")) {
            (Some(book), _) => book.split_once('/').map(|(id, _)| id),
            (_, Some(aside)) => aside.split_once('-').map(|(id, _)| id),
            _ => None,
        };
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            *books.entry(id.to_owned()).or_default() += units;
        }
    }
    Usage {
        books: books.into_iter().collect(),
        total,
        limit,
    }
}
