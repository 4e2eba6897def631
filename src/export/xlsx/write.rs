//! Sheets as a file. Texts go through `write_string` only, which never makes a number, a formula or a link of them.

use super::Options;
use super::model::{Allowed, As, Book, Cell, Column, Mark, Outcome, Shape, Sheet};
use crate::export::csv::formula_like;
use crate::i18n::Locale;
use crate::modules::Workbook;
use rust_xlsxwriter as x;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, XlsxError};

/// Rows below a table in which one may go on with the same lists to choose from.
const SPARE: u32 = 200;
/// Widest column, characters.
const WIDEST: usize = 52;

/// The file of a book.
pub fn write(w: &Workbook, book: &Book, options: Options) -> Result<Vec<u8>, XlsxError> {
    let mut file = x::Workbook::new();
    let made = {
        use chrono::{Datelike, Timelike};
        let (d, t) = (options.now.date(), options.now.time());
        let number = |n: u32| u8::try_from(n).unwrap_or(1);
        ExcelDateTime::from_ymd(
            u16::try_from(d.year()).unwrap_or(2026),
            number(d.month()),
            number(d.day()),
        )?
        .and_hms(
            u16::try_from(t.hour()).unwrap_or(0),
            number(t.minute()),
            f64::from(t.second()),
        )?
    };
    file.set_properties(&x::DocProperties::new().set_creation_datetime(&made));
    let look = Look::new(w, options.locale);
    for sheet in &book.sheets {
        let page = file.add_worksheet();
        page.set_name(&sheet.name)?;
        put(page, sheet, &look)?;
    }
    for (name, range) in &book.names {
        file.define_name(name, &format!("={range}"))?;
    }
    file.save_to_buffer()
}

/// How numbers of the workbook's language and currency look.
struct Look {
    whole: String,
    cents: String,
    date: &'static str,
}

impl Look {
    fn new(w: &Workbook, l: Locale) -> Self {
        // Where the sign of the currency stands is said once, in `i18n`.
        let sample = l.money(0, w.currency()).replace(['\u{a0}', ' '], "");
        let (before, after) = sample.split_once('0').unwrap_or(("", ""));
        let plain = |sign: &str| sign.replace('"', "");
        let around = |number: &str| match (plain(before), plain(after)) {
            (before, _) if !before.is_empty() => format!("\"{before}\"{number}"),
            (_, after) if !after.is_empty() => format!("{number}\\ \"{after}\""),
            _ => number.to_owned(),
        };
        Self {
            whole: around("#,##0"),
            cents: around("#,##0.00"),
            date: match l {
                Locale::Ru => "dd\\.mm\\.yyyy",
                Locale::En => "dd\\/mm\\/yyyy",
            },
        }
    }
    fn number(&self, shown: As) -> &str {
        match shown {
            As::Plain => "General",
            As::Tenths => "0.0",
            As::Percent(0) => "0%",
            As::Percent(1) => "0.0%",
            As::Percent(_) => "0.00%",
            As::Money(false) => &self.whole,
            As::Money(true) => &self.cents,
            As::Points => "+0;-0;0",
        }
    }
}

fn base() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

fn head(computed: bool) -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(x::Color::RGB(if computed {
            0xE8_ED_F3
        } else {
            0xF3_EC_DD
        }))
        .set_border_bottom(FormatBorder::Thin)
}

