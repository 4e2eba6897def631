//! The bare form controls. They never write back anything but what was typed: the caret, IME and
//! native undo stay intact.

use super::field::{problem, shown};
use crate::i18n::k;
use crate::kernel::{ChoiceSet, Kind, Path, RowId, TablePath, Value, civil};
use crate::ui::Ctx;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

type Described = Box<dyn Fn(bool) -> String + Send + Sync>;

fn not_blank(s: String) -> Option<String> {
    (!s.is_empty()).then_some(s)
}

/// A line of text or a link, shown whole: it grows instead of cutting what it holds, and takes no
/// line breaks.
pub fn line(
    cx: Ctx,
    path: Path,
    kind: Kind,
    aria: Option<String>,
    described: Described,
) -> AnyView {
    let focused = RwSignal::new(false);
    let bad = move || !focused.get() && problem(cx.l, kind, &cx.s.text(path)).is_some();
    let words = matches!(kind, Kind::Line);
    let write = move |field: web_sys::HtmlTextAreaElement| {
        let typed = field.value();
        if typed.contains('\n') {
            // Pasted: breaks become spaces, one for one, so that the caret keeps its place.
            let at = field.selection_end().ok().flatten().unwrap_or_default();
            field.set_value(&typed.replace('\n', " "));
            let _ = field.set_selection_range(at, at);
        }
        cx.s.typed(path, Value::Text(field.value()));
    };
    view! {
        <textarea
            class="input input--line"
            id=path.dom_id()
            name=path.to_string()
            rows=move || rows_for(&cx.s.text(path), 1)
            inputmode=if words { "text" } else { "url" }
            enterkeyhint="next"
            autocomplete="off"
            spellcheck=if words { "true" } else { "false" }
            aria-label=aria
            aria-invalid=move || bad().then_some("true")
            aria-describedby=move || not_blank(described(bad()))
            prop:value=move || cx.s.text(path)
            on:input:target=move |e| write(e.target())
            on:keydown=move |e| {
                if e.key() == "Enter" && !e.is_composing() {
                    e.prevent_default();
                }
            }
            on:focus=move |_| focused.set(true)
            on:blur=move |_| {
                focused.set(false);
                cx.s.cut();
            }
        ></textarea>
    }
    .into_any()
}

/// A number, amount, percentage, date or time. Numbers are shown in the language's format while the
/// field is not being edited.
pub fn figure(
    cx: Ctx,
    path: Path,
    kind: Kind,
    aria: Option<String>,
    described: Described,
) -> AnyView {
    let focused = RwSignal::new(false);
    let numeric = matches!(kind, Kind::Number | Kind::Percent | Kind::Money);
    let value = move || {
        let typed = cx.s.text(path);
        if focused.get() {
            typed
        } else {
            shown(cx, kind, &typed).unwrap_or(typed)
        }
    };
    let bad = move || !focused.get() && problem(cx.l, kind, &cx.s.text(path)).is_some();
    let mode = if numeric { "decimal" } else { "text" };
    view! {
        <input
            class="input"
            class:input--number=numeric
            type="text"
            id=path.dom_id()
            name=path.to_string()
            inputmode=mode
            enterkeyhint="next"
            autocomplete="off"
            spellcheck="false"
            aria-label=aria
            aria-invalid=move || bad().then_some("true")
            aria-describedby=move || not_blank(described(bad()))
            prop:value=value
            on:input:target=move |e| cx.s.typed(path, Value::Text(e.target().value()))
            on:focus:target=move |e| {
                // The figure as typed takes the place of the formatted one, chosen whole as Tab would leave it:
                // typing replaces it, and nothing is appended to what the eye no longer sees.
                let typed = cx.s.peek(|w| w.text(path).to_owned());
                let field = e.target();
                if field.value() != typed {
                    field.set_value(&typed);
                    field.select();
                }
                focused.set(true);
            }
            on:blur=move |_| {
                focused.set(false);
                cx.s.cut();
            }
        />
    }
    .into_any()
}

/// Rows that show the whole text without scrolling, for browsers without `field-sizing`.
fn rows_for(text: &str, least: u32) -> u32 {
    let lines: usize = text.split('\n').map(|l| 1 + l.chars().count() / 72).sum();
    u32::try_from(lines).unwrap_or(u32::MAX).clamp(least, 60)
}

