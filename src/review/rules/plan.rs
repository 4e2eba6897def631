//! Rules F: the content plan by days and weeks.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::text::fold;
use crate::kernel::{FastMap, Row, RowId, Value};
use crate::modules::channels::Channel;
use crate::modules::content::{Post, calendar};
use crate::review::reading::{read, whole};
use crate::review::{Arg, Case, Out, Severity};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

fn name(post: &Post) -> Arg {
    Arg::Row(Post::TABLE, post.id)
}

fn channel_name(channel: &Channel) -> Arg {
    Arg::Row(Channel::TABLE, channel.id)
}

/// Days of the planned posts of each channel, in order, a day once for every post.
fn by_channel(case: &Case<'_>) -> FastMap<RowId, Vec<NaiveDate>> {
    // As numbers, which are sorted by code that is there for others too.
    let mut days: FastMap<RowId, Vec<u64>> = FastMap::default();
    for post in &case.plan().posts {
        if let (Some(day), Some(channel)) = (post.date.value(), post.channel) {
            let day = u64::from(day.num_days_from_ce().unsigned_abs());
            days.entry(channel).or_default().push(day);
        }
    }
    let day = |n: u64| NaiveDate::from_num_days_from_ce_opt(i32::try_from(n).ok()?);
    let ordered = |mut days: Vec<u64>| {
        days.sort_unstable();
        days.into_iter().filter_map(day).collect()
    };
    let all = days.into_iter();
    all.map(|(channel, days)| (channel, ordered(days)))
        .collect()
}

/// So many percent of a number, rounded up.
#[allow(clippy::cast_precision_loss)]
fn part(n: usize, percent: f64) -> usize {
    let share = n as f64 * percent / 100.0 - 1e-9;
    (0..n).find(|k| *k as f64 >= share).unwrap_or(n)
}

/// The days of the plan; when there are none, says why the rule cannot judge.
pub(super) fn days(case: &Case<'_>, out: &mut Out<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let plan = case.plan();
    match plan.posts.first() {
        Some(first) if plan.days.is_none() => out.unknown(first.at(Post::date)),
        Some(_) => {}
        None => out.not_applicable(k::review_na::no_posts),
    }
    plan.days
}

/// Posts a week that pages of brands usually keep up, where a publication says so: syntheses of 2026 for Instagram, TikTok,
/// Facebook and `LinkedIn`. What is only a habit is not here.
const USUAL: &[(&str, f64, f64)] = &[
    ("instagram", 3.0, 7.0),
    ("tiktok", 3.0, 7.0),
    ("facebook", 2.0, 5.0),
    ("linkedin", 3.0, 5.0),
];

/// # Cadence the plan does not keep
///
/// {channel}: the plan makes {actual} a week, {asked} were promised. That is {posts} in {days}.
/// > range: {channel}: the plan makes {actual} a week; brands usually keep up {from} to {to} there.
/// > agree: Promise {whole} a week on {channel}
///
/// - Checks: posts a week of every channel in the plan against its promised cadence, and against the usual range where one
///   is known.
/// - Why: a channel that goes quiet loses its readers’ habit, and one that gets more than promised eats hours nobody counted.
/// - Example: four posts a week in the channel’s card, and six posts in the whole of December.
/// - Fix: plan the missing posts, take the extra ones off, or promise what the plan really gives.
///
/// # Частота, которой план не держит
///
/// {channel}: по плану выходит {actual} в неделю, а обещано {asked}. Всего {posts} за {days}.
/// > range: {channel}: по плану выходит {actual} в неделю; обычно бренды держат там от {from} до {to}.
/// > agree: Обещать {whole} в неделю: {channel}
///
/// - Что смотрит: сколько постов в неделю план даёт каждому каналу, сколько обещано в его карточке и сколько там бывает
///   обычно, если это известно.
/// - Зачем: замолчавший канал теряет привычку читателя, а лишние посты съедают часы, которых никто не считал.
/// - Пример: в карточке канала четыре поста в неделю, а на весь декабрь их шесть.
/// - Как исправить: допланируйте посты, снимите лишние или обещайте столько, сколько план даёт на самом деле.
#[allow(clippy::cast_precision_loss)]
pub fn unkept_cadence(case: &Case<'_>, out: &mut Out<'_>) {
    let plan = case.plan();
    let (Some((first, last)), Some(weeks)) = (days(case, out), plan.weeks()) else {
        return;
    };
    if case.channels().next().is_none() {
        return out.not_applicable(k::review_na::no_channels);
    }
    let most = out.limit("off");
    let days = by_channel(case);
    for channel in case.channels() {
        let n = days.get(&channel.id).map_or(0, Vec::len);
        let actual = n as f64 / weeks;
        let place = channel.at(Channel::per_week);
        let asked = channel.per_week.value().filter(|n| *n >= 0.0);
        if asked.is_none() {
            out.unknown(place);
        }
        if let Some(asked) = asked.filter(|asked| (actual - asked).abs() > most + 1e-9) {
            let whole = actual.round();
            let f = out.find(place);
            f.with("channel", channel_name(channel))
                .with("actual", Arg::Number(actual, 1))
                .with("asked", Arg::Number(asked, 1))
                .with("posts", Arg::Count(k::review_count::posts, n))
                .with(
                    "days",
                    Arg::Count(
                        k::review_count::days,
                        usize::try_from((last - first).num_days() + 1).unwrap_or(0),
                    ),
                );
            if whole >= 1.0 && (actual - whole).abs() <= most {
                f.with("whole", Arg::Number(whole, 0))
                    .fix("agree", vec![Edit::text(place, format!("{whole:.0}"))]);
            }
            continue;
        }
        let usual = USUAL.iter().find(|(id, ..)| channel.platform.is(id));
        match usual.filter(|(_, from, to)| n > 0 && !(*from - 0.5..=*to + 0.5).contains(&actual)) {
            Some((_, from, to)) => {
                out.find(place)
                    .says("range")
                    .severity(Severity::Hint)
                    .with("channel", channel_name(channel))
                    .with("actual", Arg::Number(actual, 1))
                    .with("from", Arg::Number(*from, 0))
                    .with("to", Arg::Number(*to, 0));
            }
            None if asked.is_some() => out.pass(),
            None => {}
        }
    }
}

