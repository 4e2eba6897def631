//! The workbook as an XLSX file: a sheet a module for its fields, a sheet a table, all from the field tables, so that a new
//! module or table comes along by itself. Numbers, dates and money are cells of their kind; what a person would add up is a
//! live formula whose stored result is what this program computes.
//! Invariant: a text of the user is only ever written as text. It names no sheet, stands in no formula and is no link.

mod blocks;
mod computed;
mod fill;
mod layout;
mod model;
mod write;

use crate::i18n::Locale;
use crate::modules::Workbook;
use chrono::NaiveDateTime;

/// What a file is made of.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Language of sheets and columns.
    pub locale: Locale,
    /// Moment of making, for the properties of the file.
    pub now: NaiveDateTime,
}

/// Why there is no file: what the writer said, in English. The workbook is not at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed(pub String);

/// Writes the workbook. The same workbook at the same moment gives the same bytes.
///
/// # Errors
/// [`Failed`] when the writer refuses, which no workbook should bring about.
pub fn to_xlsx(w: &Workbook, options: Options) -> Result<Vec<u8>, Failed> {
    let book = fill::book(w, options.locale);
    write::write(w, &book, options).map_err(|e| Failed(e.to_string()))
}
