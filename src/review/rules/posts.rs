//! Rules F of single posts: what a post asks for, how long it is, what its channel takes, who makes it.

use crate::data;
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::text::{fold, length};
use crate::kernel::{FastMap, Row, RowId};
use crate::modules::channels::{Channel, facts};
use crate::modules::content::{Post, limits};
use crate::modules::frame::Role;
use crate::modules::sets::{FORMAT, STAGE};
use crate::review::{Arg, Case, Out};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

fn name(post: &Post) -> Arg {
    Arg::Row(Post::TABLE, post.id)
}

/// The channels by their ids.
fn channels<'a>(case: &Case<'a>) -> FastMap<RowId, &'a Channel> {
    let all = case.w.channels.channels.iter();
    all.map(|c| (c.id, c)).collect()
}

/// # Post that sells and asks for nothing
///
/// “{post}” stands at the stage {stage} and does not tell the reader what to do.
///
/// - Checks: every post of the stages “Traffic” and “Conversion” has a call to action. Ideas may still be without one.
/// - Why: a reader who wants it now and finds no next step is gone in a second; this reader was the dearest to get.
/// - Example: a new set of pastries with its price, and not a word on where to order it.
/// - Fix: choose one action: write to us, follow the link, book, come by. One, not three.
///
/// # Пост продаёт, но ни о чём не просит
///
/// «{post}»: стадия {stage}, а что делать читателю, не сказано.
///
/// - Что смотрит: у каждого поста стадий «Перешли» и «Купили» есть призыв к действию. Идеям пока можно без него.
/// - Зачем: читатель, который захотел сейчас и не нашёл следующего шага, уходит за секунду, а привести его было дороже всего.
/// - Пример: новый набор выпечки с ценой, и ни слова о том, где его заказать.
/// - Как исправить: выберите одно действие: написать, перейти по ссылке, записаться, зайти. Одно, а не три.
pub fn silent_offer(case: &Case<'_>, out: &mut Out<'_>) {
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    out.not_applicable(k::review_na::nothing);
    for post in posts {
        if post.stage.is_blank() {
            out.unknown(post.at(Post::stage));
        } else if !post.stage.is("traffic") && !post.stage.is("conversion") {
            // Other stages are content with being read.
        } else if post.cta.is_blank() && post.status.is("idea") {
            out.unknown(post.at(Post::cta));
        } else {
            let asks = !post.cta.is_blank() && !post.cta.is("none");
            if let Some(f) = out.judge(asks, post.at(Post::cta)) {
                f.other(post.at(Post::stage))
                    .with("post", name(post))
                    .with("stage", Arg::Choice(&STAGE, post.stage.id().to_owned()));
            }
        }
    }
}

/// # Text longer than the channel takes
///
/// “{post}”: {chars} in the text, and {channel} takes {limit}. Cut {over}.
///
/// - Checks: the text of every post against the documented limit of its channel, that of a caption when there is a picture or
///   a video. Your own corrections of a limit win.
/// - Why: the network cuts the text off or refuses the post, usually in the evening, when nobody is there to mend it.
/// - Example: 1,300 characters under a photo in Telegram, where a caption ends at 1,024.
/// - Fix: cut the text, move a part into a comment or a second post, or send it without the picture.
///
/// # Текст длиннее, чем принимает канал
///
/// «{post}»: в тексте {chars}, а предел на канале {channel}: {limit}. Лишнее: {over}.
///
/// - Что смотрит: длину текста каждого поста против известного предела канала; с картинкой или видео это предел подписи. Если
///   вы поправили предел, действует ваш.
/// - Зачем: сеть обрежет текст или не примет пост, и обычно это случается вечером, когда исправить некому.
/// - Пример: 1300 знаков под фото в Telegram, где подпись кончается на 1024.
/// - Как исправить: сократите текст, унесите часть в комментарий или второй пост либо выпустите пост без картинки.
pub fn long_text(case: &Case<'_>, out: &mut Out<'_>) {
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    out.not_applicable(k::review_na::no_texts);
    let channels = channels(case);
    for post in posts.iter().filter(|p| !p.body.trim().is_empty()) {
        let place = post.at(Post::body);
        let Some(channel) = post.channel.and_then(|id| channels.get(&id)) else {
            out.unknown(post.at(Post::channel));
            continue;
        };
        let Some(limit) = limits::text_limit(case.w, post) else {
            continue;
        };
        // Characters are never more than bytes: most texts need no counting.
        let chars = if post.body.len() <= limit.chars {
            post.body.len()
        } else {
            length(&post.body)
        };
        if let Some(f) = out.judge(chars <= limit.chars, place) {
            let signs = |n| Arg::Count(k::review_count::characters, n);
            f.other(channel.at(Channel::platform))
                .with("post", name(post))
                .with("channel", Arg::Row(Channel::TABLE, channel.id))
                .with("chars", signs(chars))
                .with("limit", signs(limit.chars))
                .with("over", signs(chars - limit.chars));
            let cut = post.body.char_indices().nth(limit.chars);
            if let Some((from, _)) = cut {
                f.span(from, post.body.len());
            }
        }
    }
}

