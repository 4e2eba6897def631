//! A disk that fails on demand, the tabs that use it, and the rules they may never break.

use planerka::platform::slots::{Found, Store, StoreError, load};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// What goes wrong at one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A write fails and changes nothing.
    Write,
    /// A write stores half and says nothing.
    Truncate,
    /// A write stores half and fails.
    TruncateAndFail,
    /// A write stores everything and fails.
    WriteAndFail,
    /// A write stores nothing and says nothing.
    Ignore,
    /// A read fails.
    Read,
    /// The tab is gone: this operation and all after it do not happen.
    Crash,
}

impl Fault {
    pub const ALL: [Self; 7] = [
        Self::Write,
        Self::Truncate,
        Self::TruncateAndFail,
        Self::WriteAndFail,
        Self::Ignore,
        Self::Read,
        Self::Crash,
    ];
}

/// What localStorage has, with the writes that are not yet on the disk itself.
#[derive(Default)]
pub struct Disk {
    pub data: RefCell<BTreeMap<String, String>>,
    /// Key and value before, of every change since the start.
    log: RefCell<Vec<(String, Option<String>)>>,
    /// UTF-16 units of keys and values that fit.
    pub quota: Cell<Option<usize>>,
    /// Rules that were broken.
    pub broken: RefCell<Vec<String>>,
}

impl Disk {
    /// UTF-16 units in use.
    pub fn units(&self) -> usize {
        let data = self.data.borrow();
        data.iter().map(|(k, v)| units(k) + units(v)).sum()
    }
    /// Puts a value there without any tab, as damage or another program would.
    pub fn plant(&self, key: &str, value: &str) {
        self.put(key, Some(value));
    }
    pub fn at(&self, key: &str) -> Option<String> {
        self.data.borrow().get(key).cloned()
    }
    /// Values that were put aside.
    pub fn aside(&self) -> Vec<String> {
        let data = self.data.borrow();
        data.iter()
            .filter(|(k, _)| k.starts_with("planerka/quarantine/"))
            .map(|(_, v)| v.clone())
            .collect()
    }
    /// The browser was killed: the newest changes never reached the disk.
    pub fn lose(&self, changes: usize) {
        for _ in 0..changes {
            let Some((key, before)) = self.log.borrow_mut().pop() else {
                return;
            };
            match before {
                Some(value) => self.data.borrow_mut().insert(key, value),
                None => self.data.borrow_mut().remove(&key),
            };
        }
    }
    fn put(&self, key: &str, value: Option<&str>) {
        let mut data = self.data.borrow_mut();
        let before = match value {
            Some(value) => data.insert(key.into(), value.into()),
            None => data.remove(key),
        };
        self.log.borrow_mut().push((key.into(), before));
    }
    fn complain(&self, what: &str, key: &str) {
        self.broken.borrow_mut().push(format!("{what}: {key}"));
    }
    pub fn sound(&self) {
        assert_eq!(*self.broken.borrow(), [] as [String; 0]);
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Is this a record that reads back whole.
pub fn good(record: &str) -> bool {
    matches!(
        load(&Tab::new(&Disk::default()), "x", Some(record)),
        Ok(Found::Good { .. })
    )
}

/// One tab: what it has seen, and what is about to happen to it.
pub struct Tab<'a> {
    pub disk: &'a Disk,
    seen: RefCell<BTreeSet<String>>,
    last: RefCell<String>,
    fault: Cell<Option<(u64, Fault)>>,
    pub dead: Cell<bool>,
    pub erasing: Cell<bool>,
    /// Operations so far.
    pub operations: Cell<u64>,
    pub writes: Cell<u64>,
}

impl<'a> Tab<'a> {
    pub fn new(disk: &'a Disk) -> Self {
        Self {
            disk,
            seen: RefCell::default(),
            last: RefCell::default(),
            fault: Cell::default(),
            dead: Cell::default(),
            erasing: Cell::default(),
            operations: Cell::default(),
            writes: Cell::default(),
        }
    }
    /// Lets a fault happen after so many more operations: at the first one it can happen to.
    pub fn arm(&self, after: u64, fault: Fault) {
        self.fault.set(Some((self.operations.get() + after, fault)));
    }
    pub fn disarm(&self) {
        self.fault.set(None);
    }
    fn due(&self, kinds: &[Fault]) -> Option<Fault> {
        let now = self.operations.get();
        self.operations.set(now + 1);
        let (at, fault) = self.fault.get()?;
        if fault == Fault::Crash && now >= at {
            self.dead.set(true);
        }
        let due = now >= at && kinds.contains(&fault);
        if due {
            self.disarm();
        }
        due.then_some(fault)
    }
    fn read(&self) -> Result<(), StoreError> {
        let fault = self.due(&[Fault::Read]);
        if self.dead.get() || fault.is_some() {
            return Err(StoreError::Blocked);
        }
        Ok(())
    }

