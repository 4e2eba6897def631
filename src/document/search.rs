//! Search over everything the user typed.

use crate::kernel::text::{excerpt, fold};
use crate::kernel::{CellRef, Path};
use crate::modules::Workbook;

/// A place whose text holds the words sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub path: Path,
    /// The text around the first word.
    pub excerpt: String,
}

/// Longest query that is looked for, characters: each of its words is sought in every text.
const LONGEST: usize = 200;

/// Places that hold every word of the query, in course order, at most `limit`.
pub fn search(workbook: &Workbook, query: &str, limit: usize) -> Vec<Hit> {
    let query = fold(&query.chars().take(LONGEST).collect::<String>());
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut hits = Vec::new();
    if words.is_empty() {
        return hits;
    }
    let mut look = |path: Path, cell: CellRef<'_>| {
        let text = match cell {
            CellRef::Text(text) => text.to_owned(),
            CellRef::Lines(lines) => lines.join(" · "),
            _ => return,
        };
        let folded = fold(&text);
        if words.iter().all(|w| folded.contains(w)) {
            hits.push(Hit {
                path,
                excerpt: around(&text, &folded, words[0]),
            });
        }
    };
    for slug in Workbook::PAGES.iter().map(|p| p.slug) {
        let Some(module) = workbook.module(slug) else {
            continue;
        };
        for (i, field) in module.fields().iter().enumerate() {
            if let Some(cell) = module.cell(i) {
                look(Path::field(slug, field.id), cell);
            }
        }
        for (t, def) in module.table_defs().iter().enumerate() {
            let Some(rows) = module.table(t) else {
                continue;
            };
            for at in 0..rows.count() {
                let (Some(row), Some(id)) = (rows.row_at(at), rows.id_at(at)) else {
                    continue;
                };
                for (i, column) in def.columns.iter().enumerate() {
                    if let Some(cell) = row.cell(i) {
                        look(def.path.cell(id, column.id), cell);
                    }
                }
            }
        }
    }
    hits.truncate(limit);
    hits
}

/// The text from a little before the word; lengths in characters agree because folding keeps them.
fn around(text: &str, folded: &str, word: &str) -> String {
    let at = folded
        .find(word)
        .map_or(0, |byte| folded[..byte].chars().count());
    let from = at.saturating_sub(24);
    let tail: String = text.chars().skip(from).collect();
    let cut = excerpt(&tail.replace('\n', " "), 90);
    if from > 0 { format!("…{cut}") } else { cut }
}
