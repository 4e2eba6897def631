//! The open workbook as the views see it: reads that track one address each, edits that notify
//! exactly the addresses they touched, undo, and saving. Invariant: only this file changes the
//! document, and no view reads it except through here.

mod journal;
mod remarks;
mod saving;
mod state;
mod text;
mod versions;

pub use journal::Offer;
pub use remarks::{Marked, Span};
pub use state::{Mended, OpenError, Saving};
pub use versions::keep as keep_version;

use crate::document::{self, Cuts, Edit, EditError, Group, History, RowData};
use crate::i18n::{Locale, k};
use crate::kernel::{CellRef, Key, Path, RowId, TablePath, Value};
use crate::modules::Workbook;
use crate::platform::slots::large::Stock;
use crate::platform::slots::pieces::Name;
use crate::platform::slots::{Head, StoreError, revision_of};
use crate::platform::{browser, journal::Left};
use crate::review::Reviewer;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;
use leptos::reactive::traits::{Notify, Track};
use remarks::Digest;
use state::{Prepared, Read};
use std::collections::HashMap;

/// What one step of undo or redo gives: the step and the edits that were applied.
type Step = Result<Option<(Group, Vec<Edit>)>, EditError>;

struct Inner {
    id: String,
    workbook: Workbook,
    history: History,
    head: Head,
    read_only: bool,
    places: HashMap<Path, ArcTrigger>,
    tables: HashMap<TablePath, ArcTrigger>,
    modules: HashMap<&'static str, ArcTrigger>,
    steps: ArcTrigger,
    /// Addresses typed into whose followers are told in the next gap.
    untold: Vec<Path>,
    first_dirty: u64,
    timer: Option<TimeoutHandle>,
    settle: Option<TimeoutHandle>,
    /// What waits to be written.
    prepared: Option<Prepared>,
    /// Large workbooks: the pieces as they were last written, and what stands in storage.
    cuts: Cuts<Name>,
    stock: Stock,
    /// Bytes of the whole text when it was last written or read.
    size: usize,
    /// Cost of the last save, ms: large workbooks are saved less often while typing goes on.
    cost: u64,
    /// When a version was kept last, milliseconds.
    kept: u64,
    /// The review, and what is counted of it.
    reviewer: Reviewer,
    digest: Digest,
}

/// A workbook that was opened, with what had to be mended; or why it was not, and nothing was written.
type Opening = Result<(Session, Mended), OpenError>;

/// Handle to the open workbook; copied into every view.
#[derive(Clone, Copy)]
pub struct Session {
    inner: StoredValue<Inner, LocalStorage>,
    /// What the header shows.
    pub saving: RwSignal<Saving>,
    /// Counts pauses in editing; derived views that are costly depend on this, not on every key.
    pub settled: RwSignal<u64>,
    /// What other pages left of this workbook that was never saved, until the user has decided.
    pub left: RwSignal<Vec<Left>>,
    /// Counts reviews.
    reviewed: RwSignal<u64>,
}

impl Session {
    /// Opens a stored workbook, given the mirror's record of it: reads it, then answers what opens it at once.
    pub async fn open(id: String, mirror: Option<String>) -> impl FnOnce() -> Opening {
        let read = Self::read_in_steps(&id, mirror.as_deref()).await;
        move || read.map(|read| Self::take_up(&id, mirror.as_deref(), read))
    }

    fn take_up(id: &str, mirror: Option<&str>, read: Read) -> (Self, Mended) {
        let old = read.loaded.schema < document::SCHEMA;
        let session = Self::new(id, read.loaded.workbook, read.head, read.loaded.newer);
        session.first_version(old.then_some(&read.body));
        session.settle_in(read.body, read.stock, &read.mended);
        let newer = mirror.and_then(revision_of) >= Some(read.head.revision);
        if !newer && !read.mended.recovered && browser::writer() {
            // A save that the browser did not live to mirror.
            session.keep(read.head, None, true);
        }
        (session, read.mended)
    }

