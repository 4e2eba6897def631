//! The page, the file that comes back, and what becomes of it, with hostile words in between.

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::document::{Edit, History, LoadError, from_json, lineage, merge, to_json};
    use crate::kernel::{Path, Row, RowId, Value};
    use crate::modules::content::Post;
    use crate::modules::review::ClientWord;
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    const HOSTILE: &[&str] = &[
        "\"><script>alert(1)</script>",
        "</textarea><img src=x onerror=alert(1)>",
        "' onfocus=alert(1) x='",
        "javascript:alert(1)",
        "</script><!--",
        "{n} {of} &amp; 🔥👩🏽‍🚀 ё\u{202e}",
        "C:\\n\u{0}\u{7}",
    ];

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
    }
    fn options() -> Options {
        Options {
            today: today(),
            only_open: false,
        }
    }
    fn example(name: &str) -> Workbook {
        let bytes = std::fs::read(format!("public/examples/{name}.json")).unwrap();
        from_json(&bytes).unwrap().workbook
    }
    fn post(id: u64, title: &str, body: &str, status: &str) -> Post {
        Post {
            id: RowId(id),
            date: "2026-12-01".into(),
            title: title.into(),
            body: body.into(),
            status: status.into(),
            ..Post::default()
        }
    }
    fn plan() -> Workbook {
        let mut w = Workbook::default();
        w.frame.project = "Лампа".into();
        w.desk.origin = "abcd1234".into();
        w.brief.company = "Кофейня".into();
        w.content.posts = vec![
            post(1, "Первый", "Текст первого", "review"),
            post(2, "Второй", "Текст второго", "approved"),
            post(3, "Третий", "Текст третьего", "published"),
            post(4, "Четвёртый", "", "dropped"),
        ];
        w
    }
    fn ids() -> impl FnMut() -> RowId {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1000);
        || RowId(NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
    }
    fn attr<'a>(tag: &'a str, name: &str) -> &'a str {
        let at = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        &tag[at..at + tag[at..].find('"').unwrap()]
    }
    /// Subjects of the page with the fingerprints of what stands there, as its script reads them.
    fn asked(html: &str) -> Vec<(String, String)> {
        html.split("<fieldset ")
            .skip(1)
            .map(|tag| {
                let tag = tag.split('>').next().unwrap();
                (
                    attr(tag, "data-subject").into(),
                    attr(tag, "data-shown").into(),
                )
            })
            .collect()
    }
    /// A file as the page makes it: what is said of each subject.
    fn answer(html: &str, said: &[(&str, &str, &str)]) -> Json {
        let prints = asked(html);
        let list: Vec<Json> = said
            .iter()
            .map(|(subject, verdict, comment)| {
                let shown = prints.iter().find(|(s, _)| s == subject);
                json!({ "subject": subject, "title": "Как было", "verdict": verdict, "comment": comment, "shown": shown.map_or("", |(_, p)| p), "date": "2026-11-28", "time": "14:03" })
            })
            .collect();
        json!({ "format": FORMAT, "version": 1, "origin": attr(html, "data-origin"), "tag": attr(html, "data-tag"), "project": "Лампа", "date": "2026-11-28", "name": "Ольга", "decisions": list })
    }
    fn read(json: &Json) -> Decisions {
        parse_decisions(json.to_string().as_bytes()).unwrap()
    }
    fn status(w: &Workbook, id: u64) -> &str {
        w.text(Post::TABLE.cell(RowId(id), Post::status))
    }
    fn applied(w: &Workbook, decisions: &Decisions, anyway: &[usize]) -> Workbook {
        let mut after = w.clone();
        after.apply_all(edits(w, decisions, anyway, ids())).unwrap();
        after
    }

    // The page -----------------------------------------------------------------------------------

    #[test]
    fn the_policy_allows_exactly_our_script_and_no_request() {
        PAGE.check();
        let html = to_client_review(&example("coffee.ru"), options());
        assert!(html.contains(&format!("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'", PAGE.hash)));
        for word in [" src=", "<link", "<iframe", "<object", "action=", "@import"] {
            assert!(!html.contains(word), "{word}");
        }
    }

    #[test]
    fn hostile_words_get_in_as_words() {
        let plain = to_client_review(&plan(), options());
        let tags = |html: &str| html.matches('<').count();
        for words in HOSTILE {
            let mut w = plan();
            w.frame.project = (*words).into();
            w.frame.author = (*words).into();
            w.brief.company = (*words).into();
            let known = &mut w.content.posts[0];
            known.title = (*words).into();
            known.hook = (*words).into();
            known.body = (*words).into();
            known.asset = (*words).into();
            known.link = (*words).into();
            known.hashtags = (*words).into();
            let html = to_client_review(&w, options());
            assert!(
                !html.contains("<img") && !html.contains("<script>alert"),
                "{words}"
            );
            assert_eq!(html.matches("<script").count(), 1, "{words}");
            assert!(!html.contains("href=\"javascript"), "{words}");
            assert!(html.matches("<fieldset ").count() == plain.matches("<fieldset ").count());
            assert!(tags(&html) > tags(&plain));
            for tag in html.split("<fieldset ").skip(1) {
                let tag = tag.split('>').next().unwrap();
                assert_eq!(tag.matches('"').count(), 8, "{tag}");
            }
        }
    }

    #[test]
    fn nothing_of_our_own_gets_in() {
        let mut w = example("coffee.ru");
        let ours = "Зеброид-тайна";
        for (at, p) in w.content.posts.iter_mut().enumerate() {
            p.owner = ours.into();
            p.ready = ours.into();
            p.keyword = ours.into();
            p.repurpose = ours.into();
            p.status = ["idea", "draft", "review", ""][at % 4].into();
        }
        w.desk.with_review = true;
        w.review.practice = ours.into();
        w.review.mutes = vec![crate::modules::review::Mute {
            id: RowId(1),
            reason: ours.into(),
            place: ours.into(),
            ..Default::default()
        }];
        w.review.guesses = vec![crate::modules::review::Guess {
            id: RowId(1),
            why: ours.into(),
            ..Default::default()
        }];
        w.review.client = vec![ClientWord {
            id: RowId(1),
            title: ours.into(),
            comment: ours.into(),
            ..ClientWord::default()
        }];
        let html = to_client_review(&w, options());
        assert!(!html.contains(ours));
        let l = Locale::Ru;
        for status in crate::modules::content::STATUS.options {
            let named = format!(">{}<", escape(l.label(status.label)));
            assert!(!html.contains(&named), "{named}");
        }
        assert!(!html.contains("class=\"doc__missing"));
        // Every column of a post is either shown or known to be ours.
        let known = [
            "topic",
            "stage",
            "personas",
            "goal",
            "keyword",
            "rights",
            "owner",
            "ready",
            "status",
            "repurpose",
            "buffer",
        ];
        for column in Post::COLUMNS {
            let shown = subject::SHOWN.contains(&column.id);
            assert!(shown != known.contains(&column.id), "{}", column.id);
        }
    }

    #[test]
    fn each_section_and_each_open_post_is_asked_about_once() {
        let w = example("coffee.en");
        let html = to_client_review(&w, options());
        let subjects: Vec<String> = asked(&html).into_iter().map(|(s, _)| s).collect();
        let mut once = subjects.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), subjects.len());
        for page in Workbook::PAGES {
            let there = !report::section_for_client(&w, Locale::En, page.slug)
                .blocks
                .is_empty();
            assert_eq!(
                subjects.iter().any(|s| s == page.slug),
                there,
                "{}",
                page.slug
            );
        }
        let posts = subjects.iter().filter(|s| s.starts_with("content.posts."));
        assert_eq!(posts.count(), shown_posts(&w, false).len());
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
        assert_eq!(html, to_client_review(&w, options()));
        // Ids of the page itself and those of sections do not meet.
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .map(|t| &t[..t.find('"').unwrap()])
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn posts_that_are_out_or_off_are_not_asked_about_and_approved_ones_on_request() {
        let titles = |only_open| -> Vec<u64> {
            shown_posts(&plan(), only_open)
                .iter()
                .map(|p| p.id.0)
                .collect()
        };
        assert_eq!(titles(false), [1, 2]);
        assert_eq!(titles(true), [1]);
        let mut w = plan();
        w.desk.hidden = vec!["content".into()];
        assert!(shown_posts(&w, false).is_empty());
        let html = to_client_review(&w, options());
        assert!(!html.contains("id=\"plan\""));
    }

    #[test]
    fn an_empty_workbook_makes_a_page_too() {
        let html = to_client_review(&Workbook::default(), options());
        assert!(asked(&html).is_empty() && html.contains("id=\"end\""));
    }

    // The file -----------------------------------------------------------------------------------

    fn refused(text: &str) -> ReadError {
        parse_decisions(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn what_is_no_file_of_decisions_is_refused_with_its_reason() {
        use ReadError::{Excess, Load, Newer, Nothing};
        assert_eq!(refused(""), Load(LoadError::Empty));
        assert!(matches!(
            refused("{\"format\":"),
            Load(LoadError::NotJson { .. })
        ));
        assert_eq!(refused("[]"), Load(LoadError::Foreign("json")));
        assert_eq!(
            refused(r#"{"format":"planerka","version":1}"#),
            Load(LoadError::Foreign("json"))
        );
        assert_eq!(
            refused(r#"{"format":"planerka-decisions","version":2,"decisions":[]}"#),
            Newer
        );
        assert_eq!(
            refused(r#"{"format":"planerka-decisions","version":"1","decisions":[]}"#),
            Newer
        );
        assert_eq!(
            refused(r#"{"format":"planerka-decisions","version":1}"#),
            Nothing
        );
        assert_eq!(
            refused(r#"{"format":"planerka-decisions","decisions":[1,{},{"subject":"brief"}]}"#),
            Nothing
        );
        let deep = format!(
            r#"{{"format":"planerka-decisions","x":{}{}}}"#,
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        assert_eq!(refused(&deep), Excess);
        let long = json!({ "format": FORMAT, "decisions": [{ "subject": "brief", "verdict": "comment", "comment": "x".repeat(20_001) }] });
        assert_eq!(refused(&long.to_string()), Excess);
        let many = json!({ "format": FORMAT, "decisions": vec![json!({}); 20_001] });
        assert_eq!(refused(&many.to_string()), Excess);
        assert_eq!(refused(&" ".repeat(4_000_001)), Load(LoadError::TooLarge));
    }

    #[test]
    fn a_workbook_reader_names_the_file() {
        let file = answer(
            &to_client_review(&plan(), options()),
            &[("brief", "approve", "")],
        );
        let error = from_json(file.to_string().as_bytes()).unwrap_err();
        assert_eq!(error, LoadError::Foreign("decisions"));
    }

    #[test]
    fn odd_entries_are_kept_as_far_as_they_say_something() {
        let file = json!({ "format": FORMAT, "name": " О\u{202e}ля \n", "decisions": [
            { "subject": "galaxy", "verdict": "approve", "title": "Раздел будущего" },
            { "subject": "brief", "verdict": "shrug", "comment": "не знаю" },
            { "subject": "brief", "verdict": "change", "comment": "  " },
            { "subject": "brief", "verdict": "comment", "comment": "раз\r\nдва\u{0}", "date": "вчера", "time": 5 },
            "нет", 7, null,
        ]});
        let got = read(&file);
        assert_eq!((got.who.as_str(), got.all.len(), got.unread), ("Оля", 3, 4));
        assert_eq!(got.all[0].subject, "galaxy");
        assert_eq!(got.all[1].verdict, Verdict::Comment);
        assert_eq!(
            (got.all[2].comment.as_str(), got.all[2].date.as_str()),
            ("раз\nдва", "")
        );
        let w = plan();
        let there = compare(&w, &got, Locale::Ru);
        assert_eq!(
            (there[0].fate, there[0].name.as_str()),
            (Fate::Unknown, "Раздел будущего")
        );
        // Kept all the same.
        assert_eq!(applied(&w, &got, &[]).review.client[0].subject, "galaxy");
    }

    proptest! {
        #[test]
        fn any_bytes_will_do(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse_decisions(&bytes);
        }

        #[test]
        fn a_changed_byte_never_panics_and_never_spoils_the_workbook(at in 0_usize..4000, byte in any::<u8>()) {
            let w = plan();
            let html = to_client_review(&w, options());
            let mut bytes = answer(&html, &[("content.posts.1", "approve", ""), ("brief", "change", "Добавить адрес")]).to_string().into_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(decisions) = parse_decisions(&bytes) {
                let after = applied(&w, &decisions, &[]);
                prop_assert_eq!(from_json(to_json(&after).as_bytes()).unwrap().workbook, after);
            }
        }
    }

    // Into the workbook --------------------------------------------------------------------------

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
        let all: Vec<(&str, &str, &str)> =
            said.iter().map(|s| (s.as_str(), "approve", "")).collect();
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
}
