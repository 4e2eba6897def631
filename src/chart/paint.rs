//! What the roles of a drawing look like on paper, and the drawing as shapes in their places: what every writer of files
//! with shapes of its own has in common. The same roles as in `style/charts.css`.

use super::{Anchor, Drawing, Shape, Step, steps};

/// Height of the texts of a drawing in its units.
pub const TEXT: f64 = 13.0;

/// What a colour is for. Which colour that is, a palette says (`report::Palette`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The page.
    Paper,
    /// Text.
    Ink,
    /// Text of less weight.
    Muted,
    /// Areas in the colour asked for.
    Accent,
    /// Text and rules in that colour, darkened until they can be read.
    AccentInk,
    /// Text on [`Tone::Accent`].
    OnAccent,
    /// Shapes and lines of figures in that colour.
    Mark,
    /// Text on [`Tone::Mark`].
    OnMark,
    /// Bars and points of figures.
    Data,
    /// The track behind bars.
    Soft,
    /// Cards.
    Surface,
    /// Fine lines.
    Line,
    /// Lines of axes.
    Strong,
    /// What stands behind.
    Neutral,
}

/// A colour of a line and its width.
pub type Stroke = (Tone, f64);

/// Fill and line of a closed shape, width in units, by its class.
fn area(class: &str) -> (Option<Tone>, Option<Stroke>) {
    match class {
        "c-accent" => (Some(Tone::Mark), None),
        "c-data" => (Some(Tone::Data), None),
        "c-soft" => (Some(Tone::Soft), None),
        "c-muted" => (Some(Tone::Neutral), None),
        "c-surface" => (Some(Tone::Surface), Some((Tone::Line, 1.0))),
        "c-grid" => (None, Some((Tone::Line, 1.0))),
        "c-axis" => (None, Some((Tone::Strong, 1.0))),
        _ => (Some(Tone::Ink), None),
    }
}

/// A line or an open path and its width in units, by its class; nothing for a class that is none of theirs.
fn stroke(class: &str) -> Option<Stroke> {
    Some(match class {
        "c-accent" => (Tone::Mark, 2.0),
        "c-data" => (Tone::Data, 2.0),
        "c-muted" => (Tone::Neutral, 1.5),
        "c-grid" => (Tone::Line, 1.0),
        "c-axis" => (Tone::Strong, 1.0),
        _ => return None,
    })
}

/// Colour of a text, and whether it is bold, by its class.
pub fn letters(class: &str) -> (Tone, bool) {
    match class {
        "c-label-muted" => (Tone::Muted, false),
        "c-label-strong" => (Tone::Ink, true),
        "c-accent" | "c-accent-ink" => (Tone::AccentInk, true),
        "c-on-accent" => (Tone::OnMark, true),
        // The second colour is dark enough for paper in every look.
        "c-on-data" => (Tone::Paper, true),
        _ => (Tone::Ink, false),
    }
}

/// A shape in its place. All lengths are in the unit of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Placed<'a> {
    /// A straight line.
    Line {
        /// Where it starts.
        from: (f64, f64),
        /// Where it ends.
        to: (f64, f64),
        /// Its look.
        line: Stroke,
    },
    /// A rectangle.
    Rect {
        /// Left, top, width and height, the last two not negative.
        place: (f64, f64, f64, f64),
        /// Radius of its corners, not negative.
        corner: f64,
        /// Its fill.
        fill: Option<Tone>,
        /// Its line.
        line: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Its centre.
        at: (f64, f64),
        /// Radius, not negative.
        r: f64,
        /// Its fill.
        fill: Option<Tone>,
        /// Its line.
        line: Option<Stroke>,
    },
    /// A path over the whole drawing.
    Path {
        /// Its steps from the corner of the drawing; nothing when it has commands that no writer draws.
        steps: Option<Vec<Step>>,
        /// Its fill.
        fill: Option<Tone>,
        /// Its line.
        line: Option<Stroke>,
    },
    /// A line of text.
    Text {
        /// Where it is anchored, on its baseline.
        at: (f64, f64),
        /// What it says.
        text: &'a str,
        /// Anchor.
        anchor: Anchor,
        /// Height of its letters.
        size: f64,
        /// Colour.
        tone: Tone,
        /// Is it bold.
        bold: bool,
    },
}