/// # Pause on a channel that should not fall silent
///
/// {channel}: nothing from {from} to {to}, {days} in a row, while {asked} a week were promised. Such pauses in the plan:
/// {gaps}.
///
/// - Checks: on channels with three posts a week or more no three days in a row stay empty between two posts.
/// - Why: after several silent days the feed shows the page less, and the next post starts from a lower place.
/// - Example: four posts on Monday and Tuesday, then silence until the next Monday.
/// - Fix: move a post into the pause or plan a light one: a question, a photo, something from the reserve.
///
/// # Пауза там, где молчать нельзя
///
/// {channel}: с {from} по {to} ничего не выходит ({days}), хотя обещано {asked} в неделю. Таких пауз в плане: {gaps}.
///
/// - Что смотрит: на каналах, где обещано три поста в неделю и больше, между постами нет трёх пустых дней подряд.
/// - Зачем: после нескольких тихих дней лента показывает страницу реже, и следующий пост стартует с низкого места.
/// - Пример: четыре поста в понедельник и вторник, а потом тишина до следующего понедельника.
/// - Как исправить: перенесите в паузу один из постов или добавьте лёгкий: вопрос, фото, что-то из резерва.
#[allow(clippy::cast_precision_loss)]
pub fn silent_days(case: &Case<'_>, out: &mut Out<'_>) {
    if days(case, out).is_none() {
        return;
    }
    out.not_applicable(k::review_na::nothing);
    #[allow(clippy::cast_possible_truncation)]
    let empty = out.limit("empty").max(1.0) as i64;
    let cadence = out.limit("cadence");
    let days = by_channel(case);
    for channel in case.channels() {
        let Some(asked) = channel.per_week.value() else {
            out.unknown(channel.at(Channel::per_week));
            continue;
        };
        let Some(days) = days.get(&channel.id).filter(|_| asked >= cadence) else {
            continue;
        };
        // What is over cannot be filled any more.
        let gaps: Vec<(NaiveDate, i64)> = days
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some((*a, *b, (*b - *a).num_days() - 1)),
                _ => None,
            })
            .filter(|(_, next, n)| *n >= empty && *next > case.today)
            .map(|(day, _, n)| (day, n))
            .collect();
        let Some((day, n)) = gaps
            .iter()
            .max_by_key(|(day, n)| (*n, std::cmp::Reverse(*day)))
        else {
            out.pass();
            continue;
        };
        let behind = calendar::shift(*day, n + 1);
        let mut posts = case.plan().posts.iter();
        let next = posts.find(|p| p.channel == Some(channel.id) && p.date.value() == Some(behind));
        let per_week = channel.at(Channel::per_week);
        out.find(next.map_or(per_week, |p| p.at(Post::date)))
            .other(per_week)
            .with("channel", channel_name(channel))
            .with("from", Arg::Date(calendar::shift(*day, 1)))
            .with("to", Arg::Date(calendar::shift(*day, *n)))
            .with(
                "days",
                Arg::Count(k::review_count::days, usize::try_from(*n).unwrap_or(0)),
            )
            .with("asked", Arg::Number(asked, 1))
            .with("gaps", Arg::Number(gaps.len() as f64, 0));
    }
}

