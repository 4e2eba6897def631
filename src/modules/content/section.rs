//! The module's section of the document.

use crate::i18n::Locale;
use crate::kernel::Block;
use crate::modules::Workbook;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    Writer::new(w, l).finish()
}
