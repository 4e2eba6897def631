//! How much room words take: the widths of Arial's letters, lines that break where a slide breaks them, cutting at words.
//!
//! Readers have fonts of their own making: a text that fits here with a little to spare fits there.

use super::scene::Face;

/// Height of a line, in parts of the letters.
pub const LEADING: f64 = 1.2;
/// What letters may be wider elsewhere.
const SPARE: f64 = 1.02;
/// Georgia against bold Arial: letters are narrower, digits wider.
const SERIF: f64 = 1.12;
/// Letters that the tables do not know are as wide as the widest.
const OTHER: u16 = 1300;

// Thousandths of the height, as the fonts give them: Arial and faces made to its measure.
const LATIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const LATIN_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
const CYRILLIC: [u16; 96] = [
    667, 667, 865, 542, 719, 667, 278, 278, 500, 1057, 1010, 854, 583, 722, 635, 719, 667, 656,
    667, 542, 677, 667, 923, 604, 719, 719, 583, 656, 833, 722, 778, 719, 667, 722, 611, 635, 760,
    667, 740, 667, 917, 938, 792, 885, 656, 719, 1010, 722, 556, 573, 531, 365, 583, 556, 669, 458,
    559, 559, 438, 583, 688, 552, 556, 542, 556, 500, 458, 500, 823, 500, 573, 521, 802, 823, 625,
    719, 521, 510, 750, 542, 556, 556, 556, 365, 510, 500, 222, 278, 222, 906, 812, 556, 438, 559,
    500, 552,
];
const CYRILLIC_BOLD: [u16; 96] = [
    667, 669, 885, 567, 711, 667, 278, 276, 556, 1094, 1062, 875, 610, 722, 622, 719, 722, 719,
    722, 567, 712, 667, 904, 626, 719, 719, 610, 702, 833, 722, 778, 719, 667, 722, 611, 622, 854,
    667, 730, 703, 1005, 1019, 870, 979, 719, 711, 1031, 719, 556, 618, 615, 417, 635, 556, 709,
    497, 615, 615, 500, 635, 740, 604, 611, 604, 611, 556, 490, 556, 875, 556, 615, 581, 833, 844,
    729, 854, 615, 552, 854, 583, 556, 556, 611, 417, 552, 556, 278, 281, 278, 969, 906, 611, 500,
    615, 556, 604,
];

/// Width of the space before the words of a paragraph with a bullet.
pub fn indent(size: f64) -> f64 {
    size * 0.9
}

fn letter(c: char, bold: bool) -> u16 {
    let at = |table: &[u16], first: u32| {
        table
            .get((c as u32).saturating_sub(first) as usize)
            .copied()
            .unwrap_or(OTHER)
    };
    match c {
        ' '..='~' if bold => at(&LATIN_BOLD, 0x20),
        ' '..='~' => at(&LATIN, 0x20),
        '\u{400}'..='\u{45f}' if bold => at(&CYRILLIC_BOLD, 0x400),
        '\u{400}'..='\u{45f}' => at(&CYRILLIC, 0x400),
        '\u{a0}' | '\u{b7}' | '\u{2018}' | '\u{2019}' => 278,
        '\u{c6}' | '\u{e6}' => 1000,
        '\u{c0}'..='\u{dd}' => 778,
        '\u{df}'..='\u{ff}' => 611,
        '\u{ab}' | '\u{bb}' | '\u{2013}' => 556,
        '\u{201c}'..='\u{201f}' => 500,
        '\u{2212}' => 584,
        '\u{2022}' => 350,
        '\u{2014}' | '\u{2026}' | '\u{2190}'..='\u{2193}' => 1000,
        '\u{20a0}'..='\u{20bf}' => 700,
        '\u{a1}'..='\u{bf}' => 840,
        // Marks over the letter before.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        _ => OTHER,
    }
}

/// Width of a text on one line, in points.
pub fn width(text: &str, face: Face) -> f64 {
    let sum: f64 = text
        .chars()
        .map(|c| f64::from(letter(c, face.bold || face.serif)))
        .sum();
    let wider = if face.serif { SERIF } else { 1.0 };
    sum / 1000.0 * face.size * wider * SPARE
}

