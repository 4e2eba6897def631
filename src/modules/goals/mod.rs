//! Goals and KPIs: the tree from the business goal down to a measured number.

pub mod forecast;
mod formula;
mod model;
mod section;
// The check as one types; nothing else asks for it.
#[cfg(feature = "ui")]
mod smart;
pub mod tree;
pub mod values;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
