//! Writes the workbooks of the tests in every format into a folder, for independent readers.
//! `cargo run --no-default-features --features office --example export -- folder`

#[path = "../books/mod.rs"]
mod books;
#[path = "../books/pdf.rs"]
mod pdf;

use books::{EXAMPLES, half, hostile, load};
use chrono::NaiveDate;
use planerka::document::to_json;
use planerka::export::csv::Dialect;
use planerka::export::schedulers::{self, PRESETS};
use planerka::export::{ics, plan_csv, xlsx};
use planerka::i18n::Locale;
use planerka::modules::Workbook;
use planerka::report::deck;
use planerka::report::{self, Design, Document, Logo, Look, Rgb};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    fs::create_dir_all(&folder).unwrap();
    let mut all: Vec<(String, Workbook)> = Vec::new();
    for name in EXAMPLES {
        all.push((name.into(), load(name)));
    }
    all.push(("half.ru".into(), half("coffee.ru")));
    all.push(("empty.en".into(), Workbook::default()));
    all.push(("hostile.ru".into(), hostile("coffee.ru", &["date", "time"])));
    all.push(("hostile.en".into(), hostile("school.en", &[])));
    let now = NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap();
    for (name, w) in &all {
        let locale = Locale::from_tag(&name[name.len() - 2..]).unwrap();
        let put = |ending: &str, bytes: &[u8]| {
            fs::write(folder.join(format!("{name}.{ending}")), bytes).unwrap()
        };
        put("json", to_json(w).as_bytes());
        put(
            "comma.csv",
            plan_csv::plan(w, locale, Dialect::EXCEL_POINT).as_bytes(),
        );
        put(
            "semicolon.csv",
            plan_csv::plan(w, locale, Dialect::EXCEL_COMMA).as_bytes(),
        );
        let options = ics::Options {
            locale,
            workbook: "0f3a9c",
            stamp: now,
            sequence: 3,
            key_dates: true,
        };
        put("ics", ics::to_ics(w, options).text.as_bytes());
        put(
            "xlsx",
            &xlsx::to_xlsx(w, xlsx::Options { locale, now }).unwrap(),
        );
        // In every design two of them and the hostile one, which is time enough.
        let designs = if name.starts_with("coffee") || name == "hostile.ru" {
            3
        } else {
            1
        };
        for (what, document) in documents(w, now.date()).into_iter().take(designs) {
            put(&format!("{what}pdf"), &pdf::file(&document));
            let expected = pdf::expected(&document).to_string();
            put(&format!("{what}pdf.json"), expected.as_bytes());
        }
        let deck = deck::build(w, now.date());
        put("deck.pdf", &pdf::slides(&deck));
        put(
            "deck.json",
            pdf::slides_expected(&deck).to_string().as_bytes(),
        );
        for which in PRESETS {
            let options = schedulers::Options {
                locale,
                now,
                hour: None,
                ready_only: false,
                day_first: false,
            };
            let (files, _) = schedulers::files(w, which, options);
            for (n, file) in files.iter().enumerate() {
                put(
                    &format!("{}.{n}.{}.csv", which.id, file.posts),
                    file.text.as_bytes(),
                );
            }
        }
    }
}

/// A workbook as documents: as it is, and in the agency's design with everything a look can have.
fn documents(w: &Workbook, today: NaiveDate) -> Vec<(&'static str, Document)> {
    let plain = report::build(w, today);
    let mut agency = plain.clone();
    agency.paper = "letter";
    agency.look = Look {
        design: Design::Agency,
        accent: Rgb(0x1f, 0x4e, 0x9c),
        logo: Some(Arc::new(Logo {
            png: fs::read("public/icons/icon-192.png").unwrap(),
            width: 192,
            height: 192,
        })),
        confidential: "Строго для внутреннего пользования · Confidential".into(),
    };
    let mut single = plain.clone();
    single.look.design = Design::OnePage;
    single.sections.truncate(1);
    single.footnotes.clear();
    vec![("", plain), ("agency.", agency), ("page.", single)]
}
