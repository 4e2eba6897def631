//! Competitor analysis: a measured matrix, and what it makes us decide.

mod model;

pub use model::*;
