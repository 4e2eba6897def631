//! The module's section of the document: what it covers. The summary itself opens the document and is
//! not repeated here.

use super::period::Period;
use super::{Frame, Review, Role};
use crate::i18n::{Locale, k};
use crate::kernel::block::Fact;
use crate::kernel::{Block, Row, RowId};
use crate::modules::Workbook;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    let mut facts = Vec::new();
    let period = Period::of(&w.frame);
    if let Some(p) = period {
        let value = l.fill(
            k::frame_doc::period_value,
            &[
                ("start", &l.date(p.start)),
                ("end", &l.date(p.end)),
                ("weeks", &p.weeks_text(l)),
            ],
        );
        facts.push(Fact {
            label: l.t(k::frame_doc::period).into(),
            value,
            link: false,
            source: Some(Frame::start),
        });
    } else {
        facts.extend(
            [Frame::start, Frame::end]
                .into_iter()
                .filter_map(|p| out.fact(p)),
        );
    }
    facts.extend(
        [
            Frame::business_model,
            Frame::owner_role,
            Frame::country,
            Frame::currency,
            Frame::zone,
            Frame::law_date,
        ]
        .into_iter()
        .filter_map(|p| {
            let mut fact = out.fact(p)?;
            if p == Frame::owner_role {
                // The form says "your role" to the author; the client reads of the author.
                fact.label = l.t(k::frame_doc::role).into();
            }
            Some(fact)
        }),
    );
    if !facts.is_empty() {
        out.push(Block::Facts(facts));
    }
    for path in [
        Frame::project,
        Frame::author,
        Frame::owner_role,
        Frame::business_model,
        Frame::country,
        Frame::currency,
        Frame::language,
        Frame::start,
        Frame::end,
    ] {
        out.missing(path);
    }
    let mut reviews: Vec<&Review> = w.frame.reviews.iter().collect();
    reviews.sort_by_key(|r| (r.date.value().is_none(), r.date.value()));
    let ids: Vec<RowId> = reviews.iter().map(|r| r.id).collect();
    out.some_rows(
        Review::TABLE,
        &ids,
        &[(Review::date, 1), (Review::topic, 3)],
        l.t(k::frame_doc::reviews).into(),
    );
    if ids.is_empty() {
        out.missing_rows(Review::TABLE);
    }
    let team: Vec<RowId> = w.frame.team.iter().map(|r| r.id).collect();
    out.some_rows(
        Role::TABLE,
        &team,
        &[
            (Role::name, 3),
            (Role::person, 3),
            (Role::hours, 2),
            (Role::other, 2),
        ],
        l.t(k::frame_doc::team).into(),
    );
    out.list(Frame::risks);
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_what_is_missing_and_keeps_the_summary_for_the_front() {
        let mut w = Workbook::default();
        let missing = section(&w, Locale::En)
            .iter()
            .filter(|b| matches!(b, Block::Missing { .. }))
            .count();
        assert_eq!(missing, Frame::FIELDS.iter().filter(|f| f.core).count() + 1);
        w.frame.summary = "once only".into();
        w.frame.start = "2026-12-01".into();
        w.frame.end = "2027-02-28".into();
        let blocks = section(&w, Locale::En);
        assert!(!format!("{blocks:?}").contains("once only"));
        let Block::Facts(facts) = &blocks[0] else {
            panic!("{blocks:?}")
        };
        assert_eq!(
            facts[0].value,
            "1\u{a0}December 2026\u{a0}— 28\u{a0}February 2027 (12.9\u{a0}weeks)"
        );
    }
}
