//! Rules, and what came of asking one.

use super::case::Case;
use super::finding::{Finding, Severity};
use super::texts::{self, RuleText};
use crate::i18n::Locale;
use crate::kernel::{Key, Path};

/// Unit of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Percent, or percent points.
    Percent,
    /// Days.
    Days,
    /// Pieces of whatever the rule counts.
    Count,
    /// Hours.
    Hours,
    /// Times as much.
    Times,
    /// Years.
    Years,
}

/// A number that a rule goes by. The user may set another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Id within the rule.
    pub id: &'static str,
    /// Value unless the user set another.
    pub usual: f64,
    /// Unit.
    pub unit: Unit,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Stable code, as in tests, messages and the exported review: `A1`.
    pub code: &'static str,
    /// Name of the function: what is wrong, never the cure.
    pub name: &'static str,
    /// Usual weight of a finding.
    pub severity: Severity,
    /// Modules whose changes can change its answer.
    pub reads: &'static [&'static str],
    /// Numbers it goes by.
    pub limits: &'static [Limit],
    /// Where rule and numbers come from: codes of the course's list of sources; empty for our own judgement.
    pub source: &'static str,
    /// Does it look at the words of posts: those are read before it is asked.
    pub texts: bool,
    /// Asks it.
    pub check: fn(&Case<'_>, &mut Out<'_>),
}

// A rule is one static; two are the same when their codes are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Rule {
    /// Its texts: the comment of its function.
    pub fn text(&self, l: Locale) -> &'static RuleText {
        texts::of(self.name, l)
    }
    /// The module it belongs to: the first one it reads.
    pub fn module(&self) -> &'static str {
        self.reads.first().copied().unwrap_or_default()
    }
    /// What it goes by in this workbook.
    pub fn limit(&self, w: &crate::modules::Workbook, id: &str) -> f64 {
        let own = w
            .review
            .limits
            .iter()
            .find(|o| o.rule == self.code && o.limit == id);
        let usual = || self.limits.iter().find(|l| l.id == id).map(|l| l.usual);
        own.and_then(|o| o.value.value())
            .filter(|v| *v >= 0.0)
            .or_else(usual)
            .unwrap_or_default()
    }
}

/// What a rule says, taken down while it is asked.
pub struct Out<'a> {
    rule: &'static Rule,
    case: &'a Case<'a>,
    found: Vec<Finding>,
    passed: usize,
    unknown: Vec<Path>,
    reason: Option<Key>,
}

impl<'a> Out<'a> {
    /// Before a rule is asked.
    pub(super) fn new(rule: &'static Rule, case: &'a Case<'a>) -> Self {
        Self {
            rule,
            case,
            found: Vec::new(),
            passed: 0,
            unknown: Vec::new(),
            reason: None,
        }
    }
    /// A number the rule goes by.
    pub fn limit(&self, id: &str) -> f64 {
        self.rule.limit(self.case.w, id)
    }
    /// Another text of the rule, to stand in a message.
    pub fn text(&self, id: &'static str) -> super::Arg {
        super::Arg::Says(self.rule, id)
    }
    /// One thing was judged and is right.
    pub fn pass(&mut self) {
        self.passed += 1;
    }
    /// One thing cannot be judged while this field is empty. Never a fault.
    pub fn unknown(&mut self, field: Path) {
        self.unknown.push(field);
    }
    /// The rule has nothing to judge here, and why.
    pub fn not_applicable(&mut self, reason: Key) {
        self.reason = Some(reason);
    }
    /// One thing was judged and is wrong, to be seen at this place.
    pub fn find(&mut self, place: Path) -> &mut Finding {
        self.found.push(Finding {
            rule: self.rule,
            severity: self.rule.severity,
            says: "",
            args: Vec::new(),
            place,
            other: None,
            span: None,
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
    /// One thing is right, or wrong at a place: the usual end of a check.
    pub fn judge(&mut self, right: bool, place: Path) -> Option<&mut Finding> {
        if right {
            self.pass();
            None
        } else {
            Some(self.find(place))
        }
    }
    /// What came of it.
    pub(super) fn outcome(self) -> Outcome {
        let worst = self.found.iter().map(|f| f.severity).max();
        let state = match worst {
            // A hint is advice; what it is given on is not wrong.
            Some(s) if s > Severity::Hint && self.passed == 0 => State::Fail,
            Some(_) => State::Partial,
            None if self.passed > 0 => State::Pass,
            None => match self.reason {
                Some(reason) if self.unknown.is_empty() => State::NotApplicable(reason),
                _ => State::Unknown,
            },
        };
        Outcome {
            rule: self.rule,
            state,
            passed: self.passed,
            unknown: self.unknown,
            findings: self.found,
        }
    }
}

/// What a rule says of a strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everything it judged is right.
    Pass,
    /// Something is right, something is not.
    Partial,
    /// What it judged is wrong.
    Fail,
    /// What it needs is not filled in.
    Unknown,
    /// It has nothing to judge here.
    NotApplicable(Key),
}

impl State {
    /// Id used in class names and in the exported review.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Partial => "partial",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::NotApplicable(_) => "na",
        }
    }
}

/// What came of asking one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The rule.
    pub rule: &'static Rule,
    /// In one word.
    pub state: State,
    /// Things judged and right.
    pub passed: usize,
    /// Fields that have to be filled before the rest can be judged.
    pub unknown: Vec<Path>,
    /// What it found, in the order of the document.
    pub findings: Vec<Finding>,
}
