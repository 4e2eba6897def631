//! Rules L: the wording of texts. What it looks like: exclamation marks, capitals, emoji.

use super::wording::outward;
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::text::fold;
use crate::review::cut::{Cut, sentences};
use crate::review::language::words;
use crate::review::{Arg, Case, Out};
use std::collections::BTreeSet;
use std::sync::OnceLock;

type Spans = Vec<(usize, usize)>;

/// # Shouting
///
/// {place}: exclamation marks: {n}, of them in a row: {row}. More than {limit} in one text and {most} in a row is shouting.
///
/// > words: {place}: words in capitals: {n} (“{words}”), the limit is {limit}.
///
/// > quieter: Make it quieter: single marks and fewer of them
///
/// > lower: Put the words in small letters
///
/// - Checks: exclamation marks in a row and in one text, and words of capitals that are neither abbreviations nor names, in posts and profiles.
/// - Why: when everything is loud nothing stands out, and feeds and moderators take shouting for spam.
/// - Example: “SALE!!! HURRY UP!!!”
/// - Fix: leave one mark where the joy is real, and stress the main word by its place in the sentence.
///
/// # Крик
///
/// {place}: восклицательных знаков {n}, подряд {row}. Больше {limit} в одном тексте и {most} подряд — это крик.
///
/// > words: {place}: слов прописными буквами {n} («{words}»), а порог {limit}.
///
/// > quieter: Сделать тише: по одному знаку, и тех меньше
///
/// > lower: Написать эти слова строчными буквами
///
/// - Что смотрит: сколько восклицательных знаков подряд и в одном тексте, сколько слов набрано прописными, если это не аббревиатуры и не названия; в постах и профилях.
/// - Зачем: когда громко всё, не выделяется ничего, а ленты и модераторы принимают крик за спам.
/// - Пример: «РАСПРОДАЖА!!! УСПЕЙТЕ КУПИТЬ!!!»
/// - Как исправить: оставьте один знак там, где радость настоящая, а главное слово выделите местом в предложении.
#[allow(clippy::cast_precision_loss)]
pub fn shouting(case: &Case<'_>, out: &mut Out<'_>) {
    out.not_applicable(k::review_na::nothing);
    let (most, limit) = (out.limit("row"), out.limit("marks"));
    let (letters, most_words) = (out.limit("letters"), out.limit("words"));
    let names = names(case);
    outward(case).for_each(|one| {
        let few = (one.reading.capitals as f64) < letters.max(1.0);
        // Most texts have no mark and few capitals: they need not be looked at again.
        if !one.reading.loud && few {
            return out.pass();
        }
        let runs = marks(one.text);
        let count = |(a, b): &(usize, usize)| one.text.get(*a..*b).map_or(0, loudness);
        let row = runs.iter().map(count).max().unwrap_or_default();
        let all: usize = runs.iter().map(count).sum();
        let loud = capitals(one.text, letters, &names);
        let worst = runs
            .iter()
            .find(|r| count(r) as f64 > most)
            .or_else(|| (all as f64 > limit).then(|| runs.last()).flatten());
        if let Some((from, to)) = worst {
            out.find(one.place)
                .with("place", one.name())
                .with("n", Arg::Number(all as f64, 0))
                .with("row", Arg::Number(row as f64, 0))
                .with("limit", Arg::Number(limit, 0))
                .with("most", Arg::Number(most, 0))
                .span(*from, *to)
                .fix(
                    "quieter",
                    vec![Edit::text(
                        one.place,
                        quieter(one.text, &runs, if most < 1.0 { 0.0 } else { limit }),
                    )],
                );
        } else if loud.len() as f64 > most_words {
            let (from, _) = loud.first().copied().unwrap_or_default();
            let (_, to) = loud.last().copied().unwrap_or_default();
            let words: Vec<&str> = loud
                .iter()
                .filter_map(|(a, b)| one.text.get(*a..*b))
                .collect();
            out.find(one.place)
                .says("words")
                .with("place", one.name())
                .with("n", Arg::Number(loud.len() as f64, 0))
                .with("words", Arg::Text(words.join(", ")))
                .with("limit", Arg::Number(most_words, 0))
                .span(from, to)
                .fix("lower", vec![Edit::text(one.place, lower(one.text, &loud))]);
        } else {
            out.pass();
        }
    });
}

/// How many exclamation marks a character is worth.
const fn loud(c: char) -> usize {
    match c {
        '!' | '❗' | '❕' | '⁉' | '！' => 1,
        '‼' => 2,
        _ => 0,
    }
}

