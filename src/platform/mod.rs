//! The outside world: storage, clock, files, randomness. Invariant: nothing outside this folder
//! touches localStorage or asks the time. `slots` is pure and tested natively over a fake store.

pub mod rescue;
pub mod room;
pub mod shelf;
pub mod slots;

#[cfg(feature = "ui")]
pub mod browser;
#[cfg(feature = "ui")]
pub mod exits;
#[cfg(feature = "ui")]
pub mod exporter;
#[cfg(feature = "ui")]
pub mod history;
#[cfg(feature = "ui")]
pub mod journal;
#[cfg(feature = "ui")]
pub mod logo;
