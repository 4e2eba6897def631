//! The root of the interface: route, language, theme, the open workbook, keyboard.

use super::book::Book;
use super::kit::waiting;
use super::route::Route;
use super::session::{OpenError, Session};
use super::toast::{self, Toasts, toasts};
use super::{Ctx, commands, pages, palette, part, shelf, shell, update};
use crate::i18n::{Locale, k};
use crate::modules::Workbook;
use crate::platform::browser;
use crate::platform::shelf::Prefs;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The open workbook, or why there is none.
pub type Opened = Result<Session, OpenError>;

/// What outlives a change of page, language or workbook.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Language of the interface.
    pub locale: RwSignal<Locale>,
    /// Preferences as stored.
    pub prefs: RwSignal<Prefs>,
    /// Current page.
    pub route: RwSignal<Route>,
    /// The open workbook.
    pub session: RwSignal<Option<(String, Opened)>, LocalStorage>,
    /// Opens the command palette.
    pub palette: RwSignal<bool>,
    /// A file on its way to the shelf.
    pub import: pages::import::Import,
    /// The part of the program that works on a workbook, once it has come.
    pub book: RwSignal<Option<&'static Book>>,
}

impl Shared {
    /// Changes and stores the preferences.
    pub fn prefer(self, change: impl FnOnce(&mut Prefs)) {
        self.prefs.update(change);
        browser::save_prefs(&self.prefs.get_untracked());
    }
    /// Switches the language.
    pub fn speak(self, l: Locale) {
        self.prefer(|p| p.lang = l.tag().into());
        self.locale.set(l);
    }
    /// Does something with the part that works on workbooks, now or as soon as it is there.
    pub fn with_book(self, act: impl FnOnce(&'static Book) + 'static) {
        if let Some(book) = self.book.get_untracked() {
            return act(book);
        }
        leptos::task::spawn_local(async move {
            match part::load().await {
                Ok(book) => {
                    if self.book.get_untracked().is_none() {
                        self.book.set(Some(book));
                    }
                    act(book);
                }
                Err(part::Missing) => browser::tell_page("planerka:missing", ""),
            }
        });
    }
    /// The open workbook and what works on it; tracked.
    pub fn open(self) -> Option<(&'static Book, Session)> {
        let book = self.book.get()?;
        let session = self
            .session
            .with(|s| s.as_ref().and_then(|(_, s)| s.as_ref().ok().copied()))?;
        Some((book, session))
    }
    /// The same for handlers.
    pub fn open_untracked(self) -> Option<(&'static Book, Session)> {
        untrack(|| self.open())
    }
    /// Goes to a page.
    pub fn go(self, hash: &str) {
        let _ = window().location().set_hash(hash.trim_start_matches('#'));
    }
}

/// Installs the panic hook, mounts the app and takes the painted shell away: as a task of its own, because the browser has just
/// been busy with the program itself.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // This side of the wall may be half dead already.
        browser::tell_page("planerka:panic", &info.to_string());
    }));
    let Some(place) = document().get_element_by_id("app") else {
        return;
    };
    let mount = move || {
        mount_to(place.unchecked_into(), root).forget();
        if let Some(painted) = document().get_element_by_id("shell") {
            painted.remove();
        }
    };
    set_timeout(mount, std::time::Duration::ZERO);
}

