//! Rules B: competitors.

use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::competitors::measure::{is_own, rivals};
use crate::modules::competitors::{Competitor, Takeaway};
use crate::modules::goals::Kpi;
use crate::modules::sets::ER_FORMULA;
use crate::review::{Arg, Case, Out, Severity};

/// # Too few competitors
///
/// Only {found} measured: one strange neighbour decides the average. {least} are the least.
///
/// > more: There are {found}; with {good} one odd one no longer decides.
///
/// - Checks: there are at least as many competitors as the limit, not counting oneself.
/// - Why: two points make a line, not a market.
/// - Example: a table of two cafés, one of which is closing.
/// - Fix: add direct and indirect ones, and one to look up to.
///
/// # Конкурентов слишком мало
///
/// Измерено всего {found}: среднее решает один странный сосед. Нужно хотя бы {least}.
///
/// > more: Сейчас {found}; когда их {good}, один случайный уже ничего не решает.
///
/// - Что смотрит: конкурентов, не считая себя, не меньше порога.
/// - Зачем: две точки — это линия, а не рынок.
/// - Пример: таблица из двух кофеен, одна из которых закрывается.
/// - Как исправить: добавьте прямых, косвенных и того, на кого хочется равняться.
pub fn few_competitors(case: &Case<'_>, out: &mut Out<'_>) {
    let n = rivals(case.w).count();
    let Some(last) = rivals(case.w).last() else {
        return out.not_applicable(k::review_na::no_competitors);
    };
    #[allow(clippy::cast_precision_loss)]
    let many = n as f64;
    let (least, good) = (out.limit("least"), out.limit("good"));
    let found = Arg::Count(k::review_count::competitors, n);
    let place = last.at(Competitor::name);
    if many < least {
        out.find(place)
            .with("found", found)
            .with("least", Arg::Number(least, 0));
    } else {
        out.pass();
        if many < good {
            out.find(place)
                .says("more")
                .severity(Severity::Hint)
                .with("found", found)
                .with("good", Arg::Number(good, 0));
        }
    }
}

/// # Different windows of measurement
///
/// “{one}” was measured up to {first}, “{other}” up to {last}: these numbers cannot be compared.
///
/// > length: “{one}” was measured over {short}, “{other}” over {long}: these numbers cannot be compared.
///
/// - Checks: all rows of the matrix end within the limit of days and are equally long, with a tenth of tolerance.
/// - Why: December against July is a comparison of seasons, not of competitors.
/// - Example: one competitor over a week, another over three months.
/// - Fix: measure everybody over the same last full month.
///
/// # Разные окна замера
///
/// «{one}» измерен по {first}, «{other}» — по {last}: такие числа не сравнивают.
///
/// > length: «{one}» измерен за {short}, «{other}» — за {long}: такие числа не сравнивают.
///
/// - Что смотрит: все строки матрицы кончаются в пределах порога дней и равны по длине с точностью до десятой части.
/// - Зачем: декабрь против июля — это сравнение сезонов, а не конкурентов.
/// - Пример: один конкурент за неделю, другой за три месяца.
/// - Как исправить: измерьте всех за один и тот же последний полный месяц.
pub fn window_mismatch(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.competitors.competitors;
    if all.is_empty() {
        return out.not_applicable(k::review_na::no_competitors);
    }
    let mut known = Vec::new();
    for c in all {
        match (c.window_from.value(), c.window_to.value()) {
            (Some(from), Some(to)) if from <= to => {
                known.push((c, to, (to - from).num_days() + 1));
            }
            _ => out.unknown(c.at(Competitor::window_to)),
        }
    }
    if known.len() < 2 {
        return;
    }
    let name = |c: &Competitor| Arg::Row(Competitor::TABLE, c.id);
    let days = |n: i64| Arg::Count(k::review_count::days, usize::try_from(n).unwrap_or(0));
    let first = known.iter().min_by_key(|(_, to, _)| *to);
    let last = known.iter().max_by_key(|(_, to, _)| *to);
    let short = known.iter().min_by_key(|(_, _, n)| *n);
    let long = known.iter().max_by_key(|(_, _, n)| *n);
    let (Some(first), Some(last), Some(short), Some(long)) = (first, last, short, long) else {
        return;
    };
    #[allow(clippy::cast_precision_loss)]
    let apart = (last.1 - first.1).num_days() as f64 > out.limit("apart");
    if apart {
        out.find(first.0.at(Competitor::window_to))
            .other(last.0.at(Competitor::window_to))
            .with("one", name(first.0))
            .with("other", name(last.0))
            .with("first", Arg::Date(first.1))
            .with("last", Arg::Date(last.1));
    } else if (long.2 - short.2) * 10 > long.2 {
        out.find(short.0.at(Competitor::window_from))
            .says("length")
            .other(long.0.at(Competitor::window_from))
            .with("one", name(short.0))
            .with("other", name(long.0))
            .with("short", days(short.2))
            .with("long", days(long.2));
    } else {
        out.pass();
    }
}

