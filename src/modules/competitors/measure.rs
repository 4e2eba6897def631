//! What the matrix adds up to: medians, gaps, warnings, hints for the SWOT grid. Engagement rates are
//! compared only when they were counted by the same formula.

use super::{Competitor, Competitors};
use crate::i18n::{Locale, k};
use crate::kernel::{CellRef, Key, Row as _, number, text};
use crate::modules::Workbook;
use crate::modules::sets::ER_FORMULA;

/// Fewest brands behind a median.
const LEAST: usize = 2;
/// A median share under this many percent points means that the market leaves it empty.
const EMPTY: f64 = 10.0;
/// Difference from the market, in percent points, that is worth a question.
const STRONG: f64 = 15.0;

/// Shares of formats, in matrix order.
pub const FORMATS: [&str; 4] = [
    Competitor::share_photo,
    Competitor::share_video,
    Competitor::share_text,
    Competitor::share_story,
];
/// Shares of content classes, in matrix order.
pub const CLASSES: [&str; 4] = [
    Competitor::share_sell,
    Competitor::share_useful,
    Competitor::share_engage,
    Competitor::share_brand,
];

/// Is it our own row.
pub fn is_own(c: &Competitor) -> bool {
    c.kind.is("own")
}

/// Our own row.
pub fn own(w: &Workbook) -> Option<&Competitor> {
    w.competitors.competitors.iter().find(|c| is_own(c))
}

/// The others.
pub fn rivals(w: &Workbook) -> impl Iterator<Item = &Competitor> {
    w.competitors.competitors.iter().filter(|c| !is_own(c))
}

/// Our own row first, then the others in table order.
pub fn ordered(w: &Workbook) -> Vec<&Competitor> {
    let all = &w.competitors.competitors;
    all.iter()
        .filter(|c| is_own(c))
        .chain(all.iter().filter(|c| !is_own(c)))
        .collect()
}

/// The name of a brand, or "untitled".
pub fn brand(c: &Competitor, l: Locale) -> String {
    let name = c.name.trim();
    if name.is_empty() {
        l.t(k::field::nameless).into()
    } else {
        name.into()
    }
}

/// The figure in a column, as typed.
pub fn figure(c: &Competitor, column: &str) -> Option<f64> {
    match c.as_record().get(column) {
        Some(CellRef::Text(t)) => {
            number::parse(t.trim().trim_end_matches('%'), number::Comma::Decimal)
        }
        _ => None,
    }
}

/// The formula that most competitors were counted by; on a tie ours, else the first one met.
pub fn formula(w: &Workbook) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for c in rivals(w).filter(|c| c.er.value().is_some() && !c.er_formula.is_empty()) {
        match counts.iter_mut().find(|(id, _)| *id == c.er_formula.id()) {
            Some(found) => found.1 += 1,
            None => counts.push((c.er_formula.id(), 1)),
        }
    }
    let ours = own(w).map_or("", |c| c.er_formula.id());
    let most = counts.iter().map(|(_, n)| *n).max()?;
    let best = counts.iter().filter(|(_, n)| *n == most);
    best.clone()
        .find(|(id, _)| *id == ours)
        .or(best.clone().next())
        .map(|(id, _)| (*id).to_owned())
}

/// The figure in a column when it may be set beside the others: an engagement rate only under the
/// formula given.
pub fn comparable(c: &Competitor, column: &str, formula: Option<&str>) -> Option<f64> {
    if column == Competitor::er && Some(c.er_formula.id()) != formula {
        return None;
    }
    figure(c, column)
}

/// Middle of the numbers; the mean of the two middle ones when their count is even.
pub fn middle(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    let upper = *numbers.get(half)?;
    Some(if numbers.len() % 2 == 1 {
        upper
    } else {
        (numbers.get(half.checked_sub(1)?)? + upper) / 2.0
    })
}

/// Median of the competitors in a column, without us.
pub fn median(w: &Workbook, column: &str) -> Option<f64> {
    let formula = formula(w);
    let numbers: Vec<f64> = rivals(w)
        .filter_map(|c| comparable(c, column, formula.as_deref()))
        .collect();
    if numbers.len() < LEAST {
        None
    } else {
        middle(numbers)
    }
}

/// Sum of some shares of a brand; nothing while none is filled in.
pub fn sum(c: &Competitor, columns: &[&str]) -> Option<f64> {
    let shares: Vec<f64> = columns
        .iter()
        .filter_map(|column| figure(c, column))
        .collect();
    (!shares.is_empty()).then(|| shares.iter().sum())
}

/// Sum that does not make a whole, with half a point left for rounding of each share.
pub fn off_sum(sum: f64) -> bool {
    (sum - 100.0).abs() > 2.0
}

