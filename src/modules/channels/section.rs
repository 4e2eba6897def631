//! The module's section of the document.

use super::facts::{self, Ads, Slot};
use super::{ADS_ALLOWED, Channel, Channels};
use crate::data;
use crate::document::answered;
use crate::i18n::{Locale, k};
use crate::kernel::block::Fact;
use crate::kernel::{Block, Column, Row};
use crate::modules::Workbook;
use crate::modules::goals::Goal;
use crate::report::Writer;

/// In a channel that is not used only these questions are asked.
const UNUSED: [&str; 3] = [Channel::platform, Channel::usage, Channel::why_not];
/// Limits of post texts printed at most.
const TEXTS: usize = 2;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    out.heading(2, k::channels_doc::decisions);
    if w.channels.channels.is_empty() {
        out.missing_rows(Channel::TABLE);
    }
    decisions(&mut out);
    out.prose(Channels::rules);
    for channel in w.channels.channels.iter().filter(|c| c.used()) {
        card(&mut out, channel);
    }
    for channel in w.channels.channels.iter().filter(|c| !c.used()) {
        missing(&mut out, channel);
    }
    out.finish()
}

fn name(out: &Writer<'_>, channel: &Channel) -> String {
    facts::plain_name(&out.name(Channel::TABLE, channel.id))
}

/// Marks the core questions that have no answer.
fn missing(out: &mut Writer<'_>, channel: &Channel) {
    let place = Channel::TABLE.to_string();
    let unused = matches!(channel.usage.id(), "no" | "later");
    for field in Channel::COLUMNS {
        let asked = if unused {
            UNUSED.contains(&field.id)
        } else {
            field.core
        };
        if asked && !answered(channel, &place, field) {
            let label = out.l.fill(
                k::channels_doc::missing,
                &[
                    ("row", &name(out, channel)),
                    ("field", out.l.label(field.label)),
                ],
            );
            out.push(Block::Missing {
                label,
                source: channel.at(field.id),
            });
        }
    }
}

/// Advertising in words; nothing where there is nothing to say.
fn ads_words(out: &Writer<'_>, channel: &Channel) -> Option<String> {
    match facts::ads(out.w, channel) {
        Ads::Known(id) => Some(out.l.option(&ADS_ALLOWED, id)),
        Ads::Unclear => Some(out.l.t(k::channels_doc::ads_unknown).into()),
        Ads::NoData => None,
    }
}

fn decisions(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let Some(first) = w.channels.channels.first() else {
        return;
    };
    let dash = || "—".to_owned();
    // What is used comes first, then what may be, then what is turned down.
    let order = |c: &&Channel| {
        ["yes", "later", "", "no"]
            .iter()
            .position(|id| c.usage.is(id))
    };
    let mut sorted: Vec<&Channel> = w.channels.channels.iter().collect();
    sorted.sort_by_key(order);
    let rows = sorted
        .iter()
        .map(|c| {
            let text = |column| out.value(c.at(column));
            let used = c.used();
            let decision: Vec<String> = [
                text(Channel::usage),
                text(Channel::role)
                    .filter(|_| used)
                    .map(|r| r.to_lowercase()),
            ]
            .into_iter()
            .flatten()
            .collect();
            let reason = if matches!(c.usage.id(), "no" | "later") {
                text(Channel::why_not).or_else(|| text(Channel::why))
            } else {
                text(Channel::why)
            };
            let cell = |value: Option<String>| value.filter(|v| !v.is_empty()).unwrap_or_else(dash);
            vec![
                name(out, c),
                cell(Some(decision.join(", "))),
                cell(reason),
                cell(text(Channel::personas).filter(|_| used)),
                cell(text(Channel::per_week).filter(|_| used)),
                cell(ads_words(out, c)),
            ]
        })
        .collect();
    use k::channels::channels as c;
    let columns = vec![
        Column::text(l.t(k::channels_doc::channel), 4),
        Column::text(l.t(k::channels_doc::decision), 3),
        Column::text(l.t(k::channels_doc::reason), 7),
        Column::text(l.t(c::personas), 3),
        Column::number(l.t(c::per_week), 3),
        Column::text(l.t(k::channels_doc::ads), 4),
    ];
    out.push(Block::Table {
        caption: l.t(k::channels_doc::caption).into(),
        columns,
        rows,
        source: Some(first.at(Channel::usage)),
    });
}

