//! A deck as a PDF file: a page of 16:9 for each slide, the same scene that becomes a PowerPoint file, with the faces of the
//! document. Scenes are laid out by widths of other letters (`report::deck::fit`), so a text that would not fit its box in
//! these is set smaller, all of it alike.

use super::canvas::{Bookmark, Info, Mark, Page, Pen, write};
use super::face::{Faces, Role};
use super::text::{Line, Style, one_line, wrap};
use super::tree::{NodeId, Part as Node, Tree};
use super::{Failed, Options, figure};
use crate::chart::Tone;
use crate::report::Palette;
use crate::report::deck::{
    self, Align, Anchor, Deck, Face, Frame, Item, Paragraph, Part, Scene, TableBox, TextBox, scenes,
};
use krilla::image::Image;

/// Smallest part of its size that a text is set in.
const SMALLEST: f32 = 0.6;
/// Height of a line in parts of the size.
#[allow(clippy::cast_possible_truncation)]
const LEADING: f32 = deck::LEADING as f32;

/// The file: the same deck, options and fonts give the same bytes.
///
/// # Errors
/// [`Failed`]: a font or the logo cannot be read, or the writer refuses something.
pub fn to_pdf(deck: &Deck, options: &Options<'_>) -> Result<Vec<u8>, Failed> {
    let faces = Faces::new(options.fonts)?;
    let logo = match &deck.look.logo {
        Some(logo) => {
            Some(Image::from_png(logo.png.clone().into(), true).map_err(|_| Failed::Logo)?)
        }
        None => None,
    };
    let (mut tree, mut pages, mut outline) = (Tree::default(), Vec::new(), Vec::new());
    for (n, scene) in scenes(deck).iter().enumerate() {
        let slide = tree.add(None, Node::Section);
        let mut drawer = Drawer {
            faces: &faces,
            tree: &mut tree,
            page: Page::new(short(deck::WIDTH), short(deck::HEIGHT)),
            slide,
            palette: Palette::of_slides(&deck.look),
            logo: logo.as_ref(),
        };
        drawer.scene(scene);
        pages.push(drawer.page);
        outline.push(Bookmark {
            level: 1,
            title: one_line(&scene.title),
            place: (n, 0.0),
        });
    }
    let info = Info {
        title: &one_line(&deck.title),
        author: &one_line(options.author),
        language: deck.locale.region(),
        date: options.date,
    };
    write(&faces, tree, &pages, &outline, &info)
}

#[allow(clippy::cast_possible_truncation)]
fn short(n: f64) -> f32 {
    n as f32
}

/// A paragraph broken into lines.
struct Set {
    lines: Vec<Line>,
    /// Space above it.
    before: f32,
    /// Left of its words, where a bullet stands.
    indent: f32,
}

impl Set {
    fn height(&self) -> f32 {
        self.before + self.lines.iter().map(|l| l.style.line()).sum::<f32>()
    }
}

struct Drawer<'a, 'f> {
    faces: &'a Faces<'f>,
    tree: &'a mut Tree,
    page: Page,
    slide: NodeId,
    palette: Palette,
    logo: Option<&'a Image>,
}

impl Drawer<'_, '_> {
    fn scene(&mut self, scene: &Scene) {
        let whole = Frame::new(0.0, 0.0, deck::WIDTH, deck::HEIGHT);
        self.rect(whole, self.palette.rgb(scene.background), 0.0);
        for item in &scene.items {
            match item {
                Item::Rect {
                    frame,
                    fill,
                    radius,
                } => self.rect(*frame, self.palette.rgb(*fill), short(*radius)),
                Item::Line {
                    from,
                    to,
                    tone,
                    width,
                } => {
                    let pen = self.pen(*tone, *width);
                    let (x, y) = (short(from.0), short(from.1));
                    let (dx, dy) = (short(to.0) - x, short(to.1) - y);
                    self.page.rule(Mark::Artifact, x, y, dx, dy, pen);
                }
                Item::Text(text) => self.text(text, scene.cover),
                Item::Table(table) => self.table(table),
                Item::Chart { frame, drawing } => {
                    let says = format!("{}. {}", drawing.title, drawing.description);
                    let node = self.tree.add(Some(self.slide), Node::Figure(says));
                    let unit = short(deck::scale(drawing, *frame));
                    let at = (short(frame.x), short(frame.y));
                    let mut drawn = Page::default();
                    let mark = Mark::Node(node);
                    // A path of arcs has no drawing; nor has the PowerPoint file a shape for it, and the words say the same.
                    let (faces, palette) = (self.faces, &self.palette);
                    figure::draw(&mut drawn, mark, at, unit, drawing, faces, palette);
                    self.page.take(&drawn, 0.0, 0.0);
                }
                Item::Logo { frame, description } => {
                    if let Some(logo) = self.logo {
                        let node = self
                            .tree
                            .add(Some(self.slide), Node::Figure(description.clone()));
                        let [x, y, w, h] = [frame.x, frame.y, frame.w, frame.h].map(short);
                        self.page.picture(Mark::Node(node), x, y, w, h, logo);
                    }
                }
            }
        }
    }

    fn pen(&self, tone: Tone, width: f64) -> Pen {
        Pen {
            colour: self.palette.rgb(tone),
            width: short(width),
            dash: 0.0,
        }
    }

    fn rect(&mut self, frame: Frame, fill: crate::report::Rgb, radius: f32) {
        let [x, y, w, h] = [frame.x, frame.y, frame.w, frame.h].map(short);
        if w > 0.0 && h > 0.0 {
            self.page
                .rect(Mark::Artifact, x, y, w, h, radius, Some(fill), None);
        }
    }

