//! The client's answers as a copy of the workbook that came back, to be joined like any other copy.

use super::answers::{Answers, State, askable, compare, edits};
use crate::document::Edit;
use crate::i18n::Locale;
use crate::kernel::{Row as _, RowId, Value};
use crate::modules::Workbook;
use crate::modules::brief::AnswerSource;

/// The workbook as the client would have sent it back: the version the questionnaire was made from, with the answers entered.
/// `ours` is the workbook as it is now. What the client only left as it was and we have changed since is no answer of theirs.
pub fn returned(
    base: &Workbook,
    ours: &Workbook,
    answers: &Answers,
    new_id: impl FnMut() -> RowId,
) -> Workbook {
    let same = |w: &Workbook| -> Vec<&'static str> {
        let all = compare(w, answers, Locale::default());
        let same = all.into_iter().filter(|c| c.state == State::Same);
        same.map(|c| c.id).collect()
    };
    let (left, agreed) = (same(base), same(ours));
    let chosen: Vec<&str> = askable()
        .filter(|id| !left.contains(id) || agreed.contains(id))
        .collect();
    let mut theirs = base.clone();
    for edit in edits(base, answers, &chosen, new_id) {
        if marked(ours, &edit) && !marked(base, &edit) {
            continue;
        }
        // Made for this very workbook; what does not fit is left out rather than all of it.
        let _ = theirs.apply(edit);
    }
    theirs
}

/// Does the workbook say already whose the answer is that this edit would mark.
fn marked(workbook: &Workbook, edit: &Edit) -> bool {
    match edit {
        Edit::Insert { table, data, .. } if *table == AnswerSource::TABLE => {
            let of = |field: &str| matches!(data.cells.first(), Some(Value::Text(t)) if t == field);
            workbook.brief.sources.iter().any(|s| of(&s.field))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_answers;
    use super::*;
    use crate::document::{Conflict, lineage, merge};
    use crate::modules::brief::Brief;

    fn with(w: &Workbook, edits: Vec<Edit>) -> Workbook {
        let mut copy = w.clone();
        copy.apply_all(edits).unwrap();
        copy
    }
    fn answers(json: &str) -> Answers {
        let file =
            format!(r#"{{"format":"planerka-brief","schema":1,"tag":"t","answers":{json}}}"#);
        parse_answers(file.as_bytes()).unwrap()
    }
    fn ids() -> impl FnMut() -> RowId {
        let mut n = 1000;
        move || {
            n += 1;
            RowId(n)
        }
    }

    #[test]
    fn what_the_client_answered_comes_and_what_we_wrote_meanwhile_stays() {
        let base = with(
            &Workbook::default(),
            lineage::hand_out(&Workbook::default(), "o"),
        );
        let ours = with(&base, vec![Edit::text(Brief::market, "Тверь")]);
        let copy = returned(&base, &ours, &answers(r#"{"company":"Лампа"}"#), ids());
        let joined = merge(Some(&base), &ours, &copy);
        assert_eq!(joined.conflicts, vec![]);
        let now = with(&ours, joined.edits);
        assert_eq!(
            (now.brief.company.as_str(), now.brief.market.as_str()),
            ("Лампа", "Тверь")
        );
        assert!(
            now.brief
                .sources
                .iter()
                .any(|s| s.field == "company" && s.source.is("client"))
        );
    }

    #[test]
    fn both_answered_is_asked_about() {
        let base = Workbook::default();
        let ours = with(&base, vec![Edit::text(Brief::company, "Лампа и Ко")]);
        let copy = returned(&base, &ours, &answers(r#"{"company":"Лампа"}"#), ids());
        let joined = merge(Some(&base), &ours, &copy);
        assert!(
            matches!(&joined.conflicts[..], [Conflict::Value { theirs: Value::Text(t), .. }] if t == "Лампа")
        );
    }

    #[test]
    fn what_the_client_left_as_it_was_does_not_undo_our_change_nor_speak_for_it() {
        let base = with(
            &Workbook::default(),
            vec![Edit::text(Brief::company, "Лампа")],
        );
        let ours = with(&base, vec![Edit::text(Brief::company, "Лампа и Ко")]);
        let copy = returned(
            &base,
            &ours,
            &answers(r#"{"company":"Лампа","market":"Тверь"}"#),
            ids(),
        );
        let joined = merge(Some(&base), &ours, &copy);
        assert_eq!(joined.conflicts, vec![]);
        let now = with(&ours, joined.edits);
        assert_eq!(
            (now.brief.company.as_str(), now.brief.market.as_str()),
            ("Лампа и Ко", "Тверь")
        );
        assert!(!now.brief.sources.iter().any(|s| s.field == "company"));
    }

    #[test]
    fn an_answer_is_marked_once() {
        let base = Workbook::default();
        let mark = edits(
            &base,
            &answers(r#"{"company":"Лампа"}"#),
            &["company"],
            ids(),
        );
        let ours = with(&base, mark);
        let copy = returned(&base, &ours, &answers(r#"{"company":"Лампа"}"#), ids());
        let now = with(&ours, merge(Some(&base), &ours, &copy).edits);
        assert_eq!(
            now.brief
                .sources
                .iter()
                .filter(|s| s.field == "company")
                .count(),
            1
        );
    }
}