/// Formats that a platform has no place for. Our reading of the list of formats in the channel facts (`channels.json`); only
/// what certainly does not go is here, so that what a platform adds tomorrow is not refused today.
const REFUSED: &[(&str, &[&str])] = &[
    ("ok", &["article"]),
    ("youtube", &["article", "story"]),
    ("dzen", &["story", "audio"]),
    (
        "rutube",
        &[
            "post", "photo", "carousel", "story", "poll", "article", "audio",
        ],
    ),
    ("max", &["article", "story"]),
    ("tiktok", &["article", "audio"]),
    ("instagram", &["article", "audio"]),
    ("facebook", &["article", "audio"]),
    ("x", &["story"]),
    ("linkedin", &["story", "audio"]),
    ("pinterest", &["article", "poll", "live", "audio"]),
    ("whatsapp", &["article", "live"]),
];

/// When the list of refused formats was looked through.
const REFUSED_AS_OF: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 22);

/// What a refused format is most easily turned into.
const INSTEAD: &[(&str, &str)] = &[("article", "post"), ("story", "clip"), ("live", "video")];

/// # Format the channel does not have
///
/// “{post}”: {channel} has no place for the format {format} (as of {date}).
/// > turn: Make it {instead}
///
/// - Checks: the format of every post against what its channel can publish. Only what certainly does not go is marked.
/// - Why: on the day of the post it turns out that there is no such button, and what was shot has to be remade overnight.
/// - Example: a photo planned for RUTUBE, which shows nothing but video.
/// - Fix: choose another format, or another channel for this topic.
///
/// # Формат, которого у канала нет
///
/// «{post}»: на канале {channel} формат {format} разместить негде (по данным на {date}).
/// > turn: Сменить формат на {instead}
///
/// - Что смотрит: умеет ли канал публиковать формат поста. Отмечено только то, чего там точно нет.
/// - Зачем: в день выхода окажется, что такой кнопки нет, и снятое придётся переделывать за ночь.
/// - Пример: фотография в плане RUTUBE, где показывают только видео.
/// - Как исправить: выберите другой формат или другой канал для этой темы.
pub fn refused_format(case: &Case<'_>, out: &mut Out<'_>) {
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    let channels = channels(case);
    for post in posts {
        let Some(channel) = post.channel.and_then(|id| channels.get(&id)) else {
            out.unknown(post.at(Post::channel));
            continue;
        };
        if data::channel(channel.platform.id()).is_none() {
            out.unknown(channel.at(Channel::platform));
            continue;
        }
        let format = post.format.id();
        let place = post.at(Post::format);
        if format.is_empty() {
            out.unknown(place);
            continue;
        }
        let refused = REFUSED.iter().find(|(id, _)| channel.platform.is(id));
        let refused = refused.map_or(&[][..], |(_, formats)| formats);
        let Some(f) = out.judge(!refused.contains(&format), place) else {
            continue;
        };
        f.other(post.at(Post::channel))
            .with("post", name(post))
            .with("channel", Arg::Row(Channel::TABLE, channel.id))
            .with("format", Arg::Choice(&FORMAT, format.to_owned()));
        if let Some(date) = REFUSED_AS_OF {
            f.with("date", Arg::Date(date));
        }
        let instead = INSTEAD.iter().find(|(from, _)| *from == format);
        if let Some((_, to)) = instead.filter(|(_, to)| !refused.contains(to)) {
            f.with("instead", Arg::Choice(&FORMAT, (*to).to_owned()))
                .fix("turn", vec![Edit::text(place, *to)]);
        }
    }
}

