//! The module's page: the way to the client and back, the eight blocks with what is known of each
//! answer, and the debrief.

mod budget;
mod client;
mod compare;
mod debrief;
mod question;
mod rows;

pub use rows::rows_table;

use super::{Access, BLOCKS, Brief, Event, PastChannel, Product, blocks};
use crate::i18n::k;
use crate::kernel::{Key, Row};
use crate::ui::Ctx;
use crate::ui::kit::{draw_all, drawn_when, field, in_turn, move_buttons, turn, waiting};
use leptos::prelude::*;
use question::{Marks, meta, question};

/// Questions that share a line; every other one has its own. Parts of the budget have their own place.
const PAIRS: &[(&str, &str)] = &[
    ("age", "team_size"),
    ("average_check", "margin"),
    ("promised_leads", "deadline"),
    ("taboo_words", "taboo_topics"),
    ("taboo_visuals", "taboo_claims"),
    ("approver", "approver_backup"),
    ("approval_hours", "rounds"),
    ("legal_name", "inn"),
];

/// Questions that are drawn at once: of seventy each has forty boxes, and every field is measured.
const AT_ONCE: usize = 3;

/// The page below its heading; `tab` is the view asked for in the address, empty for the first.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    let marks = Marks::new(cx);
    let here = RwSignal::new("");
    let sections: Vec<AnyView> = BLOCKS
        .iter()
        .enumerate()
        .map(|(at, (id, fields))| block(cx, marks, here, at == 0, id, fields))
        .collect();
    view! {
        {client::client(cx)}
        <div class="brief">
            <div class="brief__grid">
                {contents(cx, marks, here)}
                <div class="brief__blocks">
                    {sections}
                    {in_turn(move || debrief::debrief(cx, here))}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Id of a block's heading, which the contents lead to.
fn heading_id(block: &str) -> String {
    format!("brief-block-{block}")
}

/// The contents that stay in sight: blocks with how many of their questions are answered.
fn contents(cx: Ctx, marks: Marks, here: RwSignal<&'static str>) -> AnyView {
    let link = move |id: &'static str, title: Key, count: AnyView| {
        view! {
            <li>
                <button type="button" class="brief__link" data-block=id aria-current=move || (here.get() == id).then_some("true") on:click=move |_| go(id)>
                    <span>{cx.t(title)}</span>
                    {count}
                </button>
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = BLOCKS
        .iter()
        .map(|(id, fields)| {
            let done =
                Memo::new(move |_| cx.s.module("brief", |w| blocks::progress(&w.brief, fields)));
            let words = move || {
                let (n, of) = done.get();
                cx.fill(
                    k::brief_page::answered,
                    &[("n", &n.to_string()), ("of", &of.to_string())],
                )
            };
            let full = move || done.with(|(n, of)| n == of);
            let count =
                view! { <span class="brief__count" class:brief__count--full=full>{words}</span> };
            link(id, blocks::title(id), count.into_any())
        })
        .collect();
    let list = NodeRef::<leptos::html::Ol>::new();
    // Where the contents are one line, the block in work is kept in sight.
    Effect::new(move |_| {
        let id = here.get();
        if let Some(list) = list.get()
            && let Ok(Some(link)) = list.query_selector(&format!("[data-block=\"{id}\"]"))
        {
            let link: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(link);
            list.set_scroll_left(link.offset_left() - 24);
        }
    });
    let open = move || marks.open().to_string();
    let last = link(
        "debrief",
        k::brief_page::debrief,
        view! { <span class="brief__count">{open}</span> }.into_any(),
    );
    view! {
        <nav class="brief__contents" aria-label=cx.t(k::brief_page::contents)>
            <ol class="brief__links" node_ref=list>{items}{last}</ol>
        </nav>
    }
    .into_any()
}

/// Scrolls to a block and puts the focus on its heading.
fn go(block: &'static str) {
    if waiting() {
        draw_all();
        request_animation_frame(move || there(block));
    } else {
        there(block);
    }
}

fn there(block: &str) {
    if let Some(heading) = document().get_element_by_id(&heading_id(block)) {
        let heading: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(heading);
        heading.scroll_into_view();
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

fn block(
    cx: Ctx,
    marks: Marks,
    here: RwSignal<&'static str>,
    first: bool,
    id: &'static str,
    fields: &'static [&'static str],
) -> AnyView {
    let title = blocks::title(id);
    let own = |field: &&&str| {
        PAIRS.iter().all(|(_, second)| second != *field) && !field.starts_with("budget_")
    };
    let fields: Vec<&str> = fields.iter().filter(own).copied().collect();
    // A block comes with its first questions, and nothing before what stands above it.
    let due = |(at, part): (usize, &[&'static str])| {
        let now = first && at == 0;
        (
            if now { RwSignal::new(true) } else { turn() },
            part.to_vec(),
        )
    };
    let parts: Vec<_> = fields.chunks(AT_ONCE).enumerate().map(due).collect();
    let draw = move |fields: &[&'static str]| {
        let views = fields.iter().map(|field| match PAIRS.iter().find(|(first, _)| first == field) {
            Some((first, second)) => {
                view! { <div class="cols">{question(cx, marks, first)}{question(cx, marks, second)}</div> }.into_any()
            }
            None => one(cx, marks, field),
        });
        views.collect_view().into_any()
    };
    let first = parts.first().map_or_else(turn, |(due, _)| *due);
    let section = move || {
        let each = |(due, fields): &(RwSignal<bool>, Vec<&'static str>)| {
            let fields = fields.clone();
            drawn_when(*due, move || draw(&fields))
        };
        let views: Vec<AnyView> = parts.iter().map(each).collect();
        view! {
            <section class="group brief__block" aria-labelledby=heading_id(id) on:focusin=move |_| here.set(id)>
                <h2 class="group__title" id=heading_id(id) tabindex="-1">{cx.t(title)}</h2>
                {cx.l.hint(title).map(|h| view! { <p class="group__hint">{h}</p> })}
                <div class="group__body">{views}</div>
            </section>
        }
        .into_any()
    };
    drawn_when(first, section)
}

/// One question of a block as the thing it is: a table, the budget, a mark, a field.
fn one(cx: Ctx, marks: Marks, id: &'static str) -> AnyView {
    let table = match id {
        "products" => rows_table(
            cx,
            Product::TABLE,
            &[Product::name, Product::price, Product::note],
            k::brief_page::add_product,
            move_buttons::<Product>,
        ),
        "past_channels" => rows_table(
            cx,
            PastChannel::TABLE,
            &[
                PastChannel::platform,
                PastChannel::handle,
                PastChannel::followers,
                PastChannel::note,
            ],
            k::brief_page::add_channel,
            move_buttons::<PastChannel>,
        ),
        "accesses" => rows_table(
            cx,
            Access::TABLE,
            &[Access::name, Access::state, Access::who],
            k::brief_page::add_access,
            move_buttons::<Access>,
        ),
        "events" => rows_table(
            cx,
            Event::TABLE,
            &[Event::date, Event::title, Event::lead],
            k::brief_page::add_event,
            move_buttons::<Event>,
        ),
        "budget" => return budget::budget(cx, marks),
        "no_taboos" => {
            return view! { <div class="q">{field(cx, Brief::no_taboos)}</div> }.into_any();
        }
        _ => return question(cx, marks, id),
    };
    view! { <div class="q q--table">{table}{meta(cx, marks, id)}</div> }.into_any()
}
