//! The whole review, and how it is kept up to date: only rules whose modules have changed are asked again.

use super::case::Case;
use super::codes::RULES;
use super::finding::{Finding, Severity};
use super::outcome::{Out, Outcome};
use crate::modules::Workbook;
use crate::modules::review::Mute;
use chrono::NaiveDate;

/// What came of asking every rule, in the order of their codes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// One for each rule.
    pub outcomes: Vec<Outcome>,
}

/// Asks every rule.
pub fn review(w: &Workbook, today: NaiveDate) -> Review {
    let mut reviewer = Reviewer::default();
    reviewer.run(w, today, &|_| true);
    reviewer.review
}

/// A review that is kept up to date.
#[derive(Clone, Debug, Default)]
pub struct Reviewer {
    review: Review,
    today: Option<NaiveDate>,
}

impl Reviewer {
    /// Asks the rules that read a module of which `changed` says so; all of them the first time and on another day.
    pub fn run(
        &mut self,
        w: &Workbook,
        today: NaiveDate,
        changed: &dyn Fn(&str) -> bool,
    ) -> &Review {
        let all = self.today != Some(today) || self.review.outcomes.len() != RULES.len();
        self.today = Some(today);
        let case = Case::new(w, today);
        let old = std::mem::take(&mut self.review.outcomes);
        let mut old = old.into_iter();
        self.review.outcomes = RULES
            .iter()
            .map(|rule| {
                let before = old.next();
                // Limits and mutes belong to every rule.
                let again = all || rule.reads.iter().any(|m| changed(m)) || changed("review");
                match before {
                    Some(before) if !again => before,
                    _ => {
                        let mut out = Out::new(rule, &case);
                        (rule.check)(&case, &mut out);
                        out.outcome()
                    }
                }
            })
            .collect();
        &self.review
    }
    /// The review as it was made last.
    pub fn review(&self) -> &Review {
        &self.review
    }
}

impl Review {
    /// Findings that are not muted, the worst first, otherwise in the order of the rules.
    pub fn findings<'r>(&'r self, w: &Workbook) -> Vec<&'r Finding> {
        let mut all: Vec<&Finding> = self
            .outcomes
            .iter()
            .flat_map(|o| &o.findings)
            .filter(|f| mute(w, f).is_none())
            .collect();
        all.sort_by_key(|f| std::cmp::Reverse(f.severity));
        all
    }
    /// Findings that were muted, each with the reason.
    pub fn muted<'r, 'w>(&'r self, w: &'w Workbook) -> Vec<(&'r Finding, &'w Mute)> {
        let all = self.outcomes.iter().flat_map(|o| &o.findings);
        all.filter_map(|f| Some((f, mute(w, f)?))).collect()
    }
    /// How many findings of each severity are not muted, the worst first.
    pub fn counts(&self, w: &Workbook) -> [usize; 4] {
        let found = self.findings(w);
        Severity::ALL.map(|s| found.iter().filter(|f| f.severity == s).count())
    }
}

/// The mute that silences a finding: its rule everywhere, or at its place. One without a reason silences nothing.
pub fn mute<'w>(w: &'w Workbook, finding: &Finding) -> Option<&'w Mute> {
    w.review.mutes.iter().find(|m| {
        m.rule == finding.rule.code
            && !m.reason.trim().is_empty()
            && (m.place.is_empty() || m.place == finding.place.to_string())
    })
}
