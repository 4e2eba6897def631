//! The planning period in numbers: its length, where today stands in it, and the ruler that shows it.

use super::Frame;
use crate::chart::{Anchor, Drawing, Shape};
use crate::i18n::{Locale, k};
use crate::kernel::civil;
use chrono::{Datelike, NaiveDate};

/// First and last day, both part of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day, not before the first.
    pub end: NaiveDate,
}

/// What the two dates say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// One of them is missing or unreadable.
    Unknown,
    /// The end is before the start.
    Reversed,
    /// A period.
    Good(Period),
}

/// Reads the two dates as typed.
pub fn read(start: &str, end: &str) -> Read {
    match (civil::parse_date(start), civil::parse_date(end)) {
        (Some(start), Some(end)) if start <= end => Read::Good(Period { start, end }),
        (Some(_), Some(_)) => Read::Reversed,
        _ => Read::Unknown,
    }
}

impl Period {
    /// The period of a frame.
    pub fn of(frame: &Frame) -> Option<Self> {
        match read(&frame.start, &frame.end) {
            Read::Good(period) => Some(period),
            _ => None,
        }
    }
    /// Days, first and last included.
    pub fn days(self) -> usize {
        usize::try_from((self.end - self.start).num_days() + 1).unwrap_or(0)
    }
    /// Weeks with one decimal; whole when they are.
    #[allow(clippy::cast_precision_loss)]
    pub fn weeks(self) -> f64 {
        (self.days() as f64 / 7.0 * 10.0).round() / 10.0
    }
    /// `13 недель`, `12,9 недели`.
    pub fn weeks_text(self, l: Locale) -> String {
        l.amount(k::frame_page_count::weeks, self.weeks(), 1)
    }
    /// How far it is: to the start, to the end, or since the end.
    pub fn left_text(self, today: NaiveDate, l: Locale) -> String {
        let days = |a: NaiveDate, b: NaiveDate| usize::try_from((b - a).num_days()).unwrap_or(0);
        if today < self.start {
            l.count(k::frame_page_count::starts, days(today, self.start))
        } else if today > self.end {
            l.count(k::frame_page_count::ended, days(self.end, today))
        } else if today == self.end {
            l.t(k::frame_page::last).into()
        } else {
            l.count(k::frame_page_count::left, days(today, self.end))
        }
    }

    /// Place of a day on a ruler of the period from 0 to 1; nothing outside of it.
    #[allow(clippy::cast_precision_loss)]
    pub fn place(self, day: NaiveDate) -> Option<f64> {
        let all = (self.end - self.start).num_days();
        let at = (day - self.start).num_days();
        (0..=all).contains(&at).then(|| {
            if all == 0 {
                0.5
            } else {
                at as f64 / all as f64
            }
        })
    }

