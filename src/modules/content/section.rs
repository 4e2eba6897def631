//! The module's section of the document: rubrics and their shares, the plan week by week, topics in
//! store, and the texts that are ready.

use super::calendar::{cadence, order, planned};
use super::figure::figure;
use super::section_plan::{missing_cells, plan, push_table, shown};
use super::shares::shares;
use super::{Content, Post, Rubric, Topic};
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Path, Row, RowId};
use crate::modules::Workbook;
use crate::modules::channels::Channel;
use crate::modules::goals::Goal;
use crate::report::Writer;
use chrono::NaiveDate;

/// Topics of a rubric that are named one by one.
const TOPICS: usize = 10;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    opening(&mut out);
    rubrics(&mut out);
    plan(&mut out);
    topics(&mut out);
    reserve(&mut out);
    texts(&mut out);
    out.finish()
}

/// The same without the plan and its texts, which a client is shown post by post: their tables say how far the work is and who
/// does it.
pub fn section_without_plan(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    opening(&mut out);
    rubrics(&mut out);
    topics(&mut out);
    reserve(&mut out);
    out.finish()
}

fn cell(path: Path) -> Option<Path> {
    Some(path)
}

/// The plan in one sentence.
fn opening(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let live: Vec<&Post> = w.content.posts.iter().filter(|p| planned(p)).collect();
    let dates: Vec<NaiveDate> = live.iter().filter_map(|p| p.date.value()).collect();
    let (Some(from), Some(to)) = (dates.iter().min(), dates.iter().max()) else {
        return;
    };
    let mut channels: Vec<RowId> = live.iter().filter_map(|p| p.channel).collect();
    channels.sort();
    channels.dedup();
    let posts = l.count(k::count::posts, dates.len());
    let text = if channels.is_empty() {
        l.fill(
            k::content::doc::lead_short,
            &[
                ("posts", &posts),
                ("from", &l.day_month(*from)),
                ("to", &l.date(*to)),
            ],
        )
    } else {
        let channels = l.count(k::content::doc::channels, channels.len());
        l.fill(
            k::content::doc::lead,
            &[
                ("posts", &posts),
                ("from", &l.day_month(*from)),
                ("to", &l.date(*to)),
                ("channels", &channels),
            ],
        )
    };
    out.push(Block::Lead { text, source: None });
    if let Some(asked) = cadence(&w.channels.channels) {
        out.say(l.amount(k::content::doc::cadence, asked, 1));
    }
}

