//! The frame around every page: header with the saved state, contents, the reading margin, the
//! bottom bar of the phone.

use super::app::{self, Shared};
use super::book::Book;
use super::kit::{icon, menu, menu_item};
use super::route::Route;
use super::session::Saving;
use super::{Ctx, commands, kit, pages, toast};
use crate::document::{Status, progress, status};
use crate::i18n::{Locale, k};
use crate::modules::Workbook;
use crate::modules::desk::Desk;
use crate::modules::frame::Frame;
use crate::platform::browser;
use crate::platform::exits;
use crate::platform::slots::StoreError;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The whole page.
pub fn shell(shared: Shared, l: Locale, route: Memo<Route>) -> AnyView {
    let in_book = Memo::new(move |_| route.with(|r| r.book().is_some()));
    // The parts of the frame that are about the open workbook.
    let of_book = move |draw: fn(&Book, Shared, Ctx, Memo<Route>) -> AnyView| {
        move || {
            let (book, s) = in_book.get().then(|| shared.open()).flatten()?;
            Some(draw(book, shared, Ctx { s, l }, route))
        }
    };
    let skip = move |_| {
        if let Some(main) = document().get_element_by_id("main") {
            let main: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(main);
            let _ = main.focus();
        }
    };
    let dropped = window_event_listener(
        ev::Custom::<web_sys::CustomEvent>::new("planerka:file"),
        move |e| {
            if let Ok(file) = e.detail().dyn_into() {
                kit::read(file, crate::document::MAX_RESCUE, move |bytes| {
                    shared.import.take(shared, l, bytes)
                });
            }
        },
    );
    on_cleanup(move || dropped.remove());
    view! {
        <button type="button" class="skip" on:click=skip>{l.t(k::app::skip)}</button>
        <div class="app" class:app--book=move || in_book.get()>
            {header(shared, l)}
            <div class="app__frame">
                {of_book(|book, _, cx, route| (book.contents)(cx, route))}
                <main class="app__main" id="main" tabindex="-1">
                    {(!browser::durable()).then(|| view! { <p class="alert alert--whole" data-alert="memory" role="alert">{l.t(k::start::no_storage)}</p> })}
                    {browser::inside().then(|| inside(l))}
                    {move || route.with(|r| app::page(shared, l, r))}
                </main>
                {of_book(|book, shared, cx, route| (book.margin)(shared, cx, route))}
            </div>
            <footer class="app__footer">
                <p>{l.t(k::app::where_data)} " " <a href="#/data">{l.t(k::app::data)}</a></p>
            </footer>
            {of_book(|book, _, cx, route| (book.bottom)(cx, route))}
        </div>
        {pages::import::question(shared, l)}
        <p class="drop" aria-hidden="true">{l.t(k::start::drop)}</p>
    }
    .into_any()
}

/// Where the page stands in a window of another app: what such windows do to one's work, and the way out. Folded it is a line.
fn inside(l: Locale) -> AnyView {
    let copy = move |_| {
        let asked = exits::copy(&browser::address());
        leptos::task::spawn_local(async move {
            let key = if asked.await {
                k::start::inside_copied
            } else {
                k::start::inside_failed
            };
            toast::tell(l.fill(key, &[("address", &browser::address())]));
        });
    };
    view! {
        <details class="alert alert--whole alert--calm" data-alert="inside" open>
            <summary>{l.t(k::start::inside)}</summary>
            <p>{l.t(k::start::inside_risk)}</p>
            <p>{l.t(k::start::inside_way)}</p>
            <p><button type="button" class="button" data-command="copy-address" on:click=copy>{icon("link")}<span>{l.t(k::start::inside_copy)}</span></button></p>
        </details>
    }
    .into_any()
}

/// The workbook's share of the header: its name, the saved state, undo and redo.
pub fn book_header(shared: Shared, cx: Ctx) -> AnyView {
    let Ctx { s, l } = cx;
    Effect::new(move |_| {
        if matches!(s.saving.get(), Saving::Saved(_)) {
            s.version_now_and_then();
        }
    });
    let name = move || {
        let name = s.text(Frame::project);
        if name.trim().is_empty() {
            l.t(k::app::unnamed).to_owned()
        } else {
            name
        }
    };
    let example = move || {
        (!s.text(Desk::example).is_empty())
            .then(|| view! { <span class="badge">{l.t(k::app::example)}</span> })
    };
    view! {
        <a class="top__book" href=cx.href("")><span class="top__name">{name}</span></a>
        {example}
        {saving(cx)}
        <div class="top__history" role="group" aria-label=l.t(k::edit::history)>
            <button type="button" class="button button--icon" data-command="undo" aria-label=l.t(k::edit::undo) title=l.t(k::edit::undo_title) disabled=move || !s.steps().0 on:click=move |_| commands::undo(shared)>{icon("undo")}</button>
            <button type="button" class="button button--icon" data-command="redo" aria-label=l.t(k::edit::redo) title=l.t(k::edit::redo_title) disabled=move || !s.steps().1 on:click=move |_| commands::redo(shared)>{icon("redo")}</button>
        </div>
    }
    .into_any()
}

