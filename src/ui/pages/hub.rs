//! The hub of a workbook: groups of modules with their state, one way to continue, the document.

use super::ways;
use crate::document::{Edit, Progress, Status, progress, status};
use crate::i18n::k;
use crate::kernel::Key;
use crate::kernel::civil;
use crate::modules::desk::Desk;
use crate::modules::frame::Frame;
use crate::modules::{Group, Workbook};
use crate::platform::{browser, room};
use crate::ui::kit::icon;
use crate::ui::{Ctx, shelf};
use leptos::prelude::*;

/// Key of a group's title.
pub const fn group_key(group: Group) -> Key {
    match group {
        Group::Basis => k::group::basis,
        Group::Research => k::group::research,
        Group::Strategy => k::group::strategy,
        Group::Content => k::group::content,
        Group::Review => k::group::review,
    }
}

/// Remembers the field in use, for "Continue". Not a step of its own: nobody wants to undo it.
pub fn remember(cx: Ctx, name: &str) {
    let known =
        cx.s.peek(|w| w.parse_path(name).is_some() && w.desk.last != name);
    if known {
        cx.s.note(Edit::text(Desk::last, name));
    }
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    let name = move || {
        let name = cx.s.text(Frame::project);
        if name.trim().is_empty() {
            cx.t(k::app::unnamed).to_owned()
        } else {
            name
        }
    };
    let total = move || {
        cx.s.derived(|w| {
            Workbook::PAGES.iter().fold(Progress::default(), |sum, p| {
                let one = progress(w, p.slug);
                Progress {
                    answered: sum.answered + one.answered,
                    total: sum.total + one.total,
                }
            })
        })
    };
    let words = move || {
        let p = total();
        cx.l.count_with(
            k::hub::answered,
            p.answered,
            &[("of", &p.total.to_string())],
        )
    };
    let mut groups: Vec<AnyView> = Vec::new();
    for group in [
        Group::Basis,
        Group::Research,
        Group::Strategy,
        Group::Content,
        Group::Review,
    ] {
        let rows: Vec<AnyView> = Workbook::PAGES
            .iter()
            .filter(|p| p.group == group)
            .map(|p| row(cx, p.slug))
            .collect();
        groups.push(
            view! {
                <section class=format!("hub__group hub__group--{}", group.id())>
                    <h2 class="hub__title">{cx.t(group_key(group))}</h2>
                    <ul class="tasks">{rows}</ul>
                </section>
            }
            .into_any(),
        );
    }
    view! {
        <div class="page page--hub">
            <header class="page__head">
                {move || (!cx.s.text(Desk::example).is_empty()).then(|| view! { <p class="hub__example"><span class="badge">{cx.t(k::app::example)}</span></p> })}
                <h1 class="page__title" tabindex="-1">{name}</h1>
                <p class="page__purpose">{words}</p>
                <div class="meter" role="img" aria-label=words>
                    <span class="meter__bar" style:inline-size=move || { let p = total(); format!("{}%", p.answered * 100 / p.total.max(1)) }></span>
                </div>
                {go_on(cx)}
                {nudge(cx)}
            </header>
            {groups}
            <section class="hub__group hub__group--document">
                <h2 class="hub__title">{cx.t(k::doc::group)}</h2>
                <ul class="tasks">
                    <li class="task">
                        <a class="task__link" href=cx.href("document")>
                            <span class="task__name">{cx.t(k::doc::title)}</span>
                            <span class="task__purpose">{cx.t(k::hub::document_text)}</span>
                        </a>
                        <span class="task__state">{icon("doc")}</span>
                    </li>
                    <li class="task">
                        <a class="task__link" href=cx.href("versions")>
                            <span class="task__name">{cx.t(k::versions::title)}</span>
                            <span class="task__purpose">{cx.t(k::versions::hub_text)}</span>
                        </a>
                        <span class="task__state">{icon("clock")}</span>
                    </li>
                </ul>
            </section>
        </div>
    }
    .into_any()
}