fn rubrics(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let rows = &w.content.rubrics;
    if rows.is_empty() {
        out.missing_rows(Rubric::TABLE);
        return;
    }
    out.heading(2, k::content::rubrics::_self);
    let shares = shares(&w.content);
    let value = |path| out.value(path).unwrap_or_else(|| "—".into());
    let table: Vec<Vec<String>> = rows
        .iter()
        .zip(&shares.rows)
        .map(|(r, s)| {
            let actual = if shares.total > 0 {
                l.percent(s.actual, 0)
            } else {
                "—".into()
            };
            vec![
                value(r.at(Rubric::name)),
                value(r.at(Rubric::class)),
                value(r.at(Rubric::share)),
                actual,
                value(r.at(Rubric::personas)),
                value(r.at(Rubric::need)),
                value(r.at(Rubric::formats)),
            ]
        })
        .collect();
    let title = |key| l.t(key);
    let columns = vec![
        Column::text(title(k::content::doc::rubric), 3),
        Column::text(title(k::content::rubrics::class), 3),
        Column::number(title(k::content::doc::target), 2),
        Column::number(title(k::content::doc::actual), 2),
        Column::text(title(k::content::rubrics::personas), 3),
        Column::text(title(k::content::rubrics::need), 6),
        Column::text(title(k::content::rubrics::formats), 4),
    ];
    push_table(
        out,
        l.t(k::content::doc::rubrics_caption).into(),
        columns,
        table,
        rows.first().and_then(|r| cell(r.at(Rubric::name))),
    );
    let columns = [
        (Rubric::name, 3),
        (Rubric::channels, 4),
        (Rubric::per_week, 2),
        (Rubric::cta, 3),
        (Rubric::metric, 3),
    ];
    // A table of bare names would say nothing.
    let told = |r: &&Rubric| {
        columns[1..]
            .iter()
            .any(|(c, _)| out.value(r.at(c)).is_some())
    };
    let ids: Vec<RowId> = rows.iter().filter(told).map(|r| r.id).collect();
    let caption = l.t(k::content::doc::run_caption).into();
    out.some_rows(Rubric::TABLE, &ids, &columns, caption);
    if let Some(mix) = out.value(Content::mix) {
        out.note(l.fill(k::content::doc::mix, &[("mix", &mix)]));
    }
    let names = |row| out.name(Rubric::TABLE, row);
    if let Some(f) = figure(w, l, &shares, &names) {
        out.figure(f);
    }
    let goals: Vec<String> = rows
        .iter()
        .filter(|r| !r.goals.is_empty())
        .map(|r| {
            let goals: Vec<String> = r.goals.iter().map(|g| out.name(Goal::TABLE, *g)).collect();
            format!("{}: {}", out.name(Rubric::TABLE, r.id), goals.join("; "))
        })
        .collect();
    if !goals.is_empty() {
        out.push(Block::List {
            title: l.t(k::content::doc::goals).into(),
            items: goals,
            source: rows.first().and_then(|r| cell(r.at(Rubric::goals))),
        });
    }
    if shares.any_target() && (shares.targets - 100.0).abs() > 0.05 {
        out.note(l.fill(
            k::content::doc::sum_note,
            &[("sum", &l.percent(shares.targets, 1))],
        ));
    }
    for row in rows {
        missing_cells(out, Rubric::TABLE, row.id, Rubric::COLUMNS);
    }
}

fn topics(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let topics = &w.content.topics;
    if topics.is_empty() {
        out.missing_rows(Topic::TABLE);
        return;
    }
    out.heading(2, k::content::topics::_self);
    let known = |t: &Topic| {
        t.rubric
            .filter(|r| w.content.rubrics.iter().any(|x| x.id == *r))
    };
    let groups = w.content.rubrics.iter().map(|r| Some(r.id)).chain([None]);
    for group in groups {
        let all: Vec<&Topic> = topics
            .iter()
            .filter(|t| known(t) == group && !t.title.trim().is_empty())
            .collect();
        let Some(first) = all.first() else { continue };
        let mut items: Vec<String> = all.iter().take(TOPICS).map(|t| described(out, t)).collect();
        if all.len() > TOPICS {
            items.push(l.count(k::content::doc::more_topics, all.len() - TOPICS));
        }
        let title = group.map_or_else(
            || l.t(k::content::doc::no_rubric).into(),
            |r| out.name(Rubric::TABLE, r),
        );
        out.push(Block::List {
            title,
            items,
            source: cell(first.at(Topic::title)),
        });
    }
    for topic in topics {
        missing_cells(out, Topic::TABLE, topic.id, Topic::COLUMNS);
    }
}

/// A topic and, in brackets, where it comes from and for whom.
fn described(out: &Writer<'_>, topic: &Topic) -> String {
    let about = [
        Topic::persona,
        Topic::source,
        Topic::competitor,
        Topic::note,
    ];
    let about: Vec<String> = about
        .iter()
        .filter_map(|c| out.value(topic.at(c)))
        .collect();
    let title = topic.title.trim();
    if about.is_empty() {
        title.to_owned()
    } else {
        format!("{title} ({})", about.join("; "))
    }
}

fn reserve(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.prose(Content::reserve);
    out.list(Content::campaigns);
    let spare: Vec<String> = w
        .content
        .posts
        .iter()
        .filter(|p| p.buffer && planned(p))
        .map(|p| out.name(Post::TABLE, p.id))
        .collect();
    if !spare.is_empty() {
        let source = w
            .content
            .posts
            .iter()
            .find(|p| p.buffer)
            .and_then(|p| cell(p.at(Post::buffer)));
        out.push(Block::List {
            title: l.t(k::content::doc::spare).into(),
            items: spare,
            source,
        });
    }
}

