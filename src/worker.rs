//! The exporter: a program of its own that writes heavy files in a worker (`public/worker.js`), so that neither the page waits
//! for it nor anybody loads it who asks for no such file.

use planerka::export::job::{Job, run};
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    console_error_panic_hook::set_once();
}

/// Names of the font files that a job needs (`Office::fonts`), parted by blanks.
#[wasm_bindgen]
pub fn fonts(job: &str) -> String {
    Job::from_text(job).map_or_else(String::new, |job| job.office.fonts().join(" "))
}

/// Writes the file of a job (`export::job`); `told` is called with the number of each stage that is done.
///
/// # Errors
/// Why there is no file, in English.
#[wasm_bindgen]
pub fn write(
    job: &str,
    workbook: &[u8],
    before: &[u8],
    fonts: Vec<js_sys::Uint8Array>,
    told: &js_sys::Function,
) -> Result<Vec<u8>, String> {
    let job = Job::from_text(job).ok_or("no such job")?;
    let mut told = |stage: planerka::export::job::Stage| {
        // Nothing depends on whether anybody listens.
        let _ = told.call1(&wasm_bindgen::JsValue::NULL, &stage.number().into());
    };
    let fonts: Vec<Vec<u8>> = fonts.iter().map(js_sys::Uint8Array::to_vec).collect();
    run(&job, workbook, before, &fonts, &mut told).map_err(|failed| failed.0)
}
