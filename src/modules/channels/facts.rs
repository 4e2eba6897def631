//! Facts about a channel as the module uses them: limits with the user's corrections, advertising by
//! market, the checklist. Shared by the page and the document.

use super::{Channel, Channels, LimitOverride};
use crate::data::{self, Confidence, Fact, SOURCES};
use crate::i18n::{Locale, k};
use crate::kernel::{civil, number, text};
use crate::modules::Workbook;

/// A profile text with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Name of the page.
    Name,
    /// Description.
    Bio,
    /// Handle.
    Handle,
}

impl Slot {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Name, Self::Handle, Self::Bio];

    /// What the platforms call it, preferred first: the page of a business before that of a person.
    const fn ids(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "title",
                "channel_name",
                "page_name",
                "business_name",
                "nickname",
                "name",
            ],
            Self::Bio => &[
                "channel_description",
                "company_about",
                "description",
                "bio",
                "about",
                "short",
            ],
            Self::Handle => &["username", "screen_name", "handle"],
        }
    }
    /// The fact that limits it on a platform.
    pub fn fact(self, platform: &data::Channel) -> Option<&'static Fact> {
        platform.profile_limit(self.ids())
    }
}

/// A limit as it counts now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The number, when there is one.
    pub value: Option<f64>,
    /// The user corrected it.
    pub own: bool,
}

/// The user's correction of a fact, when it can be read.
pub fn correction<'a>(c: &'a Channels, platform: &str, fact: &str) -> Option<&'a LimitOverride> {
    c.overrides.iter().find(|o| {
        o.platform.is(platform) && o.fact == fact && o.value.value().is_some_and(|n| n >= 0.0)
    })
}

/// The limit of a fact with the user's correction, if any.
pub fn limit(c: &Channels, platform: &str, fact: &Fact) -> Limit {
    match correction(c, platform, fact.id).and_then(|o| o.value.value()) {
        Some(n) => Limit {
            value: Some(n),
            own: true,
        },
        None => Limit {
            value: fact.value,
            own: false,
        },
    }
}

/// The limit as a whole number of characters, for counters.
pub fn characters(c: &Channels, platform: &str, fact: &Fact) -> Option<usize> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    limit(c, platform, fact)
        .value
        .filter(|n| fact.unit == "chars" && *n >= 1.0)
        .map(|n| n as usize)
}

/// A number with the unit of its fact; words as they stand in the data.
pub fn value_words(l: Locale, fact: &Fact, value: Option<f64>) -> Option<String> {
    use k::limit_unit::{self as u};
    let Some(n) = value else {
        let key = match fact.words {
            "" => return None,
            "unlimited" => k::limit_words::unlimited,
            "reels" => k::limit_words::reels,
            "video, round video" => k::limit_words::video_round,
            words => return Some(words.to_owned()),
        };
        return Some(l.t(key).to_owned());
    };
    let key = match fact.unit {
        "chars" => u::chars,
        "links" => u::links,
        "posts/day" => u::posts_day,
        "s" => u::seconds,
        "min" => u::minutes,
        "h" => u::hours,
        "MB" => u::megabytes,
        "GB" => u::gigabytes,
        _ => u::pieces,
    };
    Some(l.amount(key, n, 2))
}

/// Where a fact comes from and when it was known: `Telegram Limits, 22.11.2026`.
pub fn source_words(l: Locale, source: usize, as_of: &str) -> String {
    let date = date_words(l, as_of);
    match SOURCES.get(source) {
        Some(s) if !s.title.is_empty() => l.fill(
            k::channel_page::facts,
            &[("source", s.title), ("date", &date)],
        ),
        // The second entry of the list stands for our own recommendation.
        Some(_) if source == 1 => l.fill(
            k::channel_page::facts,
            &[("source", l.t(k::limit_words::editorial)), ("date", &date)],
        ),
        _ => l.fill(k::channel_page::facts_none, &[("date", &date)]),
    }
}

