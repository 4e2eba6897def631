//! The questionnaire and the way back, with hostile words in between.

#[cfg(test)]
mod tests {
    use super::super::answers::askable;
    use super::super::*;
    use crate::document::{self, Edit, LoadError};
    use crate::kernel::{RowId, Value};
    use crate::modules::brief::AnswerSource;
    use crate::modules::brief::{Event, PastChannel, Product};
    use proptest::prelude::*;
    use serde_json::{Map, Value as Json, json};

    const HOSTILE: &[&str] = &[
        "\"><script>alert(1)</script>",
        "</textarea><img src=x onerror=alert(1)>",
        "' onfocus=alert(1) x='",
        "javascript:alert(1)",
        "</script><!--",
        "{n} {of} &amp; 🔥👩🏽‍🚀 ё\u{202e}",
        "\n\nпервая пустая",
        "C:\\n\u{0}\u{7}",
    ];

    fn ids() -> impl FnMut() -> RowId {
        let mut next = 900_000;
        move || {
            next += 1;
            RowId(next)
        }
    }

    /// A workbook with text in every field that the client is asked.
    fn full(words: &str) -> Workbook {
        let mut w = Workbook::default();
        w.frame.project = words.into();
        w.frame.author = words.into();
        for f in Brief::FIELDS {
            let value = match f.kind {
                Kind::Lines => Value::Lines(vec![words.into(), "вторая".into()]),
                Kind::Flag => Value::Flag(true),
                Kind::Choice(set) => Value::text(set.options[0].id),
                _ => Value::text(words),
            };
            w.apply(Edit::Set {
                path: Path::field(SLUG, f.id),
                value,
            })
            .unwrap();
        }
        w.brief.products = vec![Product {
            id: RowId(5),
            name: words.into(),
            note: words.into(),
            ..Product::default()
        }];
        w.brief.events = vec![Event {
            id: RowId(5),
            date: "2026-12-05".into(),
            title: words.into(),
            ..Event::default()
        }];
        w
    }

    /// Reads the page the way a browser and its script would: every control with its value.
    fn fill(html: &str) -> Json {
        let unescape = |s: &str| {
            s.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
        };
        let attr = |tag: &str, name: &str| {
            let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
            Some(unescape(&tag[at..at + tag[at..].find('"')?]))
        };
        let mut answers = Map::new();
        let mut put = |name: &str, value: String, kind: Option<String>| {
            if value.trim().is_empty() {
                return;
            }
            match name.split('.').collect::<Vec<_>>()[..] {
                [table, row, column] => {
                    let rows = answers
                        .entry(table)
                        .or_insert(json!([]))
                        .as_array_mut()
                        .unwrap();
                    let row: usize = row.parse().unwrap();
                    while rows.len() <= row {
                        rows.push(json!({}));
                    }
                    rows[row][column] = json!(value.trim());
                }
                _ => {
                    let lines: Vec<&str> = value
                        .lines()
                        .map(str::trim)
                        .filter(|s| !s.is_empty())
                        .collect();
                    let value = match kind.as_deref() {
                        Some("lines") => json!(lines),
                        Some("flag") => json!(true),
                        _ => json!(value.trim()),
                    };
                    answers.insert(name.to_owned(), value);
                }
            }
        };
        let form = &html[html.find("<form").unwrap()..html.find("<footer").unwrap()];
        let mut select = None;
        for part in form.split('<').skip(1) {
            let (tag, inner) = part.split_once('>').unwrap();
            let tag = format!(" {tag}");
            let name = attr(&tag, "name");
            match tag.split_whitespace().next().unwrap() {
                "textarea" => put(
                    &name.unwrap(),
                    unescape(inner.strip_prefix('\n').unwrap()),
                    attr(&tag, "data-kind"),
                ),
                "input" => match attr(&tag, "type").unwrap().as_str() {
                    "text" => put(&name.unwrap(), attr(&tag, "value").unwrap(), None),
                    _ if tag.ends_with(" checked") => put(
                        &name.unwrap(),
                        attr(&tag, "value").unwrap(),
                        attr(&tag, "data-kind"),
                    ),
                    _ => {}
                },
                "select" => select = name,
                "option" if tag.ends_with(" selected") => {
                    put(select.as_ref().unwrap(), attr(&tag, "value").unwrap(), None)
                }
                _ => {}
            }
        }
        json!({ "format": FORMAT, "schema": 1, "project": attr(html, "data-project").unwrap(), "answers": answers })
    }

