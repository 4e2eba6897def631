//! The chain of one subject: the steps up to the brief and down to the posts.

use super::holes::{Hole, of_chain};
use super::web::{BRIEF, Edge, FIELDS, GOAL, KINDS, KPIS, POSTS, Web};
use super::{Graph, Link, opening, quoted, title};
use crate::i18n::{Locale, k};
use crate::kernel::text::excerpt;
use crate::kernel::{CellRef, Kind, Path, Row, TablePath};
use crate::modules::Workbook;
use crate::modules::content::{Rubric, calendar};
use crate::review::{language::about, sentences};
use std::collections::BTreeSet;

/// Nodes of one kind that are named below one node; the rest is a number.
pub const SHOWN: usize = 12;
/// Steps after which a chain is not told further.
const DEPTH: usize = 8;
/// Letters of a quotation.
const QUOTE: usize = 140;

/// One step of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The end that is nearer to the subject.
    pub from: Path,
    /// The other one.
    pub to: Path,
    /// What the lower end does for the upper one.
    pub link: Link,
    /// Steps between the subject and `from`.
    pub depth: usize,
    /// It was told before, with what follows from it.
    pub again: bool,
    /// More nodes of the same kind that come after this one and are not named.
    pub more: usize,
    /// Posts that hang on `to` itself; going down only.
    pub posts: usize,
    /// The pain or the sentence of the brief that it answers; empty when no word agrees.
    pub quote: String,
}

impl Step {
    /// The step as a sentence; for steps up.
    pub fn words(&self, w: &Workbook, l: Locale) -> String {
        let (from, to) = (opening(w, self.from, l), quoted(l, &title(w, self.to, l)));
        let how = l.t(self.link.key());
        let (said, key) = if self.quote.is_empty() {
            (String::new(), k::trace::says)
        } else {
            (quoted(l, &self.quote), k::trace::says_quote)
        };
        l.fill(
            key,
            &[("from", &from), ("how", how), ("to", &to), ("quote", &said)],
        )
    }
}

/// The chain of one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The subject.
    pub subject: Path,
    /// Why it exists, in the order of telling: what follows from a step stands behind it, one deeper.
    pub up: Vec<Step>,
    /// What hangs on it, in the same order.
    pub down: Vec<Step>,
    /// The main line up, from the subject to the brief.
    pub line: Vec<Step>,
    /// How many rows hang on it in all, by table, from goals to posts.
    pub reach: Vec<(TablePath, usize)>,
    /// The chain arrives at the brief.
    pub whole: bool,
    /// Links of the chain that ought to be there.
    pub holes: Vec<Hole>,
    /// The texts of posts were not read for pains, because there are too many.
    pub partial: bool,
    /// The chain as a picture.
    pub graph: Graph,
}

/// The chain of a subject (see [`super::subject`]); nothing when there is no such row.
pub fn trace(w: &Workbook, subject: Path) -> Option<Trace> {
    let web = Web::of(w);
    let at = web.find(subject)?;
    let up = steps(&web, at, true);
    let down = steps(&web, at, false);
    let mut above: Vec<usize> = up.iter().filter_map(|s| web.find(s.to)).collect();
    let mut below = web.below(at);
    // Nothing links to a KPI, but what works for its goal moves it.
    for goal in goals_of(&web, at) {
        let moves = web.below(goal);
        below.extend(moves.into_iter().filter(|n| web.kinds[*n] != KPIS));
    }
    // Each once, and nothing above that hangs below as well.
    let mut seen = vec![false; web.nodes.len()];
    seen[at] = true;
    for list in [&mut below, &mut above] {
        list.retain(|n| !std::mem::replace(&mut seen[*n], true));
    }
    below.retain(|n| web.live[*n]);
    let mut counts = vec![0; KINDS.len()];
    for node in below.iter().filter(|n| web.kinds[**n] != BRIEF) {
        counts[web.kinds[*node]] += 1;
    }
    let reach = KINDS.iter().zip(&counts).filter(|(_, n)| **n > 0);
    let (holes, partial) = of_chain(&web, at, &above, &below);
    Some(Trace {
        subject: web.nodes[at],
        line: line(&up, web.nodes[at]),
        reach: reach.map(|(kind, n)| (kind.table, *n)).collect(),
        whole: web.kinds[at] == BRIEF || above.iter().any(|n| web.kinds[*n] == BRIEF),
        holes,
        partial,
        graph: Graph::of(&web, at, &up, &down, &above, &below),
        up,
        down,
    })
}

