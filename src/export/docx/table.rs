//! Tables and lists of facts.

use super::body::Body;
use super::xml;
use crate::kernel::Column;
use crate::kernel::block::Fact;
use std::fmt::Write as _;

/// Twips that an average letter of a table takes, head included; a little more than it is.
const LETTER: usize = 104;
/// Twips between two columns.
const GAP: usize = 142;
/// Longest word, in letters, that a column is widened for.
const WORD: usize = 16;
/// A row of more lines than this may go over two pages: it would leave too much of one empty.
const TALL: usize = 14;

/// Widths of columns in twips: shares of the width by weight, but none narrower than its longest word
/// as long as the others can give.
pub fn widths(columns: &[Column], rows: &[Vec<String>], total: usize) -> Vec<usize> {
    let longest = |i: usize, c: &Column| {
        let cells = rows.iter().filter_map(|r| r.get(i)).take(500);
        let letters = std::iter::once(&c.title)
            .chain(cells)
            .flat_map(|t| t.split([' ', '\n', '\t', '-', '/', '—']))
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0);
        letters.clamp(2, WORD) * LETTER + GAP
    };
    let needs: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(i, c)| longest(i, c))
        .collect();
    let weight = |c: &Column| usize::from(c.weight.max(1));
    let asked: usize = needs.iter().sum();
    let mut out: Vec<usize> = if asked >= total {
        needs.iter().map(|n| n * total / asked.max(1)).collect()
    } else {
        // Columns that would be too narrow take what they need; the rest share what is left.
        let mut narrow = vec![false; columns.len()];
        loop {
            let taken: usize = needs
                .iter()
                .zip(&narrow)
                .filter(|(_, n)| **n)
                .map(|(n, _)| n)
                .sum();
            let parts: usize = columns
                .iter()
                .zip(&narrow)
                .filter(|(_, n)| !**n)
                .map(|(c, _)| weight(c))
                .sum();
            let width = |i: usize| {
                if narrow[i] {
                    needs[i]
                } else {
                    (total - taken) * weight(&columns[i]) / parts.max(1)
                }
            };
            let widths: Vec<usize> = (0..columns.len()).map(width).collect();
            let Some(next) = (0..columns.len()).find(|i| !narrow[*i] && widths[*i] < needs[*i])
            else {
                break widths;
            };
            narrow[next] = true;
        }
    };
    // What rounding left goes to the last column, so that the table is as wide as the text.
    let sum: usize = out.iter().sum();
    if let Some(last) = out.last_mut() {
        *last += total.saturating_sub(sum);
    }
    out
}

/// Lines that a text takes in a cell, about.
fn lines(text: &str, width: usize) -> usize {
    let row = (width.saturating_sub(GAP) / 90).max(1);
    text.split('\n').map(|l| l.chars().count() / row + 1).sum()
}

/// The head of a table: its style, width, name for screen readers and columns.
fn start(out: &mut String, style: &str, name: &str, head: bool, widths: &[usize]) {
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"{}\" w:firstRow=\"{}\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>",
        widths.iter().sum::<usize>(),
        if head { "0620" } else { "0600" },
        u8::from(head)
    );
    if !name.is_empty() {
        let _ = write!(out, "<w:tblCaption w:val=\"{}\"/>", xml::escape(name));
    }
    out.push_str("</w:tblPr><w:tblGrid>");
    for w in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{w}\"/>");
    }
    out.push_str("</w:tblGrid>");
}

fn cell(out: &mut String, width: usize) {
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
    );
}

fn align(column: Option<&Column>) -> &'static str {
    if column.is_some_and(|c| c.numeric) {
        "<w:jc w:val=\"right\"/>"
    } else {
        ""
    }
}

impl Body<'_> {
    /// A table under its caption. Its head stands on every page it goes over.
    pub fn table(&mut self, caption: &str, columns: &[Column], rows: &[Vec<String>]) {
        if columns.is_empty() {
            return;
        }
        let widths = widths(columns, rows, self.width);
        let last = columns.len() - 1;
        start(&mut self.out, "DocumentTable", caption, true, &widths);
        self.out
            .push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (c, w) in columns.iter().zip(&widths) {
            cell(&mut self.out, *w);
            xml::open(&mut self.out, "TableHead", align(Some(c)));
            xml::run(&mut self.out, "", &c.title);
            self.out.push_str("</w:p></w:tc>");
        }
        self.out.push_str("</w:tr>");
        for row in rows {
            let height = row
                .iter()
                .zip(&widths)
                .map(|(t, w)| lines(t, *w))
                .max()
                .unwrap_or(0);
            self.out.push_str("<w:tr>");
            if height <= TALL {
                self.out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
            }
            for (i, w) in widths.iter().enumerate() {
                let column = columns.get(i);
                cell(&mut self.out, *w);
                xml::open(&mut self.out, "TableText", align(column));
                let text = row.get(i).map_or("", String::as_str);
                self.words("", text);
                // Cells beyond the columns are kept in the last one.
                if i == last {
                    for more in row.iter().skip(widths.len()) {
                        self.words("", &format!("\n{more}"));
                    }
                }
                self.out.push_str("</w:p></w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    /// Labels and values in two columns.
    pub fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        let label = self.width * 3 / 10;
        let widths = [label, self.width - label];
        start(&mut self.out, "FactTable", "", false, &widths);
        for fact in facts {
            self.out.push_str("<w:tr>");
            if lines(&fact.value, widths[1]) <= TALL {
                self.out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
            }
            cell(&mut self.out, widths[0]);
            xml::paragraph(&mut self.out, "FactLabel", &fact.label);
            self.out.push_str("</w:tc>");
            cell(&mut self.out, widths[1]);
            xml::open(&mut self.out, "FactValue", "");
            match xml::target(&fact.value).filter(|_| fact.link) {
                Some(target) => self.link(&target, &fact.value),
                None => self.words("", &fact.value),
            }
            self.out.push_str("</w:p></w:tc></w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_width_and_hold_their_longest_word() {
        let even = [Column::text("a", 1), Column::text("b", 3)];
        assert_eq!(widths(&even, &[], 8000), [2000, 6000]);
        let word = "Показатель";
        let narrow = [Column::text(word, 1), Column::text("b", 9)];
        assert_eq!(widths(&narrow, &[], 8001), [1182, 6819]);
        let many: Vec<Column> = (0..12).map(|_| Column::text(word, 1)).collect();
        let got = widths(&many, &[], 9638);
        assert_eq!(got.iter().sum::<usize>(), 9638);
        assert!(got.iter().all(|w| (803..=810).contains(w)), "{got:?}");
        // A cell of one endless word takes no more than its column can spare.
        let rows = [vec!["ы".repeat(1000), "x".into()]];
        assert_eq!(widths(&even, &rows, 8000), [2000, 6000]);
    }
}
