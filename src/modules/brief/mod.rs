//! Brief and debrief: what the client said, what we found out, what is still open.

mod model;

pub use model::*;
