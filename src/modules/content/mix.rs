//! Ready-made mixes of content: how much of the posts each task gets, laid over the rubrics.

use crate::kernel::RowId;

/// Shares of the tasks (ids of `CONTENT_CLASS`) in a mix; empty for "own".
///
/// Stelzner's is 5 promote, 25 useful, 30 brand, 40 engaging; the second 40 educate, 30 entertain,
/// 20 promote, 10 community; the third five equal tasks.
pub fn preset(mix: &str) -> &'static [(&'static str, u32)] {
    match mix {
        "stelzner" => &[("engage", 40), ("brand", 30), ("useful", 25), ("sell", 5)],
        "forty" => &[
            ("useful", 40),
            ("entertain", 30),
            ("sell", 20),
            ("engage", 10),
        ],
        "five" => &[
            ("useful", 20),
            ("entertain", 20),
            ("proof", 20),
            ("brand", 20),
            ("sell", 20),
        ],
        _ => &[],
    }
}

/// Tasks of a mix that no rubric solves yet.
pub fn uncovered(mix: &str, rubrics: &[(RowId, &str)]) -> Vec<&'static str> {
    preset(mix)
        .iter()
        .map(|(class, _)| *class)
        .filter(|class| !rubrics.iter().any(|(_, c)| c == class))
        .collect()
}

/// Whole percents for every rubric, 100 in all: the share of a task is split evenly among its rubrics,
/// tasks nobody solves give theirs to the rest in proportion, rubrics outside the mix get nothing.
/// Nothing when no rubric fits.
pub fn apply(mix: &str, rubrics: &[(RowId, &str)]) -> Option<Vec<(RowId, u32)>> {
    let weight = |class: &str| {
        let share = preset(mix).iter().find(|(c, _)| *c == class)?.1;
        let among = rubrics.iter().filter(|(_, c)| *c == class).count();
        #[allow(clippy::cast_precision_loss)]
        Some(f64::from(share) / among as f64)
    };
    let weights: Vec<f64> = rubrics
        .iter()
        .map(|(_, class)| weight(class).unwrap_or(0.0))
        .collect();
    let whole = hundred(&weights)?;
    Some(rubrics.iter().map(|(row, _)| *row).zip(whole).collect())
}

/// Whole percents in proportion to the weights that add up to 100, by the largest remainder; of equal
/// remainders the first wins. Nothing when all weights are zero.
pub fn hundred(weights: &[f64]) -> Option<Vec<u32>> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return None;
    }
    let exact: Vec<f64> = weights.iter().map(|w| w * 100.0 / sum).collect();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut out: Vec<u32> = exact.iter().map(|e| (e + 1e-9).floor() as u32).collect();
    let mut left = 100_u32.saturating_sub(out.iter().sum());
    let mut order: Vec<usize> = (0..exact.len()).filter(|i| weights[*i] > 0.0).collect();
    order.sort_by(|a, b| {
        exact[*b]
            .fract()
            .total_cmp(&exact[*a].fract())
            .then(a.cmp(b))
    });
    for i in order {
        if left == 0 {
            break;
        }
        out[i] += 1;
        left -= 1;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rubrics<'a>(classes: &[&'a str]) -> Vec<(RowId, &'a str)> {
        classes
            .iter()
            .enumerate()
            .map(|(i, c)| (RowId(i as u64 + 1), *c))
            .collect()
    }
    fn shares(mix: &str, classes: &[&str]) -> Vec<u32> {
        apply(mix, &rubrics(classes))
            .unwrap()
            .into_iter()
            .map(|(_, n)| n)
            .collect()
    }

    #[test]
    fn presets_add_up() {
        for mix in ["stelzner", "forty", "five"] {
            assert_eq!(
                preset(mix).iter().map(|(_, n)| n).sum::<u32>(),
                100,
                "{mix}"
            );
        }
        assert!(preset("own").is_empty());
    }

    #[test]
    fn one_rubric_a_task_takes_the_whole_share() {
        assert_eq!(
            shares("stelzner", &["sell", "useful", "brand", "engage"]),
            [5, 25, 30, 40]
        );
        assert_eq!(
            shares("five", &["sell", "useful", "brand", "proof", "entertain"]),
            [20; 5]
        );
    }

    #[test]
    fn a_task_is_split_evenly_and_the_sum_stays_100() {
        assert_eq!(
            shares("stelzner", &["sell", "useful", "useful", "brand", "engage"]),
            [5, 13, 12, 30, 40]
        );
        assert_eq!(
            shares(
                "forty",
                &["useful", "useful", "useful", "entertain", "sell", "engage"]
            )
            .iter()
            .sum::<u32>(),
            100
        );
    }

    #[test]
    fn tasks_without_a_rubric_give_theirs_to_the_rest() {
        // 40 and 5 of 45: 88.9 and 11.1.
        assert_eq!(shares("stelzner", &["engage", "sell", "news"]), [89, 11, 0]);
        assert_eq!(
            uncovered("stelzner", &rubrics(&["engage", "sell"])),
            ["brand", "useful"]
        );
        assert_eq!(apply("stelzner", &rubrics(&["news", ""])), None);
        assert_eq!(apply("own", &rubrics(&["sell"])), None);
    }

    #[test]
    fn whole_percents_by_largest_remainder() {
        assert_eq!(hundred(&[1.0, 1.0, 1.0]), Some(vec![34, 33, 33]));
        assert_eq!(hundred(&[2.0, 1.0]), Some(vec![67, 33]));
        assert_eq!(hundred(&[]), None);
    }
}
