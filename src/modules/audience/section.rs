//! The module's section of the document.

use super::derive::{age, evidence, job, split};
use super::{Audience, Evidence, Persona, PersonaChannel, Segment};
use crate::i18n::{Locale, k};
use crate::kernel::block::Fact;
use crate::kernel::{Block, Path, Row as _, RowId};
use crate::modules::Workbook;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut d = Writer::new(w, l);
    segments(&mut d);
    if d.value(Audience::roles).is_some() {
        d.title(2, l.t(k::audience_doc::roles), Some(Audience::roles));
        d.text(Audience::roles);
    }
    let (personas, anti) = split(w);
    if !personas.is_empty() {
        d.heading(2, k::audience::personas::_self);
    }
    for p in personas {
        persona(&mut d, p);
    }
    if w.audience.personas.is_empty() {
        d.missing_rows(Persona::TABLE);
    }
    if !anti.is_empty() {
        d.heading(2, k::audience_doc::anti);
    }
    for p in anti {
        stranger(&mut d, p);
    }
    d.finish()
}

fn segments(d: &mut Writer<'_>) {
    let columns = [
        (Segment::name, 3),
        (Segment::what, 3),
        (Segment::who, 3),
        (Segment::why, 4),
        (Segment::when, 3),
        (Segment::place, 3),
        (Segment::priority, 2),
    ];
    d.rows(Segment::TABLE, &columns, k::audience_doc::segments);
    let sizes: Vec<Fact> =
        d.w.audience
            .segments
            .iter()
            .filter_map(|s| {
                let size = d.value(s.at(Segment::size))?;
                let source = d.value(s.at(Segment::size_source));
                Some(Fact {
                    label: d.name(Segment::TABLE, s.id),
                    value: source.map_or(size.clone(), |from| format!("{size} — {from}")),
                    link: false,
                    source: Some(s.at(Segment::size)),
                })
            })
            .collect();
    if !sizes.is_empty() {
        d.push(Block::Facts(sizes));
    }
}

/// Facts of a persona, ages and gender in one line.
fn facts(d: &Writer<'_>, p: &Persona, columns: &[&'static str]) -> Vec<Fact> {
    let mut out: Vec<Fact> = columns
        .iter()
        .filter_map(|column| d.fact(p.at(column)))
        .collect();
    for fact in &mut out {
        // The unit stands beside the figure.
        fact.label = fact.label.trim_end_matches(", %").to_owned();
    }
    if let Some(age) = age(d.l, &p.age_from, &p.age_to) {
        let value = match d
            .value(p.at(Persona::gender))
            .filter(|_| !p.gender.is("any"))
        {
            Some(gender) => format!("{age}, {}", gender.to_lowercase()),
            None => age,
        };
        let at = out.len().min(1);
        out.insert(
            at,
            Fact {
                label: d.l.t(k::persona_card::age_label).into(),
                value,
                link: false,
                source: Some(p.at(Persona::age_from)),
            },
        );
    }
    out
}

/// A list when it has items; core ones are marked when they have none.
fn list(d: &mut Writer<'_>, path: Path) {
    if d.value(path).is_some() {
        d.list(path);
    } else {
        d.missing(path);
    }
}

