//! The Word file: written for every kind of workbook, read back by an XML reader of its own, and left in
//! `target/export` with what a reader must find in it, for the readers of other programs in `tests/export`.

#[path = "../books/parts.rs"]
mod archive;
mod expected;
mod looks;
mod parts;
