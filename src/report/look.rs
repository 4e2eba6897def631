//! How the document looks, whatever its format: design, colour, logo, line about confidentiality.

use super::logo::read_logo;
use crate::kernel::text;
use crate::modules::Workbook;
use std::sync::Arc;

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The red of the marks in the margin: the colour of a document that asks for none.
pub const ACCENT: Rgb = Rgb(0xc8, 0x40, 0x2f);

/// The same red as text: a little darker than it would have to be.
const ACCENT_TEXT: Rgb = Rgb(0xb0, 0x35, 0x25);

/// The second colour of figures, and what stands for it where the accent comes too close.
const DATA: [Rgb; 2] = [Rgb(0x0f, 0x6b, 0x6b), Rgb(0x9a, 0x6a, 0x00)];

/// The track behind bars in a document that asks for no colour.
const DATA_SOFT: Rgb = Rgb(0xd8, 0xeb, 0xea);

/// Colours that are nearer than this are taken for each other in a figure.
const NEAR: f64 = 130.0;

/// Least contrast of text (WCAG 2.2, 1.4.3).
pub const FOR_TEXT: f64 = 4.5;

/// Least contrast of large letters, lines and shapes (WCAG 2.2, 1.4.3 and 1.4.11).
pub const FOR_LINES: f64 = 3.0;

impl Rgb {
    /// Paper, and the lighter ink.
    pub const WHITE: Self = Self(255, 255, 255);
    /// Ink of the document, and the darker ink on a colour.
    pub const INK: Self = Self(0x1b, 0x1d, 0x22);

    /// Reads `#rrggbb` or `#rgb`, with or without the sign and spaces around it; nothing for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text).as_bytes();
        let digit = |i: usize| {
            let c = char::from(*digits.get(i)?);
            c.to_digit(16).and_then(|d| u8::try_from(d).ok())
        };
        let part = |i: usize| match digits.len() {
            3 => Some(digit(i)? * 17),
            6 => Some(digit(2 * i)? * 16 + digit(2 * i + 1)?),
            _ => None,
        };
        Some(Self(part(0)?, part(1)?, part(2)?))
    }

    /// As six digits in upper case, without a sign.
    pub fn hex(self) -> String {
        format!("{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// As a style sheet writes it.
    pub fn css(self) -> String {
        format!("#{}", self.hex().to_lowercase())
    }

    /// Relative luminance as WCAG 2.2 defines it: 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    /// Contrast of two colours as WCAG 2.2 defines it: from 1 for the same colour to 21 for black and white.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// The ink that is read better on this colour. Pure black where our own ink would fall short of [`FOR_TEXT`].
    pub fn ink(self) -> Self {
        let white = self.contrast(Self::WHITE);
        if white >= FOR_TEXT {
            return Self::WHITE;
        }
        if self.contrast(Self::INK) >= FOR_TEXT {
            return Self::INK;
        }
        Self(0, 0, 0)
    }

    /// The same colour, as much darker as white paper asks for to reach a contrast.
    pub fn on_paper(self, least: f64) -> Self {
        let part = |c: u8, n: u16| u8::try_from(u16::from(c) * n / 64).unwrap_or(c);
        (0..=64)
            .rev()
            .map(|n| Self(part(self.0, n), part(self.1, n), part(self.2, n)))
            .find(|c| c.contrast(Self::WHITE) >= least)
            .unwrap_or(Self(0, 0, 0))
    }

    /// The colour as small text on white paper, as dark as it has to be: at least [`FOR_TEXT`].
    pub fn as_text(self) -> Self {
        if self == ACCENT {
            ACCENT_TEXT
        } else {
            self.on_paper(FOR_TEXT)
        }
    }

    /// So many hundredths of the colour laid over another.
    pub fn over(self, ground: Self, hundredths: u16) -> Self {
        let n = hundredths.min(100);
        let part = |c: u8, g: u8| {
            u8::try_from((u16::from(c) * n + u16::from(g) * (100 - n)) / 100).unwrap_or(g)
        };
        Self(
            part(self.0, ground.0),
            part(self.1, ground.1),
            part(self.2, ground.2),
        )
    }

    /// A tint of the colour: so many hundredths of it on white.
    pub fn tint(self, hundredths: u16) -> Self {
        self.over(Self::WHITE, hundredths)
    }

    /// How far two colours are apart, by the weighted distance of their parts: 0 to about 765.
    fn apart(self, other: Self) -> f64 {
        let part = |a: u8, b: u8| f64::from(a) - f64::from(b);
        let (r, g, b) = (
            part(self.0, other.0),
            part(self.1, other.1),
            part(self.2, other.2),
        );
        (2.0 * r * r + 4.0 * g * g + 3.0 * b * b).sqrt()
    }
}

/// Which design a document has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Design {
    /// A plain report.
    #[default]
    Plain,
    /// An agency's document: coloured cover and section heads.
    Agency,
    /// The summary on one page.
    OnePage,
}

