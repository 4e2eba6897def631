//! Local dates and times of day, without time zones: a plan date is the same day everywhere.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// Reads `2026-03-08`, `08.03.2026`, `8.3.26`, `8/3/2026` (day first). Years 1900 to 2200;
/// two-digit years are of this century. Nothing when blank or not a date.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    stored(text.as_bytes()).or_else(|| typed(text))
}

/// The form that is stored, which is read by the thousand on every review.
fn stored(text: &[u8]) -> Option<NaiveDate> {
    if text.len() != 10 {
        return None;
    }
    // One loop over the bytes: three closures over slices cost three times as much in a build for size.
    let (mut numbers, mut part) = ([0; 3], 0);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'-' if at == 4 || at == 7 => part += 1,
            b'0'..=b'9' => numbers[part] = numbers[part] * 10 + u32::from(byte - b'0'),
            _ => return None,
        }
    }
    let [y, m, d] = numbers;
    day(y, m, d).filter(|_| part == 2)
}

fn day(y: u32, m: u32, d: u32) -> Option<NaiveDate> {
    if !(1900..=2200).contains(&y) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, d)
}

fn typed(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '.', '/']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |s: &str| -> Option<u32> {
        (!s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    let (y, m, d) = if a.len() == 4 {
        (number(a)?, number(b)?, number(c)?)
    } else {
        let year = number(c)?;
        let year = if c.len() == 2 { 2000 + year } else { year };
        (year, number(b)?, number(a)?)
    };
    day(y, m, d)
}

/// Reads `9:30`, `09.30`, `18`, `0930`. Nothing when blank or not a time.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (h, m) = match text.split_once([':', '.', '-', ' ']) {
        Some((h, m)) => (h.trim(), m.trim()),
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => (text, "0"),
    };
    if h.is_empty() || h.len() > 2 || m.is_empty() || m.len() > 2 {
        return None;
    }
    NaiveTime::from_hms_opt(h.parse().ok()?, m.parse().ok()?, 0)
}

/// The date in the one form that is stored and exchanged: `2026-03-08`.
pub fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// Monday of the week of `date`.
pub fn monday(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}

/// First day of the month of `date`.
pub fn month_start(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The same day `months` later or earlier, or the last day of that month when it has none.
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    let step = chrono::Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        date.checked_sub_months(step)
    } else {
        date.checked_add_months(step)
    };
    moved.unwrap_or(date)
}

/// The weeks shown for the month of `date`: whole weeks from `first` day of week, 4 to 6 of them.
pub fn month_grid(date: NaiveDate, first: Weekday) -> Vec<[NaiveDate; 7]> {
    let start = month_start(date);
    let end = add_months(start, 1);
    let back = start.weekday().days_since(first);
    let mut day = start - Days::new(u64::from(back));
    let mut weeks = Vec::with_capacity(6);
    while day < end {
        weeks.push(std::array::from_fn(|i| day + Days::new(i as u64)));
        day = day + Days::new(7);
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }

    #[test]
    fn reads_dates_as_typed() {
        for text in [
            "2026-03-08",
            "08.03.2026",
            "8.3.26",
            "8/3/2026",
            " 8.03.2026 ",
        ] {
            assert_eq!(parse_date(text), Some(d("2026-03-08")), "{text}");
        }
        for text in [
            "",
            "31.02.2026",
            "2026",
            "8 марта",
            "1.2.3.4",
            "08.03.20266",
            "0000-01-01",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn reads_times_as_typed() {
        let t = |h, m| NaiveTime::from_hms_opt(h, m, 0);
        for (text, want) in [
            ("9:30", t(9, 30)),
            ("09.30", t(9, 30)),
            ("18", t(18, 0)),
            ("0930", t(9, 30)),
        ] {
            assert_eq!(parse_time(text), want, "{text}");
        }
        for text in ["", "25:00", "9:75", "полдень", "12345"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn months_step_and_clamp() {
        assert_eq!(add_months(d("2026-01-31"), 1), d("2026-02-28"));
        assert_eq!(add_months(d("2026-03-31"), -1), d("2026-02-28"));
        assert_eq!(monday(d("2026-03-08")), d("2026-03-02"));
    }

    #[test]
    fn grid_covers_the_month_once() {
        for month in 1..=12 {
            let first = NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
            for start in [Weekday::Mon, Weekday::Sun] {
                let grid = month_grid(first, start);
                assert!((4..=6).contains(&grid.len()));
                let days: Vec<_> = grid.iter().flatten().copied().collect();
                assert_eq!(days[0].weekday(), start);
                assert!(days.windows(2).all(|w| w[1] == w[0] + Days::new(1)));
                assert!(
                    days.contains(&first) && days.contains(&(add_months(first, 1) - Days::new(1)))
                );
            }
        }
    }
}
