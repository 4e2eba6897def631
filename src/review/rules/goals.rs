//! Rules A: brief, goals and KPIs.

use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::goals::{Goal, Kpi};
use crate::review::{Arg, Case, Out};

/// # Goal without a KPI
///
/// “{goal}” has no KPI, so nobody can say whether it was reached.
///
/// - Checks: every communication goal has at least one KPI.
/// - Why: a goal without a number turns the final report into an argument about taste.
/// - Example: “Become a favourite place of the district”, and not one KPI refers to it.
/// - Fix: add a KPI to the goal in the tree, or delete the goal if it cannot be measured.
///
/// # Цель без показателя
///
/// У цели «{goal}» нет показателя: никто не сможет сказать, достигнута ли она.
///
/// - Что смотрит: у каждой цели коммуникации есть хотя бы один KPI.
/// - Зачем: цель без числа превращает итоговый отчёт в спор о вкусах.
/// - Пример: «Стать любимым местом района», и ни один показатель на неё не ссылается.
/// - Как исправить: добавьте к цели показатель в дереве или удалите цель, если её нельзя измерить.
pub fn goal_without_kpi(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals;
    if goals.goals.is_empty() {
        return out.not_applicable(k::review_na::no_goals);
    }
    for goal in &goals.goals {
        let measured = goals.kpis.iter().any(|k| k.goal == Some(goal.id));
        if let Some(f) = out.judge(measured, goal.at(Goal::title)) {
            f.with("goal", Arg::Row(Goal::TABLE, goal.id));
        }
    }
}

/// # KPI of no goal
///
/// “{kpi}” serves no goal: a vanity metric until it does.
///
/// - Checks: every KPI names a goal that exists.
/// - Why: a number that nothing depends on costs time in every report and hides the ones that matter.
/// - Example: “Followers”, tracked because everybody tracks them.
/// - Fix: choose the goal the KPI measures, or delete the KPI.
///
/// # Показатель без цели
///
/// «{kpi}» не служит ни одной цели: пока это метрика тщеславия.
///
/// - Что смотрит: у каждого показателя указана существующая цель.
/// - Зачем: число, от которого ничего не зависит, отнимает время в каждом отчёте и прячет важные.
/// - Пример: «Подписчики», потому что их считают все.
/// - Как исправить: выберите цель, которую показатель измеряет, или удалите показатель.
pub fn orphan_kpi(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals;
    if goals.kpis.is_empty() {
        return out.not_applicable(k::review_na::no_kpis);
    }
    for kpi in &goals.kpis {
        let known = goals.goals.iter().any(|g| Some(g.id) == kpi.goal);
        if let Some(f) = out.judge(known, kpi.at(Kpi::goal)) {
            f.with("kpi", Arg::Row(Kpi::TABLE, kpi.id));
        }
    }
}
