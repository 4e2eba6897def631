//! File names made from the user's words.

use chrono::NaiveDate;

/// Longest part taken from the user's words, characters and bytes: systems count either, up to 255 with what we add.
const LONGEST: (usize, usize) = (60, 180);

/// `Кофейня Угол 2026-11-22.html`: letters and digits of any script, safe on every system.
pub fn file_name(title: &str, today: NaiveDate, extension: &str) -> String {
    let mut clean = String::new();
    let mut marks = 0;
    for c in title.trim().chars() {
        // Some keyboards and disks write й and é as a letter and a mark; no writing has a third mark.
        if ('\u{300}'..='\u{36f}').contains(&c) {
            if marks < 2 && !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(c);
            }
            marks += 1;
            continue;
        }
        marks = 0;
        if c.is_alphanumeric() || "-_()+".contains(c) {
            clean.push(c);
        } else if !clean.is_empty()
            && !clean.ends_with(' ')
            && (c.is_whitespace() || c.is_ascii_punctuation() || c == '—' || c == '–')
        {
            clean.push(' ');
        }
    }
    let end = clean
        .char_indices()
        .take(LONGEST.0)
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|end| *end <= LONGEST.1)
        .last();
    let clean = clean[..end.unwrap_or(0)].trim();
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
            ("nul", "Planerka 2026-11-22.md"),
            ("конец...", "конец 2026-11-22.md"),
            (".htaccess", "htaccess 2026-11-22.md"),
            ("a\u{0}b\u{200b}c\nd\t\u{feff}e", "abc d e 2026-11-22.md"),
            ("\u{2067}отчёт\u{2069}", "отчёт 2026-11-22.md"),
            ("Кофеи\u{306}ня", "Кофеи\u{306}ня 2026-11-22.md"),
            ("👩‍👩‍👧 семья", "семья 2026-11-22.md"),
            ("", "Planerka 2026-11-22.md"),
        ] {
            assert_eq!(file_name(title, today, "md"), want);
        }
    }

    // F11
    #[test]
    fn names_fit_every_disk_whatever_the_title() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for part in [
            "я",
            "a",
            "字",
            "𝕏",
            "e\u{301}",
            "\u{301}",
            "👩‍👩‍👧",
            ".",
            " ",
            "\u{202e}",
            "/",
            "con",
        ] {
            for title in [part.repeat(300), format!("а{}", part.repeat(10_000))] {
                let name = file_name(&title, today, "json");
                assert!(name.len() <= 255 - ".txt".len(), "{name}");
                assert!(name.chars().count() <= 80, "{name}");
                assert!(name.ends_with(" 2026-11-22.json"), "{name}");
                let safe = |c: char| {
                    c.is_alphanumeric()
                        || "-_()+ .".contains(c)
                        || ('\u{300}'..='\u{36f}').contains(&c)
                };
                assert!(
                    name.chars().all(safe) && !name.starts_with(['.', ' ']),
                    "{name}"
                );
            }
        }
    }
}
