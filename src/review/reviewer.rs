//! The whole review, and how it is kept up to date: only rules whose modules have changed are asked again.

use super::case::{Case, Counts};
use super::codes::RULES;
use super::finding::{Finding, Severity};
use super::outcome::{Out, Outcome, Rule};
use super::reading::{self, PostRead};
use crate::modules::Workbook;
use crate::modules::review::Mute;
use chrono::NaiveDate;
use std::rc::Rc;

/// What came of asking every rule, in the order of their codes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// One for each rule.
    pub outcomes: Vec<Outcome>,
}

/// Asks every rule.
pub fn review(w: &Workbook, today: NaiveDate) -> Review {
    let mut reviewer = Reviewer::default();
    reviewer.ask_all();
    reviewer.step(w, today, &mut || true);
    reviewer.review
}

/// A review that is kept up to date: only rules that read what has changed are asked again, and as many at a time as there
/// is time for.
#[derive(Clone, Debug, Default)]
pub struct Reviewer {
    review: Review,
    today: Option<NaiveDate>,
    /// Rules that have to be asked, by their place in [`RULES`].
    due: Vec<bool>,
    /// Are rules that wait in a large plan asked too.
    all: bool,
    /// Posts that were read since the plan changed.
    read: Rc<Vec<PostRead>>,
    /// The plan counted, since it changed.
    counts: Option<Rc<Counts>>,
}

/// Posts from which on rules that read the plan are asked only when somebody wants the whole review: there even a quick one takes
/// longer than a save may make a key wait. Rules that can stop the strategy do not wait, because the document warns of them.
const MANY: usize = 2000;
/// The same for rules that look at the words of posts: together they take longer.
const MANY_TEXTS: usize = 500;
/// Posts that are read before there is a look at the clock.
const AT_ONCE: usize = 16;

/// Does a rule wait in a plan of so many posts until somebody wants the whole review.
fn waits(rule: &Rule, posts: usize) -> bool {
    let many = posts > MANY && rule.reads.contains(&"content");
    rule.severity != Severity::Veto && (many || posts > MANY_TEXTS && rule.texts)
}

impl Reviewer {
    /// The next time the rules that wait in a large plan are asked as well.
    pub fn ask_all(&mut self) {
        self.all = true;
    }
    /// Takes note that a module has changed.
    pub fn touch(&mut self, slug: &str) {
        for (due, rule) in self.due.iter_mut().zip(RULES) {
            // Limits belong to every rule.
            *due |= slug == "review" || rule.reads.contains(&slug);
        }
        if slug == "content" {
            self.read = Rc::default();
            self.counts = None;
        }
    }
    /// Reads the texts of posts, so that no rule has to read all of them at once. True when all are read.
    fn read(&mut self, case: &Case<'_>, go_on: &mut dyn FnMut() -> bool) -> bool {
        let posts = &case.w.content.posts;
        if let Some(unread) = posts.get(self.read.len()..).filter(|p| !p.is_empty()) {
            let read = Rc::make_mut(&mut self.read);
            read.reserve_exact(unread.len());
            for some in unread.chunks(AT_ONCE) {
                read.extend(some.iter().map(reading::post));
                if !go_on() {
                    return false;
                }
            }
        }
        case.have_read(&self.read);
        true
    }
    /// Asks rules that are due until `go_on` says that it is time for a pause; at least one. True when none is left. The
    /// first time and on another day all of them are due.
    pub fn step(
        &mut self,
        w: &Workbook,
        today: NaiveDate,
        go_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        if self.today != Some(today) {
            self.today = Some(today);
            self.due = vec![true; RULES.len()];
            self.counts = None;
        }
        let case = Case::counted(w, today, self.counts.take());
        let done = self.ask(&case, go_on);
        self.counts = case.counts();
        done
    }
    fn ask<'c>(&mut self, case: &'c Case<'c>, go_on: &mut dyn FnMut() -> bool) -> bool {
        let posts = case.w.content.posts.len();
        let all = self.all;
        let put_off = |rule: &Rule| !all && waits(rule, posts);
        for (at, rule) in RULES.iter().enumerate() {
            if !self.due[at] {
                continue;
            }
            let later = put_off(rule);
            if rule.texts && !later && !self.read(case, go_on) {
                return false;
            }
            if later && self.review.outcomes.len() > at {
                // It stays due, and what it said before stands.
                continue;
            }
            self.due[at] = later;
            let mut out = Out::new(rule, case);
            if !later {
                (rule.check)(case, &mut out);
            }
            let outcome = out.outcome();
            match self.review.outcomes.get_mut(at) {
                Some(old) => *old = outcome,
                None => self.review.outcomes.push(outcome),
            }
            let more = |(due, rule): (&bool, &Rule)| *due && !put_off(rule);
            let unasked = self.review.outcomes.len() < RULES.len();
            if !go_on() && (unasked || self.due.iter().zip(RULES).any(more)) {
                return false;
            }
        }
        self.all = false;
        true
    }
    /// Is the rule at this place of [`RULES`], and of the outcomes, due again: what it said is of before.
    pub fn is_due(&self, at: usize) -> bool {
        self.due.get(at).copied().unwrap_or_default()
    }
    /// The review as it was made last; while rules are due it is partly that of before.
    pub fn review(&self) -> &Review {
        &self.review
    }
}

