//! The whole review and nothing else, compiled as the app is: what `make bench` asks for its figure without saves and views.

use chrono::NaiveDate;
use planerka::document::from_json;
use planerka::modules::Workbook;
use planerka::review::review;
use wasm_bindgen::prelude::wasm_bindgen;

/// A workbook that is open.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Opened(Workbook, NaiveDate);

/// Opens a file; nothing when it is none.
#[wasm_bindgen]
pub fn open(file: &[u8]) -> Option<Opened> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24)?;
    Some(Opened(from_json(file).ok()?.workbook, today))
}

/// Has every rule asked, from nothing; answers how many remarks there are. What texts say is known from then on.
#[wasm_bindgen]
pub fn whole_review(opened: &Opened) -> usize {
    let Opened(workbook, today) = opened;
    let outcomes = review(workbook, *today).outcomes;
    outcomes.iter().map(|o| o.findings.len()).sum()
}

/// Nothing: the page calls the functions above.
const fn main() {}
