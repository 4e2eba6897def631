//! Fields: what a value is called, what kind it is, and the macros that declare a record together
//! with its field table, so that neither can be forgotten.

use super::{Label, TablePath};

/// What a field holds and how it is edited and read.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Text of several paragraphs.
    Prose,
    /// A web address, mail address or phone link.
    Url,
    /// A decimal number.
    Number,
    /// An amount in the workbook's currency.
    Money,
    /// Percent points.
    Percent,
    /// A local date.
    Date,
    /// A local time of day.
    Time,
    /// A list, one item a line.
    Lines,
    /// A yes/no mark.
    Flag,
    /// One option of a set.
    Choice(&'static ChoiceSet),
    /// Several options of a set.
    Choices(&'static ChoiceSet),
    /// A link to a row of a table.
    Ref(TablePath),
    /// Links to rows of a table.
    Refs(TablePath),
    /// The row this row is a part of; it goes when its owner goes.
    Owner(TablePath),
}

impl Kind {
    /// The table a link points to.
    pub const fn target(&self) -> Option<TablePath> {
        match self {
            Self::Ref(t) | Self::Refs(t) | Self::Owner(t) => Some(*t),
            _ => None,
        }
    }
    /// The options of a choice.
    pub const fn choices(&self) -> Option<&'static ChoiceSet> {
        match self {
            Self::Choice(c) | Self::Choices(c) => Some(*c),
            _ => None,
        }
    }
}

/// One field of a module or one column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Id inside its module or table; also the JSON key. Never changes.
    pub id: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its name, with hint and example behind the same key.
    pub label: Label,
    /// Part of what makes the module complete; everything else is marked optional.
    pub core: bool,
}

/// A closed list of options. Values not in the list (of a later version) are kept and shown as is.
#[derive(Debug)]
pub struct ChoiceSet {
    /// Id of the set.
    pub id: &'static str,
    /// The options in the order they are offered.
    pub options: &'static [ChoiceOption],
}

/// One option of a [`ChoiceSet`].
#[derive(Clone, Copy, Debug)]
pub struct ChoiceOption {
    /// Stored id. Never changes.
    pub id: &'static str,
    /// Its name.
    pub label: Label,
}

// A set is one static; two are the same when their ids are.
impl PartialEq for ChoiceSet {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl ChoiceSet {
    /// The option with this id.
    pub fn get(&self, id: &str) -> Option<&'static ChoiceOption> {
        self.options.iter().find(|o| o.id == id)
    }
}

/// Declares sets of options whose names are `choice.<set>.<option>` in the translation files.
#[macro_export]
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident = $set:ident { $($id:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        pub static $name: $crate::kernel::ChoiceSet = $crate::kernel::ChoiceSet {
            id: stringify!($set),
            options: &[$($crate::kernel::ChoiceOption {
                id: stringify!($id),
                label: $crate::kernel::Label::Key($crate::i18n::k::choice::$set::$id),
            }),*],
        };
    )*};
}

/// Rust type behind a field kind.
#[doc(hidden)]
#[macro_export]
macro_rules! cell_type {
    (Line) => { String };
    (Prose) => { String };
    (Url) => { String };
    (Number) => { $crate::kernel::Number };
    (Money) => { $crate::kernel::Money };
    (Percent) => { $crate::kernel::Percent };
    (Date) => { $crate::kernel::Date };
    (Time) => { $crate::kernel::Time };
    (Lines) => { Vec<String> };
    (Flag) => { bool };
    (Choice) => { $crate::kernel::Choice };
    (Choices) => { $crate::kernel::Choices };
    (Ref) => { Option<$crate::kernel::RowId> };
    (Refs) => { Vec<$crate::kernel::RowId> };
    (Owner) => { Option<$crate::kernel::RowId> };
}

