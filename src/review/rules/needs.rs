//! Rules C8 and E8: what the personas need, and what of the content speaks of it.

use crate::document::{Edit, RowData};
use crate::i18n::k;
use crate::kernel::{Row, RowId, Value};
use crate::modules::audience::Persona;
use crate::modules::content::{Rubric, Topic};
use crate::review::language::about;
use crate::review::needs::{Need, ideas, needs, percent, post, weigh};
use crate::review::{Arg, Case, Out};
use std::collections::BTreeSet;

/// # Pain without an answer
///
/// {persona}: nothing answers “{what}”. The nearest rubric, topic or post has {share} of its words, the limit is {limit}.
///
/// > none: {persona}: nothing answers “{what}”: not one of its words is in a rubric, a topic or a post for this persona.
/// > several: {persona}, {field}: {n} of {all} have no answer in rubrics, topics and posts. Begin with “{what}”.
/// > note: Put what has no answer into the topics bank
///
/// - Checks: the first pains and objections of every persona, as many as the limit says, come up in a rubric, a topic or a post for this persona. Words are compared by their stems.
/// - Why: people read about what bothers them; a pain that the plan never mentions was written down for nothing.
/// - Example: “I am afraid to call a master at home”, and not one post about who comes and how.
/// - Fix: make a topic of it, or write the answer into the need of a rubric; if it is said in other words, mute the remark.
///
/// # Боль без ответа
///
/// {persona}: на «{what}» ничто не отвечает. В ближайшем тексте {share} этих слов, порог {limit}.
///
/// > none: {persona}: на «{what}» ничто не отвечает. В рубриках, темах и постах для этой персоны нет ни одного из этих слов.
/// > several: {persona}, {field}: в рубриках, темах и постах без ответа {n} из {all}. Начните с «{what}».
/// > note: Записать в банк тем всё, что осталось без ответа
///
/// - Что смотрит: первые боли и возражения каждой персоны, не больше порога, звучат в рубрике, теме или посте для неё. Слова сравниваются по основам.
/// - Зачем: читают о том, что беспокоит; боль, о которой план молчит, выписали зря.
/// - Пример: «Страшно звать мастера домой», и ни одного поста о том, кто придёт и как всё будет.
/// - Как исправить: сделайте из неё тему или впишите ответ в потребность рубрики; если он сказан другими словами, уберите замечание.
pub fn unanswered_pain(case: &Case<'_>, out: &mut Out<'_>) {
    let w = case.w;
    let (held, top) = (out.limit("held"), out.limit("top"));
    let mut personas = w.audience.personas.iter().filter(|p| !p.anti).peekable();
    if personas.peek().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let mut content = ideas(&w.content)
        .chain(case.texts().map(|(p, read)| post(p, read.said.clone())))
        .peekable();
    if content.peek().is_none() {
        return out.not_applicable(k::review_na::no_rubrics);
    }
    let mut all: Vec<Need<'_>> = Vec::new();
    for persona in personas {
        for (list, column) in [
            (&persona.pains, Persona::pains),
            (&persona.objections, Persona::objections),
        ] {
            let before = all.len();
            all.extend(needs(persona, list, column, top));
            if all.len() == before {
                out.unknown(persona.at(column));
            }
        }
    }
    weigh(&mut all, &mut content, held);
    for list in all.chunk_by(|a, b| a.place == b.place) {
        let open: Vec<&Need<'_>> = list.iter().filter(|n| n.share < held).collect();
        (open.len()..list.len()).for_each(|_| out.pass());
        let Some(first) = open.first() else { continue };
        let f = out.find(first.place);
        if let Some(near) = first.near {
            f.other(near);
        }
        #[allow(clippy::cast_precision_loss)]
        f.says(match (open.len(), first.near) {
            (1, None) => "none",
            (1, Some(_)) => "",
            _ => "several",
        })
        .with("persona", Arg::Row(Persona::TABLE, first.persona.id))
        .with("field", Arg::Field(first.place))
        .with("what", Arg::Text(first.said.to_owned()))
        .with("n", Arg::Number(open.len() as f64, 0))
        .with("all", Arg::Number(list.len() as f64, 0))
        .with("share", Arg::Percent(first.share.round()))
        .with("limit", Arg::Percent(held))
        .fix("note", topics(case, &open));
    }
}

