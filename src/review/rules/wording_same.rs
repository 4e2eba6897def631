//! Rules L: the wording of texts. How it goes together: the same words again and again, and two ways to speak to a reader.

use super::wording::posts;
use super::wording_near::near;
use crate::i18n::k;
use crate::kernel::text::{blank, excerpt};
use crate::kernel::{CellRef, FastMap, FastSet, Kind, Path, Row, RowId};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::review::address::{Address, Form};
use crate::review::reading::{Reading, SAID, Sentence, read, said};
use crate::review::{Arg, Case, Out};

/// A sentence where it stands.
#[derive(Clone, Copy)]
struct Place {
    path: Path,
    span: (usize, usize),
}

/// # The same text over and over
///
/// “{words}” stands in {n} places: {first} and {last} among them.
///
/// > near: {n} posts of one channel say almost the same, {first} and {last} among them: {percent} of the words agree.
///
/// - Checks: no long sentence stands in several answers or posts, and no posts of one channel are nearly equal.
/// - Why: a sentence that fits everywhere says nothing of the place it stands in, and followers notice copies before you do.
/// - Example: three personas with one and the same pain; four posts that differ in the date alone.
/// - Fix: say in each place what is true only there, or delete the copies.
///
/// # Один текст снова и снова
///
/// «{words}»: мест с этим текстом {n}, среди них {first} и {last}.
///
/// > near: Почти одинаковых постов в одном канале {n}, среди них {first} и {last}: совпадает {percent} слов.
///
/// - Что смотрит: ни одно длинное предложение не повторяется в нескольких ответах или постах, а посты одного канала не почти равны.
/// - Зачем: предложение, которое подходит везде, ничего не говорит о своём месте, а копии подписчики заметят раньше вас.
/// - Пример: у трёх персон одна и та же боль; четыре поста отличаются только датой.
/// - Как исправить: скажите в каждом месте то, что верно только для него, или удалите копии.
#[allow(clippy::cast_precision_loss)]
pub fn repeated_text(case: &Case<'_>, out: &mut Out<'_>) {
    let (letters, least) = (out.limit("letters"), out.limit("places"));
    let share = out.limit("likeness");
    let mut often: FastMap<u64, usize> = FastMap::default();
    let mut judged = false;
    every_text(case, |_, _, reading| {
        judged = true;
        let long = reading
            .sentences
            .iter()
            .filter(|s| s.letters as f64 >= letters);
        for sentence in long {
            *often.entry(sentence.mark).or_default() += 1;
        }
    });
    let mut seen: FastMap<u64, Vec<Place>> = FastMap::default();
    let collect = |path: Path, text: &str, reading: &Reading| {
        let again = |s: &&Sentence| often.get(&s.mark).is_some_and(|n| *n as f64 >= least);
        for Sentence { from, to, mark, .. } in reading.sentences.iter().filter(again).copied() {
            let all = seen.entry(mark).or_default();
            // Title, first line and text of one post are one place.
            if all.last().is_none_or(|last| spot(last.path) != spot(path)) {
                let sentence = text.get(from..to).unwrap_or_default();
                let inset = sentence.len() - sentence.trim_start().len();
                let span = (from + inset, from + sentence.trim_end().len());
                all.push(Place { path, span });
            }
        }
    };
    // Nearly always every sentence stands in one place, and nothing has to be collected.
    if often.values().any(|n| *n as f64 >= least) {
        every_text(case, collect);
    }
    if !judged {
        return out.not_applicable(k::review_na::nothing);
    }
    let often = seen.values().filter(|all| all.len() as f64 >= least);
    let mut found: Vec<_> = often
        .filter_map(|all| Some((*all.first()?, *all.last()?, all.len())))
        .collect();
    found.sort_unstable_by_key(|(first, last, n)| (first.path, last.path, *n, last.span));
    // Several sentences of one copied text are one finding, shown at the first of them.
    found.dedup_by_key(|(first, last, n)| (first.path, last.path, *n));
    let mut copied = FastSet::default();
    for (first, last, n) in &found {
        copied.extend(last.path.row());
        let [from, to] = names(first.path, last.path);
        let words = case.w.text(last.path).get(last.span.0..last.span.1);
        out.find(last.path)
            .with("words", Arg::Text(excerpt(words.unwrap_or_default(), 60)))
            .with("n", Arg::Number(*n as f64, 0))
            .with("first", from)
            .with("last", to)
            .with("percent", Arg::Percent(share))
            .other(first.path)
            .span(last.span.0, last.span.1);
    }
    let groups = near(case, share / 100.0, letters);
    for (first, last, n, likeness) in groups {
        if (n as f64) < least || copied.contains(&last) {
            continue;
        }
        let (first, last) = (
            Post::TABLE.cell(first, Post::body),
            Post::TABLE.cell(last, Post::body),
        );
        let end = case.w.text(last).len();
        let [from, to] = names(first, last);
        out.find(last)
            .says("near")
            .with("n", Arg::Number(n as f64, 0))
            .with("first", from)
            .with("last", to)
            .with("percent", Arg::Percent((likeness * 100.0).floor()))
            .with("words", Arg::Text(String::new()))
            .other(first)
            .span(0, end);
    }
    out.pass();
}

/// The row that a place belongs to when the row is a post; otherwise the place itself.
fn spot(path: Path) -> Path {
    match path {
        Path::Cell { table, row, .. } if table == Post::TABLE => table.cell(row, Post::body),
        _ => path,
    }
}

/// Two places by the names of their rows; when that says nothing, by the names of their fields.
fn names(first: Path, last: Path) -> [Arg; 2] {
    let row = |path| match path {
        Path::Cell { table, row, .. } => Some((table, row)),
        Path::Field { .. } => None,
    };
    [first, last].map(|path| match row(path) {
        Some((table, id)) if row(first) != row(last) => Arg::Row(table, id),
        _ => Arg::Field(path),
    })
}