/// [`Kind`] of a field.
#[doc(hidden)]
#[macro_export]
macro_rules! cell_kind {
    (Choice, $set:path) => {
        $crate::kernel::Kind::Choice(&$set)
    };
    (Choices, $set:path) => {
        $crate::kernel::Kind::Choices(&$set)
    };
    (Ref, $row:path) => {
        $crate::kernel::Kind::Ref(<$row as $crate::kernel::Row>::TABLE)
    };
    (Refs, $row:path) => {
        $crate::kernel::Kind::Refs(<$row as $crate::kernel::Row>::TABLE)
    };
    (Owner, $row:path) => {
        $crate::kernel::Kind::Owner(<$row as $crate::kernel::Row>::TABLE)
    };
    ($kind:ident) => {
        $crate::kernel::Kind::$kind
    };
}

/// Borrowing a field as a cell.
#[doc(hidden)]
#[macro_export]
macro_rules! cell_ref {
    (Lines, $e:expr) => {
        $crate::kernel::CellRef::Lines(&$e)
    };
    (Choices, $e:expr) => {
        $crate::kernel::CellRef::Lines(&$e)
    };
    (Flag, $e:expr) => {
        $crate::kernel::CellRef::Flag($e)
    };
    (Ref, $e:expr) => {
        $crate::kernel::CellRef::Ref($e)
    };
    (Owner, $e:expr) => {
        $crate::kernel::CellRef::Ref($e)
    };
    (Refs, $e:expr) => {
        $crate::kernel::CellRef::Refs(&$e)
    };
    ($kind:ident, $e:expr) => {
        $crate::kernel::CellRef::Text(&$e)
    };
}

/// Opening a field for writing.
#[doc(hidden)]
#[macro_export]
macro_rules! cell_mut {
    (Lines, $e:expr) => {
        $crate::kernel::CellMut::Lines(&mut $e)
    };
    (Choices, $e:expr) => {
        $crate::kernel::CellMut::Lines(&mut $e)
    };
    (Flag, $e:expr) => {
        $crate::kernel::CellMut::Flag(&mut $e)
    };
    (Ref, $e:expr) => {
        $crate::kernel::CellMut::Ref(&mut $e)
    };
    (Owner, $e:expr) => {
        $crate::kernel::CellMut::Ref(&mut $e)
    };
    (Refs, $e:expr) => {
        $crate::kernel::CellMut::Refs(&mut $e)
    };
    ($kind:ident, $e:expr) => {
        $crate::kernel::CellMut::Text(&mut $e)
    };
}

/// True when the marker token is there.
#[doc(hidden)]
#[macro_export]
macro_rules! is_core {
    () => {
        false
    };
    (core) => {
        true
    };
}

