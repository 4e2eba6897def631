//! The chain as a picture: columns from the brief to the posts, and lines between them.

use super::chain::Step;
use super::web::{BRIEF, KINDS, LAYERS, Web};
use crate::kernel::Path;

/// Nodes of one column that are drawn; the rest is a number.
const DRAWN: usize = 6;

/// A line between two drawn nodes, each by column and place in it, from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The upper end.
    pub from: (usize, usize),
    /// The lower end.
    pub to: (usize, usize),
    /// It ends at the subject.
    pub own: bool,
}

/// Columns that are not empty, and the lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Nodes of each column, and how many more belong there.
    pub columns: Vec<(Vec<Path>, usize)>,
    /// Lines.
    pub lines: Vec<Line>,
}

fn layer(web: &Web<'_>, node: usize) -> usize {
    match web.kinds[node] {
        BRIEF => 0,
        kind => KINDS[kind].layer,
    }
}

impl Graph {
    pub(super) fn of(
        web: &Web<'_>,
        subject: usize,
        up: &[Step],
        down: &[Step],
        above: &[usize],
        below: &[usize],
    ) -> Self {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); LAYERS];
        let mut counts = [0; LAYERS];
        let mut seen = vec![false; web.nodes.len()];
        for node in [&subject].into_iter().chain(above).chain(below) {
            if !std::mem::replace(&mut seen[*node], true) {
                counts[layer(web, *node)] += 1;
            }
        }
        // What the lists name comes first.
        let named = up.iter().chain(down).filter_map(|s| web.find(s.to));
        let rest = above.iter().chain(below).copied();
        for node in [subject].into_iter().chain(named).chain(rest) {
            let column = &mut columns[layer(web, node)];
            if column.len() < DRAWN && std::mem::replace(&mut seen[node], false) {
                column.push(node);
            }
        }
        let mut places = vec![None; web.nodes.len()];
        let mut out = Self::default();
        for (column, count) in columns.iter().zip(counts).filter(|(c, _)| !c.is_empty()) {
            for (at, node) in column.iter().enumerate() {
                places[*node] = Some((out.columns.len(), at));
            }
            let nodes = column.iter().map(|n| web.nodes[*n]).collect();
            out.columns.push((nodes, count - column.len()));
        }
        // Those of the subject last, so that they lie above the others.
        for own in [false, true] {
            for low in columns.iter().flatten() {
                for edge in &web.up[*low] {
                    let (Some(from), Some(to)) = (places[edge.node], places[*low]) else {
                        continue;
                    };
                    let line = Line { from, to, own };
                    let of_subject = *low == subject || edge.node == subject;
                    if own == of_subject && !out.lines.contains(&line) {
                        out.lines.push(line);
                    }
                }
            }
        }
        out
    }
}
