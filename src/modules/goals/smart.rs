//! The SMART check of a communication goal: five letters, each lit by the data or with a sentence on
//! what is missing.

use super::Goal;
use super::values::metric;
use crate::i18n::k;
use crate::kernel::Key;
use crate::modules::Workbook;

/// Shortest wording that can say who does what, characters.
const SPECIFIC: usize = 20;

/// One letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// `S`, `M`, `A`, `R` or `T`.
    pub letter: &'static str,
    /// Is it fulfilled.
    pub lit: bool,
    /// The sentence.
    pub say: Key,
}

/// The five letters of a goal.
pub fn check(w: &Workbook, goal: &Goal) -> [Letter; 5] {
    use k::smart::{self as s};
    let business = goal
        .business
        .is_some_and(|b| w.goals.business.iter().any(|g| g.id == b));
    let filled = |text: &str| !text.trim().is_empty();
    let mut measures = w
        .goals
        .kpis
        .iter()
        .filter(|p| p.goal == Some(goal.id))
        .filter(|p| metric(p).is_some() || filled(&p.name))
        .peekable();
    let measured = measures.peek().is_some();
    let (mut target, mut baseline) = (false, false);
    for kpi in measures {
        target |= kpi.target.value().is_some();
        baseline |= kpi.baseline.value().is_some();
    }
    let specific = crate::kernel::text::length(goal.title.trim()) >= SPECIFIC;
    let late = |d| w.frame.end.value().is_some_and(|end| d > end);
    let early = |d| w.frame.start.value().is_some_and(|start| d < start);
    let time = match goal.deadline.value() {
        None => (false, s::t_none),
        Some(d) if late(d) => (false, s::t_late),
        Some(d) if early(d) => (false, s::t_early),
        Some(_) if w.frame.end.value().is_none() => (true, s::t_open),
        Some(_) => (true, s::t_ok),
    };
    let letter = |letter, (lit, say)| Letter { letter, lit, say };
    [
        letter(
            "S",
            match (specific, business) {
                (false, _) => (false, s::s_title),
                (true, false) => (false, s::s_business),
                (true, true) => (true, s::s_ok),
            },
        ),
        letter(
            "M",
            match (measured, target) {
                (false, _) => (false, s::m_none),
                (true, false) => (false, s::m_target),
                (true, true) => (true, s::m_ok),
            },
        ),
        letter(
            "A",
            if filled(&goal.achievable) || baseline {
                (true, s::a_ok)
            } else {
                (false, s::a_none)
            },
        ),
        letter(
            "R",
            if filled(&goal.relevant) || business {
                (true, s::r_ok)
            } else {
                (false, s::r_none)
            },
        ),
        letter("T", time),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;
    use crate::modules::goals::{BusinessGoal, Kpi};

    fn lit(w: &Workbook) -> String {
        check(w, &w.goals.goals[0])
            .iter()
            .filter(|l| l.lit)
            .map(|l| l.letter)
            .collect()
    }

    #[test]
    fn letters_light_up_one_by_one() {
        let mut w = Workbook::default();
        w.goals.goals.push(Goal {
            id: RowId(1),
            ..Goal::default()
        });
        assert_eq!(lit(&w), "");
        w.goals.goals[0].title = "Соседи узнают кофейню".into();
        assert_eq!(lit(&w), "");
        assert_eq!(check(&w, &w.goals.goals[0])[0].say, k::smart::s_business);
        w.goals.business.push(BusinessGoal {
            id: RowId(9),
            ..BusinessGoal::default()
        });
        w.goals.goals[0].business = Some(RowId(9));
        assert_eq!(lit(&w), "SR");
        w.goals.kpis.push(Kpi {
            id: RowId(5),
            goal: Some(RowId(1)),
            metric: "ctr".into(),
            ..Kpi::default()
        });
        assert_eq!(check(&w, &w.goals.goals[0])[1].say, k::smart::m_target);
        w.goals.kpis[0].target = "2".into();
        assert_eq!(lit(&w), "SMR");
        w.goals.kpis[0].baseline = "1".into();
        assert_eq!(lit(&w), "SMAR");
        w.goals.goals[0].deadline = "2027-03-01".into();
        assert_eq!(lit(&w), "SMART");
        w.frame.end = "2027-02-28".into();
        assert_eq!(check(&w, &w.goals.goals[0])[4].say, k::smart::t_late);
        w.goals.goals[0].deadline = "2026-01-01".into();
        w.frame.start = "2026-12-01".into();
        assert_eq!(check(&w, &w.goals.goals[0])[4].say, k::smart::t_early);
    }

    #[test]
    fn a_link_to_a_goal_that_is_gone_is_no_link() {
        let mut w = Workbook::default();
        w.goals.goals.push(Goal {
            id: RowId(1),
            title: "Соседи узнают кофейню".into(),
            business: Some(RowId(9)),
            ..Goal::default()
        });
        assert_eq!(lit(&w), "");
    }
}
