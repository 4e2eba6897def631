//! Figures: the shapes of [`crate::chart`] as vectors, their words as text.

use super::canvas::{Mark, Page, Pen, Step};
use super::face::{Faces, Role};
use super::look::{DATA, INK, LINE, MUTED, STRONG};
use super::text::{Style, cut};
use crate::chart::{self, Anchor, Drawing, Shape};
use crate::report::Rgb;

const NEUTRAL: Rgb = Rgb(0xa7, 0xa3, 0x98);
const SOFT: Rgb = Rgb(0xd8, 0xeb, 0xea);
const SURFACE: Rgb = Rgb(0xf5, 0xf3, 0xee);

/// Widest a unit of the drawing is set, in points.
const WIDEST: f32 = 0.75;
/// Height that a figure should not exceed, in points.
const HEIGHT: f32 = 360.0;
/// Below this many points a unit, texts are too small to read.
const SMALLEST: f32 = 0.55;
/// Height of texts in units.
const TEXT: f32 = 13.0;

#[allow(clippy::cast_possible_truncation)]
fn short(n: f64) -> f32 {
    let n = n as f32;
    if n.is_finite() {
        n.clamp(-1e5, 1e5)
    } else {
        0.0
    }
}

/// Points in a unit of a drawing, in a width and height of the page.
pub fn scale(d: &Drawing, width: f32, height: f32) -> f32 {
    let (w, h) = (short(d.width).max(1.0), short(d.height).max(1.0));
    (width / w)
        .min(WIDEST)
        .min((HEIGHT / h).max(SMALLEST))
        .min(height / h)
}

/// Fill and line of a closed shape, line width in units.
fn area(class: &str, accent: Rgb) -> (Option<Rgb>, Option<(Rgb, f32)>) {
    match class {
        "c-accent" => (Some(accent), None),
        "c-data" => (Some(DATA), None),
        "c-soft" => (Some(SOFT), None),
        "c-muted" => (Some(NEUTRAL), None),
        "c-surface" => (Some(SURFACE), Some((LINE, 1.0))),
        "c-grid" => (None, Some((LINE, 1.0))),
        "c-axis" => (None, Some((STRONG, 1.0))),
        _ => (Some(INK), None),
    }
}

/// Lines and open paths; nothing for a role that is none of theirs.
fn stroke(class: &str, accent: Rgb) -> Option<(Rgb, f32)> {
    Some(match class {
        "c-accent" => (accent, 2.0),
        "c-data" => (DATA, 2.0),
        "c-muted" => (NEUTRAL, 1.5),
        "c-grid" => (LINE, 1.0),
        "c-axis" => (STRONG, 1.0),
        _ => return None,
    })
}

fn letters(class: &str, accent: Rgb, unit: f32) -> Style {
    let (colour, bold) = match class {
        "c-label-muted" => (MUTED, false),
        "c-label-strong" => (INK, true),
        "c-accent" | "c-accent-ink" => (accent.as_text(), true),
        "c-on-accent" => (accent.ink(), true),
        _ => (INK, false),
    };
    let role = if bold { Role::UiBold } else { Role::Ui };
    Style::new(role, TEXT * unit, 1.2, colour)
}

