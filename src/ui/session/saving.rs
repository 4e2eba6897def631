//! When the workbook is written, where to, and what is said of it.

use super::{Inner, Mended, OpenError, Prepared, Read, Saving, Session};
use crate::document::{self, Cut, Cuts, Loaded, Reader};
use crate::platform::browser::{self, Local};
use crate::platform::slots::large::{self, LARGE, Stock};
use crate::platform::slots::pieces::Name;
use crate::platform::slots::{self, Found, Head, Slot, Source, Store as _, StoreError};
use crate::ui::shelf;
use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;

/// Pause after the last keystroke before saving, milliseconds.
const PAUSE: u64 = 300;
/// Longest time without a save while typing goes on, milliseconds.
const LONGEST: u64 = 600;
/// How long a step of a large save may take before it asks for a pause, milliseconds; it ends with the piece at hand.
const SLICE: u64 = 2;

/// Says after each piece whether there is time for another. The time runs from the first: what comes before it is the way
/// to it, and would be gone again in the next step.
pub(super) fn slice() -> impl FnMut() -> bool {
    slice_of(SLICE)
}

/// The same for so many milliseconds.
fn slice_of(most: u64) -> impl FnMut() -> bool {
    let mut start = None;
    move || browser::now().saturating_sub(*start.get_or_insert_with(browser::now)) < most
}

/// The same while somebody waits for a workbook to open.
const OPENING: u64 = 6;

impl Session {
    /// As [`Session::read`], in the pauses of the browser: a plan of thousands of posts is unpacked and read a few of them at
    /// a time.
    pub(super) async fn read_in_steps(id: &str, mirror: Option<&str>) -> Result<Read, OpenError> {
        let heads = || Slot::BOTH.map(|slot| Local.head(&slot.key(id)).ok().flatten());
        let before = heads();
        let mut stock = Stock::default();
        while !stock.ahead(&Local, id, mirror, &mut slice_of(OPENING)) {
            browser::gap().await;
        }
        let piece = |name| browser::mirrored_piece(id, name);
        // The first text that is there; where it cannot be read, the way of reading that tries the others is taken.
        let found = large::load_with(stock, &Local, id, mirror, &piece, &mut |_| true);
        let mut loaded = None;
        if let Ok((Found::Good { body, .. }, _)) = &found {
            let mut reader = Reader::new(body);
            while loaded.is_none() {
                if body.len() >= LARGE {
                    browser::gap().await;
                }
                loaded = reader.step(&mut slice_of(OPENING));
            }
            // What is drawn of it is work of its own.
            if body.len() >= LARGE {
                browser::gap().await;
            }
        }
        // Another tab may have written meanwhile.
        let (Ok(found), Some(Some(loaded)), true) = (found, loaded, heads() == before) else {
            return Self::read(id, mirror);
        };
        browser::drop_pieces(id);
        Self::found(found, Some(loaded))
    }

    /// Reads a stored workbook and writes nothing.
    pub(super) fn read(id: &str, mirror: Option<&str>) -> Result<Read, OpenError> {
        let mut loaded = None;
        let piece = |name| browser::mirrored_piece(id, name);
        let found = large::load(&Local, id, mirror, &piece, &mut |text| {
            loaded = document::from_json(text.as_bytes()).ok();
            loaded.is_some()
        });
        browser::drop_pieces(id);
        Self::found(found.map_err(|_| OpenError::Blocked)?, loaded)
    }

    fn found((found, stock): (Found, Stock), loaded: Option<Loaded>) -> Result<Read, OpenError> {
        match (found, loaded) {
            (Found::Nothing, _) => Err(OpenError::Missing),
            (
                Found::Good {
                    body,
                    head,
                    source,
                    damaged,
                    rival,
                },
                Some(loaded),
            ) => {
                let mended = Mended {
                    recovered: source == Source::Mirror,
                    damaged,
                    rival,
                };
                Ok(Read {
                    body,
                    loaded,
                    head,
                    stock,
                    mended,
                })
            }
            _ => Err(OpenError::Damaged),
        }
    }

    /// Says at once that there is something to save: whoever leaves the page now has it written.
    pub(super) fn soil(self) {
        if self.saving.get_untracked() != Saving::Dirty {
            self.saving.set(Saving::Dirty);
        }
        self.inner.try_update_value(|i| {
            if i.first_dirty == 0 {
                i.first_dirty = browser::now();
            }
        });
    }

