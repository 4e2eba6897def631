//! The parts of a file of Office as an archive reader of its own finds them.

use miniz_oxide::inflate::decompress_to_vec;
use std::collections::BTreeMap;

/// Parts by their paths.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// The files of an archive, found through its directory.
pub fn unzip(bytes: &[u8]) -> Parts {
    let n = |at: usize, len: usize| {
        (0..len)
            .rev()
            .fold(0_usize, |sum, i| sum << 8 | usize::from(bytes[at + i]))
    };
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = n(end + 16, 4);
    let mut out = Parts::new();
    for _ in 0..n(end + 10, 2) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (method, packed, size, name) =
            (n(at + 10, 2), n(at + 20, 4), n(at + 24, 4), n(at + 28, 2));
        let local = n(at + 42, 4);
        let title = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap();
        let start = local + 30 + n(local + 26, 2) + n(local + 28, 2);
        let data = &bytes[start..start + packed];
        let content = if method == 8 {
            decompress_to_vec(data).unwrap()
        } else {
            data.to_vec()
        };
        assert_eq!(content.len(), size, "{title}");
        assert!(
            out.insert(title.clone(), content).is_none(),
            "{title} is there twice"
        );
        at += 46 + name;
    }
    out
}

/// A part that is text.
pub fn text<'a>(parts: &'a Parts, name: &str) -> &'a str {
    std::str::from_utf8(&parts[name]).unwrap()
}
