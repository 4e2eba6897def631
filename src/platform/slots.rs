//! Two-slot storage of one workbook: every save goes to the slot that does not hold the newest good
//! record, is read back, and only then called saved. A record is one header line with revision,
//! length and checksum, then the file text.

/// A key-value store of strings, as localStorage is.
pub trait Store {
    /// The value of a key.
    ///
    /// # Errors
    /// When the store cannot be reached at all.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// Writes a key; on failure the old value stands.
    ///
    /// # Errors
    /// When the store is full or cannot be reached.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
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
}

/// Prefix of every key of this program.
pub const PREFIX: &str = "planerka/";
const MAGIC: &str = "PLANERKA1";

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

/// What one slot holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Nothing,
    Good { revision: u64, body: String },
    Damaged,
}

/// What was found under an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// No record in either slot.
    Nothing,
    /// The newest good record. `damaged` tells that the other slot could not be read.
    Good {
        /// The file text.
        body: String,
        /// Where the next save continues.
        head: Head,
        /// The other slot held unreadable bytes.
        damaged: bool,
    },
    /// Bytes are there but no record could be read. Nothing may be written over them.
    Damaged,
}

/// Where a workbook stands in its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Revision of the newest good record; 0 when there is none.
    pub revision: u64,
    /// Slot that holds it.
    pub slot: Slot,
    /// The other slot was found readable or empty, or we filled it: the next save need not look first.
    spare: bool,
}

impl Head {
    /// The head of a workbook that was never saved: the first save goes to slot A.
    pub const NEW: Self = Self {
        revision: 0,
        slot: Slot::B,
        spare: false,
    };
}

/// Reads the newest good record.
///
/// # Errors
/// When the store cannot be reached.
pub fn load(store: &dyn Store, id: &str) -> Result<Found, StoreError> {
    let mut best: Option<(Slot, u64, String)> = None;
    let mut damaged = false;
    for slot in Slot::BOTH {
        match read(store, &slot.key(id))? {
            Content::Nothing => {}
            Content::Damaged => damaged = true,
            Content::Good { revision, body } => {
                if best.as_ref().is_none_or(|(_, r, _)| revision > *r) {
                    best = Some((slot, revision, body));
                }
            }
        }
    }
    Ok(match best {
        Some((slot, revision, body)) => Found::Good {
            body,
            head: Head {
                revision,
                slot,
                spare: !damaged,
            },
            damaged,
        },
        None if damaged => Found::Damaged,
        None => Found::Nothing,
    })
}

/// Saves the next revision and returns the new head. Unreadable bytes in the target slot are put
/// aside first.
///
/// # Errors
/// [`StoreError`]; the record at `head` is still there and good.
pub fn save(store: &dyn Store, id: &str, head: Head, body: &str) -> Result<Head, StoreError> {
    let slot = head.slot.other();
    let key = slot.key(id);
    if !head.spare && read(store, &key)? == Content::Damaged {
        let bytes = store.get(&key)?.unwrap_or_default();
        let aside = format!("{PREFIX}quarantine/{id}-{:08x}", crc32(bytes.as_bytes()));
        store.set(&aside, &bytes).map_err(|_| StoreError::Unread)?;
    }
    let revision = head.revision + 1;
    let record = format!(
        "{MAGIC} {revision} {} {:08x}\n{body}",
        body.len(),
        crc32(body.as_bytes())
    );
    store.set(&key, &record)?;
    if store.get(&key)?.as_deref() != Some(record.as_str()) {
        return Err(StoreError::Mismatch);
    }
    Ok(Head {
        revision,
        slot,
        // What is now the other slot holds the record this save came from, or nothing yet.
        spare: head.spare || head.revision > 0,
    })
}

