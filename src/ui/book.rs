//! What the frame may ask of the part of the program that works on an open workbook. The frame calls
//! through this table and never by name, so that the part can be a file of its own (`part.rs`).

use super::app::{Opened, Shared};
use super::palette::{self, Entry};
use super::route::Route;
use super::session::{OpenError, Session};
use super::shelf::{self, Incoming};
use super::{Ctx, pages, shell, toast};
use crate::document::{Group, LoadError};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Value};
use crate::platform::slots::StoreError;
use leptos::prelude::*;

/// The table. All of it is plain functions, so that a copy costs nothing.
#[derive(Clone, Copy)]
pub struct Book {
    /// Opens a stored workbook.
    pub open: fn(&str) -> Opened,
    /// Writes what is not yet written.
    pub flush: fn(Session),
    /// Writes what is not yet written and lets another tab go on.
    pub step_back: fn(Session),
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
    /// A page of the workbook.
    pub page: fn(Ctx, &Route) -> AnyView,
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
}

/// The only value of [`Book`]; only `part.rs` may name it.
pub static BOOK: Book = Book {
    open: Session::open,
    flush: Session::flush,
    step_back: Session::step_back,
    undo: |s, l| report(s, l, k::edit::undone, s.undo()),
    redo: |s, l| report(s, l, k::edit::redone, s.redo()),
    name: |s| s.peek(|w| w.frame.project.trim().to_owned()),
    header: shell::book_header,
    contents: shell::contents,
    margin: pages::margin::margin,
    bottom: shell::bottom_bar,
    page: |cx, route| match route {
        Route::Hub(_) => pages::hub::page(cx),
        Route::Document(_) => pages::document::page(cx),
        Route::Module { slug, tab, .. } => pages::module::page(cx, slug, tab),
        Route::Start | Route::Help | Route::Unknown => ().into_any(),
    },
    cannot_open: pages::unknown::cannot_open,
    found: palette::found,
    create: shelf::create,
    duplicate: shelf::duplicate,
    rename: |id, name| shelf::rename(id, Value::Text(name)),
    read: shelf::parse,
};

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
