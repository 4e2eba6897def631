//! Rules G: channels.

use crate::data::Confidence;
use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::channels::{Channel, facts};
use crate::modules::frame::Role;
use crate::review::{Arg, Case, Out, Severity};

/// # Channel without a job
///
/// {channel} has no {what}: it is kept for its own sake.
///
/// - Checks: every channel in use has a role, a goal and a persona.
/// - Why: each channel eats hours every week; one without a job eats them for nothing.
/// - Example: a TikTok account that is there “because everybody is”, with no goal and nobody to talk to.
/// - Fix: give the channel its role, goals and personas, or say “not used” and why.
///
/// # Канал без дела
///
/// {channel}: не указано, {what}. Канал ведут ради самого канала.
///
/// - Что смотрит: у каждого используемого канала есть роль, цель и персона.
/// - Зачем: каждый канал каждую неделю съедает часы; канал без дела съедает их впустую.
/// - Пример: TikTok завели, «потому что все там», но цели нет и говорить там не с кем.
/// - Как исправить: дайте каналу роль, цели и персон или отметьте, что не используете его, и почему.
pub fn idle_channel(case: &Case<'_>, out: &mut Out<'_>) {
    if case.channels().next().is_none() {
        return out.not_applicable(k::review_na::no_channels);
    }
    for channel in case.channels() {
        let lacks = [
            (channel.role.id().is_empty(), Channel::role),
            (channel.goals.is_empty(), Channel::goals),
            (channel.personas.is_empty(), Channel::personas),
        ];
        let lacks: Vec<_> = lacks.iter().filter(|(l, _)| *l).map(|(_, c)| *c).collect();
        let Some(first) = lacks.first() else {
            out.pass();
            continue;
        };
        let what = lacks.iter().map(|c| Arg::Field(channel.at(c))).collect();
        out.find(channel.at(first))
            .with("channel", Arg::Row(Channel::TABLE, channel.id))
            .with("what", Arg::List(what));
    }
}

/// # More channels than hands
///
/// {channels} in use and {hours} a week for all of them.
///
/// - Checks: with less than the limit of team hours a week there are no more channels in use than the limit.
/// - Why: five half-dead channels bring less than two live ones.
/// - Example: five channels and one person for fifteen hours.
/// - Fix: put off the channels with the weakest reason, or find the hours.
///
/// # Каналов больше, чем рук
///
/// В работе {channels}, а на все — {hours} в неделю.
///
/// - Что смотрит: если часов команды в неделю меньше порога, каналов в работе не больше порога.
/// - Зачем: пять полуживых каналов приносят меньше двух живых.
/// - Пример: пять каналов и один человек на пятнадцать часов.
/// - Как исправить: отложите каналы со слабой причиной или найдите часы.
pub fn channel_overstretch(case: &Case<'_>, out: &mut Out<'_>) {
    let used: Vec<_> = case.channels().collect();
    let Some(last) = used.last() else {
        return out.not_applicable(k::review_na::no_channels);
    };
    let team = &case.w.frame.team;
    let known: Vec<f64> = team.iter().filter_map(|r| r.hours.value()).collect();
    #[allow(clippy::cast_precision_loss)]
    let many = used.len() as f64 > out.limit("channels");
    if !many {
        return out.pass();
    }
    let (Some(first), false) = (team.first(), known.is_empty()) else {
        // Whether it is too many depends on the hours.
        return out.unknown(last.at(Channel::usage));
    };
    let hours: f64 = known.iter().sum();
    if let Some(f) = out.judge(hours >= out.limit("hours"), last.at(Channel::usage)) {
        f.other(first.at(Role::hours))
            .with(
                "channels",
                Arg::Count(k::review_count::channels, used.len()),
            )
            .with("hours", Arg::Amount(k::review_count::hours, hours));
    }
}

