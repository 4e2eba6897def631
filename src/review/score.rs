//! The review as a verdict and a number, after the curators' sheet: ten points for a rule that holds, five for one that holds
//! in part, none for one that does not; what cannot be judged yet has no points and keeps the total away. One veto caps the
//! score at 59, two and more leave none.

use super::finding::Severity;
use super::outcome::{Outcome, State};
use super::reviewer::{Review, mute};
use crate::i18n::{Locale, k};
use crate::kernel::Key;
use crate::modules::Workbook;

/// May the strategy be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is a veto.
    Blocked,
    /// There are errors.
    Fix,
    /// Nothing in the way.
    Ship,
}

impl Verdict {
    /// Id used in class names and in the exported review.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Fix => "fix",
            Self::Ship => "ship",
        }
    }
    /// Key of its words.
    pub const fn key(self) -> Key {
        match self {
            Self::Blocked => k::review_page::blocked,
            Self::Fix => k::review_page::fix,
            Self::Ship => k::review_page::ship,
        }
    }
}

/// Bands of the score, from 90, 75, 60 and 40 points on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// From 90.
    Excellent,
    /// From 75.
    Good,
    /// From 60.
    Fair,
    /// From 40.
    Weak,
    /// Below.
    Poor,
}

impl Band {
    /// The band of a score.
    pub const fn of(points: u32) -> Self {
        match points {
            90.. => Self::Excellent,
            75.. => Self::Good,
            60.. => Self::Fair,
            40.. => Self::Weak,
            _ => Self::Poor,
        }
    }
    /// Key of its name.
    pub const fn key(self) -> Key {
        match self {
            Self::Excellent => k::review_page::excellent,
            Self::Good => k::review_page::good,
            Self::Fair => k::review_page::fair,
            Self::Weak => k::review_page::weak,
            Self::Poor => k::review_page::poor,
        }
    }
}

/// Points of the strategy or of a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Rules that were judged.
    pub known: usize,
    /// Rules that apply but cannot be judged yet.
    pub unknown: usize,
    /// 0 to 100, rounded down; of what is known. None when nothing is, or with two vetoes.
    pub points: Option<u32>,
}

impl Score {
    /// Is everything that applies known: only then is it a total.
    pub const fn whole(&self) -> bool {
        self.unknown == 0
    }
    /// The points in words, and what keeps them from being a total.
    pub fn words(&self, l: Locale) -> String {
        let points = match self.points {
            Some(points) => l.fill(
                k::review_page::points,
                &[
                    ("n", &points.to_string()),
                    ("band", l.t(Band::of(points).key())),
                ],
            ),
            None if self.known == 0 => l.t(k::review_page::nothing_yet).to_owned(),
            None => l.t(k::review_page::no_points).to_owned(),
        };
        if self.whole() || self.known == 0 {
            return points;
        }
        format!(
            "{points} {}",
            l.count(k::review_page::waiting, self.unknown)
        )
    }
}

/// Trust in what a module rests on: 1.0 measured, 0.8 said by the user or calculated, 0.5 estimated, 0.4 guessed from
/// something else (the curators' sheet).
fn trust(w: &Workbook, slug: &str) -> f64 {
    match slug {
        "brief" => {
            let assumed = w.brief.sources.iter().any(|s| s.source.is("assumption"));
            if assumed { 0.5 } else { 0.8 }
        }
        "competitors" => {
            let rows = &w.competitors.competitors;
            let measured = rows.iter().all(|c| {
                !c.url.trim().is_empty()
                    && c.window_from.value().is_some()
                    && c.window_to.value().is_some()
            });
            if measured && !rows.is_empty() {
                1.0
            } else {
                0.5
            }
        }
        "audience" => {
            let checked = w.audience.personas.iter().any(|p| p.status.is("validated"));
            let heard = !w.audience.evidence.is_empty();
            match (checked, heard) {
                (true, true) => 1.0,
                (_, true) => 0.5,
                _ => 0.4,
            }
        }
        "goals" if w.goals.rates_source.trim().is_empty() => 0.5,
        _ => 0.8,
    }
}

impl Review {
    /// May it be handed over. Muted findings have been answered for and do not count.
    pub fn verdict(&self, w: &Workbook) -> Verdict {
        match self.counts(w) {
            [0, 0, ..] => Verdict::Ship,
            [0, ..] => Verdict::Fix,
            _ => Verdict::Blocked,
        }
    }
    /// Points of one module, or of everything.
    pub fn score(&self, w: &Workbook, module: Option<&str>) -> Score {
        let mut score = Score::default();
        let (mut sum, mut most) = (0.0, 0.0);
        for outcome in &self.outcomes {
            let slug = outcome.rule.module();
            if module.is_some_and(|m| m != slug) {
                continue;
            }
            let Some(points) = points(outcome, w) else {
                score.unknown += usize::from(outcome.state == State::Unknown);
                continue;
            };
            score.known += 1;
            let weight = trust(w, slug);
            sum += weight * f64::from(points);
            most += weight * 10.0;
        }
        let vetoes = self
            .outcomes
            .iter()
            .flat_map(|o| &o.findings)
            .filter(|f| f.severity == Severity::Veto && mute(w, f).is_none())
            .filter(|f| module.is_none_or(|m| m == f.rule.module()))
            .count();
        if most > 0.0 && vetoes < 2 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let points = (sum / most * 100.0).floor() as u32;
            score.points = Some(if vetoes == 1 { points.min(59) } else { points });
        }
        score
    }
}

/// Points of one rule; none when it was not judged. A hint takes nothing away.
fn points(outcome: &Outcome, w: &Workbook) -> Option<u32> {
    let loud = |f: &&super::Finding| f.severity > Severity::Hint && mute(w, f).is_none();
    match outcome.state {
        State::Unknown | State::NotApplicable(_) => None,
        State::Pass => Some(10),
        State::Partial | State::Fail if !outcome.findings.iter().any(|f| loud(&f)) => Some(10),
        State::Partial => Some(5),
        State::Fail => Some(0),
    }
}
