//! The content plan for programs that publish or plan: one table a program says its columns, dates and limits
//! ([`presets`]), one function writes them all. What a file leaves out is said post by post.
//! Texts go out as they are: a mark against formulas would be published, so texts that look like one are told of instead.

mod presets;
mod reason;

pub use presets::PRESETS;
pub use reason::{Reason, Warning};

use super::csv::{Dialect, formula_like, to_csv};
use super::name::file_name;
use super::plan_csv::{Names, plain};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Kind, Record, Row, RowId, text};
use crate::modules::Workbook;
use crate::modules::content::limits::text_limit;
use crate::modules::content::{Post, calendar};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

/// How far the description of a format can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The vendor's own page or template was seen.
    High,
    /// Others quote the vendor.
    Medium,
    /// One weak source, or none: the user is told.
    Low,
}

/// What a program is told of the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    /// A post without one cannot be taken.
    Needed,
    /// A post without one takes its day.
    Optional,
}

/// The name of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// To the letter, as the program wants it.
    Fixed(&'static str),
    /// The name of a field of posts, in the language of the file.
    Field(&'static str),
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Nothing: we do not have it.
    Blank,
    /// The same in every row.
    Always(&'static str),
    /// Title.
    Title,
    /// First line, text and hashtags.
    Text,
    /// The same and the link, unless the text has it.
    TextAndLink,
    /// The same and what belongs to the post: for programs that do not publish.
    Everything,
    /// Link.
    Link,
    /// Name of the rubric.
    Rubric,
    /// Name of the channel.
    Channel,
    /// A field of the post as a person reads it.
    Field(&'static str),
    /// Day and hour: month first, or day first if so chosen.
    At(&'static str, &'static str),
    /// The hour; blank without one.
    Clock(&'static str),
    /// ISO day, with the hour if there is one.
    Moment,
    /// True for a post without an hour.
    AllDay,
    /// True for a post that is not approved.
    Draft,
    /// True for a post of this platform.
    Network(&'static str),
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub heading: Heading,
    /// What stands in it.
    pub what: What,
}

/// What a program takes.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Id.
    pub id: &'static str,
    /// Name of the program.
    pub name: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Begins with the names of the columns.
    pub header: bool,
    /// Most posts in a file.
    pub max_rows: Option<usize>,
    /// A file is for one channel.
    pub one_channel: bool,
    /// Publishes: takes no past posts, none without text and none too long.
    pub publishes: bool,
    /// What it is told of the hour.
    pub hour: Hour,
    /// Minutes that a post must lie ahead.
    pub ahead: i64,
    /// Minutes between two posts of a channel.
    pub apart: i64,
    /// Where the format is described; may be blank.
    pub source: &'static str,
    /// Date of our knowledge.
    pub as_of: &'static str,
    /// Trust.
    pub confidence: Confidence,
    /// What the user has to know before the import.
    pub caution: Option<Key>,
}

/// A program by id.
pub fn preset(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|p| p.id == id)
}

/// What the user chose.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Language of names and of headings that are ours.
    pub locale: Locale,
    /// Now, in the zone of the project.
    pub now: NaiveDateTime,
    /// Hour of posts that have none; without it they are left out where an hour is needed.
    pub hour: Option<NaiveTime>,
    /// Only posts that are approved or scheduled.
    pub ready_only: bool,
    /// Day before month, where the program lets one choose.
    pub day_first: bool,
}

/// A file to hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its text, in UTF-8.
    pub text: String,
    /// Posts in it.
    pub posts: usize,
}

/// The files for a program, and what has to be told about them. Posts taken off the plan are passed over.
pub fn files(w: &Workbook, which: &'static Preset, options: Options) -> (Vec<File>, Vec<Warning>) {
    let mut run = Run {
        w,
        which,
        options,
        names: Names::new(w, options.locale),
    };
    let mut warnings = Vec::new();
    let mut kept: Vec<(Option<RowId>, Vec<&Post>)> = Vec::new();
    for post in calendar::order(&w.content.posts) {
        if !calendar::planned(post) {
            continue;
        }
        let warn = |reason| Warning {
            reason,
            post: Some(post.id),
            title: post.title.clone(),
        };
        if let Err(reason) = run.takes(post) {
            warnings.push(warn(reason));
            continue;
        }
        let group = post.channel.filter(|_| which.one_channel);
        let at = match kept.iter().position(|(g, _)| *g == group) {
            Some(at) => at,
            None => {
                kept.push((group, Vec::new()));
                kept.len() - 1
            }
        };
        let before = kept[at].1.last().and_then(|p| run.moment(p));
        let gap = before
            .zip(run.moment(post))
            .map(|(a, b)| (b - a).num_minutes());
        if which.apart > 0 && gap.is_some_and(|gap| gap < which.apart) {
            warnings.push(warn(Reason::TooClose(which.apart)));
        }
        let texts = which.columns.iter().map(|c| run.cell(c.what, post));
        if texts.into_iter().any(|t| formula_like(&t)) {
            warnings.push(warn(Reason::Formula));
        }
        kept[at].1.push(post);
    }
    let media = kept.iter().flat_map(|(_, posts)| posts);
    let media = media.filter(|p| !p.asset.trim().is_empty()).count();
    let mut out = Vec::new();
    for (channel, posts) in &kept {
        let size = which.max_rows.unwrap_or(usize::MAX).max(1);
        let parts: Vec<&[&Post]> = posts.chunks(size).collect();
        let name = channel.map(|c| run.channel_name(c)).unwrap_or_default();
        if parts.len() > 1 {
            warnings.push(Warning {
                reason: Reason::Split(parts.len()),
                post: None,
                title: name.clone(),
            });
        }
        for (i, part) in parts.iter().enumerate() {
            let number = if parts.len() > 1 {
                format!(" {}", i + 1)
            } else {
                String::new()
            };
            let stem = format!("{} {name}{number} {}", which.name, w.frame.project);
            out.push(File {
                name: file_name(&stem, options.now.date(), "csv"),
                text: run.text(part),
                posts: part.len(),
            });
        }
    }
    distinct(&mut out, options);
    if which.publishes && media > 0 {
        warnings.push(Warning {
            reason: Reason::Media(media),
            post: None,
            title: String::new(),
        });
    }
    (out, warnings)
}

/// Two channels of one name would overwrite each other's file.
fn distinct(files: &mut [File], options: Options) {
    for at in 1..files.len() {
        let taken = |name: &str, files: &[File]| files[..at].iter().any(|f| f.name == name);
        let mut n = 2;
        while taken(&files[at].name, files) {
            let stem = files[at].name.split(" 20").next().unwrap_or("").to_owned();
            files[at].name = file_name(&format!("{n} {stem}"), options.now.date(), "csv");
            n += 1;
        }
    }
}

struct Run<'a> {
    w: &'a Workbook,
    which: &'static Preset,
    options: Options,
    names: Names<'a>,
}

