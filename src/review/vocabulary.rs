//! Words met so far, each looked at once: folded, brought to its stem, and asked whether a list of phrases has a use for it.
//! Texts repeat their words, so that reading a thousand texts costs little more than cutting them.

use super::address::{Form, form_of};
use super::language::{stem, tells};
use super::lists;
use crate::kernel::FastMap;
use crate::kernel::text::{fold, in_word, letter, small};
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
    /// Lists that have a phrase for it, as bits (see [`lists`]).
    pub lists: u32,
    /// How it speaks to the reader.
    pub form: Option<Form>,
}

impl Known {
    fn of(word: &str) -> Self {
        let stem = stem(word);
        let folded = fold(word).replace('’', "'");
        Self {
            mark: mark(&stem).0 & !1 | u64::from(tells(&stem)),
            lists: lists::with(&folded, &stem),
            form: form_of(&folded),
            folded,
            stem,
        }
    }
    /// Does it say what a text is about.
    pub const fn tells(&self) -> bool {
        self.mark & 1 == 1
    }
}

/// A number for a text by its letters and digits alone (FNV-1a), and how many letters it has; case and ё do not matter.
pub fn mark(text: &str) -> (u64, usize) {
    let (mut sum, mut letters) = (0xcbf2_9ce4_8422_2325_u64, 0);
    for c in text.chars() {
        // Every letter of every text passes here: nearly all are told at once, Russian ones by their numbers.
        let (c, is) = match c {
            'a'..='z' | '\u{430}'..='\u{44f}' => (c, true),
            '0'..='9' => (c, false),
            '\0'..='@' => continue,
            _ if letter(c) => (small(c), true),
            _ if in_word(c) => (small(c), false),
            _ => continue,
        };
        letters += usize::from(is);
        sum = (sum ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
    (sum, letters)
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
