//! Rules F of single posts: copied texts, other people's content, baits.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{FastMap, FastSet, Row, RowId};
use crate::modules::channels::Channel;
use crate::modules::content::{Post, calendar::planned};
use crate::review::language::{places, words};
use crate::review::lists::{BAITS, DRAWS, Stems, baits};
use crate::review::reading::read;
use crate::review::{Arg, Case, Out};

fn name(post: &Post) -> Arg {
    Arg::Row(Post::TABLE, post.id)
}

/// # One text for every channel
///
/// “{post}” has the very same text on {names}. At least one of them needs it told in another way.
///
/// - Checks: no text stands word for word on three channels or more.
/// - Why: people subscribe to several of your channels; if all of them say the same, one is enough. And what fits VK is too
///   long for Telegram and too dry for a video’s caption.
/// - Example: the same paragraph in VK, Telegram and Odnoklassniki, down to “link in the comments”, where there are none.
/// - Fix: keep the thought and change the way in: another first line, another length, another call.
///
/// # Один текст на все каналы
///
/// «{post}»: слово в слово тот же текст стоит на каналах: {names}. Хотя бы одному из них нужна своя подача.
///
/// - Что смотрит: ни один текст не стоит слово в слово на трёх каналах и больше.
/// - Зачем: люди подписаны на несколько ваших каналов; если везде одно и то же, хватит и одного. А то, что впору ВКонтакте,
///   длинно для Telegram и сухо для подписи к видео.
/// - Пример: один абзац во ВКонтакте, Telegram и Одноклассниках вместе с «ссылка в комментариях», хотя комментарии закрыты.
/// - Как исправить: оставьте мысль и смените подачу: первую строку, длину, призыв.
#[allow(clippy::cast_precision_loss)]
pub fn cloned_post(case: &Case<'_>, out: &mut Out<'_>) {
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    out.not_applicable(k::review_na::no_texts);
    let most = out.limit("channels");
    // In the order of the file, so that the review is the same every time: the first post with a text, and the others.
    let mut groups: Vec<(&Post, Vec<&Post>)> = Vec::new();
    // Groups by the letters of their texts; that the texts are the same is looked at.
    let mut known: FastMap<u64, usize> = FastMap::default();
    for (post, read) in case.texts() {
        let Some(reading) = &read.said[2] else {
            continue;
        };
        let marks = reading.sentences.iter();
        let letters = marks.fold(0_u64, |sum, s| sum.rotate_left(7) ^ s.mark);
        let same = |(first, _): &(&Post, Vec<&Post>)| first.body.trim() == post.body.trim();
        let at = *known.entry(letters).or_insert(groups.len());
        // Texts without words have no letters to tell them apart.
        let at = match groups.get(at) {
            Some(group) if !same(group) => groups.iter().position(same),
            _ => Some(at),
        };
        match at.and_then(|at| groups.get_mut(at)) {
            Some((_, others)) => others.push(post),
            None => groups.push((post, Vec::new())),
        }
    }
    for (first, others) in groups {
        if others.is_empty() {
            out.pass();
            continue;
        }
        let mut seen: FastSet<RowId> = FastSet::default();
        let apart: Vec<(&Post, RowId)> = std::iter::once(first)
            .chain(others)
            .filter_map(|p| Some((p, p.channel?)))
            .filter(|(_, channel)| seen.insert(*channel))
            .collect();
        match apart.as_slice() {
            [(first, _), .., (last, _)] if apart.len() as f64 >= most => {
                let names = apart.iter().map(|(_, c)| Arg::Row(Channel::TABLE, *c));
                out.find(last.at(Post::body))
                    .other(first.at(Post::body))
                    .with("post", name(last))
                    .with("names", Arg::List(names.collect()));
            }
            _ => out.pass(),
        }
    }
}

