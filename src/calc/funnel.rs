//! The funnel: from a budget to sales, from promised leads back to a budget, and what happens when
//! a rate turns out a fifth better or worse.
//!
//! Steps are exact fractions of whole numbers, so that no rounding piles up on the way: only the
//! result of a step is rounded, people down and needs up.

/// Percent points in 10 000ths: 1.2 % is 12 000.
pub type Points = i64;
/// 100 % in [`Points`].
const WHOLE: Points = 1_000_000;
/// How far a rate is moved to see how fragile it is, percent.
const SWING: i128 = 20;

/// A rate as typed, in points; nothing when it is not a share of something.
pub fn points(percent: f64) -> Option<Points> {
    #[allow(clippy::cast_possible_truncation)]
    (percent > 0.0 && percent <= 100.0)
        .then(|| (percent * 10_000.0).round() as Points)
        .filter(|p| *p > 0)
}

/// What goes into the calculator. Nothing means "not known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// Advertising budget.
    Budget,
    /// Price of 1000 impressions.
    Cpm,
    /// Impressions that become clicks.
    Ctr,
    /// Clicks that become leads.
    CrLead,
    /// Leads that become orders.
    CrSale,
    /// Average check.
    Check,
    /// Margin, share of the price.
    Margin,
    /// Leads promised.
    Promised,
}

/// Values of the inputs; money in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// See [`Input::Budget`].
    pub budget: Option<i64>,
    /// See [`Input::Cpm`].
    pub cpm: Option<i64>,
    /// See [`Input::Ctr`].
    pub ctr: Option<Points>,
    /// See [`Input::CrLead`].
    pub cr_lead: Option<Points>,
    /// See [`Input::CrSale`].
    pub cr_sale: Option<Points>,
    /// See [`Input::Check`].
    pub check: Option<i64>,
    /// See [`Input::Margin`].
    pub margin: Option<Points>,
    /// See [`Input::Promised`].
    pub promised: Option<u64>,
}

impl Inputs {
    /// Is the input known.
    pub const fn has(&self, input: Input) -> bool {
        match input {
            Input::Budget => self.budget.is_some(),
            Input::Cpm => self.cpm.is_some(),
            Input::Ctr => self.ctr.is_some(),
            Input::CrLead => self.cr_lead.is_some(),
            Input::CrSale => self.cr_sale.is_some(),
            Input::Check => self.check.is_some(),
            Input::Margin => self.margin.is_some(),
            Input::Promised => self.promised.is_some(),
        }
    }
    /// Those of `wanted` that are not known, in the same order.
    pub fn missing(&self, wanted: &[Input]) -> Vec<Input> {
        wanted.iter().copied().filter(|i| !self.has(*i)).collect()
    }
}

/// What leads need to be known.
pub const FOR_LEADS: &[Input] = &[Input::Budget, Input::Cpm, Input::Ctr, Input::CrLead];
/// What money needs on top of that.
pub const FOR_MONEY: &[Input] = &[Input::CrSale, Input::Check, Input::Margin];

/// What a budget buys. Each step is known as far as its inputs are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Forward {
    /// Impressions.
    pub impressions: Option<u64>,
    /// Clicks.
    pub clicks: Option<u64>,
    /// Leads.
    pub leads: Option<u64>,
    /// Orders.
    pub orders: Option<u64>,
    /// Revenue, minor units; from the orders before rounding.
    pub revenue: Option<i64>,
    /// Price of a lead, minor units.
    pub cpl: Option<i64>,
    /// Price of an order, minor units.
    pub cpo: Option<i64>,
    /// Spend as a share of revenue, percent.
    pub drr: Option<f64>,
    /// Gross profit less spend as a share of spend, percent.
    pub romi: Option<f64>,
}

/// What a number of leads takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backward {
    /// Clicks.
    pub clicks: u64,
    /// Impressions.
    pub impressions: u64,
    /// Budget, minor units.
    pub budget: i64,
}

/// A fraction of whole numbers, kept reduced; operations that would not fit give nothing.
#[derive(Clone, Copy)]
struct Ratio(i128, i128);

