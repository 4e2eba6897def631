//! The versions of a workbook: keep one, see what has changed since, bring one back.

use crate::document::{changes, from_json};
use crate::export::{name::file_name, to_html, to_markdown};
use crate::i18n::{Locale, k};
use crate::kernel::civil;
use crate::modules::Workbook;
use crate::modules::sets::LANGUAGE;
use crate::platform::browser;
use crate::platform::exits::Outgoing;
use crate::platform::history::{self, Kind, Version};
use crate::report;
use crate::ui::kit::{icon, menu, menu_item};
use crate::ui::{Ctx, exits, toast};
use leptos::prelude::*;
use std::sync::Arc;

/// The list as far as it is known: not yet, not to be had, or there.
type List = RwSignal<Option<Option<Vec<Version>>>>;

/// What a version is called: its name, or why it was kept.
pub fn name(l: Locale, version: &Version) -> String {
    if !version.name.is_empty() {
        return version.name.clone();
    }
    let key = match version.kind {
        Kind::Session => k::versions::session,
        Kind::Asked => k::versions::asked,
        Kind::Restore => k::versions::restore_kind,
        Kind::Join => k::versions::join_kind,
        Kind::Handed => k::versions::handed,
        Kind::Joined => k::versions::joined,
        Kind::Migration => k::versions::migration,
    };
    l.t(key).to_owned()
}

/// A local date and time such as `2026-03-08T18:04`, in words.
pub fn moment(l: Locale, at: &str) -> String {
    let (date, time) = at.split_once('T').unwrap_or((at, ""));
    let date = civil::parse_date(date).map_or_else(|| date.to_owned(), |d| l.date(d));
    match civil::parse_time(time) {
        Some(time) => format!("{date}, {}", l.time(time)),
        None => date,
    }
}

/// Reads a version of the database.
pub async fn read(n: f64) -> Option<Workbook> {
    let text = history::text(n).await?;
    from_json(text.as_bytes())
        .ok()
        .map(|loaded| loaded.workbook)
}

fn load(cx: Ctx, list: List) {
    let id = cx.s.id();
    leptos::task::spawn_local(async move {
        let found = history::list(&id).await;
        // The page may be left before the answer comes.
        drop(list.try_set(Some(found)));
    });
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    let list: List = RwSignal::new(None);
    let open = RwSignal::new(None::<f64>);
    load(cx, list);
    let body = move || match list.get() {
        None => view! { <p class="note">{cx.t(k::versions::loading)}</p> }.into_any(),
        Some(None) => {
            view! { <p class="alert" role="alert">{cx.t(k::versions::no_database)}</p> }.into_any()
        }
        Some(Some(found)) if found.is_empty() => {
            view! { <p class="empty">{cx.t(k::versions::none)}</p> }.into_any()
        }
        Some(Some(found)) => {
            let all = Arc::new(found);
            let rows = all
                .iter()
                .map(|v| row(cx, v.clone(), all.clone(), list, open))
                .collect_view();
            view! { <ul class="versions">{rows}</ul> }.into_any()
        }
    };
    view! {
        <div class="page page--versions">
            <header class="page__head">
                <h1 class="page__title" tabindex="-1">{cx.t(k::versions::title)}</h1>
                <p class="page__purpose">{cx.t(k::versions::lead)}</p>
            </header>
            {keep(cx, list)}
            <p class="version__join"><a href=cx.href("join")>{cx.t(k::join::title)}</a>{format!(". {}", cx.t(k::join::hub_text))}</p>
            <section class="group">
                <h2 class="group__title">{cx.t(k::versions::list)}</h2>
                {body}
            </section>
        </div>
    }
    .into_any()
}

fn keep(cx: Ctx, list: List) -> AnyView {
    let text = RwSignal::new(String::new());
    let act = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        let name = text.get_untracked().trim().to_owned();
        let kept = cx.s.keep_version(Kind::Asked, &name);
        leptos::task::spawn_local(async move {
            if kept.await {
                drop(text.try_set(String::new()));
                toast::tell(cx.t(k::versions::kept));
                load(cx, list);
            } else {
                toast::tell(cx.t(k::versions::keep_failed));
            }
        });
    };
    view! {
        <form class="keep" on:submit=act inert=move || cx.s.locked()>
            <label class="field">
                <span class="field__label">{cx.t(k::versions::keep_name)}</span>
                <span class="field__hint" id="version-hint">{cx.t(k::versions::keep_hint)}</span>
                <input class="input" type="text" name="version" maxlength="120" autocomplete="off" aria-describedby="version-hint" prop:value=move || text.get() on:input:target=move |e| text.set(e.target().value()) />
            </label>
            <button type="submit" class="button button--primary" data-command="keep-version">{cx.t(k::versions::keep)}</button>
        </form>
    }
    .into_any()
}

