//! The plan for other programs: the files of an example to the byte, and what is left out and why.

mod books;

use books::{EXAMPLES, golden, half, hostile, load};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use planerka::export::csv::read::sheet;
use planerka::export::schedulers::{File, Options, PRESETS, Reason, Warning, files, preset};
use planerka::i18n::Locale;
use planerka::kernel::RowId;
use planerka::modules::Workbook;
use planerka::modules::channels::Channel;
use planerka::modules::content::{Post, calendar};

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap()
}

fn options(locale: Locale) -> Options {
    Options {
        locale,
        now: now(),
        hour: None,
        ready_only: false,
        day_first: false,
    }
}

fn run(w: &Workbook, id: &str, options: Options) -> (Vec<File>, Vec<Warning>) {
    files(w, preset(id).unwrap(), options)
}

/// Cells of a file, the header apart.
fn rows(file: &File, header: bool) -> Vec<Vec<String>> {
    let all = sheet(file.text.as_bytes()).unwrap().rows;
    all.into_iter()
        .map(|(_, r)| r)
        .skip(usize::from(header))
        .collect()
}

#[test]
fn files_of_an_example_for_every_program() {
    for (name, locale) in [("coffee.ru", Locale::Ru), ("coffee.en", Locale::En)] {
        for which in PRESETS {
            let (files, warnings) = files(&load(name), which, options(locale));
            let mut text = String::new();
            for file in files {
                text.push_str(&format!(
                    "# {} ({})\r\n{}",
                    file.name, file.posts, file.text
                ));
            }
            for w in warnings {
                text.push_str(&format!("! {}: {}\r\n", w.title, w.reason.words(locale)));
            }
            golden(
                &format!("schedulers/{}.{}.csv", which.id, locale.tag()),
                &text,
            );
        }
    }
}

#[test]
fn every_planned_post_is_in_a_file_or_in_a_warning() {
    for name in EXAMPLES {
        for w in [
            load(name),
            half(name),
            hostile(name, &["date"]),
            hostile(name, &[]),
        ] {
            for which in PRESETS {
                let (files, warnings) = files(&w, which, options(Locale::Ru));
                let planned = w
                    .content
                    .posts
                    .iter()
                    .filter(|p| calendar::planned(p))
                    .count();
                let out = warnings.iter().filter(|w| w.reason.left_out()).count();
                let kept: usize = files.iter().map(|f| f.posts).sum();
                assert_eq!(kept + out, planned, "{name}, {}", which.id);
                let mut names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), files.len());
                for file in &files {
                    let rows = rows(file, which.header);
                    assert_eq!(rows.len(), file.posts);
                    assert!(rows.iter().all(|r| r.len() == which.columns.len()));
                    assert!(which.max_rows.is_none_or(|max| file.posts <= max));
                    assert!(!file.text.starts_with('\u{feff}'));
                }
            }
        }
    }
}

#[test]
fn every_description_is_whole() {
    for which in PRESETS {
        assert!(!which.id.is_empty() && !which.name.is_empty() && !which.columns.is_empty());
        assert!(NaiveDate::parse_from_str(which.as_of, "%Y-%m-%d").is_ok());
        for l in Locale::ALL {
            assert!(which.caution.is_none_or(|c| !l.t(c).is_empty()));
        }
    }
    assert_eq!(preset("metricool").unwrap().columns.len(), 93);
    assert_eq!(preset("publer").unwrap().columns.len(), 12);
    assert!(preset("nobody").is_none());
}

/// A workbook with one channel of X and so many posts an hour apart.
fn book(posts: usize) -> Workbook {
    let mut w = Workbook::default();
    w.channels.channels.push(Channel {
        id: RowId(1),
        platform: "x".into(),
        ..Channel::default()
    });
    for n in 0..posts {
        let day = calendar::shift(
            NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            (n / 12) as i64,
        );
        w.content.posts.push(Post {
            id: RowId(n as u64 + 1),
            date: day.to_string().as_str().into(),
            time: format!("{}:05", 8 + n % 12).as_str().into(),
            channel: Some(RowId(1)),
            title: format!("Post {n}"),
            body: "Text".into(),
            status: "approved".into(),
            ..Post::default()
        });
    }
    w
}