    /// Takes up what stands in storage now: another tab has written it. Every view follows in place.
    ///
    /// # Errors
    /// [`OpenError`]; the session stays as it was.
    pub fn reload(self, mirror: Option<&str>) -> Result<Mended, OpenError> {
        // Asked for while this tab only read, answered when it writes already: what was typed since is newer.
        if self.inner.try_with_value(|i| i.read_only) != Some(true) {
            return Ok(Mended::default());
        }
        let read = Self::read(&self.id(), mirror)?;
        let read_only = read.loaded.newer || !browser::writer();
        let state = Self::state(read.loaded.newer, read.head);
        self.replace(read.loaded.workbook, |i| {
            i.head = read.head;
            i.read_only = read_only;
            i.first_dirty = 0;
            i.prepared = None;
        });
        self.saving.set(state);
        self.settle_in(read.body, read.stock, &read.mended);
        Ok(read.mended)
    }

    fn state(newer: bool, head: Head) -> Saving {
        if newer {
            Saving::ReadOnly
        } else if !browser::writer() {
            Saving::OtherTab
        } else if !browser::durable() {
            Saving::Failed(StoreError::Blocked)
        } else if head.revision == 0 {
            Saving::Dirty
        } else {
            Saving::Saved(browser::clock())
        }
    }

    /// A session on a workbook in memory.
    pub fn new(id: &str, workbook: Workbook, head: Head, read_only: bool) -> Self {
        let state = Self::state(read_only, head);
        Self {
            inner: StoredValue::new_local(Inner {
                id: id.to_owned(),
                workbook,
                history: History::default(),
                head,
                read_only: read_only || !browser::writer(),
                places: HashMap::new(),
                tables: HashMap::new(),
                modules: HashMap::new(),
                steps: ArcTrigger::new(),
                untold: Vec::new(),
                first_dirty: 0,
                timer: None,
                settle: None,
                prepared: None,
                cuts: Cuts::default(),
                stock: Stock::default(),
                size: 0,
                cost: 0,
                kept: browser::now(),
                reviewer: Reviewer::default(),
                digest: Digest::default(),
            }),
            saving: RwSignal::new(state),
            settled: RwSignal::new(0),
            left: RwSignal::new(Vec::new()),
            reviewed: RwSignal::new(0),
        }
    }

    // Reading ----------------------------------------------------------------------------------

    /// Id of the workbook.
    pub fn id(self) -> String {
        self.inner.with_value(|i| i.id.clone())
    }

    /// Number of its newest save.
    pub fn revision(self) -> u64 {
        self.inner.with_value(|i| i.head.revision)
    }

