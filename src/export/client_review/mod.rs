//! The document as a page of its own on which a client decides, offline, about each section and each post; the file of
//! decisions that comes back; and its way into the workbook, as rows and statuses.
//! Invariant: script and style are fixed, so that the hash in the page's policy holds. What goes in is named here and in
//! `cards.rs`; nothing else of the workbook does: no statuses, owners, notes, remarks of the reviewer or muted ones.

mod apply;
mod cards;
mod decisions;
mod dress;
mod subject;

pub use apply::{Fate, Incoming, compare, counts, edits, related};
pub use cards::shown_posts;
pub use decisions::{Decision, Decisions, ReadError, VERSION, Verdict, parse_decisions};
pub use subject::{Subject, fingerprints};

use super::brief_form::{fingerprint, slug};
use super::html::{STYLE as SHEETS, blocks, escape};
use super::offline;
use crate::document::{DECISIONS, lineage};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Section};
use crate::modules::Workbook;
use crate::report::{self, Document};
use chrono::NaiveDate;
use std::fmt::Write as _;

/// Value of the `format` key of a file of decisions.
pub const FORMAT: &str = DECISIONS;
/// Letters of a comment that the page takes.
const COMMENT: usize = 5000;
/// Letters of a name that the page takes.
const NAME: usize = 120;
const PAGE: offline::Page = offline::Page {
    styles: &[&SHEETS, &[include_str!("page.css")]],
    script: include_str!("page.js"),
    hash: "jHJx/nXtThIKO8OJG82ZX2lofQnAC1SZg8nx66vCOog=",
};

/// How the page is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Day the page is made, local.
    pub today: NaiveDate,
    /// Leave out posts that are approved or scheduled already.
    pub only_open: bool,
}

/// Name of the file the page is saved under.
pub fn file_name(w: &Workbook, options: Options) -> String {
    let l = report::locale(w);
    let name = l.fill(
        k::client_page::file_name,
        &[("name", w.frame.project.trim())],
    );
    super::name::file_name(&name, options.today, "html")
}

/// The page, in the language of the document.
pub fn to_client_review(w: &Workbook, options: Options) -> String {
    let l = report::locale(w);
    let mut doc = report::build_for_client(w, options.today);
    let prints = fingerprints(w, l);
    let plan = cards::plan(w, l, options, &prints);
    let mut body = String::with_capacity(64 * 1024);
    let mut contents = String::new();
    // The plan stands where its section does, even when that says nothing else.
    let mut sections = std::mem::take(&mut doc.sections);
    if !plan.is_empty() && !sections.iter().any(|s| s.id == "content") {
        sections.push(Section {
            id: "content",
            title: report::section_title(l, "content").to_owned(),
            blocks: Vec::new(),
        });
    }
    for (i, section) in sections.iter().enumerate() {
        let title = escape(&section.title);
        let _ = write!(contents, "<li><a href=\"#{}\">{title}</a></li>", section.id);
        let _ = writeln!(
            body,
            "<section class=\"doc__section\" id=\"{}\">\n<h2 class=\"doc__h1\"><span class=\"doc__number\">{}</span> {title}</h2>",
            section.id,
            i + 1
        );
        blocks(&mut body, &section.blocks, l);
        if !section.blocks.is_empty() {
            decide(
                &mut body,
                l,
                Asked {
                    subject: section.id,
                    title: &section.title,
                    shown: prints(section.id).unwrap_or_default(),
                    legend: k::client_page::decide_section,
                },
            );
        }
        if section.id == "content" && !plan.is_empty() {
            body.push_str(&plan);
            let _ = write!(
                contents,
                "<li class=\"inner\"><a href=\"#plan\">{}</a></li>",
                escape(l.t(k::client_page::plan))
            );
        }
        body.push_str("</section>\n");
    }
    if sections.is_empty() {
        let _ = writeln!(
            body,
            "<p class=\"doc__text\">{}</p>",
            escape(l.t(k::doc::nothing))
        );
    }
    if !doc.footnotes.is_empty() {
        body.push_str("<footer class=\"doc__footnotes\">\n");
        for note in &doc.footnotes {
            let _ = writeln!(body, "<p>{}</p>", escape(note));
        }
        body.push_str("</footer>\n");
    }
    doc.sections = sections;
    page(w, &doc, &contents, &body)
}

