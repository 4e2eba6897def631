//! Lists of phrases (`words/*.txt`) and where they stand in a text. A phrase is found in any form of its words, within one
//! sentence, and each list names its own exceptions.
//!
//! A list has a phrase a line: `word` by its stem, `=word` as it is written, `word*` by its beginning, `a|b` either, `@name`
//! any form of a group (`@name form form`, a line of its own), `<n>` a number, `..` up to three words, `№`, `#` and `%`
//! themselves. `- phrase` is an exception: what lies within it or crosses it is not found. `+ phrase` counts only in texts
//! for readers. `# ` starts a comment, `[ru]` and `[en]` are for the eye.

use super::cut::{Cut, Token};
use super::language::stem;
use super::vocabulary::key;
use crate::kernel::FastMap;
use crate::kernel::text::fold;
use std::collections::BTreeMap;

enum Atom {
    Stem(String),
    Exact(String),
    Begins(String),
    Number,
}

impl Atom {
    fn is(&self, folded: &str, stem: &str) -> bool {
        match self {
            Self::Stem(s) => stem == s,
            Self::Exact(s) => folded == *s,
            Self::Begins(s) => folded.starts_with(s),
            Self::Number => folded.starts_with(|c: char| c.is_ascii_digit()),
        }
    }
}

enum Part {
    Word(Vec<Atom>),
    Gap,
}

struct Phrase {
    parts: Vec<Part>,
    outward: bool,
}

/// Phrases by their first words.
#[derive(Default)]
struct Index {
    phrases: Vec<Phrase>,
    /// By the words as they are written and by stems (see [`key`]).
    by_word: FastMap<u64, Vec<usize>>,
    /// Those that begin with the beginning of a word or with a number.
    by_head: FastMap<[char; 2], Vec<usize>>,
}

/// Words that a gap stands for at most.
const GAP: usize = 3;

fn head(word: &str) -> [char; 2] {
    let mut letters = word.chars();
    match letters.next() {
        Some(c) if c.is_ascii_digit() => ['0', ' '],
        Some(c) => [c, letters.next().unwrap_or(' ')],
        None => [' ', ' '],
    }
}

impl Index {
    fn add(&mut self, phrase: Phrase) {
        let nth = self.phrases.len();
        if let Some(Part::Word(first)) = phrase.parts.first() {
            for atom in first {
                let all = match atom {
                    Atom::Stem(s) | Atom::Exact(s) => self.by_word.entry(key(s)).or_default(),
                    Atom::Begins(s) => self.by_head.entry(head(s)).or_default(),
                    Atom::Number => self.by_head.entry(head("0")).or_default(),
                };
                if all.last() != Some(&nth) {
                    all.push(nth);
                }
            }
            self.phrases.push(phrase);
        }
    }
    /// Tells the phrases that may begin with a word, until one is it.
    fn any(
        &self,
        folded: &str,
        [stem, word]: [u64; 2],
        is: &mut dyn FnMut(&Phrase) -> bool,
    ) -> bool {
        let by_word = |key| self.by_word.get(&key);
        let all = [
            by_word(stem),
            by_word(word).filter(|_| word != stem),
            self.by_head.get(&head(folded)),
        ];
        let mut all = all.into_iter().flatten().flatten();
        all.any(|nth| self.phrases.get(*nth).is_some_and(&mut *is))
    }
    /// First and last token of each place.
    fn find(&self, tokens: &[Token<'_>], outward: bool) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let mut longest = None;
            self.any(&token.known.folded, token.known.keys, &mut |p| {
                if outward || !p.outward {
                    longest = longest.max(ends(&p.parts, tokens, at, token.sentence));
                }
                false
            });
            if let Some(end) = longest {
                out.push((at, end - 1));
            }
        }
        out
    }
}