    fn track(self, path: Path) {
        let trigger = self
            .inner
            .try_update_value(|i| i.places.entry(path).or_default().clone());
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// The value at an address, re-read when it changes; nothing when the row is gone.
    pub fn value(self, path: Path) -> Option<Value> {
        self.track(path);
        self.peek(|w| w.get(path).map(CellRef::to_value))
    }
    /// Text at an address; empty when there is none.
    pub fn text(self, path: Path) -> String {
        self.track(path);
        self.peek(|w| w.text(path).to_owned())
    }
    /// List at an address.
    pub fn lines(self, path: Path) -> Vec<String> {
        match self.value(path) {
            Some(Value::Lines(lines)) => lines,
            _ => Vec::new(),
        }
    }
    /// Mark at an address.
    pub fn flag(self, path: Path) -> bool {
        self.value(path) == Some(Value::Flag(true))
    }
    /// Link at an address.
    pub fn link(self, path: Path) -> Option<RowId> {
        match self.value(path) {
            Some(Value::Ref(row)) => row,
            _ => None,
        }
    }
    /// Links at an address.
    pub fn links(self, path: Path) -> Vec<RowId> {
        match self.value(path) {
            Some(Value::Refs(rows)) => rows,
            _ => Vec::new(),
        }
    }
    /// Ids of a table's rows, re-read when rows come, go or move; not when a cell changes.
    pub fn rows(self, table: TablePath) -> Vec<RowId> {
        let trigger = self
            .inner
            .try_update_value(|i| i.tables.entry(table).or_default().clone());
        if let Some(trigger) = trigger {
            trigger.track();
        }
        self.peek(|w| w.rows(table).map(|t| t.ids()).unwrap_or_default())
    }
    /// Ids of the rows that are parts of `owner`, in table order.
    pub fn parts(self, table: TablePath, column: &'static str, owner: RowId) -> Vec<RowId> {
        self.rows(table)
            .into_iter()
            .filter(|row| self.link(table.cell(*row, column)) == Some(owner))
            .collect()
    }
    /// Anything derived from one module, re-run on each of its edits: keep it cheap.
    pub fn module<T>(self, slug: &'static str, read: impl FnOnce(&Workbook) -> T) -> T {
        let trigger = self
            .inner
            .try_update_value(|i| i.modules.entry(slug).or_default().clone());
        if let Some(trigger) = trigger {
            trigger.track();
        }
        self.peek(read)
    }
    /// Anything derived from the whole workbook, re-run a moment after editing pauses.
    pub fn derived<T>(self, read: impl FnOnce(&Workbook) -> T) -> T {
        self.settled.track();
        self.peek(read)
    }
    /// Reads without tracking: for handlers.
    pub fn peek<T>(self, read: impl FnOnce(&Workbook) -> T) -> T {
        self.inner.with_value(|i| read(&i.workbook))
    }
    /// The name of a row as other parts of the workbook call it, tracked by its module.
    pub fn name(self, table: TablePath, row: RowId, l: Locale) -> Option<String> {
        self.module(table.module, |w| document::row_name(w, table, row, l))
    }

    /// Can nothing be changed here; tracked. A field that took what is not kept would lie.
    pub fn locked(self) -> bool {
        matches!(self.saving.get(), Saving::ReadOnly | Saving::OtherTab)
    }

    // Changing ---------------------------------------------------------------------------------

    /// Writes one value as a step named after the field.
    pub fn set(self, path: Path, value: Value) {
        self.run(k::edit::set, String::new(), vec![Edit::Set { path, value }]);
    }
    /// Writes text.
    pub fn set_text(self, path: Path, text: String) {
        self.set(path, Value::Text(text));
    }
    /// Writes what was typed into the field at an address. The field shows it already; everything that follows from it
    /// is told in the gap after the frame, so that no letter waits for a list of posts.
    pub fn typed(self, path: Path, value: Value) {
        let edits = vec![Edit::Set { path, value }];
        let done = self.inner.try_update_value(|i| {
            let done = i.step(k::edit::set, String::new(), edits).is_ok();
            let first = done && i.untold.is_empty();
            if done && !i.untold.contains(&path) {
                i.untold.push(path);
            }
            (done, first)
        });
        let (done, first) = done.unwrap_or_default();
        if done {
            self.soil();
        }
        if first {
            browser::after_frame(move || self.tell(&[]));
        }
    }
    /// Adds a row at the end, with some cells filled, and returns its id.
    pub fn add_row(self, table: TablePath, cells: &[(&'static str, Value)]) -> RowId {
        self.insert_row(table, usize::MAX, cells)
    }
    /// Adds a row at a position.
    pub fn insert_row(self, table: TablePath, at: usize, cells: &[(&'static str, Value)]) -> RowId {
        let row = browser::row_id();
        let data = RowData::default();
        let at = self.peek(|w| w.rows(table).map_or(0, |t| at.min(t.count())));
        let mut edits = vec![Edit::Insert {
            table,
            at,
            row,
            data,
        }];
        edits.extend(cells.iter().map(|(column, value)| Edit::Set {
            path: table.cell(row, column),
            value: value.clone(),
        }));
        self.run(k::edit::add, String::new(), edits);
        row
    }
    /// Moves a row by so many places within its table.
    pub fn shift_row(self, table: TablePath, row: RowId, by: isize) {
        let to = self.peek(|w| {
            let rows = w.rows(table)?;
            rows.position(row)?
                .checked_add_signed(by)
                .filter(|to| *to < rows.count())
        });
        if let Some(to) = to {
            self.run(
                k::edit::shift,
                String::new(),
                vec![Edit::Move { table, row, to }],
            );
        }
    }
    /// Applies edits as one step. False when they no longer fit; nothing has changed then.
    pub fn run(self, label: Key, name: String, edits: Vec<Edit>) -> bool {
        if edits.is_empty() {
            return true;
        }
        let notify = edits.clone();
        let done = self
            .inner
            .try_update_value(|i| i.step(label, name, edits).is_ok());
        if done == Some(true) {
            self.after(&notify);
        }
        done == Some(true)
    }
    /// Writes something that is no step of the user's, such as the last place: not undoable.
    pub fn note(self, edit: Edit) {
        let done = self.inner.try_update_value(|i| {
            i.cuts.touch(&edit);
            !i.read_only && i.workbook.apply(edit.clone()).is_ok()
        });
        if done == Some(true) {
            self.after(&[edit]);
        }
    }
    /// Ends a burst of typing, as a field is left: the next change is a step of its own, and nothing waits to be told.
    pub fn cut(self) {
        self.inner.try_update_value(|i| i.history.cut());
        self.tell(&[]);
    }
    /// Takes the last step back and returns it.
    pub fn undo(self) -> Option<Group> {
        self.step(History::undo)
    }
    /// Does the last undone step again and returns it.
    pub fn redo(self) -> Option<Group> {
        self.step(History::redo)
    }
    fn step(self, step: fn(&mut History, &mut Workbook) -> Step) -> Option<Group> {
        let done = self.inner.try_update_value(|i| {
            // Nothing is taken back where nothing may be changed.
            let done = (!i.read_only).then(|| step(&mut i.history, &mut i.workbook));
            match &done {
                Some(Ok(Some((_, edits)))) => edits.iter().for_each(|e| i.cuts.touch(e)),
                Some(Err(_)) => i.cuts = Cuts::default(),
                _ => {}
            }
            done
        })??;
        let (group, edits) = done.ok().flatten()?;
        self.after(&edits);
        Some(group)
    }
    /// Is there a step to take back, and one to do again; tracked.
    pub fn steps(self) -> (bool, bool) {
        let trigger = self.inner.with_value(|i| i.steps.clone());
        trigger.track();
        self.inner.with_value(|i| {
            (
                i.history.next_undo().is_some(),
                i.history.next_redo().is_some(),
            )
        })
    }

    fn after(self, edits: &[Edit]) {
        self.soil();
        self.tell(edits);
    }

    /// Tells the views of edits, and of what was typed and not yet told; then plans the saving.
    fn tell(self, edits: &[Edit]) {
        // Collect first: a notified view reads the session at once.
        let triggers = self.inner.try_update_value(|i| {
            let mut out = vec![i.steps.clone()];
            let mut slugs = Vec::new();
            let untold = std::mem::take(&mut i.untold);
            if edits.is_empty() && untold.is_empty() {
                return Vec::new();
            }
            for path in &untold {
                out.extend(i.places.get(path).cloned());
                slugs.push(path.module());
            }
            for edit in edits {
                slugs.push(edit.module());
                match edit {
                    Edit::Set { path, .. } => out.extend(i.places.get(path).cloned()),
                    Edit::Remove { table, row } => {
                        i.places.retain(|p, _| {
                            p.row() != Some(*row)
                                || !matches!(p, Path::Cell { table: t, .. } if t == table)
                        });
                        out.extend(i.tables.get(table).cloned());
                    }
                    Edit::Insert { table, .. } | Edit::Move { table, .. } => {
                        out.extend(i.tables.get(table).cloned());
                    }
                }
            }
            slugs.sort_unstable();
            slugs.dedup();
            slugs.iter().for_each(|s| i.reviewer.touch(s));
            out.extend(slugs.iter().filter_map(|s| i.modules.get(s).cloned()));
            out
        });
        let triggers = triggers.unwrap_or_default();
        if triggers.is_empty() {
            return;
        }
        for trigger in triggers {
            trigger.notify();
        }
        self.schedule();
    }
}

impl Inner {
    fn step(&mut self, label: Key, name: String, edits: Vec<Edit>) -> Result<(), EditError> {
        if self.read_only {
            return Err(EditError::Gone);
        }
        edits.iter().for_each(|edit| self.cuts.touch(edit));
        self.history
            .run(&mut self.workbook, label, name, edits, browser::now())
    }
}
