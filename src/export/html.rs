//! The document as one HTML page that opens offline: its own style and policy, no script, no request.

use crate::chart::to_svg;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column};
use crate::report::{self, Design, Document, Look, base64, parts};
use std::fmt::Write as _;

/// The same sheets the preview uses, so that the two look alike.
pub(super) const STYLE: [&str; 2] = [
    include_str!("../../style/document.css"),
    include_str!("../../style/charts.css"),
];

/// The sheet of documents that have a look of their own.
const DRESS: &str = include_str!("../../style/dress.css");

/// Values of the roles those sheets use, on paper.
const ROLES: &str = ":root{--paper:#fff;--surface:#fff;--surface-2:#f5f3ee;--ink:#1b1d22;--muted:#5b5e66;--line:#dcd8ce;\
--line-strong:#8b877c;--accent:#c8402f;--accent-ink:#b03525;--on-accent:#fff;--accent-soft:#fbe9e5;--data:#0f6b6b;--data-soft:#d8ebea;\
--link:#0b5f63;--warn:#7d5200;--warn-soft:#fbeecf;--neutral-1:#a7a398;--neutral-2:#cbc7bc;--ok:#23693c;--danger:#a32018;\
--space-1:.25rem;--space-2:.5rem;--space-3:.75rem;--space-4:1rem;--space-5:1.5rem;--space-6:2rem;--space-7:3rem;--radius-1:.3125rem;--radius-2:.625rem;\
--step--1:.875rem;--step-0:1rem;--step-1:1.2rem;--step-2:1.5rem;--step-3:1.9rem;\
--font-ui:Golos Text,system-ui,Segoe UI,Roboto,sans-serif;--font-doc:Literata,Georgia,Times New Roman,serif}\
@layer base{*,*::before,*::after{box-sizing:border-box}*{margin:0}ul,ol{padding:0}table{border-collapse:collapse}}\
body{background:#eceae4;padding:2rem 1rem}@media print{body{background:none;padding:0}}";

/// The page.
pub fn to_html(doc: &Document) -> String {
    let mut s = String::with_capacity(64 * 1024);
    let l = doc.locale;
    let _ = write!(
        s,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>\n{ROLES}\n",
        l.tag(),
        escape(&doc.title)
    );
    for sheet in STYLE {
        s.push_str(sheet);
    }
    dress(&mut s, doc);
    let _ = writeln!(
        s,
        "</style>\n</head>\n<body>\n<main class=\"sheet doc\" data-paper=\"{}\"{}>",
        doc.paper,
        match doc.look.design {
            Design::Plain => String::new(),
            design => format!(" data-design=\"{}\"", design.id()),
        }
    );
    if doc.look.design == Design::OnePage {
        one_page(&mut s, doc);
    } else {
        whole(&mut s, doc);
    }
    if !doc.footnotes.is_empty() {
        s.push_str("<footer class=\"doc__footnotes\">\n");
        for note in &doc.footnotes {
            let _ = writeln!(s, "<p>{}</p>", escape(note));
        }
        s.push_str("</footer>\n");
    }
    s.push_str("</main>\n</body>\n</html>\n");
    s
}

/// What the look of the document adds to the style.
fn dress(s: &mut String, doc: &Document) {
    let letter = doc.paper == "letter";
    if letter {
        s.push_str("@page{size:letter}\n");
    }
    if doc.look.is_default() {
        return;
    }
    s.push_str(DRESS);
    s.push_str(":root{");
    for (name, value) in doc.look.roles() {
        let _ = write!(s, "{name}:{value};");
    }
    s.push_str("}\n");
    match doc.look.design {
        Design::Plain => {}
        Design::Agency => {
            // The cover runs to the edges of the paper.
            s.push_str("@page :first{margin:0}\n");
            if letter {
                s.push_str(":root{--sheet:278.9mm}\n");
            }
        }
        Design::OnePage => s.push_str("@page{margin:9mm 12mm}\n"),
    }
}