    #[test]
    fn every_question_has_its_words_and_every_field_a_place() {
        for (id, _) in QUESTIONS {
            assert!(askable().any(|f| f == *id), "{id}");
            assert!(field(id).is_some() || table(id).is_some(), "{id}");
        }
        let ours = [
            "promised_leads",
            "budget_production",
            "budget_ads",
            "budget_bloggers",
            "budget_tools",
            "budget_fee",
            "accesses",
        ];
        for id in askable() {
            assert_eq!(question(id).is_none(), ours.contains(&id), "{id}");
        }
        let html = client_form_html(&Workbook::default(), Locale::En, false);
        for (id, key) in QUESTIONS {
            assert!(html.contains(&escape(Locale::En.t(*key))), "{id}");
        }
    }

    #[test]
    fn blank_form_carries_no_answer_and_is_the_same_every_time() {
        let w = full("secret words");
        for l in Locale::ALL {
            let html = client_form_html(&w, l, false);
            let body = &html[html.find("<form").unwrap()..];
            assert!(!body.contains("secret"));
            assert!(html.contains(&format!("lang=\"{}\"", l.tag())));
            assert_eq!(html, client_form_html(&w, l, false));
            assert_eq!(fill(&html)["answers"], json!({}));
        }
        let memory = |html: &str| {
            html[html.find("data-key").unwrap()..]
                .chars()
                .take(50)
                .collect::<String>()
        };
        assert_ne!(
            memory(&client_form_html(&w, Locale::Ru, false)),
            memory(&client_form_html(&w, Locale::Ru, true))
        );
    }

    #[test]
    fn hostile_words_stay_words() {
        for words in HOSTILE {
            let w = full(words);
            let html = client_form_html(&w, Locale::Ru, true);
            assert_eq!(html.matches("<script").count(), 1, "{words}");
            assert_eq!(html.matches("</script").count(), 1, "{words}");
            assert_eq!(html.matches("<img").count(), 0, "{words}");
            assert_eq!(
                html.matches("<textarea").count(),
                html.matches("</textarea>").count(),
                "{words}"
            );
            assert!(html.contains(&format!("<script>{}</script>", PAGE.whole_script())));
            assert!(!html.contains("href=\"javascript"), "{words}");
            // The same page, filled and sent back, changes nothing.
            let answers = parse_answers(fill(&html).to_string().as_bytes()).unwrap();
            for change in compare(&w, &answers, Locale::Ru) {
                let clean = words.chars().all(|c| !c.is_control() || c == '\n');
                assert!(!clean || change.state == State::Same, "{words}: {change:?}");
            }
        }
    }

