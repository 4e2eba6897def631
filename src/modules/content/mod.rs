//! Content plan: rubrics with target shares, the topics bank, and posts on dates.

pub mod calendar;
pub mod figure;
pub mod limits;
pub mod mix;
mod model;
mod section;
mod section_plan;
pub mod shares;
#[cfg(feature = "ui")]
mod view;

pub use model::*;
pub use section::{section, section_without_plan};
#[cfg(feature = "ui")]
pub use view::page;
