//! The budget and its parts: sums to the minor unit, shares, what is left, and the bar that shows it.
//! A part that is blank or unreadable is unknown, never zero.

use super::Brief;
use crate::chart::{Anchor, Drawing, Shape};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Money, Path};

/// One part of the budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Field it is written in.
    pub path: Path,
    /// Its short name.
    pub name: Key,
    /// Minor units; nothing when unknown.
    pub minor: Option<i64>,
    /// Role of its colour in the bar.
    pub class: &'static str,
}

/// The budget as it is split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The total, minor units; nothing when unknown.
    pub total: Option<i64>,
    /// The five parts in order.
    pub parts: [Part; 5],
}

/// How the parts stand to the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Neither the total nor a part is known.
    Nothing,
    /// Parts without a total.
    NoTotal,
    /// A total without parts.
    NoParts,
    /// All parts known, and they add up.
    Fits,
    /// The known parts use up the total, but others are blank.
    FitsUnknown,
    /// All parts known, this much is not allocated.
    Left(i64),
    /// This much is left for the parts that are blank.
    LeftUnknown(i64),
    /// The parts exceed the total by this much.
    Over(i64),
}

impl Split {
    /// Reads the budget. Negative amounts are no amounts.
    pub fn of(brief: &Brief) -> Self {
        let read = |m: &Money| m.minor().filter(|m| *m >= 0);
        let part = |path, name, money: &Money, class| Part {
            path,
            name,
            minor: read(money),
            class,
        };
        Self {
            total: read(&brief.budget),
            parts: [
                part(
                    Brief::budget_production,
                    k::brief_budget::production,
                    &brief.budget_production,
                    "c-data",
                ),
                part(
                    Brief::budget_ads,
                    k::brief_budget::ads,
                    &brief.budget_ads,
                    "c-accent",
                ),
                part(
                    Brief::budget_bloggers,
                    k::brief_budget::bloggers,
                    &brief.budget_bloggers,
                    "c-soft",
                ),
                part(
                    Brief::budget_tools,
                    k::brief_budget::tools,
                    &brief.budget_tools,
                    "c-surface",
                ),
                part(
                    Brief::budget_fee,
                    k::brief_budget::fee,
                    &brief.budget_fee,
                    "c-data",
                ),
            ],
        }
    }

    /// Sum of the known parts; nothing when none is known. Five amounts of a field cannot overflow.
    pub fn sum(&self) -> Option<i64> {
        self.parts
            .iter()
            .filter_map(|p| p.minor)
            .reduce(i64::saturating_add)
    }

    /// Names of the parts that are not known.
    pub fn missing(&self, l: Locale) -> Vec<String> {
        self.parts
            .iter()
            .filter(|p| p.minor.is_none())
            .map(|p| l.t(p.name).to_lowercase())
            .collect()
    }

    /// What all shares are shares of: the total, or the sum while the total is unknown or smaller.
    pub fn whole(&self) -> Option<i64> {
        let sum = self.sum().unwrap_or(0);
        Some(self.total.unwrap_or(0).max(sum)).filter(|w| *w > 0)
    }

    /// Share of an amount, percent points.
    #[allow(clippy::cast_precision_loss)]
    pub fn share(&self, minor: i64) -> Option<f64> {
        self.whole()
            .map(|whole| minor as f64 * 100.0 / whole as f64)
    }

    /// How the parts stand to the total.
    pub fn verdict(&self) -> Verdict {
        let all = self.parts.iter().all(|p| p.minor.is_some());
        match (self.total, self.sum()) {
            (None, None) => Verdict::Nothing,
            (None, Some(_)) => Verdict::NoTotal,
            (Some(_), None) => Verdict::NoParts,
            (Some(total), Some(sum)) if sum > total => Verdict::Over(sum - total),
            (Some(total), Some(sum)) if sum == total => {
                if all {
                    Verdict::Fits
                } else {
                    Verdict::FitsUnknown
                }
            }
            (Some(total), Some(sum)) if all => Verdict::Left(total - sum),
            (Some(total), Some(sum)) => Verdict::LeftUnknown(total - sum),
        }
    }

