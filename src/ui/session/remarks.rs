//! The review of the open workbook: made in the pauses of typing, a few rules at a time.

use super::Session;
use super::saving::slice;
use crate::kernel::{FastMap, Path, RowId, TablePath};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::review::practice::practising;
use crate::review::{Review, Reviewer, Severity, mute};
use leptos::prelude::*;
use std::cmp::Reverse;

/// Part of a field's text that a remark speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub from: usize,
    /// The byte behind the last.
    pub to: usize,
    /// How bad.
    pub severity: Severity,
    /// Code of the rule.
    pub code: &'static str,
}

/// A text with the parts that remarks speak of, in order; they may overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text as the rules read it.
    pub text: String,
    /// The parts.
    pub spans: Vec<Span>,
}

/// What views ask of a review again and again, counted once.
#[derive(Default)]
pub(super) struct Digest {
    /// The worst remark on each field.
    marks: FastMap<Path, Severity>,
    /// The worst remark on any field of a row.
    rows: FastMap<(TablePath, RowId), Severity>,
    /// Words that remarks speak of, by field.
    spans: FastMap<Path, Marked>,
    /// Errors and vetoes by module.
    serious: FastMap<&'static str, usize>,
}

impl Digest {
    /// `untold` are fields that were typed into and whose rules do not know it yet.
    fn of(reviewer: &Reviewer, w: &Workbook, untold: &[Path]) -> Self {
        let mut digest = Self::default();
        let outcomes = reviewer.review().outcomes.iter().enumerate();
        let all = outcomes.flat_map(|(at, o)| o.findings.iter().map(move |f| (at, f)));
        for (at, f) in all.filter(|(_, f)| mute(w, f).is_none()) {
            let worst = digest.marks.entry(f.place).or_insert(f.severity);
            *worst = f.severity.max(*worst);
            if let Path::Cell { table, row, .. } = f.place {
                let worst = digest.rows.entry((table, row)).or_insert(f.severity);
                *worst = f.severity.max(*worst);
            }
            // Bytes mean something only in the text that the rule read.
            let read = !reviewer.is_due(at) && !untold.contains(&f.place);
            if let Some((from, to)) = f.span.filter(|_| read) {
                let marked = digest.spans.entry(f.place).or_insert_with(|| Marked {
                    text: w.text(f.place).to_owned(),
                    spans: Vec::new(),
                });
                marked.spans.push(Span {
                    from,
                    to,
                    severity: f.severity,
                    code: f.rule.code,
                });
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
            let done = self.inner.try_update_value(|i| {
                // Whoever looks for mistakes is told nothing.
                if practising(&i.workbook) {
                    i.reviewer = Reviewer::default();
                    return true;
                }
                i.reviewer.step(&i.workbook, browser::today(), &mut slice())
            });
            match done {
                Some(true) => browser::when_idle(move || {
                    let counted = self.inner.try_update_value(|i| {
                        i.digest = Digest::of(&i.reviewer, &i.workbook, &i.untold);
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

    /// The parts of a field's text that remarks speak of, with the text they were found in; tracked by the review alone, so
    /// that typing does not ask.
    pub fn marked(self, path: Path) -> Option<Marked> {
        self.reviewed.track();
        let found = |i: &super::Inner| i.digest.spans.get(&path).cloned();
        let Marked { text, spans: all } = self.inner.try_with_value(found)??;
        // A field has few: put where they belong one by one, they need no code for sorting of their own.
        let order = |s: &Span| (s.from, Reverse(s.severity));
        let mut spans: Vec<Span> = Vec::new();
        for span in all {
            let at = spans.partition_point(|s| order(s) <= order(&span));
            spans.insert(at, span);
        }
        Some(Marked { text, spans })
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
