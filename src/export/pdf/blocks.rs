//! Blocks of the document as strips.

use super::address;
use super::canvas::{Mark, Pen, Target};
use super::face::Faces;
use super::figure;
use super::flow::{Kind, Strip, together};
use super::look::{CAPTION, H1, H2, H3, LABEL, LEAD, LINE, LINK, LIST_TITLE, NOTE, STRONG, TEXT};
use super::text::{Line, Style, one_line, wrap};
use super::tree::{NodeId, Part, Tree};
use crate::i18n::{Locale, k};
use crate::kernel::Block;
use crate::kernel::block::{Fact, Figure};
use crate::report::{Design, Look, Palette, Rgb};

/// Share of a page that something may take before it is parted: more would leave too much of one empty.
const TALL: f32 = 0.7;

/// Makes strips of blocks and writes down what they are.
pub struct Maker<'a> {
    /// Faces.
    pub faces: &'a Faces<'a>,
    /// Structure.
    pub tree: Tree,
    /// Width of the text in points.
    pub width: f32,
    /// Height of the text of a page in points.
    pub height: f32,
    /// Language.
    pub locale: Locale,
    /// Design and accent.
    pub look: &'a Look,
}

/// A rule of a colour.
pub const fn pen(colour: Rgb, width: f32) -> Pen {
    Pen {
        colour,
        width,
        dash: 0.0,
    }
}

/// A strip that holds a line, with space above and below it.
pub fn strip(
    faces: &Faces<'_>,
    kind: Kind,
    mark: Mark,
    x: f32,
    line: &Line,
    pad: (f32, f32),
    width: f32,
) -> Strip {
    let mut out = Strip::new(kind, width, pad.0 + line.style.line() + pad.1);
    let base = pad.0 + line.style.baseline(faces);
    out.page.line(mark, x, base, line);
    out
}

