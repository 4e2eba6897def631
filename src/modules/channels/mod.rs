//! Channel setup: which channels and why, and a card with limits and checklist for each.

pub mod facts;
mod model;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
