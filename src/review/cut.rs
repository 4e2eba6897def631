//! A text cut into words and sentences, and the quotations in it.

use super::vocabulary::{Known, looking_up};
use crate::kernel::text::each_word;
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
                if word.chars().next().is_some_and(|c| SIGNS.contains(&c)) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::text::in_word;
    use proptest::prelude::*;

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
