//! Audience: segments by the five questions, personas with evidence, and whom we do not address.

mod model;

pub use model::*;
