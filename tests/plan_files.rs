//! The content plan as CSV and back, tables of other programs, and files nobody should write.

use planerka::document::from_json;
use planerka::export::csv::Dialect;
use planerka::export::csv::read::{Sheet, sheet};
use planerka::export::plan_csv;
use planerka::export::plan_import::{
    Answer, Mapping, Options, Preview, Trouble, ambiguous, looks_like_plan, preview, propose,
};
use planerka::i18n::Locale;
use planerka::kernel::{Record, Row, RowId};
use planerka::modules::Workbook;
use planerka::modules::content::Post;
use proptest::prelude::*;
use std::fs;

fn load(name: &str) -> Workbook {
    let bytes = fs::read(format!("public/examples/{name}.json")).unwrap();
    from_json(&bytes).unwrap().workbook
}

fn read(w: &Workbook, bytes: &[u8], options: Options) -> (Sheet, Mapping, Preview) {
    let table = sheet(bytes).unwrap();
    let mapping = propose(&table);
    let mut next = 900_000;
    let mut ids = || {
        next += 1;
        RowId(next)
    };
    let found = preview(w, &table, &mapping, &options, &mut ids);
    (table, mapping, found)
}

fn troubles(found: &Preview) -> Vec<(Trouble, &str)> {
    let all = found.rows.iter().flat_map(|r| &r.problems);
    all.map(|p| (p.trouble, p.text.as_str())).collect()
}

/// A post as it stands, without its identity.
fn values(post: &Post) -> Vec<planerka::kernel::Value> {
    let record: &dyn Record = post.as_record();
    record.values()
}

#[test]
fn our_own_plan_comes_back_whole_in_one_step() {
    for name in ["coffee.ru", "coffee.en", "school.ru", "school.en"] {
        let w = load(name);
        for (l, dialect) in [
            (Locale::Ru, Dialect::EXCEL_COMMA),
            (Locale::En, Dialect::EXCEL_POINT),
            (Locale::Ru, Dialect::PROGRAM),
        ] {
            let text = plan_csv::plan(&w, l, dialect);
            let mut empty = w.clone();
            empty.content.posts.clear();
            let (_, mapping, found) = read(&empty, text.as_bytes(), Options::default());
            assert!(mapping.columns.iter().all(Option::is_some), "{mapping:?}");
            assert_eq!(troubles(&found), [], "{name}");
            let before = empty.clone();
            let undo = empty.apply_all(found.edits(false)).unwrap();
            assert_eq!(empty.content.posts.len(), w.content.posts.len());
            let order = planerka::modules::content::calendar::order(&w.content.posts);
            for (was, is) in order.into_iter().zip(&empty.content.posts) {
                // Several lines in a field of one line become one; nothing else changes.
                assert_eq!(values(is), values(was), "{name}: {}", was.title);
            }
            empty.apply_all(undo).unwrap();
            assert_eq!(empty, before);
        }
    }
}

#[test]
fn a_plan_that_is_there_already_is_not_added_twice() {
    let w = load("coffee.ru");
    let text = plan_csv::plan(&w, Locale::Ru, Dialect::EXCEL_COMMA);
    let (_, _, found) = read(&w, text.as_bytes(), Options::default());
    assert!(found.rows.iter().all(|r| r.duplicate));
    assert_eq!(found.edits(false), []);
    assert_eq!(found.edits(true).len(), w.content.posts.len());
}

