#![doc = include_str!("../ARCHITECTURE.md")]
#![recursion_limit = "256"]

pub mod calc;
pub mod chart;
pub mod course;
pub mod data;
pub mod document;
pub mod export;
pub mod i18n;
pub mod kernel;
pub mod modules;
pub mod platform;
pub mod report;
pub mod review;
pub mod trace;
#[cfg(feature = "ui")]
pub mod ui;
