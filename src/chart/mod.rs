//! Figures as plain shapes: pure geometry, drawn by the page as SVG elements and by the writers as
//! SVG text. Colours are class names, so that themes and print decide them.
//! Invariant: no Leptos, no strings of the interface; every drawing carries a text alternative.

mod paint;
mod path;
mod svg;

pub use paint::{Placed, Stroke, TEXT, Tone, letters, placed};
pub use path::{Step, steps};
pub use svg::to_svg;

/// A finished drawing in user units (1 unit = 1 px at full width).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// One-sentence name, read out by screen readers.
    pub title: String,
    /// What the drawing shows, in a sentence with its numbers.
    pub description: String,
    /// Shapes, back to front.
    pub shapes: Vec<Shape>,
}

/// Where a text is anchored on its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Starts at x.
    Start,
    /// Centred on x.
    Middle,
    /// Ends at x.
    End,
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// One shape. `class` names a role of `style/charts` (`c-accent`, `c-data`, `c-muted`, `c-grid`…).
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight line.
    Line {
        /// Start x.
        x1: f64,
        /// Start y.
        y1: f64,
        /// End x.
        x2: f64,
        /// End y.
        y2: f64,
        /// Role.
        class: &'static str,
    },
    /// A rectangle with rounded corners.
    Rect {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width, not negative.
        w: f64,
        /// Height, not negative.
        h: f64,
        /// Corner radius.
        r: f64,
        /// Role.
        class: &'static str,
    },
    /// A circle.
    Circle {
        /// Centre x.
        x: f64,
        /// Centre y.
        y: f64,
        /// Radius.
        r: f64,
        /// Role.
        class: &'static str,
    },
    /// A path in SVG path syntax, made by us from numbers only.
    Path {
        /// Path data.
        d: String,
        /// Role.
        class: &'static str,
    },
    /// A line of text.
    Text {
        /// Anchor x.
        x: f64,
        /// Baseline y.
        y: f64,
        /// Characters.
        text: String,
        /// Anchor.
        anchor: Anchor,
        /// Role.
        class: &'static str,
    },
}

/// A number as short SVG text: two decimals at most.
pub fn num(n: f64) -> String {
    crate::kernel::number::plain(n, 2)
}

/// Breaks a label into at most `lines` lines of about `max` characters, the last one cut with an
/// ellipsis. SVG has no line breaking of its own.
pub fn wrap(text: &str, max: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for (i, word) in words.iter().enumerate() {
        let long = line.chars().count() + word.chars().count() + usize::from(!line.is_empty());
        if !line.is_empty() && long > max {
            out.push(std::mem::take(&mut line));
            if out.len() == lines {
                let rest = format!("{} {}", out.pop().unwrap_or_default(), words[i..].join(" "));
                out.push(crate::kernel::text::excerpt(&rest, max));
                return out;
            }
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        out.push(crate::kernel::text::excerpt(&line, max.max(4)));
    }
    out
}
