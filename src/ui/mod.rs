//! The interface. Views are plain functions of a [`Ctx`]: the open workbook and the language.

pub mod app;
pub mod book;
pub mod commands;
pub mod exits;
pub mod kit;
pub mod pages;
pub mod palette;
pub mod papers;
pub mod part;
pub mod route;
pub mod session;
pub mod shelf;
pub mod shell;
pub mod toast;
pub mod update;

use crate::i18n::Locale;
use crate::kernel::Key;
use session::Session;

/// What every view of a workbook needs.
#[derive(Clone, Copy)]
pub struct Ctx {
    /// The open workbook.
    pub s: Session,
    /// Language of the interface. The tree is drawn anew when it changes, so a plain value does.
    pub l: Locale,
}

impl Ctx {
    /// A text in the language of the interface.
    pub fn t(self, key: Key) -> &'static str {
        self.l.t(key)
    }
    /// A text with values.
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        self.l.fill(key, values)
    }
    /// Address of a page of this workbook, for links.
    pub fn href(self, page: &str) -> String {
        format!("#/{}/{page}", self.s.id())
    }
    /// Address of a field, for "Change" links.
    pub fn field_href(self, path: crate::kernel::Path) -> String {
        self.href(&kit::page_of(path)) + "?field=" + &path.to_string()
    }
    /// Address of the chain of a row or of a field of the brief.
    pub fn trace_href(self, path: crate::kernel::Path) -> String {
        self.href("review/trace?at=") + &crate::trace::address(path)
    }
}
