//! Where copies of one workbook part and meet again. A version is known by a tag made from its content. A copy that is
//! handed out takes its tag along, in a list with those of its ancestors; when a changed copy comes back, the newest of
//! its tags that is among the versions kept here names the common ancestor for [`super::merge`].

use super::{Edit, to_json};
use crate::kernel::Value;
use crate::modules::Workbook;
use crate::modules::desk::Desk;

/// Tags kept; older ancestors are of no use once newer ones are shared.
const LONGEST: usize = 50;

/// The tag of a version: the same for the same content, whatever its lineage is.
pub fn tag(workbook: &Workbook) -> String {
    let mut content = workbook.clone();
    anonymise(&mut content);
    name(add(START, &to_json(&content)))
}

/// Takes out what is not content: whose copy it is, and where the cursor was.
pub(super) fn anonymise(workbook: &mut Workbook) {
    workbook.desk.origin = String::new();
    workbook.desk.lineage = Vec::new();
    workbook.desk.last = String::new();
}

// The sum of a tag: FNV-1a, no secret, only a short name.

/// The sum of no text.
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The sum with more text.
pub(super) fn add(sum: u64, text: &str) -> u64 {
    text.bytes().fold(sum, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A sum as a tag.
pub(super) fn name(sum: u64) -> String {
    format!("{sum:016x}")
}

/// Edits that note that the workbook is handed out as it is now: its tag joins the lineage. None when that is noted
/// already. `origin` becomes its origin if it has none.
pub fn hand_out(workbook: &Workbook, origin: &str) -> Vec<Edit> {
    extended(workbook, origin, &[tag(workbook)])
}

/// Edits that note that a copy was joined into this workbook: its ancestors are now ours too.
pub fn take_in(workbook: &Workbook, copy: &Workbook) -> Vec<Edit> {
    let mut tags = copy.desk.lineage.clone();
    tags.push(tag(copy));
    extended(workbook, &copy.desk.origin, &tags)
}

fn extended(workbook: &Workbook, origin: &str, tags: &[String]) -> Vec<Edit> {
    let desk = &workbook.desk;
    let mut edits = Vec::new();
    if desk.origin.is_empty() && !origin.is_empty() {
        edits.push(Edit::text(Desk::origin, origin));
    }
    let mut lineage = desk.lineage.clone();
    for tag in tags {
        if !lineage.contains(tag) {
            lineage.push(tag.clone());
        }
    }
    let old = lineage.len().saturating_sub(LONGEST);
    lineage.drain(..old);
    if lineage != desk.lineage {
        edits.push(Edit::Set {
            path: Desk::lineage,
            value: Value::Lines(lineage),
        });
    }
    edits
}

/// Are the two copies of one workbook, as far as one can tell?
pub fn related(ours: &Workbook, theirs: &Workbook) -> bool {
    let (a, b) = (&ours.desk, &theirs.desk);
    (!a.origin.is_empty() && a.origin == b.origin)
        || a.lineage.iter().any(|t| b.lineage.contains(t))
}

/// The newest tag of a copy's lineage that `known` says is kept here; the copy itself, unchanged, counts too.
pub fn ancestor<'a>(copy: &Workbook, known: &'a [String]) -> Option<&'a String> {
    let own = tag(copy);
    let tags = copy.desk.lineage.iter().chain(std::iter::once(&own));
    tags.rev().find_map(|tag| known.iter().find(|k| *k == tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::merge;
    use crate::modules::frame::Frame;

    fn with(workbook: &Workbook, edits: Vec<Edit>) -> Workbook {
        let mut copy = workbook.clone();
        copy.apply_all(edits).unwrap();
        copy
    }
    fn named(workbook: &Workbook, project: &str) -> Workbook {
        with(workbook, vec![Edit::text(Frame::project, project)])
    }
    fn by(workbook: &Workbook, author: &str) -> Workbook {
        with(workbook, vec![Edit::text(Frame::author, author)])
    }

    #[test]
    fn handing_out_twice_changes_nothing() {
        let w = named(&Workbook::default(), "Север");
        let out = with(&w, hand_out(&w, "abc"));
        assert_eq!(tag(&w), tag(&out));
        assert_eq!(hand_out(&out, "other"), vec![]);
        assert_eq!(out.desk.origin, "abc");
    }

    #[test]
    fn a_copy_that_went_there_and_back_twice_meets_its_newest_ancestor() {
        let w = named(&Workbook::default(), "Север");
        let first = with(&w, hand_out(&w, "abc"));
        let mut kept = vec![tag(&first)];
        // The colleague changes the copy and sends it; meanwhile ours goes on.
        let theirs = by(&first, "Анна");
        let sent = with(&theirs, hand_out(&theirs, ""));
        let ours = named(&first, "Север и юг");
        assert_eq!(ancestor(&sent, &kept), Some(&tag(&first)));
        let joined = merge(Some(&first), &ours, &sent);
        assert!(joined.conflicts.is_empty());
        let ours = with(&with(&ours, joined.edits), take_in(&ours, &sent));
        kept.push(tag(&sent));
        assert_eq!(
            (ours.frame.project.as_str(), ours.frame.author.as_str()),
            ("Север и юг", "Анна")
        );
        // They go on from what they sent, and send again: that copy is the ancestor now.
        let again = by(&sent, "Анна и Борис");
        let again = with(&again, hand_out(&again, ""));
        assert_eq!(ancestor(&again, &kept), Some(&tag(&sent)));
        let joined = merge(Some(&sent), &ours, &again);
        assert!(joined.conflicts.is_empty(), "{:?}", joined.conflicts);
        assert_eq!(with(&ours, joined.edits).frame.author, "Анна и Борис");
        assert!(related(&ours, &again));
    }

    #[test]
    fn strangers_have_no_ancestor() {
        let (a, b) = (
            named(&Workbook::default(), "А"),
            named(&Workbook::default(), "Б"),
        );
        let b = with(&b, hand_out(&b, "other"));
        assert_eq!(ancestor(&b, &[tag(&a)]), None);
        assert!(!related(&a, &b));
    }

    #[test]
    fn the_lineage_does_not_grow_for_ever() {
        let mut w = Workbook::default();
        for n in 0..LONGEST + 20 {
            w = named(&w, &n.to_string());
            w = with(&w, hand_out(&w, "abc"));
        }
        assert_eq!(w.desk.lineage.len(), LONGEST);
        assert_eq!(w.desk.lineage.last(), Some(&tag(&w)));
    }
}
