//! Sheets as a file: the package around them.

use super::Options;
use super::model::{Book, Shape, range};
use super::sheet;
use super::strings::Strings;
use super::style::{Look, Styles};
use super::xml::{self, DECLARATION, MAIN};
use crate::export::ooxml::package::{self, OFFICE, Properties, Types};
use crate::export::zip::{TooLarge, Zip};
use crate::modules::Workbook;
use std::fmt::Write as _;

/// The file of a book.
///
/// # Errors
/// [`TooLarge`] when it is larger than a zip can be.
pub fn write(w: &Workbook, book: &Book<'_>, options: Options) -> Result<Vec<u8>, TooLarge> {
    let mut zip = Zip::default();
    let (mut styles, mut strings) = (Styles::default(), Strings::default());
    let clean = |text: &str| super::fill::clean(text.trim(), options.locale).into_owned();
    let about = Properties {
        title: &clean(&w.frame.project),
        subject: "",
        author: &clean(&w.frame.author),
        date: options.now.date(),
        locale: options.locale,
        more: "",
    };
    package::begin(&mut zip, types(book), "xl/workbook.xml", &about)?;
    let mut put = |name: &str, text: &str| zip.file(name, text.as_bytes());
    put("xl/workbook.xml", &workbook(book))?;
    let sheets = (1..=book.sheets.len()).map(|n| ("worksheet", format!("worksheets/sheet{n}.xml")));
    let others = [
        ("styles", "styles.xml".to_owned()),
        ("sharedStrings", "sharedStrings.xml".to_owned()),
    ];
    put(
        "xl/_rels/workbook.xml.rels",
        &package::relations(sheets.chain(others)),
    )?;
    for (n, sheet) in book.sheets.iter().enumerate() {
        let part = sheet::part(sheet, n, &mut styles, &mut strings);
        put(&format!("xl/worksheets/sheet{}.xml", n + 1), &part)?;
    }
    let look = Look::new(w, options.locale);
    put("xl/styles.xml", &styles.part(&look))?;
    put("xl/sharedStrings.xml", &strings.part())?;
    zip.finish()
}

fn types(book: &Book<'_>) -> Types {
    let mut types = Types::new();
    types.part("xl/workbook.xml", "spreadsheetml.sheet.main");
    types.part("xl/styles.xml", "spreadsheetml.styles");
    types.part("xl/sharedStrings.xml", "spreadsheetml.sharedStrings");
    for n in 1..=book.sheets.len() {
        types.part(
            &format!("xl/worksheets/sheet{n}.xml"),
            "spreadsheetml.worksheet",
        );
    }
    types
}

fn workbook(book: &Book<'_>) -> String {
    let mut out = format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr defaultThemeVersion=\"124226\"/><bookViews><workbookView/></bookViews><sheets>"
    );
    for (at, sheet) in book.sheets.iter().enumerate() {
        out.push_str("<sheet name=\"");
        xml::text(&mut out, &sheet.name);
        let n = at + 1;
        let hidden = match sheet.shape {
            Shape::Lists => " state=\"hidden\"",
            _ => "",
        };
        let _ = write!(out, "\" sheetId=\"{n}\"{hidden} r:id=\"rId{n}\"/>");
    }
    out.push_str("</sheets><definedNames>");
    let mut name = |attributes: &str, range: &str| {
        let _ = write!(out, "<definedName name=\"{attributes}>");
        xml::text(&mut out, range);
        out.push_str("</definedName>");
    };
    // What a spreadsheet itself remembers of a sheet: where its filter is, and which row every printed page begins with.
    for (n, sheet) in book.sheets.iter().enumerate() {
        if sheet.shape == Shape::Table {
            let right = sheet.columns.len().max(1) - 1;
            let all = area(&sheet.name, right, sheet::last_row(sheet));
            name(
                &format!("_xlnm._FilterDatabase\" localSheetId=\"{n}\" hidden=\"1\""),
                &all,
            );
        }
    }
    for (n, sheet) in book.sheets.iter().enumerate() {
        if sheet.shape != Shape::Lists {
            let first = format!("{}$1:$1", super::model::quoted(&sheet.name));
            name(
                &format!("_xlnm.Print_Titles\" localSheetId=\"{n}\""),
                &first,
            );
        }
    }
    let mut names: Vec<&(String, String)> = book.names.iter().collect();
    names.sort();
    for (of, range) in names {
        name(&format!("{of}\""), range);
    }
    out.push_str("</definedNames><calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>");
    out
}

/// `'Посты'!$A$1:$W$45`; `last` counted from 1.
fn area(sheet: &str, right: usize, last: usize) -> String {
    let from = range(sheet, 0, 0, 0);
    let from = from.split_once(':').map_or(from.as_str(), |(from, _)| from);
    format!("{from}:${}${last}", super::model::letters(right))
}