    pub(super) fn schedule(self) {
        let settled = self.settled;
        let settle = set_timeout_with_handle(
            move || {
                settled.update(|n| *n += 1);
                self.look_through();
            },
            Duration::from_millis(200),
        )
        .ok();
        let now = browser::now();
        let wait = self.inner.try_update_value(|i| {
            if let Some(old) = std::mem::replace(&mut i.settle, settle) {
                old.clear();
            }
            if let Some(timer) = i.timer.take() {
                timer.clear();
            }
            if i.first_dirty == 0 {
                // Written in between.
                return None;
            }
            // Saving must never cost more than a small share of the typing time.
            let longest = LONGEST.max(i.cost * 80);
            Some(PAUSE.min((i.first_dirty + longest).saturating_sub(now)))
        });
        let Some(wait) = wait.flatten() else { return };
        let timer = set_timeout_with_handle(
            move || browser::when_idle(move || self.prepare()),
            Duration::from_millis(wait),
        )
        .ok();
        self.inner.try_update_value(|i| i.timer = timer);
    }

    // Saving in steps, each in a gap between keystrokes, so that none makes a key wait. A large workbook takes as many as it
    // has pieces that are new.

    fn prepare(self) {
        let step = self.inner.try_update_value(|i| {
            if i.read_only || i.first_dirty == 0 {
                return None;
            }
            let start = browser::now();
            let ready = i.ready(&mut slice());
            i.cost = browser::now().saturating_sub(start);
            if ready.is_some() {
                i.first_dirty = 0;
            }
            i.prepared = ready;
            Some(i.prepared.is_some())
        });
        match step.flatten() {
            Some(true) => {
                self.taken();
                browser::when_idle(move || {
                    let prepared = self.inner.try_update_value(|i| i.prepared.take()).flatten();
                    if let Some(prepared) = prepared {
                        self.write(prepared, browser::when_idle);
                    }
                });
            }
            Some(false) => browser::when_idle(move || self.prepare()),
            None => {}
        }
    }

    /// Takes over what was read from storage, writes it again where that is needed, and gets ready to save large ones.
    pub(super) fn settle_in(self, body: String, stock: Stock, mended: &Mended) {
        let large = body.len() >= LARGE;
        self.inner.try_update_value(|i| {
            i.stock = stock;
            i.cuts = Cuts::default();
            i.size = body.len();
        });
        self.ask_journal(mended);
        if mended.recovered || mended.rival.is_some() {
            // Until it stands in every place again there is but one copy.
            if large {
                self.save();
            } else {
                self.write(Prepared::Text(body), |now| now());
            }
        }
        if large {
            browser::when_idle(move || self.warm());
        }
        self.look_through();
    }

    /// Learns the pieces of a large workbook, a few in each gap, so that the first save has not to write all of it.
    fn warm(self) {
        let more = self.inner.try_update_value(|i| {
            let name = &mut |text: &str| Ok(Name::of(text));
            let cut = i.cuts.cut::<()>(&i.workbook, &|_| true, name, &mut slice());
            cut == Ok(Cut::Part)
        });
        if more == Some(true) {
            browser::when_idle(move || self.warm());
        }
    }

    /// Writes a state of the workbook into localStorage and the mirror, and says how it went. Only what stands in both
    /// counts as saved: the browser may lose the last minute of the first when it is killed. Typed since, it stays unsaved.
    /// `later` puts what may wait into gaps of its own.
    pub(super) fn write(self, prepared: Prepared, later: fn(Box<dyn FnOnce()>)) {
        let result = self.inner.try_update_value(|i| {
            if i.read_only {
                return None;
            }
            let start = browser::now();
            let saved = match &prepared {
                Prepared::Text(body) => i.stock.save_text(&Local, &i.id, i.head, body),
                Prepared::Pieces(names) => i.stock.save(&Local, &i.id, i.head, names),
                Prepared::Failed(why) => Err(*why),
            };
            i.head = match saved {
                Ok(head) => head,
                Err(_) => i.head.above(i.head.revision + 1),
            };
            // What localStorage did not take goes into the mirror as it is, in one piece.
            let record = saved.is_err().then(|| {
                i.stock.give_up(&Local, &i.id);
                match &prepared {
                    Prepared::Text(body) => slots::record(i.head.revision, body),
                    _ => slots::record(i.head.revision, &document::to_json(&i.workbook)),
                }
            });
            i.cost += browser::now().saturating_sub(start);
            Some((saved.err(), record, i.head))
        });
        let Some(Some((failed, record, head))) = result else {
            return;
        };
        match failed {
            Some(why) => self.saving.set(Saving::Failed(why)),
            None => {
                let saved = format!("{} {}", self.id(), head.revision);
                browser::tell_page("planerka:saved", &saved);
            }
        }
        if failed == Some(StoreError::Newer) {
            browser::tell_page("planerka:newer", "");
        }
        later(Box::new(move || self.keep(head, record, failed.is_none())));
    }