/// A date of the data files: a day, a month or a year.
pub fn date_words(l: Locale, as_of: &str) -> String {
    if let Some(day) = civil::parse_date(as_of) {
        return l.short_date(day);
    }
    match as_of.len() {
        _ if as_of.contains("undated") => l.t(k::channel_page::undated).to_owned(),
        7 => civil::parse_date(&format!("{as_of}-01"))
            .map_or_else(|| as_of.to_owned(), |d| l.month(d)),
        _ => as_of.to_owned(),
    }
}

/// Is a fact too weak to be called checked.
pub const fn unverified(confidence: Confidence) -> bool {
    matches!(confidence, Confidence::Low)
}

/// May ads be placed on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ads {
    /// An option of the model: from the user, or from the data for the Russian market.
    Known(&'static str),
    /// The data cannot decide it.
    Unclear,
    /// There is no data on this market.
    NoData,
}

/// What the data say for the market of the project. The market counts as Russian until it is chosen.
pub fn ads_by_data(country: &str, platform: &data::Channel) -> Ads {
    if !matches!(country, "" | "ru") {
        return Ads::NoData;
    }
    match platform.ads {
        // A weak source does not allow anything.
        "allowed_with_labelling" if unverified(platform.confidence) => Ads::Unclear,
        "allowed_with_labelling" => Ads::Known("with_label"),
        "disputed_high_risk" => Ads::Known("disputed"),
        "banned" => Ads::Known("banned"),
        _ => Ads::Unclear,
    }
}

/// The state of advertising on a channel: the user's word first, then the data.
pub fn ads(w: &Workbook, channel: &Channel) -> Ads {
    let own = super::ADS_ALLOWED.get(channel.ads.id()).map(|o| o.id);
    match (own, data::channel(channel.platform.id())) {
        (Some(id), _) => Ads::Known(id),
        (None, Some(platform)) => ads_by_data(w.frame.country.id(), platform),
        (None, None) => Ads::NoData,
    }
}

impl Channel {
    /// Is the channel worked in.
    pub fn used(&self) -> bool {
        self.usage.is("yes")
    }
}

/// Checklist items done and all of them. Ids of another platform or version do not count.
pub fn checklist(channel: &Channel) -> (usize, usize) {
    let Some(platform) = data::channel(channel.platform.id()) else {
        return (0, 0);
    };
    let done = platform
        .items()
        .filter(|i| channel.checklist.iter().any(|c| c == i.id))
        .count();
    (done, platform.items().count())
}

/// Are the two administrators one person.
pub fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (text::fold(a.trim()), text::fold(b.trim()));
    !a.is_empty() && a == b
}

/// The name of a platform without the asterisk of the data: the document adds its own.
pub fn plain_name(name: &str) -> String {
    name.replace('*', "")
}

