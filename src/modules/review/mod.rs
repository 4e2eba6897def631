//! Decisions with their reasons, and how the reviewer is to look at this workbook: remarks that were muted, limits that were
//! set. The reviewer itself is `src/review`.

mod model;

pub use model::*;
