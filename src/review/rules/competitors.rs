//! Rules B: competitors.
