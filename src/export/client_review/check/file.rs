//! The file of decisions as it comes back: whole, odd, damaged, foreign.

#![cfg(test)]

use super::*;

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
