//! Rules A: brief, goals and KPIs.

use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::frame::Frame;
use crate::modules::goals::values::Way;
use crate::modules::goals::{BusinessGoal, Goal, Kpi};
use crate::modules::sets::STAGE;
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

/// # KPI with a hole
///
/// “{kpi}” lacks {what}: it cannot be checked or nobody will check it.
///
/// > late: “{kpi}” is due on {date}, after the project ends on {end}.
/// > early: “{kpi}” is due on {date}, before the project starts on {start}.
///
/// - Checks: every KPI has a target, a date within the project, a formula, a source and an owner.
/// - Why: without one of them the number is argued about at the end instead of being read off.
/// - Example: “ER 4.5%” with no word on which formula, where it is taken and by whom.
/// - Fix: fill in what is missing; move the date into the project.
///
/// # Показатель с дырой
///
/// У показателя «{kpi}» не заполнено: {what}. Проверить его нельзя или некому.
///
/// > late: «{kpi}» назначен на {date}, а проект кончается {end}.
/// > early: «{kpi}» назначен на {date}, а проект начинается {start}.
///
/// - Что смотрит: у каждого показателя есть цель, срок внутри проекта, формула, источник и ответственный.
/// - Зачем: без любого из них о числе в конце спорят вместо того, чтобы его прочесть.
/// - Пример: «ER 4,5 %», и ни слова о формуле, источнике и о том, кто снимает.
/// - Как исправить: дозаполните; срок перенесите внутрь проекта.
pub fn incomplete_kpi(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals;
    if goals.kpis.is_empty() {
        return out.not_applicable(k::review_na::no_kpis);
    }
    for kpi in &goals.kpis {
        let own = crate::data::metric(kpi.metric.id()).is_none();
        let lacks = [
            (kpi.target.is_blank(), Kpi::target),
            (kpi.deadline.is_blank(), Kpi::deadline),
            (own && kpi.formula.trim().is_empty(), Kpi::formula),
            (kpi.source.trim().is_empty(), Kpi::source),
            (kpi.owner.trim().is_empty(), Kpi::owner),
        ];
        let lacks: Vec<_> = lacks.iter().filter(|(l, _)| *l).map(|(_, c)| *c).collect();
        let name = Arg::Row(Kpi::TABLE, kpi.id);
        let dates = case.period().zip(kpi.deadline.value());
        let outside = dates.and_then(|(p, date)| {
            let (says, end) = if date > p.end {
                ("late", Frame::end)
            } else if date < p.start {
                ("early", Frame::start)
            } else {
                return None;
            };
            Some((p, date, says, end))
        });
        if let Some(first) = lacks.first() {
            let what = lacks.iter().map(|c| Arg::Field(kpi.at(c))).collect();
            out.find(kpi.at(first))
                .with("kpi", name)
                .with("what", Arg::List(what));
        } else if let Some((p, date, says, end)) = outside {
            out.find(kpi.at(Kpi::deadline))
                .says(says)
                .other(end)
                .with("kpi", name)
                .with("date", Arg::Date(date))
                .with("start", Arg::Date(p.start))
                .with("end", Arg::Date(p.end));
        } else {
            out.pass();
        }
    }
}

/// # KPI that goes the wrong way
///
/// “{kpi}” is to go from {from} to {to}, but for this metric {way}.
///
/// > higher: more is better
/// > lower: less is better
///
/// - Checks: the target is on the better side of today's value.
/// - Why: a target in the wrong direction is a typo that the report will celebrate.
/// - Example: cost per lead 250 ₽ today, target 340 ₽.
/// - Fix: swap the numbers or correct the one with the typo.
///
/// # Показатель идёт не туда
///
/// «{kpi}» должен пойти от {from} к {to}, но для этой метрики {way}.
///
/// > higher: лучше больше
/// > lower: лучше меньше
///
/// - Что смотрит: цель стоит с лучшей стороны от сегодняшнего значения.
/// - Зачем: цель не в ту сторону — это опечатка, которой обрадуется отчёт.
/// - Пример: цена заявки сейчас 250 ₽, цель 340 ₽.
/// - Как исправить: поменяйте числа местами или исправьте опечатку.
pub fn backward_kpi(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals;
    if goals.kpis.is_empty() {
        return out.not_applicable(k::review_na::no_kpis);
    }
    out.not_applicable(k::review_na::nothing);
    for kpi in &goals.kpis {
        let way = Way::of_kpi(kpi, case.w.currency());
        let (Some(from), Some(to)) = (way.baseline, way.target) else {
            if !kpi.no_baseline {
                let empty = if way.target.is_none() {
                    Kpi::target
                } else {
                    Kpi::baseline
                };
                out.unknown(kpi.at(empty));
            }
            continue;
        };
        let right = match way.direction {
            "higher" => to > from,
            "lower" => to < from,
            _ => true,
        };
        let says = out.text(if way.direction == "lower" {
            "lower"
        } else {
            "higher"
        });
        if let Some(f) = out.judge(right, kpi.at(Kpi::target)) {
            f.other(kpi.at(Kpi::baseline))
                .with("kpi", Arg::Row(Kpi::TABLE, kpi.id))
                .with("from", Arg::Number(from, 2))
                .with("to", Arg::Number(to, 2))
                .with("way", says);
        }
    }
}

