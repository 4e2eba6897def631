//! Ready-made mixes of content by task. They are starting points that the field disagrees about, not norms.
//!
//! Stelzner's mix as told in Russian handbooks: engage 40, brand 30, teach 25, sell 5. The second: teach 40,
//! entertain 30, sell 20, community 10. The third: five equal tasks.

use super::Rubric;
use crate::document::Edit;
use crate::kernel::{Row, Value};
use crate::modules::Workbook;

/// Percent by task of a mix; nothing for one's own.
pub fn preset(id: &str) -> Option<&'static [(&'static str, u32)]> {
    match id {
        "stelzner" => Some(&[("engage", 40), ("brand", 30), ("useful", 25), ("sell", 5)]),
        "forty" => Some(&[("useful", 40), ("entertain", 30), ("sell", 20), ("engage", 10)]),
        "five" => Some(&[("useful", 20), ("entertain", 20), ("proof", 20), ("brand", 20), ("sell", 20)]),
        _ => None,
    }
}

/// Edits that give the rubrics the shares of a mix: by task, split evenly among the rubrics of a task, in whole
/// percents that add up to 100. Tasks without a rubric give their part to the others in proportion. Nothing when
/// no rubric has a task of the mix.
pub fn apply(w: &Workbook, id: &str) -> Vec<Edit> {
    let Some(mix) = preset(id) else { return Vec::new() };
    let rubrics = &w.content.rubrics;
    let count = |class: &str| rubrics.iter().filter(|r| r.class.is(class)).count();
    let covered: u32 = mix.iter().filter(|(class, _)| count(class) > 0).map(|(_, share)| share).sum();
    if covered == 0 {
        return Vec::new();
    }
    let exact: Vec<f64> = rubrics
        .iter()
        .map(|r| match mix.iter().find(|(class, _)| r.class.is(class)) {
            #[allow(clippy::cast_precision_loss)]
            Some((class, share)) => f64::from(*share) * 100.0 / f64::from(covered) / count(class) as f64,
            None => 0.0,
        })
        .collect();
    rubrics
        .iter()
        .zip(whole(&exact))
        .map(|(r, share)| Edit::Set { path: r.at(Rubric::share), value: Value::Text(share.to_string()) })
        .collect()
}

/// Whole numbers with the sum of the exact ones, by largest remainder; ties go to the earlier.
fn whole(exact: &[f64]) -> Vec<u32> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut out: Vec<u32> = exact.iter().map(|e| e.floor() as u32).collect();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let total = exact.iter().sum::<f64>().round() as u32;
    let mut rest: Vec<usize> = (0..exact.len()).collect();
    rest.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()).then(a.cmp(b)));
    let short = total.saturating_sub(out.iter().sum());
    for i in rest.into_iter().take(short as usize) {
        out[i] += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;

    fn shares(classes: &[&str], mix: &str) -> Vec<String> {
        let mut w = Workbook::default();
        for (i, class) in classes.iter().enumerate() {
            w.content.rubrics.push(Rubric { id: RowId(i as u64 + 1), class: (*class).into(), ..Rubric::default() });
        }
        w.apply_all(apply(&w, mix)).unwrap();
        w.content.rubrics.iter().map(|r| r.share.0.clone()).collect()
    }

    #[test]
    fn mixes_add_up_to_a_hundred() {
        assert_eq!(shares(&["engage", "brand", "useful", "sell"], "stelzner"), ["40", "30", "25", "5"]);
        assert_eq!(shares(&["useful", "useful", "useful", "sell"], "five"), ["17", "17", "16", "50"]);
        assert_eq!(shares(&["news", "sell"], "stelzner"), ["0", "100"]);
        assert_eq!(shares(&["news"], "stelzner"), [""]);
        assert_eq!(shares(&["useful"], "own"), [""]);
    }
}
