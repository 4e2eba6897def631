//! Choices that the strategy has made and no decision names: what was left is seen in the data, why is not. A client asks
//! about exactly these, so they are put before the user as decisions to write down.

use super::finding::Arg;
use super::language::about;
use crate::i18n::{Locale, k};
use crate::kernel::{ChoiceSet, Key, Path, Row};
use crate::modules::Workbook;
use crate::modules::audience::{Persona, Segment};
use crate::modules::brief::{Brief, PastChannel};
use crate::modules::competitors::Gap;
use crate::modules::content::{Content, MIX, Rubric};
use crate::modules::goals::{Goal, Goals, MODE};
use crate::modules::sets::{CONTENT_CLASS, PLATFORM, STAGE};

/// A choice without a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Silent {
    /// Module it belongs to.
    pub section: &'static str,
    /// Its sentence, with the places `{chosen}` and `{rejected}`.
    pub says: Key,
    /// What was chosen.
    pub chosen: Arg,
    /// What was not.
    pub rejected: Arg,
    /// Where it is seen.
    pub place: Path,
}

impl Silent {
    /// The choice as a sentence.
    pub fn words(&self, w: &Workbook, l: Locale) -> String {
        let (chosen, rejected) = (self.chosen.words(w, l), self.rejected.words(w, l));
        l.fill(
            self.says,
            &[("chosen", chosen.as_str()), ("rejected", rejected.as_str())],
        )
    }
}

/// Every choice without a decision, in the order of the course. A decision names a choice when it stands in the same section
/// and shares a word with what was chosen or given up.
pub fn silent_choices(w: &Workbook) -> Vec<Silent> {
    let found = [
        budget(w),
        past_channels(w),
        gaps(w),
        segments(w),
        mode(w),
        stages(w),
        classes(w),
        mix(w),
    ];
    found
        .into_iter()
        .flatten()
        .filter(|s| !named(w, s))
        .collect()
}

fn named(w: &Workbook, silent: &Silent) -> bool {
    let subject: Vec<_> = Locale::ALL
        .into_iter()
        .flat_map(|l| [silent.chosen.words(w, l), silent.rejected.words(w, l)])
        .map(|words| about(&words))
        .collect();
    w.review.decisions.iter().any(|d| {
        let told = about(&format!("{}\n{}", d.chosen, d.rejected));
        d.section.is(silent.section) && subject.iter().any(|s| !s.is_disjoint(&told))
    })
}

fn options(set: &'static ChoiceSet, keep: impl Fn(&str) -> bool) -> Vec<Arg> {
    let kept = set.options.iter().filter(|o| keep(o.id));
    kept.map(|o| Arg::Choice(set, o.id.to_owned())).collect()
}

/// Something was taken of several things, and something was left: otherwise there was no choice.
fn choice(
    section: &'static str,
    says: Key,
    place: Path,
    chosen: Vec<Arg>,
    rejected: Vec<Arg>,
) -> Option<Silent> {
    (!chosen.is_empty() && !rejected.is_empty()).then_some(Silent {
        section,
        says,
        chosen: Arg::List(chosen),
        rejected: Arg::List(rejected),
        place,
    })
}

/// Money was set aside for some kinds of work and not for others.
fn budget(w: &Workbook) -> Option<Silent> {
    let parts = [
        (Brief::budget_production, k::silent::production),
        (Brief::budget_ads, k::silent::ads),
        (Brief::budget_bloggers, k::silent::bloggers),
        (Brief::budget_tools, k::silent::tools),
    ];
    // Any amount but zero, even one that cannot be read yet.
    let given = |(path, _): &(Path, Key)| w.text(*path).chars().any(|c| matches!(c, '1'..='9'));
    let (some, none): (Vec<_>, Vec<_>) = parts.into_iter().partition(given);
    let place = none.first()?.0;
    let words = |all: Vec<(Path, Key)>| all.into_iter().map(|(_, name)| Arg::Word(name)).collect();
    choice("brief", k::silent::budget, place, words(some), words(none))
}