impl Design {
    /// The id under which the workbook keeps it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Agency => "agency",
            Self::OnePage => "onepage",
        }
    }
    /// The design of an id; plain for one that nobody knows.
    pub fn of(id: &str) -> Self {
        [Self::Agency, Self::OnePage]
            .into_iter()
            .find(|d| d.id() == id)
            .unwrap_or_default()
    }
}

/// A picture that stands on the cover and in the head of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture as PNG, written by this program from the file of the user, never that file itself.
    pub png: Vec<u8>,
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
}

impl Logo {
    /// Width and height of the largest picture that fits into so much room, in the unit of the room.
    pub fn fit(&self, width: f64, height: f64) -> (f64, f64) {
        let (w, h) = (f64::from(self.width.max(1)), f64::from(self.height.max(1)));
        let scale = (width / w).min(height / h);
        (w * scale, h * scale)
    }
}

/// How the document looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Design.
    pub design: Design,
    /// Colour of lines, numbers and the cover.
    pub accent: Rgb,
    /// Logo, when there is one.
    pub logo: Option<Arc<Logo>>,
    /// Line at the head of every page about who may read it; empty for none.
    pub confidential: String,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            design: Design::Plain,
            accent: ACCENT,
            logo: None,
            confidential: String::new(),
        }
    }
}