impl Ratio {
    fn new(n: i128, d: i128) -> Option<Self> {
        if d <= 0 || n < 0 {
            return None;
        }
        let (mut a, mut b) = (n, d);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Some(Self(n / a, d / a))
    }
    fn times(self, n: i128, d: i128) -> Option<Self> {
        // Reduce crosswise first: the products stay small.
        let (a, b) = (Self::new(self.0, d)?, Self::new(n, self.1)?);
        Self::new(a.0.checked_mul(b.0)?, a.1.checked_mul(b.1)?)
    }
    const fn floor(self) -> i128 {
        self.0 / self.1
    }
    const fn ceil(self) -> i128 {
        self.0 / self.1 + if self.0 % self.1 == 0 { 0 } else { 1 }
    }
    fn people(self) -> Option<u64> {
        self.floor().try_into().ok()
    }
    fn money(self) -> Option<i64> {
        Self::new(
            self.0.checked_mul(2)?.checked_add(self.1)?,
            self.1.checked_mul(2)?,
        )?
        .floor()
        .try_into()
        .ok()
    }
    #[allow(clippy::cast_precision_loss)]
    fn float(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }
}

fn positive(n: Option<i64>) -> Option<i128> {
    n.filter(|n| *n > 0).map(i128::from)
}

/// What the budget buys.
pub fn forward(i: &Inputs) -> Forward {
    steps(i, None)
}

/// The same with one input multiplied by `by` hundredths.
fn steps(i: &Inputs, swing: Option<(Input, i128)>) -> Forward {
    let by = |input: Input| match swing {
        Some((which, by)) if which == input => by,
        _ => 100,
    };
    // A share cannot grow beyond the whole.
    let share = |p: Option<Points>, input: Input| {
        p.map(|p| (i128::from(p) * by(input)).min(i128::from(WHOLE) * 100))
    };
    let whole = i128::from(WHOLE) * 100;
    let budget = positive(i.budget);
    let step = |from: Option<Ratio>, share: Option<i128>| from?.times(share?, whole);

    let impressions = budget
        .zip(positive(i.cpm))
        .and_then(|(b, cpm)| Ratio::new(b, 1)?.times(1000 * 100, cpm * by(Input::Cpm)));
    let clicks = step(impressions, share(i.ctr, Input::Ctr));
    let leads = step(clicks, share(i.cr_lead, Input::CrLead));
    let orders = step(leads, share(i.cr_sale, Input::CrSale));
    let revenue = orders
        .zip(positive(i.check))
        .and_then(|(o, check)| o.times(check, 1));
    let per = |what: Option<Ratio>| {
        let (what, budget) = what.zip(budget)?;
        Ratio::new(budget, 1)?.times(what.1, what.0)?.money()
    };
    let drr = revenue
        .zip(budget)
        .and_then(|(r, b)| Some(Ratio::new(b, 1)?.times(r.1, r.0)?.float() * 100.0));
    let romi = revenue
        .zip(i.margin)
        .zip(budget)
        .and_then(|((r, margin), b)| {
            let profit = r.times(i128::from(margin), i128::from(WHOLE))?;
            Some((profit.times(1, b)?.float() - 1.0) * 100.0)
        });
    let people = |r: Option<Ratio>| r.and_then(Ratio::people);
    Forward {
        impressions: people(impressions),
        clicks: people(clicks),
        leads: people(leads),
        orders: people(orders),
        revenue: revenue.and_then(Ratio::money),
        cpl: per(leads),
        cpo: per(orders),
        drr,
        romi,
    }
}

/// What so many leads take; nothing while a rate is unknown.
pub fn backward(i: &Inputs, leads: u64) -> Option<Backward> {
    let up = |n: i128, share: Points| {
        Some(
            Ratio::new(n, 1)?
                .times(i128::from(WHOLE), i128::from(share))?
                .ceil(),
        )
    };
    let clicks = up(leads.into(), i.cr_lead?)?;
    let impressions = up(clicks, i.ctr?)?;
    let budget = Ratio::new(impressions, 1)?
        .times(positive(i.cpm)?, 1000)?
        .ceil();
    Some(Backward {
        clicks: clicks.try_into().ok()?,
        impressions: impressions.try_into().ok()?,
        budget: budget.try_into().ok()?,
    })
}