/// # Another person’s content without a permission
///
/// “{post}” is made of somebody else’s pictures or words, and a permission is not noted.
/// > asked: “{post}” is made of somebody else’s pictures or words, and the author has been asked but has not answered.
/// > refused: “{post}” is made of somebody else’s pictures or words, and the author said no.
/// > drop: Take “{post}” off
///
/// - Checks: every post of the format “User content” has the author’s permission. An idea may still be waiting for it.
/// - Why: a photo belongs to the one who took it. A story about a thankful client turns into a claim in a day.
/// - Example: a guest’s photo from their own page, used because the guest had tagged the café.
/// - Fix: ask in writing, keep the answer, and note “allowed” in the post; without it choose a picture of your own.
///
/// # Чужой контент без разрешения
///
/// «{post}»: снимки или слова чужие, а разрешение автора не отмечено.
/// > asked: «{post}»: снимки или слова чужие, автора спросили, но он ещё не ответил.
/// > refused: «{post}»: снимки или слова чужие, и автор отказал.
/// > drop: Снять «{post}»
///
/// - Что смотрит: у каждого поста формата «От подписчиков» есть разрешение автора. Идея может его ещё ждать.
/// - Зачем: фотография принадлежит тому, кто её сделал. История о благодарном клиенте за день становится претензией.
/// - Пример: фото гостя с его страницы, взятое потому, что он отметил кафе.
/// - Как исправить: спросите письменно, сохраните ответ и отметьте в посте «разрешил»; без ответа возьмите свой снимок.
pub fn unallowed_content(case: &Case<'_>, out: &mut Out<'_>) {
    out.not_applicable(k::review_na::no_ugc);
    // Not by the counted plan: this rule never waits, and counting takes longer than asking.
    let posts = case.w.content.posts.iter();
    for post in posts.filter(|p| p.format.is("ugc") && planned(p)) {
        let place = post.at(Post::rights);
        match post.rights.id() {
            "yes" => out.pass(),
            "no" => {
                let f = out.find(place);
                f.says("refused").with("post", name(post));
                if !post.status.is("published") {
                    f.fix("drop", vec![Edit::text(post.at(Post::status), "dropped")]);
                }
            }
            _ if post.status.is("idea") => out.unknown(place),
            "asked" => {
                out.find(place).says("asked").with("post", name(post));
            }
            _ => {
                out.find(place).with("post", name(post));
            }
        }
    }
}

/// The first place in a text where one of the phrases stands; `list` is the bit of its list.
fn first(list: u32, phrases: &Stems, text: &str) -> Option<(usize, usize)> {
    if !read(text).may(list) {
        return None;
    }
    let words = words(text);
    let all = phrases.all.iter();
    all.filter_map(|p| places(&words, p).first().copied()).min()
}

/// # Bait for likes
///
/// “{post}” begs: “{words}”. Networks show such posts to fewer people.
///
/// - Checks: no title, first line or text asks for likes, reposts and tags for their own sake. Prize draws have rules of their
///   own and are left alone.
/// - Why: the feeds recognise the begging and lower the post; those who answer it did not come for what you sell.
/// - Example: “Like if you love coffee, and tag a friend who does.”
/// - Fix: ask what people want to answer: “Which one would you take on a Monday?” Comments will come by themselves.
///
/// # Выпрашивание лайков
///
/// «{post}»: в тексте «{words}». Это выпрашивание, и ленты показывают такие посты реже.
///
/// - Что смотрит: заголовок, первая строка и текст не просят лайков, репостов и отметок ради них самих. У розыгрышей свои
///   правила, их не трогаем.
/// - Зачем: ленты узнают такие просьбы и опускают пост, а те, кто откликнулся, пришли не за тем, что вы продаёте.
/// - Пример: «Ставь лайк, если любишь кофе, и отметь друга, с которым его пьёшь».
/// - Как исправить: спросите то, на что хочется ответить: «Какой возьмёте в понедельник?» Комментарии придут сами.
pub fn begging_post(case: &Case<'_>, out: &mut Out<'_>) {
    if case.plan().posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    out.not_applicable(k::review_na::no_texts);
    let (baits, draws) = baits();
    for (post, read) in case.texts() {
        if read.said.iter().all(Option::is_none) {
            continue;
        }
        if read.lists & BAITS == 0 {
            out.pass();
            continue;
        }
        let texts = [
            (Post::title, post.title.as_str()),
            (Post::hook, post.hook.as_str()),
            (Post::body, post.body.as_str()),
        ];
        let found = texts
            .iter()
            .find_map(|(column, text)| Some((*column, *text, first(BAITS, baits, text)?)));
        let bait = found.filter(|_| !texts.iter().any(|(_, t)| first(DRAWS, draws, t).is_some()));
        let Some((column, text, (from, to))) = bait else {
            out.pass();
            continue;
        };
        out.find(post.at(column))
            .span(from, to)
            .with("post", name(post))
            .with(
                "words",
                Arg::Text(text.get(from..to).unwrap_or_default().to_owned()),
            );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bait_is_found_in_capitals_too() {
        let (baits, _) = baits();
        for line in include_str!("../words/bait.txt").lines() {
            if !line.starts_with(['#', '@']) && !line.is_empty() {
                let text = format!("Ещё раз: {}!", line.to_uppercase());
                assert!(first(BAITS, baits, &text).is_some(), "{line}");
            }
        }
    }
}
