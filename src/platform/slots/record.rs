//! One stored record: a first line with revision, length and checksum, then the file text. The same
//! format stands in both slots and in the mirror.

/// First word of every record.
const MAGIC: &str = "PLANERKA1";
/// Largest revision that is believed: far more saves than anybody makes, and exact in JavaScript. A
/// larger number is damage.
pub(super) const LAST: u64 = 1 << 52;

/// What the first line of a record says: enough to know the record again without reading its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Number of the save, from 1.
    pub revision: u64,
    /// Bytes of the text in UTF-8.
    length: usize,
    /// Checksum.
    sum: u32,
}

impl Mark {
    /// The mark that a text gets under a revision.
    pub fn of(revision: u64, body: &str) -> Self {
        // The revision is summed too: a flipped digit in it must not make an old record the newest.
        let start = format!("{revision} ");
        Self {
            revision,
            length: body.len(),
            sum: crc32(&[start.as_bytes(), body.as_bytes()]),
        }
    }

    /// The first line, without its end.
    pub fn line(self) -> String {
        let Self {
            revision,
            length,
            sum,
        } = self;
        format!("{MAGIC} {revision} {length} {sum:08x}")
    }

    /// Reads a first line; nothing unless it is exactly as [`Mark::line`] writes it.
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix(MAGIC)?.strip_prefix(' ')?.split(' ');
        let mark = Self {
            revision: words.next()?.parse().ok()?,
            length: words.next()?.parse().ok()?,
            sum: u32::from_str_radix(words.next()?, 16).ok()?,
        };
        let sound = (1..=LAST).contains(&mark.revision) && mark.line() == line;
        sound.then_some(mark)
    }
}

/// The record of a text, as it is stored.
pub fn record(revision: u64, body: &str) -> String {
    let line = Mark::of(revision, body).line();
    let mut record = String::with_capacity(line.len() + 1 + body.len());
    record.push_str(&line);
    record.push('\n');
    record.push_str(body);
    record
}

/// The revision that the first line of a record tells; nothing when it tells none. The text is not
/// checked against it: whether the record is good is for [`super::load`] to say.
pub fn revision_of(record: &str) -> Option<u64> {
    Mark::parse(record.split('\n').next()?).map(|m| m.revision)
}

/// May a record of this revision be written over what the mirror holds? It may not when that is as new or
/// newer: then another tab went on there, and the text to be written is a rival of it. The look and the
/// write belong into one transaction of the mirror's store.
pub fn follows(mirror: Option<&str>, revision: u64) -> bool {
    mirror.and_then(revision_of).is_none_or(|r| r < revision)
}

/// Takes a record apart; nothing when any part of it is damaged.
pub(super) fn open(record: &str) -> Option<(Mark, &str)> {
    let (line, body) = record.split_once('\n')?;
    let mark = Mark::parse(line)?;
    // The first records summed the text alone; people may have some.
    let old = || crc32(&[body.as_bytes()]) == mark.sum;
    let good = mark.length == body.len() && (Mark::of(mark.revision, body) == mark || old());
    good.then_some((mark, body))
}

/// CRC-32 (IEEE 802.3) of the pieces one after another.
fn crc32(pieces: &[&[u8]]) -> u32 {
    !pieces.iter().fold(!0, |crc, piece| feed(crc, piece))
}

/// What each byte adds to a sum.
const BYTES: [u32; 256] = {
    let mut table = [0u32; 256];
    let mut i = 0;
    while i < 256 {
        #[allow(clippy::cast_possible_truncation)]
        let mut c = i as u32;
        let mut bit = 0;
        while bit < 8 {
            c = if c & 1 == 1 {
                0xEDB8_8320 ^ (c >> 1)
            } else {
                c >> 1
            };
            bit += 1;
        }
        table[i] = c;
        i += 1;
    }
    table
};

/// Texts from this length on are summed eight bytes a step: four times as fast, which a large workbook
/// feels on every save.
const LONG: usize = 4096;

fn feed(mut crc: u32, bytes: &[u8]) -> u32 {
    let next = |crc: u32| BYTES[(crc & 0xff) as usize] ^ (crc >> 8);
    let mut rest = bytes;
    if bytes.len() >= LONG {
        // What a byte adds that has one to seven more behind it: made here rather than carried in the
        // program, where it would weigh more than all of this file.
        let mut ahead = [BYTES; 8];
        for i in 1..8 {
            ahead[i] = ahead[i - 1].map(next);
        }
        let (eights, tail) = bytes.as_chunks::<8>();
        for eight in eights {
            let [a, b, c, d] = crc.to_le_bytes();
            let mixed = [a, b, c, d, 0, 0, 0, 0];
            crc = (0..8).fold(0, |sum, i| {
                sum ^ ahead[7 - i][usize::from(eight[i] ^ mixed[i])]
            });
        }
        rest = tail;
    }
    for byte in rest {
        crc = next(crc ^ u32::from(*byte));
    }
    crc
}

/// Checksum of bytes that are put aside, for their name.
pub(super) fn sum(bytes: &str) -> u32 {
    crc32(&[bytes.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_is_the_known_one() {
        assert_eq!(crc32(&[b"1234", b"", b"56789"]), 0xCBF4_3926);
    }

    #[test]
    fn long_texts_have_the_same_sum_as_in_small_pieces() {
        let text: Vec<u8> = (0..3 * LONG + 5).map(|i| (i * 31 % 251) as u8).collect();
        for end in [LONG - 1, LONG, LONG + 1, LONG + 7, text.len()] {
            let pieces: Vec<&[u8]> = text[..end].chunks(100).collect();
            assert_eq!(crc32(&[&text[..end]]), crc32(&pieces));
        }
    }

    #[test]
    fn a_record_opens_as_it_was_made() {
        for body in ["", "\n", "кофе\nи булочки", "PLANERKA1 1 0 00000000\n"] {
            let text = record(7, body);
            assert_eq!(revision_of(&text), Some(7));
            let (mark, found) = open(&text).unwrap();
            assert_eq!((mark.revision, found), (7, body));
            assert!(text.starts_with(&(mark.line() + "\n")));
        }
    }

    #[test]
    fn records_of_the_first_kind_open_too() {
        let text = "PLANERKA1 3 3 352441c2\nabc";
        assert_eq!(open(text).unwrap().1, "abc");
    }

    #[test]
    fn a4_every_flipped_bit_and_every_cut_is_noticed() {
        let text = record(15, "{\"кофе\": 1}\n");
        for at in 0..text.len() {
            if text.is_char_boundary(at) {
                assert_eq!(open(&text[..at]), None, "cut at {at}");
            }
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                if let Ok(broken) = String::from_utf8(bytes) {
                    assert_eq!(open(&broken), None, "{broken:?}");
                }
            }
        }
        assert_eq!(open(&format!("{text} ")), None);
    }

    #[test]
    fn the_mirror_goes_forward_only() {
        assert!(follows(None, 1) && follows(Some("bytes"), 1));
        assert!(follows(Some(&record(3, "a")), 4));
        assert!(!follows(Some(&record(3, "a")), 3) && !follows(Some(&record(4, "a")), 3));
    }

    #[test]
    fn a_number_no_one_reaches_is_damage() {
        for revision in [0, LAST + 1, u64::MAX] {
            assert_eq!(open(&record(revision, "x")), None);
            assert_eq!(revision_of(&record(revision, "x")), None);
        }
        assert!(open(&record(LAST, "x")).is_some());
        for odd in ["PLANERKA1 +5 0 00000000", "PLANERKA1 05 0 00000000", ""] {
            assert_eq!(revision_of(odd), None);
        }
    }
}
