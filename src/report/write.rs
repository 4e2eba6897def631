//! Writing a module's section of the document: turns fields into blocks in the document's language,
//! with the address each block comes from, and a mark where a core question has no answer.

use crate::document::{answered, row_name, shown};
use crate::i18n::Locale;
use crate::kernel::block::Fact;
use crate::kernel::{
    Block, CellRef, Column, Field, Figure, Key, Kind, Path, Record, RowId, TablePath, text,
};
use crate::modules::Workbook;

/// Collects the blocks of one section.
pub struct Writer<'a> {
    /// The workbook.
    pub w: &'a Workbook,
    /// Language of the document.
    pub l: Locale,
    blocks: Vec<Block>,
}

impl<'a> Writer<'a> {
    /// An empty section.
    pub fn new(w: &'a Workbook, l: Locale) -> Self {
        Self {
            w,
            l,
            blocks: Vec::new(),
        }
    }
    /// The section.
    pub fn finish(self) -> Vec<Block> {
        self.blocks
    }
    /// Puts a block in as it is.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// The value at an address as the document shows it; nothing when it is blank. Text that cannot be
    /// parsed as what the field holds is shown as typed.
    pub fn value(&self, path: Path) -> Option<String> {
        let field = self.w.field(path)?;
        let cell = self.w.get(path).filter(|c| !c.is_empty())?;
        Some(self.show(field, cell))
    }

    /// A cell as the document shows it.
    pub fn show(&self, field: &Field, cell: CellRef<'_>) -> String {
        shown(self.w, field, cell, self.l)
    }

    /// The name of a row; "untitled" when it has none.
    pub fn name(&self, table: TablePath, row: RowId) -> String {
        row_name(self.w, table, row, self.l)
            .unwrap_or_else(|| self.l.t(crate::i18n::k::field::nameless).into())
    }

    fn record(&self, path: Path) -> Option<(&'a dyn Record, String)> {
        let module = self.w.module(path.module())?;
        match path {
            Path::Field { module: slug, .. } => Some((module.as_record(), slug.to_owned())),
            Path::Cell { table, row, .. } => {
                Some((module.rows(table.table)?.row(row)?, table.to_string()))
            }
        }
    }

    /// Marks a core question that has no answer; says nothing for any other.
    pub fn missing(&mut self, path: Path) {
        let Some(field) = self.w.field(path).filter(|f| f.core) else {
            return;
        };
        let silent = self
            .record(path)
            .is_none_or(|(record, place)| answered(record, &place, field));
        if !silent {
            self.push(Block::Missing {
                label: self.l.label(field.label).into(),
                source: path,
            });
        }
    }

