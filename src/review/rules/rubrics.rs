//! Rules E: the rubricator.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::content::{Post, Rubric, mix, shares};
use crate::modules::sets::FORMAT;
use crate::review::{Arg, Case, Out};
use std::collections::BTreeMap;

fn name(r: &Rubric) -> Arg {
    Arg::Row(Rubric::TABLE, r.id)
}

/// # Shares that do not add up
///
/// The target shares of the rubrics add up to {sum}, not to 100%.
///
/// > scale: Scale the shares to 100% in proportion
///
/// - Checks: the target shares of all rubrics add up to 100%, with half a point of tolerance.
/// - Why: by shares that do not add up the plan cannot be checked.
/// - Example: 30, 30, 30 and 20.
/// - Fix: scale them in proportion or take the surplus from one rubric.
///
/// # Доли не сходятся
///
/// Целевые доли рубрик дают {sum}, а не 100 %.
///
/// > scale: Привести доли к 100 % пропорционально
///
/// - Что смотрит: целевые доли всех рубрик дают 100 % с точностью до половины пункта.
/// - Зачем: по долям, которые не сходятся, план не проверить.
/// - Пример: 30, 30, 30 и 20.
/// - Как исправить: приведите пропорционально или снимите лишнее с одной рубрики.
pub fn uneven_shares(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.content.rubrics;
    let Some(first) = all.first() else {
        return out.not_applicable(k::review_na::no_rubrics);
    };
    if let Some(r) = all.iter().find(|r| r.share.value().is_none()) {
        return out.unknown(r.at(Rubric::share));
    }
    let values: Vec<f64> = all.iter().filter_map(|r| r.share.value()).collect();
    let sum: f64 = values.iter().sum();
    let fix = mix::hundred(&values).map(|whole| {
        let pairs = all.iter().zip(whole);
        pairs
            .map(|(r, n)| Edit::text(r.at(Rubric::share), n.to_string()))
            .collect::<Vec<_>>()
    });
    if let Some(f) = out.judge((sum - 100.0).abs() <= 0.5, first.at(Rubric::share)) {
        f.with("sum", Arg::Percent(sum))
            .fix("scale", fix.unwrap_or_default());
    }
}

/// # Mix that drifted away
///
/// “{rubric}” is to take {target} of the posts and takes {share}: {n} of {all}.
///
/// - Checks: the share of every rubric in the plan differs from its target by no more than the limit in points.
/// - Why: the mix is a decision; a plan that forgets it decides anew, at random.
/// - Example: “Useful” is to take 40% and takes 15%, because offers are quicker to write.
/// - Fix: exchange a few posts, or change the target if the plan is right.
///
/// # Состав плана уплыл
///
/// Рубрика «{rubric}» должна занимать {target} постов, а занимает {share}: {n} из {all}.
///
/// - Что смотрит: доля каждой рубрики в плане отличается от целевой не больше, чем на порог в пунктах.
/// - Зачем: состав — это решение; план, который о нём забыл, решает заново и наугад.
/// - Пример: «Польза» должна занимать 40 %, а занимает 15 %, потому что продающие писать быстрее.
/// - Как исправить: поменяйте несколько постов или долю, если прав план.
pub fn mix_drift(case: &Case<'_>, out: &mut Out<'_>) {
    let content = &case.w.content;
    if content.rubrics.is_empty() {
        return out.not_applicable(k::review_na::no_rubrics);
    }
    let shares = shares::shares(content);
    if shares.total == 0 {
        return out.not_applicable(k::review_na::no_posts);
    }
    let most = out.limit("points");
    for (row, rubric) in shares.rows.iter().zip(&content.rubrics) {
        let Some(target) = row.target else {
            out.unknown(rubric.at(Rubric::share));
            continue;
        };
        #[allow(clippy::cast_precision_loss)]
        let share = row.posts as f64 * 100.0 / shares.total as f64;
        if let Some(f) = out.judge((share - target).abs() <= most, rubric.at(Rubric::share)) {
            #[allow(clippy::cast_precision_loss)]
            f.with("rubric", name(rubric))
                .with("target", Arg::Percent(target))
                .with("share", Arg::Percent(share.round()))
                .with("n", Arg::Number(row.posts as f64, 0))
                .with("all", Arg::Number(shares.total as f64, 0));
        }
    }
}

