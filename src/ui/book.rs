//! What the frame may ask of the part of the program that works on an open workbook. The frame calls
//! through this table and never by name, so that the part can be a file of its own (`part.rs`).

use super::app::{Opened, Shared};
use super::pages::import::Import;
use super::pages::rescue::{Done, Rescued};
use super::palette::{self, Entry};
use super::route::Route;
use super::session::{Mended, OpenError, Session};
use super::shelf::{self, Incoming};
use super::{Ctx, pages, papers, shell, toast};
use crate::document::{Group, LoadError};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Value};
use crate::modules::review::practice_bar;
use crate::platform::slots::StoreError;
use leptos::prelude::*;
use std::pin::Pin;

/// Id and name of a workbook of the shelf.
pub type Named = (String, String);

/// What opens a workbook that was read.
pub type Open = Box<dyn FnOnce() -> Opened>;
/// The same on its way, a few posts at a time.
pub type Opening = Pin<Box<dyn Future<Output = Open>>>;

/// The table. All of it is plain functions, so that a copy costs nothing.
#[derive(Clone, Copy)]
pub struct Book {
    /// Reads a stored workbook, given the mirror's record of it, then answers what opens it, and says so when the record was
    /// needed.
    pub open: fn(String, Option<String>, Locale) -> Opening,
    /// Takes up what another tab has written.
    pub reload: fn(Session, Option<&str>, Locale) -> Result<(), OpenError>,
    /// Writes what is not yet written.
    pub flush: fn(Session),
    /// Writes what is not yet written and lets another tab go on.
    pub step_back: fn(Session),
    /// Another tab took over without being let: what is not yet written becomes a workbook of its own.
    pub robbed: fn(Session, Locale),
    /// Writes everything anew, because the records have gone, and says so.
    pub save_again: fn(Session, Locale),
    /// Takes a step back and says which.
    pub undo: fn(Session, Locale),
    /// Does the last undone step again and says which.
    pub redo: fn(Session, Locale),
    /// Name of the project, untracked.
    pub name: fn(Session) -> String,
    /// The workbook's share of the header.
    pub header: fn(Shared, Ctx) -> AnyView,
    /// The contents beside the page.
    pub contents: fn(Ctx, Memo<Route>) -> AnyView,
    /// The reading margin.
    pub margin: fn(Shared, Ctx, Memo<Route>) -> AnyView,
    /// The bottom bar of the phone.
    pub bottom: fn(Ctx, Memo<Route>) -> AnyView,
    /// A page of the workbook; or what stands in its place while its part of the program is on its way.
    pub page: fn(Ctx, &Route) -> Result<AnyView, AnyView>,
    /// The page about where the data is.
    pub data: fn(Shared, Locale) -> AnyView,
    /// The page in the place of a workbook that cannot be opened.
    pub cannot_open: fn(Locale, &str, OpenError) -> AnyView,
    /// What the palette finds in the workbook.
    pub found: fn(Ctx, &str) -> Vec<Entry>,
    /// Stores an empty workbook written in this language and returns its id.
    pub create: fn(Locale) -> Result<String, StoreError>,
    /// Stores a copy of a workbook and returns its id.
    pub duplicate: fn(&str, Locale) -> Result<String, StoreError>,
    /// Gives a workbook that is not open another name.
    pub rename: fn(&str, String) -> Result<(), StoreError>,
    /// Reads the bytes of a file.
    pub read: fn(&[u8]) -> Result<Incoming, LoadError>,
    /// Takes up a file that is no workbook, and was not read for this reason; or says so.
    pub other: fn(Import, Shared, Locale, Vec<u8>, LoadError),
    /// Reads the bytes of a rescue file.
    pub rescue: fn(Locale, &[u8], Done) -> Result<Rescued, LoadError>,
}

/// The only value of [`Book`]; only `part.rs` may name it.
pub static BOOK: Book = Book {
    open,
    reload: |s, mirror, l| s.reload(mirror).map(|mended| tell_mended(mended, l)),
    flush: Session::flush,
    step_back: Session::step_back,
    robbed: |s, l| {
        if let Some(body) = s.unsaved() {
            shelf::keep_copy(&body, l);
            toast::tell(l.t(k::save::robbed));
        }
    },
    save_again: |s, l| {
        s.save();
        toast::tell(l.t(k::save::again));
    },
    undo: |s, l| report(s, l, k::edit::undone, s.undo()),
    redo: |s, l| report(s, l, k::edit::redone, s.redo()),
    name: |s| s.peek(|w| w.frame.project.trim().to_owned()),
    header: shell::book_header,
    contents: shell::contents,
    margin: pages::margin::margin,
    bottom: shell::bottom_bar,
    page,
    data: pages::data::page,
    cannot_open: pages::unknown::cannot_open,
    found: palette::found,
    create: shelf::create,
    duplicate: shelf::duplicate,
    rename: |id, name| shelf::rename(id, Value::Text(name)),
    read: shelf::parse,
    other: papers::other,
    rescue: pages::rescue::read,
};

fn open(id: String, mirror: Option<String>, l: Locale) -> Opening {
    Box::pin(async move {
        let open = Session::open(id, mirror).await;
        let open: Open = Box::new(move || {
            let (session, mended) = open()?;
            tell_mended(mended, l);
            Ok(session)
        });
        open
    })
}

fn page(cx: Ctx, route: &Route) -> Result<AnyView, AnyView> {
    let page = match route {
        Route::Hub(_) => Ok(pages::hub::page(cx)),
        Route::Document(_) => papers::page(cx, |p| (p.document)(cx)),
        Route::Versions(_) => papers::page(cx, |p| (p.versions)(cx)),
        Route::Join(_) => papers::page(cx, |p| (p.join)(cx)),
        Route::PlanImport(_) => papers::page(cx, |p| (p.plan_import)(cx)),
        Route::Module { slug, tab, .. } if *slug == "review" => {
            papers::page(cx, |p| pages::module::page(cx, slug, tab, Some(p.review)))
        }
        Route::Module { slug, tab, .. } => Ok(pages::module::page(cx, slug, tab, None)),
        Route::Start | Route::Help | Route::Data | Route::Unknown => Ok(().into_any()),
    }?;
    // Not on the page that says so itself.
    let bar = (!matches!(route, Route::Module { slug: "review", .. })).then(|| practice_bar(cx));
    Ok(view! { {pages::unsaved::notice(cx)} {bar} {page} }.into_any())
}

fn tell_mended(mended: Mended, l: Locale) {
    if let Some(rival) = mended.rival {
        // Two texts of one revision: neither may vanish, so the other becomes a workbook of its own.
        shelf::keep_copy(&rival, l);
        toast::tell(l.t(k::save::rival));
    } else if mended.recovered {
        toast::tell(l.t(k::save::recovered));
    } else if mended.damaged {
        toast::tell(l.t(k::save::mended));
    }
}

fn report(s: Session, l: Locale, key: Key, group: Option<Group>) {
    let Some(group) = group else {
        toast::tell(l.t(k::edit::nothing));
        return;
    };
    let field = group
        .place
        .and_then(|p| s.peek(|w| w.field(p)).map(|f| l.label(f.label)));
    let name = if group.name.is_empty() {
        field.unwrap_or_default().to_owned()
    } else {
        group.name.clone()
    };
    let what = l.fill(group.label, &[("name", &name)]);
    toast::tell(l.fill(key, &[("what", &what)]));
}
