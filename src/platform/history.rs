//! Versions of workbooks, kept by `public/history.js` in a database of the browser. Without it everything works, only
//! without versions.

use super::browser;
use wasm_bindgen::{JsCast, JsValue};

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As the workbook was when it was opened, or from time to time since.
    Session,
    /// The user asked for it.
    Asked,
    /// Before another version was restored.
    Restore,
    /// Before a copy was joined in.
    Join,
    /// Handed out as a file.
    Handed,
    /// A copy that was joined in, as it came.
    Joined,
    /// As it was read, before it was brought to a newer schema.
    Migration,
}

impl Kind {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Session, "session"),
        (Self::Asked, "asked"),
        (Self::Restore, "restore"),
        (Self::Join, "join"),
        (Self::Handed, "handed"),
        (Self::Joined, "joined"),
        (Self::Migration, "migration"),
    ];
    fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(k, _)| *k == self)
            .map_or("", |(_, w)| w)
    }
    fn of(word: &str) -> Self {
        Self::ALL
            .iter()
            .find(|(_, w)| *w == word)
            .map_or(Self::Session, |(k, _)| *k)
    }
}

/// One version, without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number, as the database gives it.
    pub n: f64,
    /// Why it was kept.
    pub kind: Kind,
    /// Name the user gave it; empty when none.
    pub name: String,
    /// Local date and time, `2026-03-08T18:04`.
    pub at: String,
    /// Tag of its content (`document::lineage::tag`).
    pub tag: String,
}

fn call(name: &str, arguments: &[JsValue]) -> Result<js_sys::Promise, JsValue> {
    browser::ask_page("planerkaHistory", name, arguments)?.dyn_into()
}

async fn answer(asked: Result<js_sys::Promise, JsValue>) -> Option<JsValue> {
    let found = wasm_bindgen_futures::JsFuture::from(asked.ok()?)
        .await
        .ok()?;
    (!found.is_null() && !found.is_undefined()).then_some(found)
}

fn version(of: &JsValue) -> Option<Version> {
    let text = |name: &str| browser::text_of(of, name);
    Some(Version {
        n: js_sys::Reflect::get(of, &"n".into()).ok()?.as_f64()?,
        kind: Kind::of(&text("kind")?),
        name: text("name").unwrap_or_default(),
        at: text("at").unwrap_or_default(),
        tag: text("tag")?,
    })
}

/// The versions of a workbook, newest first; nothing when there is no database to be had.
pub async fn list(book: &str) -> Option<Vec<Version>> {
    let found: js_sys::Array = answer(call("list", &[book.into()]))
        .await?
        .dyn_into()
        .ok()?;
    Some(found.iter().filter_map(|one| version(&one)).collect())
}

/// The file text of a version.
pub async fn text(n: f64) -> Option<String> {
    answer(call("text", &[n.into()])).await?.as_string()
}

/// Keeps the text of a workbook under the tag of its content, and says whether that is on disk.
pub fn keep(
    book: &str,
    kind: Kind,
    name: &str,
    tag: &str,
    text: &str,
) -> impl Future<Output = bool> + use<> {
    let asked = call(
        "keep",
        &[
            book.into(),
            kind.word().into(),
            name.into(),
            browser::local_time().into(),
            tag.into(),
            // As bytes: turning two million of them into a string takes longer than all that is asked of the page here.
            js_sys::Uint8Array::from(text.as_bytes()).into(),
        ],
    );
    async { answer(asked).await.is_some() }
}

/// Gives a version another name, or takes it away.
pub async fn rename(n: f64, name: &str) -> bool {
    answer(call("rename", &[n.into(), name.into()]))
        .await
        .is_some()
}

/// Does the database keep what it is given: writes, reads back and deletes a text.
pub async fn check(text: &str) -> bool {
    answer(call("check", &[text.into()])).await.is_some()
}
