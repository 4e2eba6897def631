//! Texts in both languages, plural forms, numbers, dates and money.
//!
//! The texts stand in `ru/*.toml` and `en/*.toml`; the build checks that both languages have the
//! same keys and placeholders and makes the constants of [`k`]. An entry is a text, or a list
//! `[name, hint, example]`, or a table of plural forms.

mod format;

use crate::kernel::{Choice, ChoiceSet, Key, Label};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

#[cfg(feature = "split")]
static ARRIVED: OnceLock<&'static [&'static str; 2]> = OnceLock::new();

/// Brings the texts that are needed only once a workbook is open. Called by the part of the program
/// that holds them, before anything of it is drawn.
#[cfg(feature = "split")]
pub fn arrive() {
    let _ = ARRIVED.set(&REST);
}

// Only `arrive` may name `REST` in a program of several parts: whoever names it carries it along.
#[cfg(feature = "split")]
fn rest() -> Option<&'static [&'static str; 2]> {
    ARRIVED.get().copied()
}
#[cfg(not(feature = "split"))]
fn rest() -> Option<&'static [&'static str; 2]> {
    Some(&REST)
}

// The app of several parts writes no slides; the worker's program, and one in one part, have their texts at once.
#[cfg(feature = "split")]
fn office() -> Option<&'static [&'static str; 2]> {
    None
}
#[cfg(not(feature = "split"))]
fn office() -> Option<&'static [&'static str; 2]> {
    Some(&OFFICE)
}

/// A language of the interface or of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Russian.
    #[default]
    Ru,
    /// English (British-neutral).
    En,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// The tag used in `lang` attributes, file names and preferences.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
    /// The tag with a country, as office programs and readers aloud want it.
    pub const fn region(self) -> &'static str {
        match self {
            Self::Ru => "ru-RU",
            Self::En => "en-GB",
        }
    }
    /// The language of a tag; nothing for unknown ones.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.tag() == tag)
    }
    /// The one of a Russian–English pair.
    pub const fn pick(self, pair: (&'static str, &'static str)) -> &'static str {
        match self {
            Self::Ru => pair.0,
            Self::En => pair.1,
        }
    }

    fn entry(self, key: Key) -> &'static str {
        static TABLES: [[OnceLock<Vec<&'static str>>; 2]; 3] =
            [const { [const { OnceLock::new() }; 2] }; 3];
        let at = usize::from(key.0);
        let (part, at, blobs) = match (at.checked_sub(FIRST_COUNT), at.checked_sub(OFFICE_FROM)) {
            (None, _) => (0, at, Some(&FIRST)),
            (Some(at), None) => (1, at, rest()),
            (_, Some(at)) => (2, at, office()),
        };
        let Some(blobs) = blobs else { return "" };
        let language = self as usize;
        let table =
            TABLES[part][language].get_or_init(|| blobs[language].split('\u{1d}').collect());
        table.get(at).copied().unwrap_or("")
    }

    fn part(self, key: Key, at: usize) -> Option<&'static str> {
        self.entry(key).split('\u{1f}').nth(at)
    }

    /// The text, or the name when the entry has several parts.
    pub fn t(self, key: Key) -> &'static str {
        self.part(key, 0).unwrap_or("")
    }
    /// The hint of an entry.
    pub fn hint(self, key: Key) -> Option<&'static str> {
        self.part(key, 1).filter(|s| !s.is_empty())
    }
    /// The example of an entry.
    pub fn example(self, key: Key) -> Option<&'static str> {
        self.part(key, 2).filter(|s| !s.is_empty())
    }
    /// The text with `{name}` replaced by values.
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.t(key), values)
    }
    /// The plural form for a whole number, with `{n}` replaced by the number as written in this
    /// language.
    pub fn count(self, key: Key, n: usize) -> String {
        self.count_with(key, n, &[])
    }
    /// The same with further values.
    pub fn count_with(self, key: Key, n: usize, values: &[(&str, &str)]) -> String {
        #[allow(clippy::cast_precision_loss)]
        let form = self.form(key, self.plural(n as f64, false));
        #[allow(clippy::cast_precision_loss)]
        let number = self.number(n as f64, 0);
        // In one pass: a value may hold the letters `{n}`.
        let all: Vec<(&str, &str)> = values
            .iter()
            .copied()
            .chain([("n", number.as_str())])
            .collect();
        fill(form, &all)
    }
    /// The plural form for a number that may have decimals (1,5 поста).
    pub fn amount(self, key: Key, n: f64, decimals: usize) -> String {
        let shown = crate::kernel::number::plain(n, decimals);
        let form = self.form(key, self.plural(n, shown.contains('.')));
        fill(form, &[("n", &self.number(n, decimals))])
    }

    fn form(self, key: Key, form: Plural) -> &'static str {
        let forms: Vec<&str> = self.t(key).split('\u{1e}').collect();
        let at = match (self, form) {
            (_, Plural::One) => 0,
            (Self::Ru, Plural::Few) => 1,
            (Self::Ru, Plural::Many) => 2,
            _ => forms.len() - 1,
        };
        forms.get(at).or(forms.last()).copied().unwrap_or("")
    }

    /// The plural category (CLDR) of a number; `fraction` when it is written with decimals.
    pub fn plural(self, n: f64, fraction: bool) -> Plural {
        if fraction {
            return Plural::Other;
        }
        let n = n.abs();
        match self {
            Self::En if n == 1.0 => Plural::One,
            Self::En => Plural::Other,
            Self::Ru => match (n % 10.0, n % 100.0) {
                (u, h) if u == 1.0 && h != 11.0 => Plural::One,
                (u, h) if (2.0..=4.0).contains(&u) && !(12.0..=14.0).contains(&h) => Plural::Few,
                _ => Plural::Many,
            },
        }
    }

    /// The words of a label.
    pub fn label(self, label: Label) -> &'static str {
        match label {
            Label::Key(key) => self.t(key),
            Label::Pair(ru, en) => self.pick((ru, en)),
        }
    }
    /// The hint of a label.
    pub fn label_hint(self, label: Label) -> Option<&'static str> {
        match label {
            Label::Key(key) => self.hint(key),
            Label::Pair(..) => None,
        }
    }
    /// The example of a label.
    pub fn label_example(self, label: Label) -> Option<&'static str> {
        match label {
            Label::Key(key) => self.example(key),
            Label::Pair(..) => None,
        }
    }
    /// The name of an option; an id of a later version is shown as it is.
    pub fn option(self, set: &ChoiceSet, id: &str) -> String {
        set.get(id)
            .map_or_else(|| id.to_owned(), |o| self.label(o.label).to_owned())
    }
    /// The name of the chosen option.
    pub fn choice(self, set: &ChoiceSet, choice: &Choice) -> String {
        self.option(set, choice.id())
    }
}

