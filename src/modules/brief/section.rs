//! The module's section of the document.

use super::budget::{Split, Verdict};
use super::{Access, Brief, Debrief, Event, PastChannel, Product, blocks};
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Column, Figure, Row, RowId};
use crate::modules::Workbook;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut out = Writer::new(w, l);
    let head = |out: &mut Writer<'_>, block: &str| out.heading(2, blocks::title(block));

    head(&mut out, "company");
    out.text(Brief::business);
    out.facts(&[
        Brief::company,
        Brief::age,
        Brief::team_size,
        Brief::place,
        Brief::site,
    ]);

    head(&mut out, "product");
    out.rows(
        Product::TABLE,
        &[(Product::name, 3), (Product::price, 2), (Product::note, 4)],
        k::brief_doc::product_rows,
    );
    out.facts(&[Brief::average_check, Brief::margin, Brief::seasonality]);

    head(&mut out, "usp");
    out.lead(Brief::usp);
    out.list(Brief::proof);

    head(&mut out, "market");
    out.facts(&[Brief::geography]);
    out.prose(Brief::market);
    out.prose(Brief::audience_view);
    out.list(Brief::competitors_view);

    head(&mut out, "experience");
    let past = ids(w, PastChannel::TABLE);
    let columns = [
        (PastChannel::platform, 2),
        (PastChannel::handle, 2),
        (PastChannel::followers, 2),
        (PastChannel::note, 4),
    ];
    out.some_rows(
        PastChannel::TABLE,
        &past,
        &columns,
        l.t(k::brief_doc::past).into(),
    );
    out.facts(&[Brief::past_spend]);
    out.prose(Brief::worked);
    out.prose(Brief::failed);

    head(&mut out, "goals");
    out.lead(Brief::business_goal);
    out.prose(Brief::smm_goal);
    out.prose(Brief::success);
    out.facts(&[Brief::promised_leads, Brief::deadline]);
    budget(&mut out);

    head(&mut out, "limits");
    limits(&mut out);
    out.prose(Brief::assets);
    let accesses = ids(w, Access::TABLE);
    out.some_rows(
        Access::TABLE,
        &accesses,
        &[(Access::name, 4), (Access::state, 2), (Access::who, 2)],
        l.t(k::brief_doc::accesses).into(),
    );

    head(&mut out, "process");
    out.facts(&[
        Brief::approver,
        Brief::approver_backup,
        Brief::approval_hours,
        Brief::rounds,
        Brief::legal_form,
        Brief::legal_name,
        Brief::inn,
    ]);
    let mut events: Vec<&Event> = w.brief.events.iter().collect();
    // Undated events go last.
    events.sort_by_key(|e| (e.date.value().is_none(), e.date.value()));
    let events: Vec<RowId> = events.iter().map(|e| e.id).collect();
    out.some_rows(
        Event::TABLE,
        &events,
        &[(Event::date, 1), (Event::title, 3), (Event::lead, 1)],
        l.t(k::brief_doc::events).into(),
    );

    debrief(&mut out);
    assumptions(&mut out);
    out.finish()
}

fn ids(w: &Workbook, table: crate::kernel::TablePath) -> Vec<RowId> {
    w.rows(table).map(|t| t.ids()).unwrap_or_default()
}

/// The split as a table and a bar; only the total when nothing of it is split.
fn budget(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let split = Split::of(&w.brief);
    let currency = w.currency();
    if split.sum().is_none() {
        out.facts(&[Brief::budget]);
        return;
    }
    let mut rows = split.rows(l, currency);
    let total = out.value(Brief::budget);
    if let Some(total) = total {
        let share = split
            .total
            .and_then(|t| split.share(t))
            .map_or_else(|| "—".into(), |s| l.percent(s, 1));
        rows.push(vec![l.t(k::brief_budget::total).into(), total, share]);
    } else {
        out.missing(Brief::budget);
    }
    let titles = [
        k::brief_budget::what,
        k::brief_budget::amount,
        k::brief_budget::share,
    ]
    .map(|key| l.t(key).to_owned());
    let columns = vec![
        Column::text(&titles[0], 4),
        Column::number(&titles[1], 3),
        Column::number(&titles[2], 2),
    ];
    out.push(Block::Table {
        caption: l.t(k::brief_doc::budget).into(),
        columns,
        rows,
        source: Some(Brief::budget),
    });
    if let Some(drawing) = split.bar(l, true) {
        let mut data = vec![titles.to_vec()];
        data.extend(split.rows(l, currency));
        out.figure(Figure {
            caption: l.t(k::brief_budget::figure).into(),
            drawing,
            data,
            source: Some(Brief::budget),
        });
    }
    if split.verdict() != Verdict::Fits {
        out.note(split.words(l, currency));
    }
}

fn limits(out: &mut Writer<'_>) {
    for path in [
        Brief::taboo_words,
        Brief::taboo_topics,
        Brief::taboo_visuals,
        Brief::taboo_claims,
    ] {
        out.list(path);
    }
    let none = [
        &out.w.brief.taboo_words,
        &out.w.brief.taboo_topics,
        &out.w.brief.taboo_visuals,
        &out.w.brief.taboo_claims,
    ]
    .iter()
    .all(|list| list.iter().all(|s| s.trim().is_empty()));
    if out.w.brief.no_taboos && none {
        out.push(Block::Text {
            text: out.l.t(k::brief_doc::no_taboos).into(),
            source: Some(Brief::no_taboos),
        });
    }
}