/// Draws a figure with its top left corner at a place; nothing when a path has commands that there is no
/// drawing for.
pub fn draw(
    page: &mut Page,
    mark: Mark,
    at: (f32, f32),
    unit: f32,
    d: &Drawing,
    faces: &Faces<'_>,
    accent: Rgb,
) -> Option<()> {
    let pen = |(colour, width): (Rgb, f32)| Pen {
        colour,
        width: width * unit,
        dash: 0.0,
    };
    let x = |n: f64| at.0 + short(n) * unit;
    let y = |n: f64| at.1 + short(n) * unit;
    for shape in &d.shapes {
        match shape {
            Shape::Line {
                x1,
                y1,
                x2,
                y2,
                class,
            } => {
                let line = pen(stroke(class, accent).unwrap_or((INK, 1.0)));
                let (dx, dy) = (x(*x2) - x(*x1), y(*y2) - y(*y1));
                page.rule(mark, x(*x1), y(*y1), dx, dy, line);
            }
            Shape::Rect {
                x: left,
                y: top,
                w,
                h,
                r,
                class,
            } => {
                let (fill, line) = area(class, accent);
                let size = |n: &f64| short(*n).max(0.0) * unit;
                if size(w) > 0.0 && size(h) > 0.0 {
                    page.rect(
                        mark,
                        x(*left),
                        y(*top),
                        size(w),
                        size(h),
                        size(r),
                        fill,
                        line.map(pen),
                    );
                }
            }
            Shape::Circle {
                x: cx,
                y: cy,
                r,
                class,
            } => {
                let (fill, line) = area(class, accent);
                let r = short(*r).max(0.0) * unit;
                page.rect(
                    mark,
                    x(*cx) - r,
                    y(*cy) - r,
                    2.0 * r,
                    2.0 * r,
                    r,
                    fill,
                    line.map(pen),
                );
            }
            Shape::Path { d, class } => {
                let steps = steps(d, unit)?;
                let (fill, line) = match stroke(class, accent) {
                    Some(line) => (None, Some(line)),
                    None => area(class, accent),
                };
                page.shape(mark, at.0, at.1, steps, fill, line.map(pen));
            }
            Shape::Text {
                x: place,
                y: base,
                text,
                anchor,
                class,
            } => {
                let style = letters(class, accent, unit);
                // No label leaves the drawing, whatever it says.
                let (left, right) = (at.0, at.0 + short(d.width) * unit);
                let place = x(*place).clamp(left, right);
                let room = match anchor {
                    Anchor::Start => right - place,
                    Anchor::End => place - left,
                    Anchor::Middle => 2.0 * (place - left).min(right - place),
                };
                let line = cut(faces, text, &style, room + 4.0);
                let left = match anchor {
                    Anchor::Start => place,
                    Anchor::Middle => place - line.width / 2.0,
                    Anchor::End => place - line.width,
                };
                page.line(mark, left, y(*base), &line);
            }
        }
    }
    Some(())
}

/// A path in points; nothing when it has commands that there is no drawing for.
fn steps(d: &str, unit: f32) -> Option<Vec<Step>> {
    let scaled = |n: f64| short(n) * unit;
    let steps = chart::steps(d)?.into_iter().map(|step| match step {
        chart::Step::Move(x, y) => Step::Move(scaled(x), scaled(y)),
        chart::Step::Line(x, y) => Step::Line(scaled(x), scaled(y)),
        chart::Step::Quad(points) => Step::Quad(points.map(scaled)),
        chart::Step::Cubic(points) => Step::Cubic(points.map(scaled)),
        chart::Step::Close => Step::Close,
    });
    Some(steps.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_lines_and_curves_are_drawn_and_others_are_not() {
        assert_eq!(
            steps("M0 0 10,5 H30V1e1 Q1 2 3 4 C1 2 3 4 5 6Z", 2.0),
            Some(vec![
                Step::Move(0.0, 0.0),
                Step::Line(20.0, 10.0),
                Step::Line(60.0, 10.0),
                Step::Line(60.0, 20.0),
                Step::Quad([2.0, 4.0, 6.0, 8.0]),
                Step::Cubic([2.0, 4.0, 6.0, 8.0, 10.0, 12.0]),
                Step::Close,
            ])
        );
        for d in ["M0 0A5 5 0 0 1 9 9", "M0 0l1 1", "M0", "1 2", "L x y"] {
            assert_eq!(steps(d, 1.0), None, "{d}");
        }
    }

    #[test]
    fn a_drawing_keeps_to_the_page() {
        let mut d = Drawing {
            width: 100.0,
            height: 50.0,
            ..Drawing::default()
        };
        assert_eq!(scale(&d, 480.0, 700.0), WIDEST);
        d.width = 960.0;
        assert_eq!(scale(&d, 480.0, 700.0), 0.5);
        d.height = 7000.0;
        assert_eq!(scale(&d, 480.0, 700.0), 0.1);
    }
}
