//! A remark of the reviewer: what is wrong, where, why it matters, and what would mend it.

use super::turn::{at_once, wait};
use super::{folded, icon, underlined};
use crate::document::{Edit, changes};
use crate::i18n::k;
use crate::kernel::{Path, Row as _, Value, text};
use crate::modules::review::Mute;
use crate::review::{Finding, Fix, place_words};
use crate::trace;
use crate::ui::session::{Marked, Span};
use crate::ui::{Ctx, toast};
use leptos::prelude::*;

/// Remarks that are drawn at once. Each has a dozen elements and names rows of large tables.
const AT_ONCE: usize = 3;

/// Findings as remarks, told apart by what they say, so that an open one stays open while others come and go. New ones are
/// drawn a few at a time, the first ones first; what is drawn already stays. Those of an empty list wait for their turn: much
/// else is drawn when a review comes.
pub fn remarks(cx: Ctx, all: impl Fn() -> Vec<Finding> + Send + Sync + 'static) -> AnyView {
    let key = move |f: &Finding| format!("{} {}", f.key(), cx.s.peek(|w| f.words(w, cx.l)));
    let drawn = RwSignal::new(Vec::<String>::new());
    let more = RwSignal::new(0_u64);
    let each = move || {
        let first = more.get() == 0;
        let most = match at_once() {
            true => usize::MAX,
            false if first => 0,
            false => AT_ONCE,
        };
        let before = drawn.get_untracked();
        let mut now = Vec::new();
        let (mut old, mut new, mut left) = (0, 0, false);
        let mut wanted = all();
        wanted.retain(|f| {
            // Putting hundreds into words for each few that are drawn takes longer than drawing them.
            if old == before.len() && new == most {
                left = true;
                return false;
            }
            let key = key(f);
            let known = before.contains(&key);
            let draw = known || new < most;
            if known {
                old += 1;
            } else if draw {
                new += 1;
            } else {
                left = true;
            }
            if draw {
                now.push(key);
            }
            draw
        });
        drawn.set(now);
        if left {
            wait(Box::new(move || more.try_update(|n| *n += 1).is_some()));
        }
        wanted
    };
    view! {
        <ul class="remarks">
            <For each=each key=key let:finding>{remark(cx, finding)}</For>
        </ul>
    }
    .into_any()
}

fn remark(cx: Ctx, finding: Finding) -> AnyView {
    let text = finding.rule.text(cx.l);
    let words = cx.s.peek(|w| finding.words(w, cx.l));
    let places: Vec<AnyView> = [Some(finding.place), finding.other]
        .into_iter()
        .flatten()
        .map(|path| {
            let name = cx.s.peek(|w| place_words(w, path, cx.l));
            view! { <a class="remark__place" href=cx.field_href(path)>{name}</a> }.into_any()
        })
        .collect();
    let id = finding.severity.id();
    let fix = finding
        .fix
        .clone()
        .zip(cx.s.peek(|w| finding.fix_words(w, cx.l)))
        .map(|(fix, words)| mend(cx, fix, words, text.title));
    let quote = quoted(cx, &finding);
    let (code, place, severity) = (finding.rule.code, finding.place, finding.severity.key());
    let why = move || view! { {about(cx, &finding)} {silence(cx, &finding)} }.into_any();
    view! {
        <li class=format!("remark remark--{id}") data-remark=code data-severity=id>
            <p class="remark__head">
                <span class="remark__severity">{cx.t(severity)}</span>
                <span class="remark__title">{text.title}</span>
                <span class="remark__code">{code}</span>
            </p>
            <p class="remark__words">{words}</p>
            {quote}
            <p class="remark__places">{places} {chain(cx, place)}</p>
            {fix}
            {folded("remark__more", cx.t(k::remark::why), why)}
        </li>
    }
    .into_any()
}

/// The way to the chain of what it speaks of.
fn chain(cx: Ctx, place: Path) -> AnyView {
    let Some(subject) = cx.s.peek(|w| trace::subject(w, &place.to_string())) else {
        return ().into_any();
    };
    let title = cx.t(k::trace::title);
    let label =
        cx.s.peek(|w| format!("{title}: {}", trace::title(w, subject, cx.l)));
    view! { <a class="remark__place" href=cx.trace_href(subject) aria-label=label>{title}</a> }
        .into_any()
}

/// Letters of the text shown before and behind the words a remark speaks of.
const AROUND: usize = 48;

