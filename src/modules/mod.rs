//! The modules of the workbook. One line in [`modules!`] gives a module its form, saving, undo,
//! progress, file format, search and route; its folder holds everything else.
//! Invariant: `model.rs` carries keys, never texts; nothing here knows Leptos except `view.rs`.

pub mod audience;
pub mod brief;
pub mod channels;
pub mod competitors;
pub mod content;
pub mod desk;
pub mod frame;
pub mod goals;
pub mod review;
pub mod sets;

use crate::kernel::{Extra, Label, Module};

/// What the shell knows of a module.
#[derive(Clone, Copy, Debug)]
pub struct ModuleInfo {
    /// Slug: JSON key, address and route.
    pub slug: &'static str,
    /// Title; the hint behind the key is the one-sentence purpose.
    pub title: Label,
    /// Part of the course it belongs to.
    pub group: Group,
    /// Typical minutes to fill it in for the first time; our estimate.
    pub minutes: u16,
}

/// Parts of the course, told apart by the colour of their tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The job: project and brief.
    Basis,
    /// The market and its people.
    Research,
    /// Where to and how far.
    Strategy,
    /// What, where and when.
    Content,
    /// Does it hold together.
    Review,
}

impl Group {
    /// Id used in class names and in the keys of its title.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Research => "research",
            Self::Strategy => "strategy",
            Self::Content => "content",
            Self::Review => "review",
        }
    }
}

macro_rules! modules {
    ($($(#[$doc:meta])* $slug:ident : $ty:ty $(, $group:ident, $minutes:literal)?;)*) => {
        /// The whole strategy: one typed value per module.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Workbook {
            $($(#[$doc])* pub $slug: $ty,)*
            /// Modules and marks of later versions.
            pub extra: Extra,
        }

        impl Workbook {
            /// Slugs of all modules, in course order.
            pub const SLUGS: &'static [&'static str] = &[$(stringify!($slug)),*];
            /// The modules that have a page, in course order.
            pub const PAGES: &'static [ModuleInfo] = &[$($(ModuleInfo {
                slug: stringify!($slug),
                title: Label::Key($crate::i18n::k::module::$slug),
                group: Group::$group,
                minutes: $minutes,
            },)?)*];

            /// A module by slug.
            pub fn module(&self, slug: &str) -> Option<&dyn Module> {
                match slug {
                    $(stringify!($slug) => Some(&self.$slug),)*
                    _ => None,
                }
            }
            /// The same, for writing.
            pub fn module_mut(&mut self, slug: &str) -> Option<&mut dyn Module> {
                match slug {
                    $(stringify!($slug) => Some(&mut self.$slug),)*
                    _ => None,
                }
            }
        }
    };
}

modules! {
    /// Who works for whom, where and for how long.
    frame: frame::Frame, Basis, 5;
    /// What the client told us.
    brief: brief::Brief, Basis, 40;
    /// What others do, measured.
    competitors: competitors::Competitors, Research, 50;
    /// For whom: segments and personas.
    audience: audience::Audience, Research, 50;
    /// Goals and how they are measured.
    goals: goals::Goals, Strategy, 40;
    /// Where we speak.
    channels: channels::Channels, Content, 45;
    /// Rubrics, topics and posts.
    content: content::Content, Content, 90;
    /// What we decided and why, and how strictly the strategy is looked at.
    review: review::Decisions, Review, 20;
    /// The state of the work itself: what is done, how the document is arranged.
    desk: desk::Desk;
}

impl Workbook {
    /// The page information of a module.
    pub fn info(slug: &str) -> Option<&'static ModuleInfo> {
        Self::PAGES.iter().find(|m| m.slug == slug)
    }
    /// The currency code of all amounts; roubles until chosen.
    pub fn currency(&self) -> &str {
        match self.frame.currency.id() {
            "" => "RUB",
            code => code,
        }
    }
}
