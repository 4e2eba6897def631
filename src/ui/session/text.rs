//! The file text of the open workbook, written in the gaps of the browser: of a large one it takes too long for one step.

use super::Session;
use super::saving::slice;
use crate::document::{Cut, Cuts};
use crate::platform::browser;
use leptos::prelude::WithValue;

impl Session {
    /// The file text in parts that joined are the whole of it, as the workbook stood at one moment: a change on the way
    /// starts it anew. Nothing when the workbook was closed meanwhile.
    pub async fn file_text(self) -> Option<Vec<String>> {
        let mut at = None;
        let (mut cuts, mut parts) = (Cuts::default(), Vec::new());
        loop {
            let cut = self.inner.try_with_value(|i| {
                if at != Some(i.changes) {
                    at = Some(i.changes);
                    cuts = Cuts::default();
                    parts.clear();
                }
                let mut name = |text: &str| {
                    parts.push(text.to_owned());
                    Ok::<_, ()>(parts.len() - 1)
                };
                cuts.cut(&i.workbook, &|_| true, &mut name, &mut slice())
            })?;
            match cut {
                Ok(Cut::Whole(order, _)) => {
                    return Some(
                        order
                            .into_iter()
                            .map(|n| std::mem::take(&mut parts[n]))
                            .collect(),
                    );
                }
                Ok(Cut::Part) => browser::gap().await,
                Err(()) => return None,
            }
        }
    }
}