/// # Same topic twice on one day
///
/// {channel}, {date}: “{post}” and “{twin}” are about the same.
/// > drop: Take “{twin}” off
///
/// - Checks: no channel has two posts of one day whose titles have the same words.
/// - Why: the second one annoys those who saw the first and takes the place of a topic that nobody has covered.
/// - Example: “Hours on the holidays” in the morning and “The holiday hours” at night, in the same channel.
/// - Fix: take one of them off, move it, or turn it to another side of the topic.
///
/// # Одна тема дважды за день
///
/// {channel}, {date}: «{post}» и «{twin}» об одном и том же.
/// > drop: Снять «{twin}»
///
/// - Что смотрит: на канале в один день нет двух постов, чьи заголовки состоят из одних и тех же слов.
/// - Зачем: второй раздражает тех, кто видел первый, и занимает место темы, о которой ещё не писали.
/// - Пример: утром «График на праздники», вечером «Праздничный график», и оба в одном канале.
/// - Как исправить: снимите один из постов, перенесите его или поверните тему другой стороной.
pub fn twin_posts(case: &Case<'_>, out: &mut Out<'_>) {
    if days(case, out).is_none() {
        return;
    }
    out.not_applicable(k::review_na::nothing);
    let mut days: BTreeMap<(RowId, NaiveDate), Vec<&Post>> = BTreeMap::new();
    for post in &case.plan().posts {
        if let (Some(channel), Some(day)) = (post.channel, post.date.value()) {
            days.entry((channel, day)).or_default().push(post);
        } else if post.channel.is_none() {
            out.unknown(post.at(Post::channel));
        } else {
            out.unknown(post.at(Post::date));
        }
    }
    for ((channel, day), posts) in days {
        // Most days have one post: nothing to compare.
        if posts.len() == 1 {
            out.pass();
            continue;
        }
        let mut seen: BTreeMap<Vec<u64>, &Post> = BTreeMap::new();
        for post in posts {
            if post.title.trim().is_empty() {
                out.unknown(post.at(Post::title));
                continue;
            }
            let mut topic = read(&post.title).about().to_vec();
            if topic.is_empty() {
                topic.push(whole(&fold(post.title.trim())));
            }
            let Some(first) = seen.get(&topic) else {
                seen.insert(topic, post);
                out.pass();
                continue;
            };
            let f = out.find(post.at(Post::title));
            f.other(first.at(Post::title))
                .with("channel", Arg::Row(Channel::TABLE, channel))
                .with("date", Arg::Date(day))
                .with("post", name(first))
                .with("twin", name(post));
            if !post.status.is("published") {
                f.fix("drop", vec![Edit::text(post.at(Post::status), "dropped")]);
            }
        }
    }
}

/// # Plan without a reserve
///
/// {all} posts are still to come, {spare} of them in reserve. Keep at least {need}, so that one bad week does not break the
/// plan.
/// > spare: Mark {more} as reserve
///
/// - Checks: at least a tenth of the posts to come are marked as reserve; a quarter is better.
/// - Why: news, illness and a client who does not answer come every month. What may be moved has to be known beforehand.
/// - Example: thirty posts, every one of them tied to its day, and the person who shoots has caught a cold.
/// - Fix: mark posts that lose nothing by being moved: polls, greetings, evergreen advice.
///
/// # План без резерва
///
/// Впереди постов: {all}, из них в резерве {spare}. Держите в резерве хотя бы {need}, чтобы одна плохая неделя не сломала план.
/// > spare: Отметить резервом {more}
///
/// - Что смотрит: резервом отмечена хотя бы десятая часть будущих постов; лучше четверть.
/// - Зачем: новости, болезни и молчащий клиент случаются каждый месяц. Что можно подвинуть, надо знать заранее.
/// - Пример: тридцать постов, каждый привязан к своему дню, а тот, кто снимает, простудился.
/// - Как исправить: отметьте посты, которые ничего не теряют от переноса: опросы, приветы, вечные советы.
#[allow(clippy::cast_precision_loss)]
pub fn no_reserve(case: &Case<'_>, out: &mut Out<'_>) {
    let coming: Vec<&Post> = case
        .plan()
        .posts
        .iter()
        .filter(|p| !p.status.is("published"))
        .copied()
        .collect();
    let Some(last) = coming.last() else {
        return out.not_applicable(k::review_na::no_posts);
    };
    let spare = coming.iter().filter(|p| p.buffer).count();
    let need = part(coming.len(), out.limit("share"));
    if spare >= need {
        return out.pass();
    }
    // Ideas, the latest first: they have cost the least.
    let ideas = coming.iter().enumerate();
    let mut ideas: Vec<u64> = ideas
        .filter(|(_, p)| !p.buffer && p.status.is("idea"))
        .filter(|(_, p)| !p.stage.is("conversion"))
        .map(|(at, p)| {
            let day = p.date.value().map_or(0, |d| d.num_days_from_ce());
            (u64::from(u32::MAX) - u64::from(day.unsigned_abs())) << 32 | at as u64
        })
        .collect();
    ideas.sort_unstable();
    ideas.truncate(need - spare);
    let ideas = ideas.iter().map(|n| (n & 0xffff_ffff) as usize);
    let ideas: Vec<&Post> = ideas.filter_map(|at| coming.get(at).copied()).collect();
    let place = ideas.first().unwrap_or(last).at(Post::buffer);
    let f = out.find(place);
    f.with("all", Arg::Number(coming.len() as f64, 0))
        .with("spare", Arg::Number(spare as f64, 0))
        .with("need", Arg::Number(need as f64, 0))
        .with("more", Arg::Count(k::review_count::posts, need - spare));
    if ideas.len() == need - spare {
        let edits = ideas.iter().map(|p| Edit::Set {
            path: p.at(Post::buffer),
            value: Value::Flag(true),
        });
        f.fix("spare", edits.collect());
    }
}
