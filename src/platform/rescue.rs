//! Workbooks out of a rescue file. The stores of another browser stand in it as they were; they are read by the code that
//! opens them in the browser, over a store that cannot be written.

use super::slots::pieces::{MOST, Name};
use super::slots::{self, Found, Store, StoreError, large};
use std::collections::{BTreeMap, BTreeSet};

/// Text that is taken from one file, bytes: twice what a browser can hold of it. What is beyond counts as unread, so that a
/// file that names the same pieces again and again does not use up the memory.
const ALL: usize = 2 * MOST;

/// Entries of localStorage that are only read.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a>(pub &'a BTreeMap<String, String>);

impl Store for Kept<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.get(key).cloned())
    }
    fn set(&self, _: &str, _: &str) -> Result<(), StoreError> {
        Err(StoreError::Blocked)
    }
    fn remove(&self, _: &str) -> Result<(), StoreError> {
        Err(StoreError::Blocked)
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.0.keys().cloned().collect())
    }
}

/// The stores in a file.
#[derive(Clone, Copy, Debug)]
pub struct Stores<'a> {
    /// Keys and values of localStorage.
    pub entries: &'a BTreeMap<String, String>,
    /// Records of the mirror by workbook.
    pub mirror: &'a BTreeMap<String, String>,
    /// Pieces of the mirror, under `<workbook>/p/<name>`.
    pub pieces: &'a BTreeMap<String, String>,
}

/// A workbook that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its id where it was stored.
    pub id: String,
    /// The newest text of it that can be read; nothing when none can.
    pub text: Option<String>,
    /// Another text of a workbook, which two tabs can write that do not see each other.
    pub other: bool,
    /// A copy of it could not be read.
    pub damaged: bool,
}

impl Stores<'_> {
    /// Every workbook with the newest text of it that `readable` accepts, and the other texts that were kept of it: `aside`
    /// has such records with their pieces by name.
    pub fn workbooks<'a>(
        &self,
        aside: impl Iterator<Item = (&'a str, &'a str, &'a BTreeMap<String, String>)>,
        readable: &mut dyn FnMut(&str) -> bool,
    ) -> Vec<Saved> {
        let store = Kept(self.entries);
        let mut ids: BTreeSet<String> = self.mirror.keys().cloned().collect();
        ids.extend(slots::ids(&store).unwrap_or_default());
        let mut finds = Finds::default();
        for id in &ids {
            let piece = |name: Name| self.pieces.get(&format!("{id}/p/{name}")).cloned();
            let mirror = self.mirror.get(id).map(String::as_str);
            finds.look(&store, id, mirror, &piece, readable);
        }
        let nothing = BTreeMap::new();
        for (id, record, pieces) in aside {
            let piece = |name: Name| pieces.get(&name.to_string()).cloned();
            finds.look(&Kept(&nothing), id, Some(record), &piece, readable);
        }
        finds.list
    }
}

#[derive(Default)]
struct Finds {
    list: Vec<Saved>,
    /// Bytes of all texts in the list.
    bytes: usize,
}

impl Finds {
    fn look(
        &mut self,
        store: &dyn Store,
        id: &str,
        mirror: Option<&str>,
        piece: &dyn Fn(Name) -> Option<String>,
        readable: &mut dyn FnMut(&str) -> bool,
    ) {
        match large::load(store, id, mirror, piece, readable) {
            Ok((Found::Nothing, _)) => {}
            Ok((
                Found::Good {
                    body,
                    damaged,
                    rival,
                    ..
                },
                _,
            )) => {
                self.add(id, Some(body), damaged);
                if let Some(rival) = rival {
                    self.add(id, Some(rival), false);
                }
            }
            Ok((Found::Damaged, _)) | Err(_) => self.add(id, None, true),
        }
    }

    fn add(&mut self, id: &str, text: Option<String>, damaged: bool) {
        let text = text.filter(|t| self.bytes + t.len() <= ALL);
        let damaged = damaged || text.is_none();
        let mut known = self.list.iter_mut().filter(|one| one.id == id);
        match (known.next(), text) {
            // One line for each workbook says that something of it could not be read.
            (Some(one), None) => one.damaged = true,
            (Some(one), Some(text)) if one.text.is_none() => {
                self.bytes += text.len();
                one.text = Some(text);
            }
            (Some(one), Some(text)) => {
                let again = one.text.as_ref() == Some(&text)
                    || known.any(|other| other.text.as_ref() == Some(&text));
                if !again {
                    self.push(id, Some(text), true, damaged);
                }
            }
            (None, text) => self.push(id, text, false, damaged),
        }
    }

    fn push(&mut self, id: &str, text: Option<String>, other: bool, damaged: bool) {
        self.bytes += text.as_ref().map_or(0, String::len);
        self.list.push(Saved {
            id: id.to_owned(),
            text,
            other,
            damaged,
        });
    }
}