    /// The verdict in words.
    pub fn words(&self, l: Locale, currency: &str) -> String {
        let money = |minor: i64| l.money(minor, currency);
        let total = self.total.map(money).unwrap_or_default();
        let sum = self.sum().map(money).unwrap_or_default();
        let missing = l.join(&self.missing(l));
        let (key, diff) = match self.verdict() {
            Verdict::Nothing => (k::brief_budget::nothing, 0),
            Verdict::NoTotal => (k::brief_budget::no_total, 0),
            Verdict::NoParts => (k::brief_budget::no_parts, 0),
            Verdict::Fits => (k::brief_budget::fits, 0),
            Verdict::FitsUnknown => (k::brief_budget::fits_unknown, 0),
            Verdict::Left(diff) => (k::brief_budget::left, diff),
            Verdict::LeftUnknown(diff) => (k::brief_budget::left_unknown, diff),
            Verdict::Over(diff) => (k::brief_budget::over, diff),
        };
        l.fill(
            key,
            &[
                ("total", &total),
                ("sum", &sum),
                ("missing", &missing),
                ("diff", &money(diff)),
            ],
        )
    }

    /// Parts as `name, amount, share`; the unknown ones say so.
    pub fn rows(&self, l: Locale, currency: &str) -> Vec<Vec<String>> {
        self.parts
            .iter()
            .map(|p| {
                let amount = p
                    .minor
                    .map(|m| l.money(m, currency))
                    .unwrap_or_else(|| l.t(k::brief_budget::unknown).into());
                let share = p
                    .minor
                    .and_then(|m| self.share(m))
                    .map(|s| l.percent(s, 1))
                    .unwrap_or_else(|| "—".into());
                vec![l.t(p.name).to_owned(), amount, share]
            })
            .collect()
    }

