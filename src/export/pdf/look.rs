//! Colours and sizes of the document on paper: those of the preview (`style/document.css`, `style/paper.css`).

use super::face::Role;
use super::text::Style;
use crate::report::Rgb;
pub use crate::report::{LINE, MUTED, STRONG};

/// Text.
pub const INK: Rgb = Rgb::INK;
/// Links.
pub const LINK: Rgb = Rgb(0x0b, 0x5f, 0x63);
/// White.
pub const WHITE: Rgb = Rgb::WHITE;

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// Title of the document.
pub const TITLE: Style = Style {
    tracking: -0.02,
    ..Style::new(Role::TextBold, 33.0, 1.2, INK)
};
/// Client under it.
pub const CLIENT: Style = Style::new(Role::Text, 16.5, 1.45, INK);
/// What kind of document it is.
pub const KIND: Style = Style::new(Role::Ui, 11.0, 1.45, MUTED);
/// Labels and values of the title page.
pub const IMPRINT: Style = Style::new(Role::Ui, 11.25, 1.45, INK);
/// Head of a section.
pub const H1: Style = Style {
    tracking: -0.015,
    ..Style::new(Role::TextBold, 22.5, 1.2, INK)
};
/// Heading of level 2.
pub const H2: Style = Style::new(Role::TextBold, 16.5, 1.2, INK);
/// Heading of level 3.
pub const H3: Style = Style::new(Role::TextBold, 12.75, 1.2, INK);
/// Running text.
pub const TEXT: Style = Style::new(Role::Text, 11.0, 1.45, INK);
/// Title of a list.
pub const LIST_TITLE: Style = Style::new(Role::TextBold, 11.0, 1.45, INK);
/// A sentence that stands out.
pub const LEAD: Style = Style::new(Role::Text, 14.25, 1.4, INK);
/// Small print.
pub const NOTE: Style = Style::new(Role::Ui, 9.5, 1.45, MUTED);
/// Labels of facts.
pub const LABEL: Style = Style::new(Role::Ui, 10.0, 1.45, MUTED);
/// Captions.
pub const CAPTION: Style = Style::new(Role::Ui, 8.75, 1.35, MUTED);
/// Cells.
pub const CELL: Style = Style::new(Role::Ui, 8.75, 1.35, INK);
/// Heads of columns.
pub const HEAD: Style = Style::new(Role::UiBold, 8.75, 1.35, INK);
/// Heads and feet of pages.
pub const FOOT: Style = Style::new(Role::Ui, 8.5, 1.35, MUTED);

/// The same figures of one width.
pub const fn tabular(style: Style) -> Style {
    Style {
        tabular: true,
        ..style
    }
}
