//! The plan as files for scheduling tools: which tool, what will not be in the file and why, the files.

use crate::export::schedulers::{File, Options, PRESETS, Preset, Reason, What, files, preset};
use crate::i18n::k;
use crate::kernel::{Key, civil, text};
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::report;
use crate::ui::kit::icon;
use crate::ui::{Ctx, exits};
use leptos::prelude::*;

/// Posts that are named for one reason; the rest is a number.
const NAMED: usize = 8;

/// What the user has chosen; it is not kept.
#[derive(Clone, Copy)]
struct Chosen {
    program: RwSignal<String>,
    hour: RwSignal<String>,
    ready: RwSignal<bool>,
    day_first: RwSignal<bool>,
}

/// The folded part of the document page.
pub fn view(cx: Ctx) -> AnyView {
    let chosen = Chosen {
        program: RwSignal::new(String::new()),
        hour: RwSignal::new(String::new()),
        ready: RwSignal::new(true),
        day_first: RwSignal::new(true),
    };
    let options: Vec<AnyView> = PRESETS
        .iter()
        .map(|p| view! { <option value=p.id>{p.name}</option> }.into_any())
        .collect();
    let which = move || preset(&chosen.program.read());
    let body = move || which().map(|which| told(cx, which, chosen));
    view! {
        <details class="schedulers">
            <summary class="schedulers__summary">{cx.t(k::export::page::title)}</summary>
            <p class="note">{cx.t(k::export::page::lead)}</p>
            <div class="schedulers__choice">
                <label class="field">
                    <span class="field__label">{cx.t(k::export::page::program)}</span>
                    <select class="input input--select" name="show.program" on:change:target=move |e| chosen.program.set(e.target().value())>
                        <option value="">{cx.t(k::export::page::choose)}</option>
                        {options}
                    </select>
                </label>
                {body}
            </div>
        </details>
    }
    .into_any()
}

fn check(cx: Ctx, name: &'static str, words: Key, on: RwSignal<bool>) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name=name prop:checked=move || on.get() on:change:target=move |e| on.set(e.target().checked()) />
            <span>{cx.t(words)}</span>
        </label>
    }
    .into_any()
}

/// Choices of one tool, and what comes of them.
fn told(cx: Ctx, which: &'static Preset, chosen: Chosen) -> AnyView {
    let turns = |what: &What| matches!(what, What::At(month, day) if month != day);
    let order = which.columns.iter().any(|c| turns(&c.what));
    let hour = move || chosen.hour.with(|typed| civil::parse_time(typed));
    let bad = move || !chosen.hour.read().trim().is_empty() && hour().is_none();
    let made = Memo::new(move |_| {
        let (hour, ready_only) = (hour(), chosen.ready.get());
        let day_first = chosen.day_first.get();
        cx.s.derived(|w| {
            let options = Options {
                locale: report::locale(w),
                now: browser::here(),
                hour,
                ready_only: ready_only && which.publishes,
                day_first,
            };
            files(w, which, options)
        })
    });
    let day = civil::parse_date(which.as_of).map(|d| cx.l.date(d));
    let known = day.map(|day| cx.fill(k::export::page::known, &[("date", &day)]));
    let source = text::safe_link(which.source).then(|| {
        view! { " " <a href=which.source target="_blank" rel="noopener noreferrer">{cx.t(k::export::page::source)}</a> }
    });
    let ready = which
        .publishes
        .then(|| check(cx, "show.ready", k::export::page::ready, chosen.ready));
    let order = order.then(|| {
        check(
            cx,
            "show.order",
            k::export::page::day_first,
            chosen.day_first,
        )
    });
    let problem = move || {
        bad().then(|| view! { <p class="field__error" id="scheduler-hour-error">{cx.t(k::export::page::hour_bad)}</p> })
    };
    view! {
        <label class="field">
            <span class="field__label">{cx.t(k::export::page::hour)}</span>
            <input class="input" type="text" inputmode="numeric" name="show.hour" autocomplete="off" aria-describedby="scheduler-hour-error" aria-invalid=move || bad().then_some("true") prop:value=move || chosen.hour.get() on:input:target=move |e| chosen.hour.set(e.target().value()) />
        </label>
        {problem}
        {ready}
        {order}
        <p class="note">{known} {source}</p>
        {which.caution.map(|words| view! { <p class="nudge">{cx.t(words)}</p> })}
        <div aria-live="polite">{move || made.with(|(files, _)| offered(cx, files))}</div>
        {move || made.with(|(_, warnings)| {
            let all: Vec<(Reason, &str)> = warnings.iter().map(|w| (w.reason, w.title.as_str())).collect();
            left_out(cx, &all)
        })}
    }
    .into_any()
}

fn offered(cx: Ctx, files: &[File]) -> AnyView {
    if files.is_empty() {
        return view! { <p data-part="no-files">{cx.t(k::export::page::none)}</p> }.into_any();
    }
    let one = |file: &File| {
        let words = cx.fill(k::export::page::file, &[("name", &file.name)]);
        let posts = cx.l.count(k::count::posts, file.posts);
        let (name, text) = (file.name.clone(), file.text.clone());
        let save = move |_| {
            let file = Outgoing::text(name.clone(), "text/csv", text.clone());
            exits::offer(cx.l, file);
        };
        view! { <li><button type="button" class="button" data-command="scheduler-file" on:click=save>{icon("download")}<span>{words}</span></button> <span class="note">{posts}</span></li> }
            .into_any()
    };
    let all: Vec<AnyView> = files.iter().map(one).collect();
    view! { <ul class="schedulers__files">{all}</ul> }.into_any()
}

/// What has to be known, each thing once with the posts it is about.
fn left_out(cx: Ctx, warnings: &[(Reason, &str)]) -> AnyView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (reason, title) in warnings {
        let words = reason.words(cx.l);
        match groups.iter_mut().find(|g| g.0 == words) {
            Some(group) => group.1.push(title),
            None => groups.push((words, vec![title])),
        }
    }
    let one = |(words, titles): (String, Vec<&str>)| {
        let named: Vec<&str> = titles.iter().copied().filter(|t| !t.is_empty()).collect();
        let mut all: Vec<String> = named.iter().take(NAMED).map(|t| (*t).to_owned()).collect();
        if named.len() > NAMED {
            let n = (named.len() - NAMED).to_string();
            all.push(cx.fill(k::export::page::more, &[("n", &n)]));
        }
        let posts = (!all.is_empty()).then(|| view! { <p class="note">{all.join("; ")}</p> });
        view! { <li><p>{words}</p>{posts}</li> }.into_any()
    };
    let all: Vec<AnyView> = groups.into_iter().map(one).collect();
    view! {
        <div data-part="told">
            <h2 class="schedulers__title">{cx.t(k::export::page::told)}</h2>
            <ul class="waitings schedulers__told">{all}</ul>
        </div>
    }
    .into_any()
}
