//! The colours of a deck: roles, and what they are for a look. What is written in the accent can be read on paper and
//! on cards, whatever colour was asked for.

use crate::report::{FOR_TEXT, Look, Rgb};

/// What a colour is for.
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
    /// Text and lines in that colour, darkened until they can be read.
    AccentInk,
    /// Text on [`Tone::Accent`].
    OnAccent,
    /// Bars and points of charts.
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

const PAPER: Rgb = Rgb(0xff, 0xff, 0xff);
const INK: Rgb = Rgb(0x1b, 0x1d, 0x22);
const SURFACE: Rgb = Rgb(0xf5, 0xf3, 0xee);

/// The colours of a look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    accent: Rgb,
    ink: Rgb,
    on: Rgb,
}

impl Palette {
    /// For a look.
    pub fn of(look: &Look) -> Self {
        let accent = look.accent;
        let on = accent.ink();
        let mut ink = accent;
        // Twentieths of black: at the latest black itself can be read.
        for step in (0..=20_u16).rev() {
            let part = |c: u8| u8::try_from(u16::from(c) * step / 20).unwrap_or(c);
            ink = Rgb(part(accent.0), part(accent.1), part(accent.2));
            if ink.contrast(SURFACE) >= FOR_TEXT {
                break;
            }
        }
        Self { accent, ink, on }
    }

    /// The colour of a role.
    pub const fn rgb(&self, tone: Tone) -> Rgb {
        match tone {
            Tone::Paper => PAPER,
            Tone::Ink => INK,
            Tone::Muted => Rgb(0x5b, 0x5e, 0x66),
            Tone::Accent => self.accent,
            Tone::AccentInk => self.ink,
            Tone::OnAccent => self.on,
            Tone::Data => Rgb(0x0f, 0x6b, 0x6b),
            Tone::Soft => Rgb(0xd8, 0xeb, 0xea),
            Tone::Surface => SURFACE,
            Tone::Line => Rgb(0xdc, 0xd8, 0xce),
            Tone::Strong => Rgb(0x8b, 0x87, 0x7c),
            Tone::Neutral => Rgb(0xa7, 0xa3, 0x98),
        }
    }
}

/// Fill, stroke and its width in units of a closed shape of a chart, by its class.
pub fn area(class: &str) -> (Option<Tone>, Option<(Tone, f64)>) {
    match class {
        "c-accent" => (Some(Tone::AccentInk), None),
        "c-data" => (Some(Tone::Data), None),
        "c-soft" => (Some(Tone::Soft), None),
        "c-muted" => (Some(Tone::Neutral), None),
        "c-surface" => (Some(Tone::Surface), Some((Tone::Line, 1.0))),
        "c-grid" => (None, Some((Tone::Line, 1.0))),
        "c-axis" => (None, Some((Tone::Strong, 1.0))),
        _ => (Some(Tone::Ink), None),
    }
}

/// Stroke of a line of a chart and its width in units, by its class.
pub fn stroke(class: &str) -> (Tone, f64) {
    match class {
        "c-accent" => (Tone::AccentInk, 2.0),
        "c-data" => (Tone::Data, 2.0),
        "c-muted" => (Tone::Neutral, 1.5),
        "c-grid" => (Tone::Line, 1.0),
        "c-axis" => (Tone::Strong, 1.0),
        _ => (Tone::Ink, 1.0),
    }
}

/// Colour of a text of a chart, and whether it is bold.
pub fn letters(class: &str) -> (Tone, bool) {
    match class {
        "c-label-muted" => (Tone::Muted, false),
        "c-label-strong" => (Tone::Ink, true),
        "c-accent" | "c-accent-ink" => (Tone::AccentInk, true),
        // It stands on bars of the data too, and white is read on both.
        "c-on-accent" => (Tone::Paper, true),
        _ => (Tone::Ink, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_colour_is_asked_for_can_be_read() {
        for r in (0..=255).step_by(51) {
            for g in (0..=255).step_by(51) {
                for b in (0..=255).step_by(51) {
                    let p = Palette::of(&Look {
                        accent: Rgb(r, g, b),
                        ..Look::default()
                    });
                    for back in [Tone::Paper, Tone::Surface] {
                        assert!(
                            p.rgb(Tone::AccentInk).contrast(p.rgb(back)) >= FOR_TEXT,
                            "{r} {g} {b}"
                        );
                    }
                    let on = p.rgb(Tone::OnAccent).contrast(p.rgb(Tone::Accent));
                    assert!(on >= FOR_TEXT, "{r} {g} {b}: {on}");
                }
            }
        }
        assert_eq!(
            Palette::of(&Look::default()).rgb(Tone::OnAccent),
            Rgb(255, 255, 255)
        );
    }
}
