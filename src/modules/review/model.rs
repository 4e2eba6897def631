use crate::i18n::k;
use crate::kernel::{ChoiceOption, ChoiceSet, Label};
use crate::{choices, module, row};

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

choices! {
    /// What a client says of a part of the strategy.
    CLIENT_VERDICT = client_verdict { approve, change, comment }
}

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
        /// What the client said of sections and posts.
        client: [ClientWord; 0],
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

row! {
    /// What a client decided about a section or a post, as it came back in a file of decisions. The text is theirs and is not
    /// changed here; only whether it was dealt with.
    ClientWord in review.client {
        /// What the section or post was called when the client read it.
        title: Line,
        /// Slug of a section, address of a post (`content.posts.17`) or `document`; kept as it came when it is neither.
        subject: Line,
        /// Name of who decided.
        who: Line,
        /// Day it was decided.
        date: Date,
        /// Minute it was decided.
        time: Time,
        /// What was decided.
        verdict: Choice(CLIENT_VERDICT),
        /// In the client's words.
        comment: Prose,
        /// Fingerprint of what the client read; another one now means that it was another text.
        shown: Line,
        /// It was dealt with.
        done: Flag,
    }
}
