//! The KPI tree: who hangs under whom, and the drawing of it. Parent links may form a loop or lead
//! to a row that is gone; such KPIs become roots instead of disappearing.

use super::values::Way;
use super::{BusinessGoal, Goal, Goals, Kpi};
use crate::chart::{Anchor, Drawing, Shape, wrap};
use crate::i18n::{Locale, k};
use crate::kernel::{Row, RowId, TablePath, text};
use crate::modules::Workbook;

/// Who hangs under whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// Business goals with the goals that serve them; the last, without one, for the goals that
    /// serve none. Only there when it has goals.
    pub business: Vec<(Option<RowId>, Vec<RowId>)>,
    /// KPIs right below a goal.
    under_goal: Vec<(RowId, RowId)>,
    /// KPIs below a KPI.
    under_kpi: Vec<(RowId, RowId)>,
    /// KPIs that measure no goal, not even through the KPI above them.
    pub loose: Vec<RowId>,
    /// KPIs whose parent links lead back to themselves.
    pub looped: Vec<RowId>,
}

impl Forest {
    /// Sorts the module's rows out.
    pub fn of(g: &Goals) -> Self {
        let mut out = Self::default();
        for b in &g.business {
            out.business.push((
                Some(b.id),
                g.goals
                    .iter()
                    .filter(|x| x.business == Some(b.id))
                    .map(|x| x.id)
                    .collect(),
            ));
        }
        let known = |id: &RowId| g.business.iter().any(|b| b.id == *id);
        let unbound: Vec<RowId> = g
            .goals
            .iter()
            .filter(|x| !x.business.as_ref().is_some_and(known))
            .map(|x| x.id)
            .collect();
        if !unbound.is_empty() {
            out.business.push((None, unbound));
        }
        let find = |id: RowId| g.kpis.iter().find(|p| p.id == id);
        let parent = |p: &Kpi| p.parent.and_then(find);
        for kpi in &g.kpis {
            let mut up = parent(kpi);
            let mut left = g.kpis.len();
            while let Some(p) = up.filter(|p| p.id != kpi.id && left > 0) {
                up = parent(p);
                left -= 1;
            }
            if up.is_some_and(|p| p.id == kpi.id) {
                out.looped.push(kpi.id);
            }
        }
        for kpi in &g.kpis {
            let above = parent(kpi).filter(|_| !out.looped.contains(&kpi.id));
            let goal = kpi.goal.filter(|id| g.goals.iter().any(|x| x.id == *id));
            match (above, goal) {
                (Some(p), _) => out.under_kpi.push((p.id, kpi.id)),
                (None, Some(goal)) => out.under_goal.push((goal, kpi.id)),
                (None, None) => out.loose.push(kpi.id),
            }
        }
        out
    }
    /// KPIs right below a goal.
    pub fn kpis(&self, goal: RowId) -> Vec<RowId> {
        self.under_goal
            .iter()
            .filter(|(g, _)| *g == goal)
            .map(|(_, p)| *p)
            .collect()
    }
    /// KPIs below a KPI.
    pub fn parts(&self, kpi: RowId) -> Vec<RowId> {
        self.under_kpi
            .iter()
            .filter(|(p, _)| *p == kpi)
            .map(|(_, p)| *p)
            .collect()
    }
}

/// What a line of the drawn tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A business goal, or the place of goals that serve none.
    Business,
    /// A communication goal.
    Goal,
    /// A KPI.
    Kpi,
}

/// One line of the drawn tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Levels above it.
    pub depth: usize,
    /// What it is.
    pub kind: NodeKind,
    /// Name.
    pub name: String,
    /// `620 → 1 100 человек`, or a word on why not.
    pub numbers: String,
    /// By when.
    pub by: String,
}

