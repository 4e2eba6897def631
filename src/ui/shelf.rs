//! The shelf of workbooks: make, open, duplicate, archive, delete and restore. Opening a file or an
//! example always makes a new workbook and never touches another.

use crate::document::{self, Cut, Cuts, Edit, LoadError, Note};
use crate::i18n::{Locale, k};
use crate::kernel::{Value, civil};
use crate::modules::Workbook;
use crate::modules::frame::Frame;
use crate::platform::browser::{self, Local};
use crate::platform::history::Kind;
use crate::platform::journal;
use crate::platform::shelf::{self, Entry};
use crate::platform::slots::large::{self, LARGE, Stock};
use crate::platform::slots::{self, Found, Head, Store, StoreError, pieces};
use crate::ui::session::keep_version;
use std::sync::Arc;

/// The list as stored, newest change first; empty when storage is out of reach.
pub fn entries() -> Vec<Entry> {
    let mut list = shelf::list(&Local).unwrap_or_default();
    list.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.name.cmp(&b.name)));
    list
}

/// Changes one entry of the list.
pub fn change(id: &str, change: impl FnOnce(&mut Entry)) {
    let mut list = shelf::stored(&Local).unwrap_or_default();
    if !list.iter().any(|e| e.id == id) {
        list = shelf::list(&Local).unwrap_or_default();
    }
    if let Some(entry) = list.iter_mut().find(|e| e.id == id) {
        change(entry);
        let _ = shelf::save_list(&Local, &list);
    }
}

/// Brings the entry of a workbook up to date after a save.
pub fn note(id: &str, workbook: &Workbook) {
    change(id, |e| {
        let fresh = entry(id, workbook);
        *e = Entry {
            archived: e.archived,
            deleted: e.deleted,
            copied: e.copied.clone(),
            put_off: e.put_off.clone(),
            saves: e.saves.saturating_add(1),
            ..fresh
        };
    });
}

fn entry(id: &str, workbook: &Workbook) -> Entry {
    let progress = Workbook::PAGES.iter().fold((0, 0), |sum, page| {
        let p = document::progress(workbook, page.slug);
        (sum.0 + p.answered, sum.1 + p.total)
    });
    Entry {
        id: id.to_owned(),
        name: workbook.frame.project.trim().to_owned(),
        example: workbook.desk.example.clone(),
        changed: civil::iso(browser::today()),
        origin: workbook.desk.origin.clone(),
        progress,
        ..Entry::default()
    }
}

/// Stores a workbook under a new id and returns the id.
///
/// # Errors
/// When there is no room or storage is out of reach; nothing else has changed then.
pub fn store(workbook: &Workbook) -> Result<String, StoreError> {
    let id = browser::workbook_id();
    let mut own = None;
    if workbook.desk.origin.is_empty() {
        // From here on its copies know each other.
        let mut named = workbook.clone();
        named.desk.origin = browser::workbook_id();
        own = Some(named);
    }
    let workbook = own.as_ref().unwrap_or(workbook);
    let saved = save(&id, Head::NEW, &mut Stock::default(), workbook).and_then(|head| {
        let mut list = shelf::list(&Local)?;
        list.retain(|e| e.id != id);
        list.push(entry(&id, workbook));
        shelf::save_list(&Local, &list)?;
        Ok(head)
    });
    match saved {
        Ok(head) => {
            mirror(&id, head, workbook);
            Ok(id)
        }
        Err(error) => {
            // A half-made workbook is worse than none.
            let _ = slots::erase(&Local, &id);
            Err(error)
        }
    }
}

/// Saves a workbook that is not open: as one record, or in pieces when it is large.
fn save(id: &str, head: Head, stock: &mut Stock, w: &Workbook) -> Result<Head, StoreError> {
    let body = document::to_json(w);
    if body.len() < LARGE {
        return stock.save_text(&Local, id, head, &body);
    }
    let mut put = |text: &str| stock.put(&Local, id, text);
    match Cuts::default().cut(w, &|_| true, &mut put, &mut || true)? {
        Cut::Whole(names, _) => stock.save(&Local, id, head, &names),
        // It was not told to stop.
        Cut::Part => Err(StoreError::Mismatch),
    }
}

