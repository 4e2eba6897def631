use crate::modules::audience::Persona;
use crate::modules::channels::Channel;
use crate::modules::competitors::Competitor;
use crate::modules::goals::Goal;
use crate::modules::sets::{CONTENT_CLASS, FORMAT, METRIC, STAGE};
use crate::{choices, module, row};

choices! {
    /// Ready-made mixes of content (see `mix.rs`), or one's own.
    MIX = mix { own, stelzner, forty, five }
    /// What the reader is asked to do.
    CTA = cta { none, comment, save, share, follow, message, link, call, visit, buy, book }
    /// Where a topic comes from.
    TOPIC_SOURCE = topic_source { competitor, quote, question, search, sales, gap, calendar, own }
    /// May another person's content be used.
    RIGHTS = rights { yes, asked, no }
    /// Where a post is on its way.
    STATUS = status { idea, draft, review, approved, scheduled, published, dropped }
}

module! {
    /// The content plan.
    Content = content {
        /// Mix the shares are taken from.
        mix: Choice(MIX),
        /// What is posted when the plan breaks: the reserve.
        reserve: Prose,
        /// Names of campaigns that links may carry (utm_campaign).
        campaigns: Lines;
        /// Rubrics.
        rubrics: [Rubric; 3],
        /// Topics bank.
        topics: [Topic; 5],
        /// Posts.
        posts: [Post; 8],
    }
}

row! {
    /// A rubric.
    Rubric in content.rubrics {
        /// Name.
        name: Line core,
        /// Task it solves.
        class: Choice(CONTENT_CLASS) core,
        /// Target share of posts, percent.
        share: Percent core,
        /// Goals it serves.
        goals: Refs(Goal) core,
        /// Personas it is for.
        personas: Refs(Persona) core,
        /// The need or pain it answers.
        need: Prose core,
        /// Formats that work.
        formats: Choices(FORMAT),
        /// Channels it runs on.
        channels: Refs(Channel),
        /// Posts a week.
        per_week: Number,
        /// Typical call to action.
        cta: Choice(CTA),
        /// How its success is measured.
        metric: Choice(METRIC),
    }
}

row! {
    /// A topic in the bank.
    Topic in content.topics {
        /// Topic.
        title: Line core,
        /// Rubric.
        rubric: Ref(Rubric) core,
        /// For whom.
        persona: Ref(Persona),
        /// Where it comes from.
        source: Choice(TOPIC_SOURCE),
        /// The competitor it was seen at.
        competitor: Ref(Competitor),
        /// The quote, question or link.
        note: Line,
    }
}

row! {
    /// A post of the plan.
    Post in content.posts {
        /// Day.
        date: Date core,
        /// Time of day.
        time: Time,
        /// Channel.
        channel: Ref(Channel) core,
        /// Rubric.
        rubric: Ref(Rubric) core,
        /// Working title.
        title: Line core,
        /// Topic of the bank it was made from.
        topic: Ref(Topic),
        /// Format.
        format: Choice(FORMAT) core,
        /// Stage of the funnel.
        stage: Choice(STAGE) core,
        /// For whom.
        personas: Refs(Persona) core,
        /// Goal it serves.
        goal: Ref(Goal) core,
        /// First line.
        hook: Line,
        /// Text.
        body: Prose,
        /// What is in the picture or video.
        asset: Prose,
        /// What the reader is asked to do.
        cta: Choice(CTA),
        /// Link.
        link: Url,
        /// Hashtags.
        hashtags: Line,
        /// Search keyword.
        keyword: Line,
        /// Permission of the author, when the content is another person's.
        rights: Choice(RIGHTS),
        /// Who makes it.
        owner: Line,
        /// When it is ready to be approved.
        ready: Date,
        /// Where it is on its way.
        status: Choice(STATUS) core,
        /// Where else it goes, and how it is used again.
        repurpose: Line,
        /// Reserve: can be moved or dropped without loss.
        buffer: Flag,
    }
}

/// Names of the list's filters, for the form and the tests.
pub const FILTERED: [&str; 4] = [
    "filter-channel",
    "filter-rubric",
    "filter-persona",
    "filter-status",
];
