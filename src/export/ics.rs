//! The content plan for a calendar, as RFC 5545 has it. A post without an hour takes its day; one with an hour stands in the
//! zone of the project. Without a zone its hour is floating, the same on every clock: an invented zone would move it for
//! everybody elsewhere. Events are transparent, because a publication occupies nobody, and a quarter of an hour long, because
//! calendars draw a moment as nothing.

use super::plan_csv::Names;
use super::zones::{Zone, zone_of};
use crate::i18n::{Locale, k};
use crate::kernel::{Kind, Record, Row, RowId, TablePath, text};
use crate::modules::Workbook;
use crate::modules::brief::Event;
use crate::modules::content::{Post, calendar};
use crate::modules::frame::Review;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// What a calendar is made of.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Language of the words.
    pub locale: Locale,
    /// Id of the workbook: with the id of a row it names an event, so that the next file changes it instead of adding one.
    pub workbook: &'a str,
    /// Now, in UTC.
    pub stamp: NaiveDateTime,
    /// Number of this file among those of the workbook, growing: calendars take an event of a higher one.
    pub sequence: u32,
    /// Key dates of the brief and dates of review too.
    pub key_dates: bool,
}

/// A calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its text.
    pub text: String,
    /// Events in it.
    pub events: usize,
    /// Posts that are not in it because they have no date that can be read.
    pub undated: Vec<RowId>,
}

/// Writes the plan. Posts taken off the plan are in it as cancelled, so that a calendar that had them drops them.
pub fn to_ics(w: &Workbook, options: Options<'_>) -> Calendar {
    let l = options.locale;
    let zone = zone_of(w.frame.zone.id());
    let mut names = Names::new(w, l);
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Planerka//Content plan//EN");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", &w.frame.project);
    let timed = |p: &&Post| p.date.value().is_some() && p.time.value().is_some();
    let zone = zone.filter(|_| w.content.posts.iter().any(|p| timed(&p)));
    if let Some(zone) = zone {
        out.line(&format!("X-WR-TIMEZONE:{}", zone.name));
        for line in zone.lines() {
            out.line(&line);
        }
    }
    let mut calendar = Calendar {
        text: String::new(),
        events: 0,
        undated: calendar::undated(&w.content.posts),
    };
    for post in calendar::order(&w.content.posts) {
        let Some(date) = post.date.value() else {
            continue;
        };
        out.begin(&options, Post::TABLE, post.id);
        out.when(date, post.time.value(), zone);
        let title = named(&post.title, l);
        let mut categories = Vec::new();
        for (table, row) in [(Post::channel, post.channel), (Post::rubric, post.rubric)]
            .into_iter()
            .filter_map(|(column, row)| Some((target(column)?, row?)))
        {
            let name = names.of(table, row);
            if !name.trim().is_empty() {
                categories.push(name);
            }
        }
        let channel = categories.first().filter(|_| post.channel.is_some());
        out.text(
            "SUMMARY",
            &match channel {
                Some(channel) => format!("{title} · {channel}"),
                None => title,
            },
        );
        out.text("DESCRIPTION", &description(post, l));
        if !categories.is_empty() {
            let all: Vec<String> = categories.iter().map(|c| escaped(c)).collect();
            out.line(&format!("CATEGORIES:{}", all.join(",")));
        }
        out.url(&post.link);
        out.line(match post.status.id() {
            "dropped" => "STATUS:CANCELLED",
            "approved" | "scheduled" | "published" => "STATUS:CONFIRMED",
            _ => "STATUS:TENTATIVE",
        });
        out.end(&mut calendar);
    }
    if options.key_dates {
        let events = w.brief.events.iter().map(|e| {
            let what = named(&e.title, l);
            (
                Event::TABLE,
                e.id,
                e.date.value(),
                what,
                k::brief::events::_self,
            )
        });
        let reviews = w.frame.reviews.iter().map(|r| {
            let what = named(&r.topic, l);
            (
                Review::TABLE,
                r.id,
                r.date.value(),
                what,
                k::frame::reviews::_self,
            )
        });
        for (table, id, date, what, kind) in events.chain(reviews) {
            let Some(date) = date else { continue };
            out.begin(&options, table, id);
            out.when(date, None, None);
            out.text("SUMMARY", &what);
            out.line(&format!("CATEGORIES:{}", escaped(l.t(kind))));
            out.end(&mut calendar);
        }
    }
    out.line("END:VCALENDAR");
    calendar.text = out.0;
    calendar
}

