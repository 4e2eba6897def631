//! The ready-made examples are complete, consistent and rich enough for every view to look alive.

use planerka::document::{from_json, progress, to_json};
use planerka::modules::Workbook;
use std::fs;

const FILES: [&str; 4] = ["coffee.ru", "coffee.en", "school.ru", "school.en"];

fn load(name: &str) -> Workbook {
    let bytes =
        fs::read(format!("public/examples/{name}.json")).unwrap_or_else(|e| panic!("{name}: {e}"));
    let loaded = from_json(&bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    assert_eq!(loaded.notes, [], "{name} had to be mended");
    assert!(!loaded.newer);
    loaded.workbook
}

#[test]
fn examples_are_read_without_mending_and_hold_nothing_unknown() {
    for name in FILES {
        let workbook = load(name);
        let text = to_json(&workbook);
        let again = from_json(text.as_bytes()).unwrap();
        assert_eq!(again.workbook, workbook, "{name}");
        assert!(
            workbook.extra.is_empty(),
            "{name}: unknown keys {:?}",
            workbook.extra.keys()
        );
        for slug in Workbook::SLUGS {
            let module = workbook.module(slug).unwrap();
            assert!(
                module.extra().is_empty(),
                "{name}: {slug} has unknown keys {:?}",
                module.extra().keys()
            );
            for (t, def) in module.table_defs().iter().enumerate() {
                let rows = module.table(t).unwrap();
                for at in 0..rows.count() {
                    let extra = rows.row_at(at).unwrap().extra();
                    assert!(
                        extra.is_empty(),
                        "{name}: {} has unknown keys {:?}",
                        def.path,
                        extra.keys()
                    );
                }
            }
        }
    }
}

#[test]
fn examples_answer_every_core_question() {
    for name in FILES {
        let workbook = load(name);
        for page in Workbook::PAGES {
            let p = progress(&workbook, page.slug);
            assert_eq!(p.answered, p.total, "{name}: {} is incomplete", page.slug);
        }
    }
}

#[test]
fn examples_are_rich() {
    for name in FILES {
        let w = load(name);
        assert_eq!(w.frame.language.id(), &name[name.len() - 2..]);
        assert_eq!(w.desk.example, name.split('.').next().unwrap());
        let rivals = w
            .competitors
            .competitors
            .iter()
            .filter(|c| !c.kind.is("own"))
            .count();
        assert!(rivals >= 5, "{name}: {rivals} competitors");
        assert_eq!(
            w.audience.personas.iter().filter(|p| !p.anti).count(),
            3,
            "{name}"
        );
        assert_eq!(
            w.audience.personas.iter().filter(|p| p.anti).count(),
            1,
            "{name}"
        );
        assert!(w.goals.goals.len() >= 4, "{name}");
        assert!(
            w.goals
                .goals
                .iter()
                .all(|g| w.goals.kpis.iter().any(|k| k.goal == Some(g.id))),
            "{name}"
        );
        assert_eq!(w.content.rubrics.len(), 6, "{name}");
        let shares: f64 = w
            .content
            .rubrics
            .iter()
            .filter_map(|r| r.share.value())
            .sum();
        assert!((shares - 100.0).abs() < 1e-9, "{name}: shares {shares}");
        assert!(w.content.topics.len() >= 30, "{name}");
        assert!(w.content.posts.len() >= 40, "{name}");
        let dates: Vec<_> = w
            .content
            .posts
            .iter()
            .filter_map(|p| p.date.value())
            .collect();
        assert_eq!(
            dates.len(),
            w.content.posts.len(),
            "{name}: a post without a date"
        );
        let span = *dates.iter().max().unwrap() - *dates.iter().min().unwrap();
        assert!(
            (21..=31).contains(&span.num_days()),
            "{name}: {} days",
            span.num_days()
        );
        assert_eq!(
            w.channels
                .channels
                .iter()
                .filter(|c| c.usage.is("yes"))
                .count(),
            4,
            "{name}"
        );
        assert!(
            w.channels.channels.iter().any(|c| c.usage.is("no")),
            "{name}: no channel turned down"
        );
    }
}

#[test]
fn both_languages_of_an_example_have_the_same_skeleton() {
    for name in ["coffee", "school"] {
        let (ru, en) = (load(&format!("{name}.ru")), load(&format!("{name}.en")));
        for slug in Workbook::SLUGS {
            let (a, b) = (ru.module(slug).unwrap(), en.module(slug).unwrap());
            for (t, def) in a.table_defs().iter().enumerate() {
                assert_eq!(
                    a.table(t).unwrap().ids(),
                    b.table(t).unwrap().ids(),
                    "{name}: {}",
                    def.path
                );
            }
        }
        for (a, b) in ru.content.posts.iter().zip(&en.content.posts) {
            assert_eq!(
                (&a.date, a.channel, a.rubric),
                (&b.date, b.channel, b.rubric),
                "{name}: {}",
                a.id
            );
        }
    }
}
