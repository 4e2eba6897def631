//! File names made from the user's words.

use chrono::NaiveDate;

/// Longest part taken from the user's words, characters.
const LONGEST: usize = 60;

/// `Кофейня Угол 2026-11-22.html`: letters and digits of any script, safe on every system.
pub fn file_name(title: &str, today: NaiveDate, extension: &str) -> String {
    let mut clean = String::new();
    for c in title.trim().chars() {
        if c.is_alphanumeric() || "-_()+".contains(c) {
            clean.push(c);
        } else if !clean.is_empty()
            && !clean.ends_with(' ')
            && (c.is_whitespace() || c.is_ascii_punctuation() || c == '—' || c == '–')
        {
            clean.push(' ');
        }
    }
    let clean: String = clean.chars().take(LONGEST).collect();
    let clean = clean.trim();
    // Names that Windows keeps for devices, and names of nothing but marks.
    let reserved =
        ["con", "prn", "aux", "nul", "com1", "lpt1"].contains(&clean.to_lowercase().as_str());
    let stem = if clean.chars().any(char::is_alphanumeric) && !reserved {
        clean
    } else {
        "Planerka"
    };
    format!("{stem} {}.{extension}", today.format("%Y-%m-%d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_keep_cyrillic() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for (title, want) in [
            ("Кофейня «Угол», весна", "Кофейня Угол весна 2026-11-22.md"),
            ("../../a:b*?<>|\"", "a b 2026-11-22.md"),
            ("CON", "Planerka 2026-11-22.md"),
            ("🔥🔥", "Planerka 2026-11-22.md"),
            ("a\u{202e}gpj.exe", "agpj exe 2026-11-22.md"),
            ("", "Planerka 2026-11-22.md"),
        ] {
            assert_eq!(file_name(title, today, "md"), want);
        }
        assert!(file_name(&"я".repeat(300), today, "md").chars().count() < 80);
    }
}
