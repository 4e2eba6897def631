//! The strategy on one page: for whoever will read no more. Every part has a limit, so that a page is enough whatever stands in
//! the workbook; what is left out is counted, and a text that is cut ends where a sentence does, if one does.

use super::{Writer, facts};
use crate::i18n::{Locale, k};
use crate::kernel::{Block, Key, Path, Row, Section, text};
use crate::modules::Workbook;
use crate::modules::brief::Brief;
use crate::modules::content::calendar::planned;
use crate::modules::frame::Frame;
use crate::modules::goals::BusinessGoal;

/// Most letters of a paragraph, of the sentence that opens the page, of an item of a list and of a short name.
const TEXT: usize = 230;
const LEAD: usize = 380;
const ITEM: usize = 125;
const NAME: usize = 60;

/// A part of the page: what belongs together and stays together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part<'a> {
    /// Across the page; else in one of two columns.
    pub wide: bool,
    /// Its blocks.
    pub blocks: &'a [Block],
}

/// The parts of a page: a heading or titled list begins one; what opens the page and tables go across.
pub fn parts(blocks: &[Block]) -> Vec<Part<'_>> {
    let wide = |b: &Block| matches!(b, Block::Lead { .. } | Block::Table { .. });
    let begins = |b: &Block| match b {
        Block::Heading { .. } => true,
        Block::List { title, .. } => !title.is_empty(),
        b => wide(b),
    };
    let starts: Vec<usize> = (0..blocks.len())
        .filter(|i| *i == 0 || begins(&blocks[*i]))
        .chain(std::iter::once(blocks.len()))
        .collect();
    starts
        .windows(2)
        .filter_map(|ends| blocks.get(ends[0]..ends[1]))
        .filter_map(|blocks| Some((blocks.first()?, blocks)))
        .map(|(first, blocks)| Part {
            wide: wide(first),
            blocks,
        })
        .collect()
}

/// The page; nothing when the workbook says nothing that belongs there.
pub fn section(w: &Workbook, l: Locale) -> Option<Section> {
    let mut out = Writer::new(w, l);
    if let Some(said) = out.value(Frame::summary) {
        out.push(Block::Lead {
            text: sentences(&said, LEAD),
            source: Some(Frame::summary),
        });
    }
    kpis(&mut out);
    said(&mut out, k::dress::business, Brief::business);
    goals(&mut out);
    let people = facts::people(&out);
    list(&mut out, l.t(k::summary::people).into(), 4, people);
    said(&mut out, k::dress::positioning, Brief::usp);
    let decisions = facts::decisions(w);
    list(&mut out, l.t(k::summary::decisions).into(), 3, decisions);
    let channels = facts::channels(&out, NAME);
    list(&mut out, l.t(k::summary::channels).into(), 6, channels);
    rubrics(&mut out);
    terms(&mut out);
    let blocks = out.finish();
    (!blocks.is_empty()).then(|| Section {
        id: "summary",
        title: l.t(k::doc::summary).to_owned(),
        blocks,
    })
}

/// Whole sentences of a text, as many as there is room for; cut at a word when the first is too long.
fn sentences(text: &str, max: usize) -> String {
    let one: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one.chars().count() <= max {
        return one;
    }
    let limit = one.char_indices().nth(max).map_or(one.len(), |(at, _)| at);
    let ends = |at: usize, c: char| {
        matches!(c, '.' | '!' | '?' | '…') && one[at + c.len_utf8()..].starts_with(' ')
    };
    let end = one[..limit]
        .char_indices()
        .filter(|(at, c)| ends(*at, *c))
        .map(|(at, c)| at + c.len_utf8())
        .next_back();
    match end {
        // A page of openings that say nothing is worse than one that is cut.
        Some(end) if one[..end].chars().count() * 3 >= max => one[..end].to_owned(),
        _ => text::excerpt(&one, max),
    }
}

fn said(out: &mut Writer<'_>, title: Key, path: Path) {
    let Some(text) = out.value(path) else { return };
    out.title(3, out.l.t(title), Some(path));
    out.push(Block::Text {
        text: sentences(&text, TEXT),
        source: Some(path),
    });
}

/// A list of at most so many items, with the number of the others behind them.
fn list(out: &mut Writer<'_>, title: String, most: usize, items: Vec<(String, Path)>) {
    let Some(source) = items.first().map(|(_, path)| *path) else {
        return;
    };
    let rest = items.len().saturating_sub(most);
    let mut shown: Vec<String> = items
        .into_iter()
        .take(most)
        .map(|(text, _)| sentences(&text, ITEM))
        .collect();
    if rest > 0 {
        shown.push(more(out.l, rest));
    }
    out.push(Block::List {
        title,
        items: shown,
        source: Some(source),
    });
}

fn kpis(out: &mut Writer<'_>) {
    let Some((table, left)) = facts::kpis(out, 5, 6, NAME) else {
        return;
    };
    out.push(table);
    if left > 0 {
        out.push(Block::Note(more(out.l, left)));
    }
}

fn more(l: Locale, n: usize) -> String {
    l.fill(k::dress::more, &[("n", &n.to_string())])
}

