//! Questions of the brief: how many of a block are answered, and what becomes of a debrief answer.

use super::{BLOCKS, Brief};
use crate::i18n::k;
use crate::kernel::{Key, Kind, Label, Module, Value};

/// Questions that stand inside another one and are not counted on their own.
const INSIDE: &[&str] = &[
    "no_taboos",
    "budget_production",
    "budget_ads",
    "budget_bloggers",
    "budget_tools",
    "budget_fee",
];

/// Title of a block of the brief.
pub fn title(id: &str) -> Key {
    match id {
        "company" => k::brief_block::company,
        "product" => k::brief_block::product,
        "usp" => k::brief_block::usp,
        "market" => k::brief_block::market,
        "experience" => k::brief_block::experience,
        "goals" => k::brief_block::goals,
        "limits" => k::brief_block::limits,
        _ => k::brief_block::process,
    }
}

/// Name of a question: a field or a table of the brief.
pub fn label(id: &str) -> Option<Label> {
    let field = Brief::FIELDS.iter().find(|f| f.id == id).map(|f| f.label);
    field.or_else(|| {
        Brief::TABLES
            .iter()
            .find(|t| t.path.table == id)
            .map(|t| t.label)
    })
}

/// The id with the life of the program; nothing for ids of later versions.
pub fn known(id: &str) -> Option<&'static str> {
    BLOCKS
        .iter()
        .flat_map(|(_, fields)| fields.iter())
        .find(|f| **f == id)
        .copied()
}

/// Is a question answered; "there are no taboos" answers all four about them.
pub fn answered(brief: &Brief, id: &str) -> bool {
    let module: &dyn Module = brief;
    match module.rows(id) {
        Some(rows) => rows.count() > 0,
        None => {
            brief.no_taboos && id.starts_with("taboo_")
                || module.as_record().get(id).is_some_and(|c| !c.is_empty())
        }
    }
}

/// Answered questions of a block, and all of them.
pub fn progress(brief: &Brief, fields: &[&str]) -> (usize, usize) {
    let counted = fields.iter().filter(|f| !INSIDE.contains(f));
    let (mut done, mut all) = (0, 0);
    for field in counted {
        all += 1;
        done += usize::from(answered(brief, field));
    }
    (done, all)
}

/// The value of a field once a debrief answer is put into it: into an empty field as it is, else below
/// what stands there. Nothing when there is nothing to put, or the field holds one value already.
pub fn merged(kind: Kind, now: &Value, answer: &str) -> Option<Value> {
    let answer = answer.trim();
    if answer.is_empty() {
        return None;
    }
    match (kind, now) {
        (Kind::Prose | Kind::Line, Value::Text(text)) if !text.trim().is_empty() => {
            let between = if matches!(kind, Kind::Line) {
                "; "
            } else {
                "\n"
            };
            Some(Value::Text(format!("{}{between}{answer}", text.trim_end())))
        }
        (Kind::Lines, Value::Lines(lines)) => {
            let old = lines.iter().filter(|s| !s.trim().is_empty()).cloned();
            let new = answer
                .lines()
                .map(str::trim)
                .filter(|s| !s.is_empty())
                .map(str::to_owned);
            Some(Value::Lines(old.chain(new).collect()))
        }
        (Kind::Choice(_), _) => None,
        (_, Value::Text(text)) if text.trim().is_empty() => Some(Value::text(answer)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;
    use crate::modules::brief::{PLACE, Product};

    #[test]
    fn every_question_has_a_name() {
        for (_, fields) in BLOCKS {
            for id in *fields {
                assert!(label(id).is_some(), "{id}");
                assert_eq!(known(id), Some(*id));
            }
        }
        assert_eq!(known("later"), None);
    }

    #[test]
    fn blocks_count_questions_not_controls() {
        let mut b = Brief::default();
        let of =
            |b: &Brief, id: &str| progress(b, BLOCKS.iter().find(|(i, _)| *i == id).unwrap().1);
        assert_eq!(of(&b, "goals"), (0, 6));
        assert_eq!(of(&b, "limits"), (0, 6));
        b.no_taboos = true;
        assert_eq!(of(&b, "limits"), (4, 6));
        b.products.push(Product {
            id: RowId(1),
            ..Product::default()
        });
        b.margin = "  ".into();
        assert_eq!(of(&b, "product"), (1, 4));
    }

    #[test]
    fn debrief_answers_never_overwrite() {
        let text = |s: &str| Value::text(s);
        assert_eq!(merged(Kind::Prose, &text(""), " да "), Some(text("да")));
        assert_eq!(
            merged(Kind::Prose, &text("было\n"), "да"),
            Some(text("было\nда"))
        );
        assert_eq!(
            merged(Kind::Line, &text("было"), "да"),
            Some(text("было; да"))
        );
        assert_eq!(
            merged(
                Kind::Lines,
                &Value::Lines(vec!["a".into(), String::new()]),
                "b\n\nc"
            ),
            Some(Value::Lines(vec!["a".into(), "b".into(), "c".into()]))
        );
        assert_eq!(merged(Kind::Money, &text(" "), "390"), Some(text("390")));
        assert_eq!(merged(Kind::Money, &text("1"), "390"), None);
        assert_eq!(merged(Kind::Choice(&PLACE), &text(""), "офлайн"), None);
        assert_eq!(merged(Kind::Prose, &text("было"), "  "), None);
    }
}