/// A measure as the language writes it.
pub fn shown(l: Locale, column: &str, value: f64) -> String {
    if column == Competitor::er || column.starts_with("share_") {
        l.percent(value, 1)
    } else {
        l.number(value, 1)
    }
}

/// The name of a column without its unit.
pub fn measure(l: Locale, column: &str) -> &'static str {
    let field = Competitor::COLUMNS.iter().find(|f| f.id == column);
    field
        .map_or("", |f| l.label(f.label))
        .trim_end_matches(", %")
}

/// Something that makes the figures less comparable than they look.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// Counted by another formula than most.
    Formula {
        /// Its id.
        id: String,
        /// Who.
        brands: Vec<String>,
    },
    /// A rate without the name of its formula.
    Unnamed(Vec<String>),
    /// Measured over other days than most.
    Window(Vec<String>),
}

/// What to know before comparing.
pub fn warnings(w: &Workbook, l: Locale) -> Vec<Warning> {
    let mut out: Vec<Warning> = Vec::new();
    let main = formula(w);
    let mut unnamed = Vec::new();
    for c in ordered(w).into_iter().filter(|c| c.er.value().is_some()) {
        let id = c.er_formula.id();
        if id.is_empty() {
            unnamed.push(brand(c, l));
        } else if main.as_deref().is_some_and(|m| m != id) {
            let same = out.iter_mut().find_map(|x| match x {
                Warning::Formula { id: other, brands } if other == id => Some(brands),
                _ => None,
            });
            match same {
                Some(brands) => brands.push(brand(c, l)),
                None => out.push(Warning::Formula {
                    id: id.into(),
                    brands: vec![brand(c, l)],
                }),
            }
        }
    }
    if !unnamed.is_empty() {
        out.push(Warning::Unnamed(unnamed));
    }
    let windows: Vec<_> = ordered(w)
        .into_iter()
        .filter_map(|c| Some((c, (c.window_from.value()?, c.window_to.value()?))))
        .collect();
    let times = |window| windows.iter().filter(|(_, other)| *other == window).count();
    // The first of the most frequent windows stands for all.
    let main = windows
        .iter()
        .rev()
        .max_by_key(|(_, window)| times(*window))
        .map(|(_, window)| *window);
    let others: Vec<String> = windows
        .iter()
        .filter(|(_, window)| Some(*window) != main)
        .map(|(c, (from, to))| {
            format!(
                "{} ({}–{})",
                brand(c, l),
                l.short_date(*from),
                l.short_date(*to)
            )
        })
        .collect();
    if !others.is_empty() {
        out.push(Warning::Window(others));
    }
    out
}

/// A warning in words.
pub fn warning_text(l: Locale, warning: &Warning) -> String {
    match warning {
        Warning::Formula { id, brands } => l.fill(
            k::matrix_page::other_formula,
            &[
                ("formula", &l.option(&ER_FORMULA, id)),
                ("brands", &l.join(brands)),
            ],
        ),
        Warning::Unnamed(brands) => {
            l.fill(k::matrix_page::no_formula, &[("brands", &l.join(brands))])
        }
        Warning::Window(brands) => l.fill(k::matrix_page::windows, &[("brands", &l.join(brands))]),
    }
}

/// The medians in one sentence (`key` has a place for the list), with the formula of the engagement
/// rate; nothing without figures.
pub fn medians_text(w: &Workbook, l: Locale, key: Key) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for column in [
        Competitor::followers,
        Competitor::posts_per_week,
        Competitor::er,
        Competitor::response_hours,
    ] {
        let Some(value) = median(w, column) else {
            continue;
        };
        let mut part = l.fill(
            k::matrix_page::median_item,
            &[
                ("what", &lower(measure(l, column))),
                ("value", &shown(l, column, value)),
            ],
        );
        if column == Competitor::er
            && let Some(id) = formula(w)
        {
            part = format!("{part} ({})", l.option(&ER_FORMULA, &id));
        }
        parts.push(part);
    }
    (!parts.is_empty()).then(|| l.fill(key, &[("list", &parts.join("; "))]))
}

/// The first letter small, unless the word is an abbreviation.
fn lower(word: &str) -> String {
    let mut chars = word.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(a), Some(b)) if b.is_lowercase() || b == ' ' => {
            a.to_lowercase().collect::<String>() + chars.as_str()
        }
        _ => word.to_owned(),
    }
}

/// How a share of ours stands to the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Hardly anyone does it.
    Empty,
    /// We do much less of it.
    Less,
    /// We do much more of it.
    More,
}

