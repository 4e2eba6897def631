//! The plan as a calendar: to the byte for an example, and by the rules of RFC 5545 for everything else.

mod books;

use books::{EXAMPLES, golden, half, hostile, load};
use chrono::{NaiveDate, NaiveDateTime};
use planerka::export::ics::{Calendar, Options, to_ics};
use planerka::i18n::Locale;
use planerka::kernel::RowId;
use planerka::modules::Workbook;
use planerka::modules::content::Post;
use proptest::prelude::*;

fn stamp() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap()
}

fn ics(w: &Workbook, locale: Locale) -> Calendar {
    to_ics(
        w,
        Options {
            locale,
            workbook: "0f3a9c",
            stamp: stamp(),
            sequence: 3,
            key_dates: true,
        },
    )
}

/// Content lines with folding undone; fails on what RFC 5545 forbids of lines.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    let mut out: Vec<String> = Vec::new();
    for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => out.last_mut().unwrap().push_str(more),
            None => out.push(line.to_owned()),
        }
    }
    for (kind, open) in [
        ("VCALENDAR", 1),
        ("VEVENT", usize::MAX),
        ("VTIMEZONE", usize::MAX),
    ] {
        let count = |mark: &str| {
            out.iter()
                .filter(|l| **l == format!("{mark}:{kind}"))
                .count()
        };
        assert_eq!(count("BEGIN"), count("END"));
        assert!(count("BEGIN") <= open);
    }
    out
}

fn values<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    lines
        .iter()
        .filter_map(|l| l.strip_prefix(name)?.strip_prefix([':', ';']))
        .collect()
}

#[test]
fn calendars_of_an_example() {
    for (name, locale) in [("coffee.ru", Locale::Ru), ("coffee.en", Locale::En)] {
        golden(&format!("{name}.ics"), &ics(&load(name), locale).text);
    }
}

#[test]
fn every_dated_post_is_one_event_with_a_name_of_its_own() {
    for name in EXAMPLES {
        for w in [
            load(name),
            half(name),
            hostile(name, &["date"]),
            hostile(name, &[]),
        ] {
            let calendar = ics(&w, Locale::Ru);
            let all = lines(&calendar.text);
            let dated = w
                .content
                .posts
                .iter()
                .filter(|p| p.date.value().is_some())
                .count();
            let key = w
                .brief
                .events
                .iter()
                .filter(|e| e.date.value().is_some())
                .count()
                + w.frame
                    .reviews
                    .iter()
                    .filter(|r| r.date.value().is_some())
                    .count();
            assert_eq!(calendar.events, dated + key);
            assert_eq!(calendar.undated.len(), w.content.posts.len() - dated);
            let mut uids = values(&all, "UID");
            assert_eq!(uids.len(), calendar.events);
            assert!(uids.iter().all(|u| u.ends_with("@0f3a9c.planerka")));
            uids.sort_unstable();
            uids.dedup();
            assert_eq!(uids.len(), calendar.events);
            assert_eq!(values(&all, "SUMMARY").len(), calendar.events);
            assert!(
                values(&all, "DTSTAMP")
                    .iter()
                    .all(|v| *v == "20261122T090000Z")
            );
            assert!(values(&all, "SEQUENCE").iter().all(|v| *v == "3"));
            assert!(values(&all, "URL").iter().all(|u| u.starts_with("http")));
        }
    }
}

fn one(post: Post, zone: &str) -> Vec<String> {
    let mut w = Workbook::default();
    w.frame.zone = zone.into();
    w.content.posts.push(Post {
        id: RowId(7),
        ..post
    });
    lines(&ics(&w, Locale::En).text)
}

#[test]
fn an_hour_stands_in_the_zone_of_the_project_or_floats() {
    let post = Post {
        date: "31.12.2026".into(),
        time: "9:05".into(),
        ..Post::default()
    };
    let zoned = one(post.clone(), "moscow");
    assert!(zoned.contains(&"DTSTART;TZID=Europe/Moscow:20261231T090500".to_owned()));
    assert!(zoned.contains(&"TZOFFSETTO:+0300".to_owned()));
    let floating = one(post.clone(), "");
    assert!(floating.contains(&"DTSTART:20261231T090500".to_owned()));
    assert!(
        !floating
            .iter()
            .any(|l| l.contains("TZ") || l.contains("TIMEZONE"))
    );
    let summer = one(post.clone(), "london");
    assert!(summer.contains(&"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU".to_owned()));
    // A day without an hour is a day everywhere, and ends where the next begins.
    let day = one(
        Post {
            time: "".into(),
            ..post
        },
        "moscow",
    );
    assert!(day.contains(&"DTSTART;VALUE=DATE:20261231".to_owned()));
    assert!(day.contains(&"DTEND;VALUE=DATE:20270101".to_owned()));
    assert!(!day.iter().any(|l| l.contains("TIMEZONE")));
}

#[test]
fn a_post_taken_off_the_plan_is_cancelled_and_keeps_its_name() {
    let post = Post {
        date: "2026-12-01".into(),
        title: "a, b; c\\d\ne".into(),
        ..Post::default()
    };
    let before = one(post.clone(), "");
    let after = one(
        Post {
            status: "dropped".into(),
            ..post
        },
        "",
    );
    assert_eq!(values(&before, "UID"), values(&after, "UID"));
    assert_eq!(values(&before, "UID"), ["posts-7@0f3a9c.planerka"]);
    assert_eq!(values(&before, "STATUS"), ["TENTATIVE"]);
    assert_eq!(values(&after, "STATUS"), ["CANCELLED"]);
    assert_eq!(values(&before, "SUMMARY"), ["a\\, b\\; c\\\\d\\ne"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_the_lines_whole(title in "\\PC{0,200}", body in any::<String>(), link in any::<String>(), zone in any::<bool>()) {
        let post = Post { date: "2026-12-01".into(), time: "10".into(), title, body, link, ..Post::default() };
        let all = one(post, if zone { "omsk" } else { "" });
        prop_assert_eq!(values(&all, "UID").len(), 1);
    }
}
