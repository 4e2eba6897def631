//! How a large text is stored: cut into pieces, each deflated, packed into UTF-16 units and named by its content, and a
//! manifest that lists them in order. A piece is never changed, so that a save writes only what is new.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::fmt;

/// First word of a manifest. The text of a workbook starts with a brace, so that neither is taken for the other.
const MAGIC: &str = "PIECES1";
/// Largest text that is read and written, bytes, above the largest file that is opened: what a piece or a manifest claims
/// must not make the program run out of memory.
pub const MOST: usize = 40 << 20;
/// Effort of deflate. Lower ones are no faster here and take up to a tenth more room, higher ones save next to nothing.
const EFFORT: u8 = 3;
/// The first of the 32,768 units in a row that are whole characters, no halves of any and no control.
const UNIT: u32 = 0x5000;
/// Bits in one unit.
const BITS: u32 = 15;

/// Name of a piece: checksum and length of its text. The same text has the same name everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    sum: u64,
    /// Bytes of the text in UTF-8.
    length: u32,
}

impl Name {
    /// The name of a text.
    pub fn of(text: &str) -> Self {
        Self {
            sum: sum(text.as_bytes()),
            length: u32::try_from(text.len()).unwrap_or(u32::MAX),
        }
    }
    /// Reads a name; nothing unless it is exactly as it is written.
    pub fn parse(name: &str) -> Option<Self> {
        let (sum, length) = name.split_once('-')?;
        let read = Self {
            sum: u64::from_str_radix(sum, 16).ok()?,
            length: u32::from_str_radix(length, 16).ok()?,
        };
        (read.bytes() <= MOST && read.to_string() == name).then_some(read)
    }
    // By hand: a save writes a thousand of them.
    fn write(self, out: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |n: u64, at: u32| char::from(DIGITS[(n >> (4 * at) & 15) as usize]);
        out.extend((0..16).rev().map(|at| digit(self.sum, at)));
        out.push('-');
        let length = u64::from(self.length);
        let digits = (64 - length.leading_zeros()).div_ceil(4).max(1);
        out.extend((0..digits).rev().map(|at| digit(length, at)));
    }
    /// Bytes of its text in UTF-8.
    pub const fn bytes(self) -> usize {
        self.length as usize
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// The body of a record that stands for these pieces in a row.
pub fn manifest(names: &[Name]) -> String {
    let mut out = String::with_capacity(16 + names.len() * 24);
    out.push_str(MAGIC);
    for name in names {
        out.push('\n');
        name.write(&mut out);
    }
    out
}

/// Is the body of a record a manifest rather than a text.
pub fn is_manifest(body: &str) -> bool {
    body.strip_prefix(MAGIC)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'))
}

/// The pieces that a manifest lists; nothing when it is none, or wants more than is ever read.
pub fn listed(body: &str) -> Option<Vec<Name>> {
    if !is_manifest(body) {
        return None;
    }
    let names: Option<Vec<Name>> = body.split('\n').skip(1).map(Name::parse).collect();
    names.filter(|n| n.iter().map(|n| n.bytes()).sum::<usize>() <= MOST)
}

/// A text as a stored piece.
pub fn pack(text: &str) -> String {
    to_units(&compress_to_vec(&narrow(text), EFFORT))
}

/// The text of a stored piece; nothing when it is not what its name says.
pub fn unpack(name: Name, piece: &str) -> Option<String> {
    // A character takes at most four bytes while it is narrow, and at least one in UTF-8.
    let bytes = decompress_to_vec_with_limit(&from_units(piece)?, name.bytes() * 4).ok()?;
    widen(&bytes, name.bytes()).filter(|text| Name::of(text) == name)
}

/// Marks a character that does not fit into a byte of its own.
const WIDE: u8 = 1;

/// Text with one byte for a Latin or Cyrillic character: deflate then has half as much to do, and does it better.
fn narrow(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c) {
            n @ 0x400..=0x47f => out.push(0x80 | n as u8),
            n if n < 0x80 && n != u32::from(WIDE) => out.push(n as u8),
            n => {
                let [_, a, b, c] = n.to_be_bytes();
                out.extend([WIDE, a, b, c]);
            }
        }
    }
    out
}

fn widen(bytes: &[u8], length: usize) -> Option<String> {
    let mut out = String::with_capacity(length);
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            WIDE => {
                let n = [0, bytes.next()?, bytes.next()?, bytes.next()?];
                char::from_u32(u32::from_be_bytes(n))?
            }
            0x80.. => char::from_u32(0x380 + u32::from(byte))?,
            _ => char::from(byte),
        });
    }
    Some(out)
}

