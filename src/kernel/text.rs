//! Small text helpers that more than one folder needs.

/// Number of characters as a person counts them. Combining marks, joiners, variation selectors and
/// skin tones are not counted on their own; a flag counts as one. A close approximation of grapheme
/// clusters without their tables.
pub fn length(text: &str) -> usize {
    let mut n = 0;
    let mut joined = false;
    let mut flag_half = false;
    for c in text.chars() {
        let u = c as u32;
        let mark = matches!(u,
            0x0300..=0x036F | 0x0483..=0x0489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF
            | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF | 0x200B..=0x200F | 0xE0020..=0xE007F);
        if u == 0x200D {
            joined = true;
            continue;
        }
        let regional = matches!(u, 0x1F1E6..=0x1F1FF);
        if mark || joined || (regional && flag_half) {
            joined = false;
            flag_half = false;
            continue;
        }
        flag_half = regional;
        n += 1;
    }
    n
}

/// The first `max` characters, cut at a word where possible, with an ellipsis when cut.
pub fn excerpt(text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(max).collect();
    let head = match cut.rfind(char::is_whitespace) {
        Some(at) if at > cut.len() / 2 => &cut[..at],
        _ => &cut,
    };
    format!(
        "{}…",
        head.trim_end_matches(|c: char| c.is_whitespace() || ",.;:—-".contains(c))
    )
}

/// The part of a text around `from..to` with at most `most` letters on each side, as bytes from and to; it begins and ends at a
/// space where there is one. Nothing when the bytes do not stand in the text.
pub fn around(text: &str, from: usize, to: usize, most: usize) -> Option<(usize, usize)> {
    let (before, behind) = (text.get(..from)?, text.get(to..)?);
    text.get(from..to)?;
    let start = before.char_indices().rev().take(most).last();
    let mut start = start.map_or(from, |(at, _)| at);
    if start > 0 {
        let cut = &text[start..from];
        start += cut.find(char::is_whitespace).map_or(0, |at| {
            at + cut[at..].chars().next().map_or(0, char::len_utf8)
        });
    }
    let end = behind.char_indices().nth(most);
    let mut end = end.map_or(text.len(), |(at, _)| to + at);
    if end < text.len() {
        end = text[to..end]
            .rfind(char::is_whitespace)
            .map_or(end, |at| to + at);
    }
    Some((start, end))
}

/// Is a character a letter. The same as [`char::is_alphabetic`], without its tables for nearly all of them.
pub fn letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => true,
        '\0'..='\u{7f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Is a character a capital letter. The same as [`char::is_uppercase`].
pub fn capital(c: char) -> bool {
    match c {
        'A'..='Z' | 'А'..='Я' | 'Ё' => true,
        'а'..='я' | 'ё' | '\0'..='\u{7f}' => false,
        _ => c.is_uppercase(),
    }
}

/// Is a character a letter or a digit. The same as [`char::is_alphanumeric`].
pub fn in_word(c: char) -> bool {
    c.is_ascii_digit() || letter(c) || !c.is_ascii() && c.is_numeric()
}

/// What a byte says of the character that begins with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    /// A letter or digit of one byte.
    Sign,
    /// Cyrillic of two bytes: U+0400 to U+047F, letters all of them.
    Cyrillic,
    /// One byte, neither letter nor digit.
    Other,
    /// It has to be put together.
    Rare,
}

/// For each byte. Every letter of every text of a review passes here, and the first run of a program is its slowest.
static BEGINS: [Begins; 256] = {
    let mut all = [Begins::Rare; 256];
    let mut at = 0;
    while at < all.len() {
        all[at] = match at as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Begins::Sign,
            0xd0 | 0xd1 => Begins::Cyrillic,
            0..0x80 => Begins::Other,
            _ => Begins::Rare,
        };
        at += 1;
    }
    all
};

/// The byte behind the letters and digits that stand at a place.
fn run(text: &str, mut at: usize) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        match BEGINS[usize::from(*byte)] {
            Begins::Sign => at += 1,
            Begins::Cyrillic => at += 2,
            Begins::Other => break,
            Begins::Rare => match first(text, at).filter(|c| in_word(*c)) {
                Some(c) => at += c.len_utf8(),
                None => break,
            },
        }
    }
    at
}

