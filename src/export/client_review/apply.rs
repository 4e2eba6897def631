//! The way of decisions into the workbook: what comes in beside what is there now, and the edits of one step. Every decision
//! becomes a row; posts change their status where that follows.

use super::{Decision, Decisions, Subject, Verdict, fingerprints};
use crate::document::{Edit, RowData};
use crate::i18n::Locale;
use crate::kernel::{FastMap, Path, Row, RowId, Value};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::modules::review::ClientWord;
use crate::report;
use std::collections::{HashMap, HashSet};

/// How what was read stands to what is there now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is as it was read.
    Same,
    /// It was changed since.
    Changed,
    /// It is not there any more.
    Gone,
    /// This version does not know what it is.
    Unknown,
}

/// One decision beside the workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Position in the file.
    pub at: usize,
    /// What it is about.
    pub subject: Subject,
    /// What that is called now, or was called when it is gone.
    pub name: String,
    /// What became of it since.
    pub fate: Fate,
    /// It was taken in before; nothing happens to it.
    pub known: bool,
    /// A later word on the same subject is here already, so that no status follows.
    pub outdated: bool,
    /// Status the post would get; nothing when it stays as it is.
    pub status: Option<&'static str>,
}

impl Incoming {
    /// The post was changed since it was approved, so that its status is only set when that is asked for.
    pub fn asks(&self) -> bool {
        !self.known && self.fate == Fate::Changed && self.status == Some("approved")
    }
}

/// What a row or a decision is known by: what it says, who said it, and when.
fn identity(parts: [&str; 7]) -> String {
    parts.join("\u{1f}")
}

fn of_decision(who: &str, d: &Decision) -> String {
    let (verdict, words) = (d.verdict.id(), d.comment.as_str());
    identity([&d.subject, who, verdict, words, &d.shown, &d.date, &d.time])
}

fn of_row(row: &ClientWord) -> String {
    identity([
        &row.subject,
        &row.who,
        row.verdict.id(),
        &row.comment,
        &row.shown,
        row.date.typed(),
        row.time.typed(),
    ])
}

/// Was the page made from a copy of this workbook, as far as one can tell.
pub fn related(w: &Workbook, decisions: &Decisions) -> bool {
    let desk = &w.desk;
    !decisions.origin.is_empty() && desk.origin == decisions.origin
        || desk.lineage.contains(&decisions.tag)
}

/// Every decision beside what is there now, in the order of the file.
pub fn compare(w: &Workbook, decisions: &Decisions, l: Locale) -> Vec<Incoming> {
    let now = fingerprints(w, report::locale(w));
    let posts: FastMap<RowId, &Post> = w.content.posts.iter().map(|p| (p.id, p)).collect();
    let mut known: HashSet<String> = w.review.client.iter().map(of_row).collect();
    // The latest word on each subject, here and in the file.
    let mut latest: HashMap<&str, (&str, &str)> = HashMap::new();
    let here = w.review.client.iter();
    let here = here.map(|r| (r.subject.as_str(), (r.date.typed(), r.time.typed())));
    let there = decisions.all.iter();
    let there = there.map(|d| (d.subject.as_str(), (d.date.as_str(), d.time.as_str())));
    for (subject, at) in here.chain(there) {
        let newest = latest.entry(subject).or_insert(at);
        *newest = (*newest).max(at);
    }
    let mut out = Vec::with_capacity(decisions.all.len());
    for (at, d) in decisions.all.iter().enumerate() {
        let subject = Subject::parse(&d.subject);
        let name = match subject {
            Subject::Post(row) => posts.get(&row).map(|p| p.title.trim().to_owned()),
            other => other.name(w, l),
        };
        let fate = match (subject, &name) {
            (Subject::Unknown, _) => Fate::Unknown,
            (_, None) => Fate::Gone,
            (Subject::Document, _) => Fate::Same,
            _ if now(&d.subject).is_some_and(|print| print == d.shown) => Fate::Same,
            _ => Fate::Changed,
        };
        let outdated = latest
            .get(d.subject.as_str())
            .is_some_and(|newest| (d.date.as_str(), d.time.as_str()) < *newest);
        let status = match subject {
            Subject::Post(row) if !outdated => posts.get(&row).and_then(|p| follows(p, d.verdict)),
            _ => None,
        };
        let (name, title) = (name.unwrap_or_default(), &d.title);
        out.push(Incoming {
            at,
            subject,
            name: if name.is_empty() { title.clone() } else { name },
            fate,
            known: !known.insert(of_decision(&decisions.who, d)),
            outdated,
            status,
        });
    }
    out
}

/// The status that follows from a verdict on a post; nothing when it stays. What is out or was taken off stays so.
fn follows(post: &Post, verdict: Verdict) -> Option<&'static str> {
    let now = post.status.id();
    if matches!(now, "published" | "dropped") {
        return None;
    }
    match verdict {
        Verdict::Approve if !matches!(now, "approved" | "scheduled") => Some("approved"),
        Verdict::Change if now != "draft" => Some("draft"),
        _ => None,
    }
}

/// The edits of one step: a row for each decision that is not here yet, and the statuses that follow. `anyway` are the positions
/// of approvals of changed posts that shall set the status all the same. None when everything is here already.
pub fn edits(
    w: &Workbook,
    decisions: &Decisions,
    anyway: &[usize],
    mut new_id: impl FnMut() -> RowId,
) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut at = w.review.client.len();
    for incoming in compare(w, decisions, Locale::default()) {
        let Some(d) = decisions.all.get(incoming.at).filter(|_| !incoming.known) else {
            continue;
        };
        let cells = vec![
            Value::text(&d.title),
            Value::text(&d.subject),
            Value::text(&decisions.who),
            Value::text(&d.date),
            Value::text(&d.time),
            Value::text(d.verdict.id()),
            Value::text(&d.comment),
            Value::text(&d.shown),
            // An approval without words leaves nothing to do.
            Value::Flag(d.verdict == Verdict::Approve && d.comment.is_empty()),
        ];
        out.push(Edit::Insert {
            table: ClientWord::TABLE,
            at,
            row: new_id(),
            data: RowData {
                cells,
                ..RowData::default()
            },
        });
        at += 1;
        let wanted = !incoming.asks() || anyway.contains(&incoming.at);
        if let (Subject::Post(row), Some(status), true) =
            (incoming.subject, incoming.status, wanted)
        {
            let path: Path = Post::TABLE.cell(row, Post::status);
            out.push(Edit::text(path, status));
        }
    }
    out
}

/// Approvals, requests for a change and comments among what is new.
pub fn counts(decisions: &Decisions, incoming: &[Incoming]) -> [usize; 3] {
    let mut out = [0; 3];
    for one in incoming.iter().filter(|i| !i.known) {
        match decisions.all.get(one.at).map(|d| d.verdict) {
            Some(Verdict::Approve) => out[0] += 1,
            Some(Verdict::Change) => out[1] += 1,
            Some(Verdict::Comment) => out[2] += 1,
            None => {}
        }
    }
    out
}
