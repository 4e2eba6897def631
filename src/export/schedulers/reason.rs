//! What has to be told about the files for a program.

use crate::i18n::{Locale, k};
use crate::kernel::{Key, RowId};

/// Why something is as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Left out: no date that can be read.
    NoDate,
    /// Left out: no hour.
    NoHour,
    /// Left out: in the past, or too soon.
    Past,
    /// Left out: nothing to publish.
    NoText,
    /// Left out: longer than the channel takes; the limit and the length, characters.
    TooLong(usize, usize),
    /// Left out: no channel.
    NoChannel,
    /// Left out: the program does not know the channel.
    Network,
    /// Left out: published already.
    Published,
    /// Left out: not approved yet, and only ready posts were wanted.
    NotReady,
    /// In the file, but closer to the post before than the program takes; minutes.
    TooClose(i64),
    /// In the file, but a spreadsheet would calculate it.
    Formula,
    /// More posts than a file takes: so many files.
    Split(usize),
    /// Pictures and videos are not in the files; so many posts need some.
    Media(usize),
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub reason: Reason,
    /// The post it is about, if about one.
    pub post: Option<RowId>,
    /// Its title.
    pub title: String,
}

impl Reason {
    /// True when the post is in no file.
    pub const fn left_out(self) -> bool {
        !matches!(
            self,
            Self::TooClose(_) | Self::Formula | Self::Split(_) | Self::Media(_)
        )
    }
    /// What to tell the user.
    pub fn words(self, l: Locale) -> String {
        let plain = |key: Key| l.t(key).to_owned();
        match self {
            Self::NoDate => plain(k::export::out::no_date),
            Self::NoHour => plain(k::export::out::no_hour),
            Self::Past => plain(k::export::out::past),
            Self::NoText => plain(k::export::out::no_text),
            Self::TooLong(limit, length) => l.count_with(
                k::export::out::too_long,
                length,
                #[allow(clippy::cast_precision_loss)]
                &[("limit", &l.number(limit as f64, 0))],
            ),
            Self::NoChannel => plain(k::export::out::no_channel),
            Self::Network => plain(k::export::out::network),
            Self::Published => plain(k::export::out::published),
            Self::NotReady => plain(k::export::out::not_ready),
            Self::TooClose(minutes) => l.count(
                k::export::out::too_close,
                usize::try_from(minutes).unwrap_or_default(),
            ),
            Self::Formula => plain(k::export::out::formula),
            Self::Split(files) => l.count(k::export::out::split, files),
            Self::Media(posts) => l.count(k::export::out::media, posts),
        }
    }
}
