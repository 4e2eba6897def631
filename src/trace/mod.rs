//! Why something is in the strategy and what hangs on it: from a post up to the sentence of the brief and back. Works on the
//! links that rows hold; invents none. Invariant: no clock, no randomness, and time in proportion to the workbook.

mod breaks;
mod chain;
mod graph;
mod holes;
mod web;

pub use breaks::{Breaks, MANY_POSTS, breaks};
pub use chain::{SHOWN, Step, Trace, trace};
pub use graph::{Graph, Line};
pub use holes::{Hole, holes};

use crate::document::changes::noun;
use crate::document::row_name;
use crate::i18n::{Locale, k};
use crate::kernel::text::{excerpt, fold};
use crate::kernel::{CellRef, Key, Kind, Path, RowId, TablePath};
use crate::modules::Workbook;
use web::{FIELDS, KINDS};

/// What the lower end of a link does for the upper one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Stands in a rubric.
    Rubric,
    /// Answers what a persona said it suffers from.
    Pain,
    /// Is for a persona.
    Persona,
    /// Works for a goal.
    Goal,
    /// A goal is measured by a KPI: the one link that is told from above.
    MeasuredBy,
    /// Is published in a channel.
    Channel,
    /// Was made from a topic.
    Topic,
    /// Was seen at a competitor.
    Competitor,
    /// A KPI measures a goal.
    Measures,
    /// A KPI is a part of another.
    Part,
    /// Serves a business goal.
    Business,
    /// A persona belongs to a segment.
    Segment,
    /// Carries the decision of a takeaway.
    Decided,
    /// Takes a topic that competitors leave.
    Gap,
    /// Answers to a field of the brief.
    Brief,
}

impl Link {
    /// What stands between the names of both ends.
    pub const fn key(self) -> Key {
        match self {
            Self::Rubric => k::trace_link::rubric,
            Self::Pain => k::trace_link::pain,
            Self::Persona => k::trace_link::persona,
            Self::Goal => k::trace_link::goal,
            Self::MeasuredBy => k::trace_link::measured,
            Self::Channel => k::trace_link::channel,
            Self::Topic => k::trace_link::topic,
            Self::Competitor => k::trace_link::competitor,
            Self::Measures => k::trace_link::measures,
            Self::Part => k::trace_link::part,
            Self::Business => k::trace_link::business,
            Self::Segment => k::trace_link::segment,
            Self::Decided => k::trace_link::decided,
            Self::Gap => k::trace_link::gap,
            Self::Brief => k::trace_link::brief,
        }
    }
}

/// The address that stands for a row in chains; nothing when rows of its table are not traced.
pub fn home(table: TablePath, row: RowId) -> Option<Path> {
    let kind = KINDS.iter().find(|k| k.table == table)?;
    Some(table.cell(row, kind.home))
}

/// Reads the address of a subject: a row (`content.posts.17`), any cell of it, or a field of the brief.
pub fn subject(w: &Workbook, address: &str) -> Option<Path> {
    let path = w.parse_path(address).or_else(|| {
        let (table, row) = address.rsplit_once('.')?;
        let row = RowId(row.parse().ok()?);
        let kind = KINDS.iter().find(|k| k.table.to_string() == table)?;
        Some(kind.table.cell(row, kind.home))
    })?;
    match path {
        Path::Field { .. } => FIELDS.contains(&path).then_some(path),
        Path::Cell { table, row, .. } => {
            w.rows(table)?.position(row)?;
            home(table, row)
        }
    }
}

/// The address of a subject for links.
pub fn address(path: Path) -> String {
    match path {
        Path::Cell { table, row, .. } => format!("{table}.{row}"),
        Path::Field { .. } => path.to_string(),
    }
}

/// The name of a subject.
pub fn title(w: &Workbook, path: Path, l: Locale) -> String {
    let name = match path {
        Path::Cell { table, row, .. } => row_name(w, table, row, l),
        Path::Field { .. } => w.field(path).map(|f| l.label(f.label).to_owned()),
    };
    // Within a sentence a name has no full stop of its own.
    name.map(|n| n.trim_end_matches('.').to_owned())
        .unwrap_or_else(|| l.t(k::field::nameless).into())
}

/// The word for what it is.
pub fn what(w: &Workbook, path: Path, l: Locale) -> &'static str {
    match path {
        Path::Cell { table, .. } => w.table_def(table).map_or("", |d| noun(d, l)),
        Path::Field { .. } => l.t(k::trace::brief),
    }
}

fn quoted(l: Locale, text: &str) -> String {
    // Quotes within quotes are of the other kind.
    let inner = match l {
        Locale::Ru => text.replace('«', "„").replace('»', "“"),
        Locale::En => text.replace('“', "‘").replace('”', "’"),
    };
    l.fill(k::review::quoted, &[("text", &inner)])
}

/// What it is and its name, as a sentence begins.
fn opening(w: &Workbook, path: Path, l: Locale) -> String {
    let what = what(w, path, l);
    let mut letters = what.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let name = quoted(l, &title(w, path, l));
    format!("{first}{} {name}", letters.as_str())
}

/// Subjects of one kind that a query names.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Their table; nothing for fields of the brief.
    pub table: Option<TablePath>,
    /// The first of them with their names.
    pub first: Vec<(Path, String)>,
    /// How many more there are.
    pub more: usize,
}

/// Subjects whose name has every word of a query, by kind, at most so many of each. Kinds without any are left out.
pub fn find(w: &Workbook, query: &str, most: usize, l: Locale) -> Vec<Found> {
    let wanted = fold(query);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let hit = |name: &str| {
        wanted.is_empty() || {
            let name = fold(name);
            wanted.iter().all(|word| name.contains(word))
        }
    };
    let mut out = Vec::new();
    let mut add = |table, path: Path, name: String| {
        if !hit(&name) {
            return;
        }
        let new = out.last().is_none_or(|f: &Found| f.table != table);
        if new {
            out.push(Found {
                table,
                first: Vec::new(),
                more: 0,
            });
        }
        if let Some(last) = out.last_mut() {
            if last.first.len() < most {
                last.first.push((path, name));
            } else {
                last.more += 1;
            }
        }
    };
    for field in FIELDS {
        add(None, field, title(w, field, l));
    }
    for kind in KINDS {
        let (Some(rows), Some(def)) = (w.rows(kind.table), w.table_def(kind.table)) else {
            continue;
        };
        // Names of channels and KPIs are put together; those tables are small.
        let text = |f: &&crate::kernel::Field| matches!(f.kind, Kind::Line | Kind::Prose);
        let home = def.column(kind.home).filter(text);
        let column = home.and_then(|h| def.columns.iter().position(|c| c.id == h.id));
        for at in 0..rows.count() {
            let (Some(record), Some(id)) = (rows.row_at(at), rows.id_at(at)) else {
                continue;
            };
            let path = kind.table.cell(id, kind.home);
            let name = match column.and_then(|c| record.cell(c)) {
                Some(CellRef::Text(text)) if !text.trim().is_empty() => excerpt(text, 80),
                Some(_) => l.t(k::field::nameless).to_owned(),
                None => title(w, path, l),
            };
            add(Some(kind.table), path, name);
        }
    }
    out
}
