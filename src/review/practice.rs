//! Practice: a strategy with planted mistakes, what a student takes for one, and how the two compare. Addresses are compared
//! as texts, so that a guess keeps its meaning when the row it speaks of has gone.

use super::finding::place_words;
use crate::document::{row_name, shown};
use crate::i18n::Locale;
use crate::kernel::{Path, RowId, TableDef};
use crate::modules::Workbook;
use serde_json::Value as Json;

/// The strategies one can train on; their files are `public/practice/<name>.*`.
pub const PRACTICES: [&str; 3] = ["coffee", "school", "salon"];

/// Mistakes planted in each.
pub const MISTAKES: usize = 12;

/// The strategy this workbook is a copy of, when it is one to train on.
pub fn practice(w: &Workbook) -> Option<&'static str> {
    PRACTICES
        .into_iter()
        .find(|name| *name == w.review.practice)
}

/// Is somebody looking for mistakes here: until they compare, the reviewer keeps silent.
pub fn practising(w: &Workbook) -> bool {
    practice(w).is_some() && !w.review.compared
}

/// A planted mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// Code of the rule that finds it.
    pub code: String,
    /// Addresses where naming it counts: where the reviewer shows it first, then where else it may be seen.
    pub places: Vec<String>,
    /// What is wrong and how a strategist sees it, in the order of [`Locale::ALL`].
    says: [String; 2],
}

impl Planted {
    /// What is wrong and how a strategist sees it.
    pub fn says(&self, l: Locale) -> &str {
        let at = Locale::ALL.iter().position(|other| *other == l);
        &self.says[at.unwrap_or_default()]
    }
}

/// Reads the list of planted mistakes; nothing when it is not one.
pub fn planted(json: &str) -> Option<Vec<Planted>> {
    let all: Vec<Json> = serde_json::from_str(json).ok()?;
    let text = |value: &Json| value.as_str().map(str::to_owned);
    let one = |m: &Json| {
        let places: Option<Vec<String>> = m["places"].as_array()?.iter().map(text).collect();
        let [first, second] = Locale::ALL.map(|l| text(&m["says"][l.tag()]));
        Some(Planted {
            code: text(&m["code"])?,
            places: places.filter(|all| !all.is_empty())?,
            says: [first?, second?],
        })
    };
    all.iter().map(one).collect()
}

/// What a guess may be about: a whole row, or a field that the module has once.
pub fn spot(address: &str) -> &str {
    let end = address.match_indices('.').nth(2);
    end.map_or(address, |(at, _)| address.get(..at).unwrap_or(address))
}

/// A guess may name this row.
pub fn row_address(def: &TableDef, row: RowId) -> String {
    format!("{}.{row}", def.path)
}

/// The field to show for an address: itself, or the first one of its row; nothing when there is no such field.
pub fn field_of(w: &Workbook, address: &str) -> Option<Path> {
    w.parse_path(address).or_else(|| {
        let (table, row) = address.rsplit_once('.')?;
        let def = w.tables().find(|d| d.path.to_string() == table)?;
        let row = RowId(row.parse().ok()?);
        Some(def.path.cell(row, def.columns.first()?.id))
    })
}

/// A row in words: its name, else its first answers.
pub fn row_words(w: &Workbook, def: &TableDef, row: RowId, l: Locale) -> String {
    row_name(w, def.path, row, l).unwrap_or_else(|| {
        let cells = def.columns.iter().filter_map(|c| {
            let value = w.get(def.path.cell(row, c.id))?;
            Some(shown(w, c, value, l)).filter(|words| !words.is_empty())
        });
        cells.take(2).collect::<Vec<_>>().join(", ")
    })
}

/// An address in words: a row without its column. The address itself when the row has gone.
pub fn spot_words(w: &Workbook, address: &str, l: Locale) -> String {
    let path = field_of(w, address).filter(|p| w.get(*p).is_some());
    match path {
        None => address.to_owned(),
        Some(Path::Cell { table, row, .. }) => {
            let module = Workbook::info(table.module).map(|m| l.label(m.title).to_owned());
            let def = w.table_def(table);
            let label = def.map(|d| l.label(d.label).to_owned());
            let name = def.map(|d| row_words(w, d, row, l));
            let parts = [module, label, name].into_iter().flatten();
            parts
                .filter(|p| !p.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        }
        Some(path) => place_words(w, path, l),
    }
}

/// What came of comparing guesses with what was planted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// For each planted mistake the guess that named it, by its place among the guesses.
    pub found: Vec<Option<usize>>,
    /// Guesses where nothing was planted.
    pub alarms: Vec<usize>,
}

impl Compared {
    /// How many were found.
    pub fn hits(&self) -> usize {
        self.found.iter().flatten().count()
    }
}

