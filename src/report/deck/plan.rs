//! Channels, rubrics and the plan.

use super::write::{Slides, first};
use super::{Block, Card, Table, fit};
use crate::i18n::k;
use crate::kernel::{Row as _, RowId, civil};
use crate::modules::channels::{Channel, facts};
use crate::modules::content::calendar::{cadence, dated, order, planned, week_words};
use crate::modules::content::shares::{Share, shares};
use crate::modules::content::{Post, Rubric, figure};
use crate::modules::sets::FORMAT;
use crate::report::facts::used;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Rows of the tables, without head and sum.
const ROWS: usize = 6;
/// Bars of the chart of rubrics.
const RUBRICS: usize = 8;
/// Columns of the plan by channels.
const CHANNELS: usize = 4;
/// Posts shown as examples.
const POSTS: usize = 3;
/// Formats named for a channel.
const FORMATS: usize = 3;

/// The name of a channel without what stands in brackets.
fn channel(out: &Slides<'_>, id: RowId) -> String {
    let name = fit::clean(&facts::plain_name(&out.name(Channel::TABLE, id)));
    match name.split_once(" (") {
        Some((short, rest)) if rest.ends_with(')') => short.to_owned(),
        _ => name,
    }
}

/// Channels: what part each plays, how often, in which formats.
pub fn channels(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let used = used(w);
    if out.hidden("channels") || used.is_empty() {
        return;
    }
    out.start("channels", String::new());
    let (shown, more) = first(&used, ROWS);
    let dash = || "—".to_owned();
    let rows = shown
        .iter()
        .map(|c| {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            let posts = w.content.posts.iter();
            for p in posts.filter(|p| planned(p) && p.channel == Some(c.id)) {
                let at = FORMAT.options.iter().position(|o| p.format.is(o.id));
                if let Some(at) = at {
                    *counts.entry(at).or_default() += 1;
                }
            }
            let mut formats: Vec<(usize, usize)> = counts.into_iter().collect();
            formats.sort_by_key(|(at, n)| (usize::MAX - n, *at));
            let formats: Vec<String> = formats
                .iter()
                .take(FORMATS)
                .map(|(at, _)| l.label(FORMAT.options[*at].label).to_lowercase())
                .collect();
            vec![
                channel(out, c.id),
                out.cell(c.at(Channel::role)),
                out.cell(c.at(Channel::per_week)),
                if formats.is_empty() {
                    dash()
                } else {
                    formats.join(", ")
                },
                out.cell(c.at(Channel::personas)),
            ]
        })
        .collect();
    let n = l.count(k::deck_count::channels, used.len());
    let week = cadence(&w.channels.channels).map(|n| l.amount(k::summary::per_week, n, 1));
    let main = used.iter().find(|c| c.role.is("main"));
    out.title(match (week, main) {
        (Some(week), Some(main)) => l.fill(
            k::deck::channels_main,
            &[("n", &n), ("week", &week), ("main", &channel(out, main.id))],
        ),
        (Some(week), None) => l.fill(k::deck::channels_week, &[("n", &n), ("week", &week)]),
        _ => n,
    });
    use k::channels::channels as c;
    let columns = out.columns([
        (k::channels_doc::channel, 5, false),
        (c::role, 4, false),
        (c::per_week, 3, true),
        (k::deck::formats, 6, false),
        (k::deck::for_whom, 5, false),
    ]);
    let caption = l.t(k::channels_doc::caption);
    out.left(Block::Table(Table::new(caption, columns, rows)));
    out.rest(k::deck_count::channels_more, more);
    out.say(l.t(k::deck_say::channels));
    for c in &shown {
        if let Some(why) = out.value(c.at(Channel::why)) {
            out.keep(&channel(out, c.id), &why);
        }
    }
    let refused: Vec<&Channel> = w
        .channels
        .channels
        .iter()
        .filter(|c| c.usage.is("no"))
        .collect();
    if !refused.is_empty() {
        let names: Vec<String> = refused.iter().map(|c| channel(out, c.id)).collect();
        out.say(l.fill(k::deck_say::refused, &[("names", &l.join(&names))]));
    }
    out.end();
}

