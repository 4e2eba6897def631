//! What the page wears: colour, logo and the line about confidentiality of the document, in light and in dark.

use crate::export::html::logo;
use crate::report::{ACCENT, Document, FOR_TEXT, Look, Rgb};
use std::fmt::Write as _;

/// Grounds that text stands on, in light: the darkest last (`page.css`).
const LIGHT: [Rgb; 3] = [Rgb::WHITE, Rgb(0xfb, 0xfa, 0xf7), Rgb(0xf3, 0xf1, 0xeb)];
/// The same in dark, the lightest last.
const DARK: [Rgb; 3] = [
    Rgb(0x1b, 0x1a, 0x18),
    Rgb(0x24, 0x23, 0x20),
    Rgb(0x2d, 0x2b, 0x27),
];

/// A colour, what is written on it, and its tint: one that can be read on every ground of the page and on its own tint.
fn shades(colour: Rgb, dark: bool) -> [Rgb; 3] {
    let (grounds, end, part) = if dark {
        (DARK, Rgb::WHITE, 20)
    } else {
        (LIGHT, Rgb(0, 0, 0), 10)
    };
    let tint = colour.over(grounds[1], part);
    let read = |c: &Rgb| {
        let all = grounds.iter().chain([&tint]);
        all.into_iter().all(|g| c.contrast(*g) >= FOR_TEXT)
    };
    // Hundredths of white or black: at the latest that itself can be read.
    let steps = (0..=100).map(|n| end.over(colour, n));
    let colour = steps.into_iter().find(read).unwrap_or(end);
    [colour, colour.ink(), tint]
}

/// The roles that a colour of the author's own decides; nothing for the usual one.
pub fn roles(look: &Look) -> String {
    let mut s = String::new();
    if look.accent == ACCENT {
        return s;
    }
    let mut put = |before: &str, dark: bool, after: &str| {
        let [accent, on, soft] = shades(look.accent, dark).map(Rgb::css);
        let [data, _, data_soft] = shades(look.data(), dark).map(Rgb::css);
        let _ = writeln!(
            s,
            "{before}:root{{--accent:{accent};--accent-ink:{accent};--on-accent:{on};--accent-soft:{soft};--data:{data};--data-soft:{data_soft}}}{after}"
        );
    };
    put("", false, "");
    put("@media screen and (prefers-color-scheme:dark){", true, "}");
    s
}

/// What stands above the title.
pub fn head(s: &mut String, doc: &Document) {
    logo(s, doc, "plate");
    if !doc.look.confidential.is_empty() {
        let line = crate::export::html::escape(&doc.look.confidential);
        let _ = writeln!(s, "<p class=\"secret\">{line}</p>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::everywhere;

    #[test]
    fn every_colour_is_read_on_every_ground_in_light_and_dark() {
        for look in everywhere() {
            for (grounds, dark) in [(LIGHT, false), (DARK, true)] {
                for colour in [look.accent, look.data()] {
                    let [c, on, tint] = shades(colour, dark);
                    for ground in grounds.into_iter().chain([tint]) {
                        assert!(c.contrast(ground) >= FOR_TEXT, "{look:?} {dark}");
                    }
                    assert!(c.contrast(on) >= FOR_TEXT, "{look:?} {dark}: {on:?}");
                }
            }
        }
    }

    #[test]
    fn a_page_that_asks_for_no_colour_keeps_its_own() {
        assert_eq!(roles(&Look::default()), "");
        let look = Look {
            accent: Rgb(0xf2, 0xb7, 0x05),
            ..Look::default()
        };
        let css = roles(&look);
        assert_eq!(css.matches(":root{").count(), 2);
        assert!(
            !css.contains("</") && !css.contains("url(") && !css.contains("@import"),
            "{css}"
        );
    }
}