/// Text of several paragraphs.
pub fn prose(
    cx: Ctx,
    path: Path,
    aria: Option<String>,
    described: Described,
    rows: u32,
) -> AnyView {
    view! {
        <textarea
            class="input input--prose"
            id=path.dom_id()
            name=path.to_string()
            rows=move || rows_for(&cx.s.text(path), rows)
            style:--rows=rows.to_string()
            autocapitalize="sentences"
            aria-label=aria
            aria-describedby=not_blank(described(false))
            prop:value=move || cx.s.text(path)
            on:input:target=move |e| cx.s.typed(path, Value::Text(e.target().value()))
            on:blur=move |_| cx.s.cut()
        ></textarea>
    }
    .into_any()
}

/// A list, one item a line.
pub fn lines(
    cx: Ctx,
    path: Path,
    aria: Option<String>,
    described: Described,
    rows: u32,
) -> AnyView {
    let value = move || cx.s.lines(path).join("\n");
    let write = move |text: String| cx.s.typed(path, Value::lines(&text));
    view! {
        <textarea
            class="input input--lines"
            id=path.dom_id()
            name=path.to_string()
            rows=move || rows_for(&value(), rows)
            style:--rows=rows.to_string()
            autocapitalize="sentences"
            aria-label=aria
            aria-describedby=not_blank(described(false))
            prop:value=value
            on:input:target=move |e| write(e.target().value())
            on:blur=move |_| cx.s.cut()
        ></textarea>
    }
    .into_any()
}

/// A date that is typed, or picked in the browser's own calendar.
pub fn date(cx: Ctx, path: Path, aria: Option<String>, described: Described) -> AnyView {
    let picker = NodeRef::<html::Input>::new();
    let pick = move |_: ev::MouseEvent| {
        if let Some(picker) = picker.get() {
            let _ = picker.show_picker();
        }
    };
    let iso = move || {
        civil::parse_date(&cx.s.text(path))
            .map(civil::iso)
            .unwrap_or_default()
    };
    view! {
        <span class="date">
            {figure(cx, path, Kind::Date, aria, described)}
            <button type="button" class="date__button" aria-label=cx.t(k::field::pick_date) title=cx.t(k::field::pick_date) on:click=pick>
                {super::icon("calendar")}
            </button>
            <input
                class="date__picker"
                type="date"
                tabindex="-1"
                aria-hidden="true"
                node_ref=picker
                prop:value=iso
                on:change:target=move |e| cx.s.set_text(path, e.target().value())
            />
        </span>
    }
    .into_any()
}

/// A mark with its words beside it.
pub fn flag(cx: Ctx, path: Path, label: String) -> AnyView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                id=path.dom_id()
                name=path.to_string()
                prop:checked=move || cx.s.flag(path)
                on:change:target=move |e| cx.s.set(path, Value::Flag(e.target().checked()))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// One of few options, all in sight. Choosing the chosen one again takes the choice back.
