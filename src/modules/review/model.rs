use crate::{module, row};

module! {
    /// What was decided, and how strictly the strategy is looked at.
    Decisions = review {
        ;
        /// Decisions, each with what was not chosen.
        decisions: [Decision; 0],
        /// Remarks that were muted.
        mutes: [Mute; 0],
        /// Limits of rules that were set anew.
        limits: [OwnLimit; 0],
    }
}

row! {
    /// We choose this, not that, because; look again if.
    Decision in review.decisions {
        /// Slug of the module it belongs to.
        section: Line,
        /// What was chosen.
        chosen: Line core,
        /// What was not.
        rejected: Line core,
        /// Why.
        because: Prose core,
        /// When to look again.
        revisit: Line core,
    }
}

row! {
    /// A remark that the user does not want to see, and why.
    Mute in review.mutes {
        /// Code of the rule.
        rule: Line,
        /// Place it is muted at; empty for everywhere.
        place: Line,
        /// Why; printed in the review.
        reason: Line,
    }
}

row! {
    /// A number that a rule goes by in this workbook.
    OwnLimit in review.limits {
        /// Code of the rule.
        rule: Line,
        /// Id of the limit within the rule.
        limit: Line,
        /// Value.
        value: Number,
    }
}
