use crate::modules::sets::LANGUAGE;
use crate::{choices, module};

choices! {
    /// Paper of the printed document.
    PAPER = paper { a4, letter }
    /// How the document is designed.
    DESIGN = design { plain, agency, onepage }
}

module! {
    /// The state of the work itself.
    Desk = desk {
        /// Slugs of the modules the user calls done.
        done: Lines,
        /// Modules that were called done, each with the tag of the goals they were done for.
        confirmed: Lines,
        /// Path of the field edited last.
        last: Line,
        /// Slugs of document sections in the order wanted; the rest follow in course order.
        order: Lines,
        /// Slugs of document sections left out.
        hidden: Lines,
        /// Leave unanswered questions out of the document instead of marking them.
        omit_missing: Flag,
        /// Close the document with the review: verdict, remarks, what was muted and why.
        with_review: Flag,
        /// Paper of the printed document.
        paper: Choice(PAPER),
        /// Language of the document; that of the project until chosen.
        language: Choice(LANGUAGE),
        /// Design of the document; a plain report until chosen.
        design: Choice(DESIGN),
        /// Colour of the document, `#rrggbb`, as typed.
        accent: Line,
        /// Logo on the document: a PNG in base64, written by the page from the file of the user.
        logo: Line,
        /// Line about confidentiality at the head of the document.
        confidential: Line,
        /// Id of the example this workbook was opened from; empty for the user's own.
        example: Line,
        /// Random id that all copies of this workbook have in common.
        origin: Line,
        /// Tags of the versions that were handed out or taken in, oldest first: where copies have a common ancestor.
        lineage: Lines,
    }
}
