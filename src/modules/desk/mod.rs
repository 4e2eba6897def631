//! The state of the work: what the user calls done, where they stopped, how the document is
//! arranged. It has no page of its own.

mod model;

pub use model::*;