fn loudness(text: &str) -> usize {
    text.chars().map(loud).sum()
}

/// Runs of exclamation marks.
fn marks(text: &str) -> Spans {
    let mut out: Spans = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match out.last_mut() {
            // A variation selector belongs to the mark before it.
            Some(run) if run.1 == at && (loud(c) > 0 || c == '\u{fe0f}') => run.1 = end,
            _ if loud(c) > 0 => out.push((at, end)),
            _ => {}
        }
    }
    out
}

/// The text with one mark for each run, and full stops for those beyond the limit.
#[allow(clippy::cast_precision_loss)]
fn quieter(text: &str, runs: &[(usize, usize)], limit: f64) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (i, (from, to)) in runs.iter().enumerate() {
        out.push_str(text.get(at..*from).unwrap_or_default());
        let asked = out.ends_with('?') || text.get(*to..).is_some_and(|t| t.starts_with('?'));
        if !asked {
            out.push(if ((i + 1) as f64) <= limit { '!' } else { '.' });
        }
        at = *to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Words that may stand in capitals: abbreviations, and what the client's things are called.
fn names(case: &Case<'_>) -> BTreeSet<String> {
    let w = case.w;
    let mut out = BTreeSet::new();
    let products = w.brief.products.iter().map(|p| p.name.as_str());
    let channels = w.channels.channels.iter();
    let profiles = channels.flat_map(|c| [c.label.as_str(), &c.handle]);
    for text in [w.brief.company.as_str(), &w.frame.project]
        .into_iter()
        .chain(products)
        .chain(profiles)
    {
        out.extend(words(text).into_iter().map(|w| fold(w.text)));
    }
    out
}

fn known() -> &'static BTreeSet<String> {
    static KNOWN: OnceLock<BTreeSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lines = include_str!("../words/capitals.txt").lines();
        let words = lines.filter(|l| !l.starts_with('#'));
        words.flat_map(str::split_whitespace).map(fold).collect()
    })
}

/// Words in capitals that are neither names nor abbreviations. Codes with digits and hashtags are left alone.
#[allow(clippy::cast_precision_loss)]
fn capitals(text: &str, letters: f64, names: &BTreeSet<String>) -> Spans {
    let mut out = Vec::new();
    // Without so many capitals nothing is shouted, and most texts need not be cut into words.
    if (text.chars().filter(|c| c.is_uppercase()).count() as f64) < letters {
        return out;
    }
    for token in Cut::of(text).tokens {
        let high = token.text.chars().all(|c| c.is_uppercase() || c == '-');
        let long = token.text.chars().filter(|c| c.is_alphabetic()).count() as f64 >= letters;
        let tag = text
            .get(..token.at)
            .is_some_and(|t| t.ends_with(['#', '@', '_', '/']));
        if high
            && long
            && !tag
            && !known().contains(&token.known.folded)
            && !names.contains(&token.known.folded)
        {
            out.push((token.at, token.end()));
        }
    }
    out
}

