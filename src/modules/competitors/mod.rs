//! Competitor analysis: a measured matrix, and what it makes us decide.

pub mod map;
pub mod measure;
mod model;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