/// The whole tree as lines, parents before their parts; `name` says what a row is called. KPIs that
/// measure nothing are not in it.
pub fn nodes(w: &Workbook, l: Locale, name: &dyn Fn(TablePath, RowId) -> String) -> Vec<Node> {
    let forest = Forest::of(&w.goals);
    let mut out = Vec::new();
    let date = |d: &crate::kernel::Date| d.value().map(|d| l.date(d)).unwrap_or_default();
    for (business, goals) in &forest.business {
        let row = business.and_then(|id| w.goals.business.iter().find(|b| b.id == id));
        out.push(Node {
            depth: 0,
            kind: NodeKind::Business,
            name: business.map_or_else(
                || l.t(k::kpi_tree::unbound).into(),
                |id| name(BusinessGoal::TABLE, id),
            ),
            numbers: row
                .and_then(|b| Way::of_goal(b, w.currency()).line(l))
                .unwrap_or_default(),
            by: row.map(|b| date(&b.deadline)).unwrap_or_default(),
        });
        for goal in goals {
            let row = w.goals.goals.iter().find(|g| g.id == *goal);
            out.push(Node {
                depth: 1,
                kind: NodeKind::Goal,
                name: name(Goal::TABLE, *goal),
                numbers: String::new(),
                by: row.map(|g| date(&g.deadline)).unwrap_or_default(),
            });
            let mut stack: Vec<(RowId, usize)> = forest
                .kpis(*goal)
                .into_iter()
                .rev()
                .map(|p| (p, 2))
                .collect();
            while let Some((id, depth)) = stack.pop() {
                stack.extend(forest.parts(id).into_iter().rev().map(|p| (p, depth + 1)));
                let Some(kpi) = w.goals.kpis.iter().find(|p| p.id == id) else {
                    continue;
                };
                let way = Way::of_kpi(kpi, w.currency());
                out.push(Node {
                    depth,
                    kind: NodeKind::Kpi,
                    name: name(Kpi::TABLE, id),
                    numbers: way.line(l).unwrap_or_default(),
                    by: date(&kpi.deadline),
                });
            }
        }
    }
    out
}

/// Width of the drawing.
const WIDTH: f64 = 680.0;
/// Tallest drawing: about a page of A4 at full width.
const TALLEST: f64 = 820.0;
/// Indent of a level.
const INDENT: f64 = 22.0;
/// Width kept for the numbers at the right.
const NUMBERS: f64 = 190.0;
/// Height of a line of text.
const LINE: f64 = 17.0;
/// Space between nodes.
const GAP: f64 = 9.0;
/// Average width of a character of a label, Cyrillic included.
const CHAR: f64 = 7.4;

fn characters(width: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let n = (width / CHAR) as usize;
    n.max(8)
}

fn left(depth: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let depth = depth.min(10) as f64;
    depth * INDENT
}

/// Lines of a node's name and of its numbers.
fn lines(node: &Node) -> (Vec<String>, Vec<String>) {
    let beside = if node.numbers.is_empty() {
        24.0
    } else {
        NUMBERS + 24.0
    };
    let name = wrap(
        &node.name,
        characters(WIDTH - left(node.depth) - 20.0 - beside),
        3,
    );
    (name, wrap(&node.numbers, characters(NUMBERS), 2))
}

fn height(node: &Node) -> f64 {
    let (name, numbers) = lines(node);
    #[allow(clippy::cast_precision_loss)]
    let lines = name.len().max(numbers.len()).max(1) as f64;
    lines * LINE
        + GAP
        + if node.kind == NodeKind::Business {
            8.0
        } else {
            0.0
        }
}

/// Splits the lines into parts no taller than a page; a part that does not start at a business goal
/// repeats the lines above its first one.
pub fn parts(nodes: &[Node]) -> Vec<Vec<Node>> {
    let mut out: Vec<Vec<Node>> = Vec::new();
    let mut part: Vec<Node> = Vec::new();
    let mut tall = 0.0;
    for (i, node) in nodes.iter().enumerate() {
        if !part.is_empty() && tall + height(node) > TALLEST {
            out.push(std::mem::take(&mut part));
            let mut want = node.depth;
            for above in nodes[..i].iter().rev() {
                if above.depth < want {
                    want = above.depth;
                    part.insert(0, above.clone());
                }
            }
            tall = part.iter().map(height).sum();
        }
        tall += height(node);
        part.push(node.clone());
    }
    if !part.is_empty() {
        out.push(part);
    }
    out
}

