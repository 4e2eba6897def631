//! The exporter (`public/exporter.js`): has heavy files written in a worker that is loaded when the first one is asked for.

use super::browser::{answer, ask_page, text_of};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The worker did not start: it could not be fetched, or the browser has none.
    Start,
    /// The host holds another version by now than this page is.
    Build,
    /// The writer refused or stopped. What it said, in English.
    Write(String),
    /// It was called off.
    Stopped,
}

/// What a file is written from.
pub struct Task<'a> {
    /// The job.
    pub job: &'a str,
    /// The file text of the workbook.
    pub workbook: &'a str,
    /// That of the version before; empty when it is not needed.
    pub before: &'a str,
}

/// Has a file written; `told` hears the number of each stage that is done. A job under way is called off.
///
/// # Errors
/// [`Failed`].
pub async fn make(task: Task<'_>, told: impl Fn(u8) + 'static) -> Result<Vec<u8>, Failed> {
    let told = Closure::<dyn Fn(u8)>::new(told);
    // As bytes, which are handed over and not copied again; a text of megabytes would be.
    let bytes = |text: &str| JsValue::from(js_sys::Uint8Array::from(text.as_bytes()));
    let asked = ask_page(
        "planerkaExporter",
        "make",
        &[
            task.job.into(),
            bytes(task.workbook),
            bytes(task.before),
            told.as_ref().clone(),
        ],
    );
    let Some(outcome) = answer(asked).await else {
        return Err(Failed::Start);
    };
    match text_of(&outcome, "failed").as_deref() {
        None => js_sys::Reflect::get(&outcome, &"bytes".into())
            .ok()
            .and_then(|bytes| bytes.dyn_into::<js_sys::Uint8Array>().ok())
            .map(|bytes| bytes.to_vec())
            .ok_or(Failed::Start),
        Some("build") => Err(Failed::Build),
        Some("stopped") => Err(Failed::Stopped),
        Some("write") => Err(Failed::Write(text_of(&outcome, "why").unwrap_or_default())),
        Some(_) => Err(Failed::Start),
    }
}

/// Calls off what is under way, and ends the worker.
pub fn stop() {
    drop(ask_page("planerkaExporter", "stop", &[]));
}
