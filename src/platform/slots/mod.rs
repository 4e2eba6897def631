//! Storage of one workbook in two slots and a mirror. Every save goes to the slot that does not hold
//! the newest good record, is read back, and only then called saved; the caller copies the record to
//! a second store of its own, the mirror, and hands that copy back when it opens.
//!
//! What is guaranteed when:
//! - [`load`] reads every byte of every copy, checks it, and writes nothing.
//! - [`save`] compares the first lines of both slots with what this head has read or written there.
//!   What it does not know it reads in full: another tab's record is never written over
//!   ([`StoreError::Newer`]), damaged bytes are put aside first. The text behind a known first line is
//!   not read again: that would cost a large workbook several milliseconds a save, and the bytes were
//!   good when this head saw them.
//! - The mirror is written by the caller, forward only ([`follows`]), after each save and also when a save
//!   failed for want of room ([`Head::above`]).
//! - Nothing here deletes anything to make room. [`erase`] is the only way a workbook goes.
//! - The body of a record is the file text, or for a large workbook a list of pieces ([`pieces`]) that [`large`] writes
//!   before it and puts together again. To [`load`] and [`save`] both are text.

pub mod large;
pub mod pieces;
mod record;

use record::{LAST, Mark};
pub use record::{follows, record, revision_of};

/// A key-value store of strings, as localStorage is.
pub trait Store {
    /// The value of a key.
    ///
    /// # Errors
    /// When the store cannot be reached at all.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// The first line of the value, without its end; of a longer line at least the first 64 characters.
    /// A store that can read a piece of a value does so here: it is asked on every save.
    ///
    /// # Errors
    /// When the store cannot be reached at all.
    fn head(&self, key: &str) -> Result<Option<String>, StoreError> {
        let value = self.get(key)?;
        Ok(value.and_then(|v| v.split('\n').next().map(str::to_owned)))
    }
    /// Writes a key; on failure the old value stands.
    ///
    /// # Errors
    /// When the store is full or cannot be reached.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
    /// Writes a key and reads it back. What stands there decides, not what the store says of the write.
    /// A store that can compare without handing the value over does so here.
    ///
    /// # Errors
    /// When the value does not stand there.
    fn keep(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let written = self.set(key, value);
        match self.get(key) {
            Ok(found) if found.as_deref() == Some(value) => Ok(()),
            Ok(_) => Err(written.err().unwrap_or(StoreError::Mismatch)),
            Err(error) => Err(written.err().unwrap_or(error)),
        }
    }
    /// Removes a key.
    ///
    /// # Errors
    /// When the store cannot be reached.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
    /// All keys.
    ///
    /// # Errors
    /// When the store cannot be reached.
    fn keys(&self) -> Result<Vec<String>, StoreError>;
}

/// Why the store did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// No room.
    Full,
    /// Switched off, blocked or gone.
    Blocked,
    /// The value read back differs from the value written.
    Mismatch,
    /// The slot to be written holds bytes that could not be read and could not be put aside.
    Unread,
    /// Somebody else has written this workbook since it was read; nothing was written over.
    Newer,
}

/// Prefix of every key of this program.
pub const PREFIX: &str = "planerka/";

/// One of the two places of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// First.
    A,
    /// Second.
    B,
}

impl Slot {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
    /// Key of this slot of a workbook.
    pub fn key(self, id: &str) -> String {
        let slot = match self {
            Self::A => "A",
            Self::B => "B",
        };
        format!("{PREFIX}ws/{id}/{slot}")
    }
}

/// Which copy the text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// One of the two slots.
    Slot,
    /// The mirror: the slots had lost it, or never got it.
    Mirror,
}

/// What was found under an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// No record in any copy.
    Nothing,
    /// The newest good record.
    Good {
        /// The file text.
        body: String,
        /// Where the next save continues.
        head: Head,
        /// Which copy it came from.
        source: Source,
        /// Another copy holds bytes that could not be read.
        damaged: bool,
        /// Another text under the same revision, which two tabs can write that do not see each other.
        /// It is to be kept as a workbook of its own, and this one saved once, so that its copies agree.
        rival: Option<String>,
    },
    /// Bytes are there but no record could be read. Nothing may be written over them.
    Damaged,
}

/// What a head knows of one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// No record was read there: it was empty or damaged, or nobody has looked.
    Nothing,
    /// This record was read or written; it may be written over.
    Read(Mark),
    /// This record is good but not a part of this workbook's line: it is put aside before it goes.
    Apart(Mark),
}

