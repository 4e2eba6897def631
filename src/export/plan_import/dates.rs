//! Dates and times as people and programs write them, in both languages. The result is a local date: a zone in the text is
//! reported, never calculated with.

use crate::i18n::Locale;
use crate::kernel::text::fold;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// Which number of `03/08/2026` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMonth {
    /// 3 August.
    DayFirst,
    /// 8 March.
    MonthFirst,
}

/// What had to be assumed to read a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Day and month may be the other way round.
    Order,
    /// There was no year.
    Year,
    /// A time zone stood there; the hour was taken as written.
    Zone,
    /// It was the number that spreadsheets keep for a day.
    Serial,
}

/// A date that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The day.
    pub date: NaiveDate,
    /// The time of day, when one stood beside it.
    pub time: Option<NaiveTime>,
    /// What was assumed.
    pub doubt: Option<Doubt>,
}

/// The parts of a text that is a date.
#[derive(Default)]
struct Parts {
    numeric: Option<(Vec<u32>, bool, bool)>,
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    time: Option<NaiveTime>,
    half: Option<bool>,
    zone: bool,
}

/// Reads a date, with a time when one stands beside it. `order` decides where numbers do not; `near` is a day the plan is
/// about, for dates without a year. Nothing when it is no date, or more than one.
pub fn read(text: &str, order: Option<DayMonth>, near: Option<NaiveDate>) -> Option<Read> {
    let parts = parts(text)?;
    let time = match (parts.time, parts.half) {
        (Some(time), half) => Some(halved(time, half)?),
        (None, Some(_)) => return None,
        (None, None) => None,
    };
    let (date, doubt) = match (&parts.numeric, parts.month, parts.numbers.as_slice()) {
        (Some((n, year_first, dots)), None, []) => numeric(n, *year_first, *dots, order, near)?,
        (None, Some(month), [(day, _), (year, _)]) if *day <= 31 => {
            (ymd(full_year(*year), month, *day)?, None)
        }
        (None, Some(month), [(year, 4), (day, _)]) => (ymd(*year, month, *day)?, None),
        (None, Some(month), [(day, _)]) => (near_year(month, *day, near?)?, Some(Doubt::Year)),
        (None, None, [(serial, 5)]) if time.is_none() => {
            let day = NaiveDate::from_ymd_opt(1899, 12, 30)? + Days::new(u64::from(*serial));
            (day, Some(Doubt::Serial))
        }
        _ => return None,
    };
    let doubt = if parts.zone { Some(Doubt::Zone) } else { doubt };
    Some(Read { date, time, doubt })
}

/// Reads a time of day on its own: `9:30`, `18.00`, `6 pm`, `18:00:00`.
pub fn time(text: &str) -> Option<NaiveTime> {
    let text = fold(text);
    let text = text.trim();
    let half = [("am", false), ("pm", true)]
        .into_iter()
        .find_map(|(mark, half)| {
            let rest = text.replace(['.', ' '], "");
            Some((rest.strip_suffix(mark)?.len(), half))
        });
    let Some((_, half)) = half else {
        return clock(text)
            .map(|(t, _)| t)
            .or_else(|| crate::kernel::civil::parse_time(text));
    };
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let time = clock(digits)
        .map(|(t, _)| t)
        .or_else(|| crate::kernel::civil::parse_time(digits))?;
    halved(time, Some(half))
}

/// What the numbers of a column say about its order: nothing when none of them says, or they disagree.
pub fn order<'a>(cells: impl Iterator<Item = &'a str>) -> Option<DayMonth> {
    let (mut day, mut month) = (false, false);
    for cell in cells.take(5_000) {
        let Some((n, false, false)) = parts(cell).and_then(|p| p.numeric) else {
            continue;
        };
        day |= n.first().is_some_and(|n| *n > 12);
        month |= n.get(1).is_some_and(|n| *n > 12);
    }
    match (day, month) {
        (true, false) => Some(DayMonth::DayFirst),
        (false, true) => Some(DayMonth::MonthFirst),
        _ => None,
    }
}

