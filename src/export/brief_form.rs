//! The brief as a page of its own that the client fills in offline, and the way of the answers back
//! into the workbook: reading them, comparing them, turning the chosen ones into edits.

use super::html::escape;
use super::offline;
use crate::document::lineage;
use crate::i18n::{Locale, k};
use crate::kernel::{CellRef, ChoiceSet, Field, Key, Kind, Path, TableDef, civil};
use crate::modules::Workbook;
use crate::modules::brief::blocks::title as block_title;
use crate::modules::brief::{BLOCKS, Brief};
use crate::modules::frame::CURRENCY;
use std::fmt::Write as _;

mod answers;
mod returned;

pub use answers::{Answers, AnswersError, Change, State, compare, edits, parse_answers};
pub use returned::returned;

/// Value of the `format` key of a file of answers.
pub const FORMAT: &str = "planerka-brief";
const PAGE: offline::Page = offline::Page {
    styles: &[&[include_str!("brief_form/form.css")]],
    script: include_str!("brief_form/form.js"),
    hash: "WDW0adYBWV8CAWc0IBoQGIEhq8yMbWTZ0iO82loM3W0=",
};
const SLUG: &str = "brief";

/// What is asked of the client, in the client's words. What is not here is our own business: the split
/// of the budget, promised leads, accesses.
const QUESTIONS: &[(&str, Key)] = &[
    ("company", k::brief_form_q::company),
    ("business", k::brief_form_q::business),
    ("age", k::brief_form_q::age),
    ("team_size", k::brief_form_q::team_size),
    ("place", k::brief_form_q::place),
    ("site", k::brief_form_q::site),
    ("products", k::brief_form_q::products),
    ("average_check", k::brief_form_q::average_check),
    ("margin", k::brief_form_q::margin),
    ("seasonality", k::brief_form_q::seasonality),
    ("usp", k::brief_form_q::usp),
    ("proof", k::brief_form_q::proof),
    ("geography", k::brief_form_q::geography),
    ("market", k::brief_form_q::market),
    ("audience_view", k::brief_form_q::audience_view),
    ("competitors_view", k::brief_form_q::competitors_view),
    ("past_channels", k::brief_form_q::past_channels),
    ("past_spend", k::brief_form_q::past_spend),
    ("worked", k::brief_form_q::worked),
    ("failed", k::brief_form_q::failed),
    ("business_goal", k::brief_form_q::business_goal),
    ("smm_goal", k::brief_form_q::smm_goal),
    ("success", k::brief_form_q::success),
    ("deadline", k::brief_form_q::deadline),
    ("budget", k::brief_form_q::budget),
    ("taboo_words", k::brief_form_q::taboo_words),
    ("taboo_topics", k::brief_form_q::taboo_topics),
    ("taboo_visuals", k::brief_form_q::taboo_visuals),
    ("taboo_claims", k::brief_form_q::taboo_claims),
    ("no_taboos", k::brief_form_q::no_taboos),
    ("assets", k::brief_form_q::assets),
    ("approver", k::brief_form_q::approver),
    ("approver_backup", k::brief_form_q::approver_backup),
    ("approval_hours", k::brief_form_q::approval_hours),
    ("rounds", k::brief_form_q::rounds),
    ("events", k::brief_form_q::events),
    ("legal_form", k::brief_form_q::legal_form),
    ("legal_name", k::brief_form_q::legal_name),
    ("inn", k::brief_form_q::inn),
];

/// The question about a field as the client is asked it; nothing for what the client is not asked.
pub fn question(id: &str) -> Option<Key> {
    QUESTIONS
        .iter()
        .find(|(field, _)| *field == id)
        .map(|(_, key)| *key)
}

// The page ---------------------------------------------------------------------------------------

