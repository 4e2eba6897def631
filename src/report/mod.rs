//! The document as blocks: sections written by the modules, put in order, with title page, contents
//! and summary. Invariant: knows no file format and no clock; `today` is an argument.

pub mod deck;
mod facts;
mod logo;
mod look;
mod onepage;
pub mod paginate;
mod palette;
mod review;
mod summary;
mod write;

pub use logo::{LOGO_BYTES, LOGO_HEIGHT, LOGO_WIDTH, base64, read_logo};
#[cfg(test)]
pub use look::everywhere;
pub use look::{ACCENT, Design, FOR_LINES, FOR_TEXT, Logo, Look, Rgb, SECRET_LETTERS};
pub use onepage::{Part, parts};
pub use palette::{LINE, MUTED, Palette, STRONG};
pub use review::review_alone;
pub use write::Writer;

use crate::data;
use crate::document::changes;
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Section};
use crate::modules::{self, Workbook};
use crate::review::practice::practising;
use chrono::NaiveDate;

/// A finished document, ready for any writer.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Language.
    pub locale: Locale,
    /// Paper: `a4` or `letter`.
    pub paper: &'static str,
    /// What kind of document it is, on the title page.
    pub kind: String,
    /// Title: the name of the project.
    pub title: String,
    /// For whom: the client's name, when given.
    pub client: Option<String>,
    /// Lines of the title page under the title: label and value.
    pub imprint: Vec<(String, String)>,
    /// Sections, numbered from 1 in this order.
    pub sections: Vec<Section>,
    /// Footnotes at the end.
    pub footnotes: Vec<String>,
    /// How it looks.
    pub look: Look,
}

/// Ids of all sections in the order the workbook asks for, hidden ones included.
pub fn order(w: &Workbook) -> Vec<&'static str> {
    let mut all = vec!["summary"];
    all.extend(Workbook::PAGES.iter().map(|p| p.slug));
    let mut out: Vec<&'static str> = w
        .desk
        .order
        .iter()
        .filter_map(|id| all.iter().find(|s| *s == id).copied())
        .collect();
    // Sections the stored order does not know keep their place in the course.
    for (i, id) in all.iter().enumerate() {
        if !out.contains(id) {
            let before = all[..i]
                .iter()
                .rev()
                .find_map(|p| out.iter().position(|o| o == p));
            out.insert(before.map_or(0, |at| at + 1), id);
        }
    }
    out.dedup();
    out
}

/// Title of a section.
pub fn section_title(l: Locale, id: &str) -> &'static str {
    match Workbook::info(id) {
        Some(info) => l.label(info.title),
        None => l.t(k::doc::summary),
    }
}

/// One section as the document shows it: without marks when they are left out, without headings that
/// have nothing below them.
pub fn section(w: &Workbook, l: Locale, id: &'static str) -> Section {
    section_for(w, l, id, Reader::Us)
}

/// The same as a client reads it, who is shown the posts one by one and no questions of ours.
pub fn section_for_client(w: &Workbook, l: Locale, id: &'static str) -> Section {
    section_for(w, l, id, Reader::Client)
}

/// For whom a document is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Whoever is given the document as it stands.
    Us,
    /// A client who decides about it part by part.
    Client,
}

fn section_for(w: &Workbook, l: Locale, id: &'static str, reader: Reader) -> Section {
    let client = reader == Reader::Client;
    let blocks = match id {
        "content" if client => modules::content::section_without_plan(w, l),
        "frame" => modules::frame::section(w, l),
        "brief" => modules::brief::section(w, l),
        "competitors" => modules::competitors::section(w, l),
        "audience" => modules::audience::section(w, l),
        "goals" => modules::goals::section(w, l),
        "channels" => modules::channels::section(w, l),
        "content" => modules::content::section(w, l),
        "review" => modules::review::section(w, l),
        _ => summary::section(w, l),
    };
    // The review's own decisions are its section already.
    let decided = if id == "review" {
        Vec::new()
    } else {
        modules::review::decisions(w, l, id)
    };
    let blocks = [blocks, decided].concat();
    Section {
        id,
        title: section_title(l, id).to_owned(),
        blocks: tidy(blocks, client || w.desk.omit_missing),
    }
}

/// Language of the project: the one asked for in its frame, Russian until then.
pub fn project_locale(w: &Workbook) -> Locale {
    Locale::from_tag(w.frame.language.id()).unwrap_or_default()
}

/// Language of the document and everything that is handed over with it: its own when it was given one, else that of the project.
pub fn locale(w: &Workbook) -> Locale {
    Locale::from_tag(w.desk.language.id()).unwrap_or_else(|| project_locale(w))
}

/// The whole document.
pub fn build(w: &Workbook, today: NaiveDate) -> Document {
    build_for(w, today, Reader::Us)
}

/// The document as a client decides about it: without the plan, which is shown post by post, without marks of unanswered
/// questions and without the review.
pub fn build_for_client(w: &Workbook, today: NaiveDate) -> Document {
    build_for(w, today, Reader::Client)
}