/// Compares the addresses of guesses with what was planted. A guess names one mistake: the one at that very field, else one in
/// that row. Naming a mistake once more is no false alarm.
pub fn compare(planted: &[Planted], guesses: &[&str]) -> Compared {
    let mut found = vec![None; planted.len()];
    let mut used = vec![false; guesses.len()];
    let exact = |a: &str, b: &str| a == b;
    let row = |a: &str, b: &str| spot(a) == spot(b);
    for same in [exact, row] {
        for (mistake, found) in planted.iter().zip(&mut found) {
            let names =
                |at: &usize| !used[*at] && mistake.places.iter().any(|p| same(p, guesses[*at]));
            if found.is_none()
                && let Some(at) = (0..guesses.len()).find(names)
            {
                used[at] = true;
                *found = Some(at);
            }
        }
    }
    let near = |at: &usize| {
        let mut all = planted.iter().flat_map(|m| &m.places);
        all.any(|p| row(p, guesses[*at]))
    };
    let alarms = (0..guesses.len()).filter(|at| !near(at)).collect();
    Compared { found, alarms }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_json;

    fn mistake(code: &str, places: &[&str]) -> Planted {
        Planted {
            code: code.into(),
            places: places.iter().map(|p| (*p).to_owned()).collect(),
            says: ["по-русски".into(), "in English".into()],
        }
    }

    #[test]
    fn a_field_counts_only_for_itself_and_a_row_for_any_of_its_fields() {
        let all = [
            mistake("A11", &["brief.budget", "brief.budget_fee"]),
            mistake("F5", &["content.posts.3.cta"]),
        ];
        let told = compare(&all, &["brief.usp", "content.posts.3", "content.posts.33"]);
        assert_eq!(told.found, [None, Some(1)]);
        assert_eq!(told.alarms, [0, 2]);
        let told = compare(&all, &["content.posts.3.hook", "brief.budget_fee"]);
        assert_eq!(told.found, [Some(1), Some(0)]);
        assert_eq!((told.hits(), told.alarms.len()), (2, 0));
    }

    #[test]
    fn two_mistakes_of_a_row_ask_for_two_guesses() {
        let all = [
            mistake("F5", &["content.posts.3.cta"]),
            mistake("F6", &["content.posts.3.link"]),
        ];
        assert_eq!(compare(&all, &["content.posts.3"]).hits(), 1);
        // The field decides which of the two was meant.
        let told = compare(&all, &["content.posts.3.link"]);
        assert_eq!(told.found, [None, Some(0)]);
        assert_eq!(
            compare(&all, &["content.posts.3", "content.posts.3"]).hits(),
            2
        );
    }

    #[test]
    fn naming_a_mistake_again_is_no_false_alarm() {
        let all = [mistake("A11", &["brief.budget"])];
        let told = compare(&all, &["brief.budget", "brief.budget"]);
        assert_eq!((told.found, told.alarms), (vec![Some(0)], vec![]));
        assert_eq!(compare(&[], &["brief.budget"]).alarms, [0]);
        assert_eq!(compare(&all, &[]).found, [None]);
    }

    #[test]
    fn a_list_is_read_whole_or_not_at_all() {
        let good = r#"[{"code":"H1","places":["brief.promised_leads"],"says":{"ru":"Много.","en":"Too many."}}]"#;
        let all = planted(good).unwrap();
        assert_eq!(all[0].says(Locale::Ru), "Много.");
        assert_eq!(all[0].says(Locale::En), "Too many.");
        for bad in [
            "",
            "{}",
            r#"[{"code":"H1"}]"#,
            r#"[{"code":"H1","places":[],"says":{"ru":"а","en":"b"}}]"#,
        ] {
            assert_eq!(planted(bad), None, "{bad}");
        }
    }

    #[test]
    fn places_read_as_words_and_lead_to_a_field() {
        let w = from_json(br#"{"format":"planerka","schema":1,"modules":{"goals":{"goals":[{"id":4,"title":"Heard of us"}]}}}"#);
        let w = w.unwrap().workbook;
        assert_eq!(
            spot_words(&w, "goals.goals.4", Locale::En),
            spot_words(&w, "goals.goals.4.owner", Locale::En)
        );
        assert!(spot_words(&w, "goals.goals.4", Locale::En).ends_with("Heard of us"));
        assert_eq!(
            field_of(&w, "goals.goals.4").unwrap().to_string(),
            "goals.goals.4.title"
        );
        assert_eq!(field_of(&w, "brief.usp").unwrap().to_string(), "brief.usp");
        assert_eq!(field_of(&w, "goals.nothing.4"), None);
        assert_eq!(spot_words(&w, "elsewhere", Locale::En), "elsewhere");
    }

    #[test]
    fn only_a_known_strategy_that_was_not_compared_is_practice() {
        let mut w = Workbook::default();
        assert!(!practising(&w));
        w.review.practice = "../secret".into();
        assert!(!practising(&w) && practice(&w).is_none());
        w.review.practice = "salon".into();
        assert!(practising(&w));
        w.review.compared = true;
        assert!(!practising(&w) && practice(&w) == Some("salon"));
    }
}
