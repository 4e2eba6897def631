use crate::{choices, module};

choices! {
    /// Paper of the printed document.
    PAPER = paper { a4, letter }
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
        /// Id of the example this workbook was opened from; empty for the user's own.
        example: Line,
        /// Random id that all copies of this workbook have in common.
        origin: Line,
        /// Tags of the versions that were handed out or taken in, oldest first: where copies have a common ancestor.
        lineage: Lines,
    }
}