fn goals_of(web: &Web<'_>, kpi: usize) -> Vec<usize> {
    let goals = web.up[kpi].iter().filter(|e| e.link == Link::Measures);
    goals.map(|e| e.node).collect()
}

/// Ends of links from a node, in the order of telling.
fn next(web: &Web<'_>, node: usize, subject: usize, up: bool) -> Vec<Edge> {
    if up {
        // What came from competitors is told after what it is for.
        let late = |e: &&Edge| matches!(e.link, Link::Decided | Link::Gap);
        let edges = web.up[node].iter();
        let mut all: Vec<Edge> = edges.clone().filter(|e| !late(e)).copied().collect();
        if node == subject || web.kinds[node] != GOAL {
            all.extend(edges.filter(late));
        }
        let measured = web.down[node]
            .iter()
            .filter(|e| e.link == Link::Measures && web.kinds[subject] != KPIS && node != subject);
        all.extend(measured.map(|e| Edge {
            node: e.node,
            link: Link::MeasuredBy,
        }));
        return all;
    }
    let mut edges = web.down[node].clone();
    if node == subject && web.kinds[node] == KPIS {
        for goal in goals_of(web, node) {
            edges.extend(web.down[goal].iter().filter(|e| e.link == Link::Goal));
        }
    }
    edges.retain(|e| web.live[e.node]);
    let mut all = Vec::new();
    for kind in (0..KINDS.len()).filter(|k| *k != POSTS) {
        all.extend(edges.iter().filter(|e| web.kinds[e.node] == kind));
    }
    // Posts are named where they hang on the subject itself, by date; elsewhere their number is enough.
    if node == subject {
        let mut named: Vec<Option<Edge>> = vec![None; web.nodes.len()];
        for edge in &edges {
            named[edge.node] = Some(*edge);
        }
        let posts = calendar::order(&web.w.content.posts);
        let posts = posts.into_iter().filter_map(|p| web.row(POSTS, p.id));
        all.extend(posts.filter_map(|n| named[n].take()));
    }
    all
}

/// The steps in one direction, those that follow from a step right behind it.
fn steps(web: &Web<'_>, subject: usize, up: bool) -> Vec<Step> {
    let mut seen = vec![false; web.nodes.len()];
    seen[subject] = true;
    let mut out = Vec::new();
    let mut stack: Vec<(usize, Edge, usize, usize)> = Vec::new();
    let mut open = vec![(subject, 0)];
    loop {
        if let Some((node, depth)) = open.pop() {
            let mut all = next(web, node, subject, up);
            if !up {
                all.retain(|e| !std::mem::replace(&mut seen[e.node], true));
            }
            let group = |e: &Edge| (web.kinds[e.node], e.link == Link::MeasuredBy);
            let mut told = Vec::new();
            for group in all.chunk_by(|a, b| group(a) == group(b)) {
                let more = group.len().saturating_sub(SHOWN);
                for (nth, edge) in group.iter().take(SHOWN).enumerate() {
                    let rest = if nth + 1 == SHOWN { more } else { 0 };
                    told.push((node, *edge, depth, rest));
                }
            }
            stack.extend(told.into_iter().rev());
        }
        let Some((from, edge, depth, more)) = stack.pop() else {
            return out;
        };
        let again = up && std::mem::replace(&mut seen[edge.node], true);
        if again && depth > 0 {
            continue;
        }
        let (low, high) = if up {
            (from, edge.node)
        } else {
            (edge.node, from)
        };
        let (link, quote) = told(web, low, high, edge.link);
        let posts = web.down[edge.node]
            .iter()
            .filter(|e| !up && web.kinds[e.node] == POSTS && web.live[e.node]);
        out.push(Step {
            from: web.nodes[from],
            to: web.nodes[edge.node],
            link,
            depth,
            again,
            more,
            posts: posts.count(),
            quote,
        });
        // Where a post stands and what it was seen at are told without their own reasons: these would drown the chain.
        let last = match link {
            Link::MeasuredBy => true,
            Link::Channel | Link::Topic => up,
            Link::Decided | Link::Gap => up && depth > 0,
            _ => false,
        };
        if !again && !last && depth + 1 < DEPTH {
            open.push((edge.node, depth + 1));
        }
    }
}

