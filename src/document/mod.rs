//! The workbook as a document: reversible edits, history, links between rows, progress, search,
//! and the file format. Invariant: no clock, no randomness, no IO; ids and times are arguments.

pub mod changes;
mod cut;
mod edit;
mod file;
mod gradual;
mod history;
pub mod lineage;
mod links;
mod merge;
pub mod migrate;
mod names;
mod progress;
mod rescue;
mod search;
mod snapshot;
mod sniff;
mod typed;
mod write;

pub use changes::{Changes, changes};
pub use cut::{Cut, Cuts};
pub use edit::{Edit, EditError, RowData};
pub(crate) use file::object;
pub use file::{FORMAT, LoadError, Loaded, MAX_BYTES, Note, SCHEMA, from_json, from_json_by};
pub use gradual::Reader;
pub use history::{Group, History};
pub use links::{Dependent, dangling, delete_row, dependents};
pub use merge::{Conflict, Merge, Side, difference, merge};
pub use names::{row_name, shown, table_rows};
pub use progress::{Progress, Status, answered, progress, row_complete, status};
pub use rescue::{Aside, MAX_RESCUE, Rescue, Typed, from_rescue};
pub use search::{Hit, search};
pub use snapshot::Snapshot;
pub(crate) use sniff::DECISIONS;
pub use sniff::sniff;
pub use typed::{holds, put_back, reads, typed_into};
pub use write::to_json;
