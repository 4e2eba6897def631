//! The review as a document of its own: the verdict, what was found, what was muted and why, what could not be judged.

use super::{Document, look, paper, title};
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Section};
use crate::modules::Workbook;
use crate::review::{Review, State, place_words};
use chrono::NaiveDate;

/// The review in a language.
pub fn review_alone(w: &Workbook, review: &Review, l: Locale, today: NaiveDate) -> Document {
    Document {
        locale: l,
        paper: paper(w),
        kind: l.t(k::review_doc::kind).into(),
        title: title(w, l),
        client: None,
        imprint: vec![(l.t(k::doc::date).to_owned(), l.date(today))],
        sections: vec![summary(w, review, l), findings(w, review, l)],
        footnotes: Vec::new(),
        look: look::beside(w),
    }
}

/// The review as the last section of the strategy: the same words, the verdict first.
pub(super) fn review_section(w: &Workbook, l: Locale, today: NaiveDate) -> Section {
    let review = crate::review::review(w, today);
    let parts = [summary(w, &review, l), findings(w, &review, l)];
    Section {
        id: "verdict",
        title: l.t(k::review_doc::kind).into(),
        blocks: parts.into_iter().flat_map(|s| s.blocks).collect(),
    }
}

fn summary(w: &Workbook, review: &Review, l: Locale) -> Section {
    let mut blocks = vec![
        Block::Lead {
            text: l.t(review.verdict(w).key()).into(),
            source: None,
        },
        Block::Text {
            text: review.score(w, None).words(l),
            source: None,
        },
    ];
    let counts: Vec<String> = crate::review::Severity::ALL
        .into_iter()
        .zip(review.counts(w))
        .filter(|(_, n)| *n > 0)
        .map(|(s, n)| l.count(s.count_key(), n))
        .collect();
    if !counts.is_empty() {
        blocks.push(Block::List {
            title: String::new(),
            items: counts,
            source: None,
        });
    }
    let rows: Vec<Vec<String>> = Workbook::PAGES
        .iter()
        .filter_map(|page| {
            let score = review.score(w, Some(page.slug));
            let found = review.findings(w).into_iter();
            #[allow(clippy::cast_precision_loss)]
            let number = |n: usize| l.number(n as f64, 0);
            (score.known + score.unknown > 0).then(|| {
                vec![
                    l.label(page.title).to_owned(),
                    score.points.map_or_else(|| "—".into(), |p| p.to_string()),
                    number(found.filter(|f| f.rule.module() == page.slug).count()),
                    number(score.unknown),
                ]
            })
        })
        .collect();
    blocks.push(Block::Table {
        caption: l.t(k::review_page::modules).into(),
        columns: vec![
            Column::text(l.t(k::review_page::module), 4),
            Column::number(l.t(k::review_page::score), 2),
            Column::number(l.t(k::review_page::remarks), 2),
            Column::number(l.t(k::review_page::not_known), 2),
        ],
        rows,
        source: None,
    });
    Section {
        id: "summary",
        title: l.t(k::doc::summary).into(),
        blocks,
    }
}

fn findings(w: &Workbook, review: &Review, l: Locale) -> Section {
    let mut blocks = Vec::new();
    let mut table = |caption: String, columns: Vec<Column>, rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            blocks.push(Block::Table {
                caption,
                columns,
                rows,
                source: None,
            });
        }
    };
    let rule = || Column::text(l.t(k::review_page::rule), 2);
    let found = review.findings(w).into_iter().map(|f| {
        vec![
            f.rule.code.to_owned(),
            l.t(f.severity.key()).to_owned(),
            f.words(w, l),
            place_words(w, f.place, l),
        ]
    });
    table(
        l.t(k::review_page::all).into(),
        vec![
            rule(),
            Column::text(l.t(k::review_page::weight), 3),
            Column::text(l.t(k::review_page::remark), 8),
            Column::text(l.t(k::review_page::place), 5),
        ],
        found.collect(),
    );
    let muted = review.muted(w).into_iter().map(|(f, m)| {
        vec![
            f.rule.code.to_owned(),
            f.words(w, l),
            m.reason.trim().to_owned(),
        ]
    });
    table(
        l.t(k::review_page::muted).into(),
        vec![
            rule(),
            Column::text(l.t(k::review_page::remark), 8),
            Column::text(l.t(k::review_page::reason), 6),
        ],
        muted.collect(),
    );
    let unknown = review.outcomes.iter().filter(|o| o.state == State::Unknown);
    let unknown = unknown.map(|o| {
        let place = o.unknown.first().map(|p| place_words(w, *p, l));
        vec![
            o.rule.code.to_owned(),
            o.rule.text(l).title.to_owned(),
            place.unwrap_or_default(),
        ]
    });
    table(
        l.t(k::review_page::not_known).into(),
        vec![
            rule(),
            Column::text(l.t(k::review_page::remark), 6),
            Column::text(l.t(k::review_page::fill_in), 6),
        ],
        unknown.collect(),
    );
    if blocks.is_empty() {
        blocks.push(Block::Text {
            text: l.t(k::review_page::none).into(),
            source: None,
        });
    }
    Section {
        id: "remarks",
        title: l.t(k::review_page::all).into(),
        blocks,
    }
}
