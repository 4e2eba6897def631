//! The strategy as slides: how many, with which numbers, and that everything stands where there is room for it.

#[path = "books/mod.rs"]
mod books;
#[path = "books/decks.rs"]
mod decks;

use books::{EXAMPLES, load};
use decks::{corpus, today};
use planerka::calc::funnel;
use planerka::chart::letters;
use planerka::chart::{Anchor as Hang, Shape};
use planerka::i18n::Locale;
use planerka::kernel::Block as Told;
use planerka::modules::Workbook;
use planerka::modules::brief::budget::Split;
use planerka::modules::content::calendar::planned;
use planerka::modules::goals::forecast;
use planerka::modules::goals::values::Way;
use planerka::report::deck::{
    Block, Deck, Face, Frame, HEIGHT, Item, Part, Scene, Table, WIDTH, build, fit, height, scale,
    scenes,
};
use std::collections::BTreeSet;

fn locale(name: &str) -> Locale {
    Locale::from_tag(&name[name.len() - 2..]).unwrap()
}

fn blocks<'a>(deck: &'a Deck, id: &str) -> Vec<&'a Block> {
    let slide = deck.slides.iter().find(|s| s.id == id);
    let slide = slide.unwrap_or_else(|| panic!("no slide {id}"));
    slide.left.iter().chain(&slide.right).collect()
}