/// The words it speaks of where they stand now, underlined.
fn quoted(cx: Ctx, finding: &Finding) -> AnyView {
    let Some((from, to)) = finding.span else {
        return ().into_any();
    };
    let (place, code) = (finding.place, finding.rule.code);
    let spoken = move |m: &Marked| {
        let of_rule = |s: &&Span| s.code == code;
        let same = |s: &&Span| (s.from, s.to) == (from, to);
        let mut all = m.spans.iter().filter(of_rule);
        all.clone().find(same).or(all.next()).copied()
    };
    let view = move || {
        let marked = cx.s.marked(place)?;
        let span = spoken(&marked)?;
        let (start, end) = text::around(&marked.text, span.from, span.to, AROUND)?;
        let part = marked.text.get(start..end)?;
        let here = Span {
            from: span.from - start,
            to: span.to - start,
            ..span
        };
        let before = (start > 0).then_some("…");
        let behind = (end < marked.text.len()).then_some("…");
        Some(view! { <p class="remark__quote">{before}{underlined(part, &[here])}{behind}</p> })
    };
    view! { {view} }.into_any()
}

/// The four parts of the rule, and where it comes from.
fn about(cx: Ctx, finding: &Finding) -> AnyView {
    let text = finding.rule.text(cx.l);
    let part = |key, words: &'static str| {
        view! { <div class="remark__part"><dt>{cx.t(key)}</dt><dd>{words}</dd></div> }.into_any()
    };
    view! {
        <dl class="remark__parts">
            {part(k::remark::checks, text.checks)}
            {part(k::remark::matters, text.why)}
            {part(k::remark::example, text.example)}
            {part(k::remark::mend, text.fix)}
        </dl>
    }
    .into_any()
}

/// What would mend it: said, shown edit by edit, done as one step.
fn mend(cx: Ctx, fix: Fix, words: String, title: &'static str) -> AnyView {
    let preview = RwSignal::new(Vec::<String>::new());
    let edits = StoredValue::new(fix.edits);
    let show = move |_| {
        preview.set(cx.s.peek(|w| {
            let mut after = w.clone();
            if after.apply_all(edits.get_value()).is_err() {
                return Vec::new();
            }
            let told = changes(w, &after, cx.l);
            told.groups
                .into_iter()
                .flat_map(|g| g.items)
                .map(|i| i.text)
                .collect()
        }));
    };
    let apply = move |_| {
        let done =
            cx.s.run(k::remark::step, title.to_owned(), edits.get_value());
        toast::tell(cx.t(if done {
            k::remark::mended
        } else {
            k::remark::gone
        }));
    };
    let items = move || {
        preview
            .get()
            .into_iter()
            .map(|t| view! { <li>{t}</li> })
            .collect_view()
    };
    view! {
        <details class="remark__fix" on:toggle=show>
            <summary>{icon("pen")} <span>{words}</span></summary>
            <ul class="remark__edits">{items}</ul>
            <button type="button" class="button" data-command="mend" on:click=apply>{cx.t(k::remark::apply)}</button>
        </details>
    }
    .into_any()
}

/// Muting: only with a reason, at this place or everywhere.
fn silence(cx: Ctx, finding: &Finding) -> AnyView {
    let (code, place) = (finding.rule.code, finding.place.to_string());
    let reason = RwSignal::new(String::new());
    let everywhere = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let reason_id = format!("mute-{code}-{}", finding.place.dom_id());
    let id = reason_id.clone();
    let error_id = format!("{reason_id}-error");
    let mute = move |_| {
        let why = reason.get_untracked().trim().to_owned();
        missing.set(why.is_empty());
        if why.is_empty() {
            return;
        }
        let place = if everywhere.get_untracked() {
            String::new()
        } else {
            place.clone()
        };
        cx.s.add_row(
            Mute::TABLE,
            &[
                (Mute::rule, Value::text(code)),
                (Mute::place, Value::Text(place)),
                (Mute::reason, Value::Text(why)),
            ],
        );
        toast::tell(cx.t(k::remark::muted));
    };
    let error = error_id.clone();
    view! {
        <div class="remark__mute">
            <label class="field__label" for=id>{cx.t(k::remark::reason)}</label>
            <input type="text" class="input" id=reason_id aria-describedby=error_id aria-invalid=move || missing.get().then_some("true") prop:value=move || reason.get() on:input:target=move |e| reason.set(e.target().value()) />
            <p class="field__error" id=error>{move || missing.get().then(|| view! { <span>{cx.t(k::remark::reason_missing)}</span> })}</p>
            <label class="check">
                <input type="checkbox" prop:checked=move || everywhere.get() on:change:target=move |e| everywhere.set(e.target().checked()) />
                <span>{cx.t(k::remark::everywhere)}</span>
            </label>
            <button type="button" class="button" data-command="mute" on:click=mute>{icon("hide")}<span>{cx.t(k::remark::mute)}</span></button>
        </div>
    }
    .into_any()
}

/// Takes a mute back.
pub fn unmute(cx: Ctx, row: crate::kernel::RowId) {
    cx.s.run(
        k::remark::unmuted,
        String::new(),
        vec![Edit::Remove {
            table: Mute::TABLE,
            row,
        }],
    );
}
