//! From the schema of an older file to the present one, step by step, on plain JSON before the typed
//! reader sees it. A step never fails as a whole: what it cannot convert is set apart under a key of its
//! own, named in a note, and written back with the file. The text it started from is not touched; the
//! caller keeps that until the converted workbook is saved.

use super::Note;
use super::file::free_key;
use serde_json::{Map, Value as Json};

/// One change of the schema. Adding a field, a table, a module or an option is none: older programs keep
/// what they do not know, and a missing field is empty. A step is for values that move or change their
/// meaning.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Schema it converts; the result is of the next one.
    pub from: u64,
    /// What it does, for people.
    pub what: &'static str,
    /// The conversion.
    pub run: fn(&mut Draft),
}

/// Every step there is, in order and without a gap.
pub const STEPS: &[Step] = &[];

/// The schema that comes out of the steps; the first schema had number 1.
pub const fn target(steps: &[Step]) -> u64 {
    match steps {
        [] => 1,
        [.., last] => last.from + 1,
    }
}

/// A file on its way from one schema to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The file as one JSON object, without `format`, `schema` and `app`.
    pub top: Map<String, Json>,
    /// What could not be converted.
    pub notes: Vec<Note>,
    /// Schema the running step converts.
    from: u64,
}

impl Draft {
    /// The file as it was read.
    pub fn new(top: Map<String, Json>) -> Self {
        Self {
            top,
            ..Self::default()
        }
    }

    /// The JSON of a module; nothing when the file has none or it is no object.
    pub fn module(&mut self, slug: &str) -> Option<&mut Map<String, Json>> {
        self.top.get_mut("modules")?.get_mut(slug)?.as_object_mut()
    }

    /// Converts one field, `brief.company`, or one column in every row, `audience.personas.name`.
    /// Where `convert` has no answer, the value is set apart, so that it is neither lost nor misread.
    pub fn convert(&mut self, place: &str, convert: impl Fn(&Json) -> Option<Json>) {
        self.each(place, |record, field| {
            let Some(old) = record.get_mut(field) else {
                return true;
            };
            match convert(old) {
                Some(new) => {
                    *old = new;
                    true
                }
                None => false,
            }
        });
    }

    /// Gives a field or a column another id. Where the new id is taken, the old value is set apart.
    pub fn rename(&mut self, place: &str, to: &str) {
        self.each(place, |record, field| {
            if record.contains_key(to) {
                return !record.contains_key(field);
            }
            // In place, so that the order of a file stays as it was.
            *record = std::mem::take(record)
                .into_iter()
                .map(|(key, value)| (if key == field { to.to_owned() } else { key }, value))
                .collect();
            true
        });
    }

    /// Runs `act` on every record that has the place, and sets the value apart where it says no.
    fn each(&mut self, place: &str, act: impl Fn(&mut Map<String, Json>, &str) -> bool) {
        let parts: Vec<&str> = place.split('.').collect();
        let (slug, field) = match parts.as_slice() {
            [slug, field] | [slug, _, field] => (*slug, *field),
            _ => return,
        };
        let from = self.from;
        let Some(module) = self.module(slug) else {
            return;
        };
        let records: Vec<&mut Map<String, Json>> = if let [_, table, _] = parts.as_slice() {
            let rows = module.get_mut(*table).and_then(Json::as_array_mut);
            let rows = rows.into_iter().flatten();
            rows.filter_map(Json::as_object_mut).collect()
        } else {
            vec![module]
        };
        let mut failed = 0;
        for record in records {
            if !act(record, field)
                && let Some(value) = record.shift_remove(field)
            {
                let key = free_key(record, &format!("{field}_schema_{from}"));
                record.insert(key, value);
                failed += 1;
            }
        }
        for _ in 0..failed {
            self.notes.push(Note::Unconverted(place.to_owned()));
        }
    }
}

/// Runs the steps that a file of this schema still needs.
pub fn migrate(steps: &[Step], schema: u64, draft: &mut Draft) {
    for step in steps.iter().filter(|s| s.from >= schema) {
        draft.from = step.from;
        (step.run)(draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_each_other() {
        for (i, step) in STEPS.iter().enumerate() {
            assert_eq!(step.from, i as u64 + 1, "{}", step.what);
            assert!(!step.what.is_empty());
        }
        assert_eq!(target(&[]), 1);
    }
}
