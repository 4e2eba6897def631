//! Choices that no decision names, each with a button that begins the decision.

use crate::i18n::k;
use crate::kernel::{Row, Value};
use crate::modules::review::Decision;
use crate::report;
use crate::review::{Silent, silent_choices};
use crate::ui::kit::{icon, turn};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;

/// The list; nothing when everything was decided aloud.
pub(super) fn view(cx: Ctx) -> AnyView {
    let due = turn();
    let looked = move || cx.s.derived(silent_choices);
    let found = Memo::new(move |_| due.get().then(looked).unwrap_or_default());
    let any = Memo::new(move |_| found.with(|all| !all.is_empty()));
    let key = move |s: &Silent| cx.s.peek(|w| s.words(w, cx.l));
    view! {
        <Show when=move || any.get()>
            <div class="silent" data-part="silent">
                <h3 class="silent__title">{cx.t(k::silent::title)}</h3>
                <p class="group__hint">{cx.t(k::silent::lead)}</p>
                <ul class="silent__list">
                    <For each=move || found.get() key=key let:choice>{row(cx, choice)}</For>
                </ul>
            </div>
        </Show>
    }
    .into_any()
}

fn row(cx: Ctx, choice: Silent) -> AnyView {
    let words = cx.s.peek(|w| choice.words(w, cx.l));
    let label = format!("{}: {words}", cx.t(k::silent::write));
    let place = cx.field_href(choice.place);
    let section = choice.section;
    let name =
        cx.s.peek(|w| crate::review::place_words(w, choice.place, cx.l));
    let begin = move |_| {
        // In the language of the document, where it will stand.
        let (chosen, rejected) = cx.s.peek(|w| {
            let l = report::project_locale(w);
            (choice.chosen.words(w, l), choice.rejected.words(w, l))
        });
        let row = cx.s.add_row(
            Decision::TABLE,
            &[
                (Decision::section, Value::text(section)),
                (Decision::chosen, Value::Text(chosen)),
                (Decision::rejected, Value::Text(rejected)),
            ],
        );
        toast::tell(cx.t(k::silent::added));
        let field = Decision::TABLE.cell(row, Decision::because).dom_id();
        request_animation_frame(move || {
            let field = document().get_element_by_id(&field);
            if let Some(field) =
                field.and_then(|f| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(f).ok())
            {
                let _ = field.focus();
            }
        });
    };
    view! {
        <li class="silent__item" data-silent=section>
            <p class="silent__words">{words}</p>
            <p class="silent__ways">
                <a class="remark__place" href=place>{name}</a>
                <button type="button" class="button" data-command="decide" aria-label=label disabled=move || cx.s.locked() on:click=begin>{icon("pen")}<span>{cx.t(k::silent::write)}</span></button>
            </p>
        </li>
    }
    .into_any()
}
