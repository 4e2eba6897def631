//! A logo from a picture of the user (`public/logo.js`), redrawn by the browser.

use super::browser::{self, Chosen};
use wasm_bindgen::JsValue;

/// Why there is no logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No picture of a kind we take.
    Kind,
    /// More bytes or pixels than we look at.
    Large,
    /// The browser could not read it.
    Broken,
    /// As a PNG it is too large even when reduced.
    Heavy,
}

/// The picture as a PNG in base64.
///
/// # Errors
/// [`Problem`].
pub async fn png(file: Chosen) -> Result<String, Problem> {
    let asked = browser::ask_page("planerkaLogo", "png", &[JsValue::from(file)]);
    let made = browser::answer(asked).await.ok_or(Problem::Broken)?;
    browser::text_of(&made, "png").ok_or_else(|| {
        match browser::text_of(&made, "problem").as_deref() {
            Some("kind") => Problem::Kind,
            Some("large") => Problem::Large,
            Some("heavy") => Problem::Heavy,
            _ => Problem::Broken,
        }
    })
}