/// Where a workbook stands in its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Highest revision seen, in damaged records too; 0 when there is none. The next save is above it.
    pub revision: u64,
    /// Slot that holds the newest good record; the next save goes to the other one.
    pub slot: Slot,
    known: [Known; 2],
    /// The record of the mirror this head was read from. The slots may yet show what leads up to it.
    mirror: Option<Mark>,
}

impl Head {
    /// The head of a workbook that was never saved: the first save goes to slot A.
    pub const NEW: Self = Self {
        revision: 0,
        slot: Slot::B,
        known: [Known::Nothing; 2],
        mirror: None,
    };

    /// The same, with the next save above a revision that was used elsewhere: when a save failed and
    /// only the mirror took the text, under the revision the save would have had.
    #[must_use]
    pub fn above(self, revision: u64) -> Self {
        Self {
            revision: self.revision.max(revision),
            ..self
        }
    }

    /// A record that was not there before, but leads up to the mirror's and so was read with it:
    /// right after another tab wrote, localStorage may show its saves late.
    fn expected(&self, mark: Mark, known: Known) -> bool {
        let forward = match known {
            Known::Read(old) => mark.revision > old.revision,
            Known::Nothing | Known::Apart(_) => true,
        };
        self.mirror
            .is_some_and(|m| mark == m || mark.revision < m.revision && forward)
    }
}

/// Reads the newest good record of the two slots and the mirror's copy. Of equal revisions a slot's
/// wins.
///
/// # Errors
/// When the store cannot be reached. Nothing is written in any case.
pub fn load(store: &dyn Store, id: &str, mirror: Option<&str>) -> Result<Found, StoreError> {
    load_where(store, id, mirror, &mut |_| true)
}

/// As [`load`], for a caller that can tell a workbook from other text. A record whose text `readable`
/// refuses counts as damaged, and the next older copy is tried; the text accepted is the last one asked
/// about.
///
/// # Errors
/// As [`load`].
pub fn load_where(
    store: &dyn Store,
    id: &str,
    mirror: Option<&str>,
    readable: &mut dyn FnMut(&str) -> bool,
) -> Result<Found, StoreError> {
    let [a, b] = [store.get(&Slot::A.key(id))?, store.get(&Slot::B.key(id))?];
    let copies = [a.as_deref(), b.as_deref(), mirror];
    let opened = copies.map(|c| c.and_then(record::open));
    let mut damaged = copies
        .iter()
        .zip(&opened)
        .any(|(c, o)| c.is_some() && o.is_none());
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(opened[*i].map_or(0, |(mark, _)| mark.revision)));
    let mut known =
        [0, 1].map(|i: usize| opened[i].map_or(Known::Nothing, |(m, _)| Known::Read(m)));
    let mut best = None;
    for at in order {
        let Some((mark, body)) = opened[at] else {
            continue;
        };
        if readable(body) {
            best = Some((at, mark, body));
            break;
        }
        damaged = true;
        if let Some(known) = known.get_mut(at) {
            *known = Known::Apart(mark);
        }
    }
    let Some((at, mark, body)) = best else {
        let nothing = copies.iter().all(Option::is_none);
        return Ok(if nothing {
            Found::Nothing
        } else {
            Found::Damaged
        });
    };
    let mut rival = None;
    for (i, other) in opened.iter().enumerate() {
        if let Some((m, text)) = other.filter(|(m, t)| m.revision == mark.revision && *t != body)
            && known.get(i) != Some(&Known::Apart(m))
        {
            rival = Some(text.to_owned());
            if let Some(known) = known.get_mut(i) {
                *known = Known::Apart(m);
            }
        }
    }
    let from_mirror = at == 2;
    // The slot to keep: the newest record; failing that, bytes rather than an empty place.
    let worth = |slot: Slot| match known[slot as usize] {
        Known::Read(m) => (2, m.revision),
        _ => (u8::from(copies[slot as usize].is_some()), 0),
    };
    let slot = match at {
        0 => Slot::A,
        1 => Slot::B,
        _ if worth(Slot::A) > worth(Slot::B) => Slot::A,
        _ => Slot::B,
    };
    let claims = copies.iter().flatten().filter_map(|c| claim(c));
    Ok(Found::Good {
        head: Head {
            revision: claims.fold(mark.revision, u64::max),
            slot,
            known,
            mirror: from_mirror.then_some(mark),
        },
        body: body.to_owned(),
        source: if from_mirror {
            Source::Mirror
        } else {
            Source::Slot
        },
        damaged,
        rival,
    })
}

/// The revision a record claims, good or not, as far as later saves can still get above it.
fn claim(record: &str) -> Option<u64> {
    revision_of(record).filter(|r| *r <= LAST / 2)
}

