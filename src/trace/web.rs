//! The links of a workbook as a web of nodes: made in one pass over its rows, in time proportional to them and their links.

use super::Link;
use crate::kernel::{CellRef, FastMap, Path, Row, RowId, TablePath};
use crate::modules::Workbook;
use crate::modules::audience::{Persona, Segment};
use crate::modules::brief::Brief;
use crate::modules::channels::Channel;
use crate::modules::competitors::{Competitor, Gap, Takeaway};
use crate::modules::content::{Post, Rubric, Topic, calendar};
use crate::modules::goals::{BusinessGoal, Goal, Kpi};

/// A table whose rows are traced: the column that stands for a row, and the column of the graph.
pub(super) struct Kind {
    pub table: TablePath,
    pub home: &'static str,
    pub layer: usize,
}

const fn kind(table: TablePath, home: &'static str, layer: usize) -> Kind {
    Kind { table, home, layer }
}

/// Fields of the brief that goals and KPIs answer to come first.
pub(super) const GOALS: usize = 3;
/// Place of goals in [`KINDS`].
pub(super) const GOAL: usize = 3;
/// Place of personas in [`KINDS`].
pub(super) const PEOPLE: usize = 4;
/// Place of posts in [`KINDS`].
pub(super) const POSTS: usize = 10;
/// Place of rubrics in [`KINDS`].
pub(super) const RUBRICS: usize = 8;
/// Place of KPIs in [`KINDS`].
pub(super) const KPIS: usize = 6;
/// Place of what stands for fields of the brief.
pub(super) const BRIEF: usize = usize::MAX;
/// Columns of the graph, from the brief to the posts.
pub(super) const LAYERS: usize = 6;

/// Every traced table, from the brief to the posts.
pub(super) const KINDS: &[Kind] = &[
    kind(BusinessGoal::TABLE, BusinessGoal::title, 1),
    kind(Segment::TABLE, Segment::name, 1),
    kind(Competitor::TABLE, Competitor::name, 1),
    kind(Goal::TABLE, Goal::title, 2),
    kind(Persona::TABLE, Persona::name, 2),
    kind(Takeaway::TABLE, Takeaway::finding, 2),
    kind(Kpi::TABLE, Kpi::metric, 3),
    kind(Channel::TABLE, Channel::platform, 3),
    kind(Rubric::TABLE, Rubric::name, 4),
    kind(Topic::TABLE, Topic::title, 4),
    kind(Post::TABLE, Post::title, 5),
    kind(Gap::TABLE, Gap::topic, 2),
];

/// Fields of the brief that rows answer to.
pub(super) const FIELDS: [Path; 5] = [
    Brief::business_goal,
    Brief::smm_goal,
    Brief::success,
    Brief::audience_view,
    Brief::competitors_view,
];

/// Table, column, what the link says, and whether the row that holds it is the upper end.
const LINKS: &[(TablePath, &str, Link, bool)] = &[
    (Post::TABLE, Post::rubric, Link::Rubric, false),
    (Post::TABLE, Post::personas, Link::Persona, false),
    (Post::TABLE, Post::goal, Link::Goal, false),
    (Post::TABLE, Post::channel, Link::Channel, false),
    (Post::TABLE, Post::topic, Link::Topic, false),
    (Topic::TABLE, Topic::rubric, Link::Rubric, false),
    (Topic::TABLE, Topic::persona, Link::Persona, false),
    (Topic::TABLE, Topic::competitor, Link::Competitor, false),
    (Rubric::TABLE, Rubric::personas, Link::Persona, false),
    (Rubric::TABLE, Rubric::goals, Link::Goal, false),
    (Rubric::TABLE, Rubric::channels, Link::Channel, false),
    (Channel::TABLE, Channel::goals, Link::Goal, false),
    (Channel::TABLE, Channel::personas, Link::Persona, false),
    (Kpi::TABLE, Kpi::parent, Link::Part, false),
    (Kpi::TABLE, Kpi::goal, Link::Measures, false),
    (Goal::TABLE, Goal::business, Link::Business, false),
    (Persona::TABLE, Persona::segment, Link::Segment, false),
    (
        Takeaway::TABLE,
        Takeaway::competitor,
        Link::Competitor,
        false,
    ),
    (Takeaway::TABLE, Takeaway::rubric, Link::Decided, true),
    (Takeaway::TABLE, Takeaway::channel, Link::Decided, true),
    (Takeaway::TABLE, Takeaway::goal, Link::Decided, true),
    (Gap::TABLE, Gap::rubric, Link::Gap, true),
];

/// Which field of the brief the rows of a table answer to.
const ANSWERS: &[(TablePath, usize)] = &[
    (BusinessGoal::TABLE, 0),
    (Goal::TABLE, 1),
    (Kpi::TABLE, 2),
    (Segment::TABLE, 3),
    (Persona::TABLE, 3),
    (Competitor::TABLE, 4),
];

/// One end of a link, seen from the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub node: usize,
    pub link: Link,
}

