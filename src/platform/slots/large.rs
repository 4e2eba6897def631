//! Large workbooks: the record of a slot lists pieces, each under a key of its own. Pieces are written and read back first,
//! then the record by the ordinary protocol, then what neither slot refers to any more is removed. So a crash at any moment
//! leaves an old record with all its pieces, or a new one with all of its.

use super::pieces::{self, Name};
use super::{Found, Head, Known, PREFIX, Slot, Source, Store, StoreError, load_where, record};
use crate::kernel::FastSet;

/// Texts from this many bytes on are stored in pieces; a smaller one stays one readable record. Russian text of this size
/// takes about 90,000 of the five million units a browser gives.
pub const LARGE: usize = 160_000;

/// What the keys of the pieces of a workbook start with.
fn prefix(id: &str) -> String {
    format!("{PREFIX}ws/{id}/p/")
}

/// Key of a piece of a workbook.
pub fn key(id: &str, name: Name) -> String {
    format!("{}{name}", prefix(id))
}

/// Keys of all pieces of a workbook that stand in the store, needed or not.
///
/// # Errors
/// When the store cannot be reached.
pub fn keys(store: &dyn Store, id: &str) -> Result<Vec<String>, StoreError> {
    let pieces = prefix(id);
    let mut keys = store.keys()?;
    keys.retain(|key| key.starts_with(&pieces));
    Ok(keys)
}

/// As [`load_where`], with the pieces put together: the body found and the rival are file text in any case. A piece that the
/// store has lost is taken from the mirror; a record with a piece that neither has counts as damaged. The answer's second
/// half is what the next save needs to know.
///
/// # Errors
/// As [`load_where`].
pub fn load(
    store: &dyn Store,
    id: &str,
    mirror: Option<&str>,
    mirrored: &dyn Fn(Name) -> Option<String>,
    readable: &mut dyn FnMut(&str) -> bool,
) -> Result<(Found, Stock), StoreError> {
    load_with(Stock::default(), store, id, mirror, mirrored, readable)
}

