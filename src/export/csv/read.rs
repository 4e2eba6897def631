//! Reading tables out of text files that other programs wrote: encoding and separator are found out, quotes are read as
//! RFC 4180 has them and forgiven where they are not. Any bytes give an answer, never a panic.

/// Largest file that is read, bytes.
pub const MAX_BYTES: usize = 8_000_000;
/// Most rows that are kept; the rest is counted.
pub const MAX_ROWS: usize = 5_000;
/// Most columns that are kept in a row.
pub const MAX_COLUMNS: usize = 100;

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, either order of bytes.
    Utf16,
    /// The old Cyrillic encoding of Windows; also what is assumed of bytes that are no UTF-8.
    Windows1251,
}

impl Encoding {
    /// Every one, the most common first.
    pub const ALL: [Self; 3] = [Self::Utf8, Self::Windows1251, Self::Utf16];

    /// What it is called; the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1251 => "Windows-1251",
        }
    }
}

/// What may stand between the cells of a row.
pub const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Why a file gives no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Longer than [`MAX_BYTES`].
    TooLarge,
    /// Nothing in it.
    Empty,
    /// A workbook of a spreadsheet: it has to be saved as CSV first.
    Spreadsheet,
    /// Not text.
    Binary,
}

/// A table out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// How its letters were written.
    pub encoding: Encoding,
    /// What stood between the cells.
    pub separator: char,
    /// The rows that have anything in them, each with the line of the file it begins on, from 1.
    pub rows: Vec<(usize, Vec<String>)>,
    /// Rows beyond [`MAX_ROWS`], left out.
    pub left_out: usize,
    /// Rows with more than [`MAX_COLUMNS`] cells; what was beyond is left out.
    pub cut: usize,
}

/// Reads a file.
///
/// # Errors
/// [`Unreadable`] says why there is no table in it.
pub fn sheet(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    sheet_as(bytes, None, None)
}

/// Reads a file in the encoding and with the separator that the user names; what is not named is found out.
///
/// # Errors
/// As [`sheet`].
pub fn sheet_as(
    bytes: &[u8],
    encoding: Option<Encoding>,
    separator: Option<char>,
) -> Result<Sheet, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::Spreadsheet);
    }
    let (encoding, text) = decode(bytes, encoding);
    let odd = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
        .count();
    if odd * 50 > text.chars().count() {
        return Err(Unreadable::Binary);
    }
    let (told, body) = told_separator(&text);
    let separator = separator.or(told).unwrap_or_else(|| likely(body));
    let mut out = Sheet {
        encoding,
        separator,
        rows: Vec::new(),
        left_out: 0,
        cut: 0,
    };
    let first_line = 1 + text[..text.len() - body.len()].matches('\n').count();
    records(body, separator, |line, mut cells| {
        if cells.iter().all(|c| c.trim().is_empty()) {
            return true;
        }
        if out.rows.len() >= MAX_ROWS {
            out.left_out += 1;
            return true;
        }
        if cells.len() > MAX_COLUMNS {
            out.cut += 1;
            cells.truncate(MAX_COLUMNS);
        }
        out.rows.push((first_line + line, cells));
        true
    });
    if out.rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(out)
}

/// Excel writes `sep=;` into the first line when it was told to.
fn told_separator(text: &str) -> (Option<char>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mark = line.trim_end_matches('\r').strip_prefix("sep=");
    match mark.map(|m| m.chars().collect::<Vec<_>>()).as_deref() {
        Some([c]) if !c.is_alphanumeric() && *c != '"' => (Some(*c), rest),
        _ => (None, text),
    }
}