/// The logo as a picture inside the page, in a frame of its own; nothing when there is none.
pub(super) fn logo(s: &mut String, doc: &Document, frame: &str) {
    let Some(logo) = &doc.look.logo else { return };
    let name = doc.client.as_deref().unwrap_or(&doc.title);
    let alt = doc.locale.fill(k::dress::logo_alt, &[("name", name)]);
    if !frame.is_empty() {
        let _ = write!(s, "<div class=\"{frame}\">");
    }
    let _ = write!(
        s,
        "<img class=\"doc__logo\" src=\"data:image/png;base64,{}\" width=\"{}\" height=\"{}\" alt=\"{}\">",
        base64(&logo.png),
        logo.width,
        logo.height,
        escape(&alt)
    );
    s.push_str(if frame.is_empty() { "\n" } else { "</div>\n" });
}

fn secret(s: &mut String, look: &Look) {
    if !look.confidential.is_empty() {
        let line = escape(&look.confidential);
        let _ = writeln!(s, "<p class=\"doc__secret\">{line}</p>");
    }
}

/// What kind of document it is, its title, and for whom.
fn names(s: &mut String, doc: &Document) {
    let _ = writeln!(
        s,
        "<p class=\"doc__kind\">{}</p>\n<h1 class=\"doc__title\">{}</h1>",
        escape(&doc.kind),
        escape(&doc.title)
    );
    if let Some(client) = &doc.client {
        let _ = writeln!(s, "<p class=\"doc__client\">{}</p>", escape(client));
    }
}

/// The summary on one page: a band with the name, then what goes across, then two columns.
fn one_page(s: &mut String, doc: &Document) {
    s.push_str("<header class=\"one__head\"><div>\n");
    secret(s, &doc.look);
    names(s, doc);
    imprint(s, doc, "one__imprint");
    s.push_str("</div>");
    logo(s, doc, "one__plate");
    s.push_str("</header>\n");
    if doc.sections.is_empty() {
        nothing(s, doc.locale);
    }
    for section in &doc.sections {
        let _ = writeln!(s, "<section class=\"doc__section\" id=\"{}\">", section.id);
        let all = parts(&section.blocks);
        for b in all.iter().filter(|p| p.wide).flat_map(|p| p.blocks) {
            block(s, b, doc.locale);
        }
        s.push_str("<div class=\"one__columns\">\n");
        for part in all.iter().filter(|p| !p.wide) {
            s.push_str("<div class=\"one__part\">\n");
            for b in part.blocks {
                block(s, b, doc.locale);
            }
            s.push_str("</div>\n");
        }
        s.push_str("</div>\n</section>\n");
    }
}

fn imprint(s: &mut String, doc: &Document, class: &str) {
    let _ = write!(s, "<dl class=\"{class}\">");
    for (label, value) in &doc.imprint {
        let _ = write!(
            s,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escape(label),
            escape(value)
        );
    }
    s.push_str("</dl>\n");
}

fn nothing(s: &mut String, l: Locale) {
    let words = escape(l.t(k::doc::nothing));
    let _ = writeln!(s, "<p class=\"doc__text\">{words}</p>");
}

/// Title page, contents and all sections.
fn whole(s: &mut String, doc: &Document) {
    let l = doc.locale;
    title_page(s, doc);
    for (i, section) in doc.sections.iter().enumerate() {
        let _ = writeln!(
            s,
            "<section class=\"doc__section\" id=\"{}\">\n<h2 class=\"doc__h1\"><span class=\"doc__number\">{}</span> {}</h2>",
            section.id,
            i + 1,
            escape(&section.title)
        );
        blocks(s, &section.blocks, l);
        s.push_str("</section>\n");
    }
}

fn title_page(s: &mut String, doc: &Document) {
    let l = doc.locale;
    let plate = match doc.look.design {
        Design::Agency => "doc__plate",
        _ => "",
    };
    s.push_str("<header class=\"doc__cover\">\n");
    logo(s, doc, plate);
    secret(s, &doc.look);
    names(s, doc);
    imprint(s, doc, "doc__imprint");
    s.push_str("</header>\n");
    if doc.sections.is_empty() {
        nothing(s, l);
        return;
    }
    let _ = write!(
        s,
        "<nav class=\"doc__contents\" aria-label=\"{0}\">\n<h2 class=\"doc__h2\">{0}</h2>\n<ol>",
        escape(l.t(k::doc::contents))
    );
    for section in &doc.sections {
        let _ = write!(
            s,
            "<li><a href=\"#{}\">{}</a></li>",
            section.id,
            escape(&section.title)
        );
    }
    s.push_str("</ol>\n</nav>\n");
}