fn parts(text: &str) -> Option<Parts> {
    if text.len() > 80 {
        return None;
    }
    let mut out = Parts::default();
    let text = fold(text).replace([',', '\u{a0}', '\u{202f}'], " ");
    for word in text.split_whitespace() {
        // 2026-12-01T10:00:00Z
        match word.split_once('t') {
            Some((day, hour))
                if day.ends_with(|c: char| c.is_ascii_digit())
                    && hour.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                self::word(&mut out, day)?;
                self::word(&mut out, hour)?;
            }
            _ => self::word(&mut out, word)?,
        }
    }
    Some(out)
}

fn word(out: &mut Parts, word: &str) -> Option<()> {
    let plain = word.trim_matches(['.', '(', ')', '[', ']']);
    if plain.contains(':') {
        if out.time.is_some() {
            return None;
        }
        let (time, rest) = clock(plain)?;
        out.time = Some(time);
        match rest {
            "" => {}
            "am" => out.half = Some(false),
            "pm" => out.half = Some(true),
            rest if rest == "z" || rest.starts_with(['+', '-']) => out.zone = true,
            _ => return None,
        }
        return Some(());
    }
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        if plain.bytes().all(|b| b.is_ascii_digit()) {
            let n = plain.parse().ok().filter(|_| plain.len() <= 5)?;
            out.numbers.push((n, plain.len()));
            return (out.numbers.len() <= 2).then_some(());
        }
        if plain.contains(['.', '-', '/']) {
            if out.numeric.is_some() {
                return None;
            }
            let pieces: Vec<&str> = plain.split(['.', '-', '/']).collect();
            let fit = |p: &&str| (1..=4).contains(&p.len());
            if !(2..=3).contains(&pieces.len()) || !pieces.iter().all(fit) {
                return None;
            }
            // 8-Mar-2026
            if let [day, name, year] = pieces.as_slice()
                && let Some(month) = month(name)
            {
                out.month = Some(month);
                out.numbers.push((day.parse().ok()?, day.len()));
                out.numbers.push((year.parse().ok()?, year.len()));
                return Some(());
            }
            let mut numbers: Vec<u32> = Vec::new();
            for piece in &pieces {
                numbers.push(piece.parse().ok()?);
            }
            if let [.., last] = numbers.as_mut_slice()
                && pieces.len() == 3
                && pieces[0].len() < 3
                && pieces[2].len() == 2
            {
                *last = full_year(*last);
            }
            out.numeric = Some((numbers, pieces[0].len() == 4, plain.contains('.')));
            return Some(());
        }
        // 1st, 2nd, 3rd, 6pm
        let end = plain.find(|c: char| !c.is_ascii_digit())?;
        let (digits, mark) = plain.split_at(end);
        let n = digits.parse().ok().filter(|_| end <= 2)?;
        match mark {
            "am" | "pm" => {
                out.time = NaiveTime::from_hms_opt(n, 0, 0);
                out.half = Some(mark == "pm");
            }
            "st" | "nd" | "rd" | "th" => out.numbers.push((n, end)),
            _ => return None,
        }
        return Some(());
    }
    match plain {
        "" | "at" | "of" | "the" | "\u{433}" | "\u{433}\u{43e}\u{434}\u{430}" | "\u{432}" => {}
        "am" | "pm" => out.half = Some(plain == "pm"),
        "utc" | "gmt" | "z" | "msk" | "\u{43c}\u{441}\u{43a}" => out.zone = true,
        _ if plain.starts_with(['+', '-']) && plain.len() > 2 && out.time.is_some() => {
            out.zone = true;
        }
        _ => match month(plain) {
            Some(month) if out.month.is_none() => out.month = Some(month),
            _ if weekday(plain) => {}
            _ => return None,
        },
    }
    Some(())
}

