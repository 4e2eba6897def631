//! What cells look like.

use super::model::{As, Cell};
use super::xml::{self, DECLARATION, MAIN};
use crate::export::csv::formula_like;
use crate::export::ooxml::xml::allowed;
use crate::i18n::Locale;
use crate::modules::Workbook;
use std::fmt::Write as _;

/// Formats that are in every file, by their numbers: plain, a link, a head, the head of a computed column.
const FIXED: u32 = 4;
/// Number of the format of a link.
pub const LINK: u32 = 1;
/// First number that a file may give to a number format of its own.
const OWN: usize = 164;

/// Number of the format of a head.
pub const fn head(computed: bool) -> u32 {
    if computed { 3 } else { 2 }
}

/// How numbers of the workbook's language and currency look.
pub struct Look {
    whole: String,
    cents: String,
    date: &'static str,
}

impl Look {
    /// That of a workbook.
    pub fn new(w: &Workbook, l: Locale) -> Self {
        // Where the sign of the currency stands is said once, in `i18n`.
        let sample: String = l.money(0, w.currency());
        let odd = |c: char| !allowed(c) || matches!(c, '\u{a0}' | ' ');
        let sample = sample.replace(odd, "");
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

    fn number(&self, what: What) -> &str {
        match what {
            What::Text | What::Quoted | What::Number(As::Plain) => "General",
            What::Number(As::Tenths) => "0.0",
            What::Number(As::Percent(0)) => "0%",
            What::Number(As::Percent(1)) => "0.0%",
            What::Number(As::Percent(_)) => "0.00%",
            What::Number(As::Money(false)) => &self.whole,
            What::Number(As::Money(true)) => &self.cents,
            What::Number(As::Points) => "+0;-0;0",
            What::Date => self.date,
            What::Time => "hh:mm",
        }
    }
}

/// What a cell looks like, small enough to be compared for each of a million cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    what: What,
    strong: bool,
    indent: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub fn of(cell: &Cell<'_>, strong: bool, indent: u8) -> Option<Self> {
        let what = match cell {
            Cell::Blank | Cell::Sheet(_) => return None,
            Cell::Text(text)
                if text.starts_with(|c: char| c.is_ascii_digit()) || formula_like(text) =>
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

    /// May a whole column look so. A mark that keeps a text from being computed belongs to single cells.
    pub fn of_columns(self) -> bool {
        self.what != What::Quoted
    }
}

/// The styles of a file, each with the number of its format.
#[derive(Default)]
pub struct Styles(Vec<Style>);

impl Styles {
    /// The number of a style's format.
    pub fn number(&mut self, style: Style) -> u32 {
        let known = self.0.iter().position(|s| *s == style);
        let at = known.unwrap_or_else(|| {
            self.0.push(style);
            self.0.len() - 1
        });
        FIXED + u32::try_from(at).unwrap_or(0)
    }

    /// The part of the package.
    pub fn part(&self, look: &Look) -> String {
        let mut codes: Vec<&str> = Vec::new();
        let mut formats = String::new();
        for style in &self.0 {
            let code = look.number(style.what);
            let number = match code {
                "General" => 0,
                _ => OWN + place(&mut codes, code),
            };
            let _ = write!(
                formats,
                "<xf numFmtId=\"{number}\" fontId=\"{}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\"",
                u8::from(style.strong)
            );
            if style.what == What::Quoted {
                formats.push_str(" quotePrefix=\"1\"");
            }
            formats.push_str("><alignment vertical=\"top\"");
            if matches!(style.what, What::Text | What::Quoted) {
                formats.push_str(" wrapText=\"1\"");
            }
            if style.indent > 0 {
                let _ = write!(formats, " horizontal=\"left\" indent=\"{}\"", style.indent);
            }
            formats.push_str("/></xf>");
        }
        let mut out = format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\">");
        if !codes.is_empty() {
            let _ = write!(out, "<numFmts count=\"{}\">", codes.len());
            for (at, code) in codes.iter().enumerate() {
                let _ = write!(out, "<numFmt numFmtId=\"{}\" formatCode=\"", OWN + at);
                xml::text(&mut out, code);
                out.push_str("\"/>");
            }
            out.push_str("</numFmts>");
        }
        out.push_str(BEFORE);
        let _ = write!(out, "<cellXfs count=\"{}\">", FIXED as usize + self.0.len());
        out.push_str(FORMATS);
        out.push_str(&formats);
        out.push_str("</cellXfs>");
        out.push_str(AFTER);
        out
    }
}

fn place<'a>(codes: &mut Vec<&'a str>, code: &'a str) -> usize {
    let known = codes.iter().position(|c| *c == code);
    known.unwrap_or_else(|| {
        codes.push(code);
        codes.len() - 1
    })
}

/// Fonts: plain, bold, a link. Fills: the two that every file must begin with, heads. Borders: none, a line below.
const BEFORE: &str = "<fonts count=\"3\">\
    <font><sz val=\"11\"/><color rgb=\"FF000000\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
    <font><b/><sz val=\"11\"/><color rgb=\"FF000000\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
    <font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
    <fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFF3ECDD\"/><bgColor indexed=\"64\"/></patternFill></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EDF3\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
    <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
    <border><left/><right/><top/><bottom style=\"thin\"><color auto=\"1\"/></bottom><diagonal/></border></borders>\
    <cellStyleXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" applyNumberFormat=\"0\" applyFill=\"0\" applyBorder=\"0\" applyAlignment=\"0\" applyProtection=\"0\"/></cellStyleXfs>";

/// The formats of [`FIXED`].
const FORMATS: &str = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"1\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"3\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>";

/// Names of styles, and the look of what stands out (`dxfId` 0).
const AFTER: &str = "<cellStyles count=\"2\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/><cellStyle name=\"Hyperlink\" xfId=\"1\" builtinId=\"8\"/></cellStyles>\
    <dxfs count=\"1\"><dxf><font><color rgb=\"FF8A2C0B\"/></font><fill><patternFill><bgColor rgb=\"FFFBE3D6\"/></patternFill></fill></dxf></dxfs>\
    <tableStyles count=\"0\" defaultTableStyle=\"TableStyleMedium9\" defaultPivotStyle=\"PivotStyleLight16\"/></styleSheet>";
