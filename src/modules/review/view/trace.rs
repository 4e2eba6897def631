//! The chain of one row or field of the brief: a picker, the main line in words, lists and picture, holes, and what breaks.

use crate::document::changes::number_of;
use crate::i18n::k;
use crate::kernel::{Key, Path, Row, TablePath};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::platform::browser;
use crate::review::{Finding, place_words};
use crate::trace::{self, Breaks, Graph, Hole, MANY_POSTS, SHOWN, Step, Trace};
use crate::ui::Ctx;
use crate::ui::kit::{self, group, icon};
use crate::ui::route::Route;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use std::fmt::Write as _;
use wasm_bindgen::JsCast;

/// Subjects of one kind that the picker shows at once.
const OFFERED: usize = 6;
/// Below this width, in pixels, the lists come before the picture.
const NARROW: f64 = 700.0;

fn asked() -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    hash.contains("/review/trace")
        .then(|| Route::asked(&hash, "at=").unwrap_or_default())
}

/// The page; its subject stands in the address.
pub(super) fn view(cx: Ctx) -> AnyView {
    let at = RwSignal::new(asked().unwrap_or_default());
    let open = RwSignal::new(at.with_untracked(String::is_empty));
    let moved = window_event_listener(ev::hashchange, move |_| {
        // The address may have left for another page already.
        if let Some(new) = asked() {
            open.set(new.is_empty());
            at.set(new);
            request_animation_frame(|| {
                let title = document().get_element_by_id("trace-title");
                if let Some(title) = title.and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) {
                    let _ = title.focus();
                }
            });
        }
    });
    on_cleanup(move || moved.remove());
    let chain = Memo::new(move |_| {
        cx.s.derived(|w| trace::subject(w, &at.read()).and_then(|s| trace::trace(w, s)))
    });
    let body = move || match chain.get() {
        Some(chain) => found(cx, &chain),
        None => nothing(cx, at.with_untracked(String::is_empty)),
    };
    view! { <div class="trace" data-part="trace">{picker(cx, open)} {body}</div> }.into_any()
}

/// No subject: what the page is for, and every hole of the strategy.
fn nothing(cx: Ctx, unasked: bool) -> AnyView {
    let holes = cx.s.derived(trace::holes);
    let words = cx.t(if unasked {
        k::trace::lead
    } else {
        k::trace::gone
    });
    view! {
        <p id="trace-title" tabindex="-1">{words}</p>
        {group(cx.t(k::trace::all_holes), None, holes_list(cx, &holes))}
    }
    .into_any()
}

/// The kind of a subject and its name.
fn named(cx: Ctx, path: Path) -> (&'static str, String) {
    cx.s.peek(|w| (trace::what(w, path, cx.l), trace::title(w, path, cx.l)))
}

fn link(cx: Ctx, path: Path, words: String) -> AnyView {
    view! { <a class="trace__link" href=cx.trace_href(path)>{words}</a> }.into_any()
}

/// Numbers of rows as words: “3 rubrics, 48 posts”.
fn numbers(cx: Ctx, all: &[(TablePath, usize)]) -> String {
    let words = |(table, n): &(TablePath, usize)| {
        let def = cx.s.peek(|w| w.table_def(*table))?;
        Some(number_of(def, *n, cx.l))
    };
    let words: Vec<String> = all.iter().filter_map(words).collect();
    cx.l.join(&words)
}

/// The same of a list of addresses.
fn counted(cx: Ctx, all: impl Iterator<Item = TablePath>) -> String {
    let mut counts: Vec<(TablePath, usize)> = Vec::new();
    for table in all {
        match counts.iter_mut().find(|c| c.0 == table) {
            Some(count) => count.1 += 1,
            None => counts.push((table, 1)),
        }
    }
    numbers(cx, &counts)
}

fn table_of(path: Path) -> Option<TablePath> {
    match path {
        Path::Cell { table, .. } => Some(table),
        Path::Field { .. } => None,
    }
}