/// # Too much selling
///
/// Selling posts take {share} of the plan: {n} of {all}. The limit is {most}.
///
/// - Checks: posts of selling rubrics take no more of the plan than the limit.
/// - Why: people unsubscribe from a price list.
/// - Example: every second post is an offer.
/// - Fix: turn some offers into proof, use or stories; sell in the call to action.
///
/// # Слишком много продаж
///
/// Продающие посты занимают {share} плана: {n} из {all}. Порог {most}.
///
/// - Что смотрит: посты продающих рубрик занимают не больше порога.
/// - Зачем: от прайс-листа отписываются.
/// - Пример: каждый второй пост — предложение.
/// - Как исправить: превратите часть предложений в доказательства, пользу и истории; продавайте в призыве.
pub fn promo_overload(case: &Case<'_>, out: &mut Out<'_>) {
    let rubrics = &case.w.content.rubrics;
    let Some(first) = rubrics.first() else {
        return out.not_applicable(k::review_na::no_rubrics);
    };
    let plan = case.plan();
    let of = |sell: bool| -> usize {
        let some = rubrics.iter().filter(|r| !sell || r.class.is("sell"));
        some.filter_map(|r| plan.rubric.get(&r.id)).sum()
    };
    let (all, n) = (of(false), of(true));
    if all == 0 {
        return out.not_applicable(k::review_na::no_posts);
    }
    if let Some(r) = rubrics.iter().find(|r| r.class.id().is_empty()) {
        out.unknown(r.at(Rubric::class));
    }
    let most = out.limit("share");
    #[allow(clippy::cast_precision_loss)]
    let share = n as f64 * 100.0 / all as f64;
    let worst = rubrics.iter().filter(|r| r.class.is("sell"));
    let worst = worst
        .max_by_key(|r| plan.rubric.get(&r.id))
        .unwrap_or(first);
    if let Some(f) = out.judge(share <= most, worst.at(Rubric::class)) {
        #[allow(clippy::cast_precision_loss)]
        f.other(worst.at(Rubric::share))
            .with("share", Arg::Percent(share))
            .with("n", Arg::Number(n as f64, 0))
            .with("all", Arg::Number(all as f64, 0))
            .with("most", Arg::Percent(most));
    }
}

/// # Rubric for nobody or nothing
///
/// The rubric “{rubric}” has no {what}.
///
/// - Checks: every rubric serves a goal and is for a persona.
/// - Why: a rubric without them is filled because it exists.
/// - Example: “Photo of the day”, since everybody has one.
/// - Fix: choose goals and personas, or drop the rubric.
///
/// # Рубрика ни для кого
///
/// У рубрики «{rubric}» не указано: {what}.
///
/// - Что смотрит: каждая рубрика служит цели и обращена к персоне.
/// - Зачем: рубрику без них наполняют, потому что она есть.
/// - Пример: «Фото дня»: у всех же такая.
/// - Как исправить: выберите цели и персон или откажитесь от рубрики.
pub fn unlinked_rubric(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.content.rubrics;
    if all.is_empty() {
        return out.not_applicable(k::review_na::no_rubrics);
    }
    for r in all {
        let lacks = [
            (r.goals.is_empty(), Rubric::goals),
            (r.personas.is_empty(), Rubric::personas),
        ];
        let lacks: Vec<_> = lacks.iter().filter(|(l, _)| *l).map(|(_, c)| *c).collect();
        let Some(first) = lacks.first() else {
            out.pass();
            continue;
        };
        let what = lacks.iter().map(|c| Arg::Field(r.at(c))).collect();
        out.find(r.at(first))
            .with("rubric", name(r))
            .with("what", Arg::List(what));
    }
}

