//! The plan as cards, one a post, week by week.

use super::{Asked, Options, Subject, decide};
use crate::export::html::escape;
use crate::i18n::{Locale, k};
use crate::kernel::{Field, Key, Row, civil, text};
use crate::modules::Workbook;
use crate::modules::channels::Channel;
use crate::modules::content::calendar::{order, planned, week_words};
use crate::modules::content::{Post, Rubric};
use crate::report::{self, Writer};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

/// Posts a client is asked about, by date: not those that were taken off or are out already; with `only_open`, not those that
/// are approved or scheduled. None when the section of the plan is left out of the document.
pub fn shown_posts(w: &Workbook, only_open: bool) -> Vec<&Post> {
    if report::hidden(w, "content") {
        return Vec::new();
    }
    let settled = |p: &Post| p.status.is("approved") || p.status.is("scheduled");
    order(&w.content.posts)
        .into_iter()
        .filter(|p| planned(p) && !p.status.is("published") && !(only_open && settled(p)))
        // A row that nobody has begun is nothing to show.
        .filter(|p| !p.title.trim().is_empty() || !p.body.trim().is_empty())
        .collect()
}

/// The cards; empty when there is nothing to ask about.
pub(super) fn plan(
    w: &Workbook,
    l: Locale,
    options: Options,
    prints: &dyn Fn(&str) -> Option<String>,
) -> String {
    let posts = shown_posts(w, options.only_open);
    let mut s = String::new();
    if posts.is_empty() {
        return s;
    }
    let out = Writer::new(w, l);
    let _ = write!(
        s,
        "<div class=\"plan\" id=\"plan\">\n<h3 class=\"doc__h2\">{}</h3>\n<p class=\"doc__text\">{}</p>\n<label class=\"filter\"><input type=\"checkbox\" id=\"open\"><span id=\"left\">{}</span></label>\n<p class=\"none\" id=\"none\" hidden>{}</p>\n",
        escape(l.t(k::client_page::plan)),
        escape(&l.count(k::client_page_count::posts, posts.len())),
        escape(&l.fill(
            k::client_page::open_only,
            &[("n", &posts.len().to_string())]
        )),
        escape(l.t(k::client_page::all_done)),
    );
    let week = |p: &Post| p.date.value().map(civil::monday);
    for group in posts.chunk_by(|a, b| week(a) == week(b)) {
        let title = match week(group[0]) {
            Some(monday) => l.fill(k::client_page::week, &[("days", &week_words(l, monday))]),
            None => l.t(k::client_page::undated).to_owned(),
        };
        let _ = writeln!(
            s,
            "<section class=\"week\">\n<h4 class=\"week__title\">{}</h4>",
            escape(&title)
        );
        for post in group {
            card(&mut s, &out, post, prints);
        }
        s.push_str("</section>\n");
    }
    s.push_str("</div>\n");
    s
}

fn card(s: &mut String, out: &Writer<'_>, post: &Post, prints: &dyn Fn(&str) -> Option<String>) {
    let l = out.l;
    // Read from the post at hand: an address would be looked up in the whole table.
    let value = |column: &str| {
        let field: &Field = Post::COLUMNS.iter().find(|f| f.id == column)?;
        let cell = post.as_record().get(column).filter(|c| !c.is_empty())?;
        Some(out.show(field, cell))
    };
    let subject = Subject::of_post(post.id);
    let name = match post.title.trim() {
        "" => l.t(k::field::nameless),
        title => title,
    };
    let when = match (post.date.value(), post.time.value()) {
        (Some(d), Some(t)) => format!("{}, {}", day(l, d), l.time(t)),
        (Some(d), None) => day(l, d),
        (None, _) => l.t(k::client_page::no_date).to_owned(),
    };
    let place: Vec<String> = [
        post.channel.map(|c| out.name(Channel::TABLE, c)),
        post.rubric.map(|r| out.name(Rubric::TABLE, r)),
        value(Post::format),
    ]
    .into_iter()
    .flatten()
    .collect();
    let _ = write!(
        s,
        "<article class=\"card\">\n<p class=\"card__when\">{}</p>\n<h5 class=\"card__title\">{}</h5>\n<p class=\"card__place\">{}</p>\n",
        escape(&when),
        escape(name),
        place
            .iter()
            .map(|p| format!("<span>{}</span>", escape(p)))
            .collect::<Vec<_>>()
            .join(" "),
    );
    let texts: Vec<(&str, String)> = [
        ("card__hook", Post::hook),
        ("card__body", Post::body),
        ("card__tags", Post::hashtags),
    ]
    .into_iter()
    .filter_map(|(class, c)| Some((class, value(c)?)))
    .collect();
    if texts.is_empty() {
        let _ = writeln!(
            s,
            "<p class=\"card__none\">{}</p>",
            escape(l.t(k::client_page::no_text))
        );
    } else {
        s.push_str("<div class=\"card__text\">");
        for (class, text) in &texts {
            let _ = write!(s, "<p class=\"{class}\">{}</p>", escape(text));
        }
        s.push_str("</div>\n");
    }
    let facts: [(Key, &str); 3] = [
        (k::client_page::asset, Post::asset),
        (k::client_page::cta, Post::cta),
        (k::client_page::link, Post::link),
    ];
    let facts: Vec<String> = facts
        .into_iter()
        .filter(|(_, c)| *c != Post::cta || !post.cta.is("none"))
        .filter_map(|(label, c)| {
            let typed = value(c)?;
            let shown = escape(&typed);
            let shown = if c == Post::link && text::safe_link(&typed) {
                format!(
                    "<a href=\"{shown}\" target=\"_blank\" rel=\"noopener noreferrer\">{shown}</a>"
                )
            } else {
                shown
            };
            Some(format!(
                "<div><dt>{}</dt><dd>{shown}</dd></div>",
                escape(l.t(label))
            ))
        })
        .collect();
    if !facts.is_empty() {
        let _ = writeln!(s, "<dl class=\"card__facts\">{}</dl>", facts.concat());
    }
    decide(
        s,
        l,
        Asked {
            subject: &subject,
            title: name,
            shown: prints(&subject).unwrap_or_default(),
            legend: k::client_page::decide_post,
        },
    );
    s.push_str("</article>\n");
}

fn day(l: Locale, date: NaiveDate) -> String {
    format!("{}, {}", l.weekday(date.weekday()), l.day_month(date))
}
