//! Addresses of links as PDF takes them: in ASCII, hosts in other letters as Punycode (RFC 3492).

use crate::export::docx;

/// The address that a text is, when it is one of the web or of mail that a reader may follow.
pub fn link(text: &str) -> Option<String> {
    let target = docx::target(text)?;
    if target.is_ascii() {
        return Some(target);
    }
    let (scheme, rest) = target.split_once("://")?;
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let (host, tail) = rest.split_at(end);
    let labels = host
        .to_lowercase()
        .split('.')
        .map(|label| {
            if label.is_ascii() {
                Some(label.to_owned())
            } else {
                punycode(label).map(|p| format!("xn--{p}"))
            }
        })
        .collect::<Option<Vec<_>>>()?;
    let out = format!("{scheme}://{}{tail}", labels.join("."));
    out.is_ascii().then_some(out)
}

fn punycode(label: &str) -> Option<String> {
    const BASE: u32 = 36;
    // Letters first, then figures.
    let digit = |d: u32| char::from_digit(if d < 26 { d + 10 } else { d - 26 }, BASE);
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    let total = u32::try_from(label.chars().count()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    while done < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c != n {
                continue;
            }
            let mut q = delta;
            let mut k = BASE;
            loop {
                let t = k.saturating_sub(bias).clamp(1, 26);
                if q < t {
                    break;
                }
                out.push(digit(t + (q - t) % (BASE - t))?);
                q = (q - t) / (BASE - t);
                k += BASE;
            }
            out.push(digit(q)?);
            // How far the next number reaches.
            delta = if done == basic {
                delta / 700
            } else {
                delta / 2
            };
            delta += delta / (done + 1);
            let mut k = 0;
            while delta > 455 {
                delta /= 35;
                k += BASE;
            }
            bias = k + 36 * delta / (delta + 38);
            delta = 0;
            done += 1;
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        for (text, want) in [
            ("https://vk.com/lampa", Some("https://vk.com/lampa")),
            (
                "https://кофе.рф/меню?a",
                Some("https://xn--e1ajmy.xn--p1ai/%D0%BC%D0%B5%D0%BD%D1%8E?a"),
            ),
            (
                "https://Bücher.example",
                Some("https://xn--bcher-kva.example"),
            ),
            ("mailto:a@b.ru", Some("mailto:a@b.ru")),
            ("javascript:alert(1)", None),
            ("tel:+7900", None),
        ] {
            assert_eq!(link(text).as_deref(), want, "{text}");
        }
    }
}
