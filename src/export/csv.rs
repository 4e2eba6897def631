//! CSV as RFC 4180 has it: CRLF, quotes doubled. A file for people opens in a spreadsheet, so no cell of it may be a
//! formula; a file for a program carries every text as it is, because a mark would be published with the post.
//!
//! What is done to a cell in a file for people, and why:
//! - One that a spreadsheet would calculate (`=`, `+`, `-`, `@`, a tab or a line break first, blanks skipped) gets an
//!   apostrophe in front. It can be seen, and [`read::bare`] takes it off again, so that nothing is lost on the way back.
//! - A signed number (`-12,5`, `-20 %`) and a lone dash stay: they are what a spreadsheet takes them for.
//! - A phone number (`+7 900 123-45-67`) gets a no-break space: it stays readable and is not added up. Digits and signs
//!   alone can call nothing.
//! - A program that takes the file for one with the other separator breaks cells apart where it finds that mark or a line
//!   break. So what would be calculated right behind one gets a no-break space too.

pub mod read;

/// Who reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// People, in a spreadsheet: nothing in it can be calculated.
    People,
    /// A program that imports it: every text as it is.
    Program,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells: `,`, or `;` for a spreadsheet of a country with a decimal comma.
    pub separator: char,
    /// Begins with a byte order mark: Excel takes a file without one for the old encoding of the country.
    pub bom: bool,
    /// Every cell in quotes, needed or not.
    pub quote_all: bool,
    /// Who reads it.
    pub reader: Reader,
}

impl Dialect {
    /// Opens with a double click in Excel where the decimal mark is a comma.
    pub const EXCEL_COMMA: Self = Self {
        separator: ';',
        bom: true,
        quote_all: false,
        reader: Reader::People,
    };
    /// Opens in spreadsheets elsewhere.
    pub const EXCEL_POINT: Self = Self {
        separator: ',',
        ..Self::EXCEL_COMMA
    };
    /// What programs take.
    pub const PROGRAM: Self = Self {
        separator: ',',
        bom: false,
        quote_all: true,
        reader: Reader::Program,
    };
}

/// The rows as a file. Line breaks within a cell become `\n`; control characters, which no program keeps, are dropped.
pub fn to_csv<R, C>(rows: R, dialect: Dialect) -> String
where
    R: IntoIterator<Item = C>,
    C: IntoIterator,
    C::Item: AsRef<str>,
{
    let mut out = String::new();
    if dialect.bom {
        out.push('\u{feff}');
    }
    for row in rows {
        for (i, cell) in row.into_iter().enumerate() {
            if i > 0 {
                out.push(dialect.separator);
            }
            push_cell(&mut out, cell.as_ref(), dialect);
        }
        out.push_str("\r\n");
    }
    out
}

fn push_cell(out: &mut String, cell: &str, dialect: Dialect) {
    let mut text: String = cell
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    if dialect.reader == Reader::People {
        text = harmless(&text);
    }
    let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let quoted = dialect.quote_all
        || text.contains(['"', ',', ';', '\t', '\n', '|', '\''])
        || blank(text.chars().next())
        || blank(text.chars().next_back());
    if !quoted {
        out.push_str(&text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

/// Characters that begin a formula; the wide ones do in a Japanese or Chinese Excel.
const BEGINS: &[char] = &[
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// What stands before a formula without stopping it from being one, in one program or another.
fn skipped(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Would a spreadsheet calculate this text, rather than show it.
pub fn formula_like(text: &str) -> bool {
    // Nearly every text begins with a letter, and is asked about once for each of a million cells.
    if let Some(b'A'..=b'Z' | b'a'..=b'z' | 0xd0 | 0xd1) = text.as_bytes().first() {
        return false;
    }
    let bare = text.trim_start_matches(skipped);
    let dashes = bare.trim_end().chars().all(|c| matches!(c, '-' | '+'));
    if dashes || signed_number(text) {
        return false;
    }
    text.starts_with(['\t', '\r', '\n']) || bare.starts_with(BEGINS)
}

/// `-12,5`, `+3`, `-20 %`, `-1 200.50`.
fn signed_number(text: &str) -> bool {
    let text = text.trim_end();
    let Some(rest) = text.strip_prefix(['-', '+']) else {
        return false;
    };
    let rest = rest.strip_suffix('%').unwrap_or(rest).trim_end();
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let phone = text.starts_with('+') && digits > 6;
    let plain =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}');
    !phone
        && digits > 0
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(plain)
}

/// `+7 900 123-45-67`, `+44 (20) 7946 0000`: digits and what parts them, nothing that names or calls.
fn phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '(' | ')' | '-' | '.');
    (7..=15).contains(&digits)
        && text
            .strip_prefix('+')
            .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()) && t.chars().all(part))
}

