//! Goals and KPIs: the tree from the business goal down to a measured number.

mod model;

pub use model::*;
