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
    crc: Crc,
}

/// 1 January 1980, the first day a zip can tell, at midnight.
const DATE: u16 = (1 << 5) | 1;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Version 2.0: deflate and folders.
const VERSION: u16 = 20;
/// A balance of size and time; the highest level saves a hundredth and takes twice as long.
const LEVEL: u8 = 6;
/// For parts of many rows, which repeat themselves: a third larger than the above, in an eighth of the time.
const FAST: u8 = 2;
/// From so many bytes on, time matters more than size.
const LONG: usize = 2 << 20;

impl Zip {
    /// Adds a file. Names are relative, with forward slashes, and unique; the caller sees to that.
    ///
    /// # Errors
    /// [`TooLarge`]; the archive is then of no more use.
    pub fn file(&mut self, name: &str, content: &[u8]) -> Result<(), TooLarge> {
        let level = if content.len() < LONG { LEVEL } else { FAST };
        let packed = compress_to_vec(content, level);
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
        for n in [
            self.crc.of(content),
            size(data.len())?,
            size(content.len())?,
        ] {
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

/// Tables of the checksum of zip and PNG (ISO 3309): the table `n` takes a byte `n` places further on, so that eight bytes
/// are read at a time. Made anew for an archive: in the program they would be eight kilobytes that cannot be packed.
#[derive(Debug)]
struct Crc([[u32; 256]; 8]);

impl Default for Crc {
    fn default() -> Self {
        let first: [u32; 256] = std::array::from_fn(|i| {
            (0..8).fold(u32::try_from(i).unwrap_or(0), |n, _| {
                if n & 1 == 1 {
                    0xedb8_8320 ^ (n >> 1)
                } else {
                    n >> 1
                }
            })
        });
        let mut tables = [first; 8];
        for place in 1..8 {
            let before = tables[place - 1];
            tables[place] = before.map(|n| first[(n & 255) as usize] ^ (n >> 8));
        }
        Self(tables)
    }
}

impl Crc {
    fn of(&self, bytes: &[u8]) -> u32 {
        let look = |n: usize, b: u8| self.0[n][usize::from(b)];
        let (eights, rest) = bytes.as_chunks::<8>();
        let mut crc = u32::MAX;
        for [a, b, c, d, e, f, g, h] in eights {
            let [p, q, r, s] = crc.to_le_bytes();
            crc = look(7, a ^ p)
                ^ look(6, b ^ q)
                ^ look(5, c ^ r)
                ^ look(4, d ^ s)
                ^ look(3, *e)
                ^ look(2, *f)
                ^ look(1, *g)
                ^ look(0, *h);
        }
        for b in rest {
            let [low, ..] = crc.to_le_bytes();
            crc = look(0, low ^ b) ^ (crc >> 8);
        }
        !crc
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::inflate::decompress_to_vec;

    #[test]
    fn checksums_are_those_of_the_standard() {
        // The check value that the catalogues of CRCs give for CRC-32/ISO-HDLC.
        let crc = Crc::default();
        assert_eq!(crc.of(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc.of(b""), 0);
        // What zlib gives for so many zeros.
        assert_eq!(crc.of(&[0; 32]), 0x190a_55ad);
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