fn row(
    cx: Ctx,
    version: Version,
    all: Arc<Vec<Version>>,
    list: List,
    open: RwSignal<Option<f64>>,
) -> AnyView {
    let n = version.n;
    let (title, at) = (name(cx.l, &version), moment(cx.l, &version.at));
    let full = format!("{title}, {at}");
    let renaming = RwSignal::new(false);
    let toggle = move |_| open.update(|o| *o = (*o != Some(n)).then_some(n));
    let when = at.clone();
    let restore = move |_| {
        let when = when.clone();
        leptos::task::spawn_local(async move { restore(cx, n, when, list).await });
    };
    let file = move || {
        leptos::task::spawn_local(async move {
            match history::text(n).await {
                Some(text) => {
                    let name =
                        cx.s.peek(|w| file_name(&w.frame.project, browser::today(), "json"));
                    let mime = "application/json";
                    exits::offer(cx.l, Outgoing::text(name, mime, text));
                }
                None => toast::tell(cx.t(k::versions::unreadable)),
            }
        });
    };
    let shown = move || open.get() == Some(n);
    let summary = move || shown().then(|| summary(cx, version.clone(), all.clone()));
    let old = title.clone();
    let heading = move || {
        if renaming.get() {
            rename(cx, n, &old, list, renaming)
        } else {
            view! { <h3 class="version__name">{old.clone()}</h3> }.into_any()
        }
    };
    let label = |key| cx.fill(key, &[("name", &full)]);
    let (compare, hide) = (label(k::versions::compare_of), label(k::versions::hide_of));
    view! {
        <li class="version" data-version=n.to_string()>
            <div class="version__head">
                <div class="version__words">
                    {heading}
                    <p class="version__at">{at}</p>
                </div>
                <div class="buttons">
                    <button type="button" class="button" data-command="compare" aria-expanded=move || if shown() { "true" } else { "false" } aria-label=move || if shown() { hide.clone() } else { compare.clone() } on:click=toggle>
                        {move || cx.t(if shown() { k::versions::hide } else { k::versions::compare })}
                    </button>
                    <button type="button" class="button" data-command="restore" aria-label=label(k::versions::restore_of) disabled=move || cx.s.locked() on:click=restore>{cx.t(k::versions::restore)}</button>
                    {menu(label(k::versions::actions), "more", view! {
                        {menu_item(cx.t(k::versions::rename), move || renaming.set(true))}
                        {menu_item(cx.t(k::versions::file), file)}
                    })}
                </div>
            </div>
            {summary}
        </li>
    }
    .into_any()
}

fn rename(cx: Ctx, n: f64, old: &str, list: List, renaming: RwSignal<bool>) -> AnyView {
    let text = RwSignal::new(old.to_owned());
    let act = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        leptos::task::spawn_local(async move {
            if !history::rename(n, text.get_untracked().trim()).await {
                toast::tell(cx.t(k::versions::keep_failed));
            }
            let _ = renaming.try_set(false);
            load(cx, list);
        });
    };
    view! {
        <form class="keep" on:submit=act>
            <input class="input" type="text" name="version-name" maxlength="120" autocomplete="off" aria-label=cx.t(k::versions::keep_name) prop:value=move || text.get() on:input:target=move |e| text.set(e.target().value()) />
            <button type="submit" class="button">{cx.t(k::word::save)}</button>
        </form>
    }
    .into_any()
}

async fn restore(cx: Ctx, n: f64, at: String, list: List) {
    let Some(version) = read(n).await else {
        toast::tell(cx.t(k::versions::unreadable));
        return;
    };
    // The present first: whatever comes back, nothing goes.
    if !cx.s.keep_version(Kind::Restore, "").await {
        toast::tell(cx.t(k::versions::keep_failed));
        return;
    }
    let words = cx.fill(k::versions::restored, &[("at", &at)]);
    if cx.s.become_version(version) {
        toast::show_undo(cx, words);
    } else {
        toast::tell(words);
    }
    load(cx, list);
}

