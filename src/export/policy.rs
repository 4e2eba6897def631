//! What the policy of an exported page must say of its script. Only tests need it: the hash is a constant beside each script.

#[cfg(test)]
pub(super) use tests::script_hash;

#[cfg(test)]
mod tests {
    /// A script as `script-src` names it.
    pub fn script_hash(script: &str) -> String {
        base64(&sha256(script.as_bytes()))
    }

    /// SHA-256 (FIPS 180-4), only to check the constant above against the script.
    fn sha256(data: &[u8]) -> [u8; 32] {
        let primes: Vec<u64> = (2..312_u64)
            .filter(|n| (2..*n).all(|d| n % d != 0))
            .take(64)
            .collect();
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )]
        let fraction = |n: u64, cube: bool| {
            // Integer roots of n·2^64 or n·2^96 give the first 32 bits of the fraction exactly.
            let (mut low, mut high) = (0_u128, 1_u128 << 40);
            let wanted = u128::from(n) << if cube { 96 } else { 64 };
            while high - low > 1 {
                let middle = (low + high) / 2;
                let power = if cube {
                    middle * middle * middle
                } else {
                    middle * middle
                };
                if power <= wanted {
                    low = middle
                } else {
                    high = middle
                }
            }
            low as u32
        };
        let k: Vec<u32> = primes.iter().map(|p| fraction(*p, true)).collect();
        let mut h: Vec<u32> = primes.iter().take(8).map(|p| fraction(*p, false)).collect();
        let mut message = data.to_vec();
        message.push(0x80);
        while message.len() % 64 != 56 {
            message.push(0);
        }
        message.extend((data.len() as u64 * 8).to_be_bytes());
        for block in message.chunks(64) {
            let mut w: Vec<u32> = block
                .chunks(4)
                .map(|c| u32::from_be_bytes(c.try_into().unwrap()))
                .collect();
            for i in 16..64 {
                let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
                let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
                w.push(
                    w[i - 16]
                        .wrapping_add(s0)
                        .wrapping_add(w[i - 7])
                        .wrapping_add(s1),
                );
            }
            let mut v = h.clone();
            for i in 0..64 {
                let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
                let choose = (v[4] & v[5]) ^ (!v[4] & v[6]);
                let t1 = v[7]
                    .wrapping_add(s1)
                    .wrapping_add(choose)
                    .wrapping_add(k[i])
                    .wrapping_add(w[i]);
                let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
                let most = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
                v.rotate_right(1);
                v[4] = v[4].wrapping_add(t1);
                v[0] = t1.wrapping_add(s0.wrapping_add(most));
            }
            for (h, v) in h.iter_mut().zip(v) {
                *h = h.wrapping_add(v);
            }
        }
        let bytes: Vec<u8> = h.iter().flat_map(|w| w.to_be_bytes()).collect();
        bytes.try_into().unwrap()
    }

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let n =
                chunk.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for i in 0..4 {
                let at = (n >> (18 - 6 * i) & 63) as usize;
                out.push(if i > chunk.len() {
                    '='
                } else {
                    char::from(LETTERS[at])
                });
            }
        }
        out
    }

    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        assert_eq!(
            script_hash("abc"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