/// # Ads before the channel is ready
///
/// {channel}: ads start on {start}, the channel is ready on {ready}.
///
/// > list: {channel}: ads start on {start}, and {done} of {all} steps of the checklist are done.
///
/// - Checks: on a channel with advertising the ads start no earlier than it is ready, and enough of its checklist is done.
/// - Why: paid people come once; they must find a live page.
/// - Example: ads from Monday, description and pinned post “later”.
/// - Fix: move the first day of ads or finish the checklist.
///
/// # Реклама раньше готовности
///
/// {channel}: реклама начинается {start}, а канал будет готов {ready}.
///
/// > list: {channel}: реклама начинается {start}, а из чек-листа сделано {done} из {all}.
///
/// - Что смотрит: на канале с рекламой она начинается не раньше готовности, и из чек-листа сделано достаточно.
/// - Зачем: купленные люди приходят один раз; их должна встретить живая страница.
/// - Пример: реклама с понедельника, описание и закреплённый пост «потом».
/// - Как исправить: перенесите первый день рекламы или доделайте чек-лист.
pub fn ads_before_ready(case: &Case<'_>, out: &mut Out<'_>) {
    out.not_applicable(k::review_na::no_ads);
    let least = out.limit("done");
    for c in case.channels() {
        let Some(start) = c.ads_start.value() else {
            continue;
        };
        let name = Arg::Row(Channel::TABLE, c.id);
        let (done, all) = facts::checklist(c);
        let late = c.ready.value().filter(|ready| start < *ready);
        #[allow(clippy::cast_precision_loss)]
        let few = (done as f64) * 100.0 < least * all as f64;
        if let Some(ready) = late {
            out.find(c.at(Channel::ads_start))
                .other(c.at(Channel::ready))
                .with("channel", name)
                .with("start", Arg::Date(start))
                .with("ready", Arg::Date(ready));
        } else if few {
            #[allow(clippy::cast_precision_loss)]
            out.find(c.at(Channel::ads_start))
                .says("list")
                .other(c.at(Channel::checklist))
                .with("channel", name)
                .with("start", Arg::Date(start))
                .with("done", Arg::Number(done as f64, 0))
                .with("all", Arg::Number(all as f64, 0));
        } else if c.ready.value().is_none() {
            out.unknown(c.at(Channel::ready));
        } else {
            out.pass();
        }
    }
}

/// # Large page without a register number
///
/// {channel} has {followers}, ads are planned there, and no register number is given. As we knew the Russian rule in October
/// 2025, advertising needs one from {limit} on; check it as of today.
///
/// - Checks: for the Russian market, a page from the limit of followers on with planned advertising has a number in the register.
/// - Why: the law forbids advertising on large pages that are not registered, and to whoever pays for it too.
/// - Example: 14 000 followers, ads from 1 March, no number.
/// - Fix: register the page and put the number in; or leave advertising out. Ask a lawyer how the rule stands now.
///
/// # Большая страница без номера в реестре
///
/// {channel}: {followers}, реклама запланирована, а номера в реестре нет. По правилу, как мы знали его в октябре 2025 года, для
/// рекламы он нужен от {limit}; сверьтесь с законом на сегодня.
///
/// - Что смотрит: для российского рынка у страницы от порога подписчиков с запланированной рекламой есть номер в реестре.
/// - Зачем: закон запрещает рекламу на больших страницах вне реестра, и тому, кто за неё платит, тоже.
/// - Пример: 14 000 подписчиков, реклама с 1 марта, номера нет.
/// - Как исправить: подайте страницу в реестр и впишите номер или откажитесь от рекламы. Спросите юриста, как правило действует сейчас.
pub fn unregistered_page(case: &Case<'_>, out: &mut Out<'_>) {
    if !case.russia() {
        return out.not_applicable(k::review_na::not_russia);
    }
    out.not_applicable(k::review_na::no_ads);
    let limit = out.limit("followers");
    for c in case.channels().filter(|c| !c.ads_start.is_blank()) {
        let Some(n) = c.followers.value() else {
            out.unknown(c.at(Channel::followers));
            continue;
        };
        let right = n < limit || !c.registry.trim().is_empty();
        if let Some(f) = out.judge(right, c.at(Channel::registry)) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let count = |n: f64| Arg::Count(k::review_count::followers, n.max(0.0) as usize);
            f.other(c.at(Channel::ads_start))
                .with("channel", Arg::Row(Channel::TABLE, c.id))
                .with("followers", count(n))
                .with("limit", Arg::Number(limit, 0));
        }
    }
}

