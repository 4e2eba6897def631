//! Numbers, money and dates as each language writes them. Own fixed formats, so that exported files
//! are the same in every browser.

use super::{Locale, k};
use crate::kernel::Key;
use crate::kernel::number::plain;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

/// No-break space: between groups of digits and before units.
const NBSP: char = '\u{a0}';

impl Locale {
    /// `1 234 567,5` or `1,234,567.5`, at most `decimals` decimals.
    pub fn number(self, n: f64, decimals: usize) -> String {
        let text = plain(n, decimals);
        let (sign, digits) = text
            .strip_prefix('-')
            .map_or(("", text.as_str()), |d| ("−", d));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (group, point) = match self {
            Self::Ru => (NBSP, ','),
            Self::En => (',', '.'),
        };
        let mut out = String::from(sign);
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                out.push(group);
            }
            out.push(c);
        }
        if !fraction.is_empty() {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }
    /// `25 %` in Russian, `25%` in English.
    pub fn percent(self, n: f64, decimals: usize) -> String {
        match self {
            Self::Ru => format!("{}{NBSP}%", self.number(n, decimals)),
            Self::En => format!("{}%", self.number(n, decimals)),
        }
    }
    /// An amount in minor units: `15 000 ₽`, `₽15,000`; minor units only when there are some.
    pub fn money(self, minor: i64, currency: &str) -> String {
        let sign = match currency {
            "RUB" => "₽",
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "KZT" => "₸",
            code => code,
        };
        #[allow(clippy::cast_precision_loss)]
        let number = if minor % 100 == 0 {
            self.number((minor / 100) as f64, 0)
        } else {
            let whole = self.number((minor / 100) as f64, 0);
            let point = if self == Self::Ru { ',' } else { '.' };
            let minus = if minor < 0 && minor > -100 { "−" } else { "" };
            format!("{minus}{whole}{point}{:02}", (minor % 100).abs())
        };
        match self {
            Self::En if sign.chars().count() == 1 => match number.strip_prefix('−') {
                Some(number) => format!("−{sign}{number}"),
                None => format!("{sign}{number}"),
            },
            _ => format!("{number}{NBSP}{sign}"),
        }
    }
    /// `8 марта 2026 г.` or `8 March 2026`.
    pub fn date(self, date: NaiveDate) -> String {
        let month = self.t(MONTHS_OF[date.month0() as usize]);
        match self {
            Self::Ru => format!("{}{NBSP}{month} {}{NBSP}г.", date.day(), date.year()),
            Self::En => format!("{}{NBSP}{month} {}", date.day(), date.year()),
        }
    }
    /// `8 марта` or `8 March`.
    pub fn day_month(self, date: NaiveDate) -> String {
        format!(
            "{}{NBSP}{}",
            date.day(),
            self.t(MONTHS_OF[date.month0() as usize])
        )
    }
    /// `08.03.2026` or `08/03/2026`.
    pub fn short_date(self, date: NaiveDate) -> String {
        let format = if self == Self::Ru {
            "%d.%m.%Y"
        } else {
            "%d/%m/%Y"
        };
        date.format(format).to_string()
    }
    /// `март 2026` or `March 2026`, for the heading of a calendar.
    pub fn month(self, date: NaiveDate) -> String {
        format!("{} {}", self.t(MONTHS[date.month0() as usize]), date.year())
    }
    /// `Пн` or `Mon`.
    pub fn weekday_short(self, day: Weekday) -> &'static str {
        self.t(WEEKDAYS_SHORT[day.num_days_from_monday() as usize])
    }
    /// `понедельник` or `Monday`.
    pub fn weekday(self, day: Weekday) -> &'static str {
        self.t(WEEKDAYS[day.num_days_from_monday() as usize])
    }
    /// `9:30`, `18:00`.
    pub fn time(self, time: NaiveTime) -> String {
        format!("{}:{:02}", time.hour(), time.minute())
    }
    /// First day of the week. Both languages use Monday: English here is British-neutral.
    pub const fn first_weekday(self) -> Weekday {
        Weekday::Mon
    }
    /// `a, b and c`.
    pub fn join(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => format!("{} {} {last}", head.join(", "), self.t(k::word::and)),
        }
    }
}