fn page(w: &Workbook, doc: &Document, contents: &str, body: &str) -> String {
    let l = doc.locale;
    let t = |key: Key| escape(l.t(key));
    let tag = lineage::tag(w);
    let project = w.frame.project.trim();
    // Another text, another memory: decisions about an older page must not cover newer ones.
    let memory = format!(
        "{FORMAT}:{:016x}",
        fingerprint(&[w.desk.origin.as_bytes(), tag.as_bytes(), body.as_bytes()])
    );
    let title = format!("{}: {}", doc.title, l.t(k::client_page::kind));
    let file = format!("{}-decisions.json", slug(project));
    let said = [
        ("origin", w.desk.origin.as_str()),
        ("tag", &tag),
        ("project", project),
        ("key", &memory),
        ("file", &file),
        ("progress", l.t(k::client_page::progress)),
        ("left", l.t(k::client_page::open_only)),
        ("need", l.t(k::client_page::need_comment)),
        ("who", l.t(k::client_page::need_name)),
        ("nothing", l.t(k::client_page::nothing)),
        ("saved", l.t(k::client_page::saved)),
        ("copied", l.t(k::client_page::copied)),
        ("copy", l.t(k::client_page::by_hand)),
        ("all", l.t(k::client_page::all_done)),
    ];
    let mut s = PAGE.begin(l, &title, &said, &dress::roles(&doc.look));
    let _ = write!(
        s,
        "<a class=\"skip\" href=\"#contents\">{}</a>\n<form id=\"answers\" autocomplete=\"off\" novalidate>\n<main class=\"doc\">\n<header class=\"top\">\n",
        t(k::client_page::skip)
    );
    dress::head(&mut s, doc);
    let _ = write!(
        s,
        "<p class=\"kind\">{}</p>\n<h1>{}</h1>\n",
        escape(&doc.kind),
        escape(&doc.title)
    );
    if let Some(client) = &doc.client {
        let _ = writeln!(s, "<p class=\"client\">{}</p>", escape(client));
    }
    s.push_str("<dl class=\"doc__imprint\">");
    for (label, value) in &doc.imprint {
        let _ = write!(
            s,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escape(label),
            escape(value)
        );
    }
    let _ = write!(
        s,
        "</dl>\n<div class=\"how\">\n<h2>{}</h2>\n<ol><li>{}</li><li>{}</li><li>{}</li></ol>\n<p>{}</p>\n<p class=\"nokeep\" id=\"nokeep\" hidden>{}</p>\n<noscript><p class=\"nokeep\">{}</p></noscript>\n</div>\n</header>\n",
        t(k::client_page::how),
        t(k::client_page::step_read),
        t(k::client_page::step_decide),
        t(k::client_page::step_send),
        t(k::client_page::privacy),
        t(k::client_page::not_kept),
        t(k::client_page::no_script)
    );
    let _ = write!(
        s,
        "<nav class=\"doc__contents\" id=\"contents\" tabindex=\"-1\" aria-label=\"{0}\">\n<h2>{0}</h2>\n<ol class=\"contents\">{1}</ol>\n</nav>\n{body}",
        t(k::doc::contents),
        contents
    );
    let _ = write!(
        s,
        "<section class=\"end\" id=\"end\">\n<h2 class=\"doc__h1\" tabindex=\"-1\">{}</h2>\n<p>{}</p>\n\
         <div class=\"field\"><label for=\"name\">{}</label><input type=\"text\" id=\"name\" name=\"name\" maxlength=\"{NAME}\" autocomplete=\"name\" required aria-describedby=\"name-error\"><p class=\"error\" id=\"name-error\" hidden></p></div>\n\
         <div class=\"field\"><label for=\"whole\">{}</label><textarea id=\"whole\" name=\"whole\" rows=\"3\" maxlength=\"{COMMENT}\"></textarea></div>\n\
         <p class=\"buttons\"><button type=\"button\" id=\"save\" class=\"main\">{}</button><button type=\"button\" id=\"copy\">{}</button></p>\n\
         <p id=\"says\" role=\"status\"></p>\n<textarea id=\"plain\" aria-label=\"{}\" readonly hidden></textarea>\n<p class=\"small\">{}</p>\n</section>\n</main>\n\
         <div class=\"bar\"><p id=\"meter\" aria-live=\"polite\"></p><progress id=\"bar\" aria-hidden=\"true\" value=\"0\" max=\"1\"></progress><button type=\"button\" id=\"next\">{}</button></div>\n</form>\n",
        t(k::client_page::end),
        t(k::client_page::end_text),
        t(k::client_page::name),
        t(k::client_page::whole),
        t(k::client_page::save),
        t(k::client_page::copy),
        t(k::client_page::plain),
        t(k::client_page::if_lost),
        t(k::client_page::next),
    );
    PAGE.end(&mut s);
    s
}

/// What a client is asked to decide about.
struct Asked<'a> {
    subject: &'a str,
    title: &'a str,
    shown: String,
    legend: Key,
}

/// The controls: approve, ask for a change, comment; words for it; the answer taken back.
fn decide(s: &mut String, l: Locale, asked: Asked<'_>) {
    let subject = escape(asked.subject);
    let title = escape(asked.title);
    let _ = write!(
        s,
        "<fieldset class=\"decide\" data-subject=\"{subject}\" data-title=\"{title}\" data-shown=\"{}\">\n<legend>{}<span class=\"hear\">: {title}</span></legend>\n<div class=\"options\">",
        escape(&asked.shown),
        escape(l.t(asked.legend)),
    );
    for verdict in Verdict::ALL {
        let id = verdict.id();
        let _ = write!(
            s,
            "<label class=\"option option--{id}\"><input type=\"radio\" name=\"v.{subject}\" value=\"{id}\"><span>{}</span></label>",
            escape(l.t(verdict.act()))
        );
    }
    let _ = write!(
        s,
        "</div>\n<div class=\"say\"><div class=\"write\"><label for=\"c-{subject}\">{} <span class=\"must\">{}</span></label><textarea id=\"c-{subject}\" name=\"c.{subject}\" rows=\"2\" placeholder=\" \" maxlength=\"{COMMENT}\" aria-describedby=\"e-{subject}\"></textarea><p class=\"error\" id=\"e-{subject}\" hidden></p></div><button type=\"button\" class=\"link add\">{}<span class=\"hear\">: {title}</span></button><button type=\"button\" class=\"link undo\">{}<span class=\"hear\">: {title}</span></button></div>\n</fieldset>\n",
        escape(l.t(k::client_page::comment)),
        escape(l.t(k::client_page::must)),
        escape(l.t(k::client_page::add_comment)),
        escape(l.t(k::client_page::undo)),
    );
}

mod check;
