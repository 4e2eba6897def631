//! Tables in their place: the largest letters with which nothing is cut, columns as wide as their words ask for.

use super::scene::{self, Align, Face, Frame, Paragraph, Row};
use super::{Table, fit};
use crate::chart::Tone;

/// Sizes of the letters, from the best to the least.
const SIZES: [f64; 9] = [20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0];
/// Margin left and right of the words of a cell.
const SIDE: f64 = 8.0;
/// Least and most margin above and below them.
const ABOVE: (f64, f64) = (5.0, 13.0);

/// Size of the letters of the head.
fn head(size: f64) -> f64 {
    (size * 0.82).clamp(12.0, 14.0)
}

fn face(table: &Table, row: usize, column: usize, size: f64) -> Face {
    // Row 0 is the head.
    let last = table.total && row == table.rows.len();
    let own = row > 0 && table.own == Some(row - 1);
    match row {
        0 => Face::bold(head(size)),
        _ if last || own || column == 0 => Face::bold(size),
        _ => Face::regular(size),
    }
}

fn cell(table: &Table, row: usize, column: usize) -> &str {
    let row = if row == 0 {
        Some(&table.head)
    } else {
        table.rows.get(row - 1)
    };
    row.and_then(|r| r.get(column)).map_or("", String::as_str)
}

/// Widths of the columns: their weights, but no word broken as long as there is room for all. The second is whether
/// there is.
fn widths(table: &Table, size: f64, room: f64) -> (Vec<f64>, bool) {
    let weights: Vec<f64> = table
        .weights
        .iter()
        .map(|w| f64::from((*w).max(1)))
        .collect();
    let sum: f64 = weights.iter().sum();
    let least: Vec<f64> = (0..weights.len())
        .map(|c| {
            let words = (0..=table.rows.len()).flat_map(|r| {
                let face = face(table, r, c, size);
                cell(table, r, c)
                    .split(' ')
                    .map(move |word| fit::width(word, face))
            });
            let words = words.fold(0.0, f64::max);
            // Names on one line, unless that takes more than a third.
            let names = (1..=table.rows.len())
                .map(|r| fit::width(cell(table, r, c), face(table, r, c, size)))
                .fold(0.0, f64::max);
            let whole = if c == 0 && names < room / 3.0 {
                names
            } else {
                0.0
            };
            words.max(whole) + 2.0 * SIDE + 0.5
        })
        .collect();
    let needed: f64 = least.iter().sum();
    if needed > room {
        return (weights.iter().map(|w| room * w / sum).collect(), false);
    }
    // Columns that need more than their share take it, and the others share what is left.
    let mut fixed = vec![false; weights.len()];
    loop {
        let taken: f64 = (0..weights.len())
            .filter(|c| fixed[*c])
            .map(|c| least[c])
            .sum();
        let open: f64 = (0..weights.len())
            .filter(|c| !fixed[*c])
            .map(|c| weights[c])
            .sum();
        let part = |c: usize| (room - taken) * weights[c] / open.max(1e-9);
        let tight = (0..weights.len()).find(|c| !fixed[*c] && part(*c) < least[*c]);
        match tight {
            Some(c) => fixed[c] = true,
            None => {
                let all = (0..weights.len())
                    .map(|c| if fixed[c] { least[c] } else { part(c) })
                    .collect();
                return (all, true);
            }
        }
    }
}

/// The table at a place, at most as high as that; and the texts that had to be cut, in full.
pub fn lay(table: &Table, frame: Frame) -> (scene::Table, Vec<String>) {
    let smallest = SIZES[SIZES.len() - 1];
    // Nothing cut, and two lines to a cell if that leaves letters that can be read from afar; else three.
    // With few rows there is room for three at once.
    let few = if table.rows.len() < 4 {
        (3, 17.0)
    } else {
        (2, 15.0)
    };
    for (most, least) in [few, (2, 15.0), (3, 14.0), (2, smallest), (3, smallest)] {
        for size in SIZES.into_iter().filter(|s| *s >= least) {
            let (columns, whole) = widths(table, size, frame.w);
            if !whole {
                continue;
            }
            let (rows, cut) = rows(table, &columns, size, most);
            if cut.is_empty() && tall(&rows) <= frame.h {
                return (finish(table, frame, columns, rows), cut);
            }
        }
    }
    // Cut, as little as there is room for.
    let mut most = 3;
    loop {
        let (columns, _) = widths(table, smallest, frame.w);
        let (rows, cut) = rows(table, &columns, smallest, most);
        if most == 1 || tall(&rows) <= frame.h {
            return (finish(table, frame, columns, rows), cut);
        }
        most -= 1;
    }
}

