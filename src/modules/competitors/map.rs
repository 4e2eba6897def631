//! The positioning map: brands on two measures, as pure geometry shared by the page and the document.

use super::Competitor;
use super::measure::{brand, comparable, formula, is_own, measure, ordered};
use super::model::MAP_AXIS;
use crate::chart::{Anchor, Drawing, Shape};
use crate::i18n::{Locale, k};
use crate::kernel::text;
use crate::modules::Workbook;
use crate::modules::sets::ER_FORMULA;

/// Followers that differ more than so many times go on a logarithmic scale.
const SPREAD: f64 = 20.0;
/// Width of one character of a label, in units of the drawing; generous.
const CHAR: f64 = 7.2;
/// Height of a label.
const LINE: f64 = 16.0;

/// The map with the same data as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The drawing.
    pub drawing: Drawing,
    /// Head row, then one row per brand that is on the map.
    pub data: Vec<Vec<String>>,
    /// Brands without the figures.
    pub off: Vec<String>,
}

/// A scale from the smallest to the largest value of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Value at the start.
    pub low: f64,
    /// Value at the end.
    pub high: f64,
    /// Logarithmic.
    pub log: bool,
    /// Distance of the marks on a linear scale.
    pub step: f64,
}

impl Scale {
    /// A scale with round ends that holds all the values; own scales and shares start at 0.
    pub fn new(axis: &str, values: &[f64]) -> Self {
        let min = values.iter().copied().fold(f64::INFINITY, f64::min);
        let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if axis.starts_with("score_") {
            return Self {
                low: min.min(0.0),
                high: max.max(100.0),
                log: false,
                step: 50.0,
            };
        }
        if axis == Competitor::followers && min > 0.0 && max / min > SPREAD {
            return Self {
                low: 10_f64.powf(min.log10().floor()),
                high: 10_f64.powf(max.log10().ceil()),
                log: true,
                step: 0.0,
            };
        }
        let raw = (max.max(1.0) / 4.0).max(f64::MIN_POSITIVE);
        let power = 10_f64.powf(raw.log10().floor());
        let step = power
            * [1.0, 2.0, 2.5, 5.0, 10.0]
                .into_iter()
                .find(|m| m * power >= raw)
                .unwrap_or(10.0);
        Self {
            low: 0.0_f64.min((min / step).floor() * step),
            high: (max / step).ceil().max(1.0) * step,
            log: false,
            step,
        }
    }
    /// Place of a value between 0 and 1.
    pub fn place(&self, value: f64) -> f64 {
        let (low, high, value) = if self.log {
            (self.low.log10(), self.high.log10(), value.log10())
        } else {
            (self.low, self.high, value)
        };
        if high > low {
            ((value - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }
    /// Values with a mark.
    pub fn marks(&self) -> Vec<f64> {
        let mut out = vec![self.low];
        while let Some(last) = out.last().copied().filter(|_| out.len() < 12) {
            let next = if self.log {
                last * 10.0
            } else {
                last + self.step
            };
            if next > self.high * 1.000_001 {
                break;
            }
            out.push(next);
        }
        out
    }
}

struct Point {
    name: String,
    own: bool,
    x: f64,
    y: f64,
}

/// A rectangle: left, top, right, bottom.
type Box4 = (f64, f64, f64, f64);

fn overlap(a: Box4, b: Box4) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// The map; nothing while the axes are not chosen, are the same, or no brand has both figures.
/// `narrow` is the drawing for a phone.
pub fn map(w: &Workbook, l: Locale, narrow: bool) -> Option<Map> {
    let plot = if narrow {
        (340.0, 300.0)
    } else {
        (560.0, 360.0)
    };
    drawn(w, l, narrow, plot)
}

/// The map with a plot so wide and so tall.
pub fn drawn(w: &Workbook, l: Locale, narrow: bool, (width, tall): (f64, f64)) -> Option<Map> {
    let module = &w.competitors;
    let (ax, ay) = (
        MAP_AXIS.get(module.map_x.id())?.id,
        MAP_AXIS.get(module.map_y.id())?.id,
    );
    if ax == ay {
        return None;
    }
    let formula = formula(w);
    let mut points = Vec::new();
    let mut off = Vec::new();
    for c in ordered(w) {
        let at = |axis| comparable(c, axis, formula.as_deref());
        match (at(ax), at(ay)) {
            (Some(x), Some(y)) => points.push(Point {
                name: brand(c, l),
                own: is_own(c),
                x,
                y,
            }),
            _ => off.push(brand(c, l)),
        }
    }
    if points.is_empty() {
        return None;
    }
    let (tx, ty) = (
        axis_title(w, l, ax, formula.as_deref()),
        axis_title(w, l, ay, formula.as_deref()),
    );
    let sx = Scale::new(ax, &points.iter().map(|p| p.x).collect::<Vec<_>>());
    let sy = Scale::new(ay, &points.iter().map(|p| p.y).collect::<Vec<_>>());
    let show = |axis: &str, n: f64| super::measure::shown(l, axis, n);

    let mut data = vec![vec![
        l.t(k::map_page::brand).to_owned(),
        tx.clone(),
        ty.clone(),
    ]];
    data.extend(
        points
            .iter()
            .map(|p| vec![p.name.clone(), show(ax, p.x), show(ay, p.y)]),
    );
    let title = l.fill(k::map_page::title, &[("x", &tx), ("y", &ty)]);
    let description = points
        .iter()
        .map(|p| format!("{}: {}; {}", p.name, show(ax, p.x), show(ay, p.y)))
        .collect::<Vec<_>>()
        .join(". ");

    let ends = |axis: &str| match axis {
        "score_x" => Some((module.x_low.trim(), module.x_high.trim())),
        "score_y" => Some((module.y_low.trim(), module.y_high.trim())),
        _ => None,
    };
    let (words_x, words_y) = (ends(ax), ends(ay));
    let left = if words_y.is_some() { 8.0 } else { 52.0 };
    let plot: Box4 = (left, 26.0, width - 10.0, 26.0 + tall);
    let mut shapes = Vec::new();
    let word = |text: &str| text::excerpt(text, 38);
    let at_x = |n: f64| plot.0 + 8.0 + sx.place(n) * (plot.2 - plot.0 - 16.0);
    let at_y = |n: f64| plot.3 - 8.0 - sy.place(n) * (plot.3 - plot.1 - 16.0);

    let (west, north, east, south) = plot;
    for (x1, y1, x2, y2) in [
        (west, north, east, north),
        (west, south, east, south),
        (west, north, west, south),
        (east, north, east, south),
    ] {
        shapes.push(Shape::Line {
            x1,
            y1,
            x2,
            y2,
            class: "c-axis",
        });
    }
    let marks_x = sx.marks();
    let every = if narrow && marks_x.len() > 4 { 2 } else { 1 };
    for (i, mark) in marks_x.iter().enumerate() {
        let x = at_x(*mark);
        if words_x.is_none() || (*mark > sx.low && *mark < sx.high) {
            shapes.push(Shape::Line {
                x1: x,
                y1: plot.1,
                x2: x,
                y2: plot.3,
                class: "c-grid",
            });
        }
        if words_x.is_none() && i % every == 0 {
            let anchor = if i + 1 == marks_x.len() {
                Anchor::End
            } else {
                Anchor::Middle
            };
            shapes.push(Shape::Text {
                x: if anchor == Anchor::End { x + 8.0 } else { x },
                y: plot.3 + 17.0,
                text: show(ax, *mark),
                anchor,
                class: "c-label-muted",
            });
        }
    }
    for mark in sy.marks() {
        let y = at_y(mark);
        if words_y.is_none() || (mark > sy.low && mark < sy.high) {
            shapes.push(Shape::Line {
                x1: plot.0,
                y1: y,
                x2: plot.2,
                y2: y,
                class: "c-grid",
            });
        }
        if words_y.is_none() {
            shapes.push(Shape::Text {
                x: plot.0 - 6.0,
                y: y + 4.5,
                text: show(ay, mark),
                anchor: Anchor::End,
                class: "c-label-muted",
            });
        }
    }
    // Words at the ends: the upright axis above and below the plot, the other one under it.
    let mut y = plot.3 + if words_x.is_none() { 36.0 } else { 18.0 };
    let mut say = |x: f64, y: f64, text: String, anchor| {
        shapes.push(Shape::Text {
            x,
            y,
            text,
            anchor,
            class: "c-label",
        })
    };
    match words_y {
        Some((low, high)) => {
            say(
                plot.0,
                16.0,
                format!("↑ {}", word(or(high, &ty))),
                Anchor::Start,
            );
            say(
                plot.0,
                y,
                format!("↓ {}", word(or(low, "0"))),
                Anchor::Start,
            );
            y += if words_x.is_some() || narrow {
                20.0
            } else {
                0.0
            };
        }
        None => say(0.0, 16.0, format!("↑ {}", word(&ty)), Anchor::Start),
    }
    match words_x {
        Some((low, high)) => {
            say(
                plot.0,
                y,
                format!("← {}", word(or(low, "0"))),
                Anchor::Start,
            );
            y += if narrow { 20.0 } else { 0.0 };
            say(plot.2, y, format!("{} →", word(or(high, &tx))), Anchor::End);
        }
        None => say(plot.2, y, format!("{} →", word(&tx)), Anchor::End),
    }

    let spots: Vec<(f64, f64, f64)> = points
        .iter()
        .map(|p| (at_x(p.x), at_y(p.y), if p.own { 9.0 } else { 6.5 }))
        .collect();
    let labels = place(&points, &spots, plot);
    // Ours last, on top.
    for (i, p) in points.iter().enumerate().rev() {
        let (x, y, r) = spots[i];
        let b = labels[i];
        let (mid_x, mid_y) = (x.clamp(b.0, b.2), y.clamp(b.1, b.3));
        if (mid_x - x).hypot(mid_y - y) > 18.0 {
            shapes.push(Shape::Line {
                x1: x,
                y1: y,
                x2: mid_x,
                y2: mid_y,
                class: "c-axis",
            });
        }
        shapes.push(Shape::Circle {
            x,
            y,
            r,
            class: if p.own { "c-accent" } else { "c-muted" },
        });
    }
    for (p, b) in points.iter().zip(&labels) {
        let class = if p.own { "c-label-strong" } else { "c-label" };
        shapes.push(Shape::Text {
            x: b.0,
            y: b.3 - 4.0,
            text: short(&p.name),
            anchor: Anchor::Start,
            class,
        });
    }
    Some(Map {
        drawing: Drawing {
            width,
            height: y + 8.0,
            title,
            description,
            shapes,
        },
        data,
        off,
    })
}

fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

fn short(name: &str) -> String {
    text::excerpt(name, 26)
}

/// The name of an axis, with its formula or the words of its ends.
pub fn axis_title(w: &Workbook, l: Locale, axis: &str, formula: Option<&str>) -> String {
    let module = &w.competitors;
    let ends = match axis {
        "score_x" => (module.x_low.trim(), module.x_high.trim()),
        "score_y" => (module.y_low.trim(), module.y_high.trim()),
        _ => ("", ""),
    };
    match ends {
        (low, high) if !low.is_empty() && !high.is_empty() => format!("{low} → {high}"),
        _ if axis == Competitor::er => match formula {
            Some(id) => format!("{}: {}", measure(l, axis), l.option(&ER_FORMULA, id)),
            None => measure(l, axis).to_owned(),
        },
        _ => l.option(&MAP_AXIS, axis),
    }
}

/// Boxes of the labels, beside their points and clear of the others: the nearest free of a list of
/// places is taken, point by point.
fn place(points: &[Point], spots: &[(f64, f64, f64)], plot: Box4) -> Vec<Box4> {
    let around = |(x, y, r): (f64, f64, f64)| (x - r, y - r, x + r, y + r);
    let mut taken: Vec<Box4> = spots.iter().map(|s| around(*s)).collect();
    let mut out: Vec<Box4> = Vec::new();
    #[allow(clippy::cast_precision_loss)]
    for (p, spot) in points.iter().zip(spots) {
        let (x, y, r) = *spot;
        let wide = short(&p.name).chars().count() as f64 * if p.own { CHAR * 1.08 } else { CHAR };
        let gap = r + 4.0;
        let mut places: Vec<(f64, f64)> = vec![
            (x + gap, y - LINE / 2.0),
            (x - gap - wide, y - LINE / 2.0),
            (x - wide / 2.0, y - gap - LINE),
            (x - wide / 2.0, y + gap),
        ];
        for ring in 1..=24 {
            let far = f64::from(ring) * 9.0;
            for (dx, dy) in [
                (1.0, -1.0),
                (1.0, 1.0),
                (-1.0, -1.0),
                (-1.0, 1.0),
                (0.0, -1.0),
                (0.0, 1.0),
            ] {
                let left = match dx {
                    d if d > 0.0 => x + gap,
                    d if d < 0.0 => x - gap - wide,
                    _ => x - wide / 2.0,
                };
                places.push((left, y - LINE / 2.0 + dy * (far + LINE / 2.0)));
            }
        }
        let boxes = places.into_iter().map(|(left, top)| {
            // A label that would stick out is pushed back in.
            let left = left.min(plot.2 - 2.0 - wide).max(plot.0 + 2.0);
            let top = top.min(plot.3 - 2.0 - LINE).max(plot.1 + 2.0);
            (left, top, left + wide, top + LINE)
        });
        let all: Vec<Box4> = boxes.collect();
        let free = all.iter().find(|b| !taken.iter().any(|t| overlap(**b, *t)));
        let chosen = free.or(all.first()).copied().unwrap_or((x, y, x, y));
        taken.push(chosen);
        out.push(chosen);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::measure::brand_row;
    use super::*;

    fn book(rows: Vec<Competitor>, x: &str, y: &str) -> Workbook {
        let mut w = Workbook::default();
        w.competitors.competitors = rows;
        w.competitors.map_x = x.into();
        w.competitors.map_y = y.into();
        w
    }

    #[test]
    fn followers_go_logarithmic_when_they_spread() {
        let near = Scale::new("followers", &[1000.0, 9000.0]);
        assert!(!near.log);
        assert_eq!((near.low, near.high), (0.0, 10_000.0));
        let far = Scale::new("followers", &[900.0, 40_000.0]);
        assert!(far.log);
        assert_eq!(far.marks(), [100.0, 1000.0, 10_000.0, 100_000.0]);
        assert!((far.place(1000.0) - 1.0 / 3.0).abs() < 1e-9);
        assert!(
            !Scale::new("posts_per_week", &[0.1, 40.0]).log,
            "only followers"
        );
    }

    #[test]
    fn own_scales_run_from_0_to_100() {
        let s = Scale::new("score_x", &[30.0, 60.0]);
        assert_eq!((s.low, s.high, s.place(50.0)), (0.0, 100.0, 0.5));
    }

    #[test]
    fn rates_of_another_formula_are_off_the_map() {
        let w = book(
            vec![
                brand_row(1, "A", "direct", "100", "2", "er_view"),
                brand_row(2, "B", "direct", "200", "4", "er_view"),
                brand_row(3, "C", "direct", "300", "90", "tg_err"),
                brand_row(4, "Us", "own", "", "3", "er_view"),
            ],
            "followers",
            "er",
        );
        let m = map(&w, Locale::En, false).unwrap();
        assert_eq!(m.off, ["Us", "C"]);
        assert_eq!(m.data.len(), 3);
        assert_eq!(m.data[1], ["A", "100", "2%"]);
        assert!(m.data[0][2].contains("ERview"), "{:?}", m.data[0]);
    }

    #[test]
    fn no_map_without_two_axes_or_figures() {
        let rows = vec![brand_row(1, "A", "direct", "100", "2", "er_view")];
        assert!(map(&book(rows.clone(), "followers", ""), Locale::Ru, false).is_none());
        assert!(map(&book(rows.clone(), "er", "er"), Locale::Ru, false).is_none());
        assert!(
            map(
                &book(rows.clone(), "followers", "score_x"),
                Locale::Ru,
                false
            )
            .is_none()
        );
        assert!(map(&book(rows, "followers", "er"), Locale::Ru, false).is_some());
    }

    #[test]
    fn ours_is_marked() {
        let w = book(
            vec![
                brand_row(1, "A", "direct", "100", "2", "er"),
                brand_row(2, "Us", "own", "200", "4", "er"),
            ],
            "followers",
            "er",
        );
        let m = map(&w, Locale::Ru, false).unwrap();
        let accents = m
            .drawing
            .shapes
            .iter()
            .filter(|s| {
                matches!(
                    s,
                    Shape::Circle {
                        class: "c-accent",
                        ..
                    }
                )
            })
            .count();
        assert_eq!(accents, 1);
    }

    #[test]
    fn labels_do_not_overlap_even_when_points_coincide() {
        for narrow in [false, true] {
            let plot = (50.0, 20.0, if narrow { 330.0 } else { 670.0 }, 400.0);
            let points: Vec<Point> = (0..8)
                .map(|i| Point {
                    name: format!("Кофейня номер {i}"),
                    own: i == 0,
                    x: 0.0,
                    y: 0.0,
                })
                .collect();
            let spots: Vec<(f64, f64, f64)> = (0..8)
                .map(|i| (200.0 + f64::from(i % 2) * 3.0, 200.0, 7.0))
                .collect();
            let boxes = place(&points, &spots, plot);
            for (i, a) in boxes.iter().enumerate() {
                assert!(
                    a.0 >= plot.0 && a.2 <= plot.2 && a.1 >= plot.1 && a.3 <= plot.3,
                    "{a:?}"
                );
                for b in &boxes[i + 1..] {
                    assert!(!overlap(*a, *b), "{a:?} {b:?}");
                }
            }
        }
    }
}
