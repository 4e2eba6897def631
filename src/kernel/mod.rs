//! The vocabulary every other folder speaks: values, fields, tables, paths, and the neutral
//! document blocks. Invariant: the kernel knows no module, no text of the interface and does no IO.

pub mod block;
pub mod civil;
pub mod fast;
pub mod field;
pub mod label;
pub mod number;
pub mod path;
pub mod table;
pub mod text;
pub mod value;

pub use block::{Block, Column, Figure, Section};
pub use fast::{FastMap, FastSet};
pub use field::{ChoiceOption, ChoiceSet, Field, Kind};
pub use label::{Key, Label};
pub use path::{Path, TablePath};
pub use table::{Extra, Module, Record, Row, Rows, TableDef};
pub use value::{
    CellMut, CellRef, Choice, Choices, Date, KindError, Money, Number, Percent, RowId, Time, Value,
};
