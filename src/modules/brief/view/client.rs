//! The brief on its way to the client, and the answers on their way back.

use super::compare;
use crate::document::{LoadError, MAX_BYTES};
use crate::export::brief_form::{self, Answers, AnswersError};
use crate::i18n::k;
use crate::platform::exits::Outgoing;
use crate::platform::{browser, history};
use crate::report;
use crate::ui::kit::{Opener, dialog, icon, open_dialog, opener, trouble};
use crate::ui::{Ctx, exits, pages};
use leptos::html;
use leptos::prelude::*;

/// The strip above the blocks.
pub fn client(cx: Ctx) -> AnyView {
    let waiting = RwSignal::new(None::<Answers>);
    let problem = RwSignal::new(None::<String>);
    let node = NodeRef::<html::Dialog>::new();
    let save = move |prefilled: bool| {
        let (name, text) = cx.s.peek(|w| {
            (
                brief_form::form_file_name(w),
                brief_form::client_form_html(w, report::project_locale(w), prefilled),
            )
        });
        cx.s.hand_out();
        let mime = "text/html";
        exits::offer(cx.l, Outgoing::text(name, mime, text));
    };
    let take = move |bytes: Result<Vec<u8>, LoadError>| {
        let read = bytes.map_err(AnswersError::Load);
        match read.and_then(|bytes| brief_form::parse_answers(&bytes)) {
            Ok(answers) => {
                problem.set(None);
                leptos::task::spawn_local(async move {
                    // With the version it was made from the questionnaire is a copy that came back; without, the
                    // answers are compared one by one.
                    if !join(cx, &answers).await {
                        waiting.set(Some(answers));
                        open_dialog(node);
                    }
                });
            }
            Err(error) => problem.set(Some(why(cx, &error))),
        }
    };
    let open = Opener {
        words: cx.t(k::brief_page::load),
        name: "brief-answers",
        accept: ".json,application/json",
        hints: "",
        primary: false,
        most: MAX_BYTES,
    };
    let body = move || {
        waiting
            .get()
            .map(|answers| compare::compare(cx, answers, node))
    };
    view! {
        <section class="client" aria-labelledby="brief-client">
            <div class="client__words">
                <h2 class="client__title" id="brief-client">{cx.t(k::brief_page::client)}</h2>
                <p class="client__text">{cx.l.hint(k::brief_page::client)}</p>
            </div>
            <div class="buttons">
                <button type="button" class="button" data-command="client-form" on:click=move |_| save(false)>
                    {icon("download")}
                    <span>{cx.t(k::brief_page::blank)}</span>
                </button>
                <button type="button" class="button" data-command="client-form-filled" on:click=move |_| save(true)>
                    {icon("download")}
                    <span>{cx.t(k::brief_page::filled)}</span>
                </button>
                {opener(open, take)}
            </div>
            {trouble(problem)}
        </section>
        {dialog(node, move || cx.t(k::brief_import::title).into(), cx.t(k::word::close), body)}
    }
    .into_any()
}

/// Goes to the page that joins copies, if the version the questionnaire was made from is kept here.
async fn join(cx: Ctx, answers: &Answers) -> bool {
    let versions = history::list(&cx.s.id()).await.unwrap_or_default();
    let Some(version) = versions.iter().find(|v| v.tag == answers.tag) else {
        return false;
    };
    let Some(base) = pages::versions::read(version.n).await else {
        return false;
    };
    let copy =
        cx.s.peek(|w| brief_form::returned(&base, w, answers, browser::row_id));
    pages::join::bring(copy);
    window().location().set_hash(&cx.href("join")).is_ok()
}

fn why(cx: Ctx, error: &AnswersError) -> String {
    match error {
        AnswersError::Newer => cx.t(k::brief_import::newer).into(),
        AnswersError::Nothing => cx.t(k::brief_import::nothing).into(),
        AnswersError::Load(LoadError::Empty) => cx.t(k::start::bad_empty).into(),
        AnswersError::Load(LoadError::Unread) => cx.t(k::start::bad_unread).into(),
        AnswersError::Load(LoadError::TooLarge) => cx.t(k::start::bad_large).into(),
        AnswersError::Load(LoadError::NotJson { line, .. }) => {
            cx.fill(k::start::bad_json, &[("line", &line.to_string())])
        }
        AnswersError::Load(_) => cx.t(k::brief_import::foreign).into(),
    }
}
