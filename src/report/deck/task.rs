//! The title, the task of the business, the people it is for.

use super::write::{Slides, way};
use super::{Block, Card, fit};
use crate::i18n::k;
use crate::kernel::Row as _;
use crate::modules::audience::{Persona, derive};
use crate::modules::brief::Brief;
use crate::modules::frame::Frame;
use crate::modules::goals::values::Way;
use crate::report::facts;

/// Personas on the slide.
const PEOPLE: usize = 4;

/// The title slide.
pub fn cover(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    out.start("cover", crate::report::title(w, l));
    out.left(Block::Cover {
        kind: l.t(k::doc::kind).into(),
        client: fit::clean(&facts::client(w).unwrap_or_default()),
        imprint: facts::imprint(w, l, out.today)
            .into_iter()
            .map(|(label, value)| (label, fit::clean(&value)))
            .filter(|(_, value)| !value.is_empty())
            .collect(),
    });
    out.say(l.t(k::deck_say::cover));
    if let Some(summary) = out.value(Frame::summary) {
        out.say(l.fill(k::deck_say::summary, &[("text", &summary)]));
    }
    out.end();
}

/// The business, what it wants and within what limits.
pub fn task(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    if out.hidden("brief") {
        return;
    }
    out.start("task", String::new());
    let goals = w.goals.business.iter();
    let goal = goals.filter(|_| !out.hidden("goals")).find_map(|b| {
        let line = way(l, &Way::of_goal(b, w.currency()))?;
        let what = fit::clean(if b.metric.trim().is_empty() {
            &b.title
        } else {
            &b.metric
        });
        let date = b.deadline.value().map(|d| l.date(d));
        Some(match date {
            _ if what.is_empty() => line,
            Some(date) => l.fill(
                k::deck::way_by,
                &[("what", &what), ("line", &line), ("date", &date)],
            ),
            None => l.fill(k::deck::way, &[("what", &what), ("line", &line)]),
        })
    });
    let mut cards = Vec::new();
    let company = out.value(Brief::company);
    let business = out.short(Brief::business, 16);
    if company.is_some() || business.is_some() {
        cards.push(Card {
            label: l.t(k::deck::business).into(),
            name: company.unwrap_or_default(),
            lines: business.into_iter().map(|b| (String::new(), b)).collect(),
        });
    }
    let wanted = out
        .short(Brief::smm_goal, 18)
        .or_else(|| out.short(Brief::business_goal, 18));
    if let Some(text) = wanted {
        cards.push(Card {
            label: l.t(k::deck::smm_task).into(),
            name: String::new(),
            lines: vec![(String::new(), text)],
        });
    }
    let mut lines = Vec::new();
    for (path, key) in [
        (Brief::promised_leads, k::deck::promised),
        (Brief::deadline, k::deck::until),
        (Brief::geography, k::deck::place),
    ] {
        if let Some(value) = out.short(path, 7) {
            lines.push((l.t(key).to_owned(), value));
        }
    }
    let budget = out.value(Brief::budget);
    if budget.is_some() || !lines.is_empty() {
        cards.push(Card {
            label: if budget.is_some() {
                l.t(k::deck::budget).into()
            } else {
                l.t(k::summary::frame).into()
            },
            name: budget.unwrap_or_default(),
            lines,
        });
    }
    if cards.is_empty() {
        return;
    }
    let said = out.value(Brief::business_goal);
    let title = goal
        .or_else(|| said.as_ref().map(|t| fit::words(t, 16).0))
        .unwrap_or_else(|| l.t(k::deck::task).into());
    out.title(title);
    out.left(Block::Cards(cards));
    out.say(l.t(k::deck_say::task));
    if let Some(goal) = said {
        out.keep(&out.label(Brief::business_goal), &goal);
    }
    out.end();
}

/// Personas as cards.
pub fn people(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let (people, strangers) = derive::split(w);
    if out.hidden("audience") || people.is_empty() {
        return;
    }
    out.start("people", String::new());
    let shown = people.len().min(PEOPLE);
    // About fifty words on all cards together.
    let most = if shown < 3 { 10 } else { 21 / shown };
    let mut names = Vec::new();
    let mut cards = Vec::new();
    for p in people.iter().take(PEOPLE) {
        let name = out.name(Persona::TABLE, p.id);
        let name = out.cut("", &name, 4);
        let share = p.weight.value().map(|n| l.percent(n, 1));
        names.push(match &share {
            Some(share) => format!("{name} ({share})"),
            None => name.clone(),
        });
        let mut lines = Vec::new();
        if let Some(role) = out.value(p.at(Persona::role)) {
            if shown < 3 {
                let role = out.cut(&name, &role, 8);
                lines.push((String::new(), role));
            } else {
                out.keep(&name, &role);
            }
        }
        let wants = out.short(p.at(Persona::job_want), most);
        lines.extend(wants.map(|t| (l.t(k::deck::wants).to_owned(), t)));
        for (column, key, list) in [
            (Persona::pains, k::deck::pain, &p.pains),
            (Persona::objections, k::deck::objection, &p.objections),
        ] {
            let Some(first) = list.iter().find(|t| !t.trim().is_empty()) else {
                continue;
            };
            if list.len() > 1 {
                let all = list.join("; ");
                let label = format!("{name} — {}", out.label(p.at(column)).to_lowercase());
                out.keep(&label, &fit::clean(&all));
            }
            // Two of three: with many people only what hurts.
            if column == Persona::pains || shown < 3 {
                let text = out.cut(&name, first, most);
                lines.push((l.t(key).to_owned(), text));
            }
        }
        cards.push(Card {
            label: derive::age(l, &fit::clean(&p.age_from), &fit::clean(&p.age_to))
                .unwrap_or_default(),
            name,
            lines,
        });
    }
    let n = l.count(k::count::personas, people.len());
    out.title(l.fill(k::deck::people, &[("n", &n), ("names", &names.join(", "))]));
    out.left(Block::Cards(cards));
    out.rest(k::deck_count::personas, people.len() - shown);
    out.say(l.t(k::deck_say::people));
    let proven = people.iter().filter(|p| p.status.is("validated")).count();
    out.say(l.count_with(
        k::deck_count::proven,
        proven,
        &[("of", &people.len().to_string())],
    ));
    if !strangers.is_empty() {
        let names: Vec<String> = strangers
            .iter()
            .map(|p| out.name(Persona::TABLE, p.id))
            .collect();
        out.say(l.fill(k::deck_say::strangers, &[("names", &l.join(&names))]));
    }
    out.end();
}