/// Shares of the rubrics.
pub fn rubrics(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    if out.hidden("content") {
        return;
    }
    out.start("rubrics", String::new());
    let mut shares = shares(&w.content);
    let all = shares.rows.len();
    let most = shares
        .rows
        .iter()
        .fold(None::<Share>, |best, row| match best {
            Some(b) if b.posts >= row.posts => Some(b),
            _ => Some(*row),
        })
        .filter(|b| b.posts > 0);
    let more = all.saturating_sub(RUBRICS);
    if more > 0 {
        // The largest stay, in their order.
        let mut counts: Vec<usize> = shares.rows.iter().map(|r| r.posts).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(RUBRICS - 1).copied().unwrap_or(0);
        let mut left = RUBRICS - counts.iter().filter(|n| **n > least).count();
        shares.rows.retain(|r| {
            let tie = r.posts == least && left > 0;
            left -= usize::from(tie);
            r.posts > least || tie
        });
    }
    let name = |id: RowId| out.name(Rubric::TABLE, id);
    let (Some(figure), Some(most)) = (figure::figure(w, l, &shares, &name), most) else {
        return;
    };
    let title = l.fill(
        k::deck::rubrics,
        &[
            ("n", &l.count(k::deck_count::rubrics, all)),
            ("posts", &l.count(k::count::posts, shares.total)),
            ("most", &name(most.rubric)),
            ("share", &l.percent(most.actual, 0)),
        ],
    );
    out.title(title);
    out.left(Block::Chart(figure.drawing));
    out.rest(k::deck_count::rubrics_more, more);
    out.say(l.t(k::deck_say::rubrics));
    for r in &w.content.rubrics {
        if let Some(need) = out.value(r.at(Rubric::need)) {
            out.keep(&out.name(Rubric::TABLE, r.id), &need);
        }
    }
    out.end();
}

