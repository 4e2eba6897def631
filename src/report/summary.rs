//! The executive summary: one page made from the data, nothing asked twice.

use super::Writer;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Row};
use crate::modules::Workbook;
use crate::modules::audience::Persona;
use crate::modules::brief::Brief;
use crate::modules::channels::Channel;
use crate::modules::competitors::Takeaway;
use crate::modules::content::{Post, Rubric};
use crate::modules::frame::Frame;
use crate::modules::goals::Kpi;

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
    kpis(&mut out);
    people(&mut out);
    channels(&mut out);
    content(&mut out);
    decisions(&mut out);
    let money: Vec<_> = [
        Brief::budget,
        Brief::budget_ads,
        Brief::promised_leads,
        Brief::deadline,
    ]
    .into_iter()
    .filter_map(|p| out.fact(p))
    .collect();
    if !money.is_empty() {
        out.heading(3, k::summary::frame);
        out.push(Block::Facts(money));
    }
    out.finish()
}

/// The KPIs of the two upper levels; all of them when no levels are set.
fn kpis(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let upper = |kpi: &&Kpi| kpi.level.is("north") || kpi.level.is("primary");
    let mut chosen: Vec<&Kpi> = w.goals.kpis.iter().filter(upper).collect();
    if chosen.is_empty() {
        chosen = w.goals.kpis.iter().collect();
    }
    let rows: Vec<Vec<String>> = chosen
        .iter()
        .take(6)
        .map(|kpi| {
            let cell = |column| out.value(kpi.at(column)).unwrap_or_else(|| "—".into());
            vec![
                out.name(Kpi::TABLE, kpi.id),
                cell(Kpi::baseline),
                cell(Kpi::target),
                cell(Kpi::deadline),
            ]
        })
        .collect();
    if let Some(first) = chosen.first() {
        let columns = vec![
            Column::text(l.t(k::summary::kpi), 5),
            Column::number(l.t(k::goals::kpis::baseline), 2),
            Column::number(l.t(k::goals::kpis::target), 2),
            Column::text(l.t(k::goals::kpis::deadline), 3),
        ];
        out.push(Block::Table {
            caption: l.t(k::summary::kpis).into(),
            columns,
            rows,
            source: Some(first.at(Kpi::target)),
        });
    }
}

fn people(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let items: Vec<String> = w
        .audience
        .personas
        .iter()
        .filter(|p| !p.anti)
        .filter_map(|p| {
            let name = out.value(p.at(Persona::name))?;
            let role = out
                .value(p.at(Persona::role))
                .map(|r| format!(", {r}"))
                .unwrap_or_default();
            let job = out
                .value(p.at(Persona::job_want))
                .map(|j| l.fill(k::summary::wants, &[("job", &j)]))
                .unwrap_or_default();
            Some(format!("{name}{role}{job}"))
        })
        .collect();
    if let (false, Some(first)) = (items.is_empty(), w.audience.personas.first()) {
        out.push(Block::List {
            title: l.t(k::summary::people).into(),
            items,
            source: Some(first.at(Persona::name)),
        });
    }
}

fn channels(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let used: Vec<&Channel> = w
        .channels
        .channels
        .iter()
        .filter(|c| c.usage.is("yes"))
        .collect();
    let items: Vec<String> = used
        .iter()
        .map(|c| {
            let name = out.name(Channel::TABLE, c.id);
            match c.per_week.value() {
                Some(n) => format!("{name} — {}", l.amount(k::summary::per_week, n, 1)),
                None => name,
            }
        })
        .collect();
    if let Some(first) = used.first() {
        out.push(Block::List {
            title: l.t(k::summary::channels).into(),
            items,
            source: Some(first.at(Channel::platform)),
        });
    }
}

fn content(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let dates: Vec<_> = w
        .content
        .posts
        .iter()
        .filter_map(|p| p.date.value())
        .collect();
    let (Some(from), Some(to)) = (dates.iter().min(), dates.iter().max()) else {
        return;
    };
    let rubrics: Vec<String> = w
        .content
        .rubrics
        .iter()
        .filter_map(|r| {
            let name = out.value(r.at(Rubric::name))?;
            Some(match r.share.value() {
                Some(share) => format!("{name} ({})", l.percent(share, 1)),
                None => name,
            })
        })
        .collect();
    let posts = l.count(k::count::posts, w.content.posts.len());
    let when = format!("{} — {}", l.date(*from), l.date(*to));
    let text = l.fill(
        k::summary::content,
        &[
            ("posts", &posts),
            ("when", &when),
            ("rubrics", &rubrics.join(", ")),
        ],
    );
    out.title(3, l.t(k::summary::plan), None);
    out.push(Block::Text {
        text,
        source: w.content.posts.first().map(|p| p.at(Post::date)),
    });
}

fn decisions(out: &mut Writer<'_>) {
    let l = out.l;
    let taken: Vec<&Takeaway> = out
        .w
        .competitors
        .takeaways
        .iter()
        .filter(|t| !t.decision.trim().is_empty())
        .take(DECISIONS)
        .collect();
    if let Some(first) = taken.first() {
        out.push(Block::List {
            title: l.t(k::summary::decisions).into(),
            items: taken.iter().map(|t| t.decision.trim().to_owned()).collect(),
            source: Some(first.at(Takeaway::decision)),
        });
    }
}