pub fn radios(cx: Ctx, path: Path, set: &'static ChoiceSet) -> AnyView {
    let options: Vec<AnyView> = set
        .options
        .iter()
        .enumerate()
        .map(|(i, option)| {
            let chosen = move || cx.s.text(path) == option.id;
            let id = if i == 0 {
                path.dom_id()
            } else {
                format!("{}-{}", path.dom_id(), option.id)
            };
            view! {
                <label class="radio">
                    <input
                        type="radio"
                        id=id
                        name=path.to_string()
                        value=option.id
                        prop:checked=chosen
                        on:change=move |_| cx.s.set_text(path, option.id.into())
                    />
                    <span>{cx.l.label(option.label)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let clear = move || {
        (!cx.s.text(path).is_empty()).then(|| {
            view! {
                <button type="button" class="link radio__clear" on:click=move |_| cx.s.set_text(path, String::new())>
                    {cx.t(k::field::clear)}
                </button>
            }
        })
    };
    view! { <div class="radios">{options}{clear}</div> }.into_any()
}

/// One of many options.
pub fn select(cx: Ctx, path: Path, set: &'static ChoiceSet, aria: Option<String>) -> AnyView {
    let value = Memo::new(move |_| cx.s.text(path));
    let options: Vec<AnyView> = set
        .options
        .iter()
        .map(|o| view! { <option value=o.id prop:selected=move || value.get() == o.id>{cx.l.label(o.label)}</option> }.into_any())
        .collect();
    // An id of a later version is offered as it is, so that showing the field cannot lose it.
    let unknown = move || {
        let v = value.get();
        (!v.is_empty() && set.get(&v).is_none())
            .then(|| view! { <option value=v.clone() selected>{v.clone()}</option> })
    };
    view! {
        <select
            class="input input--select"
            id=path.dom_id()
            name=path.to_string()
            aria-label=aria
            on:change:target=move |e| cx.s.set_text(path, e.target().value())
        >
            <option value="" prop:selected=move || value.get().is_empty()>{cx.t(k::field::not_chosen)}</option>
            {options}
            {unknown}
        </select>
    }
    .into_any()
}

/// A link to a row of another table, chosen by its name.
pub fn link_select(cx: Ctx, path: Path, table: TablePath, aria: Option<String>) -> AnyView {
    let value = Memo::new(move |_| cx.s.link(path));
    let options = move || {
        cx.s.rows(table)
            .into_iter()
            .map(|row| {
                let name = move || cx.s.name(table, row, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into());
                view! { <option value=row.to_string() prop:selected=move || value.get() == Some(row)>{name}</option> }
            })
            .collect_view()
    };
    let write = move |v: String| cx.s.set(path, Value::Ref(v.parse().ok().map(RowId)));
    view! {
        <select
            class="input input--select"
            id=path.dom_id()
            name=path.to_string()
            aria-label=aria
            on:change:target=move |e| write(e.target().value())
        >
            <option value="" prop:selected=move || value.get().is_none()>{cx.t(k::field::not_chosen)}</option>
            {options}
        </select>
    }
    .into_any()
}

/// Several options as toggles.
pub fn chips(cx: Ctx, path: Path, set: &'static ChoiceSet) -> AnyView {
    let options: Vec<AnyView> = set
        .options
        .iter()
        .enumerate()
        .map(|(i, option)| {
            let on = move || cx.s.lines(path).iter().any(|l| l == option.id);
            let toggle = move |checked: bool| {
                let mut chosen = cx.s.peek(|w| match w.get(path) {
                    Some(crate::kernel::CellRef::Lines(l)) => l.to_vec(),
                    _ => Vec::new(),
                });
                chosen.retain(|c| c != option.id);
                if checked {
                    chosen.push(option.id.into());
                }
                cx.s.set(path, Value::Lines(chosen));
            };
            let id = if i == 0 { path.dom_id() } else { format!("{}-{}", path.dom_id(), option.id) };
            view! {
                <label class="chip">
                    <input type="checkbox" id=id name=path.to_string() value=option.id prop:checked=on on:change:target=move |e| toggle(e.target().checked()) />
                    <span>{cx.l.label(option.label)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <div class="chips">{options}</div> }.into_any()
}

/// Links to several rows as toggles; where there are none yet, the way to the page that has them.
pub fn link_chips(cx: Ctx, path: Path, table: TablePath) -> AnyView {
    let toggle = move |row: RowId, checked: bool| {
        let mut chosen = cx.s.peek(|w| match w.get(path) {
            Some(crate::kernel::CellRef::Refs(r)) => r.to_vec(),
            _ => Vec::new(),
        });
        chosen.retain(|c| *c != row);
        if checked {
            chosen.push(row);
        }
        cx.s.set(path, Value::Refs(chosen));
    };
    let options = move || {
        let rows = cx.s.rows(table);
        if rows.is_empty() {
            let page = super::page_of(table.cell(RowId(0), ""));
            let name =
                cx.s.peek(|w| w.table_def(table).map_or("", |d| cx.l.label(d.label)));
            return view! {
                <p class="chips__none">
                    {cx.t(k::field::none_yet)} " " <a href=cx.href(&page)>{name}</a>
                </p>
            }
            .into_any();
        }
        rows.into_iter()
            .enumerate()
            .map(|(i, row)| {
                let on = move || cx.s.links(path).contains(&row);
                let name = move || cx.s.name(table, row, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into());
                let id = if i == 0 { path.dom_id() } else { format!("{}-{row}", path.dom_id()) };
                view! {
                    <label class="chip">
                        <input type="checkbox" id=id name=path.to_string() value=row.to_string() prop:checked=on on:change:target=move |e| toggle(row, e.target().checked()) />
                        <span>{name}</span>
                    </label>
                }
            })
            .collect_view()
            .into_any()
    };
    view! { <div class="chips">{options}</div> }.into_any()
}
