//! Arithmetic of the strategy: pure functions over plain numbers.
//! Invariant: no texts, no workbook, no Leptos; money is integer minor units; people are rounded
//! down, needs are rounded up; an unknown input makes an unknown result, never a zero.

pub mod funnel;
