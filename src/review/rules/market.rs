//! Rules that lay the market beside our own channels.

use crate::document::{Edit, RowData};
use crate::i18n::k;
use crate::kernel::text::fold;
use crate::kernel::{FastMap, FastSet, Row, RowId, Value};
use crate::modules::audience::{Persona, PersonaChannel};
use crate::modules::channels::Channel;
use crate::modules::competitors::Competitor;
use crate::modules::competitors::measure::rivals;
use crate::modules::sets::PLATFORM;
use crate::review::{Arg, Case, Out};
use std::collections::BTreeSet;

/// # Channel nobody decided about
///
/// {channel}: competitors are there ({found} of {all}) and so are your people ({personas}). You are not, and no reason is given.
///
/// > add: Put {channel} into the channels and decide there
///
/// - Checks: a channel used by most competitors, as many as the limit says, and by a persona is either run or left for a stated reason.
/// - Why: leaving a channel is a decision too, and the client will ask about it first; without a reason it looks forgotten.
/// - Example: four competitors of five post in Telegram, both personas read it, the strategy does not mention it.
/// - Fix: add the channel with its role, or say “not used” and write why.
///
/// # О канале ничего не решили
///
/// {channel}: там уже есть конкуренты ({found} из {all}) и ваши персоны ({personas}). Вас там нет, и почему — не сказано.
///
/// > add: Добавить {channel} в каналы и решить там
///
/// - Что смотрит: канал, где есть персона и большинство конкурентов, сколько велит порог, либо ведут, либо не ведут по названной причине.
/// - Зачем: не идти в канал — тоже решение, и клиент спросит о нём первым; без причины кажется, что канал забыли.
/// - Пример: четыре конкурента из пяти пишут в Telegram, обе персоны его читают, а в стратегии о нём ни слова.
/// - Как исправить: добавьте канал с ролью или отметьте, что не используете его, и напишите почему.
pub fn undecided_channel(case: &Case<'_>, out: &mut Out<'_>) {
    let w = case.w;
    if rivals(w).next().is_none() {
        return out.not_applicable(k::review_na::no_competitors);
    }
    let people = || w.audience.personas.iter().filter(|p| !p.anti);
    let Some(person) = people().next() else {
        return out.not_applicable(k::review_na::no_personas);
    };
    // A competitor measured on several channels has several rows of one name.
    let mut all: BTreeSet<String> = BTreeSet::new();
    let mut there: FastMap<&str, (&Competitor, BTreeSet<String>)> = FastMap::default();
    let mut platforms: Vec<&str> = Vec::new();
    for rival in rivals(w) {
        let platform = rival.platform.id();
        if platform.is_empty() {
            out.unknown(rival.at(Competitor::platform));
            continue;
        }
        let name = match fold(rival.name.trim()) {
            name if name.is_empty() => rival.id.0.to_string(),
            name => name,
        };
        all.insert(name.clone());
        let entry = there.entry(platform).or_insert_with(|| {
            platforms.push(platform);
            (rival, BTreeSet::new())
        });
        entry.1.insert(name);
    }
    let known: FastSet<RowId> = people().map(|p| p.id).collect();
    let mut theirs: FastMap<&str, Vec<&PersonaChannel>> = FastMap::default();
    for c in &w.audience.channels {
        if c.persona.is_some_and(|p| known.contains(&p)) && !c.platform.id().is_empty() {
            theirs.entry(c.platform.id()).or_default().push(c);
        }
    }
    if platforms.is_empty() {
        return;
    }
    if theirs.is_empty() {
        return out.unknown(person.at(Persona::name));
    }
    let ours: FastSet<&str> = case.channels().map(|c| c.platform.id()).collect();
    let free = w.channels.channels.iter().map(|c| c.id.0).max();
    for platform in platforms {
        let Some((rival, names)) = there.get(platform) else {
            continue;
        };
        #[allow(clippy::cast_precision_loss)]
        let (found, of) = (names.len() as f64, all.len() as f64);
        let met = theirs.get(platform);
        let Some(met) = met.filter(|_| found * 100.0 >= of * out.limit("share")) else {
            out.pass();
            continue;
        };
        let mut left = w.channels.channels.iter();
        let left = left.find(|c| c.platform.is(platform));
        let reason = left.is_some_and(|c| !c.why_not.trim().is_empty());
        if reason || ours.contains(platform) {
            out.pass();
            continue;
        }
        let Some(first) = met.first() else {
            continue;
        };
        let read = first.at(PersonaChannel::platform);
        let measured = rival.at(Competitor::platform);
        let personas = met
            .iter()
            .filter_map(|c| Some(Arg::Row(Persona::TABLE, c.persona?)))
            .collect();
        let f = match left {
            Some(c) => out.find(c.at(Channel::why_not)).other(measured),
            None => out.find(read).other(measured),
        };
        f.with("channel", Arg::Choice(&PLATFORM, platform.to_owned()))
            .with("found", Arg::Number(found, 0))
            .with("all", Arg::Number(of, 0))
            .with("personas", Arg::List(personas));
        let id = free.unwrap_or(0).checked_add(1);
        if let Some(id) = id.filter(|_| left.is_none()) {
            f.fix("add", add(w.channels.channels.len(), RowId(id), platform));
        }
    }
}

/// The edits that put a channel behind the others, with nothing but its platform.
fn add(at: usize, row: RowId, platform: &str) -> Vec<Edit> {
    let put = Edit::Insert {
        table: Channel::TABLE,
        at,
        row,
        data: RowData::default(),
    };
    let path = Channel::TABLE.cell(row, Channel::platform);
    let value = Value::Text(platform.to_owned());
    vec![put, Edit::Set { path, value }]
}