/// # Two formulas of one rate
///
/// The engagement rates of “{one}” ({first}) and “{other}” ({second}) are counted by different formulas: they are not comparable.
///
/// - Checks: all engagement rates of the matrix, our own among them, stand under one formula.
/// - Why: the same posts give 2% by followers and 12% by reach; whoever mixes them proves anything.
/// - Example: competitors by followers, ourselves by reach, and we “win” five times over.
/// - Fix: choose one formula and count all rows by it; where that is impossible, leave the rate out.
///
/// # Один показатель, две формулы
///
/// ER «{one}» ({first}) и «{other}» ({second}) посчитаны по разным формулам: сравнивать их нельзя.
///
/// - Что смотрит: все ER в матрице, и наш тоже, посчитаны по одной формуле.
/// - Зачем: одни и те же посты дают 2 % по подписчикам и 12 % по охвату; кто их смешивает, докажет что угодно.
/// - Пример: конкуренты по подписчикам, мы по охвату — и мы «выигрываем» впятеро.
/// - Как исправить: выберите одну формулу и пересчитайте по ней все строки; где нельзя, оставьте ER пустым.
pub fn formula_mismatch(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.competitors.competitors;
    if all.is_empty() {
        return out.not_applicable(k::review_na::no_competitors);
    }
    let mut rated = all.iter().filter(|c| c.er.value().is_some());
    let Some(one) = rated.clone().find(|c| !c.er_formula.id().is_empty()) else {
        if let Some(c) = all.first() {
            out.unknown(c.at(Competitor::er_formula));
        }
        return;
    };
    let other = rated.find(|c| !c.er_formula.id().is_empty() && c.er_formula != one.er_formula);
    let Some(other) = other else {
        return out.pass();
    };
    let formula = |c: &Competitor| Arg::Choice(&ER_FORMULA, c.er_formula.id().into());
    out.find(other.at(Competitor::er_formula))
        .other(one.at(Competitor::er_formula))
        .with("one", Arg::Row(Competitor::TABLE, one.id))
        .with("other", Arg::Row(Competitor::TABLE, other.id))
        .with("first", formula(one))
        .with("second", formula(other));
}

/// # Finding without a decision
///
/// “{finding}” leads nowhere: no rubric, channel or goal carries it.
///
/// - Checks: every finding about competitors is carried by a rubric, a channel or a goal.
/// - Why: an analysis that changes nothing was copied out for nothing.
/// - Example: “They all answer within an hour”, and nothing in the plan follows from it.
/// - Fix: choose what carries the finding, or delete it.
///
/// # Вывод ни к чему не ведёт
///
/// «{finding}» ничего не меняет: вывод не несут ни рубрика, ни канал, ни цель.
///
/// - Что смотрит: у каждого вывода о конкурентах указана рубрика, канал или цель.
/// - Зачем: анализ, который ничего не меняет, переписан зря.
/// - Пример: «Все отвечают за час», и ничего в плане из этого не следует.
/// - Как исправить: укажите, что несёт вывод, или удалите его.
pub fn idle_finding(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.competitors.takeaways;
    if all.is_empty() {
        return out.not_applicable(k::review_na::no_findings);
    }
    for t in all {
        let carried = t.rubric.is_some() || t.channel.is_some() || t.goal.is_some();
        if let Some(f) = out.judge(carried, t.at(Takeaway::rubric)) {
            f.other(t.at(Takeaway::decision))
                .with("finding", Arg::Row(Takeaway::TABLE, t.id));
        }
    }
}

/// # Target nobody has ever reached
///
/// “{kpi}” aims at {target}; the best competitor, “{best}”, has {rate} by the same formula, and no reason is given.
///
/// - Checks: an engagement target is at most so many times the best competitor's rate under the same formula, or says why.
/// - Why: a dream in the plan becomes a failure in the report.
/// - Example: the best neighbour has 4%, the target is 12%.
/// - Fix: lower the target, or write in “Why this target” what makes it possible.
///
/// # Цель, до которой никто не доходил
///
/// «{kpi}» должен дойти до {target}; у лучшего конкурента, «{best}», по той же формуле {rate}, а почему у вас выйдет больше, не сказано.
///
/// - Что смотрит: цель по ER не больше лучшей у конкурентов по той же формуле во столько раз, сколько велит порог, или объяснена.
/// - Зачем: мечта в плане становится провалом в отчёте.
/// - Пример: у лучшего соседа 4 %, цель — 12 %.
/// - Как исправить: снизьте цель или напишите в поле «Почему такая цель», что делает её возможной.
pub fn fantasy_target(case: &Case<'_>, out: &mut Out<'_>) {
    let kpis: Vec<&Kpi> = case
        .w
        .goals
        .kpis
        .iter()
        .filter(|k| ER_FORMULA.get(k.metric.id()).is_some())
        .collect();
    if kpis.is_empty() {
        return out.not_applicable(k::review_na::no_er);
    }
    let times = out.limit("times");
    for kpi in kpis {
        let best = case
            .w
            .competitors
            .competitors
            .iter()
            .filter(|c| !is_own(c) && c.er_formula.id() == kpi.metric.id())
            .filter_map(|c| Some((c, c.er.value()?)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let Some(target) = kpi.target.value() else {
            out.unknown(kpi.at(Kpi::target));
            continue;
        };
        let Some((rival, rate)) = best else {
            continue;
        };
        let sober = target <= rate * times || !kpi.note.trim().is_empty();
        if let Some(f) = out.judge(sober, kpi.at(Kpi::target)) {
            f.other(rival.at(Competitor::er))
                .with("kpi", Arg::Row(Kpi::TABLE, kpi.id))
                .with("target", Arg::Percent(target))
                .with("best", Arg::Row(Competitor::TABLE, rival.id))
                .with("rate", Arg::Percent(rate));
        }
    }
}
