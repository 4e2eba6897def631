//! The funnel calculator on the workbook's own numbers: the brief's budget, check, margin and promise
//! with the rates entered here. Shared by the page and the document.

use super::Goals;
use crate::calc::funnel::{self, FOR_LEADS, FOR_MONEY, Forward, Input, Inputs};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Path};
use crate::modules::Workbook;
use crate::modules::brief::Brief;

/// Where an input is entered.
pub fn path(w: &Workbook, input: Input) -> Path {
    match input {
        Input::Budget if whole_budget(w) => Brief::budget,
        Input::Budget => Brief::budget_ads,
        Input::Cpm => Goals::cpm,
        Input::Ctr => Goals::ctr,
        Input::CrLead => Goals::cr_lead,
        Input::CrSale => Goals::cr_sale,
        Input::Check => Brief::average_check,
        Input::Margin => Brief::margin,
        Input::Promised => Brief::promised_leads,
    }
}

/// True when the budget has no line for ads and the whole of it stands in.
pub fn whole_budget(w: &Workbook) -> bool {
    w.brief.budget_ads.is_blank() && w.brief.budget.minor().is_some()
}

/// The numbers of the workbook.
pub fn inputs(w: &Workbook) -> Inputs {
    let (b, g) = (&w.brief, &w.goals);
    let budget = if whole_budget(w) {
        &b.budget
    } else {
        &b.budget_ads
    };
    let positive = |n: Option<i64>| n.filter(|n| *n > 0);
    Inputs {
        budget: positive(budget.minor()),
        cpm: positive(g.cpm.minor()),
        ctr: g.ctr.value().and_then(funnel::points),
        cr_lead: g.cr_lead.value().and_then(funnel::points),
        cr_sale: g.cr_sale.value().and_then(funnel::points),
        check: positive(b.average_check.minor()),
        margin: b.margin.value().and_then(funnel::points),
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        promised: b
            .promised_leads
            .value()
            .filter(|n| *n >= 1.0 && *n < 1e12)
            .map(|n| n as u64),
    }
}

#[allow(clippy::cast_possible_truncation)]
fn count(l: Locale, key: Key, n: u64) -> String {
    l.count(key, usize::try_from(n).unwrap_or(usize::MAX))
}