/// The separator that splits the first rows most evenly.
fn likely(text: &str) -> char {
    let mut best = (0, ',');
    for separator in SEPARATORS {
        let mut widths: Vec<usize> = Vec::new();
        records(text, separator, |_, cells| {
            if cells.iter().any(|c| !c.trim().is_empty()) {
                widths.push(cells.len());
            }
            widths.len() < 30
        });
        // The most common width, and how many rows agree with it.
        let score = widths
            .iter()
            .filter(|w| **w > 1)
            .map(|w| widths.iter().filter(|x| *x == w).count() * 100 + (*w).min(50))
            .max()
            .unwrap_or(0);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Calls `each` with the line a row begins on, from 0, and its cells, until it says no.
fn records(text: &str, separator: char, mut each: impl FnMut(usize, Vec<String>) -> bool) {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut line, mut begun, mut quoted, mut was_quoted) = (0, 0, false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted => {
                if chars.peek() == Some(&'"') {
                    chars.next();
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            // A quote within a cell that does not begin with one is a letter like others.
            '"' if !was_quoted && cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
                was_quoted = true;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                line += 1;
                if quoted {
                    cell.push('\n');
                } else {
                    cells.push(std::mem::take(&mut cell));
                    was_quoted = false;
                    if !each(begun, std::mem::take(&mut cells)) {
                        return;
                    }
                    begun = line;
                }
            }
            c if c == separator && !quoted => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        each(begun, cells);
    }
}

/// The text of a cell without the marks that keep a spreadsheet from calculating it; see [`super`].
pub fn bare(cell: &str) -> String {
    let cell = cell.replace('\0', "");
    let mut text = cell.trim_end();
    let quotes = text.len() - text.trim_start_matches('\'').len();
    if quotes > 0 && super::formula_like(&text[quotes..]) {
        text = &text[1..];
    } else {
        text = text.trim_start();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut previous = None;
    while let Some(c) = chars.next() {
        let mark = c == '\u{a0}'
            && matches!(previous, Some(',' | ';' | '\t' | '|' | '\n'))
            && chars
                .peek()
                .is_some_and(|next| super::BEGINS.contains(next));
        if !mark {
            out.push(c);
        }
        previous = Some(c);
    }
    out
}

/// The letters of a file. Bytes that are no letter in any of the encodings become U+FFFD.
fn decode(bytes: &[u8], told: Option<Encoding>) -> (Encoding, String) {
    let (plain, wide) = (bytes.strip_prefix(b"\xef\xbb\xbf"), wide_order(bytes));
    let encoding = told.unwrap_or_else(|| {
        if plain.is_some() || wide.is_none() && likely_utf8(bytes) {
            Encoding::Utf8
        } else if wide.is_some() {
            Encoding::Utf16
        } else {
            Encoding::Windows1251
        }
    });
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(plain.unwrap_or(bytes)).into_owned(),
        Encoding::Utf16 => {
            let (big, mark) = wide.unwrap_or_default();
            let units = bytes[mark.min(bytes.len())..].chunks_exact(2).map(|pair| {
                let pair = [pair[0], pair[1]];
                if big {
                    u16::from_be_bytes(pair)
                } else {
                    u16::from_le_bytes(pair)
                }
            });
            char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect()
        }
        Encoding::Windows1251 => {
            let letter = |b: &u8| match WINDOWS_1251.get(usize::from(*b).wrapping_sub(128)) {
                Some(unit) => char::from_u32(u32::from(*unit)).unwrap_or('\u{fffd}'),
                None => char::from(*b),
            };
            bytes.iter().map(letter).collect()
        }
    };
    (encoding, text)
}

/// Is it UTF-16: whether the larger byte comes first, and how many bytes the mark takes.
fn wide_order(bytes: &[u8]) -> Option<(bool, usize)> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some((false, 2));
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some((true, 2));
    }
    // Without a mark: commas, digits and line ends have a zero byte on one side.
    let head = &bytes[..bytes.len().min(4000)];
    let zeros = |side: usize| {
        let all = head.iter().skip(side).step_by(2);
        all.filter(|b| **b == 0).count()
    };
    [(1, false), (0, true)]
        .into_iter()
        .find(|(side, _)| zeros(*side) * 20 > head.len() && zeros(1 - side) == 0)
        .map(|(_, big)| (big, 0))
}

/// Is it UTF-8, also when a few of its letters were broken, as by a program that cut it off in the middle of one. In the old
/// encoding hardly two letters in a row make one of UTF-8.
fn likely_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || letters > broken * 20
}