impl Maker<'_> {
    /// Lines of a text, one strip each.
    pub fn text(
        &self,
        kind: Kind,
        mark: Mark,
        text: &str,
        style: &Style,
        x: f32,
        before: f32,
    ) -> Vec<Strip> {
        let lines = wrap(self.faces, text, style, self.width - x);
        let mut out: Vec<Strip> = lines
            .iter()
            .map(|line| strip(self.faces, kind, mark, x, line, (0.0, 0.0), self.width))
            .collect();
        together(&mut out);
        if let Some(first) = out.first_mut() {
            first.before = before;
        }
        out
    }

    /// Accent for letters.
    pub fn ink(&self) -> Rgb {
        self.look.accent.as_text()
    }

    /// The head of a section.
    pub fn section(&mut self, number: usize, title: &str, parent: NodeId) -> Vec<Strip> {
        let node = self.tree.add(Some(parent), Part::Heading(1));
        let mark = Mark::Node(node);
        let agency = self.look.design == Design::Agency;
        let (mut style, mut of_number, pad) = (H1, H1, if agency { 12.0 } else { 0.0 });
        of_number.colour = self.ink();
        if agency {
            style.colour = self.look.accent.ink();
            of_number.colour = style.colour;
        }
        let number_line = wrap(self.faces, &number.to_string(), &of_number, self.width);
        let indent = pad + number_line.first().map_or(0.0, |l| l.width) + 0.4 * style.size;
        let lines = wrap(self.faces, title, &style, self.width - indent - pad);
        let kind = Kind::Section(number);
        let last = lines.len().saturating_sub(1);
        let mut out = Vec::new();
        for (i, line) in lines.iter().enumerate() {
            let above = if i == 0 { pad } else { 0.0 };
            let below = if i == last { pad } else { 0.0 };
            let mut s = Strip::new(kind, self.width, above + style.line() + below);
            if agency {
                // A little over the next one, so that no line shows between them.
                let more = if i == last { 0.0 } else { 0.5 };
                let h = s.page.height + more;
                s.page.rect(
                    Mark::Artifact,
                    0.0,
                    0.0,
                    self.width,
                    h,
                    0.0,
                    Some(self.look.accent),
                    None,
                );
            }
            let base = above + style.baseline(self.faces);
            if let Some(n) = number_line.first().filter(|_| i == 0) {
                s.page.line(mark, pad, base, n);
            }
            s.page.line(mark, indent, base, line);
            s.keep = true;
            out.push(s);
        }
        if let Some(s) = out.last_mut() {
            s.page.height += if agency { 12.0 } else { 9.0 };
        }
        if let Some(s) = out.first_mut() {
            s.new_page = true;
        }
        out
    }

    /// A block of a section.
    pub fn block(&mut self, block: &Block, parent: NodeId) -> Vec<Strip> {
        match block {
            Block::Heading { level, text, .. } => self.heading(*level, text, parent),
            Block::Text { text, .. } => {
                let node = self.tree.add(Some(parent), Part::Paragraph);
                self.text(Kind::Text, Mark::Node(node), text, &TEXT, 0.0, 6.0)
            }
            Block::Lead { text, .. } => self.lead(text, parent),
            Block::Note(text) => {
                let node = self.tree.add(Some(parent), Part::Note);
                self.text(Kind::Text, Mark::Node(node), text, &NOTE, 0.0, 7.5)
            }
            Block::Missing { label, .. } => self.missing(label, parent),
            Block::Facts(facts) => self.facts(facts, parent),
            Block::List { title, items, .. } => self.list(title, items, parent),
            Block::Table {
                caption,
                columns,
                rows,
                ..
            } => self.table(caption, columns, rows, parent),
            Block::Figure(figure) => self.figure(figure, parent),
        }
    }

    fn heading(&mut self, level: u8, text: &str, parent: NodeId) -> Vec<Strip> {
        let level = level.clamp(2, 3);
        let node = self.tree.add(Some(parent), Part::Heading(level));
        let (style, before, below) = if level == 2 {
            (H2, 16.0, 1.5)
        } else {
            (H3, 11.0, 0.0)
        };
        let mark = Mark::Node(node);
        let mut out = self.text(Kind::Heading(level), mark, text, &style, 0.0, before);
        for s in &mut out {
            s.keep = true;
        }
        if let Some(s) = out.last_mut() {
            s.page.height += below;
        }
        out
    }

    fn lead(&mut self, text: &str, parent: NodeId) -> Vec<Strip> {
        let quote = self.tree.add(Some(parent), Part::Quote);
        let node = self.tree.add(Some(quote), Part::Paragraph);
        let mut out = self.text(Kind::Text, Mark::Node(node), text, &LEAD, 14.25, 9.0);
        let sum: f32 = out.iter().map(|s| s.page.height).sum();
        let whole = sum < TALL * self.height;
        let count = out.len();
        for (i, s) in out.iter_mut().enumerate() {
            let h = s.page.height;
            let bar = Some(self.look.line());
            s.page
                .rect(Mark::Artifact, 0.0, 0.0, 2.25, h, 0.0, bar, None);
            s.keep |= whole && i + 1 < count;
        }
        // Air after it, as before it.
        if let Some(s) = out.last_mut() {
            s.page.height += 2.0;
        }
        out
    }

    fn missing(&mut self, label: &str, parent: NodeId) -> Vec<Strip> {
        let node = self.tree.add(Some(parent), Part::Paragraph);
        let text = format!("{}: {}", label, self.locale.t(k::doc::missing));
        let lines = wrap(self.faces, &text, &NOTE, self.width - 15.0);
        let text: f32 = lines.iter().map(|l| l.style.line()).sum();
        let mut out: Vec<Strip> = Vec::new();
        let mark = Mark::Node(node);
        if text + 6.0 > TALL * self.height {
            // Nobody's label; but whatever it says, it is shown.
            out = lines
                .iter()
                .map(|l| strip(self.faces, Kind::Text, mark, 7.5, l, (0.0, 0.0), self.width))
                .collect();
        } else if !lines.is_empty() {
            let mut s = Strip::new(Kind::Text, self.width, text + 6.0);
            let dashed = Pen {
                colour: STRONG,
                width: 0.75,
                dash: 2.25,
            };
            s.page.rect(
                Mark::Artifact,
                0.375,
                0.375,
                self.width - 0.75,
                text + 5.25,
                3.0,
                None,
                Some(dashed),
            );
            s.page.lines(mark, 7.5, 3.0, &lines, self.faces);
            out.push(s);
        }
        if let Some(s) = out.first_mut() {
            s.before = 6.0;
        }
        out
    }

    fn facts(&mut self, facts: &[Fact], parent: NodeId) -> Vec<Strip> {
        if facts.is_empty() {
            return Vec::new();
        }
        let list = self.tree.add(Some(parent), Part::List(false));
        let left = (0.3 * self.width).max(96.0);
        let x = left + 12.0;
        let mut out = Vec::new();
        let count = facts.len();
        for (n, fact) in facts.iter().enumerate() {
            let item = self.tree.add(Some(list), Part::Item);
            let label = self.tree.add(Some(item), Part::Label);
            let mut body = self.tree.add(Some(item), Part::Body);
            let target = fact.link.then(|| address::link(&fact.value)).flatten();
            let mut style = TEXT;
            if target.is_some() {
                body = self.tree.add(Some(body), Part::Link);
                style.colour = LINK;
            }
            let labels = wrap(self.faces, &fact.label, &LABEL, left);
            let values = wrap(self.faces, &fact.value, &style, self.width - x);
            let lines = values.len().max(labels.len()).max(1);
            let high = TEXT.line();
            #[allow(clippy::cast_precision_loss)]
            let whole = (lines as f32) * high < self.tall();
            let each = if whole { lines } else { 1 };
            let mut strips = Vec::new();
            for from in (0..lines).step_by(each) {
                let above = if from == 0 { 3.0 } else { 0.0 };
                #[allow(clippy::cast_precision_loss)]
                let mut s = Strip::new(Kind::Text, self.width, above + each as f32 * high);
                // Labels stand on the baselines of the values.
                let mut base = above + TEXT.baseline(self.faces);
                for line in labels.iter().skip(from).take(each) {
                    s.page.line(Mark::Node(label), 0.0, base, line);
                    base += high;
                }
                let mut top = above;
                for line in values.iter().skip(from).take(each) {
                    let base = top + TEXT.baseline(self.faces);
                    s.page.line(Mark::Node(body), x, base, line);
                    if let Some(target) = &target {
                        s.page.rule(
                            Mark::Artifact,
                            x,
                            base + 1.6,
                            line.width,
                            0.0,
                            pen(LINK, 0.5),
                        );
                        let to = Target::Address(target.clone());
                        s.page.link(
                            body,
                            x,
                            top,
                            line.width.max(1.0),
                            high,
                            to,
                            &one_line(&fact.value),
                        );
                    }
                    top += high;
                }
                strips.push(s);
            }
            if values.is_empty()
                && let Some(s) = strips.first_mut()
            {
                s.page.nothing(body);
            }
            together(&mut strips);
            let stay = n + 1 < count && (n == 0 || n + 2 == count);
            if let Some(s) = strips.last_mut() {
                s.keep |= stay && whole;
                s.page.height += 3.75;
                let y = s.page.height - 0.375;
                s.page
                    .rule(Mark::Artifact, 0.0, y, self.width, 0.0, pen(LINE, 0.75));
            }
            out.extend(strips);
        }
        if let Some(s) = out.first_mut() {
            s.before = 6.0;
        }
        out
    }

    fn list(&mut self, title: &str, items: &[String], parent: NodeId) -> Vec<Strip> {
        let mut out = Vec::new();
        if !one_line(title).is_empty() {
            let node = self.tree.add(Some(parent), Part::Paragraph);
            out = self.text(Kind::Text, Mark::Node(node), title, &LIST_TITLE, 0.0, 9.0);
            if !items.is_empty() {
                for s in &mut out {
                    s.keep = true;
                }
            }
        }
        let titled = !out.is_empty();
        if items.is_empty() {
            return out;
        }
        let list = self.tree.add(Some(parent), Part::List(true));
        let bullet = wrap(self.faces, "•", &TEXT.coloured(self.ink()), 20.0);
        for (n, text) in items.iter().enumerate() {
            let item = self.tree.add(Some(list), Part::Item);
            let label = self.tree.add(Some(item), Part::Label);
            let body = self.tree.add(Some(item), Part::Body);
            let mut strips = self.text(Kind::Text, Mark::Node(body), text, &TEXT, 15.0, 1.5);
            if strips.is_empty() {
                let mut s = Strip::new(Kind::Text, self.width, TEXT.line());
                s.page.nothing(body);
                strips.push(s);
            }
            // A short item is not parted at all.
            if strips.len() <= 6 {
                let last = strips.len() - 1;
                for s in &mut strips[..last] {
                    s.keep = true;
                }
            }
            if let Some(s) = strips.first_mut() {
                let base = TEXT.baseline(self.faces);
                if let Some(dot) = bullet.first() {
                    s.page.line(Mark::Node(label), 3.0, base, dot);
                    // The bullet is read first.
                    s.page.items.rotate_right(1);
                }
                s.before = match (n, titled) {
                    (0, true) => 1.5,
                    (0, false) => 6.0,
                    _ => 3.0,
                };
            }
            // The first two stay together, and the last two.
            let stay = n + 1 < items.len() && (n == 0 || n + 2 == items.len());
            if let Some(s) = strips.last_mut() {
                s.keep |= stay;
            }
            out.extend(strips);
        }
        out
    }

    fn figure(&mut self, f: &Figure, parent: NodeId) -> Vec<Strip> {
        let d = &f.drawing;
        let alt = format!("{}. {}", one_line(&d.title), one_line(&d.description));
        let captions = wrap(self.faces, &f.caption, &CAPTION, self.width);
        let below: f32 = captions.iter().map(|l| l.style.line()).sum();
        let room = (TALL * self.height).max(self.height - below - 120.0) - 4.5;
        let unit = figure::scale(d, self.width, room);
        #[allow(clippy::cast_possible_truncation)]
        let (w, h) = (d.width as f32 * unit, d.height as f32 * unit);
        let mut s = Strip::new(Kind::Figure, self.width, h.max(1.0) + 4.5);
        let node = self.tree.add(Some(parent), Part::Figure(alt));
        let mark = Mark::Node(node);
        let drawn = w.is_finite() && h.is_finite() && figure::whole(d);
        if !drawn {
            return self.as_table(f, parent);
        }
        let palette = Palette::of_pages(self.look);
        figure::draw(&mut s.page, mark, (0.0, 0.0), unit, d, self.faces, &palette);
        s.before = 12.0;
        s.keep = !captions.is_empty();
        let caption = self.tree.add(Some(parent), Part::Caption);
        let mut out = vec![s];
        let mut lines = self.text(
            Kind::Text,
            Mark::Node(caption),
            &f.caption,
            &CAPTION,
            0.0,
            0.0,
        );
        let last = lines.len().saturating_sub(1);
        for l in lines.iter_mut().take(last) {
            l.keep = true;
        }
        out.extend(lines);
        out
    }

    /// A figure that cannot be drawn, as its numbers.
    fn as_table(&mut self, f: &Figure, parent: NodeId) -> Vec<Strip> {
        let Some((columns, rows)) = f.table() else {
            let node = self.tree.add(Some(parent), Part::Paragraph);
            return self.text(
                Kind::Text,
                Mark::Node(node),
                &f.drawing.description,
                &TEXT,
                0.0,
                6.0,
            );
        };
        self.table(&f.caption, &columns, rows, parent)
    }

    /// Footnotes that close the document.
    pub fn footnotes(&mut self, notes: &[String]) -> Vec<Strip> {
        let mut out: Vec<Strip> = Vec::new();
        let style = Style { size: 9.0, ..NOTE };
        for (n, note) in notes.iter().enumerate() {
            let node = self.tree.add(None, Part::Note);
            let mut lines = self.text(Kind::Footnote, Mark::Node(node), note, &style, 0.0, 3.0);
            if n == 0
                && let Some(first) = lines.first_mut()
            {
                let mut moved = Strip::new(Kind::Footnote, self.width, first.page.height + 9.0);
                moved.page.rule(
                    Mark::Artifact,
                    0.0,
                    0.375,
                    self.width,
                    0.0,
                    pen(STRONG, 0.75),
                );
                moved.page.take(&first.page, 0.0, 9.0);
                moved.before = 24.0;
                moved.keep = first.keep;
                *first = moved;
            }
            out.extend(lines);
        }
        out
    }

    /// Height above which something is parted.
    pub fn tall(&self) -> f32 {
        TALL * self.height
    }
}
