//! Texts in boxes: points, large numbers, cards, sentences that stand out.

use super::layout::{GAP, Page};
use super::scene::{self, Anchor, Face, Frame, Paragraph, Part};
use super::{Card, fit};
use crate::chart::Tone;

impl Page<'_> {
    pub(super) fn points(&mut self, title: &str, items: &[String], frame: Frame) -> f64 {
        let build = |size: f64, most: usize| {
            let mut out = Vec::new();
            if !title.is_empty() {
                let face = Face::bold((size * 0.8).max(14.0));
                let text = fit::cut(title, face, frame.w, 2);
                out.push(Paragraph::new(text, face, Tone::AccentInk));
            }
            for item in items {
                let mut p = Paragraph::new("", Face::regular(size), Tone::Ink).after(size * 0.6);
                p.bullet = true;
                p.text = fit::cut(item, p.face, p.room(frame.w), most);
                out.push(p);
            }
            out
        };
        let whole = |size: &f64| {
            let all = build(*size, usize::MAX);
            (scene::height(&all, frame.w) <= frame.h - 1.0).then_some(all)
        };
        let sizes = [24.0, 22.0, 20.0, 18.0, 16.0];
        let found = sizes.iter().find_map(whole).unwrap_or_else(|| {
            let tight = (1..=3).rev().map(|most| build(16.0, most));
            let mut last = Vec::new();
            for all in tight {
                let fits = scene::height(&all, frame.w) <= frame.h - 1.0;
                last = all;
                if fits {
                    break;
                }
            }
            last
        });
        for item in items {
            if !found.iter().any(|p| p.text == *item) {
                self.lost(item);
            }
        }
        let h = scene::height(&found, frame.w) + 1.0;
        let place = Frame { h, ..frame };
        self.put(place, Part::Body, Anchor::Top, found);
        h
    }

    pub(super) fn numbers(&mut self, numbers: &[(String, String)], frame: Frame) -> f64 {
        let mut all = Vec::new();
        for (i, (value, label)) in numbers.iter().enumerate() {
            let sizes = [38.0, 34.0, 30.0, 26.0, 22.0];
            let (value, face) = self.sized(value, Face::bold(0.0), &sizes, frame.w, 1);
            all.push(
                Paragraph::new(value, face, Tone::AccentInk).after(if i > 0 { 18.0 } else { 0.0 }),
            );
            let (label, face) =
                self.sized(label, Face::regular(0.0), &[17.0, 15.0, 13.0], frame.w, 2);
            all.push(Paragraph::new(label, face, Tone::Muted));
        }
        let h = scene::height(&all, frame.w) + 1.0;
        let place = Frame { h, ..frame };
        self.put(place, Part::Plain, Anchor::Top, all);
        h
    }

    pub(super) fn cards(&mut self, cards: &[Card], frame: Frame) -> f64 {
        const PAD: f64 = 18.0;
        #[allow(clippy::cast_precision_loss)]
        let n = cards.len().max(1) as f64;
        let w = ((frame.w - GAP * (n - 1.0)) / n).min(420.0);
        let room = w - 2.0 * PAD;
        let whole = |factor: f64, most: usize| -> Vec<Vec<Paragraph>> {
            cards
                .iter()
                .map(|c| paragraphs(c, factor, room, most))
                .collect()
        };
        let tall = |all: &[Vec<Paragraph>]| {
            all.iter()
                .map(|p| scene::height(p, room))
                .fold(0.0, f64::max)
                + 2.0 * PAD
                + 1.0
        };
        let factors = [1.35, 1.25, 1.15, 1.08, 1.0, 0.92];
        let mut all = factors
            .iter()
            .map(|f| whole(*f, usize::MAX))
            .find(|all| tall(all) <= frame.h);
        for most in (1..=4).rev() {
            if all.is_none() {
                let tight = whole(0.86, most);
                if most == 1 || tall(&tight) <= frame.h {
                    all = Some(tight);
                }
            }
        }
        let all = all.unwrap_or_default();
        for card in cards {
            let lines = card.lines.iter().map(|(_, text)| text);
            for text in lines.chain([&card.label, &card.name]) {
                if !text.is_empty() && !all.iter().flatten().any(|p| p.text == *text) {
                    self.lost(text);
                }
            }
        }
        let h = tall(&all).max(frame.h * 0.62).min(frame.h);
        for (i, paragraphs) in all.into_iter().enumerate() {
            #[allow(clippy::cast_precision_loss)]
            let x = frame.x + i as f64 * (w + GAP);
            self.rect(Frame::new(x, frame.y, w, h), Tone::Surface, 0.0);
            self.rect(Frame::new(x, frame.y, w, 4.0), Tone::Accent, 0.0);
            self.put(
                Frame::new(x, frame.y, w, h).inside(PAD),
                Part::Plain,
                Anchor::Top,
                paragraphs,
            );
        }
        h
    }
}

/// A sentence that stands out, and whether it had to be cut.
pub(super) fn lead(text: &str, w: f64) -> (bool, Paragraph) {
    let mut face = Face::regular(24.0);
    for size in [24.0, 22.0, 20.0, 18.0] {
        face.size = size;
        if fit::lines(text, face, w - 22.0).len() <= 3 {
            break;
        }
    }
    let said = fit::cut(text, face, w - 22.0, 3);
    (said != text, Paragraph::new(said, face, Tone::Ink))
}

/// A conclusion.
pub(super) fn note(text: &str, w: f64) -> Paragraph {
    let face = Face::regular(16.0);
    Paragraph::new(fit::cut(text, face, w - 32.0, 3), face, Tone::Ink)
}

/// The words of a card.
fn paragraphs(card: &Card, factor: f64, room: f64, most: usize) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let small = (13.0 * factor).clamp(12.0, 15.0);
    let mut add = |text: &str, face: Face, tone: Tone, before: f64, most: usize| {
        if !text.is_empty() {
            let text = fit::cut(text, face, room, most);
            out.push(Paragraph::new(text, face, tone).after(before));
        }
    };
    add(
        &card.label,
        Face::bold(small),
        Tone::AccentInk,
        0.0,
        most.min(2),
    );
    // A price broken in two reads as two prices.
    let mut name = 23.0 * factor;
    while name > 16.0
        && card
            .name
            .split(' ')
            .any(|word| fit::width(word, Face::bold(name)) > room)
    {
        name -= 1.0;
    }
    add(&card.name, Face::bold(name), Tone::Ink, 4.0, most.min(4));
    for (label, text) in &card.lines {
        add(label, Face::bold(small), Tone::Muted, 12.0 * factor, 1);
        let before = if label.is_empty() { 9.0 * factor } else { 1.0 };
        add(text, Face::regular(17.0 * factor), Tone::Ink, before, most);
    }
    out
}
