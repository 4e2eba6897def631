//! Channel setup: which channels and why, and a card with limits and checklist for each.

mod model;

pub use model::*;
