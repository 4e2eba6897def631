//! A zip archive in memory: deflated where that pays, checked by CRC-32, with one fixed time stamp, so
//! that the same content gives the same bytes. No encryption, no zip64: archives stay below 4 GB.

use miniz_oxide::deflate::compress_to_vec;

/// The archive would not fit a plain zip: more than 65,535 files, or 4 GB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// An archive being written.
#[derive(Debug, Default)]
pub struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// 1 January 1980, the first day a zip can tell, at midnight.
const DATE: u16 = (1 << 5) | 1;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Version 2.0: deflate and folders.
const VERSION: u16 = 20;
/// A balance of size and time; the highest level saves a hundredth and takes twice as long.
const LEVEL: u8 = 6;

impl Zip {
    /// Adds a file. Names are relative, with forward slashes, and unique; the caller sees to that.
    ///
    /// # Errors
    /// [`TooLarge`]; the archive is then of no more use.
    pub fn file(&mut self, name: &str, content: &[u8]) -> Result<(), TooLarge> {
        let packed = compress_to_vec(content, LEVEL);
        let (method, data) = if packed.len() < content.len() {
            (8_u16, packed.as_slice())
        } else {
            (0, content)
        };
        let offset = size(self.bytes.len())?;
        let length = u16::try_from(name.len()).map_err(|_| TooLarge)?;
        let mut head = Vec::with_capacity(26);
        for n in [VERSION, FLAGS, method, 0, DATE] {
            head.extend(n.to_le_bytes());
        }
        for n in [crc32(content), size(data.len())?, size(content.len())?] {
            head.extend(n.to_le_bytes());
        }
        for n in [length, 0] {
            head.extend(n.to_le_bytes());
        }
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&head);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(data);
        size(self.bytes.len())?;
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&head);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.checked_add(1).ok_or(TooLarge)?;
        Ok(())
    }

    /// The bytes of the archive.
    ///
    /// # Errors
    /// [`TooLarge`] when the list of files ends beyond 4 GB.
    pub fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        let (start, length) = (size(self.bytes.len())?, size(self.directory.len())?);
        self.bytes.extend(&self.directory);
        self.bytes.extend(b"PK\x05\x06");
        for n in [0, 0, self.count, self.count] {
            self.bytes.extend(n.to_le_bytes());
        }
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0; 2]);
        size(self.bytes.len())?;
        Ok(self.bytes)
    }
}

fn size(n: usize) -> Result<u32, TooLarge> {
    // The highest value means zip64.
    u32::try_from(n)
        .ok()
        .filter(|n| *n < u32::MAX)
        .ok_or(TooLarge)
}

/// The checksum of zip and PNG (ISO 3309), four bits at a time.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = table();
    let mut crc = u32::MAX;
    for b in bytes {
        crc ^= u32::from(*b);
        crc = TABLE[(crc & 15) as usize] ^ (crc >> 4);
        crc = TABLE[(crc & 15) as usize] ^ (crc >> 4);
    }
    !crc
}

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let mut i = 0;
    while i < 16 {
        #[allow(clippy::cast_possible_truncation)]
        let mut n = i as u32;
        let mut bit = 0;
        while bit < 4 {
            n = if n & 1 == 1 {
                0xedb8_8320 ^ (n >> 1)
            } else {
                n >> 1
            };
            bit += 1;
        }
        table[i] = n;
        i += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::inflate::decompress_to_vec;

    #[test]
    fn checksums_are_those_of_the_standard() {
        // The check value that the catalogues of CRCs give for CRC-32/ISO-HDLC.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_out_again() {
        let long = "Стратегия ".repeat(500);
        let write = || {
            let mut zip = Zip::default();
            zip.file("a.xml", long.as_bytes()).unwrap();
            zip.file("b/c.bin", &[1, 2, 3]).unwrap();
            zip.finish().unwrap()
        };
        let bytes = write();
        assert_eq!(bytes, write());
        assert!(bytes.len() < long.len() / 10, "{} bytes", bytes.len());
        // The first file is deflated and starts after its head of 30 bytes and its name.
        let packed = u32::from_le_bytes(bytes[18..22].try_into().unwrap()) as usize;
        assert_eq!(bytes[8], 8);
        assert_eq!(
            decompress_to_vec(&bytes[35..35 + packed]).unwrap(),
            long.as_bytes()
        );
        // What does not get smaller is stored.
        let second = &bytes[35 + packed..];
        assert_eq!((second[8], &second[37..40]), (0, [1_u8, 2, 3].as_slice()));
        assert!(bytes.ends_with(&[0, 0]));
    }
}
