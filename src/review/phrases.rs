//! Lists of phrases (`words/*.txt`) and where they stand in a text. A phrase is found in any form of its words, within one
//! sentence, and each list names its own exceptions.
//!
//! A list has a phrase a line: `word` by its stem, `=word` as it is written, `word*` by its beginning, `a|b` either, `@name`
//! any form of a group (`@name form form`, a line of its own), `<n>` a number, `..` up to three words, `№`, `#` and `%`
//! themselves. `- phrase` is an exception: what lies within it or crosses it is not found. `+ phrase` counts only in texts
//! for readers. `# ` starts a comment, `[ru]` and `[en]` are for the eye.

use super::language::stem;
use super::vocabulary::{Known, key, looking_up};
use crate::kernel::FastMap;
use crate::kernel::text::{each_word, fold};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A word or one of the signs № # % where it stands.
pub struct Token<'t> {
    /// First byte in the text.
    pub at: usize,
    /// As it is written.
    pub text: &'t str,
    /// What is known of the word.
    pub known: Rc<Known>,
    /// Which sentence it stands in.
    pub sentence: usize,
}

impl Token<'_> {
    /// The byte behind it.
    pub const fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// A text cut into words and sentences.
pub struct Cut<'t> {
    /// The text.
    pub text: &'t str,
    /// Its words and signs.
    pub tokens: Vec<Token<'t>>,
    /// Sentences: bytes from and to.
    pub sentences: Vec<(usize, usize)>,
}

/// Sentences of a text, found in what stands between its words.
#[derive(Default)]
struct Sentences {
    /// Bytes from and to; none without a word.
    all: Vec<(usize, usize)>,
    /// Where the one at hand begins.
    from: usize,
    /// Does it have a word.
    said: bool,
    /// The byte behind the last word.
    at: usize,
}

impl Sentences {
    /// Takes note of a word at `from..to`, and of what stands before it.
    fn word(&mut self, text: &str, from: usize, to: usize) {
        self.look(text, from);
        self.said = true;
        self.at = to;
    }
    /// Looks at what stands between the last word and a byte.
    fn look(&mut self, text: &str, to: usize) {
        let bytes = text.as_bytes();
        while self.at < to {
            let end = self.at + 1;
            let ends = match bytes.get(self.at) {
                Some(b' ') => false,
                Some(b'\n' | b'!' | b'?') => true,
                // The last byte of an ellipsis.
                Some(0xa6) => bytes
                    .get(..self.at)
                    .is_some_and(|b| b.ends_with(b"\xe2\x80")),
                Some(b'.') => stops(text.get(end..).unwrap_or_default()),
                _ => false,
            };
            if ends {
                self.end(end);
            }
            self.at = end;
        }
    }
    fn end(&mut self, to: usize) {
        if self.said {
            self.all.push((self.from, to));
        }
        self.from = to;
        self.said = false;
    }
    /// All of them.
    fn done(mut self, text: &str) -> Vec<(usize, usize)> {
        self.look(text, text.len());
        self.end(text.len());
        self.all
    }
}

/// Does a full stop end a sentence, by what stands behind it: a blank and no small letter or digit.
fn stops(rest: &str) -> bool {
    let next = rest.trim_start_matches(['»', '”', '"', ')']);
    let after = next.trim_start();
    after.is_empty()
        || next.starts_with(char::is_whitespace)
            && !after.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// Sentences of a text, bytes from and to: up to a full stop before a blank and no small letter or digit, a mark or a line's end.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Sentences::default();
    each_word(text, &[], &mut |at, word| {
        out.word(text, at, at + word.len())
    });
    out.done(text)
}

/// Quotations, bytes from and to: other people's words.
pub fn quotes(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let closes = match (c, open.last().map(|(_, o)| *o)) {
            ('\n', _) => {
                open.clear();
                continue;
            }
            ('»', Some('«')) | ('“' | '”', Some('„')) | ('”', Some('“')) | ('"', Some('"')) => {
                true
            }
            ('«' | '„' | '“' | '"', _) => false,
            _ => continue,
        };
        if !closes {
            open.push((at, c));
        } else if let Some((from, _)) = open.pop() {
            out.push((from, at + c.len_utf8()));
        }
    }
    out
}

