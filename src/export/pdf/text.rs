//! Text into lines: what is shown of a text, how wide it is, where it breaks.
//!
//! - White space is collapsed and line breaks are kept, as in the preview (`white-space: pre-line`).
//! - Controls, bidirectional controls and other invisible characters are dropped: they have no look, and
//!   some of them would turn the text of others around. A zero-width space is a place to break.
//! - A letter and a mark that Unicode has as one letter become that letter (й, ё, é); other marks are
//!   placed by the face.
//! - What no face has (emoji, writing systems other than Latin and Cyrillic) is a box, one for each
//!   character as the reader counts them; the box carries the text, so that it can be copied and found.
//!   Text that runs from right to left stays in its logical order.
//! - A word longer than a line breaks anywhere.

use super::face::{Faces, Role};
use super::letters::{BREAK, JOINER, composed, extends, invisible, regional};
use crate::report::Rgb;
use krilla::text::{GlyphId, KrillaGlyph};

/// How a text is set. Sizes are in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Face.
    pub role: Role,
    /// Size.
    pub size: f32,
    /// Height of a line in parts of the size.
    pub leading: f32,
    /// Space between letters in parts of the size, mostly 0.
    pub tracking: f32,
    /// Figures all of one width.
    pub tabular: bool,
    /// Colour.
    pub colour: Rgb,
}

impl Style {
    /// A style without tracking and with the figures of running text.
    pub const fn new(role: Role, size: f32, leading: f32, colour: Rgb) -> Self {
        Self {
            role,
            size,
            leading,
            tracking: 0.0,
            tabular: false,
            colour,
        }
    }

    /// The same with another colour.
    pub const fn coloured(self, colour: Rgb) -> Self {
        Self { colour, ..self }
    }

    /// Height of a line in points.
    pub fn line(&self) -> f32 {
        self.size * self.leading
    }

    /// Where the baseline lies below the top of a line, in points.
    pub fn baseline(&self, faces: &Faces<'_>) -> f32 {
        let face = faces.get(Faces::of(self.role));
        let (up, down) = (face.ascent() * self.size, face.descent() * self.size);
        (self.line() - up - down) / 2.0 + up
    }
}

/// Part of a line in one face.
#[derive(Clone, Debug)]
pub struct Run {
    /// Position of the face.
    pub face: usize,
    /// Where it begins, in points from the start of the line.
    pub x: f32,
    /// Its text.
    pub text: String,
    /// Its glyphs.
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// A line of text that is ready to be drawn.
#[derive(Clone, Debug)]
pub struct Line {
    /// Runs from left to right.
    pub runs: Vec<Run>,
    /// Width in points, without the space at its end.
    pub width: f32,
    /// How it is set.
    pub style: Style,
}

impl Line {
    /// Its text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }
}

/// One character as the reader counts them.
struct Cluster {
    text: String,
    face: usize,
    /// Glyph, bytes of the text, offsets in points.
    glyphs: Vec<(u16, std::ops::Range<usize>, f32, f32)>,
    /// Width in points, with kerning and tracking.
    width: f32,
    space: bool,
    /// May a line end after it.
    breaks: bool,
}

/// The lines of a text as they are shown, before they are broken to a width.
pub fn shown(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut gap = false;
    for c in text.chars() {
        let Some(line) = out.last_mut() else { break };
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => {
                out.push(String::new());
                gap = false;
            }
            '\u{a0}' | '\u{2007}' | '\u{202f}' => {
                if std::mem::take(&mut gap) && !line.is_empty() {
                    line.push(' ');
                }
                line.push('\u{a0}');
            }
            c if c.is_whitespace() => gap = true,
            JOINER | BREAK => line.push(c),
            c if invisible(c) => {}
            c => {
                if std::mem::take(&mut gap) && !line.is_empty() {
                    line.push(' ');
                }
                let whole = line.chars().next_back().and_then(|b| composed(b, c));
                if let Some(whole) = whole {
                    line.pop();
                    line.push(whole);
                } else {
                    line.push(c);
                }
            }
        }
    }
    // A joiner only means something between two that it joins.
    for line in &mut out {
        if line.contains([JOINER, BREAK]) {
            *line = line
                .trim_matches([JOINER, BREAK, ' '])
                .replace("\u{200d} ", " ")
                .replace(" \u{200d}", " ");
        }
    }
    let last = out.iter().rposition(|l| !l.is_empty()).map_or(0, |i| i + 1);
    out.truncate(last);
    let first = out.iter().position(|l| !l.is_empty()).unwrap_or(0);
    out.drain(..first);
    out
}