/// The goal in words, then in numbers.
fn goals(out: &mut Writer<'_>) {
    let w = out.w;
    said(out, k::summary::goal, Brief::business_goal);
    let items = w
        .goals
        .business
        .iter()
        .filter_map(|goal| {
            let target = out.value(goal.at(BusinessGoal::target))?;
            let value = |column| out.value(goal.at(column));
            let metric = value(BusinessGoal::metric).or_else(|| value(BusinessGoal::title))?;
            let from = value(BusinessGoal::baseline)
                .map_or_else(String::new, |b| format!("{b}\u{a0}→\u{a0}"));
            let unit = value(BusinessGoal::unit).map_or_else(String::new, |u| format!(" {u}"));
            let by = value(BusinessGoal::deadline).map_or_else(String::new, |d| format!(", {d}"));
            let metric = text::excerpt(&metric, NAME);
            Some((
                format!("{metric}: {from}{target}{unit}{by}"),
                goal.at(BusinessGoal::target),
            ))
        })
        .collect();
    // Below the goal in words these need no title.
    let untitled = w.text(Brief::business_goal).trim().is_empty();
    let title = if untitled {
        out.l.t(k::summary::goal)
    } else {
        ""
    };
    list(out, title.to_owned(), 3, items);
}

fn rubrics(out: &mut Writer<'_>) {
    let (w, l) = (out.w, out.l);
    let items = facts::rubrics(out)
        .into_iter()
        .map(|(name, share, at)| {
            let share = share.map_or_else(String::new, |s| format!(" — {s}"));
            (text::excerpt(&name, NAME) + &share, at)
        })
        .collect();
    let mut title = l.t(k::dress::rubrics).to_owned();
    let posts = w.content.posts.iter().filter(|p| planned(p)).count();
    if posts > 0 {
        let posts = l.count(k::count::posts, posts);
        title = l.fill(k::dress::rubrics_posts, &[("posts", &posts)]);
    }
    list(out, title, 6, items);
}

/// Money and dates.
fn terms(out: &mut Writer<'_>) {
    let facts: Vec<_> = facts::TERMS
        .into_iter()
        .chain([Brief::geography])
        .filter_map(|path| {
            let mut fact = out.fact(path)?;
            fact.value = text::excerpt(&fact.value, NAME);
            Some(fact)
        })
        .collect();
    if !facts.is_empty() {
        out.heading(3, k::dress::terms);
        out.push(Block::Facts(facts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_where_a_sentence_does() {
        let text =
            "Первая мысль о деле. Вторая мысль, подлиннее первой! Третья не войдёт ни за что.";
        assert_eq!(sentences(text, 200), text);
        assert_eq!(
            sentences(text, 60),
            "Первая мысль о деле. Вторая мысль, подлиннее первой!"
        );
        assert_eq!(sentences("a\n\n b", 9), "a b");
        let long = "слово ".repeat(50);
        let cut = sentences(&long, 40);
        assert!(cut.ends_with('…') && cut.chars().count() <= 41, "{cut}");
        // A dot inside a number ends nothing.
        assert_eq!(
            sentences("Чек 1.500 рублей за чашку кофе", 20),
            "Чек 1.500 рублей за…"
        );
    }

    #[test]
    fn parts_hold_what_belongs_together() {
        let heading = Block::Heading {
            level: 3,
            text: "a".into(),
            source: None,
        };
        let note = Block::Note("b".into());
        let lead = Block::Lead {
            text: "c".into(),
            source: None,
        };
        let list = |title: &str| Block::List {
            title: title.into(),
            items: vec!["d".into()],
            source: None,
        };
        let blocks = [lead, heading, note, list(""), list("e")];
        let got: Vec<(bool, usize)> = parts(&blocks)
            .iter()
            .map(|p| (p.wide, p.blocks.len()))
            .collect();
        assert_eq!(got, [(true, 1), (false, 3), (false, 1)]);
        assert_eq!(parts(&[]), []);
    }

    #[test]
    fn one_page_is_enough_whatever_is_written() {
        use crate::document::from_json;
        use crate::kernel::{Kind, Value};
        let file = std::fs::read("public/examples/school.ru.json").unwrap();
        let mut w = from_json(&file).unwrap().workbook;
        assert_eq!(section(&Workbook::default(), Locale::En), None);
        let long = "Очень длинное предложение, которому нет конца ".repeat(400);
        let paths: Vec<Path> = w.paths().filter(|p| p.module() != "desk").collect();
        for path in paths {
            if matches!(
                w.field(path).unwrap().kind,
                Kind::Choice(_) | Kind::Choices(_)
            ) {
                continue;
            }
            let value = Value::Text(long.clone());
            // Marks and links take no text.
            let _ = w.apply(crate::document::Edit::Set { path, value });
        }
        let blocks = section(&w, Locale::Ru).unwrap().blocks;
        let letters: usize = blocks
            .iter()
            .flat_map(crate::report::texts)
            .map(|t| t.chars().count())
            .sum();
        assert!(letters < 4800, "{letters}");
    }
}
