//! Words of a text, in Russian and English: cut out, folded and brought to their stems (Snowball), so that a word is found in
//! any of its forms.

use super::vocabulary::known;
use crate::kernel::FastSet;
use crate::kernel::text::{each_word, fold};
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeSet;
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

/// The words of a text as they are written, each with its first byte.
pub(super) fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    each_word(text, &[], &mut |at, word| out.push((at, word)));
    out
}

/// The words of a text in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let word = |(at, text)| Word {
        at,
        text,
        stem: known(text).stem.clone(),
    };
    pieces(text).into_iter().map(word).collect()
}

/// The stem of a word: of Russian ones when it has a Cyrillic letter, of English ones otherwise.
pub fn stem(word: &str) -> String {
    stem_of(&fold(word))
}

/// The same of a word that is folded.
pub(super) fn stem_of(folded: &str) -> String {
    static STEMMERS: OnceLock<[Stemmer; 2]> = OnceLock::new();
    let [russian, english] = STEMMERS.get_or_init(|| {
        [
            Stemmer::create(Algorithm::Russian),
            Stemmer::create(Algorithm::English),
        ]
    });
    let cyrillic = folded.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let stemmer = if cyrillic { russian } else { english };
    stemmer.stem(folded).into_owned()
}

/// Stems of a phrase.
pub fn stems(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|w| w.stem).collect()
}

/// Stems of a phrase of a list. Words of lists are not looked up: what is known of a word is made from the lists.
pub(super) fn phrase(text: &str) -> Vec<String> {
    pieces(text).into_iter().map(|(_, w)| stem(w)).collect()
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

/// Does a stem say what a text is about: it is neither a letter nor one of the words that stand everywhere.
pub(super) fn tells(stem: &str) -> bool {
    static STOP: OnceLock<FastSet<String>> = OnceLock::new();
    let stop = STOP.get_or_init(|| {
        let lines = include_str!("words/stop.txt").lines();
        let lines = lines.filter(|l| !l.starts_with('#'));
        lines.flat_map(phrase).collect()
    });
    let long = stem.chars().nth(1).is_some() || stem.chars().all(|c| c.is_ascii_digit());
    long && !stop.contains(stem)
}

/// Stems of the words that say what a text is about.
pub fn about(text: &str) -> BTreeSet<String> {
    let words = pieces(text).into_iter().map(|(_, word)| known(word));
    let telling = words.filter(|known| known.tells());
    telling.map(|known| known.stem.clone()).collect()
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
    fn likeness_is_of_what_the_texts_are_about() {
        assert!(likeness("Очередь по утрам", "по утрам очереди") > 0.99);
        assert!(likeness("queue in the morning", "parking in the evening") < 0.01);
        assert!(likeness("", "") < 0.01);
    }
}