/// Posts whose text is written, in full.
fn texts(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let ready: Vec<&Post> = order(&w.content.posts)
        .into_iter()
        .filter(|p| planned(p) && !p.body.trim().is_empty())
        .collect();
    if ready.is_empty() {
        return;
    }
    out.heading(2, k::content::doc::texts);
    for post in ready {
        let place = [
            post.date.value().map(|d| l.day_month(d)),
            post.channel.map(|c| out.name(Channel::TABLE, c)),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let name = out.name(Post::TABLE, post.id);
        let title = if place.is_empty() {
            name
        } else {
            format!("{}. {name}", place.join(", "))
        };
        out.title(3, title, cell(post.at(Post::title)));
        if let Some(text) = shown(out, post, Post::hook) {
            out.push(Block::Lead {
                text,
                source: cell(post.at(Post::hook)),
            });
        }
        out.push(Block::Text {
            text: post.body.clone(),
            source: cell(post.at(Post::body)),
        });
        if let Some(text) = shown(out, post, Post::hashtags) {
            out.push(Block::Text {
                text,
                source: cell(post.at(Post::hashtags)),
            });
        }
        let facts = [
            Post::asset,
            Post::link,
            Post::keyword,
            Post::topic,
            Post::repurpose,
            Post::rights,
            Post::ready,
        ];
        let facts: Vec<_> = facts.iter().filter_map(|c| out.fact(post.at(c))).collect();
        if !facts.is_empty() {
            out.push(Block::Facts(facts));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Workbook {
        let mut w = Workbook::default();
        w.content.rubrics = vec![Rubric {
            id: RowId(1),
            name: "Наш двор".into(),
            share: "50".into(),
            ..Rubric::default()
        }];
        w.content.topics = (0..12)
            .map(|i| Topic {
                id: RowId(i + 1),
                title: format!("Тема {i}"),
                rubric: Some(RowId(1)),
                ..Topic::default()
            })
            .collect();
        w.content.posts = ["2026-12-01", "2026-12-09", ""]
            .iter()
            .enumerate()
            .map(|(i, d)| Post {
                id: RowId(i as u64 + 1),
                date: (*d).into(),
                title: format!("Пост {i}"),
                rubric: Some(RowId(1)),
                ..Post::default()
            })
            .collect();
        w.content.posts[1].body = "Текст целиком".into();
        w
    }

    #[test]
    fn an_empty_plan_only_has_marks() {
        let blocks = section(&Workbook::default(), Locale::Ru);
        assert_eq!(blocks.len(), 3);
        assert!(blocks.iter().all(|b| matches!(b, Block::Missing { .. })));
    }

    #[test]
    fn the_plan_goes_week_by_week_and_texts_follow() {
        let blocks = section(&plan(), Locale::Ru);
        let tables: Vec<(&str, usize)> = blocks
            .iter()
            .filter_map(|b| match b {
                Block::Table { caption, rows, .. } => Some((caption.as_str(), rows.len())),
                _ => None,
            })
            .collect();
        assert_eq!(
            tables.iter().map(|t| t.1).collect::<Vec<_>>(),
            [1, 2, 1, 1, 1]
        );
        assert!(
            tables[2].0.contains('—') && tables[3].0.contains("7–13"),
            "{tables:?}"
        );
        assert!(
            blocks
                .iter()
                .any(|b| matches!(b, Block::List { items, .. } if items.len() == 11))
        );
        assert!(blocks.iter().any(
            |b| matches!(b, Block::Heading { level: 3, text, .. } if text.contains("Пост 1"))
        ));
        for b in &blocks {
            if let Block::Table { columns, rows, .. } = b {
                assert!(rows.iter().all(|r| r.len() == columns.len()));
            }
        }
    }
}
