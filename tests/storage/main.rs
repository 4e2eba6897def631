//! Storage over a store that fails in every way a browser's does. Names begin with a row of the table
//! of faults (a4) or an invariant (i1):
//!
//! - i1 nothing is written over a record this tab has not read; i2 a failed load leads to no write;
//!   i3 a file of a later version is not written; i4 "saved" means read back; i5 what is replaced for
//!   good stands somewhere else first; i7 unknown JSON survives; i8 opening a file makes a new
//!   workbook; i9 nothing is deleted to make room.
//! - i6, one writing tab, is the browser's to keep: `public/tabs.js`, tests B1 and B3 in
//!   `e2e/storage.test.mjs`. i10, no write after a panic: a panic aborts the program
//!   (`panic = "abort"`) and `boot.js` covers the page; tested in `e2e/shell.test.mjs`.

mod fake;
mod faults;
mod large;
mod migration;
mod model;
mod rescue;
mod room;
mod rows;

/// How many random runs: `PLANERKA_RUNS`, or what a test takes on every check.
fn runs(usual: u64) -> u64 {
    let given = std::env::var("PLANERKA_RUNS").ok();
    given.map_or(usual, |n| n.parse().expect("PLANERKA_RUNS is a number"))
}