/// Blocks of a section, in order.
pub(super) fn blocks(s: &mut String, all: &[Block], l: Locale) {
    for b in all {
        let unbroken = report::unbroken(b);
        if unbroken {
            s.push_str("<div class=\"doc__block--unbroken\">\n");
        }
        block(s, b, l);
        if unbroken {
            s.push_str("</div>\n");
        }
    }
}

fn block(s: &mut String, b: &Block, l: Locale) {
    let _ = match b {
        Block::Heading { level, text, .. } => {
            let tag = if *level <= 2 {
                ("h3", "doc__h2")
            } else {
                ("h4", "doc__h3")
            };
            writeln!(
                s,
                "<{0} class=\"{1}\">{2}</{0}>",
                tag.0,
                tag.1,
                escape(text)
            )
        }
        Block::Text { text, .. } => writeln!(s, "<p class=\"doc__text\">{}</p>", escape(text)),
        Block::Lead { text, .. } => writeln!(s, "<p class=\"doc__lead\">{}</p>", escape(text)),
        Block::Note(text) => writeln!(s, "<p class=\"doc__note\">{}</p>", escape(text)),
        Block::Missing { label, .. } => {
            writeln!(
                s,
                "<p class=\"doc__missing\">{}: {}</p>",
                escape(label),
                escape(l.t(k::doc::missing))
            )
        }
        Block::Facts(facts) => {
            s.push_str("<dl class=\"doc__facts\">");
            for f in facts {
                let value = escape(&f.value);
                // `link` is only set for http, https, mailto and tel.
                let value = if f.link {
                    format!("<a href=\"{value}\" rel=\"noopener noreferrer\">{value}</a>")
                } else {
                    value
                };
                let _ = write!(
                    s,
                    "<div><dt>{}</dt><dd>{value}</dd></div>",
                    escape(&f.label)
                );
            }
            writeln!(s, "</dl>")
        }
        Block::List { title, items, .. } => {
            if !title.is_empty() {
                let _ = writeln!(s, "<p class=\"doc__list-title\">{}</p>", escape(title));
            }
            s.push_str("<ul class=\"doc__list\">");
            for item in items {
                let _ = write!(s, "<li>{}</li>", escape(item));
            }
            writeln!(s, "</ul>")
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
            let _ = write!(
                s,
                "<figure class=\"doc__figure\">{}<figcaption>{}</figcaption>",
                to_svg(&f.drawing),
                escape(&f.caption)
            );
            data(s, &f.data);
            writeln!(s, "</figure>")
        }
    };
}

fn table(s: &mut String, caption: &str, columns: &[Column], rows: &[Vec<String>]) {
    let class = |i: usize| {
        if columns.get(i).is_some_and(|c| c.numeric) {
            " class=\"num\""
        } else {
            ""
        }
    };
    let _ = write!(
        s,
        "<div class=\"doc__scroll\"><table class=\"doc__table\"><caption>{}</caption><thead><tr>",
        escape(caption)
    );
    for (i, c) in columns.iter().enumerate() {
        let _ = write!(s, "<th scope=\"col\"{}>{}</th>", class(i), escape(&c.title));
    }
    s.push_str("</tr></thead><tbody>");
    for row in rows {
        s.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            let label = columns.get(i).map_or("", |c| &c.title);
            let _ = write!(
                s,
                "<td{} data-label=\"{}\">{}</td>",
                class(i),
                escape(label),
                escape(cell)
            );
        }
        s.push_str("</tr>");
    }
    s.push_str("</tbody></table></div>\n");
}

/// The figure's numbers as a table for readers who do not see it.
fn data(s: &mut String, data: &[Vec<String>]) {
    let Some((head, rows)) = data.split_first() else {
        return;
    };
    s.push_str("<div class=\"doc__data\"><table><thead><tr>");
    for cell in head {
        let _ = write!(s, "<th scope=\"col\">{}</th>", escape(cell));
    }
    s.push_str("</tr></thead><tbody>");
    for row in rows {
        s.push_str("<tr>");
        for cell in row {
            let _ = write!(s, "<td>{}</td>", escape(cell));
        }
        s.push_str("</tr>");
    }
    s.push_str("</tbody></table></div>");
}

/// Text for an HTML text node or quoted attribute. Controls that no HTML may hold are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
