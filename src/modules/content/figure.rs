//! The shares of the rubrics as a drawing: a bar for what the plan has, a tick for what was intended.

use super::shares::Shares;
use crate::chart::{Anchor, Drawing, Shape, wrap};
use crate::i18n::{Locale, k};
use crate::kernel::{Figure, Path, Row};
use crate::modules::Workbook;
use crate::modules::content::Rubric;

const WIDTH: f64 = 640.0;
const LEFT: f64 = 190.0;
const RIGHT: f64 = 470.0;
const ROW: f64 = 34.0;
const TOP: f64 = 30.0;

/// The figure, when there are planned posts to measure.
pub fn figure(
    w: &Workbook,
    l: Locale,
    shares: &Shares,
    name: &dyn Fn(crate::kernel::RowId) -> String,
) -> Option<Figure> {
    if shares.total == 0 {
        return None;
    }
    let scale = shares.scale();
    let x = |percent: f64| LEFT + (RIGHT - LEFT) * percent / scale;
    let text = |x: f64, y: f64, text: String, anchor, class| Shape::Text {
        x,
        y,
        text,
        anchor,
        class,
    };
    let mut shapes = vec![
        Shape::Rect {
            x: LEFT,
            y: 5.0,
            w: 18.0,
            h: 10.0,
            r: 2.0,
            class: "c-data",
        },
        text(
            LEFT + 25.0,
            14.5,
            l.t(k::content::doc::actual).into(),
            Anchor::Start,
            "c-label-muted",
        ),
    ];
    if shares.any_target() {
        shapes.push(Shape::Rect {
            x: LEFT + 150.0,
            y: 2.0,
            w: 3.0,
            h: 16.0,
            r: 1.0,
            class: "c-accent",
        });
        shapes.push(text(
            LEFT + 160.0,
            14.5,
            l.t(k::content::doc::target).into(),
            Anchor::Start,
            "c-label-muted",
        ));
    }
    let mut data = vec![vec![
        l.t(k::content::doc::rubric).into(),
        l.t(k::content::doc::actual).into(),
        l.t(k::content::doc::target).into(),
        l.t(k::content::doc::gap).into(),
    ]];
    let mut sentences = Vec::new();
    for (i, row) in shares.rows.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let middle = TOP + ROW * (i as f64 + 0.5);
        let title = name(row.rubric);
        let lines = wrap(&title, 26, 2);
        for (n, line) in lines.iter().enumerate() {
            #[allow(clippy::cast_precision_loss)]
            let y = middle + 4.5 + 15.0 * (n as f64 - (lines.len() as f64 - 1.0) / 2.0);
            shapes.push(text(0.0, y, line.clone(), Anchor::Start, "c-label"));
        }
        shapes.push(Shape::Rect {
            x: LEFT,
            y: middle - 8.0,
            w: RIGHT - LEFT,
            h: 16.0,
            r: 2.0,
            class: "c-soft",
        });
        shapes.push(Shape::Rect {
            x: LEFT,
            y: middle - 8.0,
            w: x(row.actual) - LEFT,
            h: 16.0,
            r: 2.0,
            class: "c-data",
        });
        if let Some(target) = row.target {
            shapes.push(Shape::Rect {
                x: x(target) - 1.5,
                y: middle - 12.0,
                w: 3.0,
                h: 24.0,
                r: 1.0,
                class: "c-accent",
            });
        }
        let actual = l.percent(row.actual, 0);
        let target = row.target.map(|t| l.percent(t, 1));
        let words = match &target {
            Some(t) => l.fill(
                k::content::doc::of_target,
                &[("actual", &actual), ("target", t)],
            ),
            None => actual.clone(),
        };
        shapes.push(text(
            WIDTH,
            middle + 4.5,
            words.clone(),
            Anchor::End,
            "c-label-strong",
        ));
        sentences.push(format!("{title}: {words}"));
        #[allow(clippy::cast_precision_loss)]
        let gap = row
            .gap()
            .map_or_else(|| "—".into(), |g| l.number(g as f64, 0));
        data.push(vec![
            title,
            actual,
            target.unwrap_or_else(|| "—".into()),
            gap,
        ]);
    }
    #[allow(clippy::cast_precision_loss)]
    let height = TOP + ROW * shares.rows.len() as f64 + 6.0;
    let caption: String = l.count(k::content::doc::shares_caption, shares.total);
    let source: Option<Path> = w
        .content
        .rubrics
        .first()
        .map(|r| Rubric::TABLE.cell(r.id, Rubric::share));
    let drawing = Drawing {
        width: WIDTH,
        height,
        title: caption.clone(),
        description: sentences.join("; "),
        shapes,
    };
    Some(Figure {
        caption,
        drawing,
        data,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;
    use crate::modules::content::{Post, shares::shares};

    #[test]
    fn the_drawing_says_what_its_table_says() {
        let mut w = Workbook::default();
        w.content.rubrics = [("40", 1), ("", 2)]
            .map(|(s, id)| Rubric {
                id: RowId(id),
                share: s.into(),
                ..Rubric::default()
            })
            .into();
        assert!(figure(&w, Locale::En, &shares(&w.content), &|r| r.to_string()).is_none());
        w.content.posts = (0..4)
            .map(|i| Post {
                rubric: Some(RowId(1 + i % 2)),
                ..Post::default()
            })
            .collect();
        let f = figure(&w, Locale::En, &shares(&w.content), &|r| r.to_string()).unwrap();
        assert_eq!(
            f.data[1..],
            [["1", "50%", "40%", "10"], ["2", "50%", "—", "—"]]
        );
        // 50 of a scale of 60.
        assert!(f.drawing.shapes.iter().any(|s| matches!(s, Shape::Rect { w, class: "c-data", .. } if (*w - (RIGHT - LEFT) * 50.0 / 60.0).abs() < 0.01)));
        assert_eq!(
            f.drawing
                .shapes
                .iter()
                .filter(|s| matches!(
                    s,
                    Shape::Rect {
                        class: "c-accent",
                        ..
                    }
                ))
                .count(),
            2
        );
    }
}