/// Declares a table row: the struct, its field table and its column names.
///
/// `name: Kind` or `name: Kind(set or row type)`; a trailing `core` marks what makes the row
/// complete. Column names are also associated constants, so that `Persona::name` is checked by the
/// compiler wherever a path is built.
#[macro_export]
macro_rules! row {
    ($(#[$doc:meta])* $name:ident in $module:ident . $table:ident {
        $($(#[$fdoc:meta])* $field:ident : $kind:ident $(($arg:path))? $($core:ident)?),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// Identity of the row.
            pub id: $crate::kernel::RowId,
            $($(#[$fdoc])* pub $field: $crate::cell_type!($kind),)*
            /// What a later version wrote here and this one does not know.
            pub extra: $crate::kernel::Extra,
        }
        #[allow(non_upper_case_globals, missing_docs, dead_code)]
        impl $name {
            $(pub const $field: &'static str = stringify!($field);)*
            /// The columns in document order.
            pub const COLUMNS: &'static [$crate::kernel::Field] = &[$($crate::kernel::Field {
                id: stringify!($field),
                kind: $crate::cell_kind!($kind $(, $arg)?),
                label: $crate::kernel::Label::Key($crate::i18n::k::$module::$table::$field),
                core: $crate::is_core!($($core)?),
            }),*];
        }
        $crate::record_impl!($name, Self::COLUMNS, $($field: $kind),*);
        impl $crate::kernel::Row for $name {
            const TABLE: $crate::kernel::TablePath = $crate::kernel::TablePath {
                module: stringify!($module),
                table: stringify!($table),
            };
            const COLUMNS: &'static [$crate::kernel::Field] = $name::COLUMNS;
            fn id(&self) -> $crate::kernel::RowId { self.id }
            fn set_id(&mut self, id: $crate::kernel::RowId) { self.id = id }
            fn as_record(&self) -> &dyn $crate::kernel::Record { self }
            fn as_record_mut(&mut self) -> &mut dyn $crate::kernel::Record { self }
        }
    };
}

/// Declares a module: the struct, its fields, its tables.
///
/// `table name: Row, min N` gives the number of rows that makes the module complete.
#[macro_export]
macro_rules! module {
    ($(#[$doc:meta])* $name:ident = $module:ident {
        $($(#[$fdoc:meta])* $field:ident : $kind:ident $(($arg:path))? $($core:ident)?),* $(,)?
        $(; $($(#[$tdoc:meta])* $table:ident : [$row:ident; $min:literal]),* $(,)?)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $crate::cell_type!($kind),)*
            $($($(#[$tdoc])* pub $table: Vec<$row>,)*)?
            /// What a later version wrote here and this one does not know.
            pub extra: $crate::kernel::Extra,
        }
        #[allow(non_upper_case_globals, missing_docs, dead_code)]
        impl $name {
            $(pub const $field: $crate::kernel::Path =
                $crate::kernel::Path::field(stringify!($module), stringify!($field));)*
            /// The fields in document order.
            pub const FIELDS: &'static [$crate::kernel::Field] = &[$($crate::kernel::Field {
                id: stringify!($field),
                kind: $crate::cell_kind!($kind $(, $arg)?),
                label: $crate::kernel::Label::Key($crate::i18n::k::$module::$field),
                core: $crate::is_core!($($core)?),
            }),*];
            /// The tables in document order.
            pub const TABLES: &'static [$crate::kernel::TableDef] = &[$($($crate::kernel::TableDef {
                path: <$row as $crate::kernel::Row>::TABLE,
                columns: <$row as $crate::kernel::Row>::COLUMNS,
                label: $crate::kernel::Label::Key($crate::i18n::k::$module::$table::_self),
                min: $min,
            }),*)?];
        }
        $crate::record_impl!($name, Self::FIELDS, $($field: $kind),*);
        impl $crate::kernel::Module for $name {
            fn slug(&self) -> &'static str { stringify!($module) }
            fn table_defs(&self) -> &'static [$crate::kernel::TableDef] { Self::TABLES }
            #[allow(unused_variables, unused_mut, unused_assignments)]
            fn table(&self, at: usize) -> Option<&dyn $crate::kernel::Rows> {
                let mut i = 0;
                $($(if at == i { return Some(&self.$table); } i += 1;)*)?
                None
            }
            #[allow(unused_variables, unused_mut, unused_assignments)]
            fn table_mut(&mut self, at: usize) -> Option<&mut dyn $crate::kernel::Rows> {
                let mut i = 0;
                $($(if at == i { return Some(&mut self.$table); } i += 1;)*)?
                None
            }
            fn as_record(&self) -> &dyn $crate::kernel::Record { self }
            fn as_record_mut(&mut self) -> &mut dyn $crate::kernel::Record { self }
        }
    };
}

/// The part `row!` and `module!` share.
#[doc(hidden)]
#[macro_export]
macro_rules! record_impl {
    ($name:ident, $fields:expr, $($field:ident : $kind:ident),*) => {
        impl $crate::kernel::Record for $name {
            fn fields(&self) -> &'static [$crate::kernel::Field] { $fields }
            #[allow(unused_variables, unused_mut, unused_assignments)]
            fn cell(&self, at: usize) -> Option<$crate::kernel::CellRef<'_>> {
                let mut i = 0;
                $(if at == i { return Some($crate::cell_ref!($kind, self.$field)); } i += 1;)*
                None
            }
            #[allow(unused_variables, unused_mut, unused_assignments)]
            fn cell_mut(&mut self, at: usize) -> Option<$crate::kernel::CellMut<'_>> {
                let mut i = 0;
                $(if at == i { return Some($crate::cell_mut!($kind, self.$field)); } i += 1;)*
                None
            }
            fn extra(&self) -> &$crate::kernel::Extra { &self.extra }
            fn extra_mut(&mut self) -> &mut $crate::kernel::Extra { &mut self.extra }
        }
    };
}
