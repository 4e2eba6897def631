use crate::i18n::k;
use crate::kernel::{ChoiceOption, ChoiceSet, Label};
use crate::{module, row};

macro_rules! sections {
    ($($slug:ident),*) => {
        /// Modules a decision may belong to.
        pub static SECTION: ChoiceSet = ChoiceSet {
            id: "section",
            options: &[$(ChoiceOption {
                id: stringify!($slug),
                label: Label::Key(k::module::$slug),
            }),*],
        };
    };
}

sections! { frame, brief, competitors, audience, goals, channels, content, review }

module! {
    /// What was decided, and how strictly the strategy is looked at.
    Decisions = review {
        /// Name of the strategy with planted mistakes that this is a copy of; empty for one's own.
        practice: Line,
        /// The guesses were compared with what was planted, and the reviewer speaks again.
        compared: Flag;
        /// Decisions, each with what was not chosen.
        decisions: [Decision; 0],
        /// Remarks that were muted.
        mutes: [Mute; 0],
        /// Limits of rules that were set anew.
        limits: [OwnLimit; 0],
        /// What a student took for mistakes.
        guesses: [Guess; 0],
    }
}

row! {
    /// We choose this, not that, because; look again if.
    Decision in review.decisions {
        /// The module it belongs to.
        section: Choice(SECTION) core,
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

row! {
    /// What a student took for a mistake, while practising.
    Guess in review.guesses {
        /// Address of a field or of a row.
        place: Line,
        /// What is wrong there, in the student's words.
        why: Line,
    }
}
