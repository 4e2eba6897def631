//! s1: random lives of a browser with two tabs, over the real documents and slots. The oracle keeps, for
//! every workbook, the text that was last called saved. Whatever happens, that text opens again, or a
//! later one does; or it stands in the quarantine, or the opening tab was told of it.
//!
//! `PLANERKA_RUNS=200000` sets the number of lives, `PLANERKA_SEED=7` lives one of them alone and aloud.

use crate::fake::{Disk, Fault, Tab};
use crate::runs;
use planerka::document::{Edit, History, RowData, delete_row, from_json, to_json};
use planerka::i18n::k;
use planerka::kernel::{Path, Row, RowId};
use planerka::modules::Workbook;
use planerka::modules::brief::{Brief, Product};
use planerka::modules::frame::Frame;
use planerka::platform::shelf;
use planerka::platform::slots::{
    Found, Head, Slot, Source, StoreError, erase, follows, load, record, save,
};
use std::collections::BTreeMap;

/// A small generator of our own: the same seed gives the same life on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len() as u64) as usize]
    }
}

/// What the oracle knows of a workbook.
#[derive(Default)]
struct Book {
    id: String,
    /// Last text that was called saved.
    saved: Option<String>,
    /// Texts that were tried since: they may be found too.
    tried: Vec<String>,
    deleted: bool,
    /// For good: nothing more is expected of it.
    erased: bool,
}

/// A workbook open in a tab.
struct Open {
    book: usize,
    workbook: Workbook,
    history: History,
    head: Head,
    /// The text this tab last read or wrote: what its next save continues.
    base: String,
}

struct World<'a> {
    disk: &'a Disk,
    dice: Dice,
    tabs: [Tab<'a>; 2],
    open: [Option<Open>; 2],
    books: Vec<Book>,
    /// The second store: it loses nothing that was acknowledged.
    mirror: BTreeMap<String, String>,
    /// Is there one: some browsers have no second store. Then nothing but the slots can be relied on, and
    /// nothing happens that only a mirror can mend.
    mirrored: bool,
    texts: u64,
    aloud: bool,
}

impl<'a> World<'a> {
    fn new(disk: &'a Disk, seed: u64, aloud: bool) -> Self {
        let mut world = Self {
            disk,
            dice: Dice::new(seed),
            tabs: [Tab::new(disk), Tab::new(disk)],
            open: [None, None],
            books: Vec::new(),
            mirror: BTreeMap::new(),
            mirrored: !seed.is_multiple_of(4),
            texts: 0,
            aloud,
        };
        world.adopt(&to_json(&Workbook::default()), 0, false);
        world.reopen(0, 0);
        world
    }

    fn note(&self, what: impl FnOnce() -> String) {
        if self.aloud {
            eprintln!("{}", what());
        }
    }

    fn text(&mut self) -> String {
        self.texts += 1;
        format!("текст {}", self.texts)
    }

    /// Stores a text as a new workbook, as opening a file does. No other workbook changes (i8). Where
    /// there is no room, a copy of a conflict stays in the mirror alone; an opened file leaves nothing.
    fn adopt(&mut self, body: &str, who: usize, conflict: bool) {
        let id = format!("w{}", self.books.len());
        let before = self.disk.data.borrow().clone();
        let tab = &self.tabs[who];
        let stored = save(tab, &id, Head::NEW, body).and_then(|head| {
            let mut list = shelf::list(tab)?;
            list.push(shelf::Entry {
                id: id.clone(),
                ..shelf::Entry::default()
            });
            shelf::save_list(tab, &list)?;
            Ok(head)
        });
        for (key, value) in before.iter().filter(|(k, _)| k.starts_with("planerka/ws/")) {
            assert_eq!(self.disk.at(key).as_ref(), Some(value), "i8");
        }
        let mut book = Book {
            id: id.clone(),
            ..Book::default()
        };
        let made = stored.is_ok();
        if made || conflict && self.mirrored {
            let revision = stored.map_or(1, |head| head.revision);
            self.reflect(&id, revision, body);
            book.saved = Some(body.into());
        } else {
            tab.erasing.set(true);
            let _ = erase(tab, &id);
            tab.erasing.set(false);
            book.erased = true;
        }
        self.books.push(book);
        self.note(|| format!("tab {who} makes w{}: {made}", self.books.len() - 1));
    }

    /// A new life of a tab, without faults to come.
    fn renew(&mut self, who: usize) {
        self.open[who] = None;
        self.tabs[who] = Tab::new(self.disk);
    }

