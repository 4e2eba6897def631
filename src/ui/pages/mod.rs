//! The pages, one file each.

pub mod client_review;
pub mod data;
pub mod document;
pub mod help;
pub mod hub;
pub mod import;
pub mod join;
pub mod lesson;
pub mod margin;
pub mod module;
pub mod paper;
pub mod rescue;
pub mod schedulers;
pub mod sheet;
pub mod start;
pub mod unknown;
pub mod unsaved;
pub mod versions;
