//! Brief and debrief: what the client said, what we found out, what is still open.

pub mod blocks;
pub mod budget;
mod model;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::section;
#[cfg(feature = "ui")]
pub use view::page;
#[cfg(feature = "ui")]
pub use view::rows_table;