impl Review {
    /// Findings that are not muted, the worst first, otherwise in the order of the rules.
    pub fn findings<'r>(&'r self, w: &Workbook) -> Vec<&'r Finding> {
        let mut out = Vec::new();
        for severity in Severity::ALL {
            let all = self.outcomes.iter().flat_map(|o| &o.findings);
            out.extend(all.filter(|f| f.severity == severity && mute(w, f).is_none()));
        }
        out
    }
    /// The finding to begin with: the worst one, and of those one that can be mended at once.
    pub fn next<'r>(&'r self, w: &Workbook) -> Option<&'r Finding> {
        let found = self.findings(w);
        let worst = found.first()?.severity;
        let same = || found.iter().take_while(|f| f.severity == worst);
        same().find(|f| f.fix.is_some()).or(found.first()).copied()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_json;
    use crate::kernel::RowId;

    /// The example with so many posts, each with words of its own.
    fn plan(posts: u64) -> Workbook {
        let file = std::fs::read("public/examples/coffee.ru.json").unwrap();
        let mut w = from_json(&file).unwrap().workbook;
        let few = w.content.posts.clone();
        w.content.posts.clear();
        for n in 0..posts {
            let mut post = few[n as usize % few.len()].clone();
            post.id = RowId(n + 1);
            post.body = format!("{} слово{n} дело{} место{}", post.body, n * 7, n * 13);
            w.content.posts.push(post);
        }
        w
    }

    #[test]
    fn what_is_kept_between_steps_gives_what_a_fresh_review_gives() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let mut w = plan(120);
        let mut reviewer = Reviewer::default();
        reviewer.ask_all();
        while !reviewer.step(&w, today, &mut || false) {}
        let quiet = reviewer.review().clone();
        assert_eq!(quiet, review(&w, today));
        let copied = w.content.posts[3].body.clone();
        let texts = [
            "Самый лучший кофе!!! TODO: гарантируем 50 лидов",
            "Ставь лайк и приходи, ждём вас! Команда профессионалов",
            copied.as_str(),
            "",
            "   ",
        ];
        for (nth, text) in texts.into_iter().enumerate() {
            for at in [17, 90, 119 - nth] {
                w.content.posts[at].body = text.to_owned();
            }
            reviewer.touch("content");
            reviewer.ask_all();
            // Interrupted in the middle of the posts by another change.
            for _ in 0..12 {
                reviewer.step(&w, today, &mut || false);
            }
            w.content.posts[2].title = format!("Другой заголовок {nth}");
            w.content.posts.swap(5, 40 + nth);
            reviewer.touch("content");
            while !reviewer.step(&w, today, &mut || false) {}
            assert_eq!(reviewer.review(), &review(&w, today), "{text}");
            assert_ne!(reviewer.review(), &quiet);
        }
        w.content.posts.truncate(30);
        reviewer.touch("content");
        while !reviewer.step(&w, today, &mut || false) {}
        assert_eq!(reviewer.review(), &review(&w, today));
        w.content.posts.clear();
        reviewer.touch("content");
        while !reviewer.step(&w, today, &mut || false) {}
        assert_eq!(reviewer.review(), &review(&w, today));
    }
}
