//! What a row of each table is called in a sentence.

use crate::i18n::{Locale, k};
use crate::kernel::{Key, TableDef};

use k::change_count::{self as count};
use k::change_one::{self as one};

/// Table, the word for one row, and the words for a number of them.
const NOUNS: &[(&str, Key, Key)] = &[
    ("frame.reviews", one::frame_reviews, count::frame_reviews),
    ("brief.products", one::brief_products, count::brief_products),
    (
        "brief.past_channels",
        one::brief_past_channels,
        count::brief_past_channels,
    ),
    ("brief.accesses", one::brief_accesses, count::brief_accesses),
    ("brief.events", one::brief_events, count::brief_events),
    ("brief.sources", one::brief_sources, count::brief_sources),
    ("brief.debrief", one::brief_debrief, count::brief_debrief),
    (
        "competitors.competitors",
        one::competitors_competitors,
        count::competitors_competitors,
    ),
    (
        "competitors.top_posts",
        one::competitors_top_posts,
        count::competitors_top_posts,
    ),
    (
        "competitors.takeaways",
        one::competitors_takeaways,
        count::competitors_takeaways,
    ),
    (
        "competitors.gaps",
        one::competitors_gaps,
        count::competitors_gaps,
    ),
    (
        "audience.segments",
        one::audience_segments,
        count::audience_segments,
    ),
    (
        "audience.personas",
        one::audience_personas,
        count::audience_personas,
    ),
    (
        "audience.channels",
        one::audience_channels,
        count::audience_channels,
    ),
    (
        "audience.evidence",
        one::audience_evidence,
        count::audience_evidence,
    ),
    ("goals.business", one::goals_business, count::goals_business),
    ("goals.goals", one::goals_goals, count::goals_goals),
    ("goals.kpis", one::goals_kpis, count::goals_kpis),
    (
        "channels.channels",
        one::channels_channels,
        count::channels_channels,
    ),
    (
        "channels.proofs",
        one::channels_proofs,
        count::channels_proofs,
    ),
    (
        "channels.overrides",
        one::channels_overrides,
        count::channels_overrides,
    ),
    (
        "content.rubrics",
        one::content_rubrics,
        count::content_rubrics,
    ),
    ("content.topics", one::content_topics, count::content_topics),
    ("content.posts", one::content_posts, count::content_posts),
    ("frame.team", one::frame_team, count::frame_team),
    ("frame.efforts", one::frame_efforts, count::frame_efforts),
    (
        "review.decisions",
        one::review_decisions,
        count::review_decisions,
    ),
    ("review.mutes", one::review_mutes, count::review_mutes),
    ("review.limits", one::review_limits, count::review_limits),
    ("review.guesses", one::review_guesses, count::review_guesses),
    ("review.client", one::review_client, count::review_client),
];

fn keys(def: &TableDef) -> Option<(Key, Key)> {
    let table = def.path.to_string();
    NOUNS
        .iter()
        .find(|(name, _, _)| *name == table)
        .map(|(_, one, count)| (*one, *count))
}

/// The word for one row; the table's own title where there is none.
pub fn name(def: &TableDef, l: Locale) -> &'static str {
    keys(def).map_or_else(|| l.label(def.label), |(one, _)| l.t(one))
}

/// The words for a number of rows: `5 posts`.
pub fn number(def: &TableDef, n: usize, l: Locale) -> String {
    keys(def).map_or_else(
        || format!("{} ({n})", l.label(def.label)),
        |(_, count)| l.count(count, n),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::Workbook;

    #[test]
    fn every_table_with_a_page_has_its_words() {
        let w = Workbook::default();
        for def in w
            .tables()
            .filter(|d| Workbook::info(d.path.module).is_some())
        {
            assert!(keys(def).is_some(), "{}", def.path);
        }
        assert_eq!(w.tables().count(), NOUNS.len());
    }
}