/// The questionnaire as one HTML page in language `l`, blank or with our answers to check.
pub fn client_form_html(w: &Workbook, l: Locale, prefilled: bool) -> String {
    let project = match w.frame.project.trim() {
        "" => w.brief.company.trim(),
        name => name,
    };
    let data = Page {
        w,
        l,
        prefilled,
        unit: unit(w, l),
    };
    let mut body = String::with_capacity(24 * 1024);
    for (id, fields) in BLOCKS {
        let asked: Vec<&str> = fields
            .iter()
            .copied()
            .filter(|f| question(f).is_some())
            .collect();
        let title = block_title(id);
        let _ = writeln!(
            body,
            "<section id=\"{id}\">\n<h2>{}</h2>",
            escape(l.t(title))
        );
        for field in asked {
            data.question(&mut body, field);
        }
        body.push_str("</section>\n");
    }
    // Another page, another memory: the answers of an older questionnaire must not cover newer ones.
    let memory = format!(
        "{FORMAT}:{:016x}",
        fingerprint(&[project.as_bytes(), body.as_bytes()])
    );
    let title = match project {
        "" => l.t(k::brief_form::kind).to_owned(),
        name => format!("{} · {name}", l.t(k::brief_form::kind)),
    };
    let tag = lineage::tag(w);
    let file = format!("{}-answers.json", slug(project));
    let said = [
        ("project", project),
        ("tag", &tag),
        ("key", &memory),
        ("file", &file),
        ("saved", l.t(k::brief_form::saved)),
        ("copied", l.t(k::brief_form::copied)),
        ("copy", l.t(k::brief_form::by_hand)),
        ("progress", l.t(k::brief_form::progress)),
    ];
    let mut s = PAGE.begin(l, &title, &said, "");
    s.push_str("<main>\n<header>\n");
    let _ = writeln!(
        s,
        "<p class=\"kind\">{}</p>\n<h1>{}</h1>",
        escape(&title),
        escape(l.t(k::brief_form::title))
    );
    let _ = writeln!(
        s,
        "<p class=\"lead\">{}</p>",
        escape(l.t(k::brief_form::lead))
    );
    if prefilled {
        let _ = writeln!(
            s,
            "<p class=\"lead\">{}</p>",
            escape(l.t(k::brief_form::check))
        );
    }
    let author = w.frame.author.trim();
    if !author.is_empty() {
        let _ = writeln!(
            s,
            "<p class=\"small\">{}</p>",
            escape(&l.fill(k::brief_form::from, &[("name", author)]))
        );
    }
    let _ = writeln!(
        s,
        "<p class=\"small\">{}</p>\n</header>",
        escape(l.t(k::brief_form::privacy))
    );
    let _ = write!(
        s,
        "<nav aria-label=\"{}\">\n<ol class=\"contents\">",
        escape(l.t(k::brief_form::contents))
    );
    for (id, _) in BLOCKS {
        let _ = write!(
            s,
            "<li><a href=\"#{id}\">{}</a></li>",
            escape(l.t(block_title(id)))
        );
    }
    let _ = write!(
        s,
        "</ol>\n</nav>\n<form id=\"brief\" autocomplete=\"off\" novalidate>\n{body}<footer>\n<h2>{}</h2>\n<p>{}</p>\n<p class=\"bar\"><span id=\"meter\"></span></p>\n\
         <p class=\"bar\"><button type=\"button\" id=\"save\">{}</button><button type=\"button\" id=\"copy\">{}</button></p>\n\
         <p id=\"says\" role=\"status\"></p>\n<textarea id=\"plain\" aria-label=\"{}\" readonly hidden></textarea>\n</footer>\n</form>\n</main>\n",
        escape(l.t(k::brief_form::end)),
        escape(l.t(k::brief_form::end_text)),
        escape(l.t(k::brief_form::save)),
        escape(l.t(k::brief_form::copy)),
        escape(l.t(k::brief_form::plain)),
    );
    PAGE.end(&mut s);
    s
}

struct Page<'a> {
    w: &'a Workbook,
    l: Locale,
    prefilled: bool,
    unit: String,
}

