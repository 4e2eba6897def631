//! The plan of publications in the document: posts by week against the cadence of the channels, then
//! one table per week.

use super::Post;
use super::calendar::{cadence, order, planned, week_words, weeks};
use crate::document::row_complete;
use crate::i18n::k;
use crate::kernel::{Block, Column, Field, Path, Row, RowId, TablePath, civil};
use crate::report::Writer;
use chrono::Datelike;

/// Marks the core cells of a row that have no answer.
pub fn missing_cells(out: &mut Writer<'_>, table: TablePath, row: RowId, columns: &[Field]) {
    for column in columns.iter().filter(|c| c.core) {
        out.missing(table.cell(row, column.id));
    }
}

/// A table without the columns that are blank in every row.
pub fn push_table(
    out: &mut Writer<'_>,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    source: Option<Path>,
) {
    let keep: Vec<bool> = (0..columns.len())
        .map(|i| i == 0 || rows.iter().any(|r| r[i] != "—"))
        .collect();
    let kept = |i: &usize| keep.get(*i) == Some(&true);
    let columns = columns
        .into_iter()
        .enumerate()
        .filter(|(i, _)| kept(i))
        .map(|(_, c)| c)
        .collect();
    let rows = rows
        .into_iter()
        .map(|r| {
            r.into_iter()
                .enumerate()
                .filter(|(i, _)| kept(i))
                .map(|(_, c)| c)
                .collect()
        })
        .collect();
    out.push(Block::Table {
        caption,
        columns,
        rows,
        source,
    });
}

/// A cell of a post as the document shows it. Read from the post at hand: looking each cell up by its
/// address would walk the whole table every time.
pub fn shown(out: &Writer<'_>, post: &Post, column: &str) -> Option<String> {
    let field = Post::COLUMNS.iter().find(|f| f.id == column)?;
    let cell = post.as_record().get(column).filter(|c| !c.is_empty())?;
    Some(out.show(field, cell))
}

/// The part of the section.
pub fn plan(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let posts = &w.content.posts;
    if posts.is_empty() {
        out.missing_rows(Post::TABLE);
        return;
    }
    out.heading(2, k::content::doc::plan);
    let counts = weeks(posts);
    let asked = cadence(&w.channels.channels);
    if counts.len() > 1 {
        let rows = counts
            .iter()
            .map(|(monday, n)| {
                #[allow(clippy::cast_precision_loss)]
                let number = l.number(*n as f64, 0);
                vec![
                    week_words(l, *monday),
                    number,
                    asked.map_or_else(|| "—".into(), |a| l.number(a, 1)),
                ]
            })
            .collect();
        let columns = vec![
            Column::text(l.t(k::content::doc::week), 4),
            Column::number(l.t(k::content::doc::posts), 2),
            Column::number(l.t(k::content::doc::asked), 2),
        ];
        push_table(
            out,
            l.t(k::content::doc::weeks_caption).into(),
            columns,
            rows,
            None,
        );
    }
    let ordered = order(posts);
    for monday in counts.keys() {
        let week: Vec<&Post> = ordered
            .iter()
            .copied()
            .filter(|p| planned(p) && p.date.value().is_some_and(|d| civil::monday(d) == *monday))
            .collect();
        plan_table(
            out,
            l.fill(
                k::content::doc::week_caption,
                &[("week", &week_words(l, *monday))],
            ),
            &week,
        );
    }
    let loose: Vec<&Post> = posts
        .iter()
        .filter(|p| planned(p) && p.date.value().is_none())
        .collect();
    if !loose.is_empty() {
        plan_table(out, l.t(k::content::doc::undated_caption).into(), &loose);
    }
    let place = Post::TABLE.to_string();
    for post in ordered
        .iter()
        .filter(|p| planned(p) && !row_complete(**p, &place))
    {
        missing_cells(out, Post::TABLE, post.id, Post::COLUMNS);
    }
}

fn plan_table(out: &mut Writer<'_>, caption: String, posts: &[&Post]) {
    let l = out.l;
    let rows: Vec<Vec<String>> = posts
        .iter()
        .map(|p| {
            let when = match (p.date.value(), p.time.value()) {
                (Some(d), Some(t)) => format!(
                    "{}, {}\n{}",
                    l.weekday_short(d.weekday()),
                    l.day_month(d),
                    l.time(t)
                ),
                (Some(d), None) => format!("{}, {}", l.weekday_short(d.weekday()), l.day_month(d)),
                (None, _) => "—".into(),
            };
            let value = |c| shown(out, p, c).unwrap_or_else(|| "—".into());
            // Two facts to a cell, one under the other: eight columns would break words on paper.
            let both = |a, b| {
                let parts: Vec<String> = [a, b]
                    .into_iter()
                    .filter_map(|c| shown(out, p, c))
                    .collect();
                if parts.is_empty() {
                    "—".into()
                } else {
                    parts.join("\n")
                }
            };
            vec![
                when,
                both(Post::channel, Post::format),
                both(Post::title, Post::rubric),
                both(Post::personas, Post::stage),
                value(Post::cta),
                both(Post::status, Post::owner),
            ]
        })
        .collect();
    let columns = vec![
        Column::text(l.t(k::content::doc::when), 4),
        Column::text(l.t(k::content::doc::channel_format), 5),
        Column::text(l.t(k::content::doc::title_rubric), 8),
        Column::text(l.t(k::content::doc::personas_stage), 5),
        Column::text(l.t(k::content::posts::cta), 4),
        Column::text(l.t(k::content::doc::status_owner), 5),
    ];
    push_table(
        out,
        caption,
        columns,
        rows,
        posts.first().map(|p| p.at(Post::date)),
    );
}
