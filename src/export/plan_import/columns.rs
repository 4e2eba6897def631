//! Which column of a table is which field of a post: by its name in either language, as we or other programs write it, or by
//! what stands in it.

use super::dates;
use crate::export::csv::read::{Sheet, bare};
use crate::i18n::{Locale, k};
use crate::kernel::text::fold;
use crate::kernel::{FastMap, Key, Kind};
use crate::modules::content::Post;

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Rows before the first post: the names of the columns, and what stands above them.
    pub head: usize,
    /// For each column the id of the post's field it goes into.
    pub columns: Vec<Option<&'static str>>,
    /// Which number of a date is the day, where the table does not say.
    pub order: Option<dates::DayMonth>,
}

/// The names other programs have for a field.
const ALIASES: &[(&str, Key)] = &[
    (Post::date, k::export::column::date),
    (Post::time, k::export::column::time),
    (Post::channel, k::export::column::channel),
    (Post::rubric, k::export::column::rubric),
    (Post::title, k::export::column::title),
    (Post::topic, k::export::column::topic),
    (Post::format, k::export::column::format),
    (Post::stage, k::export::column::stage),
    (Post::personas, k::export::column::personas),
    (Post::goal, k::export::column::goal),
    (Post::hook, k::export::column::hook),
    (Post::body, k::export::column::body),
    (Post::asset, k::export::column::asset),
    (Post::cta, k::export::column::cta),
    (Post::link, k::export::column::link),
    (Post::hashtags, k::export::column::hashtags),
    (Post::keyword, k::export::column::keyword),
    (Post::rights, k::export::column::rights),
    (Post::owner, k::export::column::owner),
    (Post::ready, k::export::column::ready),
    (Post::status, k::export::column::status),
    (Post::repurpose, k::export::column::repurpose),
    (Post::buffer, k::export::column::buffer),
];

