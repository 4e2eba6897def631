//! One sheet as a part of the package. Every text of a user goes into it by its number ([`Strings`]), so none can be taken for
//! a formula, a link or markup.

use super::model::{Allowed, As, Cell, Column, Mark, Outcome, Shape, Sheet, letters};
use super::strings::Strings;
use super::style::{self, Style, Styles};
use super::xml::{self, DECLARATION, MAIN};
use chrono::{NaiveDate, Timelike};
use std::fmt::Write as _;

/// Rows below a table in which one may go on with the same lists to choose from.
const SPARE: usize = 200;
/// Widest column, characters.
const WIDEST: usize = 52;
/// Widest column of values, characters.
const WIDEST_VALUE: usize = 90;
/// Rows a sheet may have (ECMA-376, Excel's limits).
pub const ROWS: usize = 1_048_576;

/// Number of the last row that has something of the table, heads included.
pub fn last_row(sheet: &Sheet<'_>) -> usize {
    sheet.rows.len().max(1) + 1
}

/// Name of the last column.
pub fn last_column(sheet: &Sheet<'_>) -> String {
    letters(sheet.columns.len().max(1) - 1)
}

/// The part of the package. `number` is that of the sheet, from 0.
pub fn part<'a>(
    sheet: &'a Sheet<'a>,
    number: usize,
    styles: &mut Styles,
    strings: &mut Strings<'a>,
) -> String {
    let mut pen = Pen::new(sheet, styles, strings);
    pen.heads();
    for (n, row) in sheet.rows.iter().enumerate() {
        let strong = sheet.shape == Shape::Fields;
        let indent = sheet.indents.get(n).copied().unwrap_or(0);
        pen.row(n + 2, row, |at| {
            if at == 0 {
                (strong, indent)
            } else {
                (false, 0)
            }
        });
    }
    for (n, row) in sheet.below.iter().enumerate() {
        pen.row(sheet.rows.len() + 3 + n, row, |_| (true, 0));
    }
    let (data, worn, links) = (pen.out, pen.worn, pen.links);

    let mut out = String::with_capacity(data.len() + 4096);
    out.push_str(DECLARATION);
    let _ = write!(out, "<worksheet xmlns=\"{MAIN}\">");
    if sheet.shape != Shape::Lists {
        out.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
    }
    let rows = match sheet.below.len() {
        0 => sheet.rows.len() + 1,
        below => sheet.rows.len() + 2 + below,
    };
    let _ = write!(
        out,
        "<dimension ref=\"A1:{}{rows}\"/><sheetViews><sheetView{} workbookViewId=\"0\">",
        last_column(sheet),
        if number == 0 {
            " tabSelected=\"1\""
        } else {
            ""
        }
    );
    out.push_str(match sheet.shape {
        Shape::Table => TABLE_PANES,
        Shape::Fields => FIELDS_PANES,
        Shape::Lists => "",
    });
    out.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
    columns(&mut out, sheet, &worn);
    out.push_str("<sheetData>");
    out.push_str(&data);
    out.push_str("</sheetData>");
    if sheet.shape == Shape::Table {
        let _ = write!(
            out,
            "<autoFilter ref=\"A1:{}{}\"/>",
            last_column(sheet),
            last_row(sheet)
        );
    }
    let bars = marks(&mut out, sheet, number);
    if sheet.shape != Shape::Lists {
        choices(&mut out, sheet);
    }
    if !links.is_empty() {
        let _ = write!(out, "<hyperlinks>{links}</hyperlinks>");
    }
    out.push_str(MARGINS);
    if sheet.shape != Shape::Lists {
        let wide = sheet.shape == Shape::Table;
        let _ = write!(
            out,
            "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"{}\"/>",
            if wide { "landscape" } else { "portrait" }
        );
    }
    if !bars.is_empty() {
        let _ = write!(
            out,
            "<extLst><ext xmlns:x14=\"{X14}\" uri=\"{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}\"><x14:conditionalFormattings>{bars}</x14:conditionalFormattings></ext></extLst>"
        );
    }
    out.push_str("</worksheet>");
    out
}

const X14: &str = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
const MARGINS: &str = "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>";
/// Heads and the first column stay in sight.
const TABLE_PANES: &str = "<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" activePane=\"bottomRight\" state=\"frozen\"/>\
    <selection pane=\"topRight\" activeCell=\"B1\" sqref=\"B1\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/><selection pane=\"bottomRight\" activeCell=\"B2\" sqref=\"B2\"/>";
