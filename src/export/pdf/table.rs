//! Tables: widths of columns, heads that are repeated, rows that stay whole.

use super::blocks::{Maker, pen};
use super::canvas::Mark;
use super::flow::{Kind, Strip};
use super::look::{CAPTION, CELL, HEAD, LINE, STRONG, tabular};
use super::text::{Line, Style, measure, wrap};
use super::tree::{NodeId, Part};
use crate::export::docx::share;
use crate::i18n::k;
use crate::kernel::Column;
use std::rc::Rc;

/// Space in a cell left and right, above and below.
const PAD: (f32, f32) = (4.5, 3.75);
/// Rows that are looked at for the widths; more of them do not look different.
const ROWS: usize = 300;
/// Letters of a cell that are looked at.
const LETTERS: usize = 400;

/// Widths of columns in points: shares of the width by weight. A column that does not need its share gives
/// the rest to the others, and none is narrower than its longest word if that can be.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn widths(m: &Maker<'_>, columns: &[Column], rows: &[Vec<String>]) -> Vec<f32> {
    // Hundredths of a point.
    let whole = |points: f32| (points.max(0.0) * 100.0).ceil() as usize;
    let total = whole(m.width);
    let (mut least, mut most, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (i, column) in columns.iter().enumerate() {
        let (mut word, mut line) = measure(m.faces, &column.title, &HEAD);
        let style = style(column);
        let mut letters = column.title.chars().count();
        for cell in rows.iter().take(ROWS).filter_map(|r| r.get(i)) {
            let start: String = cell.chars().take(LETTERS).collect();
            letters = letters.max(start.chars().count());
            let (a, b) = measure(m.faces, &start, &style);
            word = word.max(a);
            line = line.max(b);
        }
        let pad = 2.0 * PAD.0 + 0.1;
        // An endless word gets no more than its column can spare.
        least.push(whole(word.min(0.35 * m.width) + pad));
        most.push(whole(line.max(word) + pad).max(least[i]));
        weights.push(usize::from(column.weight.max(1)) * letters.clamp(9, LETTERS).isqrt());
    }
    let asked: usize = least.iter().sum();
    let out: Vec<usize> = if asked >= total {
        squeezed(&least, total)
    } else {
        share(&weights, &least, &most, total)
    };
    let mut out: Vec<f32> = out.iter().map(|n| *n as f32 / 100.0).collect();
    let rest = m.width - out.iter().sum::<f32>();
    if let Some(last) = out.last_mut() {
        *last += rest;
    }
    out
}

/// Widths that fit the total when what the columns need does not: those that need most give.
fn squeezed(least: &[usize], total: usize) -> Vec<usize> {
    let (mut low, mut high) = (0, total);
    while low < high {
        let cap = (low + high).div_ceil(2);
        if least.iter().map(|n| (*n).min(cap)).sum::<usize>() <= total {
            low = cap;
        } else {
            high = cap - 1;
        }
    }
    least.iter().map(|n| (*n).min(low)).collect()
}

fn style(column: &Column) -> Style {
    if column.numeric { tabular(CELL) } else { CELL }
}

/// A cell on its way to a strip.
struct Cell {
    node: NodeId,
    lines: Vec<Line>,
    left: f32,
    right: f32,
    numeric: bool,
}

impl Cell {
    /// Where a line begins.
    fn x(&self, line: &Line) -> f32 {
        if self.numeric {
            (self.right - line.width).max(self.left)
        } else {
            self.left
        }
    }
}

