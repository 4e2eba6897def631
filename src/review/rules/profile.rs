//! Rule G7: what a stranger learns from a profile.

use crate::i18n::k;
use crate::kernel::text::fold;
use crate::kernel::{Path, Row};
use crate::modules::audience::{Persona, Segment};
use crate::modules::brief::Brief;
use crate::modules::channels::Channel;
use crate::review::language::{about, stem, words};
use crate::review::{Arg, Case, Out};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Words that tell whether a profile asks, addresses and can be reached; see the file for their meaning.
#[derive(Default)]
struct Marks {
    act: BTreeSet<String>,
    begin: BTreeSet<String>,
    end: Vec<String>,
    not: BTreeSet<String>,
    whom: BTreeSet<String>,
    reach: BTreeSet<String>,
}

fn marks() -> &'static Marks {
    static ALL: OnceLock<Marks> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut marks = Marks::default();
        let lines = include_str!("../words/profile.txt").lines();
        for (kind, list) in lines.filter_map(|l| l.split_once(": ")) {
            let list = list.split_whitespace();
            match kind {
                "act" => marks.act.extend(list.map(stem)),
                "begin" => marks.begin.extend(list.map(fold)),
                "end" => marks.end.extend(list.map(fold)),
                "not" => marks.not.extend(list.map(fold)),
                "whom" => marks.whom.extend(list.map(fold)),
                "reach" => marks.reach.extend(list.map(stem)),
                _ => {}
            }
        }
        marks
    })
}

/// Does a text ask the reader to do something.
fn asks(text: &str) -> bool {
    let marks = marks();
    words(text).iter().any(|word| {
        let form = fold(word.text);
        let before = text.get(..word.at).unwrap_or_default();
        let begins = before
            .trim_end_matches(|c: char| c.is_whitespace() && c != '\n')
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | '-'));
        marks.act.contains(&word.stem)
            || (begins && marks.begin.contains(&form))
            || (!marks.not.contains(&form) && marks.end.iter().any(|end| form.ends_with(end)))
    })
}

/// Is there an address of some kind: a link, a name with @, a phone, or a word for one.
fn reachable(text: &str) -> bool {
    let domain = |piece: &str| {
        let host = piece.split('/').next().unwrap_or_default();
        let host = host.trim_matches(|c: char| !c.is_alphanumeric());
        host.rsplit_once('.').is_some_and(|(name, zone)| {
            let lower = zone.chars().all(char::is_lowercase);
            let named = name.chars().count() > 1 || piece.contains('/');
            named && lower && (2..=10).contains(&zone.chars().count())
        })
    };
    let mut digits = 0;
    let phone = text.chars().any(|c| {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '\u{a0}' | '(' | ')' | '-' | '+' | '–' => {}
            _ => digits = 0,
        }
        digits >= 7
    });
    phone
        || text
            .split_whitespace()
            .any(|p| p.contains('@') || p.contains("://") || domain(p))
        || words(text).iter().any(|w| marks().reach.contains(&w.stem))
}

