//! Target and actual shares of the rubrics.

use crate::chart::{Anchor, Drawing, Shape, wrap};
use crate::kernel::RowId;
use crate::modules::Workbook;

/// A rubric's share of the posts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The rubric.
    pub rubric: RowId,
    /// Wanted, percent; nothing when not set.
    pub target: Option<f64>,
    /// Posts of the rubric, dropped ones left out.
    pub posts: usize,
    /// Share of all posts that have a rubric, percent; nothing while there are none.
    pub actual: Option<f64>,
}

/// Shares of all rubrics, in their order.
pub fn shares(w: &Workbook) -> Vec<Share> {
    let live = || w.content.posts.iter().filter(|p| !p.status.is("dropped"));
    let known = |id: &RowId| w.content.rubrics.iter().any(|r| r.id == *id);
    let total = live().filter_map(|p| p.rubric).filter(known).count();
    w.content
        .rubrics
        .iter()
        .map(|r| {
            let posts = live().filter(|p| p.rubric == Some(r.id)).count();
            #[allow(clippy::cast_precision_loss)]
            let actual = (total > 0).then(|| posts as f64 * 100.0 / total as f64);
            Share { rubric: r.id, target: r.share.value(), posts, actual }
        })
        .collect()
}

/// Sum of the targets that are set; nothing when none is.
pub fn target_sum(w: &Workbook) -> Option<f64> {
    let set: Vec<f64> = w.content.rubrics.iter().filter_map(|r| r.share.value()).collect();
    (!set.is_empty()).then(|| set.iter().sum())
}

/// One line of the drawing: name, target and actual in percent with their words.
pub struct Bar {
    /// Name of the rubric.
    pub name: String,
    /// Wanted, percent.
    pub target: Option<f64>,
    /// Actual, percent.
    pub actual: Option<f64>,
    /// The numbers in words, at the end of the bar.
    pub words: String,
}

const WIDTH: f64 = 640.0;
const LABELS: f64 = 190.0;
const ROW: f64 = 38.0;

/// Bars of the actual shares with a mark at the target.
pub fn drawing(bars: &[Bar], title: String, description: String) -> Drawing {
    let most = bars.iter().flat_map(|b| [b.target, b.actual]).flatten().fold(10.0_f64, f64::max);
    let scale = (WIDTH - LABELS - 110.0) / most;
    let mut shapes = Vec::new();
    for (i, bar) in bars.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let y = i as f64 * ROW + 6.0;
        let lines = wrap(&bar.name, 26, 2);
        for (n, line) in lines.iter().enumerate() {
            #[allow(clippy::cast_precision_loss)]
            let at = y + if lines.len() > 1 { 8.0 + 15.0 * n as f64 } else { 15.0 };
            shapes.push(Shape::Text { x: 0.0, y: at, text: line.clone(), anchor: Anchor::Start, class: "c-label" });
        }
        shapes.push(Shape::Rect { x: LABELS, y: y + 2.0, w: (most * scale).max(0.0), h: 16.0, r: 2.0, class: "c-surface" });
        let actual = bar.actual.unwrap_or(0.0);
        shapes.push(Shape::Rect { x: LABELS, y: y + 2.0, w: actual * scale, h: 16.0, r: 2.0, class: "c-data" });
        if let Some(target) = bar.target {
            let x = LABELS + target * scale;
            shapes.push(Shape::Line { x1: x, y1: y - 2.0, x2: x, y2: y + 22.0, class: "c-accent" });
        }
        let end = LABELS + actual.max(bar.target.unwrap_or(0.0)) * scale + 8.0;
        shapes.push(Shape::Text { x: end, y: y + 15.0, text: bar.words.clone(), anchor: Anchor::Start, class: "c-label-muted" });
    }
    #[allow(clippy::cast_precision_loss)]
    let height = bars.len() as f64 * ROW + 4.0;
    Drawing { width: WIDTH, height, title, description, shapes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::content::{Post, Rubric};

    fn workbook() -> Workbook {
        let mut w = Workbook::default();
        for (id, share) in [(1, "60"), (2, "40"), (3, "")] {
            w.content.rubrics.push(Rubric { id: RowId(id), share: share.into(), ..Rubric::default() });
        }
        for (id, rubric, status) in [(1, 1, ""), (2, 1, ""), (3, 1, "dropped"), (4, 2, ""), (5, 9, "")] {
            w.content.posts.push(Post { id: RowId(id), rubric: Some(RowId(rubric)), status: status.into(), ..Post::default() });
        }
        w
    }

    #[test]
    fn dropped_posts_and_lost_rubrics_do_not_count() {
        let s = shares(&workbook());
        assert_eq!(s.iter().map(|s| s.posts).collect::<Vec<_>>(), [2, 1, 0]);
        assert!((s[0].actual.unwrap() - 66.666).abs() < 0.01);
        assert_eq!(s[2].target, None);
        assert_eq!(target_sum(&workbook()), Some(100.0));
        assert_eq!(target_sum(&Workbook::default()), None);
        assert_eq!(shares(&Workbook::default()), []);
    }
}