/// The token behind the phrase when it stands here.
fn ends(parts: &[Part], tokens: &[Token<'_>], at: usize, sentence: usize) -> Option<usize> {
    match parts.split_first() {
        None => Some(at),
        Some((Part::Gap, rest)) => {
            (0..=GAP).find_map(|skip| ends(rest, tokens, at + skip, sentence))
        }
        Some((Part::Word(atoms), rest)) => {
            let token = tokens.get(at).filter(|t| t.sentence == sentence)?;
            let here = atoms
                .iter()
                .any(|a| a.is(&token.known.folded, &token.known.stem));
            here.then(|| ends(rest, tokens, at + 1, sentence))?
        }
    }
}

/// A list of phrases.
#[derive(Default)]
pub struct Phrases {
    sought: Index,
    except: Index,
}

impl Phrases {
    /// Reads a list.
    pub fn read(text: &str) -> Self {
        let mut out = Self::default();
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with("# ") || line.starts_with('[') {
                continue;
            }
            let (name, forms) = line.split_once(' ').unwrap_or((line, ""));
            if name.starts_with('@') && !forms.contains('@') && !groups.contains_key(name) {
                groups.insert(name, forms.split_whitespace().collect());
                continue;
            }
            let (index, rest, outward) = match (line.strip_prefix("- "), line.strip_prefix("+ ")) {
                (Some(rest), _) => (&mut out.except, rest, false),
                (_, Some(rest)) => (&mut out.sought, rest, true),
                _ => (&mut out.sought, line, false),
            };
            let parts = rest.split_whitespace().map(|w| part(w, &groups)).collect();
            index.add(Phrase { parts, outward });
        }
        out
    }
    /// Does a phrase of the list begin with a word: folded, its stem, and the keys of both (see [`key`]).
    pub fn begins(&self, folded: &str, stem: &str, keys: [u64; 2]) -> bool {
        self.sought
            .any(folded, keys, &mut |p| match p.parts.first() {
                Some(Part::Word(atoms)) => atoms.iter().any(|a| a.is(folded, stem)),
                _ => false,
            })
    }
    /// Does any phrase of the list stand in the text, exceptions aside. Words that begin one carry its bit.
    pub fn near(&self, cut: &Cut<'_>, bit: u32) -> bool {
        for (at, token) in cut.tokens.iter().enumerate() {
            if token.known.lists & bit == 0 {
                continue;
            }
            let stands =
                &mut |p: &Phrase| ends(&p.parts, &cut.tokens, at, token.sentence).is_some();
            if self
                .sought
                .any(&token.known.folded, token.known.keys, stands)
            {
                return true;
            }
        }
        false
    }
    /// Where a phrase of the list stands and no exception: first and last token. `outward`: the text is for readers.
    pub fn find(&self, cut: &Cut<'_>, outward: bool) -> Vec<(usize, usize)> {
        let mut found = self.sought.find(&cut.tokens, outward);
        if !found.is_empty() {
            let except = self.except.find(&cut.tokens, true);
            found.retain(|(a, b)| !except.iter().any(|(c, d)| c <= b && a <= d));
        }
        found
    }
}

fn part(word: &str, groups: &BTreeMap<&str, Vec<&str>>) -> Part {
    if word == ".." {
        return Part::Gap;
    }
    let mut atoms = Vec::new();
    for one in word.split('|') {
        if let Some(forms) = groups.get(one) {
            atoms.extend(forms.iter().map(|f| atom(f, true)));
        } else {
            atoms.push(atom(one, false));
        }
    }
    Part::Word(atoms)
}

fn atom(word: &str, exact: bool) -> Atom {
    if word == "<n>" {
        Atom::Number
    } else if let Some(begins) = word.strip_suffix('*') {
        Atom::Begins(fold(begins.trim_start_matches('=')))
    } else if let Some(word) = word.strip_prefix('=') {
        Atom::Exact(fold(word))
    } else if exact
        || !word
            .chars()
            .all(|c| c.is_alphabetic() || c == '-' || c == '\'')
    {
        Atom::Exact(fold(word))
    } else {
        Atom::Stem(stem(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'t>(list: &Phrases, text: &'t str) -> Vec<&'t str> {
        let cut = Cut::of(text);
        let found = list.find(&cut, true);
        found
            .iter()
            .map(|(a, b)| &text[cut.tokens[*a].at..cut.tokens[*b].end()])
            .collect()
    }

    #[test]
    fn phrases_are_found_in_their_forms_and_exceptions_are_not() {
        let list = Phrases::read(
            "# a comment\n[ru]\n@best лучший лучшая лучшей\n@best\n- @best друг|подруга\n№ 1\n100 % результат\nдаём .. гарантию\n[en]\nnumber one|1\n",
        );
        assert_eq!(
            shown(&list, "Лучшая кофейня, а моей лучшей подруге лучше."),
            ["Лучшая"]
        );
        assert_eq!(
            shown(&list, "Мы №1: 100% результата!"),
            ["№1", "100% результата"]
        );
        assert_eq!(
            shown(&list, "Даём на всё это гарантии"),
            ["Даём на всё это гарантии"]
        );
        assert!(shown(&list, "Даём. Гарантии нет").is_empty());
        assert_eq!(shown(&list, "We are Number One"), ["Number One"]);
    }
}