    /// Opens a workbook and asks the oracle about what is found.
    fn reopen(&mut self, who: usize, book: usize) {
        self.open[who] = None;
        let id = self.books[book].id.clone();
        let mirror = self.mirror.get(&id).cloned();
        let Ok(found) = load(&self.tabs[who], &id, mirror.as_deref()) else {
            return self.note(|| format!("tab {who} cannot open w{book}"));
        };
        self.note(|| format!("tab {who} opens w{book}: {found:?}"));
        if self.books[book].erased {
            return;
        }
        let Found::Good {
            body,
            head,
            source,
            damaged,
            rival,
        } = found
        else {
            return assert_eq!(self.books[book].saved, None, "w{book}: {found:?}");
        };
        if let Some(saved) = &self.books[book].saved {
            let aside = || self.disk.aside().iter().any(|r| r.ends_with(saved));
            let known = body == *saved
                || self.books[book].tried.contains(&body)
                || rival.as_ref() == Some(saved)
                || aside();
            assert!(
                known,
                "w{book} (damaged: {damaged}) lost {saved}\nand has {body}"
            );
        }
        if let Some(rival) = &rival {
            self.adopt(rival, who, true);
        }
        if source == Source::Slot {
            self.reflect(&id, head.revision, &body);
        }
        let loaded = from_json(body.as_bytes()).unwrap();
        assert_eq!(loaded.notes, []);
        assert_eq!(to_json(&loaded.workbook), body);
        self.books[book].tried.clear();
        self.books[book].saved = Some(body.clone());
        self.open[who] = Some(Open {
            book,
            workbook: loaded.workbook,
            history: History::default(),
            head,
            base: body,
        });
        if rival.is_some() {
            // The other text has a place of its own: now all copies may agree.
            self.save(who);
        }
    }

    /// Writes the mirror, never backwards.
    fn reflect(&mut self, id: &str, revision: u64, body: &str) -> bool {
        if !self.mirrored {
            return true;
        }
        let forward = follows(self.mirror.get(id).map(String::as_str), revision);
        if forward {
            self.mirror.insert(id.into(), record(revision, body));
        }
        forward
    }

    fn edit(&mut self, who: usize) {
        let (text, kind, n) = (self.text(), self.dice.roll(8), self.texts);
        let Some(open) = &mut self.open[who] else {
            return;
        };
        let rows = &open.workbook.brief.products;
        let last = rows.last().map(|p| p.id);
        let edits = match (kind, last) {
            (0, _) => vec![Edit::Insert {
                table: Product::TABLE,
                at: 0,
                row: RowId(n),
                data: RowData::default(),
            }],
            (1, Some(row)) => delete_row(&open.workbook, Product::TABLE, row, None),
            (2 | 3, Some(row)) => vec![Edit::text(Product::TABLE.cell(row, Product::name), text)],
            (4, _) => vec![Edit::text(Frame::project, text)],
            _ => vec![Edit::text(Brief::company as Path, text)],
        };
        let run = open.history.run(
            &mut open.workbook,
            k::edit::set,
            String::new(),
            edits,
            n * 700,
        );
        assert_eq!(run, Ok(()));
    }

    fn step_back(&mut self, who: usize, forward: bool) {
        if let Some(open) = &mut self.open[who] {
            let step = if forward {
                open.history.redo(&mut open.workbook)
            } else {
                open.history.undo(&mut open.workbook)
            };
            assert!(step.is_ok());
        }
    }

    fn save(&mut self, who: usize) {
        let Some(mut open) = self.open[who].take() else {
            return;
        };
        let body = to_json(&open.workbook);
        let id = self.books[open.book].id.clone();
        self.books[open.book].tried.push(body.clone());
        let saved = save(&self.tabs[who], &id, open.head, &body);
        self.note(|| format!("tab {who} saves w{} {:?}: {saved:?}", open.book, body));
        if self.tabs[who].dead.get() {
            return self.renew(who);
        }
        match saved {
            Ok(head) => {
                // Called saved: it must be there (i4), and the mirror has it before anything else happens.
                let at = self.disk.at(&head.slot.key(&id));
                assert_eq!(at, Some(record(head.revision, &body)), "i4");
                open.head = head;
                self.settle(who, open, head.revision, body);
            }
            Err(StoreError::Newer) => self.part(who, open, &body),
            Err(_) if self.mirrored => {
                let next = open.head.revision + 1;
                open.head = open.head.above(next);
                self.settle(who, open, next, body);
            }
            Err(_) => self.open[who] = Some(open),
        }
    }

    /// The mirror takes the text, and it is the newest there is; or another tab was faster.
    fn settle(&mut self, who: usize, mut open: Open, revision: u64, body: String) {
        let id = self.books[open.book].id.clone();
        if !self.reflect(&id, revision, &body) {
            return self.part(who, open, &body);
        }
        let book = &mut self.books[open.book];
        if let Some(saved) = &book.saved {
            assert_eq!(open.base, *saved, "i1: saved over what another tab saved");
        }
        open.base.clone_from(&body);
        book.saved = Some(body);
        book.tried.clear();
        self.open[who] = Some(open);
    }

