//! The module's section of the document: decisions about the strategy as a whole. Decisions of the other modules close their
//! own sections.

use super::Decision;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Row};
use crate::modules::Workbook;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    decisions(w, l, "review")
}

/// What was decided in a module, and what was not chosen.
pub fn decisions(w: &Workbook, l: Locale, slug: &str) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    let rows = w.review.decisions.iter();
    let rows: Vec<_> = rows.filter(|d| d.section.is(slug)).map(|d| d.id).collect();
    out.some_rows(
        Decision::TABLE,
        &rows,
        &[
            (Decision::chosen, 3),
            (Decision::rejected, 3),
            (Decision::because, 4),
            (Decision::revisit, 3),
        ],
        l.t(k::review_doc::decisions).into(),
    );
    out.finish()
}