#[test]
fn tables_of_other_programs_are_understood() {
    let mut w = load("coffee.en");
    w.content.posts.clear();
    for (what, text, want) in [
        (
            "Buffer",
            "\"Text\",\"Image URL\",\"Tags\",\"Posting Time\"\r\n\"Hello, yard\",\"\",\"a,b\",\"2026-12-01 09:30\"\r\n",
            &[Some("body"), Some("asset"), Some("hashtags"), Some("date")][..],
        ),
        (
            "Publer",
            "Date - Intl. format or prompt,Text,Link(s) - Separated by comma for FB carousels,Media URL(s) - Separated by comma,Title - For the video\n2026-12-01 09:30,\"Hello, yard\",,,\n",
            &[
                Some("date"),
                Some("body"),
                Some("link"),
                Some("asset"),
                Some("title"),
            ],
        ),
        (
            "Notion",
            "\u{feff}Name,Date,Platform,Status,Notes,Assignee\n\"Hello, yard\",\"December 1, 2026 9:30 AM\",Instagram,In progress,,Anna\n",
            &[
                Some("title"),
                Some("date"),
                Some("channel"),
                Some("status"),
                Some("body"),
                Some("owner"),
            ],
        ),
        (
            "Trello",
            "Card Name;Card Description;Labels;List Name;Due Date\n\"Hello, yard\";;promo;To Do;2026-12-01T09:30:00.000Z\n",
            &[
                Some("title"),
                Some("body"),
                Some("hashtags"),
                Some("status"),
                Some("date"),
            ],
        ),
        (
            "Google",
            "Subject,Start Date,Start Time,Description\n\"Hello, yard\",12/01/2026,9:30 AM,\n\"Later\",12/24/2026,9:30 AM,\n",
            &[Some("title"), Some("date"), Some("time"), Some("body")],
        ),
        (
            "по-русски, с заголовком таблицы",
            "Контент-план на декабрь;;;;\n;;;;\nДата;Время;Соцсеть;Тема поста;Статус\n1 декабря;09.30;ВК;Hello, yard;В работе\n",
            &[
                Some("date"),
                Some("time"),
                Some("channel"),
                Some("title"),
                Some("status"),
            ],
        ),
        (
            "по-русски, вопросами",
            "Когда?;Время выхода;Площадка;Рубрика / тип контента;О чём пост;Текст (черновик)\n1 дек.;9.30;тг;;Hello, yard;\n",
            &[
                Some("date"),
                Some("time"),
                Some("channel"),
                Some("rubric"),
                Some("title"),
                Some("body"),
            ],
        ),
        (
            "Hootsuite, без заголовков",
            "12/01/2026 09:30,\"Hello, yard\",https://example.com\n12/24/2026 10:30,\"Second\",https://example.com\n",
            &[Some("date"), Some("body"), Some("link")],
        ),
    ] {
        let (_, mapping, found) = read(&w, text.as_bytes(), Options::default());
        assert_eq!(mapping.columns, want, "{what}");
        let post = &found.rows[0].post;
        assert_eq!(
            (post.date.typed(), post.time.typed()),
            ("2026-12-01", "09:30"),
            "{what}"
        );
        assert_eq!(post.title, "Hello, yard", "{what}");
        let mut changed = w.clone();
        changed.apply_all(found.edits(false)).unwrap();
        assert_eq!(changed.content.posts.len(), found.rows.len(), "{what}");
    }
}

#[test]
fn names_lead_to_rows_and_what_has_none_is_told() {
    let mut w = load("coffee.ru");
    w.content.posts.clear();
    let rubric = w.content.rubrics[0].clone();
    let [a, b] = [&w.audience.personas[0], &w.audience.personas[1]].map(|p| (p.id, p.name.clone()));
    let text = format!(
        "Дата;Канал;Рубрика;Для кого;Статус;Формат;Тема;Бюджет\n\
         скоро;ВКонтакте;{};{}, {};Согласовано;Рилс;Раз;5000\n\
         03/04/2026;Твиттер;Новая рубрика;{};почти;;Два;\n\
         ;;;;;;;только чужое\n",
        rubric.name.to_uppercase(),
        a.1,
        b.1,
        a.1
    );
    let (_, _, found) = read(&w, text.as_bytes(), Options::default());
    assert_eq!(
        troubles(&found),
        [
            (Trouble::Date, "скоро"),
            (Trouble::Column, "5000"),
            (Trouble::Order, "03/04/2026"),
            (Trouble::Name, "Твиттер"),
            (Trouble::Name, "Новая рубрика"),
            (Trouble::Option, "почти"),
        ]
    );
    assert_eq!(found.passed, [4]);
    let post = &found.rows[0].post;
    assert_eq!(post.date.typed(), "скоро");
    assert_eq!(post.channel, Some(w.channels.channels[0].id));
    assert_eq!(post.rubric, Some(rubric.id));
    assert_eq!(post.personas, [a.0, b.0]);
    assert_eq!((post.status.id(), post.format.id()), ("approved", "clip"));

    let make = Options {
        make: true,
        ..Options::default()
    };
    let (_, _, found) = read(&w, text.as_bytes(), make);
    let before = w.content.rubrics.len();
    let edits = found.edits(false);
    w.apply_all(edits).unwrap();
    assert_eq!(w.content.rubrics.len(), before + 1);
    assert_eq!(
        w.content.posts[1].rubric,
        Some(w.content.rubrics[before].id)
    );
    assert_eq!(w.content.rubrics[before].name, "Новая рубрика");
}

/// What people really keep: a heading over all columns, empty rows, weeks, one date for several rows, nicknames of channels.
const MESSY: &str = "КОНТЕНТ-ПЛАН;;;;\r\n;;;;\r\nДата;Где;Рубрика;Тема;Время\r\nНЕДЕЛЯ 1;;;;\r\n\
    3 дек;ВК;Польза;Зимнее меню;10:00\r\n;инста;польза ;Рилс про меню;\r\n4 дек;;;;\r\n;ВКонтакте;;Опрос;\r\n\
    Дата;Где;Рубрика;Тема;Время\r\n;;Польза;;\r\nкогда-нибудь;Пикабу;;Мем;\r\n\
    ИТОГО;4;;;\r\n";