/// CLDR plural category; English uses one and other, Russian all four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// 1, 21, 31 пост.
    One,
    /// 2, 3, 4 поста.
    Few,
    /// 5, 11, 20 постов.
    Many,
    /// 1,5 поста.
    Other,
}

/// A text with `{name}` replaced by values.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    // One pass over the template, so that braces inside a user's value are never read as a place.
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let place = after.find('}').and_then(|end| {
            let value = values.iter().find(|(name, _)| *name == &after[..end])?;
            Some((end, value.1))
        });
        match place {
            Some((end, value)) => {
                // Marks that reverse the order of letters would reach beyond the value, into our own words.
                out.extend(
                    value.chars().filter(
                        |c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
                    ),
                );
                rest = &after[end + 1..];
                // «27 декабря 2026 г.» already brings the full stop of its sentence.
                if value.ends_with('.') {
                    rest = rest.strip_prefix('.').unwrap_or(rest);
                }
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_value_with_a_full_stop_ends_the_sentence_once() {
        let sentence = "{posts}, {when}. Рубрики: {rubrics}.";
        let values = [
            ("posts", "44 поста"),
            ("when", "до 27 декабря 2026 г."),
            ("rubrics", "Наш двор"),
        ];
        assert_eq!(
            fill(sentence, &values),
            "44 поста, до 27 декабря 2026 г. Рубрики: Наш двор."
        );
        assert_eq!(fill("{a}.", &[("a", "Ждём...")]), "Ждём...");
        assert_eq!(fill("{a}.", &[("a", "{a}")]), "{a}.");
    }
}