/// Reads a workbook that is not open.
fn read(id: &str) -> Result<(String, Head, Stock), StoreError> {
    match large::load(&Local, id, None, &|_| None, &mut |_| true)? {
        (Found::Good { body, head, .. }, stock) => Ok((body, head, stock)),
        _ => Err(StoreError::Unread),
    }
}

/// Can a workbook be read whole from localStorage alone?
pub fn sound(id: &str) -> bool {
    read(id).is_ok_and(|(body, ..)| document::from_json(body.as_bytes()).is_ok())
}

/// Copies what was just stored into the mirror; nobody waits for it.
fn mirror(id: &str, head: Head, workbook: &Workbook) {
    let name = workbook.frame.project.trim();
    let kept = browser::keep_in_mirror(id, head.revision, name, &head.slot.key(id), None);
    leptos::task::spawn_local(async move {
        kept.await;
    });
}

/// Stores an empty workbook and returns its id.
///
/// # Errors
/// As [`store`].
pub fn create(l: Locale) -> Result<String, StoreError> {
    let mut workbook = Workbook::default();
    // The language of the document starts as the language one writes in; both can be changed.
    workbook.frame.language.0 = l.tag().into();
    store(&workbook)
}

/// Stores a copy of a workbook and returns its id.
///
/// # Errors
/// When it cannot be read or written.
pub fn duplicate(id: &str, l: Locale) -> Result<String, StoreError> {
    let (body, ..) = read(id)?;
    let mut copy = document::from_json(body.as_bytes())
        .map_err(|_| StoreError::Unread)?
        .workbook;
    copy.frame.project = l.fill(k::start::copy_of, &[("name", &copy.frame.project)]);
    store(&copy)
}

/// Stores the text of a workbook's other copy as a workbook of its own; nothing when it cannot be read.
pub fn keep_copy(body: &str, l: Locale) {
    if let Ok(loaded) = document::from_json(body.as_bytes()) {
        let mut copy = loaded.workbook;
        copy.frame.project = l.fill(k::start::copy_of, &[("name", &copy.frame.project)]);
        let _ = store(&copy);
    }
}

/// Puts back what localStorage has lost and the mirror still has; says how many.
pub fn restore_lost() -> usize {
    let mut back = Vec::new();
    for (id, name, record) in browser::lost() {
        let Ok(Found::Good { body, head, .. }) = slots::load(&Local, &id, Some(&record)) else {
            continue;
        };
        // Pieces go back as they are; whether they are good is seen when the workbook opens.
        let put_back = pieces::listed(&body).into_iter().flatten().all(|name| {
            browser::mirrored_piece(&id, name)
                .is_some_and(|piece| Local.keep(&large::key(&id, name), &piece).is_ok())
        });
        browser::drop_pieces(&id);
        if put_back && slots::save(&Local, &id, head, &body).is_ok() {
            back.push(Entry {
                id,
                name,
                changed: civil::iso(browser::today()),
                ..Entry::default()
            });
        }
    }
    let mut list = shelf::list(&Local).unwrap_or_default();
    for entry in &back {
        list.retain(|e| e.id != entry.id);
        list.push(entry.clone());
    }
    if !back.is_empty() {
        let _ = shelf::save_list(&Local, &list);
    }
    back.len()
}

/// Gives a stored workbook that is not open another name.
///
/// # Errors
/// When it cannot be read or written.
pub fn rename(id: &str, name: Value) -> Result<(), StoreError> {
    let (body, head, mut stock) = read(id)?;
    let loaded = document::from_json(body.as_bytes()).map_err(|_| StoreError::Unread)?;
    if loaded.newer {
        return Err(StoreError::Newer);
    }
    let mut workbook = loaded.workbook;
    let edit = Edit::Set {
        path: Frame::project,
        value: name,
    };
    workbook.apply(edit).map_err(|_| StoreError::Mismatch)?;
    let head = save(id, head, &mut stock, &workbook)?;
    note(id, &workbook);
    mirror(id, head, &workbook);
    Ok(())
}

