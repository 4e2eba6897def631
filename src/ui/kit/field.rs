//! One field: label, hint, control, counter and error, wired together for every kind of value.
//! The control's `name` is the field's address, so the page, the document, search and tests agree.

use super::controls;
use crate::i18n::{Locale, k};
use crate::kernel::{Field as Def, Key, Kind, Path, Row as _, Value, civil, number, text};
use crate::modules::review::{ClientWord, Guess};
use crate::review::Severity;
use crate::ui::Ctx;
use crate::ui::session::Span;
use leptos::prelude::*;

/// Options of one rendered field.
#[derive(Clone, Copy, Default)]
pub struct Field {
    /// Other words for the label.
    pub label: Option<Key>,
    /// Leave the hint out.
    pub no_hint: bool,
    /// Soft limit in characters, with a counter.
    pub limit: Option<usize>,
    /// Fewest text lines shown.
    pub rows: u32,
    /// Do not mark as optional.
    pub plain: bool,
}

/// The page, and view of it, on which a field stands.
pub fn page_of(path: Path) -> String {
    match path {
        Path::Field {
            module: "content",
            field: "mix",
        } => "content".into(),
        Path::Field {
            module: "content", ..
        } => "content".into(),
        Path::Cell { table, .. } if table.module == "content" => format!("content/{}", table.table),
        Path::Cell { table, .. } if table == Guess::TABLE => "review/practice".into(),
        Path::Cell { table, .. } if table == ClientWord::TABLE => "review/client".into(),
        path => path.module().to_owned(),
    }
}

/// A field with its label and hint, as its kind asks.
pub fn field(cx: Ctx, path: Path) -> AnyView {
    field_with(cx, path, Field::default())
}

/// The same with options.
pub fn field_with(cx: Ctx, path: Path, options: Field) -> AnyView {
    let Some(def) = cx.s.peek(|w| w.field(path)) else {
        return ().into_any();
    };
    let id = path.dom_id();
    let label = options
        .label
        .map_or_else(|| cx.l.label(def.label), |key| cx.t(key));
    let hint = if options.no_hint {
        None
    } else {
        hint_text(cx.l, def)
    };
    // The reviewer's red pencil.
    let mark = move || cx.s.mark(path).map(Severity::id);
    let optional = !def.core && !options.plain && !matches!(def.kind, Kind::Flag);
    let hint_id = hint.is_some().then(|| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    let described = move |bad: bool| {
        [hint_id.clone(), bad.then(|| error_id.clone())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let label_view = view! {
        {label}
        {optional.then(|| view! { <span class="field__optional">{cx.t(k::field::optional)}</span> })}
    };
    let hint_view = hint.map(|h| view! { <p class="field__hint" id=format!("{id}-hint")>{h}</p> });

    let body = match def.kind {
        Kind::Flag => {
            return view! { <div class="field field--flag" data-mark=mark>{controls::flag(cx, path, label.into())}{hint_view}</div> }.into_any();
        }
        Kind::Choice(set) if set.options.len() <= 5 => {
            return view! {
                <fieldset class="field" id=format!("{id}-group") data-mark=mark>
                    <legend class="field__label">{label_view}</legend>
                    {hint_view}
                    {controls::radios(cx, path, set)}
                </fieldset>
            }
            .into_any();
        }
        Kind::Choices(_) | Kind::Refs(_) => {
            let chips = match def.kind {
                Kind::Choices(set) => controls::chips(cx, path, set),
                Kind::Refs(table) => controls::link_chips(cx, path, table),
                _ => ().into_any(),
            };
            return view! {
                <fieldset class="field" id=format!("{id}-group") data-mark=mark>
                    <legend class="field__label">{label_view}</legend>
                    {hint_view}
                    {chips}
                </fieldset>
            }
            .into_any();
        }
        Kind::Line | Kind::Prose => {
            let body = control(cx, path, def, None, Box::new(described), options.rows);
            view! { <div class="inked">{body}{ink(cx, path)}</div> }.into_any()
        }
        _ => control(cx, path, def, None, Box::new(described), options.rows),
    };
    let error = error_view(cx, path, def);
    let counter = options.limit.map(|limit| counter(cx, path, limit));
    view! {
        <div class="field" data-mark=mark>
            <label class="field__label" for=id>{label_view}</label>
            {hint_view}
            {body}
            {error}
            {counter}
        </div>
    }
    .into_any()
}

/// The red pencil's lines under the words that remarks speak of. They lie over the field, in the same type, as long as the
/// text is the one that was read; nobody hears them read out, because the remarks stand beside the field.
fn ink(cx: Ctx, path: Path) -> AnyView {
    let view = move || {
        let marked = cx.s.marked(path)?;
        (cx.s.text(path) == marked.text).then(|| {
            view! { <div class="ink" aria-hidden="true" inert translate="no">{underlined(&marked.text, &marked.spans)}</div> }
        })
    };
    view! { {view} }.into_any()
}

/// A text with parts of it underlined; a part that begins within another is left to that one.
pub fn underlined(text: &str, spans: &[Span]) -> Vec<AnyView> {
    let mut out = Vec::new();
    let mut end = 0;
    for span in spans {
        let (Some(before), Some(word)) = (text.get(end..span.from), text.get(span.from..span.to))
        else {
            continue;
        };
        out.push(before.to_owned().into_any());
        let class = format!("ink__word ink__word--{}", span.severity.id());
        out.push(view! { <mark class=class>{word.to_owned()}</mark> }.into_any());
        end = span.to;
    }
    out.push(text.get(end..).unwrap_or_default().to_owned().into_any());
    out
}

/// Only the control, for a table cell whose column heading is the visible label; `of` names the row.
pub fn cell(cx: Ctx, path: Path, of: String) -> AnyView {
    let Some(def) = cx.s.peek(|w| w.field(path)) else {
        return ().into_any();
    };
    let name = cx.l.label(def.label);
    let aria = if of.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {of}")
    };
    let body = match def.kind {
        Kind::Flag => controls::flag(cx, path, aria),
        Kind::Choices(set) => controls::chips(cx, path, set),
        Kind::Refs(table) => controls::link_chips(cx, path, table),
        _ => {
            let error_id = format!("{}-error", path.dom_id());
            let described = move |bad: bool| if bad { error_id.clone() } else { String::new() };
            control(cx, path, def, Some(aria), Box::new(described), 1)
        }
    };
    view! { <div class="cell" data-mark=move || cx.s.mark(path).map(Severity::id)>{body}{error_view(cx, path, def)}</div> }.into_any()
}

/// A titled group of fields.
pub fn group(title: &'static str, hint: Option<&'static str>, body: impl IntoView) -> AnyView {
    view! {
        <section class="group">
            <h2 class="group__title">{title}</h2>
            {hint.map(|h| view! { <p class="group__hint">{h}</p> })}
            <div class="group__body">{body.into_view().into_any()}</div>
        </section>
    }
    .into_any()
}

fn control(
    cx: Ctx,
    path: Path,
    def: &'static Def,
    aria: Option<String>,
    described: Box<dyn Fn(bool) -> String + Send + Sync>,
    rows: u32,
) -> AnyView {
    match def.kind {
        Kind::Prose => controls::prose(cx, path, aria, described, rows.max(2)),
        Kind::Lines => controls::lines(cx, path, aria, described, rows.max(2)),
        Kind::Choice(set) => controls::select(cx, path, set, aria),
        Kind::Ref(table) | Kind::Owner(table) => controls::link_select(cx, path, table, aria),
        Kind::Date => controls::date(cx, path, aria, described),
        Kind::Line | Kind::Url => controls::line(cx, path, def.kind, aria, described),
        _ => controls::figure(cx, path, def.kind, aria, described),
    }
}

fn hint_text(l: Locale, def: &Def) -> Option<String> {
    let hint = l.label_hint(def.label)?;
    Some(match l.label_example(def.label) {
        Some(example) => format!(
            "{hint} {}",
            l.fill(k::field::example, &[("example", example)])
        ),
        None => hint.to_owned(),
    })
}

/// Why the text of a field cannot be read, in words; nothing when it is blank or fine.
pub(super) fn problem(l: Locale, kind: Kind, typed: &str) -> Option<&'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let ok = match kind {
        Kind::Number => number::parse(typed, number::Comma::Decimal).is_some(),
        Kind::Percent => crate::kernel::Percent::from(typed).value().is_some(),
        Kind::Money => number::parse_money(typed).is_some(),
        Kind::Date => civil::parse_date(typed).is_some(),
        Kind::Time => civil::parse_time(typed).is_some(),
        Kind::Url => text::safe_link(typed),
        _ => true,
    };
    (!ok).then(|| match kind {
        Kind::Money => l.t(k::field::bad_money),
        Kind::Date => l.t(k::field::bad_date),
        Kind::Time => l.t(k::field::bad_time),
        Kind::Url => l.t(k::field::bad_url),
        _ => l.t(k::field::bad_number),
    })
}

