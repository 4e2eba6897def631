//! Undo and redo. The history holds inverse edits, not snapshots, so that undoing one's own change
//! never takes back somebody else's.

use super::{Edit, EditError};
use crate::kernel::{Key, Path};
use crate::modules::Workbook;

/// Steps kept.
const DEPTH: usize = 500;
/// Edits of one field closer together than this become one step, milliseconds.
const BURST: u64 = 1000;

/// One step a person can take back.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What was done; the text may have a `{name}` place for [`Group::name`].
    pub label: Key,
    /// To what.
    pub name: String,
    /// Where it shows.
    pub place: Option<Path>,
    /// Edits that take it back, in order.
    edits: Vec<Edit>,
    /// Time of the last edit, milliseconds.
    at: u64,
    /// Still open for coalescing.
    open: bool,
}

/// Undo and redo steps, newest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Group>,
    redo: Vec<Group>,
}

impl History {
    /// Applies edits as one step, or as a part of the last step when both only write the same field
    /// within a second of each other. Returns the edits that were applied, for notifying views.
    ///
    /// # Errors
    /// The first error; the workbook and the history are unchanged then.
    pub fn run(
        &mut self,
        workbook: &mut Workbook,
        label: Key,
        name: String,
        edits: Vec<Edit>,
        now: u64,
    ) -> Result<(), EditError> {
        let place = edits.iter().find_map(|e| match e {
            Edit::Set { path, .. } => Some(*path),
            _ => None,
        });
        let typing = edits.len() == 1 && place.is_some();
        let inverses = workbook.apply_all(edits)?;
        self.redo.clear();
        if typing
            && let Some(last) = self.undo.last_mut()
            && last.open
            && last.place == place
            && last.edits.len() == 1
            && now.saturating_sub(last.at) <= BURST
        {
            last.at = now;
            return Ok(());
        }
        self.undo.push(Group {
            label,
            name,
            place,
            edits: inverses,
            at: now,
            open: typing,
        });
        if self.undo.len() > DEPTH {
            self.undo.remove(0);
        }
        Ok(())
    }

    /// Ends the current burst: the next keystroke starts a new step. Called when a field loses focus.
    pub fn cut(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.open = false;
        }
    }

    /// Takes the last step back. Returns it with the edits that were applied.
    ///
    /// # Errors
    /// When the step no longer fits the workbook it is dropped and the error returned.
    pub fn undo(
        &mut self,
        workbook: &mut Workbook,
    ) -> Result<Option<(Group, Vec<Edit>)>, EditError> {
        Self::step(&mut self.undo, &mut self.redo, workbook)
    }

    /// Does the last undone step again.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn redo(
        &mut self,
        workbook: &mut Workbook,
    ) -> Result<Option<(Group, Vec<Edit>)>, EditError> {
        Self::step(&mut self.redo, &mut self.undo, workbook)
    }

    fn step(
        from: &mut Vec<Group>,
        to: &mut Vec<Group>,
        workbook: &mut Workbook,
    ) -> Result<Option<(Group, Vec<Edit>)>, EditError> {
        let Some(mut group) = from.pop() else {
            return Ok(None);
        };
        let applied = group.edits.clone();
        group.edits = workbook.apply_all(std::mem::take(&mut group.edits))?;
        group.open = false;
        to.push(group.clone());
        Ok(Some((group, applied)))
    }

    /// The step that undo would take back.
    pub fn next_undo(&self) -> Option<&Group> {
        self.undo.last()
    }
    /// The step that redo would do again.
    pub fn next_redo(&self) -> Option<&Group> {
        self.redo.last()
    }
    /// Forgets everything, as after opening another workbook.
    pub fn clear(&mut self) {
        self.undo.clear();
        self.redo.clear();
    }
}