#[test]
fn too_many_posts_make_several_files() {
    let (files, warnings) = run(&book(230), "buffer", options(Locale::En));
    assert_eq!(
        files.iter().map(|f| f.posts).collect::<Vec<_>>(),
        [100, 100, 30]
    );
    assert_eq!(
        warnings.iter().map(|w| w.reason).collect::<Vec<_>>(),
        [Reason::Split(3)]
    );
    assert_eq!(
        rows(&files[0], true)[0],
        ["Text", "", "", "2026-12-01 08:05"]
    );
}

#[test]
fn what_is_left_out_says_why() {
    let mut w = book(10);
    let p = &mut w.content.posts;
    p[0].date = "".into();
    p[1].time = "".into();
    p[2].date = "2026-11-22".into();
    p[2].time = "8:59".into();
    p[3].body = " ".into();
    p[4].body = "x".repeat(281);
    p[5].channel = None;
    p[6].status = "published".into();
    p[7].status = "dropped".into();
    p[8].status = "draft".into();
    p[9].body = "=1+1".into();
    let strict = Options {
        ready_only: true,
        ..options(Locale::En)
    };
    let (files, warnings) = run(&w, "buffer", strict);
    let said = |id: u64| {
        let of = warnings.iter().filter(|w| w.post == Some(RowId(id)));
        of.map(|w| w.reason).collect::<Vec<_>>()
    };
    for (id, want) in [
        (1, Reason::NoDate),
        (2, Reason::NoHour),
        (3, Reason::Past),
        (4, Reason::NoText),
        (5, Reason::TooLong(280, 281)),
        (6, Reason::NoChannel),
        (7, Reason::Published),
        (9, Reason::NotReady),
        (10, Reason::Formula),
    ] {
        assert_eq!(said(id), [want], "{id}");
    }
    assert_eq!(said(8), []);
    assert_eq!(files.len(), 1);
    assert_eq!(
        rows(&files[0], true),
        [["=1+1", "", "", "2026-12-01 17:05"]]
    );
    // An hour for those that have none lets them in.
    let hour = NaiveTime::from_hms_opt(10, 30, 0);
    let (files, _) = run(
        &w,
        "buffer",
        Options {
            hour,
            ..options(Locale::En)
        },
    );
    assert!(files[0].text.contains("\"2026-12-01 10:30\""));
    // A planner takes them all but those without a day.
    let (files, warnings) = run(&w, "notion", options(Locale::En));
    assert_eq!(files[0].posts, 8);
    let out = warnings.iter().map(|w| w.reason).filter(|r| r.left_out());
    assert_eq!(out.collect::<Vec<_>>(), [Reason::NoDate]);
    // VK is not among the networks of Metricool.
    w.channels.channels[0].platform = "vk".into();
    let (files, warnings) = run(&w, "metricool", options(Locale::En));
    assert!(files.is_empty() && warnings.iter().any(|w| w.reason == Reason::Network));
}

#[test]
fn days_are_written_in_the_order_that_was_chosen() {
    let mut w = book(2);
    w.content.posts[1].time = "8:09".into();
    for (day_first, hootsuite, sprout) in [
        (false, "12/01/2026 08:05", "12/01/2026"),
        (true, "01/12/2026 08:05", "01/12/2026"),
    ] {
        let options = Options {
            day_first,
            ..options(Locale::Ru)
        };
        let (files, _) = run(&w, "hootsuite", options);
        assert_eq!(rows(&files[0], false)[0], [hootsuite, "Text", ""]);
        let (files, warnings) = run(&w, "sprout", options);
        assert_eq!(rows(&files[0], true)[0], [sprout, "08:05", "Text"]);
        assert_eq!(warnings[0].reason, Reason::TooClose(10));
    }
    let (files, _) = run(&w, "postcron", options(Locale::Ru));
    assert_eq!(
        rows(&files[0], true)[0],
        ["Text", "2026", "12", "1", "8", "5", "", ""]
    );
}

#[test]
fn every_reason_has_words() {
    for l in Locale::ALL {
        for reason in [
            Reason::NoDate,
            Reason::NoHour,
            Reason::Past,
            Reason::NoText,
            Reason::TooLong(1000, 2),
            Reason::NoChannel,
            Reason::Network,
            Reason::Published,
            Reason::NotReady,
            Reason::TooClose(10),
            Reason::Formula,
            Reason::Split(2),
            Reason::Media(5),
        ] {
            let words = reason.words(l);
            assert!(
                words.chars().count() > 10 && !words.contains('{'),
                "{words}"
            );
        }
    }
}
