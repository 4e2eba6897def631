//! Rules F of single posts: the tags of links.

use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{FastMap, Row, RowId};
use crate::modules::channels::Channel;
use crate::modules::content::{Content, Post};
use crate::review::{Arg, Case, Out, Severity};
use std::fmt::Write as _;

/// What `utm_source` may be on each platform; the first is the code we propose. A habit of the trade, not a standard.
const SOURCES: &[(&str, &[&str])] = &[
    ("vk", &["vk", "vkontakte"]),
    ("telegram", &["telegram", "tg"]),
    ("ok", &["ok", "odnoklassniki"]),
    ("youtube", &["youtube", "yt"]),
    ("dzen", &["dzen", "zen"]),
    ("rutube", &["rutube"]),
    ("max", &["max"]),
    ("tiktok", &["tiktok", "tt"]),
    ("instagram", &["instagram", "ig", "inst"]),
    ("facebook", &["facebook", "fb"]),
    ("x", &["x", "twitter"]),
    ("linkedin", &["linkedin", "li"]),
    ("pinterest", &["pinterest", "pin"]),
    ("whatsapp", &["whatsapp", "wa"]),
];

/// The platforms' own addresses: they pass no tags on to anybody.
const SOCIAL: &[&str] = &[
    "vk.com",
    "vk.ru",
    "vk.me",
    "vkvideo.ru",
    "t.me",
    "telegram.me",
    "ok.ru",
    "youtube.com",
    "youtu.be",
    "dzen.ru",
    "rutube.ru",
    "max.ru",
    "tiktok.com",
    "instagram.com",
    "facebook.com",
    "x.com",
    "twitter.com",
    "linkedin.com",
    "pinterest.com",
    "wa.me",
    "whatsapp.com",
];

/// Shortened links: the tags are behind them.
const SHORT: &[&str] = &[
    "vk.cc",
    "clck.ru",
    "bit.ly",
    "goo.su",
    "u.to",
    "tinyurl.com",
    "is.gd",
    "clc.am",
    "t.co",
];

const NEEDED: [&str; 3] = ["utm_source", "utm_medium", "utm_campaign"];

/// A parameter of a link: its name, its value, and the bytes of the value.
struct Tag<'l> {
    name: &'l str,
    value: &'l str,
    span: (usize, usize),
}

/// A link to a page, taken apart.
struct Link<'l> {
    host: String,
    tags: Vec<Tag<'l>>,
    /// Where the part behind `#` begins, or the end.
    end: usize,
    /// Is there a question mark.
    query: bool,
}

impl<'l> Link<'l> {
    /// Nothing for what is no page: a telephone, a mail address, a word.
    fn of(link: &'l str) -> Option<Self> {
        let end = link.find('#').unwrap_or(link.trim_end().len());
        let page = link.get(..end)?;
        let (address, query) = page
            .split_once('?')
            .map_or((page, None), |(a, q)| (a, Some(q)));
        let host = match address.split_once("://") {
            Some((scheme, rest)) => {
                let scheme = scheme.trim().to_ascii_lowercase();
                ["http", "https"]
                    .contains(&scheme.as_str())
                    .then_some(rest)?
            }
            None => address.trim_start(),
        };
        let host = host.split(['/', ':']).next().unwrap_or_default();
        let host = host.trim().to_lowercase();
        if !host.contains('.') || host.contains('@') || host.contains(char::is_whitespace) {
            return None;
        }
        let mut tags = Vec::new();
        let mut at = address.len() + 1;
        for part in query.unwrap_or_default().split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let from = (at + name.len() + 1).min(end);
            let span = (from, (from + value.len()).min(end));
            tags.push(Tag { name, value, span });
            at += part.len() + 1;
        }
        Some(Self {
            host: host.trim_start_matches("www.").to_owned(),
            tags,
            end,
            query: query.is_some(),
        })
    }
    fn on(&self, hosts: &[&str]) -> bool {
        hosts.iter().any(|host| {
            let rest = self.host.strip_suffix(*host);
            rest.is_some_and(|r| r.is_empty() || r.ends_with('.'))
        })
    }
    fn tag(&self, name: &str) -> Option<&Tag<'l>> {
        let mut tags = self.tags.iter();
        tags.find(|t| t.name == name && !t.value.trim().is_empty())
    }
    /// The link with these tags, everything else as it was.
    fn with(&self, link: &str, set: &[(&str, String)]) -> String {
        let mut out = link.to_owned();
        let mut more = String::new();
        let mut swaps: Vec<((usize, usize), &str)> = Vec::new();
        for (name, value) in set {
            match self.tags.iter().find(|t| t.name == *name) {
                Some(tag) if link.get(tag.span.0.saturating_sub(1)..tag.span.0) == Some("=") => {
                    // From the back, so that earlier places stay where they are.
                    let at = swaps.partition_point(|(span, _)| span.0 > tag.span.0);
                    swaps.insert(at, (tag.span, value));
                }
                _ => {
                    let _ = write!(more, "&{name}={value}");
                }
            }
        }
        if !self.query {
            more = more.replacen('&', "?", 1);
        } else if link
            .get(..self.end)
            .is_some_and(|l| l.ends_with(['?', '&']))
        {
            more = more.replacen('&', "", 1);
        }
        out.insert_str(self.end, &more);
        for ((from, to), value) in swaps {
            out.replace_range(from..to, value);
        }
        out
    }
}