    #[test]
    fn answers_come_back_as_one_step_with_their_source() {
        let said = full("Ответ клиента");
        let answers = parse_answers(
            fill(&client_form_html(&said, Locale::Ru, true))
                .to_string()
                .as_bytes(),
        )
        .unwrap();
        let mut w = Workbook::default();
        w.brief.sources = vec![AnswerSource {
            id: RowId(7),
            field: "usp".into(),
            source: "assumption".into(),
            ..AnswerSource::default()
        }];
        w.brief.usp = "Наша догадка".into();
        let changes = compare(&w, &answers, Locale::Ru);
        assert_eq!(
            changes.len(),
            QUESTIONS.len() - 1,
            "all but the channels, of which there are none"
        );
        assert!(changes.iter().all(|c| c.state
            == if c.id == "usp" {
                State::Changed
            } else {
                State::New
            }));
        let all: Vec<&str> = changes.iter().map(|c| c.id).collect();
        let before = w.clone();
        let inverse = w.apply_all(edits(&w, &answers, &all, ids())).unwrap();
        for id in &all {
            let source: Vec<_> = w.brief.sources.iter().filter(|s| s.field == *id).collect();
            assert_eq!(source.len(), 1, "{id}");
            assert!(source[0].source.is("client"), "{id}");
            assert!(
                !compare(&w, &answers, Locale::Ru)
                    .iter()
                    .any(|c| c.state != State::Same),
                "{id}"
            );
        }
        assert_eq!(w.brief.taboo_words, ["Ответ клиента", "вторая"]);
        assert_eq!(w.brief.products[0].name, "Ответ клиента");
        assert!(w.brief.no_taboos);
        // Nothing to enter twice, and one way back.
        assert_eq!(edits(&w, &answers, &all, ids()), []);
        w.apply_all(inverse).unwrap();
        assert_eq!(w, before);
    }

    #[test]
    fn only_the_chosen_answers_are_entered() {
        let answers = parse_answers(
            br#"{"format":"planerka-brief","answers":{"company":" New ","age":"5"}}"#,
        )
        .unwrap();
        let mut w = Workbook::default();
        w.apply_all(edits(&w, &answers, &["company", "nothing"], ids()))
            .unwrap();
        assert_eq!(
            (w.brief.company.as_str(), w.brief.age.as_str()),
            ("New", "")
        );
        assert_eq!(w.brief.sources.len(), 1);
    }

    #[test]
    fn the_same_number_written_otherwise_is_no_change() {
        let mut w = Workbook::default();
        w.brief.budget = "330000".into();
        w.brief.margin = "62".into();
        w.brief.deadline = "2027-02-28".into();
        w.brief.company = "Лампа".into();
        let text = r#"{"format":"planerka-brief","answers":{"budget":"330 000,00 ₽","margin":"62 %","deadline":"28.02.2027","company":"Лампа  ","average_check":390}}"#;
        let answers = parse_answers(text.as_bytes()).unwrap();
        let states: Vec<_> = compare(&w, &answers, Locale::Ru)
            .into_iter()
            .map(|c| (c.id, c.state))
            .collect();
        let same = State::Same;
        assert_eq!(
            states,
            [
                ("company", same),
                ("average_check", State::New),
                ("margin", same),
                ("deadline", same),
                ("budget", same)
            ]
        );
        // The same answer is entered only as a source.
        assert_eq!(edits(&w, &answers, &["budget"], ids()).len(), 1);
    }

