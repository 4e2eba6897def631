//! Joining one cell.

use super::book::blank;
use crate::kernel::{Kind, RowId, Value};
use std::collections::BTreeSet;

/// A joined cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Joined {
    /// The value of the merged workbook.
    Agreed(Value),
    /// A person must choose.
    Clash,
}

/// Tells whether a row was deleted on our or on their side.
pub(super) struct Gone<'a> {
    pub ours: &'a dyn Fn(RowId) -> bool,
    pub theirs: &'a dyn Fn(RowId) -> bool,
}

/// Joins a cell with or without a common version of it.
pub(super) fn join(
    kind: Kind,
    base: Option<&Value>,
    ours: &Value,
    theirs: &Value,
    gone: &Gone<'_>,
) -> Joined {
    if ours == theirs {
        return Joined::Agreed(ours.clone());
    }
    let Some(base) = base else {
        return without_base(ours, theirs);
    };
    if theirs == base {
        return Joined::Agreed(ours.clone());
    }
    if ours == base {
        return Joined::Agreed(theirs.clone());
    }
    match (base, ours, theirs) {
        (Value::Refs(b), Value::Refs(o), Value::Refs(t)) => {
            Joined::Agreed(Value::Refs(as_sets(b, o, t)))
        }
        (Value::Lines(b), Value::Lines(o), Value::Lines(t)) => match kind {
            Kind::Choices(_) => Joined::Agreed(Value::Lines(as_sets(b, o, t))),
            _ => lines(b, o, t).map_or(Joined::Clash, |l| Joined::Agreed(Value::Lines(l))),
        },
        // A link that went with its row is no choice of anybody's.
        (Value::Ref(Some(row)), Value::Ref(None), _) if (gone.ours)(*row) => {
            Joined::Agreed(theirs.clone())
        }
        (Value::Ref(Some(row)), _, Value::Ref(None)) if (gone.theirs)(*row) => {
            Joined::Agreed(ours.clone())
        }
        _ => Joined::Clash,
    }
}

fn without_base(ours: &Value, theirs: &Value) -> Joined {
    match (ours, theirs) {
        (Value::Refs(o), Value::Refs(t)) => Joined::Agreed(Value::Refs(as_sets(&[], o, t))),
        _ if blank(theirs) => Joined::Agreed(ours.clone()),
        _ if blank(ours) => Joined::Agreed(theirs.clone()),
        _ => Joined::Clash,
    }
}

/// Ours without what they took out, then what they put in.
fn as_sets<T: Clone + PartialEq>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let mut out: Vec<T> = ours
        .iter()
        .filter(|x| theirs.contains(x) || !base.contains(x))
        .cloned()
        .collect();
    for x in theirs {
        if !base.contains(x) && !out.contains(x) {
            out.push(x.clone());
        }
    }
    out
}

/// Lines as sets. Nothing when a line may have been changed on both sides, which shows as one line taken
/// out by both while they put in different ones, or when lines repeat. Blank lines do not count: ours
/// stay where they are.
fn lines(base: &[String], ours: &[String], theirs: &[String]) -> Option<Vec<String>> {
    let set = |lines: &[String]| -> Option<BTreeSet<String>> {
        let mut set = BTreeSet::new();
        let mut said = lines.iter().filter(|l| !l.trim().is_empty());
        said.all(|l| set.insert(l.clone())).then_some(set)
    };
    let (b, o, t) = (set(base)?, set(ours)?, set(theirs)?);
    let both_took_out = b.iter().any(|l| !o.contains(l) && !t.contains(l));
    let put_in = |side: &BTreeSet<String>| -> BTreeSet<String> { side - &b };
    if both_took_out && put_in(&o) != put_in(&t) {
        return None;
    }
    let mut out: Vec<String> = ours
        .iter()
        .filter(|l| l.trim().is_empty() || t.contains(*l) || !b.contains(*l))
        .cloned()
        .collect();
    out.extend(
        theirs
            .iter()
            .filter(|l| !l.trim().is_empty() && !b.contains(*l) && !o.contains(*l))
            .cloned(),
    );
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }
    fn joined(base: &str, ours: &str, theirs: &str) -> Option<String> {
        lines(&list(base), &list(ours), &list(theirs)).map(|l| l.join(" "))
    }

    #[test]
    fn lines_put_in_and_taken_out_apart_are_joined() {
        assert_eq!(joined("a b c", "a b c x", "b c y").unwrap(), "b c x y");
        assert_eq!(joined("a b", "b", "a").unwrap(), "");
        assert_eq!(joined("a b c", "c b", "b c").unwrap(), "c b");
        // One line put in by both stands once.
        assert_eq!(joined("a", "x a", "a x y").unwrap(), "x a y");
    }

    #[test]
    fn a_line_changed_on_both_sides_is_for_a_person() {
        assert_eq!(joined("a b", "a1 b", "a2 b"), None);
        // Changed here, deleted there.
        assert_eq!(joined("a b", "a1 b", "b"), None);
        // Changed alike on both sides, and something more by us.
        assert_eq!(joined("a b", "a1", "a1 b").unwrap(), "a1");
        assert_eq!(joined("a a", "a", "a a x"), None);
    }
}
