//! How a Russian text speaks to its reader: «ты» or «вы». A quotation speaks for somebody else and does not count.

use super::cut::{Cut, quotes, touches};
use crate::kernel::FastSet;
use crate::kernel::text::fold;
use std::sync::OnceLock;

/// The two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To one whom one knows well.
    Ty,
    /// To several, or politely.
    Vy,
}

/// How a text speaks: for each way the first words that do so, bytes from and to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// To one.
    pub ty: Option<(usize, usize)>,
    /// To several, or politely.
    pub vy: Option<(usize, usize)>,
    /// How many words speak to one, and to several.
    pub counts: (usize, usize),
}

impl Address {
    /// The way of the text; none when it uses both or neither.
    pub const fn form(self) -> Option<Form> {
        match (self.ty, self.vy) {
            (Some(_), None) => Some(Form::Ty),
            (None, Some(_)) => Some(Form::Vy),
            _ => None,
        }
    }
}

struct Lists {
    ty: FastSet<String>,
    vy: FastSet<String>,
    one: FastSet<String>,
    many: FastSet<String>,
    many_end: Vec<String>,
    one_end: Vec<String>,
    /// Ends of words that only look like it.
    not_one_end: Vec<String>,
    neither: FastSet<String>,
}

impl Lists {
    fn ty(&self, word: &str) -> bool {
        let ends = || {
            let end = |ends: &[String]| ends.iter().any(|e| word.ends_with(e.as_str()));
            end(&self.one_end) && !end(&self.not_one_end) && !self.neither.contains(word)
        };
        self.ty.contains(word) || self.one.contains(word) || ends()
    }
    fn vy(&self, word: &str) -> bool {
        let ends = || {
            self.many_end.iter().any(|e| word.ends_with(e.as_str())) && !self.neither.contains(word)
        };
        self.vy.contains(word) || self.many.contains(word) || ends()
    }
}

const DATA: &str = include_str!("words/address.txt");

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lines = DATA
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| fold(l.split_once(':').map_or(l, |(_, words)| words)));
        let mut next = || -> Vec<String> {
            let line = lines.next().unwrap_or_default();
            line.split_whitespace().map(str::to_owned).collect()
        };
        let [ty, vy, one, mut many] = [next(), next(), next(), next()];
        let [many_end, one_end, neither] = [next(), next(), next()];
        many.extend(one.iter().map(|verb| several(verb)));
        let set = |words: Vec<String>| words.into_iter().collect();
        let (not, one_end): (Vec<String>, Vec<String>) =
            one_end.into_iter().partition(|e| e.starts_with('!'));
        let bare = |e: &String| e.trim_start_matches('!').to_owned();
        Lists {
            ty: set(ty),
            vy: set(vy),
            one: set(one),
            many: set(many),
            many_end,
            one_end,
            not_one_end: not.iter().map(bare).collect(),
            neither: set(neither),
        }
    })
}

/// The same command to several; the endings stand in the list (`# + from to`).
fn several(verb: &str) -> String {
    let endings = || DATA.lines().filter_map(|l| l.strip_prefix("# + "));
    for line in endings() {
        let mut words = line.split_whitespace();
        let (Some(from), Some(to)) = (words.next(), words.next()) else {
            continue;
        };
        if from == "*" {
            return format!("{verb}{to}");
        }
        if let Some(stem) = verb.strip_suffix(from) {
            return format!("{stem}{to}");
        }
    }
    verb.to_owned()
}

/// How a word speaks to the reader, folded; a quotation is not its matter.
pub fn form_of(word: &str) -> Option<Form> {
    let lists = lists();
    if lists.ty(word) {
        Some(Form::Ty)
    } else {
        lists.vy(word).then_some(Form::Vy)
    }
}

/// How a text speaks to its reader.
pub fn address(cut: &Cut<'_>) -> Address {
    let mut out = Address::default();
    let mut quoted = None;
    for token in &cut.tokens {
        let Some(form) = token.known.form else {
            continue;
        };
        let hashtag = cut
            .text
            .get(..token.at)
            .is_some_and(|t| t.ends_with(['#', '@', '/', '.', '_']));
        let place = (token.at, token.end());
        let quoted = quoted.get_or_insert_with(|| quotes(cut.text));
        if hashtag || touches(quoted, place) {
            continue;
        }
        if form == Form::Ty {
            out.ty = out.ty.or(Some(place));
            out.counts.0 += 1;
        } else {
            out.vy = out.vy.or(Some(place));
            out.counts.1 += 1;
        }
    }
    out
}