    /// The period as a ruler with months, reviews and today.
    pub fn ruler(self, reviews: &[NaiveDate], today: NaiveDate, l: Locale) -> Drawing {
        const WIDTH: f64 = 560.0;
        const SIDE: f64 = 8.0;
        const Y: f64 = 30.0;
        let x = |at: f64| SIDE + at * (WIDTH - 2.0 * SIDE);
        let mut shapes = vec![Shape::Line {
            x1: x(0.0),
            y1: Y,
            x2: x(1.0),
            y2: Y,
            class: "c-axis",
        }];
        let tick = |at: f64, half: f64| Shape::Line {
            x1: at,
            y1: Y - half,
            x2: at,
            y2: Y + half,
            class: "c-axis",
        };
        shapes.push(tick(x(0.0), 6.0));
        shapes.push(tick(x(1.0), 6.0));
        // Months are named where there is room for the word.
        let step = (self.days() / 400 + 1).max(1);
        let mut month = civil::month_start(self.start);
        let mut n = 0_usize;
        while month <= self.end && n < 240 {
            let from = self.place(month).unwrap_or(0.0);
            let next = civil::add_months(month, 1);
            let to = self.place(next).unwrap_or(1.0);
            if month > self.start {
                shapes.push(tick(x(from), 4.0));
            }
            if (to - from) * WIDTH > 46.0 && n.is_multiple_of(step) {
                let name = l.month(month);
                let name = name.split(' ').next().unwrap_or_default().to_owned();
                let text = if (to - from) * WIDTH > 90.0 {
                    name
                } else {
                    name.chars().take(3).collect()
                };
                shapes.push(Shape::Text {
                    x: x((from + to) / 2.0),
                    y: Y + 20.0,
                    text,
                    anchor: Anchor::Middle,
                    class: "c-label-muted",
                });
            }
            month = next;
            n += 1;
        }
        let mut shown = 0;
        for at in reviews.iter().filter_map(|day| self.place(*day)) {
            shapes.push(Shape::Circle {
                x: x(at),
                y: Y,
                r: 6.0,
                class: "c-data",
            });
            shown += 1;
        }
        if let Some(at) = self.place(today) {
            let anchor = if at < 0.1 {
                Anchor::Start
            } else if at > 0.9 {
                Anchor::End
            } else {
                Anchor::Middle
            };
            shapes.push(Shape::Rect {
                x: x(at) - 1.0,
                y: Y - 14.0,
                w: 2.0,
                h: 21.0,
                r: 1.0,
                class: "c-accent",
            });
            let text = l.t(k::frame_page::now).to_owned();
            shapes.push(Shape::Text {
                x: x(at),
                y: 11.0,
                text,
                anchor,
                class: "c-label-strong",
            });
        }
        let day = |d: NaiveDate| {
            if self.start.year() == self.end.year() {
                l.day_month(d)
            } else {
                l.date(d)
            }
        };
        Drawing {
            width: WIDTH,
            height: 56.0,
            title: l.t(k::frame_page::drawing).into(),
            description: l.fill(
                k::frame_page::drawing_text,
                &[
                    ("start", &day(self.start)),
                    ("end", &day(self.end)),
                    ("reviews", &shown.to_string()),
                ],
            ),
            shapes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }
    fn period(start: &str, end: &str) -> Period {
        match read(start, end) {
            Read::Good(p) => p,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn length_counts_both_ends() {
        let p = period("2026-12-01", "28.02.2027");
        assert_eq!((p.days(), p.weeks()), (90, 12.9));
        assert_eq!(p.weeks_text(Locale::Ru), "12,9\u{a0}недели");
        assert_eq!(
            period("2026-01-05", "2026-04-05").weeks_text(Locale::Ru),
            "13\u{a0}недель"
        );
        assert_eq!(
            period("2026-01-05", "2026-01-11").weeks_text(Locale::En),
            "1\u{a0}week"
        );
        assert_eq!(period("2026-01-05", "2026-01-05").days(), 1);
        assert_eq!(read("2026-02-01", "2026-01-01"), Read::Reversed);
        assert_eq!(read("весной", "2026-01-01"), Read::Unknown);
    }

    #[test]
    fn says_how_far_the_end_is() {
        let p = period("2026-12-01", "2027-02-28");
        for (today, want) in [
            ("2026-11-22", "Начнётся через 9 дней"),
            ("2026-12-01", "До конца 89 дней"),
            ("2027-02-27", "До конца 1 день"),
            ("2027-02-28", "Сегодня последний день"),
            ("2027-03-01", "Закончился 1 день назад"),
        ] {
            assert_eq!(
                p.left_text(d(today), Locale::Ru).replace('\u{a0}', " "),
                want
            );
        }
    }

    #[test]
    fn the_ruler_places_days() {
        let p = period("2026-12-01", "2027-03-11");
        assert_eq!(p.place(d("2026-12-01")), Some(0.0));
        assert_eq!(p.place(d("2027-03-11")), Some(1.0));
        assert_eq!(p.place(d("2027-01-20")), Some(0.5));
        assert_eq!(p.place(d("2027-03-12")), None);
        let drawing = p.ruler(
            &[d("2027-01-20"), d("2028-01-01")],
            d("2026-01-01"),
            Locale::Ru,
        );
        let circles = drawing
            .shapes
            .iter()
            .filter(|s| matches!(s, Shape::Circle { .. }))
            .count();
        assert_eq!(circles, 1);
        // A day, and three hundred years, are drawn too.
        period("2026-01-05", "2026-01-05").ruler(&[], d("2026-01-05"), Locale::En);
        period("1900-01-01", "2200-12-31").ruler(&[], d("2026-01-05"), Locale::En);
    }
}
