//! Files that the exporter's worker writes: how far it is, calling it off, what went wrong and trying again.

use super::document::Since;
use super::ways::named;
use crate::document::to_json;
use crate::export::job::{Job, Office};
use crate::i18n::k;
use crate::kernel::Key;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::platform::exporter::{self, Failed, Task};
use crate::ui::{Ctx, exits};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Name of such a file on the screen.
fn title(office: Office) -> Key {
    match office {
        Office::Docx => k::doc::docx,
        Office::Pdf => k::doc::pdf,
        Office::Pptx => k::doc::pptx,
        Office::Slides => k::doc::slides,
        Office::Xlsx => k::doc::xlsx,
    }
}

/// Its picture.
pub(super) fn picture(office: Office) -> &'static str {
    match office {
        Office::Docx | Office::Pdf => "doc",
        Office::Pptx | Office::Slides => "slides",
        Office::Xlsx => "table",
    }
}

/// What the worker is at.
#[derive(Clone, PartialEq, Eq)]
enum State {
    /// Nothing, or it went well.
    Idle,
    /// Under way, with so many stages done.
    Making(Office, u8),
    /// It came to nothing.
    Failed(Office, Failed),
}

/// Where these files are made.
#[derive(Clone, Copy)]
pub(super) struct Exporter {
    cx: Ctx,
    since: Since,
    state: RwSignal<State>,
    /// Number of the file that was asked for last: what an earlier one still says is not heard.
    turn: StoredValue<u32>,
}

impl Exporter {
    pub(super) fn new(cx: Ctx, since: Since) -> Self {
        // Whoever leaves the page waits for nothing.
        on_cleanup(exporter::stop);
        let state = RwSignal::new(State::Idle);
        let turn = StoredValue::new(0);
        Self {
            cx,
            since,
            state,
            turn,
        }
    }

    /// Has a file made and offers it; while one is being made nothing happens.
    pub(super) fn make(self, office: Office) {
        let Self {
            cx,
            since,
            state,
            turn,
        } = self;
        if matches!(state.get_untracked(), State::Making(..)) {
            return;
        }
        state.set(State::Making(office, 0));
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        // Nor when the page was left, or the file called off.
        let wanted = move || {
            turn.try_get_value() == Some(mine)
                && matches!(state.try_get_untracked(), Some(State::Making(..)))
        };
        let chosen = since.chosen();
        let job = Job {
            office,
            now: browser::local_moment(),
            since: chosen.as_ref().map(|(words, _)| words.clone()),
        };
        let kind = matches!(office, Office::Pptx | Office::Slides).then_some(k::office::slides);
        let name = named(cx, kind, office.ending());
        leptos::task::spawn_local(async move {
            let workbook = cx.s.file_text().await;
            let Some(workbook) = workbook.filter(|_| wanted()) else {
                return;
            };
            let task = Task {
                job: &job.to_text(),
                workbook: &workbook,
                before: &chosen.map(|(_, w)| to_json(&w)).unwrap_or_default(),
            };
            let told = move |stage| {
                if wanted() {
                    state.set(State::Making(office, stage));
                }
            };
            let made = exporter::make(task, told).await;
            if !wanted() {
                return;
            }
            match made {
                Ok(bytes) => {
                    state.set(State::Idle);
                    let file = Outgoing {
                        name,
                        mime: office.mime(),
                        text: String::new(),
                        bytes,
                    };
                    exits::offer(cx.l, file);
                }
                Err(Failed::Stopped) => state.set(State::Idle),
                Err(why) => state.set(State::Failed(office, why)),
            }
        });
    }

    /// Back to the button that began it: the one that was pressed goes away.
    fn back(office: Office) {
        let selector = format!("[data-export={}]", office.id());
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(button) = found.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }

    /// What it says of itself.
    pub(super) fn view(self) -> AnyView {
        let Self { cx, state, .. } = self;
        let view = move || match state.get() {
            State::Idle => ().into_any(),
            State::Making(office, stage) => {
                let words = cx.fill(k::office::making, &[("name", cx.t(title(office)))]);
                let step = cx.t(match stage {
                    0 => k::office::coming,
                    1 => k::office::composing,
                    _ => k::office::writing,
                });
                let stop = move |_| {
                    exporter::stop();
                    Self::back(office);
                    state.set(State::Idle);
                };
                view! {
                    <div class="making">
                        <p class="making__words">{words} " " <span class="making__step">{step}</span></p>
                        <progress class="making__bar" max="3" value=stage + 1 aria-label=cx.t(title(office))></progress>
                        <button type="button" class="button" data-making="stop" on:click=stop>{cx.t(k::word::cancel)}</button>
                    </div>
                }
                .into_any()
            }
            State::Failed(office, why) => {
                let name = cx.t(title(office));
                let (words, said) = match why {
                    Failed::Build => (k::office::build, String::new()),
                    Failed::Write(said) => (k::office::write, said),
                    Failed::Start | Failed::Stopped => (k::office::start, String::new()),
                };
                let again = move |_| {
                    Self::back(office);
                    self.make(office);
                };
                view! {
                    <div class="alert making making--failed">
                        <p>{cx.fill(words, &[("name", name)])}</p>
                        <p class="note">{said}</p>
                        <button type="button" class="button" data-making="again" on:click=again>{cx.t(k::office::again)}</button>
                    </div>
                }
                .into_any()
            }
        };
        view! { <div class="making-place" role="status">{view}</div> }.into_any()
    }
}
