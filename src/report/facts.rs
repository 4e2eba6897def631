//! What the summary, the single page and the slides all tell of a strategy: each fact is found and put into words once.

use super::Writer;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Path, Row, text};
use crate::modules::Workbook;
use crate::modules::audience::{Persona, derive};
use crate::modules::brief::Brief;
use crate::modules::channels::Channel;
use crate::modules::competitors::Takeaway;
use crate::modules::content::Rubric;
use crate::modules::frame::period::Period;
use crate::modules::goals::Kpi;
use chrono::NaiveDate;

/// Money and dates that were agreed on.
pub const TERMS: [Path; 4] = [
    Brief::budget,
    Brief::budget_ads,
    Brief::promised_leads,
    Brief::deadline,
];

/// The lines below a title: period, author, date. An author's name is one line.
pub fn imprint(w: &Workbook, l: Locale, today: NaiveDate) -> Vec<(String, String)> {
    let period = Period::of(&w.frame).map(|p| format!("{} — {}", l.date(p.start), l.date(p.end)));
    let author = Some(w.frame.author.trim().to_owned()).filter(|a| !a.is_empty());
    [
        (k::doc::period, period),
        (k::doc::author, author),
        (k::doc::date, Some(l.date(today))),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((l.t(key).to_owned(), value?)))
    .collect()
}

/// For whom the document is, unless its title says so already.
pub fn client(w: &Workbook) -> Option<String> {
    let name = w.brief.company.trim();
    (!name.is_empty() && name != w.frame.project.trim()).then(|| name.to_owned())
}

/// The KPIs of the two upper levels as a table of at most so many, and how many are left out; all of them when no levels
/// are set. `weight` is that of the names, `most` letters are left of a cell.
pub fn kpis(out: &Writer<'_>, rows: usize, weight: u8, most: usize) -> Option<(Block, usize)> {
    let (w, l) = (out.w, out.l);
    let upper = |kpi: &&Kpi| kpi.level.is("north") || kpi.level.is("primary");
    let mut chosen: Vec<&Kpi> = w.goals.kpis.iter().filter(upper).collect();
    if chosen.is_empty() {
        chosen = w.goals.kpis.iter().collect();
    }
    let source = Some(chosen.first()?.at(Kpi::target));
    let left = chosen.len().saturating_sub(rows);
    let rows = chosen
        .iter()
        .take(rows)
        .map(|kpi| {
            let cell = |column| {
                let value = out.value(kpi.at(column));
                value.map_or_else(|| "—".into(), |v| text::excerpt(&v, most))
            };
            vec![
                text::excerpt(&out.name(Kpi::TABLE, kpi.id), most.saturating_mul(2)),
                cell(Kpi::baseline),
                cell(Kpi::target),
                cell(Kpi::deadline),
            ]
        })
        .collect();
    let columns = vec![
        Column::text(l.t(k::summary::kpi), weight),
        Column::number(l.t(k::goals::kpis::baseline), 2),
        Column::number(l.t(k::goals::kpis::target), 2),
        Column::text(l.t(k::goals::kpis::deadline), 3),
    ];
    let table = Block::Table {
        caption: l.t(k::summary::kpis).into(),
        columns,
        rows,
        source,
    };
    Some((table, left))
}

/// Personas with a name whom the strategy addresses: who it is and what they want.
pub fn people(out: &Writer<'_>) -> Vec<(String, Path)> {
    let l = out.l;
    let person = |p: &&Persona| {
        let value = |column| out.value(p.at(column));
        let name = value(Persona::name)?;
        let role = value(Persona::role).map_or_else(String::new, |r| format!(", {r}"));
        let job = value(Persona::job_want)
            .map_or_else(String::new, |j| l.fill(k::summary::wants, &[("job", &j)]));
        Some((format!("{name}{role}{job}"), p.at(Persona::name)))
    };
    derive::split(out.w).0.iter().filter_map(person).collect()
}

/// Channels that are used.
pub fn used(w: &Workbook) -> Vec<&Channel> {
    w.channels.channels.iter().filter(|c| c.used()).collect()
}

/// The same in words: a name of at most so many letters, and how often.
pub fn channels(out: &Writer<'_>, most: usize) -> Vec<(String, Path)> {
    used(out.w)
        .iter()
        .map(|c| {
            let name = text::excerpt(&out.name(Channel::TABLE, c.id), most);
            let often = c.per_week.value().map_or_else(String::new, |n| {
                format!(" — {}", out.l.amount(k::summary::per_week, n, 1))
            });
            (name + &often, c.at(Channel::platform))
        })
        .collect()
}

/// Rubrics with a name: name, share in words, place.
pub fn rubrics(out: &Writer<'_>) -> Vec<(String, Option<String>, Path)> {
    let rows = out.w.content.rubrics.iter();
    rows.filter_map(|r| {
        let at = r.at(Rubric::name);
        let share = r.share.value().map(|s| out.l.percent(s, 1));
        Some((out.value(at)?, share, at))
    })
    .collect()
}

/// What was decided after looking at the market.
pub fn decided(w: &Workbook) -> Vec<&Takeaway> {
    let all = w.competitors.takeaways.iter();
    all.filter(|t| !t.decision.trim().is_empty()).collect()
}

/// The same in words.
pub fn decisions(w: &Workbook) -> Vec<(String, Path)> {
    let word = |t: &Takeaway| (t.decision.trim().to_owned(), t.at(Takeaway::decision));
    decided(w).into_iter().map(word).collect()
}