/// A format or class of content where the market leaves room, or where we differ strongly.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareGap {
    /// Column of the share.
    pub column: &'static str,
    /// What is unusual.
    pub gap: Gap,
    /// Median of the competitors, percent.
    pub median: f64,
    /// Ours, percent.
    pub own: Option<f64>,
}

/// Where the market leaves room, and where we differ strongly.
pub fn gaps(w: &Workbook) -> Vec<ShareGap> {
    let ours = own(w);
    let mut out = Vec::new();
    for column in CLASSES.into_iter().chain(FORMATS) {
        let Some(median) = median(w, column) else {
            continue;
        };
        let own = ours.and_then(|c| figure(c, column));
        let gap = match own.map(|own| own - median) {
            _ if median < EMPTY => Gap::Empty,
            Some(d) if d <= -STRONG => Gap::Less,
            Some(d) if d >= STRONG => Gap::More,
            _ => continue,
        };
        out.push(ShareGap {
            column,
            gap,
            median,
            own,
        });
    }
    out
}

/// A gap in words: for the author as a question, for the reader of the document as a finding.
pub fn gap_text(l: Locale, gap: &ShareGap, document: bool) -> String {
    let key = match (gap.gap, gap.own, document) {
        (Gap::Empty, None, _) => k::gap_page::empty_alone,
        (Gap::Empty, _, false) => k::gap_page::empty,
        (Gap::Less, _, false) => k::gap_page::less,
        (Gap::More, _, false) => k::gap_page::more,
        (Gap::Empty, _, true) => k::competitors_doc::empty,
        (Gap::Less, _, true) => k::competitors_doc::less,
        (Gap::More, _, true) => k::competitors_doc::more,
    };
    let own = gap.own.map_or_else(String::new, |n| l.percent(n, 1));
    l.fill(
        key,
        &[
            ("what", measure(l, gap.column)),
            ("median", &l.percent(gap.median, 1)),
            ("own", &own),
        ],
    )
}

/// Lines for opportunities (from competitors' weak points) or threats (from their strong ones) that
/// are not in the list yet.
pub fn suggestions(w: &Workbook, l: Locale, threats: bool) -> Vec<String> {
    let module: &Competitors = &w.competitors;
    let taken: Vec<String> = (if threats {
        &module.threats
    } else {
        &module.opportunities
    })
    .iter()
    .map(|t| text::fold(t))
    .collect();
    let mut out = Vec::new();
    for c in rivals(w) {
        for point in if threats { &c.strengths } else { &c.weaknesses } {
            let point = point.trim();
            if !point.is_empty() && !taken.iter().any(|t| t.contains(&text::fold(point))) {
                out.push(format!("{}: {point}", brand(c, l)));
            }
        }
    }
    out
}

