//! Where the program is cut in three. The first part draws the frame and the start page and comes with
//! the page; the second, everything that works on an open workbook, comes with the first step into
//! one; the third, the pages of a strategy that is written down ([`PAPERS`]), with the first step onto
//! one of them. `wasm-split` cuts by reachability: whatever only [`BOOK`] leads to belongs to the second
//! part, whatever only [`PAPERS`] leads to belongs to the third. Without the feature `split` all of it is
//! one program and nothing is loaded.

#![allow(unsafe_code)] // The macro declares the imported function; there is no other unsafe code.

use super::book::{BOOK, Book};
use super::papers::{PAPERS, Papers};

/// A part did not arrive.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Loads the second part; at once when it is there already. A failed attempt may be repeated.
///
/// # Errors
/// When the file cannot be fetched or does not fit the first part.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(book, fallible)]
pub fn load() -> Result<&'static Book, Missing> {
    Ok(book())
}

/// The same for a program in one part.
///
/// # Errors
/// None.
#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)]
pub async fn load() -> Result<&'static Book, Missing> {
    Ok(&BOOK)
}

#[cfg(feature = "split")]
fn book() -> &'static Book {
    crate::i18n::arrive();
    &BOOK
}

/// Loads the third part, after the second; at once when it is there already. A failed attempt may be repeated.
///
/// # Errors
/// When the file cannot be fetched or does not fit the first part.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(papers, fallible)]
pub fn load_papers() -> Result<&'static Papers, Missing> {
    // It needs nothing of the second part here, but must lead to all of it: `wasm-split` makes a file of what both
    // lead to, and that has to be the whole second part (.ci/split.mjs).
    std::hint::black_box(book());
    Ok(&PAPERS)
}

/// The same for a program in one part.
///
/// # Errors
/// None.
#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)]
pub async fn load_papers() -> Result<&'static Papers, Missing> {
    Ok(&PAPERS)
}
