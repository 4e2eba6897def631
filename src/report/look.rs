//! How the document looks, whatever its format: design, colour, logo, line about confidentiality.

use std::sync::Arc;

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The red of the marks in the margin: the colour of a document that asks for none.
pub const ACCENT: Rgb = Rgb(0xc8, 0x40, 0x2f);

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
