//! Rules G: channels.

use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::channels::Channel;
use crate::review::{Arg, Case, Out};

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
