//! The document as Markdown (CommonMark with tables). The user's text is escaped so that it reads as
//! typed: no markup, no HTML, no image is ever fetched by a viewer.

use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column};
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
    for (i, section) in doc.sections.iter().enumerate() {
        let _ = writeln!(s, "\n## {}. {}", i + 1, line(&section.title));
        for b in &section.blocks {
            s.push('\n');
            block(&mut s, b, l);
        }
    }
    if !doc.footnotes.is_empty() {
        s.push_str("\n---\n");
        for note in &doc.footnotes {
            let _ = writeln!(s, "\n{}", paragraph(note));
        }
    }
    s
}

fn block(s: &mut String, b: &Block, l: Locale) {
    let _ = match b {
        Block::Heading { level, text, .. } => {
            writeln!(
                s,
                "{} {}",
                if *level <= 2 { "###" } else { "####" },
                line(text)
            )
        }
        Block::Text { text, .. } => writeln!(s, "{}", paragraph(text)),
        Block::Lead { text, .. } => writeln!(s, "> {}", paragraph(text).replace('\n', "\n> ")),
        Block::Note(text) => writeln!(s, "*{}*", line(text)),
        Block::Missing { label, .. } => writeln!(s, "*{}: {}*", line(label), l.t(k::doc::missing)),
        Block::Facts(facts) => {
            for f in facts {
                let _ = writeln!(s, "- **{}:** {}", line(&f.label), line(&f.value));
            }
            Ok(())
        }
        Block::List { title, items, .. } => {
            if !title.is_empty() {
                let _ = writeln!(s, "**{}**\n", line(title));
            }
            for item in items {
                let _ = writeln!(s, "- {}", line(item));
            }
            Ok(())
        }
        Block::Table {
            caption,
            columns,
            rows,
            ..
        } => {
            table(s, caption, columns, rows);
            Ok(())
        }
        Block::Figure(f) => {
            let columns: Vec<Column> = f
                .data
                .first()
                .map(|head| head.iter().map(|c| Column::text(c.clone(), 1)).collect())
                .unwrap_or_default();
            let _ = writeln!(s, "{}\n", paragraph(&f.drawing.description));
            table(s, &f.caption, &columns, f.data.get(1..).unwrap_or_default());
            Ok(())
        }
    };
}

fn table(s: &mut String, caption: &str, columns: &[Column], rows: &[Vec<String>]) {
    let _ = writeln!(s, "**{}**\n", line(caption));
    if columns.is_empty() {
        return;
    }
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    s.push_str(&row(columns.iter().map(|c| line(&c.title)).collect()));
    s.push_str(&row(columns
        .iter()
        .map(|c| if c.numeric { "---:" } else { "---" }.to_owned())
        .collect()));
    for cells in rows {
        s.push_str(&row(cells.iter().map(|c| line(c)).collect()));
    }
}

/// Text of one line: line breaks become spaces.
fn line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Text of several lines; every break is kept.
fn paragraph(text: &str) -> String {
    text.trim()
        .split('\n')
        .map(|l| escape(l.trim_end()))
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
}
