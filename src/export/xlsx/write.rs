//! Sheets as a file: the package around them.

use super::Options;
use super::model::{Book, Shape, range};
use super::sheet;
use super::strings::Strings;
use super::style::{Look, Styles};
use super::xml::{self, DECLARATION, MAIN};
use crate::export::zip::{TooLarge, Zip};
use crate::modules::Workbook;
use std::fmt::Write as _;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEETS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The file of a book.
///
/// # Errors
/// [`TooLarge`] when it is larger than a zip can be.
pub fn write(w: &Workbook, book: &Book<'_>, options: Options) -> Result<Vec<u8>, TooLarge> {
    let mut zip = Zip::default();
    let (mut styles, mut strings) = (Styles::default(), Strings::default());
    let mut put = |name: &str, text: &str| zip.file(name, text.as_bytes());
    put("[Content_Types].xml", &types(book))?;
    put("_rels/.rels", &root())?;
    put("docProps/core.xml", &core(w, options))?;
    put("docProps/app.xml", &app())?;
    put("xl/workbook.xml", &workbook(book))?;
    put("xl/_rels/workbook.xml.rels", &relations(book))?;
    for (n, sheet) in book.sheets.iter().enumerate() {
        let part = sheet::part(sheet, n, &mut styles, &mut strings);
        put(&format!("xl/worksheets/sheet{}.xml", n + 1), &part)?;
    }
    let look = Look::new(w, options.locale);
    put("xl/styles.xml", &styles.part(&look))?;
    put("xl/sharedStrings.xml", &strings.part())?;
    zip.finish()
}

fn types(book: &Book<'_>) -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SHEETS}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{SHEETS}.styles+xml\"/>\
         <Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{SHEETS}.sharedStrings+xml\"/>"
    );
    for n in 1..=book.sheets.len() {
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{SHEETS}.worksheet+xml\"/>"
        );
    }
    out.push_str("</Types>");
    out
}

fn root() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn relations(book: &Book<'_>) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let sheets = book.sheets.len();
    for n in 1..=sheets {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
    }
    let _ = write!(
        out,
        "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId{}\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
        sheets + 1,
        sheets + 2
    );
    out
}

fn core(w: &Workbook, options: Options) -> String {
    let (mut title, mut author) = (String::new(), String::new());
    for (out, from) in [
        (&mut title, &w.frame.project),
        (&mut author, &w.frame.author),
    ] {
        xml::text(out, super::fill::clean(from, options.locale).trim());
    }
    // Local times; the format has no way to say so.
    let moment = options.now.format("%Y-%m-%dT%H:%M:%SZ");
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        options.locale.tag()
    )
}

fn app() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Planerka</Application></Properties>"
    )
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