/// A quiet reminder that the workbook is nowhere else.
fn nudge(cx: Ctx) -> AnyView {
    let id = cx.s.id();
    let entry = shelf::entries().into_iter().find(|e| e.id == id);
    let due = RwSignal::new(entry.filter(|e| e.copy_is_due(browser::today())));
    let level = room::usage(browser::units(), browser::limit()).level();
    let full = super::data::room_words(level).map(|key| {
        view! { <div class="nudge" data-nudge="room"><p>{cx.t(key)} " " <a href="#/data">{cx.t(k::app::data)}</a></p></div> }
    });
    let view = move || {
        due.get().map(|e| {
            let words = match civil::parse_date(&e.copied) {
                Some(date) => cx.fill(k::data::nudge_old, &[("date", &cx.l.date(date))]),
                None => cx.t(k::data::nudge_never).to_owned(),
            };
            let save = move |_| {
                ways::download_json(cx);
                due.set(None);
            };
            let later = move |_| {
                shelf::change(&cx.s.id(), |e| e.put_off = civil::iso(browser::today()));
                due.set(None);
            };
            view! {
                <div class="nudge" data-nudge="">
                    <p>{words} " " <a href="#/data">{cx.t(k::app::data)}</a></p>
                    <p class="buttons">
                        <button type="button" class="button" data-nudge="save" on:click=save>{icon("download")}<span>{cx.t(k::data::download)}</span></button>
                        <button type="button" class="button button--quiet" data-nudge="later" on:click=later>{cx.t(k::data::later)}</button>
                    </p>
                </div>
            }
        })
    };
    view! { {full} {view} }.into_any()
}

fn go_on(cx: Ctx) -> AnyView {
    let target = move || {
        cx.s.derived(|w| {
            let last = w.parse_path(&w.desk.last).filter(|p| w.get(*p).is_some());
            match last {
                Some(path) => (cx.field_href(path), Workbook::info(path.module()), true),
                None => {
                    // Answered to the last question is as good as marked done: then the document is next.
                    let next = Workbook::PAGES.iter().find(|p| {
                        let done = progress(w, p.slug);
                        status(w, p.slug) != Status::Done && done.answered < done.total
                    });
                    (cx.href(next.map_or("document", |n| n.slug)), next, false)
                }
            }
        })
    };
    let view = move || {
        let (href, info, again) = target();
        let words = match info {
            Some(info) => {
                let key = if again { k::hub::resume } else { k::hub::begin };
                cx.fill(key, &[("name", cx.l.label(info.title))])
            }
            None => cx.t(k::hub::read).to_owned(),
        };
        view! { <a class="button button--primary button--big" data-command="continue" href=href>{words}</a> }
    };
    view! { <p class="hub__continue">{view}</p> }.into_any()
}

/// How many vetoes and errors a module has, of the whole strategy for the review itself; nothing when there are none.
pub fn remarks_mark(cx: Ctx, slug: &'static str) -> AnyView {
    let count = Memo::new(move |_| cx.s.serious(slug));
    let view = move || {
        let n = count.get();
        (n > 0).then(|| {
            let words = cx.l.count(k::review_page::serious, n);
            view! { <span class="mark-count" title=words.clone()><span aria-hidden="true">{n}</span><span class="visually-hidden">{words.clone()}</span></span> }
        })
    };
    view! { <span>{view}</span> }.into_any()
}

fn row(cx: Ctx, slug: &'static str) -> AnyView {
    let Some(info) = Workbook::info(slug) else {
        return ().into_any();
    };
    let state = move || cx.s.derived(|w| (status(w, slug), progress(w, slug)));
    let words = move || {
        match state() {
        (Status::Done, _) => view! { <span class="task__state task__state--done">{cx.t(k::hub::done)}</span> }.into_any(),
        (Status::Started, p) if p.total == 0 => ().into_any(),
        (Status::Started, p) => view! {
            <span class="task__state task__state--started">{cx.l.count_with(k::hub::answered_short, p.answered, &[("of", &p.total.to_string())])}</span>
        }
        .into_any(),
        (Status::Empty, _) => view! { <span class="task__state"><span class="badge badge--new">{cx.t(k::hub::not_started)}</span></span> }.into_any(),
    }
    };
    view! {
        <li class="task">
            <a class="task__link" href=cx.href(slug)>
                <span class="task__name">{cx.l.label(info.title)}</span>
                <span class="task__purpose">{cx.l.label_hint(info.title)}</span>
            </a>
            <span class="task__time">{cx.l.count(k::hub::minutes, info.minutes.into())}</span>
            <span class="task__marks">{words} {remarks_mark(cx, slug)}</span>
        </li>
    }
    .into_any()
}