/// The text with these words in small letters, but for the first letter of a sentence.
fn lower(text: &str, loud: &[(usize, usize)]) -> String {
    let starts: BTreeSet<usize> = sentences(text)
        .into_iter()
        .filter_map(|(a, b)| {
            let sentence = text.get(a..b)?;
            Some(a + sentence.find(char::is_alphanumeric)?)
        })
        .collect();
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in loud {
        out.push_str(text.get(at..*from).unwrap_or_default());
        let word = text.get(*from..*to).unwrap_or_default();
        let mut chars = word.chars();
        if starts.contains(from) {
            out.extend(chars.next());
        }
        out.push_str(&chars.as_str().to_lowercase());
        at = *to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// # Too many emoji
///
/// {place}: {n} emoji, the limit is {limit}.
///
/// > fewer: Take the emoji beyond the limit away
///
/// - Checks: how many emoji there are in each text of a post or profile.
/// - Why: each of them pulls the eye from the words, and screen readers speak every one aloud.
/// - Example: a fire, a heart and a rocket behind every sentence.
/// - Fix: keep those that say something: a mark in a list, a mood in one place.
///
/// # Слишком много эмодзи
///
/// {place}: эмодзи {n}, а порог {limit}.
///
/// > fewer: Убрать эмодзи сверх порога
///
/// - Что смотрит: сколько эмодзи в каждом тексте поста и профиля.
/// - Зачем: каждый из них уводит взгляд от слов, а экранный диктор произносит их все вслух.
/// - Пример: огонь, сердце и ракета после каждого предложения.
/// - Как исправить: оставьте те, что что-то значат: метку в списке, настроение в одном месте.
#[allow(clippy::cast_precision_loss)]
pub fn emoji_flood(case: &Case<'_>, out: &mut Out<'_>) {
    out.not_applicable(k::review_na::nothing);
    let limit = out.limit("emoji");
    outward(case).for_each(|one| {
        if !one.reading.loud {
            return out.pass();
        }
        let all = emoji(one.text);
        let (kept, over) = split(&all, limit);
        let (Some((from, _)), Some((_, to))) = (over.first(), over.last()) else {
            return out.pass();
        };
        out.find(one.place)
            .with("place", one.name())
            .with("n", Arg::Number((kept + over.len()) as f64, 0))
            .with("limit", Arg::Number(limit, 0))
            .span(*from, *to)
            .fix(
                "fewer",
                vec![Edit::text(one.place, without(one.text, over))],
            );
    });
}

#[allow(clippy::cast_precision_loss)]
fn split(all: &[(usize, usize)], limit: f64) -> (usize, &[(usize, usize)]) {
    let kept = all
        .iter()
        .enumerate()
        .take_while(|(i, _)| ((i + 1) as f64) <= limit)
        .count();
    (kept, all.get(kept..).unwrap_or_default())
}

/// Emoji where they stand; a flag, a family or a hand with its colour counts once.
fn emoji(text: &str) -> Spans {
    let mut out: Spans = Vec::new();
    let (mut joined, mut half_flag) = (false, false);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let u = c as u32;
        let part = matches!(u, 0x1f3fb..=0x1f3ff | 0xfe0f | 0x200d | 0x20e3 | 0xe0020..=0xe007f);
        let flag = matches!(u, 0x1f1e6..=0x1f1ff);
        let picture = matches!(u,
            0x1f000..=0x1faff | 0x2600..=0x2712 | 0x2714..=0x27bf | 0x2b05..=0x2b07 | 0x2b1b | 0x2b1c
            | 0x2b50 | 0x2b55 | 0x231a | 0x231b | 0x23e9..=0x23fa | 0x203c | 0x2049);
        let follows = out.last().is_some_and(|(_, to)| *to == at);
        match out.last_mut() {
            Some(last) if follows && (part || joined || flag && half_flag) => last.1 = end,
            _ if picture => out.push((at, end)),
            // A digit in its box.
            _ if u == 0x20e3 => out.push((at, end)),
            _ => {}
        }
        half_flag = flag && !(follows && half_flag);
        joined = u == 0x200d && follows;
    }
    out
}

/// The text without these, and without the blank each of them leaves.
fn without(text: &str, places: &[(usize, usize)]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in places {
        out.push_str(text.get(at..*from).unwrap_or_default());
        let rest = text.get(*to..).unwrap_or_default();
        if out.ends_with(' ') && (rest.is_empty() || rest.starts_with([' ', '\n'])) {
            out.pop();
        }
        at = *to;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_counted_as_people_see_them() {
        for (text, n) in [
            ("☕️ и 🥐", 2),
            ("👨‍👩‍👧 🇷🇺🇬🇧 👍🏽", 4),
            ("1️⃣ 2️⃣", 2),
            ("— ✓ № 5 ★", 1),
            ("", 0),
        ] {
            assert_eq!(emoji(text).len(), n, "{text}");
        }
        assert_eq!(without("Кофе 🔥 и 🥐", &emoji("Кофе 🔥 и 🥐")), "Кофе и");
    }

    #[test]
    fn a_quiet_text_says_the_same() {
        let text = "СКИДКИ СЕГОДНЯ! ЖДЁМ ВАС!!! Да?!";
        assert_eq!(
            quieter(text, &marks(text), 1.0),
            "СКИДКИ СЕГОДНЯ! ЖДЁМ ВАС. Да?"
        );
        let asked = "Что!? Да!";
        assert_eq!(quieter(asked, &marks(asked), 1.0), "Что? Да.");
        assert_eq!(marks("Ура❗\u{fe0f}❗\u{fe0f} Да").len(), 1);
        assert_eq!(
            lower(text, &capitals(text, 4.0, &BTreeSet::new())),
            "Скидки сегодня! Ждём ВАС!!! Да?!"
        );
    }
}