    /// The rules for writing over something, and for taking it away.
    fn judge(&self, key: &str, new: Option<&str>) {
        let Some(old) = self.disk.at(key).filter(|old| Some(old.as_str()) != new) else {
            return;
        };
        let cut = self.last.borrow().starts_with(&old);
        if key.starts_with("planerka/quarantine/") && !new.is_some_and(|n| n.starts_with(&old)) {
            self.disk.complain("i5 something put aside was lost", key);
        }
        if key.contains("/p/") && !self.erasing.get() {
            self.judge_piece(key, &old, new);
        } else if key.starts_with("planerka/ws/") && !self.erasing.get() {
            if !self.seen.borrow().contains(&old) {
                self.disk.complain("i1 unread bytes were written over", key);
            }
            if new.is_none() && !cut {
                self.disk.complain("i9 a slot was emptied", key);
            }
            if new.is_some() && !good(&old) && !self.disk.aside().contains(&old) {
                self.disk.complain("i2 damage was not put aside", key);
            }
        }
    }
}

impl Tab<'_> {
    /// A piece is written over only when it was cut off or put aside, and removed only when nothing refers to it.
    fn judge_piece(&self, key: &str, old: &str, new: Option<&str>) {
        let cut = new.is_some_and(|n| n.starts_with(old)) || self.last.borrow().starts_with(old);
        if new.is_some() && !cut && !self.disk.aside().iter().any(|a| a == old) {
            self.disk
                .complain("i2 a damaged piece was not put aside", key);
        }
        if !self.seen.borrow().contains(old) {
            self.disk.complain("i1 an unread piece was changed", key);
        }
        let Some((book, name)) = key.split_once("/p/").filter(|_| new.is_none() && !cut) else {
            return;
        };
        let quarantine = book.replace("planerka/ws/", "planerka/quarantine/");
        let data = self.disk.data.borrow();
        let refers = |(k, v): (&String, &String)| {
            let record = *k == format!("{book}/A") || *k == format!("{book}/B");
            (record || k.starts_with(&quarantine)) && v.contains(name)
        };
        if data.iter().any(refers) {
            self.disk.complain("i9 a piece in use was removed", key);
        }
        let damaged = |slot: &str| {
            data.get(&format!("{book}/{slot}"))
                .is_some_and(|v| !v.starts_with("PLANERKA1 "))
        };
        if damaged("A") || damaged("B") {
            self.disk
                .complain("i9 a piece was removed beside a damaged slot", key);
        }
    }
}

impl Store for Tab<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read()?;
        let value = self.disk.at(key);
        self.seen.borrow_mut().extend(value.clone());
        Ok(value)
    }
    fn head(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read()?;
        let data = self.disk.data.borrow();
        let first = data.get(key).and_then(|v| v.split('\n').next());
        Ok(first.map(str::to_owned))
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        use Fault::{Crash, Ignore, Read, Truncate, TruncateAndFail, Write, WriteAndFail};
        let fault = self.due(&[Write, Truncate, TruncateAndFail, WriteAndFail, Ignore]);
        if self.dead.get() || fault == Some(Write) {
            return Err(StoreError::Blocked);
        }
        let old = self.disk.at(key).map_or(0, |v| units(key) + units(&v));
        let size = self.disk.units() - old + units(key) + units(value);
        if self.disk.quota.get().is_some_and(|quota| size > quota) {
            return Err(StoreError::Full);
        }
        self.judge(key, Some(value));
        self.writes.set(self.writes.get() + 1);
        self.seen.borrow_mut().insert(value.to_owned());
        value.clone_into(&mut self.last.borrow_mut());
        let half = value.chars().take(value.chars().count() / 2);
        match fault {
            Some(Truncate | TruncateAndFail) => self.disk.put(key, Some(&half.collect::<String>())),
            Some(Ignore) => {}
            Some(WriteAndFail | Write | Read | Crash) | None => self.disk.put(key, Some(value)),
        }
        match fault {
            Some(WriteAndFail | TruncateAndFail) => Err(StoreError::Blocked),
            _ => Ok(()),
        }
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.read()?;
        self.judge(key, None);
        self.disk.put(key, None);
        Ok(())
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.read()?;
        Ok(self.disk.data.borrow().keys().cloned().collect())
    }
}
