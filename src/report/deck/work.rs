//! Money and hands, risks, and what we ask for.

use super::write::{Slides, first};
use super::{Block, Table, chart, fit};
use crate::i18n::k;
use crate::kernel::Row as _;
use crate::modules::brief::budget::Split;
use crate::modules::brief::{Access, Brief, Debrief};
use crate::modules::frame::period::Period;
use crate::modules::frame::{Frame, Review, Role};
use crate::review::practice::practising;
use crate::review::{self, Severity};

/// Roles in the table.
const ROLES: usize = 5;
/// Things asked for.
const ASKS: usize = 5;

/// How the budget is split, and who has how many hours.
pub fn money(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    out.start("money", String::new());
    out.say(l.t(k::deck_say::budget));
    let told = |r: &&Role| !r.name.trim().is_empty() || r.hours.value().is_some();
    let team = w.frame.team.iter().filter(|_| !out.hidden("frame"));
    let team: Vec<&Role> = team.filter(told).collect();
    let split = Split::of(&w.brief);
    let currency = w.currency();
    let total = split.total.map(|t| l.money(t, currency));
    let mut title = None;
    if !out.hidden("brief") {
        if split.sum().is_some_and(|s| s > 0) {
            let bars: Vec<chart::Bar> = split
                .parts
                .iter()
                .filter_map(|p| {
                    let minor = p.minor.filter(|m| *m > 0)?;
                    let share = split.share(minor)?;
                    Some(chart::Bar {
                        name: l.t(p.name).to_owned(),
                        value: format!("{} · {}", l.money(minor, currency), l.percent(share, 1)),
                        part: share / 100.0,
                    })
                })
                .collect();
            let drawing = chart::bars(
                l.t(k::brief_budget::figure),
                &bars,
                if team.is_empty() { 600.0 } else { 350.0 },
            );
            out.left(Block::Chart(drawing));
            out.say(split.words(l, currency));
        } else if let Some(total) = &total {
            out.left(Block::Numbers(vec![(
                total.clone(),
                l.t(k::deck::budget).into(),
            )]));
        }
        let weeks = Period::of(&w.frame).map(|p| p.weeks_text(l));
        let ads = split.parts.get(1).and_then(|p| p.minor).filter(|m| *m > 0);
        title = match (&total, weeks, ads) {
            (Some(total), Some(weeks), Some(ads)) => Some(l.fill(
                k::deck::money_ads,
                &[
                    ("total", total),
                    ("weeks", &weeks),
                    ("ads", &l.money(ads, currency)),
                ],
            )),
            (Some(total), Some(weeks), None) => {
                Some(l.fill(k::deck::money, &[("total", total), ("weeks", &weeks)]))
            }
            (Some(total), None, _) => Some(l.fill(k::deck::money_bare, &[("total", total)])),
            _ => None,
        };
    }
    if !team.is_empty() {
        let hours: Vec<f64> = team.iter().filter_map(|r| r.hours.value()).collect();
        let sum: f64 = hours.iter().sum();
        let (shown, more) = first(&team, ROLES);
        let mut rows: Vec<Vec<String>> = shown
            .iter()
            .map(|r| {
                let name = out.name(Role::TABLE, r.id);
                let who = out.value(r.at(Role::person));
                vec![
                    who.map_or(name.clone(), |who| format!("{name}: {who}")),
                    out.cell(r.at(Role::hours)),
                ]
            })
            .collect();
        let said = l.amount(k::deck_count::hours, sum, 1);
        let whole = hours.len() == team.len();
        let total = whole && more == 0 && team.len() > 1;
        if total {
            rows.push(vec![l.t(k::deck::total).into(), l.number(sum, 1)]);
        }
        out.split(0.56);
        let columns = out.columns([(k::deck::who, 5, false), (k::deck::hours, 3, true)]);
        out.right(Block::Table(Table {
            total,
            ..Table::new(l.t(k::frame_doc::team), columns, rows)
        }));
        if more > 0 {
            out.right(Block::More(l.count(k::deck_count::roles, more)));
        }
        if whole && sum > 0.0 {
            out.say(l.fill(k::deck_say::team, &[("hours", &said)]));
            title = title.or_else(|| Some(l.fill(k::deck::team, &[("hours", &said)])));
        }
    }
    out.title(title.unwrap_or_else(|| l.t(k::deck::means).into()));
    out.end();
}