    pub(super) fn keep(self, head: Head, record: Option<String>, saved: bool) {
        let kept = self.inner.try_with_value(|i| {
            // The shelf is not in sight while somebody types; and to count the answers of a large workbook takes long, so
            // that is done when the page is left.
            if saved && i.first_dirty == 0 && i.size < LARGE {
                shelf::note(&i.id, &i.workbook);
            }
            let (name, key) = (i.workbook.frame.project.trim(), head.slot.key(&i.id));
            browser::keep_in_mirror(&i.id, head.revision, name, &key, record.as_deref())
        });
        let Some(kept) = kept else { return };
        leptos::task::spawn_local(async move {
            // Without a mirror there is one copy less; what is in localStorage is saved all the same.
            kept.await;
            let settled = self.inner.try_with_value(|i| {
                i.first_dirty == 0 && i.prepared.is_none() && i.head == head && !i.read_only
            });
            if saved && settled == Some(true) {
                // In memory it is at hand, not saved.
                let _ = self.saving.try_set(if browser::durable() {
                    Saving::Saved(browser::clock())
                } else {
                    Saving::Failed(StoreError::Blocked)
                });
            }
        });
    }

    /// Saves now when there is something to save.
    pub fn flush(self) {
        if matches!(
            self.saving.try_get_untracked(),
            Some(Saving::Dirty | Saving::Failed(_))
        ) {
            self.save();
        }
    }

    /// Writes what is not yet written, then changes nothing more: another tab goes on.
    pub fn step_back(self) {
        self.flush();
        self.inner.try_update_value(|i| i.read_only = true);
        let _ = self.saving.try_set(Saving::OtherTab);
    }

    /// What was typed and never written, when this tab may write no more; nothing more is written here.
    pub fn unsaved(self) -> Option<String> {
        let dirty = matches!(
            self.saving.try_get_untracked(),
            Some(Saving::Dirty | Saving::Failed(_))
        );
        self.inner.try_update_value(|i| {
            i.read_only = true;
            if let Some(timer) = i.timer.take() {
                timer.clear();
            }
            i.prepared = None;
            dirty.then(|| document::to_json(&i.workbook))
        })?
    }

    /// Saves now in any case.
    pub fn save(self) {
        let prepared = self.inner.try_update_value(|i| {
            if let Some(timer) = i.timer.take() {
                timer.clear();
            }
            i.first_dirty = 0;
            i.prepared = None;
            i.cost = 0;
            if i.read_only {
                None
            } else {
                i.ready(&mut || true)
            }
        });
        if let Some(Some(prepared)) = prepared {
            self.taken();
            self.write(prepared, |now| now());
            self.inner.try_with_value(|i| {
                if i.size >= LARGE {
                    shelf::note(&i.id, &i.workbook);
                }
            });
        }
    }
}

impl Inner {
    /// The workbook as it is to be written. Nothing when `go_on` said that it is time for a pause; the next call goes on.
    fn ready(&mut self, go_on: &mut dyn FnMut() -> bool) -> Option<Prepared> {
        if self.size < LARGE {
            let body = document::to_json(&self.workbook);
            self.size = body.len();
            if self.size < LARGE {
                return Some(Prepared::Text(body));
            }
        }
        let Self {
            id,
            workbook,
            cuts,
            stock,
            ..
        } = self;
        if let Err(why) = stock.check(&Local, id) {
            return Some(Prepared::Failed(why));
        }
        let stock = RefCell::new(stock);
        let cut = cuts.cut(
            workbook,
            &|name| stock.borrow().has(name),
            &mut |text| stock.borrow_mut().put(&Local, id, text),
            go_on,
        );
        match cut {
            Ok(Cut::Part) => None,
            Ok(Cut::Whole(names, bytes)) => {
                self.size = bytes;
                Some(if bytes < LARGE {
                    Prepared::Text(document::to_json(&self.workbook))
                } else {
                    Prepared::Pieces(names)
                })
            }
            Err(why) => Some(Prepared::Failed(why)),
        }
    }
}
