//! A workbook of sheets before it is a file.

use chrono::{NaiveDate, NaiveTime};
use std::borrow::Cow;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// As many decimals as it has.
    Plain,
    /// One decimal at most.
    Tenths,
    /// A share, with so many decimals of a percent.
    Percent(u8),
    /// Money; with minor units when some amount beside it has them.
    Money(bool),
    /// Percent points, with their sign.
    Points,
}

/// The result of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A number.
    Number(f64),
    /// An empty text: there is nothing to compute.
    Nothing,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// Text, of the user or ours.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64, As),
    /// A day.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// A formula without `=`, made of addresses and our own words.
    Formula {
        /// The formula.
        text: String,
        /// Counted over all cells of a range one by one.
        array: bool,
        /// What it gives.
        result: Outcome,
        /// How that is shown.
        shown: As,
    },
    /// The name of a sheet that leads to it.
    Sheet(String),
}

/// What may be entered in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// One of a list that has this name in the file.
    Named(String),
    /// One of these words of ours.
    Words(Vec<String>),
}

/// A mark by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A bar from 0 to 100 %.
    Bar,
    /// Stands out when it is more than five points off zero.
    Off,
    /// Stands out when the plan says less than was meant: the number is above 100 %.
    Over,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What may be entered below it.
    pub allowed: Option<Allowed>,
    /// How its numbers are marked.
    pub mark: Option<Mark>,
    /// Computed, not entered.
    pub computed: bool,
}

/// What kind of sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A table with a header in its first row: frozen, with a filter.
    Table,
    /// Names and values.
    Fields,
    /// Lists behind the choices; hidden.
    Lists,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet<'a> {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub shape: Shape,
    /// Its columns; their names stand in the first row.
    pub columns: Vec<Column>,
    /// The rows below.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Rows below the table, after a blank one.
    pub below: Vec<Vec<Cell<'a>>>,
    /// What may be entered in single cells: row, column.
    pub single: Vec<(usize, usize, Allowed)>,
    /// Levels the first cell of a row is set in, where it is.
    pub indents: Vec<u8>,
}

/// All sheets, and the names of ranges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book<'a> {
    /// The sheets in order.
    pub sheets: Vec<Sheet<'a>>,
    /// Names of ranges and the formulas behind them.
    pub names: Vec<(String, String)>,
}

impl Column {
    /// A column of which nothing more is known.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            allowed: None,
            mark: None,
            computed: false,
        }
    }
}

/// `C`, `AA`.
pub fn letters(column: usize) -> String {
    let mut out = String::new();
    let mut n = column + 1;
    while n > 0 {
        let letter = u8::try_from((n - 1) % 26).unwrap_or(0);
        out.insert(0, char::from(b'A' + letter));
        n = (n - 1) / 26;
    }
    out
}

/// `'Посты'!$C$2:$C$45`; rows from 0.
pub fn range(sheet: &str, column: usize, first: usize, last: usize) -> String {
    let c = letters(column);
    format!("{}${c}${}:${c}${}", quoted(sheet), first + 1, last + 1)
}

/// `'Бриф'!$B$12`; row from 0.
pub fn cell(sheet: &str, column: usize, row: usize) -> String {
    format!("{}${}${}", quoted(sheet), letters(column), row + 1)
}

/// `'Бриф'!`.
pub fn quoted(sheet: &str) -> String {
    format!("'{}'!", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_spreadsheets() {
        let all: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(range("Посты", 2, 1, 44), "'Посты'!$C$2:$C$45");
        assert_eq!(cell("Author's", 0, 0), "'Author''s'!$A$1");
    }
}
