//! What there is to know of a text, so that a letter in one post does not have all the others cut into words again. It changes
//! no answer: what is kept is what the same text gives each time.

use super::address::{Address, address};
use super::cut::{Cut, Token};
use super::lists;
use super::vocabulary::{Look, look};
use crate::kernel::fast::Spread;
use crate::kernel::text::blank;
use crate::kernel::{CellRef, FastMap, Kind, Row};
use crate::modules::content::Post;
use std::cell::RefCell;
use std::hash::Hasher;
use std::rc::Rc;

/// A sentence of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First byte.
    pub from: usize,
    /// The byte behind the last.
    pub to: usize,
    /// How many letters it has.
    pub letters: usize,
    /// A number for its letters and digits.
    pub mark: u64,
}

/// A text that was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Marks of the stems of its words (see [`super::vocabulary::Known::mark`]), each once: first those that say what it is
    /// about, then the others, both in their order.
    stems: Box<[u64]>,
    /// How many of them say what it is about.
    about: usize,
    /// A bit for each of the stems, of 64: without its bit a stem is not there.
    bits: u64,
    /// Its sentences.
    pub sentences: Box<[Sentence]>,
    /// How many letters it has.
    pub letters: usize,
    /// How many of them are capitals.
    pub capitals: usize,
    /// Does it have an exclamation mark or a picture.
    pub loud: bool,
    /// How it speaks to its reader.
    pub address: Address,
    /// Lists that it may have a phrase of, as bits. A list that is not among them has none.
    pub lists: u32,
}

impl Reading {
    fn of(text: &str) -> Self {
        let cut = Cut::of(text);
        // Turned so that numbers in their order are the odd ones in their order, then the others.
        let turned = |t: &Token<'_>| t.known.mark.rotate_right(1) ^ 1 << 63;
        let mut stems: Vec<u64> = cut.tokens.iter().map(turned).collect();
        stems.sort_unstable();
        stems.dedup();
        for stem in &mut stems {
            *stem = (*stem ^ 1 << 63).rotate_left(1);
        }
        let about = stems.partition_point(|m| m & 1 == 1);
        let mut lists = cut.tokens.iter().fold(0, |all, t| all | t.known.lists);
        for (bit, list) in lists::searched() {
            if lists & bit != 0 && !list.near(&cut, bit) {
                lists &= !bit;
            }
        }
        // Words know what their letters tell; nothing but marks and pictures stands between them.
        let mut whole = Look::default();
        let mut looks = vec![Look::default(); cut.sentences.len()];
        let mut at = 0;
        for token in &cut.tokens {
            whole.loud |= loud(text.get(at..token.at).unwrap_or_default());
            at = token.end();
            whole.add(&token.known.look);
            if let Some(sentence) = looks.get_mut(token.sentence) {
                sentence.add(&token.known.look);
            }
        }
        whole.loud |= loud(text.get(at..).unwrap_or_default());
        let sentence = |((from, to), look): (&(usize, usize), &Look)| Sentence {
            from: *from,
            to: *to,
            letters: look.letters,
            mark: look.mark,
        };
        let sentences = cut.sentences.iter().zip(&looks).map(sentence).collect();
        Self {
            bits: stems.iter().fold(0, |all, m| all | bit(*m)),
            stems: stems.into(),
            about,
            sentences,
            address: address(&cut),
            letters: whole.letters,
            capitals: whole.capitals,
            loud: whole.loud,
            lists,
        }
    }
    /// Does it have a word with this mark.
    pub fn has(&self, mark: u64) -> bool {
        let (about, others) = self.stems.split_at(self.about);
        let among = if mark & 1 == 1 { about } else { others };
        self.bits & bit(mark) != 0 && among.binary_search(&mark).is_ok()
    }
    /// Marks of what it is about, in their order.
    pub fn about(&self) -> &[u64] {
        &self.stems[..self.about]
    }
    /// May it have a phrase of a list.
    pub const fn may(&self, list: u32) -> bool {
        self.lists & list != 0
    }
}

/// Has what stands between two words an exclamation mark or a picture. Nearly always it is a blank.
fn loud(between: &str) -> bool {
    let may = |b: &u8| *b == b'!' || *b >= 0xe2;
    between.as_bytes().iter().any(may) && look(between).loud
}

/// The bit of a mark: without it among the bits of some texts the mark is in none of them.
pub const fn bit(mark: u64) -> u64 {
    1 << (mark >> 58)
}

/// Bytes of texts kept; then it starts anew. Several plans of the largest kind.
const MOST: usize = 32_000_000;

