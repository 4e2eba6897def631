//! The module's section of the document.

use super::measure::{
    self, brand, comparable, formula, gap_text, gaps, medians_text, ordered, warning_text, warnings,
};
use super::{Competitor, Competitors, Gap, Takeaway, TopPost, map};
use crate::i18n::{Locale, k};
use crate::kernel::block::Figure;
use crate::kernel::{Block, Column, Path, Row as _, RowId};
use crate::modules::Workbook;
use crate::report::Writer;

/// Blocks of the section, in the document's language.
pub fn section(w: &Workbook, l: Locale) -> Vec<Block> {
    let mut d = Writer::new(w, l);
    if d.value(Competitors::trends).is_some() {
        d.text(Competitors::trends);
    }
    matrix(&mut d);
    position(&mut d);
    swot(&mut d);
    room(&mut d);
    takeaways(&mut d);
    d.finish()
}

fn cell(row: RowId, column: &'static str) -> Path {
    Competitor::TABLE.cell(row, column)
}

fn matrix(d: &mut Writer<'_>) {
    let brands = ordered(d.w);
    let Some(first) = brands.first() else {
        d.missing_rows(Competitor::TABLE);
        return;
    };
    let source = Some(cell(first.id, Competitor::name));
    let main = formula(d.w);
    let mut marked = false;
    let columns: [(&'static str, bool, u8); 7] = [
        (Competitor::name, false, 4),
        (Competitor::kind, false, 3),
        (Competitor::followers, true, 3),
        (Competitor::posts_per_week, true, 2),
        (Competitor::er, true, 2),
        (Competitor::response_hours, true, 3),
        (Competitor::tone, false, 5),
    ];
    let rows = brands
        .iter()
        .map(|c| {
            columns
                .iter()
                .map(|(column, ..)| {
                    let shown = d.value(cell(c.id, column)).unwrap_or_else(|| "—".into());
                    let foreign = *column == Competitor::er
                        && c.er.value().is_some()
                        && comparable(c, column, main.as_deref()).is_none();
                    marked |= foreign;
                    if foreign {
                        format!("{shown}\u{a0}*")
                    } else {
                        shown
                    }
                })
                .collect()
        })
        .collect();
    let head = columns
        .iter()
        .map(|(column, numeric, weight)| Column {
            title: measure::measure(d.l, column).into(),
            numeric: *numeric,
            weight: *weight,
        })
        .collect();
    d.push(Block::Table {
        caption: d.l.t(k::competitors_doc::matrix).into(),
        columns: head,
        rows,
        source,
    });
    if let Some(text) = medians_text(d.w, d.l, k::competitors_doc::medians) {
        d.say(text);
    }
    if marked {
        d.note(d.l.t(k::competitors_doc::other_mark));
    }
    for warning in warnings(d.w, d.l) {
        d.note(warning_text(d.l, &warning));
    }
    let columns = [
        (Competitor::name, 3),
        (Competitor::platform, 2),
        (Competitor::handle, 3),
        (Competitor::url, 4),
        (Competitor::ads, 4),
    ];
    let told = |c: &&Competitor| {
        columns[1..]
            .iter()
            .any(|(column, _)| d.value(cell(c.id, column)).is_some())
    };
    let all: Vec<RowId> = brands.iter().copied().filter(told).map(|c| c.id).collect();
    let caption = d.l.t(k::competitors_doc::places).into();
    d.some_rows(Competitor::TABLE, &all, &columns, caption);
    let points: Vec<RowId> = brands
        .iter()
        .filter(|c| !measure::is_own(c))
        .filter(|c| !c.strengths.is_empty() || !c.weaknesses.is_empty())
        .map(|c| c.id)
        .collect();
    let columns = [
        (Competitor::name, 2),
        (Competitor::strengths, 4),
        (Competitor::weaknesses, 4),
    ];
    d.some_rows(
        Competitor::TABLE,
        &points,
        &columns,
        d.l.t(k::competitors_doc::points).into(),
    );

    // Best posts in the order of the brands.
    let posts: Vec<RowId> = brands
        .iter()
        .flat_map(|c| {
            d.w.competitors
                .top_posts
                .iter()
                .filter(|p| p.competitor == Some(c.id))
        })
        .map(|p| p.id)
        .collect();
    let columns = [
        (TopPost::competitor, 2),
        (TopPost::title, 3),
        (TopPost::why, 4),
        (TopPost::url, 3),
    ];
    d.some_rows(
        TopPost::TABLE,
        &posts,
        &columns,
        d.l.t(k::competitors_doc::best).into(),
    );
}

fn position(d: &mut Writer<'_>) {
    if let Some(map) = map::map(d.w, d.l, false) {
        d.heading(2, k::map_page::_self);
        d.figure(Figure {
            caption: map.drawing.title.clone(),
            drawing: map.drawing,
            data: map.data,
            source: Some(Competitors::map_x),
        });
        if !map.off.is_empty() {
            d.note(d.l.fill(k::map_page::off, &[("brands", &d.l.join(&map.off))]));
        }
    }
    d.missing(Competitors::map_x);
    d.missing(Competitors::map_y);
}

fn swot(d: &mut Writer<'_>) {
    let lists = [
        Competitors::strengths,
        Competitors::weaknesses,
        Competitors::opportunities,
        Competitors::threats,
    ];
    if lists.iter().any(|path| d.value(*path).is_some()) {
        d.heading(2, k::swot_page::_self);
    }
    for path in lists {
        d.list(path);
    }
}

fn room(d: &mut Writer<'_>) {
    let items: Vec<String> = gaps(d.w)
        .iter()
        .map(|gap| gap_text(d.l, gap, true))
        .collect();
    let topics: Vec<RowId> = d.w.competitors.gaps.iter().map(|g| g.id).collect();
    if !items.is_empty() || !topics.is_empty() {
        d.heading(2, k::competitors_doc::gaps);
    }
    if !items.is_empty() {
        d.push(Block::List {
            title: d.l.t(k::gap_page::computed).into(),
            items,
            source: None,
        });
    }
    let columns = [(Gap::topic, 4), (Gap::evidence, 4), (Gap::rubric, 3)];
    d.rows(Gap::TABLE, &columns, k::competitors_doc::topics);
}

fn takeaways(d: &mut Writer<'_>) {
    let w = d.w;
    let found = &w.competitors.takeaways;
    let Some(first) = found.first() else {
        d.missing_rows(Takeaway::TABLE);
        return;
    };
    d.heading(2, k::competitors::takeaways::_self);
    let at = |t: &Takeaway, column| Takeaway::TABLE.cell(t.id, column);
    let rows = found
        .iter()
        .map(|t| {
            let finding = d
                .value(at(t, Takeaway::finding))
                .unwrap_or_else(|| "—".into());
            let whose = t
                .competitor
                .and_then(|id| w.competitors.competitors.iter().find(|c| c.id == id));
            let places: Vec<String> = [Takeaway::rubric, Takeaway::channel, Takeaway::goal]
                .into_iter()
                .filter_map(|column| d.value(at(t, column)))
                .collect();
            vec![
                whose.map_or(finding.clone(), |c| format!("{}: {finding}", brand(c, d.l))),
                d.value(at(t, Takeaway::decision))
                    .unwrap_or_else(|| "—".into()),
                if places.is_empty() {
                    "—".into()
                } else {
                    places.join("; ")
                },
            ]
        })
        .collect();
    let columns = vec![
        Column::text(d.l.t(k::competitors_doc::finding), 4),
        Column::text(d.l.t(k::competitors_doc::decision), 4),
        Column::text(d.l.t(k::competitors_doc::place), 3),
    ];
    let source = Some(at(first, Takeaway::finding));
    d.push(Block::Table {
        caption: d.l.t(k::competitors_doc::takeaways).into(),
        columns,
        rows,
        source,
    });
    for t in found {
        d.missing(at(t, Takeaway::decision));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_module_only_marks_what_is_missing() {
        let blocks = section(&Workbook::default(), Locale::Ru);
        assert!(!blocks.is_empty());
        assert!(
            blocks.iter().all(|b| matches!(b, Block::Missing { .. })),
            "{blocks:?}"
        );
    }

    #[test]
    fn a_rate_of_another_formula_is_marked_in_the_table() {
        use super::measure::brand_row;
        let mut w = Workbook::default();
        w.competitors.competitors = vec![
            brand_row(1, "A", "direct", "100", "2", "er_view"),
            brand_row(2, "B", "direct", "200", "4", "er_view"),
            brand_row(3, "C", "direct", "300", "90", "tg_err"),
        ];
        let blocks = section(&w, Locale::En);
        let Some(Block::Table { rows, .. }) = blocks.first() else {
            panic!("{blocks:?}")
        };
        let rates: Vec<&str> = rows.iter().map(|r| r[4].as_str()).collect();
        assert_eq!(rates, ["2%", "4%", "90%\u{a0}*"]);
        assert!(
            blocks
                .iter()
                .any(|b| matches!(b, Block::Note(t) if t.starts_with('*')))
        );
    }
}