/// A day of numbers. A point always parts day, month, year in this order.
fn numeric(
    n: &[u32],
    year_first: bool,
    dots: bool,
    order: Option<DayMonth>,
    near: Option<NaiveDate>,
) -> Option<(NaiveDate, Option<Doubt>)> {
    if let ([y, m, d], true) = (n, year_first) {
        return Some((ymd(*y, *m, *d)?, None));
    }
    let (a, b) = (*n.first()?, *n.get(1)?);
    let sure = dots || a > 12 || b > 12 || a == b || order.is_some();
    let month_first = !dots && a <= 12 && (b > 12 || order == Some(DayMonth::MonthFirst));
    let (day, month) = if month_first { (b, a) } else { (a, b) };
    match n.get(2) {
        Some(year) => Some((ymd(*year, month, day)?, (!sure).then_some(Doubt::Order))),
        None => Some((near_year(month, day, near?)?, Some(Doubt::Year))),
    }
}

fn ymd(y: u32, m: u32, d: u32) -> Option<NaiveDate> {
    let y = i32::try_from(y)
        .ok()
        .filter(|y| (1900..=2200).contains(y))?;
    NaiveDate::from_ymd_opt(y, m, d)
}

fn full_year(n: u32) -> u32 {
    if n < 100 { 2000 + n } else { n }
}

/// The day in the year that puts it closest after the plan begins; a little before is no other year.
fn near_year(month: u32, day: u32, near: NaiveDate) -> Option<NaiveDate> {
    let from = near.checked_sub_days(Days::new(60))?;
    (from.year()..from.year() + 9)
        .filter_map(|y| NaiveDate::from_ymd_opt(y, month, day))
        .find(|date| *date >= from)
}

/// `9:30`, `09:30:00`, `10:00:00.000`, and what stands behind.
fn clock(text: &str) -> Option<(NaiveTime, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.');
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut pieces = digits.split(':');
    let (h, m) = (pieces.next()?, pieces.next()?);
    let s = pieces.next().unwrap_or("0");
    let s = s.split('.').next().unwrap_or("0");
    if pieces.next().is_some() || [h, m, s].iter().any(|p| p.is_empty() || p.len() > 2) {
        return None;
    }
    let time = NaiveTime::from_hms_opt(h.parse().ok()?, m.parse().ok()?, 0)?;
    s.parse::<u32>().ok().filter(|s| *s < 60)?;
    Some((time, rest))
}

fn halved(time: NaiveTime, half: Option<bool>) -> Option<NaiveTime> {
    use chrono::Timelike;
    let hour = match (half, time.hour()) {
        (None, h) => h,
        (Some(false), 12) => 0,
        (Some(true), h) if h < 12 => h + 12,
        (Some(_), h) if h <= 12 => h,
        _ => return None,
    };
    time.with_hour(hour)
}

/// The number of a month by its name in either language, in full, in the genitive, or its first three letters and more.
fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    (1..=12).find(|m| {
        let day = NaiveDate::from_ymd_opt(2026, *m, 1);
        day.is_some_and(|day| {
            Locale::ALL.iter().any(|l| {
                let (plain, of) = (fold(&l.month(day)), fold(&l.day_month(day)));
                let names = [
                    plain.split(' ').next(),
                    of.split(['\u{a0}', ' ']).next_back(),
                ];
                names
                    .into_iter()
                    .flatten()
                    .any(|name| name.starts_with(word))
            })
        })
    })
}