fn picker(cx: Ctx, open: RwSignal<bool>) -> AnyView {
    let node = NodeRef::<html::Details>::new();
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = open.get();
        cx.s.derived(|w| {
            let query = query.read();
            if wanted {
                trace::find(w, &query, OFFERED, cx.l)
            } else {
                Vec::new()
            }
        })
    });
    let keys = move |e: web_sys::KeyboardEvent| {
        let all = node
            .get_untracked()
            .and_then(|d| d.query_selector_all("input, a").ok());
        let Some(all) = all else { return };
        let here = document().active_element();
        let at = |i: u32| {
            all.item(i)
                .and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok())
        };
        let now = (0..all.length()).find(|i| at(*i).as_deref() == here.as_ref());
        let next = match (e.key().as_str(), now) {
            ("ArrowDown", Some(n)) => at(n + 1),
            ("ArrowUp", Some(n)) => n.checked_sub(1).and_then(at),
            ("Enter", Some(0)) => {
                if let Some(first) = at(1) {
                    first.click();
                }
                None
            }
            _ => return,
        };
        e.prevent_default();
        if let Some(next) = next {
            let _ = next.focus();
        }
    };
    let groups = move || {
        let group = |f: trace::Found| {
            let title = f.table.and_then(|t| cx.s.peek(|w| w.table_def(t)));
            let title = title.map_or_else(|| cx.t(k::module::brief), |d| cx.l.label(d.label));
            let more =
                (f.more > 0).then(|| cx.fill(k::trace::narrow, &[("n", &f.more.to_string())]));
            let links = f
                .first
                .into_iter()
                .map(|(path, name)| view! { <li>{link(cx, path, name)}</li> });
            let links: Vec<_> = links.collect();
            view! { <div class="trace__kinds"><h3 class="trace__kind">{title}</h3><ul>{links}</ul><p class="note">{more}</p></div> }.into_any()
        };
        found.get().into_iter().map(group).collect_view()
    };
    let status = move || {
        let n: usize = found.with(|all| all.iter().map(|f| f.first.len() + f.more).sum());
        match n {
            0 => cx.t(k::trace::nothing).to_owned(),
            n => format!("{}: {n}", cx.t(k::trace::found)),
        }
    };
    view! {
        <details class="trace__picker" node_ref=node prop:open=move || open.get() on:keydown=keys on:toggle=move |_| open.set(node.get_untracked().is_some_and(|d| d.open()))>
            <summary>{icon("search")}<span>{cx.t(k::trace::pick)}</span></summary>
            <label class="field">
                <span class="field__label">{cx.t(k::trace::search)}</span>
                <input class="input" type="search" name="show.trace" autocomplete="off" on:input:target=move |e| query.set(e.target().value()) />
            </label>
            <p class="note" role="status">{status}</p>
            <div class="trace__offers">{groups}</div>
        </details>
    }
    .into_any()
}

