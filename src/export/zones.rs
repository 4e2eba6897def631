//! The time zones a project can have, as calendars need them. Where the clocks are not turned a zone is one offset; that
//! holds for the Russian ones since 2014 (Magadan and Samara since 2016), for Kazakhstan since March 2024.
//! Known as of November 2026.

/// A zone.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    /// Id of the option in the workbook.
    pub id: &'static str,
    /// Name in the zone database.
    pub name: &'static str,
    /// Its clock.
    pub clock: Clock,
}

/// How a zone's clock goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Always so many hours ahead of UTC.
    Fixed(i8),
    /// European summer time: hours ahead of UTC in winter; one more from the last Sunday of March, 01:00 UTC, to that of October.
    Europe(i8),
    /// Summer time of the United States: from the second Sunday of March to the first of November, at two in the morning.
    America(i8),
}

const fn zone(id: &'static str, name: &'static str, clock: Clock) -> Zone {
    Zone { id, name, clock }
}

/// Every zone of the workbook.
pub const ZONES: &[Zone] = &[
    zone("kaliningrad", "Europe/Kaliningrad", Clock::Fixed(2)),
    zone("moscow", "Europe/Moscow", Clock::Fixed(3)),
    zone("samara", "Europe/Samara", Clock::Fixed(4)),
    zone("yekaterinburg", "Asia/Yekaterinburg", Clock::Fixed(5)),
    zone("omsk", "Asia/Omsk", Clock::Fixed(6)),
    zone("krasnoyarsk", "Asia/Krasnoyarsk", Clock::Fixed(7)),
    zone("irkutsk", "Asia/Irkutsk", Clock::Fixed(8)),
    zone("yakutsk", "Asia/Yakutsk", Clock::Fixed(9)),
    zone("vladivostok", "Asia/Vladivostok", Clock::Fixed(10)),
    zone("magadan", "Asia/Magadan", Clock::Fixed(11)),
    zone("kamchatka", "Asia/Kamchatka", Clock::Fixed(12)),
    zone("minsk", "Europe/Minsk", Clock::Fixed(3)),
    zone("almaty", "Asia/Almaty", Clock::Fixed(5)),
    zone("yerevan", "Asia/Yerevan", Clock::Fixed(4)),
    zone("tbilisi", "Asia/Tbilisi", Clock::Fixed(4)),
    zone("tashkent", "Asia/Tashkent", Clock::Fixed(5)),
    zone("belgrade", "Europe/Belgrade", Clock::Europe(1)),
    zone("london", "Europe/London", Clock::Europe(0)),
    zone("new_york", "America/New_York", Clock::America(-5)),
];

/// The zone of an option's id; nothing for a blank or unknown one.
pub fn zone_of(id: &str) -> Option<&'static Zone> {
    ZONES.iter().find(|z| z.id == id)
}

/// `+0530`.
fn offset(hours: i8) -> String {
    let sign = if hours < 0 { '-' } else { '+' };
    format!("{sign}{:02}00", hours.unsigned_abs())
}

impl Zone {
    /// The lines of its VTIMEZONE (RFC 5545, 3.6.5).
    pub fn lines(&self) -> Vec<String> {
        let mut out = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", self.name)];
        let mut part = |kind: &str, start: &str, rule: &str, from: i8, to: i8| {
            out.push(format!("BEGIN:{kind}"));
            out.push(format!("DTSTART:{start}"));
            if !rule.is_empty() {
                out.push(format!("RRULE:FREQ=YEARLY;{rule}"));
            }
            out.push(format!("TZOFFSETFROM:{}", offset(from)));
            out.push(format!("TZOFFSETTO:{}", offset(to)));
            out.push(format!("END:{kind}"));
        };
        match self.clock {
            Clock::Fixed(h) => part("STANDARD", "19700101T000000", "", h, h),
            Clock::Europe(h) => {
                let hour = |add: i8| format!("{:02}0000", h + add);
                let spring = format!("19960331T{}", hour(1));
                let autumn = format!("19961027T{}", hour(2));
                part("DAYLIGHT", &spring, "BYMONTH=3;BYDAY=-1SU", h, h + 1);
                part("STANDARD", &autumn, "BYMONTH=10;BYDAY=-1SU", h + 1, h);
            }
            Clock::America(h) => {
                part(
                    "DAYLIGHT",
                    "20070311T020000",
                    "BYMONTH=3;BYDAY=2SU",
                    h,
                    h + 1,
                );
                part(
                    "STANDARD",
                    "20071104T020000",
                    "BYMONTH=11;BYDAY=1SU",
                    h + 1,
                    h,
                );
            }
        }
        out.push("END:VTIMEZONE".into());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::frame::ZONE;

    #[test]
    fn every_zone_of_the_workbook_is_known_and_says_what_its_option_says() {
        use crate::i18n::Locale;
        for option in ZONE.options {
            let zone = zone_of(option.id).unwrap_or_else(|| panic!("{}", option.id));
            let label = Locale::En.label(option.label).replace('−', "-");
            let want = match zone.clock {
                Clock::Fixed(h) => format!("UTC+{h}"),
                Clock::Europe(h) => format!("UTC+{h}/+{}", h + 1),
                Clock::America(h) => format!("UTC{h}/{}", h + 1),
            };
            assert!(label.ends_with(&want), "{label}: {want}");
        }
        assert_eq!(ZONES.len(), ZONE.options.len());
        assert!(zone_of("").is_none());
    }
}
