//! The document as blocks: sections written by the modules, put in order, with title page and summary.
//! Invariant: knows no file format and no clock.

mod write;

pub use write::Writer;