/// The client was somewhere, and the strategy says nothing of it.
fn past_channels(w: &Workbook) -> Option<Silent> {
    let channels = &w.channels.channels;
    let used = channels.iter().filter(|c| !c.usage.is("no"));
    let used: Vec<&str> = used.map(|c| c.platform.id()).collect();
    let explained = |id: &str| {
        channels
            .iter()
            .any(|c| c.platform.is(id) && !c.why_not.trim().is_empty())
    };
    let left = |p: &&PastChannel| {
        let id = p.platform.id();
        !id.is_empty() && !used.contains(&id) && !explained(id)
    };
    let left: Vec<&PastChannel> = w.brief.past_channels.iter().filter(left).collect();
    let place = left.first()?.at(PastChannel::platform);
    choice(
        "channels",
        k::silent::past,
        place,
        options(&PLATFORM, |id| used.contains(&id)),
        options(&PLATFORM, |id| left.iter().any(|p| p.platform.is(id))),
    )
}

/// Some rows of a table were taken and others left; `column` shows it.
fn rows<'w, R: Row>(
    section: &'static str,
    says: Key,
    column: &'static str,
    all: impl Iterator<Item = &'w R>,
    taken: impl Fn(&R) -> bool,
) -> Option<Silent> {
    let (taken, left): (Vec<&R>, Vec<&R>) = all.partition(|row| taken(row));
    let place = left.first()?.at(column);
    let name = |r: &&R| Arg::Quoted(Box::new(Arg::Row(R::TABLE, r.id())));
    let names = |all: Vec<&R>| all.iter().map(name).collect();
    choice(section, says, place, names(taken), names(left))
}

/// Free topics were found; some were taken, others not.
fn gaps(w: &Workbook) -> Option<Silent> {
    let all = w.competitors.gaps.iter();
    let named = all.filter(|g| !g.topic.trim().is_empty());
    rows("competitors", k::silent::gaps, Gap::rubric, named, |g| {
        g.rubric.is_some()
    })
}

/// Some segments got a persona and others none.
fn segments(w: &Workbook) -> Option<Silent> {
    let served = |s: &Segment| {
        let mut personas = w.audience.personas.iter();
        personas.any(|p: &Persona| !p.anti && p.segment == Some(s.id))
    };
    let all = w.audience.segments.iter();
    rows("audience", k::silent::segments, Segment::name, all, served)
}

/// One way of promotion was chosen.
fn mode(w: &Workbook) -> Option<Silent> {
    let mode = w.goals.mode.id();
    if mode == "brandformance" {
        // Both: nothing was left.
        return None;
    }
    let other = options(&MODE, |id| id != mode && id != "brandformance");
    choice(
        "goals",
        k::silent::mode,
        Goals::mode,
        options(&MODE, |id| id == mode),
        other,
    )
}

/// Some stages of the funnel have a goal and others none.
fn stages(w: &Workbook) -> Option<Silent> {
    let has = |id: &str| w.goals.goals.iter().any(|g| g.stage.is(id));
    let place = w.goals.goals.first()?.at(Goal::stage);
    choice(
        "goals",
        k::silent::stages,
        place,
        options(&STAGE, has),
        options(&STAGE, |id| !has(id)),
    )
}

/// Some tasks of content have a rubric and others none.
fn classes(w: &Workbook) -> Option<Silent> {
    let has = |id: &str| w.content.rubrics.iter().any(|r| r.class.is(id));
    let place = w.content.rubrics.first()?.at(Rubric::class);
    choice(
        "content",
        k::silent::classes,
        place,
        options(&CONTENT_CLASS, has),
        options(&CONTENT_CLASS, |id| !has(id)),
    )
}