/// A parsed value as the language writes it; nothing when it cannot be parsed.
pub(super) fn shown(cx: Ctx, kind: Kind, typed: &str) -> Option<String> {
    match kind {
        Kind::Number | Kind::Percent => {
            number::parse(typed.trim().trim_end_matches('%'), number::Comma::Decimal)
                .map(|n| cx.l.number(n, 4))
        }
        Kind::Money => {
            let minor = number::parse_money(typed)?;
            let currency = cx.s.module("frame", |w| w.currency().to_owned());
            Some(cx.l.money(minor, &currency))
        }
        Kind::Date => civil::parse_date(typed).map(|d| cx.l.short_date(d)),
        Kind::Time => civil::parse_time(typed).map(|t| cx.l.time(t)),
        _ => None,
    }
}

fn error_view(cx: Ctx, path: Path, def: &'static Def) -> Option<AnyView> {
    matches!(def.kind, Kind::Number | Kind::Percent | Kind::Money | Kind::Date | Kind::Time | Kind::Url).then(|| {
        let id = format!("{}-error", path.dom_id());
        view! {
            <p class="field__error" id=id>
                {move || problem(cx.l, def.kind, &cx.s.text(path)).map(|p| view! { <span>{p}</span> })}
            </p>
        }
        .into_any()
    })
}

fn counter(cx: Ctx, path: Path, limit: usize) -> AnyView {
    let used = move || match cx.s.value(path) {
        Some(Value::Text(t)) => text::length(&t),
        _ => 0,
    };
    let words = move || {
        let used = used();
        if used > limit {
            cx.l.count(k::field::over, used - limit)
        } else {
            cx.l.count(k::field::left, limit - used)
        }
    };
    view! {
        <p class="field__counter" class:field__counter--over=move || { used() > limit } class:field__counter--near=move || { used() * 4 >= limit * 3 }>
            <span>{words}</span>
        </p>
    }
    .into_any()
}