fn persona(d: &mut Writer<'_>, p: &Persona) {
    let (l, at) = (d.l, |column| p.at(column));
    d.title(3, d.name(Persona::TABLE, p.id), Some(at(Persona::name)));
    match job(l, &p.job_when, &p.job_want, &p.job_so) {
        Some(text) => d.push(Block::Lead {
            text,
            source: Some(at(Persona::job_when)),
        }),
        None => d.missing(at(Persona::job_when)),
    }
    let found = facts(
        d,
        p,
        &[
            Persona::role,
            Persona::income,
            Persona::segment,
            Persona::awareness,
            Persona::weight,
        ],
    );
    if !found.is_empty() {
        d.push(Block::Facts(found));
    }
    for column in [Persona::role, Persona::segment, Persona::awareness] {
        d.missing(at(column));
    }
    d.text(at(Persona::situation));
    for column in [
        Persona::pains,
        Persona::gains,
        Persona::objections,
        Persona::triggers,
        Persona::quotes,
    ] {
        list(d, at(column));
    }
    let rest = [
        Persona::jobs_emotional,
        Persona::jobs_social,
        Persona::fears,
        Persona::criteria,
        Persona::likes,
        Persona::thinks,
        Persona::sees,
        Persona::hears,
        Persona::says,
    ];
    let rest: Vec<Fact> = rest
        .into_iter()
        .filter_map(|column| d.fact(at(column)))
        .collect();
    if !rest.is_empty() {
        d.push(Block::Facts(rest));
    }
    let name = d.name(Persona::TABLE, p.id);
    let channels: Vec<RowId> =
        d.w.audience
            .channels
            .iter()
            .filter(|c| c.persona == Some(p.id))
            .map(|c| c.id)
            .collect();
    let columns = [(PersonaChannel::platform, 3), (PersonaChannel::share, 2)];
    d.some_rows(
        PersonaChannel::TABLE,
        &channels,
        &columns,
        l.fill(k::audience_doc::channels, &[("name", &name)]),
    );
    d.note(standing(d, p));
    let found: Vec<RowId> =
        d.w.audience
            .evidence
            .iter()
            .filter(|e| e.persona == Some(p.id) && !e.note.trim().is_empty())
            .map(|e| e.id)
            .collect();
    let columns = [
        (Evidence::kind, 3),
        (Evidence::date, 2),
        (Evidence::note, 6),
    ];
    let caption = l.fill(k::audience_doc::evidence, &[("name", &name)]);
    d.some_rows(Evidence::TABLE, &found, &columns, caption);
    d.missing(at(Persona::status));
}

/// How sure we are of a persona, in one sentence.
fn standing(d: &Writer<'_>, p: &Persona) -> String {
    let (l, found) = (d.l, evidence(d.w, d.l, p.id));
    let list = l.join(&found);
    let by = d.value(p.at(Persona::validate_by));
    let values = |date: &str| {
        l.fill(
            match (found.is_empty(), date.is_empty()) {
                (true, true) => k::audience_doc::hypothesis,
                (true, false) => k::audience_doc::hypothesis_by,
                (false, true) => k::audience_doc::hypothesis_with,
                (false, false) => k::audience_doc::hypothesis_with_by,
            },
            &[("list", &list), ("date", date.trim_end_matches('.'))],
        )
    };
    match (p.status.is("validated"), found.is_empty()) {
        (true, false) => l.fill(k::audience_doc::validated, &[("list", &list)]),
        (true, true) => l.t(k::audience_doc::validated_bare).into(),
        _ => values(&by.unwrap_or_default()),
    }
}

fn stranger(d: &mut Writer<'_>, p: &Persona) {
    d.title(3, d.name(Persona::TABLE, p.id), Some(p.at(Persona::name)));
    let found = facts(d, p, &[Persona::role]);
    if !found.is_empty() {
        d.push(Block::Facts(found));
    }
    d.missing(p.at(Persona::role));
    d.text(p.at(Persona::situation));
    list(d, p.at(Persona::pains));
    list(d, p.at(Persona::signals));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(status: &str) -> Workbook {
        let mut w = Workbook::default();
        w.audience.personas = vec![Persona {
            id: RowId(1),
            name: "Анна".into(),
            status: status.into(),
            validate_by: "2026-12-01".into(),
            ..Persona::default()
        }];
        w
    }

    fn notes(w: &Workbook) -> Vec<String> {
        section(w, Locale::Ru)
            .into_iter()
            .filter_map(|b| match b {
                Block::Note(text) => Some(text),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn an_empty_module_only_marks_what_is_missing() {
        let blocks = section(&Workbook::default(), Locale::En);
        assert!(!blocks.is_empty());
        assert!(
            blocks.iter().all(|b| matches!(b, Block::Missing { .. })),
            "{blocks:?}"
        );
    }

    #[test]
    fn a_hypothesis_says_when_it_is_checked() {
        assert_eq!(
            notes(&one("hypothesis")),
            ["Гипотеза, проверим до 1\u{a0}декабря 2026\u{a0}г."]
        );
    }

    #[test]
    fn a_validated_persona_shows_its_evidence_or_admits_there_is_none() {
        let mut w = one("validated");
        assert_eq!(notes(&w), [Locale::Ru.t(k::audience_doc::validated_bare)]);
        w.audience.evidence = vec![Evidence {
            id: RowId(1),
            persona: Some(RowId(1)),
            kind: "interview".into(),
            count: "6".into(),
            ..Evidence::default()
        }];
        assert_eq!(notes(&w), ["Проверена: 6\u{a0}интервью."]);
    }
}
