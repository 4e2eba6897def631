//! A deck as a PowerPoint file (Office Open XML, PresentationML) that opens without repair in PowerPoint, LibreOffice and
//! Google Slides: a master with layouts, titles in their placeholders so that the outline and screen readers find them,
//! tables and shapes that can be edited, notes for the speaker, no pictures of text and no transitions.
//!
//! Colours are those of the theme wherever the theme has them, so that an agency can give the deck its own face.

mod package;
mod shapes;
mod slide;

use super::ooxml::package::is_png;
use super::zip::{TooLarge, Zip};
use crate::report::deck::{Deck, scenes};
use chrono::NaiveDate;

/// What the deck itself does not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Who made it, for the properties of the file; empty for nobody.
    pub author: &'a str,
    /// The day it was made, for the properties of the file.
    pub date: NaiveDate,
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// More than 4 GB.
    TooLarge,
    /// The logo of the look is no PNG.
    Logo,
}

impl From<TooLarge> for Failed {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// The file: the same deck and options give the same bytes.
///
/// # Errors
/// [`Failed`]: it would be larger than a zip can be, or the logo is no PNG.
pub fn to_pptx(deck: &Deck, options: &Options<'_>) -> Result<Vec<u8>, Failed> {
    if let Some(logo) = &deck.look.logo
        && !is_png(&logo.png)
    {
        return Err(Failed::Logo);
    }
    let mut zip = Zip::default();
    package::write(&mut zip, deck, &scenes(deck), options)?;
    Ok(zip.finish()?)
}
