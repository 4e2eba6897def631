//! Rules F: days of the plan against approval, key dates, today and the time zone.

use crate::document::{Edit, RowData};
use crate::i18n::k;
use crate::kernel::text::fold;
use crate::kernel::{FastMap, Row, RowId, civil};
use crate::modules::brief::{Brief, Event};
use crate::modules::content::{Post, STATUS, calendar};
use crate::modules::frame::Frame;
use crate::review::language::about;
use crate::review::{Arg, Case, Out, Severity};
use chrono::NaiveDate;
use std::collections::BTreeMap;

fn name(post: &Post) -> Arg {
    Arg::Row(Post::TABLE, post.id)
}

#[allow(clippy::cast_sign_loss)]
fn days(n: i64) -> Arg {
    Arg::Count(k::review_count::days, n.max(0) as usize)
}

/// # Post that will not be approved in time
///
/// “{post}” is ready on {ready} and due on {date}: {have} for the approval, which may take {need} ({rounds} × {hours} h).
/// > late: “{post}” is due on {date}, and ready only on {ready}; its approval may take {need} more ({rounds} × {hours} h).
/// > earlier: Have it ready by {by}
///
/// - Checks: between the day a post is ready and the day it comes out there is time for every round of changes that the brief
///   allows.
/// - Why: without that time the post comes out unapproved, or does not come out at all; both are paid for with trust.
/// - Example: two rounds of 24 hours, and a post that is ready the evening before.
/// - Fix: have the post ready earlier, or agree on fewer or shorter rounds in the brief.
///
/// # Пост, который не успеют согласовать
///
/// «{post}» готов {ready}, выходит {date}: на согласование остаётся {have}, а может понадобиться {need} ({rounds} × {hours} ч).
/// > late: «{post}» выходит {date}, а готов будет только {ready}; на согласование может понадобиться ещё {need} ({rounds} × {hours} ч).
/// > earlier: Подготовить не позже: {by}
///
/// - Что смотрит: от дня готовности до дня выхода хватает времени на все круги правок, о которых договорились в брифе.
/// - Зачем: без этого времени пост выходит несогласованным или не выходит вовсе; за оба случая платят доверием.
/// - Пример: два круга по 24 часа, а пост готов накануне вечером.
/// - Как исправить: готовьте пост раньше или договоритесь в брифе о меньшем числе кругов либо о более быстрых ответах.
pub fn hasty_approval(case: &Case<'_>, out: &mut Out<'_>) {
    let brief = &case.w.brief;
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    let Some(hours) = brief.approval_hours.value().filter(|n| *n >= 0.0) else {
        return out.unknown(Brief::approval_hours);
    };
    let Some(rounds) = brief.rounds.value().filter(|n| *n >= 0.0) else {
        return out.unknown(Brief::rounds);
    };
    // A hundred years are enough for any approval.
    #[allow(clippy::cast_possible_truncation)]
    let need = (hours * rounds / 24.0 - 1e-9).ceil().clamp(0.0, 36500.0) as i64;
    let approved = ["approved", "scheduled", "published"];
    for post in posts {
        if approved.contains(&post.status.id()) {
            out.pass();
            continue;
        }
        let Some(date) = post.date.value() else {
            out.unknown(post.at(Post::date));
            continue;
        };
        let Some(ready) = post.ready.value() else {
            out.unknown(post.at(Post::ready));
            continue;
        };
        let have = (date - ready).num_days();
        let by = calendar::shift(date, -need);
        if let Some(f) = out.judge(have >= need, post.at(Post::ready)) {
            f.other(Brief::approval_hours)
                .with("post", name(post))
                .with("ready", Arg::Date(ready))
                .with("date", Arg::Date(date))
                .with("have", days(have))
                .with("need", days(need))
                .with("rounds", Arg::Number(rounds, 1))
                .with("hours", Arg::Number(hours, 1))
                .with("by", Arg::Date(by));
            if have < 0 {
                f.says("late");
            }
            if by >= case.today {
                f.fix(
                    "earlier",
                    vec![Edit::text(post.at(Post::ready), civil::iso(by))],
                );
            }
        }
    }
}