/// A link with what of the upper end it answers.
fn told(web: &Web<'_>, low: usize, high: usize, link: Link) -> (Link, String) {
    let w = web.w;
    match link {
        Link::Persona => {
            let mut rubrics = w.content.rubrics.iter();
            let rubric = rubrics.find(|r| r.at(Rubric::name) == web.nodes[low]);
            let persona = w.audience.personas.get(web.position(high));
            let Some((rubric, persona)) = rubric.zip(persona) else {
                return (link, String::new());
            };
            let pains: Vec<&str> = persona.pains.iter().map(String::as_str).collect();
            let need = about(&format!("{} {}", rubric.need, rubric.name));
            match nearest(&need, &pains) {
                Some(pain) => (Link::Pain, pain),
                None => (link, String::new()),
            }
        }
        Link::Brief => {
            let said = about(&texts(web, low));
            let parts = parts(w, web.nodes[high]);
            let quote = nearest(&said, &parts);
            (link, quote.unwrap_or_default())
        }
        _ => (link, String::new()),
    }
}

/// The first of the texts with the largest share of its stems among these; nothing when no stem agrees.
#[allow(clippy::cast_precision_loss)]
fn nearest(stems: &BTreeSet<String>, texts: &[&str]) -> Option<String> {
    let mut best = (0.0, "");
    for text in texts {
        let own = about(text);
        let share = own.intersection(stems).count() as f64 / own.len().max(1) as f64;
        if share > best.0 {
            best = (share, text);
        }
    }
    (best.0 > 0.0).then(|| bare(best.1))
}

/// Words to quote, without the quotes around them and the full stop behind.
pub(super) fn bare(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ';', ',']);
    excerpt(text.trim_matches(['«', '»', '“', '”', '„', '"']), QUOTE)
}

/// Everything a row says in its texts.
pub(super) fn texts(web: &Web<'_>, node: usize) -> String {
    let Path::Cell { table, column, .. } = web.nodes[node] else {
        return String::new();
    };
    let mut out = String::new();
    let rows = web.w.rows(table);
    let Some(record) = rows.and_then(|rows| rows.row_at(web.position(node))) else {
        return out;
    };
    for (at, field) in record.fields().iter().enumerate() {
        let Some(CellRef::Text(said)) = record.cell(at) else {
            continue;
        };
        match field.kind {
            Kind::Line | Kind::Prose => out.push_str(said),
            // What it is called, when the name comes from a data file.
            Kind::Choice(set) if field.id == column => {
                for l in Locale::ALL {
                    out.push_str(&l.option(set, said));
                    out.push('\n');
                }
            }
            _ => continue,
        }
        out.push('\n');
    }
    out
}

/// The sentences of a field of the brief, or the lines of a list.
pub(super) fn parts(w: &Workbook, field: Path) -> Vec<&str> {
    match w.get(field) {
        Some(CellRef::Text(text)) => sentences(text)
            .into_iter()
            .filter_map(|(from, to)| text.get(from..to))
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .collect(),
        Some(CellRef::Lines(lines)) => lines
            .iter()
            .map(|t| t.trim())
            .filter(|t| !t.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

/// The main line: at each node what it works for, with whom it speaks to and what measures it, as far as the brief.
fn line(up: &[Step], subject: Path) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut at = subject;
    while out.len() < DEPTH {
        let here = || up.iter().filter(|s| s.from == at);
        let of = |links: &[Link]| here().find(|s| links.contains(&s.link));
        let on = [
            Link::Rubric,
            Link::Goal,
            Link::Business,
            Link::Measures,
            Link::Part,
            Link::Brief,
            Link::Channel,
            Link::Persona,
            Link::Segment,
            Link::Topic,
            Link::Decided,
            Link::Gap,
            Link::Competitor,
        ];
        let on = on
            .iter()
            .find_map(|l| of(&[*l]))
            .or_else(|| of(&[Link::Pain]));
        let beside = [of(&[Link::Pain]), of(&[Link::MeasuredBy])];
        let beside = beside
            .into_iter()
            .flatten()
            .filter(|s| Some(s.to) != on.map(|o| o.to));
        out.extend(beside.cloned());
        let Some(step) = on else { break };
        if out.iter().any(|s| s.from == step.to) {
            break;
        }
        at = step.to;
        out.push(step.clone());
        if FIELDS.contains(&at) {
            break;
        }
    }
    out
}
