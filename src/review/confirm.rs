//! What a module was called done for. The goals of the brief decide over everything behind it; when they change, whoever
//! called a module done has to look again. `desk.confirmed` keeps a line `slug:tag` for each module that was called done.

use crate::document::Edit;
use crate::kernel::{Path, Value};
use crate::modules::Workbook;
use crate::modules::brief::Brief;
use crate::modules::desk::Desk;

/// Answers of the brief that the rest of the strategy is made for, in the order of the groups of a tag.
pub const GOAL_BLOCK: [Path; 6] = [
    Brief::business_goal,
    Brief::smm_goal,
    Brief::success,
    Brief::promised_leads,
    Brief::deadline,
    Brief::budget,
];

/// FNV-1a, folded to 16 bits: no secret, only a short name.
fn group(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let half = (hash >> 32) ^ hash;
    format!("{:04x}", ((half >> 16) ^ half) & 0xffff)
}

/// The tag of the goals as they stand in the brief: six groups of four hexadecimal digits, one for each answer of
/// [`GOAL_BLOCK`], joined by hyphens. The same answers give the same tag in every version and on every machine. Blanks at
/// the ends, several in a row and the way a number, an amount or a day is typed change nothing.
pub fn confirm_tag(w: &Workbook) -> String {
    let b = &w.brief;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let leads = b.promised_leads.value().map(|n| n.to_string());
    let deadline = b.deadline.value().map(|d| d.to_string());
    let budget = b.budget.minor().map(|m| m.to_string());
    [
        words(&b.business_goal),
        words(&b.smm_goal),
        words(&b.success),
        leads.unwrap_or_else(|| words(&b.promised_leads.0)),
        deadline.unwrap_or_else(|| words(&b.deadline.0)),
        budget.unwrap_or_else(|| words(&b.budget.0)),
    ]
    .map(|text| group(&text))
    .join("-")
}

/// The tag that a module was called done with; nothing when none is known.
pub fn confirmed<'w>(w: &'w Workbook, slug: &str) -> Option<&'w str> {
    let mut lines = w.desk.confirmed.iter().rev();
    lines.find_map(|line| {
        let (module, tag) = line.trim().split_once(':')?;
        (module == slug).then_some(tag)
    })
}

/// The edit that notes that a module is right for the goals as they are now. Other lines stay.
pub fn confirm(w: &Workbook, slug: &str) -> Edit {
    let other = |line: &&String| line.trim().split_once(':').is_none_or(|(s, _)| s != slug);
    let mut lines: Vec<String> = w.desk.confirmed.iter().filter(other).cloned().collect();
    lines.push(format!("{slug}:{}", confirm_tag(w)));
    Edit::Set {
        path: Desk::confirmed,
        value: Value::Lines(lines),
    }
}

/// The answers that have changed since; nothing when the tag is of another kind.
pub fn changed(w: &Workbook, tag: &str) -> Option<Vec<Path>> {
    let now = confirm_tag(w);
    let (old, new): (Vec<&str>, Vec<&str>) = (tag.split('-').collect(), now.split('-').collect());
    if old.len() != new.len() {
        return None;
    }
    let both = old.iter().zip(&new).zip(GOAL_BLOCK);
    Some(
        both.filter(|((a, b), _)| a != b)
            .map(|(_, path)| path)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_of_the_same_goals_never_changes() {
        let mut w = Workbook::default();
        assert_eq!(confirm_tag(&w), "f011-f011-f011-f011-f011-f011");
        w.brief.business_goal = "140 чеков в день".into();
        w.brief.promised_leads = "450".into();
        w.brief.deadline = "2027-02-28".into();
        w.brief.budget = "330000".into();
        let tag = confirm_tag(&w);
        assert_eq!(tag, "a1d1-f011-f011-bc24-48e8-b36e");
        w.brief.business_goal = "  140 чеков\nв  день ".into();
        w.brief.budget = "330 000,00 ₽".into();
        assert_eq!(confirm_tag(&w), tag);
        assert_eq!(changed(&w, &tag), Some(vec![]));
        w.brief.budget = "330001".into();
        assert_eq!(changed(&w, &tag), Some(vec![Brief::budget]));
        assert_eq!(changed(&w, "1234"), None);
    }

    #[test]
    fn a_module_is_confirmed_once() {
        let mut w = Workbook::default();
        assert_eq!(confirmed(&w, "goals"), None);
        w.desk.confirmed = vec!["goals:old".into(), "content:kept".into()];
        w.apply(confirm(&w, "goals")).unwrap();
        assert_eq!(confirmed(&w, "content"), Some("kept"));
        assert_eq!(confirmed(&w, "goals"), Some(confirm_tag(&w).as_str()));
        assert_eq!(w.desk.confirmed.len(), 2);
    }
}