/// # Goal measured only by what others do
///
/// “{goal}” is measured only by numbers the team does not control: {kpis}.
///
/// - Checks: every goal with KPIs has at least one that the team can move itself.
/// - Why: sales depend on price, stock and the shop assistant; whoever answers only for them answers for other people's work.
/// - Example: the goal “More orders”, and its only KPI is revenue.
/// - Fix: add a KPI that you move yourself, such as leads or visits; keep the outer one above it.
///
/// # Цель держится на чужой работе
///
/// «{goal}» измеряется только тем, чем команда не управляет: {kpis}.
///
/// - Что смотрит: у каждой цели с показателями есть хотя бы один, который команда двигает сама.
/// - Зачем: продажи зависят от цены, склада и продавца; кто отвечает только за них, отвечает за чужую работу.
/// - Пример: цель «Больше заказов», и единственный показатель у неё — выручка.
/// - Как исправить: добавьте показатель, который двигаете сами: заявки, визиты. Внешний оставьте над ним.
pub fn uncontrolled_goal(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals;
    if goals.goals.is_empty() {
        return out.not_applicable(k::review_na::no_goals);
    }
    for goal in &goals.goals {
        let all: Vec<_> = goals
            .kpis
            .iter()
            .filter(|k| k.goal == Some(goal.id))
            .collect();
        let Some(first) = all.first() else {
            continue;
        };
        let outer = all.iter().all(|k| k.control.is("no"));
        if !outer && all.iter().all(|k| k.control.id().is_empty()) {
            out.unknown(first.at(Kpi::control));
            continue;
        }
        if let Some(f) = out.judge(!outer, first.at(Kpi::control)) {
            let names = all.iter().map(|k| Arg::Row(Kpi::TABLE, k.id)).collect();
            f.other(goal.at(Goal::title))
                .with("goal", Arg::Row(Goal::TABLE, goal.id))
                .with("kpis", Arg::List(names));
        }
    }
}

/// # Business goal that nothing serves
///
/// No communication goal serves “{goal}”: social media will not move it.
///
/// - Checks: every business goal in numbers is served by at least one communication goal.
/// - Why: what the client pays for and what the team does must meet somewhere.
/// - Example: the client wants the morning filled, and all goals are about the evening.
/// - Fix: choose this business goal in one of the goals, add a goal for it, or agree with the client that it is not for social media.
///
/// # Цель бизнеса без опоры
///
/// Цели «{goal}» не служит ни одна цель коммуникации: соцсети её не сдвинут.
///
/// - Что смотрит: каждой цели бизнеса в числах служит хотя бы одна цель коммуникации.
/// - Зачем: то, за что клиент платит, и то, что делает команда, должны где-то встретиться.
/// - Пример: клиент хочет полное утро, а все цели — про вечер.
/// - Как исправить: выберите эту цель бизнеса в одной из целей, добавьте новую или договоритесь с клиентом, что это не задача соцсетей.
pub fn unserved_business_goal(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals;
    if goals.business.is_empty() {
        return out.not_applicable(k::review_na::no_business);
    }
    for business in &goals.business {
        let served = goals.goals.iter().any(|g| g.business == Some(business.id));
        if let Some(f) = out.judge(served, business.at(BusinessGoal::title)) {
            f.with("goal", Arg::Row(BusinessGoal::TABLE, business.id));
        }
    }
}