/// One part as a drawing.
pub fn draw(nodes: &[Node], title: String, description: String) -> Drawing {
    let mut shapes = Vec::new();
    // Left of the box and lower end of the last node of each depth, for the lines down to its parts.
    let mut above: Vec<(f64, f64)> = Vec::new();
    let mut y = 0.0;
    for node in nodes {
        let x = left(node.depth);
        let (name, numbers) = lines(node);
        let tall = height(node) - GAP;
        let business = node.kind == NodeKind::Business;
        let first = y + LINE * 0.75 + if business { 4.0 } else { 0.0 };
        let middle = first - 4.5;
        if business {
            shapes.push(Shape::Rect {
                x: 0.0,
                y,
                w: WIDTH,
                h: tall,
                r: 5.0,
                class: "c-soft",
            });
        }
        above.truncate(node.depth);
        if let Some((from, low)) = above.last() {
            shapes.push(Shape::Line {
                x1: *from,
                y1: *low,
                x2: *from,
                y2: middle,
                class: "c-grid",
            });
            shapes.push(Shape::Line {
                x1: *from,
                y1: middle,
                x2: x + 4.0,
                y2: middle,
                class: "c-grid",
            });
        }
        let class = match node.kind {
            NodeKind::Business => "c-accent",
            NodeKind::Goal => "c-data",
            NodeKind::Kpi => "c-muted",
        };
        let r = if business { 0.0 } else { 4.0 };
        if r > 0.0 {
            shapes.push(Shape::Circle {
                x: x + 8.0,
                y: middle,
                r,
                class,
            });
        } else {
            shapes.push(Shape::Rect {
                x: x + 3.0,
                y: middle - 5.0,
                w: 10.0,
                h: 10.0,
                r: 2.0,
                class,
            });
        }
        let strong = if node.kind == NodeKind::Kpi {
            "c-label"
        } else {
            "c-label-strong"
        };
        let mut at = first;
        for line in &name {
            shapes.push(Shape::Text {
                x: x + 20.0,
                y: at,
                text: line.clone(),
                anchor: Anchor::Start,
                class: strong,
            });
            at += LINE;
        }
        let mut at = first;
        for line in &numbers {
            shapes.push(Shape::Text {
                x: WIDTH - 8.0,
                y: at,
                text: line.clone(),
                anchor: Anchor::End,
                class: "c-label",
            });
            at += LINE;
        }
        while above.len() < node.depth {
            above.push((x + 8.0 - INDENT, y));
        }
        above.push((x + 8.0, middle + 6.0));
        y += tall + GAP;
    }
    Drawing {
        width: WIDTH,
        height: (y - GAP).max(1.0),
        title,
        description,
        shapes,
    }
}

