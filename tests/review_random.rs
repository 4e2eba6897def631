//! The reviewer on workbooks nobody would write: it never stops, says the same twice, leads nowhere that is not there, and
//! its fixes mend.

// Other tests use more of it.
#[allow(dead_code)]
#[path = "core/edits.rs"]
mod edits;

use chrono::NaiveDate;
use edits::{act, perform};
use planerka::i18n::Locale;
use planerka::kernel::RowId;
use planerka::modules::Workbook;
use planerka::review::{Reviewer, Severity, review};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeSet;

/// `PLANERKA_RUNS` sets how many.
fn runs() -> u32 {
    let runs = std::env::var("PLANERKA_RUNS").ok();
    runs.and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn vetoes(w: &Workbook) -> BTreeSet<String> {
    let all = review(w, today());
    let found = all.outcomes.iter().flat_map(|o| &o.findings);
    found
        .filter(|f| f.severity == Severity::Veto)
        .map(|f| f.key())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: runs(), failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_workbook_is_reviewed(acts in vec(act(RowId::MAX), 0..60), more in vec(act(RowId::MAX), 0..4)) {
        let mut w = Workbook::default();
        for one in &acts {
            perform(&mut w, one, &|_| true);
        }
        let found = review(&w, today());
        prop_assert_eq!(&review(&w, today()), &found);
        for f in found.outcomes.iter().flat_map(|o| &o.findings) {
            for path in [Some(f.place), f.other].into_iter().flatten() {
                prop_assert!(w.get(path).is_some(), "{} leads to {path}", f.rule.code);
            }
            if let Some((from, to)) = f.span {
                prop_assert!(w.text(f.place).get(from..to).is_some_and(|s| !s.is_empty()), "{}", f.rule.code);
            }
            for l in Locale::ALL {
                prop_assert!(!f.words(&w, l).trim().is_empty());
            }
            if let Some(fix) = &f.fix {
                let mut mended = w.clone();
                prop_assert!(mended.apply_all(fix.edits.clone()).is_ok(), "the fix of {} does not fit", f.key());
                let still = review(&mended, today());
                let there = still.outcomes.iter().flat_map(|o| &o.findings).any(|g| g.key() == f.key());
                prop_assert!(!there, "the fix of {} does not mend it", f.key());
                prop_assert!(vetoes(&mended).is_subset(&vetoes(&w)), "the fix of {} brings a veto", f.key());
            }
        }
        for path in found.outcomes.iter().flat_map(|o| &o.unknown) {
            prop_assert!(w.get(*path).is_some(), "waits for {path}");
        }
        for l in Locale::ALL {
            planerka::review::to_json(&w, &found, l, today());
            planerka::export::to_markdown(&planerka::report::review_alone(&w, &found, l, today()));
        }
        // Asked again only where something has changed, it says what the whole review says.
        let mut reviewer = Reviewer::default();
        reviewer.step(&w, today(), &mut || true);
        for one in &more {
            let before = w.clone();
            perform(&mut w, one, &|_| true);
            for slug in Workbook::SLUGS {
                let (a, b) = (as_text(&before, slug), as_text(&w, slug));
                if a != b {
                    reviewer.touch(slug);
                }
            }
        }
        while !reviewer.step(&w, today(), &mut || false) {}
        prop_assert_eq!(reviewer.review(), &review(&w, today()));
    }
}

/// A module as text, to see whether it has changed.
fn as_text(w: &Workbook, slug: &str) -> String {
    let module = w.module(slug).unwrap();
    let mut out = format!("{:?}", module.as_record().values());
    for i in 0..module.table_defs().len() {
        let rows = module.table(i).unwrap();
        for at in 0..rows.count() {
            out += &format!(
                "{:?} {:?}",
                rows.id_at(at),
                rows.row_at(at).unwrap().values()
            );
        }
    }
    out
}