/// # Too many goals
///
/// {goals}: more than {most} is as good as none.
///
/// - Checks: there are no more communication goals than the limit.
/// - Why: hours and money are shared among goals; the seventh takes them from the first.
/// - Example: nine goals for a team of two.
/// - Fix: keep three to five; turn the others into KPIs or put them off.
///
/// # Слишком много целей
///
/// {goals}: больше {most} — всё равно что ни одной.
///
/// - Что смотрит: целей коммуникации не больше порога.
/// - Зачем: часы и деньги делятся между целями; седьмая отнимает их у первой.
/// - Пример: девять целей на команду из двух человек.
/// - Как исправить: оставьте три-пять, остальные превратите в показатели или отложите.
pub fn goal_overload(case: &Case<'_>, out: &mut Out<'_>) {
    let goals = &case.w.goals.goals;
    let Some(last) = goals.last() else {
        return out.not_applicable(k::review_na::no_goals);
    };
    let most = out.limit("most");
    #[allow(clippy::cast_precision_loss)]
    let fits = goals.len() as f64 <= most;
    if let Some(f) = out.judge(fits, last.at(Goal::title)) {
        f.with("goals", Arg::Count(k::review_count::goals, goals.len()))
            .with("most", Arg::Number(most, 0));
    }
}

/// # Nobody looks at the plan for too long
///
/// From {from} to {to} nobody looks at the strategy: {days}, the limit is {most}.
///
/// - Checks: in a long project no two reviews, nor a review and an end of the project, lie further apart than the limit.
/// - Why: a plan is a guess; the longer it goes unchecked, the more is spent on a wrong one.
/// - Example: a half-year plan with one review on its last day.
/// - Fix: add a review date in the gap, with the question to be decided on that day.
///
/// # План слишком долго никто не смотрит
///
/// С {from} по {to} стратегию никто не пересматривает: {days}, порог {most}.
///
/// - Что смотрит: в долгом проекте между пересмотрами и до его краёв не больше дней, чем порог.
/// - Зачем: план — догадка; чем дольше её не проверяют, тем больше тратят на неверную.
/// - Пример: план на полгода с одним пересмотром в последний день.
/// - Как исправить: добавьте дату пересмотра в середину и вопрос, который в этот день решите.
pub fn long_without_review(case: &Case<'_>, out: &mut Out<'_>) {
    let Some(period) = case.period() else {
        return out.unknown(Frame::start);
    };
    let most = out.limit("most");
    #[allow(clippy::cast_precision_loss)]
    let long = |days: i64| days as f64 > most;
    #[allow(clippy::cast_possible_wrap)]
    if !long(period.days() as i64) {
        return out.not_applicable(k::review_na::short_period);
    }
    let reviews = &case.w.frame.reviews;
    let mut days: Vec<_> = reviews
        .iter()
        .filter_map(|r| r.date.value())
        .filter(|d| (period.start..=period.end).contains(d))
        .collect();
    days.push(period.end);
    days.sort_unstable();
    let mut from = period.start;
    for to in days {
        let gap = (to - from).num_days();
        if let Some(f) = out.judge(!long(gap), Frame::end) {
            f.other(Frame::start)
                .with("from", Arg::Date(from))
                .with("to", Arg::Date(to))
                .with(
                    "days",
                    Arg::Count(k::review_count::days, usize::try_from(gap).unwrap_or(0)),
                )
                .with("most", Arg::Number(most, 0));
        }
        from = to;
    }
}

/// # Goal whose stage nobody works on
///
/// “{goal}” stands on the stage {stage}; the plan has {posts}, none of them for it.
///
/// - Checks: for the stage of every goal there is at least one post in the plan.
/// - Why: a goal that no post works for is a wish.
/// - Example: the goal is to bring guests back, and all posts are for those who have never been.
/// - Fix: give posts this stage or plan new ones; or move the goal to the next period.
///
/// # Ступень воронки без постов
///
/// Цель «{goal}» стоит на ступени {stage}; в плане {posts}, для неё ни одного.
///
/// - Что смотрит: для ступени воронки каждой цели в плане есть хотя бы один пост.
/// - Зачем: цель, на которую не работает ни один пост, — пожелание.
/// - Пример: цель — вернуть гостей, а все посты для тех, кто ещё не был.
/// - Как исправить: отметьте ступень у постов или запланируйте новые; либо перенесите цель на следующий период.
pub fn goal_stage_gap(case: &Case<'_>, out: &mut Out<'_>) {
    if case.w.goals.goals.is_empty() {
        return out.not_applicable(k::review_na::no_goals);
    }
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    for goal in &case.w.goals.goals {
        let stage = goal.stage.id();
        if stage.is_empty() {
            out.unknown(goal.at(Goal::stage));
            continue;
        }
        let met = posts.iter().any(|p| p.stage.is(stage));
        if let Some(f) = out.judge(met, goal.at(Goal::stage)) {
            f.with("goal", Arg::Row(Goal::TABLE, goal.id))
                .with("stage", Arg::Choice(&STAGE, stage.into()))
                .with("posts", Arg::Count(k::review_count::posts, posts.len()));
        }
    }
}