/// Words of a name, folded.
fn name_words(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Is one of the people named in `owner` in the team: by role, by name, or by a part of the name.
fn in_team(owner: &str, team: &[Role]) -> bool {
    let people = owner.split([',', ';', '/', '&', '+']);
    people.filter(|p| !p.trim().is_empty()).any(|person| {
        let said = name_words(person);
        team.iter().any(|role| {
            facts::same_person(person, &role.name) || {
                let known = name_words(&role.person);
                let (a, b) = (&said, &known);
                !a.is_empty() && !b.is_empty() && (a.is_subset(b) || b.is_subset(a))
            }
        })
    })
}

/// Who makes a format, when that is one role only.
fn makers<'a>(case: &Case<'a>) -> BTreeMap<&'a str, &'a str> {
    let frame = &case.w.frame;
    let mut roles: BTreeMap<&str, BTreeSet<RowId>> = BTreeMap::new();
    for effort in &frame.efforts {
        if let Some(role) = effort.role {
            let of = roles.entry(effort.format.id()).or_default();
            of.insert(role);
        }
    }
    let one = roles.into_iter().filter(|(_, roles)| roles.len() == 1);
    one.filter_map(|(format, roles)| {
        let id = roles.first()?;
        let role = frame.team.iter().find(|r| r.id == *id)?;
        let person = [role.person.trim(), role.name.trim()];
        let maker = person.into_iter().find(|p| !p.is_empty())?;
        Some((format, maker))
    })
    .collect()
}

/// # Post that nobody makes
///
/// “{post}” has nobody who makes it.
/// > stranger: “{post}” is made by “{owner}”, and the team knows no such person or role: {team}.
/// > give: Give it to “{maker}”
///
/// - Checks: every post past the stage of an idea names who makes it, and that person or role is in the team.
/// - Why: what is everybody’s work is nobody’s; and the hours of a stranger are in no week of the plan.
/// - Example: a video for Friday, approved and scheduled, with the line “Made by” empty.
/// - Fix: name the person or the role, or add the missing one to the team on the project’s page.
///
/// # Пост, который никто не делает
///
/// «{post}»: не указано, кто его делает.
/// > stranger: «{post}»: исполнитель «{owner}», но в команде нет ни такого человека, ни такой роли: {team}.
/// > give: Поручить: «{maker}»
///
/// - Что смотрит: у каждого поста, который уже не идея, назван исполнитель, и этот человек или роль есть в команде.
/// - Зачем: общее дело никто не делает, а часов чужого человека нет ни в одной неделе плана.
/// - Пример: видео на пятницу согласовано и запланировано, а в строке исполнителя пусто.
/// - Как исправить: назовите человека или роль либо добавьте недостающих в команду на странице проекта.
pub fn ownerless_post(case: &Case<'_>, out: &mut Out<'_>) {
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    let team = &case.w.frame.team;
    out.not_applicable(k::review_na::no_team);
    let makers = makers(case);
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for post in posts {
        let place = post.at(Post::owner);
        let owner = post.owner.trim();
        if owner.is_empty() {
            if post.status.is("idea") {
                out.unknown(place);
                continue;
            }
            let f = out.find(place);
            f.with("post", name(post));
            if let Some(maker) = makers.get(post.format.id()) {
                f.with("maker", Arg::Text((*maker).to_owned()))
                    .fix("give", vec![Edit::text(place, *maker)]);
            }
            continue;
        }
        let Some(first) = team.first() else {
            continue;
        };
        let there = *known.entry(owner).or_insert_with(|| in_team(owner, team));
        if let Some(f) = out.judge(there, place) {
            let names = team.iter().take(8).map(|r| {
                let person = [r.person.trim(), r.name.trim()];
                Arg::Text((*person.iter().find(|p| !p.is_empty()).unwrap_or(&"")).to_owned())
            });
            f.says("stranger")
                .other(first.at(Role::name))
                .with("post", name(post))
                .with("owner", Arg::Text(owner.to_owned()))
                .with("team", Arg::List(names.collect()));
        }
    }
}
