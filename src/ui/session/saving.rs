//! When the workbook is written, where to, and what is said of it.

use super::{Saving, Session};
use crate::document;
use crate::platform::browser::{self, Local};
use crate::platform::slots::{self, Head, StoreError};
use crate::ui::shelf;
use leptos::prelude::*;
use std::time::Duration;

/// Pause after the last keystroke before saving, milliseconds.
const PAUSE: u64 = 300;
/// Longest time without a save while typing goes on, milliseconds.
const LONGEST: u64 = 600;

impl Session {
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
            move || settled.update(|n| *n += 1),
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

    // Saving in two steps, each in a gap between keystrokes, so that neither makes a key wait.

    fn prepare(self) {
        let ready = self.inner.try_update_value(|i| {
            if i.read_only || i.first_dirty == 0 {
                return false;
            }
            let start = browser::now();
            i.first_dirty = 0;
            i.prepared = Some(document::to_json(&i.workbook));
            i.cost = browser::now().saturating_sub(start);
            true
        });
        if ready == Some(true) {
            browser::when_idle(move || {
                let body = self.inner.try_update_value(|i| i.prepared.take()).flatten();
                if let Some(body) = body {
                    self.write(&body, browser::when_idle);
                }
            });
        }
    }

    /// Writes a text of the workbook into localStorage and the mirror, and says how it went. Only what stands in both
    /// counts as saved: the browser may lose the last minute of the first when it is killed. Typed since, it stays unsaved.
    /// `later` puts what may wait into gaps of its own.
    pub(super) fn write(self, body: &str, later: fn(Box<dyn FnOnce()>)) {
        let result = self.inner.try_update_value(|i| {
            if i.read_only {
                return None;
            }
            let start = browser::now();
            let saved = slots::save(&Local, &i.id, i.head, body);
            i.head = match saved {
                Ok(head) => head,
                Err(_) => i.head.above(i.head.revision + 1),
            };
            // What localStorage did not take goes into the mirror as it is.
            let record = saved.is_err().then(|| slots::record(i.head.revision, body));
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

    fn keep(self, head: Head, record: Option<String>, saved: bool) {
        let kept = self.inner.try_with_value(|i| {
            // The shelf is not in sight while somebody types.
            if saved && i.first_dirty == 0 {
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
        let body = self.inner.try_update_value(|i| {
            if let Some(timer) = i.timer.take() {
                timer.clear();
            }
            i.first_dirty = 0;
            i.prepared = None;
            i.cost = 0;
            (!i.read_only).then(|| document::to_json(&i.workbook))
        });
        if let Some(Some(body)) = body {
            self.write(&body, |now| now());
        }
    }
}
