//! Routes in the hash: they work on any static host and under any path. The hash only navigates,
//! it never carries data.

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The shelf of workbooks.
    Start,
    /// Help and shortcuts.
    Help,
    /// Where the data is.
    Data,
    /// Contents of one workbook.
    Hub(String),
    /// A module, or one view of it.
    Module {
        /// Workbook id.
        book: String,
        /// Slug.
        slug: &'static str,
        /// View inside the module; empty for the first.
        tab: String,
    },
    /// The document.
    Document(String),
    /// Its versions.
    Versions(String),
    /// Joining it with a copy.
    Join(String),
    /// A content plan out of a table.
    PlanImport(String),
    /// No such page.
    Unknown,
}

impl Route {
    /// Reads the hash, without its query.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').split('?').next().unwrap_or("");
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        let id =
            |s: &str| (1..=32).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric());
        match parts.as_slice() {
            [] => Self::Start,
            ["help"] => Self::Help,
            ["data"] => Self::Data,
            [book] if id(book) => Self::Hub((*book).into()),
            [book, "document"] if id(book) => Self::Document((*book).into()),
            [book, "versions"] if id(book) => Self::Versions((*book).into()),
            [book, "join"] if id(book) => Self::Join((*book).into()),
            [book, "plan-import"] if id(book) => Self::PlanImport((*book).into()),
            [book, page] | [book, page, _] if id(book) => {
                let tab = parts.get(2).copied().unwrap_or("");
                match crate::modules::Workbook::info(page) {
                    Some(info) if tab.len() <= 24 => Self::Module {
                        book: (*book).into(),
                        slug: info.slug,
                        tab: tab.into(),
                    },
                    _ => Self::Unknown,
                }
            }
            _ => Self::Unknown,
        }
    }

    /// Path of the field to go to, from the hash's query.
    pub fn field(hash: &str) -> Option<String> {
        Self::asked(hash, "field=")
    }

    /// What the hash's query gives a name, such as `at=`.
    pub fn asked(hash: &str, name: &str) -> Option<String> {
        let query = hash.split_once('?')?.1;
        let value = query.split('&').find_map(|p| p.strip_prefix(name));
        value.map(str::to_owned)
    }

    /// The hash of this route.
    pub fn href(&self) -> String {
        match self {
            Self::Start | Self::Unknown => "#/".into(),
            Self::Help => "#/help".into(),
            Self::Data => "#/data".into(),
            Self::Hub(book) => format!("#/{book}"),
            Self::Document(book) => format!("#/{book}/document"),
            Self::Versions(book) => format!("#/{book}/versions"),
            Self::Join(book) => format!("#/{book}/join"),
            Self::PlanImport(book) => format!("#/{book}/plan-import"),
            Self::Module { book, slug, tab } if tab.is_empty() => format!("#/{book}/{slug}"),
            Self::Module { book, slug, tab } => format!("#/{book}/{slug}/{tab}"),
        }
    }

    /// The workbook the route is about.
    pub fn book(&self) -> Option<&str> {
        match self {
            Self::Hub(book)
            | Self::Document(book)
            | Self::Versions(book)
            | Self::Join(book)
            | Self::PlanImport(book)
            | Self::Module { book, .. } => Some(book),
            _ => None,
        }
    }
}