fn found(cx: Ctx, chain: &Trace) -> AnyView {
    let subject = chain.subject;
    let (what, name) = named(cx, subject);
    let line: Vec<_> = cx.s.peek(|w| {
        let words = chain.line.iter().map(|s| s.words(w, cx.l));
        words.map(|words| view! { <li>{words}</li> }).collect()
    });
    let whole = chain.whole;
    let state = cx.t(if whole {
        k::trace::whole
    } else {
        k::trace::broken
    });
    let reach = match chain.reach.as_slice() {
        [] => cx.t(k::trace::loose).to_owned(),
        all => cx.fill(k::trace::reach, &[("what", &numbers(cx, all))]),
    };
    let lists = view! {
        <div class="trace__lists">
            {(subject.row().is_some()).then(|| part(cx, k::trace::up, "up", steps(cx, &chain.up, true)))}
            {part(cx, k::trace::down, "down", view! { <p>{reach}</p> {steps(cx, &chain.down, false)} }.into_any())}
        </div>
    }
    .into_any();
    let picture = part(
        cx,
        k::trace::graph,
        "graph",
        graph(cx, &chain.graph, subject),
    );
    let width = window().inner_width().ok().and_then(|w| w.as_f64());
    let both = if width.is_some_and(|w| w < NARROW) {
        [lists, picture]
    } else {
        [picture, lists]
    };
    let note = chain.partial.then(|| partial(cx));
    let holes = view! { {holes_list(cx, &chain.holes)} {note} }.into_any();
    let broken = table_of(subject).map(|table| broken(cx, table, subject));
    view! {
        <header class="trace__head">
            <p class="trace__kind">{what}</p>
            <h2 class="trace__title" id="trace-title" tabindex="-1">{name}</h2>
            <p><a href=cx.field_href(subject)>{cx.t(k::trace::open)}</a></p>
            <p class="trace__state" data-whole=whole.to_string()>{icon(if whole { "check" } else { "warn" })}<span>{state}</span></p>
            <ol class="trace__line">{line}</ol>
        </header>
        {both}
        {part(cx, k::trace::holes, "holes", holes)}
        {broken}
    }
    .into_any()
}

fn part(cx: Ctx, title: Key, id: &'static str, body: AnyView) -> AnyView {
    view! { <section class="trace__part" data-part=id><h3 class="trace__heading">{cx.t(title)}</h3>{body}</section> }.into_any()
}

fn partial(cx: Ctx) -> AnyView {
    let words = cx.fill(k::trace::partial, &[("n", &MANY_POSTS.to_string())]);
    view! { <p class="note">{words}</p> }.into_any()
}

fn steps(cx: Ctx, steps: &[Step], up: bool) -> AnyView {
    if steps.is_empty() {
        return up
            .then(|| view! { <p>{cx.t(k::trace::no_up)}</p> })
            .into_any();
    }
    branch(cx, steps, &mut 0, up)
}

/// Steps of one depth, each with those that follow from it.
fn branch(cx: Ctx, steps: &[Step], next: &mut usize, up: bool) -> AnyView {
    let depth = steps.get(*next).map_or(0, |s| s.depth);
    let mut items: Vec<AnyView> = Vec::new();
    while let Some(step) = steps.get(*next).filter(|s| s.depth == depth) {
        *next += 1;
        let deeper = steps.get(*next).is_some_and(|s| s.depth > depth);
        let inner = deeper.then(|| branch(cx, steps, next, up));
        let (what, name) = named(cx, step.to);
        let how = if up { cx.t(step.link.key()) } else { what };
        let quote =
            (!step.quote.is_empty()).then(|| cx.fill(k::review::quoted, &[("text", &step.quote)]));
        let posts = (step.posts > 0).then(|| {
            let what = numbers(cx, &[(Post::TABLE, step.posts)]);
            cx.fill(k::trace::posts, &[("what", &what)])
        });
        let again = step.again.then(|| cx.t(k::trace::again));
        let notes = [quote, posts, again.map(str::to_owned)]
            .into_iter()
            .flatten();
        let notes: Vec<_> = notes
            .map(|n| view! { <span class="trace__note">{n}</span> })
            .collect();
        items.push(view! { <li><span class="trace__how">{how}</span> " " {link(cx, step.to, name)} {notes} {inner}</li> }.into_any());
        if let Some(table) = table_of(step.to).filter(|_| step.more > 0) {
            let what = numbers(cx, &[(table, step.more)]);
            items.push(
                view! { <li class="note">{cx.fill(k::trace::more, &[("what", &what)])}</li> }
                    .into_any(),
            );
        }
    }
    view! { <ul class="trace__list">{items}</ul> }.into_any()
}

// Sizes of the picture in sixteenths of a rem; the sheet has the same.
const WIDE: usize = 152;
const HIGH: usize = 72;
const ACROSS: usize = 200;
const DOWN: usize = 84;