/// The same lines as a table, head row first.
pub fn data(nodes: &[Node], l: Locale) -> Vec<Vec<String>> {
    let head = [
        k::goals_doc::tree_level,
        k::goals_doc::tree_name,
        k::goals_doc::now_target,
        k::goals::kpis::deadline,
    ];
    let mut out = vec![head.iter().map(|key| l.t(*key).to_owned()).collect()];
    out.extend(nodes.iter().map(|n| {
        let kind = match n.kind {
            NodeKind::Business => l.t(k::kpi_tree::kind_business),
            NodeKind::Goal => l.t(k::kpi_tree::kind_goal),
            NodeKind::Kpi => l.t(k::goals_doc::kpi),
        };
        vec![
            kind.to_owned(),
            text::excerpt(&n.name, 120),
            n.numbers.clone(),
            n.by.clone(),
        ]
    }));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(id: u64, goal: u64, parent: u64) -> Kpi {
        let link = |n: u64| (n > 0).then_some(RowId(n));
        Kpi {
            id: RowId(id),
            goal: link(goal),
            parent: link(parent),
            name: format!("K{id}"),
            ..Kpi::default()
        }
    }

    fn goals(kpis: Vec<Kpi>) -> Goals {
        Goals {
            business: vec![BusinessGoal {
                id: RowId(1),
                title: "B".into(),
                ..BusinessGoal::default()
            }],
            goals: vec![
                Goal {
                    id: RowId(2),
                    title: "G2".into(),
                    business: Some(RowId(1)),
                    ..Goal::default()
                },
                Goal {
                    id: RowId(3),
                    title: "G3".into(),
                    ..Goal::default()
                },
            ],
            kpis,
            ..Goals::default()
        }
    }

    fn lines_of(w: &Workbook, l: Locale) -> Vec<Node> {
        nodes(w, l, &|table, id| {
            let g = &w.goals;
            let found = if table == Kpi::TABLE {
                g.kpis.iter().find(|x| x.id == id).map(|x| &x.name)
            } else if table == Goal::TABLE {
                g.goals.iter().find(|x| x.id == id).map(|x| &x.title)
            } else {
                g.business.iter().find(|x| x.id == id).map(|x| &x.title)
            };
            found.cloned().unwrap_or_default()
        })
    }

    fn ids(rows: &[RowId]) -> Vec<u64> {
        rows.iter().map(|r| r.0).collect()
    }

    #[test]
    fn kpis_hang_under_their_parent_before_their_goal() {
        let f = Forest::of(&goals(vec![
            kpi(10, 2, 0),
            kpi(11, 3, 10),
            kpi(12, 0, 11),
            kpi(13, 0, 0),
            kpi(14, 99, 0),
        ]));
        assert_eq!(
            f.business,
            [(Some(RowId(1)), vec![RowId(2)]), (None, vec![RowId(3)])]
        );
        assert_eq!(ids(&f.kpis(RowId(2))), [10]);
        assert!(f.kpis(RowId(3)).is_empty());
        assert_eq!(ids(&f.parts(RowId(10))), [11]);
        assert_eq!(ids(&f.parts(RowId(11))), [12]);
        assert_eq!(ids(&f.loose), [13, 14]);
        assert!(f.looped.is_empty());
    }

    #[test]
    fn loops_are_cut_and_nothing_is_lost() {
        // 10 ↔ 11 in a loop, 12 hangs on the loop, 13 is its own parent, 14 has a parent that is gone.
        let f = Forest::of(&goals(vec![
            kpi(10, 2, 11),
            kpi(11, 2, 10),
            kpi(12, 0, 11),
            kpi(13, 2, 13),
            kpi(14, 2, 77),
        ]));
        assert_eq!(ids(&f.looped), [10, 11, 13]);
        assert_eq!(ids(&f.kpis(RowId(2))), [10, 11, 13, 14]);
        assert_eq!(ids(&f.parts(RowId(11))), [12]);
    }

    fn book(kpis: usize) -> Workbook {
        let mut list = vec![kpi(10, 2, 0)];
        for i in 1..kpis {
            list.push(kpi(
                10 + i as u64,
                2,
                if i % 3 == 0 { 0 } else { 9 + i as u64 },
            ));
        }
        Workbook {
            goals: goals(list),
            ..Workbook::default()
        }
    }

    #[test]
    fn lines_come_parents_first() {
        let all = lines_of(&book(4), Locale::En);
        let shape: Vec<(usize, &str)> = all.iter().map(|n| (n.depth, n.name.as_str())).collect();
        assert_eq!(
            shape,
            [
                (0, "B"),
                (1, "G2"),
                (2, "K10"),
                (3, "K11"),
                (4, "K12"),
                (2, "K13"),
                (0, "Goals without a business goal"),
                (1, "G3")
            ]
        );
        assert_eq!(data(&all, Locale::En).len(), all.len() + 1);
    }

    #[test]
    fn a_tall_tree_becomes_several_figures_with_their_heads() {
        let all = lines_of(&book(120), Locale::Ru);
        let parts = parts(&all);
        assert!(parts.len() > 2);
        for part in &parts {
            assert_eq!(part[0].depth, 0);
            assert!(part.windows(2).all(|p| p[1].depth <= p[0].depth + 1));
            let d = draw(part, String::new(), String::new());
            assert!(d.height <= TALLEST + 60.0, "{}", d.height);
        }
        for node in &all {
            assert!(parts.iter().flatten().any(|n| n == node));
        }
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let mut w = book(9);
        w.goals.kpis[3].name =
            "Очень длинное название показателя, которое не помещается в одну строку и даже в две"
                .into();
        w.goals.kpis[3].baseline = "1000000".into();
        w.goals.kpis[3].target = "2500000".into();
        w.goals.kpis[3].unit = "человеко-часов".into();
        let all = lines_of(&w, Locale::Ru);
        let d = draw(&all, String::new(), String::new());
        for shape in &d.shapes {
            let (x, y) = match shape {
                Shape::Text {
                    x, y, text, anchor, ..
                } => {
                    #[allow(clippy::cast_precision_loss)]
                    let wide = text.chars().count() as f64 * CHAR;
                    let (from, to) = if *anchor == Anchor::End {
                        (x - wide, *x)
                    } else {
                        (*x, x + wide)
                    };
                    assert!(from >= 0.0 && to <= WIDTH + 8.0, "{text}: {from}..{to}");
                    (*x, *y)
                }
                Shape::Line { x1, y1, x2, y2, .. } => {
                    assert!(*y1 <= *y2 && *x1 <= *x2);
                    (*x2, *y2)
                }
                Shape::Rect { x, y, w, h, .. } => (x + w, y + h),
                Shape::Circle { x, y, .. } => (*x, *y),
                Shape::Path { .. } => continue,
            };
            assert!(
                (0.0..=WIDTH).contains(&x) && (0.0..=d.height).contains(&y),
                "{shape:?}"
            );
        }
    }
}
