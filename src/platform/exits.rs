//! The ways a text leaves as a file (`public/exits.js`), and what the browser says about keeping our data
//! (`public/persist.js`).

use super::browser::{answer, ask_page};
use wasm_bindgen::JsValue;

/// A file on its way out: a text, or bytes that are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Name of the file.
    pub name: String,
    /// Kind of the file, `text/html`.
    pub mime: &'static str,
    /// What stands in it.
    pub text: String,
    /// What stands in it instead, for kinds of files that are no text.
    pub bytes: Vec<u8>,
}

/// How sharing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Handed to what the user chose.
    Done,
    /// The user closed the sheet.
    Closed,
    /// The browser did not let it happen.
    Refused,
}

fn call(name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    ask_page("planerkaExits", name, arguments)
}

fn yes(asked: &Result<JsValue, JsValue>) -> bool {
    asked.as_ref().is_ok_and(JsValue::is_truthy)
}

impl Outgoing {
    /// A text under a name.
    pub fn text(name: String, mime: &'static str, text: String) -> Self {
        Self {
            name,
            mime,
            text,
            bytes: Vec::new(),
        }
    }

    /// Gives it to the browser to download. True says only that the browser took it: what becomes of it nobody is told.
    pub fn save(&self) -> bool {
        let Self { name, mime, .. } = self;
        yes(&call("save", &[name.into(), (*mime).into(), self.body()]))
    }

    fn body(&self) -> JsValue {
        if self.bytes.is_empty() {
            self.text.as_str().into()
        } else {
            js_sys::Uint8Array::from(self.bytes.as_slice()).into()
        }
    }

    /// Is there a share sheet that takes files?
    pub fn can_share(&self) -> bool {
        yes(&call(
            "canShare",
            &[self.name.as_str().into(), self.mime.into()],
        ))
    }

    /// Opens the share sheet; `plain` makes it a text file, the one kind that every browser shares. Asked at once, as
    /// browsers want it from a press of a button.
    pub fn share(&self, plain: bool) -> impl Future<Output = Shared> + use<> {
        let Self { name, mime, .. } = self;
        let asked = call(
            "share",
            &[name.into(), (*mime).into(), self.body(), plain.into()],
        );
        async {
            let word = answer(asked).await.and_then(|word| word.as_string());
            match word.as_deref() {
                Some("shared") => Shared::Done,
                Some("closed") => Shared::Closed,
                _ => Shared::Refused,
            }
        }
    }

    /// Puts its text on the clipboard.
    pub fn copy(&self) -> impl Future<Output = bool> + use<> {
        copy(&self.text)
    }
}

/// Puts words on the clipboard; false when the browser does not allow it. Asked at once.
pub fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    let asked = call("copy", &[text.into()]);
    async { answer(asked).await.is_some_and(|done| done.is_truthy()) }
}

/// What of a text came onto the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// As it looks, and the words beside it.
    Rich,
    /// Only the words.
    Plain,
    /// Nothing.
    Refused,
}

/// Puts a text on the clipboard in both forms. Asked at once.
pub fn copy_rich(html: &str, plain: &str) -> impl Future<Output = Copied> + use<> {
    let asked = call("copyRich", &[html.into(), plain.into()]);
    async {
        let word = answer(asked).await.and_then(|word| word.as_string());
        match word.as_deref() {
            Some("rich") => Copied::Rich,
            Some("plain") => Copied::Plain,
            _ => Copied::Refused,
        }
    }
}

/// Are downloads likely to vanish here: in a window of another app, or in an app on the home screen of an iPhone?
pub fn swallows() -> bool {
    yes(&call("swallows", &[]))
}

/// What the browser says about keeping our data for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// It will not clear them by itself.
    Kept,
    /// It promises nothing.
    Open,
    /// It does not say.
    Unknown,
}

/// What the browser says about keeping our data; `ask` asks it to.
pub fn persistence(ask: bool) -> impl Future<Output = Persistence> {
    let asked = ask_page("planerkaPersist", if ask { "ask" } else { "state" }, &[]);
    async {
        let word = answer(asked).await.and_then(|word| word.as_string());
        match word.as_deref() {
            Some("kept") => Persistence::Kept,
            Some("open") => Persistence::Open,
            _ => Persistence::Unknown,
        }
    }
}
