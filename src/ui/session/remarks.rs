//! The review of the open workbook: made in the pauses of typing, a few rules at a time.

use super::Session;
use super::saving::slice;
use crate::kernel::Path;
use crate::modules::Workbook;
use crate::platform::browser;
use crate::review::{Review, Severity, mute};
use leptos::prelude::*;
use std::collections::HashMap;

impl Session {
    /// Asks the rules that have to be asked, in the gaps that the browser has; then the views are told.
    pub(super) fn look_through(self) {
        browser::when_idle(move || {
            let done = self.inner.try_update_value(|i| {
                let done = i.reviewer.step(&i.workbook, browser::today(), &mut slice());
                if done {
                    let mut marks = HashMap::new();
                    for f in i
                        .reviewer
                        .review()
                        .outcomes
                        .iter()
                        .flat_map(|o| &o.findings)
                    {
                        if mute(&i.workbook, f).is_none() {
                            let worst: &mut Severity = marks.entry(f.place).or_insert(f.severity);
                            *worst = f.severity.max(*worst);
                        }
                    }
                    i.marks = marks;
                }
                done
            });
            match done {
                Some(true) => {
                    let _ = self.reviewed.try_update(|n| *n += 1);
                }
                Some(false) => self.look_through(),
                None => {}
            }
        });
    }

    /// Has every rule asked that is due, the slow ones of a large plan too: somebody looks at the review.
    pub fn review_all(self) {
        self.inner.try_update_value(|i| i.reviewer.ask_all());
        self.look_through();
    }

    /// Anything derived from the review; re-run when it was made anew.
    pub fn review<T>(self, read: impl FnOnce(&Review, &Workbook) -> T) -> T {
        self.reviewed.track();
        self.inner
            .with_value(|i| read(i.reviewer.review(), &i.workbook))
    }

    /// The worst remark on a field; tracked.
    pub fn mark(self, path: Path) -> Option<Severity> {
        self.reviewed.track();
        self.inner.try_with_value(|i| i.marks.get(&path).copied())?
    }
}
