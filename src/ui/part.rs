//! Where the program is cut in two. The first part draws the frame and the start page and comes with
//! the page; the second, everything that works on an open workbook, comes with the first step into
//! one. `wasm-split` cuts by reachability: whatever only [`BOOK`] leads to belongs to the second part.
//! Without the feature `split` both parts are one program and nothing is loaded.

#![allow(unsafe_code)] // The macro declares the imported function; there is no other unsafe code.

use super::book::{BOOK, Book};

/// The second part did not arrive.
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
    crate::i18n::arrive();
    Ok(&BOOK)
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
