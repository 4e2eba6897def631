//! Rules of the KPI tree: do the parts make up the whole.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::number::plain;
use crate::kernel::{FastMap, Row, RowId};
use crate::modules::goals::Kpi;
use crate::modules::goals::values::{Way, unit};
use crate::review::{Arg, Case, Out};

/// What one of the unit's numbers is worth: 30% is 0.3 of something.
fn worth(kpi: &Kpi) -> f64 {
    match unit(kpi) {
        "%" => 0.01,
        "money per 1000" => 0.001,
        _ => 1.0,
    }
}

/// A number of a KPI in words.
fn shown(kpi: &Kpi, n: f64) -> Arg {
    match unit(kpi) {
        "%" => Arg::Percent(n),
        #[allow(clippy::cast_possible_truncation)]
        "money" => Arg::Money((n * 100.0).round() as i64),
        _ => Arg::Number(n, 2),
    }
}

/// Levels of a tree that are told apart; a ring of parents has no end.
const DEEPEST: usize = 32;

/// # KPI tree that does not add up
///
/// “{kpi}” aims at {target}, but its parts come to {terms} = {result}. That is {off} apart.
///
/// > one: “{kpi}” aims at {target}, but its only part, “{part}”, comes to {result}. That is {off} apart.
/// > set: Make {result} the target of “{kpi}”
///
/// - Checks: where a KPI says how its parts make it up, their targets give its target, within the limit. Shares count as shares: 800 × 30% is 240.
/// - Why: a tree is a chain of promises; when the lower ones are all kept and the upper one still fails, the plan was wrong from the start.
/// - Example: 500 orders wanted, 200 guests with 2 visits each planned: 400.
/// - Fix: raise the parts, lower the target, or add the part that was forgotten.
///
/// # Дерево показателей не сходится
///
/// Показатель «{kpi}» должен дойти до {target}, а его части дают {terms} = {result}. Расходится на {off}.
///
/// > one: Показатель «{kpi}» должен дойти до {target}, а его единственная часть, «{part}», даёт {result}. Расходится на {off}.
/// > set: Поставить показателю «{kpi}» цель {result}
///
/// - Что смотрит: там, где указано, как части дают показатель, их цели дают его цель с точностью до порога. Доли считаются долями: 800 × 30 % — это 240.
/// - Зачем: дерево — цепочка обещаний. Если нижние выполнены, а верхнее всё равно провалено, план был неверным с первого дня.
/// - Пример: нужно 500 чеков, а запланировано 200 гостей по 2 визита: это 400.
/// - Как исправить: поднимите части, снизьте цель или добавьте часть, о которой забыли.
pub fn tree_gap(case: &Case<'_>, out: &mut Out<'_>) {
    let kpis = &case.w.goals.kpis;
    let mut below: FastMap<RowId, Vec<&Kpi>> = FastMap::default();
    for kpi in kpis {
        if let Some(parent) = kpi.parent.filter(|p| *p != kpi.id) {
            below.entry(parent).or_default().push(kpi);
        }
    }
    let target = |kpi: &Kpi| Way::of_kpi(kpi, case.w.currency()).target;
    let most = out.limit("apart");
    let mut whole = false;
    // From the leaves up: whoever mends the first one mends what the others are made of.
    let parents: FastMap<RowId, RowId> = kpis
        .iter()
        .filter_map(|kpi| Some((kpi.id, kpi.parent?)))
        .collect();
    let depth = |kpi: &Kpi| {
        let up = |id: &RowId| parents.get(id).copied();
        std::iter::successors(Some(kpi.id), up)
            .take(DEEPEST)
            .count()
    };
    // The deepest first, otherwise as they stand.
    let depths: Vec<usize> = kpis.iter().map(depth).collect();
    let places = |deep: usize| {
        let all = kpis.iter().zip(&depths);
        all.filter(move |(_, d)| **d == deep).map(|(kpi, _)| kpi)
    };
    for kpi in (1..=DEEPEST).rev().flat_map(places) {
        let Some(parts) = below.get(&kpi.id) else {
            continue;
        };
        whole = true;
        let how = kpi.combine.id();
        let sign = match how {
            "sum" => "+",
            "product" => "×",
            "ratio" if parts.len() == 2 => "/",
            _ => {
                out.unknown(kpi.at(Kpi::combine));
                continue;
            }
        };
        let Some(wanted) = target(kpi) else {
            out.unknown(kpi.at(Kpi::target));
            continue;
        };
        if let Some(empty) = parts.iter().find(|p| target(p).is_none()) {
            out.unknown(empty.at(Kpi::target));
            continue;
        }
        let numbers = || parts.iter().filter_map(|p| Some(target(p)? * worth(p)));
        let made = match how {
            "sum" => numbers().sum(),
            "product" => numbers().product(),
            _ => numbers().reduce(|a, b| a / b).unwrap_or_default(),
        };
        let result: f64 = made / worth(kpi);
        let Some(first) = parts.first().filter(|_| result.is_finite()) else {
            out.unknown(kpi.at(Kpi::target));
            continue;
        };
        let gap = (wanted - result).abs();
        // Room for the last digit of a sum of decimals.
        let fits = gap * 100.0 <= wanted.abs() * most + 1e-9 * wanted.abs().max(result.abs());
        let Some(f) = out.judge(fits, kpi.at(Kpi::target)) else {
            continue;
        };
        let terms = parts
            .iter()
            .filter_map(|p| Some(shown(p, target(p)?)))
            .collect();
        let off = if wanted == 0.0 {
            shown(kpi, gap)
        } else {
            Arg::Percent(gap * 100.0 / wanted.abs())
        };
        f.other(first.at(Kpi::target))
            .with("kpi", Arg::Row(Kpi::TABLE, kpi.id))
            .with("target", shown(kpi, wanted))
            .with("part", Arg::Row(Kpi::TABLE, first.id))
            .with("terms", Arg::Terms(sign, terms))
            .with("result", shown(kpi, result))
            .with("off", off);
        if parts.len() == 1 {
            f.says("one");
        }
        // A target is typed with two decimals; less than that would be another number.
        if result >= 1.0 {
            f.fix(
                "set",
                vec![Edit::text(kpi.at(Kpi::target), plain(result, 2))],
            );
        }
    }
    if !whole {
        out.not_applicable(k::review_na::no_trees);
    }
}