/// Risks, and the review when the user hands it over with the document.
pub fn risks(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let all: Vec<String> = w
        .frame
        .risks
        .iter()
        .map(|r| fit::clean(r))
        .filter(|r| !r.is_empty())
        .collect();
    let all = if out.hidden("frame") { Vec::new() } else { all };
    // Whoever looks for mistakes is told nothing.
    let reviewed = w.desk.with_review && !practising(w);
    if all.is_empty() && !reviewed {
        return;
    }
    out.start("risks", String::new());
    let label = out.label(Frame::risks);
    let (shown, more) = first(&all, 4);
    let most = if reviewed { 10 } else { 15 };
    let shown: Vec<String> = shown.iter().map(|r| out.cut(&label, r, most)).collect();
    if !shown.is_empty() {
        out.left(Block::Points(String::new(), shown));
        out.rest(k::deck_count::risks_more, more);
        out.say(l.t(k::deck_say::risks));
        for risk in all.iter().skip(4) {
            out.keep(&label, risk);
        }
    }
    let mut title = l.count(k::deck_count::risks, all.len());
    if reviewed {
        let review = review::review(w, out.today);
        let score = review.score(w, None);
        let verdict = l.t(review.verdict(w).key());
        let mut numbers = Vec::new();
        if let Some(points) = score.points {
            numbers.push((points.to_string(), l.t(k::deck::points).to_owned()));
        }
        out.split(0.6);
        if !numbers.is_empty() {
            out.right(Block::Numbers(numbers));
        }
        let counts: Vec<String> = Severity::ALL
            .into_iter()
            .zip(review.counts(w))
            .filter(|(_, n)| *n > 0)
            .map(|(s, n)| l.count(s.count_key(), n))
            .collect();
        out.right(Block::Points(
            verdict.to_owned(),
            if counts.is_empty() {
                vec![l.t(k::review_page::none).to_owned()]
            } else {
                counts
            },
        ));
        title = if all.is_empty() {
            l.fill(k::deck::review_alone, &[("verdict", verdict)])
        } else {
            l.fill(
                k::deck::risks_review,
                &[("risks", &title), ("verdict", verdict)],
            )
        };
        out.say(l.fill(k::deck_say::review, &[("score", &score.words(l))]));
        for f in review.findings(w).into_iter().take(5) {
            out.keep(f.rule.code, &fit::clean(&f.words(w, l)));
        }
    }
    out.title(title);
    out.end();
}

/// What is asked of the client, and when we meet again.
pub fn next(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    out.start("next", String::new());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let dash = || "—".to_owned();
    if !out.hidden("brief") {
        let open = w
            .brief
            .debrief
            .iter()
            .filter(|d| !d.state.is("answered") && !d.question.trim().is_empty());
        for d in open {
            rows.push(vec![
                l.t(k::deck::answer).into(),
                out.cell(d.at(Debrief::question)),
                out.value(Brief::approver).unwrap_or_else(dash),
            ]);
        }
        let wanted = w
            .brief
            .accesses
            .iter()
            .filter(|a| !matches!(a.state.id(), "received" | "checked"))
            .filter(|a| !a.name.trim().is_empty());
        for a in wanted {
            rows.push(vec![
                l.t(k::deck::access).into(),
                out.cell(a.at(Access::name)),
                out.cell(a.at(Access::who)),
            ]);
        }
    }
    let asks = rows.len();
    let (mut rows, more) = first(&rows, ASKS - 1);
    if !out.hidden("brief")
        && let Some(hours) = w.brief.approval_hours.value()
    {
        let hours = l.amount(k::deck_count::approval, hours, 1);
        rows.push(vec![
            l.t(k::deck::approve).into(),
            match w.brief.rounds.value() {
                Some(n) => format!("{hours}, {}", l.amount(k::deck_count::rounds, n, 1)),
                None => hours,
            },
            out.value(Brief::approver).unwrap_or_else(dash),
        ]);
    }
    let mut meetings: Vec<&Review> = w.frame.reviews.iter().collect();
    meetings.retain(|r| r.date.value().is_some_and(|d| d >= out.today));
    meetings.sort_by_key(|r| r.date.value());
    let meeting = meetings.first().copied().filter(|_| !out.hidden("frame"));
    let mut met = None;
    if let Some(r) = meeting
        && let Some(day) = r.date.value()
    {
        let topic = out.value(r.at(Review::topic));
        rows.push(vec![
            l.t(k::deck::meet).into(),
            topic.clone().unwrap_or_else(dash),
            l.date(day),
        ]);
        met = Some((l.date(day), topic));
    }
    if rows.is_empty() {
        return;
    }
    let start = w.frame.start.value().filter(|d| *d >= out.today);
    out.title(match (asks, start, &met) {
        (0, _, Some((day, _))) => l.fill(k::deck::next_meeting, &[("date", day)]),
        (0, ..) => l.t(k::deck::next).into(),
        (n, Some(start), _) => l.count_with(k::deck_count::asks_by, n, &[("date", &l.date(start))]),
        (n, None, _) => l.count(k::deck_count::asks, n),
    });
    let columns = out.columns([
        (k::deck::what, 3, false),
        (k::deck::details, 8, false),
        (k::deck::who_when, 4, false),
    ]);
    let caption = l.t(k::deck::next);
    out.left(Block::Table(Table::new(caption, columns, rows)));
    out.rest(k::deck_count::asks_more, more);
    out.say(l.t(k::deck_say::next));
    for r in meetings.iter().skip(1).take(4) {
        if let Some(day) = r.date.value() {
            out.keep(&l.date(day), &out.cell(r.at(Review::topic)));
        }
    }
    out.end();
}