fn header(shared: Shared, l: Locale) -> AnyView {
    let name = move || {
        let (book, s) = shared.open()?;
        Some((book.header)(shared, Ctx { s, l }))
    };
    let other = if l == Locale::Ru {
        Locale::En
    } else {
        Locale::Ru
    };
    let switch = move |_| {
        shared.speak(other);
        // The header is drawn anew in the other language; the focus stays on the switch.
        request_animation_frame(|| {
            if let Ok(Some(b)) = document().query_selector("[data-command=language]") {
                let b: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(b);
                let _ = b.focus();
            }
        });
    };
    let theme = move |t: &'static str| move || shared.prefer(|p| p.theme = t.into());
    view! {
        <header class="top">
            <a class="top__brand" href="#/" aria-label=l.t(k::app::name)>
                <span class="top__mark" aria-hidden="true"></span>
                <span class="top__word">{l.t(k::app::name)}</span>
            </a>
            {name}
            <div class="top__tools">
                <button type="button" class="button top__search" data-command="search" on:click=move |_| shared.palette.set(true)>
                    {icon("search")}
                    <span class="top__search-word">{l.t(k::palette::open)}</span>
                    <kbd class="top__kbd" aria-hidden="true">"Ctrl K"</kbd>
                </button>
                <button type="button" class="button button--icon top__lang" data-command="language" lang=other.tag() aria-label=format!("{} — {}", other.tag().to_ascii_uppercase(), l.t(k::app::switch_language)) title=l.t(k::app::switch_language) on:click=switch>
                    {other.tag().to_ascii_uppercase()}
                </button>
                {menu(l.t(k::app::theme).into(), "sun", view! {
                    {menu_item(l.t(k::app::theme_system), theme("system"))}
                    {menu_item(l.t(k::app::theme_light), theme("light"))}
                    {menu_item(l.t(k::app::theme_dark), theme("dark"))}
                })}
                <a class="button button--icon" href="#/help" aria-label=l.t(k::help::title) title=l.t(k::help::title)>{icon("help")}</a>
            </div>
        </header>
    }
    .into_any()
}

fn saving(cx: Ctx) -> AnyView {
    let l = cx.l;
    let retry = move |_| cx.s.flush();
    let words = move || {
        match cx.s.saving.get() {
        Saving::Saved(at) => view! { <span class="saving" data-saving="saved" title=l.fill(k::save::saved_at, &[("time", &at)])>{l.t(k::save::saved)}</span> }.into_any(),
        Saving::Dirty => view! { <span class="saving" data-saving="dirty">{l.t(k::save::dirty)}</span> }.into_any(),
        Saving::ReadOnly => view! { <span class="saving saving--bad" data-saving="readonly">{l.t(k::save::read_only)}</span> }.into_any(),
        Saving::OtherTab => {
            let go_on = move |_| browser::tell_page("planerka:continue", "");
            view! {
                <span class="saving saving--bad" data-saving="other" role="alert">
                    <span>{l.t(k::save::other_tab)}</span>
                    <button type="button" class="link" data-command="here" on:click=go_on>{l.t(k::save::here)}</button>
                </span>
            }
            .into_any()
        }
        Saving::Failed(why) => {
            let why = match why {
                StoreError::Full => l.t(k::save::full),
                StoreError::Blocked => l.t(k::save::blocked),
                StoreError::Mismatch | StoreError::Unread => l.t(k::save::mismatch),
                StoreError::Newer => l.t(k::save::newer),
            };
            view! {
                <span class="saving saving--bad" data-saving="failed" role="alert">
                    {icon("warn")}
                    <span>{why}</span>
                    <button type="button" class="link" on:click=retry>{l.t(k::save::retry)}</button>
                    <button type="button" class="link" on:click=move |_| pages::ways::download_json(cx)>{l.t(k::save::download)}</button>
                </span>
            }
            .into_any()
        }
    }
    };
    view! { <div class="top__saving">{words}</div> }.into_any()
}