fn table<'a>(deck: &'a Deck, id: &str) -> &'a Table {
    let all = blocks(deck, id);
    let found = all.iter().find_map(|b| match b {
        Block::Table(t) => Some(t),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no table on {id}"))
}

fn said(deck: &Deck, id: &str) -> String {
    format!("{:?}", blocks(deck, id))
}

/// A headline, every space a plain one.
fn title(deck: &Deck, id: &str) -> String {
    let slide = deck.slides.iter().find(|s| s.id == id).unwrap();
    plain(&slide.title)
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Cells of all tables of the document.
fn document(w: &Workbook) -> Vec<Vec<String>> {
    planerka::report::build(w, today())
        .sections
        .into_iter()
        .flat_map(|s| s.blocks)
        .filter_map(|b| match b {
            Told::Table { rows, .. } => Some(rows),
            _ => None,
        })
        .flatten()
        .collect()
}

#[test]
fn the_full_examples_have_ten_to_fifteen_slides() {
    for name in EXAMPLES {
        let deck = build(&load(name), today());
        let n = deck.slides.len();
        assert!((10..=15).contains(&n), "{name}: {n}");
        let ids: BTreeSet<&str> = deck.slides.iter().map(|s| s.id).collect();
        assert_eq!(ids.len(), n, "{name}");
        assert_eq!(deck.locale, locale(name));
        for slide in &deck.slides {
            assert!(
                !slide.title.is_empty() && !slide.notes.is_empty(),
                "{name} {}",
                slide.id
            );
        }
    }
    // Both languages tell the same story.
    for pair in EXAMPLES.chunks(2) {
        let ids = |name: &str| -> Vec<&str> {
            build(&load(name), today())
                .slides
                .iter()
                .map(|s| s.id)
                .collect()
        };
        assert_eq!(ids(pair[0]), ids(pair[1]));
    }
}

#[test]
fn numbers_are_those_of_the_model_and_of_the_document() {
    for name in EXAMPLES {
        let (w, l) = (load(name), locale(name));
        let deck = build(&w, today());
        let rows = document(&w);
        // The chief KPI is the headline, with both numbers.
        let north = w.goals.kpis.iter().find(|p| p.level.is("north")).unwrap();
        let line = Way::of_kpi(north, w.currency()).line(l).unwrap();
        assert!(title(&deck, "goals").contains(&plain(&line)), "{name}");
        for row in &table(&deck, "goals").rows {
            let told = rows.iter().any(|r| r[0] == row[0] && r.contains(&row[2]));
            assert!(told, "{name}: {row:?}");
        }
        // The funnel.
        let inputs = forecast::inputs(&w);
        let f = funnel::forward(&inputs);
        #[allow(clippy::cast_precision_loss)]
        let number = |n: u64| l.number(n as f64, 0);
        let leads = f.leads.unwrap();
        let head = title(&deck, "funnel");
        for part in [
            number(leads),
            number(inputs.promised.unwrap()),
            number(leads.abs_diff(inputs.promised.unwrap())),
            l.money(f.cpl.unwrap(), w.currency()),
        ] {
            assert!(head.contains(&plain(&part)), "{name}: {part} in {head}");
        }
        let said_funnel = said(&deck, "funnel");
        for (_, value) in forecast::steps(&w, l).iter().take(4) {
            let value = value.clone().unwrap();
            assert!(
                said_funnel.contains(&format!("{value:?}")[1..value.len()].to_owned()),
                "{name}: {value}"
            );
        }
        // The comparison repeats cells of the document.
        for row in &table(&deck, "competitors").rows {
            let told = rows.iter().any(|r| r.iter().take(6).eq(row.iter().take(6)));
            assert!(told, "{name}: {row:?}");
        }
        // The plan: every dated post once, channels and weeks add up.
        let plan = table(&deck, "plan");
        let total = w
            .content
            .posts
            .iter()
            .filter(|p| planned(p) && p.date.value().is_some())
            .count();
        let n = |cell: &str| cell.parse::<usize>().unwrap_or(0);
        let (sum, weeks) = plan.rows.split_last().unwrap();
        assert_eq!(n(sum.last().unwrap()), total, "{name}");
        for row in &plan.rows {
            let parts: usize = row[1..row.len() - 1].iter().map(|c| n(c)).sum();
            assert_eq!(parts, n(row.last().unwrap()), "{name}: {row:?}");
        }
        for column in 1..sum.len() {
            let parts: usize = weeks.iter().map(|r| n(&r[column])).sum();
            assert_eq!(parts, n(&sum[column]), "{name}");
        }
        assert!(title(&deck, "plan").contains(&total.to_string()), "{name}");
        // The budget.
        let split = Split::of(&w.brief);
        let said = said(&deck, "money");
        for part in split.parts.iter().filter_map(|p| p.minor) {
            let money = format!("{:?}", l.money(part, w.currency()));
            assert!(said.contains(money.trim_matches('"')), "{name}: {money}");
        }
        assert!(
            title(&deck, "money").contains(&plain(&l.money(split.total.unwrap(), w.currency())))
        );
        // The rubrics: the very figure of the document.
        let figure = planerka::report::build(&w, today())
            .sections
            .into_iter()
            .filter(|s| s.id == "content")
            .flat_map(|s| s.blocks)
            .find_map(|b| match b {
                Told::Figure(f) => Some(f.drawing),
                _ => None,
            });
        assert!(
            matches!(blocks(&deck, "rubrics")[0], Block::Chart(d) if Some(d) == figure.as_ref()),
            "{name}"
        );
    }
}

fn frame(item: &Item) -> Option<Frame> {
    match item {
        Item::Text(t) => Some(t.frame),
        Item::Table(t) => Some(t.frame),
        Item::Chart { frame, .. } | Item::Logo { frame, .. } => Some(*frame),
        Item::Rect { .. } | Item::Line { .. } => None,
    }
}

/// Everything on a slide is inside its box, the boxes inside the slide, and none over another.
fn roomy(name: &str, scene: &Scene) {
    let at = format!("{name} {}", scene.id);
    for item in &scene.items {
        let f = match item {
            Item::Rect { frame, .. } => *frame,
            item => frame(item).unwrap(),
        };
        assert!(
            f.x >= 0.0 && f.y >= 0.0 && f.w >= 0.0 && f.h >= 0.0,
            "{at}: {f:?}"
        );
        assert!(
            f.x + f.w <= WIDTH + 0.01 && f.y + f.h <= HEIGHT + 0.01,
            "{at}: {f:?}"
        );
        match item {
            Item::Text(t) => {
                let need = t.height();
                assert!(need <= t.frame.h + 0.01, "{at}: {need} in {:?}", t);
                for p in &t.paragraphs {
                    assert!(p.face.size >= 11.0, "{at}: {p:?}");
                    for line in fit::lines(&p.text, p.face, p.room(t.frame.w)) {
                        assert!(
                            fit::width(&line, p.face) <= p.room(t.frame.w) + 0.01,
                            "{at}: {line}"
                        );
                    }
                }
            }
            Item::Chart { frame, drawing } => {
                let unit = scale(drawing, *frame);
                for shape in &drawing.shapes {
                    let Shape::Text {
                        x,
                        text,
                        anchor,
                        class,
                        ..
                    } = shape
                    else {
                        continue;
                    };
                    let face = if letters(class).1 {
                        Face::bold(13.0)
                    } else {
                        Face::regular(13.0)
                    };
                    // 12 points at the least: it is read from the back of a room.
                    assert!(13.0 * unit >= 12.0, "{at}: {unit}");
                    // One letter and the ellipsis stay whatever happens.
                    let w = fit::width(text, face).max(0.0);
                    let (from, to) = match anchor {
                        Hang::Start => (*x, x + w),
                        Hang::Middle => (x - w / 2.0, x + w / 2.0),
                        Hang::End => (x - w, *x),
                    };
                    let fits = from >= -0.01 && to <= drawing.width + 0.01;
                    assert!(fits || text.chars().count() <= 2, "{at}: {text}");
                }
            }
            Item::Table(t) => {
                assert!(
                    (t.columns.iter().sum::<f64>() - t.frame.w).abs() < 0.01,
                    "{at}"
                );
                assert!(
                    (t.rows.iter().map(|r| r.height).sum::<f64>() - t.frame.h).abs() < 0.01,
                    "{at}"
                );
                assert!(t.rows.len() <= 8, "{at}: {} rows", t.rows.len());
                for row in &t.rows {
                    assert_eq!(row.cells.len(), t.columns.len(), "{at}");
                    for (cell, w) in row.cells.iter().zip(&t.columns) {
                        let need = height(std::slice::from_ref(cell), w - 2.0 * t.side);
                        assert!(need <= row.height - 3.9, "{at}: {}", cell.text);
                        assert!(cell.face.size >= 12.0, "{at}: {}", cell.face.size);
                    }
                }
            }
            _ => {}
        }
    }
    let places: Vec<Frame> = scene.items.iter().filter_map(frame).collect();
    for (i, a) in places.iter().enumerate() {
        for b in &places[i + 1..] {
            let apart = a.x + a.w <= b.x + 0.01
                || b.x + b.w <= a.x + 0.01
                || a.y + a.h <= b.y + 0.01
                || b.y + b.h <= a.y + 0.01;
            assert!(apart, "{at}: {a:?} over {b:?}");
        }
    }
}

#[test]
fn nothing_leaves_its_box_or_covers_another() {
    for (name, deck) in corpus() {
        let laid = scenes(&deck);
        assert_eq!(laid.len(), deck.slides.len());
        for scene in &laid {
            roomy(&name, scene);
        }
    }
}

/// Texts of a slide without its footer and number.
fn paragraphs(scene: &Scene) -> Vec<&str> {
    scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(t) if !matches!(t.part, Part::Footer | Part::Number) => Some(&t.paragraphs),
            _ => None,
        })
        .flatten()
        .map(|p| p.text.as_str())
        .collect()
}

