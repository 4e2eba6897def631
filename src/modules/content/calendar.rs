//! The plan by days and weeks: order of posts, what stands on a day, free days, counts against the
//! cadence of the channels. Local dates only.

use super::model::Post;
use crate::i18n::Locale;
use crate::kernel::{RowId, civil, text};
use crate::modules::channels::Channel;
use chrono::{Datelike, Days as Shift, NaiveDate, NaiveTime};
use std::collections::BTreeMap;

/// Posts of each day that has some, in order of time.
pub type Days = BTreeMap<NaiveDate, Vec<RowId>>;

/// Does the post count as a part of the plan; one that was taken off does not.
pub fn planned(post: &Post) -> bool {
    !post.status.is("dropped")
}

/// Posts of the plan that have a day, in document order.
pub fn dated(posts: &[Post]) -> Vec<(&Post, NaiveDate)> {
    let planned = posts.iter().filter(|p| planned(p));
    planned.filter_map(|p| Some((p, p.date.value()?))).collect()
}

/// Posts by date and time; those of one minute stay in document order, undated ones come last, untimed
/// ones at the end of their day.
pub fn order(posts: &[Post]) -> Vec<&Post> {
    let mut out: Vec<&Post> = posts.iter().collect();
    out.sort_by_cached_key(|p| {
        (
            p.date.value().unwrap_or(NaiveDate::MAX),
            p.time.value().map_or((1, NaiveTime::MIN), |t| (0, t)),
        )
    });
    out
}

/// Posts by day; undated ones are left out.
pub fn by_day(posts: &[Post]) -> Days {
    let mut out = Days::new();
    for post in order(posts) {
        if let Some(date) = post.date.value() {
            out.entry(date).or_default().push(post.id);
        }
    }
    out
}

/// Posts without a date that can be read.
pub fn undated(posts: &[Post]) -> Vec<RowId> {
    posts
        .iter()
        .filter(|p| p.date.value().is_none())
        .map(|p| p.id)
        .collect()
}

/// The day a calendar opens at: the first post from today on, else the last one, else today.
pub fn opening(days: &Days, today: NaiveDate) -> NaiveDate {
    let next = days.range(today..).next().map(|(d, _)| *d);
    next.or_else(|| days.keys().next_back().copied())
        .unwrap_or(today)
}

/// The first day after `day` on which nothing stands.
pub fn next_free(days: &Days, day: NaiveDate) -> NaiveDate {
    let mut day = shift(day, 1);
    while days.contains_key(&day) && day < NaiveDate::MAX {
        day = shift(day, 1);
    }
    day
}

/// So many days later or earlier.
pub fn shift(day: NaiveDate, by: i64) -> NaiveDate {
    let step = Shift::new(by.unsigned_abs());
    let moved = if by < 0 {
        day.checked_sub_days(step)
    } else {
        day.checked_add_days(step)
    };
    moved.unwrap_or(day)
}

/// The day a key of the date grid leads to (APG date grid); nothing for other keys.
pub fn step(day: NaiveDate, key: &str, shifted: bool) -> Option<NaiveDate> {
    Some(match key {
        "ArrowLeft" => shift(day, -1),
        "ArrowRight" => shift(day, 1),
        "ArrowUp" => shift(day, -7),
        "ArrowDown" => shift(day, 7),
        "Home" => civil::monday(day),
        "End" => shift(civil::monday(day), 6),
        "PageUp" => civil::add_months(day, if shifted { -12 } else { -1 }),
        "PageDown" => civil::add_months(day, if shifted { 12 } else { 1 }),
        _ => return None,
    })
}

/// Planned posts of each week that has some, by its Monday.
pub fn weeks(posts: &[Post]) -> BTreeMap<NaiveDate, usize> {
    let mut out = BTreeMap::new();
    for (_, date) in dated(posts) {
        *out.entry(civil::monday(date)).or_default() += 1;
    }
    out
}

/// The week of a Monday in words: `1–7 December`, or both days across months.
pub fn week_words(l: Locale, monday: NaiveDate) -> String {
    let sunday = shift(monday, 6);
    if monday.month() == sunday.month() {
        format!("{}–{}", monday.day(), l.day_month(sunday))
    } else {
        format!("{} — {}", l.day_month(monday), l.day_month(sunday))
    }
}

/// Posts a week that the channels in use ask for; nothing when none of them says.
pub fn cadence(channels: &[Channel]) -> Option<f64> {
    let asked: Vec<f64> = channels
        .iter()
        .filter(|c| c.used())
        .filter_map(|c| c.per_week.value())
        .collect();
    (!asked.is_empty()).then(|| asked.iter().sum())
}

/// What the list of posts is narrowed to; blank parts let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Channel.
    pub channel: Option<RowId>,
    /// Rubric.
    pub rubric: Option<RowId>,
    /// Persona.
    pub persona: Option<RowId>,
    /// Status id.
    pub status: String,
    /// Words, sought in the title, the first line, the text, hashtags, keyword and the maker's name.
    pub words: String,
}