/// The character that begins at a byte.
fn first(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Cuts a text into words: tells each with its first byte, and each of `signs` outside of words. Apostrophes and hyphens are
/// parts of a word when they stand inside.
pub fn each_word<'t>(text: &'t str, signs: &[char], tell: &mut dyn FnMut(usize, &'t str)) {
    let mut at = 0;
    loop {
        let mut end = run(text, at);
        let Some(mut next) = first(text, end) else {
            if end > at {
                tell(at, text.get(at..end).unwrap_or_default());
            }
            return;
        };
        if end > at {
            while matches!(next, '-' | '’' | '\'') {
                let behind = end + next.len_utf8();
                let joined = run(text, behind);
                if joined == behind {
                    break;
                }
                end = joined;
                next = first(text, end).unwrap_or(' ');
            }
            tell(at, text.get(at..end).unwrap_or_default());
            at = end;
        }
        // What ended the word.
        if at < text.len() {
            let behind = at + next.len_utf8();
            if signs.contains(&next) {
                tell(at, text.get(at..behind).unwrap_or_default());
            }
            at = behind;
        }
    }
}

/// The small letter, ё as е; a character that has no single one stays.
pub fn small(c: char) -> char {
    match c {
        'a'..='z' | 'а'..='я' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'А'..='Я' => char::from_u32(c as u32 + 32).unwrap_or(c),
        'ё' | 'Ё' => 'е',
        _ => {
            let mut all = c.to_lowercase();
            let first = all.next();
            first.filter(|_| all.next().is_none()).unwrap_or(c)
        }
    }
}

/// Has a text nothing but blanks. The same as asking whether it is empty when trimmed; nearly always the first byte tells.
pub fn blank(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(b'!'..=b'~' | 0xd0 | 0xd1) => false,
        Some(_) => text.trim_start().is_empty(),
    }
}

/// Lower case with ё as е, for search.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The review folds every text of the workbook; nearly all letters need no tables.
    for c in text.chars() {
        match c {
            ' '..='@' | 'a'..='z' | 'а'..='я' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'А'..='Я' => out.push(char::from_u32(c as u32 + 32).unwrap_or(c)),
            'ё' | 'Ё' => out.push('е'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// True for links that may be shown as links: http, https, mailto and tel. Everything else is text.
pub fn safe_link(text: &str) -> bool {
    let t = text.trim();
    if t.is_empty() || t.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let lower = t.to_lowercase();
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| {
            lower
                .strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty())
        })
}

/// Sort key that puts Russian and English words in dictionary order: ё beside е, case ignored.
pub fn collate(text: &str) -> (String, String) {
    (fold(text), text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_begin_and_end_at_spaces() {
        let text = "Мы лучшая кофейня города, и это знают все";
        let from = text.find("лучшая").unwrap();
        let to = from + "лучшая".len();
        let part = |most| around(text, from, to, most).map(|(a, b)| &text[a..b]);
        assert_eq!(part(100), Some(text));
        assert_eq!(part(10), Some("Мы лучшая кофейня"));
        assert_eq!(part(2), Some("лучшая"));
        assert_eq!(part(0), Some("лучшая"));
        assert_eq!(around(text, from + 1, to, 5), None);
        assert_eq!(around("а", 0, 9, 5), None);
    }

    #[test]
    fn people_count_emoji_once() {
        for (text, want) in [
            ("кот", 3),
            ("👍🏽", 1),
            ("👨‍👩‍👧", 1),
            ("🇷🇺🇬🇧", 2),
            ("й", 1),
            ("и\u{306}", 1),
            ("", 0),
        ] {
            assert_eq!(length(text), want, "{text}");
        }
    }

    #[test]
    fn excerpts_end_at_words() {
        assert_eq!(excerpt("Кофе рядом с домом", 50), "Кофе рядом с домом");
        assert_eq!(excerpt("Кофе рядом с домом", 12), "Кофе рядом…");
    }

    #[test]
    fn every_letter_folds_as_unicode_lowers_it() {
        for c in '\0'..=char::MAX {
            let want: String = c
                .to_lowercase()
                .map(|c| if c == 'ё' { 'е' } else { c })
                .collect();
            assert_eq!(fold(&c.to_string()), want, "{c:?}");
        }
    }

    #[test]
    fn only_plain_links_are_links() {
        assert!(safe_link("https://example.com/a?b=1"));
        assert!(safe_link("mailto:a@b.ru"));
        for bad in [
            "javascript:alert(1)",
            " java\nscript:x",
            "data:text/html,x",
            "file:///etc",
            "\\\\srv\\x",
            "https://",
            "",
        ] {
            assert!(!safe_link(bad), "{bad}");
        }
    }

    #[test]
    fn russian_order() {
        let mut words = vec!["Яблоко", "жук", "Ёлка", "ель", "елка"];
        words.sort_by_key(|w| collate(w));
        assert_eq!(words, ["Ёлка", "елка", "ель", "жук", "Яблоко"]);
    }
}