    /// A heading inside the section; level 2 or 3.
    pub fn heading(&mut self, level: u8, key: Key) {
        self.push(Block::Heading {
            level,
            text: self.l.t(key).into(),
            source: None,
        });
    }
    /// A heading with the user's own words.
    pub fn title(&mut self, level: u8, text: impl Into<String>, source: Option<Path>) {
        self.push(Block::Heading {
            level,
            text: text.into(),
            source,
        });
    }
    /// A paragraph under its label as a level-3 heading, or a mark when it is missing.
    pub fn prose(&mut self, path: Path) {
        match (self.w.field(path), self.value(path)) {
            (Some(field), Some(text)) => {
                self.push(Block::Heading {
                    level: 3,
                    text: self.l.label(field.label).into(),
                    source: Some(path),
                });
                self.push(Block::Text {
                    text,
                    source: Some(path),
                });
            }
            _ => self.missing(path),
        }
    }
    /// A paragraph without a heading.
    pub fn text(&mut self, path: Path) {
        match self.value(path) {
            Some(text) => self.push(Block::Text {
                text,
                source: Some(path),
            }),
            None => self.missing(path),
        }
    }
    /// A sentence set to stand out.
    pub fn lead(&mut self, path: Path) {
        match self.value(path) {
            Some(text) => self.push(Block::Lead {
                text,
                source: Some(path),
            }),
            None => self.missing(path),
        }
    }
    /// A paragraph composed by us.
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(Block::Text {
            text: text.into(),
            source: None,
        });
    }
    /// Small print.
    pub fn note(&mut self, text: impl Into<String>) {
        self.push(Block::Note(text.into()));
    }
    /// A list under its label, or a mark when it is missing.
    pub fn list(&mut self, path: Path) {
        let Some(field) = self.w.field(path) else {
            return;
        };
        let items: Vec<String> = match self.w.get(path) {
            Some(CellRef::Lines(lines)) => lines
                .iter()
                .map(|s| s.trim().to_owned())
                .filter(|s| !s.is_empty())
                .collect(),
            _ => Vec::new(),
        };
        if items.is_empty() {
            self.missing(path);
        } else {
            self.push(Block::List {
                title: self.l.label(field.label).into(),
                items,
                source: Some(path),
            });
        }
    }
    /// Labels and values of the fields that are filled in; core ones that are not are marked after.
    pub fn facts(&mut self, paths: &[Path]) {
        let facts: Vec<Fact> = paths.iter().filter_map(|p| self.fact(*p)).collect();
        if !facts.is_empty() {
            self.push(Block::Facts(facts));
        }
        for path in paths {
            self.missing(*path);
        }
    }
    /// One label and value.
    pub fn fact(&self, path: Path) -> Option<Fact> {
        let field = self.w.field(path)?;
        let value = self.value(path)?;
        let link = matches!(field.kind, Kind::Url) && text::safe_link(&value);
        Some(Fact {
            label: self.l.label(field.label).into(),
            value,
            link,
            source: Some(path),
        })
    }
    /// A table of all rows of a table, with the columns named (weights share the width). Columns that
    /// are empty in every row are left out; with no rows the table itself is marked as missing when
    /// the module asks for rows.
    pub fn rows(&mut self, table: TablePath, columns: &[(&'static str, u8)], caption: Key) {
        let ids = self.w.rows(table).map(|t| t.ids()).unwrap_or_default();
        self.some_rows(table, &ids, columns, self.l.t(caption).to_owned());
        if ids.is_empty() {
            self.missing_rows(table);
        }
    }
    /// The same for some of the rows; nothing when there are none.
    pub fn some_rows(
        &mut self,
        table: TablePath,
        ids: &[RowId],
        columns: &[(&'static str, u8)],
        caption: String,
    ) {
        let Some(def) = self.w.table_def(table).filter(|_| !ids.is_empty()) else {
            return;
        };
        let filled: Vec<(&Field, u8)> = columns
            .iter()
            .filter_map(|(id, weight)| Some((def.column(id)?, *weight)))
            .filter(|(c, _)| {
                ids.iter().any(|row| {
                    self.w
                        .get(table.cell(*row, c.id))
                        .is_some_and(|v| !v.is_empty())
                })
            })
            .collect();
        if filled.is_empty() {
            return;
        }
        let head = filled
            .iter()
            .map(|(c, weight)| Column {
                title: self.l.label(c.label).into(),
                numeric: matches!(c.kind, Kind::Number | Kind::Money | Kind::Percent),
                weight: *weight,
            })
            .collect();
        let rows = ids
            .iter()
            .map(|row| {
                filled
                    .iter()
                    .map(|(c, _)| {
                        self.value(table.cell(*row, c.id))
                            .unwrap_or_else(|| "—".into())
                    })
                    .collect()
            })
            .collect();
        let source = ids.first().map(|row| table.cell(*row, filled[0].0.id));
        self.push(Block::Table {
            caption,
            columns: head,
            rows,
            source,
        });
    }
    /// Marks a table the module asks rows of.
    pub fn missing_rows(&mut self, table: TablePath) {
        if let Some(def) = self.w.table_def(table).filter(|d| d.min > 0) {
            let source = table.cell(RowId(0), def.columns.first().map_or("", |c| c.id));
            self.push(Block::Missing {
                label: self.l.label(def.label).into(),
                source,
            });
        }
    }
    /// A drawing.
    pub fn figure(&mut self, figure: Figure) {
        self.push(Block::Figure(Box::new(figure)));
    }
}
