//! Sets of options that several modules share.

use crate::choices;
use crate::data;
use crate::kernel::ChoiceSet;

choices! {
    /// Stage of the funnel (RACE order: reach, act, convert, engage).
    STAGE = stage { awareness, engagement, traffic, conversion, retention }
    /// Kind of content piece, the same on every channel.
    FORMAT = format { post, photo, carousel, video, clip, story, live, poll, article, audio, ugc }
    /// Task a piece of content solves.
    CONTENT_CLASS = content_class { sell, useful, engage, brand, entertain, proof, news }
    /// Two languages of the product.
    LANGUAGE = language { ru, en }
}

/// The channels of the data file.
pub static PLATFORM: ChoiceSet = ChoiceSet {
    id: "platform",
    options: data::PLATFORM_OPTIONS,
};
/// The metrics of the KPI catalogue.
pub static METRIC: ChoiceSet = ChoiceSet {
    id: "metric",
    options: data::METRIC_OPTIONS,
};
/// The engagement-rate formulas of the catalogue; values under different ones are never compared.
pub static ER_FORMULA: ChoiceSet = ChoiceSet {
    id: "er_formula",
    options: data::ER_OPTIONS,
};
