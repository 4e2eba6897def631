//! The workbook as an XLSX file: a sheet a module for its fields, a sheet a table, all from the field tables, so that a new
//! module or table comes along by itself. Numbers, dates and money are cells of their kind; what a person would add up is a
//! live formula whose stored result is what this program computes.
//! Invariant: a text of the user is only ever written as text. It names no sheet, stands in no formula and is no link.

mod blocks;
mod computed;
mod fill;
mod layout;
mod model;
mod sheet;
mod strings;
mod style;
mod write;
mod xml;

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

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// A table has more rows than a sheet can.
    TooManyRows,
    /// The file is larger than a zip can be.
    TooLarge,
}

/// Writes the workbook. The same workbook at the same moment gives the same bytes.
///
/// # Errors
/// [`Failed`] when the workbook is larger than the format allows.
pub fn to_xlsx(w: &Workbook, options: Options) -> Result<Vec<u8>, Failed> {
    let ctx = fill::Ctx::new(w, options.locale);
    let book = fill::book(&ctx);
    // The head, and what stands below a table.
    let tall = |s: &model::Sheet<'_>| s.rows.len() + s.below.len() + 2 > sheet::ROWS;
    if book.sheets.iter().any(tall) {
        return Err(Failed::TooManyRows);
    }
    write::write(w, &book, options).map_err(|_| Failed::TooLarge)
}