/// As [`load`], with what a stock has unpacked [ahead](Stock::ahead).
///
/// # Errors
/// As [`load`].
pub fn load_with(
    mut stock: Stock,
    store: &dyn Store,
    id: &str,
    mirror: Option<&str>,
    mirrored: &dyn Fn(Name) -> Option<String>,
    readable: &mut dyn FnMut(&str) -> bool,
) -> Result<(Found, Stock), StoreError> {
    let (mut failed, mut patched, mut whole) = (None, false, None);
    let mut found = load_where(store, id, mirror, &mut |body| {
        patched = false;
        whole = None;
        if !pieces::is_manifest(body) {
            return readable(body);
        }
        match stock.join(store, id, body, mirrored) {
            Ok(Some((text, from_mirror))) => {
                patched = from_mirror;
                let good = readable(&text);
                whole = Some(text);
                good
            }
            Ok(None) => false,
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    if let Found::Good {
        body,
        source,
        damaged,
        rival,
        ..
    } = &mut found
    {
        if let Some(text) = whole {
            *body = text;
        }
        if patched {
            // Until it is saved again there is but one copy of a part of it.
            *source = Source::Mirror;
        }
        if let Some(other) = rival.take() {
            let text = if pieces::is_manifest(&other) {
                stock.join(store, id, &other, mirrored)?.map(|(t, _)| t)
            } else {
                Some(other)
            };
            *damaged |= text.is_none();
            *rival = text.filter(|text| text != body);
        }
    }
    stock.unpacked = Vec::new();
    Ok((found, stock))
}

/// What one slot refers to, as far as this program knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Refers {
    /// To these pieces; to none when it is empty or holds a text.
    To(FastSet<Name>),
    /// Bytes are there that could not be read.
    #[default]
    Unknown,
}

impl Refers {
    fn of(bytes: Option<&str>) -> Self {
        let Some(bytes) = bytes else {
            return Self::To(FastSet::default());
        };
        match record::open(bytes) {
            Some((_, body)) if pieces::is_manifest(body) => match pieces::listed(body) {
                Some(names) => Self::To(names.into_iter().collect()),
                None => Self::Unknown,
            },
            Some(_) => Self::To(FastSet::default()),
            None => Self::Unknown,
        }
    }
    fn has(&self, name: Name) -> bool {
        match self {
            Self::To(names) => names.contains(&name),
            Self::Unknown => true,
        }
    }
}

/// What is known of the pieces of one open workbook, so that a save reads and writes only what is new.
#[derive(Clone, Debug, Default)]
pub struct Stock {
    /// Has the store been looked through since this was made.
    looked: bool,
    /// Pieces that stand in the store and were read there.
    here: FastSet<Name>,
    /// Of these, the ones this stock wrote.
    made: FastSet<Name>,
    slots: [Refers; 2],
    /// Pieces that something in the quarantine refers to.
    kept: FastSet<Name>,
    /// Something in the quarantine cannot be read. It may refer to any piece that was there before.
    blind: bool,
    /// Pieces that may go once nothing refers to them.
    spare: FastSet<Name>,
    /// Texts of the first pieces of the newest record, read before they are asked for.
    unpacked: Vec<(Name, String)>,
}

impl Stock {
    /// Unpacks pieces of the newest record, so that [`load_with`] need not do it at once, until `go_on` says that it is time
    /// for a pause. True when there is nothing more to be done; a piece that cannot be read is left to the loading.
    pub fn ahead(
        &mut self,
        store: &dyn Store,
        id: &str,
        mirror: Option<&str>,
        go_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        let slots = Slot::BOTH.map(|slot| store.get(&slot.key(id)).ok().flatten());
        let copies = slots.iter().flatten().map(String::as_str).chain(mirror);
        let newest = copies
            .filter_map(record::open)
            .max_by_key(|(m, _)| m.revision);
        let names = newest.and_then(|(_, body)| pieces::listed(body));
        for name in names.into_iter().flatten().skip(self.unpacked.len()) {
            let piece = store.get(&key(id, name)).ok().flatten();
            let Some(text) = piece.and_then(|p| pieces::unpack(name, &p)) else {
                break;
            };
            self.unpacked.push((name, text));
            if !go_on() {
                return false;
            }
        }
        true
    }

    /// Puts the text of a manifest together. Nothing when a piece is nowhere to be had; true when the mirror had to help.
    fn join(
        &mut self,
        store: &dyn Store,
        id: &str,
        body: &str,
        mirrored: &dyn Fn(Name) -> Option<String>,
    ) -> Result<Option<(String, bool)>, StoreError> {
        let Some(names) = pieces::listed(body) else {
            return Ok(None);
        };
        let mut text = String::with_capacity(names.iter().map(|n| n.bytes()).sum());
        let mut patched = false;
        for (at, name) in names.into_iter().enumerate() {
            let read = |piece: Option<String>| piece.and_then(|p| pieces::unpack(name, &p));
            if let Some((_, part)) = self.unpacked.get(at).filter(|(n, _)| *n == name) {
                self.here.insert(name);
                text.push_str(part);
            } else if let Some(part) = read(store.get(&key(id, name))?) {
                self.here.insert(name);
                text.push_str(&part);
            } else if let Some(part) = read(mirrored(name)) {
                patched = true;
                text.push_str(&part);
            } else {
                return Ok(None);
            }
        }
        Ok(Some((text, patched)))
    }

    /// Stands this piece in the store, as far as is known.
    pub fn has(&self, name: Name) -> bool {
        self.here.contains(&name)
    }

    /// Forgets everything when the records of the workbook have gone: then somebody has cleared the site's data, and its
    /// pieces with it.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub fn check(&mut self, store: &dyn Store, id: &str) -> Result<(), StoreError> {
        let gone = !self.here.is_empty()
            && store.head(&Slot::A.key(id))?.is_none()
            && store.head(&Slot::B.key(id))?.is_none();
        if gone {
            *self = Self::default();
        }
        Ok(())
    }

    /// Makes sure that a piece with this text stands in the store.
    ///
    /// # Errors
    /// When it does not. Nothing was written over that could not be put aside.
    pub fn put(&mut self, store: &dyn Store, id: &str, text: &str) -> Result<Name, StoreError> {
        let name = Name::of(text);
        if self.has(name) {
            return Ok(name);
        }
        if name.bytes() > pieces::MOST {
            return Err(StoreError::Full);
        }
        self.look(store, id)?;
        let key = key(id, name);
        let piece = pieces::pack(text);
        if let Some(there) = store.get(&key)? {
            if there == piece || pieces::unpack(name, &there).as_deref() == Some(text) {
                self.here.insert(name);
                return Ok(name);
            }
            // The start of the same piece is an attempt that was cut off.
            if !piece.starts_with(&there) {
                super::put_aside(store, &format!("{id}-p"), &there)
                    .map_err(|_| StoreError::Unread)?;
            }
        }
        super::write(store, &key, &piece)?;
        self.here.insert(name);
        self.made.insert(name);
        self.spare.insert(name);
        Ok(name)
    }

    /// Saves a record that lists these pieces, all of which [`Stock::put`] has put there, and removes those that are needed
    /// no more.
    ///
    /// # Errors
    /// As [`super::save`]; [`StoreError::Mismatch`] when a piece is not there.
    pub fn save(
        &mut self,
        store: &dyn Store,
        id: &str,
        head: Head,
        names: &[Name],
    ) -> Result<Head, StoreError> {
        if names.iter().map(|n| n.bytes()).sum::<usize>() > pieces::MOST {
            return Err(StoreError::Full);
        }
        if !names.iter().all(|n| self.has(*n)) {
            return Err(StoreError::Mismatch);
        }
        self.commit(store, id, head, &pieces::manifest(names), names)
    }

    /// Saves a text as one record, and removes the pieces that are needed no more.
    ///
    /// # Errors
    /// As [`super::save`].
    pub fn save_text(
        &mut self,
        store: &dyn Store,
        id: &str,
        head: Head,
        body: &str,
    ) -> Result<Head, StoreError> {
        self.commit(store, id, head, body, &[])
    }

    fn commit(
        &mut self,
        store: &dyn Store,
        id: &str,
        head: Head,
        body: &str,
        names: &[Name],
    ) -> Result<Head, StoreError> {
        self.look(store, id)?;
        let next = super::save(store, id, head, body).inspect_err(|_| {
            // It may stand there all the same.
            for slot in Slot::BOTH {
                self.look_at(store, id, slot);
            }
        })?;
        let at = next.slot as usize;
        let new: FastSet<Name> = names.iter().copied().collect();
        match std::mem::replace(&mut self.slots[at], Refers::To(new.clone())) {
            // It was put aside before it was written over.
            Refers::To(old) if !matches!(head.known[at], Known::Read(_)) => self.kept.extend(old),
            Refers::To(old) => self.spare.extend(old.difference(&new)),
            Refers::Unknown => self.blind = true,
        }
        let other = next.slot.other();
        if next.known[other as usize] != head.known[other as usize] {
            // Another tab's save has come into sight since this stock looked.
            self.look_at(store, id, other);
        }
        self.tidy(store, id);
        Ok(next)
    }

    /// Reads anew what a slot refers to.
    fn look_at(&mut self, store: &dyn Store, id: &str, slot: Slot) {
        let record = store.get(&slot.key(id));
        let now = record.map_or(Refers::Unknown, |r| Refers::of(r.as_deref()));
        if let Refers::To(old) = std::mem::replace(&mut self.slots[slot as usize], now) {
            self.spare.extend(old);
        }
    }

    /// After a save that failed: takes away the pieces that were written for it.
    pub fn give_up(&mut self, store: &dyn Store, id: &str) {
        if self.looked {
            self.tidy(store, id);
        }
    }

    /// Removes what may go. What cannot be removed now is tried again after the next save.
    fn tidy(&mut self, store: &dyn Store, id: &str) {
        // What a slot or the quarantine refers to comes back here when that slot is written over.
        let (slots, kept) = (&self.slots, &self.kept);
        let unread = slots.contains(&Refers::Unknown);
        self.spare
            .retain(|n| unread || !slots.iter().any(|s| s.has(*n)) && !kept.contains(n));
        let may_go: Vec<Name> = self
            .spare
            .iter()
            .filter(|n| !unread && (!self.blind || self.made.contains(n)))
            .copied()
            .collect();
        for name in may_go {
            let key = key(id, name);
            // What cannot be read is not ours to remove.
            let good = self.has(name)
                || matches!(store.get(&key), Ok(Some(p)) if pieces::unpack(name, &p).is_some());
            if good && store.remove(&key).is_err() {
                continue;
            }
            self.spare.remove(&name);
            self.made.remove(&name);
            self.here.remove(&name);
        }
    }

    /// Looks once through the store: which pieces the slots and the quarantine refer to, and which nothing does.
    fn look(&mut self, store: &dyn Store, id: &str) -> Result<(), StoreError> {
        if self.looked {
            return Ok(());
        }
        let mut slots = [Refers::Unknown, Refers::Unknown];
        for slot in Slot::BOTH {
            slots[slot as usize] = Refers::of(store.get(&slot.key(id))?.as_deref());
        }
        let pieces = prefix(id);
        let aside = format!("{PREFIX}quarantine/{id}-");
        for key in store.keys()? {
            if let Some(name) = key.strip_prefix(&pieces) {
                self.spare.extend(Name::parse(name));
            } else if key.starts_with(&aside) && !key[aside.len()..].starts_with("p-") {
                match Refers::of(store.get(&key)?.as_deref()) {
                    Refers::To(names) => self.kept.extend(names),
                    Refers::Unknown => self.blind = true,
                }
            }
        }
        self.slots = slots;
        self.looked = true;
        Ok(())
    }
}