/// The lines a text takes in a box so wide: words go to the next line, words longer than a line are broken. A no-break
/// space holds its neighbours together.
pub fn lines(text: &str, face: Face, room: f64) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = String::new();
    let space = width(" ", face);
    let mut used = 0.0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let wide = width(word, face);
        if !line.is_empty() {
            if used + space + wide <= room {
                line.push(' ');
                line.push_str(word);
                used += space + wide;
                continue;
            }
            out.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if wide <= room {
            line.push_str(word);
            used = wide;
            continue;
        }
        // Readers break words at hyphens first.
        for part in word.split_inclusive('-') {
            let wide = width(part, face);
            if used + wide > room && !line.is_empty() {
                out.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if wide <= room {
                line.push_str(part);
                used += wide;
                continue;
            }
            for c in part.chars() {
                let wide = width(c.encode_utf8(&mut [0; 4]), face);
                if used + wide > room && !line.is_empty() {
                    out.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += wide;
            }
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    out
}

/// The beginning of a text that goes on: an ellipsis instead of marks, and of short words that say nothing at an end.
fn close(head: &str) -> String {
    let mark = |c: char| c.is_whitespace() || ",.;:—–-(«“".contains(c);
    let mut head = head.trim_end_matches(mark);
    while let Some((before, last)) = head.rsplit_once(' ') {
        if last.chars().count() > 3 || last.chars().any(|c| !c.is_alphabetic()) {
            break;
        }
        head = before.trim_end_matches(mark);
    }
    format!("{head}…")
}

/// The text, cut at a word with an ellipsis when it takes more lines than that.
pub fn cut(text: &str, face: Face, room: f64, most: usize) -> String {
    let fits = |text: &str| lines(text, face, room).len() <= most.max(1);
    if fits(text) {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    // The longest beginning that fits: widths only grow, so halves lead there.
    let found = ends.partition_point(|at| fits(&close(text.get(..*at).unwrap_or_default())));
    if let Some(at) = found.checked_sub(1).and_then(|i| ends.get(i)) {
        let head = text.get(..*at).unwrap_or_default();
        if head.chars().any(char::is_alphanumeric) {
            return close(head);
        }
    }
    // The first word alone is too long.
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let found = starts.partition_point(|at| fits(&close(text.get(..*at).unwrap_or_default())));
    let at = found.checked_sub(1).and_then(|i| starts.get(i)).copied();
    close(text.get(..at.unwrap_or(0)).unwrap_or_default())
}

/// The first so many words, with an ellipsis when there are more; and whether there are.
pub fn words(text: &str, most: usize) -> (String, bool) {
    let Some((at, _)) = text.match_indices(' ').nth(most.saturating_sub(1)) else {
        return (text.to_owned(), false);
    };
    let head = text.get(..at).unwrap_or(text);
    // Better a whole sentence than the beginning of the next one, and a whole part of one than half of the next.
    let end = |marks: &[char], least: usize| {
        head.rmatch_indices(marks)
            .map(|(at, mark)| (at, at + mark.len()))
            .find(|(at, to)| *at > least && text.get(*to..).is_some_and(|r| r.starts_with(' ')))
    };
    if let Some((_, to)) = end(&['.', '!', '?'], head.len() / 2) {
        return (head.get(..to).unwrap_or(head).to_owned(), true);
    }
    let part = end(&[',', ';', ':'], head.len() * 3 / 5);
    let head = part.and_then(|(at, _)| head.get(..at)).unwrap_or(head);
    (close(head), true)
}

/// Text on one line: no characters that fall away or turn letters round, single spaces; no-break spaces stay.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match c {
            ' ' | '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => gap = true,
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::regular(10.0);

    #[test]
    fn words_go_to_the_next_line_and_long_ones_are_broken() {
        // A digit is 5.56 wide, and 2 in 100 more.
        assert_eq!(lines("000 000 000", FACE, 40.0), ["000 000", "000"]);
        assert_eq!(lines("000\u{a0}000 0", FACE, 30.0), ["000\u{a0}0", "00 0"]);
        assert_eq!(lines("0000000", FACE, 30.0), ["00000", "00"]);
        assert!(lines("   ", FACE, 30.0).is_empty());
        assert_eq!(lines("0", FACE, 0.0), ["0"]);
        assert_eq!(lines("00-0000", FACE, 30.0), ["00-", "0000"]);
    }

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(cut("000 000 000", FACE, 40.0, 2), "000 000 000");
        assert_eq!(cut("000 000, 000 000", FACE, 40.0, 1), "000…");
        assert_eq!(cut("0000000000", FACE, 40.0, 1), "00000…");
        for most in 1..4 {
            let said = cut(
                "Кофе рядом с домом, где помнят каждого гостя",
                FACE,
                60.0,
                most,
            );
            assert!(lines(&said, FACE, 60.0).len() <= most, "{said}");
        }
        assert_eq!(words("a b c", 3), ("a b c".into(), false));
        assert_eq!(words("a b, c", 2), ("a…".into(), true));
        assert_eq!(words("Aaa bb. C d e", 4), ("Aaa bb.".into(), true));
        assert_eq!(
            words("Aaaa bbbb cccc, dddd eeee", 4),
            ("Aaaa bbbb cccc…".into(), true)
        );
        assert_eq!(words("Аааа бббб до вввв", 3), ("Аааа бббб…".into(), true));
    }

    #[test]
    fn texts_become_lines() {
        assert_eq!(clean("  a\n\tb\u{0}\u{202e}c\u{a0}d "), "a bc\u{a0}d");
    }
}
