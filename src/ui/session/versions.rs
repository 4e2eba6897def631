//! Versions of the open workbook: when one is kept, and how one comes back.

use super::saving::slice;
use super::{Inner, Saving, Session};
use crate::document::{self, Cuts, History, Snapshot, lineage};
use crate::i18n::k;
use crate::modules::Workbook;
use crate::platform::browser;
use crate::platform::history::{self, Kind};
use crate::review::Reviewer;
use leptos::prelude::*;

/// Keeps a workbook as it is now, and says whether that is on disk. The text is taken at once, not when the answer is
/// awaited.
pub fn keep(id: &str, kind: Kind, name: &str, w: &Workbook) -> impl Future<Output = bool> + use<> {
    history::keep(id, kind, name, &lineage::tag(w), &document::to_json(w))
}

/// Time of work after which a version is kept, milliseconds.
const NOW_AND_THEN: u64 = 30 * 60 * 1000;

impl Session {
    /// Keeps the workbook as a version; true when that is on disk.
    pub fn keep_version(self, kind: Kind, name: &str) -> impl Future<Output = bool> + use<> {
        let id = self.id();
        let kept = self.peek(|w| keep(&id, kind, name, w));
        self.inner.try_update_value(|i| i.kept = browser::now());
        kept
    }

    /// Keeps the workbook as it was opened, and the text it was read from when that was of an older schema.
    pub(super) fn first_version(self, old: Option<&str>) {
        if !browser::writer() {
            return;
        }
        if let Some(text) = old {
            let tag = self.peek(lineage::tag);
            let kept = history::keep(&self.id(), Kind::Migration, "", &tag, text);
            leptos::task::spawn_local(async move {
                kept.await;
            });
            return;
        }
        browser::when_idle(move || {
            let begun = self.inner.try_with_value(|i| {
                // A new workbook has one answer by itself: the language. Of another the first modules tell, and thousands
                // of posts need not be counted.
                let answered = |slug: &str| document::progress(&i.workbook, slug).answered;
                let mut all = 0;
                Workbook::PAGES.iter().any(|p| {
                    all += answered(p.slug);
                    all > 1
                })
            });
            if begun == Some(true) {
                self.keep_quietly();
            }
        });
    }

    /// Keeps a version when the last one is long ago. Asked after each save.
    pub fn version_now_and_then(self) {
        let due = self
            .inner
            .try_with_value(|i| browser::now().saturating_sub(i.kept) > NOW_AND_THEN);
        if due == Some(true) {
            self.keep_quietly();
        }
    }

    /// Keeps the workbook as it is now. Nobody waits for it, so that the text is made in the pauses.
    fn keep_quietly(self) {
        let taken = self.inner.try_update_value(|i| {
            i.kept = browser::now();
            (i.kept, Snapshot::of(&i.workbook))
        });
        if let Some((since, snapshot)) = taken {
            self.write_down(self.id(), since, snapshot);
        }
    }

    fn write_down(self, id: String, since: u64, mut snapshot: Snapshot) {
        browser::when_idle(move || {
            // A version that somebody asked for meanwhile is newer. Of a workbook that was left this one stays the last.
            if self.inner.try_with_value(|i| i.kept != since) == Some(true) {
                return;
            }
            let Some((tag, text)) = snapshot.step(&mut slice()) else {
                return self.write_down(id, since, snapshot);
            };
            browser::when_idle(move || {
                let kept = history::keep(&id, Kind::Session, "", &tag, &text);
                leptos::task::spawn_local(async move {
                    kept.await;
                });
            });
        });
    }

    /// Notes that the workbook is handed out as it is now, and keeps that version: a copy that comes back is joined from
    /// there.
    pub fn hand_out(self) {
        if untrack(|| self.locked()) {
            return;
        }
        // While nothing can be saved the copy is all there is: it is no time to change anything.
        if !matches!(self.saving.get_untracked(), Saving::Failed(_)) {
            for edit in self.peek(|w| lineage::hand_out(w, &browser::workbook_id())) {
                self.note(edit);
            }
        }
        let kept = self.keep_version(Kind::Handed, "");
        leptos::task::spawn_local(async move {
            kept.await;
        });
    }

    /// Puts another text in the place of this one. Every view follows in place.
    pub(super) fn replace(self, workbook: Workbook, also: impl FnOnce(&mut Inner)) {
        let triggers = self.inner.try_update_value(|i| {
            i.workbook = workbook;
            // The steps in memory belong to a text that is no more.
            i.history = History::default();
            i.untold.clear();
            i.cuts = Cuts::default();
            i.reviewer = Reviewer::default();
            also(i);
            let mut all = vec![i.steps.clone()];
            all.extend(i.tables.values().cloned());
            all.extend(i.places.values().cloned());
            all.extend(i.modules.values().cloned());
            all
        });
        for trigger in triggers.unwrap_or_default() {
            trigger.notify();
        }
        self.settled.update(|n| *n += 1);
        self.look_through();
    }

    /// Makes the workbook what a version was. True when that is a step that undo takes back; otherwise the text was
    /// replaced whole, because steps cannot carry all that the version holds.
    pub fn become_version(self, mut version: Workbook) -> bool {
        // What was handed out since then was handed out.
        let (origin, lineage) = self.peek(|w| (w.desk.origin.clone(), w.desk.lineage.clone()));
        version.desk.origin = origin;
        version.desk.lineage = lineage;
        match self.peek(|w| document::difference(w, &version)) {
            Some(edits) => self.run(k::versions::step, String::new(), edits),
            None => {
                self.replace(version, |_| {});
                self.soil();
                self.schedule();
                false
            }
        }
    }
}
