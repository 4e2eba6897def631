//! The market: a comparison, what nobody covers, what is promised and decided against that.

use super::write::{Slides, first};
use super::{Block, Table, fit};
use crate::i18n::k;
use crate::kernel::Row as _;
use crate::modules::brief::Brief;
use crate::modules::competitors::measure::{
    self, brand, comparable, formula, is_own, median, ordered, own, rivals,
};
use crate::modules::competitors::{Competitor, Gap, Takeaway, map};
use crate::modules::review::Decision;
use crate::report::facts;

/// Brands in the comparison, ours among them.
const BRANDS: usize = 6;

/// The comparison and our conclusion.
pub fn competitors(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    let brands = ordered(w);
    let others = rivals(w).count();
    if out.hidden("competitors") || others == 0 {
        return;
    }
    out.start("competitors", String::new());
    let main = formula(w);
    let columns = [
        Competitor::followers,
        Competitor::posts_per_week,
        Competitor::er,
        Competitor::response_hours,
    ];
    let columns: Vec<&'static str> = columns
        .into_iter()
        .filter(|c| brands.iter().any(|b| measure::figure(b, c).is_some()))
        .collect();
    let mut marked = false;
    let (shown, more) = first(&brands, BRANDS);
    let mut rows = Vec::new();
    for b in &shown {
        let kind = out.cell(Competitor::TABLE.cell(b.id, Competitor::kind));
        let mut row = vec![fit::clean(&brand(b, l)), kind];
        for column in &columns {
            let mut cell = out.cell(Competitor::TABLE.cell(b.id, column));
            // Rates of another formula are not compared, and neither are they here.
            if *column == Competitor::er
                && b.er.value().is_some()
                && comparable(b, column, main.as_deref()).is_none()
            {
                cell.push_str("\u{a0}*");
                marked = true;
            }
            row.push(cell);
        }
        rows.push(row);
    }
    let words = [(Competitor::name, 5, false), (Competitor::kind, 5, false)];
    let numbers = columns.into_iter().map(|c| (c, 3, true));
    let columns = words.into_iter().chain(numbers);
    let columns = columns.map(|(c, weight, numeric)| {
        let head = measure::measure(l, c).to_owned();
        (head, weight, numeric)
    });
    out.left(Block::Table(Table {
        own: shown.first().filter(|b| is_own(b)).map(|_| 0),
        ..Table::new(l.t(k::competitors_doc::matrix), columns, rows)
    }));
    let ours = own(w).and_then(|b| comparable(b, Competitor::er, main.as_deref()));
    let count = l.count(k::deck_count::rivals_of, others);
    let title = match (ours, median(w, Competitor::er)) {
        (Some(ours), Some(theirs)) => l.fill(
            match measure::shown(l, Competitor::er, ours) {
                same if same == measure::shown(l, Competitor::er, theirs) => k::deck::er_even,
                _ if ours > theirs => k::deck::er_ahead,
                _ => k::deck::er_behind,
            },
            &[
                ("own", &measure::shown(l, Competitor::er, ours)),
                ("n", &count),
                ("median", &measure::shown(l, Competitor::er, theirs)),
            ],
        ),
        _ => l.count(k::deck_count::rivals, others),
    };
    out.title(title);
    let decided = facts::decided(w);
    let conclusion = decided
        .first()
        .and_then(|t| out.short(t.at(Takeaway::decision), 22));
    if let Some(text) = conclusion {
        out.left(Block::Note(l.fill(k::deck::conclusion, &[("text", &text)])));
    }
    out.say(l.t(k::deck_say::competitors));
    if let Some(medians) = measure::medians_text(w, l, k::competitors_doc::medians) {
        out.say(medians);
    }
    if marked {
        out.say(l.t(k::competitors_doc::other_mark));
    }
    if more > 0 {
        out.say(l.count(k::deck_count::brands, more));
    }
    for t in decided.iter().take(6) {
        out.keep(&fit::clean(&t.finding), &fit::clean(&t.decision));
    }
    out.end();
}

