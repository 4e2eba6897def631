//! What follows from the personas: the JTBD sentence, initials, evidence in words, sums, coverage.

use super::{AWARENESS, EVIDENCE_KIND, Persona};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, RowId};
use crate::modules::Workbook;

/// "When …, I want to …, so that …" from its three parts; nothing while all are blank. A part that is
/// missing shows as an ellipsis.
pub fn job(l: Locale, when: &str, want: &str, so: &str) -> Option<String> {
    let part = |text: &str| {
        let text = text.trim().trim_end_matches(['.', ',', ';']);
        if text.is_empty() {
            "…".to_owned()
        } else {
            text.to_owned()
        }
    };
    let all = [when, want, so].map(part);
    if all.iter().all(|p| p == "…") {
        return None;
    }
    Some(l.fill(
        k::persona_card::job,
        &[("when", &all[0]), ("want", &all[1]), ("so", &all[2])],
    ))
}

/// The first letters of the first two words of a name.
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// "27–38", "from 27", "up to 38"; as typed.
pub fn age(l: Locale, from: &str, to: &str) -> Option<String> {
    match (from.trim(), to.trim()) {
        ("", "") => None,
        (from, "") => Some(l.fill(k::persona_card::age_from, &[("n", from)])),
        ("", to) => Some(l.fill(k::persona_card::age_to, &[("n", to)])),
        (from, to) if from == to => Some(l.fill(k::persona_card::age, &[("n", from)])),
        (from, to) => Some(l.fill(k::persona_card::age, &[("n", &format!("{from}–{to}"))])),
    }
}

/// Step on the awareness ladder, from 1; nothing while none is chosen.
pub fn step(awareness: &str) -> Option<usize> {
    AWARENESS
        .options
        .iter()
        .position(|o| o.id == awareness)
        .map(|n| n + 1)
}

/// How pieces of evidence are counted.
const COUNTED: &[(&str, Key)] = &[
    ("interview", k::proof_count::interview),
    ("survey", k::proof_count::survey),
    ("reviews", k::proof_count::reviews),
    ("sales", k::proof_count::sales),
    ("analytics", k::proof_count::analytics),
    ("comments", k::proof_count::comments),
    ("desk", k::proof_count::desk),
];

/// Evidence behind a persona, added up by kind in the order of the kinds: "6 interviews", "43 reviews".
pub fn evidence(w: &Workbook, l: Locale, persona: RowId) -> Vec<String> {
    let mut out = Vec::new();
    for option in EVIDENCE_KIND.options {
        let rows = w
            .audience
            .evidence
            .iter()
            .filter(|e| e.persona == Some(persona) && e.kind.is(option.id));
        let counts: Vec<Option<f64>> = rows.map(|e| e.count.value()).collect();
        if counts.is_empty() {
            continue;
        }
        let sum: f64 = counts.into_iter().flatten().sum();
        let counted = COUNTED
            .iter()
            .find(|(id, _)| *id == option.id)
            .filter(|_| sum > 0.0);
        out.push(counted.map_or_else(
            || l.label(option.label).to_lowercase(),
            |(_, key)| l.amount(*key, sum, 1),
        ));
    }
    out
}

/// Sum of percentages; nothing while none is filled in.
pub fn sum(shares: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let shares: Vec<f64> = shares.flatten().collect();
    (!shares.is_empty()).then(|| shares.iter().sum())
}

/// A sum of weights that does not make a whole.
pub fn off_sum(sum: f64) -> bool {
    (sum - 100.0).abs() > 0.5
}

/// Posts of the plan that address a persona, and all posts. Posts that were dropped do not count.
pub fn coverage(w: &Workbook, persona: RowId) -> (usize, usize) {
    let posts = w.content.posts.iter().filter(|p| !p.status.is("dropped"));
    posts.fold((0, 0), |(n, of), p| {
        (n + usize::from(p.personas.contains(&persona)), of + 1)
    })
}

/// Personas we address and those we do not.
pub fn split(w: &Workbook) -> (Vec<&Persona>, Vec<&Persona>) {
    w.audience.personas.iter().partition(|p| !p.anti)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::audience::Evidence;
    use crate::modules::content::Post;

    #[test]
    fn the_job_is_one_sentence() {
        assert_eq!(job(Locale::Ru, " ", "", ""), None);
        assert_eq!(
            job(
                Locale::Ru,
                "опаздываю на трамвай",
                "взять кофе не стоя.",
                "проснуться"
            )
            .unwrap(),
            "Когда опаздываю на трамвай, я хочу взять кофе не стоя, чтобы проснуться."
        );
        assert_eq!(
            job(Locale::En, "I am late", "", "").unwrap(),
            "When I am late, I want to …, so that …."
        );
    }

    #[test]
    fn initials_are_of_two_words() {
        for (name, want) in [
            ("Максим", "М"),
            ("Анна Петрова-Водкина", "АП"),
            ("«Лампа» ёж", "ЛЁ"),
            ("", ""),
            ("👍 x", "X"),
        ] {
            assert_eq!(initials(name), want, "{name}");
        }
    }

    #[test]
    fn ages_read_as_ranges() {
        assert_eq!(age(Locale::En, "", ""), None);
        assert!(age(Locale::En, "27", "38").unwrap().contains("27–38"));
        assert!(age(Locale::Ru, "27", "").unwrap().contains("27"));
    }

    #[test]
    fn the_ladder_has_five_steps() {
        assert_eq!(
            (step(""), step("none"), step("ready"), step("later-version")),
            (None, Some(1), Some(5), None)
        );
    }

    #[test]
    fn evidence_is_added_up_by_kind() {
        let mut w = Workbook::default();
        let row = |id, kind: &str, count: &str| Evidence {
            id: RowId(id),
            persona: Some(RowId(1)),
            kind: kind.into(),
            count: count.into(),
            ..Evidence::default()
        };
        w.audience.evidence = vec![
            row(1, "reviews", "40"),
            row(2, "interview", "6"),
            row(3, "reviews", "3"),
        ];
        w.audience.evidence.push(Evidence {
            persona: Some(RowId(2)),
            ..row(4, "survey", "100")
        });
        assert_eq!(
            evidence(&w, Locale::En, RowId(1)),
            ["6\u{a0}interviews", "43\u{a0}reviews"]
        );
        assert_eq!(
            evidence(&w, Locale::Ru, RowId(2)),
            ["100\u{a0}ответов на опрос"]
        );
    }

    #[test]
    fn coverage_counts_posts_once_and_leaves_dropped_ones_out() {
        let mut w = Workbook::default();
        let post = |id, personas: &[u64], status: &str| Post {
            id: RowId(id),
            personas: personas.iter().map(|p| RowId(*p)).collect(),
            status: status.into(),
            ..Post::default()
        };
        w.content.posts = vec![
            post(1, &[1, 2], "draft"),
            post(2, &[2], ""),
            post(3, &[1], "dropped"),
        ];
        assert_eq!(coverage(&w, RowId(1)), (1, 2));
        assert_eq!(coverage(&w, RowId(2)), (2, 2));
    }

    #[test]
    fn sums_of_weights() {
        assert_eq!(sum([None, None].into_iter()), None);
        assert_eq!(sum([Some(40.0), None, Some(35.5)].into_iter()), Some(75.5));
        assert!(off_sum(95.0) && !off_sum(100.0));
    }
}
