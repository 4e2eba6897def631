//! Project frame: who prepares the strategy, for which market, currency and dates.

mod model;

pub use model::*;