/// "40 000 ₽ at 900 ₽ per lead buy 44 leads; the brief promised 80."
pub fn sentence(w: &Workbook, l: Locale) -> Option<String> {
    let i = inputs(w);
    let f = funnel::forward(&i);
    let (budget, leads) = (i.budget?, f.leads?);
    let money = |m| l.money(m, w.currency());
    let leads = count(l, k::funnel::count::leads_buy, leads);
    #[allow(clippy::cast_precision_loss)]
    let promised = i.promised.map(|n| l.number(n as f64, 0));
    let values = [
        ("budget", money(budget)),
        ("cpl", money(f.cpl?)),
        ("leads", leads),
        ("promised", promised.clone().unwrap_or_default()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    Some(l.fill(
        if promised.is_some() {
            k::funnel::buys_promise
        } else {
            k::funnel::buys
        },
        &values,
    ))
}

/// Does the promise hold: more leads than promised, as many, or fewer, in words.
pub fn verdict(w: &Workbook, l: Locale) -> Option<(std::cmp::Ordering, String)> {
    let i = inputs(w);
    let (leads, promised) = (funnel::forward(&i).leads?, i.promised?);
    let order = leads.cmp(&promised);
    let n = count(l, k::funnel::count::leads, leads.abs_diff(promised));
    Some((
        order,
        match order {
            std::cmp::Ordering::Less => l.fill(k::funnel::short, &[("n", &n)]),
            std::cmp::Ordering::Equal => l.t(k::funnel::exact).into(),
            std::cmp::Ordering::Greater => l.fill(k::funnel::enough, &[("n", &n)]),
        },
    ))
}

/// What the promised leads take.
pub fn needs(w: &Workbook, l: Locale) -> Option<String> {
    let i = inputs(w);
    let need = funnel::backward(&i, i.promised?)?;
    // Whole units of money: nobody plans an advertising budget in kopecks.
    let budget = need.budget.checked_add(99)? / 100 * 100;
    Some(l.fill(
        k::funnel::back,
        &[
            ("clicks", &count(l, k::funnel::count::clicks, need.clicks)),
            (
                "impressions",
                &count(l, k::funnel::count::impressions, need.impressions),
            ),
            ("budget", &l.money(budget, w.currency())),
        ],
    ))
}

/// What the calculator lacks, by the names of the fields; nothing when it has everything.
pub fn lack(w: &Workbook, l: Locale) -> Option<String> {
    let i = inputs(w);
    let mut wanted = i.missing(FOR_LEADS);
    wanted.extend(i.missing(FOR_MONEY));
    let names: Vec<String> = wanted
        .into_iter()
        .map(|input| input_name(w, l, input))
        .collect();
    (!names.is_empty()).then(|| l.fill(k::funnel::lack, &[("names", &names.join("; "))]))
}

fn input_name(w: &Workbook, l: Locale, input: Input) -> String {
    let at = path(w, input);
    let name = match at {
        // In the brief its label goes on from the one above it.
        Brief::budget_ads => l.t(k::goals_page::ad_budget),
        _ => w
            .field(at)
            .map_or("", |f| l.label(f.label))
            .trim_end_matches(", %"),
    };
    if w.text(at).trim().is_empty() {
        l.fill(k::funnel::lack_name, &[("name", name)])
    } else {
        l.fill(k::funnel::lack_bad, &[("name", name)])
    }
}

/// Steps of the funnel and prices with their values in words; an unknown one has no value.
pub fn steps(w: &Workbook, l: Locale) -> Vec<(Key, Option<String>)> {
    let f: Forward = funnel::forward(&inputs(w));
    #[allow(clippy::cast_precision_loss)]
    let n = |n: Option<u64>| n.map(|n| l.number(n as f64, 0));
    let money = |m: Option<i64>| m.map(|m| l.money(m, w.currency()));
    let percent = |p: Option<f64>| p.map(|p| l.percent(p, 1));
    vec![
        (k::funnel::impressions, n(f.impressions)),
        (k::funnel::clicks, n(f.clicks)),
        (k::funnel::leads, n(f.leads)),
        (k::funnel::orders, n(f.orders)),
        (k::funnel::revenue, money(f.revenue)),
        (k::funnel::cpl, money(f.cpl)),
        (k::funnel::cpo, money(f.cpo)),
        (k::funnel::drr, percent(f.drr)),
        (k::funnel::romi, percent(f.romi)),
    ]
}

/// Short name of a rate inside a sentence.
pub const fn rate_name(input: Input) -> Key {
    match input {
        Input::Ctr => k::funnel::ctr,
        Input::CrLead => k::funnel::cr_lead,
        Input::CrSale => k::funnel::cr_sale,
        _ => k::funnel::cpm,
    }
}

/// The one or two most fragile rates, in a sentence.
pub fn fragile(w: &Workbook, l: Locale) -> Option<String> {
    let swings = funnel::sensitivity(&inputs(w));
    let name = |at: usize| swings.get(at).map(|s| l.t(rate_name(s.input)));
    match (name(0), name(1)) {
        (Some(a), Some(b)) => Some(l.fill(k::funnel::fragile_text, &[("a", a), ("b", b)])),
        (Some(a), None) => Some(l.fill(k::funnel::fragile_one, &[("a", a)])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Workbook {
        let mut w = Workbook::default();
        w.brief.budget_ads = "40 000".into();
        w.brief.promised_leads = "80".into();
        w.goals.cpm = "90".into();
        w.goals.ctr = "1".into();
        w.goals.cr_lead = "1".into();
        w
    }

    #[test]
    fn the_sentence_names_the_gap() {
        let w = book();
        let said = sentence(&w, Locale::Ru).unwrap().replace('\u{a0}', " ");
        assert_eq!(
            said,
            "40 000 ₽ при 900 ₽ за заявку покупают 44 заявки; в брифе обещано 80."
        );
        let (order, text) = verdict(&w, Locale::Ru).unwrap();
        assert_eq!(
            (order, text.replace('\u{a0}', " ").as_str()),
            (std::cmp::Ordering::Less, "Не хватает: 36 заявок.")
        );
        assert!(
            needs(&w, Locale::Ru)
                .unwrap()
                .replace('\u{a0}', " ")
                .contains("72 000 ₽")
        );
        let english = sentence(&w, Locale::En).unwrap().replace('\u{a0}', " ");
        assert_eq!(
            english,
            "₽40,000 at ₽900 per lead buys 44 leads; the brief promised 80."
        );
    }

    #[test]
    fn the_whole_budget_stands_in_for_ads() {
        let mut w = book();
        w.brief.budget_ads = "".into();
        w.brief.budget = "40000".into();
        assert!(whole_budget(&w));
        assert!(sentence(&w, Locale::Ru).is_some());
    }

    #[test]
    fn what_is_missing_is_named_and_never_zero() {
        let mut w = book();
        w.goals.ctr = "".into();
        assert_eq!(sentence(&w, Locale::Ru), None);
        assert!(lack(&w, Locale::Ru).unwrap().contains("CTR"));
        let known = steps(&w, Locale::Ru)
            .into_iter()
            .filter(|(_, v)| v.is_some())
            .count();
        assert_eq!(known, 1);
        w.goals.ctr = "250".into();
        assert!(lack(&w, Locale::Ru).unwrap().contains("100"));
        assert!(
            steps(&Workbook::default(), Locale::Ru)
                .iter()
                .all(|(_, v)| v.is_none())
        );
    }
}