/// A post of the plan that tells of an event.
fn announcement(case: &Case<'_>, event: &Event, date: NaiveDate) -> Edit {
    let all = &case.w.content.posts;
    let row = RowId(all.iter().map(|p| p.id.0).max().unwrap_or(0) + 1);
    let main = case.channels().find(|c| c.role.is("main"));
    let post = Post {
        date: civil::iso(date).as_str().into(),
        channel: main.map(|c| c.id),
        title: event.title.trim().to_owned(),
        status: "idea".into(),
        ..Post::default()
    };
    Edit::Insert {
        table: Post::TABLE,
        at: all.len(),
        row,
        data: RowData {
            cells: post.as_record().values(),
            ..RowData::default()
        },
    }
}

/// # Key date that passes in silence
///
/// “{event}”, {date}: not one post from {from} on.
/// > aside: “{event}”, {date}: of {posts} from {from} on, none seems to speak of it.
/// > add: Plan a post about it on {on}
///
/// - Checks: for every key date of the brief there is a post on the day or in the days before it, as many as the event asks
///   for, and its words speak of the event. Dates that the plan has not reached yet are left alone.
/// - Why: the client named these dates; what is not announced in time brings nobody.
/// - Example: the shop’s birthday on Saturday, and the last post before it came out a fortnight ago.
/// - Fix: plan an announcement, a reminder on the day, and something to show afterwards.
///
/// # Важная дата пройдёт в тишине
///
/// «{event}», {date}: начиная с {from} нет ни одного поста.
/// > aside: «{event}», {date}: начиная с {from} в плане {posts}, но похоже, что о событии никто не говорит.
/// > add: Запланировать о нём пост на {on}
///
/// - Что смотрит: к каждой важной дате из брифа есть пост в этот день или за столько дней до него, сколько просит событие, и
///   в словах поста есть само событие. Даты, до которых план ещё не дошёл, не в счёт.
/// - Зачем: эти даты назвал клиент; о чём не сказали вовремя, на то никто и не придёт.
/// - Пример: день рождения магазина в субботу, а последний пост перед ним вышел две недели назад.
/// - Как исправить: запланируйте анонс, напоминание в сам день и рассказ о том, как прошло.
pub fn unmet_event(case: &Case<'_>, out: &mut Out<'_>) {
    let events = &case.w.brief.events;
    if events.is_empty() {
        return out.not_applicable(k::review_na::no_events);
    }
    let Some((_, last)) = super::plan::days(case, out) else {
        return;
    };
    out.not_applicable(k::review_na::nothing);
    let mut by_day: BTreeMap<NaiveDate, Vec<&Post>> = BTreeMap::new();
    for post in &case.plan().posts {
        if let Some(day) = post.date.value() {
            by_day.entry(day).or_default().push(post);
        }
    }
    // What posts say, folded once for all events.
    let mut texts: FastMap<RowId, String> = FastMap::default();
    for event in events {
        let Some(date) = event.date.value() else {
            out.unknown(event.at(Event::date));
            continue;
        };
        let lead = event.lead.value().filter(|n| *n >= 0.0);
        #[allow(clippy::cast_possible_truncation)]
        let lead = lead.unwrap_or(out.limit("lead")).min(3650.0) as i64;
        let from = calendar::shift(date, -lead);
        if date < case.today || from > last {
            continue;
        }
        let near: Vec<&Post> = by_day
            .range(from..=date)
            .flat_map(|(_, p)| p)
            .copied()
            .collect();
        let subject = about(&event.title);
        let mut told = |post: &&Post| {
            let text = texts
                .entry(post.id)
                .or_insert_with(|| fold(&format!("{} {} {}", post.title, post.hook, post.body)));
            subject.iter().any(|stem| text.contains(stem.as_str()))
        };
        if !near.is_empty() && (subject.is_empty() || near.iter().any(&mut told)) {
            out.pass();
            continue;
        }
        let on = calendar::shift(date, -lead.min(1)).max(case.today);
        let place = event.at(Event::date);
        let f = out.find(place);
        f.with("event", Arg::Row(Event::TABLE, event.id))
            .with("date", Arg::Date(date))
            .with("from", Arg::Date(from))
            .with("posts", Arg::Count(k::review_count::posts, near.len()))
            .with("on", Arg::Date(on));
        if let Some(post) = near.last() {
            f.says("aside")
                .severity(Severity::Hint)
                .other(post.at(Post::title));
        }
        if !event.title.trim().is_empty() {
            f.fix("add", vec![announcement(case, event, on)]);
        }
    }
}