fn graph(cx: Ctx, graph: &Graph, subject: Path) -> AnyView {
    let rows = |c: &(Vec<Path>, usize)| c.0.len() + usize::from(c.1 > 0);
    let most = graph.columns.iter().map(rows).max().unwrap_or(1);
    let place = |(column, at): (usize, usize)| {
        let used = graph.columns.get(column).map_or(0, rows);
        (
            column * ACROSS,
            (most - used) * DOWN / 2 + at * DOWN + HIGH / 2,
        )
    };
    let (mut plain, mut own) = (String::new(), String::new());
    for line in &graph.lines {
        let ((x, y), (to_x, to_y)) = (place(line.from), place(line.to));
        let x = x + WIDE;
        // Within a column the line leaves and comes back on the same side.
        let (end, bow) = if line.from.0 == line.to.0 {
            (x, x + 28)
        } else {
            (to_x, to_x - 28)
        };
        let out = if line.own { &mut own } else { &mut plain };
        let _ = write!(out, "M{x} {y}C{} {y} {bow} {to_y} {end} {to_y}", x + 28);
    }
    let node = |path: &Path| {
        let (what, name) = named(cx, *path);
        let group = Workbook::info(path.module()).map_or("", |i| i.group.id());
        let full = name.clone();
        view! { <li><a class="trace__node" data-group=group href=cx.trace_href(*path) aria-current=(*path == subject).then_some("true") title=full><span class="trace__kind">{what}</span><span class="trace__name">{name}</span></a></li> }.into_any()
    };
    let column = |(nodes, more): &(Vec<Path>, usize)| {
        let nodes: Vec<_> = nodes.iter().map(node).collect();
        let more = (*more > 0).then(|| view! { <li class="trace__rest note">{cx.fill(k::trace::more_n, &[("n", &more.to_string())])}</li> });
        view! { <ul class="trace__column">{nodes}{more}</ul> }.into_any()
    };
    let columns: Vec<_> = graph.columns.iter().map(column).collect();
    let wide = graph.columns.len().max(1) * ACROSS - ACROSS + WIDE;
    request_animation_frame(show_subject);
    let size = format!("0 0 {wide} {}", most * DOWN + HIGH - DOWN);
    view! {
        <p class="note">{cx.t(k::trace::graph_text)}</p>
        <div class="trace__scroll" tabindex="0" role="region" aria-label=cx.t(k::trace::graph)>
            <div class="trace__graph">
                <svg class="trace__lines" viewBox=size preserveAspectRatio="none" aria-hidden="true" focusable="false"><path d=plain /><path class="trace__own" d=own /></svg>
                {columns}
            </div>
        </div>
    }
    .into_any()
}

/// Moves the picture so that the subject stands in its middle.
fn show_subject() {
    let find = |what: &str| {
        let found = document().query_selector(what).ok().flatten();
        found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
    };
    let (frame, node) = (".trace__scroll", ".trace__scroll [aria-current]");
    if let Some((frame, node)) = find(frame).zip(find(node)) {
        let middle = node.offset_left() + node.offset_width() / 2;
        frame.set_scroll_left(middle - frame.client_width() / 2);
    }
}

/// A list of which the first are shown, then how many more there are.
fn capped(cx: Ctx, all: usize, mut items: Vec<AnyView>) -> AnyView {
    if all > items.len() {
        let n = (all - items.len()).to_string();
        items.push(
            view! { <li class="note">{cx.fill(k::trace::more_n, &[("n", &n)])}</li> }.into_any(),
        );
    }
    view! { <ul class="trace__holes">{items}</ul> }.into_any()
}

/// A sentence with the field it speaks of.
fn said(cx: Ctx, words: String, place: Path, name: String) -> AnyView {
    view! { <li><span>{words}</span> <a class="remark__place" href=cx.field_href(place)>{name}</a></li> }.into_any()
}

