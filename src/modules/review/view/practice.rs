//! Practice: mistakes are named one by one while the reviewer keeps silent, then compared with what was planted.

mod result;

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{Key, Path, Row as _, RowId, TableDef, Value};
use crate::modules::Workbook;
use crate::modules::review::{Decisions, Guess};
use crate::review::practice::{
    MISTAKES, field_of, practising, row_address, row_words, spot, spot_words,
};
use crate::ui::kit::{cell, delete_row, group, icon};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Is somebody looking for mistakes here.
pub(super) fn on(cx: Ctx) -> Memo<bool> {
    Memo::new(move |_| cx.s.module("review", practising))
}

/// While somebody looks for mistakes: that the reviewer is silent, and the way to the guesses. Nothing otherwise.
pub fn practice_bar(cx: Ctx) -> AnyView {
    let on = on(cx);
    view! {
        <Show when=move || on.get()>
            <p class="nudge practice-bar" data-practice="on">
                <span>{cx.t(k::practice::on)}</span>
                " "
                <a href=cx.href("review/practice")>{move || named(cx)}</a>
            </p>
        </Show>
    }
    .into_any()
}

/// In the place of the review, while somebody looks for mistakes.
pub(super) fn silent(cx: Ctx) -> AnyView {
    let buttons = view! {
        <p class="buttons">
            <a class="button button--primary" href=cx.href("review/practice")>{cx.t(k::practice::page)}</a>
            {end(cx, k::practice::give_up, "button")}
        </p>
    };
    group(
        cx.t(k::practice::title),
        Some(cx.t(k::practice::silent)),
        buttons,
    )
}

/// The page: naming and the guesses; after the comparison, what came of it.
pub(super) fn page(cx: Ctx) -> AnyView {
    let on = on(cx);
    let body = move || {
        if on.get() {
            view! {
                {group(cx.t(k::practice::title), Some(cx.t(k::practice::lead)), naming(cx))}
                {guesses(cx)}
            }
            .into_any()
        } else {
            result::view(cx)
        }
    };
    // Where the student was last stays the field of the strategy, not one of this page.
    view! { <div class="review practice" on:focusin=move |e| e.stop_propagation()>{body}</div> }
        .into_any()
}

fn named(cx: Ctx) -> String {
    let n = cx.s.rows(Guess::TABLE).len();
    let [n, of] = [n, MISTAKES].map(|n| n.to_string());
    cx.fill(k::practice::named, &[("n", &n), ("of", &of)])
}

/// Moves the focus to an element that is drawn next.
fn focus(id: &'static str) {
    request_animation_frame(move || {
        let found = document().get_element_by_id(id);
        if let Some(e) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = e.focus();
        }
    });
}

/// The button that ends the search and lets the reviewer speak.
fn end(cx: Ctx, words: Key, class: &'static str) -> AnyView {
    let act = move |_| {
        let edit = Edit::Set {
            path: Decisions::compared,
            value: Value::Flag(true),
        };
        if cx.s.run(k::practice::step, String::new(), vec![edit]) {
            toast::show_undo(cx, cx.t(k::practice::shown).to_owned());
            focus("practice-result");
        }
    };
    view! { <button type="button" class=class data-command="compare" disabled=move || cx.s.locked() on:click=act>{cx.t(words)}</button> }
        .into_any()
}

/// The button that takes all guesses away.
fn restart(cx: Ctx) -> AnyView {
    let act = move |_| {
        let mut edits: Vec<Edit> = cx.s.peek(|w| {
            let rows = w.review.guesses.iter();
            rows.map(|g| Edit::Remove {
                table: Guess::TABLE,
                row: g.id,
            })
            .collect()
        });
        edits.push(Edit::Set {
            path: Decisions::compared,
            value: Value::Flag(false),
        });
        if cx.s.run(k::practice::restart_step, String::new(), edits) {
            toast::show_undo(cx, cx.t(k::practice::restarted).to_owned());
            focus("practice-module");
        }
    };
    view! { <button type="button" class="button button--quiet" data-command="restart" disabled=move || cx.s.locked() on:click=act>{cx.t(k::practice::restart)}</button> }
        .into_any()
}