impl Page<'_> {
    fn value(&self, path: Path) -> String {
        match self.w.get(path).filter(|_| self.prefilled) {
            Some(CellRef::Text(text)) => text.to_owned(),
            Some(CellRef::Lines(lines)) => lines.join("\n"),
            Some(CellRef::Flag(true)) => "on".into(),
            _ => String::new(),
        }
    }

    fn question(&self, s: &mut String, id: &str) {
        let Some(key) = question(id) else { return };
        let name = self.l.t(key);
        let hint = self.l.hint(key).unwrap_or_default();
        let _ = write!(s, "<div class=\"q\" data-q=\"{}\">", escape(name));
        if let Some(def) = table(id) {
            self.rows(s, def, name, hint);
        } else if let Some(field) = field(id) {
            self.control(s, field, name, hint);
        }
        s.push_str("</div>\n");
    }

    fn control(&self, s: &mut String, field: &Field, name: &str, hint: &str) {
        let id = field.id;
        let value = self.value(Path::field(SLUG, id));
        let hint = format!("<p class=\"hint\" id=\"{id}-hint\">{}</p>", escape(hint));
        match field.kind {
            Kind::Flag => {
                let checked = if value.is_empty() { "" } else { " checked" };
                let _ = write!(
                    s,
                    "<label class=\"check\"><input type=\"checkbox\" name=\"{id}\" value=\"on\" data-kind=\"flag\" aria-describedby=\"{id}-hint\"{checked}> <span>{}</span></label>{hint}",
                    escape(name)
                );
            }
            Kind::Choice(set) if set.options.len() <= 5 => {
                let _ = write!(
                    s,
                    "<fieldset class=\"q\"><legend>{}</legend>{hint}<div class=\"options\">",
                    escape(name)
                );
                for o in set.options {
                    let checked = if value == o.id { " checked" } else { "" };
                    let _ = write!(
                        s,
                        "<label><input type=\"radio\" name=\"{id}\" value=\"{}\"{checked}> <span>{}</span></label>",
                        o.id,
                        escape(self.l.label(o.label))
                    );
                }
                s.push_str("</div></fieldset>");
            }
            _ => {
                let unit = if matches!(field.kind, Kind::Money) {
                    format!(" <span class=\"unit\">{}</span>", escape(&self.unit))
                } else {
                    String::new()
                };
                let _ = write!(
                    s,
                    "<label for=\"{id}\">{}{unit}</label>{hint}",
                    escape(name)
                );
                let about = format!(" id=\"{id}\" aria-describedby=\"{id}-hint\"");
                self.input(s, field, id, &value, &about);
            }
        }
    }

    /// The bare control of a field that is no mark and no short choice.
    fn input(&self, s: &mut String, field: &Field, name: &str, value: &str, about: &str) {
        let _ = match field.kind {
            Kind::Prose | Kind::Lines => {
                let kind = if matches!(field.kind, Kind::Lines) {
                    "lines"
                } else {
                    "text"
                };
                // A parser drops the first line break of a text area, so one is put in for it.
                write!(
                    s,
                    "<textarea name=\"{name}\" rows=\"3\" data-kind=\"{kind}\"{about}>\n{}</textarea>",
                    escape(value)
                )
            }
            Kind::Choice(set) => {
                self.select(s, set, name, value, about);
                Ok(())
            }
            kind => {
                let (class, mode) = match kind {
                    Kind::Number | Kind::Money | Kind::Percent => {
                        (" class=\"short\"", " inputmode=\"decimal\"")
                    }
                    Kind::Date => (" class=\"short\"", ""),
                    Kind::Url => ("", " inputmode=\"url\" spellcheck=\"false\""),
                    _ => ("", ""),
                };
                let value = match civil::parse_date(value).filter(|_| matches!(kind, Kind::Date)) {
                    Some(date) => date.format("%d.%m.%Y").to_string(),
                    None => value.to_owned(),
                };
                write!(
                    s,
                    "<input type=\"text\" name=\"{name}\" value=\"{}\"{class}{mode}{about}>",
                    escape(&value)
                )
            }
        };
    }

    fn select(&self, s: &mut String, set: &ChoiceSet, name: &str, value: &str, about: &str) {
        let _ = write!(
            s,
            "<select name=\"{name}\"{about}><option value=\"\">{}</option>",
            escape(self.l.t(k::field::not_chosen))
        );
        for o in set.options {
            let selected = if value == o.id { " selected" } else { "" };
            let _ = write!(
                s,
                "<option value=\"{}\"{selected}>{}</option>",
                o.id,
                escape(self.l.label(o.label))
            );
        }
        s.push_str("</select>");
    }

    fn rows(&self, s: &mut String, def: &TableDef, name: &str, hint: &str) {
        let ids = self
            .w
            .rows(def.path)
            .map(|t| t.ids())
            .filter(|_| self.prefilled)
            .unwrap_or_default();
        let count = (ids.len() + 1).max(4);
        let _ = write!(
            s,
            "<p class=\"label\">{}</p><p class=\"hint\">{}</p><table><thead><tr>",
            escape(name),
            escape(hint)
        );
        let title = |c: &Field| match c.kind {
            Kind::Money => format!("{}, {}", self.l.label(c.label), self.unit),
            _ => self.l.label(c.label).to_owned(),
        };
        for c in def.columns {
            let _ = write!(s, "<th scope=\"col\">{}</th>", escape(&title(c)));
        }
        s.push_str("</tr></thead><tbody>");
        for at in 0..count {
            s.push_str("<tr>");
            for c in def.columns {
                let value = ids
                    .get(at)
                    .map(|row| self.value(def.path.cell(*row, c.id)))
                    .unwrap_or_default();
                let title = title(c);
                let aria = self.l.fill(
                    k::brief_form::row,
                    &[("name", &title), ("n", &(at + 1).to_string())],
                );
                let _ = write!(s, "<td data-label=\"{}\">", escape(&title));
                let about = format!(" aria-label=\"{}\"", escape(&aria));
                self.input(
                    s,
                    c,
                    &format!("{}.{at}.{}", def.path.table, c.id),
                    &value,
                    &about,
                );
                s.push_str("</td>");
            }
            s.push_str("</tr>");
        }
        s.push_str("</tbody></table>");
    }
}

fn field(id: &str) -> Option<&'static Field> {
    Brief::FIELDS.iter().find(|f| f.id == id)
}

fn table(id: &str) -> Option<&'static TableDef> {
    Brief::TABLES.iter().find(|t| t.path.table == id)
}

/// The sign of the currency, which stands last in its name.
fn unit(w: &Workbook, l: Locale) -> String {
    let name = l.option(&CURRENCY, w.currency());
    name.rsplit(", ").next().unwrap_or_default().to_owned()
}

/// FNV-1a: no secret, only a short name for a content.
pub(super) fn fingerprint(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// Letters and digits of the name for a file name.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().take(60) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    match out.trim_end_matches('-') {
        "" => SLUG.into(),
        slug => slug.into(),
    }
}

/// Name of the file the questionnaire is saved under.
pub fn form_file_name(w: &Workbook) -> String {
    format!("{}-brief.html", slug(w.frame.project.trim()))
}

#[cfg(test)]
mod check;
