//! Pages that somebody fills in offline and sends back: head, policy and what their scripts do alike.
//! Invariant: script and style are fixed, so that the hash in the policy holds; what the user wrote gets into the page only
//! as escaped text and attributes.

use super::html::escape;
use crate::i18n::Locale;
use std::fmt::Write as _;

/// What the scripts of such pages begin with.
const SHARED: &str = include_str!("page.js");

/// What is the same in every copy of such a page.
pub struct Page {
    /// Its sheets, in order.
    pub styles: &'static [&'static [&'static str]],
    /// What follows [`SHARED`].
    pub script: &'static str,
    /// SHA-256 of both, in base64, as the policy wants it; a test keeps the two together.
    pub hash: &'static str,
}

impl Page {
    /// The page up to the content of its body. `data` is what its script reads: names and values, the words it says among them.
    /// `roles` is what a copy adds to the sheets: colours of our own making, no text of a user.
    pub fn begin(&self, l: Locale, title: &str, data: &[(&str, &str)], roles: &str) -> String {
        let mut s = String::with_capacity(64 * 1024);
        let _ = write!(
            s,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n<style>\n",
            l.tag(),
            self.hash,
            escape(title)
        );
        for sheet in self.styles.iter().copied().flatten() {
            s.push_str(sheet);
        }
        s.push_str(roles);
        s.push_str("</style>\n</head>\n<body");
        for (name, value) in data {
            let _ = write!(s, " data-{name}=\"{}\"", escape(value));
        }
        s.push_str(">\n");
        s
    }

    /// The script and the end.
    pub fn end(&self, s: &mut String) {
        let _ = write!(
            s,
            "<script>{SHARED}{}</script>\n</body>\n</html>\n",
            self.script
        );
    }
}

#[cfg(test)]
impl Page {
    /// The script as it stands in the page.
    pub fn whole_script(&self) -> String {
        [SHARED, self.script].concat()
    }

    /// The policy allows exactly this script, and neither it nor a sheet ends early or asks for anything.
    pub fn check(&self) {
        let script = self.whole_script();
        assert_eq!(self.hash, super::policy::script_hash(&script));
        assert!(!script.contains("</script") && !script.contains('\r'));
        for sheet in self.styles.iter().copied().flatten() {
            for word in ["</style", "url(", "@import"] {
                assert!(!sheet.contains(word), "{word}");
            }
        }
    }
}
