//! Reading numbers the way people type them in Russian and in English.

/// What a lone comma before exactly three digits means: `1,234`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comma {
    /// A decimal comma: 1.234.
    Decimal,
    /// A thousands separator: 1234.
    Thousands,
}

/// Reads a decimal number. Spaces, no-break spaces, apostrophes and underscores between digits are
/// grouping; of `.` and `,` the last one is the decimal mark when both occur, and a mark that
/// occurs several times is grouping. Nothing when the text is blank, not a number or not finite.
pub fn parse(text: &str, comma: Comma) -> Option<f64> {
    let plain = normalise(text, comma)?;
    plain.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// Reads an amount and returns integer minor units (two decimals). A currency sign or code at
/// either end is skipped. Nothing for blank or bad text, for more than two decimals, and for
/// amounts beyond ±9·10^13 major units, which could not be summed safely.
pub fn parse_money(text: &str) -> Option<i64> {
    let text = text
        .trim()
        .trim_matches(|c: char| c.is_alphabetic() || "₽$€£₸. ".contains(c) && !c.is_ascii_digit());
    let plain = normalise(text, Comma::Thousands)?;
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, ""));
    if cents.len() > 2 || whole.trim_start_matches('-').len() > 14 {
        return None;
    }
    let negative = whole.starts_with('-');
    let whole: i64 = whole.trim_start_matches('-').parse().ok()?;
    let cents: i64 = if cents.is_empty() {
        0
    } else {
        format!("{cents:0<2}").parse().ok()?
    };
    let minor = whole.checked_mul(100)?.checked_add(cents)?;
    Some(if negative { -minor } else { minor })
}

/// Digits with one optional leading minus and one optional point.
fn normalise(text: &str, comma: Comma) -> Option<String> {
    let mut s = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '0'..='9' | '.' | ',' => s.push(c),
            '-' | '−' | '–' if s.is_empty() => s.push('-'),
            '+' if s.is_empty() => {}
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_'
                if s.ends_with(|c: char| c.is_ascii_digit()) => {}
            _ => return None,
        }
    }
    let (commas, points) = (s.matches(',').count(), s.matches('.').count());
    let decimal = match (commas, points) {
        (0, 0) => None,
        (0, 1) => Some('.'),
        (1, 0) => {
            let (head, tail) = s.split_once(',')?;
            let grouped = comma == Comma::Thousands
                && tail.len() == 3
                && (1..=3).contains(&head.trim_start_matches('-').len())
                && !head.trim_start_matches('-').starts_with('0');
            if grouped { None } else { Some(',') }
        }
        (0, _) | (_, 0) => None,
        _ if s.rfind(',') > s.rfind('.') && commas == 1 => Some(','),
        _ if s.rfind('.') > s.rfind(',') && points == 1 => Some('.'),
        _ => return None,
    };
    if decimal.is_none() && commas + points > 0 && !grouped_by_three(&s) {
        return None;
    }
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '.' | ',' if Some(c) == decimal => out.push('.'),
            '.' | ',' => {}
            _ => out.push(c),
        }
    }
    let digits = out.trim_start_matches('-');
    if digits.is_empty() || digits == "." {
        return None;
    }
    if digits.starts_with('.') {
        let at = out.len() - digits.len();
        out.insert(at, '0');
    }
    if out.ends_with('.') {
        out.pop();
    }
    Some(out)
}

/// True when every part after a separator has exactly three digits.
fn grouped_by_three(s: &str) -> bool {
    let mut parts = s.trim_start_matches('-').split(['.', ',']);
    let first = parts.next().unwrap_or("");
    (1..=3).contains(&first.len()) && parts.all(|p| p.len() == 3)
}

/// The number as short canonical text with a point and no grouping; at most `decimals` decimals,
/// trailing zeros dropped.
pub fn plain(n: f64, decimals: usize) -> String {
    let mut s = format!("{n:.decimals$}");
    if s.contains('.') {
        while s.ends_with('0') {
            s.pop();
        }
        if s.ends_with('.') {
            s.pop();
        }
    }
    if s == "-0" { "0".into() } else { s }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, want) in [
            ("1 234,5", 1234.5),
            ("1\u{a0}234,5", 1234.5),
            ("1234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("0,125", 0.125),
            (",5", 0.5),
            ("12.", 12.0),
            ("-3", -3.0),
            ("−3,5", -3.5),
            ("+7", 7.0),
        ] {
            assert_eq!(parse(text, Comma::Decimal), Some(want), "{text}");
        }
        for text in [
            "",
            " ",
            "abc",
            "1-2",
            "1,2,3",
            "1e5",
            "--1",
            ".",
            "12%",
            "1,23,456.7.8",
        ] {
            assert_eq!(parse(text, Comma::Decimal), None, "{text}");
        }
        assert_eq!(parse("1,234", Comma::Thousands), Some(1234.0));
        assert_eq!(parse("1,234", Comma::Decimal), Some(1.234));
    }

    #[test]
    fn money_is_whole_minor_units() {
        for (text, want) in [
            ("40 000 ₽", 4_000_000),
            ("1,234.56", 123_456),
            ("1,234", 123_400),
            ("0,5", 50),
            ("15 000,50 руб.", 1_500_050),
            ("$1,200", 120_000),
            ("-12.3", -1230),
        ] {
            assert_eq!(parse_money(text), Some(want), "{text}");
        }
        for text in ["", "много", "1.234.5", "0.001", "999999999999999"] {
            assert_eq!(parse_money(text), None, "{text}");
        }
    }

    #[test]
    fn canonical_text_is_short() {
        assert_eq!(plain(2.50, 2), "2.5");
        assert_eq!(plain(-0.001, 2), "0");
        assert_eq!(plain(100.0, 0), "100");
    }
}
