//! The executive summary: one page made from the data, nothing asked twice.

use super::{Writer, facts};
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Key, Path, Row};
use crate::modules::Workbook;
use crate::modules::brief::Brief;
use crate::modules::content::Post;
use crate::modules::content::calendar::dated;
use crate::modules::frame::Frame;

/// KPIs in the summary.
const KPIS: usize = 6;
/// Decisions of the competitor analysis repeated in the summary.
const DECISIONS: usize = 3;

/// Blocks of the summary.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    out.lead(Frame::summary);
    let goal = out.value(Brief::business_goal);
    if let Some(goal) = goal {
        out.title(3, l.t(k::summary::goal), Some(Brief::business_goal));
        out.push(Block::Text {
            text: goal,
            source: Some(Brief::business_goal),
        });
    }
    if let Some((table, _)) = facts::kpis(&out, KPIS, 5, usize::MAX) {
        out.push(table);
    }
    let people = facts::people(&out);
    list(&mut out, k::summary::people, people);
    let channels = facts::channels(&out, usize::MAX);
    list(&mut out, k::summary::channels, channels);
    content(&mut out);
    let mut decisions = facts::decisions(w);
    decisions.truncate(DECISIONS);
    list(&mut out, k::summary::decisions, decisions);
    let money: Vec<_> = facts::TERMS.iter().filter_map(|p| out.fact(*p)).collect();
    if !money.is_empty() {
        out.heading(3, k::summary::frame);
        out.push(Block::Facts(money));
    }
    out.finish()
}

fn list(out: &mut Writer<'_>, title: Key, items: Vec<(String, Path)>) {
    if let Some(source) = items.first().map(|(_, path)| *path) {
        out.push(Block::List {
            title: out.l.t(title).into(),
            items: items.into_iter().map(|(text, _)| text).collect(),
            source: Some(source),
        });
    }
}

/// Posts that stand in the plan with a day, and their rubrics.
fn content(out: &mut Writer<'_>) {
    let l = out.l;
    let dated = dated(&out.w.content.posts);
    let days = || dated.iter().map(|(_, day)| *day);
    let (Some(from), Some(to)) = (days().min(), days().max()) else {
        return;
    };
    let rubrics: Vec<String> = facts::rubrics(out)
        .into_iter()
        .map(|(name, share, _)| match share {
            Some(share) => format!("{name} ({share})"),
            None => name,
        })
        .collect();
    let posts = l.count(k::count::posts, dated.len());
    let when = if from == to {
        l.date(from)
    } else {
        format!("{} — {}", l.date(from), l.date(to))
    };
    let key = if rubrics.is_empty() {
        k::summary::content_alone
    } else {
        k::summary::content
    };
    let text = l.fill(
        key,
        &[
            ("posts", &posts),
            ("when", &when),
            ("rubrics", &rubrics.join(", ")),
        ],
    );
    out.title(3, l.t(k::summary::plan), None);
    out.push(Block::Text {
        text,
        source: dated.first().map(|(post, _)| post.at(Post::date)),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;
    use crate::modules::audience::Persona;

    fn workbook() -> Workbook {
        let mut w = Workbook::default();
        w.content.posts = [("2026-12-01", ""), ("2026-12-24", "dropped"), ("", "")]
            .into_iter()
            .enumerate()
            .map(|(n, (date, status))| Post {
                id: RowId(u64::try_from(n).unwrap_or(0) + 1),
                date: date.into(),
                status: status.into(),
                ..Post::default()
            })
            .collect();
        w
    }

    fn texts(w: &Workbook) -> String {
        let blocks = section(w, Locale::En);
        let said: Vec<&str> = blocks.iter().flat_map(crate::report::texts).collect();
        said.join("|").replace('\u{a0}', " ")
    }

    #[test]
    fn only_posts_that_stand_in_the_plan_are_counted() {
        let mut w = workbook();
        assert_eq!(texts(&w), "Content|1 post, 1 December 2026.");
        w.content.posts[1].status = "".into();
        assert_eq!(
            texts(&w),
            "Content|2 posts, 1 December 2026 — 24 December 2026."
        );
    }

    #[test]
    fn the_list_of_people_leads_to_somebody_in_it() {
        let mut w = Workbook::default();
        for (n, anti) in [(1, true), (2, false)] {
            w.audience.personas.push(Persona {
                id: RowId(n),
                name: format!("Person {n}"),
                anti,
                ..Persona::default()
            });
        }
        let blocks = section(&w, Locale::En);
        let Some(Block::List { items, source, .. }) = blocks.first() else {
            panic!("{blocks:?}");
        };
        assert_eq!(items, &["Person 2"]);
        assert_eq!(*source, Some(w.audience.personas[1].at(Persona::name)));
    }
}