fn build_for(w: &Workbook, today: NaiveDate, reader: Reader) -> Document {
    let l = locale(w);
    let client = reader == Reader::Client;
    let look = look::of(w);
    // A client decides about every section, whatever the design.
    let whole = client || look.design != Design::OnePage;
    let mut sections: Vec<Section> = if whole {
        order(w)
            .into_iter()
            .filter(|id| !hidden(w, id))
            .map(|id| section_for(w, l, id, reader))
            .filter(|s| !s.blocks.is_empty())
            .collect()
    } else {
        onepage::section(w, l).into_iter().collect()
    };
    // Whoever looks for mistakes is told nothing.
    if whole && w.desk.with_review && !client && !practising(w) {
        sections.push(review::review_section(w, l, today));
    }
    if whole {
        number(&mut sections, l);
    }
    let mut footnotes = Vec::new();
    // Posts name networks too.
    let plan = (client && !hidden(w, "content")).then(|| section(w, l, "content"));
    if l == Locale::Ru && (mentions_meta(&sections) || mentions_meta(plan.as_slice())) {
        footnotes.push(l.pick(data::META_FOOTNOTE).to_owned());
    }
    Document {
        locale: l,
        paper: paper(w),
        kind: l.t(k::doc::kind).into(),
        title: self::title(w, l),
        client: facts::client(w),
        imprint: facts::imprint(w, l, today),
        sections,
        footnotes,
        look,
    }
}

/// Is a section left out of the document.
pub fn hidden(w: &Workbook, id: &str) -> bool {
    w.desk.hidden.iter().any(|h| h == id)
}

fn paper(w: &Workbook) -> &'static str {
    if w.desk.paper.is("letter") {
        "letter"
    } else {
        "a4"
    }
}

/// Name of the project, or that there is none.
fn title(w: &Workbook, l: Locale) -> String {
    match w.frame.project.trim() {
        "" => l.t(k::app::unnamed).into(),
        name => name.into(),
    }
}

/// The document with a section on what changed since an earlier version, told last; one page has no room for it.
pub fn build_since(w: &Workbook, today: NaiveDate, before: &Workbook, since: &str) -> Document {
    let mut document = build(w, today);
    if document.look.design != Design::OnePage {
        let l = document.locale;
        document.sections.push(changes_section(before, w, l, since));
    }
    document
}

/// The same section as a document of its own, in any language.
pub fn changes_alone(
    before: &Workbook,
    after: &Workbook,
    l: Locale,
    since: &str,
    today: NaiveDate,
) -> Document {
    Document {
        locale: l,
        paper: paper(after),
        kind: changes::title(l).into(),
        title: title(after, l),
        client: None,
        imprint: vec![(l.t(k::doc::date).to_owned(), l.date(today))],
        sections: vec![changes_section(before, after, l, since)],
        footnotes: Vec::new(),
        look: look::beside(after),
    }
}

fn changes_section(before: &Workbook, after: &Workbook, l: Locale, since: &str) -> Section {
    let mut blocks = vec![Block::Note(
        l.fill(k::changes::since, &[("version", since)]),
    )];
    blocks.extend(changes::section(&changes::changes(before, after, l), l));
    Section {
        id: "changes",
        title: changes::title(l).to_owned(),
        blocks,
    }
}

/// Leaves marks out when asked to, then every heading with nothing below it.
fn tidy(blocks: Vec<Block>, omit: bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // From the end: a heading stays when something of its own level's content follows it.
    let mut below = 0_u8;
    for block in blocks.into_iter().rev() {
        match &block {
            Block::Missing { .. } if omit => {}
            Block::Heading { level, .. } => {
                if below > *level {
                    below = *level;
                    out.push(block);
                }
            }
            _ => {
                below = u8::MAX;
                out.push(block);
            }
        }
    }
    out.reverse();
    out
}

/// Numbers tables and figures through the document.
fn number(sections: &mut [Section], l: Locale) {
    let (mut tables, mut figures) = (0, 0);
    for block in sections.iter_mut().flat_map(|s| &mut s.blocks) {
        match block {
            Block::Table { caption, .. } => {
                tables += 1;
                *caption = l.fill(
                    k::doc::table,
                    &[("n", &tables.to_string()), ("caption", caption)],
                );
            }
            Block::Figure(figure) => {
                figures += 1;
                figure.caption = l.fill(
                    k::doc::figure,
                    &[("n", &figures.to_string()), ("caption", &figure.caption)],
                );
            }
            _ => {}
        }
    }
}

/// Every text of a block that a reader sees.
pub fn texts(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading { text, .. }
        | Block::Text { text, .. }
        | Block::Lead { text, .. }
        | Block::Note(text) => vec![text],
        Block::Facts(facts) => facts
            .iter()
            .flat_map(|f| [f.label.as_str(), f.value.as_str()])
            .collect(),
        Block::List { title, items, .. } => std::iter::once(title.as_str())
            .chain(items.iter().map(String::as_str))
            .collect(),
        Block::Table {
            caption,
            columns,
            rows,
            ..
        } => std::iter::once(caption.as_str())
            .chain(columns.iter().map(|c| c.title.as_str()))
            .chain(rows.iter().flatten().map(String::as_str))
            .collect(),
        Block::Figure(f) => std::iter::once(f.caption.as_str())
            .chain(f.data.iter().flatten().map(String::as_str))
            .collect(),
        Block::Missing { label, .. } => vec![label],
    }
}

