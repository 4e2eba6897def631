//! Text for the parts of the package. Everything the user wrote goes through here.

use crate::export::ooxml::xml::{allowed, push};
pub use crate::export::ooxml::xml::{escape, line};
use std::fmt::Write as _;

/// The content of a run: text with its spaces, line breaks and tabs.
pub fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 40);
    let mut open = false;
    for c in text.chars() {
        let mark = match c {
            '\n' | '\u{2028}' | '\u{2029}' => "<w:br/>",
            '\t' => "<w:tab/>",
            c if allowed(c) => {
                if !open {
                    out.push_str("<w:t xml:space=\"preserve\">");
                    open = true;
                }
                push(&mut out, c);
                continue;
            }
            _ => continue,
        };
        if open {
            out.push_str("</w:t>");
            open = false;
        }
        out.push_str(mark);
    }
    if open {
        out.push_str("</w:t>");
    }
    out
}

/// A run; nothing for an empty text.
pub fn run(out: &mut String, properties: &str, text: &str) {
    let content = content(text);
    if content.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if !properties.is_empty() {
        let _ = write!(out, "<w:rPr>{properties}</w:rPr>");
    }
    out.push_str(&content);
    out.push_str("</w:r>");
}

/// A paragraph of one run in a style.
pub fn paragraph(out: &mut String, style: &str, text: &str) {
    open(out, style, "");
    run(out, "", text);
    out.push_str("</w:p>");
}

/// The start of a paragraph, with further properties (in the order of the schema, after the style).
pub fn open(out: &mut String, style: &str, properties: &str) {
    let _ = write!(
        out,
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>"
    );
}

/// A field with its result already filled in. The instruction is ours, never the user's.
pub fn field(out: &mut String, instruction: &str, result: &str) {
    let _ = write!(
        out,
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    );
    run(out, "", result);
    out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}

/// The target of a link, or nothing when a reader might stumble over it or should not follow it:
/// only web and mail addresses, with what an address may not hold percent-encoded. Word opens no
/// address of more than 2,083 characters and repairs files with malformed ones.
pub fn target(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://", "mailto:"]
        .into_iter()
        .find(|s| lower.starts_with(s))?;
    let rest = text.get(scheme.len()..)?;
    let name = |host: &str| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_alphanumeric() || "-._".contains(c))
            && host.chars().any(char::is_alphanumeric)
    };
    let head = rest
        .find(['/', '?', '#'])
        .map_or(rest, |i| rest.get(..i).unwrap_or(rest));
    let sound = if scheme == "mailto:" {
        let address = rest.split('?').next().unwrap_or_default();
        address
            .split_once('@')
            .is_some_and(|(who, host)| !who.is_empty() && name(host))
    } else {
        match head.split_once(':') {
            Some((host, port)) => name(host) && port.parse::<u16>().is_ok(),
            None => name(head),
        }
    };
    if !sound {
        return None;
    }
    let mut out = scheme.to_owned();
    for (i, c) in rest.char_indices() {
        let hex = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let plain = c.is_ascii_alphanumeric()
            || "-._~:/?#@!$&'()*+,;=".contains(c)
            || c == '%' && hex(i + 1) && hex(i + 2)
            // The letters of a host are encoded in another way, by whoever asks for it.
            || scheme != "mailto:" && i < head.len() && c.is_alphanumeric();
        if plain {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    // A second # would start a fragment inside a fragment.
    (out.len() <= 2083 && out.matches('#').count() < 2).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            content("a <b>&quot;\u{0}\u{fffe}\u{ffff}\u{1b}"),
            "<w:t xml:space=\"preserve\">a &lt;b&gt;&amp;quot;</w:t>"
        );
        assert_eq!(
            content("раз\r\nдва\tтри"),
            "<w:t xml:space=\"preserve\">раз</w:t><w:br/><w:t xml:space=\"preserve\">два</w:t>\
             <w:tab/><w:t xml:space=\"preserve\">три</w:t>"
        );
        assert_eq!(content(""), "");
        assert_eq!(escape("a\n\"b\"\u{7}"), "a &quot;b&quot;");
    }

    #[test]
    fn only_sound_addresses_become_links() {
        for (text, want) in [
            ("https://vk.com/lampa?a=1#b", "https://vk.com/lampa?a=1#b"),
            ("HTTP://example.com:8080", "http://example.com:8080"),
            ("mailto:a@b.ru", "mailto:a@b.ru"),
            (
                "https://кофе.рф/меню",
                "https://кофе.рф/%D0%BC%D0%B5%D0%BD%D1%8E",
            ),
            ("https://a.ru/%D0%BC 100%", "https://a.ru/%D0%BC%20100%25"),
            ("https://a.ru/\"><w:p/>", "https://a.ru/%22%3E%3Cw:p/%3E"),
        ] {
            assert_eq!(target(text).as_deref(), Some(want), "{text}");
        }
        let long = format!("https://a.ru/{}", "a".repeat(2083));
        for bad in [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "\\\\srv\\x",
            "vbscript:x",
            "tel:+79000000000",
            "https://",
            "https://?",
            "https://user@host/",
            "https://[::1",
            "http://a:b",
            "mailto:",
            "mailto:@b.ru",
            "https://a.ru/#a#b",
            "",
            &long,
        ] {
            assert_eq!(target(bad), None, "{bad}");
        }
    }
}
