//! What became of the remarks since an earlier version.

use super::finding::Finding;
use super::reviewer::Review;
use crate::modules::Workbook;
use std::collections::HashSet;

/// Two reviews side by side. Remarks are told apart by their rule and places, whatever the numbers; muted ones do not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since<'r> {
    /// Remarks that were there and are no more; their words are those of the earlier workbook.
    pub gone: Vec<&'r Finding>,
    /// Remarks that are new.
    pub new: Vec<&'r Finding>,
    /// How many stayed.
    pub stayed: usize,
}

/// Lays the review of an earlier version beside the present one.
pub fn since<'r>(
    (before, then): (&'r Review, &Workbook),
    (after, now): (&'r Review, &Workbook),
) -> Since<'r> {
    let (old, new) = (before.findings(then), after.findings(now));
    let keys = |all: &[&Finding]| all.iter().map(|f| f.key()).collect::<HashSet<String>>();
    let (had, have) = (keys(&old), keys(&new));
    let stayed = new.iter().filter(|f| had.contains(&f.key())).count();
    Since {
        gone: old
            .into_iter()
            .filter(|f| !have.contains(&f.key()))
            .collect(),
        new: new
            .into_iter()
            .filter(|f| !had.contains(&f.key()))
            .collect(),
        stayed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_json;
    use crate::review::review;
    use chrono::NaiveDate;

    fn workbook(modules: &str) -> Workbook {
        let text = format!("{{\"format\":\"planerka\",\"schema\":1,\"modules\":{modules}}}");
        from_json(text.as_bytes()).unwrap().workbook
    }

    #[test]
    fn what_was_mended_is_gone_what_was_spoilt_is_new_and_muted_ones_do_not_count() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let then =
            workbook(r#"{"goals":{"goals":[{"id":1,"title":"Заявки"},{"id":2,"title":"Охват"}]}}"#);
        let now = workbook(
            r#"{"goals":{"goals":[{"id":1,"title":"Заявки"},{"id":3,"title":"Доверие"},{"id":4,"title":"Возврат"}]},
            "review":{"mutes":[{"id":9,"rule":"A1","place":"goals.goals.4.title","reason":"Меряем опросом"}]}}"#,
        );
        let (before, after) = (review(&then, today), review(&now, today));
        let told = since((&before, &then), (&after, &now));
        let places = |all: &[&Finding]| -> Vec<String> {
            let a1 = all.iter().filter(|f| f.rule.code == "A1");
            a1.map(|f| f.place.to_string()).collect()
        };
        assert_eq!(places(&told.gone), ["goals.goals.2.title"]);
        assert_eq!(places(&told.new), ["goals.goals.3.title"]);
        assert!(told.stayed >= 1);
        let same = since((&after, &now), (&after, &now));
        assert!(same.gone.is_empty() && same.new.is_empty());
    }
}
