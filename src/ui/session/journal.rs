//! What was typed before the page stopped and never saved: found when the workbook opens, put back or left as the user
//! decides.

use super::{Mended, Session};
use crate::document::{self, Edit};
use crate::i18n::k;
use crate::kernel::Path;
use crate::modules::Workbook;
use crate::platform::browser;
use crate::platform::journal::{self, Left};
use leptos::prelude::*;

/// An edit of the journal beside what the workbook has in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The edit.
    pub edit: Left,
    /// Where it goes and what stands there; nothing when the field or its row is gone.
    pub place: Option<(Path, String)>,
}

fn offer(w: &Workbook, edit: &Left) -> Option<Offer> {
    if document::holds(w, &edit.field, &edit.text) {
        return None;
    }
    let path = w.parse_path(&edit.field);
    let place = path.and_then(|p| Some((p, document::reads(w, p)?)));
    Some(Offer {
        edit: edit.clone(),
        place,
    })
}

impl Session {
    /// Tells the journal which text was opened, and asks what is left of those before it.
    pub(super) fn ask_journal(self, mended: &Mended) {
        if !browser::writer() {
            // The page that writes is alive, and its journal its own.
            return;
        }
        let head = self.inner.with_value(|i| i.head);
        // A damaged record may claim a revision whose text nobody has.
        let holds = if mended.damaged { 0 } else { head.revision };
        let id = self.id();
        let left = journal::left(&id, head.revision, holds);
        leptos::task::spawn_local(async move {
            let found = left.await;
            let judged = self.inner.try_with_value(|i| {
                let differs = |e: &Left| offer(&i.workbook, e).is_some();
                found.into_iter().partition::<Vec<_>, _>(differs)
            });
            let Some((open, settled)) = judged else {
                return;
            };
            // The workbook has it: there is nothing to decide.
            for edit in settled {
                journal::settle(&id, &edit, false);
            }
            let _ = self.left.try_set(open);
        });
    }

    /// Tells the journal that everything typed so far is in the text that is about to be written.
    pub(super) fn taken(self) {
        browser::tell_page("planerka:taken", &self.id());
    }

    /// What was never saved and differs from the workbook as it is now; follows it with its pauses.
    pub fn offers(self) -> Vec<Offer> {
        let left = self.left.get();
        self.derived(|w| left.iter().filter_map(|e| offer(w, e)).collect())
    }

    /// Puts edits back where they stood, as one step. False when the workbook cannot be changed; they stay then.
    pub fn put_back(self, offers: &[Offer]) -> bool {
        let place = |o: &Offer| {
            o.place
                .as_ref()
                .map(|(path, _)| (*path, o.edit.text.clone()))
        };
        let edits: Option<Vec<Edit>> = self.peek(|w| {
            let wanted = offers.iter().filter_map(place);
            wanted
                .map(|(p, text)| document::put_back(w, p, &text))
                .collect()
        });
        let done = edits.is_some_and(|edits| self.run(k::unsaved::step, String::new(), edits));
        if done {
            self.decide(offers.iter().filter(|o| o.place.is_some()), true);
        }
        done
    }

    /// Offers again what was left.
    pub fn offer_again(self, offers: &[Offer]) {
        let id = self.id();
        for Offer { edit, .. } in offers {
            journal::adopt(&id, &edit.field, &edit.text, &edit.at);
        }
        self.ask_journal(&Mended::default());
    }

    /// Leaves the workbook as it is; the edits are forgotten.
    pub fn leave(self, offers: &[Offer]) {
        self.decide(offers.iter(), false);
    }

    fn decide<'a>(self, offers: impl Iterator<Item = &'a Offer>, put_back: bool) {
        let id = self.id();
        let decided: Vec<&Left> = offers.map(|o| &o.edit).collect();
        for edit in &decided {
            journal::settle(&id, edit, put_back);
        }
        self.left
            .update(|left| left.retain(|e| !decided.contains(&e)));
    }
}