/// Letters and digits in lower case, one space between words: how names are compared.
pub fn norm(text: &str) -> String {
    let spaced: String = fold(text)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a name may mean, and how sure that is: 3 our own name, 2 another program's, 1 its beginning.
struct Known {
    names: FastMap<String, (&'static str, u8)>,
}

impl Known {
    fn new() -> Self {
        let mut names: FastMap<String, (&'static str, u8)> = FastMap::default();
        for l in Locale::ALL {
            for field in Post::COLUMNS {
                names
                    .entry(norm(l.label(field.label)))
                    .or_insert((field.id, 3));
            }
        }
        for l in Locale::ALL {
            for (id, key) in ALIASES {
                for alias in l.t(*key).split('|') {
                    names.entry(norm(alias)).or_insert((id, 2));
                }
            }
        }
        Self { names }
    }
    fn find(&self, header: &str) -> Option<(&'static str, u8)> {
        let header = bare(header);
        self.names.get(&norm(&header)).copied().or_else(|| {
            // Date - Intl. format or prompt; Link(s) - Separated by comma; Rubric / type
            let head = header.split([':', '(', '/', '\n']).next().unwrap_or("");
            let head = norm(head.split(" - ").next().unwrap_or(""));
            self.names.get(&head).map(|(id, _)| (*id, 1))
        })
    }
    /// Fields of the cells of a row; each field once, the surest name first.
    fn columns(&self, row: &[String]) -> Vec<Option<&'static str>> {
        let found: Vec<_> = row.iter().map(|cell| self.find(cell)).collect();
        let mut out = vec![None; row.len()];
        for sure in [3, 2, 1] {
            for (at, hit) in found.iter().enumerate() {
                if let Some((id, level)) = hit
                    && *level == sure
                    && !out.contains(&Some(*id))
                {
                    out[at] = Some(*id);
                }
            }
        }
        out
    }
}

/// What to propose for a table. The user may change all of it.
pub fn propose(sheet: &Sheet) -> Mapping {
    let known = Known::new();
    let width = width(sheet);
    let rows = sheet.rows.iter().take(HEADS).enumerate();
    let named = rows
        .map(|(at, (_, row))| (known.columns(row).iter().flatten().count(), at))
        // The first row that knows the most names; a post rarely looks like two of them.
        .max_by_key(|(hits, at)| (*hits, usize::MAX - at));
    let head = match named {
        Some((hits, at)) if hits >= 2 || hits == 1 && width == 1 => at + 1,
        _ => 0,
    };
    headed(sheet, head)
}

/// Rows among which the names of the columns are looked for.
pub const HEADS: usize = 10;

/// Most cells that a row of the table has.
pub fn width(sheet: &Sheet) -> usize {
    sheet.rows.iter().map(|(_, r)| r.len()).max().unwrap_or(0)
}

/// What to propose when the user says that so many rows stand before the first post, the names of the columns last.
pub fn headed(sheet: &Sheet, head: usize) -> Mapping {
    let width = width(sheet);
    let named = head.checked_sub(1).and_then(|at| sheet.rows.get(at));
    let mut columns = match named {
        Some((_, row)) => Known::new().columns(row),
        None => guessed(sheet, width),
    };
    columns.resize(width, None);
    let mut mapping = Mapping {
        head,
        columns,
        order: None,
    };
    mapping.order = order(sheet, &mapping);
    mapping
}

/// Texts of the columns of dates.
fn days<'a>(sheet: &'a Sheet, mapping: &Mapping) -> impl Iterator<Item = &'a str> + use<'a> {
    let of_days = |id: &Option<&str>| {
        let field = Post::COLUMNS.iter().find(|f| Some(f.id) == *id);
        field.is_some_and(|f| matches!(f.kind, Kind::Date))
    };
    let columns = mapping.columns.iter().enumerate();
    let days: Vec<usize> = columns
        .filter(|(_, id)| of_days(id))
        .map(|(at, _)| at)
        .collect();
    let rows = sheet.rows.iter().skip(mapping.head);
    rows.flat_map(move |(_, r)| {
        let cells: Vec<&str> = days
            .iter()
            .filter_map(|at| r.get(*at))
            .map(String::as_str)
            .collect();
        cells
    })
}

/// Which number of a date is the day, as far as the dates themselves say.
pub fn order(sheet: &Sheet, mapping: &Mapping) -> Option<dates::DayMonth> {
    dates::order(days(sheet, mapping))
}

/// How many dates can be read either way, and the first of them: what the user has to be asked about.
pub fn ambiguous(sheet: &Sheet, mapping: &Mapping) -> Option<(usize, String)> {
    let order = order(sheet, mapping);
    let mut all = days(sheet, mapping).filter(|text| {
        dates::read(text, order, None).is_some_and(|r| r.doubt == Some(dates::Doubt::Order))
    });
    let first = bare(all.next()?);
    Some((1 + all.count(), first))
}

/// Is a text the table of a plan, by its columns: it has two that are known by their names, or one of dates.
pub fn looks_like_plan(sheet: &Sheet) -> bool {
    let mapping = propose(sheet);
    let dated = mapping.columns.contains(&Some(Post::date));
    width(sheet) > 1 && sheet.rows.len() > 1 && (mapping.head > 0 || dated)
}

/// A table without names: dates, times and links are known by their looks, the longest texts are the post.
fn guessed(sheet: &Sheet, width: usize) -> Vec<Option<&'static str>> {
    let mut out: Vec<Option<&'static str>> = vec![None; width];
    let near = chrono::NaiveDate::from_ymd_opt(2000, 1, 1);
    let mut texts: Vec<(usize, usize)> = Vec::new();
    for (at, place) in out.iter_mut().enumerate() {
        let cells: Vec<String> = sheet
            .rows
            .iter()
            .take(50)
            .filter_map(|(_, r)| r.get(at))
            .map(|c| bare(c))
            .filter(|c| !c.is_empty())
            .collect();
        if cells.is_empty() {
            continue;
        }
        let most = |is: &dyn Fn(&str) -> bool| {
            cells.iter().filter(|c| is(c)).count() * 10 >= cells.len() * 8
        };
        *place = if most(&|c| dates::read(c, None, near).is_some()) {
            Some(Post::date)
        } else if most(&|c| c.contains(':') && dates::time(c).is_some()) {
            Some(Post::time)
        } else if most(&|c| c.starts_with("http://") || c.starts_with("https://")) {
            Some(Post::link)
        } else {
            let letters: usize = cells.iter().map(|c| c.chars().count()).sum();
            texts.push((letters / cells.len(), at));
            None
        };
    }
    // Of several that look alike the first is taken.
    let mut seen = Vec::new();
    for place in &mut out {
        if place.is_some() && seen.contains(place) {
            *place = None;
        }
        seen.push(*place);
    }
    if let Some((_, at)) = texts
        .iter()
        .max_by_key(|(long, at)| (*long, usize::MAX - at))
    {
        out[*at] = Some(Post::body);
        if let Some((_, first)) = texts.iter().find(|(_, a)| a != at) {
            out[*first] = Some(Post::title);
        }
    }
    out
}