/// Heads stay in sight.
const FIELDS_PANES: &str = "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>";

/// How often a style stands in a column.
struct Worn {
    style: Style,
    number: u32,
    times: usize,
}

/// Writes the rows of a sheet.
struct Pen<'a, 's> {
    sheet: &'a Sheet<'a>,
    styles: &'s mut Styles,
    strings: &'s mut Strings<'a>,
    /// Names of columns.
    letters: Vec<String>,
    /// Styles of each column, the one met last in front.
    worn: Vec<Vec<Worn>>,
    out: String,
    links: String,
}

impl<'a, 's> Pen<'a, 's> {
    fn new(sheet: &'a Sheet<'a>, styles: &'s mut Styles, strings: &'s mut Strings<'a>) -> Self {
        let widest = sheet.rows.iter().chain(&sheet.below).map(Vec::len).max();
        let columns = sheet.columns.len().max(widest.unwrap_or(0));
        Self {
            sheet,
            styles,
            strings,
            letters: (0..columns).map(letters).collect(),
            worn: (0..columns).map(|_| Vec::new()).collect(),
            // A cell takes some forty bytes.
            out: String::with_capacity(sheet.rows.len() * sheet.columns.len() * 40 + 512),
            links: String::new(),
        }
    }

    fn heads(&mut self) {
        self.out.push_str("<row r=\"1\">");
        for (at, column) in self.sheet.columns.iter().enumerate() {
            self.begin(at, "1", style::head(column.computed));
            self.text(&column.name);
        }
        self.out.push_str("</row>");
    }

    /// One row; `dress` says of a column whether it is bold, and how far it is set in.
    fn row(&mut self, number: usize, row: &'a [Cell<'a>], dress: impl Fn(usize) -> (bool, u8)) {
        let mut line = String::new();
        xml::whole(&mut line, u32::try_from(number).unwrap_or(u32::MAX));
        self.out.push_str("<row r=\"");
        self.out.push_str(&line);
        self.out.push_str("\">");
        for (at, cell) in row.iter().enumerate() {
            let (strong, indent) = dress(at);
            let format = match Style::of(cell, strong, indent) {
                Some(style) => self.wear(at, style),
                None => style::LINK,
            };
            self.cell(at, &line, cell, format);
        }
        self.out.push_str("</row>");
    }

    /// The number of a style's format; counts how often the column wears it.
    fn wear(&mut self, at: usize, style: Style) -> u32 {
        let Some(worn) = self.worn.get_mut(at) else {
            return self.styles.number(style);
        };
        let place = worn.iter().position(|w| w.style == style);
        let place = place.unwrap_or_else(|| {
            let number = self.styles.number(style);
            worn.push(Worn {
                style,
                number,
                times: 0,
            });
            worn.len() - 1
        });
        worn.swap(0, place);
        let Some(now) = worn.first_mut() else {
            return 0;
        };
        now.times += 1;
        now.number
    }

    /// `<c r="B7" s="5`, what follows is up to the caller.
    fn begin(&mut self, at: usize, line: &str, format: u32) {
        self.out.push_str("<c r=\"");
        let letters = self.letters.get(at);
        self.out.push_str(letters.map_or("", String::as_str));
        self.out.push_str(line);
        self.out.push_str("\" s=\"");
        xml::whole(&mut self.out, format);
    }

    fn text(&mut self, text: &'a str) {
        self.out.push_str("\" t=\"s\"><v>");
        let place = self.strings.place(text);
        xml::whole(&mut self.out, place);
        self.out.push_str("</v></c>");
    }

    fn number(&mut self, n: f64) {
        let _ = write!(self.out, "\"><v>{n}</v></c>");
    }

    fn cell(&mut self, at: usize, line: &str, cell: &'a Cell<'a>, format: u32) {
        match cell {
            Cell::Blank => {}
            Cell::Number(n, _) if !n.is_finite() => {}
            Cell::Text(text) => {
                self.begin(at, line, format);
                self.text(text);
            }
            Cell::Number(n, _) => {
                self.begin(at, line, format);
                self.number(*n);
            }
            Cell::Date(date) => {
                self.begin(at, line, format);
                self.number(serial(*date));
            }
            Cell::Time(time) => {
                self.begin(at, line, format);
                self.number(f64::from(time.num_seconds_from_midnight()) / 86_400.0);
            }
            Cell::Formula {
                text,
                array,
                result,
                ..
            } => {
                self.begin(at, line, format);
                let number = match result {
                    Outcome::Number(n) => Some(n).filter(|n| n.is_finite()),
                    Outcome::Nothing => None,
                };
                let kind = if number.is_some() { "" } else { "\" t=\"str" };
                self.out.push_str(kind);
                self.out.push_str("\"><f");
                if *array {
                    let of = self.letters.get(at).map_or("", String::as_str);
                    let _ = write!(self.out, " t=\"array\" ref=\"{of}{line}\"");
                }
                self.out.push('>');
                xml::text(&mut self.out, text);
                self.out.push_str("</f><v>");
                if let Some(n) = number {
                    let _ = write!(self.out, "{n}");
                }
                self.out.push_str("</v></c>");
            }
            Cell::Sheet(name) => {
                self.begin(at, line, format);
                self.text(name);
                let of = self.letters.get(at).map_or("", String::as_str);
                let _ = write!(self.links, "<hyperlink ref=\"{of}{line}\" location=\"");
                let place = format!("'{}'!A1", name.replace('\'', "''"));
                xml::text(&mut self.links, &place);
                self.links.push_str("\"/>");
            }
        }
    }
}

