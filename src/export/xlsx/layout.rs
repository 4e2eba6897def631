//! Where everything stands: which sheets there are, what they are called, and the address of every row and field. Known
//! before a cell is written, so that formulas of one sheet can speak of another.

use super::model::{cell, range};
use crate::document::table_rows;
use crate::i18n::{Locale, k};
use crate::kernel::{CellRef, FastMap, Field, Kind, Row, RowId, TableDef, TablePath};
use crate::modules::Workbook;
use crate::modules::channels::Channel;
use crate::modules::content::{Post, calendar};
use crate::modules::goals::Kpi;

/// Tables about the work on the workbook, not about the strategy.
const INTERNAL: &[&str] = &[
    "brief.sources",
    "channels.proofs",
    "review.mutes",
    "review.limits",
];

/// A table on its sheet.
pub struct Placed {
    /// The table.
    pub def: &'static TableDef,
    /// Name of the sheet.
    pub sheet: String,
    /// Rows in order; the first stands in row 1, below the header.
    pub rows: Vec<RowId>,
    /// Begins with a column for the name of the row, which no field holds.
    pub named: bool,
    /// What each row is called on its sheet, cleaned; the same text stands wherever the row is referred to.
    pub names: FastMap<RowId, String>,
}

impl Placed {
    /// Is every name there, and different from the others, whatever the case: then formulas may look for it.
    pub fn distinct(&self) -> bool {
        let lower = |id| self.names.get(id).map(|n: &String| n.to_lowercase());
        let mut seen: Vec<String> = self.rows.iter().filter_map(lower).collect();
        seen.sort_unstable();
        seen.len() == self.rows.len()
            && seen.iter().all(|n| !n.is_empty())
            && seen.windows(2).all(|p| p[0] != p[1])
    }
    /// Position of a field's column.
    pub fn column(&self, field: &str) -> Option<usize> {
        let at = self.def.columns.iter().position(|c| c.id == field)?;
        Some(at + usize::from(self.named))
    }
    /// Position of the column with the names of the rows.
    pub fn name_column(&self) -> usize {
        let text = |f: &Field| matches!(f.kind, Kind::Line | Kind::Prose);
        if self.named {
            0
        } else {
            self.def.columns.iter().position(text).unwrap_or(0)
        }
    }
    /// Position of a computed column, after those of the fields.
    pub fn computed(&self, at: usize) -> usize {
        self.def.columns.len() + usize::from(self.named) + at
    }
    /// All cells of a column; nothing while the table has no rows.
    pub fn range(&self, column: usize) -> Option<String> {
        let last = self.rows.len();
        (last > 0).then(|| range(&self.sheet, column, 1, last))
    }
    /// All cells of a field.
    pub fn field(&self, field: &str) -> Option<String> {
        self.range(self.column(field)?)
    }
}

/// A module's own fields on their sheet.
pub struct Fields {
    /// Slug of the module.
    pub slug: &'static str,
    /// Name of the sheet.
    pub sheet: String,
    /// The fields, the first in row 1.
    pub fields: &'static [Field],
}

impl Fields {
    /// Address of a field's value.
    pub fn cell(&self, field: &str) -> Option<String> {
        let at = self.fields.iter().position(|f| f.id == field)?;
        Some(cell(&self.sheet, 1, at + 1))
    }
}

/// A sheet to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Fields of a module.
    Fields(&'static str),
    /// A table.
    Table(TablePath),
    /// The KPI tree.
    Tree,
}

/// Everything in its place.
pub struct Layout {
    /// Sheets in order, the contents and the lists apart.
    pub parts: Vec<(Part, String)>,
    /// Fields of modules.
    pub fields: Vec<Fields>,
    /// Tables.
    pub tables: Vec<Placed>,
    /// Name of the first sheet.
    pub contents: String,
    /// Name of the hidden sheet.
    pub lists: String,
}

impl Layout {
    /// A table; nothing when it has no sheet.
    pub fn table(&self, path: TablePath) -> Option<&Placed> {
        self.tables.iter().find(|t| t.def.path == path)
    }
    /// Address of a module's field; nothing when it has no sheet.
    pub fn value(&self, module: &str, field: &str) -> Option<String> {
        let fields = self.fields.iter().find(|f| f.slug == module)?;
        fields.cell(field)
    }
}