impl Maker<'_> {
    /// A table under its caption.
    pub fn table(
        &mut self,
        caption: &str,
        columns: &[Column],
        rows: &[Vec<String>],
        parent: NodeId,
    ) -> Vec<Strip> {
        if columns.is_empty() {
            return Vec::new();
        }
        let widths = widths(self, columns, rows);
        let table = self.tree.add(Some(parent), Part::Table);
        let head = self.head(caption, columns, &widths, table, false);
        let again = self.locale.fill(k::doc::continued, &[("caption", caption)]);
        let repeated = Rc::new(self.head(&again, columns, &widths, table, true));
        let repeat = (repeated.page.height < self.height / 3.0).then_some(repeated);
        let body = self.tree.add(Some(table), Part::Rows);
        let mut out = vec![head];
        for (n, row) in rows.iter().enumerate() {
            let mut strips = self.row(columns, row, &widths, body);
            for (i, s) in strips.iter_mut().enumerate() {
                if n + i > 0 {
                    s.repeat.clone_from(&repeat);
                }
            }
            // The first two rows stay together, and the last two.
            let stay = n + 1 < rows.len() && (n == 0 || n + 2 == rows.len());
            if let Some(s) = strips.last_mut() {
                s.keep |= stay;
            }
            out.extend(strips);
        }
        if rows.is_empty() {
            out[0].keep = false;
        }
        out
    }

    /// Caption and names of the columns. `again`: for a further page, where nobody reads them once more.
    fn head(
        &mut self,
        caption: &str,
        columns: &[Column],
        widths: &[f32],
        table: NodeId,
        again: bool,
    ) -> Strip {
        let captions = wrap(self.faces, caption, &CAPTION, self.width);
        let mut s = Strip::new(Kind::TableHead, self.width, 0.0);
        let mark = |m: &mut Self, parent, part| {
            if again {
                Mark::Artifact
            } else {
                Mark::Node(m.tree.add(Some(parent), part))
            }
        };
        let of_caption = mark(self, table, Part::Caption);
        let mut y = s.page.lines(of_caption, 0.0, 0.0, &captions, self.faces);
        y += 4.5;
        let row = (!again).then(|| {
            let head = self.tree.add(Some(table), Part::Head);
            self.tree.add(Some(head), Part::Row)
        });
        let mut x = 0.0;
        let mut cells = Vec::new();
        let last = columns.len() - 1;
        for (i, (column, width)) in columns.iter().zip(widths).enumerate() {
            let left = x + if i == 0 { 0.0 } else { PAD.0 };
            let right = x + width - if i == last { 0.0 } else { PAD.0 };
            x += width;
            let of_cell = match row {
                Some(row) => mark(self, row, Part::HeadCell),
                None => Mark::Artifact,
            };
            let lines = wrap(self.faces, &column.title, &HEAD, (right - left).max(1.0));
            cells.push((of_cell, lines, left, right, column.numeric));
        }
        let most = cells.iter().map(|c| c.1.len()).max().unwrap_or(0).max(1);
        for (mark, lines, left, right, numeric) in &cells {
            if let (Mark::Node(node), true) = (mark, lines.is_empty()) {
                s.page.nothing(*node);
            }
            // Names stand at the foot of the head.
            #[allow(clippy::cast_precision_loss)]
            let mut top = y + PAD.1 + (most - lines.len()) as f32 * HEAD.line();
            for line in lines {
                let x = if *numeric {
                    (right - line.width).max(*left)
                } else {
                    *left
                };
                s.page.line(*mark, x, top + HEAD.baseline(self.faces), line);
                top += HEAD.line();
            }
        }
        #[allow(clippy::cast_precision_loss)]
        let height = y + 2.0 * PAD.1 + most as f32 * HEAD.line();
        s.page.rule(
            Mark::Artifact,
            0.0,
            height,
            self.width,
            0.0,
            pen(STRONG, 1.125),
        );
        s.page.height = height + 0.6;
        s.before = 12.0;
        s.keep = true;
        s
    }

    /// A row: one strip, or one for each line when it is too high.
    fn row(
        &mut self,
        columns: &[Column],
        row: &[String],
        widths: &[f32],
        body: NodeId,
    ) -> Vec<Strip> {
        let node = self.tree.add(Some(body), Part::Row);
        let last = columns.len() - 1;
        let mut cells = Vec::new();
        let mut x = 0.0;
        for (i, (column, width)) in columns.iter().zip(widths).enumerate() {
            let left = x + if i == 0 { 0.0 } else { PAD.0 };
            let right = x + width - if i == last { 0.0 } else { PAD.0 };
            x += width;
            let mut text = row.get(i).cloned().unwrap_or_default();
            // Cells beyond the columns are kept in the last one.
            if i == last {
                for more in row.iter().skip(columns.len()) {
                    text.push('\n');
                    text.push_str(more);
                }
            }
            cells.push(Cell {
                node: self.tree.add(Some(node), Part::Cell),
                lines: wrap(self.faces, &text, &style(column), (right - left).max(1.0)),
                left,
                right,
                numeric: column.numeric,
            });
        }
        let most = cells
            .iter()
            .map(|c| c.lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let line = CELL.line();
        #[allow(clippy::cast_precision_loss)]
        let height = most as f32 * line + 2.0 * PAD.1;
        let each = if height < self.tall() { most } else { 1 };
        let mut out = Vec::new();
        for from in (0..most).step_by(each) {
            let to = (from + each).min(most);
            let above = if from == 0 { PAD.1 } else { 0.0 };
            let below = if to == most { PAD.1 } else { 0.0 };
            #[allow(clippy::cast_precision_loss)]
            let mut s = Strip::new(
                Kind::Row,
                self.width,
                above + (to - from) as f32 * line + below,
            );
            for cell in &cells {
                if from == 0 && cell.lines.is_empty() {
                    s.page.nothing(cell.node);
                }
                let mut top = above;
                for l in cell.lines.iter().take(to).skip(from) {
                    let base = top + l.style.baseline(self.faces);
                    s.page.line(Mark::Node(cell.node), cell.x(l), base, l);
                    top += line;
                }
            }
            if to == most {
                let y = s.page.height - 0.375;
                s.page
                    .rule(Mark::Artifact, 0.0, y, self.width, 0.0, pen(LINE, 0.75));
            }
            out.push(s);
        }
        super::flow::together(&mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_columns_stay_whole_when_long_ones_must_give() {
        assert_eq!(squeezed(&[10, 90, 80], 100), [10, 45, 45]);
        assert_eq!(squeezed(&[10, 20, 80], 100), [10, 20, 70]);
        assert_eq!(squeezed(&[50; 4], 100), [25; 4]);
    }
}
