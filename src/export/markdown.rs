//! The document as Markdown (CommonMark with tables). The user's text is escaped so that it reads as
//! typed: no markup, no HTML, no image is ever fetched by a viewer.

use super::words::{Kind, Words, sections};
use crate::i18n::k;
use crate::kernel::Column;
use crate::kernel::block::{Fact, Figure};
use crate::report::{Design, Document};
use std::fmt::Write as _;

/// The text of the file.
pub fn to_markdown(doc: &Document) -> String {
    let l = doc.locale;
    let mut s = String::with_capacity(32 * 1024);
    let _ = writeln!(s, "# {}\n", line(&doc.title));
    let _ = writeln!(s, "{}", line(&doc.kind));
    if let Some(client) = &doc.client {
        let _ = writeln!(s, "\n{}", line(client));
    }
    if !doc.look.confidential.is_empty() {
        let _ = writeln!(s, "\n**{}**", line(&doc.look.confidential));
    }
    s.push('\n');
    for (label, value) in &doc.imprint {
        let _ = writeln!(s, "- {}: {}", line(label), line(value));
    }
    if doc.sections.is_empty() {
        let _ = writeln!(s, "\n{}", l.t(k::doc::nothing));
    } else if doc.look.design != Design::OnePage {
        let _ = writeln!(s, "\n## {}\n", l.t(k::doc::contents));
        for (i, section) in doc.sections.iter().enumerate() {
            let _ = writeln!(s, "{}. {}", i + 1, line(&section.title));
        }
    }
    sections(&mut Sections(&mut s), doc);
    if !doc.footnotes.is_empty() {
        s.push_str("\n---\n");
        for note in &doc.footnotes {
            let _ = writeln!(s, "\n{}", paragraph(note));
        }
    }
    s
}

/// What follows the head of the document.
struct Sections<'a>(&'a mut String);

impl Words for Sections<'_> {
    fn begin(&mut self) {
        self.0.push('\n');
    }

    fn heading(&mut self, level: u8, text: &str) {
        let _ = match level {
            // The number of a section is ours and begins no list.
            1 => {
                let (number, name) = text.split_once(". ").unwrap_or(("", text));
                writeln!(self.0, "\n## {number}. {}", line(name))
            }
            2 => writeln!(self.0, "### {}", line(text)),
            _ => writeln!(self.0, "#### {}", line(text)),
        };
    }

    fn paragraph(&mut self, kind: Kind, text: &str) {
        let s = &mut *self.0;
        let _ = match kind {
            Kind::Plain => writeln!(s, "{}", paragraph(text)),
            Kind::Title => writeln!(s, "**{}**\n", line(text)),
            Kind::Lead => writeln!(s, "> {}", paragraph(text).replace('\n', "\n> ")),
            Kind::Note => writeln!(s, "*{}*", line(text)),
        };
    }

    fn fact(&mut self, f: &Fact) {
        let _ = writeln!(self.0, "- **{}:** {}", line(&f.label), line(&f.value));
    }

    fn points(&mut self, items: &[String]) {
        for item in items {
            let _ = writeln!(self.0, "- {}", line(item));
        }
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let s = &mut *self.0;
        s.push_str(&row(columns.iter().map(|c| line(&c.title)).collect()));
        s.push_str(&row(columns
            .iter()
            .map(|c| if c.numeric { "---:" } else { "---" }.to_owned())
            .collect()));
        for cells in rows {
            s.push_str(&row(cells.iter().map(|c| line(c)).collect()));
        }
    }

    fn picture(&mut self, f: &Figure) -> bool {
        let _ = writeln!(self.0, "{}\n", paragraph(&f.drawing.description));
        true
    }
}

/// Text of one line: line breaks become spaces.
fn line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Text of several lines; every break is kept. Spaces before a line would make code of it after an empty one.
fn paragraph(text: &str) -> String {
    text.trim()
        .split('\n')
        .map(|l| escape(l.trim()))
        .collect::<Vec<_>>()
        .join("  \n")
}

/// Makes every character that could mean markup mean itself.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let lead = text.len() - text.trim_start().len();
    let digits = text[lead..].bytes().take_while(u8::is_ascii_digit).count();
    for (i, c) in text.char_indices() {
        // Numbers and bullets only start a list at the start of a line.
        let starts_list = i == lead && matches!(c, '-' | '+' | '#' | '=' | '~')
            || matches!(c, '.' | ')') && digits > 0 && i == lead + digits;
        if starts_list
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '!' | '~'
            )
        {
            out.push('\\');
        }
        if !c.is_control() || c == '\t' {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_user_text_means_itself() {
        for (text, want) in [
            ("# не заголовок", "\\# не заголовок"),
            ("1. не список", "1\\. не список"),
            ("12) не список", "12\\) не список"),
            ("1.2. не список", "1\\.2. не список"),
            ("a|b", "a\\|b"),
            ("![x](http://track)", "\\!\\[x\\](http://track)"),
            ("<img onerror=x>", "\\<img onerror=x\\>"),
            ("цена 1.5 руб.", "цена 1.5 руб."),
            ("снег_белый *очень*", "снег\\_белый \\*очень\\*"),
        ] {
            assert_eq!(escape(text), want);
        }
    }

    #[test]
    fn an_indented_line_after_an_empty_one_is_no_code() {
        let said = paragraph("раз\n\n    *два*\n\tтри");
        assert_eq!(said, "раз  \n  \n\\*два\\*  \nтри");
    }
}
