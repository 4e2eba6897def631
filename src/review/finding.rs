//! What a rule has to say of one thing: where, how bad, with which numbers, and what would mend it.

use super::outcome::Rule;
use crate::document::{Edit, row_name};
use crate::i18n::{Locale, k};
use crate::kernel::{ChoiceSet, Key, Path, RowId, TablePath};
use crate::modules::Workbook;
use chrono::NaiveDate;

/// How bad a finding is; later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Could be better.
    Hint,
    /// Will probably hurt.
    Warning,
    /// Wrong: numbers or links that contradict each other.
    Error,
    /// Must not be handed over like this.
    Veto,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Self; 4] = [Self::Veto, Self::Error, Self::Warning, Self::Hint];

    /// Id used in class names, in the exported review and in the keys of its name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Veto => "veto",
        }
    }
    /// Key of its name.
    pub const fn key(self) -> Key {
        match self {
            Self::Hint => k::review::hint,
            Self::Warning => k::review::warning,
            Self::Error => k::review::error,
            Self::Veto => k::review::veto,
        }
    }
    /// Key of a number of findings of this weight.
    pub const fn count_key(self) -> Key {
        match self {
            Self::Hint => k::review_page::hints,
            Self::Warning => k::review_page::warnings,
            Self::Error => k::review_page::errors,
            Self::Veto => k::review_page::vetoes,
        }
    }
}

/// A value in a message, put into words only when the language is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// The user's own words, or a code.
    Text(String),
    /// A number with so many decimals at most.
    Number(f64, usize),
    /// Percent points with one decimal at most.
    Percent(f64),
    /// An amount of the workbook's currency, minor units.
    Money(i64),
    /// A local day.
    Date(NaiveDate),
    /// A plural text for a whole number: «24 поста».
    Count(Key, usize),
    /// A plural text for a number that may have decimals: «7,5 часа».
    Amount(Key, f64),
    /// A text of the interface.
    Word(Key),
    /// The name of a row.
    Row(TablePath, RowId),
    /// The label of a field or column, in quotes.
    Field(Path),
    /// The title of a module.
    Module(&'static str),
    /// The name of an option, in quotes.
    Choice(&'static ChoiceSet, String),
    /// Another value in quotes, where several names with commas of their own stand side by side.
    Quoted(Box<Arg>),
    /// Another text of a rule.
    Says(&'static Rule, &'static str),
    /// Several, joined as the language joins them.
    List(Vec<Arg>),
    /// Several, joined by a sign of arithmetic: «800 × 30 %».
    Terms(&'static str, Vec<Arg>),
}

impl Arg {
    /// The value in words.
    pub fn words(&self, w: &Workbook, l: Locale) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(n, decimals) => l.number(*n, *decimals),
            Self::Percent(n) => l.percent(*n, 1),
            Self::Money(minor) => l.money(*minor, w.currency()),
            Self::Date(date) => l.date(*date),
            Self::Count(key, n) => l.count(*key, *n),
            Self::Amount(key, n) => l.amount(*key, *n, 1),
            Self::Word(key) => l.t(*key).into(),
            Self::Row(table, row) => {
                row_name(w, *table, *row, l).unwrap_or_else(|| l.t(k::field::nameless).into())
            }
            Self::Quoted(arg) => l.fill(k::review::quoted, &[("text", &arg.words(w, l))]),
            Self::Field(path) => w.field(*path).map_or_else(String::new, |f| {
                l.fill(k::review::quoted, &[("text", l.label(f.label))])
            }),
            Self::Module(slug) => {
                Workbook::info(slug).map_or_else(String::new, |m| l.label(m.title).to_owned())
            }
            Self::Choice(set, id) => l.fill(k::review::quoted, &[("text", &l.option(set, id))]),
            Self::Says(rule, id) => rule.text(l).says(id).into(),
            Self::List(all) => l.join(&all.iter().map(|a| a.words(w, l)).collect::<Vec<_>>()),
            Self::Terms(sign, all) => {
                let all: Vec<String> = all.iter().map(|a| a.words(w, l)).collect();
                all.join(&format!(" {sign} "))
            }
        }
    }
}