/// The number of a day: 1 is 1 January 1900, and there was a 29 February in that year, as Lotus 1-2-3 had it.
fn serial(date: NaiveDate) -> f64 {
    const ZERO: NaiveDate = match NaiveDate::from_ymd_opt(1899, 12, 30) {
        Some(date) => date,
        None => NaiveDate::MIN,
    };
    let days = date.signed_duration_since(ZERO).num_days();
    let days = if days < 61 { days - 1 } else { days };
    // Days of some centuries.
    #[allow(clippy::cast_precision_loss)]
    let days = days as f64;
    days
}

/// Widths, and the style that most cells of a column have, so that what is typed below looks alike.
fn columns(out: &mut String, sheet: &Sheet<'_>, worn: &[Vec<Worn>]) {
    out.push_str("<cols>");
    for (at, column) in sheet.columns.iter().enumerate() {
        // Characters of the usual font, seven pixels each, and five of padding, as the format counts them.
        let width = (width(sheet, at, column) * 7.0 + 5.0) / 7.0;
        let width = (width * 256.0).floor() / 256.0;
        let n = at + 1;
        let _ = write!(
            out,
            "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\""
        );
        let usual = worn.get(at).into_iter().flatten();
        let usual = usual.filter(|w| w.style.of_columns());
        // Of two as frequent, the one with the lower number: their order here depends on the rows.
        let usual = usual.max_by_key(|w| (w.times, std::cmp::Reverse(w.number)));
        if let Some(usual) = usual {
            let _ = write!(out, " style=\"{}\"", usual.number);
        }
        out.push_str("/>");
    }
    out.push_str("</cols>");
}

/// As wide as its longest line, within reason; headers may wrap between words.
fn width(sheet: &Sheet<'_>, at: usize, column: &Column) -> f64 {
    let most = match sheet.shape {
        Shape::Fields if at > 0 => WIDEST_VALUE,
        _ => WIDEST,
    };
    let words = column.name.split(' ').map(|w| w.chars().count());
    let word = words.max().unwrap_or(0);
    let mut widest = (word + 3).max(column.name.chars().count().min(18) + 3);
    for (n, row) in sheet.rows.iter().enumerate() {
        if widest >= most {
            break;
        }
        let here = match row.get(at) {
            Some(Cell::Text(text)) => {
                let indent = sheet.indents.get(n).copied().filter(|_| at == 0);
                let more = usize::from(indent.unwrap_or(0)) * 2 + 2;
                // No text has more characters than bytes.
                if text.len() + more <= widest {
                    continue;
                }
                let lines = text.split('\n').map(|l| l.chars().count());
                lines.max().unwrap_or(0) + more
            }
            Some(Cell::Sheet(name)) => name.chars().count() + 2,
            Some(
                Cell::Number(_, As::Money(_))
                | Cell::Formula {
                    shown: As::Money(_),
                    ..
                },
            ) => 16,
            Some(Cell::Date(_)) => 12,
            Some(Cell::Blank) | None => 0,
            Some(_) => 10,
        };
        widest = widest.max(here);
    }
    #[allow(clippy::cast_precision_loss)]
    let width = widest.clamp(8, most) as f64;
    width
}

