//! The rules. One function is one rule; its comment, in both languages, is what the user reads of it, and starts with a
//! heading. Families share a file.

pub mod audience;
pub mod brief;
pub mod channels;
pub mod competitors;
pub mod goals;
pub mod market;
pub mod money;
pub mod needs;
pub mod plan;
pub mod plan_dates;
pub mod plan_week;
pub mod posts;
pub mod posts_link;
pub mod posts_words;
pub mod profile;
pub mod rubrics;
pub mod tree;
pub mod whole;
pub mod wording;
pub mod wording_form;
mod wording_near;
pub mod wording_same;
