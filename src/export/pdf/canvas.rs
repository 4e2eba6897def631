//! Pages to draw on, and the file they become. Knows no document: strategy, slides or anything else is
//! drawn with the same few things. Lengths are points (1/72 inch), the origin is the top left corner.
//!
//! ```text
//! let faces = Faces::new(&fonts)?;
//! let mut tree = Tree::default();
//! let title = tree.add(None, Part::Title);
//! let mut page = Page::new(960.0, 540.0);                     // a slide of 16:9
//! let style = Style::new(Role::TextBold, 40.0, 1.2, INK);
//! page.lines(Mark::Node(title), 60.0, 200.0, &wrap(&faces, "…", &style, 840.0), &faces);
//! write(&faces, tree, &[page], &[], &Info { … })?
//! ```
//!
//! Everything that is drawn says what it is: a node of the [`Tree`], or nothing that is read
//! ([`Mark::Artifact`]: rules, heads and feet of pages, repeated heads of tables).

use super::Failed;
use super::face::Faces;
use super::text::Line;
use super::tree::{NodeId, Tree};
use crate::report::Rgb;
use chrono::{Datelike, NaiveDate};
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target as PdfTarget};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

/// What something that is drawn is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Content of a node.
    Node(NodeId),
    /// Ornament.
    Artifact,
    /// The head of a page.
    Header,
    /// The foot of a page.
    Footer,
}

/// A line around a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Colour.
    pub colour: Rgb,
    /// Width in points.
    pub width: f32,
    /// Length of dashes and gaps in points, 0 for none.
    pub dash: f32,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A web or mail address. The caller makes sure that it is one.
    Address(String),
    /// A page, from 0, and how far down.
    Page(usize, f32),
}

/// One command of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Begins anew.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A quadratic curve: control point, end.
    Quad([f32; 4]),
    /// A cubic curve: two control points, end.
    Cubic([f32; 6]),
    /// Back to where it began.
    Close,
}

/// Something on a page.
#[derive(Clone, Debug)]
pub enum What {
    /// A line of text from a place on its baseline.
    Text(Box<Line>),
    /// A shape of steps.
    Shape {
        /// Its outline, relative to the place.
        steps: Vec<Step>,
        /// Colour inside.
        fill: Option<Rgb>,
        /// Line around.
        pen: Option<Pen>,
    },
    /// A picture in a width and height.
    Picture(Image, f32, f32),
    /// A place that leads somewhere: width, height, where to, what it says.
    Link(f32, f32, Target, String),
    /// Nothing to see, but there: an empty cell.
    Nothing,
}

/// Something and its place.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is to a reader.
    pub mark: Mark,
    /// Left.
    pub x: f32,
    /// Top; of text the baseline.
    pub y: f32,
    /// What is drawn.
    pub what: What,
}

/// A page, or a part of one that is moved to its place later.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// What is on it, back to front and in reading order.
    pub items: Vec<Item>,
}

