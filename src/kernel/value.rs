//! The values a field can hold. What a person types is kept as typed; parsing happens on reading,
//! so that bad input is shown back unchanged instead of being lost.

use super::{civil, number};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// Identity of a table row inside one workbook: random, 1 to 2^53 - 1 so that JavaScript and JSON
/// carry it exactly. Zero means "no row yet".
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RowId(pub u64);

impl RowId {
    /// The largest id that survives a trip through JSON in a browser.
    pub const MAX: u64 = (1 << 53) - 1;
}

impl std::fmt::Display for RowId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A detached cell value, as carried by an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, and everything that is kept as typed: number, money, percent, date, time, choice.
    Text(String),
    /// An ordered list of strings: lines of a list, or chosen options.
    Lines(Vec<String>),
    /// A yes/no mark.
    Flag(bool),
    /// A link to one row, or none.
    Ref(Option<RowId>),
    /// Links to several rows, without repeats.
    Refs(Vec<RowId>),
}

impl Value {
    /// Text from anything that reads as a string.
    pub fn text(s: impl Into<String>) -> Self {
        Self::Text(s.into())
    }
    /// A list from text with one item a line; none from no text at all.
    pub fn lines(text: &str) -> Self {
        let lines = text.split('\n').map(str::to_owned);
        Self::Lines(if text.is_empty() {
            Vec::new()
        } else {
            lines.collect()
        })
    }
    /// True when nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.as_ref().is_empty()
    }
    /// Borrows the value.
    pub fn as_ref(&self) -> CellRef<'_> {
        match self {
            Self::Text(v) => CellRef::Text(v),
            Self::Lines(v) => CellRef::Lines(v),
            Self::Flag(v) => CellRef::Flag(*v),
            Self::Ref(v) => CellRef::Ref(*v),
            Self::Refs(v) => CellRef::Refs(v),
        }
    }
}

/// A borrowed cell value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellRef<'a> {
    /// See [`Value::Text`].
    Text(&'a str),
    /// See [`Value::Lines`].
    Lines(&'a [String]),
    /// See [`Value::Flag`].
    Flag(bool),
    /// See [`Value::Ref`].
    Ref(Option<RowId>),
    /// See [`Value::Refs`].
    Refs(&'a [RowId]),
}

impl CellRef<'_> {
    /// True when nothing was entered: blank text, a list of blanks, an unset flag or link.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(v) => super::text::blank(v),
            Self::Lines(v) => v.iter().all(|l| super::text::blank(l)),
            Self::Flag(v) => !v,
            Self::Ref(v) => v.is_none(),
            Self::Refs(v) => v.is_empty(),
        }
    }
    /// True when the cell equals the default it had when it was made, to the character.
    pub fn is_default(&self) -> bool {
        match self {
            Self::Text(v) => v.is_empty(),
            Self::Lines(v) => v.is_empty(),
            _ => self.is_empty(),
        }
    }
    /// An owned copy.
    pub fn to_value(self) -> Value {
        match self {
            Self::Text(v) => Value::Text(v.to_owned()),
            Self::Lines(v) => Value::Lines(v.to_vec()),
            Self::Flag(v) => Value::Flag(v),
            Self::Ref(v) => Value::Ref(v),
            Self::Refs(v) => Value::Refs(v.to_vec()),
        }
    }
}

/// A cell opened for writing.
pub enum CellMut<'a> {
    /// See [`Value::Text`].
    Text(&'a mut String),
    /// See [`Value::Lines`].
    Lines(&'a mut Vec<String>),
    /// See [`Value::Flag`].
    Flag(&'a mut bool),
    /// See [`Value::Ref`].
    Ref(&'a mut Option<RowId>),
    /// See [`Value::Refs`].
    Refs(&'a mut Vec<RowId>),
}

/// The value does not fit the kind of the field it was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindError;

impl CellMut<'_> {
    /// Writes the value and returns the one that stood there.
    ///
    /// # Errors
    /// [`KindError`] when the value is of another shape; the cell is then unchanged.
    pub fn replace(self, value: Value) -> Result<Value, KindError> {
        use std::mem::replace;
        Ok(match (self, value) {
            (Self::Text(c), Value::Text(v)) => Value::Text(replace(c, v)),
            (Self::Lines(c), Value::Lines(v)) => Value::Lines(replace(c, v)),
            (Self::Flag(c), Value::Flag(v)) => Value::Flag(replace(c, v)),
            (Self::Ref(c), Value::Ref(v)) => Value::Ref(replace(c, v)),
            (Self::Refs(c), Value::Refs(v)) => Value::Refs(replace(c, v)),
            _ => return Err(KindError),
        })
    }
}

macro_rules! typed_text {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name(pub String);

        impl $name {
            /// The characters as typed.
            pub fn typed(&self) -> &str { &self.0 }
            /// True when nothing was typed.
            pub fn is_blank(&self) -> bool { self.0.trim().is_empty() }
        }
        impl From<&str> for $name { fn from(s: &str) -> Self { Self(s.to_owned()) } }
        impl std::ops::Deref for $name { type Target = String; fn deref(&self) -> &String { &self.0 } }
        impl std::ops::DerefMut for $name { fn deref_mut(&mut self) -> &mut String { &mut self.0 } }
    )*};
}

typed_text! {
    /// A decimal number, kept as typed.
    Number,
    /// An amount of money in the workbook's currency, kept as typed, read as integer minor units.
    Money,
    /// A percentage, kept as typed; 12 means 12 %.
    Percent,
    /// A local calendar date, kept as typed; never an instant.
    Date,
    /// A local time of day, kept as typed.
    Time,
    /// The id of one option of a [`super::ChoiceSet`]; ids of later versions are kept as they are.
    Choice,
}

impl Number {
    /// The number, or nothing when the text is blank or not a number.
    pub fn value(&self) -> Option<f64> {
        number::parse(&self.0, number::Comma::Decimal)
    }
}
impl Percent {
    /// Percent points (12 for 12 %), or nothing when the text is blank or not a number.
    pub fn value(&self) -> Option<f64> {
        number::parse(self.0.trim().trim_end_matches('%'), number::Comma::Decimal)
    }
}
impl Money {
    /// Minor units (kopecks, cents), or nothing when the text is blank or not an amount.
    pub fn minor(&self) -> Option<i64> {
        number::parse_money(&self.0)
    }
}
impl Date {
    /// The date, or nothing when the text is blank or not a date.
    pub fn value(&self) -> Option<NaiveDate> {
        civil::parse_date(&self.0)
    }
}
impl Time {
    /// The time of day, or nothing when the text is blank or not a time.
    pub fn value(&self) -> Option<NaiveTime> {
        civil::parse_time(&self.0)
    }
}
impl Choice {
    /// The id of the chosen option; empty when nothing is chosen.
    pub fn id(&self) -> &str {
        &self.0
    }
    /// True when this option is the chosen one.
    pub fn is(&self, id: &str) -> bool {
        self.0 == id
    }
}

/// Several options of one [`super::ChoiceSet`], in the order they were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(pub Vec<String>);

impl Choices {
    /// True when this option is among the chosen ones.
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|c| c == id)
    }
}
impl std::ops::Deref for Choices {
    type Target = Vec<String>;
    fn deref(&self) -> &Vec<String> {
        &self.0
    }
}
impl std::ops::DerefMut for Choices {
    fn deref_mut(&mut self) -> &mut Vec<String> {
        &mut self.0
    }
}
