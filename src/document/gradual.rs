//! Reading a large file a few rows at a time, as this program writes it: one row on one line. Whatever else a file may be is
//! read whole (`file.rs`), so that both ways give the same.

use super::file::{Loaded, MAX_BYTES, Note, assemble, from_json, object, read_row};
use crate::kernel::{FastSet, RowId};
use crate::modules::Workbook;
use serde_json::Value as Json;

/// What a row on a line of its own begins with.
const ROW: &str = "{\"id\":";

/// Rows that were read already, each with a number in its place in the rest of the text.
#[derive(Debug, Default)]
pub(super) struct Ready {
    /// They stand in here.
    pub workbook: Workbook,
    /// Module and table of each, in the order of their numbers.
    pub places: Vec<(&'static str, usize)>,
    /// How many of them were met in the rest.
    pub met: usize,
}

impl Ready {
    /// Are these numbers all rows of a table: then they are in it already.
    pub fn has(&mut self, place: (&'static str, usize), count: usize, list: &[Json]) -> bool {
        let mut at = self.met;
        let all = !list.is_empty()
            && count == list.len()
            && list.iter().all(|n| {
                at += 1;
                n.as_u64() == Some(at as u64 - 1) && self.places.get(at - 1) == Some(&place)
            });
        if all {
            self.met = at;
        }
        all
    }
}

/// A file on its way to a workbook.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t str,
    /// What is not yet read; nothing when it has to be read whole.
    left: Option<&'t str>,
    /// The text without its rows.
    rest: String,
    ready: Ready,
    /// Module and table that the next row belongs to.
    module: &'static str,
    table: Option<usize>,
    /// Ids of the rows of this table.
    ids: FastSet<RowId>,
    notes: Vec<Note>,
}

impl<'t> Reader<'t> {
    /// Of a text.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            left: (text.len() <= MAX_BYTES).then_some(text),
            rest: String::new(),
            ready: Ready::default(),
            module: "",
            table: None,
            ids: FastSet::default(),
            notes: Vec::new(),
        }
    }

    /// Reads on until `go_on` says that it is time for a pause. When all is read: what [`from_json`] gives, or nothing where
    /// that is an error. Not to be asked again then.
    pub fn step(&mut self, go_on: &mut dyn FnMut() -> bool) -> Option<Option<Loaded>> {
        while let Some(left) = self.left.filter(|left| !left.is_empty()) {
            let (line, after) = left.split_at(left.find('\n').map_or(left.len(), |at| at + 1));
            self.left = self.line(line).map(|()| after);
            if line.starts_with(ROW) && !go_on() {
                return None;
            }
        }
        let read = self.left.and_then(|_| self.end());
        Some(read.or_else(|| from_json(self.text.as_bytes()).ok()))
    }

    /// Takes a line; nothing when it is none of ours.
    fn line(&mut self, line: &'t str) -> Option<()> {
        let Some(at) = self.table.filter(|_| line.starts_with(ROW)) else {
            // Numbers stand for rows.
            if line.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                return None;
            }
            self.enter(line);
            self.rest.push_str(line);
            return Some(());
        };
        // Behind a row there is a comma, behind the last one what ends the table, and perhaps the module.
        let comma = line.strip_suffix(",\n").map_or(line.len(), str::len);
        let table = line.rfind("}]").map_or(0, |at| at + 1);
        let mut ends = [comma, table].into_iter();
        let (row, behind) = ends.find_map(|end| {
            let (row, behind) = line.split_at(end);
            match serde_json::from_str(row) {
                Ok(Json::Object(row)) => Some((row, behind)),
                _ => None,
            }
        })?;
        let id = row.get("id")?.as_u64();
        let id = RowId(id.filter(|id| (1..=RowId::MAX).contains(id))?);
        if !self.ids.insert(id) {
            return None;
        }
        let rows = self.ready.workbook.module_mut(self.module)?.table_mut(at)?;
        let record = rows.insert_blank(rows.count(), id);
        let record = rows.row_at_mut(record)?;
        read_row(record, row, "", &mut self.notes).ok()?;
        self.rest.push_str(&self.ready.places.len().to_string());
        self.rest.push_str(behind);
        self.ready.places.push((self.module, at));
        // What is mended is told in the order of the file.
        self.notes.is_empty().then_some(())
    }

    /// Takes note of the module or the table that begins on a line.
    fn enter(&mut self, line: &str) {
        let Some(line) = line.trim_end().strip_prefix('"') else {
            return;
        };
        let module = |slug: &str| Workbook::SLUGS.iter().find(|s| **s == slug);
        if let Some(slug) = line.split_once("\":{").and_then(|(slug, _)| module(slug)) {
            self.module = slug;
        }
        let key = line.strip_suffix("\":[");
        let known = self.ready.workbook.module(self.module);
        self.table = key.zip(known).and_then(|(key, m)| m.table_position(key));
        self.ids.clear();
    }

    fn end(&mut self) -> Option<Loaded> {
        let mut notes = Vec::new();
        let top = object(self.rest.as_bytes(), usize::MAX, &mut notes).ok()?;
        let all = self.ready.places.len();
        let mut ready = std::mem::take(&mut self.ready);
        // A text of another version goes through steps that have to see its rows.
        let ours = |loaded: &Loaded| loaded.schema == super::SCHEMA && !loaded.newer;
        let loaded = assemble(super::migrate::STEPS, top, notes, &mut ready).ok();
        loaded.filter(ours).filter(|_| ready.met == all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::to_json;
    use std::fmt::Write as _;

    fn read(text: &str) -> (Option<Loaded>, usize) {
        let mut reader = Reader::new(text);
        let mut steps = 1;
        loop {
            if let Some(read) = reader.step(&mut || false) {
                return (read, steps);
            }
            steps += 1;
        }
    }

    fn example() -> Workbook {
        let file = std::fs::read("public/examples/coffee.ru.json").unwrap();
        from_json(&file).unwrap().workbook
    }

    #[test]
    fn rows_one_by_one_are_the_rows_at_once() {
        for name in ["coffee.ru", "school.en"] {
            let file = std::fs::read(format!("public/examples/{name}.json")).unwrap();
            let mut w = from_json(&file).unwrap().workbook;
            w.content.posts[0]
                .extra
                .insert("later".into(), Json::from(7));
            let text = to_json(&w);
            let (found, steps) = read(&text);
            assert_eq!(found, from_json(text.as_bytes()).ok());
            let rows = |t: &crate::kernel::TableDef| w.rows(t.path).map_or(0, |r| r.count());
            let rows: usize = w.tables().map(rows).sum();
            assert_eq!(steps, rows + 1, "{name}");
        }
    }

    #[test]
    fn what_is_odd_is_read_whole() {
        let text = to_json(&example());
        let row = "\n{\"id\":1,";
        assert!(text.contains(row));
        let mut odd = vec![
            text.replacen(row, "\n{\"id\":0,", 1),
            text.replacen(row, "\n{\"id\":2,", 1),
            text.replacen(row, "\n{\"id\":1,\"later\":[1,{}],\"name\":[],", 1),
            text.replacen(row, "\n17,\n{\"id\":1,", 1),
            text.replacen(row, "\n{\"id\":1},\n{\"id\":1,", 1),
            text.replacen(row, "\n{\"id\":1,,", 1),
            text.replacen("\"content\":{", "\"content\":{\"posts\":[0,1],", 1),
            text.replacen(
                "\"content\":{",
                "\"later\":{\"rows\":[\n{\"id\":1},\n{\"id\":2}]},\n\"content\":{",
                1,
            ),
            text.replacen("\"posts\":[", "\"posts\":[\n{\"id\":77}],\n\"posts\":[", 1),
            text.replacen("\"posts\":[", "\"later\":[", 1),
            text.replacen("\"schema\":", "\"schema\":9", 1),
            text.replacen("\"format\":\"planerka\"", "\"format\":\"other\"", 1),
            text.replace("\n{\"id\":", "\n  {\"id\":"),
            text.replace("\",\"", "\",\n\""),
            text[..text.len() / 2].to_owned(),
            String::new(),
        ];
        let mut long =
            String::from("{\"format\":\"planerka\",\"modules\":{\n\"content\":{\n\"posts\":[");
        for n in 1..50 {
            let _ = write!(
                long,
                "\n{{\"id\":{n},\"title\":\"\\ud83d\",\"rubric\":{n}}},"
            );
        }
        odd.push(long.trim_end_matches(',').to_owned() + "]}}}");
        for text in odd {
            assert_eq!(
                read(&text).0,
                from_json(text.as_bytes()).ok(),
                "{:.400}",
                text
            );
        }
    }
}
