//! Names of texts. A field carries a [`Label`], never the text itself.

/// The number of one translated text; the constants stand in `i18n::k` and are made at build time
/// from the translation files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u16);

/// Where the words for a thing come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A text of the translation files.
    Key(Key),
    /// A name that comes with a data file, Russian then English.
    Pair(&'static str, &'static str),
}
