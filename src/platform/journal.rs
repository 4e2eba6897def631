//! The journal of fields (`public/journal.js`): what was typed and perhaps not saved. Without it everything works.

use super::browser::{answer, ask_page, text_of};
use wasm_bindgen::JsCast;

/// An edit that a page left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Which page.
    run: String,
    /// Address of the field, as that page called it.
    pub field: String,
    /// What stood in it.
    pub text: String,
    /// Local date and time, `2026-03-08T18:04`.
    pub at: String,
}

/// Tells the journal that a workbook was opened at a revision, and asks what other pages have left of it that no save up to
/// `holds` has. What comes back stays in the journal until it is settled.
pub fn left(book: &str, revision: u64, holds: u64) -> impl Future<Output = Vec<Left>> + use<> {
    #[allow(clippy::cast_precision_loss)] // Nobody saves 2^53 times.
    let numbers = [revision as f64, holds as f64];
    let asked = ask_page(
        "planerkaJournal",
        "left",
        &[book.into(), numbers[0].into(), numbers[1].into()],
    );
    async {
        let found: Option<js_sys::Array> = answer(asked).await.and_then(|a| a.dyn_into().ok());
        let one = |of| {
            Some(Left {
                run: text_of(&of, "run")?,
                field: text_of(&of, "field")?,
                text: text_of(&of, "text")?,
                at: text_of(&of, "at").unwrap_or_default(),
            })
        };
        found.map_or_else(Vec::new, |list| list.iter().filter_map(one).collect())
    }
}

/// An edit is decided: it leaves the journal, or, put back, stays as this page's own until it is saved.
pub fn settle(book: &str, edit: &Left, put_back: bool) {
    let text = put_back.then(|| edit.text.as_str().into());
    let _ = ask_page(
        "planerkaJournal",
        "settle",
        &[
            edit.run.as_str().into(),
            book.into(),
            edit.field.as_str().into(),
            text.unwrap_or(wasm_bindgen::JsValue::NULL),
        ],
    );
}

/// Takes in what a rescue file has of a workbook that was just made from it.
pub fn adopt(book: &str, field: &str, text: &str, at: &str) {
    let arguments = [book, field, text, at].map(Into::into);
    let _ = ask_page("planerkaJournal", "adopt", &arguments);
}

/// A workbook has gone for good.
pub fn forget(book: &str) {
    let _ = ask_page("planerkaJournal", "forget", &[book.into()]);
}
