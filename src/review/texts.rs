//! The texts of the rules. They stand in the comments of the rules' functions, in both languages; `src/build.rs` reads
//! them there, so that what the source says, the documentation says and the user reads is the same.

use crate::i18n::Locale;

/// What a rule says of itself in one language.
#[derive(Debug)]
pub struct RuleText {
    /// What is wrong, as a heading.
    pub title: &'static str,
    /// Messages and fixes by id; the first, under an empty id, is the usual message.
    pub says: &'static [(&'static str, &'static str)],
    /// What it checks.
    pub checks: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// An example of the fault.
    pub example: &'static str,
    /// How to mend it.
    pub fix: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

const NONE: &RuleText = &RuleText {
    title: "",
    says: &[],
    checks: "",
    why: "",
    example: "",
    fix: "",
};

/// Texts of the rule with this name. A test asks for all of them.
pub(super) fn of(name: &str, l: Locale) -> &'static RuleText {
    let at = TEXTS.binary_search_by(|(n, _)| (*n).cmp(name));
    at.map_or(NONE, |at| &TEXTS[at].1[l as usize])
}

impl RuleText {
    /// A message or the name of a fix.
    pub fn says(&self, id: &str) -> &'static str {
        let found = self.says.iter().find(|(i, _)| *i == id);
        found.map_or("", |(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::RULES;

    #[test]
    fn every_rule_has_its_texts_and_every_text_its_rule() {
        let mut names: Vec<&str> = RULES.iter().map(|r| r.name).collect();
        names.sort_unstable();
        assert_eq!(names, TEXTS.iter().map(|(n, _)| *n).collect::<Vec<_>>());
        for rule in RULES {
            for l in Locale::ALL {
                assert!(!rule.text(l).title.is_empty(), "{}", rule.code);
            }
        }
    }
}
