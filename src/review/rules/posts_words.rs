//! Rules F of single posts: copied texts, other people's content, baits.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{FastSet, Row, RowId};
use crate::modules::channels::Channel;
use crate::modules::content::{Post, calendar::planned};
use crate::review::language::{places, stems, words};
use crate::review::{Arg, Case, Out};
use std::collections::HashMap;
use std::sync::OnceLock;

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
    // In the order of the file, so that the review is the same every time.
    let mut groups: Vec<Vec<&Post>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for post in posts.iter().filter(|p| !p.body.trim().is_empty()) {
        let at = *known.entry(post.body.trim()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(post),
            None => groups.push(vec![post]),
        }
    }
    for group in groups {
        let mut seen: FastSet<RowId> = FastSet::default();
        let apart: Vec<(&Post, RowId)> = group
            .iter()
            .filter_map(|p| Some((*p, p.channel?)))
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

/// Phrases, and how the longest word of each begins: what has no such word need not be looked at.
struct Phrases {
    all: Vec<Vec<String>>,
    starts: FastSet<u64>,
}

/// Letters that a word is first told by.
const START: usize = 4;

/// The first letters of a word in one number, folded.
fn start(word: &str) -> u64 {
    let letters = word.chars().take(START);
    letters.fold(0, |all, c| {
        let c = match c {
            '\u{401}' | '\u{451}' => '\u{435}',
            c => c.to_lowercase().next().unwrap_or(c),
        };
        (all << 16) ^ u64::from(c)
    })
}

impl Phrases {
    fn of(lines: &[&str]) -> Self {
        let all: Vec<Vec<String>> = lines.iter().map(|l| stems(l)).collect();
        let starts = all.iter().filter_map(|stems| {
            let longest = stems.iter().max_by_key(|s| s.chars().count())?;
            Some(start(longest))
        });
        Self {
            starts: starts.collect(),
            all,
        }
    }
    /// The first place in a text where one of the phrases stands.
    fn first(&self, text: &str) -> Option<(usize, usize)> {
        let mut inside = false;
        let near = text.char_indices().any(|(at, c)| {
            let begins = c.is_alphanumeric() && !inside;
            inside = c.is_alphanumeric();
            begins
                && self
                    .starts
                    .contains(&start(text.get(at..).unwrap_or_default()))
        });
        if !near {
            return None;
        }
        let words = words(text);
        let found = self
            .all
            .iter()
            .filter_map(|p| places(&words, p).first().copied());
        found.min()
    }
}

/// Phrases that are baits, and words that make the post a prize draw.
fn baits() -> &'static (Phrases, Phrases) {
    static ALL: OnceLock<(Phrases, Phrases)> = OnceLock::new();
    ALL.get_or_init(|| {
        let lines = include_str!("../words/bait.txt").lines().map(str::trim);
        let lines = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
        let (draws, baits): (Vec<&str>, Vec<&str>) = lines.partition(|l| l.starts_with('@'));
        (Phrases::of(&baits), Phrases::of(&draws))
    })
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
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return out.not_applicable(k::review_na::no_posts);
    }
    out.not_applicable(k::review_na::no_texts);
    let (baits, draws) = baits();
    for post in posts {
        let texts = [
            (Post::title, post.title.as_str()),
            (Post::hook, post.hook.as_str()),
            (Post::body, post.body.as_str()),
        ];
        if texts.iter().all(|(_, t)| t.trim().is_empty()) {
            continue;
        }
        let found = texts
            .iter()
            .find_map(|(column, text)| Some((*column, *text, baits.first(text)?)));
        let bait = found.filter(|_| !texts.iter().any(|(_, t)| draws.first(t).is_some()));
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
    fn a_phrase_is_found_wherever_its_longest_word_begins() {
        let (baits, draws) = baits();
        for stems in baits.all.iter().chain(&draws.all) {
            let longest = stems.iter().map(|s| s.chars().count()).max();
            assert!(
                longest >= Some(START),
                "{stems:?} has no word to tell it by"
            );
        }
        for line in include_str!("../words/bait.txt").lines() {
            if !line.starts_with(['#', '@']) && !line.is_empty() {
                let text = format!("Ещё раз: {}!", line.to_uppercase());
                assert!(baits.first(&text).is_some(), "{line}");
            }
        }
    }
}