const MONTHS: [Key; 12] = {
    use k::month::*;
    [m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12]
};
const MONTHS_OF: [Key; 12] = {
    use k::month_of::*;
    [m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12]
};
const WEEKDAYS: [Key; 7] = {
    use k::weekday::*;
    [mon, tue, wed, thu, fri, sat, sun]
};
const WEEKDAYS_SHORT: [Key; 7] = {
    use k::weekday_short::*;
    [mon, tue, wed, thu, fri, sat, sun]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Plural;

    #[test]
    fn numbers_are_grouped_by_language() {
        assert_eq!(Locale::Ru.number(1_234_567.5, 2), "1\u{a0}234\u{a0}567,5");
        assert_eq!(Locale::En.number(1_234_567.5, 2), "1,234,567.5");
        assert_eq!(Locale::Ru.number(1234.0, 0), "1\u{a0}234");
        assert_eq!(Locale::En.number(-12.0, 0), "−12");
        assert_eq!(Locale::Ru.percent(25.0, 0), "25\u{a0}%");
        assert_eq!(
            Locale::En.percent(2.55, 1),
            "2.5%".replace("2.5", &plain(2.55, 1))
        );
    }

    #[test]
    fn money_shows_minor_units_only_when_there_are_some() {
        assert_eq!(Locale::Ru.money(1_500_000, "RUB"), "15\u{a0}000\u{a0}₽");
        assert_eq!(Locale::Ru.money(1_500_050, "RUB"), "15\u{a0}000,50\u{a0}₽");
        assert_eq!(Locale::En.money(1_500_000, "USD"), "$15,000");
        assert_eq!(Locale::En.money(-1_250, "GBP"), "−£12.50");
        assert_eq!(Locale::En.money(-50, "GBP"), "−£0.50");
        assert_eq!(Locale::En.money(900, "BYN"), "9\u{a0}BYN");
    }

    #[test]
    fn dates_are_written_out() {
        let d = NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
        assert_eq!(Locale::Ru.date(d), "8\u{a0}марта 2026\u{a0}г.");
        assert_eq!(Locale::En.date(d), "8\u{a0}March 2026");
        assert_eq!(Locale::Ru.month(d), "март 2026");
        assert_eq!(Locale::Ru.short_date(d), "08.03.2026");
    }

    /// The Russian rule restated from CLDR over the digits of the number, not over arithmetic.
    fn by_digits(n: u32) -> Plural {
        let s = format!("0{n}");
        let (tens, units) = (&s[s.len() - 2..s.len() - 1], &s[s.len() - 1..]);
        match (tens, units) {
            ("1", _) => Plural::Many,
            (_, "1") => Plural::One,
            (_, "2" | "3" | "4") => Plural::Few,
            _ => Plural::Many,
        }
    }

    #[test]
    fn plurals_from_0_to_1000_and_decimals() {
        for n in 0..=1000_u32 {
            assert_eq!(Locale::Ru.plural(f64::from(n), false), by_digits(n), "{n}");
            let en = if n == 1 { Plural::One } else { Plural::Other };
            assert_eq!(Locale::En.plural(f64::from(n), false), en, "{n}");
        }
        for n in [0.5, 1.5, 2.3, 21.1] {
            assert_eq!(Locale::Ru.plural(n, true), Plural::Other);
            assert_eq!(Locale::En.plural(n, true), Plural::Other);
        }
        let posts = |n| Locale::Ru.count(k::count::posts, n);
        assert_eq!(
            [posts(0), posts(1), posts(2), posts(5), posts(11), posts(21)],
            [
                "0 постов",
                "1 пост",
                "2 поста",
                "5 постов",
                "11 постов",
                "21 пост"
            ]
            .map(|s| s.replacen(' ', "\u{a0}", 1))
        );
        assert_eq!(Locale::Ru.amount(k::count::posts, 1.5, 1), "1,5\u{a0}поста");
        assert_eq!(Locale::En.count(k::count::posts, 1), "1\u{a0}post");
    }
}