/// Has a block a "word" of hundreds of letters. Browsers set such a word again for every line they
/// break it into, seconds for each; without kerning they need not.
pub fn unbroken(block: &Block) -> bool {
    texts(block)
        .iter()
        .flat_map(|t| t.split_whitespace())
        .any(|word| word.len() > 300)
}

/// Networks that the footnote about Meta is about; it stands in documents that name WhatsApp too.
const META: [&str; 4] = ["instagram", "facebook", "инстаграм", "фейсбук"];

/// Does the document name Instagram or Facebook anywhere.
fn mentions_meta(sections: &[Section]) -> bool {
    sections
        .iter()
        .flat_map(|s| &s.blocks)
        .flat_map(texts)
        .any(|t| {
            let t = t.to_lowercase();
            META.iter().chain(&["whatsapp"]).any(|n| t.contains(n))
        })
}

/// Where the first word that names Instagram or Facebook ends in a text, in bytes: after its ending, or
/// after the address it stands in.
pub fn meta_mention(text: &str) -> Option<usize> {
    let names = |at: &str, name: &str| {
        let mut letters = at.chars().flat_map(char::to_lowercase);
        name.chars().all(|c| letters.next() == Some(c))
    };
    let (start, _) = text.char_indices().find(|(i, _)| {
        let at = &text[*i..];
        META.iter().any(|name| names(at, name))
    })?;
    let mut end = start;
    let mut rest = text[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let joins = "./_-@:?=&".contains(c) && rest.peek().is_some_and(|n| n.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end += c.len_utf8();
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8) -> Block {
        Block::Heading {
            level,
            text: level.to_string(),
            source: None,
        }
    }

    #[test]
    fn headings_without_content_go() {
        let text = Block::Note("x".into());
        let blocks = vec![
            heading(2),
            heading(3),
            text.clone(),
            heading(3),
            heading(2),
            heading(2),
            heading(3),
            text.clone(),
        ];
        let want = vec![
            heading(2),
            heading(3),
            text.clone(),
            heading(2),
            heading(3),
            text,
        ];
        assert_eq!(tidy(blocks, false), want);
    }

    #[test]
    fn marks_are_left_out_only_when_asked() {
        let mark = Block::Missing {
            label: "x".into(),
            source: modules::brief::Brief::company,
        };
        let blocks = vec![heading(2), mark];
        assert_eq!(tidy(blocks.clone(), false), blocks);
        assert_eq!(tidy(blocks, true), []);
    }

    #[test]
    fn order_keeps_the_wish_and_adds_the_rest_in_place() {
        let mut w = Workbook::default();
        assert_eq!(order(&w)[..3], ["summary", "frame", "brief"]);
        w.desk.order = vec!["goals".into(), "summary".into(), "nothing".into()];
        let got = order(&w);
        assert_eq!(got.len(), Workbook::PAGES.len() + 1);
        let at = |id| got.iter().position(|s| *s == id);
        assert!(at("goals") < at("summary"));
        assert_eq!(at("frame"), at("summary").map(|i| i + 1));
    }

    #[test]
    fn the_review_closes_the_document_when_asked_for() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut w = Workbook::default();
        let goal = r#"{"format":"planerka","schema":1,"modules":{"goals":{"goals":[{"id":1,"title":"Заявки"}]}}}"#;
        if let Ok(loaded) = crate::document::from_json(goal.as_bytes()) {
            w = loaded.workbook;
        }
        let plain = build(&w, today);
        w.desk.with_review = true;
        let mut told = build(&w, today);
        let last = told.sections.pop().unwrap();
        assert_eq!(told.sections, plain.sections);
        let said: Vec<&str> = last.blocks.iter().flat_map(texts).collect();
        let finding = crate::review::review(&w, today);
        let finding = finding.findings(&w)[0].words(&w, plain.locale);
        assert!(said.contains(&finding.as_str()), "{said:?}");
    }

    #[test]
    fn the_place_of_the_meta_footnote_is_behind_the_word() {
        for (text, want) in [
            ("В Instagram* и Facebook", Some("В Instagram")),
            ("из ИНСТАГРАМА, да", Some("из ИНСТАГРАМА")),
            (
                "https://instagram.com/a_b?c=1.",
                Some("https://instagram.com/a_b?c=1"),
            ),
            ("фейсбук", Some("фейсбук")),
            ("WhatsApp и ВКонтакте", None),
            ("", None),
        ] {
            assert_eq!(meta_mention(text).map(|at| &text[..at]), want);
        }
    }

    #[test]
    fn an_empty_workbook_makes_an_honest_document() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut w = Workbook::default();
        let doc = build(&w, today);
        assert!(doc.sections.iter().all(|s| !s.blocks.is_empty()));
        w.desk.omit_missing = true;
        assert_eq!(build(&w, today).sections, []);
    }
}
