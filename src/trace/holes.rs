//! Links that ought to be there and are not.

use super::chain::{bare, parts, texts};
use super::web::{BRIEF, FIELDS, KINDS, POSTS, RUBRICS, Web};
use super::{Link, MANY_POSTS, opening, quoted};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Path, Row, TablePath};
use crate::modules::Workbook;
use crate::modules::audience::Persona;
use crate::modules::channels::Channel;
use crate::modules::competitors::{Gap, Takeaway};
use crate::modules::content::{Post, Rubric, Topic};
use crate::modules::goals::{BusinessGoal, Goal, Kpi};
use crate::review::language::{Seeker, about};
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
    all(&Web::of(w))
}

pub(super) fn all(web: &Web<'_>) -> Vec<Hole> {
    let mut out = Vec::new();
    for (field, path) in FIELDS.iter().enumerate() {
        let empty = web.w.get(*path).is_none_or(|c| c.is_empty());
        let place = (*path, *path);
        if empty {
            out.push(new(hole::brief, place, String::new()));
        } else if field < 3 {
            sentences(web, *path, &mut out);
        }
    }
    for node in (0..web.nodes.len()).filter(|n| web.live[*n]) {
        let Path::Cell { table, row, .. } = web.nodes[node] else {
            continue;
        };
        for (_, column, says) in UP.iter().filter(|u| u.0 == table) {
            let place = table.cell(row, column);
            let to = web.w.field(place).and_then(|f| f.kind.target());
            let linked = web.up[node]
                .iter()
                .any(|e| web.kinds[e.node] != BRIEF && Some(KINDS[web.kinds[e.node]].table) == to);
            if !linked {
                out.push(new(*says, (web.nodes[node], place), String::new()));
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
                out.push(new(
                    *says,
                    (web.nodes[node], table.cell(row, column)),
                    String::new(),
                ));
            }
        }
    }
    out
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

/// Holes of a chain, with pains of its personas that nothing answers; and whether these were left out.
pub(super) fn of_chain(
    web: &Web<'_>,
    subject: usize,
    above: &[usize],
    below: &[usize],
) -> (Vec<Hole>, bool) {
    let mut inside = vec![false; web.nodes.len()];
    for node in above.iter().chain(below).chain([&subject]) {
        inside[*node] = true;
    }
    let mut out = all(web);
    out.retain(|h| web.find(h.node).is_some_and(|n| inside[n]));
    let people = || {
        let all = web.w.audience.personas.iter();
        all.filter(|p| !p.anti && web.find(p.at(Persona::name)).is_some_and(|n| inside[n]))
    };
    // The nearest holes first: the subject, then what it rests on, then what hangs on it.
    let mut rank = vec![usize::MAX; web.nodes.len()];
    for (nth, node) in [&subject].into_iter().chain(above).chain(below).enumerate() {
        rank[*node] = rank[*node].min(nth);
    }
    out.sort_by_key(|h| web.find(h.node).map_or(usize::MAX, |n| rank[n]));
    if people().next().is_none() {
        return (out, false);
    }
    if web.w.content.posts.len() > MANY_POSTS {
        return (out, true);
    }
    out.extend(pains(web, people()));
    (out, false)
}

/// Pains of personas that no rubric, topic or post for them speaks of, by the limits of the rule about them.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]
fn pains<'a>(web: &Web<'a>, people: impl Iterator<Item = &'a Persona>) -> Vec<Hole> {
    let w = web.w;
    let limit = |id| rule("C8").map_or(0.0, |r| r.limit(w, id));
    let (held, top) = (limit("held"), limit("top") as usize);
    let mut seeker = Seeker::default();
    let mut open = Vec::new();
    for persona in people {
        for pain in persona
            .pains
            .iter()
            .filter(|p| !p.trim().is_empty())
            .take(top)
        {
            let stems = seeker.want(pain);
            if !stems.is_empty() {
                open.push((persona, pain, stems));
            }
        }
    }
    let rubrics = w.content.rubrics.iter();
    let rubrics = rubrics.map(|r| (r.personas.as_slice(), [&r.name, &r.need, ""]));
    let topics = w.content.topics.iter();
    let topics = topics.map(|t| (t.persona.as_slice(), [&t.title, &t.note, ""]));
    let posts = w
        .content
        .posts
        .iter()
        .filter(|p| crate::modules::content::calendar::planned(p));
    let posts = posts.map(|p| (p.personas.as_slice(), [&p.title, &p.hook, &p.body]));
    let words = rubrics.map(|(to, t)| (to, t.map(AsRef::<str>::as_ref)));
    let words = words.chain(topics.map(|(to, t)| (to, t.map(AsRef::<str>::as_ref))));
    let words = words.chain(posts.map(|(to, t)| (to, t.map(String::as_str))));
    for (to, texts) in words {
        if open.is_empty() {
            break;
        }
        let mut has = BTreeSet::new();
        for text in texts {
            has.append(&mut seeker.find(text));
        }
        open.retain(|(persona, _, stems)| {
            let for_them = to.is_empty() || to.contains(&persona.id);
            let share = stems.intersection(&has).count() as f64 * 100.0 / stems.len() as f64;
            !(for_them && share >= held)
        });
    }
    let hole = |(persona, pain, _): (&Persona, &String, _)| {
        let place = (persona.at(Persona::name), persona.at(Persona::pains));
        new(hole::pain, place, bare(pain))
    };
    open.into_iter().map(hole).collect()
}
