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
            // Date - Intl. format or prompt; Link(s) - Separated by comma
            let head = header.split([':', '(', '\n']).next().unwrap_or("");
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
    let width = sheet.rows.iter().map(|(_, r)| r.len()).max().unwrap_or(0);
    let named = sheet
        .rows
        .iter()
        .take(10)
        .enumerate()
        .map(|(at, (_, row))| (at, known.columns(row)))
        .map(|(at, columns)| (columns.iter().flatten().count(), at, columns))
        // The first row that knows the most names; a post rarely looks like two of them.
        .max_by_key(|(hits, at, _)| (*hits, usize::MAX - at));
    let mut mapping = match named {
        Some((hits, at, columns)) if hits >= 2 || hits == 1 && width == 1 => Mapping {
            head: at + 1,
            columns,
            order: None,
        },
        _ => Mapping {
            head: 0,
            columns: guessed(sheet, width),
            order: None,
        },
    };
    mapping.columns.resize(width, None);
    let days: Vec<usize> = (0..width)
        .filter(|at| {
            let id = mapping.columns.get(*at).copied().flatten();
            Post::COLUMNS
                .iter()
                .any(|f| Some(f.id) == id && matches!(f.kind, Kind::Date))
        })
        .collect();
    let cells = sheet.rows.iter().skip(mapping.head);
    mapping.order = dates::order(
        cells.flat_map(|(_, r)| days.iter().filter_map(|at| r.get(*at)).map(String::as_str)),
    );
    mapping
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