    /// The bar of shares; with `legend`, names and shares below it. Nothing when no part is known.
    pub fn bar(&self, l: Locale, legend: bool) -> Option<Drawing> {
        const WIDTH: f64 = 640.0;
        const COLUMNS: usize = 3;
        const HEIGHT: f64 = 26.0;
        const LINE: f64 = 22.0;
        self.sum().filter(|s| *s > 0)?;
        let known: Vec<(usize, &Part, f64)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(i, p)| p.minor.map(|m| (i, p, m)))
            .filter_map(|(i, p, m)| Some((i, p, self.share(m)?)))
            .collect();
        let mut shapes = Vec::new();
        let mut x = 0.0;
        for (i, part, share) in &known {
            let w = WIDTH * share / 100.0;
            // A gap of two units parts neighbours; what is thinner than that still shows as a line.
            shapes.push(Shape::Rect {
                x,
                y: 0.0,
                w: (w - 2.0).max(w.min(1.0)),
                h: HEIGHT,
                r: 2.0,
                class: part.class,
            });
            if w >= 20.0 {
                let class = match part.class {
                    "c-soft" | "c-surface" => "c-label",
                    "c-data" => "c-on-data",
                    _ => "c-on-accent",
                };
                let text = (i + 1).to_string();
                shapes.push(Shape::Text {
                    x: x + (w - 2.0) / 2.0,
                    y: HEIGHT / 2.0 + 4.5,
                    text,
                    anchor: Anchor::Middle,
                    class,
                });
            }
            x += w;
        }
        // What is not allocated stays a bare line.
        if WIDTH - x > 2.0 {
            shapes.push(Shape::Line {
                x1: x,
                y1: HEIGHT / 2.0,
                x2: WIDTH,
                y2: HEIGHT / 2.0,
                class: "c-grid",
            });
        }
        let mut height = HEIGHT;
        if legend {
            for (at, (i, part, share)) in known.iter().enumerate() {
                #[allow(clippy::cast_precision_loss)]
                let (x, y) = (
                    (at % COLUMNS) as f64 * WIDTH / COLUMNS as f64,
                    HEIGHT + LINE * (at / COLUMNS + 1) as f64,
                );
                shapes.push(Shape::Rect {
                    x: x + 0.5,
                    y: y - 10.0,
                    w: 11.0,
                    h: 11.0,
                    r: 2.0,
                    class: part.class,
                });
                let text = format!("{}. {}, {}", i + 1, l.t(part.name), l.percent(*share, 1));
                shapes.push(Shape::Text {
                    x: x + 19.0,
                    y,
                    text,
                    anchor: Anchor::Start,
                    class: "c-label",
                });
                height = y + 6.0;
            }
        }
        let parts: Vec<String> = known
            .iter()
            .map(|(_, p, s)| format!("{} {}", l.t(p.name).to_lowercase(), l.percent(*s, 1)))
            .collect();
        Some(Drawing {
            width: WIDTH,
            height,
            title: l.t(k::brief_budget::figure).into(),
            description: l.fill(
                k::brief_budget::figure_text,
                &[("parts", &parts.join(", "))],
            ),
            shapes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(total: &str, parts: [&str; 5]) -> Split {
        let mut b = Brief {
            budget: total.into(),
            ..Brief::default()
        };
        b.budget_production = parts[0].into();
        b.budget_ads = parts[1].into();
        b.budget_bloggers = parts[2].into();
        b.budget_tools = parts[3].into();
        b.budget_fee = parts[4].into();
        Split::of(&b)
    }

    #[test]
    fn adds_up_to_the_minor_unit() {
        let s = split("0,60", ["0,10", "0,20", "0,30", "0", "0"]);
        assert_eq!((s.sum(), s.verdict()), (Some(60), Verdict::Fits));
        let s = split(
            "330 000",
            ["60 000,01", "75000", "18000", "12000", "165000"],
        );
        assert_eq!(s.verdict(), Verdict::Over(1));
        assert_eq!(
            s.words(Locale::Ru, "RUB"),
            "Части больше бюджета на 0,01\u{a0}₽: 330\u{a0}000,01\u{a0}₽ вместо 330\u{a0}000\u{a0}₽."
        );
    }

    #[test]
    fn what_is_blank_is_unknown_not_zero() {
        let none = ["", "", "", "", ""];
        assert_eq!(split("", none).verdict(), Verdict::Nothing);
        assert_eq!(split("100", none).verdict(), Verdict::NoParts);
        assert_eq!(split("", ["1", "", "", "", ""]).verdict(), Verdict::NoTotal);
        assert_eq!(
            split("100", ["100", "", "", "", ""]).verdict(),
            Verdict::FitsUnknown
        );
        assert_eq!(
            split("100", ["40", "", "", "", ""]).verdict(),
            Verdict::LeftUnknown(6_000)
        );
        assert_eq!(
            split("100", ["40", "0", "0", "0", "0"]).verdict(),
            Verdict::Left(6_000)
        );
        assert_eq!(
            split("100", ["40", "-5", "много", "", ""]).missing(Locale::En),
            ["advertising", "bloggers", "tools", "fee"]
        );
    }

    #[test]
    fn shares_are_of_the_larger_of_total_and_sum() {
        let s = split("200", ["50", "", "", "", ""]);
        assert_eq!(s.share(5_000), Some(25.0));
        let s = split("100", ["150", "50", "", "", ""]);
        assert_eq!(s.share(15_000), Some(75.0));
        assert_eq!(split("0", ["0", "", "", "", ""]).share(0), None);
    }

    #[test]
    fn the_bar_is_as_long_as_the_known_parts() {
        let s = split("400", ["100", "200", "", "", "0"]);
        let d = s.bar(Locale::Ru, true).unwrap();
        let rects: Vec<(f64, f64)> = d
            .shapes
            .iter()
            .filter_map(|s| match s {
                Shape::Rect { x, w, h, .. } if *h > 20.0 => Some((*x, *w)),
                _ => None,
            })
            .collect();
        assert_eq!(rects, [(0.0, 158.0), (160.0, 318.0), (480.0, 0.0)]);
        assert!(
            d.description
                .contains("производство 25\u{a0}%, реклама 50\u{a0}%")
        );
        assert_eq!(
            split("400", ["0", "", "", "", ""]).bar(Locale::Ru, false),
            None
        );
        // Huge amounts neither panic nor overflow.
        assert!(
            split("1", ["90000000000000"; 5])
                .bar(Locale::En, true)
                .is_some()
        );
    }
}