fn root() -> AnyView {
    let prefs = browser::load_prefs();
    let lang = document()
        .document_element()
        .and_then(|e| e.get_attribute("lang"))
        .unwrap_or_default();
    let locale = Locale::from_tag(&prefs.lang)
        .or_else(|| Locale::from_tag(&lang))
        .unwrap_or_default();
    let shared = Shared {
        locale: RwSignal::new(locale),
        prefs: RwSignal::new(prefs),
        route: RwSignal::new(current()),
        session: RwSignal::new_local(None),
        palette: RwSignal::new(false),
        import: pages::import::Import::none(),
        book: RwSignal::new(None),
    };
    provide_context(shared);
    let messages = Toasts::provide();
    let news = update::listen(shared);
    if browser::writer() && shelf::restore_lost() > 0 {
        toast::tell(locale.t(k::save::restored));
    }

    let hash = window_event_listener(ev::hashchange, move |_| {
        flush(shared);
        let (here, there) = (shared.route.get_untracked(), current());
        if here == there {
            // The page stands; only the field in the address is another.
            if let Some(field) = asked_field() {
                focus_field(&field);
            }
        } else {
            shared.route.set(there);
        }
    });
    let tab = window_event_listener(
        ev::Custom::<web_sys::CustomEvent>::new("planerka:tab"),
        move |e| {
            if browser::writer() {
                // What the other tab wrote is what counts.
                reload(shared);
            } else if let Some((book, s)) = shared.open_untracked() {
                if e.detail().as_string().as_deref() == Some("robbed") {
                    // The other tab may have written already: nothing may be written over that.
                    (book.robbed)(s, shared.locale.get_untracked());
                    reload(shared);
                } else {
                    (book.step_back)(s);
                }
            }
        },
    );
    let newer = window_event_listener(
        ev::Custom::<web_sys::Event>::new("planerka:newer"),
        move |_| {
            // Another page has saved this workbook: ours becomes a copy, theirs stays.
            if let Some((book, s)) = shared.open_untracked() {
                (book.robbed)(s, shared.locale.get_untracked());
                reload(shared);
            }
        },
    );
    let elsewhere = window_event_listener(
        ev::Custom::<web_sys::CustomEvent>::new("planerka:elsewhere"),
        move |e| {
            let saved = e.detail().as_string();
            let open = shared
                .session
                .with_untracked(|s| s.as_ref().map(|(id, _)| id.clone()));
            if !browser::writer() && open.is_some() && open == saved {
                reload(shared);
            }
        },
    );
    // Somebody has cleared the site's data, or taken this workbook's records away, while it is open.
    let cleared = window_event_listener(ev::Custom::<web_sys::Event>::new("storage"), move |e| {
        let Some((book, s)) = shared.open_untracked() else {
            return;
        };
        let id = shared
            .session
            .with_untracked(|s| s.as_ref().map(|(id, _)| id.clone()));
        if id.is_some_and(|id| browser::cleared(&e, &id)) && browser::writer() {
            (book.save_again)(s, shared.locale.get_untracked());
        }
    });
    let hide = window_event_listener(ev::visibilitychange, move |_| flush(shared));
    let leave = window_event_listener(ev::pagehide, move |_| flush(shared));
    let into = window_event_listener(ev::focusin, |e| alone(e.target(), true));
    let out_of = window_event_listener(ev::focusout, |e| alone(e.target(), false));
    let keys = window_event_listener(ev::keydown, move |e| commands::on_key(shared, &e));
    on_cleanup(move || {
        hash.remove();
        tab.remove();
        newer.remove();
        elsewhere.remove();
        cleared.remove();
        hide.remove();
        leave.remove();
        into.remove();
        out_of.remove();
        keys.remove();
    });

    // Theme and language live on the root element, where the style sheets and the reader look.
    Effect::new(move |_| {
        let Some(root) = document().document_element() else {
            return;
        };
        let _ = root.set_attribute("lang", shared.locale.get().tag());
        let theme = shared.prefs.with(|p| p.theme.clone());
        let _ = root.set_attribute(
            "data-theme",
            if theme.is_empty() { "system" } else { &theme },
        );
    });
    // Another workbook in the address: put the old one down, take the new one up.
    let book = Memo::new(move |_| shared.route.with(|r| r.book().map(str::to_owned)));
    Effect::new(move |_| {
        let Some(id) = book.get() else {
            flush(shared);
            shared.session.set(None);
            return;
        };
        let mirror = browser::mirrored(&id);
        shared.with_book(move |part| {
            leptos::task::spawn_local(async move {
                let l = shared.locale.get_untracked();
                let open_it = (part.open)(id.clone(), mirror.await, l).await;
                // The address may have moved on meanwhile.
                let current = book.try_get_untracked().flatten();
                let open = shared
                    .session
                    .with_untracked(|s| s.as_ref().map(|(id, _)| id.clone()));
                if current.as_ref() == Some(&id) && open.as_ref() != Some(&id) {
                    flush(shared);
                    shared.session.set(Some((id, open_it())));
                }
            });
        });
    });

    let page = Memo::new(move |_| shared.route.get());
    let view = move || {
        let l = shared.locale.get();
        view! {
            {shell::shell(shared, l, page)}
            {palette::palette(shared, l)}
            {toasts(messages, update::notice(news, shared, l), l)}
        }
        .into_any()
    };
    view! {
        {view}
        <form id=ALONE hidden></form>
    }
    .into_any()
}

/// A form for the one field that is typed in. After every key the browser looks through the field's form for what it might
/// fill in, and fields without a form count as one: with hundreds of them on a page that costs more than showing the letter.
const ALONE: &str = "alone";

fn alone(target: Option<web_sys::EventTarget>, focused: bool) {
    let Some(field) = target.and_then(|t| t.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) else {
        return;
    };
    let _ = if focused {
        field.set_attribute("form", ALONE)
    } else {
        field.remove_attribute("form")
    };
}

fn current() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// The field the address asks for.
fn asked_field() -> Option<String> {
    let hash = window().location().hash().ok()?;
    Route::field(&hash)
}