impl Page {
    /// An empty page.
    pub const fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            items: Vec::new(),
        }
    }

    fn put(&mut self, mark: Mark, x: f32, y: f32, what: What) {
        self.items.push(Item { mark, x, y, what });
    }

    /// A line of text; `y` is its baseline.
    pub fn line(&mut self, mark: Mark, x: f32, y: f32, line: &Line) {
        self.put(mark, x, y, What::Text(Box::new(line.clone())));
    }

    /// Lines below each other; `y` is the top of the first. Returns the height they take.
    pub fn lines(&mut self, mark: Mark, x: f32, y: f32, lines: &[Line], faces: &Faces<'_>) -> f32 {
        let mut down = 0.0;
        for line in lines {
            self.line(mark, x, y + down + line.style.baseline(faces), line);
            down += line.style.line();
        }
        down
    }

    /// A rectangle, with round corners when `radius` is not 0.
    #[allow(clippy::too_many_arguments)]
    pub fn rect(
        &mut self,
        mark: Mark,
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        radius: f32,
        fill: Option<Rgb>,
        pen: Option<Pen>,
    ) {
        let steps = rectangle(w, h, radius);
        self.put(mark, x, y, What::Shape { steps, fill, pen });
    }

    /// A straight line to a place relative to its start.
    pub fn rule(&mut self, mark: Mark, x: f32, y: f32, dx: f32, dy: f32, pen: Pen) {
        let steps = vec![Step::Move(0.0, 0.0), Step::Line(dx, dy)];
        let (fill, pen) = (None, Some(pen));
        self.put(mark, x, y, What::Shape { steps, fill, pen });
    }

    /// A shape of steps relative to a place.
    pub fn shape(
        &mut self,
        mark: Mark,
        x: f32,
        y: f32,
        steps: Vec<Step>,
        fill: Option<Rgb>,
        pen: Option<Pen>,
    ) {
        self.put(mark, x, y, What::Shape { steps, fill, pen });
    }

    /// A picture.
    pub fn picture(&mut self, mark: Mark, x: f32, y: f32, w: f32, h: f32, image: &Image) {
        self.put(mark, x, y, What::Picture(image.clone(), w, h));
    }

    /// A place that leads somewhere, said in words for those who cannot see it. Belongs to a node that is
    /// a [`super::tree::Part::Link`].
    #[allow(clippy::too_many_arguments)]
    pub fn link(
        &mut self,
        node: NodeId,
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        target: Target,
        says: &str,
    ) {
        let what = What::Link(w, h, target, says.to_owned());
        self.put(Mark::Node(node), x, y, what);
    }

    /// An empty cell.
    pub fn nothing(&mut self, node: NodeId) {
        self.put(Mark::Node(node), 0.0, 0.0, What::Nothing);
    }

    /// Puts what is on another page on this one, moved.
    pub fn take(&mut self, other: &Self, x: f32, y: f32) {
        self.items.extend(other.items.iter().map(|i| Item {
            x: i.x + x,
            y: i.y + y,
            ..i.clone()
        }));
    }

    /// The same with nothing to be read aloud again.
    pub fn unread(mut self) -> Self {
        self.items
            .retain(|i| !matches!(i.what, What::Link(..) | What::Nothing));
        for item in &mut self.items {
            item.mark = Mark::Artifact;
        }
        self
    }
}

/// A rectangle from the origin.
pub fn rectangle(w: f32, h: f32, radius: f32) -> Vec<Step> {
    let r = radius.min(w / 2.0).min(h / 2.0).max(0.0);
    if r <= 0.0 {
        return vec![
            Step::Move(0.0, 0.0),
            Step::Line(w, 0.0),
            Step::Line(w, h),
            Step::Line(0.0, h),
            Step::Close,
        ];
    }
    // How far the handles of a quarter of a circle are from its corner.
    let k = r * 0.4477;
    vec![
        Step::Move(r, 0.0),
        Step::Line(w - r, 0.0),
        Step::Cubic([w - k, 0.0, w, k, w, r]),
        Step::Line(w, h - r),
        Step::Cubic([w, h - k, w - k, h, w - r, h]),
        Step::Line(r, h),
        Step::Cubic([k, h, 0.0, h - k, 0.0, h - r]),
        Step::Line(0.0, r),
        Step::Cubic([0.0, k, k, 0.0, r, 0.0]),
        Step::Close,
    ]
}

/// An entry of the outline (bookmarks).
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// 1, or 2 below the one before it.
    pub level: u8,
    /// What it says.
    pub title: String,
    /// Page, from 0, and how far down.
    pub place: (usize, f32),
}

/// What a file says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Info<'a> {
    /// Title.
    pub title: &'a str,
    /// Who made it; empty for nobody.
    pub author: &'a str,
    /// Language tag.
    pub language: &'a str,
    /// The day it was made.
    pub date: NaiveDate,
}

fn colour(c: Rgb) -> rgb::Color {
    rgb::Color::new(c.0, c.1, c.2)
}

fn fill(c: Rgb) -> Fill {
    Fill {
        paint: colour(c).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

fn stroke(pen: &Pen) -> Stroke {
    Stroke {
        paint: colour(pen.colour).into(),
        width: pen.width,
        dash: (pen.dash > 0.0).then(|| StrokeDash {
            array: vec![pen.dash, pen.dash],
            offset: 0.0,
        }),
        ..Stroke::default()
    }
}

fn path(steps: &[Step], x: f32, y: f32) -> Option<Path> {
    let mut b = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(a, c) => b.move_to(x + a, y + c),
            Step::Line(a, c) => b.line_to(x + a, y + c),
            Step::Quad([a, c, d, e]) => b.quad_to(x + a, y + c, x + d, y + e),
            Step::Cubic([a, c, d, e, f, g]) => b.cubic_to(x + a, y + c, x + d, y + e, x + f, y + g),
            Step::Close => b.close(),
        }
    }
    b.finish()
}