/// A ready-made mix was taken.
fn mix(w: &Workbook) -> Option<Silent> {
    let mix = w.content.mix.id();
    if mix == "own" {
        return None;
    }
    choice(
        "content",
        k::silent::mix,
        Content::mix,
        options(&MIX, |id| id == mix),
        options(&MIX, |id| id != mix && id != "own"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_json;

    fn workbook(modules: &str) -> Workbook {
        let text = format!("{{\"format\":\"planerka\",\"schema\":1,\"modules\":{modules}}}");
        from_json(text.as_bytes()).unwrap().workbook
    }

    fn sections(w: &Workbook) -> Vec<&'static str> {
        silent_choices(w).iter().map(|s| s.section).collect()
    }

    #[test]
    fn an_empty_workbook_has_chosen_nothing() {
        assert_eq!(silent_choices(&Workbook::default()), []);
    }

    #[test]
    fn money_for_ads_alone_is_a_choice_and_zero_is_none() {
        let w = workbook(r#"{"brief":{"budget_ads":"40000","budget_bloggers":"0"}}"#);
        let found = silent_choices(&w);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, Brief::budget_production);
        let words = found[0].words(&w, Locale::En);
        assert_eq!(
            words,
            "In the budget: advertising. Not in it: production, bloggers and tools."
        );
        assert_eq!(
            sections(&workbook(r#"{"brief":{"budget_ads":"0"}}"#)),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn a_decision_of_the_same_section_that_names_it_ends_the_silence() {
        let goals = r#""goals":{"goals":[{"id":1,"stage":"awareness"}]}"#;
        assert_eq!(sections(&workbook(&format!("{{{goals}}}"))), ["goals"]);
        let decided = |section: &str, rejected: &str| {
            let row = format!(r#"{{"id":5,"section":"{section}","rejected":"{rejected}"}}"#);
            sections(&workbook(&format!(
                r#"{{{goals},"review":{{"decisions":[{row}]}}}}"#
            )))
        };
        let stage = Locale::Ru.option(&STAGE, "conversion");
        assert_eq!(decided("goals", &stage), Vec::<&str>::new());
        assert_eq!(decided("goals", "Ежедневные публикации"), ["goals"]);
        assert_eq!(decided("content", &stage), ["goals"]);
    }

    #[test]
    fn a_channel_of_the_past_is_asked_about_until_a_reason_is_given() {
        let past = r#""brief":{"past_channels":[{"id":1,"platform":"ok"}]}"#;
        let with = |channels: &str| {
            let text = format!(
                r#"{{{past},"channels":{{"channels":[{{"id":2,"platform":"vk","usage":"yes"}}{channels}]}}}}"#
            );
            sections(&workbook(&text))
        };
        assert_eq!(with(""), ["channels"]);
        assert_eq!(
            with(r#",{"id":3,"platform":"ok","usage":"no"}"#),
            ["channels"]
        );
        let reason = r#",{"id":3,"platform":"ok","usage":"no","why_not":"Нет нашей персоны"}"#;
        assert_eq!(with(reason), Vec::<&str>::new());
        assert_eq!(
            with(r#",{"id":3,"platform":"ok","usage":"later"}"#),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn segments_gaps_mode_classes_and_mix_are_choices() {
        let w = workbook(
            r#"{"audience":{"segments":[{"id":1,"name":"A"},{"id":2,"name":"B"}],"personas":[{"id":3,"segment":1},{"id":4,"segment":2,"anti":true}]},
            "competitors":{"gaps":[{"id":5,"topic":"T","rubric":7},{"id":6,"topic":"U"}]},
            "goals":{"mode":"branding"},
            "content":{"mix":"forty","rubrics":[{"id":7,"class":"sell"}]}}"#,
        );
        assert_eq!(
            sections(&w),
            ["competitors", "audience", "goals", "content", "content"]
        );
        for silent in silent_choices(&w) {
            for l in Locale::ALL {
                assert!(!silent.words(&w, l).contains('{'));
            }
            assert!(w.get(silent.place).is_some());
        }
        assert_eq!(
            sections(&workbook(r#"{"goals":{"mode":"brandformance"}}"#)),
            Vec::<&str>::new()
        );
        // All segments served by people who are wanted: nothing was left.
        let w = workbook(
            r#"{"audience":{"segments":[{"id":1,"name":"A"}],"personas":[{"id":3,"segment":1}]}}"#,
        );
        assert_eq!(silent_choices(&w), []);
    }
}
