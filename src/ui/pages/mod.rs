//! The pages, one file each.

pub mod client_review;
pub mod data;
pub mod document;
pub mod dress;
pub mod help;
pub mod hub;
pub mod import;
pub mod join;
pub mod lesson;
pub mod margin;
pub mod module;
pub mod office;
pub mod paper;
pub mod plan_import;
pub mod rescue;
pub mod schedulers;
pub mod sheet;
pub mod start;
pub mod unknown;
pub mod unsaved;
pub mod versions;
pub mod ways;