    #[test]
    fn rows_meet_by_what_they_are() {
        let mut w = Workbook::default();
        w.brief.products = vec![
            Product {
                id: RowId(1),
                ..Product::default()
            },
            Product {
                id: RowId(2),
                name: "Капучино".into(),
                price: "230".into(),
                note: "хит".into(),
                ..Product::default()
            },
        ];
        w.brief.past_channels = vec![PastChannel {
            id: RowId(1),
            platform: "vk".into(),
            handle: "one".into(),
            ..PastChannel::default()
        }];
        let text = r#"{"format":"planerka-brief","answers":{
            "products":[{"name":"капучино ","price":"250"},{"name":"Раф"},{}],
            "past_channels":[{"platform":"vk","handle":"two"},{"platform":"vk","followers":"10"}]}}"#;
        let answers = parse_answers(text.as_bytes()).unwrap();
        let changes = compare(&w, &answers, Locale::Ru);
        assert!(changes.iter().all(|c| c.state == State::Changed));
        assert_eq!(changes[0].theirs.lines().count(), 2);
        w.apply_all(edits(&w, &answers, &["products", "past_channels"], ids()))
            .unwrap();
        let names: Vec<_> = w
            .brief
            .products
            .iter()
            .map(|p| (p.name.as_str(), p.price.as_str(), p.note.as_str()))
            .collect();
        assert_eq!(
            names,
            [("", "", ""), ("Капучино", "250", "хит"), ("Раф", "", "")]
        );
        let channels: Vec<_> = w
            .brief
            .past_channels
            .iter()
            .map(|c| (c.handle.as_str(), c.followers.as_str()))
            .collect();
        assert_eq!(channels, [("one", "10"), ("two", "")]);
    }

    #[test]
    fn a_whole_workbook_brings_its_brief() {
        let mut sent = Workbook::default();
        sent.frame.project = "Другой".into();
        sent.brief.company = "Лампа".into();
        let answers = parse_answers(document::to_json(&sent).as_bytes()).unwrap();
        assert_eq!(answers.project, "Другой");
        assert_eq!(compare(&Workbook::default(), &answers, Locale::Ru).len(), 1);
    }

    #[test]
    fn foreign_files_are_refused_with_a_reason() {
        use AnswersError::{Load, Newer, Nothing};
        let read = |s: &str| parse_answers(s.as_bytes()).unwrap_err();
        assert_eq!(read(""), Load(LoadError::Empty));
        assert_eq!(read("[]"), Load(LoadError::Foreign("json")));
        assert_eq!(
            read("<!DOCTYPE html><html>"),
            Load(LoadError::Foreign("html"))
        );
        assert!(matches!(
            read("{\"format\":\"planerka-brief\",\"answers\":{\"company\":\"Ла"),
            Load(LoadError::NotJson { .. })
        ));
        assert_eq!(read(r#"{"format":"planerka-brief"}"#), Nothing);
        assert_eq!(
            read(r#"{"format":"planerka-brief","answers":{"company":"  ","unknown":"x"}}"#),
            Nothing
        );
        assert_eq!(
            read(r#"{"format":"planerka-brief","schema":99,"answers":{"company":"x"}}"#),
            Newer
        );
        assert_eq!(
            read(r#"{"format":"planerka-brief","answers":[1,2]}"#),
            Nothing
        );
        // Wrong shapes inside do not spoil the rest.
        let odd = r#"{"format":"planerka-brief","answers":{"company":{"a":1},"proof":"a\nb","business":["x","y"],"no_taboos":"on","products":"no","events":[1,{"title":"T"}]}}"#;
        let answers = parse_answers(odd.as_bytes()).unwrap();
        let got: Vec<_> = compare(&Workbook::default(), &answers, Locale::Ru)
            .into_iter()
            .map(|c| (c.id, c.theirs))
            .collect();
        let want = [
            ("business", "x\ny"),
            ("proof", "a\nb"),
            ("no_taboos", "да"),
            ("events", "T"),
        ];
        assert_eq!(got, want.map(|(id, text)| (id, text.to_owned())));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse_answers(&bytes);
        }

        #[test]
        fn any_json_of_answers_is_read_or_refused(id in "[a-z_]{3,12}|company|products|margin", body in "[\\[\\]{}\":,a-z0-9\\\\ ]{0,80}") {
            let text = format!("{{\"format\":\"planerka-brief\",\"answers\":{{\"{id}\":{body}}}}}");
            if let Ok(answers) = parse_answers(text.as_bytes()) {
                let w = Workbook::default();
                let all: Vec<&str> = askable().collect();
                let mut copy = w.clone();
                prop_assert!(copy.apply_all(edits(&w, &answers, &all, ids())).is_ok());
            }
        }

        #[test]
        fn any_words_survive_the_round_trip(words in "\\PC{1,60}") {
            let w = full(&words);
            let html = client_form_html(&w, Locale::En, true);
            prop_assert_eq!(html.matches("<script").count(), 1);
            if let Ok(answers) = parse_answers(fill(&html).to_string().as_bytes()) {
                for change in compare(&w, &answers, Locale::En) {
                    prop_assert_eq!(change.state, State::Same, "{:?}", change);
                }
            }
        }
    }

    #[test]
    fn the_policy_allows_exactly_our_script() {
        PAGE.check();
    }
}
