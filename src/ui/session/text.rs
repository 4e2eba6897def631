//! The file text of the open workbook, written in the gaps of the browser: of a large one it takes too long for one step.

use super::Session;
use super::saving::slice;
use crate::document::Snapshot;
use crate::platform::browser;
use leptos::prelude::WithValue;

impl Session {
    /// The file text as the workbook stands now. Nothing when it was closed.
    pub async fn file_text(self) -> Option<String> {
        let mut snapshot = self.inner.try_with_value(|i| Snapshot::of(&i.workbook))?;
        loop {
            match snapshot.step(&mut slice()) {
                Some((_, text)) => return Some(text),
                None => browser::gap().await,
            }
        }
    }
}
