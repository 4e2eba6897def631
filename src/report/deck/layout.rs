//! Slides at their places: one grid for all of them, the largest letters that fit, nothing over the edge. What had to be
//! cut goes to the speaker in full.

use super::boxes::{lead, note};
use super::scene::{
    self, Align, Anchor, Face, Frame, HEIGHT, Item, Paragraph, Part, Scene, TextBox, WIDTH,
};
use super::{Block, Deck, Slide, chart, fit, tables};
use crate::chart::Tone;
use crate::i18n::k;
use crate::kernel::text;
use crate::report::Design;

/// Margin left and right.
const SIDE: f64 = 48.0;
/// Upper edge of what stands below the headline.
const TOP: f64 = 128.0;
/// Its lower edge.
const BOTTOM: f64 = 486.0;
/// Space between things that belong together, and between columns.
pub(super) const GAP: f64 = 18.0;
const GUTTER: f64 = 32.0;
/// Letters of what is left out.
const SMALL: Face = Face::regular(14.0);
/// Letters of the footer.
const FOOT: f64 = 11.0;

/// The slides of a deck, ready to be drawn.
pub fn scenes(deck: &Deck) -> Vec<Scene> {
    deck.slides
        .iter()
        .enumerate()
        .map(|(i, slide)| Page::new(deck, slide).finish(i + 1))
        .collect()
}

pub(super) struct Page<'a> {
    deck: &'a Deck,
    slide: &'a Slide,
    items: Vec<Item>,
    full: Vec<String>,
}

impl<'a> Page<'a> {
    fn new(deck: &'a Deck, slide: &'a Slide) -> Self {
        Self {
            deck,
            slide,
            items: Vec::new(),
            full: slide.full.clone(),
        }
    }

    fn finish(mut self, number: usize) -> Scene {
        let cover = self.slide.left.iter().find_map(|b| match b {
            Block::Cover {
                kind,
                client,
                imprint,
            } => Some((kind, client, imprint)),
            _ => None,
        });
        let agency = self.deck.look.design == Design::Agency;
        if let Some((kind, client, imprint)) = cover {
            self.cover(kind, client, imprint, agency);
        } else {
            self.headline(agency);
            self.body();
            self.foot(number);
        }
        let mut notes = self.slide.notes.clone();
        if !self.full.is_empty() {
            notes.push(self.deck.locale.t(k::deck::full).to_owned());
            notes.append(&mut self.full);
        }
        Scene {
            id: self.slide.id,
            title: self.slide.title.clone(),
            background: if agency && cover.is_some() {
                Tone::Accent
            } else {
                Tone::Paper
            },
            cover: cover.is_some(),
            items: self.items,
            notes,
        }
    }

    /// Notes a text that is cut, unless the speaker has it already.
    pub(super) fn lost(&mut self, text: &str) {
        let known = text.trim_end_matches('…');
        if !self.full.iter().any(|f| f.contains(known)) {
            self.full.push(text.to_owned());
        }
    }

    pub(super) fn put(
        &mut self,
        frame: Frame,
        part: Part,
        anchor: Anchor,
        paragraphs: Vec<Paragraph>,
    ) {
        if !paragraphs.is_empty() {
            self.items.push(Item::Text(TextBox {
                frame,
                part,
                paragraphs,
                anchor,
            }));
        }
    }

    pub(super) fn rect(&mut self, frame: Frame, fill: Tone, radius: f64) {
        self.items.push(Item::Rect {
            frame,
            fill,
            radius,
        });
    }

    /// The largest size with which a text keeps to so many lines; cut at the smallest.
    pub(super) fn sized(
        &mut self,
        text: &str,
        face: Face,
        sizes: &[f64],
        w: f64,
        most: usize,
    ) -> (String, Face) {
        let mut face = face;
        for size in sizes {
            face.size = *size;
            if fit::lines(text, face, w).len() <= most {
                return (text.to_owned(), face);
            }
        }
        self.lost(text);
        (fit::cut(text, face, w, most), face)
    }

    /// Width and height of the logo in so much room.
    fn logo(&self, w: f64, h: f64) -> Option<(f64, f64)> {
        self.deck.look.logo.as_ref().map(|logo| logo.fit(w, h))
    }

    fn mark(&mut self, frame: Frame) {
        self.items.push(Item::Logo {
            frame,
            description: self
                .deck
                .locale
                .fill(k::deck::logo, &[("name", &self.deck.title)]),
        });
    }