/// What has changed from a version to the present or to a later version.
fn summary(cx: Ctx, version: Version, all: Arc<Vec<Version>>) -> AnyView {
    let n = version.n;
    let since = format!("{}, {}", name(cx.l, &version), moment(cx.l, &version.at));
    let before = RwSignal::new(None::<Option<Arc<Workbook>>>);
    let against = RwSignal::new(None::<f64>);
    let after = RwSignal::new(None::<Option<Arc<Workbook>>>);
    let language = RwSignal::new(cx.s.peek(report::locale));
    leptos::task::spawn_local(async move {
        drop(before.try_set(Some(read(n).await.map(Arc::new))));
    });
    Effect::new(move |_| {
        let Some(other) = against.get() else { return };
        after.set(None);
        leptos::task::spawn_local(async move {
            drop(after.try_set(Some(read(other).await.map(Arc::new))));
        });
    });
    let told = Memo::new(move |_| {
        let before = before.get()??;
        let l = language.get();
        match against.get() {
            None => Some(cx.s.derived(|w| changes(&before, w, l))),
            Some(_) => after.get()?.map(|after| changes(&before, &after, l)),
        }
    });
    let document = move || {
        let before = before.get_untracked()??;
        let (l, today) = (language.get_untracked(), browser::today());
        let build = |w: &Workbook| report::changes_alone(&before, w, l, &since, today);
        match against.get_untracked() {
            None => Some(cx.s.peek(build)),
            Some(_) => after.get_untracked()?.map(|w| build(&w)),
        }
    };
    let document = Arc::new(document);
    let save = move |way: &'static str| {
        let document = document.clone();
        move |_| {
            let Some(doc) = document() else { return };
            let title = cx.fill(k::versions::file_name, &[("name", &doc.title)]);
            let (extension, mime, text) = match way {
                "html" => ("html", "text/html", to_html(&doc)),
                _ => ("md", "text/markdown", to_markdown(&doc)),
            };
            let name = file_name(&title, browser::today(), extension);
            let file = Outgoing::text(name, mime, text);
            if way == "copy" {
                exits::copy(cx.l, file, k::versions::copied);
            } else {
                exits::offer(cx.l, file);
            }
        }
    };
    let later: Vec<AnyView> = all
        .iter()
        .filter(|v| v.n > n)
        .map(|v| {
            let words = format!("{}, {}", name(cx.l, v), moment(cx.l, &v.at));
            view! { <option value=v.n.to_string()>{words}</option> }.into_any()
        })
        .collect();
    let several = !later.is_empty();
    let body = move || {
        match told.get() {
        None if before.get() == Some(None) => {
            view! { <p class="alert">{cx.t(k::versions::unreadable)}</p> }.into_any()
        }
        None => view! { <p class="note">{cx.t(k::versions::loading)}</p> }.into_any(),
        Some(told) if told.is_empty() => {
            view! { <p lang=move || language.get().tag()>{move || language.get().t(k::changes::none)}</p> }.into_any()
        }
        Some(told) => groups(cx, &told, language.get_untracked(), against.get_untracked().is_none()),
    }
    };
    view! {
        <div class="summary">
            <div class="summary__choices">
                {several.then(|| view! {
                    <label class="field">
                        <span class="field__label">{cx.t(k::versions::against)}</span>
                        <select class="input input--select" name="against" on:change:target=move |e| against.set(e.target().value().parse().ok())>
                            <option value="">{cx.t(k::versions::now)}</option>
                            {later}
                        </select>
                    </label>
                })}
                <label class="field">
                    <span class="field__label">{cx.t(k::versions::language)}</span>
                    <select class="input input--select" name="summary-language" prop:value=move || language.get().tag() on:change:target=move |e| if let Some(l) = Locale::from_tag(&e.target().value()) { language.set(l) }>
                        <option value="ru" lang="ru" selected=language.get_untracked() == Locale::Ru>{cx.l.option(&LANGUAGE, "ru")}</option>
                        <option value="en" lang="en" selected=language.get_untracked() == Locale::En>{cx.l.option(&LANGUAGE, "en")}</option>
                    </select>
                </label>
            </div>
            <div class="summary__text">{body}</div>
            <div class="buttons">
                <button type="button" class="button" data-summary="copy" on:click=save("copy")>{icon("copy")}<span>{cx.t(k::versions::copy)}</span></button>
                <button type="button" class="button" data-summary="html" on:click=save("html")>{icon("doc")}<span>{cx.t(k::versions::save_html)}</span></button>
                <button type="button" class="button" data-summary="markdown" on:click=save("markdown")>{icon("download")}<span>{cx.t(k::versions::save_md)}</span></button>
            </div>
        </div>
    }
    .into_any()
}

/// Changes by module; each leads to its place when that is in the open workbook.
pub fn groups(cx: Ctx, told: &crate::document::Changes, l: Locale, here: bool) -> AnyView {
    let groups: Vec<AnyView> = told
        .groups
        .iter()
        .map(|group| {
            let items: Vec<AnyView> = group
                .items
                .iter()
                .map(|item| match item.place.filter(|_| here) {
                    Some(place) => {
                        view! { <li><a href=cx.field_href(place)>{item.text.clone()}</a></li> }
                            .into_any()
                    }
                    None => view! { <li>{item.text.clone()}</li> }.into_any(),
                })
                .collect();
            view! {
                <h4 class="summary__module">{group.title.clone()}</h4>
                <ul class="list">{items}</ul>
            }
            .into_any()
        })
        .collect();
    view! { <div lang=l.tag()>{groups}</div> }.into_any()
}