/// How the result moves when one rate is a fifth worse or better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swing {
    /// The rate.
    pub input: Input,
    /// Leads, or orders, when it is worse by a fifth.
    pub worse: u64,
    /// The same when it is better by a fifth.
    pub better: u64,
    /// Price of that lead or order in the worse case, minor units.
    pub price: i64,
}

/// Every known rate with its swing, the most fragile first: by the price of the result in the worse
/// case, equal ones by the rate itself, because a smaller rate slips by a fifth more easily.
/// Counted in orders when the share of orders is known, else in leads.
pub fn sensitivity(i: &Inputs) -> Vec<Swing> {
    let orders = i.cr_sale.is_some();
    let pick = |f: Forward| {
        if orders {
            f.orders.zip(f.cpo)
        } else {
            f.leads.zip(f.cpl)
        }
    };
    let mut out: Vec<(Swing, i64)> = [
        (Input::Ctr, i.ctr),
        (Input::CrLead, i.cr_lead),
        (Input::CrSale, i.cr_sale),
        (Input::Cpm, i.cpm),
    ]
    .into_iter()
    .filter_map(|(input, value)| {
        let value = value?;
        // Impressions get dearer, shares get smaller.
        let sign = if input == Input::Cpm { SWING } else { -SWING };
        let (worse, price) = pick(steps(i, Some((input, 100 + sign))))?;
        let (better, _) = pick(steps(i, Some((input, 100 - sign))))?;
        Some((
            Swing {
                input,
                worse,
                better,
                price,
            },
            value,
        ))
    })
    .collect();
    out.sort_by(|(a, a_rate), (b, b_rate)| b.price.cmp(&a.price).then(a_rate.cmp(b_rate)));
    out.into_iter().map(|(swing, _)| swing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(percent: f64) -> Option<Points> {
        points(percent)
    }

    /// The sample of the formula sheet: 50 000 at 250 a thousand.
    fn sheet() -> Inputs {
        Inputs {
            budget: Some(5_000_000),
            cpm: Some(25_000),
            ctr: p(1.2),
            cr_lead: p(6.0),
            cr_sale: p(20.0),
            check: Some(350_000),
            margin: p(40.0),
            promised: None,
        }
    }

    #[test]
    fn forward_agrees_with_the_formula_sheet() {
        let f = forward(&sheet());
        assert_eq!(
            (f.impressions, f.clicks, f.leads, f.orders),
            (Some(200_000), Some(2_400), Some(144), Some(28))
        );
        assert_eq!(f.revenue, Some(10_080_000));
        assert_eq!(f.cpl, Some(34_722));
        assert_eq!(f.cpo, Some(173_611));
        assert_eq!(f.drr.map(|n| (n * 10.0).round()), Some(496.0));
        assert_eq!(f.romi.map(|n| (n * 10.0).round()), Some(-194.0));
    }

    #[test]
    fn steps_are_known_as_far_as_their_inputs() {
        // budget, cpm, ctr, cr_lead → impressions, clicks, leads
        type Row = (
            Option<i64>,
            Option<i64>,
            Option<f64>,
            Option<f64>,
            [Option<u64>; 3],
        );
        let table: &[Row] = &[
            (None, Some(100), Some(1.0), Some(1.0), [None, None, None]),
            (
                Some(100_000),
                None,
                Some(1.0),
                Some(1.0),
                [None, None, None],
            ),
            (
                Some(100_000),
                Some(10_000),
                None,
                Some(1.0),
                [Some(10_000), None, None],
            ),
            (
                Some(100_000),
                Some(10_000),
                Some(1.0),
                None,
                [Some(10_000), Some(100), None],
            ),
            (
                Some(100_000),
                Some(10_000),
                Some(1.0),
                Some(3.3),
                [Some(10_000), Some(100), Some(3)],
            ),
            (
                Some(100_000),
                Some(10_000),
                Some(0.1),
                Some(9.0),
                [Some(10_000), Some(10), Some(0)],
            ),
            (
                Some(100_000),
                Some(0),
                Some(1.0),
                Some(1.0),
                [None, None, None],
            ),
            (
                Some(-5),
                Some(100),
                Some(1.0),
                Some(1.0),
                [None, None, None],
            ),
        ];
        for (budget, cpm, ctr, cr_lead, want) in table {
            let i = Inputs {
                budget: *budget,
                cpm: *cpm,
                ctr: ctr.and_then(p),
                cr_lead: cr_lead.and_then(p),
                ..Inputs::default()
            };
            let f = forward(&i);
            assert_eq!([f.impressions, f.clicks, f.leads], *want, "{i:?}");
            assert_eq!(f.orders, None);
            assert_eq!(f.romi, None);
        }
    }

    #[test]
    fn forty_thousand_at_nine_hundred_is_forty_four() {
        // 90 a thousand, 1 % click, 1 % of them leave a request: 900 a lead.
        let i = Inputs {
            budget: Some(4_000_000),
            cpm: Some(9_000),
            ctr: p(1.0),
            cr_lead: p(1.0),
            ..Inputs::default()
        };
        let f = forward(&i);
        assert_eq!((f.cpl, f.leads), (Some(90_000), Some(44)));
    }

    #[test]
    fn backward_rounds_every_need_up() {
        for (leads, want) in [
            (
                430,
                Backward {
                    clicks: 7_167,
                    impressions: 597_250,
                    budget: 14_931_250,
                },
            ),
            (
                1,
                Backward {
                    clicks: 17,
                    impressions: 1_417,
                    budget: 35_425,
                },
            ),
            (
                0,
                Backward {
                    clicks: 0,
                    impressions: 0,
                    budget: 0,
                },
            ),
        ] {
            assert_eq!(backward(&sheet(), leads), Some(want), "{leads}");
        }
        assert_eq!(
            backward(
                &Inputs {
                    ctr: None,
                    ..sheet()
                },
                10
            ),
            None
        );
    }

    #[test]
    fn the_budget_of_backward_buys_the_leads() {
        for leads in [1, 7, 80, 430, 12_345] {
            let need = backward(&sheet(), leads).unwrap();
            let f = forward(&Inputs {
                budget: Some(need.budget),
                ..sheet()
            });
            assert!(f.leads >= Some(leads), "{leads}: {f:?}");
        }
    }

    #[test]
    fn the_smallest_share_is_the_most_fragile() {
        let swings = sensitivity(&sheet());
        assert_eq!(
            swings.iter().map(|s| s.input).collect::<Vec<_>>(),
            [Input::Ctr, Input::CrLead, Input::CrSale, Input::Cpm]
        );
        assert_eq!((swings[0].worse, swings[0].better), (23, 34));
        assert_eq!((swings[3].worse, swings[3].better), (24, 36));
        // Without the share of orders the result is counted in leads.
        let swings = sensitivity(&Inputs {
            cr_sale: None,
            ..sheet()
        });
        assert_eq!(
            (swings[0].input, swings[0].worse, swings[0].better),
            (Input::Ctr, 115, 172)
        );
    }

    #[test]
    fn a_share_does_not_grow_beyond_the_whole() {
        let swings = sensitivity(&Inputs {
            cr_sale: p(95.0),
            ..sheet()
        });
        let sale = swings.iter().find(|s| s.input == Input::CrSale).unwrap();
        assert_eq!(sale.better, 144);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(forward(&Inputs::default()), Forward::default());
        assert_eq!(sensitivity(&Inputs::default()), []);
        assert_eq!(Inputs::default().missing(FOR_LEADS), FOR_LEADS);
        for bad in [0.0, -1.0, 100.1, f64::NAN] {
            assert_eq!(points(bad), None, "{bad}");
        }
    }

    #[test]
    fn huge_amounts_do_not_overflow() {
        let i = Inputs {
            budget: Some(i64::MAX),
            check: Some(i64::MAX),
            ..sheet()
        };
        let f = forward(&i);
        assert!(f.impressions.is_some());
        assert_eq!(f.revenue, None);
    }
}
