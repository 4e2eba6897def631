//! A version of a workbook put into words a few rows at a time, while the workbook itself goes on changing.

use super::lineage;
use super::write::{Part, write};
use crate::kernel::TablePath;
use crate::modules::Workbook;

/// Bytes of text after which there is a look at the clock.
const AT_ONCE: usize = 8_000;

/// A workbook as it was, on its way to its file text and its tag.
#[derive(Debug)]
pub struct Snapshot {
    workbook: Workbook,
    text: String,
    /// The tag's sum of the text so far.
    sum: u64,
    /// Rows that are written, by table.
    rows: Vec<(TablePath, usize)>,
}

impl Snapshot {
    /// Of a workbook as it is now.
    pub fn of(workbook: &Workbook) -> Self {
        Self {
            workbook: workbook.clone(),
            text: String::new(),
            sum: lineage::START,
            rows: Vec::new(),
        }
    }

    /// Writes more of it until `go_on` says that it is time for a pause. When all is written: its tag, the same as
    /// [`lineage::tag`], and its text, the same as [`super::to_json`]. Not to be asked again then.
    pub fn step(&mut self, go_on: &mut dyn FnMut() -> bool) -> Option<(String, String)> {
        let end = self.more(go_on)?;
        self.text.push_str(&end);
        // What the tag leaves out stands behind every row.
        lineage::anonymise(&mut self.workbook);
        let end = self.more(&mut || true)?;
        let tag = lineage::name(lineage::add(self.sum, &end));
        Some((tag, std::mem::take(&mut self.text)))
    }

    /// Writes rows. Answers what stands behind the last one, or nothing when time was up.
    fn more(&mut self, go_on: &mut dyn FnMut() -> bool) -> Option<String> {
        let Self {
            workbook,
            text,
            sum,
            rows,
        } = self;
        let (mut before, mut stopped, mut looked) = (String::new(), false, text.len());
        let mut here: Option<(TablePath, usize)> = None;
        write(workbook, &mut |part| {
            let row = match part {
                // The rest of the table, whatever there is.
                _ if stopped => return usize::MAX,
                Part::Text(between) => {
                    before.push_str(between);
                    return 1;
                }
                Part::Row(row) => row,
            };
            let at = here.filter(|(table, _)| *table == row.table);
            let at = at.map_or(0, |(_, at)| at);
            let known = rows.iter_mut().find(|(table, _)| *table == row.table);
            let written = known.as_ref().map_or(0, |(_, n)| *n);
            if at < written {
                here = Some((row.table, written));
                before.clear();
                return written - at;
            }
            match known {
                Some((_, n)) => *n += 1,
                None => rows.push((row.table, 1)),
            }
            here = Some((row.table, at + 1));
            let from = text.len();
            text.push_str(&before);
            before.clear();
            row.write(text);
            *sum = lineage::add(*sum, text.get(from..).unwrap_or_default());
            if text.len() - looked >= AT_ONCE {
                looked = text.len();
                stopped = !go_on();
            }
            1
        });
        (!stopped).then_some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{from_json, to_json};

    #[test]
    fn steps_joined_are_the_text_and_the_tag() {
        for name in ["coffee.ru", "school.en"] {
            let file = format!("public/examples/{name}.json");
            let mut w = from_json(&std::fs::read(file).unwrap()).unwrap().workbook;
            for n in 1..400 {
                let mut more = w.content.posts[0].clone();
                more.id = crate::kernel::RowId(900 + n);
                w.content.posts.push(more);
            }
            w.desk.origin = "abc".into();
            w.desk.last = "brief.company".into();
            w.desk.lineage = vec!["0123456789abcdef".into()];
            let (tag, text) = (lineage::tag(&w), to_json(&w));
            let mut snapshot = Snapshot::of(&w);
            // It is of before, whatever becomes of the workbook.
            w.content.posts.clear();
            let mut steps = 1;
            let found = loop {
                match snapshot.step(&mut || false) {
                    Some(found) => break found,
                    None => steps += 1,
                }
            };
            assert!(steps > 10, "{steps}");
            assert_eq!(found, (tag, text));
        }
        let empty = Workbook::default();
        let found = Snapshot::of(&empty).step(&mut || false);
        assert_eq!(found, Some((lineage::tag(&empty), to_json(&empty))));
    }
}