/// Edits that put needs into the topics bank, for their persona and in the first rubric that is for it.
fn topics(case: &Case<'_>, needs: &[&Need<'_>]) -> Vec<Edit> {
    let content = &case.w.content;
    let last = content.topics.iter().map(|t| t.id.0).max().unwrap_or(0);
    let ids = last.saturating_add(1)..=RowId::MAX;
    let insert = |(nth, (need, id)): (usize, (&&Need<'_>, u64))| {
        let persona = need.persona.id;
        let mut rubrics = content.rubrics.iter();
        let rubric = rubrics.find(|r| r.personas.contains(&persona));
        Edit::Insert {
            table: Topic::TABLE,
            at: content.topics.len() + nth,
            row: RowId(id),
            data: RowData {
                cells: vec![
                    Value::text(need.said),
                    Value::Ref(rubric.map(|r| r.id)),
                    Value::Ref(Some(persona)),
                ],
                ..RowData::default()
            },
        }
    };
    needs.iter().zip(ids).enumerate().map(insert).collect()
}

/// Everything a persona needs, fears and hopes, as stems.
fn wishes(p: &Persona) -> Vec<BTreeSet<String>> {
    let job = format!("{} {} {}", p.job_when, p.job_want, p.job_so);
    let lists = [
        &p.pains,
        &p.gains,
        &p.objections,
        &p.fears,
        &p.jobs_emotional,
        &p.jobs_social,
        &p.triggers,
        &p.criteria,
    ];
    let lines = lists.into_iter().flatten().map(String::as_str);
    lines
        .chain([job.as_str()])
        .map(about)
        .filter(|stems| !stems.is_empty())
        .collect()
}

/// # Rubric for a need that nobody has
///
/// “{rubric}” answers a need that its personas do not have ({personas}): {share} of the words in common with their pains,
/// gains and tasks, the limit is {limit}.
///
/// > none: “{rubric}” answers a need that its personas do not have ({personas}): not one word in common with their pains, gains and tasks.
///
/// - Checks: the need of every rubric resembles a pain, a gain, a fear, an objection or a task of a persona it is for.
/// - Why: a rubric for a need that nobody voiced is read by its author.
/// - Example: the personas fear queues, and the rubric answers “an interest in the history of coffee”.
/// - Fix: write the need in the persona's words, choose other personas, or add the need to the persona if people do voice it.
///
/// # Рубрика для ничьей потребности
///
/// Рубрика «{rubric}» отвечает на то, чего нет у её персон ({personas}): с их болями, выгодами и задачами у неё {share} общих
/// слов, порог {limit}.
///
/// > none: Рубрика «{rubric}» отвечает на то, чего нет у её персон ({personas}): с их болями, выгодами и задачами у неё ни одного общего слова.
///
/// - Что смотрит: потребность каждой рубрики похожа на боль, выгоду, страх, возражение или задачу персоны, для которой она.
/// - Зачем: рубрику о том, чего никто не просил, читает только её автор.
/// - Пример: персоны боятся очередей, а рубрика отвечает на «интерес к истории кофе».
/// - Как исправить: напишите потребность словами персоны, выберите других персон или допишите её персоне, если люди об этом правда говорят.
pub fn foreign_need(case: &Case<'_>, out: &mut Out<'_>) {
    let rubrics = &case.w.content.rubrics;
    if rubrics.is_empty() {
        return out.not_applicable(k::review_na::no_rubrics);
    }
    let addressed = case.w.audience.personas.iter().filter(|p| !p.anti);
    let wishes: Vec<_> = addressed.map(|p| (p, wishes(p))).collect();
    if wishes.is_empty() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let limit = out.limit("alike");
    for rubric in rubrics {
        let need = about(&rubric.need);
        if need.is_empty() {
            out.unknown(rubric.at(Rubric::need));
            continue;
        }
        let named = wishes.iter().any(|(p, _)| rubric.personas.contains(&p.id));
        let for_whom: Vec<_> = wishes
            .iter()
            .filter(|(p, _)| !named || rubric.personas.contains(&p.id))
            .collect();
        // Of the shorter of the two: a need may list several pains, or name one in a word.
        let best = for_whom
            .iter()
            .flat_map(|(p, all)| all.iter().map(move |wish| (p, wish)))
            .map(|(p, wish)| {
                let both = need.intersection(wish).count();
                (percent(both, need.len().min(wish.len())), p)
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let fits = best.is_some_and(|(share, _)| share >= limit);
        // Who has said nothing yet may have this very need.
        let silent = for_whom.iter().find(|(_, all)| all.is_empty());
        if let Some((silent, _)) = silent.filter(|_| !fits) {
            out.unknown(silent.at(Persona::pains));
            continue;
        }
        let Some((share, nearest)) = best else {
            continue;
        };
        if let Some(f) = out.judge(fits, rubric.at(Rubric::need)) {
            let names = for_whom
                .iter()
                .map(|(p, _)| Arg::Row(Persona::TABLE, p.id))
                .collect();
            f.says(if share > 0.0 { "" } else { "none" })
                .other(nearest.at(Persona::pains))
                .with("rubric", Arg::Row(Rubric::TABLE, rubric.id))
                .with("personas", Arg::List(names))
                .with("share", Arg::Percent(share.round()))
                .with("limit", Arg::Percent(limit));
        }
    }
}