/// The web. The first nodes are the fields of the brief, then rows in the order of [`KINDS`].
pub(super) struct Web<'a> {
    pub w: &'a Workbook,
    /// Addresses: a field of the brief, or the cell that stands for a row.
    pub nodes: Vec<Path>,
    /// Place in [`KINDS`], or [`BRIEF`].
    pub kinds: Vec<usize>,
    /// Why a node exists.
    pub up: Vec<Vec<Edge>>,
    /// What hangs on it.
    pub down: Vec<Vec<Edge>>,
    /// Does it count: not taken off the plan, not a channel that is left, not somebody we do not address.
    pub live: Vec<bool>,
    starts: Vec<usize>,
    places: Vec<FastMap<RowId, usize>>,
}

impl<'a> Web<'a> {
    /// The web of a workbook.
    pub fn of(w: &'a Workbook) -> Self {
        let mut web = Self {
            w,
            nodes: FIELDS.to_vec(),
            kinds: vec![BRIEF; FIELDS.len()],
            up: Vec::new(),
            down: Vec::new(),
            live: Vec::new(),
            starts: Vec::new(),
            places: Vec::new(),
        };
        for (at, kind) in KINDS.iter().enumerate() {
            web.starts.push(web.nodes.len());
            let mut places = FastMap::default();
            for id in w.rows(kind.table).map(|t| t.ids()).unwrap_or_default() {
                places.entry(id).or_insert(web.nodes.len());
                web.nodes.push(kind.table.cell(id, kind.home));
                web.kinds.push(at);
            }
            web.places.push(places);
        }
        web.up.resize_with(web.nodes.len(), Vec::new);
        web.down.resize_with(web.nodes.len(), Vec::new);
        web.live = vec![true; web.nodes.len()];
        for kind in 0..KINDS.len() {
            web.link(kind);
        }
        let (posts, people, channels) = (web.starts[POSTS], web.starts[PEOPLE], web.starts[7]);
        for (at, post) in w.content.posts.iter().enumerate() {
            web.live[posts + at] = calendar::planned(post);
        }
        for (at, persona) in w.audience.personas.iter().enumerate() {
            web.live[people + at] = !persona.anti;
        }
        for (at, channel) in w.channels.channels.iter().enumerate() {
            web.live[channels + at] = !channel.usage.is("no") && !channel.usage.is("later");
        }
        web
    }

    fn link(&mut self, kind: usize) {
        let w = self.w;
        let table = KINDS[kind].table;
        let (Some(rows), Some(def)) = (w.rows(table), w.table_def(table)) else {
            return;
        };
        let mut columns = Vec::new();
        for (_, column, link, upper) in LINKS.iter().filter(|l| l.0 == table) {
            let at = def.columns.iter().position(|c| c.id == *column);
            let to = at.and_then(|at| def.columns[at].kind.target());
            let to = KINDS.iter().position(|k| Some(k.table) == to);
            columns.extend(at.zip(to).map(|(at, to)| (at, to, *link, *upper)));
        }
        let answers = ANSWERS.iter().find(|a| a.0 == table).map(|a| a.1);
        let answers = answers.filter(|f| w.get(FIELDS[*f]).is_some_and(|c| !c.is_empty()));
        // The cell that named a node last, so that a link which stands twice counts once.
        let (mut seen, mut cell) = (vec![0_usize; self.nodes.len()], 0);
        for at in 0..rows.count() {
            let (node, Some(record)) = (self.starts[kind] + at, rows.row_at(at)) else {
                continue;
            };
            for (column, target, link, upper) in &columns {
                let one;
                let targets = match record.cell(*column) {
                    Some(CellRef::Ref(Some(row))) => {
                        one = [row];
                        &one[..]
                    }
                    Some(CellRef::Refs(rows)) => rows,
                    _ => continue,
                };
                cell += 1;
                for row in targets {
                    let Some(other) = self.row(*target, *row) else {
                        continue;
                    };
                    if other != node && std::mem::replace(&mut seen[other], cell) != cell {
                        let (low, high) = if *upper { (other, node) } else { (node, other) };
                        self.join(low, high, *link);
                    }
                }
            }
            if let Some(field) = answers {
                self.join(node, field, Link::Brief);
            }
        }
    }

    fn join(&mut self, low: usize, high: usize, link: Link) {
        self.up[low].push(Edge { node: high, link });
        self.down[high].push(Edge { node: low, link });
    }

    /// The node of an address: a field of the brief, or any cell of a traced row.
    pub fn find(&self, path: Path) -> Option<usize> {
        match path {
            Path::Field { .. } => FIELDS.iter().position(|f| *f == path),
            Path::Cell { table, row, .. } => {
                let kind = KINDS.iter().position(|k| k.table == table)?;
                self.row(kind, row)
            }
        }
    }

    /// The node of a row, by the place of its table in [`KINDS`].
    pub fn row(&self, kind: usize, row: RowId) -> Option<usize> {
        self.places.get(kind)?.get(&row).copied()
    }

    /// Place of a row in its table.
    pub fn position(&self, node: usize) -> usize {
        match self.kinds[node] {
            BRIEF => node,
            kind => node - self.starts[kind],
        }
    }

    /// Everything below a node, the nearest first.
    pub fn below(&self, from: usize) -> Vec<usize> {
        let mut seen = vec![false; self.nodes.len()];
        seen[from] = true;
        let mut out = vec![from];
        let mut next = 0;
        while let Some(node) = out.get(next).copied() {
            next += 1;
            for edge in &self.down[node] {
                if !std::mem::replace(&mut seen[edge.node], true) {
                    out.push(edge.node);
                }
            }
        }
        out.remove(0);
        out
    }
}