/// The shapes of a drawing with its top left corner at a place; a unit of the drawing is so many of the file.
pub fn placed(d: &Drawing, at: (f64, f64), unit: f64) -> impl Iterator<Item = Placed<'_>> {
    d.shapes.iter().map(move |shape| place(shape, at, unit))
}

fn place(shape: &Shape, at: (f64, f64), unit: f64) -> Placed<'_> {
    let spot = |x: &f64, y: &f64| (at.0 + x * unit, at.1 + y * unit);
    let wide = |(tone, width): Stroke| (tone, width * unit);
    let long = |n: f64| n.max(0.0) * unit;
    match shape {
        Shape::Line {
            x1,
            y1,
            x2,
            y2,
            class,
        } => Placed::Line {
            from: spot(x1, y1),
            to: spot(x2, y2),
            line: wide(stroke(class).unwrap_or((Tone::Ink, 1.0))),
        },
        Shape::Rect {
            x,
            y,
            w,
            h,
            r,
            class,
        } => {
            let ((left, top), (fill, line)) = (spot(x, y), area(class));
            Placed::Rect {
                place: (left, top, long(*w), long(*h)),
                corner: long(*r),
                fill,
                line: line.map(wide),
            }
        }
        Shape::Circle { x, y, r, class } => {
            let (fill, line) = area(class);
            Placed::Circle {
                at: spot(x, y),
                r: long(*r),
                fill,
                line: line.map(wide),
            }
        }
        Shape::Path { d, class } => {
            let (fill, line) = match stroke(class) {
                Some(line) => (None, Some(line)),
                None => area(class),
            };
            Placed::Path {
                steps: steps(d).map(|all| all.into_iter().map(|s| s.times(unit)).collect()),
                fill,
                line: line.map(wide),
            }
        }
        Shape::Text {
            x,
            y,
            text,
            anchor,
            class,
        } => {
            let (tone, bold) = letters(class);
            Placed::Text {
                at: spot(x, y),
                text,
                anchor: *anchor,
                size: TEXT * unit,
                tone,
                bold,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_placed_in_the_unit_of_the_file() {
        let shapes = vec![
            Shape::Circle {
                x: 10.0,
                y: 20.0,
                r: 4.0,
                class: "c-axis",
            },
            Shape::Rect {
                x: 1.0,
                y: 2.0,
                w: -3.0,
                h: 4.0,
                r: 2.0,
                class: "c-soft",
            },
            Shape::Path {
                d: "M1 2H5Z".into(),
                class: "c-accent",
            },
            Shape::Path {
                d: "M0 0A5 5 0 0 1 9 9".into(),
                class: "c-soft",
            },
            Shape::Line {
                x1: 0.0,
                y1: 1.0,
                x2: 2.0,
                y2: 0.0,
                class: "c-label",
            },
        ];
        let d = Drawing {
            shapes,
            ..Drawing::default()
        };
        let got: Vec<Placed<'_>> = placed(&d, (100.0, 200.0), 0.5).collect();
        assert_eq!(
            got,
            [
                Placed::Circle {
                    at: (105.0, 210.0),
                    r: 2.0,
                    fill: None,
                    line: Some((Tone::Strong, 0.5)),
                },
                Placed::Rect {
                    place: (100.5, 201.0, 0.0, 2.0),
                    corner: 1.0,
                    fill: Some(Tone::Soft),
                    line: None,
                },
                Placed::Path {
                    steps: Some(vec![
                        Step::Move(0.5, 1.0),
                        Step::Line(2.5, 1.0),
                        Step::Close
                    ]),
                    fill: None,
                    line: Some((Tone::Mark, 1.0)),
                },
                Placed::Path {
                    steps: None,
                    fill: Some(Tone::Soft),
                    line: None,
                },
                Placed::Line {
                    from: (100.0, 200.5),
                    to: (101.0, 200.0),
                    line: (Tone::Ink, 0.5),
                },
            ]
        );
    }
}
