//! Content plan: rubrics with target shares, the topics bank, and posts on dates.

mod model;

pub use model::*;
