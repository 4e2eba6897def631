//! Words met so far, each looked at once: folded, brought to its stem, and asked whether a list of phrases has a use for it.
//! Texts repeat their words, so that reading a thousand texts costs little more than cutting them.

use super::address::{Form, form_of};
use super::language::{stem_of, tells};
use super::lists;
use crate::kernel::FastMap;
use crate::kernel::fast::ODD;
use crate::kernel::text::{capital, fold, in_word, letter, small};
use std::cell::RefCell;
use std::rc::Rc;

/// What is known of a word.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Lower case, ё as е, a straight apostrophe.
    pub folded: String,
    /// Its stem.
    pub stem: String,
    /// A number for the stem; odd when the word says what a text is about.
    pub mark: u64,
    /// Numbers under which lists keep the phrases that begin with it: for its stem, and as it is folded.
    pub keys: [u64; 2],
    /// What its signs tell.
    pub look: Look,
    /// Lists that have a phrase for it, as bits (see [`lists`]).
    pub lists: u32,
    /// How it speaks to the reader.
    pub form: Option<Form>,
}

impl Known {
    fn of(word: &str) -> Self {
        let mut folded = fold(word);
        let stem = stem_of(&folded);
        if folded.contains('’') {
            folded = folded.replace('’', "'");
        }
        let keys = [key(&stem), key(&folded)];
        Self {
            mark: keys[0] | u64::from(tells(&stem)),
            lists: lists::with(&folded, &stem, keys),
            form: form_of(&folded),
            look: look(word),
            keys,
            folded,
            stem,
        }
    }
    /// Does it say what a text is about.
    pub const fn tells(&self) -> bool {
        self.mark & 1 == 1
    }
}

/// The number under which a list keeps what begins with a word: even.
pub fn key(word: &str) -> u64 {
    look(word).mark & !1
}

/// What a look at each sign of a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// A number for its letters and digits alone; case and ё do not matter. They are the digits of a number to the base
    /// [`BASE`], so that the number of a whole follows from those of its parts.
    pub mark: u64,
    /// The base as often with itself as it has letters and digits.
    power: u64,
    /// How many letters it has.
    pub letters: usize,
    /// How many of them are capitals.
    pub capitals: usize,
    /// Does it have an exclamation mark or a picture.
    pub loud: bool,
}

/// Odd, with its bits spread evenly.
const BASE: u64 = 0xd6e8_feb8_6659_fd93;

impl Default for Look {
    /// At nothing.
    fn default() -> Self {
        Self {
            mark: 0,
            power: 1,
            letters: 0,
            capitals: 0,
            loud: false,
        }
    }
}

impl Look {
    /// Takes in what stands behind, with the same result as a look at both in one.
    pub fn add(&mut self, next: &Self) {
        self.mark = self.mark.wrapping_mul(next.power).wrapping_add(next.mark);
        self.power = self.power.wrapping_mul(next.power);
        self.letters += next.letters;
        self.capitals += next.capitals;
        self.loud |= next.loud;
    }
}

/// Looks at each sign of a text once. Every word that is met for the first time passes here: nearly all signs are told by their
/// bytes, without being put together.
pub fn look(text: &str) -> Look {
    let mut out = Look::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let (c, is_letter) = match byte {
            b'a'..=b'z' => (byte.into(), true),
            b'0'..=b'9' => (byte.into(), false),
            b'A'..=b'Z' => {
                out.capitals += 1;
                (u32::from(byte | 0x20), true)
            }
            0..0x80 => {
                out.loud |= byte == b'!';
                at += 1;
                continue;
            }
            _ => {
                let next = bytes.get(at + 1).copied().unwrap_or_default();
                // The small letters of Russian and its capitals, but ё.
                let russian = match (byte, next) {
                    (0xd0, 0xb0..=0xbf) | (0xd1, 0x80..=0x8f) => Some((0, 0)),
                    (0xd0, 0x90..=0xaf) => Some((1, 32)),
                    _ => None,
                };
                if let Some((capital, to_small)) = russian {
                    out.capitals += capital;
                    at += 1;
                    let code = u32::from(byte & 0x1f) << 6 | u32::from(next & 0x3f);
                    (code + to_small, true)
                } else {
                    let c = text.get(at..).and_then(|t| t.chars().next());
                    let c = c.unwrap_or_default();
                    at += c.len_utf8() - 1;
                    // Marks and pictures stand above all letters of most scripts, but for two of the digits' boxes.
                    let loud = matches!(c, '\u{203c}'..='\u{2049}' | '\u{20e3}' | '\u{2300}'..='\u{2bff}' | '\u{ff01}' | '\u{1f000}'..);
                    out.loud |= loud;
                    out.capitals += usize::from(!loud && capital(c));
                    if !in_word(c) {
                        at += 1;
                        continue;
                    }
                    (small(c).into(), letter(c))
                }
            }
        };
        at += 1;
        out.letters += usize::from(is_letter);
        let digit = (u64::from(c) + 1).wrapping_mul(ODD);
        out.mark = out.mark.wrapping_mul(BASE).wrapping_add(digit);
        out.power = out.power.wrapping_mul(BASE);
    }
    out
}

