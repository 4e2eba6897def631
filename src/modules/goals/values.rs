//! Numbers of goals and KPIs: with their unit, the way from baseline to target, and whether that way
//! is the right one for the metric.

use super::{BusinessGoal, Kpi};
use crate::data::{self, Metric};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Money, Number};

/// The metric of the catalogue behind a KPI; nothing for one of the user's own.
pub fn metric(kpi: &Kpi) -> Option<&'static Metric> {
    data::metric(kpi.metric.id())
}

/// Name of a metric's unit.
pub fn unit_name(l: Locale, unit: &str) -> String {
    use k::metric_unit::{self as u};
    let key = match unit {
        "people" => u::people,
        "%" => u::percent,
        "times" => u::times,
        "money per 1000" => u::money_thousand,
        "followers" => u::followers,
        "seconds" => u::seconds,
        "minutes" => u::minutes,
        "posts/week" => u::posts_week,
        "views" => u::views,
        "money" => u::money,
        "money per view" => u::money_view,
        "ratio" => u::ratio,
        "points" => u::points,
        "months" => u::months,
        other => return other.to_owned(),
    };
    l.t(key).to_owned()
}

/// A number with a unit: `1 100 человек`, `3,1 %`, `125 ₽`.
pub fn with_unit(l: Locale, n: f64, unit: &str, currency: &str) -> String {
    use k::metric_count::{self as c};
    let plural = |key: Key| l.amount(key, n, 4);
    #[allow(clippy::cast_possible_truncation)]
    let money = || l.money((n * 100.0).round() as i64, currency);
    match unit.trim() {
        "%" => l.percent(n, 4),
        "money" => money(),
        "money per 1000" => l.fill(k::metric_value::thousand, &[("money", &money())]),
        "money per view" => l.fill(k::metric_value::view, &[("money", &money())]),
        "people" => plural(c::people),
        "times" => plural(c::times),
        "followers" => plural(c::followers),
        "seconds" => plural(c::seconds),
        "minutes" => plural(c::minutes),
        "posts/week" => plural(c::posts_week),
        "views" => plural(c::views),
        "points" => plural(c::points),
        "months" => plural(c::months),
        "" | "ratio" => l.number(n, 4),
        own => format!("{}\u{a0}{own}", l.number(n, 4)),
    }
}

/// The unit of a KPI: the catalogue's, or the user's own words.
pub fn unit(kpi: &Kpi) -> &str {
    metric(kpi).map_or(kpi.unit.trim(), |m| m.unit)
}

/// The way from a baseline to a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Today, if known.
    pub baseline: Option<f64>,
    /// Wanted, if known.
    pub target: Option<f64>,
    /// Unit of both.
    pub unit: String,
    /// Currency of money.
    pub currency: String,
    /// Which way is better: an id of the catalogue, empty when not known.
    pub direction: &'static str,
}

/// How far the target is from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// In percent of the baseline; nothing when the baseline is zero.
    pub percent: Option<f64>,
    /// In percent points, when the number is a percentage itself.
    pub points: Option<f64>,
}

fn amount(n: &Number) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)]
    n.value()
        .or_else(|| Money(n.0.clone()).minor().map(|m| m as f64 / 100.0))
}

impl Way {
    /// Of a KPI.
    pub fn of_kpi(kpi: &Kpi, currency: &str) -> Self {
        Self {
            baseline: amount(&kpi.baseline).filter(|_| !kpi.no_baseline),
            target: amount(&kpi.target),
            unit: unit(kpi).to_owned(),
            currency: currency.to_owned(),
            direction: metric(kpi).map_or("", |m| m.direction),
        }
    }
    /// Of a business goal.
    pub fn of_goal(goal: &BusinessGoal, currency: &str) -> Self {
        Self {
            baseline: amount(&goal.baseline),
            target: amount(&goal.target),
            unit: goal.unit.trim().to_owned(),
            currency: currency.to_owned(),
            direction: "",
        }
    }
    /// How far; nothing until both numbers are known.
    pub fn change(&self) -> Option<Change> {
        let (from, to) = (self.baseline?, self.target?);
        Some(Change {
            percent: (from != 0.0).then(|| (to - from) / from.abs() * 100.0),
            points: (self.unit == "%").then_some(to - from),
        })
    }
    /// True when the target is on the worse side of the baseline.
    pub fn wrong(&self) -> bool {
        match (self.baseline, self.target, self.direction) {
            (Some(from), Some(to), "higher") => to < from,
            (Some(from), Some(to), "lower") => to > from,
            _ => false,
        }
    }
    /// A number of this way with its unit.
    pub fn show(&self, l: Locale, n: f64) -> String {
        with_unit(l, n, &self.unit, &self.currency)
    }
    /// The change in words: `+77 %`, `+1,1 п. п. (+35 %)`.
    pub fn change_words(&self, l: Locale) -> Option<String> {
        let change = self.change()?;
        let signed = |n: f64, text: String| if n > 0.0 { format!("+{text}") } else { text };
        let percent = change.percent.map(|p| {
            let decimals = usize::from(p.abs() < 10.0);
            signed(p, l.percent(p, decimals))
        });
        Some(match (change.points, percent) {
            (Some(0.0), _) | (None, Some(_)) if change.percent == Some(0.0) => {
                l.t(k::goals_page::gauge_same).into()
            }
            (Some(points), percent) => {
                let points = signed(
                    points,
                    l.fill(k::metric_value::points, &[("n", &l.number(points, 2))]),
                );
                percent.map_or(points.clone(), |p| format!("{points} ({p})"))
            }
            (None, Some(percent)) => percent,
            (None, None) if self.baseline == self.target => l.t(k::goals_page::gauge_same).into(),
            (None, None) => l.t(k::goals_page::gauge_zero).into(),
        })
    }
    /// Both numbers in a line: `620 → 1 100 человек`, with a dash for one that is not known.
    pub fn line(&self, l: Locale) -> Option<String> {
        let none = || "—".to_owned();
        match (self.baseline, self.target) {
            (None, None) => None,
            // English writes the currency before the number, so it belongs to both.
            (Some(from), Some(to)) if l == Locale::En && self.unit.starts_with("money") => {
                Some(format!("{} → {}", self.show(l, from), self.show(l, to)))
            }
            (Some(from), Some(to)) => Some(format!("{} → {}", l.number(from, 4), self.show(l, to))),
            (Some(from), None) => Some(format!("{} → {}", self.show(l, from), none())),
            (None, Some(to)) => Some(format!("{} → {}", none(), self.show(l, to))),
        }
    }
}