/// The contents: groups, modules with their state, the document.
pub fn contents(cx: Ctx, route: Memo<Route>) -> AnyView {
    let here = move |page: &'static str| {
        route.with(|r| match r {
            Route::Hub(_) => page.is_empty(),
            Route::Document(_) => page == "document",
            Route::Versions(_) | Route::Join(_) => page == "versions",
            Route::PlanImport(_) => page == "content",
            Route::Module { slug, .. } => *slug == page,
            _ => false,
        })
    };
    let link = move |page: &'static str, title: &'static str, sub: AnyView| {
        view! {
            <li>
                <a class="toc__link" href=cx.href(page) aria-current=move || here(page).then_some("page")>
                    <span class="toc__title">{title}</span>
                    {sub}
                </a>
            </li>
        }
        .into_any()
    };
    let list = move || {
        let mut items = vec![link("", cx.t(k::hub::title), ().into_any())];
        let mut last = None;
        for page in Workbook::PAGES {
            if last != Some(page.group) {
                items.push(view! { <li class=format!("toc__group toc__group--{}", page.group.id())>{cx.t(pages::hub::group_key(page.group))}</li> }.into_any());
                last = Some(page.group);
            }
            items.push(link(page.slug, cx.l.label(page.title), mark(cx, page.slug)));
        }
        items.push(
            view! { <li class="toc__group toc__group--document">{cx.t(k::doc::group)}</li> }
                .into_any(),
        );
        items.push(link("document", cx.t(k::doc::title), ().into_any()));
        items.push(link("versions", cx.t(k::versions::title), ().into_any()));
        view! { <ul class="toc__list">{items}</ul> }.into_any()
    };
    // Its room is there at once, so that the page does not move.
    view! { <nav class="toc" aria-label=cx.t(k::app::contents)>{kit::in_next_turn(list)}</nav> }
        .into_any()
}

/// The state of a module in the contents: a tick, or how many questions are answered; the worst remarks on it.
fn mark(cx: Ctx, slug: &'static str) -> AnyView {
    let state = Memo::new(move |_| {
        cx.s.derived(|w| {
            let progress = progress(w, slug);
            (status(w, slug), progress.answered, progress.total)
        })
    });
    let view = move || {
        match state.get() {
        (Status::Done, ..) => view! { <span class="toc__done"><span class="visually-hidden">{cx.t(k::hub::done)}</span>{icon("check")}</span> }.into_any(),
        (Status::Empty, ..) | (_, _, 0) => ().into_any(),
        (Status::Started, n, of) => view! { <span class="toc__count">{format!("{n}/{of}")}</span> }.into_any(),
    }
    };
    view! { <span class="toc__mark">{pages::hub::remarks_mark(cx, slug)} {view}</span> }.into_any()
}

/// The bottom bar of the phone: contents, the page last written on, the document.
pub fn bottom_bar(cx: Ctx, route: Memo<Route>) -> AnyView {
    let here = move |what: &'static str| {
        let now = route.with(|r| match r {
            Route::Hub(_) => "contents",
            Route::Document(_) => "document",
            Route::Module { slug: "review", .. } => "remarks",
            _ => "write",
        });
        (now == what).then_some("page")
    };
    let write = move || {
        let page = route.with(|r| match r {
            Route::Module { slug, .. } if *slug != "review" => Some(*slug),
            _ => None,
        });
        let last =
            cx.s.derived(|w| w.parse_path(&w.desk.last).map(|p| p.module()));
        cx.href(page.or(last).unwrap_or(Workbook::PAGES[0].slug))
    };
    // From a module to what is said of it.
    let remarks = move || match route.get() {
        Route::Module { slug, .. } if slug != "review" => cx.href(&format!("review/{slug}")),
        _ => cx.href("review"),
    };
    view! {
        <nav class="bottom" aria-label=cx.t(k::app::bottom)>
            <a class="bottom__link" href=cx.href("") aria-current=move || here("contents")>{icon("list")}<span>{cx.t(k::hub::title)}</span></a>
            <a class="bottom__link" href=write aria-current=move || here("write")>{icon("pen")}<span>{cx.t(k::app::write)}</span></a>
            <a class="bottom__link" href=remarks aria-current=move || here("remarks")>{icon("warn")}<span>{cx.t(k::margin::remarks)}</span></a>
            <a class="bottom__link" href=cx.href("document") aria-current=move || here("document")>{icon("doc")}<span>{cx.t(k::doc::title)}</span></a>
        </nav>
    }
    .into_any()
}