fn tall(rows: &[Row]) -> f64 {
    rows.iter().map(|r| r.height).sum()
}

/// The rows, each cell with so many lines at most; and what was cut, in full.
fn rows(table: &Table, columns: &[f64], size: f64, most: usize) -> (Vec<Row>, Vec<String>) {
    let mut cut = Vec::new();
    let rows = (0..=table.rows.len())
        .map(|r| {
            let last = table.total && r == table.rows.len();
            let own = r > 0 && table.own == Some(r - 1);
            let cells: Vec<Paragraph> = columns
                .iter()
                .enumerate()
                .map(|(c, width)| {
                    let face = face(table, r, c, size);
                    let full = cell(table, r, c);
                    let text = fit::cut(full, face, width - 2.0 * SIDE, most);
                    if text != full {
                        cut.push(full.to_owned());
                    }
                    let tone = if r == 0 { Tone::Muted } else { Tone::Ink };
                    let mut p = Paragraph::new(text, face, tone);
                    if table.numeric.get(c) == Some(&true) {
                        p.align = Align::Right;
                    }
                    p
                })
                .collect();
            let lines = cells
                .iter()
                .zip(columns)
                .map(|(p, width)| p.height(width - 2.0 * SIDE))
                .fold(0.0, f64::max);
            let next_total = table.total && r + 1 == table.rows.len();
            Row {
                height: lines + 2.0 * ABOVE.0,
                cells,
                fill: (own || last).then_some(Tone::Surface),
                line: if r == 0 || next_total {
                    (Tone::Strong, 1.5)
                } else {
                    (Tone::Line, 1.0)
                },
            }
        })
        .collect();
    (rows, cut)
}

/// Gives the rows the air that is left.
fn finish(table: &Table, frame: Frame, columns: Vec<f64>, mut rows: Vec<Row>) -> scene::Table {
    #[allow(clippy::cast_precision_loss)]
    let n = rows.len().max(1) as f64;
    let air = ((frame.h - tall(&rows)) / n).clamp(0.0, 2.0 * (ABOVE.1 - ABOVE.0));
    for row in &mut rows {
        row.height += air;
    }
    let h = tall(&rows);
    scene::Table {
        frame: Frame { h, ..frame },
        description: table.title.clone(),
        columns,
        rows,
        side: SIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cell: &str, rows: usize) -> Table {
        Table {
            head: vec!["A".into(), "B".into()],
            weights: vec![1, 3],
            numeric: vec![false, true],
            rows: vec![vec![cell.to_owned(), "1".into()]; rows],
            ..Table::default()
        }
    }

    #[test]
    fn columns_are_as_wide_as_their_longest_word() {
        let frame = Frame::new(0.0, 0.0, 400.0, 300.0);
        let (laid, cut) = lay(&table("Достопримечательности", 2), frame);
        assert!(cut.is_empty());
        assert!(laid.columns[0] > 210.0, "{:?}", laid.columns);
        assert!((laid.columns.iter().sum::<f64>() - 400.0).abs() < 0.01);
        assert_eq!(laid.rows[1].cells[0].face.size, 20.0);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_told() {
        let long = "слово ".repeat(60).trim().to_owned();
        let frame = Frame::new(0.0, 0.0, 400.0, 200.0);
        let (laid, cut) = lay(&table(&long, 7), frame);
        assert_eq!(cut.len(), 7);
        assert!(laid.frame.h <= 200.0, "{}", laid.frame.h);
        assert!(laid.rows[1].cells[0].text.ends_with('…'));
    }
}