/// # Rubric without a post
///
/// “{rubric}” has no post in the plan, although it is to take {share}.
///
/// > bare: “{rubric}” has no post in the plan.
///
/// - Checks: every rubric has at least one post.
/// - Why: in the document it is a promise, in the plan it does not exist.
/// - Example: the rubric “Reviews” with 15% and not one review.
/// - Fix: plan a post or take the rubric out.
///
/// # Рубрика без постов
///
/// У рубрики «{rubric}» нет ни одного поста, хотя ей отдано {share}.
///
/// > bare: У рубрики «{rubric}» нет ни одного поста.
///
/// - Что смотрит: у каждой рубрики есть хотя бы один пост.
/// - Зачем: в документе это обещание, а в плане её нет.
/// - Пример: рубрика «Отзывы» с долей 15 % и ни одного отзыва.
/// - Как исправить: запланируйте пост или уберите рубрику.
pub fn dead_rubric(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.content.rubrics;
    if all.is_empty() {
        return out.not_applicable(k::review_na::no_rubrics);
    }
    let plan = case.plan();
    if plan.posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    for r in all {
        if let Some(f) = out.judge(plan.rubric.contains_key(&r.id), r.at(Rubric::name)) {
            f.with("rubric", name(r));
            match r.share.value() {
                Some(share) => f.with("share", Arg::Percent(share)),
                None => f.says("bare"),
            };
        }
    }
}

/// # One format for everything
///
/// {format} takes {share} of the plan: {n} of {all}.
///
/// - Checks: no format takes more of the plan than the limit.
/// - Why: people learn to scroll past what always looks the same.
/// - Example: thirty photos out of forty posts.
/// - Fix: tell some of them as a carousel, a clip or a poll.
///
/// # Один формат на всё
///
/// {format} занимает {share} плана: {n} из {all}.
///
/// - Что смотрит: ни один формат не занимает в плане больше порога.
/// - Зачем: то, что всегда выглядит одинаково, учатся пролистывать.
/// - Пример: тридцать фото из сорока постов.
/// - Как исправить: расскажите часть из них карточками, клипом или опросом.
pub fn format_monoculture(case: &Case<'_>, out: &mut Out<'_>) {
    let mut counts = BTreeMap::<&str, (usize, &Post)>::new();
    for post in &case.plan().posts {
        if !post.format.id().is_empty() {
            counts.entry(post.format.id()).or_insert((0, post)).0 += 1;
        }
    }
    let all: usize = counts.values().map(|(n, _)| n).sum();
    #[allow(clippy::cast_precision_loss)]
    let few = (all as f64) < out.limit("posts");
    let top = counts.iter().max_by_key(|(_, (n, _))| *n);
    let Some((format, (n, post))) = top.filter(|_| !few) else {
        return out.not_applicable(k::review_na::no_posts);
    };
    #[allow(clippy::cast_precision_loss)]
    let share = *n as f64 * 100.0 / all as f64;
    if let Some(f) = out.judge(share <= out.limit("share"), post.at(Post::format)) {
        #[allow(clippy::cast_precision_loss)]
        f.with("format", Arg::Choice(&FORMAT, (*format).to_owned()))
            .with("share", Arg::Percent(share.round()))
            .with("n", Arg::Number(*n as f64, 0))
            .with("all", Arg::Number(all as f64, 0));
    }
}

/// # Odd number of rubrics
///
/// {rubrics}: three to five carry a plan, more than nine nobody remembers.
///
/// - Checks: the number of rubrics lies between the limits.
/// - Why: too few bore the reader, too many the editor.
/// - Example: twelve rubrics for three posts a week.
/// - Fix: join those that answer the same need, or split one that answers several.
///
/// # Странное число рубрик
///
/// {rubrics}: план держат три-пять, а больше девяти никто не помнит.
///
/// - Что смотрит: число рубрик лежит между порогами.
/// - Зачем: когда их мало, скучно читателю, когда много — редактору.
/// - Пример: двенадцать рубрик на три поста в неделю.
/// - Как исправить: объедините те, что отвечают на одну потребность, или разделите ту, что отвечает на несколько.
pub fn odd_rubric_count(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.content.rubrics;
    let Some(last) = all.last() else {
        return out.not_applicable(k::review_na::no_rubrics);
    };
    #[allow(clippy::cast_precision_loss)]
    let n = all.len() as f64;
    let fits = n >= out.limit("least") && n <= out.limit("most");
    if let Some(f) = out.judge(fits, last.at(Rubric::name)) {
        f.with("rubrics", Arg::Count(k::review_count::rubrics, all.len()));
    }
}
