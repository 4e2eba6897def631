//! Audience: segments by the five questions, personas with evidence, and whom we do not address.

pub mod derive;
mod model;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