/// Removes both slots of a workbook.
///
/// # Errors
/// When the store cannot be reached.
pub fn erase(store: &dyn Store, id: &str) -> Result<(), StoreError> {
    for slot in Slot::BOTH {
        store.remove(&slot.key(id))?;
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
        .filter(|(_, slot)| ["A", "B"].contains(slot))
        .map(|(id, _)| id.to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    Ok(ids)
}

fn read(store: &dyn Store, key: &str) -> Result<Content, StoreError> {
    Ok(match store.get(key)? {
        None => Content::Nothing,
        Some(record) => parse(&record).unwrap_or(Content::Damaged),
    })
}

fn parse(record: &str) -> Option<Content> {
    let (header, body) = record.split_once('\n')?;
    let mut parts = header.split(' ');
    let (magic, revision, length, sum) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let good = magic == MAGIC
        && length.parse() == Ok(body.len())
        && u32::from_str_radix(sum, 16) == Ok(crc32(body.as_bytes()));
    good.then(|| {
        Some(Content::Good {
            revision: revision.parse().ok()?,
            body: body.to_owned(),
        })
    })?
}

/// CRC-32 (IEEE 802.3), eight bits a step.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0u32; 256];
        let mut i = 0;
        while i < 256 {
            #[allow(clippy::cast_possible_truncation)]
            let mut c = i as u32;
            let mut bit = 0;
            while bit < 8 {
                c = if c & 1 == 1 {
                    0xEDB8_8320 ^ (c >> 1)
                } else {
                    c >> 1
                };
                bit += 1;
            }
            table[i] = c;
            i += 1;
        }
        table
    };
    !bytes.iter().fold(!0u32, |crc, b| {
        TABLE[((crc ^ u32::from(*b)) & 0xff) as usize] ^ (crc >> 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    #[derive(Default)]
    struct Fake {
        data: RefCell<BTreeMap<String, String>>,
        full: Cell<bool>,
        lossy: Cell<bool>,
    }
    impl Store for Fake {
        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            Ok(self.data.borrow().get(key).cloned())
        }
        fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
            if self.full.get() {
                return Err(StoreError::Full);
            }
            let value = if self.lossy.get() {
                &value[..value.len() / 2]
            } else {
                value
            };
            self.data.borrow_mut().insert(key.into(), value.into());
            Ok(())
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.data.borrow_mut().remove(key);
            Ok(())
        }
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            Ok(self.data.borrow().keys().cloned().collect())
        }
    }

    fn body(found: Found) -> String {
        match found {
            Found::Good { body, .. } => body,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn checksum_is_the_known_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn saves_alternate_and_the_newest_wins() {
        let store = Fake::default();
        let mut head = Head::NEW;
        for n in 1..=5 {
            head = save(&store, "x", head, &format!("кофе {n}")).unwrap();
            assert_eq!(head.revision, n);
            assert_eq!(body(load(&store, "x").unwrap()), format!("кофе {n}"));
        }
        assert_eq!(store.data.borrow().len(), 2);
        assert_eq!(ids(&store).unwrap(), ["x"]);
    }

    #[test]
    fn a_failed_save_leaves_the_last_good_one() {
        let store = Fake::default();
        let head = save(&store, "x", Head::NEW, "one").unwrap();
        store.full.set(true);
        assert_eq!(save(&store, "x", head, "two"), Err(StoreError::Full));
        store.full.set(false);
        store.lossy.set(true);
        assert_eq!(save(&store, "x", head, "two"), Err(StoreError::Mismatch));
        assert_eq!(body(load(&store, "x").unwrap()), "one");
    }

    #[test]
    fn damage_of_one_slot_falls_back_to_the_other_and_is_put_aside() {
        let store = Fake::default();
        let head = save(&store, "x", Head::NEW, "one").unwrap();
        let head = save(&store, "x", head, "two").unwrap();
        let newest = head.slot.key("x");
        let broken = store.get(&newest).unwrap().unwrap().replace("two", "tw0");
        store.set(&newest, &broken).unwrap();
        let Found::Good {
            body,
            head,
            damaged,
        } = load(&store, "x").unwrap()
        else {
            panic!()
        };
        assert_eq!((body.as_str(), damaged), ("one", true));
        save(&store, "x", head, "three").unwrap();
        let aside: Vec<String> = store
            .keys()
            .unwrap()
            .into_iter()
            .filter(|k| k.contains("quarantine"))
            .collect();
        assert_eq!(aside.len(), 1);
        assert_eq!(store.get(&aside[0]).unwrap().unwrap(), broken);
    }

    #[test]
    fn unreadable_bytes_are_never_overwritten_silently() {
        for bytes in [
            "",
            "PLANERKA1",
            "{}",
            "PLANERKA1 1 3 00000000\nabc",
            "PLANERKA1 x 3 352441c2\nabc",
            "[]\n",
        ] {
            let store = Fake::default();
            store.set(&Slot::A.key("x"), bytes).unwrap();
            assert_eq!(load(&store, "x").unwrap(), Found::Damaged, "{bytes:?}");
        }
    }
}
