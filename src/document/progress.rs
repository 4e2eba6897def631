//! How far a module is. Counts answers to core questions and complete rows; says nothing about
//! quality, which is the reviewer's business.

use crate::kernel::{Field, Module, Record};
use crate::modules::Workbook;

/// Core questions and rows: answered and wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Answered core fields and complete rows, not more than wanted.
    pub answered: usize,
    /// Core fields and the number of rows wanted.
    pub total: usize,
}

/// What the list of modules says about one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing entered.
    Empty,
    /// Something entered.
    Started,
    /// The user calls it done.
    Done,
}

/// A core field that another field can answer: place, field, the other field, its value.
const ANSWERED_BY: &[(&str, &str, &str, &str)] = &[
    ("brief", "taboo_words", "no_taboos", ""),
    ("goals.kpis", "baseline", "no_baseline", ""),
    ("goals.kpis", "metric", "name", ""),
    ("audience.personas", "gains", "anti", ""),
    ("audience.personas", "objections", "anti", ""),
    ("audience.personas", "triggers", "anti", ""),
    ("audience.personas", "awareness", "anti", ""),
    ("audience.personas", "job_when", "anti", ""),
    ("audience.personas", "job_want", "anti", ""),
    ("audience.personas", "job_so", "anti", ""),
    ("audience.personas", "segment", "anti", ""),
    ("competitors.competitors", "strengths", "kind", "own"),
    ("competitors.competitors", "weaknesses", "kind", "own"),
];

/// In a channel that is not used, only these count.
const UNUSED_CHANNEL: &[&str] = &["platform", "usage", "why_not"];

/// Is the question answered, directly or by the field that stands in for it. `place` is the module
/// slug or `module.table`.
pub fn answered(record: &dyn Record, place: &str, field: &Field) -> bool {
    if record.get(field.id).is_some_and(|c| !c.is_empty()) {
        return true;
    }
    ANSWERED_BY.iter().any(|(p, f, by, value)| {
        *p == place
            && *f == field.id
            && record.get(by).is_some_and(|c| match c {
                crate::kernel::CellRef::Text(t) if !value.is_empty() => t == *value,
                c => !c.is_empty(),
            })
    })
}

/// Are all core cells of a row answered.
pub fn row_complete(record: &dyn Record, place: &str) -> bool {
    let unused = place == "channels.channels"
        && record
            .get("usage")
            .is_some_and(|c| matches!(c, crate::kernel::CellRef::Text("no" | "later")));
    if unused {
        return UNUSED_CHANNEL
            .iter()
            .all(|id| record.get(id).is_some_and(|c| !c.is_empty()));
    }
    record
        .fields()
        .iter()
        .filter(|f| f.core)
        .all(|f| answered(record, place, f))
}

/// Progress of a module.
pub fn progress(workbook: &Workbook, slug: &str) -> Progress {
    let Some(module) = workbook.module(slug) else {
        return Progress::default();
    };
    let record = module.as_record();
    let mut p = Progress::default();
    for field in record.fields().iter().filter(|f| f.core) {
        p.total += 1;
        p.answered += usize::from(answered(record, slug, field));
    }
    for (i, def) in module
        .table_defs()
        .iter()
        .enumerate()
        .filter(|(_, d)| d.min > 0)
    {
        let place = def.path.to_string();
        let complete = module.table(i).map_or(0, |rows| {
            (0..rows.count())
                .filter(|at| rows.row_at(*at).is_some_and(|r| row_complete(r, &place)))
                // More are not wanted: of thousands of posts the first few tell.
                .take(def.min)
                .count()
        });
        p.total += def.min;
        p.answered += complete;
    }
    p
}

/// What the list of modules says.
pub fn status(workbook: &Workbook, slug: &str) -> Status {
    if workbook.desk.done.iter().any(|d| d == slug) {
        return Status::Done;
    }
    match workbook.module(slug) {
        Some(module) if has_content(module) => Status::Started,
        _ => Status::Empty,
    }
}

fn has_content(module: &dyn Module) -> bool {
    (0..module.fields().len()).any(|i| module.cell(i).is_some_and(|c| !c.is_empty()))
        || (0..module.table_defs().len()).any(|i| module.table(i).is_some_and(|t| t.count() > 0))
}