fn weekday(word: &str) -> bool {
    let days = (0..7).filter_map(|n| Weekday::try_from(n).ok());
    days.into_iter().any(|day| {
        Locale::ALL.iter().any(|l| {
            let (full, short) = (fold(l.weekday(day)), fold(l.weekday_short(day)));
            word == short || word.chars().count() >= 3 && full.starts_with(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }
    fn t(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn a_day_is_read_in_every_common_form() {
        let near = Some(d("2026-02-01"));
        for text in [
            "2026-03-08",
            "08.03.2026",
            "8.3.26",
            "2026/03/08",
            "8 марта 2026",
            "8 марта 2026 г.",
            "8 мар 2026",
            "воскресенье, 8 марта 2026 года",
            "вс 8 мар. 2026",
            "March 8, 2026",
            "Mar 8 2026",
            "8 March 2026",
            "8th of March 2026",
            "Sunday, March 8th, 2026",
            "8-Mar-2026",
            "08-mar-26",
            "2026 March 8",
        ] {
            let want = Read {
                date: d("2026-03-08"),
                time: None,
                doubt: None,
            };
            assert_eq!(read(text, None, near), Some(want), "{text}");
        }
        for (text, doubt) in [
            ("8/3/2026", Doubt::Order),
            ("08-03-2026", Doubt::Order),
            ("8 марта", Doubt::Year),
            ("08.03", Doubt::Year),
            ("Mar 8", Doubt::Year),
            ("46089", Doubt::Serial),
        ] {
            let want = Read {
                date: d("2026-03-08"),
                time: None,
                doubt: Some(doubt),
            };
            assert_eq!(read(text, None, near), Some(want), "{text}");
        }
        let month_first = read("8/3/2026", Some(DayMonth::MonthFirst), None).unwrap();
        assert_eq!(
            (month_first.date, month_first.doubt),
            (d("2026-08-03"), None)
        );
        assert_eq!(
            read("03/28/2026", None, None).unwrap().date,
            d("2026-03-28")
        );
        for text in [
            "",
            "скоро",
            "31.02.2026",
            "1.13.2026",
            "8 марта — 9 марта 2026",
            "1–5 декабря",
            "2026",
            "12",
            "99999999999999",
            "1.2.3.4",
            "8 марта 2026 8 апреля 2027",
            "March",
            "2026-03-08 2026-03-09",
            "0",
            "00.00.0000",
            "8 of",
            "pm",
        ] {
            assert_eq!(read(text, None, near), None, "{text}");
        }
    }

    #[test]
    fn a_time_beside_the_day_comes_along() {
        for (text, time, doubt) in [
            ("2026-03-08 18:30", t(18, 30), None),
            ("08.03.2026 в 9:05", t(9, 5), None),
            ("8 марта 2026 г., 18:30", t(18, 30), None),
            ("Mar 8, 2026 3:00 PM", t(15, 0), None),
            ("March 8, 2026 at 12:15am", t(0, 15), None),
            ("Mar 8, 2026 6pm", t(18, 0), None),
            ("2026-03-08T10:00:00", t(10, 0), None),
            ("2026-03-08T10:00:00.000Z", t(10, 0), Some(Doubt::Zone)),
            ("2026-03-08T10:00:00+03:00", t(10, 0), Some(Doubt::Zone)),
            ("March 8, 2026 10:00 (UTC)", t(10, 0), Some(Doubt::Zone)),
        ] {
            let want = Read {
                date: d("2026-03-08"),
                time: Some(time),
                doubt,
            };
            assert_eq!(read(text, None, None), Some(want), "{text}");
        }
        for (text, want) in [
            ("9:30", t(9, 30)),
            ("18.00", t(18, 0)),
            ("6 pm", t(18, 0)),
            ("6:30 p.m.", t(18, 30)),
            ("12 AM", t(0, 0)),
            ("18:00:00", t(18, 0)),
            ("18", t(18, 0)),
        ] {
            assert_eq!(time(text), Some(want), "{text}");
        }
        for text in ["", "утром", "25:00", "9:75", "pm", "13 pm"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_column_says_which_number_is_the_day() {
        assert_eq!(
            order(["03/08/2026", "03/28/2026"].into_iter()),
            Some(DayMonth::MonthFirst)
        );
        assert_eq!(
            order(["28/03/2026", "x"].into_iter()),
            Some(DayMonth::DayFirst)
        );
        assert_eq!(order(["28/03/2026", "03/28/2026"].into_iter()), None);
        assert_eq!(order(["28.03.2026", "01/02/2026"].into_iter()), None);
    }

    #[test]
    fn a_day_without_a_year_is_the_next_one() {
        let date = |text, near| read(text, None, Some(d(near))).unwrap().date;
        assert_eq!(date("15 января", "2026-12-01"), d("2027-01-15"));
        assert_eq!(date("20 ноября", "2026-12-01"), d("2026-11-20"));
        assert_eq!(date("29.02", "2026-12-01"), d("2028-02-29"));
    }
}