impl Look {
    /// Does it differ from a document that asks for nothing.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
    /// The accent as small text on white paper: at least [`FOR_TEXT`].
    pub fn text(&self) -> Rgb {
        self.accent.as_text()
    }
    /// The accent as lines, bars and large letters on white paper: at least [`FOR_LINES`].
    pub fn line(&self) -> Rgb {
        self.accent.on_paper(FOR_LINES)
    }
    /// The second colour of figures: never one that is taken for the accent.
    pub fn data(&self) -> Rgb {
        let line = self.line();
        let far = |c: &Rgb| c.apart(line) > NEAR;
        DATA.into_iter().find(far).unwrap_or(DATA[1])
    }
    /// The track behind bars of the second colour.
    pub fn soft(&self) -> Rgb {
        if self.accent == ACCENT {
            DATA_SOFT
        } else {
            self.data().tint(16)
        }
    }
    /// The roles of the style sheet that the accent decides, as names and values.
    pub fn roles(&self) -> [(&'static str, String); 8] {
        let line = self.line();
        [
            ("--accent", line.css()),
            ("--accent-ink", self.text().css()),
            ("--on-accent", line.ink().css()),
            ("--accent-soft", self.accent.tint(10).css()),
            ("--data", self.data().css()),
            ("--data-soft", self.soft().css()),
            ("--cover", self.accent.css()),
            ("--on-cover", self.accent.ink().css()),
        ]
    }
}

/// Longest line about confidentiality, in letters: two lines at the head of a page.
pub const SECRET_LETTERS: usize = 150;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How the document of a workbook looks. A colour or picture that cannot be read counts as none.
pub(super) fn of(w: &Workbook) -> Look {
    Look {
        design: Design::of(w.desk.design.id()),
        accent: Rgb::parse(&w.desk.accent).unwrap_or(ACCENT),
        logo: read_logo(&w.desk.logo).map(Arc::new),
        confidential: text::excerpt(&one_line(&w.desk.confidential), SECRET_LETTERS),
    }
}

/// How a document beside the strategy looks, such as the summary of changes: the same, but never cut to one page.
pub(super) fn beside(w: &Workbook) -> Look {
    let look = of(w);
    let design = match look.design {
        Design::OnePage => Design::Plain,
        other => other,
    };
    Look { design, ..look }
}

/// Looks of accents all over the space of colours.
#[cfg(test)]
pub fn everywhere() -> impl Iterator<Item = Look> {
    let part = || (0..=255_u8).step_by(51);
    let pairs = part().flat_map(move |r| part().map(move |g| (r, g)));
    let all = pairs.flat_map(move |(r, g)| part().map(move |b| Rgb(r, g, b)));
    all.map(|accent| Look {
        accent,
        ..Look::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(text: &str) -> Rgb {
        Rgb::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        // Pairs with figures that everybody publishes: the grey that just passes, the one that just fails, pure colours.
        for (a, b, want) in [
            ("#000000", "#ffffff", 21.0),
            ("#767676", "#ffffff", 4.54),
            ("#777777", "#ffffff", 4.48),
            ("#949494", "#ffffff", 3.03),
            ("#959595", "#ffffff", 2.99),
            ("#ff0000", "#ffffff", 4.00),
            ("#0000ff", "#ffffff", 8.59),
            ("#00ff00", "#ffffff", 1.37),
            ("#ffff00", "#ffffff", 1.07),
            ("#123456", "#123456", 1.0),
        ] {
            let got = rgb(a).contrast(rgb(b));
            assert!((got - want).abs() < 0.006, "{a} on {b}: {got}");
            assert!((rgb(b).contrast(rgb(a)) - got).abs() < 1e-12);
        }
    }

    #[test]
    fn colours_are_read_as_they_are_typed() {
        for (text, want) in [
            ("#c8402f", Some(ACCENT)),
            (" C8402F ", Some(ACCENT)),
            ("#fc0", Some(Rgb(255, 204, 0))),
            ("#c8402", None),
            ("#c8402f0", None),
            ("#12345я", None),
            ("#+1+2+3", None),
            ("##123456", None),
            ("red", None),
            ("#123456;background:url(x)", None),
            ("", None),
        ] {
            assert_eq!(Rgb::parse(text), want, "{text}");
        }
        assert_eq!(rgb("0a0B0c").css(), "#0a0b0c");
    }

    #[test]
    fn every_colour_is_legible_wherever_it_is_used() {
        let steps = [0_u8, 1, 64, 100, 118, 128, 149, 200, 254, 255];
        for r in steps {
            for g in steps {
                for b in steps {
                    let look = Look {
                        accent: Rgb(r, g, b),
                        ..Look::default()
                    };
                    let accent = look.accent;
                    assert!(accent.contrast(accent.ink()) >= FOR_TEXT, "{accent:?}");
                    assert!(look.text().contrast(Rgb::WHITE) >= FOR_TEXT, "{accent:?}");
                    let line = look.line();
                    assert!(line.contrast(Rgb::WHITE) >= FOR_LINES, "{accent:?}");
                    assert!(line.contrast(line.ink()) >= FOR_TEXT, "{accent:?}");
                    assert!(look.data().apart(line) > NEAR, "{accent:?}");
                    // What is legible as it is stays as it is.
                    if accent != ACCENT && accent.contrast(Rgb::WHITE) >= FOR_TEXT {
                        assert_eq!(look.text(), accent);
                    }
                }
            }
        }
    }

    #[test]
    fn a_workbook_that_sets_nothing_looks_as_before() {
        assert!(of(&Workbook::default()).is_default());
        let look = Look::default();
        assert_eq!(look.text().css(), "#b03525");
        assert_eq!(look.line(), ACCENT);
        assert_eq!(look.line().ink(), Rgb::WHITE);
        assert_eq!(look.data().css(), "#0f6b6b");
    }

    #[test]
    fn the_look_is_read_from_the_desk() {
        let mut w = Workbook::default();
        w.desk.design = "agency".into();
        w.desk.accent = " #0A7 ".into();
        w.desk.confidential = " Только для клиента ".into();
        w.desk.logo = "not a picture".into();
        let look = of(&w);
        assert_eq!(look.design, Design::Agency);
        assert_eq!(look.accent, Rgb(0, 0xaa, 0x77));
        assert_eq!(look.confidential, "Только для клиента");
        assert_eq!(look.logo, None);
        w.desk.design = "onepage".into();
        assert_eq!(of(&w).design, Design::OnePage);
        assert_eq!(beside(&w).design, Design::Plain);
        w.desk.design = "a later one".into();
        w.desk.accent = "crimson".into();
        assert_eq!(of(&w).design, Design::Plain);
        assert_eq!(of(&w).accent, ACCENT);
    }
}
