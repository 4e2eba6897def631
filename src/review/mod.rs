//! The strict reviewer: every rule is a question to the whole strategy, asked the same way every time. A rule answers with
//! what it judged, what it could not judge and what it found; a finding carries the numbers, the places and, where one can be
//! computed, a fix. Invariant: no clock, no randomness; today is an argument, and the same workbook gives the same review.

mod address;
mod case;
mod codes;
mod confirm;
mod coverage;
mod cut;
mod finding;
mod json;
pub mod language;
mod lists;
pub(crate) mod needs;
mod outcome;
mod phrases;
pub mod practice;
mod reading;
mod reviewer;
mod rules;
mod score;
mod silent;
mod since;
mod texts;
mod vocabulary;

pub use case::Case;
pub use codes::RULES;
pub use confirm::{confirm, confirm_tag};
pub use coverage::{Head, Matrix, coverage};
pub use cut::sentences;
pub use finding::{Arg, Finding, Fix, Severity, place_words};
pub use json::to_json;
pub use outcome::{Limit, Out, Outcome, Rule, State, Unit};
pub use reading::{Reading, read};
pub use reviewer::{Review, Reviewer, mute, review};
pub use score::{Band, Score, Verdict};
pub use silent::{Silent, silent_choices};
pub use since::{Since, since};
pub use texts::RuleText;

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.code == code)
}