/// One or two letters for the avatar of the preview.
pub fn initials(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// A number of the data as the user would type it.
pub fn typed(value: Option<f64>) -> String {
    value.map(|n| number::plain(n, 2)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;

    fn platform(id: &str) -> &'static data::Channel {
        data::channel(id).unwrap()
    }

    #[test]
    fn slots_find_the_limits_of_a_business_page() {
        for (id, slot, fact, value) in [
            ("vk", Slot::Name, "title", Some(48.0)),
            ("vk", Slot::Handle, "screen_name", Some(32.0)),
            ("vk", Slot::Bio, "description", None),
            ("telegram", Slot::Name, "channel_name", Some(255.0)),
            ("telegram", Slot::Bio, "channel_description", Some(255.0)),
            ("telegram", Slot::Handle, "username", Some(32.0)),
            ("instagram", Slot::Bio, "bio", Some(150.0)),
            ("linkedin", Slot::Bio, "company_about", Some(2000.0)),
            ("facebook", Slot::Name, "page_name", Some(75.0)),
            ("tiktok", Slot::Name, "nickname", Some(30.0)),
        ] {
            let found = slot.fact(platform(id)).unwrap();
            assert_eq!((found.id, found.value), (fact, value), "{id}");
        }
    }

    #[test]
    fn a_correction_counts_only_for_its_fact_and_when_it_is_a_number() {
        let fact = Slot::Name.fact(platform("vk")).unwrap();
        let mut c = Channels::default();
        assert_eq!(characters(&c, "vk", fact), Some(48));
        let row = |platform: &str, fact: &str, value: &str| LimitOverride {
            id: RowId(1),
            platform: platform.into(),
            fact: fact.into(),
            value: value.into(),
            ..LimitOverride::default()
        };
        for (over, want) in [
            (row("vk", "title", "60"), Some(60)),
            (row("ok", "title", "60"), Some(48)),
            (row("vk", "screen_name", "60"), Some(48)),
            (row("vk", "title", "много"), Some(48)),
            (row("vk", "title", ""), Some(48)),
        ] {
            c.overrides = vec![over];
            assert_eq!(characters(&c, "vk", fact), want);
        }
        // A fact without a number gets one.
        let bio = Slot::Bio.fact(platform("vk")).unwrap();
        assert_eq!(characters(&c, "vk", bio), None);
        c.overrides = vec![row("vk", "description", "3000")];
        assert_eq!(characters(&c, "vk", bio), Some(3000));
    }

    #[test]
    fn ads_follow_the_market_and_the_user() {
        let mut w = Workbook::default();
        let mut c = Channel {
            platform: "telegram".into(),
            ..Channel::default()
        };
        assert_eq!(ads(&w, &c), Ads::Known("disputed"));
        c.ads = "with_label".into();
        assert_eq!(ads(&w, &c), Ads::Known("with_label"));
        c.ads = "".into();
        w.frame.country = "kz".into();
        assert_eq!(ads(&w, &c), Ads::NoData);
        w.frame.country = "ru".into();
        for (id, want) in [
            ("vk", Ads::Known("with_label")),
            ("instagram", Ads::Known("banned")),
            ("tiktok", Ads::Unclear),
            ("pinterest", Ads::Unclear),
            ("dzen", Ads::Unclear),
            ("unknown", Ads::NoData),
        ] {
            c.platform = id.into();
            assert_eq!(ads(&w, &c), want, "{id}");
        }
    }

    #[test]
    fn progress_counts_the_items_of_the_platform() {
        let mut c = Channel {
            platform: "vk".into(),
            ..Channel::default()
        };
        c.checklist = ["name", "handle", "name", "of_a_later_version"]
            .map(str::to_owned)
            .to_vec();
        let (done, of) = checklist(&c);
        assert_eq!((done, of), (2, platform("vk").checklist.len()));
        c.platform = "".into();
        assert_eq!(checklist(&c), (0, 0));
    }

    #[test]
    fn one_person_is_one_person_however_typed() {
        assert!(same_person("Лена Ёлкина ", "лена елкина"));
        assert!(!same_person("", " "));
        assert!(!same_person("Лена", "Марина"));
    }

    #[test]
    fn facts_read_as_words() {
        let l = Locale::Ru;
        for c in data::CHANNELS {
            for f in c.fields.iter().chain(c.limits) {
                if let Some(words) = value_words(l, f, f.value) {
                    assert!(!words.trim().is_empty(), "{} {}", c.id, f.id);
                }
                assert!(
                    !source_words(l, f.source, f.as_of).contains("{"),
                    "{} {}",
                    c.id,
                    f.id
                );
            }
        }
        assert_eq!(date_words(l, "2026-03"), "март 2026");
        assert_eq!(date_words(l, "2026-11-22"), "22.11.2026");
        assert_eq!(date_words(l, "2022"), "2022");
        assert!(!date_words(l, "undated (after 2022)").contains("undated"));
        assert_eq!(initials("Лампа | кофейня на Тополиной"), "ЛК");
        assert_eq!(initials(" "), "");
    }
}
