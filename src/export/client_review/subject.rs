//! What a decision is about, what it is called now, and how it is known whether the client read what stands there now.

use crate::document::row_name;
use crate::export::brief_form::fingerprint;
use crate::i18n::{Locale, k};
use crate::kernel::{CellRef, FastMap, Row, RowId};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::report;

/// Columns of a post that a client is shown, and that a decision is therefore about. The rest is the team's own: topic, stage,
/// personas, goal, keyword, rights, owner, day it is ready, status, reuse, reserve.
pub const SHOWN: [&str; 12] = [
    Post::date,
    Post::time,
    Post::channel,
    Post::rubric,
    Post::title,
    Post::format,
    Post::hook,
    Post::body,
    Post::hashtags,
    Post::asset,
    Post::cta,
    Post::link,
];

/// What a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The document as a whole.
    Document,
    /// A section of it, by slug.
    Section(&'static str),
    /// A post of the plan.
    Post(RowId),
    /// Something this version does not know.
    Unknown,
}

impl Subject {
    /// Reads the text a file or a row has for it.
    pub fn parse(text: &str) -> Self {
        if text == "document" {
            return Self::Document;
        }
        if let Some(id) = text.strip_prefix("content.posts.") {
            return id.parse().map_or(Self::Unknown, |n| Self::Post(RowId(n)));
        }
        let section = std::iter::once("summary")
            .chain(Workbook::PAGES.iter().map(|p| p.slug))
            .find(|slug| *slug == text);
        section.map_or(Self::Unknown, Self::Section)
    }

    /// Text for a post.
    pub fn of_post(row: RowId) -> String {
        format!("{}.{row}", Post::TABLE)
    }

    /// What it is called now; nothing when it is not there any more.
    pub fn name(self, w: &Workbook, l: Locale) -> Option<String> {
        match self {
            Self::Document => Some(l.t(k::client_review::document).to_owned()),
            Self::Section(slug) => Some(report::section_title(l, slug).to_owned()),
            Self::Post(row) => {
                post(w, row)?;
                let name = row_name(w, Post::TABLE, row, l);
                Some(name.unwrap_or_else(|| l.t(k::field::nameless).to_owned()))
            }
            Self::Unknown => None,
        }
    }
}

/// A post by id.
pub(super) fn post(w: &Workbook, row: RowId) -> Option<&Post> {
    w.content.posts.iter().find(|p| p.id == row)
}

/// Fingerprint of what a client reads of a post: the cells as they are kept, so that the language does not matter.
fn of_post(post: &Post) -> String {
    let cells = SHOWN.iter().map(|c| match post.as_record().get(c) {
        Some(CellRef::Text(text)) => text.trim().to_owned(),
        Some(CellRef::Ref(Some(row))) => row.to_string(),
        _ => String::new(),
    });
    print(cells)
}

fn of_section(w: &Workbook, l: Locale, slug: &'static str) -> String {
    let section = report::section_for_client(w, l, slug);
    let texts = section.blocks.iter().flat_map(report::texts);
    print(texts.map(str::to_owned))
}

fn print(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    let bytes: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    format!("{:016x}", fingerprint(&bytes))
}

/// Fingerprints of what stands there now, by the text of the subject; none for what is gone, unknown, or the document as a
/// whole. Each section is written once, when it is first asked about.
pub fn fingerprints(w: &Workbook, l: Locale) -> impl Fn(&str) -> Option<String> {
    let posts: FastMap<RowId, &Post> = w.content.posts.iter().map(|p| (p.id, p)).collect();
    let sections = std::cell::RefCell::new(Vec::<(&'static str, String)>::new());
    move |subject: &str| match Subject::parse(subject) {
        Subject::Post(row) => posts.get(&row).map(|p| of_post(p)),
        Subject::Section(slug) => {
            let mut known = sections.borrow_mut();
            if let Some((_, print)) = known.iter().find(|(s, _)| *s == slug) {
                return Some(print.clone());
            }
            let print = of_section(w, l, slug);
            known.push((slug, print.clone()));
            Some(print)
        }
        Subject::Document | Subject::Unknown => None,
    }
}
