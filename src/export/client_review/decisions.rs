//! Reading a file of decisions. It comes from somebody else's machine: any bytes will do, limits are checked before anything is
//! kept, and what this version does not know is listed rather than lost.

use super::FORMAT;
use crate::document::{LoadError, object};
use crate::i18n::k;
use crate::kernel::{Key, civil};
use serde_json::{Map, Value as Json};

/// Version of the file that the page writes and this program reads.
pub const VERSION: u64 = 1;
/// Larger files are refused before they are read, bytes.
const MAX_BYTES: usize = 4_000_000;
/// Brackets within brackets; the page writes three.
const MAX_DEPTH: usize = 8;
/// Decisions of one file; more than a plan has posts.
const MAX_DECISIONS: usize = 20_000;
/// Letters of one comment; the page takes a quarter of that.
const MAX_COMMENT: usize = 20_000;
/// Letters of a name, a title, an address.
const MAX_LINE: usize = 1_000;

/// What a client said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may stay as it is.
    Approve,
    /// It has to be changed, as the comment says.
    Change,
    /// Neither; only words.
    Comment,
}

impl Verdict {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Approve, Self::Change, Self::Comment];

    /// Id in files and rows.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Change => "change",
            Self::Comment => "comment",
        }
    }
    /// The verdict of an id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.id() == id)
    }
    /// What a client presses.
    pub(super) const fn act(self) -> Key {
        match self {
            Self::Approve => k::client_page::approve,
            Self::Change => k::client_page::change,
            Self::Comment => k::client_page::only_comment,
        }
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it is about, as the file says: see [`super::Subject`].
    pub subject: String,
    /// What that was called in front of the client.
    pub title: String,
    /// What was decided.
    pub verdict: Verdict,
    /// In the client's words; may be empty for an approval only.
    pub comment: String,
    /// Fingerprint of what was read.
    pub shown: String,
    /// Day, `YYYY-MM-DD`; empty when the file gives none that can be read.
    pub date: String,
    /// Minute, `HH:MM`; empty likewise.
    pub time: String,
}

/// A file of decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Random id of the workbook the page was made from; empty when the file does not say.
    pub origin: String,
    /// Tag of the version it was made from.
    pub tag: String,
    /// Name of the project.
    pub project: String,
    /// Who decided.
    pub who: String,
    /// Day the file was saved.
    pub date: String,
    /// The decisions, in the order of the page.
    pub all: Vec<Decision>,
    /// Entries that said nothing that could be read.
    pub unread: usize,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is no such file at all.
    Load(LoadError),
    /// A later version of the program wrote it.
    Newer,
    /// Brackets within brackets, words or entries beyond what the page can write.
    Excess,
    /// There is not one decision in it.
    Nothing,
}

/// Reads a file of decisions.
///
/// # Errors
/// [`ReadError`].
pub fn parse_decisions(bytes: &[u8]) -> Result<Decisions, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::Load(LoadError::TooLarge));
    }
    if depth(bytes) > MAX_DEPTH {
        return Err(ReadError::Excess);
    }
    let top = object(bytes, MAX_BYTES, &mut Vec::new()).map_err(ReadError::Load)?;
    if top.get("format").and_then(Json::as_str) != Some(FORMAT) {
        return Err(ReadError::Load(LoadError::Foreign("json")));
    }
    match top.get("version") {
        None => {}
        Some(version) if version.as_u64().is_some_and(|v| v <= VERSION) => {}
        Some(_) => return Err(ReadError::Newer),
    }
    let mut out = Decisions {
        origin: line(&top, "origin")?,
        tag: line(&top, "tag")?,
        project: line(&top, "project")?,
        who: line(&top, "name")?,
        date: date(&line(&top, "date")?),
        ..Decisions::default()
    };
    let Some(Json::Array(list)) = top.get("decisions") else {
        return Err(ReadError::Nothing);
    };
    if list.len() > MAX_DECISIONS {
        return Err(ReadError::Excess);
    }
    for entry in list {
        match entry.as_object().map(decision).transpose()?.flatten() {
            Some(decision) => out.all.push(decision),
            None => out.unread += 1,
        }
    }
    if out.all.is_empty() {
        return Err(ReadError::Nothing);
    }
    Ok(out)
}

/// One entry; nothing when it says nothing. A verdict that is not known counts as a comment, if there are words.
fn decision(entry: &Map<String, Json>) -> Result<Option<Decision>, ReadError> {
    let comment = words(entry, "comment", MAX_COMMENT)?;
    let comment = comment.trim().to_owned();
    let subject = line(entry, "subject")?;
    let verdict = Verdict::of(&line(entry, "verdict")?);
    let verdict = match verdict {
        Some(Verdict::Approve) => Verdict::Approve,
        _ if comment.is_empty() => return Ok(None),
        Some(verdict) => verdict,
        None => Verdict::Comment,
    };
    if subject.is_empty() {
        return Ok(None);
    }
    let time = line(entry, "time")?;
    let time = civil::parse_time(&time).map(|t| t.format("%H:%M").to_string());
    Ok(Some(Decision {
        subject,
        title: line(entry, "title")?,
        verdict,
        comment,
        shown: line(entry, "shown")?,
        date: date(&line(entry, "date")?),
        time: time.unwrap_or_default(),
    }))
}

fn date(text: &str) -> String {
    civil::parse_date(text).map(civil::iso).unwrap_or_default()
}

/// A text on one line.
fn line(object: &Map<String, Json>, key: &str) -> Result<String, ReadError> {
    let text = words(object, key, MAX_LINE)?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text without what no text should hold: controls, and marks that turn the direction of what follows.
fn words(object: &Map<String, Json>, key: &str, most: usize) -> Result<String, ReadError> {
    let text = object.get(key).and_then(Json::as_str).unwrap_or_default();
    if text.chars().take(most + 1).count() > most {
        return Err(ReadError::Excess);
    }
    let odd = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(text.chars().filter(|c| !odd(*c)).collect())
}

/// How deep brackets stand within brackets, outside of texts.
fn depth(bytes: &[u8]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' if !quoted => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}