#[derive(Default)]
struct Read {
    texts: FastMap<u64, Rc<Reading>>,
    bytes: usize,
}

thread_local! {
    static READ: RefCell<Read> = RefCell::default();
}

/// A number for a text as it stands, to the sign.
pub fn whole(text: &str) -> u64 {
    let mut sum = Spread::default();
    sum.write(text.as_bytes());
    sum.finish()
}

/// What there is to know of a text, from memory or read now.
pub fn read(text: &str) -> Rc<Reading> {
    let key = whole(text);
    if let Some(known) = READ.with_borrow(|all| all.texts.get(&key).cloned()) {
        return known;
    }
    let reading = Rc::new(Reading::of(text));
    READ.with_borrow_mut(|all| {
        all.bytes += text.len();
        if all.bytes > MOST {
            *all = Read {
                bytes: text.len(),
                ..Read::default()
            };
        }
        all.texts.insert(key, Rc::clone(&reading));
    });
    reading
}

/// A post that was read: all its texts at once, so that no rule has to look up each of them.
#[derive(Clone, Debug, Default)]
pub struct PostRead {
    /// Title, first line and text; nothing for a blank one.
    pub said: [Option<Rc<Reading>>; 3],
    /// Lists that any of its texts may have a phrase of, as bits, those of its other fields too.
    pub lists: u32,
    /// A bit for each of the stems of all its texts, of 64.
    bits: u64,
    /// What else is written in its fields.
    others: Vec<Rc<Reading>>,
}

impl PostRead {
    /// Has one of its texts all of these marks; `bits` are theirs (see [`bit`]).
    pub fn has(&self, bits: u64, marks: &[u64]) -> bool {
        let has = |reading: &Reading| {
            reading.bits & bits == bits && marks.iter().all(|m| reading.has(*m))
        };
        if self.bits & bits != bits {
            return false;
        }
        // Not in one chain: this is asked for each post and each taboo.
        for reading in self.said.iter().flatten() {
            if has(reading) {
                return true;
            }
        }
        for reading in &self.others {
            if has(reading) {
                return true;
            }
        }
        false
    }
    /// How many texts it has that are not blank.
    pub fn texts(&self) -> usize {
        self.said.iter().flatten().count() + self.others.len()
    }
}

/// The columns of [`PostRead::said`].
pub const SAID: [&str; 3] = [Post::title, Post::hook, Post::body];

/// The texts of these columns.
pub fn said(post: &Post) -> [&str; 3] {
    [&post.title, &post.hook, &post.body]
}

/// Reads the texts of a post: what somebody wrote, not dates, links and choices.
pub fn post(post: &Post) -> PostRead {
    let mut out = PostRead::default();
    let record = post.as_record();
    let blanks = |l: &&String| !blank(l);
    for (i, field) in record.fields().iter().enumerate() {
        if !matches!(field.kind, Kind::Line | Kind::Prose | Kind::Lines) {
            continue;
        }
        match record.cell(i) {
            Some(CellRef::Text(text)) if !blank(text) => {
                match SAID.iter().position(|column| *column == field.id) {
                    Some(at) => out.said[at] = Some(read(text)),
                    None => out.others.push(read(text)),
                }
            }
            Some(CellRef::Lines(lines)) => {
                out.others
                    .extend(lines.iter().filter(blanks).map(|l| read(l)));
            }
            _ => {}
        }
    }
    for reading in out.said.iter().flatten().chain(&out.others) {
        out.lists |= reading.lists;
        out.bits |= reading.bits;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::vocabulary::known;

    #[test]
    fn a_text_is_read_once_and_another_one_anew() {
        let text = "Лучший кофе во дворе! Приходите в субботу ☕";
        let one = read(text);
        assert!(Rc::ptr_eq(&one, &read(&[text, ""].concat())));
        assert!(!Rc::ptr_eq(
            &one,
            &read("Лучший кофе во дворе. Приходите в субботу ☕")
        ));
        assert!(one.has(known("кофе").mark) && !one.has(known("чай").mark));
        assert!(one.about().is_sorted() && one.about().iter().all(|m| m & 1 == 1));
        assert!(one.has(known("во").mark) && !one.has(known("то").mark));
        assert!(read("то и это").about().is_empty());
        assert!(one.may(lists::CLAIMS) && !one.may(lists::WATER));
        assert!(one.loud && !read("Тихо, спокойно…").loud && read("1️⃣").loud);
        assert_eq!((one.letters, one.capitals), (34, 2));
        assert_eq!(one.sentences.len(), 2);
        assert_eq!(read(""), Rc::new(Reading::default()));
    }
}
