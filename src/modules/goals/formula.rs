//! Formulas of the catalogue in words: `spend/leads` becomes «расходы ÷ заявки».

use crate::i18n::{Locale, k};
use crate::kernel::Key;

macro_rules! inputs {
    ($($name:ident)*) => {
        /// The names of all inputs of the catalogue's formulas.
        const INPUTS: &[(&str, Key)] = &[$((stringify!($name), k::kpi_input::$name)),*];
    };
}

inputs! {
    actions ad_spend answered aov arpu avg_views bounces brand_mentions cac clicks comments
    competitor_mentions customers customers_end customers_lost customers_new customers_start days
    detractors_share engagements followers followers_end followers_lost followers_new followers_start
    gross_margin impressions incoming investment leads lifetime_periods likes ltv margin_share
    marketing_costs negative neutral new_customers notified orders positive posts profile_visits
    profit promoters_share purchases_per_period qualified_leads reach reach_total reach_viral
    repeat_customers response_minutes_total revenue sales_costs saves sessions shares social_sessions
    spend ugc_posts video_completed video_views views views_24h views_3s views_total watch_time_sec
    weeks
}

/// The formula with its inputs named in this language and its signs as people write them.
pub fn words(l: Locale, formula: &str) -> String {
    let mut out = String::with_capacity(formula.len() * 2);
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
        if end > 0 {
            let (name, tail) = rest.split_at(end);
            match INPUTS.iter().find(|(n, _)| *n == name) {
                Some((_, key)) => out.push_str(l.t(*key)),
                None => out.push_str(
                    &name
                        .parse()
                        .map_or_else(|_| name.to_owned(), |n| l.number(n, 4)),
                ),
            }
            rest = tail;
            continue;
        }
        match c {
            '/' => out.push_str(" ÷ "),
            '*' => out.push_str(" × "),
            '-' => out.push_str(" − "),
            '+' => out.push_str(" + "),
            ' ' => {}
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::METRICS;

    #[test]
    fn formulas_read_as_words() {
        for (formula, ru, en) in [
            ("spend/leads", "расходы ÷ заявки", "spend ÷ leads"),
            (
                "spend/impressions*1000",
                "расходы ÷ показы × 1\u{a0}000",
                "spend ÷ impressions × 1,000",
            ),
            (
                "followers_new-followers_lost",
                "новые подписчики − отписавшиеся",
                "new followers − followers lost",
            ),
            (
                "views_24h/followers*100",
                "просмотры за 24 часа ÷ подписчики × 100",
                "views in 24 hours ÷ followers × 100",
            ),
            (
                "(likes+shares)/views",
                "(лайки + репосты) ÷ просмотры",
                "(likes + shares) ÷ views",
            ),
        ] {
            assert_eq!(words(Locale::Ru, formula), ru);
            assert_eq!(words(Locale::En, formula), en);
        }
    }

    #[test]
    fn every_input_of_the_catalogue_has_a_name() {
        for metric in METRICS {
            let named =
                |name: &str| INPUTS.iter().any(|(n, _)| *n == name) || name.parse::<f64>().is_ok();
            let names = metric
                .formula
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .filter(|n| !n.is_empty());
            for name in names {
                assert!(named(name), "{} in {}", name, metric.id);
            }
            let ru = words(Locale::Ru, metric.formula);
            assert!(!ru.contains(|c: char| c.is_ascii_alphabetic()), "{ru}");
        }
    }
}