#[test]
fn rows_that_are_no_posts_are_named_and_dates_are_repeated_when_asked() {
    let w = Workbook::default();
    let near = "2026-11-20".parse().ok();
    let options = Options {
        near,
        ..Options::default()
    };
    let (_, _, found) = read(&w, MESSY.as_bytes(), options);
    assert_eq!(found.passed, [4, 7, 9, 10, 12]);
    assert_eq!(found.below, 2);
    let days = |found: &Preview| -> Vec<String> {
        let rows = found.rows.iter();
        rows.map(|r| r.post.date.typed().to_owned()).collect()
    };
    assert_eq!(days(&found), ["2026-12-03", "", "", "когда-нибудь"]);
    let options = Options {
        near,
        repeat: true,
        ..Options::default()
    };
    let (_, _, found) = read(&w, MESSY.as_bytes(), options);
    // An empty day of a template is a day all the same.
    assert_eq!(
        days(&found),
        ["2026-12-03", "2026-12-03", "2026-12-04", "когда-нибудь"]
    );
}

#[test]
fn names_that_are_missing_are_asked_about_once_and_answered() {
    let mut w = load("coffee.ru");
    w.content.posts.clear();
    w.channels.channels.retain(|c| !c.platform.is("vk"));
    let (rubric, kept) = (w.content.rubrics[0].id, w.channels.channels.len());
    let (_, _, found) = read(&w, MESSY.as_bytes(), Options::default());
    let asked = |found: &Preview| -> Vec<(&str, String, usize)> {
        let all = found.missing.iter();
        all.map(|m| (m.table.table, m.name.clone(), m.cells))
            .collect()
    };
    let want = asked(&found);
    assert!(
        want.contains(&("rubrics", "Польза".into(), 2))
            && want.contains(&("channels", "Пикабу".into(), 1)),
        "{want:?}"
    );
    assert!(found.made.is_empty());
    let table = |name: &str| found.missing.iter().find(|m| m.name == name).unwrap().table;
    let options = Options {
        make: true,
        answers: vec![
            (table("Польза"), "ПОЛЬЗА".into(), Answer::Take(rubric)),
            (table("Пикабу"), "Пикабу".into(), Answer::Leave),
        ],
        ..Options::default()
    };
    let (_, _, answered) = read(&w, MESSY.as_bytes(), options);
    // The questions stay the same, whatever was answered.
    assert_eq!(asked(&answered), want);
    assert!(
        answered.rows[..2]
            .iter()
            .all(|r| r.post.rubric == Some(rubric))
    );
    assert!(troubles(&answered).contains(&(Trouble::Name, "Пикабу")));
    let before = w.clone();
    let undo = w.apply_all(answered.edits(false)).unwrap();
    // Two names of one platform are one channel.
    let vk: Vec<_> = w
        .channels
        .channels
        .iter()
        .filter(|c| c.platform.is("vk"))
        .collect();
    assert_eq!(vk.len(), 1);
    assert_eq!(w.content.posts[0].channel, Some(vk[0].id));
    assert_eq!(w.content.posts[2].channel, Some(vk[0].id));
    assert_eq!(w.content.posts[3].channel, None);
    let made = answered.made.len();
    assert_eq!(w.channels.channels.len(), kept + made);
    assert_eq!(w.content.rubrics, before.content.rubrics);
    w.apply_all(undo).unwrap();
    assert_eq!(w, before);
}

#[test]
fn dates_that_read_either_way_are_counted_and_settled_by_the_table_where_it_can() {
    let ask = |rows: &str| {
        let table = sheet(format!("Date,Title\n{rows}").as_bytes()).unwrap();
        ambiguous(&table, &propose(&table))
    };
    assert_eq!(
        ask("03/04/2026,a\n05/06/2026,b\n2026-01-02,c"),
        Some((2, "03/04/2026".into()))
    );
    assert_eq!(ask("03/04/2026,a\n28/06/2026,b"), None);
    assert_eq!(ask("03.04.2026,a\n4 March 2026,b"), None);
    // The table contradicts itself: only the user knows.
    assert_eq!(
        ask("28/06/2026,a\n06/28/2026,b\n03/04/2026,c"),
        Some((1, "03/04/2026".into()))
    );
}

#[test]
fn plans_are_told_from_other_texts() {
    for (text, want) in [
        ("Дата;Тема\n1;2\n", true),
        ("2026-12-01\tПост\n2026-12-02\tПост", true),
        ("просто слова", false),
        ("Привет, Аня\nПока, Боря\n", false),
        ("Дата\n2026-12-01\n", false),
        ("Дата;Тема\n", false),
        ("{\n\"format\": 1,\n\"modules\": 2,\n", false),
    ] {
        assert_eq!(
            looks_like_plan(&sheet(text.as_bytes()).unwrap()),
            want,
            "{text}"
        );
    }
}

