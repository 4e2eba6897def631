//! What is known of texts that were looked at before, so that a letter in one post does not have all the others cut into words
//! again. It changes no answer: what is kept is what the same text gives each time.

use crate::kernel::FastMap;
use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::thread::LocalKey;

/// Answers by text.
pub type Memo<T> = RefCell<FastMap<u64, T>>;

/// Texts kept of one kind; then it starts anew. Two plans of the largest kind.
const MOST: usize = 200_000;

/// The answer for a text, from memory or made now. `kind` tells apart questions that share a memory.
pub fn recall<T: Copy>(
    memory: &'static LocalKey<Memo<T>>,
    kind: usize,
    text: &str,
    make: impl FnOnce() -> T,
) -> T {
    let mut hasher = DefaultHasher::new();
    (kind, text).hash(&mut hasher);
    let key = hasher.finish();
    if let Some(known) = memory.with_borrow(|m| m.get(&key).copied()) {
        return known;
    }
    let answer = make();
    memory.with_borrow_mut(|m| {
        if m.len() >= MOST {
            m.clear();
        }
        m.insert(key, answer);
    });
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::FastMap;

    thread_local! {
        static LENGTHS: Memo<usize> = RefCell::new(FastMap::default());
    }

    #[test]
    fn a_text_is_looked_at_once_for_each_question() {
        let mut looks = 0;
        for (kind, text) in [
            (0, "кофе"),
            (0, "кофе"),
            (1, "кофе"),
            (0, "чай"),
            (0, "кофе"),
        ] {
            let length = recall(&LENGTHS, kind, text, || {
                looks += 1;
                text.len() + kind
            });
            assert_eq!(length, text.len() + kind);
        }
        assert_eq!(looks, 3);
    }
}