/// Which way is better, in words.
pub fn direction_words(l: Locale, direction: &str) -> Option<&'static str> {
    let key = match direction {
        "higher" => k::kpi_card::higher,
        "lower" => k::kpi_card::lower,
        "target" => k::kpi_card::target,
        "context" => k::kpi_card::context,
        _ => return None,
    };
    Some(l.t(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(baseline: &str, target: &str, unit: &str, direction: &'static str) -> Way {
        Way {
            baseline: amount(&baseline.into()),
            target: amount(&target.into()),
            unit: unit.into(),
            currency: "RUB".into(),
            direction,
        }
    }

    #[test]
    fn change_is_of_the_baseline() {
        let l = Locale::Ru;
        for (from, to, unit, want) in [
            ("620", "1100", "people", Some("+77\u{a0}%")),
            ("150", "125", "money", Some("−17\u{a0}%")),
            ("3,1", "4,2", "%", Some("+1,1\u{a0}п.\u{a0}п. (+35\u{a0}%)")),
            ("0", "200", "заявок", Some("рост с нуля")),
            ("0", "5", "%", Some("+5\u{a0}п.\u{a0}п.")),
            ("5", "5", "", Some("без изменений")),
            ("0", "0", "", Some("без изменений")),
            ("−10", "10", "", Some("+200\u{a0}%")),
            ("", "5", "", None),
        ] {
            assert_eq!(
                way(from, to, unit, "").change_words(l).as_deref(),
                want,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn the_wrong_way_depends_on_the_metric() {
        for (from, to, direction, want) in [
            ("5", "3", "higher", true),
            ("5", "8", "higher", false),
            ("5", "5", "higher", false),
            ("5", "8", "lower", true),
            ("5", "3", "target", false),
            ("5", "3", "", false),
            ("", "3", "higher", false),
        ] {
            assert_eq!(
                way(from, to, "", direction).wrong(),
                want,
                "{from} {to} {direction}"
            );
        }
    }

    #[test]
    fn lines_carry_the_unit_once() {
        let l = Locale::Ru;
        assert_eq!(
            way("620", "1100", "people", "").line(l).as_deref(),
            Some("620 → 1\u{a0}100\u{a0}человек")
        );
        assert_eq!(
            way("", "125", "money", "").line(l).as_deref(),
            Some("— → 125\u{a0}₽")
        );
        assert_eq!(
            way("150", "125", "money", "").line(Locale::En).as_deref(),
            Some("₽150 → ₽125")
        );
        assert_eq!(way("", "", "", "").line(l), None);
        assert_eq!(
            way("1 404 000", "1568000", "₽", "").line(l).as_deref(),
            Some("1\u{a0}404\u{a0}000 → 1\u{a0}568\u{a0}000\u{a0}₽")
        );
    }

    #[test]
    fn every_unit_of_the_catalogue_has_words() {
        for m in data::METRICS {
            let ru = unit_name(Locale::Ru, m.unit);
            assert!(!ru.contains(|c: char| c.is_ascii_alphabetic()), "{ru}");
            let text = with_unit(Locale::Ru, 2.0, m.unit, "RUB");
            assert!(!text.contains(|c: char| c.is_ascii_alphabetic()), "{text}");
            assert!(direction_words(Locale::Ru, m.direction).is_some());
        }
    }
}