/// Does a place lie within one of the others, or cross it.
pub fn touches(all: &[(usize, usize)], (from, to): (usize, usize)) -> bool {
    all.iter().any(|(a, b)| *a < to && from < *b)
}

/// Signs that stand for a word.
const SIGNS: [char; 3] = ['№', '#', '%'];

impl<'t> Cut<'t> {
    /// Cuts a text.
    pub fn of(text: &'t str) -> Self {
        // More than most texts need: a word of Russian takes a dozen bytes, with its blank.
        let mut tokens = Vec::with_capacity(text.len() / 8 + 1);
        let mut sentences = Sentences::default();
        looking_up(|known| {
            each_word(text, &SIGNS, &mut |at, word| {
                if matches!(word, "№" | "#" | "%") {
                    sentences.look(text, at);
                } else {
                    sentences.word(text, at, at + word.len());
                }
                tokens.push(Token {
                    at,
                    text: word,
                    known: known(word),
                    sentence: sentences.all.len(),
                });
            });
        });
        let sentences = sentences.done(text);
        Self {
            text,
            tokens,
            sentences,
        }
    }
    /// The sentence that a token stands in.
    pub fn sentence(&self, token: usize) -> &'t str {
        let at = self.tokens.get(token).map(|t| t.sentence);
        let bounds = at.and_then(|at| self.sentences.get(at));
        bounds.map_or("", |(a, b)| &self.text[*a..*b])
    }
}

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
    use crate::kernel::text::in_word;
    use proptest::prelude::*;

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

    /// The same, told sign by sign.
    fn slowly(text: &str) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if matches!(c, '\n' | '!' | '?' | '…') || c == '.' && stops(&text[end..]) {
                out.push((from, end));
                from = end;
            }
        }
        out.push((from, text.len()));
        out.retain(|(a, b)| text[*a..*b].contains(in_word));
        out
    }

    proptest! {
        #[test]
        fn sentences_and_words_are_those_of_a_slow_look(text in "([а-яЁЦa-zA-Z0-9]{0,3}[ .!?…»)\\n№#%'’-]{0,2}|.){0,12}") {
            let all = slowly(&text);
            prop_assert_eq!(&sentences(&text), &all);
            let cut = Cut::of(&text);
            prop_assert_eq!(&cut.sentences, &all);
            for token in &cut.tokens {
                let sentence = all.iter().take_while(|(_, end)| *end <= token.at).count();
                prop_assert_eq!(token.sentence, sentence);
            }
            // Letters, digits and what joins them, sign by sign.
            let signs: Vec<(usize, char)> = text.char_indices().collect();
            let inside = |n: usize| signs.get(n).is_some_and(|(_, c)| in_word(*c));
            let mut words: Vec<(usize, String)> = Vec::new();
            let mut open = false;
            for (n, (at, c)) in signs.iter().copied().enumerate() {
                let joins = open && matches!(c, '-' | '’' | '\'') && inside(n + 1);
                if (inside(n) || joins) && open {
                    words.last_mut().unwrap().1.push(c);
                } else if inside(n) || SIGNS.contains(&c) {
                    words.push((at, c.to_string()));
                }
                open = inside(n) || joins;
            }
            let told: Vec<(usize, String)> = cut.tokens.iter().map(|t| (t.at, t.text.to_owned())).collect();
            prop_assert_eq!(told, words);
        }
    }

    #[test]
    fn sentences_end_where_one_stops_to_breathe() {
        let text = "Открыто с 8.30 до 20. Ждём! Вход со двора, ул. мира, 5";
        let all: Vec<&str> = sentences(text)
            .iter()
            .map(|(a, b)| text[*a..*b].trim())
            .collect();
        assert_eq!(
            all,
            [
                "Открыто с 8.30 до 20.",
                "Ждём!",
                "Вход со двора, ул. мира, 5"
            ]
        );
    }

    #[test]
    fn quotations_are_other_peoples_words() {
        let text = "Она пишет: «ты в „Утре“ была?» Да";
        let found = quotes(text);
        assert!(
            found
                .iter()
                .any(|(a, b)| &text[*a..*b] == "«ты в „Утре“ была?»")
        );
        assert!(quotes("5\" и всё\nещё \"").is_empty());
    }
}
