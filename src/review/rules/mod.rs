//! The rules. One function is one rule; its comment, in both languages, is what the user reads of it, and starts with a
//! heading. Families share a file.

pub mod audience;
pub mod channels;
pub mod competitors;
pub mod goals;
pub mod money;
pub mod plan;
pub mod posts;
pub mod rubrics;
pub mod whole;
pub mod wording;
pub mod wording_form;
pub mod wording_same;
