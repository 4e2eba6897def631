//! Tables and lists of facts.

use super::body::Body;
use super::xml;
use crate::kernel::Column;
use crate::kernel::block::Fact;
use std::fmt::Write as _;

/// Twips that a letter of a table takes, rather more than less: in a word that may not be broken, bold
/// in the head, and on average in a line.
const LETTER: (usize, usize) = (104, 92);
/// Twips that the widest letters of a short word may take beyond that.
const EDGE: usize = 50;
/// Twips between two columns.
const GAP: usize = 198;
/// Longest word, in letters, that a column is widened for.
const WORD: usize = 16;
/// A row of more lines than this may go over two pages: it would leave too much of one empty.
const TALL: usize = 14;
/// Rows that are looked at for the widths; more of them do not look different.
const ROWS: usize = 500;

/// Widths of columns in twips: shares of the width by weight. A column that does not need its share
/// gives the rest to the others, and none is narrower than its longest word if that can be.
pub fn widths(columns: &[Column], rows: &[Vec<String>], total: usize) -> Vec<usize> {
    let longest = |i: usize, marks: &[char], max: usize| {
        let cells = rows.iter().take(ROWS).filter_map(|r| r.get(i));
        std::iter::once(&columns[i].title)
            .chain(cells)
            .flat_map(|t| t.split(marks))
            .map(|part| part.chars().take(max).count())
            .max()
            .unwrap_or(0)
            .max(2)
    };
    let words = |i| longest(i, &[' ', '\n', '\t', '-', '/', '—'], WORD) * LETTER.0 + EDGE + GAP;
    let least: Vec<usize> = (0..columns.len()).map(words).collect();
    let asked: usize = least.iter().sum();
    let mut out: Vec<usize> = if asked >= total {
        least.iter().map(|n| n * total / asked.max(1)).collect()
    } else {
        let lines: Vec<usize> = (0..columns.len())
            .map(|i| longest(i, &['\n'], total))
            .collect();
        let most: Vec<usize> = lines
            .iter()
            .zip(&least)
            .map(|(n, least)| (n * LETTER.1 + GAP).max(*least))
            .collect();
        // Long texts want room, but four times the text does not want four times the width.
        let weights: Vec<usize> = columns
            .iter()
            .zip(&lines)
            .map(|(c, n)| usize::from(c.weight.max(1)) * (*n).clamp(9, 400).isqrt())
            .collect();
        share(&weights, &least, &most, total)
    };
    // What rounding left goes to the last column, so that the table is as wide as the text.
    let sum: usize = out.iter().sum();
    if let Some(last) = out.last_mut() {
        *last += total.saturating_sub(sum);
    }
    out
}

/// Shares by weight between a least and a most; the least fit the total together. When no column needs
/// the width, all share it by weight above their least.
pub(in crate::export) fn share(
    weights: &[usize],
    least: &[usize],
    most: &[usize],
    total: usize,
) -> Vec<usize> {
    let mut fixed: Vec<Option<usize>> = vec![None; weights.len()];
    loop {
        let free = total.saturating_sub(fixed.iter().flatten().sum());
        let open = || (0..weights.len()).filter(|i| fixed[*i].is_none());
        let parts: usize = open().map(|i| weights[i]).sum();
        let ask = |i: usize| free * weights[i] / parts.max(1);
        // First those that are too narrow, then those that have too much while others can use it.
        let narrow = open().find(|i| ask(*i) < least[*i]).map(|i| (i, least[i]));
        let useful = open().any(|i| ask(i) < most[i]);
        let idle = || {
            open()
                .find(|i| useful && ask(*i) > most[*i])
                .map(|i| (i, most[i]))
        };
        match narrow.or_else(idle) {
            Some((i, width)) => fixed[i] = Some(width),
            None => {
                return (0..weights.len())
                    .map(|i| fixed[i].unwrap_or_else(|| ask(i)))
                    .collect();
            }
        }
    }
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

/// Properties of a paragraph in a cell: numbers are flush right, and a row that must not be parted from
/// the next one says so in each of its cells.
fn properties(column: Option<&Column>, together: bool) -> &'static str {
    match (together, column.is_some_and(|c| c.numeric)) {
        (true, true) => "<w:keepNext/><w:jc w:val=\"right\"/>",
        (true, false) => "<w:keepNext/>",
        (false, true) => "<w:jc w:val=\"right\"/>",
        (false, false) => "",
    }
}

/// Should a row stay with the next: the first two stay together, and the last two. Tall rows do not: what
/// cannot be on one page sends LibreOffice round in circles.
fn together(row: usize, rows: usize) -> bool {
    row + 1 < rows && (row == 0 || row + 2 == rows)
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
            xml::open(&mut self.out, "TableHead", properties(Some(c), false));
            xml::run(&mut self.out, "", &c.title);
            self.out.push_str("</w:p></w:tc>");
        }
        self.out.push_str("</w:tr>");
        let tall = |row: &[String]| row.iter().zip(&widths).any(|(t, w)| lines(t, *w) > TALL);
        for (n, row) in rows.iter().enumerate() {
            let whole = !tall(row);
            let keep = whole && together(n, rows.len());
            self.out.push_str("<w:tr>");
            if whole {
                self.out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
            }
            for (i, w) in widths.iter().enumerate() {
                let column = columns.get(i);
                cell(&mut self.out, *w);
                xml::open(&mut self.out, "TableText", properties(column, keep));
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
        for (n, fact) in facts.iter().enumerate() {
            let whole = lines(&fact.value, widths[1]) <= TALL;
            let keep = properties(None, whole && together(n, facts.len()));
            self.out.push_str("<w:tr>");
            if whole {
                self.out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
            }
            cell(&mut self.out, widths[0]);
            xml::open(&mut self.out, "FactLabel", keep);
            xml::run(&mut self.out, "", &fact.label);
            self.out.push_str("</w:p></w:tc>");
            cell(&mut self.out, widths[1]);
            xml::open(&mut self.out, "FactValue", keep);
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
        assert_eq!(widths(&narrow, &[], 8001), [1288, 6713]);
        let many: Vec<Column> = (0..12).map(|_| Column::text(word, 1)).collect();
        let got = widths(&many, &[], 9638);
        assert_eq!(got.iter().sum::<usize>(), 9638);
        assert!(got.iter().all(|w| (803..=810).contains(w)), "{got:?}");
        // A cell of one endless word takes no more than its column can spare.
        let rows = [vec!["ы".repeat(1000), "слово ".repeat(100)]];
        assert_eq!(widths(&even, &rows, 8000), [2000, 6000]);
        // Four times the text, twice the width.
        let rows = [vec!["слово ".repeat(64), "слово ".repeat(16)]];
        let two = [Column::text("a", 1), Column::text("b", 1)];
        assert_eq!(widths(&two, &rows, 2800), [1900, 900]);
    }

    #[test]
    fn a_column_gives_what_it_does_not_need() {
        let columns = [
            Column::text("Рубрика", 1),
            Column::text("Почему", 1),
            Column::text("Вес", 1),
        ];
        let rows = [vec!["Наш двор".into(), "слово ".repeat(40), "5 %".into()]];
        let got = widths(&columns, &rows, 9000);
        assert_eq!(got[0], 7 * 104 + 50 + 198);
        assert_eq!(got[2], 3 * 104 + 50 + 198);
        assert_eq!(got.iter().sum::<usize>(), 9000);
    }
}