fn draw(surface: &mut Surface<'_>, item: &Item, faces: &Faces<'_>) {
    match &item.what {
        What::Text(line) => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(line.style.colour)));
            for run in &line.runs {
                let font = faces.get(run.face).pdf().clone();
                let start = Point::from_xy(item.x + run.x, item.y);
                surface.draw_glyphs(start, &run.glyphs, font, &run.text, line.style.size, false);
            }
        }
        What::Shape {
            steps,
            fill: inside,
            pen,
        } => {
            surface.set_fill(inside.map(fill));
            surface.set_stroke(pen.as_ref().map(stroke));
            if let Some(path) = path(steps, item.x, item.y) {
                surface.draw_path(&path);
            }
        }
        What::Picture(image, w, h) => {
            if let Some(size) = Size::from_wh(*w, *h) {
                let place = krilla::geom::Transform::from_translate(item.x, item.y);
                surface.push_transform(&place);
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
        What::Link(..) | What::Nothing => {}
    }
}

/// Writes the file.
///
/// # Errors
/// [`Failed::Pdf`] with the words of the writer, when a font or picture cannot be put in;
/// [`Failed::Size`] when a page has no size.
pub fn write(
    faces: &Faces<'_>,
    mut tree: Tree,
    pages: &[Page],
    outline: &[Bookmark],
    info: &Info<'_>,
) -> Result<Vec<u8>, Failed> {
    let mut document = krilla::Document::new_with(SerializeSettings {
        compress_content_streams: true,
        xmp_metadata: true,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    for page in pages {
        let settings = PageSettings::from_wh(page.width, page.height).ok_or(Failed::Size)?;
        let mut out = document.start_page_with(settings);
        let mut surface = out.surface();
        let mut links = Vec::new();
        // What follows each other in one part of the structure is one piece of content.
        let mut open = None;
        for item in &page.items {
            if let What::Link(..) = item.what {
                links.push(item);
                continue;
            }
            if open != Some(item.mark) {
                if open.is_some() {
                    surface.end_tagged();
                }
                let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
                let content = surface.start_tagged(match item.mark {
                    Mark::Node(_) => ContentTag::Span(SpanTag::empty()),
                    Mark::Artifact => artifact(ArtifactType::Layout),
                    Mark::Header => artifact(ArtifactType::Header),
                    Mark::Footer => artifact(ArtifactType::Footer),
                });
                if let Mark::Node(node) = item.mark {
                    tree.drawn(node, content);
                }
                open = Some(item.mark);
            }
            draw(&mut surface, item, faces);
        }
        if open.is_some() {
            surface.end_tagged();
        }
        surface.finish();
        for item in links {
            let (Mark::Node(node), What::Link(w, h, target, says)) = (item.mark, &item.what) else {
                continue;
            };
            let Some(place) = Rect::from_xywh(item.x, item.y, *w, *h) else {
                continue;
            };
            let target = match target {
                Target::Address(address) => {
                    PdfTarget::Action(Action::Link(LinkAction::new(address.clone())))
                }
                Target::Page(page, y) => PdfTarget::Destination(destination(*page, *y).into()),
            };
            let link = LinkAnnotation::new(place, target);
            let content = out.add_tagged_annotation(Annotation::new_link(link, Some(says.clone())));
            tree.drawn(node, content);
        }
        out.finish();
    }
    document.set_tag_tree(tree.finish(info.language));
    document.set_outline(bookmarks(outline));
    document.set_metadata(metadata(info));
    document.finish().map_err(|e| Failed::Pdf(e.to_string()))
}

fn destination(page: usize, y: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(0.0, y.max(0.0)))
}

fn bookmarks(all: &[Bookmark]) -> Outline {
    let mut out = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for b in all {
        let node = OutlineNode::new(b.title.clone(), destination(b.place.0, b.place.1));
        match open.as_mut().filter(|_| b.level > 1) {
            Some(parent) => parent.push_child(node),
            None => {
                if let Some(done) = open.replace(node) {
                    out.push_child(done);
                }
            }
        }
    }
    if let Some(done) = open {
        out.push_child(done);
    }
    out
}

fn metadata(info: &Info<'_>) -> Metadata {
    let day = |n: u32| u8::try_from(n).unwrap_or(1);
    let date = DateTime::new(u16::try_from(info.date.year()).unwrap_or(0))
        .month(day(info.date.month()))
        .day(day(info.date.day()));
    let authors = if info.author.is_empty() {
        Vec::new()
    } else {
        vec![info.author.to_owned()]
    };
    Metadata::new()
        .title(info.title.to_owned())
        .authors(authors)
        .language(info.language.to_owned())
        .creator("Planerka".to_owned())
        .creation_date(date)
}
