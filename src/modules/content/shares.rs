//! How much of the plan each rubric takes, against what was intended.

use super::calendar::planned;
use super::model::Content;
use crate::kernel::RowId;

/// One rubric's part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Rubric.
    pub rubric: RowId,
    /// Intended percent, when given.
    pub target: Option<f64>,
    /// Planned posts.
    pub posts: usize,
    /// Percent of the planned posts that have a rubric, rounded as shown.
    pub actual: f64,
}

impl Share {
    /// Percent points above (or below) the target, whole, as the shown numbers differ.
    pub fn gap(&self) -> Option<i64> {
        #[allow(clippy::cast_possible_truncation)]
        self.target.map(|t| (self.actual - t).round() as i64)
    }
}

/// All rubrics in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shares {
    /// The rubrics.
    pub rows: Vec<Share>,
    /// Planned posts with a rubric: what the percents are of.
    pub total: usize,
    /// Planned posts without one.
    pub without: usize,
    /// Sum of the targets.
    pub targets: f64,
}

impl Shares {
    /// What the full width of a track stands for: the longest bar with some air, in fives, at least 20.
    pub fn scale(&self) -> f64 {
        let most = self
            .rows
            .iter()
            .fold(0.0_f64, |m, r| m.max(r.actual).max(r.target.unwrap_or(0.0)));
        ((most * 1.15 / 5.0).ceil() * 5.0).clamp(20.0, 1000.0)
    }
    /// Is there anything to compare.
    pub fn any_target(&self) -> bool {
        self.rows.iter().any(|r| r.target.is_some())
    }
}

/// Counts the plan. Posts taken off the plan do not count.
pub fn shares(content: &Content) -> Shares {
    let mut rows: Vec<Share> = content
        .rubrics
        .iter()
        .map(|r| Share {
            rubric: r.id,
            target: r.share.value(),
            posts: 0,
            actual: 0.0,
        })
        .collect();
    let mut without = 0;
    for post in content.posts.iter().filter(|p| planned(p)) {
        match rows.iter_mut().find(|r| Some(r.rubric) == post.rubric) {
            Some(row) => row.posts += 1,
            None => without += 1,
        }
    }
    let total: usize = rows.iter().map(|r| r.posts).sum();
    #[allow(clippy::cast_precision_loss)]
    for row in &mut rows {
        row.actual = (row.posts as f64 * 100.0 / total.max(1) as f64).round();
    }
    let targets = rows.iter().filter_map(|r| r.target).sum();
    Shares {
        rows,
        total,
        without,
        targets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::content::{Post, Rubric};

    fn post(rubric: Option<u64>, status: &str) -> Post {
        Post {
            rubric: rubric.map(RowId),
            status: status.into(),
            ..Post::default()
        }
    }
    fn rubric(id: u64, share: &str) -> Rubric {
        Rubric {
            id: RowId(id),
            share: share.into(),
            ..Rubric::default()
        }
    }

    #[test]
    fn counts_planned_posts_only() {
        let content = Content {
            rubrics: vec![rubric(1, "40"), rubric(2, "12,5"), rubric(3, "")],
            posts: vec![
                post(Some(1), "idea"),
                post(Some(1), ""),
                post(Some(2), "draft"),
                post(Some(2), "dropped"),
                post(None, "idea"),
                post(Some(9), "idea"),
            ],
            ..Content::default()
        };
        let s = shares(&content);
        assert_eq!((s.total, s.without, s.targets), (3, 2, 52.5));
        assert_eq!(
            s.rows
                .iter()
                .map(|r| (r.posts, r.actual, r.gap()))
                .collect::<Vec<_>>(),
            [(2, 67.0, Some(27)), (1, 33.0, Some(21)), (0, 0.0, None),]
        );
        assert_eq!(s.scale(), 80.0);
    }

    #[test]
    fn an_empty_plan_has_no_numbers_to_divide() {
        let s = shares(&Content {
            rubrics: vec![rubric(1, "")],
            ..Content::default()
        });
        assert_eq!(
            (s.rows[0].actual, s.rows[0].gap(), s.scale()),
            (0.0, None, 20.0)
        );
        assert!(!s.any_target());
    }
}
