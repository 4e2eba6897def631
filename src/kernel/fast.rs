//! Maps and sets whose keys are ids or checksums: they are looked up by the thousand on every save, and need no more than
//! to be spread. Not for keys that somebody else chooses.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Odd, with its bits spread evenly.
pub const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hasher of few steps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        // Not by copying eight bytes into a number of their own: a build for size makes that a call for each.
        let (whole, rest) = bytes.as_chunks::<8>();
        for eight in whole {
            self.write_u64(u64::from_le_bytes(*eight));
        }
        let rest = rest
            .iter()
            .fold(bytes.len() as u64, |n, b| n << 8 | u64::from(*b));
        self.write_u64(rest);
    }
    fn write_u64(&mut self, n: u64) {
        let mixed = (self.0 ^ n).wrapping_mul(ODD);
        self.0 = mixed ^ mixed >> 32;
    }
    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }
    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }
    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }
}

/// A map that spends little time on its keys.
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;
/// A set that spends little time on its members.
pub type FastSet<K> = HashSet<K, BuildHasherDefault<Spread>>;