fn holes_list(cx: Ctx, holes: &[Hole]) -> AnyView {
    if holes.is_empty() {
        return view! { <p>{cx.t(k::trace::no_holes)}</p> }.into_any();
    }
    let words = |h: &Hole| {
        // The sentence has named the row already.
        let (words, field) = cx.s.peek(|w| (h.words(w, cx.l), w.field(h.place)));
        let field = field.map_or("", |f| cx.l.label(f.label));
        said(cx, words, h.place, field.to_owned())
    };
    capped(
        cx,
        holes.len(),
        holes.iter().take(SHOWN).map(words).collect(),
    )
}

/// What breaks: counted in a pause, because the reviewer is asked twice.
fn broken(cx: Ctx, table: TablePath, subject: Path) -> AnyView {
    let Some(row) = subject.row() else {
        return ().into_any();
    };
    let counted = RwSignal::new(None::<Breaks>);
    Effect::new(move |_| {
        cx.s.settled.track();
        browser::when_idle(move || {
            // The page may be gone by now.
            if counted.try_get_untracked().is_some() {
                let found =
                    cx.s.peek(|w| trace::breaks(w, table, row, browser::today()));
                counted.set(found);
            }
        });
    });
    let body = move || match counted.get() {
        None => view! { <p class="note">{cx.t(k::trace::counting)}</p> }.into_any(),
        Some(breaks) => told(cx, &breaks),
    };
    let name = move || {
        let name =
            cx.s.name(table, row, cx.l)
                .unwrap_or_else(|| cx.t(k::field::nameless).into());
        cx.fill(k::edit::remove, &[("name", &name)])
    };
    let body = view! {
        <div aria-live="polite">{body}</div>
        <p><button type="button" class="button button--danger" data-command="delete" aria-label=name disabled=move || cx.s.locked() on:click=move |_| kit::delete_row(cx, table, row)>{icon("trash")}<span>{cx.t(k::word::delete)}</span></button></p>
    };
    part(cx, k::trace::breaks, "breaks", body.into_any())
}

fn told(cx: Ctx, breaks: &Breaks) -> AnyView {
    let mut out: Vec<AnyView> = Vec::new();
    let mut add = |words: String, list: Option<AnyView>| {
        out.push(view! { <p class="trace__fact">{words}</p> {list} }.into_any());
    };
    if !breaks.parts.is_empty() {
        let what = counted(cx, breaks.parts.iter().map(|p| p.0));
        add(cx.fill(k::trace::parts, &[("what", &what)]), None);
    }
    if !breaks.cleared.is_empty() {
        let all = breaks.cleared.iter().filter_map(|p| table_of(*p));
        let words = cx.l.count(k::trace_count::cleared, breaks.cleared.len());
        add(format!("{words} ({}).", counted(cx, all)), None);
    }
    if !breaks.hanging.is_empty() {
        let mut nodes: Vec<Path> = breaks.hanging.iter().map(|h| h.node).collect();
        nodes.dedup();
        let what = counted(cx, nodes.into_iter().filter_map(table_of));
        let list = holes_list(cx, &breaks.hanging);
        add(cx.fill(k::trace::hanging, &[("what", &what)]), Some(list));
    }
    if !breaks.found.is_empty() {
        let words = |f: &Finding| {
            let (words, name) =
                cx.s.peek(|w| (f.words(w, cx.l), place_words(w, f.place, cx.l)));
            said(cx, format!("{} {words}", f.rule.code), f.place, name)
        };
        let list = breaks.found.iter().take(SHOWN).map(words).collect();
        let list = capped(cx, breaks.found.len(), list);
        add(
            cx.l.count(k::trace_count::found, breaks.found.len()) + ":",
            Some(list),
        );
    }
    if out.is_empty() {
        out.push(view! { <p>{cx.t(k::trace::harmless)}</p> }.into_any());
    }
    if breaks.partial {
        out.push(partial(cx));
    }
    out.into_any()
}