impl Filter {
    /// Does it let everything through.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// Ids of the posts a filter lets through, by date.
pub fn found(posts: &[Post], filter: &Filter) -> Vec<RowId> {
    let words = text::fold(filter.words.trim());
    let fits = |p: &&Post| {
        filter.channel.is_none_or(|c| p.channel == Some(c))
            && filter.rubric.is_none_or(|r| p.rubric == Some(r))
            && filter.persona.is_none_or(|x| p.personas.contains(&x))
            && (filter.status.is_empty() || p.status.is(&filter.status))
            && (words.is_empty()
                || [
                    &p.title,
                    &p.hook,
                    &p.body,
                    &p.hashtags,
                    &p.keyword,
                    &p.owner,
                ]
                .iter()
                .any(|t| text::fold(t).contains(&words)))
    };
    order(posts)
        .into_iter()
        .filter(fits)
        .map(|p| p.id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }
    fn post(id: u64, date: &str, time: &str) -> Post {
        Post {
            id: RowId(id),
            date: date.into(),
            time: time.into(),
            ..Post::default()
        }
    }
    fn plan() -> Vec<Post> {
        vec![
            post(1, "2026-12-03", ""),
            post(2, "", "9:00"),
            post(3, "01.12.2026", "18:30"),
            post(4, "2026-12-01", "9:30"),
            post(5, "2026-12-03", "8:00"),
        ]
    }

    #[test]
    fn posts_stand_by_date_and_time() {
        assert_eq!(
            order(&plan()).iter().map(|p| p.id.0).collect::<Vec<_>>(),
            [4, 3, 5, 1, 2]
        );
        let days = by_day(&plan());
        assert_eq!(days[&d("2026-12-01")], [RowId(4), RowId(3)]);
        assert_eq!(undated(&plan()), [RowId(2)]);
    }

    #[test]
    fn opens_where_the_plan_is() {
        let days = by_day(&plan());
        assert_eq!(opening(&days, d("2026-11-20")), d("2026-12-01"));
        assert_eq!(opening(&days, d("2026-12-02")), d("2026-12-03"));
        assert_eq!(opening(&days, d("2027-05-05")), d("2026-12-03"));
        assert_eq!(opening(&Days::new(), d("2027-05-05")), d("2027-05-05"));
    }

    #[test]
    fn free_days_are_those_with_nothing_on_them() {
        let days = by_day(&plan());
        assert_eq!(next_free(&days, d("2026-11-30")), d("2026-12-02"));
        assert_eq!(next_free(&days, d("2026-12-02")), d("2026-12-04"));
        assert_eq!(next_free(&days, d("2026-12-31")), d("2027-01-01"));
    }

    #[test]
    fn keys_of_the_grid() {
        let at = d("2026-01-31");
        for (key, shifted, want) in [
            ("ArrowLeft", false, "2026-01-30"),
            ("ArrowDown", false, "2026-02-07"),
            ("Home", false, "2026-01-26"),
            ("End", false, "2026-02-01"),
            ("PageDown", false, "2026-02-28"),
            ("PageUp", false, "2025-12-31"),
            ("PageDown", true, "2027-01-31"),
        ] {
            assert_eq!(step(at, key, shifted), Some(d(want)), "{key}");
        }
        assert_eq!(step(d("2028-02-29"), "PageUp", true), Some(d("2027-02-28")));
        assert_eq!(step(at, "Enter", false), None);
    }

    #[test]
    fn weeks_count_what_is_planned() {
        let mut posts = plan();
        posts.push(Post {
            status: "dropped".into(),
            ..post(6, "2026-12-04", "")
        });
        posts.push(post(7, "2026-12-07", ""));
        assert_eq!(
            weeks(&posts).into_iter().collect::<Vec<_>>(),
            [(d("2026-11-30"), 4), (d("2026-12-07"), 1)]
        );
        let channel = |usage: &str, n: &str| Channel {
            usage: usage.into(),
            per_week: n.into(),
            ..Channel::default()
        };
        assert_eq!(
            cadence(&[
                channel("yes", "4"),
                channel("yes", "2,5"),
                channel("no", "9"),
                channel("yes", "")
            ]),
            Some(6.5)
        );
        assert_eq!(cadence(&[channel("yes", ""), channel("later", "3")]), None);
    }

    #[test]
    fn the_filter_narrows_the_list() {
        let mut posts = plan();
        posts[0].title = "Ёлка во дворе".into();
        posts[0].channel = Some(RowId(8));
        posts[3].body = "Про елки и кофе".into();
        let words = |w: &str| Filter {
            words: w.into(),
            ..Filter::default()
        };
        assert_eq!(found(&posts, &words(" ЕЛК ")), [RowId(4), RowId(1)]);
        assert_eq!(
            found(
                &posts,
                &Filter {
                    channel: Some(RowId(8)),
                    ..Filter::default()
                }
            ),
            [RowId(1)]
        );
        assert_eq!(found(&posts, &Filter::default()).len(), 5);
        assert!(Filter::default().is_blank() && !words("x").is_blank());
    }

    #[test]
    fn five_thousand_posts_are_sorted_and_sought_in_a_blink() {
        let posts: Vec<Post> = (0..5000_u64)
            .map(|i| Post {
                body: "Кофе рядом с домом. ".repeat(20),
                ..post(
                    i + 1,
                    &civil::iso(shift(d("2026-01-01"), (i * 7 % 365) as i64)),
                    "9:00",
                )
            })
            .collect();
        let all = found(&posts, &Filter::default());
        assert_eq!((all.len(), all[0]), (5000, RowId(1)));
        assert_eq!(
            found(
                &posts,
                &Filter {
                    words: "кофе".into(),
                    ..Filter::default()
                }
            )
            .len(),
            5000
        );
    }
}