impl Run<'_> {
    /// When a post goes out; nothing without a date.
    fn moment(&self, post: &Post) -> Option<NaiveDateTime> {
        let time = post.time.value().or(self.options.hour).unwrap_or_default();
        Some(post.date.value()?.and_time(time))
    }

    /// Does a file take the post.
    fn takes(&self, post: &Post) -> Result<(), Reason> {
        let ready = ["approved", "scheduled"].contains(&post.status.id());
        let Some(moment) = self.moment(post) else {
            return Err(Reason::NoDate);
        };
        if self.options.ready_only && !ready && !post.status.is("published") {
            return Err(Reason::NotReady);
        }
        if self.which.hour == Hour::Needed && post.time.value().or(self.options.hour).is_none() {
            return Err(Reason::NoHour);
        }
        if !self.which.publishes {
            return Ok(());
        }
        if post.status.is("published") {
            return Err(Reason::Published);
        }
        if moment < self.options.now + TimeDelta::minutes(self.which.ahead) {
            return Err(Reason::Past);
        }
        let channel = self.channel(post);
        if channel.is_none() {
            return Err(Reason::NoChannel);
        }
        let mut networks = self.which.columns.iter().filter_map(|c| match c.what {
            What::Network(platform) => Some(platform),
            _ => None,
        });
        let platform = channel.map(|c| c.platform.id());
        let any = networks.clone().next().is_some();
        if any && !networks.any(|n| Some(n) == platform) {
            return Err(Reason::Network);
        }
        let words = words(post, false);
        if words.is_empty() {
            return Err(Reason::NoText);
        }
        if let Some(limit) = text_limit(self.w, post) {
            let linked = self
                .which
                .columns
                .iter()
                .any(|c| c.what == What::TextAndLink);
            let length = text::length(&self::words(post, linked));
            if length > limit.chars {
                return Err(Reason::TooLong(limit.chars, length));
            }
        }
        Ok(())
    }

    fn channel(&self, post: &Post) -> Option<&crate::modules::channels::Channel> {
        let id = post.channel?;
        self.w.channels.channels.iter().find(|c| c.id == id)
    }

    fn channel_name(&mut self, row: RowId) -> String {
        self.names.of(crate::modules::channels::Channel::TABLE, row)
    }

    fn text(&mut self, posts: &[&Post]) -> String {
        let l = self.options.locale;
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(posts.len() + 1);
        if self.which.header {
            let name = |c: &Column| match c.heading {
                Heading::Fixed(name) => name,
                Heading::Field(id) => Post::COLUMNS
                    .iter()
                    .find(|f| f.id == id)
                    .map_or(id, |f| l.label(f.label)),
            };
            rows.push(
                self.which
                    .columns
                    .iter()
                    .map(|c| name(c).to_owned())
                    .collect(),
            );
        }
        for post in posts {
            let cells = self.which.columns.iter();
            rows.push(cells.map(|c| self.cell(c.what, post)).collect());
        }
        to_csv(rows, Dialect::PROGRAM)
    }

    fn cell(&mut self, what: What, post: &Post) -> String {
        let moment = self.moment(post);
        let timed = post.time.value().or(self.options.hour);
        let at = |format: &str| moment.map_or_else(String::new, |m| m.format(format).to_string());
        match what {
            What::Blank => String::new(),
            What::Always(text) => text.into(),
            What::Title => title(post, self.options.locale),
            What::Text => words(post, false),
            What::TextAndLink => words(post, true),
            What::Everything => self.everything(post),
            What::Link => post.link.trim().into(),
            What::Rubric => self.field(Post::rubric, post),
            What::Channel => self.field(Post::channel, post),
            What::Field(id) => self.field(id, post),
            What::At(month, day) => at(if self.options.day_first { day } else { month }),
            What::Clock(format) => timed.map_or_else(String::new, |_| at(format)),
            What::Moment => at(if timed.is_some() {
                "%Y-%m-%d %H:%M"
            } else {
                "%Y-%m-%d"
            }),
            What::AllDay => if timed.is_none() { "True" } else { "False" }.into(),
            What::Draft => {
                let ready = ["approved", "scheduled"].contains(&post.status.id());
                if ready { "FALSE" } else { "TRUE" }.into()
            }
            What::Network(platform) => {
                let is = self.channel(post).is_some_and(|c| c.platform.is(platform));
                if is { "TRUE" } else { "FALSE" }.into()
            }
        }
    }

    /// A field of the post; several names in a row.
    fn field(&mut self, id: &str, post: &Post) -> String {
        let record: &dyn Record = post.as_record();
        let found = Post::COLUMNS.iter().find(|f| f.id == id);
        let cell = found.and_then(|f| Some((f, record.get(f.id)?)));
        cell.map_or_else(String::new, |(field, cell)| {
            let text = plain(&mut self.names, field, cell);
            match field.kind {
                Kind::Refs(_) | Kind::Choices(_) => text.replace('\n', ", "),
                _ => text,
            }
        })
    }

    /// The text, and below it what belongs to the post.
    fn everything(&mut self, post: &Post) -> String {
        let l = self.options.locale;
        let mut parts = vec![words(post, true)];
        let facts: Vec<String> = [
            Post::format,
            Post::personas,
            Post::cta,
            Post::asset,
            Post::owner,
        ]
        .iter()
        .filter_map(|id| {
            let value = self.field(id, post);
            let label = Post::COLUMNS.iter().find(|f| f.id == *id)?.label;
            (!value.is_empty()).then(|| format!("{}: {value}", l.label(label)))
        })
        .collect();
        parts.push(facts.join("\n"));
        parts.retain(|p| !p.is_empty());
        parts.join("\n\n")
    }
}

fn title(post: &Post, l: Locale) -> String {
    match post.title.trim() {
        "" => l.t(k::field::nameless).into(),
        title => title.into(),
    }
}

/// What is published: first line, text, hashtags, and the link where it has no column of its own.
fn words(post: &Post, link: bool) -> String {
    let mut parts: Vec<&str> = [&post.hook, &post.body, &post.hashtags]
        .into_iter()
        .map(|t| t.trim())
        .filter(|t| !t.is_empty())
        .collect();
    let url = post.link.trim();
    if link && !url.is_empty() && !parts.iter().any(|p| p.contains(url)) {
        parts.push(url);
    }
    parts.join("\n\n")
}
