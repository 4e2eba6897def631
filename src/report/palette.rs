//! The colours of paper: what each role is for a look, on the pages of a document and on slides. What is written in the
//! accent can be read where it stands, whatever colour was asked for.

use super::look::{FOR_TEXT, Look, Rgb};
use crate::chart::Tone;

/// Text of less weight.
pub const MUTED: Rgb = Rgb(0x5b, 0x5e, 0x66);
/// Fine lines.
pub const LINE: Rgb = Rgb(0xdc, 0xd8, 0xce);
/// Lines that part, and axes.
pub const STRONG: Rgb = Rgb(0x8b, 0x87, 0x7c);
const SURFACE: Rgb = Rgb(0xf5, 0xf3, 0xee);
const NEUTRAL: Rgb = Rgb(0xa7, 0xa3, 0x98);

/// The colours of a look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    accent: Rgb,
    on_accent: Rgb,
    ink: Rgb,
    mark: Rgb,
    on_mark: Rgb,
    data: Rgb,
    soft: Rgb,
}

impl Palette {
    /// For the pages of a document: text stands on white.
    pub fn of_pages(look: &Look) -> Self {
        let mark = look.line();
        Self {
            accent: look.accent,
            on_accent: look.accent.ink(),
            ink: look.text(),
            mark,
            on_mark: mark.ink(),
            data: look.data(),
            soft: look.soft(),
        }
    }

    /// For slides: text stands on cards too, and figures have the colour of text, because they are seen from afar.
    pub fn of_slides(look: &Look) -> Self {
        let accent = look.accent;
        let mut ink = accent;
        // Twentieths of black: at the latest black itself can be read.
        for step in (0..=20_u16).rev() {
            let part = |c: u8| u8::try_from(u16::from(c) * step / 20).unwrap_or(c);
            ink = Rgb(part(accent.0), part(accent.1), part(accent.2));
            if ink.contrast(SURFACE) >= FOR_TEXT {
                break;
            }
        }
        Self {
            ink,
            mark: ink,
            on_mark: Rgb::WHITE,
            ..Self::of_pages(look)
        }
    }

    /// The colour of a role.
    pub const fn rgb(&self, tone: Tone) -> Rgb {
        match tone {
            Tone::Paper => Rgb::WHITE,
            Tone::Ink => Rgb::INK,
            Tone::Muted => MUTED,
            Tone::Accent => self.accent,
            Tone::AccentInk => self.ink,
            Tone::OnAccent => self.on_accent,
            Tone::Mark => self.mark,
            Tone::OnMark => self.on_mark,
            Tone::Data => self.data,
            Tone::Soft => self.soft,
            Tone::Surface => SURFACE,
            Tone::Line => LINE,
            Tone::Strong => STRONG,
            Tone::Neutral => NEUTRAL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Placed, placed};
    use crate::report::look::everywhere;

    #[test]
    fn whatever_colour_is_asked_for_can_be_read() {
        for look in everywhere() {
            let slides = Palette::of_slides(&look);
            let card = slides.rgb(Tone::AccentInk).contrast(SURFACE);
            assert!(card >= FOR_TEXT, "{look:?}: {card}");
            for p in [slides, Palette::of_pages(&look)] {
                for (text, back) in [
                    (Tone::AccentInk, Tone::Paper),
                    (Tone::OnAccent, Tone::Accent),
                    (Tone::OnMark, Tone::Mark),
                    (Tone::Paper, Tone::Data),
                    (Tone::Ink, Tone::Soft),
                ] {
                    let got = p.rgb(text).contrast(p.rgb(back));
                    assert!(got >= FOR_TEXT, "{look:?} {text:?}: {got}");
                }
                assert_ne!(p.rgb(Tone::Data), p.rgb(Tone::Mark), "{look:?}");
            }
        }
        assert_eq!(
            Palette::of_slides(&Look::default()).rgb(Tone::OnAccent),
            Rgb(255, 255, 255)
        );
    }

    #[test]
    fn numbers_on_the_bar_of_the_budget_are_read_in_a_light_brand_colour() {
        let brief = crate::modules::brief::Brief {
            budget: "100".into(),
            budget_production: "60".into(),
            budget_ads: "40".into(),
            ..Default::default()
        };
        let split = crate::modules::brief::budget::Split::of(&brief);
        let drawing = split.bar(crate::i18n::Locale::En, false).unwrap();
        let palette = Palette::of_pages(&Look {
            accent: Rgb(0xff, 0xc8, 0x00),
            ..Look::default()
        });
        let mut back = Rgb::WHITE;
        let mut read = 0;
        for shape in placed(&drawing, (0.0, 0.0), 1.0) {
            match shape {
                Placed::Rect {
                    fill: Some(tone), ..
                } => back = palette.rgb(tone),
                Placed::Text { tone, .. } => {
                    let contrast = palette.rgb(tone).contrast(back);
                    assert!(contrast >= FOR_TEXT, "{tone:?} on {back:?}: {contrast}");
                    read += 1;
                }
                _ => {}
            }
        }
        assert_eq!(read, 2);
    }
}