/// Takes up what another tab has written into the open workbook.
fn reload(shared: Shared) {
    let Some((book, s)) = shared.open_untracked() else {
        return;
    };
    let id = shared
        .session
        .with_untracked(|s| s.as_ref().map(|(id, _)| id.clone()));
    let Some(id) = id else { return };
    let mirror = browser::mirrored(&id);
    leptos::task::spawn_local(async move {
        let mirror = mirror.await;
        let still = shared
            .session
            .with_untracked(|s| s.as_ref().is_some_and(|(open, _)| *open == id));
        if still
            && let Err(error) = (book.reload)(s, mirror.as_deref(), shared.locale.get_untracked())
        {
            shared.session.set(Some((id, Err(error))));
        }
    });
}

/// Writes what is not yet written.
pub fn flush(shared: Shared) {
    if let Some((book, session)) = shared.open_untracked() {
        (book.flush)(session);
    }
}

/// The page of a route. Called anew for each page, not for each field of it.
pub fn page(shared: Shared, l: Locale, route: &Route) -> AnyView {
    let view = match route {
        Route::Start => pages::start::page(shared, l),
        Route::Help => pages::help::page(shared, l),
        Route::Unknown => pages::unknown::page(l),
        Route::Data => match shared.book.get() {
            Some(part) => (part.data)(shared, l),
            None => {
                shared.with_book(|_| {});
                return ().into_any();
            }
        },
        Route::Hub(book)
        | Route::Document(book)
        | Route::Versions(book)
        | Route::Join(book)
        | Route::PlanImport(book)
        | Route::Module { book, .. } => match (shared.book.get(), shared.session.get()) {
            (Some(part), Some((id, Ok(s)))) if id == *book => {
                match (part.page)(Ctx { s, l }, route) {
                    Ok(page) => page,
                    Err(coming) => return coming,
                }
            }
            (Some(part), Some((id, Err(error)))) if id == *book => {
                (part.cannot_open)(l, &id, error)
            }
            _ => return ().into_any(),
        },
    };
    arrive(shared, l, route);
    view
}

/// After a page is drawn: title, focus on its heading, or on the field the address names.
fn arrive(shared: Shared, l: Locale, route: &Route) {
    let book = route
        .book()
        .and_then(|_| shared.open_untracked())
        .map_or_else(String::new, |(book, s)| (book.name)(s));
    let page = match route {
        Route::Start => String::new(),
        Route::Help => l.t(k::help::title).into(),
        Route::Hub(_) => l.t(k::hub::title).into(),
        Route::Document(_) => l.t(k::doc::title).into(),
        Route::Versions(_) => l.t(k::versions::title).into(),
        Route::Join(_) => l.t(k::join::title).into(),
        Route::PlanImport(_) => l.t(k::plan_import::title).into(),
        Route::Module { slug, .. } => {
            Workbook::info(slug).map_or_else(String::new, |i| l.label(i.title).to_owned())
        }
        Route::Data => l.t(k::data::title).into(),
        Route::Unknown => l.t(k::unknown::title).into(),
    };
    let parts: Vec<&str> = [page.as_str(), book.as_str(), l.t(k::app::name)]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    document().set_title(&parts.join(" – "));
    match asked_field() {
        Some(field) => focus_field(&field),
        None => request_animation_frame(|| {
            // The first paint keeps the focus where the browser put it.
            let first = document()
                .body()
                .is_some_and(|b| b.get_attribute("data-arrived").is_none());
            if let Some(body) = document().body() {
                let _ = body.set_attribute("data-arrived", "");
            }
            if !first && let Some(h) = document().query_selector("main h1").ok().flatten() {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                let h: web_sys::HtmlElement = h.unchecked_into();
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = h.focus_with_options(&options);
            }
        }),
    }
}

/// Puts the cursor into the control with this name, as soon as it is drawn.
pub fn focus_field(name: &str) {
    fn attempt(selector: String, left: u8) {
        let found = document().query_selector(&selector).ok().flatten();
        match found {
            Some(control) => {
                // A folded part must open for its field to be seen.
                let mut up = control.parent_element();
                while let Some(e) = up {
                    if let Some(details) = e.dyn_ref::<web_sys::HtmlDetailsElement>() {
                        details.set_open(true);
                    }
                    up = e.parent_element();
                }
                let control: web_sys::HtmlElement = control.unchecked_into();
                let _ = control.focus();
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Center);
                control.scroll_into_view_with_scroll_into_view_options(&options);
            }
            None if left > 0 => {
                // A part of the page may still be on its way.
                let left = left - u8::from(!waiting());
                set_timeout(
                    move || attempt(selector, left),
                    std::time::Duration::from_millis(30),
                );
            }
            None => {}
        }
    }
    if name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
    {
        attempt(format!("[name=\"{name}\"]"), 20);
    }
}
