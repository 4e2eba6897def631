//! Options and rows by the names people give them, in either language.

use super::columns::norm;
use crate::document::table_rows;
use crate::i18n::{Locale, k};
use crate::kernel::{ChoiceSet, FastMap, FastSet, Key, Row, RowId, TablePath, Value};
use crate::modules::Workbook;
use crate::modules::audience::Persona;
use crate::modules::channels::Channel;
use crate::modules::content::{Post, Rubric, STATUS};
use crate::modules::sets::{FORMAT, PLATFORM};

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// This row.
    One(RowId),
    /// This and others.
    Several(RowId),
    /// No row.
    None,
}

type Names = FastMap<String, Found>;

/// Names of options and rows, each table read once.
pub struct Index<'a> {
    w: &'a Workbook,
    options: FastMap<&'static str, FastMap<String, &'static str>>,
    rows: FastMap<TablePath, Names>,
    posts: FastSet<(String, Option<RowId>, String)>,
    /// Names that the workbook does not have and that were met already, and what they lead to.
    asked: FastMap<(TablePath, String), (usize, Option<RowId>)>,
}

/// What to do with a name that the workbook does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// The field stays empty.
    #[default]
    Leave,
    /// A row of this name is made.
    Make,
    /// This row is meant.
    Take(RowId),
}

/// May rows of this table be made from a name alone.
pub fn made(table: TablePath) -> bool {
    [Channel::TABLE, Rubric::TABLE, Persona::TABLE].contains(&table)
}

/// The cells of a row that is made from a name. A channel is known by its platform; another name is its own.
pub fn cells(table: TablePath, name: &str) -> Vec<Value> {
    let text = Value::text(name);
    if table != Channel::TABLE {
        // The name is the first column of every other table that is made here.
        return vec![text];
    }
    match option(&PLATFORM, name) {
        Some(platform) => vec![Value::text(platform)],
        None => vec![Value::text(""), text],
    }
}

/// What a row that is made from a name will be called.
pub fn made_name(table: TablePath, name: &str, l: Locale) -> String {
    let platform = if table == Channel::TABLE {
        option(&PLATFORM, name)
    } else {
        None
    };
    platform.map_or_else(|| name.to_owned(), |id| l.option(&PLATFORM, id))
}

/// Yes or no, as they are written in both languages and in spreadsheets.
pub fn flag(text: &str) -> Option<bool> {
    let text = norm(text);
    let is = |key| Locale::ALL.iter().any(|l| norm(l.t(key)) == text);
    if is(k::word::yes) || ["true", "1", "y", "x", "checked"].contains(&text.as_str()) {
        Some(true)
    } else if is(k::word::no) || ["false", "0", "n", "unchecked"].contains(&text.as_str()) {
        Some(false)
    } else {
        None
    }
}

impl<'a> Index<'a> {
    pub fn new(w: &'a Workbook) -> Self {
        let mut out = Self {
            w,
            options: FastMap::default(),
            rows: FastMap::default(),
            posts: FastSet::default(),
            asked: FastMap::default(),
        };
        for post in &w.content.posts {
            out.seen(post);
        }
        out
    }

    /// Is there a post of this day, channel and title; from now on there is. Posts without any of the three are never alike.
    pub fn seen(&mut self, post: &Post) -> bool {
        let day = post.date.value().map(crate::kernel::civil::iso);
        let title = norm(&post.title);
        match day {
            Some(day) if !title.is_empty() => !self.posts.insert((day, post.channel, title)),
            _ => false,
        }
    }