/// Bytes as characters of fifteen bits each, behind one that tells how many bits of the last are padding.
fn to_units(bytes: &[u8]) -> String {
    let unit = |n: u32| char::from_u32(UNIT + n).unwrap_or_default();
    let count = (bytes.len() * 8).div_ceil(BITS as usize);
    let mut out = String::with_capacity(3 * count + 3);
    let spare = count * BITS as usize - bytes.len() * 8;
    out.push(unit(spare as u32));
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits >= BITS {
            bits -= BITS;
            out.push(unit(held >> bits));
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        out.push(unit(held << (BITS - bits)));
    }
    out
}

fn from_units(text: &str) -> Option<Vec<u8>> {
    let mut units = text.chars().map(|c| {
        let n = u32::from(c).checked_sub(UNIT)?;
        (n >> BITS == 0).then_some(n)
    });
    let spare = units.next()??;
    let mut out = Vec::with_capacity(text.len() / 3 * 15 / 8);
    let (mut held, mut bits, mut all) = (0_u32, 0, 0_usize);
    for unit in units {
        held = held << BITS | unit?;
        bits += BITS;
        all += BITS as usize;
        while bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    let length = all.checked_sub(spare as usize)?;
    out.truncate(length / 8);
    (spare < BITS && length.is_multiple_of(8)).then_some(out)
}

/// Checksum of 64 bits: eight bytes a step, because a large workbook is summed in whole when it opens.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |h: u64, n: u64| {
        let h = (h ^ n).wrapping_mul(ODD);
        h ^ h >> 29
    };
    let (eights, tail) = bytes.as_chunks::<8>();
    let start = mix(ODD, bytes.len() as u64);
    let h = eights
        .iter()
        .fold(start, |h, e| mix(h, u64::from_le_bytes(*e)));
    let tail = tail.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
    mix(mix(h, tail), ODD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back_and_no_unit_is_half_a_character(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let units = to_units(&bytes);
            prop_assert!(units.encode_utf16().all(|u| (0x5000..0xd000).contains(&u)));
            prop_assert_eq!(from_units(&units), Some(bytes));
        }

        #[test]
        fn a_text_comes_back_from_its_piece(text in "(?s)[а-яё .«»—💥a-z\u{0}-\u{3}]{0,300}|.{0,80}") {
            let piece = pack(&text);
            prop_assert!(piece.encode_utf16().all(|u| (0x5000..0xd000).contains(&u)));
            prop_assert_eq!(unpack(Name::of(&text), &piece), Some(text));
        }

        #[test]
        fn another_piece_is_not_taken_for_it(text in ".{1,60}", at in any::<prop::sample::Index>(), to in any::<char>()) {
            let mut piece: Vec<char> = pack(&text).chars().collect();
            let at = at.index(piece.len());
            prop_assume!(piece[at] != to);
            piece[at] = to;
            let found = unpack(Name::of(&text), &piece.iter().collect::<String>());
            // Bits behind the end of the stream say nothing.
            prop_assert!(found.is_none() || found == Some(text));
        }

        #[test]
        fn hostile_pieces_and_manifests_are_refused(piece in "(?s).{0,60}|[倀-쿿]{0,60}", name in "[0-9a-f]{16}-[0-9a-f]{1,8}|.{0,30}", body in "PIECES1(\n[0-9a-f]{15,17}-[0-9a-f]{0,9}){0,5}|.{0,50}") {
            if let Some(name) = Name::parse(&name) {
                prop_assert_eq!(unpack(name, &piece), None);
            }
            if let Some(names) = listed(&body) {
                prop_assert_eq!(manifest(&names), body);
            }
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked_beyond_what_its_name_says() {
        let bomb = pack(&"0".repeat(4 << 20));
        let name = Name {
            sum: 7,
            length: 1000,
        };
        assert!(bomb.len() < 100_000);
        assert_eq!(unpack(name, &bomb), None);
        // A manifest may name the same large piece again and again.
        let large = Name {
            sum: 7,
            length: 8 << 20,
        };
        assert_eq!(listed(&manifest(&[large; 6])), None);
        assert!(listed(&manifest(&[large; 5])).is_some());
        assert_eq!(Name::parse("0000000000000007-ffffffff"), None);
    }

    #[test]
    fn checksums_differ_for_texts_that_nearly_agree() {
        let mut seen = std::collections::BTreeSet::new();
        for length in 1..64 {
            for byte in 0..=255 {
                let mut bytes = vec![0; length];
                bytes[length - 1] = byte;
                assert!(seen.insert(sum(&bytes)), "{bytes:?}");
            }
        }
        assert!(seen.insert(sum(b"")));
    }
}