    fn style(&self, face: Face, tone: Tone, part: f32) -> Style {
        let role = match (face.serif, face.bold) {
            (true, true) => Role::TextBold,
            (true, false) => Role::Text,
            (false, true) => Role::UiBold,
            (false, false) => Role::Ui,
        };
        Style::new(
            role,
            short(face.size) * part,
            LEADING,
            self.palette.rgb(tone),
        )
    }

    /// Paragraphs in a width, in a part of their size.
    fn set(&self, paragraphs: &[Paragraph], width: f32, part: f32) -> Vec<Set> {
        let mut out = Vec::with_capacity(paragraphs.len());
        for (i, p) in paragraphs.iter().enumerate() {
            let indent = if p.bullet {
                short(deck::indent(p.face.size)) * part
            } else {
                0.0
            };
            let style = self.style(p.face, p.tone, part);
            out.push(Set {
                lines: wrap(self.faces, &p.text, &style, width - indent),
                before: if i > 0 { short(p.before) * part } else { 0.0 },
                indent,
            });
        }
        out
    }

    /// The same in the largest part of their size in which they take no more than a height, and no word is broken.
    fn fitted(&self, paragraphs: &[Paragraph], width: f32, height: f32) -> Vec<Set> {
        let mut part = 1.0;
        loop {
            let set = self.set(paragraphs, width, part);
            let tall = set.iter().map(Set::height).sum::<f32>() > height + 0.5;
            let broken = paragraphs.iter().zip(&set).any(|(p, s)| {
                let style = self.style(p.face, p.tone, part);
                super::text::longest_word(self.faces, &p.text, &style) > width - s.indent + 0.01
            });
            if part <= SMALLEST || !(tall || broken && part > 0.8) {
                return set;
            }
            part -= 0.02;
        }
    }

    /// Draws paragraphs with their upper edge at a height.
    fn paragraphs(
        &mut self,
        mark: impl Fn(&mut Self, &Paragraph) -> Mark,
        all: (&[Paragraph], &[Set]),
        x: f32,
        top: f32,
        width: f32,
    ) {
        let mut y = top;
        for (p, set) in all.0.iter().zip(all.1) {
            y += set.before;
            let mark = mark(self, p);
            if let Some(first) = set.lines.first().filter(|_| p.bullet) {
                let dot = wrap(self.faces, "•", &first.style, set.indent);
                self.page.lines(Mark::Artifact, x, y, &dot, self.faces);
            }
            for line in &set.lines {
                let left = match p.align {
                    Align::Left => set.indent,
                    Align::Right => (width - line.width).max(0.0),
                };
                let baseline = y + line.style.baseline(self.faces);
                self.page.line(mark, x + left, baseline, line);
                y += line.style.line();
            }
        }
    }

    fn text(&mut self, text: &TextBox, cover: bool) {
        let [x, y, w, h] = [text.frame.x, text.frame.y, text.frame.w, text.frame.h].map(short);
        let room = h.max(short(text.height()));
        let set = self.fitted(&text.paragraphs, w, room);
        let free = h - set.iter().map(Set::height).sum::<f32>();
        let top = y + match text.anchor {
            Anchor::Top => 0.0,
            Anchor::Middle => free / 2.0,
            Anchor::Bottom => free,
        };
        let (part, slide) = (text.part, self.slide);
        // Paragraphs with a bullet are items of one list.
        let list = text
            .paragraphs
            .iter()
            .any(|p| p.bullet)
            .then(|| self.tree.add(Some(slide), Node::List(true)));
        let mark = |d: &mut Self, p: &Paragraph| match part {
            Part::Footer | Part::Number => Mark::Footer,
            Part::Title if cover => Mark::Node(d.tree.add(Some(slide), Node::Title)),
            Part::Title => Mark::Node(d.tree.add(Some(slide), Node::Heading(1))),
            _ if p.bullet => {
                let item = d.tree.add(list, Node::Item);
                Mark::Node(d.tree.add(Some(item), Node::Body))
            }
            _ => Mark::Node(d.tree.add(Some(slide), Node::Paragraph)),
        };
        self.paragraphs(mark, (&text.paragraphs, &set), x, top, w);
    }

    fn table(&mut self, t: &TableBox) {
        let table = self.tree.add(Some(self.slide), Node::Table);
        let (head, rows) = (
            self.tree.add(Some(table), Node::Head),
            self.tree.add(Some(table), Node::Rows),
        );
        let mut y = t.frame.y;
        for (n, row) in t.rows.iter().enumerate() {
            let place = Frame::new(t.frame.x, y, t.frame.w, row.height);
            if let Some(fill) = row.fill {
                self.rect(place, self.palette.rgb(fill), 0.0);
            }
            let node = self
                .tree
                .add(Some(if n == 0 { head } else { rows }), Node::Row);
            let mut x = t.frame.x;
            for (cell, width) in row.cells.iter().zip(&t.columns) {
                let part = if n == 0 { Node::HeadCell } else { Node::Cell };
                let mark = self.tree.add(Some(node), part);
                if cell.text.is_empty() {
                    self.page.nothing(mark);
                }
                let (w, h) = (short(width - 2.0 * t.side), short(row.height));
                let cells = std::slice::from_ref(cell);
                let set = self.fitted(cells, w, h);
                let free = h - set.iter().map(Set::height).sum::<f32>();
                let at = (short(x + t.side), short(y) + free / 2.0);
                self.paragraphs(|_, _| Mark::Node(mark), (cells, &set), at.0, at.1, w);
                x += width;
            }
            let (tone, width) = row.line;
            let pen = self.pen(tone, width);
            y += row.height;
            self.page.rule(
                Mark::Artifact,
                short(t.frame.x),
                short(y),
                short(t.frame.w),
                0.0,
                pen,
            );
        }
    }
}
