use crate::modules::sets::{METRIC, STAGE};
use crate::{choices, module, row};

choices! {
    /// What the strategy is judged by.
    MODE = mode { branding, performance, brandformance }
    /// Level in the KPI tree.
    KPI_LEVEL = kpi_level { north, primary, supporting, diagnostic }
    /// How often the number is taken.
    PERIOD = period { week, month, quarter, campaign }
    /// How the parts of a KPI make it up.
    COMBINE = combine { sum, product, ratio }
    /// Can the SMM team move this number on its own.
    CONTROL = control { yes, partly, no }
}

module! {
    /// Goals and KPIs.
    Goals = goals {
        /// What the strategy is judged by.
        mode: Choice(MODE) core,
        /// Funnel calculator: price of 1000 impressions.
        cpm: Money,
        /// Funnel calculator: share of clicks.
        ctr: Percent,
        /// Funnel calculator: clicks that become leads.
        cr_lead: Percent,
        /// Funnel calculator: leads that become orders.
        cr_sale: Percent,
        /// Where these rates come from.
        rates_source: Line;
        /// Business goals in numbers.
        business: [BusinessGoal; 1],
        /// Communication goals.
        goals: [Goal; 1],
        /// KPIs.
        kpis: [Kpi; 1],
    }
}

row! {
    /// A business goal in numbers.
    BusinessGoal in goals.business {
        /// In words.
        title: Line core,
        /// Metric.
        metric: Line core,
        /// Unit of the metric.
        unit: Line,
        /// Today.
        baseline: Number core,
        /// Wanted.
        target: Number core,
        /// By when.
        deadline: Date core,
    }
}

row! {
    /// A communication goal.
    Goal in goals.goals {
        /// In words.
        title: Line core,
        /// The business goal it serves.
        business: Ref(BusinessGoal) core,
        /// Stage of the funnel.
        stage: Choice(STAGE) core,
        /// Why it can be reached.
        achievable: Line,
        /// Why it matters to the business.
        relevant: Line,
        /// By when.
        deadline: Date core,
        /// Owner.
        owner: Line,
    }
}

row! {
    /// A KPI. Metric, formula and unit come from the catalogue; a metric of one's own has a name,
    /// a formula in words and a unit.
    Kpi in goals.kpis {
        /// The goal it measures.
        goal: Ref(Goal) core,
        /// Metric of the catalogue.
        metric: Choice(METRIC) core,
        /// Name of a metric of one's own, or a clarification.
        name: Line,
        /// Formula of a metric of one's own.
        formula: Line,
        /// Unit of a metric of one's own.
        unit: Line,
        /// The KPI above it in the tree.
        parent: Ref(Kpi),
        /// How its parts make it up: added, multiplied, or the first divided by the second.
        combine: Choice(COMBINE),
        /// Level in the tree.
        level: Choice(KPI_LEVEL) core,
        /// Value today.
        baseline: Number core,
        /// When it was taken.
        baseline_date: Date,
        /// There is no value today.
        no_baseline: Flag,
        /// Wanted value.
        target: Number core,
        /// By when.
        deadline: Date core,
        /// How often it is taken.
        period: Choice(PERIOD) core,
        /// Where the number is taken.
        source: Line core,
        /// Owner.
        owner: Line core,
        /// Can the SMM team move it.
        control: Choice(CONTROL),
        /// Why this target.
        note: Line,
    }
}
