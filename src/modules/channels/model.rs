use crate::modules::audience::Persona;
use crate::modules::goals::Goal;
use crate::modules::sets::PLATFORM;
use crate::{choices, module, row};

choices! {
    /// Is the channel used.
    CHANNEL_USE = channel_use { yes, later, no }
    /// Part of the channel in the strategy.
    CHANNEL_ROLE = channel_role { main, support, test, archive }
    /// What kind of page it is, on platforms that know several.
    PAGE_TYPE = page_type { person, community, business }
    /// May ads be placed there; overrides what the data file says for the market.
    ADS_ALLOWED = ads_allowed { allowed, with_label, disputed, banned }
}

module! {
    /// Channel setup.
    Channels = channels {
        /// What all channels share: who answers, how accesses are kept.
        rules: Prose;
        /// The channels.
        channels: [Channel; 1],
        /// Evidence that a checklist item is done.
        proofs: [ChecklistProof; 0],
        /// Limits the user corrected.
        overrides: [LimitOverride; 0],
    }
}

row! {
    /// One channel: whether and why, and its card.
    Channel in channels.channels {
        /// Platform.
        platform: Choice(PLATFORM) core,
        /// Own name, when there are several of one platform.
        label: Line,
        /// Used or not.
        usage: Choice(CHANNEL_USE) core,
        /// Part in the strategy.
        role: Choice(CHANNEL_ROLE) core,
        /// Why we are there.
        why: Prose core,
        /// Why we are not there.
        why_not: Prose,
        /// Goals it serves.
        goals: Refs(Goal) core,
        /// Personas met there.
        personas: Refs(Persona) core,
        /// Posts a week.
        per_week: Number core,
        /// How content is adapted for it.
        adaptation: Prose,
        /// Handle.
        handle: Line core,
        /// Link to the page.
        url: Url,
        /// Followers today.
        followers: Number,
        /// Who runs it.
        owner: Line core,
        /// Second administrator.
        deputy: Line,
        /// Kind of page.
        page_type: Choice(PAGE_TYPE),
        /// Goods or services are sold on the page.
        goods: Flag,
        /// Number in the state register of large pages, where the law asks for one.
        registry: Line,
        /// Name in the profile.
        profile_name: Line core,
        /// Description in the profile.
        bio: Prose core,
        /// Text of the button or call to action.
        cta: Line,
        /// Link in the profile.
        link: Url,
        /// Pinned post.
        pinned: Prose,
        /// When it must be ready.
        ready: Date,
        /// May ads be placed there.
        ads: Choice(ADS_ALLOWED),
        /// First day of advertising there.
        ads_start: Date,
        /// Ids of checklist items done.
        checklist: Lines,
    }
}

row! {
    /// Evidence that a checklist item is done: a link, a screenshot's name, a note.
    ChecklistProof in channels.proofs {
        /// Whose.
        channel: Owner(Channel),
        /// Id of the checklist item.
        item: Line,
        /// Evidence.
        note: Line,
    }
}

row! {
    /// A limit of the data file that the user corrected, with their source.
    LimitOverride in channels.overrides {
        /// Platform.
        platform: Choice(PLATFORM),
        /// Id of the fact.
        fact: Line,
        /// Right value.
        value: Number,
        /// Where the user saw it.
        source: Line,
        /// When.
        date: Date,
    }
}
