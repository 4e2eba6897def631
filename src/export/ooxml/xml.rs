//! Text for the parts of a package. Everything the user wrote goes through here.

/// May a character stand in an XML 1.0 document and mean something to a reader. Controls are dropped
/// as in the other exports; U+FFFE and U+FFFF are no characters, and Word refuses a file with them.
pub fn allowed(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// One character of a text, escaped.
pub fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}

/// Text for a quoted attribute or a text node without line breaks: these become spaces.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if allowed(c) => push(&mut out, c),
            _ => {}
        }
    }
    out
}

/// Text on one line, as it is shown: no characters that fall away, single spaces.
pub fn line(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .filter(|c| allowed(*c))
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
