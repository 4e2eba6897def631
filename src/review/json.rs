//! The review for machines.

use super::finding::Finding;
use super::outcome::State;
use super::reviewer::{Review, mute};
use crate::i18n::Locale;
use crate::modules::Workbook;
use chrono::NaiveDate;
use serde_json::{Value as Json, json};

/// The review as JSON: verdict, points, and every rule with its state and findings; messages in one language. The same
/// workbook on the same day gives the same text.
pub fn to_json(w: &Workbook, review: &Review, l: Locale, today: NaiveDate) -> String {
    let score = review.score(w, None);
    let rules: Vec<Json> = review
        .outcomes
        .iter()
        .map(|o| {
            let unknown: Vec<String> = o.unknown.iter().map(ToString::to_string).collect();
            let found: Vec<Json> = o.findings.iter().map(|f| finding(w, f, l)).collect();
            json!({
                "code": o.rule.code,
                "name": o.rule.name,
                "module": o.rule.module(),
                "state": o.state.id(),
                "reason": match o.state { State::NotApplicable(key) => l.t(key), _ => "" },
                "passed": o.passed,
                "unknown": unknown,
                "findings": found,
            })
        })
        .collect();
    let all = json!({
        "format": "planerka-review",
        "project": w.frame.project.trim(),
        "date": today.to_string(),
        "language": l.tag(),
        "verdict": review.verdict(w).id(),
        "points": score.points,
        "known": score.known,
        "waiting": score.unknown,
        "rules": rules,
    });
    format!("{all:#}\n")
}

fn finding(w: &Workbook, f: &Finding, l: Locale) -> Json {
    json!({
        "severity": f.severity.id(),
        "message": f.words(w, l),
        "place": f.place.to_string(),
        "other": f.other.map(|p| p.to_string()),
        "fix": f.fix_words(w, l),
        "muted": mute(w, f).map(|m| m.reason.trim()),
    })
}