/// # Post that should have been out
///
/// “{post}” was due on {date}, {late} ago, and still stands at {status}.
/// > out: Mark it as published
///
/// - Checks: no post whose day is over waits in a status other than published or dropped.
/// - Why: a plan with yesterday’s debts shows nobody what is really going on, and reports count posts that nobody saw.
/// - Example: a post of Monday that is still a draft on Thursday.
/// - Fix: publish it, give it a new day, take it off, or mark it as published when it is.
///
/// # Пост, который уже должен был выйти
///
/// «{post}»: день выхода был {date}, опоздание {late}, а статус всё ещё {status}.
/// > out: Отметить опубликованным
///
/// - Что смотрит: нет постов, чей день прошёл, а статус не «опубликован» и не «снят».
/// - Зачем: план со вчерашними долгами не показывает, что происходит, а отчёт считает посты, которых никто не видел.
/// - Пример: пост понедельника в четверг всё ещё черновик.
/// - Как исправить: опубликуйте его, дайте новый день, снимите или отметьте, что он вышел.
pub fn overdue_post(case: &Case<'_>, out: &mut Out<'_>) {
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    for post in posts {
        let Some(date) = post.date.value() else {
            out.unknown(post.at(Post::date));
            continue;
        };
        let place = post.at(Post::status);
        if date >= case.today || post.status.is("published") {
            out.pass();
        } else if post.status.is_blank() {
            out.unknown(place);
        } else {
            let f = out.find(place);
            f.other(post.at(Post::date))
                .with("post", name(post))
                .with("date", Arg::Date(date))
                .with("late", days((case.today - date).num_days()))
                .with("status", Arg::Choice(&STATUS, post.status.id().to_owned()));
            // Whoever approved it has probably let it out.
            if matches!(post.status.id(), "approved" | "scheduled") {
                f.fix("out", vec![Edit::text(place, "published")]);
            }
        }
    }
}

/// The time zones of countries that have one.
const ZONES: &[(&str, &str)] = &[
    ("by", "minsk"),
    ("kz", "almaty"),
    ("am", "yerevan"),
    ("ge", "tbilisi"),
    ("uz", "tashkent"),
    ("rs", "belgrade"),
    ("gb", "london"),
];

/// # Times of no time zone
///
/// Posts with a time of day: {n}, the first at {time}. But the project has no time zone, so nobody can say when that is.
/// > zone: Use the zone of the country: {zone}
///
/// - Checks: when posts have times, the project names the time zone they are meant in.
/// - Why: a planner in another zone publishes the morning post at noon, and the file for the calendar is wrong by hours.
/// - Example: 9:00 for a bakery in Yekaterinburg, set up by somebody in Moscow.
/// - Fix: choose the time zone of the readers on the project’s page.
///
/// # Время без часового пояса
///
/// Постов с временем выхода: {n}, у первого {time}. Но часовой пояс проекта не выбран, и никто не скажет, когда это.
/// > zone: Взять пояс страны: {zone}
///
/// - Что смотрит: если у постов есть время, в проекте выбран часовой пояс, по которому оно считается.
/// - Зачем: отложенный из другого пояса утренний пост выйдет в обед, а файл для календаря ошибётся на часы.
/// - Пример: 9:00 для пекарни в Екатеринбурге, а публикацию ставит человек в Москве.
/// - Как исправить: выберите на странице проекта часовой пояс читателей.
#[allow(clippy::cast_precision_loss)]
pub fn zoneless_times(case: &Case<'_>, out: &mut Out<'_>) {
    let frame = &case.w.frame;
    let mut timed = case
        .plan()
        .posts
        .iter()
        .filter(|p| p.time.value().is_some());
    let Some(first) = timed.next() else {
        return out.not_applicable(k::review_na::no_times);
    };
    if let Some(f) = out.judge(!frame.zone.is_blank(), Frame::zone) {
        f.other(first.at(Post::time))
            .with("n", Arg::Number(1.0 + timed.count() as f64, 0))
            .with("time", Arg::Text(first.time.trim().to_owned()));
        let zone = ZONES.iter().find(|(country, _)| frame.country.is(country));
        if let Some((_, zone)) = zone {
            f.with(
                "zone",
                Arg::Choice(&crate::modules::frame::ZONE, (*zone).to_owned()),
            )
            .fix("zone", vec![Edit::text(Frame::zone, *zone)]);
        }
    }
}