#[test]
fn slides_have_few_words_and_the_speaker_has_them_all() {
    for (name, deck) in corpus() {
        for scene in scenes(&deck) {
            let words: usize = paragraphs(&scene)
                .iter()
                .map(|p| {
                    p.split(' ')
                        .filter(|w| w.contains(char::is_alphanumeric))
                        .count()
                })
                .sum();
            assert!(words <= 75, "{name} {}: {words} words", scene.id);
            let cells = scene.items.iter().filter_map(|item| match item {
                Item::Table(t) => Some(t.rows.iter().flat_map(|r| &r.cells)),
                _ => None,
            });
            let cells = cells.flatten().map(|p| p.text.as_str());
            for cut in paragraphs(&scene).into_iter().chain(cells) {
                let Some(head) = cut
                    .strip_suffix('…')
                    .or_else(|| cut.strip_suffix("…»").or_else(|| cut.strip_suffix("…”")))
                else {
                    continue;
                };
                let tail: String = head
                    .chars()
                    .rev()
                    .take(12)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                assert!(
                    scene.notes.iter().any(|n| n.contains(tail.as_str())),
                    "{name} {}: {cut}",
                    scene.id
                );
            }
        }
    }
}

#[test]
fn an_empty_workbook_says_what_is_missing() {
    for (language, pages) in [("ru", 7), ("en", 7)] {
        let mut w = Workbook::default();
        w.frame.language = language.into();
        let deck = build(&w, today());
        let ids: Vec<&str> = deck.slides.iter().map(|s| s.id).collect();
        assert_eq!(ids, ["cover", "missing"]);
        let Block::Points(_, items) = &deck.slides[1].left[0] else {
            panic!("{:?}", deck.slides[1]);
        };
        assert_eq!(items.len(), pages);
        // Nothing is told that nobody wrote.
        let told = format!("{:?}", deck.slides);
        assert!(!told.contains('₽') && !told.contains('%'), "{told}");
    }
}