/// A brand with followers, an engagement rate and its formula.
#[cfg(test)]
pub(super) fn brand_row(
    id: u64,
    name: &str,
    kind: &str,
    followers: &str,
    er: &str,
    formula: &str,
) -> Competitor {
    Competitor {
        id: crate::kernel::RowId(id),
        name: name.into(),
        kind: kind.into(),
        followers: followers.into(),
        er: er.into(),
        er_formula: formula.into(),
        ..Competitor::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(rows: Vec<Competitor>) -> Workbook {
        let mut w = Workbook::default();
        w.competitors.competitors = rows;
        w
    }

    #[test]
    fn the_median_is_the_middle_and_leaves_us_out() {
        assert_eq!(middle(vec![]), None);
        assert_eq!(middle(vec![5.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(middle(vec![4.0, 1.0, 3.0, 2.0]), Some(2.5));
        let w = book(vec![
            brand_row(1, "A", "direct", "1 000", "", ""),
            brand_row(2, "B", "indirect", "3000", "", ""),
            brand_row(3, "Us", "own", "90000", "", ""),
            brand_row(4, "C", "direct", "не знаю", "", ""),
        ]);
        assert_eq!(median(&w, Competitor::followers), Some(2000.0));
        assert_eq!(median(&w, Competitor::response_hours), None);
    }

    #[test]
    fn one_brand_is_no_median() {
        let w = book(vec![brand_row(1, "A", "direct", "1000", "", "")]);
        assert_eq!(median(&w, Competitor::followers), None);
    }

    #[test]
    fn rates_under_other_formulas_are_not_compared() {
        let w = book(vec![
            brand_row(1, "A", "direct", "", "2", "er_view"),
            brand_row(2, "B", "direct", "", "4", "er_view"),
            brand_row(3, "C", "direct", "", "90", "tg_err"),
            brand_row(4, "D", "direct", "", "50", ""),
            brand_row(5, "Us", "own", "", "8", "er"),
        ]);
        assert_eq!(formula(&w).as_deref(), Some("er_view"));
        assert_eq!(median(&w, Competitor::er), Some(3.0));
        assert_eq!(
            warnings(&w, Locale::En),
            [
                Warning::Formula {
                    id: "er".into(),
                    brands: vec!["Us".into()]
                },
                Warning::Formula {
                    id: "tg_err".into(),
                    brands: vec!["C".into()]
                },
                Warning::Unnamed(vec!["D".into()]),
            ]
        );
    }

    #[test]
    fn a_tie_of_formulas_goes_to_ours() {
        let mut rows = vec![
            brand_row(1, "A", "direct", "", "2", "er_view"),
            brand_row(2, "B", "direct", "", "4", "er"),
        ];
        assert_eq!(formula(&book(rows.clone())).as_deref(), Some("er_view"));
        rows.push(brand_row(3, "Us", "own", "", "4", "er"));
        assert_eq!(formula(&book(rows.clone())).as_deref(), Some("er"));
        assert_eq!(
            median(&book(rows), Competitor::er),
            None,
            "one rate per formula is no median"
        );
    }

    #[test]
    fn other_windows_are_named() {
        let mut rows: Vec<Competitor> = ["A", "B", "C"]
            .iter()
            .zip(1..)
            .map(|(name, id)| Competitor {
                window_from: "2026-10-01".into(),
                window_to: "2026-10-31".into(),
                ..brand_row(id, name, "direct", "", "", "")
            })
            .collect();
        assert_eq!(warnings(&book(rows.clone()), Locale::Ru), []);
        rows[0].window_to = "2026-10-15".into();
        assert_eq!(
            warnings(&book(rows), Locale::Ru),
            [Warning::Window(vec!["A (01.10.2026–15.10.2026)".into()])]
        );
    }

    #[test]
    fn shares_are_summed_per_brand() {
        let mut c = brand_row(1, "A", "direct", "", "", "");
        assert_eq!(sum(&c, &FORMATS), None);
        c.share_photo = "60 %".into();
        c.share_video = "35".into();
        assert_eq!(sum(&c, &FORMATS), Some(95.0));
        assert!(off_sum(95.0) && !off_sum(100.0) && !off_sum(99.0));
    }

    #[test]
    fn gaps_are_what_nobody_does_or_we_do_otherwise() {
        let shares = |id, kind, useful: &str, sell: &str, brand: &str| Competitor {
            share_useful: useful.into(),
            share_sell: sell.into(),
            share_brand: brand.into(),
            ..brand_row(id, "x", kind, "", "", "")
        };
        let w = book(vec![
            shares(1, "direct", "5", "50", "20"),
            shares(2, "direct", "9", "40", "30"),
            shares(3, "own", "20", "20", "40"),
        ]);
        assert_eq!(
            gaps(&w),
            [
                ShareGap {
                    column: Competitor::share_sell,
                    gap: Gap::Less,
                    median: 45.0,
                    own: Some(20.0)
                },
                ShareGap {
                    column: Competitor::share_useful,
                    gap: Gap::Empty,
                    median: 7.0,
                    own: Some(20.0)
                },
                ShareGap {
                    column: Competitor::share_brand,
                    gap: Gap::More,
                    median: 25.0,
                    own: Some(40.0)
                },
            ]
        );
    }

    #[test]
    fn suggestions_come_from_rivals_and_go_when_taken() {
        let mut a = brand_row(1, "A", "direct", "", "", "");
        a.weaknesses = vec!["Медленно отвечают".into(), " ".into()];
        a.strengths = vec!["Свои фото".into()];
        let mut us = brand_row(2, "Us", "own", "", "", "");
        us.weaknesses = vec!["Редко".into()];
        let mut w = book(vec![a, us]);
        assert_eq!(suggestions(&w, Locale::Ru, false), ["A: Медленно отвечают"]);
        assert_eq!(suggestions(&w, Locale::Ru, true), ["A: Свои фото"]);
        w.competitors.opportunities = vec!["A: медленно отвечают".into()];
        assert_eq!(suggestions(&w, Locale::Ru, false), Vec::<String>::new());
    }

    #[test]
    fn the_sentence_of_medians_names_the_formula() {
        let w = book(vec![
            brand_row(1, "A", "direct", "1000", "2", "er_view"),
            brand_row(2, "B", "direct", "3000", "4", "er_view"),
        ]);
        let text = medians_text(&w, Locale::En, k::matrix_page::medians).unwrap();
        assert!(text.contains("followers 2,000"), "{text}");
        assert!(text.contains("ER 3% (ERview)"), "{text}");
        assert_eq!(
            medians_text(&Workbook::default(), Locale::En, k::matrix_page::medians),
            None
        );
    }
}
