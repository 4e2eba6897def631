//! Any bytes at all: the readers of files refuse them or read them whole. What was read is written and read again without a
//! difference, leads nowhere that is not there, and can be reviewed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use planerka::document::{Reader, dangling, from_json, from_rescue, to_json};
use planerka::review::review;

fuzz_target!(|data: &[u8]| {
    let _ = from_rescue(data);
    let whole = from_json(data);
    if let Ok(text) = std::str::from_utf8(data) {
        // A row at a time it is the same.
        let mut reader = Reader::new(text);
        let rows = loop {
            if let Some(read) = reader.step(&mut || false) {
                break read;
            }
        };
        assert!(rows.as_ref() == whole.as_ref().ok());
    }
    let Ok(loaded) = whole else { return };
    assert_eq!(dangling(&loaded.workbook), []);
    let text = to_json(&loaded.workbook);
    let again = from_json(text.as_bytes()).expect("what we wrote is read");
    assert!(again.workbook == loaded.workbook);
    assert_eq!(to_json(&again.workbook), text);
    if data.len() < 4096 {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
        assert_eq!(
            review(&loaded.workbook, today),
            review(&again.workbook, today)
        );
    }
});