    fn cover(&mut self, kind: &str, client: &str, imprint: &[(String, String)], agency: bool) {
        let (loud, quiet) = if agency {
            (Tone::OnAccent, Tone::OnAccent)
        } else {
            (Tone::Ink, Tone::Muted)
        };
        let strong = if agency {
            Tone::OnAccent
        } else {
            Tone::AccentInk
        };
        if !agency {
            self.rect(Frame::new(0.0, 0.0, 20.0, HEIGHT), Tone::Accent, 0.0);
        }
        let (left, w) = (80.0, 780.0);
        if let Some((lw, lh)) = self.logo(240.0, 60.0) {
            if agency {
                // A logo is made for paper.
                let back = Frame::new(left - 12.0, 36.0, lw + 24.0, lh + 24.0);
                self.rect(back, Tone::Paper, 6.0);
            }
            self.mark(Frame::new(left, 48.0, lw, lh));
        }
        let serif = Face {
            size: 0.0,
            bold: false,
            serif: true,
        };
        let sizes = [50.0, 46.0, 42.0, 38.0, 34.0, 30.0, 26.0];
        let (title, face) = self.sized(&self.slide.title.clone(), serif, &sizes, w, 3);
        let mut y = 152.0;
        let (kind, small) = self.sized(kind, Face::bold(18.0), &[18.0, 16.0], w, 1);
        self.put(
            Frame::new(left, y, w, 26.0),
            Part::Plain,
            Anchor::Top,
            vec![Paragraph::new(kind, small, strong)],
        );
        y += 36.0;
        let title = Paragraph::new(title, face, loud);
        let h = title.height(w);
        self.put(
            Frame::new(left, y, w, h + 2.0),
            Part::Title,
            Anchor::Top,
            vec![title],
        );
        y += h + 14.0;
        if !client.is_empty() {
            let (client, face) = self.sized(client, Face::regular(24.0), &[24.0, 20.0], w, 1);
            self.put(
                Frame::new(left, y, w, 32.0),
                Part::Subtitle,
                Anchor::Top,
                vec![Paragraph::new(client, face, quiet)],
            );
        }
        let lines: Vec<Paragraph> = imprint
            .iter()
            .map(|(label, value)| {
                let line = format!("{label}: {value}");
                let (line, face) = self.sized(&line, Face::regular(15.0), &[15.0, 13.0], w, 1);
                Paragraph::new(line, face, quiet).after(4.0)
            })
            .collect();
        let h = scene::height(&lines, w) + 2.0;
        self.put(
            Frame::new(left, 478.0 - h, w, h),
            Part::Plain,
            Anchor::Bottom,
            lines,
        );
        let line = fit::clean(&self.deck.look.confidential);
        if !line.is_empty() {
            let face = Face::regular(FOOT);
            let line = fit::cut(&line, face, w, 1);
            self.put(
                Frame::new(left, 502.0, w, 16.0),
                Part::Footer,
                Anchor::Top,
                vec![Paragraph::new(line, face, quiet)],
            );
        }
    }

    fn headline(&mut self, agency: bool) {
        let strip = if agency {
            Frame::new(0.0, 0.0, WIDTH, 14.0)
        } else {
            Frame::new(SIDE, 30.0, 44.0, 5.0)
        };
        self.rect(strip, Tone::Accent, 0.0);
        let mut w = WIDTH - 2.0 * SIDE;
        if let Some((lw, lh)) = self.logo(110.0, 40.0) {
            self.mark(Frame::new(WIDTH - SIDE - lw, 42.0, lw, lh));
            w -= lw + GUTTER;
        }
        let title = self.slide.title.clone();
        // One large line, or two that leave air above what follows.
        let one = fit::lines(&title, Face::bold(30.0), w).len() <= 1;
        let sizes: &[f64] = if one { &[30.0] } else { &[26.0, 24.0, 22.0] };
        let (title, face) = self.sized(&title, Face::bold(0.0), sizes, w, 2);
        if fit::lines(&title, face, w).len() > 1 {
            w = balanced(&title, face, w);
        }
        self.put(
            Frame::new(SIDE, 42.0, w, 74.0),
            Part::Title,
            Anchor::Top,
            vec![Paragraph::new(title, face, Tone::Ink)],
        );
    }

    fn foot(&mut self, number: usize) {
        let face = Face::regular(FOOT);
        let w = WIDTH - 2.0 * SIDE - 80.0;
        let name = text::excerpt(&self.deck.title, 60);
        let line = match fit::clean(&self.deck.look.confidential) {
            line if line.is_empty() => name,
            line => format!("{} · {name}", text::excerpt(&line, 70)),
        };
        let line = fit::cut(&line, face, w, 1);
        self.put(
            Frame::new(SIDE, 507.0, w, 16.0),
            Part::Footer,
            Anchor::Top,
            vec![Paragraph::new(line, face, Tone::Muted)],
        );
        let mut number = Paragraph::new(number.to_string(), face, Tone::Muted);
        number.align = Align::Right;
        self.put(
            Frame::new(WIDTH - SIDE - 60.0, 507.0, 60.0, 16.0),
            Part::Number,
            Anchor::Top,
            vec![number],
        );
    }

