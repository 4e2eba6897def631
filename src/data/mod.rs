//! Facts that age: channels with their limits, the KPI catalogue. The JSON files beside this one are
//! checked and compiled in at build time; every fact keeps its source, date and confidence, and a
//! limit can be overridden by the user in the workbook.

use crate::kernel::{ChoiceOption, Label};

/// How far a fact can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Official source, maintained code or several agreeing sources.
    High,
    /// One decent source.
    Medium,
    /// Weak, undated or without a source: never used as a norm, shown as such.
    Low,
}

/// A publication a fact was taken from.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Title; empty when there is no outside source.
    pub title: &'static str,
    /// Address; may be empty.
    pub url: &'static str,
    /// Date of publication as far as known.
    pub published: &'static str,
}

/// A limit or figure of a channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact {
    /// Id inside the channel.
    pub id: &'static str,
    /// Name, Russian and English.
    pub name: (&'static str, &'static str),
    /// The number, when it is one and is documented.
    pub value: Option<f64>,
    /// The value in words, when it is not a number.
    pub words: &'static str,
    /// Unit of the number: `chars`, `items`, `px`…
    pub unit: &'static str,
    /// Index into [`SOURCES`].
    pub source: usize,
    /// Date of the knowledge.
    pub as_of: &'static str,
    /// Trust.
    pub confidence: Confidence,
}

/// A recommended image size in pixels; zero when not documented.
#[derive(Clone, Copy, Debug)]
pub struct Image {
    /// Id inside the channel.
    pub id: &'static str,
    /// Name, Russian and English.
    pub name: (&'static str, &'static str),
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Index into [`SOURCES`].
    pub source: usize,
    /// Date of the knowledge.
    pub as_of: &'static str,
    /// Trust.
    pub confidence: Confidence,
}

/// One step of setting a channel up.
#[derive(Clone, Copy, Debug)]
pub struct ChecklistItem {
    /// Id inside the channel.
    pub id: &'static str,
    /// What to do, Russian and English.
    pub name: (&'static str, &'static str),
}

/// A channel.
#[derive(Debug)]
pub struct Channel {
    /// Id.
    pub id: &'static str,
    /// Name, Russian and English.
    pub name: (&'static str, &'static str),
    /// A product of Meta: mentions carry a footnote in Russian documents.
    pub meta: bool,
    /// Availability in Russia: `available`, `throttled`, `restricted`, `blocked`.
    pub state: &'static str,
    /// Advertising in Russia: `allowed_with_labelling`, `disputed_high_risk`, `platform_limited`,
    /// `banned`, `unverified`.
    pub ads: &'static str,
    /// Remark on the two above, Russian and English.
    pub note: (&'static str, &'static str),
    /// Index into [`SOURCES`].
    pub source: usize,
    /// Date of the knowledge.
    pub as_of: &'static str,
    /// Trust.
    pub confidence: Confidence,
    /// Limits of the profile's fields.
    pub fields: &'static [Fact],
    /// Limits of posts.
    pub limits: &'static [Fact],
    /// Image sizes.
    pub images: &'static [Image],
    /// Indexes into [`CHECKLIST`].
    pub checklist: &'static [usize],
}

impl Channel {
    /// The checklist in order.
    pub fn items(&self) -> impl Iterator<Item = &'static ChecklistItem> + '_ {
        self.checklist.iter().filter_map(|i| CHECKLIST.get(*i))
    }
    /// A profile field's limit by any of the ids, in order of preference.
    pub fn profile_limit(&self, ids: &[&str]) -> Option<&'static Fact> {
        ids.iter()
            .find_map(|id| self.fields.iter().find(|f| f.id == *id))
    }
}

/// A metric of the KPI catalogue.
#[derive(Debug)]
pub struct Metric {
    /// Id; also the id of its formula.
    pub id: &'static str,
    /// Name, Russian and English.
    pub name: (&'static str, &'static str),
    /// What it tells, Russian and English.
    pub about: (&'static str, &'static str),
    /// Formula in the names of its inputs.
    pub formula: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// `higher`, `lower`, `target` or `context`: which way is better.
    pub direction: &'static str,
    /// Stage of the funnel.
    pub stage: &'static str,
    /// Index into [`SOURCES`].
    pub source: usize,
    /// Trust.
    pub confidence: Confidence,
}

/// A channel by id.
pub fn channel(id: &str) -> Option<&'static Channel> {
    CHANNELS.iter().find(|c| c.id == id)
}

/// A metric by id.
pub fn metric(id: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|m| m.id == id)
}

include!(concat!(env!("OUT_DIR"), "/data.rs"));