/// The text with what keeps a spreadsheet from calculating it.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    if phone(text) {
        out.push('\u{a0}');
    } else if formula_like(text.trim_start_matches('\'')) {
        out.push('\'');
    }
    let mut previous = None;
    for (at, c) in text.char_indices() {
        if matches!(previous, Some(',' | ';' | '\t' | '|' | '\n'))
            && BEGINS.contains(&c)
            && !signed_number(text[at..].split([';', '|', '\n']).next().unwrap_or(""))
        {
            out.push('\u{a0}');
        }
        out.push(c);
        previous = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(cell: &str) -> String {
        let text = to_csv(
            [[cell]],
            Dialect {
                bom: false,
                ..Dialect::EXCEL_POINT
            },
        );
        text.strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn cells_are_quoted_when_they_must_be() {
        let rows = [["a", "b;c", "d\"e"], ["", "две\r\nстроки", " x"]];
        let plain = Dialect {
            bom: false,
            ..Dialect::EXCEL_COMMA
        };
        assert_eq!(
            to_csv(rows, plain),
            "a;\"b;c\";\"d\"\"e\"\r\n;\"две\nстроки\";\" x\"\r\n"
        );
        assert_eq!(to_csv([["a", ""]], Dialect::PROGRAM), "\"a\",\"\"\r\n");
        assert!(to_csv([["a"]], Dialect::EXCEL_COMMA).starts_with('\u{feff}'));
    }

    #[test]
    fn nothing_can_be_calculated() {
        for (cell, want) in [
            ("=1+1", "\"'=1+1\""),
            ("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\""),
            ("@brand", "\"'@brand\""),
            ("- раз", "\"'- раз\""),
            ("  =1", "\"'  =1\""),
            ("\u{feff}=1", "\"'\u{feff}=1\""),
            ("\t=1", "\"'\t\u{a0}=1\""),
            ("\tx", "\"'\tx\""),
            ("＝1", "\"'＝1\""),
            ("'=1", "\"''=1\""),
            ("a;=1", "\"a;\u{a0}=1\""),
            ("a\n=1", "\"a\n\u{a0}=1\""),
            ("+7-900-123-45-67*A1", "\"'+7-900-123-45-67*A1\""),
        ] {
            assert_eq!(people(cell), want, "{cell}");
        }
    }

    #[test]
    fn what_only_looks_like_a_formula_stays_readable() {
        for cell in [
            "-12", "-12.5", "-20%", "-1 200", "+3", "-", "--", "не-а", "a = b", "5-7",
        ] {
            assert_eq!(people(cell), cell);
        }
        assert_eq!(people("-12,5"), "\"-12,5\"");
        for phone in ["+7 900 123-45-67", "+79001234567", "+44 (20) 7946 0000"] {
            assert_eq!(people(phone), format!("\"\u{a0}{phone}\""));
        }
        assert_eq!(people("от -20, до +5"), "\"от -20, до +5\"");
        assert_eq!(people("it's"), "\"it's\"");
    }

    #[test]
    fn programs_get_texts_as_they_are() {
        assert_eq!(
            to_csv([["@brand, =1"]], Dialect::PROGRAM),
            "\"@brand, =1\"\r\n"
        );
        assert_eq!(
            to_csv([["a\u{0}\u{7}b\rc"]], Dialect::PROGRAM),
            "\"ab\nc\"\r\n"
        );
    }
}