/// What nobody covers, beside the map.
pub fn gaps(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    if out.hidden("competitors") {
        return;
    }
    out.start("gaps", String::new());
    let all: Vec<&Gap> = w
        .competitors
        .gaps
        .iter()
        .filter(|g| !g.topic.trim().is_empty())
        .collect();
    let (shown, more) = first(&all, 4);
    let mut points = Vec::new();
    for gap in shown {
        points.extend(out.short(gap.at(Gap::topic), 11));
        if let Some(why) = out.value(gap.at(Gap::evidence)) {
            out.keep(&fit::clean(&gap.topic), &why);
        }
    }
    let map = map::drawn(w, l, true, (340.0, 205.0));
    if points.is_empty() && map.is_none() {
        return;
    }
    out.title(if points.is_empty() {
        l.t(k::deck::map).into()
    } else {
        l.count(k::deck_count::gaps, all.len())
    });
    if !points.is_empty() {
        out.left(Block::Points(String::new(), points));
        out.rest(k::deck_count::topics, more);
        out.say(l.t(k::deck_say::gaps));
    }
    if let Some(map) = map {
        out.say(l.fill(
            k::deck_say::map,
            &[("text", &fit::clean(&map.drawing.description))],
        ));
        out.split(0.5);
        out.right(Block::Chart(map.drawing));
    }
    out.end();
}

/// The promise, and what was decided against what.
pub fn position(out: &mut Slides<'_>) {
    let (w, l) = (out.w, out.l);
    out.start("position", String::new());
    let promise = if out.hidden("brief") {
        None
    } else {
        out.short(Brief::usp, 26)
    };
    let decisions: Vec<&Decision> = w
        .review
        .decisions
        .iter()
        .filter(|d| !d.chosen.trim().is_empty() && !out.hidden(d.section.id()))
        .collect();
    if let Some(promise) = &promise {
        out.left(Block::Lead(promise.clone()));
        out.say(l.t(k::deck_say::promise));
    }
    let proof: Vec<String> = w
        .brief
        .proof
        .iter()
        .map(|p| fit::clean(p))
        .filter(|p| !p.is_empty() && !out.hidden("brief"))
        .collect();
    if decisions.is_empty() {
        if promise.is_none() {
            return;
        }
        let (shown, more) = first(&proof, 4);
        let label = out.label(Brief::proof);
        let shown: Vec<String> = shown.iter().map(|p| out.cut(&label, p, 10)).collect();
        out.title(if proof.is_empty() {
            l.t(k::deck::promise).into()
        } else {
            l.count(k::deck_count::proofs, proof.len())
        });
        if !shown.is_empty() {
            out.left(Block::Points(l.t(k::deck::proof).into(), shown));
        }
        out.rest(k::deck_count::proofs_more, more);
        return out.end();
    }
    let (shown, more) = first(&decisions, 3);
    let mut rows = Vec::new();
    for d in &shown {
        let cells = [Decision::chosen, Decision::rejected, Decision::because].map(|column| {
            out.short(
                d.at(column),
                if column == Decision::because { 14 } else { 6 },
            )
            .unwrap_or_else(|| "—".into())
        });
        rows.push(cells.to_vec());
        if let Some(when) = out.value(d.at(Decision::revisit)) {
            out.keep(&fit::clean(&d.chosen), &{
                l.fill(k::deck::revisit, &[("when", &when)])
            });
        }
    }
    let lead = &decisions[0];
    out.title(match out.value(lead.at(Decision::rejected)) {
        Some(other) => l.fill(
            k::deck::choice,
            &[("this", &fit::clean(&lead.chosen)), ("that", &other)],
        ),
        None => l.fill(k::deck::choice_bare, &[("this", &fit::clean(&lead.chosen))]),
    });
    let columns = out.columns([
        (k::deck::chosen, 4, false),
        (k::deck::rejected, 4, false),
        (k::deck::because, 6, false),
    ]);
    let caption = l.t(k::review_doc::decisions);
    out.left(Block::Table(Table::new(caption, columns, rows)));
    out.rest(k::deck_count::decisions, more);
    out.say(l.t(k::deck_say::decisions));
    if !proof.is_empty() {
        let label = out.label(Brief::proof);
        out.keep(&label, &proof.join("; "));
    }
    out.end();
}