fn put(page: &mut x::Worksheet, sheet: &Sheet, look: &Look) -> Result<(), XlsxError> {
    for (at, column) in sheet.columns.iter().enumerate() {
        page.write_string_with_format(0, col(at), &column.name, &head(column.computed))?;
        page.set_column_width(col(at), width(sheet, at, column))?;
    }
    let style = |n: usize, at: usize, cell: &Cell| {
        let label = sheet.shape == Shape::Fields && at == 0;
        let indent = sheet.indents.get(n).copied().filter(|_| at == 0);
        Style::of(cell, label, indent.unwrap_or(0))
    };
    let mut worn = Vec::with_capacity(sheet.columns.len());
    for at in 0..sheet.columns.len() {
        let rows = sheet.rows.iter().enumerate();
        let styles = rows.filter_map(|(n, row)| style(n, at, row.get(at)?));
        // A prefix belongs to single cells.
        let most = usual(styles.filter(|s| s.what != What::Quoted));
        if let Some(most) = most {
            page.set_column_format(col(at), &most.format(look))?;
        }
        worn.push(most);
    }
    let mut pen = Pen {
        page,
        look,
        worn,
        others: Vec::new(),
    };
    for (n, row) in sheet.rows.iter().enumerate() {
        for (at, cell) in row.iter().enumerate() {
            pen.one(line(n + 1), at, cell, style(n, at, cell))?;
        }
    }
    let below = sheet.rows.len() + 2;
    for (n, row) in sheet.below.iter().enumerate() {
        for (at, cell) in row.iter().enumerate() {
            pen.one(line(below + n), at, cell, Style::of(cell, true, 0))?;
        }
    }
    let last = line(sheet.rows.len().max(1));
    let right = col(sheet.columns.len().max(1) - 1);
    match sheet.shape {
        Shape::Lists => {
            page.set_hidden(true);
            return Ok(());
        }
        Shape::Table => {
            page.set_freeze_panes(1, 1)?;
            page.autofilter(0, 0, last, right)?;
            page.set_landscape();
        }
        Shape::Fields => {
            page.set_freeze_panes(1, 0)?;
        }
    }
    page.set_repeat_rows(0, 0)?;
    page.set_print_fit_to_pages(1, 0);
    page.set_paper_size(9);
    for (at, column) in sheet.columns.iter().enumerate() {
        if let Some(allowed) = &column.allowed {
            let end = last.saturating_add(SPARE).min(1_048_575);
            page.add_data_validation(1, col(at), end, col(at), &choice(allowed)?)?;
        }
        if let Some(mark) = column.mark {
            marked(page, mark, col(at), last)?;
        }
    }
    for (row, at, allowed) in &sheet.single {
        let (row, at) = (line(*row), col(*at));
        page.add_data_validation(row, at, row, at, &choice(allowed)?)?;
    }
    Ok(())
}

fn col(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
fn line(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Something else than the list offers may be entered after a warning: a plan grows.
fn choice(allowed: &Allowed) -> Result<x::DataValidation, XlsxError> {
    let list = match allowed {
        Allowed::Named(name) => {
            x::DataValidation::new().allow_list_formula(Formula::new(format!("={name}")))
        }
        Allowed::Words(words) => x::DataValidation::new().allow_list_strings(words)?,
    };
    Ok(list.set_error_style(x::DataValidationErrorStyle::Warning))
}

fn marked(page: &mut x::Worksheet, mark: Mark, at: u16, last: u32) -> Result<(), XlsxError> {
    let stands_out = Format::new()
        .set_background_color(x::Color::RGB(0xFB_E3_D6))
        .set_font_color(x::Color::RGB(0x8A_2C_0B));
    match mark {
        Mark::Bar => {
            let bar = x::ConditionalFormatDataBar::new()
                .set_minimum(x::ConditionalFormatType::Number, 0)
                .set_maximum(x::ConditionalFormatType::Number, 1)
                .set_fill_color(x::Color::RGB(0xC9_D8_E8))
                .set_solid_fill(true);
            page.add_conditional_format(1, at, last, at, &bar)?;
        }
        Mark::Off => {
            // Empty texts are larger than any number for a spreadsheet, so the cell is asked for a number first.
            let a = format!("{}2", super::model::letters(at.into()));
            let off = x::ConditionalFormatFormula::new()
                .set_rule(format!("=AND(ISNUMBER({a}),ABS(N({a}))>5)").as_str())
                .set_format(stands_out);
            page.add_conditional_format(1, at, last, at, &off)?;
        }
        Mark::Over => {
            let a = format!("{}2", super::model::letters(at.into()));
            let over = x::ConditionalFormatFormula::new()
                .set_rule(format!("=AND(ISNUMBER({a}),N({a})>1)").as_str())
                .set_format(stands_out);
            page.add_conditional_format(1, at, last, at, &over)?;
        }
    }
    Ok(())
}

/// What a cell looks like, small enough to be compared for each of a million cells.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    what: What,
    strong: bool,
    indent: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Text,
    /// A text that looks like a formula or a number: typing into such a cell must not make one of it either.
    Quoted,
    Number(As),
    Date,
    Time,
}

impl Style {
    /// That of a cell; nothing where it has none of its own.
    fn of(cell: &Cell, strong: bool, indent: u8) -> Option<Self> {
        let what = match cell {
            Cell::Blank | Cell::Sheet(_) => return None,
            Cell::Text(text)
                if formula_like(text) || text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                What::Quoted
            }
            Cell::Text(_) => What::Text,
            Cell::Number(_, shown) | Cell::Formula { shown, .. } => What::Number(*shown),
            Cell::Date(_) => What::Date,
            Cell::Time(_) => What::Time,
        };
        let indent = match what {
            What::Text | What::Quoted => indent,
            _ => 0,
        };
        Some(Self {
            what,
            strong,
            indent,
        })
    }

    fn format(self, look: &Look) -> Format {
        let format = if self.strong {
            base().set_bold()
        } else {
            base()
        };
        match self.what {
            What::Text => format.set_text_wrap().set_indent(self.indent),
            What::Quoted => format
                .set_text_wrap()
                .set_indent(self.indent)
                .set_quote_prefix(),
            What::Number(shown) => format.set_num_format(look.number(shown)),
            What::Date => format.set_num_format(look.date),
            What::Time => format.set_num_format("hh:mm"),
        }
    }
}

