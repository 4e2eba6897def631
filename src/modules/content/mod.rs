//! Content plan: rubrics with target shares, the topics bank, and posts on dates.

mod model;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