/// Edits that would mend a finding; one step of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// Which of the rule's texts says what it does.
    pub says: &'static str,
    /// The edits, in order.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its weight; a rule may find things of several.
    pub severity: Severity,
    /// Which of the rule's texts tells it; empty for the first.
    pub says: &'static str,
    /// Values of the text's places.
    pub args: Vec<(&'static str, Arg)>,
    /// Where it is to be seen.
    pub place: Path,
    /// The place it contradicts, when there is one.
    pub other: Option<Path>,
    /// Part of the text at `place` that it is about: bytes from and to.
    pub span: Option<(usize, usize)>,
    /// What would mend it, when that can be computed.
    pub fix: Option<Fix>,
}

impl Finding {
    /// Gives a place of the text its value.
    pub fn with(&mut self, name: &'static str, value: Arg) -> &mut Self {
        self.args.push((name, value));
        self
    }
    /// Uses another text of the rule.
    pub fn says(&mut self, says: &'static str) -> &mut Self {
        self.says = says;
        self
    }
    /// Gives it another weight than the rule's.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }
    /// Names the place that it contradicts.
    pub fn other(&mut self, path: Path) -> &mut Self {
        self.other = Some(path);
        self
    }
    /// Marks the part of the text that it is about, bytes from and to.
    pub fn span(&mut self, from: usize, to: usize) -> &mut Self {
        self.span = Some((from, to));
        self
    }
    /// Offers edits that mend it. `says` names the text of the rule that tells what they do.
    pub fn fix(&mut self, says: &'static str, edits: Vec<Edit>) -> &mut Self {
        self.fix = (!edits.is_empty()).then_some(Fix { says, edits });
        self
    }

    fn fill(&self, says: &str, w: &Workbook, l: Locale) -> String {
        let text = self.rule.text(l).says(says);
        let (open, close, inner) = match l {
            Locale::Ru => ('«', '»', ['„', '“']),
            Locale::En => ('“', '”', ['‘', '’']),
        };
        let value = |(name, arg): &(&'static str, Arg)| {
            let words = arg.words(w, l);
            let quoted = text.contains(&format!("{open}{{{name}}}{close}"));
            (
                *name,
                if quoted {
                    within(&words, open, close, inner)
                } else {
                    words
                },
            )
        };
        let values: Vec<(&str, String)> = self.args.iter().map(value).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        crate::i18n::fill(text, &values)
    }
    /// The finding as a sentence.
    pub fn words(&self, w: &Workbook, l: Locale) -> String {
        self.fill(self.says, w, l)
    }
    /// What the fix does, when there is one.
    pub fn fix_words(&self, w: &Workbook, l: Locale) -> Option<String> {
        self.fix.as_ref().map(|fix| self.fill(fix.says, w, l))
    }
    /// What tells this finding from others, whatever the numbers: the rule and the places.
    pub fn key(&self) -> String {
        match self.other {
            Some(other) => format!("{} {} {other}", self.rule.code, self.place),
            None => format!("{} {}", self.rule.code, self.place),
        }
    }
}

/// Words as they stand within quotes: without quotes around all of them, and those inside of the other kind.
fn within(words: &str, open: char, close: char, inner: [char; 2]) -> String {
    let bare = words
        .strip_prefix(open)
        .and_then(|rest| rest.strip_suffix(close));
    let bare = bare.filter(|b| !b.contains([open, close]));
    bare.map_or_else(
        || {
            words
                .replace(open, inner[0].encode_utf8(&mut [0; 4]))
                .replace(close, inner[1].encode_utf8(&mut [0; 4]))
        },
        str::to_owned,
    )
}

/// A place in words: module, row, field.
pub fn place_words(w: &Workbook, path: Path, l: Locale) -> String {
    let module = Workbook::info(path.module()).map(|m| l.label(m.title).to_owned());
    let row = match path {
        Path::Cell { table, row, .. } => row_name(w, table, row, l)
            .or_else(|| w.table_def(table).map(|d| l.label(d.label).to_owned())),
        Path::Field { .. } => None,
    };
    let field = w.field(path).map(|f| l.label(f.label).to_owned());
    [module, row, field]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn quotes_within_quotes_are_of_the_other_kind() {
        let ru = |words| within(words, '«', '»', ['„', '“']);
        assert_eq!(ru("«Лампа»"), "Лампа");
        assert_eq!(ru("Кофейня «Лампа»"), "Кофейня „Лампа“");
        assert_eq!(ru("«Лампа» и «Печь»"), "„Лампа“ и „Печь“");
        assert_eq!(ru("Лампа"), "Лампа");
    }
}
