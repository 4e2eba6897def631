//! What becomes of decisions in the workbook.

#![cfg(test)]

use super::*;

#[test]
fn statuses_follow_and_words_stay() {
    let w = plan();
    let html = to_client_review(&w, options());
    let file = read(&answer(
        &html,
        &[
            ("content.posts.1", "approve", ""),
            ("content.posts.2", "change", "Уберите цену"),
            ("brief", "comment", "Адрес другой"),
            ("document", "comment", "В целом хорошо"),
        ],
    ));
    assert!(related(&w, &file));
    let told = compare(&w, &file, Locale::Ru);
    assert!(
        told.iter()
            .all(|i| i.fate == Fate::Same && !i.known && !i.asks())
    );
    assert_eq!(told[0].name, "Первый");
    assert_eq!(counts(&file, &told), [1, 1, 2]);
    let after = applied(&w, &file, &[]);
    assert_eq!(
        (status(&after, 1), status(&after, 2)),
        ("approved", "draft")
    );
    let rows: Vec<(&str, &str, bool)> = after
        .review
        .client
        .iter()
        .map(|r| (r.subject.as_str(), r.comment.as_str(), r.done))
        .collect();
    assert_eq!(
        rows,
        [
            ("content.posts.1", "", true),
            ("content.posts.2", "Уберите цену", false),
            ("brief", "Адрес другой", false),
            ("document", "В целом хорошо", false),
        ]
    );
    assert_eq!(after.review.client[1].who, "Ольга");
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_later_one_only_adds_what_is_new() {
    let w = plan();
    let html = to_client_review(&w, options());
    let first = read(&answer(&html, &[("content.posts.1", "approve", "")]));
    let mut once = applied(&w, &first, &[]);
    assert_eq!(edits(&once, &first, &[], ids()), []);
    assert!(compare(&once, &first, Locale::Ru)[0].known);
    // Meanwhile we went on; the same file does not take that back.
    once.apply(Edit::text(
        Post::TABLE.cell(RowId(1), Post::status),
        "scheduled",
    ))
    .unwrap();
    assert_eq!(edits(&once, &first, &[], ids()), []);
    // They changed their mind a minute later.
    let mut json = answer(
        &html,
        &[
            ("content.posts.1", "change", "Нет, передумали"),
            ("brief", "approve", ""),
        ],
    );
    json["decisions"][0]["time"] = json!("14:04");
    let second = read(&json);
    let twice = applied(&once, &second, &[]);
    assert_eq!((twice.review.client.len(), status(&twice, 1)), (3, "draft"));
    // The first file once more, after the second: still nothing.
    assert_eq!(edits(&twice, &first, &[], ids()), []);
    // One that was late: its words come, the status stays.
    let mut late = answer(&html, &[("content.posts.1", "approve", "Пусть")]);
    late["decisions"][0]["time"] = json!("13:00");
    let late = read(&late);
    assert!(compare(&twice, &late, Locale::Ru)[0].outdated);
    let last = applied(&twice, &late, &[]);
    assert_eq!((last.review.client.len(), status(&last, 1)), (4, "draft"));
    // An entry that stands in a file twice comes once.
    let double = read(&answer(
        &html,
        &[("frame", "approve", ""), ("frame", "approve", "")],
    ));
    assert_eq!(edits(&w, &double, &[], ids()).len(), 1);
}

#[test]
fn a_post_that_was_changed_since_is_only_approved_when_asked_for() {
    let w = plan();
    let html = to_client_review(&w, options());
    let file = read(&answer(
        &html,
        &[
            ("content.posts.1", "approve", ""),
            ("content.posts.2", "change", "Короче"),
        ],
    ));
    for column in [Post::body, Post::title, Post::date, Post::asset] {
        let mut now = w.clone();
        let value = if column == Post::date {
            "2026-12-02"
        } else {
            "Другое"
        };
        now.apply(Edit::text(Post::TABLE.cell(RowId(1), column), value))
            .unwrap();
        now.apply(Edit::text(Post::TABLE.cell(RowId(2), column), value))
            .unwrap();
        let told = compare(&now, &file, Locale::Ru);
        assert_eq!(
            (told[0].fate, told[0].asks(), told[1].asks()),
            (Fate::Changed, true, false),
            "{column}"
        );
        let after = applied(&now, &file, &[]);
        // A change that was asked for is one whatever the text is now.
        assert_eq!((status(&after, 1), status(&after, 2)), ("review", "draft"));
        assert_eq!(after.review.client.len(), 2);
        assert_eq!(status(&applied(&now, &file, &[0]), 1), "approved");
    }
    // What the client was not shown does not count.
    for column in [Post::owner, Post::status, Post::keyword] {
        let mut now = w.clone();
        now.apply(Edit::text(Post::TABLE.cell(RowId(1), column), "draft"))
            .unwrap();
        assert_eq!(
            compare(&now, &file, Locale::Ru)[0].fate,
            Fate::Same,
            "{column}"
        );
    }
}

#[test]
fn sections_know_their_change_and_the_language_of_the_interface_does_not_matter() {
    let w = example("coffee.ru");
    let html = to_client_review(&w, options());
    let all: Vec<(String, String)> = asked(&html);
    let said: Vec<(&str, &str, &str)> = all
        .iter()
        .map(|(s, _)| (s.as_str(), "approve", ""))
        .collect();
    let file = read(&answer(&html, &said));
    for l in Locale::ALL {
        assert!(compare(&w, &file, l).iter().all(|i| i.fate == Fate::Same));
    }
    // Taking the decisions in changes none of what was read.
    let after = applied(&w, &file, &[]);
    assert!(
        compare(&after, &file, Locale::Ru)
            .iter()
            .all(|i| i.fate == Fate::Same && i.known)
    );
    let mut now = w.clone();
    now.apply(Edit::text(
        crate::modules::brief::Brief::business,
        "Совсем другое дело",
    ))
    .unwrap();
    let changed: Vec<String> = compare(&now, &file, Locale::Ru)
        .iter()
        .filter(|i| i.fate == Fate::Changed)
        .map(|i| i.name.clone())
        .collect();
    assert_eq!(changed, [report::section_title(Locale::Ru, "brief")]);
}

#[test]
fn what_is_gone_is_named_and_kept_and_what_is_out_stays_out() {
    let w = plan();
    let html = to_client_review(&w, options());
    let file = read(&answer(
        &html,
        &[
            ("content.posts.1", "change", "Иначе"),
            ("content.posts.2", "change", "Иначе"),
        ],
    ));
    let mut now = w.clone();
    now.apply(Edit::Remove {
        table: Post::TABLE,
        row: RowId(1),
    })
    .unwrap();
    now.apply(Edit::text(
        Post::TABLE.cell(RowId(2), Post::status),
        "published",
    ))
    .unwrap();
    let told = compare(&now, &file, Locale::Ru);
    assert_eq!(
        (told[0].fate, told[0].name.as_str(), told[0].status),
        (Fate::Gone, "Как было", None)
    );
    assert_eq!(told[1].status, None);
    let after = applied(&now, &file, &[]);
    assert_eq!(
        (after.review.client.len(), status(&after, 2)),
        (2, "published")
    );
}

#[test]
fn it_is_one_step_that_undo_takes_back() {
    let w = plan();
    let html = to_client_review(&w, options());
    let file = read(&answer(
        &html,
        &[
            ("content.posts.1", "approve", ""),
            ("brief", "change", "Адрес"),
        ],
    ));
    let mut now = w.clone();
    let mut history = History::default();
    let step = edits(&now, &file, &[], ids());
    history
        .run(&mut now, k::client_review::step, String::new(), step, 0)
        .unwrap();
    assert_ne!(now, w);
    history.undo(&mut now).unwrap();
    assert_eq!(now, w);
    history.redo(&mut now).unwrap();
    assert_eq!(now.review.client.len(), 2);
}

#[test]
fn the_words_live_in_the_file_and_in_joined_copies() {
    let w = plan();
    let mut base = w.clone();
    base.apply_all(lineage::hand_out(&w, "o")).unwrap();
    let html = to_client_review(&base, options());
    let file = read(&answer(
        &html,
        &[
            ("content.posts.1", "change", "Иначе"),
            ("brief", "comment", "Адрес"),
        ],
    ));
    let theirs = applied(&base, &file, &[]);
    assert_eq!(
        from_json(to_json(&theirs).as_bytes()).unwrap().workbook,
        theirs
    );
    // We wrote on meanwhile, and marked a word of our own as done.
    let mut ours = base.clone();
    ours.apply(Edit::text(Path::field("frame", "author"), "Анна"))
        .unwrap();
    let joined = merge(Some(&base), &ours, &theirs);
    assert!(joined.conflicts.is_empty());
    ours.apply_all(joined.edits).unwrap();
    assert_eq!(ours.review.client, theirs.review.client);
    assert_eq!(
        (ours.frame.author.as_str(), status(&ours, 1)),
        ("Анна", "draft")
    );
    // A word that was dealt with there is dealt with here.
    let mut later = ours.clone();
    let row = later.review.client[0].id;
    let done = Edit::Set {
        path: ClientWord::TABLE.cell(row, ClientWord::done),
        value: Value::Flag(true),
    };
    later.apply(done).unwrap();
    let joined = merge(Some(&ours), &ours, &later);
    ours.apply_all(joined.edits).unwrap();
    assert!(ours.review.client[0].done);
}

#[test]
fn five_thousand_posts_do_not_take_long_to_compare() {
    let mut w = plan();
    w.content.posts = (1..=5000)
        .map(|n| post(n, "Пост", "Текст. ", "review"))
        .collect();
    let html = to_client_review(&w, options());
    let said: Vec<String> = (1..=5000).map(|n| format!("content.posts.{n}")).collect();
    let all: Vec<(&str, &str, &str)> = said.iter().map(|s| (s.as_str(), "approve", "")).collect();
    let file = Decisions {
        who: "О".into(),
        ..read(&answer(&html, &all[..1]))
    };
    let now = fingerprints(&w, Locale::Ru);
    let list = all
        .iter()
        .map(|(s, ..)| Decision {
            subject: (*s).into(),
            shown: now(s).unwrap(),
            ..file.all[0].clone()
        })
        .collect();
    let file = Decisions { all: list, ..file };
    let after = edits(&w, &file, &[], ids());
    assert_eq!(after.len(), 10_000);
}
