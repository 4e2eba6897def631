//! Rules of money: the budget and what was promised for it.

use crate::calc::funnel;
use crate::document::Edit;
use crate::i18n::k;
use crate::modules::brief::Brief;
use crate::modules::brief::budget::Split;
use crate::modules::goals::forecast;
use crate::review::{Arg, Case, Out, Severity};

/// An amount as it is typed.
fn typed(minor: i64) -> String {
    match minor % 100 {
        0 => (minor / 100).to_string(),
        cents => format!("{}.{cents:02}", minor / 100),
    }
}

/// # Budget overflow
///
/// The parts of the budget come to {sum}, the client gives {total}: {over} too much.
///
/// > idle: Only {share} of the budget is planned: {left} of {total} has no use yet.
/// > raise: Write {sum} as the budget, if the client agrees
///
/// - Checks: production, ads, bloggers, tools and fee together stay within the budget, and use at least the limit of it.
/// - Why: nobody will find the missing money in the middle of the month, and the client will remember who miscounted.
/// - Example: 120 000 ₽ promised, parts for 135 000 ₽.
/// - Fix: cut a part or agree on a larger budget; give unused money a purpose or a reserve.
///
/// # Бюджет не сходится
///
/// Части бюджета дают {sum}, а клиент даёт {total}: лишние {over}.
///
/// > idle: Из бюджета занято только {share}: у {left} из {total} нет назначения.
/// > raise: Записать бюджет {sum}, если клиент согласен
///
/// - Что смотрит: производство, реклама, блогеры, инструменты и гонорар вместе не больше бюджета и занимают не меньше порога.
/// - Зачем: в середине месяца недостающих денег не найдёт никто, а клиент запомнит, кто ошибся в сумме.
/// - Пример: обещано 120 000 ₽, части на 135 000 ₽.
/// - Как исправить: урежьте одну из частей или договоритесь о большем бюджете; свободным деньгам дайте дело или назовите их запасом.
pub fn budget_overflow(case: &Case<'_>, out: &mut Out<'_>) {
    let split = Split::of(&case.w.brief);
    let Some(total) = split.total.filter(|t| *t > 0) else {
        return out.unknown(Brief::budget);
    };
    let Some(sum) = split.sum() else {
        return out.unknown(Brief::budget_ads);
    };
    let first = split.parts.iter().find(|p| p.minor.is_some());
    let part = first.map_or(Brief::budget_ads, |p| p.path);
    let whole = split.parts.iter().all(|p| p.minor.is_some());
    #[allow(clippy::cast_precision_loss)]
    let share = sum as f64 * 100.0 / total as f64;
    if sum > total {
        let raise = Edit::text(Brief::budget, typed(sum));
        out.find(Brief::budget)
            .other(part)
            .with("sum", Arg::Money(sum))
            .with("total", Arg::Money(total))
            .with("over", Arg::Money(sum - total))
            .fix("raise", vec![raise]);
    } else if whole && share < out.limit("used") {
        out.pass();
        out.find(Brief::budget)
            .says("idle")
            .severity(Severity::Hint)
            .other(part)
            .with("share", Arg::Percent(share))
            .with("left", Arg::Money(total - sum))
            .with("total", Arg::Money(total));
    } else {
        out.pass();
    }
}

/// # Promise that the budget does not buy
///
/// {budget} at {cpl} a lead buys {leads}, the brief promised {promised}.
///
/// - Checks: the advertising budget, at the rates of the calculator, buys at least the limit of the leads that were promised.
/// - Why: a promise that arithmetic refutes is broken on the day it is signed.
/// - Example: 40 000 ₽ at 900 ₽ a lead buys 44, the brief says 80.
/// - Fix: raise the advertising budget, promise less, or prove better rates with a test.
///
/// # Бюджет не купит обещанного
///
/// {budget} при цене заявки {cpl} — это {leads}, а в брифе обещано {promised}.
///
/// - Что смотрит: рекламный бюджет при ставках калькулятора покупает не меньше порога от обещанных заявок.
/// - Зачем: обещание, которое опровергает арифметика, нарушено в день подписания.
/// - Пример: 40 000 ₽ по 900 ₽ за заявку — это 44, а в брифе 80.
/// - Как исправить: увеличьте рекламный бюджет, обещайте меньше или докажите тестом лучшие ставки.
pub fn unbought_promise(case: &Case<'_>, out: &mut Out<'_>) {
    let inputs = forecast::inputs(case.w);
    let Some(promised) = inputs.promised else {
        return out.not_applicable(k::review_na::no_promise);
    };
    let forward = funnel::forward(&inputs);
    let (Some(budget), Some(cpl), Some(leads)) = (inputs.budget, forward.cpl, forward.leads) else {
        let missing = inputs.missing(funnel::FOR_LEADS);
        let first = missing.first().copied().unwrap_or(funnel::Input::Cpm);
        return out.unknown(forecast::path(case.w, first));
    };
    #[allow(clippy::cast_precision_loss)]
    let enough = leads as f64 * 100.0 >= promised as f64 * out.limit("held");
    let at = forecast::path(case.w, funnel::Input::Budget);
    if let Some(f) = out.judge(enough, Brief::promised_leads) {
        f.other(at)
            .with("budget", Arg::Money(budget))
            .with("cpl", Arg::Money(cpl))
            .with(
                "leads",
                Arg::Count(
                    k::review_count::leads,
                    usize::try_from(leads).unwrap_or(usize::MAX),
                ),
            )
            .with(
                "promised",
                #[allow(clippy::cast_precision_loss)]
                Arg::Number(promised as f64, 0),
            );
    }
}