/// A text on one line.
pub fn one_line(text: &str) -> String {
    shown(text)
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The characters of a line as the reader counts them.
fn parts(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut flag = false;
    for (i, c) in line.char_indices() {
        let joins = before.is_some_and(|b| {
            extends(c) && b != ' ' && b != BREAK
                || c == JOINER
                || b == JOINER
                || flag && regional(b) && regional(c)
        });
        if !joins && i > start {
            out.push(&line[start..i]);
            start = i;
        }
        flag = regional(c) && !(joins && before.is_some_and(regional));
        before = Some(c);
    }
    if start < line.len() {
        out.push(&line[start..]);
    }
    out
}

/// The glyphs of a character in a face; nothing when the face lacks one of them.
fn set(faces: &Faces<'_>, at: usize, text: &str, style: &Style) -> Option<Cluster> {
    let face = faces.get(at);
    let mut glyphs = Vec::new();
    let mut width = 0.0;
    let mut base = None;
    for (i, c) in text.char_indices() {
        if c == JOINER || matches!(u32::from(c), 0xFE00..=0xFE0F) {
            // Which look is asked for, and what is joined, is for richer faces than these.
            continue;
        }
        let glyph = face.glyph(c, style.tabular)?;
        let place = i..i + c.len_utf8();
        match base {
            Some(b) if extends(c) => {
                let (dx, dy) = face.mark(b, glyph)?;
                glyphs.push((glyph, place, dx * style.size, dy * style.size));
            }
            None if extends(c) => return None,
            _ => {
                base = Some(glyph);
                glyphs.push((glyph, place, width, 0.0));
                width += face.advance(glyph) * style.size;
            }
        }
    }
    // The text that has no glyph of its own goes with the last one.
    let end = glyphs.last_mut()?;
    end.1.end = text.len();
    Some(Cluster {
        text: text.into(),
        face: at,
        glyphs,
        width: width + style.tracking * style.size,
        space: text == " ",
        breaks: false,
    })
}

/// A character that no face has.
fn stand_in(faces: &Faces<'_>, text: &str, style: &Style) -> Cluster {
    let face = Faces::of(style.role);
    let glyph = faces.stand_in(face, text);
    Cluster {
        text: text.into(),
        face,
        glyphs: vec![(glyph, 0..text.len(), 0.0, 0.0)],
        width: faces.get(face).advance(glyph).max(0.3) * style.size,
        space: false,
        breaks: false,
    }
}

/// A line of text, measured, with the places where it may break.
fn clusters(faces: &Faces<'_>, line: &str, style: &Style) -> Vec<Cluster> {
    let own = Faces::of(style.role);
    let mut out: Vec<Cluster> = Vec::new();
    let mut chars = Vec::new();
    for part in parts(line) {
        let c = part.chars().next().unwrap_or(' ');
        if c == BREAK {
            if let Some(last) = out.last_mut() {
                last.breaks = true;
            }
            continue;
        }
        let next = std::iter::once(own)
            .chain(faces.more())
            .find_map(|at| set(faces, at, part, style))
            .unwrap_or_else(|| stand_in(faces, part, style));
        if let Some(last) = out.last_mut()
            && last.face == next.face
            && let (Some(a), Some(b)) = (last.glyphs.first(), next.glyphs.first())
        {
            last.width += faces.get(next.face).kern(a.0, b.0) * style.size;
        }
        out.push(next);
        chars.push(c);
    }
    for i in 0..out.len().min(chars.len()) {
        let (c, after) = (chars[i], chars.get(i + 1).copied().unwrap_or(' '));
        let before = i.checked_sub(1).map_or(' ', |p| chars[p]);
        let ideograph = |c: char| matches!(u32::from(c), 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x1F000..=0x1FAFF | 0x20000..=0x3FFFF);
        out[i].breaks |= c == ' '
            || matches!(c, '-' | '‐') && before.is_alphanumeric() && after.is_alphabetic()
            || matches!(c, '—' | '–') && !after.is_numeric() && !matches!(after, '.' | ',' | ';')
            || matches!(c, '/' | '&' | '?') && before.is_alphanumeric() && after.is_alphabetic()
            || ideograph(c) && ideograph(after);
    }
    out
}

/// Puts clusters together into a line.
fn join(clusters: &[Cluster], style: &Style) -> Line {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0.0;
    let mut width = 0.0;
    for c in clusters {
        if runs.last().is_none_or(|r| r.face != c.face) {
            runs.push(Run {
                face: c.face,
                x,
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        let Some(run) = runs.last_mut() else { continue };
        let start = run.text.len();
        run.text.push_str(&c.text);
        let count = c.glyphs.len();
        for (n, (glyph, range, dx, dy)) in c.glyphs.iter().enumerate() {
            // All of the width goes with the last glyph: offsets count from the start of the cluster.
            let advance = if n + 1 == count { c.width } else { 0.0 };
            run.glyphs.push(KrillaGlyph::new(
                GlyphId::new(u32::from(*glyph)),
                advance / style.size,
                dx / style.size,
                dy / style.size,
                0.0,
                start + range.start..start + range.end,
                None,
            ));
        }
        x += c.width;
        if !c.space {
            width = x;
        }
    }
    Line {
        runs,
        width,
        style: *style,
    }
}

/// The lines of a text in a width. No line is wider, unless a single character is.
pub fn wrap(faces: &Faces<'_>, text: &str, style: &Style, width: f32) -> Vec<Line> {
    let mut out = Vec::new();
    let shown = shown(text);
    for (n, line) in shown.iter().enumerate() {
        // A space at the end of a line is not seen, but keeps words apart when the text is copied.
        let line = if n + 1 < shown.len() && !line.is_empty() {
            format!("{line} ")
        } else {
            line.clone()
        };
        let all = clusters(faces, &line, style);
        if all.is_empty() {
            out.push(join(&[], style));
        }
        let mut from = 0;
        while from < all.len() {
            let mut used = 0.0;
            let mut to = from;
            let mut good = None;
            while let Some(c) = all.get(to) {
                if !c.space && used + c.width > width + 0.01 && to > from {
                    break;
                }
                used += c.width;
                to += 1;
                if c.breaks {
                    good = Some(to);
                }
            }
            if to < all.len() {
                to = good.unwrap_or(to);
            }
            out.push(join(&all[from..to], style));
            from = to;
        }
    }
    out
}

/// Lines about as long as each other, for titles.
pub fn balanced(faces: &Faces<'_>, text: &str, style: &Style, width: f32) -> Vec<Line> {
    let full = wrap(faces, text, style, width);
    if full.len() < 2 || full.len() > 4 {
        return full;
    }
    // No narrower than the longest word: breaking one is no balance.
    let (mut low, mut high) = (longest_word(faces, text, style).min(width), width);
    for _ in 0..12 {
        let middle = f32::midpoint(low, high);
        if wrap(faces, text, style, middle).len() > full.len() {
            low = middle;
        } else {
            high = middle;
        }
    }
    wrap(faces, text, style, high)
}

/// A text on one line, cut with an ellipsis when it is wider.
pub fn cut(faces: &Faces<'_>, text: &str, style: &Style, width: f32) -> Line {
    let line = one_line(text);
    // No letter is narrower than a twentieth of its size: of an endless text only the start is looked at.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let most = (width / style.size.max(1.0) * 20.0).clamp(1.0, 1e5) as usize;
    let start: String = line.chars().take(most).collect();
    let all = clusters(faces, &start, style);
    let whole = join(&all, style);
    if whole.width <= width && start.len() == line.len() {
        return whole;
    }
    let dots = clusters(faces, "…", style);
    let room = width - dots.iter().map(|c| c.width).sum::<f32>();
    let mut used = 0.0;
    let mut kept: Vec<Cluster> = Vec::new();
    for c in all {
        used += c.width;
        if used > room {
            break;
        }
        kept.push(c);
    }
    while kept.last().is_some_and(|c| c.space) {
        kept.pop();
    }
    kept.extend(dots);
    join(&kept, style)
}

/// Width of the longest part of a text that has no place to break, in points.
pub fn longest_word(faces: &Faces<'_>, text: &str, style: &Style) -> f32 {
    measure(faces, text, style).0
}

/// Width of the longest part of a text that has no place to break, and of its longest line before it is
/// broken, in points.
pub fn measure(faces: &Faces<'_>, text: &str, style: &Style) -> (f32, f32) {
    let (mut longest, mut widest) = (0.0_f32, 0.0_f32);
    for line in shown(text) {
        let (mut word, mut whole) = (0.0, 0.0);
        for c in clusters(faces, &line, style) {
            whole += c.width;
            if !c.space {
                word += c.width;
                longest = longest.max(word);
                widest = widest.max(whole);
            }
            if c.breaks {
                word = 0.0;
            }
        }
    }
    (longest, widest)
}