/// Upper half of Windows-1251.
#[rustfmt::skip]
const WINDOWS_1251: [u16; 128] = [
    0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021, 0x20ac, 0x2030, 0x0409, 0x2039,
    0x040a, 0x040c, 0x040b, 0x040f, 0x0452, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0xfffd, 0x2122, 0x0459, 0x203a, 0x045a, 0x045c, 0x045b, 0x045f, 0x00a0, 0x040e, 0x045e, 0x0408,
    0x00a4, 0x0490, 0x00a6, 0x00a7, 0x0401, 0x00a9, 0x0404, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x0407,
    0x00b0, 0x00b1, 0x0406, 0x0456, 0x0491, 0x00b5, 0x00b6, 0x00b7, 0x0451, 0x2116, 0x0454, 0x00bb,
    0x0458, 0x0405, 0x0455, 0x0457, 0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417,
    0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x0420, 0x0421, 0x0422, 0x0423,
    0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429, 0x042a, 0x042b, 0x042c, 0x042d, 0x042e, 0x042f,
    0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043a, 0x043b,
    0x043c, 0x043d, 0x043e, 0x043f, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447,
    0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d, 0x044e, 0x044f,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::csv::{Dialect, to_csv};

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        sheet(bytes)
            .unwrap()
            .rows
            .into_iter()
            .map(|(_, r)| r)
            .collect()
    }

    #[test]
    fn every_encoding_gives_the_same_table() {
        let text = "Дата;Тема\r\n01.12.2026;«Ёлка», снег\r\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let old: Vec<u8> = text
            .chars()
            .map(|c| match u32::from(c) {
                n if n < 128 => u8::try_from(n).unwrap(),
                n => {
                    let at = WINDOWS_1251
                        .iter()
                        .position(|u| u32::from(*u) == n)
                        .unwrap();
                    u8::try_from(at + 128).unwrap()
                }
            })
            .collect();
        let want = rows(text.as_bytes());
        assert_eq!(want[1], ["01.12.2026", "«Ёлка», снег"]);
        for (bytes, encoding) in [
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::Utf8),
            ([b"\xff\xfe", &utf16[..]].concat(), Encoding::Utf16),
            ([b"\xfe\xff", &big[..]].concat(), Encoding::Utf16),
            (utf16, Encoding::Utf16),
            (big, Encoding::Utf16),
            (old, Encoding::Windows1251),
        ] {
            let found = sheet(&bytes).unwrap();
            assert_eq!((found.encoding, found.separator), (encoding, ';'));
            assert_eq!(rows(&bytes), want, "{encoding:?}");
        }
    }

    #[test]
    fn a_broken_letter_does_not_make_a_file_old() {
        let text = "Дата;Тема\n01.12.2026;Открываем зимнее меню";
        let cut = &text.as_bytes()[..text.len() - 1];
        let found = sheet(cut).unwrap();
        assert_eq!(found.encoding, Encoding::Utf8);
        assert_eq!(found.rows[1].1[1], "Открываем зимнее мен\u{fffd}");
    }

    #[test]
    fn what_was_found_out_can_be_overruled() {
        let text = "Дата;Тема, повод\n1;2";
        let found = sheet_as(text.as_bytes(), None, Some(',')).unwrap();
        assert_eq!(found.rows[0].1, ["Дата;Тема", " повод"]);
        let found = sheet_as(text.as_bytes(), Some(Encoding::Windows1251), None).unwrap();
        assert_eq!(found.encoding, Encoding::Windows1251);
        assert!(found.rows[0].1[0].starts_with("Р”"), "{:?}", found.rows);
        for encoding in Encoding::ALL {
            for bytes in [&b""[..], b"a", b"\xff", b"\xfe\xff", b"a,b\n1,2"] {
                // An answer of some kind.
                assert!(
                    sheet_as(bytes, Some(encoding), Some(';')).map_or(true, |s| !s.rows.is_empty())
                );
            }
        }
    }

    #[test]
    fn separators_are_found_by_the_rows_that_agree() {
        for (text, want) in [
            ("a,b\n1,2\n", ','),
            ("a;b\n\"1,5\";\"2,5\"\n1,5;2,5", ';'),
            ("a\tb\n1,2\t3,4\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("sep=;\na,b;c\n", ';'),
            ("один столбец\nбез разделителя", ','),
        ] {
            assert_eq!(sheet(text.as_bytes()).unwrap().separator, want, "{text}");
        }
    }

    #[test]
    fn quotes_are_read_and_forgiven() {
        assert_eq!(
            rows(b"\"a\"\"b\",\"c\nd\"\ne,f"),
            [["a\"b", "c\nd"], ["e", "f"]]
        );
        assert_eq!(rows(b"5\" pipe,\"x\" y\n"), [["5\" pipe", "x y"]]);
        assert_eq!(rows(b"a,\"never closed\nb"), [["a", "never closed\nb"]]);
        let found = sheet(b"a\r\r\n\n\"b\n\"\nc").unwrap();
        let lines: Vec<usize> = found.rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 6]);
    }

    #[test]
    fn what_is_no_table_says_so() {
        for (bytes, want) in [
            (&b""[..], Unreadable::Empty),
            (b"\xef\xbb\xbf", Unreadable::Empty),
            (b",,\n,\n \n", Unreadable::Empty),
            (b"PK\x03\x04rest", Unreadable::Spreadsheet),
            (b"\xd0\xcf\x11\xe0rest", Unreadable::Spreadsheet),
            (
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02",
                Unreadable::Binary,
            ),
        ] {
            assert_eq!(sheet(bytes), Err(want));
        }
        assert_eq!(sheet(&vec![b'a'; MAX_BYTES + 1]), Err(Unreadable::TooLarge));
        let long = sheet("x\n".repeat(MAX_ROWS + 3).as_bytes()).unwrap();
        assert_eq!((long.rows.len(), long.left_out), (MAX_ROWS, 3));
        let wide = sheet("x,".repeat(MAX_COLUMNS + 3).as_bytes()).unwrap();
        assert_eq!((wide.rows[0].1.len(), wide.cut), (MAX_COLUMNS, 1));
    }

    #[test]
    fn what_we_wrote_for_people_comes_back() {
        for cell in [
            "=1+1",
            "'=1",
            "''@x",
            "- раз\n- два\n=3",
            "+7 900 123-45-67",
            "-20 %",
            "a;=1,+b",
            "it's",
            "-",
        ] {
            for dialect in [Dialect::EXCEL_COMMA, Dialect::EXCEL_POINT] {
                let read = rows(to_csv([[cell, "x"]], dialect).as_bytes());
                assert_eq!(bare(&read[0][0]), cell);
            }
        }
    }
}