/// The file text and the project name of a workbook that is not open, for handing out; that version is kept.
///
/// # Errors
/// When it cannot be read. That the hand-out could not be noted is no reason to give no file.
pub fn hand_out(id: &str) -> Result<(String, String), StoreError> {
    let (body, head, mut stock) = read(id)?;
    let loaded = document::from_json(body.as_bytes()).map_err(|_| StoreError::Unread)?;
    let mut workbook = loaded.workbook;
    let name = workbook.frame.project.trim().to_owned();
    if loaded.newer || !browser::writer() {
        return Ok((body, name));
    }
    let edits = document::lineage::hand_out(&workbook, &browser::workbook_id());
    let noted = !edits.is_empty() && workbook.apply_all(edits).is_ok();
    let text = document::to_json(&workbook);
    if noted && let Ok(head) = save(id, head, &mut stock, &workbook) {
        mirror(id, head, &workbook);
    }
    let kept = keep_version(id, Kind::Handed, "", &workbook);
    leptos::task::spawn_local(async move {
        kept.await;
    });
    Ok((text, name))
}

/// Notes that the user has taken a copy of a workbook.
pub fn copied(id: &str) {
    change(id, |e| {
        e.copied = civil::iso(browser::today());
        e.saves = 0;
        e.put_off = String::new();
    });
}

/// A file that was read and waits for the user's word.
#[derive(Clone)]
pub struct Incoming {
    /// Name of its project.
    pub name: String,
    /// Competitors, personas, goals and posts in it.
    pub counts: [usize; 4],
    /// Places that had to be mended.
    pub mended: usize,
    /// Written by a later version: it may be looked at, not opened as a workbook of one's own.
    pub newer: bool,
    /// Random id that copies of one workbook have in common; empty when it was never stored.
    origin: String,
    // Closed over, not held: the frame keeps the value but has no part in what is inside.
    store: Arc<dyn Fn(Option<String>) -> Result<String, StoreError> + Send + Sync>,
    join: Arc<dyn Fn() + Send + Sync>,
}

impl Incoming {
    /// Stores it as a new workbook and returns its id.
    ///
    /// # Errors
    /// As [`store`].
    pub fn store(&self) -> Result<String, StoreError> {
        (self.store)(None)
    }

    /// The same, under a name of its own when the shelf has one of that name already.
    ///
    /// # Errors
    /// As [`store`].
    pub fn store_beside(&self, l: Locale) -> Result<String, StoreError> {
        let names: Vec<String> = entries()
            .into_iter()
            .filter(|e| !e.deleted)
            .map(|e| e.name)
            .collect();
        let mut name = self.name.trim().to_owned();
        while !name.is_empty() && names.contains(&name) {
            name = l.fill(k::start::copy_of, &[("name", &name)]);
        }
        (self.store)((name != self.name.trim()).then_some(name))
    }

    /// Workbooks of the shelf that this is a copy of: id and name.
    pub fn copies(&self) -> Vec<(String, String)> {
        let same = |e: &Entry| !e.deleted && !e.origin.is_empty() && e.origin == self.origin;
        let found = entries().into_iter().filter(same);
        found.map(|e| (e.id, e.name)).collect()
    }

    /// Leaves it for the page that joins copies.
    pub fn hand_to_join(&self) {
        (self.join)();
    }
}

/// Competitors, personas, goals and posts of a workbook.
pub fn counts(w: &Workbook) -> [usize; 4] {
    [
        w.competitors.competitors.len(),
        w.audience.personas.len(),
        w.goals.goals.len(),
        w.content.posts.len(),
    ]
}

/// Reads file bytes as a workbook.
///
/// # Errors
/// See [`LoadError`].
pub fn parse(bytes: &[u8]) -> Result<Incoming, LoadError> {
    let loaded = document::from_json(bytes)?;
    let w = Arc::new(loaded.workbook);
    let copy = w.clone();
    Ok(Incoming {
        name: w.frame.project.clone(),
        counts: counts(&w),
        mended: loaded
            .notes
            .iter()
            .filter(|n| !matches!(n, Note::NewId(_)))
            .count(),
        newer: loaded.newer,
        origin: w.desk.origin.clone(),
        join: Arc::new(move || super::pages::join::bring((*copy).clone())),
        store: Arc::new(move |name| match name {
            Some(name) => {
                let mut named = (*w).clone();
                named.frame.project = name;
                store(&named)
            }
            None => store(&w),
        }),
    })
}

/// Removes for good what was deleted.
///
/// # Errors
/// When storage is out of reach.
pub fn erase(id: &str) -> Result<(), StoreError> {
    slots::erase(&Local, id)?;
    journal::forget(id);
    Ok(())
}