    /// The option of a set that this is a name of.
    pub fn option(&mut self, set: &'static ChoiceSet, text: &str) -> Option<&'static str> {
        let names = self.options.entry(set.id).or_insert_with(|| names(set));
        names.get(&norm(text)).copied()
    }

    /// The row of a table that this is a name of.
    pub fn row(&mut self, table: TablePath, name: &str) -> Found {
        let found = self.names(table).get(&norm(name)).copied();
        match found {
            Some(found) => found,
            None if table == Channel::TABLE => self.channel(name),
            None => Found::None,
        }
    }

    /// What a name that the workbook does not have leads to, when it was met before: its number and the row.
    pub fn asked(&self, table: TablePath, name: &str) -> Option<(usize, Option<RowId>)> {
        self.asked.get(&(table, norm(name))).copied()
    }

    /// Notes what such a name leads to.
    pub fn ask(&mut self, table: TablePath, name: &str, number: usize, row: Option<RowId>) {
        self.asked.insert((table, norm(name)), (number, row));
    }

    /// The names in a cell: all of it when that is one, else its lines, else what semicolons or commas part.
    pub fn split(&mut self, table: TablePath, text: &str) -> Vec<String> {
        let is = |index: &mut Self, name: &str| index.row(table, name) != Found::None;
        if is(self, text) {
            return vec![text.to_owned()];
        }
        let pieces = |marks: &[char]| -> Vec<String> {
            let all = text.split(marks).map(str::trim).filter(|p| !p.is_empty());
            all.map(str::to_owned).collect()
        };
        for marks in [&['\n'][..], &['\n', ';'], &['\n', ';', ',']] {
            let all = pieces(marks);
            if all.len() > 1 && all.iter().all(|p| is(self, p)) {
                return all;
            }
        }
        let loose = pieces(&['\n', ';', ',']);
        if loose.iter().any(|p| is(self, p)) {
            loose
        } else {
            pieces(&['\n', ';'])
        }
    }

    fn names(&mut self, table: TablePath) -> &mut Names {
        let w = self.w;
        self.rows.entry(table).or_insert_with(|| {
            let mut names = Names::default();
            for l in Locale::ALL {
                for (id, name) in table_rows(w, table, l) {
                    add(&mut names, &name, id);
                }
            }
            if table == Channel::TABLE {
                for c in &w.channels.channels {
                    for name in [&c.label, &c.handle, &c.profile_name, &c.url] {
                        add(&mut names, name, c.id);
                    }
                }
            }
            names
        })
    }

    /// A channel by the name of its platform.
    fn channel(&mut self, name: &str) -> Found {
        let Some(platform) = self.option(&PLATFORM, name) else {
            return Found::None;
        };
        let mut all = self.w.channels.channels.iter();
        let mut all = all.by_ref().filter(|c| c.platform.is(platform));
        match (all.next(), all.next()) {
            (Some(c), None) => Found::One(c.id),
            (Some(c), Some(_)) => Found::Several(c.id),
            _ => Found::None,
        }
    }
}

/// The option of a set that this is a name of.
fn option(set: &'static ChoiceSet, text: &str) -> Option<&'static str> {
    names(set).get(&norm(text)).copied()
}

/// Every name of the options of a set.
fn names(set: &'static ChoiceSet) -> FastMap<String, &'static str> {
    let mut names: FastMap<String, &'static str> = FastMap::default();
    for l in Locale::ALL {
        for option in set.options {
            names
                .entry(norm(l.label(option.label)))
                .or_insert(option.id);
        }
    }
    for option in set.options {
        names.entry(norm(option.id)).or_insert(option.id);
    }
    for l in Locale::ALL {
        for (id, key) in other_names(set) {
            if let Some(option) = set.get(id) {
                for alias in l.t(*key).split('|') {
                    names.entry(norm(alias)).or_insert(option.id);
                }
            }
        }
    }
    names
}

fn add(names: &mut Names, name: &str, id: RowId) {
    let name = norm(name);
    if name.is_empty() {
        return;
    }
    let found = names.entry(name).or_insert(Found::One(id));
    if let Found::One(first) = *found
        && first != id
    {
        *found = Found::Several(first);
    }
}

/// What other programs and people call the options of a set.
fn other_names(set: &ChoiceSet) -> &'static [(&'static str, Key)] {
    if *set == STATUS {
        &[
            ("idea", k::export::value::status::idea),
            ("draft", k::export::value::status::draft),
            ("review", k::export::value::status::review),
            ("approved", k::export::value::status::approved),
            ("scheduled", k::export::value::status::scheduled),
            ("published", k::export::value::status::published),
            ("dropped", k::export::value::status::dropped),
        ]
    } else if *set == FORMAT {
        &[
            ("post", k::export::value::format::post),
            ("photo", k::export::value::format::photo),
            ("carousel", k::export::value::format::carousel),
            ("video", k::export::value::format::video),
            ("clip", k::export::value::format::clip),
            ("story", k::export::value::format::story),
            ("live", k::export::value::format::live),
            ("poll", k::export::value::format::poll),
            ("article", k::export::value::format::article),
            ("audio", k::export::value::format::audio),
            ("ugc", k::export::value::format::ugc),
        ]
    } else if *set == PLATFORM {
        &[
            ("vk", k::export::value::platform::vk),
            ("telegram", k::export::value::platform::telegram),
            ("ok", k::export::value::platform::ok),
            ("youtube", k::export::value::platform::youtube),
            ("dzen", k::export::value::platform::dzen),
            ("rutube", k::export::value::platform::rutube),
            ("max", k::export::value::platform::max),
            ("tiktok", k::export::value::platform::tiktok),
            ("instagram", k::export::value::platform::instagram),
            ("facebook", k::export::value::platform::facebook),
            ("x", k::export::value::platform::x),
            ("linkedin", k::export::value::platform::linkedin),
            ("pinterest", k::export::value::platform::pinterest),
            ("whatsapp", k::export::value::platform::whatsapp),
        ]
    } else {
        &[]
    }
}
