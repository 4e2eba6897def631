//! Figures: the shapes of [`crate::chart`] as vectors, their words as text.

use super::canvas::{Mark, Page, Pen, Step};
use super::face::{Faces, Role};
use super::text::{Style, cut};
use crate::chart::{self, Anchor, Drawing, Placed, Stroke, Tone, placed};
use crate::report::Palette;

/// Widest a unit of the drawing is set, in points.
const WIDEST: f32 = 0.75;
/// Height that a figure should not exceed, in points.
const HEIGHT: f32 = 360.0;
/// Below this many points a unit, texts are too small to read.
const SMALLEST: f32 = 0.55;
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

/// Can every shape of a drawing be drawn: not when a path has commands that there is no drawing for.
pub fn whole(d: &Drawing) -> bool {
    placed(d, (0.0, 0.0), 1.0).all(|shape| !matches!(shape, Placed::Path { steps: None, .. }))
}

/// Draws a figure with its top left corner at a place, without paths that there is no drawing for.
pub fn draw(
    page: &mut Page,
    mark: Mark,
    at: (f32, f32),
    unit: f32,
    d: &Drawing,
    faces: &Faces<'_>,
    palette: &Palette,
) {
    let colour = |tone: Tone| palette.rgb(tone);
    // The page counts in single precision: lengths are rounded before they are scaled, and so once only.
    let long = |n: f64| short(n) * unit;
    let x = |n: f64| at.0 + long(n);
    let y = |n: f64| at.1 + long(n);
    let pen = |(tone, width): Stroke| Pen {
        colour: colour(tone),
        width: long(width),
        dash: 0.0,
    };
    for shape in placed(d, (0.0, 0.0), 1.0) {
        match shape {
            Placed::Line { from, to, line } => {
                let from = (x(from.0), y(from.1));
                let (dx, dy) = (x(to.0) - from.0, y(to.1) - from.1);
                page.rule(mark, from.0, from.1, dx, dy, pen(line));
            }
            Placed::Rect {
                place: (left, top, w, h),
                corner,
                fill,
                line,
            } => {
                let (w, h) = (long(w), long(h));
                if w > 0.0 && h > 0.0 {
                    let (fill, line) = (fill.map(colour), line.map(pen));
                    page.rect(mark, x(left), y(top), w, h, long(corner), fill, line);
                }
            }
            Placed::Circle { at, r, fill, line } => {
                let (r, fill, line) = (long(r), fill.map(colour), line.map(pen));
                let (left, top) = (x(at.0) - r, y(at.1) - r);
                page.rect(mark, left, top, 2.0 * r, 2.0 * r, r, fill, line);
            }
            Placed::Path { steps, fill, line } => {
                if let Some(steps) = steps {
                    let steps = steps.into_iter().map(|s| step(s, long)).collect();
                    page.shape(mark, at.0, at.1, steps, fill.map(colour), line.map(pen));
                }
            }
            Placed::Text {
                at: (place, base),
                text,
                anchor,
                size,
                tone,
                bold,
            } => {
                let role = if bold { Role::UiBold } else { Role::Ui };
                let style = Style::new(role, long(size), 1.2, colour(tone));
                // No label leaves the drawing, whatever it says.
                let (left, right) = (at.0, x(d.width.max(0.0)));
                let place = x(place).clamp(left, right);
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
                page.line(mark, left, y(base), &line);
            }
        }
    }
}

fn step(step: chart::Step, long: impl Fn(f64) -> f32) -> Step {
    match step {
        chart::Step::Move(x, y) => Step::Move(long(x), long(y)),
        chart::Step::Line(x, y) => Step::Line(long(x), long(y)),
        chart::Step::Quad(points) => Step::Quad(points.map(long)),
        chart::Step::Cubic(points) => Step::Cubic(points.map(long)),
        chart::Step::Close => Step::Close,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
