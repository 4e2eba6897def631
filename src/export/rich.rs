//! The document for the clipboard: plain HTML that word processors and mail programs take over with headings, lists and tables,
//! and the same words without any look beside it. No contents, because their page numbers would be wrong; figures as their
//! numbers.

use super::html::escape;
use super::words::{Kind, Words, sections};
use crate::i18n::k;
use crate::kernel::Column;
use crate::kernel::block::Fact;
use crate::report::Document;
use std::fmt::Write as _;

/// A text in both forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich {
    /// A fragment of HTML, `text/html`.
    pub html: String,
    /// The same words, `text/plain`: cells parted by tabs, so that a table can be pasted into a spreadsheet.
    pub plain: String,
}

/// The document.
pub fn to_rich(doc: &Document) -> Rich {
    let mut out = Rich::default();
    let l = doc.locale;
    let _ = write!(out.html, "<div lang=\"{}\">", l.tag());
    out.say(&doc.kind, Look::Muted);
    out.say(&doc.title, Look::Title);
    if let Some(client) = &doc.client {
        out.say(client, Look::Plain);
    }
    if !doc.look.confidential.is_empty() {
        out.say(&doc.look.confidential, Look::Bold);
    }
    for (label, value) in &doc.imprint {
        out.pair(label, value, false);
    }
    if doc.sections.is_empty() {
        out.say(l.t(k::doc::nothing), Look::Plain);
    }
    sections(&mut out, doc);
    if !doc.footnotes.is_empty() {
        out.html.push_str("<hr>");
        for note in &doc.footnotes {
            out.say(note, Look::Muted);
        }
    }
    out.html.push_str("</div>");
    out
}

/// How a paragraph looks. Attributes instead of styles: every program knows them, and a page whose policy forbids styles in the
/// text, such as ours, can put them on the clipboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Title,
    Bold,
    Muted,
    Quote,
}

/// Text for HTML that keeps its line breaks.
fn words(text: &str) -> String {
    escape(text.trim()).replace('\n', "<br>")
}

/// Text of one line, for the plain form: a break or a tab would begin another row or cell.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Rich {
    fn say(&mut self, text: &str, look: Look) {
        let html = words(text);
        let _ = match look {
            Look::Plain => write!(self.html, "<p>{html}</p>"),
            Look::Title => write!(self.html, "<p><font size=\"6\"><b>{html}</b></font></p>"),
            Look::Bold => write!(self.html, "<p><b>{html}</b></p>"),
            Look::Muted => write!(self.html, "<p><font color=\"#5b5e66\">{html}</font></p>"),
            Look::Quote => write!(self.html, "<blockquote><p>{html}</p></blockquote>"),
        };
        let _ = writeln!(self.plain, "{}", text.trim());
    }

    fn pair(&mut self, label: &str, value: &str, link: bool) {
        let (name, text) = (words(label), words(value));
        // `link` is only set for http, https, mailto and tel.
        let text = if link {
            format!("<a href=\"{}\">{text}</a>", escape(value.trim()))
        } else {
            text
        };
        let _ = write!(self.html, "<p><b>{name}:</b> {text}</p>");
        let _ = writeln!(self.plain, "{}: {}", line(label), value.trim());
    }
}

impl Words for Rich {
    fn heading(&mut self, level: u8, text: &str) {
        let _ = write!(self.html, "<h{level}>{}</h{level}>", words(text));
        let _ = write!(self.plain, "\n{}\n\n", line(text));
    }

    fn paragraph(&mut self, kind: Kind, text: &str) {
        let look = match kind {
            Kind::Plain => Look::Plain,
            // A caption stands before its table: not every program takes one along.
            Kind::Title => Look::Bold,
            Kind::Lead => Look::Quote,
            Kind::Note => Look::Muted,
        };
        self.say(text, look);
    }

    fn fact(&mut self, f: &Fact) {
        self.pair(&f.label, &f.value, f.link);
    }

    fn points(&mut self, items: &[String]) {
        self.html.push_str("<ul>");
        for item in items {
            let _ = write!(self.html, "<li>{}</li>", words(item));
            let _ = writeln!(self.plain, "- {}", item.trim());
        }
        self.html.push_str("</ul>");
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        self.html
            .push_str("<table border=\"1\" cellpadding=\"5\" cellspacing=\"0\"><thead><tr>");
        let side = |i: usize| match columns.get(i) {
            Some(c) if c.numeric => "right",
            _ => "left",
        };
        for (i, c) in columns.iter().enumerate() {
            let _ = write!(
                self.html,
                "<th align=\"{}\" bgcolor=\"#f3f1eb\">{}</th>",
                side(i),
                words(&c.title)
            );
        }
        self.html.push_str("</tr></thead><tbody>");
        let mut lines = vec![columns.iter().map(|c| line(&c.title)).collect::<Vec<_>>()];
        for row in rows {
            self.html.push_str("<tr>");
            for (i, cell) in row.iter().enumerate() {
                let _ = match side(i) {
                    "right" => write!(self.html, "<td align=\"right\">{}</td>", words(cell)),
                    _ => write!(self.html, "<td>{}</td>", words(cell)),
                };
            }
            self.html.push_str("</tr>");
            lines.push(row.iter().map(|c| line(c)).collect());
        }
        self.html.push_str("</tbody></table><p></p>");
        for cells in lines {
            let _ = writeln!(self.plain, "{}", cells.join("\t"));
        }
        self.plain.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_words_means_itself() {
        let mut out = Rich::default();
        out.say(
            "<img src=x onerror=alert(1)>\n«Снег» & \"лёд\"",
            Look::Plain,
        );
        out.pair("a<b", "https://example.org/?a=1&b=\"2\"", true);
        assert_eq!(
            out.html,
            "<p>&lt;img src=x onerror=alert(1)&gt;<br>«Снег» &amp; &quot;лёд&quot;</p>\
             <p><b>a&lt;b:</b> <a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">\
             https://example.org/?a=1&amp;b=&quot;2&quot;</a></p>"
        );
        assert_eq!(
            out.plain,
            "<img src=x onerror=alert(1)>\n«Снег» & \"лёд\"\na<b: https://example.org/?a=1&b=\"2\"\n"
        );
    }

    #[test]
    fn a_table_is_one_row_a_line_in_the_plain_form() {
        let mut out = Rich::default();
        let columns = [Column::text("Имя", 1)];
        out.table(&columns, &[vec!["два\nслова\tи".into()]]);
        assert_eq!(out.plain, "Имя\nдва слова и\n\n");
        assert!(
            out.html.contains("<td>два<br>слова\tи</td>"),
            "{}",
            out.html
        );
    }
}
