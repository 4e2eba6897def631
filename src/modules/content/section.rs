//! The content plan in the document: rubrics, the plan by weeks, topics, ready texts.

use super::{Content, Post, Rubric, Topic, calendar, shares};
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Figure, Row, RowId, civil};
use crate::modules::Workbook;
use crate::report::Writer;
use chrono::Days;

/// Topics of one rubric printed; the rest are counted.
const TOPICS: usize = 10;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    rubrics(&mut out);
    plan(&mut out);
    topics(&mut out);
    texts(&mut out);
    out.heading(2, k::content_doc::reserve);
    out.text(Content::reserve);
    out.finish()
}

fn rubrics(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.heading(2, k::content_doc::rubrics);
    let columns = [
        (Rubric::name, 3),
        (Rubric::class, 2),
        (Rubric::share, 1),
        (Rubric::personas, 3),
        (Rubric::need, 5),
        (Rubric::formats, 3),
    ];
    out.rows(Rubric::TABLE, &columns, k::content_doc::rubrics);
    let shares = shares::shares(w);
    if shares.iter().any(|s| s.actual.is_some()) {
        let words = |n: Option<f64>| n.map_or_else(|| "—".into(), |n| l.percent(n, 0));
        let rows: Vec<(String, String, String)> =
            shares.iter().map(|s| (out.name(Rubric::TABLE, s.rubric), words(s.target), words(s.actual))).collect();
        let bars: Vec<shares::Bar> = shares
            .iter()
            .zip(&rows)
            .map(|(s, (name, target, actual))| shares::Bar {
                name: name.clone(),
                target: s.target,
                actual: s.actual,
                words: l.fill(k::content_doc::of_target, &[("actual", actual), ("target", target)]),
            })
            .collect();
        let said: Vec<String> = rows.iter().map(|(n, t, a)| format!("{n}: {a} / {t}")).collect();
        let title = l.t(k::content_doc::shares).to_owned();
        let mut data = vec![vec![l.t(k::content_doc::rubric).into(), l.t(k::content_doc::target).into(), l.t(k::content_doc::actual).into()]];
        data.extend(rows.into_iter().map(|(n, t, a)| vec![n, t, a]));
        out.figure(Figure {
            caption: title.clone(),
            drawing: shares::drawing(&bars, title, said.join("; ")),
            data,
            source: w.content.rubrics.first().map(|r| r.at(Rubric::share)),
        });
    }
}

/// The plan as one table per week.
fn plan(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.heading(2, k::content_doc::plan);
    if w.content.posts.is_empty() {
        out.missing_rows(Post::TABLE);
        return;
    }
    for week in calendar::weeks(w).into_iter().filter(|week| week.posts > 0) {
        let ids: Vec<RowId> = calendar::by_day(w)
            .range(week.monday..week.monday + Days::new(7))
            .flat_map(|(_, posts)| posts.clone())
            .collect();
        let caption = l.fill(
            k::content_doc::week,
            &[("from", &l.day_month(week.monday)), ("to", &l.date(week.monday + Days::new(6))), ("posts", &l.count(k::count::posts, week.posts))],
        );
        let rows = ids.iter().filter_map(|id| w.content.posts.iter().find(|p| p.id == *id)).map(|p| row(out, p)).collect();
        let columns = vec![
            Column::text(l.t(k::content::posts::date), 3),
            Column::text(l.t(k::content::posts::channel), 3),
            Column::text(l.t(k::content::posts::rubric), 3),
            Column::text(l.t(k::content::posts::title), 6),
            Column::text(l.t(k::content::posts::format), 2),
            Column::text(l.t(k::content::posts::personas), 3),
            Column::text(l.t(k::content::posts::status), 3),
        ];
        let source = ids.first().map(|id| Post::TABLE.cell(*id, Post::date));
        out.push(Block::Table { caption, columns, rows, source });
    }
    let undated: Vec<RowId> = w.content.posts.iter().filter(|p| p.date.value().is_none()).map(|p| p.id).collect();
    let caption = l.t(k::content_doc::undated).to_owned();
    out.some_rows(Post::TABLE, &undated, &[(Post::date, 2), (Post::channel, 3), (Post::rubric, 3), (Post::title, 6)], caption);
}

fn row(out: &Writer<'_>, p: &Post) -> Vec<String> {
    let l = out.l;
    let cell = |column| out.value(p.at(column)).unwrap_or_else(|| "—".into());
    let day = p.date.value().map_or_else(|| cell(Post::date), |d| {
        let time = p.time.value().map(|t| format!(", {}", l.time(t))).unwrap_or_default();
        format!("{} {}{time}", l.weekday_short(chrono::Datelike::weekday(&d)), l.day_month(d))
    });
    vec![day, cell(Post::channel), cell(Post::rubric), cell(Post::title), cell(Post::format), cell(Post::personas), cell(Post::status)]
}

fn topics(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    out.heading(2, k::content_doc::topics);
    if w.content.topics.is_empty() {
        out.missing_rows(Topic::TABLE);
        return;
    }
    let mut groups: Vec<Option<RowId>> = w.content.rubrics.iter().map(|r| Some(r.id)).collect();
    groups.push(None);
    for rubric in groups {
        let all: Vec<&Topic> = w.content.topics.iter().filter(|t| t.rubric == rubric).collect();
        let Some(first) = all.first() else { continue };
        let mut items: Vec<String> = all.iter().take(TOPICS).filter_map(|t| out.value(t.at(Topic::title))).collect();
        if all.len() > TOPICS {
            items.push(l.count(k::content_doc::more_topics, all.len() - TOPICS));
        }
        let title = rubric.map_or_else(|| l.t(k::content_doc::no_rubric).into(), |r| out.name(Rubric::TABLE, r));
        out.push(Block::List { title, items, source: Some(first.at(Topic::title)) });
    }
}

/// Posts that have a text, in the order they come out.
fn texts(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let ready: Vec<&Post> = calendar::in_order(w)
        .into_iter()
        .filter_map(|id| w.content.posts.iter().find(|p| p.id == id))
        .filter(|p| !p.body.trim().is_empty())
        .collect();
    if ready.is_empty() {
        return;
    }
    out.heading(2, k::content_doc::texts);
    for p in ready {
        let day = civil::parse_date(&p.date).map(|d| l.date(d)).or_else(|| out.value(p.at(Post::date)));
        let place = [day, out.value(p.at(Post::channel))].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let title = out.value(p.at(Post::title)).unwrap_or_else(|| l.t(k::field::nameless).into());
        out.title(3, title, Some(p.at(Post::title)));
        if !place.is_empty() {
            out.note(place);
        }
        let text = [p.hook.trim(), p.body.trim(), p.hashtags.trim()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n\n");
        out.push(Block::Text { text, source: Some(p.at(Post::body)) });
    }
}