/// What is still to be asked, with what it is about.
fn debrief(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let open: Vec<&Debrief> = w
        .brief
        .debrief
        .iter()
        .filter(|d| !d.state.is("answered") && !d.question.trim().is_empty())
        .collect();
    let found: Vec<RowId> = w
        .brief
        .debrief
        .iter()
        .filter(|d| d.state.is("answered") && !d.answer.trim().is_empty())
        .map(|d| d.id)
        .collect();
    if !open.is_empty() || !found.is_empty() {
        out.heading(2, k::brief_doc::debrief);
    }
    let columns = [(Debrief::question, 4), (Debrief::answer, 5)];
    let caption = l.t(k::brief_doc::answers).into();
    out.some_rows(Debrief::TABLE, &found, &columns, caption);
    let Some(first) = open.first() else { return };
    let source = Some(first.at(Debrief::question));
    let rows = open
        .iter()
        .map(|d| {
            let about = blocks::label(&d.field)
                .map_or_else(|| l.t(k::brief_doc::whole), |label| l.label(label));
            let state = out
                .value(d.at(Debrief::state))
                .unwrap_or_else(|| l.t(k::choice::debrief_state::open).into());
            vec![d.question.trim().to_owned(), about.to_owned(), state]
        })
        .collect();
    let columns = vec![
        Column::text(l.t(k::brief_doc::question), 5),
        Column::text(l.t(k::brief_doc::about), 3),
        Column::text(l.t(k::brief_doc::state), 2),
    ];
    out.push(Block::Table {
        caption: l.t(k::brief_doc::questions).into(),
        columns,
        rows,
        source,
    });
}

/// Which of the answers above nobody has confirmed.
fn assumptions(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let guessed = |id: &str| {
        w.brief
            .sources
            .iter()
            .any(|s| s.field == id && s.source.is("assumption"))
    };
    let list: Vec<String> = super::BLOCKS
        .iter()
        .flat_map(|(_, fields)| fields.iter())
        .filter(|id| guessed(id) && blocks::answered(&w.brief, id))
        .filter_map(|id| blocks::label(id))
        .map(|label| {
            format!(
                "{}{}{}",
                l.pick(("«", "“")),
                l.label(label),
                l.pick(("»", "”"))
            )
        })
        .collect();
    if !list.is_empty() {
        out.note(l.fill(k::brief_doc::assumptions, &[("list", &list.join(", "))]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::brief::AnswerSource;

    #[test]
    fn every_unanswered_core_question_is_marked_once() {
        let w = Workbook::default();
        let missing: Vec<String> = section(&w, Locale::Ru)
            .into_iter()
            .filter_map(|b| match b {
                Block::Missing { source, .. } => Some(source.to_string()),
                _ => None,
            })
            .collect();
        let mut want: Vec<String> = Brief::FIELDS
            .iter()
            .filter(|f| f.core)
            .map(|f| format!("brief.{}", f.id))
            .collect();
        want.push("brief.products.0.name".into());
        assert_eq!(missing.len(), want.len());
        assert!(
            want.iter().all(|path| missing.contains(path)),
            "{missing:?}"
        );
    }

    #[test]
    fn the_document_shows_the_split_the_questions_and_the_guesses() {
        let mut w = Workbook::default();
        w.brief.budget = "100".into();
        w.brief.budget_ads = "40".into();
        w.brief.debrief = vec![
            Debrief {
                id: RowId(1),
                question: "Кто платит?".into(),
                field: "budget".into(),
                state: "asked".into(),
                ..Debrief::default()
            },
            Debrief {
                id: RowId(2),
                question: "Закрыт".into(),
                state: "answered".into(),
                ..Debrief::default()
            },
        ];
        w.brief.sources = vec![AnswerSource {
            id: RowId(1),
            field: "budget".into(),
            source: "assumption".into(),
            ..AnswerSource::default()
        }];
        let blocks = section(&w, Locale::Ru);
        let tables: Vec<&Vec<Vec<String>>> = blocks
            .iter()
            .filter_map(|b| match b {
                Block::Table { rows, .. } => Some(rows),
                _ => None,
            })
            .collect();
        assert_eq!(tables[0][1], ["Реклама", "40\u{a0}₽", "40\u{a0}%"]);
        assert_eq!(tables[0][0][1], "не указано");
        assert_eq!(tables[0][5], ["Всего", "100\u{a0}₽", "100\u{a0}%"]);
        assert_eq!(
            *tables[1],
            [["Кто платит?", "Бюджет на весь период", "Ждём ответа"]]
        );
        let notes: Vec<&String> = blocks
            .iter()
            .filter_map(|b| match b {
                Block::Note(text) => Some(text),
                _ => None,
            })
            .collect();
        assert!(notes[0].contains("60\u{a0}₽"), "{notes:?}");
        assert!(notes[1].contains("«Бюджет на весь период»"));
    }
}
