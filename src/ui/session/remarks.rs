//! The review of the open workbook: made in the pauses of typing, a few rules at a time.

use super::Session;
use super::saving::slice;
use crate::kernel::{FastMap, Path, RowId, TablePath};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::review::{Review, Severity, mute};
use leptos::prelude::*;

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

/// What views ask of a review again and again, counted once.
#[derive(Default)]
pub(super) struct Digest {
    /// The worst remark on each field.
    marks: FastMap<Path, Severity>,
    /// The worst remark on any field of a row.
    rows: FastMap<(TablePath, RowId), Severity>,
    /// Words that remarks speak of, by field.
    spans: FastMap<Path, Vec<Span>>,
    /// Errors and vetoes by module.
    serious: FastMap<&'static str, usize>,
}

impl Digest {
    fn of(review: &Review, w: &Workbook) -> Self {
        let mut digest = Self::default();
        let all = review.outcomes.iter().flat_map(|o| &o.findings);
        for f in all.filter(|f| mute(w, f).is_none()) {
            let worst = digest.marks.entry(f.place).or_insert(f.severity);
            *worst = f.severity.max(*worst);
            if let Path::Cell { table, row, .. } = f.place {
                let worst = digest.rows.entry((table, row)).or_insert(f.severity);
                *worst = f.severity.max(*worst);
            }
            if let Some((from, to)) = f.span {
                let severity = f.severity;
                let spans = digest.spans.entry(f.place).or_default();
                spans.push(Span { from, to, severity });
            }
            if f.severity >= Severity::Error {
                *digest.serious.entry(f.rule.module()).or_default() += 1;
            }
        }
        digest
    }
}

impl Session {
    /// Asks the rules that have to be asked, in the gaps that the browser has; then counts, then tells the views, each in a
    /// gap of its own, because a large plan may have thousands of remarks.
    pub(super) fn look_through(self) {
        browser::when_idle(move || {
            let done = self
                .inner
                .try_update_value(|i| i.reviewer.step(&i.workbook, browser::today(), &mut slice()));
            match done {
                Some(true) => browser::when_idle(move || {
                    let counted = self.inner.try_update_value(|i| {
                        i.digest = Digest::of(i.reviewer.review(), &i.workbook);
                    });
                    if counted.is_some() {
                        browser::when_idle(move || {
                            let _ = self.reviewed.try_update(|n| *n += 1);
                        });
                    }
                }),
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
        self.inner
            .try_with_value(|i| i.digest.marks.get(&path).copied())?
    }

    /// The parts of a field's text that remarks speak of, in order and apart, with the text they were found in; tracked by
    /// the review alone, so that typing does not ask.
    pub fn spans(self, path: Path) -> (String, Vec<Span>) {
        self.reviewed.track();
        let found = self.inner.try_with_value(|i| {
            let mut all = i.digest.spans.get(&path)?.clone();
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
            .try_with_value(|i| i.digest.rows.get(&(table, row)).copied())?
    }

    /// Errors and vetoes of a module that are not muted; of all of them for the review itself. Tracked.
    pub fn serious(self, slug: &str) -> usize {
        self.reviewed.track();
        let count = self.inner.try_with_value(|i| {
            let serious = &i.digest.serious;
            if slug == "review" {
                serious.values().sum()
            } else {
                serious.get(slug).copied().unwrap_or_default()
            }
        });
        count.unwrap_or_default()
    }
}
