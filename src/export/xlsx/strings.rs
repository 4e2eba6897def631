//! The texts of a file: each is kept once, and cells name it by number.

use super::xml;
use crate::kernel::FastMap;

/// How many texts met last are remembered.
const LAST: usize = 1024;

/// The texts so far.
#[derive(Default)]
pub struct Strings<'a> {
    /// Where each is. The keys are what users wrote, but whoever made a file of keys to slow this down would only wait
    /// himself; a million texts are looked up here.
    places: FastMap<&'a str, u32>,
    /// The texts met last, by where they are in memory: names of options and rows come by the thousand, and each is one and
    /// the same text then, which need not be looked at again.
    last: Vec<Option<(&'a str, u32)>>,
    /// The texts as XML, in order.
    out: String,
    /// How many cells name one.
    used: usize,
}

impl<'a> Strings<'a> {
    /// The number of a text, which is taken in when it is new.
    pub fn place(&mut self, text: &'a str) -> u32 {
        self.used += 1;
        self.last.resize(LAST, None);
        // Addresses tell more from the fourth bit on; the length tells beginnings of one text apart.
        let slot = (text.as_ptr().addr() >> 3 ^ text.len()) % LAST;
        if let Some(Some((known, place))) = self.last.get(slot)
            && std::ptr::eq(*known, text)
        {
            return *place;
        }
        let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(text).or_insert(next);
        if place == next {
            // Without the mark a reader may drop blanks at the ends.
            let blank = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b' ' | b'\n' | b'\t'));
            let bytes = text.as_bytes();
            let kept = blank(bytes.first()) || blank(bytes.last());
            self.out.push_str(if kept {
                "<si><t xml:space=\"preserve\">"
            } else {
                "<si><t>"
            });
            xml::shared(&mut self.out, text);
            self.out.push_str("</t></si>");
        }
        if let Some(slot) = self.last.get_mut(slot) {
            *slot = Some((text, place));
        }
        place
    }

    /// The part of the package.
    pub fn part(&self) -> String {
        let mut out = String::with_capacity(self.out.len() + 200);
        out.push_str(xml::DECLARATION);
        out.push_str(&format!(
            "<sst xmlns=\"{}\" count=\"{}\" uniqueCount=\"{}\">",
            xml::MAIN,
            self.used,
            self.places.len()
        ));
        out.push_str(&self.out);
        out.push_str("</sst>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_and_never_read_as_markup() {
        let mut strings = Strings::default();
        let texts = ["a<b", " c", "a<b", "<r>&</r>", "_x0041_", "d\n"];
        let places = texts.map(|t| strings.place(t));
        assert_eq!(places, [0, 1, 0, 2, 3, 4]);
        let part = strings.part();
        assert!(part.contains("count=\"6\" uniqueCount=\"5\""), "{part}");
        assert!(part.ends_with(
            "<si><t>a&lt;b</t></si><si><t xml:space=\"preserve\"> c</t></si><si><t>&lt;r&gt;&amp;&lt;/r&gt;</t></si>\
             <si><t>_x005F_x0041_</t></si><si><t xml:space=\"preserve\">d\n</t></si></sst>"
        ), "{part}");
    }
}