/// # Profile that the platform will not take
///
/// The name “{name}” has {n}, {channel} takes {limit}.
///
/// > page: {channel} with goods must be a business page: others cannot sell.
///
/// - Checks: the name in the profile is not longer than the platform takes; an OK page with goods is a business page.
/// - Why: the platform cuts the name in the middle of a word, and goods do not appear at all.
/// - Example: a VK community called by its full legal name.
/// - Fix: shorten the name; choose the right kind of page.
///
/// # Профиль, который площадка не примет
///
/// В названии «{name}» {n}, а {channel} берёт {limit}.
///
/// > page: {channel} с товарами должна быть бизнес-страницей: остальные продавать не могут.
///
/// - Что смотрит: имя в профиле не длиннее, чем берёт площадка; страница в Одноклассниках с товарами — бизнес-страница.
/// - Зачем: площадка обрежет имя посреди слова, а товары не появятся вовсе.
/// - Пример: сообщество ВКонтакте, названное полным юридическим именем.
/// - Как исправить: сократите имя; выберите нужный тип страницы.
pub fn refused_profile(case: &Case<'_>, out: &mut Out<'_>) {
    if case.channels().next().is_none() {
        return out.not_applicable(k::review_na::no_channels);
    }
    for c in case.channels() {
        let channel = Arg::Row(Channel::TABLE, c.id);
        let name = c.profile_name.trim();
        let n = crate::kernel::text::length(name);
        let fact = crate::data::channel(c.platform.id()).and_then(|p| facts::Slot::Name.fact(p));
        let limit =
            fact.and_then(|fact| facts::characters(&case.w.channels, c.platform.id(), fact));
        // A number that nobody vouches for is advice, unless the user has set it.
        let doubtful = fact.is_some_and(|fact| {
            fact.confidence == Confidence::Low
                && facts::correction(&case.w.channels, c.platform.id(), fact.id).is_none()
        });
        #[allow(clippy::cast_precision_loss)]
        if let Some(limit) = limit.filter(|l| n > *l) {
            let f = out.find(c.at(Channel::profile_name));
            if doubtful {
                f.severity(Severity::Hint);
            }
            f.with("name", Arg::Text(name.to_owned()))
                .with("channel", channel.clone())
                .with("n", Arg::Count(k::review_count::characters, n))
                .with("limit", Arg::Number(limit as f64, 0));
        } else if name.is_empty() {
            out.unknown(c.at(Channel::profile_name));
        } else {
            out.pass();
        }
        if c.platform.is("ok") && c.goods {
            if c.page_type.id().is_empty() {
                out.unknown(c.at(Channel::page_type));
            } else if let Some(f) = out.judge(c.page_type.is("business"), c.at(Channel::page_type))
            {
                f.says("page")
                    .other(c.at(Channel::goods))
                    .with("channel", channel);
            }
        }
    }
}

/// # Channel that hangs on one person
///
/// {channel} has only one person: {owner}. If they fall ill or leave, so does the channel.
///
/// > same: {channel}: owner and deputy are one person, {owner}.
///
/// - Checks: every channel in use has an owner and a deputy who is somebody else.
/// - Why: access is lost with the only one who has it, and platforms do not give it back quickly.
/// - Example: the community was made on the page of a student who has left.
/// - Fix: name a deputy and give them the rights today.
///
/// # Канал держится на одном человеке
///
/// {channel}: отвечает только {owner}. Заболеет или уйдёт — уйдёт и канал.
///
/// > same: {channel}: ведёт и подменяет один и тот же человек, {owner}.
///
/// - Что смотрит: у каждого используемого канала есть ответственный и замена, и это разные люди.
/// - Зачем: доступ теряют вместе с единственным, у кого он был, а площадки возвращают его небыстро.
/// - Пример: сообщество создали со страницы студента, который уволился.
/// - Как исправить: назначьте замену и сегодня же дайте ей права.
pub fn single_keeper(case: &Case<'_>, out: &mut Out<'_>) {
    if case.channels().next().is_none() {
        return out.not_applicable(k::review_na::no_channels);
    }
    for c in case.channels() {
        let (owner, deputy) = (c.owner.trim(), c.deputy.trim());
        if owner.is_empty() {
            out.unknown(c.at(Channel::owner));
            continue;
        }
        let same = facts::same_person(owner, deputy);
        if let Some(f) = out.judge(!deputy.is_empty() && !same, c.at(Channel::deputy)) {
            f.other(c.at(Channel::owner))
                .says(if same { "same" } else { "" })
                .with("channel", Arg::Row(Channel::TABLE, c.id))
                .with("owner", Arg::Text(owner.to_owned()));
        }
    }
}