/// Answers in sentences, and the texts of posts that were not taken off.
fn every_text(case: &Case<'_>, mut see: impl FnMut(Path, &str, &Reading)) {
    let w = case.w;
    for slug in Workbook::PAGES
        .iter()
        .map(|p| p.slug)
        .filter(|s| *s != "review")
    {
        let Some(module) = w.module(slug) else {
            continue;
        };
        for (i, field) in module.fields().iter().enumerate() {
            if let (Kind::Prose, Some(CellRef::Text(text))) = (field.kind, module.cell(i))
                && !blank(text)
            {
                see(Path::field(slug, field.id), text, &read(text));
            }
        }
        for (t, def) in module.table_defs().iter().enumerate() {
            let Some(rows) = module.table(t).filter(|_| def.path != Post::TABLE) else {
                continue;
            };
            for at in 0..rows.count() {
                let (Some(row), Some(id)) = (rows.row_at(at), rows.id_at(at)) else {
                    continue;
                };
                for (i, column) in def.columns.iter().enumerate() {
                    if let (Kind::Prose, Some(CellRef::Text(text))) = (column.kind, row.cell(i))
                        && !blank(text)
                    {
                        see(def.path.cell(id, column.id), text, &read(text));
                    }
                }
            }
        }
    }
    for (post, read) in case.texts() {
        for ((column, text), reading) in SAID.into_iter().zip(said(post)).zip(&read.said) {
            if let Some(reading) = reading {
                see(post.at(column), text, reading);
            }
        }
    }
}

/// # Two ways to speak to one reader
///
/// {place}: “{one}” and “{many}” in one text: the reader is spoken to both as a friend and politely.
///
/// > ty: {place} says “ты” (“{one}”), most posts say “вы”: {n} of {all}.
///
/// > vy: {place} says “вы” (“{many}”), most posts say “ты”: {n} of {all}.
///
/// - Checks: each Russian text of posts keeps to “ты” or to “вы”, and all posts to the same. Quotations do not count, “Вы” and “вы” are one.
/// - Why: a brand that changes its tone from line to line sounds like several people who have not met.
/// - Example: “Приходи в субботу, мы ждём вас с 9:00.”
/// - Fix: choose one way for the whole strategy and write it down for everybody who writes.
///
/// # То «ты», то «вы»
///
/// {place}: и «{one}», и «{many}» в одном тексте. С читателем говорят то на «ты», то на «вы».
///
/// > ty: {place}: здесь на «ты» («{one}»), а большинство постов на «вы»: {n} из {all}.
///
/// > vy: {place}: здесь на «вы» («{many}»), а большинство постов на «ты»: {n} из {all}.
///
/// - Что смотрит: каждый русский текст поста держится одного обращения, и все посты — одного и того же. Цитаты не в счёт, «Вы» и «вы» — одно и то же.
/// - Зачем: бренд, который меняет тон от строки к строке, звучит как несколько незнакомых друг с другом людей.
/// - Пример: «Приходи в субботу, мы ждём вас с 9:00».
/// - Как исправить: выберите одно обращение на всю стратегию и запишите его для всех, кто пишет.
#[allow(clippy::cast_precision_loss)]
pub fn mixed_address(case: &Case<'_>, out: &mut Out<'_>) {
    let texts: Vec<_> = posts(case)
        .map(|one| (one.reading.address, one))
        .filter(|(a, _)| a.ty.is_some() || a.vy.is_some())
        .collect();
    if texts.is_empty() {
        return out.not_applicable(k::review_na::nothing);
    }
    // A post counts once, by the words of all its texts.
    let mut by_post: FastMap<RowId, (usize, usize)> = FastMap::default();
    for (a, one) in &texts {
        if let Some(row) = one.place.row() {
            let sum = by_post.entry(row).or_default();
            *sum = (sum.0 + a.counts.0, sum.1 + a.counts.1);
        }
    }
    let ty = by_post.values().filter(|(ty, vy)| ty > vy).count();
    let vy = by_post.values().filter(|(ty, vy)| vy > ty).count();
    let all = ty + vy;
    let enough = all as f64 >= out.limit("posts");
    let usual = match ty.cmp(&vy) {
        _ if !enough => None,
        std::cmp::Ordering::Greater => Some((Form::Ty, ty)),
        std::cmp::Ordering::Less => Some((Form::Vy, vy)),
        std::cmp::Ordering::Equal => None,
    };
    let mut told = FastSet::default();
    for (a, one) in &texts {
        let said = |at: Option<(usize, usize)>| {
            let words = at.and_then(|(from, to)| one.text.get(from..to));
            Arg::Text(words.unwrap_or_default().to_owned())
        };
        let other = |form: Form| usual.filter(|(usual, _)| *usual != form);
        let (says, n, span) = match (a.form(), a) {
            (None, Address { ty, vy, .. }) => ("", 0, (*ty).max(*vy)),
            (Some(Form::Ty), Address { ty, .. }) if other(Form::Ty).is_some() => ("ty", vy, *ty),
            (Some(Form::Vy), Address { vy, .. }) if other(Form::Vy).is_some() => ("vy", ty, *vy),
            _ => {
                out.pass();
                continue;
            }
        };
        // One finding a post is enough.
        if !one.place.row().is_none_or(|row| told.insert(row)) {
            continue;
        }
        let (from, to) = span.unwrap_or_default();
        out.find(one.place)
            .says(says)
            .with("place", one.name())
            .with("one", said(a.ty))
            .with("many", said(a.vy))
            .with("n", Arg::Number(n as f64, 0))
            .with("all", Arg::Number(all as f64, 0))
            .span(from, to);
    }
}
