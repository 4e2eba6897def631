//! The exporter: a program of its own that writes heavy files in a worker (`public/worker.js`), so that neither the page waits
//! for it nor anybody loads it who asks for no such file.

use planerka::export::job::{Job, run};
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    console_error_panic_hook::set_once();
}

/// Writes the file of a job (`export::job`); `told` is called with the number of each stage that is done.
///
/// # Errors
/// Why there is no file, in English.
#[wasm_bindgen]
pub fn write(
    job: &str,
    workbook: &str,
    before: &str,
    told: &js_sys::Function,
) -> Result<Vec<u8>, String> {
    let job = Job::from_text(job).ok_or("no such job")?;
    let mut told = |stage: planerka::export::job::Stage| {
        // Nothing depends on whether anybody listens.
        let _ = told.call1(&wasm_bindgen::JsValue::NULL, &stage.number().into());
    };
    run(&job, workbook, before, &mut told).map_err(|failed| failed.0)
}
