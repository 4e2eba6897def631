use crate::modules::channels::Channel;
use crate::modules::content::Rubric;
use crate::modules::goals::Goal;
use crate::modules::sets::{ER_FORMULA, PLATFORM};
use crate::{choices, module, row};

choices! {
    /// Relation to us. Our own row stands in the same matrix, for comparison.
    COMPETITOR_KIND = competitor_kind { direct, indirect, aspirational, own }
    /// What an axis of the positioning map shows.
    MAP_AXIS = map_axis {
        followers, posts_per_week, er, response_hours, share_video, share_useful, share_sell,
        score_x, score_y
    }
}

module! {
    /// Competitor analysis.
    Competitors = competitors {
        /// What happens in the category: trends, seasons, norms.
        trends: Prose,
        /// Horizontal axis of the positioning map.
        map_x: Choice(MAP_AXIS) core,
        /// Vertical axis of the positioning map.
        map_y: Choice(MAP_AXIS) core,
        /// What 0 means on the first own scale.
        x_low: Line,
        /// What 100 means on the first own scale.
        x_high: Line,
        /// What 0 means on the second own scale.
        y_low: Line,
        /// What 100 means on the second own scale.
        y_high: Line,
        /// Our strengths.
        strengths: Lines core,
        /// Our weaknesses.
        weaknesses: Lines core,
        /// Opportunities.
        opportunities: Lines core,
        /// Threats.
        threats: Lines core;
        /// Competitors, and our own row.
        competitors: [Competitor; 3],
        /// Their best posts.
        top_posts: [TopPost; 0],
        /// What we learnt and what we decide.
        takeaways: [Takeaway; 1],
        /// Topics nobody covers.
        gaps: [Gap; 1],
    }
}

row! {
    /// One competitor, measured over a window of time on one channel.
    Competitor in competitors.competitors {
        /// Name.
        name: Line core,
        /// Relation to us.
        kind: Choice(COMPETITOR_KIND) core,
        /// Channel measured.
        platform: Choice(PLATFORM) core,
        /// Handle.
        handle: Line,
        /// Link to the source of the figures.
        url: Url,
        /// First day of the window.
        window_from: Date core,
        /// Last day of the window.
        window_to: Date core,
        /// Followers at the end of the window.
        followers: Number core,
        /// Posts a week over the window.
        posts_per_week: Number core,
        /// Engagement rate, percent.
        er: Percent core,
        /// Formula of that rate.
        er_formula: Choice(ER_FORMULA) core,
        /// Hours to answer a comment.
        response_hours: Number,
        /// Share of photos and cards.
        share_photo: Percent,
        /// Share of video and clips.
        share_video: Percent,
        /// Share of text posts and articles.
        share_text: Percent,
        /// Share of stories, polls and the rest.
        share_story: Percent,
        /// Share of selling content.
        share_sell: Percent,
        /// Share of useful content.
        share_useful: Percent,
        /// Share of engaging and entertaining content.
        share_engage: Percent,
        /// Share of brand content.
        share_brand: Percent,
        /// Score on the first own scale, 0 to 100.
        score_x: Number,
        /// Score on the second own scale, 0 to 100.
        score_y: Number,
        /// Ads seen.
        ads: Prose,
        /// Tone of voice.
        tone: Line,
        /// Strengths.
        strengths: Lines core,
        /// Weaknesses.
        weaknesses: Lines core,
    }
}

row! {
    /// One of the best posts of a competitor.
    TopPost in competitors.top_posts {
        /// Whose.
        competitor: Owner(Competitor),
        /// What it is about.
        title: Line core,
        /// Link.
        url: Url,
        /// Why it worked.
        why: Line core,
    }
}

row! {
    /// A finding and the decision it leads to.
    Takeaway in competitors.takeaways {
        /// From whom, when from one.
        competitor: Ref(Competitor),
        /// What we saw.
        finding: Prose core,
        /// What we do about it.
        decision: Prose core,
        /// The rubric that carries the decision.
        rubric: Ref(Rubric),
        /// The channel that carries the decision.
        channel: Ref(Channel),
        /// The goal that carries the decision.
        goal: Ref(Goal),
    }
}

row! {
    /// A topic that competitors leave empty.
    Gap in competitors.gaps {
        /// Topic.
        topic: Line core,
        /// How we know.
        evidence: Line,
        /// The rubric that takes it.
        rubric: Ref(Rubric),
    }
}