#[test]
fn a_slide_without_data_is_left_out() {
    let full = load("coffee.ru");
    let ids = |w: &Workbook| -> Vec<&'static str> {
        build(w, today()).slides.iter().map(|s| s.id).collect()
    };
    let all = ids(&full);
    for (id, without) in [
        (
            "competitors",
            (|w: &mut Workbook| w.competitors.competitors.clear()) as fn(&mut Workbook),
        ),
        ("people", |w| w.audience.personas.clear()),
        ("goals", |w| w.goals.kpis.clear()),
        ("funnel", |w| w.goals.ctr = "".into()),
        ("channels", |w| w.channels.channels.clear()),
        ("rubrics", |w| w.content.rubrics.clear()),
        ("risks", |w| w.frame.risks.clear()),
    ] {
        let mut w = full.clone();
        without(&mut w);
        assert!(all.contains(&id) && !ids(&w).contains(&id), "{id}");
    }
    let mut w = full.clone();
    w.content.posts.clear();
    for id in ["plan", "posts", "rubrics"] {
        assert!(!ids(&w).contains(&id), "{id}");
    }
    // What the user hides in the document is not on the wall either.
    let mut w = full;
    w.desk.hidden = vec!["goals".into(), "content".into(), "competitors".into()];
    for id in [
        "goals",
        "funnel",
        "rubrics",
        "plan",
        "posts",
        "competitors",
        "gaps",
    ] {
        assert!(!ids(&w).contains(&id), "{id}");
    }
}

#[test]
fn slides_that_stay_tell_nothing_of_a_hidden_part() {
    let mut w = load("school.ru");
    w.brief.proof = vec!["Девять лет без единого возврата".into()];
    let goal = title(&build(&w, today()), "task");
    let notes = |w: &Workbook| format!("{:?}", build(w, today()));
    assert!(notes(&w).contains("без единого возврата"));
    w.desk.hidden = vec!["goals".into()];
    assert_ne!(title(&build(&w, today()), "task"), goal);
    w.desk.hidden = vec!["brief".into()];
    assert!(!notes(&w).contains("без единого возврата"));
}

#[test]
fn the_review_is_told_only_with_the_document_and_never_while_practising() {
    let mut w = load("coffee.ru");
    let risks = |w: &Workbook| said(&build(w, today()), "risks");
    let bare = risks(&w);
    w.desk.with_review = true;
    let told = risks(&w);
    assert_ne!(bare, told);
    let review = planerka::review::review(&w, today());
    let points = review.score(&w, None).points.unwrap();
    assert!(told.contains(&format!("\"{points}\"")), "{told}");
    w.review.practice = "coffee".into();
    assert_eq!(risks(&w), bare);
}

#[test]
fn many_rows_become_a_number_in_words() {
    let mut w = load("school.en");
    let kpi = w.goals.kpis[0].clone();
    for i in 0..40_u64 {
        w.goals.kpis.push(planerka::modules::goals::Kpi {
            id: planerka::kernel::RowId(1000 + i),
            ..kpi.clone()
        });
    }
    let many = w.goals.kpis.len() - 6;
    assert!(said(&build(&w, today()), "goals").contains(&format!("And {many} more KPIs")));
    assert_eq!(table(&build(&w, today()), "goals").rows.len(), 6);
}
