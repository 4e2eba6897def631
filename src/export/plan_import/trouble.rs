//! What has to be told about a cell or a file, in words.

use crate::export::csv::read::{MAX_BYTES, Unreadable};
use crate::i18n::{Locale, k};

/// What is the matter with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No date; kept as typed.
    Date,
    /// Day and month may be the other way round.
    Order,
    /// A date without a year.
    Year,
    /// A date with a time zone, which was not applied.
    Zone,
    /// A date kept as the number of a spreadsheet.
    Serial,
    /// No time; kept as typed.
    Time,
    /// No such option; left blank.
    Option,
    /// No row of this name; left blank.
    Name,
    /// Several rows of this name; the first was taken.
    Several,
    /// The field had a value from another column.
    Second,
    /// No field for the column.
    Column,
    /// The plan has a post of the same day, channel and title.
    Duplicate,
    /// The title is the beginning of the text.
    Untitled,
}

impl Trouble {
    /// True when the text of the cell is not in the post.
    pub const fn left_out(self) -> bool {
        matches!(
            self,
            Self::Option | Self::Name | Self::Second | Self::Column
        )
    }
    /// What to tell the user.
    pub fn words(self, l: Locale) -> &'static str {
        l.t(match self {
            Self::Date => k::export::import::date,
            Self::Order => k::export::import::order,
            Self::Year => k::export::import::year,
            Self::Zone => k::export::import::zone,
            Self::Serial => k::export::import::serial,
            Self::Time => k::export::import::time,
            Self::Option => k::export::import::option,
            Self::Name => k::export::import::name,
            Self::Several => k::export::import::several,
            Self::Second => k::export::import::second,
            Self::Column => k::export::import::column,
            Self::Duplicate => k::export::import::duplicate,
            Self::Untitled => k::export::import::untitled,
        })
    }
}

impl Unreadable {
    /// What to tell the user.
    pub fn words(self, l: Locale) -> String {
        match self {
            Self::TooLarge => l.fill(
                k::export::import::too_large,
                &[("n", &(MAX_BYTES / 1_000_000).to_string())],
            ),
            Self::Empty => l.t(k::export::import::empty).into(),
            Self::Spreadsheet => l.t(k::export::import::spreadsheet).into(),
            Self::Binary => l.t(k::export::import::binary).into(),
        }
    }
}
