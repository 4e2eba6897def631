//! Posts by day and by week: plain arithmetic on local dates.

use crate::kernel::{RowId, civil};
use crate::modules::Workbook;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Posts by day, each day in order of time; posts without a date are left out.
pub fn by_day(w: &Workbook) -> BTreeMap<NaiveDate, Vec<RowId>> {
    let mut out: BTreeMap<NaiveDate, Vec<(String, RowId)>> = BTreeMap::new();
    for p in &w.content.posts {
        if let Some(day) = p.date.value() {
            let time = p.time.value().map(|t| t.to_string()).unwrap_or_default();
            out.entry(day).or_default().push((time, p.id));
        }
    }
    out.into_iter()
        .map(|(day, mut posts)| {
            posts.sort_by(|a, b| a.0.cmp(&b.0));
            (day, posts.into_iter().map(|(_, id)| id).collect())
        })
        .collect()
}

/// All posts in the order people read a plan: by day, by time, undated last.
pub fn in_order(w: &Workbook) -> Vec<RowId> {
    let mut rows: Vec<_> = w
        .content
        .posts
        .iter()
        .map(|p| (p.date.value().unwrap_or(NaiveDate::MAX), p.time.value().map(|t| t.to_string()).unwrap_or_default(), p.id))
        .collect();
    // Stable, so that equal ones keep the order of the table.
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    rows.into_iter().map(|(_, _, id)| id).collect()
}

/// The day a calendar opens at: the first post today or later, else the last one, else today.
pub fn opening_day(w: &Workbook, today: NaiveDate) -> NaiveDate {
    let days = by_day(w);
    days.range(today..).next().or_else(|| days.iter().next_back()).map_or(today, |(day, _)| *day)
}

/// The first day after `from` on which the channel has no post, within a year.
pub fn next_free_day(w: &Workbook, channel: Option<RowId>, from: NaiveDate) -> Option<NaiveDate> {
    let taken = |day: NaiveDate| w.content.posts.iter().any(|p| p.channel == channel && p.date.value() == Some(day));
    (1..=366).map(|n| from + Days::new(n)).find(|day| !taken(*day))
}

/// Posts planned in one week, and posts the channels in use ask for; nothing when no channel says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// Posts in it.
    pub posts: usize,
    /// Posts a week that the channels in use want.
    pub wanted: Option<f64>,
}

/// Weeks from the first post to the last.
pub fn weeks(w: &Workbook) -> Vec<Week> {
    let used: Vec<f64> =
        w.channels.channels.iter().filter(|c| c.usage.is("yes")).filter_map(|c| c.per_week.value()).collect();
    let wanted = (!used.is_empty()).then(|| used.iter().sum());
    let mut out: Vec<Week> = Vec::new();
    for (day, posts) in by_day(w) {
        let monday = civil::monday(day);
        while out.last().is_some_and(|last| last.monday + Days::new(7) < monday) {
            let next = out.last().map_or(monday, |last| last.monday + Days::new(7));
            out.push(Week { monday: next, posts: 0, wanted });
        }
        match out.last_mut() {
            Some(last) if last.monday == monday => last.posts += posts.len(),
            _ => out.push(Week { monday, posts: posts.len(), wanted }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::content::Post;

    fn day(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }

    fn workbook(dates: &[(&str, &str)]) -> Workbook {
        let mut w = Workbook::default();
        for (i, (date, time)) in dates.iter().enumerate() {
            w.content.posts.push(Post { id: RowId(i as u64 + 1), date: (*date).into(), time: (*time).into(), ..Post::default() });
        }
        w
    }

    #[test]
    fn days_are_sorted_by_time() {
        let w = workbook(&[("2026-12-02", "18:00"), ("2026-12-01", ""), ("02.12.2026", "9:00"), ("когда-нибудь", "")]);
        let days = by_day(&w);
        assert_eq!(days[&day("2026-12-02")], [RowId(3), RowId(1)]);
        assert_eq!(in_order(&w), [RowId(2), RowId(3), RowId(1), RowId(4)]);
    }

    #[test]
    fn the_calendar_opens_where_the_posts_are() {
        let w = workbook(&[("2026-12-02", ""), ("2026-12-20", "")]);
        assert_eq!(opening_day(&w, day("2026-11-22")), day("2026-12-02"));
        assert_eq!(opening_day(&w, day("2026-12-03")), day("2026-12-20"));
        assert_eq!(opening_day(&w, day("2027-01-01")), day("2026-12-20"));
        assert_eq!(opening_day(&Workbook::default(), day("2027-01-01")), day("2027-01-01"));
    }

    #[test]
    fn free_days_look_at_one_channel() {
        let w = workbook(&[("2026-12-02", ""), ("2026-12-03", "")]);
        assert_eq!(next_free_day(&w, None, day("2026-12-01")), Some(day("2026-12-04")));
        assert_eq!(next_free_day(&w, Some(RowId(7)), day("2026-12-01")), Some(day("2026-12-02")));
    }

    #[test]
    fn empty_weeks_between_are_shown() {
        let w = workbook(&[("2026-12-01", ""), ("2026-12-02", ""), ("2026-12-24", "")]);
        let weeks = weeks(&w);
        assert_eq!(weeks.iter().map(|w| w.posts).collect::<Vec<_>>(), [2, 0, 0, 1]);
        assert_eq!(weeks[1].monday, day("2026-12-07"));
        assert_eq!(weeks[0].wanted, None);
    }
}
