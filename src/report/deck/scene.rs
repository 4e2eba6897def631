//! A slide as a drawing: shapes, texts, tables and charts at their places, for any writer. Invariant: knows no file format.
//!
//! Lengths are points from the upper left corner of a page of 960 by 540.

use super::fit;
use crate::chart::Drawing;
use crate::chart::Tone;

/// Width of a slide in points.
pub const WIDTH: f64 = 960.0;
/// Height of a slide in points.
pub const HEIGHT: f64 = 540.0;

/// A place on the slide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Frame {
    /// A place.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }
    /// The same without a margin on all sides.
    pub const fn inside(self, by: f64) -> Self {
        Self::new(
            self.x + by,
            self.y + by,
            self.w - 2.0 * by,
            self.h - 2.0 * by,
        )
    }
}

/// Where lines of a text stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// At the right edge.
    Right,
}

/// Where a text stands in its box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// At the upper edge.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the lower edge.
    Bottom,
}

/// What a text is for: a writer that knows such parts of a slide uses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The headline: the outline and screen readers find it.
    Title,
    /// The line below the title of the first slide.
    Subtitle,
    /// The text of the slide.
    Body,
    /// The line at the foot of every slide.
    Footer,
    /// The number of the slide.
    Number,
    /// Any other text.
    Plain,
}

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Height in points.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Georgia instead of Arial.
    pub serif: bool,
}

impl Face {
    /// Regular letters.
    pub const fn regular(size: f64) -> Self {
        Self {
            size,
            bold: false,
            serif: false,
        }
    }
    /// Bold letters.
    pub const fn bold(size: f64) -> Self {
        Self {
            size,
            bold: true,
            serif: false,
        }
    }
}

/// A paragraph; it never holds line breaks of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Text.
    pub text: String,
    /// Letters.
    pub face: Face,
    /// Colour.
    pub tone: Tone,
    /// Where its lines stand.
    pub align: Align,
    /// A bullet stands before it.
    pub bullet: bool,
    /// Space above it, unless it is the first.
    pub before: f64,
}

impl Paragraph {
    /// A paragraph at the left edge.
    pub fn new(text: impl Into<String>, face: Face, tone: Tone) -> Self {
        Self {
            text: text.into(),
            face,
            tone,
            align: Align::Left,
            bullet: false,
            before: 0.0,
        }
    }
    /// The same with space above.
    pub fn after(mut self, space: f64) -> Self {
        self.before = space;
        self
    }
    /// Height of its lines in a box so wide.
    pub fn height(&self, width: f64) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let lines = fit::lines(&self.text, self.face, self.room(width))
            .len()
            .max(1) as f64;
        lines * self.face.size * fit::LEADING
    }
    /// Width left for its words.
    pub fn room(&self, width: f64) -> f64 {
        width
            - if self.bullet {
                fit::indent(self.face.size)
            } else {
                0.0
            }
    }
}

/// A text in a box without margins of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBox {
    /// Place.
    pub frame: Frame,
    /// What it is for.
    pub part: Part,
    /// Paragraphs, never none.
    pub paragraphs: Vec<Paragraph>,
    /// Where it stands in the box.
    pub anchor: Anchor,
}

impl TextBox {
    /// Height of all paragraphs.
    pub fn height(&self) -> f64 {
        height(&self.paragraphs, self.frame.w)
    }
}

/// Height of paragraphs in a box so wide.
pub fn height(paragraphs: &[Paragraph], width: f64) -> f64 {
    paragraphs
        .iter()
        .enumerate()
        .map(|(i, p)| p.height(width) + if i > 0 { p.before } else { 0.0 })
        .sum()
}

/// A table. The first row is its head.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Place; the height is the sum of the rows.
    pub frame: Frame,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// Widths of the columns, in sum the width of the frame.
    pub columns: Vec<f64>,
    /// Rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// Margin left and right of the words of a cell.
    pub side: f64,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Height.
    pub height: f64,
    /// Cells, each a paragraph in the middle of its height.
    pub cells: Vec<Paragraph>,
    /// Background, when it has one.
    pub fill: Option<Tone>,
    /// Colour and width of the line below it.
    pub line: (Tone, f64),
}

/// Something on a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A rectangle, for the eye only.
    Rect {
        /// Place.
        frame: Frame,
        /// Colour.
        fill: Tone,
        /// Radius of the corners.
        radius: f64,
    },
    /// A line, for the eye only.
    Line {
        /// Start.
        from: (f64, f64),
        /// End.
        to: (f64, f64),
        /// Colour.
        tone: Tone,
        /// Width.
        width: f64,
    },
    /// A text.
    Text(TextBox),
    /// A table.
    Table(Table),
    /// A chart; see [`scale`].
    Chart {
        /// Place.
        frame: Frame,
        /// Chart.
        drawing: Drawing,
    },
    /// The logo of the look.
    Logo {
        /// Place, in the proportions of the picture.
        frame: Frame,
        /// What it is, for those who cannot see it.
        description: String,
    },
}

/// A slide ready to be drawn, back to front.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Id of the slide.
    pub id: &'static str,
    /// The headline in full.
    pub title: String,
    /// Colour of the whole slide.
    pub background: Tone,
    /// The first slide has a layout of its own.
    pub cover: bool,
    /// What stands on it.
    pub items: Vec<Item>,
    /// What the speaker says, a paragraph each.
    pub notes: Vec<String>,
}

/// Points in a unit of a drawing that fills a frame without being stretched.
pub fn scale(drawing: &Drawing, frame: Frame) -> f64 {
    (frame.w / drawing.width.max(1.0)).min(frame.h / drawing.height.max(1.0))
}
