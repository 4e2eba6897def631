//! States of a session: how saving stands, why a workbook does not open, what waits to be written.

use crate::document::Loaded;
use crate::platform::slots::large::Stock;
use crate::platform::slots::pieces::Name;
use crate::platform::slots::{Head, StoreError};

/// What the header says about saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// On disk, read back, at this time of day.
    Saved(String),
    /// Typed, not yet on disk.
    Dirty,
    /// The last attempt failed; the text is only on the screen.
    Failed(StoreError),
    /// May be read, not changed: a later version wrote it.
    ReadOnly,
    /// Another tab writes.
    OtherTab,
}

/// Why a workbook could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is none with this id.
    Missing,
    /// Its bytes are there but cannot be read.
    Damaged,
    /// localStorage is out of reach.
    Blocked,
}

/// A state of the workbook that is ready for its slot.
pub(super) enum Prepared {
    /// As one text.
    Text(String),
    /// As pieces that stand in storage already.
    Pieces(Vec<Name>),
    /// A piece could not be written.
    Failed(StoreError),
}

pub(super) struct Read {
    pub body: String,
    pub loaded: Loaded,
    pub head: Head,
    pub stock: Stock,
    pub mended: Mended,
}

/// What opening had to mend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The newest text stood in the mirror only: the browser had lost its last writes.
    pub recovered: bool,
    /// A copy was unreadable.
    pub damaged: bool,
    /// Another text under the same revision.
    pub rival: Option<String>,
}