#[test]
fn every_trouble_and_refusal_has_its_own_words() {
    use planerka::export::csv::read::Unreadable;
    for l in Locale::ALL {
        let mut words: Vec<String> = [
            Trouble::Date,
            Trouble::Order,
            Trouble::Year,
            Trouble::Zone,
            Trouble::Serial,
            Trouble::Time,
            Trouble::Option,
            Trouble::Name,
            Trouble::Several,
            Trouble::Second,
            Trouble::Column,
            Trouble::Duplicate,
            Trouble::Untitled,
        ]
        .iter()
        .map(|t| t.words(l).to_owned())
        .chain(
            [
                Unreadable::TooLarge,
                Unreadable::Empty,
                Unreadable::Spreadsheet,
                Unreadable::Binary,
            ]
            .map(|u| u.words(l)),
        )
        .collect();
        let all = words.len();
        assert!(
            words
                .iter()
                .all(|w| w.chars().count() > 10 && !w.contains('{'))
        );
        words.sort();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}

/// Every character of every cell is in the post or in a problem, or its line is named.
fn nothing_is_lost(table: &Sheet, mapping: &Mapping, found: &Preview) {
    let told: usize = found.rows.len() + found.passed.len() + mapping.head;
    assert_eq!(told, table.rows.len());
    for row in &found.rows {
        for p in &row.problems {
            assert!(!p.text.is_empty() || p.column.is_none());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(table) = sheet(&bytes) {
            let mut ids = { let mut n = 0; move || { n += 1; RowId(n) } };
            let mapping = propose(&table);
            let found = preview(&Workbook::default(), &table, &mapping, &Options { make: true, repeat: true, ..Options::default() }, &mut ids);
            nothing_is_lost(&table, &mapping, &found);
            let mut w = Workbook::default();
            let edits = found.edits(true);
            let done = w.apply_all(edits);
            prop_assert!(done.is_ok());
        }
    }

    #[test]
    fn any_table_gives_posts_that_fit(
        cells in prop::collection::vec(prop::collection::vec("[a-zа-я0-9 .:/,;\"'=+@\n-]{0,20}", 1..8), 1..8),
        head in prop::sample::subsequence(vec!["Дата", "Text", "Channel", "Рубрика", "Status", "Время", "Для кого", "Reserve: may be moved"], 2..8),
        semicolon in any::<bool>(),
    ) {
        let w = load("coffee.ru");
        let dialect = if semicolon { Dialect::EXCEL_COMMA } else { Dialect::EXCEL_POINT };
        let mut rows: Vec<Vec<String>> = vec![head.iter().map(|s| (*s).to_owned()).collect()];
        rows.extend(cells);
        let text = planerka::export::csv::to_csv(&rows, dialect);
        let table = sheet(text.as_bytes()).unwrap();
        // What was written is what is read.
        let bare = |c: &str| planerka::export::csv::read::bare(c);
        let kept: Vec<Vec<String>> = rows.iter().filter(|r| r.iter().any(|c| !c.trim().is_empty()))
            .map(|r| r.iter().map(|c| c.trim().to_owned()).collect()).collect();
        if table.separator == dialect.separator {
            prop_assert_eq!(table.rows.iter().map(|(_, r)| r.iter().map(|c| bare(c).trim().to_owned()).collect::<Vec<_>>()).collect::<Vec<_>>(), kept);
        }
        let mut n = 1_000_000;
        let mut ids = || { n += 1; RowId(n) };
        let mapping = propose(&table);
        let found = preview(&w, &table, &mapping, &Options::default(), &mut ids);
        nothing_is_lost(&table, &mapping, &found);
        let mut changed = w.clone();
        let edits = found.edits(true);
        prop_assert!(changed.apply_all(edits).is_ok());
    }

    #[test]
    fn no_text_of_a_plan_for_people_can_be_calculated(text in "[=+@;,\t\n\r|\"' a1-]{0,12}") {
        let mut w = Workbook::default();
        w.content.posts.push(Post { id: RowId(1), title: text.clone(), body: text, ..Post::default() });
        for dialect in [Dialect::EXCEL_COMMA, Dialect::EXCEL_POINT] {
            let csv = plan_csv::plan(&w, Locale::En, dialect);
            // However a program splits it: at any separator and line end, quotes seen or not.
            for piece in csv.split([',', ';', '\t', '\n', '\r', '|']) {
                let piece = piece.strip_prefix('"').unwrap_or(piece);
                let number = piece.trim_end_matches('"').trim_start_matches(['-', '+']).chars().all(|c| c.is_ascii_digit() || c == ' ');
                prop_assert!(number || !piece.starts_with(['=', '+', '-', '@']), "{:?} in {:?}", piece, csv);
            }
        }
    }
}