/// One used channel.
fn card(out: &mut Writer<'_>, channel: &Channel) {
    let (w, l) = (out.w, out.l);
    let title = name(out, channel);
    out.title(2, title, Some(channel.at(Channel::platform)));
    let mut facts: Vec<Fact> = [
        Channel::profile_name,
        Channel::handle,
        Channel::url,
        Channel::followers,
        Channel::cta,
        Channel::link,
        Channel::goals,
        Channel::owner,
        Channel::deputy,
        Channel::page_type,
        Channel::goods,
        Channel::registry,
        Channel::ready,
        Channel::ads_start,
    ]
    .into_iter()
    .filter_map(|column| {
        let mut fact = out.fact(channel.at(column))?;
        if column == Channel::goals {
            // Goals are sentences: a comma would run them together.
            let names: Vec<String> = channel
                .goals
                .iter()
                .map(|g| out.name(Goal::TABLE, *g))
                .collect();
            fact.value = names.join("; ");
        }
        Some(fact)
    })
    .collect();
    let (done, of) = facts::checklist(channel);
    if of > 0 {
        let value = l.fill(
            k::channel_page::done,
            &[("n", &done.to_string()), ("of", &of.to_string())],
        );
        let source = Some(channel.at(Channel::checklist));
        facts.push(Fact {
            label: l.t(k::channels_doc::checklist).into(),
            value,
            link: false,
            source,
        });
    }
    out.push(Block::Facts(facts));
    for column in [Channel::bio, Channel::pinned, Channel::adaptation] {
        // Core questions are marked together below.
        if out.value(channel.at(column)).is_some() {
            out.prose(channel.at(column));
        }
    }
    let Some(platform) = data::channel(channel.platform.id()) else {
        missing(out, channel);
        return;
    };
    let proofs: Vec<String> = w
        .channels
        .proofs
        .iter()
        .filter(|p| p.channel == Some(channel.id) && !p.note.trim().is_empty())
        .map(|p| {
            let item = platform.items().find(|i| i.id == p.item);
            let item = item.map_or(p.item.as_str(), |i| l.pick(i.name));
            format!("{item}: {}", p.note.trim())
        })
        .collect();
    if !proofs.is_empty() {
        out.push(Block::List {
            title: l.t(k::channels_doc::proofs).into(),
            items: proofs,
            source: Some(channel.at(Channel::checklist)),
        });
    }
    // The list of what is left helps only once the work has begun.
    let left: Vec<String> = platform
        .items()
        .filter(|i| !channel.checklist.iter().any(|c| c == i.id))
        .map(|i| l.pick(i.name).to_owned())
        .collect();
    if done > 0 && !left.is_empty() {
        let source = Some(channel.at(Channel::checklist));
        out.push(Block::List {
            title: l.t(k::channels_doc::left).into(),
            items: left,
            source,
        });
    }
    missing(out, channel);
    limits(out, platform);
}

/// Limits of the profile and of post texts, each with the date it was known.
fn limits(out: &mut Writer<'_>, platform: &'static data::Channel) {
    let (w, l) = (out.w, out.l);
    let profile = Slot::ALL.iter().filter_map(|s| s.fact(platform));
    let texts = platform
        .limits
        .iter()
        .filter(|f| f.unit == "chars")
        .take(TEXTS);
    let list: Vec<String> = profile
        .chain(texts)
        .filter_map(|fact| {
            let limit = facts::limit(&w.channels, platform.id, fact);
            let value = facts::value_words(l, fact, limit.value)?;
            let own = facts::correction(&w.channels, platform.id, fact.id).filter(|_| limit.own);
            let name = l.pick(fact.name).to_lowercase();
            let date = facts::date_words(l, fact.as_of);
            Some(match own {
                Some(o) => {
                    let date = out.value(o.at(super::LimitOverride::date));
                    let source: Vec<String> = [
                        Some(o.source.trim().to_owned()).filter(|s| !s.is_empty()),
                        date,
                    ]
                    .into_iter()
                    .flatten()
                    .collect();
                    let source = if source.is_empty() {
                        "—".to_owned()
                    } else {
                        source.join(", ")
                    };
                    l.fill(
                        k::channels_doc::limit_own,
                        &[("name", &name), ("value", &value), ("source", &source)],
                    )
                }
                None => {
                    let key = if facts::unverified(fact.confidence) {
                        k::channels_doc::limit_unverified
                    } else {
                        k::channels_doc::limit
                    };
                    l.fill(key, &[("name", &name), ("value", &value), ("date", &date)])
                }
            })
        })
        .collect();
    if !list.is_empty() {
        out.note(l.fill(k::channels_doc::limits, &[("list", &list.join("; "))]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;

    fn labels(w: &Workbook) -> Vec<&'static str> {
        section(w, Locale::En)
            .iter()
            .filter_map(|b| match b {
                Block::Missing { source, .. } => Some(source.column()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn an_unused_channel_is_asked_only_why_not() {
        let mut w = Workbook::default();
        assert_eq!(section(&w, Locale::Ru).len(), 2);
        w.channels.channels.push(Channel {
            id: RowId(1),
            platform: "instagram".into(),
            usage: "no".into(),
            ..Channel::default()
        });
        assert_eq!(labels(&w), [Channel::why_not]);
        w.channels.channels[0].why_not = "x".into();
        assert!(labels(&w).is_empty());
        w.channels.channels[0].usage = "yes".into();
        assert!(labels(&w).contains(&Channel::owner) && !labels(&w).contains(&Channel::why_not));
    }

    #[test]
    fn names_carry_no_asterisk_of_their_own_and_limits_their_date() {
        let mut w = Workbook::default();
        w.channels.channels.push(Channel {
            id: RowId(1),
            platform: "instagram".into(),
            usage: "yes".into(),
            ..Channel::default()
        });
        let blocks = section(&w, Locale::Ru);
        let title = blocks
            .iter()
            .any(|b| matches!(b, Block::Heading { text, .. } if text == "Instagram"));
        assert!(title, "{blocks:?}");
        let note = blocks.iter().find_map(|b| match b {
            Block::Note(text) => Some(text.replace('\u{a0}', " ")),
            _ => None,
        });
        let note = note.unwrap();
        assert!(
            note.contains("150 знаков (") && note.contains("2025") | note.contains("2026"),
            "{note}"
        );
    }
}
