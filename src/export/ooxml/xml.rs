//! Text for the parts of a package. Everything the user wrote goes through here.

/// May a character stand in an XML 1.0 document and mean something to a reader. Controls are dropped
/// as in the other exports; U+FFFE and U+FFFF are no characters, and Word refuses a file with them.
pub fn allowed(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// What stands for a character that is markup.
fn entity(c: u8) -> Option<&'static str> {
    match c {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    }
}

/// One character of a text, escaped.
pub fn push(out: &mut String, c: char) {
    match u8::try_from(c).ok().and_then(entity) {
        Some(escaped) => out.push_str(escaped),
        None => out.push(c),
    }
}

/// A whole text, escaped, when every character of it is [allowed]: what stands between two marks goes over at once.
#[cfg(feature = "office")]
pub fn push_all(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, b) in text.bytes().enumerate() {
        if let Some(escaped) = entity(b) {
            out.push_str(text.get(from..at).unwrap_or_default());
            out.push_str(escaped);
            from = at + 1;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
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