/// # Profile that leaves questions open
///
/// {channel}: the profile answers {n} of {all} questions. It leaves open {parts}.
///
/// > what: what you do
/// > whom: whom it is for
/// > act: what to do next
/// > reach: where to reach you
///
/// - Checks: name, description, button and link of every channel in use say what the business does, for whom, what to do next and where to write or come. What and for whom are known by the words of the brief, the segments and the personas; the limit says how many of them must occur.
/// - Why: a stranger reads two lines and decides whether to stay; what they do not find there they do not look for.
/// - Example: “Made with love. Since 2015.”
/// - Fix: add a sentence that answers the open question; if it is there in other words, mute the remark.
///
/// # Профиль, из которого не всё понятно
///
/// {channel}: профиль отвечает на вопросы не полностью, ответов {n} из {all}. Непонятно, {parts}.
///
/// > what: чем вы занимаетесь
/// > whom: для кого это
/// > act: что делать дальше
/// > reach: куда написать или прийти
///
/// - Что смотрит: имя, описание, кнопка и ссылка каждого используемого канала говорят, чем занят бизнес, для кого, что делать дальше и куда написать или прийти. Занятие и адресат узнаются по словам брифа, сегментов и персон; сколько их должно встретиться, говорит порог.
/// - Зачем: незнакомец читает две строки и решает, остаться ли; чего в них нет, того он искать не станет.
/// - Пример: «Делаем с любовью. С 2015 года».
/// - Как исправить: добавьте фразу с ответом на открытый вопрос; если он уже есть другими словами, уберите замечание.
pub fn silent_profile(case: &Case<'_>, out: &mut Out<'_>) {
    if case.channels().next().is_none() {
        return out.not_applicable(k::review_na::no_channels);
    }
    let (what, whom) = (business(case), audience(case));
    let least = out.limit("words");
    #[allow(clippy::cast_precision_loss)]
    let enough = |said: &BTreeSet<String>, known: &BTreeSet<String>| {
        said.intersection(known).count() as f64 >= least
    };
    let group = &case.w.audience;
    let mut personas = group.personas.iter().filter(|p| !p.anti);
    let role = personas.next().map(|p| p.at(Persona::role));
    let who = || group.segments.first().map(|s| s.at(Segment::who));
    let addressee = role.or_else(who).unwrap_or(Brief::audience_view);
    for c in case.channels() {
        if c.bio.trim().is_empty() {
            out.unknown(c.at(Channel::bio));
            continue;
        }
        let text = format!("{}. {}", c.profile_name, c.bio);
        let said = about(&text);
        let addressed = words(&text)
            .iter()
            .any(|w| marks().whom.contains(&fold(w.text)));
        let judged: [(&'static str, Path, Option<bool>); 4] = [
            (
                "what",
                Brief::business,
                (!what.is_empty()).then(|| enough(&said, &what)),
            ),
            (
                "whom",
                addressee,
                (addressed || !whom.is_empty()).then(|| addressed || enough(&said, &whom)),
            ),
            (
                "act",
                c.at(Channel::cta),
                Some(!c.cta.trim().is_empty() || asks(&c.bio)),
            ),
            (
                "reach",
                c.at(Channel::link),
                Some(!c.link.trim().is_empty() || reachable(&text)),
            ),
        ];
        for (_, place, _) in judged.iter().filter(|(_, _, right)| right.is_none()) {
            out.unknown(*place);
        }
        let all = judged.iter().filter(|(_, _, right)| right.is_some());
        let lacks: Vec<_> = judged
            .iter()
            .filter(|(_, _, right)| *right == Some(false))
            .collect();
        let all = all.count();
        let Some((_, other, _)) = lacks.first() else {
            out.pass();
            continue;
        };
        let parts = lacks.iter().map(|(id, _, _)| out.text(id)).collect();
        #[allow(clippy::cast_precision_loss)]
        out.find(c.at(Channel::bio))
            .other(*other)
            .with("channel", Arg::Row(Channel::TABLE, c.id))
            .with("n", Arg::Number((all - lacks.len()) as f64, 0))
            .with("all", Arg::Number(all as f64, 0))
            .with("parts", Arg::List(parts));
    }
}

/// What the business is about.
fn business(case: &Case<'_>) -> BTreeSet<String> {
    let brief = &case.w.brief;
    let products = brief.products.iter().map(|p| p.name.as_str());
    let texts = [&brief.business, &brief.usp, &brief.company].map(String::as_str);
    texts.into_iter().chain(products).flat_map(about).collect()
}

/// Who the audience is, in words that do not speak of the business as well.
fn audience(case: &Case<'_>) -> BTreeSet<String> {
    let w = case.w;
    let segments = w.audience.segments.iter();
    let personas = w.audience.personas.iter().filter(|p| !p.anti);
    let what = business(case);
    segments
        .flat_map(|s| [&s.name, &s.who, &s.why, &s.when])
        .chain(personas.flat_map(|p| [&p.role, &p.situation, &p.job_when]))
        .chain([&w.brief.audience_view])
        .flat_map(|text| about(text))
        .filter(|stem| !what.contains(stem))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_space_is_no_address() {
        assert!(reachable("Заказы на lampa.ru"));
        assert!(!reachable("Пекарня во дворе.Заходите"));
        assert!(!reachable("Работаем с 7.30"));
        assert!(reachable("Все вопросы — t.me/lampa"));
        assert!(!reachable("Кофейня, г.пермь"));
        assert!(!reachable("Пекарня во дворе.и булки"));
        assert!(reachable("Меню: https://лампа/заказ"));
    }

    #[test]
    fn words_that_also_name_things_ask_only_where_a_sentence_begins() {
        assert!(asks("Coffee in the yard. Get a table"));
        assert!(asks("Coffee in the yard\nget a table"));
        assert!(!asks("Coffee you get in the yard"));
        assert!(!asks("Good coffee, get it"));
        assert!(asks("Кофейня во дворе, забегайте"));
        assert!(!asks("Меню на сайте"));
    }
}