/// Names a mistake: module, field or row, what is wrong.
fn naming(cx: Ctx) -> AnyView {
    // The place one was at last is the likeliest.
    let last = cx.s.peek(|w| {
        let path = w.parse_path(&w.desk.last).filter(|p| w.get(*p).is_some())?;
        Some((path.module(), spot(&w.desk.last).to_owned()))
    });
    let (module, last) = last.unwrap_or(("brief", String::new()));
    let module = RwSignal::new(module.to_owned());
    let place = RwSignal::new(last);
    let why = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<Key>);
    let name = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        let (at, words) = (place.get_untracked(), why.get_untracked());
        missing.set(match (at.is_empty(), words.trim().is_empty()) {
            (true, _) => Some(k::practice::no_place),
            (_, true) => Some(k::practice::no_why),
            _ => None,
        });
        if missing.get_untracked().is_some() {
            return;
        }
        let cells = [
            (Guess::place, Value::Text(at)),
            (Guess::why, Value::Text(words.trim().to_owned())),
        ];
        cx.s.add_row(Guess::TABLE, &cells);
        why.set(String::new());
        place.set(String::new());
        toast::say(untrack(|| named(cx)));
    };
    let modules: Vec<AnyView> = Workbook::PAGES
        .iter()
        .filter(|p| p.slug != "review")
        .map(|p| {
            view! { <option value=p.slug selected=move || *module.read() == p.slug>{cx.l.label(p.title)}</option> }.into_any()
        })
        .collect();
    let places = move || places(cx, &module.read(), place);
    let bad = move |key: Key| (missing.get() == Some(key)).then_some("true");
    let error = move || missing.get().map(|key| view! { <span>{cx.t(key)}</span> });
    view! {
        <form class="practice__form" on:submit=name inert=move || cx.s.locked()>
            <label class="field">
                <span class="field__label">{cx.t(k::review_page::module)}</span>
                <select class="input input--select" id="practice-module" name="practice-module" on:change:target=move |e| { module.set(e.target().value()); place.set(String::new()); }>{modules}</select>
            </label>
            <label class="field">
                <span class="field__label">{cx.t(k::practice::place)}</span>
                <select class="input input--select" name="practice-place" aria-describedby="practice-error" aria-invalid=move || bad(k::practice::no_place) on:change:target=move |e| place.set(e.target().value())>
                    <option value="" selected=move || place.read().is_empty()>{cx.t(k::practice::choose)}</option>
                    {places}
                </select>
            </label>
            <label class="field">
                <span class="field__label">{cx.t(k::practice::why)}</span>
                <input type="text" class="input" name="practice-why" autocomplete="off" aria-describedby="practice-error" aria-invalid=move || bad(k::practice::no_why) prop:value=move || why.get() on:input:target=move |e| why.set(e.target().value()) />
            </label>
            <p class="field__error" id="practice-error" role="alert">{error}</p>
            <button type="submit" class="button button--primary" data-command="name">{cx.t(k::practice::add)}</button>
        </form>
    }
    .into_any()
}

/// The fields and rows of a module to choose from.
fn places(cx: Ctx, slug: &str, place: RwSignal<String>) -> Vec<AnyView> {
    let option = move |value: String, words: String| {
        let own = value.clone();
        view! { <option value=value selected=move || *place.read() == own>{words}</option> }
            .into_any()
    };
    let part = |label: &'static str, options: Vec<AnyView>| {
        (!options.is_empty())
            .then(|| view! { <optgroup label=label>{options}</optgroup> }.into_any())
    };
    cx.s.peek(|w| {
        let Some(module) = w.module(slug) else {
            return Vec::new();
        };
        let title = Workbook::info(module.slug()).map_or("", |m| cx.l.label(m.title));
        let fields = module.fields().iter().map(|f| {
            let path = Path::field(module.slug(), f.id);
            option(path.to_string(), cx.l.label(f.label).to_owned())
        });
        let rows = |def: &TableDef| {
            let ids: Vec<RowId> = w.rows(def.path).map(|t| t.ids()).unwrap_or_default();
            let one = |row: RowId| option(row_address(def, row), row_words(w, def, row, cx.l));
            part(cx.l.label(def.label), ids.into_iter().map(one).collect())
        };
        let mut all: Vec<AnyView> = part(title, fields.collect()).into_iter().collect();
        all.extend(module.table_defs().iter().filter_map(rows));
        all
    })
}

/// A link to the place of a guess, in words.
fn place_link(cx: Ctx, address: &str) -> AnyView {
    let (path, words) = cx.s.peek(|w| {
        let path = field_of(w, address).filter(|p| w.get(*p).is_some());
        (path, spot_words(w, address, cx.l))
    });
    match path {
        Some(path) => {
            view! { <a class="remark__place" href=cx.field_href(path)>{words}</a> }.into_any()
        }
        None => words.into_any(),
    }
}

/// What was named so far, and the ways on.
fn guesses(cx: Ctx) -> AnyView {
    let none = Memo::new(move |_| cx.s.rows(Guess::TABLE).is_empty());
    let row = move |row: RowId| {
        let address =
            cx.s.peek(|w| w.text(Guess::TABLE.cell(row, Guess::place)).to_owned());
        let words = cx.s.peek(|w| spot_words(w, &address, cx.l));
        let remove = cx.fill(k::edit::remove, &[("name", &words)]);
        view! {
            <li class="silent__item" data-guess=address.clone()>
                <div class="silent__words">
                    <p class="remark__places">{place_link(cx, &address)}</p>
                    {cell(cx, Guess::TABLE.cell(row, Guess::why), words)}
                </div>
                <button type="button" class="button button--icon" aria-label=remove title=cx.t(k::word::delete) disabled=move || cx.s.locked() on:click=move |_| delete_row(cx, Guess::TABLE, row)>{icon("trash")}</button>
            </li>
        }
    };
    view! {
        <section class="group">
            <h2 class="group__title">{cx.t(k::practice::mine)}</h2>
            <p data-practice="count"><strong>{move || named(cx)}</strong></p>
            <Show when=move || none.get()><p class="empty__text">{cx.t(k::practice::none)}</p></Show>
            <ol class="waitings"><For each=move || cx.s.rows(Guess::TABLE) key=|r| *r let:r>{row(r)}</For></ol>
            <div class="buttons">
                <Show when=move || none.get() fallback=move || view! { {end(cx, k::practice::compare, "button button--primary")} {restart(cx)} }>
                    {end(cx, k::practice::give_up, "button")}
                </Show>
            </div>
        </section>
    }
    .into_any()
}
