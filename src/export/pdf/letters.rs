//! What characters are to a line of text: dropped, joined, composed.

/// Has a character no look, so that it is dropped.
pub fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c), 0xAD | 0x61C | 0x180E | 0x200C..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0xFEFF | 0xFFF0..=0xFFFB | 0xE0000..=0xE0FFF)
        || u32::from(c) & 0xFFFE == 0xFFFE
        || matches!(u32::from(c), 0xFDD0..=0xFDEF)
}

/// Does a character belong to the one before it.
pub fn extends(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
        | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF)
}

/// Is a character half of a flag.
pub fn regional(c: char) -> bool {
    matches!(u32::from(c), 0x1F1E6..=0x1F1FF)
}

/// Joins two characters into one.
pub const JOINER: char = '\u{200d}';
/// Keeps the place where a line may break.
pub const BREAK: char = '\u{200b}';

/// A mark, letters, and the same letters with it.
const PAIRS: [(char, &str, &str); 10] = [
    (
        '\u{300}',
        "AEIOUaeiou\u{415}\u{418}\u{435}\u{438}Nn",
        "ÀÈÌÒÙàèìòù\u{400}\u{40d}\u{450}\u{45d}Ǹǹ",
    ),
    (
        '\u{301}',
        "AEIOUYaeiouyCLNRSZclnrsz\u{413}\u{41a}\u{433}\u{43a}",
        "ÁÉÍÓÚÝáéíóúýĆĹŃŔŚŹćĺńŕśź\u{403}\u{40c}\u{453}\u{45c}",
    ),
    (
        '\u{302}',
        "AEIOUaeiouCGHJSWYcghjswy",
        "ÂÊÎÔÛâêîôûĈĜĤĴŜŴŶĉĝĥĵŝŵŷ",
    ),
    ('\u{303}', "ANOanoIUiu", "ÃÑÕãñõĨŨĩũ"),
    (
        '\u{304}',
        "AEIOUaeiou\u{418}\u{423}\u{438}\u{443}",
        "ĀĒĪŌŪāēīōū\u{4e2}\u{4ee}\u{4e3}\u{4ef}",
    ),
    (
        '\u{306}',
        "AGUagu\u{418}\u{423}\u{438}\u{443}\u{416}\u{436}",
        "ĂĞŬăğŭ\u{419}\u{40e}\u{439}\u{45e}\u{4c1}\u{4c2}",
    ),
    ('\u{307}', "CEGZIcegz", "ĊĖĠŻİċėġż"),
    (
        '\u{308}',
        "AEIOUYaeiouy\u{415}\u{406}\u{435}\u{456}",
        "ÄËÏÖÜŸäëïöüÿ\u{401}\u{407}\u{451}\u{457}",
    ),
    ('\u{30a}', "AUau", "ÅŮåů"),
    ('\u{30c}', "CDENRSTZcenrsz", "ČĎĚŇŘŠŤŽčěňřšž"),
];

/// A letter with a mark that there is as one letter.
pub fn composed(base: char, mark: char) -> Option<char> {
    let (_, from, to) = PAIRS.iter().find(|(m, _, _)| *m == mark)?;
    let at = from.chars().position(|c| c == base)?;
    to.chars().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_become_one_letter() {
        for (base, mark, want) in [
            ('и', '\u{306}', Some('й')),
            ('Е', '\u{308}', Some('Ё')),
            ('e', '\u{301}', Some('é')),
            ('а', '\u{301}', None),
            ('и', 'x', None),
        ] {
            assert_eq!(composed(base, mark), want, "{base}");
        }
        // Every list has as many letters with the mark as without.
        for (mark, from, to) in PAIRS {
            assert_eq!(from.chars().count(), to.chars().count(), "{mark:?}");
        }
    }

    #[test]
    fn what_has_no_look_is_dropped() {
        for c in ['\0', '\u{85}', '\u{202e}', '\u{feff}', '\u{ffff}', '\u{ad}'] {
            assert!(invisible(c), "{c:?}");
        }
        for c in ['a', 'й', ' ', '\u{301}', '👍', '\u{ffffd}'] {
            assert!(!invisible(c), "{c:?}");
        }
    }
}
