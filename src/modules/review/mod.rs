//! The review: decisions with their reasons, and how the reviewer is to look at this workbook: remarks that were muted, limits
//! that were set. The reviewer itself is `src/review`.

mod model;
mod section;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::{decisions, section};
#[cfg(feature = "ui")]
pub use view::{page, practice_bar};