/// Saves the next revision and returns the new head. Bytes in the target slot that this head could not
/// read, or did not take for its own, are put aside first.
///
/// # Errors
/// [`StoreError`]; the newest good record is still there, and nothing unread was written over.
/// [`StoreError::Newer`] means that the workbook has to be loaded again. It is also the answer when the
/// save before this one arrived but could not be read back: then what [`load`] finds is the text of
/// that save.
pub fn save(store: &dyn Store, id: &str, head: Head, body: &str) -> Result<Head, StoreError> {
    let mut known = head.known;
    let mut seen = head.revision;
    let mut aside = [None, None];
    let mut empty = [false; 2];
    for slot in Slot::BOTH {
        let i = slot as usize;
        let key = slot.key(id);
        if let Known::Read(mark) = known[i]
            && store.head(&key)?.as_deref() == Some(mark.line().as_str())
        {
            continue;
        }
        let Some(bytes) = store.get(&key)? else {
            empty[i] = true;
            known[i] = Known::Nothing;
            continue;
        };
        match record::open(&bytes).map(|(mark, _)| mark) {
            None => {
                seen = seen.max(claim(&bytes).unwrap_or_default());
                known[i] = Known::Nothing;
                aside[i] = Some(bytes);
            }
            Some(mark) if known[i] == Known::Apart(mark) => aside[i] = Some(bytes),
            Some(mark) if known[i] == Known::Read(mark) || head.expected(mark, known[i]) => {
                known[i] = Known::Read(mark);
            }
            Some(_) => return Err(StoreError::Newer),
        }
    }
    // Where the newest record should stand there may be nothing any more: then the other is the only one.
    let lost = empty[head.slot as usize] && !empty[head.slot.other() as usize];
    let slot = if lost { head.slot } else { head.slot.other() };
    if let Some(bytes) = &aside[slot as usize] {
        put_aside(store, id, bytes).map_err(|_| StoreError::Unread)?;
    }
    let revision = seen + 1;
    if revision > LAST {
        return Err(StoreError::Unread);
    }
    let mark = Mark::of(revision, body);
    write(store, &slot.key(id), &format!("{}\n{body}", mark.line()))?;
    known[slot as usize] = Known::Read(mark);
    Ok(Head {
        revision,
        slot,
        known,
        ..head
    })
}

/// Writes a record and reads it back.
fn write(store: &dyn Store, key: &str, record: &str) -> Result<(), StoreError> {
    let kept = store.keep(key, record);
    // The start of our own record is of no use to anybody, and the next save would have to put it aside.
    if kept.is_err()
        && let Ok(Some(found)) = store.get(key)
        && record.starts_with(&found)
        && record != found
    {
        let _ = store.remove(key);
    }
    kept
}

/// Keeps bytes under a name of their own in the quarantine and returns its key. Bytes that are already
/// there are not written again, and no other bytes are written over.
///
/// # Errors
/// When there is no room, the store cannot be reached, or the copy reads back differently.
pub fn put_aside(store: &dyn Store, id: &str, bytes: &str) -> Result<String, StoreError> {
    let name = format!("{PREFIX}quarantine/{id}-{:08x}", record::sum(bytes));
    for n in 1_u32.. {
        let key = if n == 1 {
            name.clone()
        } else {
            format!("{name}-{n}")
        };
        match store.get(&key)? {
            Some(there) if there == bytes => return Ok(key),
            // The start of the same bytes is an attempt that was cut off.
            Some(there) if !bytes.starts_with(&there) => {}
            _ => {
                return store.keep(&key, bytes).map(|()| key);
            }
        }
    }
    Err(StoreError::Unread)
}

/// Removes both slots of a workbook and its pieces. The mirror has to go first, or the next [`load`] brings the
/// workbook back. Pieces that something in the quarantine refers to go too: who erases means all of it.
///
/// # Errors
/// When the store cannot be reached; some may be left then.
pub fn erase(store: &dyn Store, id: &str) -> Result<(), StoreError> {
    for slot in Slot::BOTH {
        store.remove(&slot.key(id))?;
    }
    for key in large::keys(store, id)? {
        store.remove(&key)?;
    }
    Ok(())
}

/// Ids of all workbooks that have a slot, sorted.
///
/// # Errors
/// When the store cannot be reached.
pub fn ids(store: &dyn Store) -> Result<Vec<String>, StoreError> {
    let mut ids: Vec<String> = store
        .keys()?
        .iter()
        .filter_map(|k| k.strip_prefix(PREFIX)?.strip_prefix("ws/")?.split_once('/'))
        .filter(|(id, slot)| !id.is_empty() && ["A", "B"].contains(slot))
        .map(|(id, _)| id.to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    Ok(ids)
}
