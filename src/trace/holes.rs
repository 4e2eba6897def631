//! Links that ought to be there and are not.

use super::chain::{bare, parts, texts};
use super::web::{GOALS, KINDS, PEOPLE, POSTS, RUBRICS, Web};
use super::{Link, MANY_POSTS, opening, quoted};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Path, Row, TablePath};
use crate::modules::Workbook;
use crate::modules::audience::Persona;
use crate::modules::channels::Channel;
use crate::modules::competitors::{Gap, Takeaway};
use crate::modules::content::{Post, Rubric, Topic, calendar};
use crate::modules::goals::{BusinessGoal, Goal, Kpi};
use crate::review::language::about;
use crate::review::needs::{ideas, needs, unread, weigh};
use crate::review::rule;
use k::trace_hole::{self as hole};
use std::collections::BTreeSet;

/// A link that ought to be there.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    /// What is missing.
    pub says: Key,
    /// Who misses it.
    pub node: Path,
    /// The field to fill.
    pub place: Path,
    /// The pain or the sentence that nothing answers.
    pub quote: String,
}

impl Hole {
    /// The hole as a sentence.
    pub fn words(&self, w: &Workbook, l: Locale) -> String {
        let from = opening(w, self.node, l);
        let quote = quoted(l, &self.quote);
        l.fill(self.says, &[("from", &from), ("quote", &quote)])
    }
}

/// A column that ought to hold a link.
const UP: &[(TablePath, &str, Key)] = &[
    (Post::TABLE, Post::rubric, hole::rubric),
    (Post::TABLE, Post::personas, hole::persona),
    (Post::TABLE, Post::goal, hole::goal),
    (Post::TABLE, Post::channel, hole::channel),
    (Topic::TABLE, Topic::rubric, hole::rubric),
    (Rubric::TABLE, Rubric::goals, hole::goal),
    (Rubric::TABLE, Rubric::personas, hole::persona),
    (Channel::TABLE, Channel::goals, hole::goal),
    (Channel::TABLE, Channel::personas, hole::persona),
    (Kpi::TABLE, Kpi::goal, hole::measures),
    (Goal::TABLE, Goal::business, hole::business),
    (Persona::TABLE, Persona::segment, hole::segment),
];

/// A table whose rows ought to have something below them: links of these kinds, of which one is enough.
const DOWN: &[(TablePath, &[Link], &str, Key)] = &[
    (
        BusinessGoal::TABLE,
        &[Link::Business],
        BusinessGoal::title,
        hole::unserved,
    ),
    (
        Goal::TABLE,
        &[Link::Measures],
        Goal::title,
        hole::unmeasured,
    ),
    (Goal::TABLE, &[Link::Goal], Goal::title, hole::idle),
    (
        Persona::TABLE,
        &[Link::Persona],
        Persona::name,
        hole::unaddressed,
    ),
    (Rubric::TABLE, &[Link::Rubric], Rubric::name, hole::no_posts),
    (
        Channel::TABLE,
        &[Link::Channel],
        Channel::platform,
        hole::no_posts,
    ),
    (
        Takeaway::TABLE,
        &[Link::Decided],
        Takeaway::rubric,
        hole::forgotten,
    ),
    (Gap::TABLE, &[Link::Gap], Gap::rubric, hole::forgotten),
];

/// Every hole of a workbook that its links show, in the order of the course.
pub fn holes(w: &Workbook) -> Vec<Hole> {
    let web = Web::of(w);
    let mut out = Vec::new();
    (0..web.nodes.len()).for_each(|node| of_node(&web, node, &mut out));
    out
}

fn of_node(web: &Web<'_>, node: usize, out: &mut Vec<Hole>) {
    let here = web.nodes[node];
    let Path::Cell { table, row, .. } = here else {
        if web.w.get(here).is_none_or(|c| c.is_empty()) {
            out.push(new(hole::brief, (here, here), String::new()));
        } else if node < GOALS {
            sentences(web, here, out);
        }
        return;
    };
    if !web.live[node] {
        return;
    }
    for (_, column, says) in UP.iter().filter(|u| u.0 == table) {
        let place = table.cell(row, column);
        let to = web.w.field(place).and_then(|f| f.kind.target());
        let kind = |n: usize| KINDS.get(web.kinds[n]).map(|k| k.table);
        if !web.up[node].iter().any(|e| kind(e.node) == to) {
            out.push(new(*says, (here, place), String::new()));
        }
    }
    for (_, links, column, says) in DOWN.iter().filter(|d| d.0 == table) {
        // A rubric is not used before a post stands in it, and a channel speaks to nobody by itself.
        let counts = |n: usize| match web.kinds[n] {
            POSTS => true,
            RUBRICS => *says != hole::no_posts,
            _ => *says != hole::no_posts && *says != hole::unaddressed,
        };
        let mut below = web.down[node].iter();
        if !below.any(|e| links.contains(&e.link) && web.live[e.node] && counts(e.node)) {
            let place = table.cell(row, column);
            out.push(new(*says, (here, place), String::new()));
        }
    }
}

fn new(says: Key, (node, place): (Path, Path), quote: String) -> Hole {
    Hole {
        says,
        node,
        place,
        quote,
    }
}

/// Sentences of a field of the brief that share no word with any goal or KPI.
fn sentences(web: &Web<'_>, field: Path, out: &mut Vec<Hole>) {
    let goals = (0..web.nodes.len()).filter(|n| web.nodes[*n].module() == "goals");
    let said: BTreeSet<String> = goals.flat_map(|n| about(&texts(web, n))).collect();
    for part in parts(web.w, field) {
        let own = about(part);
        if !said.is_empty() && own.len() > 2 && own.is_disjoint(&said) {
            out.push(new(hole::sentence, (field, field), bare(part)));
        }
    }
}

/// Holes of a chain, the nearest first: of the subject, of what it rests on, of what hangs on it; then pains of its personas
/// that nothing answers, and whether these were left out.
pub(super) fn of_chain(
    web: &Web<'_>,
    subject: usize,
    above: &[usize],
    below: &[usize],
) -> (Vec<Hole>, bool) {
    let (mut out, mut people) = (Vec::new(), Vec::new());
    for node in [&subject].into_iter().chain(above).chain(below) {
        of_node(web, *node, &mut out);
        if web.kinds[*node] == PEOPLE && web.live[*node] {
            people.extend(web.w.audience.personas.get(web.position(*node)));
        }
    }
    let partial = !people.is_empty() && web.w.content.posts.len() > MANY_POSTS;
    if !partial {
        pains(web.w, &people, &mut out);
    }
    (out, partial)
}

/// Pains of personas that no rubric, topic or post for them speaks of, as the rule about them finds them.
fn pains(w: &Workbook, people: &[&Persona], out: &mut Vec<Hole>) {
    let limit = |id| rule("C8").map_or(0.0, |r| r.limit(w, id));
    let (held, top) = (limit("held"), limit("top"));
    let mut all: Vec<_> = people
        .iter()
        .flat_map(|p| needs(p, &p.pains, Persona::pains, top))
        .collect();
    let posts = w.content.posts.iter().filter(|p| calendar::planned(p));
    let mut content = ideas(&w.content).chain(posts.map(unread));
    weigh(&mut all, &mut content, held);
    for need in all.iter().filter(|n| n.share < held) {
        let place = (need.persona.at(Persona::name), need.place);
        out.push(new(hole::pain, place, bare(need.said)));
    }
}