/// Marks by value. What a bar needs beyond the first edition of the format is the result, for the end of the sheet.
fn marks(out: &mut String, sheet: &Sheet<'_>, number: usize) -> String {
    let mut bars = String::new();
    let marked = sheet.columns.iter().enumerate();
    let marked = marked.filter_map(|(at, column)| Some((letters(at), column.mark?)));
    let last = last_row(sheet);
    for (n, (column, mark)) in marked.enumerate() {
        let priority = n + 1;
        let _ = write!(
            out,
            "<conditionalFormatting sqref=\"{column}2:{column}{last}\">"
        );
        // Empty texts are larger than any number for a spreadsheet, so the cell is asked for a number first.
        let test = match mark {
            Mark::Bar => {
                let id = format!("{{DA7ABA51-AAAA-BBBB-{number:04X}-{priority:012X}}}");
                let _ = write!(
                    out,
                    "<cfRule type=\"dataBar\" priority=\"{priority}\"><dataBar><cfvo type=\"num\" val=\"0\"/><cfvo type=\"num\" val=\"1\"/><color rgb=\"FFC9D8E8\"/></dataBar>\
                     <extLst><ext xmlns:x14=\"{X14}\" uri=\"{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}\"><x14:id>{id}</x14:id></ext></extLst></cfRule></conditionalFormatting>"
                );
                let _ = write!(
                    bars,
                    "<x14:conditionalFormatting xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\"><x14:cfRule type=\"dataBar\" id=\"{id}\">\
                     <x14:dataBar minLength=\"0\" maxLength=\"100\" border=\"1\" gradient=\"0\" negativeBarBorderColorSameAsPositive=\"0\">\
                     <x14:cfvo type=\"num\"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type=\"num\"><xm:f>1</xm:f></x14:cfvo><x14:borderColor rgb=\"FFC9D8E8\"/>\
                     <x14:negativeFillColor rgb=\"FFFF0000\"/><x14:negativeBorderColor rgb=\"FFFF0000\"/><x14:axisColor rgb=\"FF000000\"/></x14:dataBar></x14:cfRule>\
                     <xm:sqref>{column}2:{column}{last}</xm:sqref></x14:conditionalFormatting>"
                );
                continue;
            }
            Mark::Off => format!("AND(ISNUMBER({column}2),ABS(N({column}2))&gt;5)"),
            Mark::Over => format!("AND(ISNUMBER({column}2),N({column}2)&gt;1)"),
        };
        let _ = write!(
            out,
            "<cfRule type=\"expression\" dxfId=\"0\" priority=\"{priority}\"><formula>{test}</formula></cfRule></conditionalFormatting>"
        );
    }
    bars
}

/// Lists to choose from. Something else may be entered after a warning: a plan grows.
fn choices(out: &mut String, sheet: &Sheet<'_>) {
    let end = (last_row(sheet) + SPARE).min(ROWS);
    let columns = sheet.columns.iter().enumerate();
    let columns = columns.filter_map(|(at, column)| {
        let name = letters(at);
        Some((format!("{name}2:{name}{end}"), column.allowed.as_ref()?))
    });
    let single = sheet.single.iter();
    let single = single.map(|(row, at, allowed)| (format!("{}{}", letters(*at), row + 1), allowed));
    let all: Vec<(String, &Allowed)> = columns.chain(single).collect();
    if all.is_empty() {
        return;
    }
    let _ = write!(out, "<dataValidations count=\"{}\">", all.len());
    for (place, allowed) in all {
        let _ = write!(
            out,
            "<dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" sqref=\"{place}\"><formula1>"
        );
        match allowed {
            Allowed::Named(name) => xml::text(out, name),
            Allowed::Words(words) => {
                xml::text(out, &format!("\"{}\"", words.join(",")));
            }
        }
        out.push_str("</formula1></dataValidation>");
    }
    out.push_str("</dataValidations>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        for (y, m, d, n) in [
            (1900, 1, 1, 1.0),
            (1900, 2, 28, 59.0),
            (1900, 3, 1, 61.0),
            (2026, 12, 1, 46_357.0),
        ] {
            assert_eq!(serial(NaiveDate::from_ymd_opt(y, m, d).unwrap()), n);
        }
    }
}
