//! Words of a text, in Russian and English: cut out, folded and brought to their stems (Snowball), so that a word is found in
//! any of its forms.

use crate::kernel::text::fold;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// A word where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// First byte in the text.
    pub at: usize,
    /// The word as it is written.
    pub text: &'t str,
    /// Its stem.
    pub stem: String,
}

impl Word<'_> {
    /// The byte behind it.
    pub const fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// Letters of a word; apostrophes and hyphens are parts of it when they stand inside.
fn letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// The words of a text as they are written, each with its first byte.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let inside =
                    matches!(c, '-' | '’' | '\'') && text[at + c.len_utf8()..].starts_with(letter);
                if !inside {
                    out.push((from, &text[from..at]));
                    start = None;
                }
            }
            _ => {}
        }
    }
    out
}

/// The words of a text in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let word = |(at, text)| Word {
        at,
        text,
        stem: stem(text),
    };
    pieces(text).into_iter().map(word).collect()
}

/// Seeks some stems in many texts. A word that comes again is not brought to its stem again.
#[derive(Debug, Default)]
pub struct Seeker<'t> {
    wanted: BTreeMap<String, usize>,
    met: HashMap<&'t str, Option<usize>>,
}

impl<'t> Seeker<'t> {
    /// Numbers of the stems of what a phrase is about. All phrases come before the first text.
    pub fn want(&mut self, phrase: &str) -> BTreeSet<usize> {
        let mut numbers = BTreeSet::new();
        for stem in about(phrase) {
            let next = self.wanted.len();
            numbers.insert(*self.wanted.entry(stem).or_insert(next));
        }
        numbers
    }
    /// Numbers of the stems that a text has.
    pub fn find(&mut self, text: &'t str) -> BTreeSet<usize> {
        let wanted = &self.wanted;
        let words = pieces(text).into_iter();
        words
            .filter_map(|(_, word)| {
                let seek = || wanted.get(&stem(word)).copied();
                *self.met.entry(word).or_insert_with(seek)
            })
            .collect()
    }
}

/// The stem of a word: of Russian ones when it has a Cyrillic letter, of English ones otherwise.
pub fn stem(word: &str) -> String {
    static STEMMERS: OnceLock<[Stemmer; 2]> = OnceLock::new();
    let [russian, english] = STEMMERS.get_or_init(|| {
        [
            Stemmer::create(Algorithm::Russian),
            Stemmer::create(Algorithm::English),
        ]
    });
    let folded = fold(word);
    let cyrillic = folded.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let stemmer = if cyrillic { russian } else { english };
    stemmer.stem(&folded).into_owned()
}

/// Stems of a phrase.
pub fn stems(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|w| w.stem).collect()
}

/// Where the stems stand next to each other in the words: bytes from and to of each place. Nothing for an empty phrase.
pub fn places(words: &[Word<'_>], phrase: &[String]) -> Vec<(usize, usize)> {
    if phrase.is_empty() {
        return Vec::new();
    }
    words
        .windows(phrase.len())
        .filter(|w| w.iter().zip(phrase).all(|(w, p)| w.stem == *p))
        .map(|w| (w[0].at, w[w.len() - 1].end()))
        .collect()
}

/// Stems of the words that say what a text is about.
pub fn about(text: &str) -> BTreeSet<String> {
    static STOP: OnceLock<BTreeSet<String>> = OnceLock::new();
    let stop = STOP.get_or_init(|| {
        let lines = include_str!("words/stop.txt").lines();
        lines
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(stem)
            .collect()
    });
    words(text)
        .into_iter()
        .filter(|w| w.stem.chars().count() > 1 || w.stem.chars().all(|c| c.is_ascii_digit()))
        .map(|w| w.stem)
        .filter(|s| !stop.contains(s))
        .collect()
}

/// How much two texts are about the same: stems in both of all stems (Jaccard), 0 to 1. Two empty texts have nothing in
/// common.
#[allow(clippy::cast_precision_loss)]
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (about(a), about(b));
    let all = a.union(&b).count();
    if all == 0 {
        return 0.0;
    }
    a.intersection(&b).count() as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_its_forms() {
        let text = "Скидки — на всё! О наших скидках знают.";
        let found = places(&words(text), &stems("скидка"));
        let shown: Vec<&str> = found.iter().map(|(a, b)| &text[*a..*b]).collect();
        assert_eq!(shown, ["Скидки", "скидках"]);
        let text = "Guaranteed results: we guarantee them.";
        assert_eq!(places(&words(text), &stems("guarantees")).len(), 2);
        assert_eq!(
            places(&words("самый дешёвый кофе"), &stems("дешевый кофе")).len(),
            1
        );
        assert!(places(&words("кофе"), &[]).is_empty());
    }

    #[test]
    fn words_keep_their_places() {
        let text = "Кофе-брейк, it’s 5:30 «во дворе»";
        let found: Vec<&str> = words(text).iter().map(|w| w.text).collect();
        assert_eq!(found, ["Кофе-брейк", "it’s", "5", "30", "во", "дворе"]);
        for w in words(text) {
            assert_eq!(&text[w.at..w.end()], w.text);
        }
    }

    #[test]
    fn a_seeker_finds_stems_in_many_texts() {
        let mut seeker = Seeker::default();
        let (queue, pram) = (seeker.want("Очередь по утрам"), seeker.want("коляска"));
        let found = seeker.find("Утром без очередей, и с коляской можно");
        assert!(queue.union(&pram).all(|n| found.contains(n)));
        let found = seeker.find("С коляской");
        assert_eq!(found, pram);
        assert!(seeker.find("").is_empty());
    }

    #[test]
    fn likeness_is_of_what_the_texts_are_about() {
        assert!(likeness("Очередь по утрам", "по утрам очереди") > 0.99);
        assert!(likeness("queue in the morning", "parking in the evening") < 0.01);
        assert!(likeness("", "") < 0.01);
    }
}