/// Words kept; then it starts anew. More than a large plan uses, less than memory minds.
const MOST: usize = 100_000;

thread_local! {
    static WORDS: RefCell<FastMap<Box<str>, Rc<Known>>> = RefCell::default();
}

/// What is known of a word, from memory or looked up now.
pub fn known(word: &str) -> Rc<Known> {
    looking_up(|known| known(word))
}

/// The same for all words of a text: the memory is taken hold of once.
pub fn looking_up<T>(act: impl FnOnce(&mut dyn FnMut(&str) -> Rc<Known>) -> T) -> T {
    WORDS.with_borrow_mut(|all| {
        act(&mut |word| {
            if let Some(known) = all.get(word) {
                return Rc::clone(known);
            }
            let known = Rc::new(Known::of(word));
            if all.len() >= MOST {
                all.clear();
            }
            all.insert(word.into(), Rc::clone(&known));
            known
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_look_tells_what_each_letter_tells(text in "[а-яА-ЯёЁa-zA-Z0-9 .!?«»—☕Ⓐ‼⁉🎉é%]{0,60}|.{0,40}") {
            let look = look(&text);
            let of = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
            let picture = |c: char| matches!(c, '\u{203c}'..='\u{2049}' | '\u{20e3}' | '\u{2300}'..='\u{2bff}' | '\u{ff01}' | '\u{1f000}'..);
            prop_assert_eq!(look.letters, of(letter));
            prop_assert_eq!(look.capitals, text.chars().filter(|c| capital(*c) && !picture(*c)).count());
            prop_assert_eq!(look.loud, text.chars().any(|c| c == '!' || picture(c)));
            let said: String = text.chars().filter(|c| in_word(*c)).map(small).collect();
            let alone = super::look(&said);
            prop_assert_eq!((look.mark, look.power), (alone.mark, alone.power));
        }

        #[test]
        fn the_parts_of_a_text_tell_what_the_whole_tells(parts in prop::collection::vec("[а-яё ]{0,9}|[A-Z0-9!☕-]{0,9}|.{0,5}", 0..6)) {
            let mut sum = Look::default();
            for part in &parts {
                sum.add(&look(part));
            }
            prop_assert_eq!(sum, look(&parts.concat()));
        }

        #[test]
        fn other_letters_give_another_mark(a in "[а-яa-z0-9]{0,12}", b in "[а-яa-z0-9]{0,12}") {
            prop_assert_eq!(look(&a).mark == look(&b).mark, a == b);
        }
    }

    #[test]
    fn a_word_is_looked_at_once_and_its_forms_have_one_mark() {
        let (one, again) = (known("Скидками"), known("Скидками"));
        assert!(Rc::ptr_eq(&one, &again));
        assert_eq!(one.mark, known("скидка").mark);
        assert_ne!(one.mark, known("очередь").mark);
        assert!(one.tells() && !known("и").tells() && !known("the").tells());
        assert_eq!(known("it’s").folded, "it's");
        assert_eq!(
            (known("Вас").form, known("кофе").form),
            (Some(Form::Vy), None)
        );
    }
}
