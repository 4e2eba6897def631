//! The logo as it stands in the workbook: a PNG in base64. The page writes it anew from the file of the user, but a workbook may
//! come from anywhere, so what is read here is checked chunk by chunk, and only what makes the picture is taken over.

use super::look::Logo;

/// Largest size of the picture, in bytes.
pub const LOGO_BYTES: usize = 60_000;
/// Largest width, in pixels.
pub const LOGO_WIDTH: u32 = 800;
/// Largest height, in pixels.
pub const LOGO_HEIGHT: u32 = 400;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What makes a picture; everything else in a PNG is about it: names, places, comments, profiles.
const KEPT: [&[u8; 4]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as base64.
pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |i: usize| u32::from(three.get(i).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let six = bits >> (18 - 6 * i) & 63;
            out.push(if i <= three.len() {
                char::from(LETTERS[six as usize])
            } else {
                '='
            });
        }
    }
    out
}

/// Base64 as bytes; nothing when a character does not belong there.
fn unbase64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_end_matches('=').as_bytes();
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            let six = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(six);
        }
        bits <<= 6 * (4 - four.len());
        let [_, a, b, c] = bits.to_be_bytes();
        match four.len() {
            4 => out.extend([a, b, c]),
            3 => out.extend([a, b]),
            2 => out.push(a),
            _ => return None,
        }
    }
    Some(out)
}

/// The picture of a field; nothing when it is no sound PNG or larger than a logo may be.
pub fn read_logo(text: &str) -> Option<Logo> {
    // Without reading what is too long in any case.
    if text.is_empty() || text.len() > LOGO_BYTES.div_ceil(3) * 4 + 8 {
        return None;
    }
    read_png(&unbase64(text)?)
}

fn read_png(bytes: &[u8]) -> Option<Logo> {
    if bytes.len() > LOGO_BYTES {
        return None;
    }
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut png = SIGNATURE.to_vec();
    let mut size = None;
    let mut data = false;
    loop {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let (kind, tail) = tail.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (content, tail) = tail.split_at_checked(length)?;
        let (sum, tail) = tail.split_first_chunk::<4>()?;
        if size.is_none() != (kind == b"IHDR") || crc32(kind, content) != u32::from_be_bytes(*sum) {
            return None;
        }
        if kind == b"IHDR" {
            size = Some(header(content)?);
        }
        data |= kind == b"IDAT";
        if KEPT.contains(&kind) {
            let whole = 12 + length;
            png.extend(rest.get(..whole)?);
        } else if kind[0].is_ascii_uppercase() {
            // A part that every reader must know, and that nobody does.
            return None;
        }
        rest = tail;
        if kind == b"IEND" {
            break;
        }
    }
    let (width, height) = size.filter(|_| data)?;
    Some(Logo { png, width, height })
}

/// Width and height, when a logo may have them and the rest of the header is what the format allows.
fn header(content: &[u8]) -> Option<(u32, u32)> {
    let [w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, 0, 0, 0 | 1] = *content else {
        return None;
    };
    let (width, height) = (
        u32::from_be_bytes([w0, w1, w2, w3]),
        u32::from_be_bytes([h0, h1, h2, h3]),
    );
    let known = matches!(
        (colour, depth),
        (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) | (2 | 4 | 6, 8 | 16)
    );
    ((1..=LOGO_WIDTH).contains(&width) && (1..=LOGO_HEIGHT).contains(&height) && known)
        .then_some((width, height))
}

fn crc32(kind: &[u8], content: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(content) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let mut out = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(content);
        out.extend(crc32(kind, content).to_be_bytes());
        out
    }

    fn size(width: u32, height: u32) -> Vec<u8> {
        let mut out = width.to_be_bytes().to_vec();
        out.extend(height.to_be_bytes());
        out.extend([8, 6, 0, 0, 0]);
        out
    }

    fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = SIGNATURE.to_vec();
        for (kind, content) in chunks {
            out.extend(chunk(kind, content));
        }
        out
    }

    fn sound(width: u32, height: u32, extra: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let header = size(width, height);
        let mut chunks: Vec<(&[u8; 4], &[u8])> = vec![(b"IHDR", &header)];
        chunks.extend(extra);
        chunks.extend([(b"IDAT", &b"x"[..]), (b"IEND", &b""[..])]);
        png(&chunks)
    }

    #[test]
    fn base64_is_read_as_it_is_written() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"\xff\xfe\xfd", "//79"),
        ] {
            assert_eq!(base64(bytes), text);
            assert_eq!(unbase64(text).as_deref(), Some(bytes));
        }
        for bad in ["Zg=a", "Z", "Zm9v Zg==", "<svg>", "Zm9vя"] {
            assert_eq!(unbase64(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_logo_keeps_the_picture_and_nothing_about_it() {
        let told: &[u8] = b"Comment\0GPS 55.75 37.61 <script>";
        let file = sound(800, 400, &[(b"tEXt", told), (b"eXIf", told)]);
        let logo = read_logo(&base64(&file)).unwrap();
        assert_eq!((logo.width, logo.height), (800, 400));
        assert_eq!(logo.png, sound(800, 400, &[]));
        assert_eq!(logo.fit(40.0, 40.0), (40.0, 20.0));
        assert_eq!(logo.fit(80.0, 10.0), (20.0, 10.0));
    }

    #[test]
    fn what_is_no_logo_is_none() {
        let good = sound(10, 10, &[]);
        assert!(read_png(&good).is_some());
        for cut in 0..good.len() {
            assert_eq!(read_png(&good[..cut]), None, "{cut}");
        }
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert_eq!(read_png(&bad), None, "{at}");
        }
        for (width, height) in [(801, 10), (10, 401), (0, 10), (10, 0), (u32::MAX, 1)] {
            assert_eq!(read_png(&sound(width, height, &[])), None);
        }
        let none = size(1, 1);
        assert_eq!(read_png(&png(&[(b"IHDR", &none), (b"IEND", b"")])), None);
        assert_eq!(read_png(&png(&[(b"IDAT", b"x"), (b"IHDR", &none)])), None);
        assert_eq!(read_png(&sound(9, 9, &[(b"SCRT", b"x")])), None);
        let long = vec![0; LOGO_BYTES];
        assert_eq!(read_png(&sound(9, 9, &[(b"IDAT", &long)])), None);
        for text in [
            "",
            " ",
            "data:image/png;base64,",
            "Анна",
            &"A".repeat(1_000_000),
        ] {
            assert_eq!(read_logo(text), None);
        }
    }
}