/// Posts by week and channel; by month when there are many weeks.
pub fn weeks(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let dated = dated(&w.content.posts);
    let days = || dated.iter().map(|(_, d)| *d);
    let (Some(from), Some(to)) = (days().min(), days().max()) else {
        return;
    };
    if out.hidden("content") {
        return;
    }
    out.start("plan", String::new());
    let mut weeks: Vec<NaiveDate> = days().map(civil::monday).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let by_month = weeks.len() > ROWS;
    let start = |d: NaiveDate| {
        if by_month {
            civil::month_start(d)
        } else {
            civil::monday(d)
        }
    };
    let mut channels: Vec<(RowId, usize)> = Vec::new();
    let mut counts: BTreeMap<NaiveDate, BTreeMap<Option<RowId>, usize>> = BTreeMap::new();
    for (post, day) in &dated {
        let known = post
            .channel
            .filter(|id| w.channels.channels.iter().any(|c| c.id == *id));
        *counts
            .entry(start(*day))
            .or_default()
            .entry(known)
            .or_default() += 1;
        if let Some(id) = known {
            match channels.iter_mut().find(|(c, _)| *c == id) {
                Some((_, n)) => *n += 1,
                None => channels.push((id, 1)),
            }
        }
    }
    // The busiest channels have columns, in the order of the channels.
    let rank = |id: &RowId| w.channels.channels.iter().position(|c| c.id == *id);
    channels.sort_by_key(|(id, n)| (usize::MAX - n, rank(id)));
    channels.truncate(CHANNELS);
    channels.sort_by_key(|(id, _)| rank(id));
    let shown: Vec<RowId> = channels.iter().map(|(id, _)| *id).collect();
    #[allow(clippy::cast_precision_loss)]
    let number = |n: usize| {
        if n == 0 {
            "—".to_owned()
        } else {
            l.number(n as f64, 0)
        }
    };
    let line = |name: String, of: &dyn Fn(Option<Option<RowId>>) -> usize| {
        let all = of(None);
        let mut row = vec![name];
        let mut told = 0;
        for id in &shown {
            let n = of(Some(Some(*id)));
            told += n;
            row.push(number(n));
        }
        row.push(number(all - told));
        row.push(number(all));
        row
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (day, by) in counts.iter().take(ROWS) {
        let name = if by_month {
            l.month(*day)
        } else {
            week_words(l, *day)
        };
        rows.push(line(name, &|id| match id {
            Some(id) => by.get(&id).copied().unwrap_or(0),
            None => by.values().sum(),
        }));
    }
    rows.push(line(l.t(k::deck::total).into(), &|id| {
        let parts = counts.values();
        match id {
            Some(id) => parts.filter_map(|by| by.get(&id)).sum(),
            None => dated.len(),
        }
    }));
    let mut head = vec![
        l.t(if by_month {
            k::deck::month
        } else {
            k::content::doc::week
        })
        .to_owned(),
    ];
    head.extend(shown.iter().map(|id| channel(out, *id)));
    head.push(l.t(k::deck::other).into());
    head.push(l.t(k::deck::total).into());
    // The column of the rest only when something is in it.
    let rest = shown.len() + 1;
    if rows.iter().all(|r| r[rest] == "—") {
        head.remove(rest);
        for row in &mut rows {
            row.remove(rest);
        }
    }
    let columns = head.into_iter().enumerate();
    let columns = columns.map(|(i, head)| (head, if i == 0 { 5 } else { 3 }, i > 0));
    out.left(Block::Table(Table {
        total: true,
        ..Table::new(l.t(k::content::doc::weeks_caption), columns, rows)
    }));
    out.rest(k::deck_count::periods, counts.len().saturating_sub(ROWS));
    let posts = l.count(k::count::posts, dated.len());
    let a = if from.year() == to.year() && from != to {
        l.day_month(from)
    } else {
        l.date(from)
    };
    let b = l.date(to);
    let values = [("posts", posts.as_str()), ("from", &a), ("to", &b)];
    out.title(if from == to {
        l.fill(k::deck::plan_day, &values)
    } else {
        l.fill(k::deck::plan, &values)
    });
    out.say(l.t(k::deck_say::plan));
    if let Some(n) = cadence(&w.channels.channels) {
        let week = l.amount(k::summary::per_week, n, 1);
        out.say(l.fill(k::deck_say::cadence, &[("week", &week)]));
    }
    out.end();
}

/// Some posts as they will read: of different rubrics, in the order of the plan.
pub fn posts(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    if out.hidden("content") {
        return;
    }
    let titled = |p: &&&Post| planned(p) && !p.title.trim().is_empty();
    let ordered = order(&w.content.posts);
    let all: Vec<&Post> = ordered.iter().filter(titled).copied().collect();
    let mut chosen: Vec<&Post> = Vec::new();
    // Those with a first line show most.
    let mut sorted: Vec<&&Post> = all.iter().collect();
    sorted.sort_by_key(|p| p.hook.trim().is_empty());
    for p in sorted.iter().take(400) {
        let new = |of: &dyn Fn(&Post) -> Option<RowId>| chosen.iter().all(|c| of(c) != of(p));
        if chosen.len() < POSTS && (new(&|p| p.rubric) || p.rubric.is_none() && new(&|p| p.channel))
        {
            chosen.push(p);
        }
    }
    chosen.sort_by_key(|p| all.iter().position(|a| a.id == p.id));
    if chosen.is_empty() {
        return;
    }
    #[allow(clippy::cast_precision_loss)]
    let of = l.number(
        w.content.posts.iter().filter(|p| planned(p)).count() as f64,
        0,
    );
    out.start(
        "posts",
        l.count_with(k::deck_count::examples, chosen.len(), &[("of", &of)]),
    );
    let mut cards = Vec::new();
    for p in &chosen {
        let label: Vec<String> = [
            p.date.value().map(|d| l.day_month(d)),
            p.channel.map(|id| channel(out, id)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let title = out.cell(p.at(Post::title));
        let mut lines = Vec::new();
        if let Some(hook) = out.value(p.at(Post::hook)) {
            let hook = out.cut(&title, &hook, 8);
            lines.push((String::new(), l.fill(k::deck::quoted, &[("text", &hook)])));
        }
        let rubric = p.rubric.map(|id| Rubric::TABLE.cell(id, Rubric::name));
        if let Some(rubric) = rubric.and_then(|path| out.short(path, 6)) {
            lines.push((l.t(k::content::doc::rubric).to_owned(), rubric));
        }
        let name = out.cut(&title, &title, 9);
        cards.push(Card {
            label: label.join(" · "),
            name,
            lines,
        });
        if let Some(body) = out.value(p.at(Post::body)) {
            out.keep(&title, &body);
        }
    }
    out.left(Block::Cards(cards));
    out.say(l.t(k::deck_say::posts));
    out.end();
}
