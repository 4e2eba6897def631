//! Project frame: who prepares the strategy, for which market, currency and dates.

mod model;
pub mod period;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