/// Places the workbook. Fields of a module have a sheet when one of them is filled in, tables when they have rows or belong
/// to what makes their module complete.
pub fn layout(w: &Workbook, l: Locale) -> Layout {
    let mut taken = Taken::default();
    let contents = taken.name(l.t(k::export::sheet::contents), "");
    let mut out = Layout {
        parts: Vec::new(),
        fields: Vec::new(),
        tables: Vec::new(),
        contents,
        lists: String::new(),
    };
    for page in Workbook::PAGES {
        let Some(module) = w.module(page.slug) else {
            continue;
        };
        let title = l.label(page.title);
        let record = module.as_record();
        let fields = record.fields();
        let filled = |at| record.cell(at).is_some_and(|c: CellRef<'_>| !c.is_empty());
        if (0..fields.len()).any(filled) {
            let sheet = taken.name(title, "");
            out.parts.push((Part::Fields(page.slug), sheet.clone()));
            out.fields.push(Fields {
                slug: page.slug,
                sheet,
                fields,
            });
        }
        for (at, def) in module.table_defs().iter().enumerate() {
            let count = module.table(at).map_or(0, crate::kernel::Rows::count);
            let path = def.path.to_string();
            if count == 0 && def.min == 0 || INTERNAL.contains(&path.as_str()) {
                continue;
            }
            if def.path == Kpi::TABLE && count > 0 {
                let sheet = taken.name(l.t(k::export::sheet::tree), title);
                out.parts.push((Part::Tree, sheet));
            }
            let sheet = taken.name(l.label(def.label), title);
            out.parts.push((Part::Table(def.path), sheet.clone()));
            out.tables.push(placed(w, l, def, sheet));
        }
    }
    out.lists = taken.name(l.t(k::export::sheet::lists), "");
    out
}

fn placed(w: &Workbook, l: Locale, def: &'static TableDef, sheet: String) -> Placed {
    let rows = if def.path == Post::TABLE {
        let posts = calendar::order(&w.content.posts).into_iter();
        posts.map(|p| p.id).collect()
    } else {
        w.rows(def.path).map(|t| t.ids()).unwrap_or_default()
    };
    let named = [Channel::TABLE, Kpi::TABLE].contains(&def.path);
    let text = |f: &Field| matches!(f.kind, Kind::Line | Kind::Prose);
    let at = def.columns.iter().position(text);
    let names: FastMap<RowId, String> = if named {
        let all = table_rows(w, def.path, l).into_iter();
        all.map(|(id, name)| (id, super::fill::clean(&name, l).into_owned()))
            .collect()
    } else {
        let table = w.rows(def.path);
        let all = table.into_iter().flat_map(|t| {
            (0..t.count()).filter_map(move |n| {
                let cell = t.row_at(n)?.cell(at?)?;
                match cell {
                    CellRef::Text(text) => {
                        Some((t.id_at(n)?, super::fill::clean(text.trim(), l).into_owned()))
                    }
                    _ => None,
                }
            })
        });
        all.collect()
    };
    Placed {
        def,
        sheet,
        rows,
        named,
        names,
    }
}

/// Names of sheets that are given away.
#[derive(Default)]
struct Taken(Vec<String>);

impl Taken {
    /// A legal name that is not taken: at most 31 characters, none of `[]:*?/\`. `of` tells two of one name apart.
    fn name(&mut self, wanted: &str, of: &str) -> String {
        let legal = |text: &str| -> String {
            let plain = |c: char| if "[]:*?/\\".contains(c) { ' ' } else { c };
            let text: String = text.chars().map(plain).collect();
            let text = text.trim().trim_matches('\'').to_owned();
            if text.is_empty() { "1".into() } else { text }
        };
        let cut = |text: &str, most: usize| -> String {
            let mut units = 0;
            let keep = |c: &char| {
                units += c.len_utf16();
                units <= most
            };
            text.chars()
                .take_while(keep)
                .collect::<String>()
                .trim()
                .to_owned()
        };
        let first = cut(&legal(wanted), 31);
        let second = cut(&legal(&format!("{wanted} · {of}")), 31);
        let numbered = (2..).map(|n| format!("{} {n}", cut(&first, 26)));
        let free = |name: &String| {
            let lower = name.to_lowercase();
            lower != "history" && !self.0.contains(&lower)
        };
        let mut all = [first.clone(), second].into_iter().chain(numbered);
        let name = all.find(free).unwrap_or(first);
        self.0.push(name.to_lowercase());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_legal_and_differ() {
        let mut taken = Taken::default();
        let long = "Очень длинное название таблицы, которое не помещается";
        let names = [
            taken.name("Каналы", "Каналы"),
            taken.name("каналы", "Бриф"),
            taken.name("Каналы", "Бриф"),
            taken.name("A/B: [test]?*", ""),
            taken.name("History", ""),
            taken.name("'quoted'", ""),
            taken.name(long, ""),
            taken.name(long, ""),
            taken.name("", ""),
        ];
        assert_eq!(names[0], "Каналы");
        assert_eq!(names[1], "каналы · Бриф");
        assert_eq!(names[2], "Каналы 2");
        for name in &names {
            assert!(
                name.encode_utf16().count() <= 31 && !name.is_empty(),
                "{name}"
            );
            assert!(
                !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{name}"
            );
            assert!(!name.starts_with('\'') && name.to_lowercase() != "history");
        }
        let mut lower: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), names.len());
    }
}
