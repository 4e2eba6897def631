//! Writers: a [`crate::report::Document`] or the workbook as a file. Invariant: writers of the document
//! know nothing of the workbook; every text of the user leaves escaped for its format.

pub mod brief_form;
pub mod client_review;
pub mod csv;
pub mod docx;
pub mod html;
pub mod ics;
pub mod job;
pub mod markdown;
pub mod name;
mod offline;
mod ooxml;
#[cfg(feature = "office")]
pub mod pdf;
pub mod plan_csv;
pub mod plan_import;
#[cfg(test)]
mod policy;
pub mod pptx;
pub mod rich;
pub mod schedulers;
mod words;
#[cfg(feature = "office")]
pub mod xlsx;
pub mod zip;
pub mod zones;

pub use client_review::to_client_review;
pub use docx::to_docx;
pub use html::to_html;
pub use markdown::to_markdown;
pub use pptx::to_pptx;
pub use rich::to_rich;
