//! The review of the open workbook: made in the pauses of typing, a few rules at a time.

use super::Session;
use super::saving::slice;
use crate::kernel::{Path, RowId, TablePath};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::review::{Review, Severity, mute};
use leptos::prelude::*;
use std::collections::HashMap;

/// Part of a field's text that a remark speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub from: usize,
    /// The byte behind the last.
    pub to: usize,
    /// How bad.
    pub severity: Severity,
}

impl Session {
    /// Asks the rules that have to be asked, in the gaps that the browser has; then the views are told.
    pub(super) fn look_through(self) {
        browser::when_idle(move || {
            let done = self.inner.try_update_value(|i| {
                let done = i.reviewer.step(&i.workbook, browser::today(), &mut slice());
                if done {
                    let mut marks = HashMap::new();
                    let mut row_marks = HashMap::new();
                    let mut spans: HashMap<Path, Vec<Span>> = HashMap::new();
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
                            if let Path::Cell { table, row, .. } = f.place {
                                let worst: &mut Severity =
                                    row_marks.entry((table, row)).or_insert(f.severity);
                                *worst = f.severity.max(*worst);
                            }
                            if let Some((from, to)) = f.span {
                                let severity = f.severity;
                                spans
                                    .entry(f.place)
                                    .or_default()
                                    .push(Span { from, to, severity });
                            }
                        }
                    }
                    i.marks = marks;
                    i.spans = spans;
                    i.row_marks = row_marks;
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

    /// The parts of a field's text that remarks speak of, in order and apart, with the text they were found in; tracked by
    /// the review alone, so that typing does not ask.
    pub fn spans(self, path: Path) -> (String, Vec<Span>) {
        self.reviewed.track();
        let found = self.inner.try_with_value(|i| {
            let mut all = i.spans.get(&path)?.clone();
            all.sort_by_key(|s| (s.from, std::cmp::Reverse(s.severity)));
            let mut end = 0;
            all.retain(|s| {
                let apart = s.from >= end;
                if apart {
                    end = s.to;
                }
                apart
            });
            Some((i.workbook.text(path).to_owned(), all))
        });
        found.flatten().unwrap_or_default()
    }

    /// The worst remark on any field of a row; tracked.
    pub fn row_mark(self, table: TablePath, row: RowId) -> Option<Severity> {
        self.reviewed.track();
        self.inner
            .try_with_value(|i| i.row_marks.get(&(table, row)).copied())?
    }
}
