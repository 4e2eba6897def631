//! The lists of phrases that the rules on wording go by (`words/*.txt`), and one bit for each of them, by which a word or a text
//! says that it may have something for that list.

use super::language::phrase;
use super::phrases::Phrases;
use crate::kernel::FastSet;
use crate::kernel::text::fold;
use std::sync::OnceLock;

/// A list by its bit.
pub const CLAIMS: u32 = 1;
/// Promises of sales.
pub const PROMISES: u32 = 1 << 1;
/// Empty phrases.
pub const WATER: u32 = 1 << 2;
/// Baits for likes.
pub const BAITS: u32 = 1 << 3;
/// Words that make a post a prize draw.
pub const DRAWS: u32 = 1 << 4;
/// What stands where an answer should be.
pub const PLACEHOLDERS: u32 = 1 << 5;

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub fn $name() -> &'static Phrases {
            static LIST: OnceLock<Phrases> = OnceLock::new();
            LIST.get_or_init(|| Phrases::read(include_str!(concat!("words/", $file))))
        }
    };
}
list!(
    /// Claims that ask for a proof.
    claims, "claims.txt"
);
list!(
    /// Promises of what social media cannot deliver.
    promises, "promises.txt"
);
list!(
    /// Phrases that fit every business.
    water, "water.txt"
);
list!(
    /// Words that turn the next ones round.
    negations, "negations.txt"
);

/// The lists that texts are searched for when they are read.
pub fn searched() -> [(u32, &'static Phrases); 3] {
    [(CLAIMS, claims()), (PROMISES, promises()), (WATER, water())]
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Phrases of stems that stand next to each other, and the longest stem of each: a text without it has not the phrase.
pub struct Stems {
    /// The phrases.
    pub all: Vec<Vec<String>>,
    longest: FastSet<String>,
}

impl Stems {
    fn of(lines: &[&str]) -> Self {
        let all: Vec<Vec<String>> = lines.iter().map(|l| phrase(l)).collect();
        let longest = |stems: &Vec<String>| stems.iter().max_by_key(|s| s.chars().count()).cloned();
        Self {
            longest: all.iter().filter_map(longest).collect(),
            all,
        }
    }
}

/// Phrases that are baits, and words that make the post a prize draw.
pub fn baits() -> &'static (Stems, Stems) {
    static ALL: OnceLock<(Stems, Stems)> = OnceLock::new();
    ALL.get_or_init(|| {
        let (draws, baits): (Vec<&str>, Vec<&str>) =
            lines(include_str!("words/bait.txt")).partition(|l| l.starts_with('@'));
        (Stems::of(&baits), Stems::of(&draws))
    })
}

/// Phrases that stand where an answer should be, as folded words.
pub fn placeholders() -> &'static [Vec<String>] {
    static ALL: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    ALL.get_or_init(|| {
        let words = |l| super::language::pieces(l).into_iter().map(|(_, w)| fold(w));
        let all = lines(include_str!("words/placeholders.txt"));
        all.map(|l| words(l).collect()).collect()
    })
}

/// The first words of what stands where an answer should be.
fn firsts() -> &'static FastSet<String> {
    static ALL: OnceLock<FastSet<String>> = OnceLock::new();
    ALL.get_or_init(|| {
        let first = |p: &Vec<String>| Some(p.first()?.replace('’', "'"));
        placeholders().iter().filter_map(first).collect()
    })
}

/// Lists that have a phrase for a word: that begins with it, or that has it as its longest. `keys` are those of its stem and of
/// the word (see [`super::vocabulary::key`]).
pub fn with(folded: &str, stem: &str, keys: [u64; 2]) -> u32 {
    let (baits, draws) = baits();
    let searched = searched().map(|(bit, list)| (bit, list.begins(folded, stem, keys)));
    let others = [
        (BAITS, baits.longest.contains(stem)),
        (DRAWS, draws.longest.contains(stem)),
        (PLACEHOLDERS, firsts().contains(folded)),
    ];
    let all = searched.into_iter().chain(others);
    all.filter(|(_, has)| *has)
        .fold(0, |all, (bit, _)| all | bit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::vocabulary::known;

    #[test]
    fn a_word_knows_its_lists() {
        let of = |word: &str| known(word).lists;
        assert_eq!(of("кофе"), 0);
        assert_ne!(of("лучший") & CLAIMS, 0);
        assert_ne!(of("TODO") & PLACEHOLDERS, 0);
    }
}