    fn body(&mut self) {
        let w = WIDTH - 2.0 * SIDE;
        let slide = self.slide;
        if slide.right.is_empty() {
            self.column(&slide.left, SIDE, w);
            return;
        }
        let left = (w - GUTTER) * slide.split;
        self.column(&slide.left, SIDE, left);
        self.column(&slide.right, SIDE + left + GUTTER, w - GUTTER - left);
    }

    /// Parts below each other. What has one size is measured first; the others share the rest.
    fn column(&mut self, blocks: &[Block], x: f64, w: f64) {
        let fixed: f64 = blocks.iter().map(|b| self.fixed(b, w)).sum();
        let stretch = blocks.iter().filter(|b| Self::stretches(b)).count();
        #[allow(clippy::cast_precision_loss)]
        let gaps = GAP * blocks.len().saturating_sub(1) as f64;
        #[allow(clippy::cast_precision_loss)]
        let mut left = (BOTTOM - TOP - fixed - gaps) / stretch.max(1) as f64;
        let mut y = TOP;
        for (i, block) in blocks.iter().enumerate() {
            let h = if Self::stretches(block) {
                // Numbers leave to the others what they do not need.
                left
            } else {
                self.fixed(block, w)
            };
            let used = self.block(block, Frame::new(x, y, w, h));
            y += used + GAP;
            let after = blocks.get(i + 1..).unwrap_or_default();
            let more = after.iter().filter(|b| Self::stretches(b)).count();
            if more > 0 && Self::stretches(block) {
                #[allow(clippy::cast_precision_loss)]
                let spare = (left - used).max(0.0) / more as f64;
                left += spare;
            }
        }
    }

    const fn stretches(block: &Block) -> bool {
        !matches!(block, Block::Lead(_) | Block::Note(_) | Block::More(_))
    }

    /// Height of a part that has one size; 0 for the others.
    fn fixed(&self, block: &Block, w: f64) -> f64 {
        match block {
            Block::Lead(text) => {
                let (_, p) = lead(text, w);
                p.height(w - 22.0)
            }
            Block::Note(text) => note(text, w).height(w - 32.0) + 20.0,
            Block::More(_) => SMALL.size * fit::LEADING + 1.0,
            _ => 0.0,
        }
    }

    /// Draws a part; says how much of the height it took.
    fn block(&mut self, block: &Block, frame: Frame) -> f64 {
        match block {
            Block::Cover { .. } => 0.0,
            Block::Lead(text) => {
                let (cut, p) = lead(text, frame.w);
                if cut {
                    self.lost(text);
                }
                let bar = Frame::new(frame.x, frame.y, 5.0, frame.h);
                self.rect(bar, Tone::Accent, 0.0);
                let place = Frame::new(frame.x + 22.0, frame.y, frame.w - 22.0, frame.h);
                self.put(place, Part::Plain, Anchor::Middle, vec![p]);
                frame.h
            }
            Block::Note(text) => {
                let p = note(text, frame.w);
                if p.text != *text {
                    self.lost(text);
                }
                self.rect(frame, Tone::Surface, 4.0);
                let place = Frame::new(
                    frame.x + 16.0,
                    frame.y + 10.0,
                    frame.w - 32.0,
                    frame.h - 20.0,
                );
                self.put(place, Part::Plain, Anchor::Middle, vec![p]);
                frame.h
            }
            Block::More(text) => {
                let text = fit::cut(text, SMALL, frame.w, 1);
                let p = Paragraph::new(text, SMALL, Tone::Muted);
                self.put(frame, Part::Plain, Anchor::Top, vec![p]);
                frame.h
            }
            Block::Table(table) => {
                let (table, cut) = tables::lay(table, frame);
                for text in cut {
                    self.lost(&text);
                }
                let h = table.frame.h;
                self.items.push(Item::Table(table));
                h
            }
            Block::Chart(drawing) => {
                let scale = scene::scale(drawing, frame).min(1.6);
                let place = Frame {
                    w: drawing.width * scale,
                    h: drawing.height * scale,
                    ..frame
                };
                let (drawing, cut) = chart::trimmed(drawing);
                for text in cut {
                    self.lost(&text);
                }
                self.items.push(Item::Chart {
                    frame: place,
                    drawing,
                });
                place.h
            }
            Block::Points(title, items) => self.points(title, items, frame),
            Block::Numbers(numbers) => self.numbers(numbers, frame),
            Block::Cards(cards) => self.cards(cards, frame),
        }
    }
}

/// The width in which the lines of a text are about as long as each other, with room to spare for other fonts.
fn balanced(text: &str, face: Face, w: f64) -> f64 {
    let lines = fit::lines(text, face, w).len();
    let tight = (10..=20)
        .map(|part| w * f64::from(part) / 20.0)
        .find(|tight| fit::lines(text, face, *tight).len() <= lines);
    (tight.unwrap_or(w) * 1.04).min(w)
}