/// A value as it was meant: `%D0%BA` is a letter, `+` a space.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        let code = hex.and_then(|h| u8::from_str_radix(h, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A value as it may stand in a link.
fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// # Link that cannot be counted
///
/// “{post}” on {channel}: the link lacks {lacks}, so nobody will know where the visit came from.
/// > source: “{post}” comes out on {channel}, and its link says utm_source={found}; expected is {code}.
/// > campaign: “{post}”: utm_campaign={found} is not among your campaigns: {known}.
/// > tag: Put the tags right: {link}
///
/// - Checks: links of posts carry utm_source, utm_medium and utm_campaign; the source is the code of the channel, and the
///   campaign is in your list when there is one. Links inside the networks and shortened ones are left alone.
/// - Why: statistics take “vk”, “VK” and “telegram” for three sources; a visit with a wrong tag is a visit of the wrong channel.
/// - Example: the text was copied from Telegram to VK together with utm_source=telegram.
/// - Fix: correct the tags in the link, or add the campaign to the list in the content plan.
///
/// # Ссылка, которую не посчитать
///
/// «{post}», {channel}: в ссылке не хватает {lacks}, и никто не узнает, откуда пришёл читатель.
/// > source: «{post}» выходит на канале {channel}, а в ссылке utm_source={found}; ожидается {code}.
/// > campaign: «{post}»: utm_campaign={found} нет в списке ваших кампаний: {known}.
/// > tag: Исправить метки: {link}
///
/// - Что смотрит: в ссылках постов есть utm_source, utm_medium и utm_campaign; источник совпадает с кодом канала, а кампания
///   есть в вашем списке, если он заполнен. Ссылки внутри соцсетей и сокращённые не в счёт.
/// - Зачем: для статистики «vk», «VK» и «telegram» — три разных источника; переход с чужой меткой запишут чужому каналу.
/// - Пример: текст скопировали из Telegram во ВКонтакте вместе с utm_source=telegram.
/// - Как исправить: поправьте метки в ссылке или добавьте кампанию в список в контент-плане.
pub fn uncounted_link(case: &Case<'_>, out: &mut Out<'_>) {
    out.not_applicable(k::review_na::no_links);
    let channels: FastMap<RowId, &Channel> =
        case.w.channels.channels.iter().map(|c| (c.id, c)).collect();
    let campaigns = &case.w.content.campaigns;
    let campaigns: Vec<&str> = campaigns
        .iter()
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
        .collect();
    for post in &case.plan().posts {
        if post.link.is_empty() {
            continue;
        }
        let Some(link) = Link::of(&post.link).filter(|l| !l.on(SOCIAL)) else {
            continue;
        };
        let place = post.at(Post::link);
        if link.on(SHORT) {
            out.unknown(place);
            continue;
        }
        let Some(channel) = post.channel.and_then(|id| channels.get(&id)) else {
            out.unknown(post.at(Post::channel));
            continue;
        };
        let codes = SOURCES.iter().find(|(id, _)| channel.platform.is(id));
        let codes = codes.map_or(&[][..], |(_, codes)| codes);
        let lacks = NEEDED.iter().filter(|n| link.tag(n).is_none());
        let lacks: Vec<Arg> = lacks.map(|n| Arg::Text((*n).to_owned())).collect();
        let source = link.tag("utm_source");
        let wrong = source.filter(|t| !codes.is_empty() && !codes.contains(&t.value));
        let campaign = link.tag("utm_campaign").map(|t| (t, decoded(t.value)));
        let strange = campaign
            .as_ref()
            .filter(|(_, c)| !campaigns.is_empty() && !campaigns.contains(&c.as_str()));
        if lacks.is_empty() && wrong.is_none() && strange.is_none() {
            out.pass();
            continue;
        }
        // The campaign that was meant: the same but for capitals, or the only one there is.
        let meant = match (&campaign, strange) {
            (Some((tag, _)), None) => Some(tag.value.to_owned()),
            _ => {
                let same = campaign.as_ref().and_then(|(_, said)| {
                    let said = said.to_lowercase();
                    campaigns.iter().find(|c| c.to_lowercase() == said)
                });
                let only = (campaigns.len() == 1).then(|| campaigns.first()).flatten();
                same.or(only).map(|c| encoded(c))
            }
        };
        let f = out.find(place);
        f.other(post.at(Post::channel))
            .with("post", Arg::Row(Post::TABLE, post.id))
            .with("channel", Arg::Row(Channel::TABLE, channel.id));
        if let Some(tag) = wrong {
            f.says("source")
                .span(tag.span.0, tag.span.1)
                .with("found", Arg::Text(tag.value.to_owned()))
                .with(
                    "code",
                    Arg::Text((*codes.first().unwrap_or(&"")).to_owned()),
                );
        } else if let Some((tag, said)) = strange {
            let known = campaigns.iter().take(6).map(|c| Arg::Text((*c).to_owned()));
            f.says("campaign")
                .other(Content::campaigns)
                .span(tag.span.0, tag.span.1)
                .with("found", Arg::Text(said.clone()))
                .with("known", Arg::List(known.collect()));
        } else {
            f.severity(Severity::Warning)
                .with("lacks", Arg::List(lacks));
        }
        let kept = source.map(|t| t.value).filter(|s| codes.contains(s));
        if let (Some(code), Some(meant)) = (kept.or(codes.first().copied()), meant) {
            let mut set = vec![("utm_source", code.to_owned()), ("utm_campaign", meant)];
            if link.tag("utm_medium").is_none() {
                set.insert(1, ("utm_medium", "social".to_owned()));
            }
            let right = link.with(&post.link, &set);
            f.with("link", Arg::Text(right.clone()))
                .fix("tag", vec![Edit::text(place, right)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_host_is_no_link() {
        for text in ["почта@a.ru", "a b.ru", "просто слова", "пост", "/p?x=1"] {
            assert!(Link::of(text).is_none(), "{text}");
        }
        assert!(Link::of("a.ru").is_some());
    }

    #[test]
    fn links_are_taken_apart_and_put_together() {
        let put = |link: &str, set: &[(&str, &str)]| {
            let set: Vec<_> = set.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
            Link::of(link).unwrap().with(link, &set)
        };
        for (link, want) in [
            (
                "https://a.ru",
                "https://a.ru?utm_source=vk&utm_medium=social",
            ),
            (
                "https://a.ru/?",
                "https://a.ru/?utm_source=vk&utm_medium=social",
            ),
            (
                "a.ru/p?x=1#top",
                "a.ru/p?x=1&utm_source=vk&utm_medium=social#top",
            ),
            (
                "https://a.ru?utm_medium=&x&utm_source=Телега#я",
                "https://a.ru?utm_medium=social&x&utm_source=vk#я",
            ),
            (
                "https://a.ru?utm_source",
                "https://a.ru?utm_source&utm_source=vk&utm_medium=social",
            ),
        ] {
            let set = [("utm_source", "vk"), ("utm_medium", "social")];
            assert_eq!(put(link, &set), want);
        }
        for no in [
            "",
            "tel:+7",
            "mailto:a@b.ru",
            "#",
            "?",
            "ftp://a.ru",
            "слово",
            "://",
            "=&?#",
        ] {
            assert!(Link::of(no).is_none(), "{no}");
        }
        let link = Link::of(" HTTPS://www.M.VK.com:80/wall?utm_source=vk&b=").unwrap();
        assert!(link.on(SOCIAL) && !link.on(SHORT));
        assert!(!Link::of("https://navk.com").unwrap().on(SOCIAL));
    }

    #[test]
    fn values_are_read_as_they_were_meant() {
        assert_eq!(decoded("%D0%B7%D0%B8%D0%BC%D0%B0+26"), "зима 26");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(encoded("зима 26"), "%D0%B7%D0%B8%D0%BC%D0%B0%2026");
        assert_eq!(decoded(&encoded("a+b&c")), "a+b&c");
    }
}