fn target(column: &str) -> Option<TablePath> {
    let field = Post::COLUMNS.iter().find(|f| f.id == column)?;
    field.kind.target()
}

fn named(title: &str, l: Locale) -> String {
    match title.trim() {
        "" => l.t(k::field::nameless).to_owned(),
        title => title.to_owned(),
    }
}

/// What the post says, and below it what belongs to it.
fn description(post: &Post, l: Locale) -> String {
    let words = [&post.hook, &post.body, &post.hashtags, &post.link];
    let mut parts: Vec<String> = words
        .into_iter()
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect();
    let record: &dyn Record = post.as_record();
    let facts: Vec<String> = Post::COLUMNS
        .iter()
        .enumerate()
        .filter_map(|(at, field)| {
            let wanted = [
                Post::format,
                Post::cta,
                Post::asset,
                Post::owner,
                Post::status,
            ];
            let cell = record.cell(at).filter(|c| !c.is_empty())?;
            let crate::kernel::CellRef::Text(typed) = cell else {
                return None;
            };
            let value = match field.kind {
                Kind::Choice(set) => l.option(set, typed),
                _ => typed.trim().to_owned(),
            };
            wanted
                .contains(&field.id)
                .then(|| format!("{}: {value}", l.label(field.label)))
        })
        .collect();
    if !facts.is_empty() {
        parts.push(facts.join("\n"));
    }
    parts.join("\n\n")
}

/// TEXT of RFC 5545: backslash first, then what parts values; no control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A content line, folded at 75 octets between characters.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
    fn text(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.line(&format!("{name}:{}", escaped(value.trim())));
        }
    }
    /// The link of a post: only one that may be followed.
    fn url(&mut self, link: &str) {
        let link = link.trim();
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '"' && c != '\\';
        if text::safe_link(link) && link.starts_with("http") && link.chars().all(plain) {
            self.line(&format!("URL:{link}"));
        }
    }
    fn begin(&mut self, options: &Options<'_>, table: TablePath, row: RowId) {
        self.line("BEGIN:VEVENT");
        let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let book: String = options.workbook.chars().filter(plain).take(64).collect();
        self.line(&format!(
            "UID:{}-{row}@{}.planerka",
            table.table.replace('_', "-"),
            if book.is_empty() { "workbook" } else { &book }
        ));
        self.line(&format!(
            "DTSTAMP:{}",
            options.stamp.format("%Y%m%dT%H%M%SZ")
        ));
        self.line(&format!("SEQUENCE:{}", options.sequence));
    }
    fn when(&mut self, date: NaiveDate, time: Option<NaiveTime>, zone: Option<&Zone>) {
        match time {
            Some(time) => {
                let at = format!("{}T{}", date.format("%Y%m%d"), time.format("%H%M%S"));
                match zone {
                    Some(zone) => self.line(&format!("DTSTART;TZID={}:{at}", zone.name)),
                    None => self.line(&format!("DTSTART:{at}")),
                }
                self.line("DURATION:PT15M");
            }
            None => {
                // The end of a day is the next one.
                let next = calendar::shift(date, 1);
                self.line(&format!("DTSTART;VALUE=DATE:{}", date.format("%Y%m%d")));
                self.line(&format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")));
            }
        }
    }
    fn end(&mut self, calendar: &mut Calendar) {
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
        calendar.events += 1;
    }
}
