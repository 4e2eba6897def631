//! Text and numbers in the parts of the package, made for a million cells.

pub use crate::export::ooxml::DECLARATION;
pub use crate::export::ooxml::xml::push_all as text;

/// Namespace of spreadsheets.
pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Text of a cell: readers take `_x0041_` in it for the character of that number, so its first mark is written as one.
pub fn shared(out: &mut String, whole: &str) {
    let mut rest = whole;
    while let Some(at) = rest.find("_x") {
        let number = rest.as_bytes().get(at + 2..at + 7);
        let coded = number.is_some_and(|n| {
            n.iter().take(4).all(u8::is_ascii_hexdigit) && n.last() == Some(&b'_')
        });
        let (before, after) = rest.split_at(at + 1);
        if coded {
            text(out, before.strip_suffix('_').unwrap_or(before));
            out.push_str("_x005F_");
        } else {
            text(out, before);
        }
        rest = after;
    }
    text(out, rest);
}

/// A whole number.
pub fn whole(out: &mut String, n: u32) {
    let mut digits = [0_u8; 10];
    let mut at = digits.len();
    let mut n = n;
    loop {
        at -= 1;
        // One digit.
        #[allow(clippy::cast_possible_truncation)]
        let digit = (n % 10) as u8;
        digits[at] = b'0' + digit;
        n /= 10;
        if n == 0 || at == 0 {
            break;
        }
    }
    for digit in &digits[at..] {
        out.push(char::from(*digit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        for n in [0, 7, 10, 99, 100, 1_048_576, u32::MAX] {
            let mut out = String::new();
            whole(&mut out, n);
            assert_eq!(out, n.to_string());
        }
    }

    #[test]
    fn only_codes_of_characters_are_marked() {
        for (from, to) in [
            ("_x0041_", "_x005F_x0041_"),
            ("a_x00ff_b_xABCD_", "a_x005F_x00ff_b_x005F_xABCD_"),
            ("_x041_ _x_ _x004", "_x041_ _x_ _x004"),
            ("__x000A__", "__x005F_x000A__"),
            ("_xыыыы_", "_xыыыы_"),
            ("<_x>", "&lt;_x&gt;"),
        ] {
            let mut out = String::new();
            shared(&mut out, from);
            assert_eq!(out, to);
        }
    }
}