/// The style that most cells of a column have: the column wears it, so that the library need not look it up for each of
/// them, and what is typed below looks alike.
fn usual(styles: impl Iterator<Item = Style>) -> Option<Style> {
    let mut counts: Vec<(Style, usize)> = Vec::new();
    for style in styles {
        match counts.iter_mut().find(|(known, _)| *known == style) {
            Some((_, n)) => *n += 1,
            None => counts.push((style, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, n)| *n).map(|(s, _)| s)
}

/// Writes the cells of a sheet.
struct Pen<'a> {
    page: &'a mut x::Worksheet,
    look: &'a Look,
    /// What each column wears.
    worn: Vec<Option<Style>>,
    /// Styles that a column does not wear, made once.
    others: Vec<(Style, Format)>,
}

impl Pen<'_> {
    fn one(
        &mut self,
        row: u32,
        at: usize,
        cell: &Cell,
        style: Option<Style>,
    ) -> Result<(), XlsxError> {
        let worn = self.worn.get(at).copied().flatten();
        let format = style.filter(|s| Some(*s) != worn).map(|style| {
            let known = self.others.iter().position(|(s, _)| *s == style);
            known.unwrap_or_else(|| {
                self.others.push((style, style.format(self.look)));
                self.others.len() - 1
            })
        });
        let format = format.and_then(|n| self.others.get(n)).map(|(_, f)| f);
        let (page, at) = (&mut *self.page, col(at));
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                match format {
                    Some(format) => page.write_string_with_format(row, at, text, format)?,
                    None => page.write_string(row, at, text)?,
                };
            }
            Cell::Number(n, _) => {
                match format {
                    Some(format) => page.write_number_with_format(row, at, *n, format)?,
                    None => page.write_number(row, at, *n)?,
                };
            }
            Cell::Date(date) => {
                use chrono::Datelike;
                let number = |n: u32| u8::try_from(n).unwrap_or(1);
                let year = u16::try_from(date.year()).unwrap_or(1900);
                let day = ExcelDateTime::from_ymd(year, number(date.month()), number(date.day()))?;
                match format {
                    Some(format) => page.write_datetime_with_format(row, at, &day, format)?,
                    None => page.write_datetime(row, at, &day)?,
                };
            }
            Cell::Time(time) => {
                use chrono::Timelike;
                let hour = u16::try_from(time.hour()).unwrap_or(0);
                let minute = u8::try_from(time.minute()).unwrap_or(0);
                let time = ExcelDateTime::from_hms(hour, minute, f64::from(time.second()))?;
                match format {
                    Some(format) => page.write_datetime_with_format(row, at, &time, format)?,
                    None => page.write_datetime(row, at, &time)?,
                };
            }
            Cell::Formula {
                text,
                array,
                result,
                ..
            } => {
                let result = match result {
                    Outcome::Number(n) => n.to_string(),
                    Outcome::Nothing => String::new(),
                };
                let formula = Formula::new(format!("={text}")).set_result(result);
                match (array, format) {
                    (true, Some(format)) => {
                        page.write_array_formula_with_format(row, at, row, at, formula, format)?
                    }
                    (true, None) => page.write_array_formula(row, at, row, at, formula)?,
                    (false, Some(format)) => {
                        page.write_formula_with_format(row, at, formula, format)?
                    }
                    (false, None) => page.write_formula(row, at, formula)?,
                };
            }
            Cell::Sheet(name) => {
                let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
                page.write_url_with_text(row, at, place.as_str(), name)?;
            }
        }
        Ok(())
    }
}

/// As wide as its longest line, within reason; headers may wrap between words.
fn width(sheet: &Sheet, at: usize, column: &Column) -> f64 {
    let long = |text: &str| text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
    let word = column
        .name
        .split(' ')
        .map(|w| w.chars().count())
        .max()
        .unwrap_or(0);
    let mut widest = (word + 3).max(column.name.chars().count().min(18) + 3);
    for (n, row) in sheet.rows.iter().enumerate() {
        let here = match row.get(at) {
            Some(Cell::Text(text)) => {
                let indent = sheet.indents.get(n).copied().unwrap_or(0);
                long(text) + if at == 0 { usize::from(indent) * 2 } else { 0 } + 2
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
    let most = if sheet.shape == Shape::Fields && at > 0 {
        90
    } else {
        WIDEST
    };
    #[allow(clippy::cast_precision_loss)]
    let width = widest.clamp(8, most) as f64;
    width
}