    /// Another tab went on with this workbook: what this tab has becomes a workbook of its own.
    fn part(&mut self, who: usize, open: Open, body: &str) {
        self.adopt(body, who, true);
        self.reopen(who, open.book);
    }

    /// The browser is killed: both tabs, and with them the newest writes of localStorage.
    fn kill(&mut self, lost: usize) {
        self.disk.lose(lost);
        self.renew(0);
        self.renew(1);
    }

    fn damage(&mut self, book: usize) {
        let key = self.dice.pick(&Slot::BOTH).key(&self.books[book].id);
        let Some(value) = self.disk.at(&key) else {
            return;
        };
        let at = self.dice.roll(value.chars().count() as u64 + 1) as usize;
        let broken: String = match self.dice.roll(3) {
            0 => value.chars().take(at).collect(),
            1 => value.chars().skip(at).collect(),
            _ => {
                let flip = |(i, c)| if i == at { '\u{7f}' } else { c };
                value.chars().enumerate().map(flip).collect()
            }
        };
        self.disk.plant(&key, &broken);
    }

    fn step(&mut self) {
        let who = self.dice.roll(2) as usize;
        let book = self.dice.roll(self.books.len() as u64) as usize;
        match self.dice.roll(40) {
            0..=11 => self.edit(who),
            12..=22 => self.save(who),
            23..=24 => self.step_back(who, false),
            25 => self.step_back(who, true),
            26 => {
                // Open a file that was downloaded here.
                if let Some(open) = &self.open[who]
                    && self.books.len() < 5
                {
                    let file = to_json(&open.workbook);
                    let read = from_json(file.as_bytes()).unwrap();
                    self.adopt(&to_json(&read.workbook), who, false);
                }
            }
            27 => {
                self.books[book].deleted ^= true;
                let mut list = shelf::list(&self.tabs[who]).unwrap_or_default();
                for entry in list.iter_mut().filter(|e| e.id == self.books[book].id) {
                    entry.deleted = self.books[book].deleted;
                }
                let _ = shelf::save_list(&self.tabs[who], &list);
            }
            28 if self.books[book].deleted => {
                for open in &mut self.open {
                    open.take_if(|o| o.book == book);
                }
                self.books[book].erased = true;
                let id = self.books[book].id.clone();
                self.mirror.remove(&id);
                self.tabs[who].erasing.set(true);
                let _ = erase(&self.tabs[who], &id);
                self.tabs[who].erasing.set(false);
            }
            29..=30 => {
                self.renew(who);
                self.reopen(who, book);
            }
            // The other tab opens what this one has open, whether or not this one steps back.
            31 => {
                if let Some(book) = self.open[who].as_ref().map(|o| o.book) {
                    if self.dice.roll(2) == 0 {
                        self.save(who);
                    }
                    self.reopen(1 - who, book);
                }
            }
            32..=34 => {
                let (after, fault) = (self.dice.roll(9), self.dice.pick(&Fault::ALL));
                self.note(|| format!("tab {who} will have {fault:?} after {after}"));
                self.tabs[who].arm(after, fault);
            }
            35 => {
                let lost = self.dice.roll(12) as usize * usize::from(self.mirrored);
                self.note(|| format!("killed, {lost} writes lost"));
                self.kill(lost);
                self.reopen(who, book);
            }
            36 => {
                let room = self.dice.roll(600) as usize;
                self.disk.quota.set(Some(self.disk.units() + room));
            }
            37 => self.disk.quota.set(None),
            38 if self.mirrored => {
                self.kill(0);
                self.damage(book);
                self.note(|| format!("w{book} is damaged"));
                self.reopen(who, book);
            }
            _ => self.reopen(who, book),
        }
        if self.tabs[who].dead.get() {
            self.renew(who);
        }
    }
}

fn live(seed: u64, aloud: bool) {
    let disk = Disk::default();
    let mut world = World::new(&disk, seed, aloud);
    let steps = 12 + world.dice.roll(36);
    for _ in 0..steps {
        world.step();
    }
    // The next day, with everything in order again.
    disk.quota.set(None);
    let lost = world.dice.roll(2) * world.dice.roll(20) * u64::from(world.mirrored);
    world.kill(lost as usize);
    for book in 0..world.books.len() {
        world.reopen(0, book);
        world.edit(0);
        world.save(0);
        world.renew(0);
        world.reopen(0, book);
    }
    disk.sound();
}

#[test]
fn s1_whatever_was_called_saved_is_found_again() {
    if let Ok(seed) = std::env::var("PLANERKA_SEED") {
        return live(seed.parse().expect("PLANERKA_SEED is a number"), true);
    }
    for seed in 0..runs(10_000) {
        let lived = std::panic::catch_unwind(|| live(seed, false));
        assert!(lived.is_ok(), "run again with PLANERKA_SEED={seed}");
    }
}
