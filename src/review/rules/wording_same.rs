//! Rules L: the wording of texts. How it goes together: the same words again and again, and two ways to speak to a reader.

use super::wording::posts;
use crate::i18n::k;
use crate::kernel::text::{blank, excerpt};
use crate::kernel::{CellRef, FastMap, FastSet, Kind, Path, Row, RowId};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::review::address::{Address, Form};
use crate::review::reading::{Reading, SAID, Sentence, bit, read, said};
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

/// So many marks must be in both lists: both / (sum - both) is to be `least`. A hair less, so that no rounding decides.
#[allow(clippy::cast_precision_loss)]
fn wanted(a: &[u64], b: &[u64], least: f64) -> f64 {
    least / (1.0 + least) * (a.len() + b.len()) as f64 - 1e-6
}

/// How much two lists of marks in order have in common (Jaccard), 0 to 1; 0 as soon as it is seen to be below `least`.
#[allow(clippy::cast_precision_loss)]
fn likeness(a: &[u64], b: &[u64], least: f64) -> f64 {
    let sum = (a.len() + b.len()) as f64;
    let wanted = wanted(a, b, least);
    let (mut both, mut i, mut j) = (0_usize, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let left = (a.len() - i).min(b.len() - j);
        if ((both + left) as f64) < wanted {
            return 0.0;
        }
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both as f64 / (sum - both as f64).max(1.0)
}

/// Posts that a post is compared with for each of its rarest stems.
const COMPARED: usize = 12;

/// What a post is about, as it is compared with others.
struct About<'a> {
    post: &'a Post,
    /// Marks of its stems, in their order.
    stems: &'a [u64],
    /// A bit for each of them.
    bits: u64,
}

impl About<'_> {
    /// How alike two are, 0 as soon as it is seen to be below `least`. Nearly always the bits tell: each that one has alone
    /// is a stem that the other has not.
    #[allow(clippy::cast_precision_loss)]
    fn likeness(&self, other: &Self, least: f64) -> f64 {
        let wanted = wanted(self.stems, other.stems, least);
        let few = |one: &Self, bits: u64| {
            (one.stems.len() as f64) - f64::from((one.bits & !bits).count_ones()) < wanted
        };
        if few(self, other.bits) || few(other, self.bits) {
            return 0.0;
        }
        likeness(self.stems, other.stems, least)
    }
}

/// Groups of nearly equal posts of one channel: first, last, how many, and how like the last is to the first. Two texts
/// that share nine stems of ten share one of their rarest, so each post is compared with few.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
fn near(case: &Case<'_>, share: f64, letters: f64) -> Vec<(RowId, RowId, usize, f64)> {
    // How many posts have a stem; the stems of all posts one behind the other by their places in these counts, because
    // each is asked for twice.
    let (mut counts, mut places): (Vec<u32>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut known: FastMap<u64, usize> = FastMap::default();
    let mut texts = Vec::new();
    for (post, read) in case.texts() {
        let body = read.said.last().and_then(Option::as_ref);
        let Some(reading) = body.filter(|r| r.letters as f64 >= letters) else {
            continue;
        };
        let stems = reading.about();
        for stem in stems {
            let at = known.get(stem).copied().unwrap_or_else(|| {
                known.insert(*stem, counts.len());
                counts.push(0);
                counts.len() - 1
            });
            if let Some(n) = counts.get_mut(at) {
                *n += 1;
            }
            places.push(at);
        }
        let bits = stems.iter().fold(0, |all, stem| all | bit(*stem));
        texts.push(About { post, stems, bits });
    }
    let mut places = places.into_iter();
    let mut often = move || places.next().and_then(|at| counts.get(at).copied());
    // Each group is kept by its first post.
    let mut groups: Vec<(usize, usize, usize, f64)> = Vec::new();
    let mut heads: FastMap<(u64, u64), Vec<usize>> = FastMap::default();
    let mut rare: Vec<(u32, u64)> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let n = text.stems.len();
        let prefix = n + 1 - ((share * n as f64).ceil() as usize).min(n);
        rare.clear();
        for stem in text.stems {
            let one = (often().unwrap_or_default(), *stem);
            if rare.len() < prefix || rare.last().is_some_and(|last| one < *last) {
                rare.truncate(prefix - 1);
                rare.insert(rare.partition_point(|r| *r < one), one);
            }
        }
        let channel = text.post.channel.map_or(0, |c| c.0);
        let keys = || rare.iter().map(|(_, stem)| (*stem, channel));
        let mut like = None;
        for group in keys().filter_map(|k| heads.get(&k)).flatten() {
            let first = groups.get(*group).and_then(|(first, ..)| texts.get(*first));
            let likeness = first.map_or(0.0, |first| text.likeness(first, share));
            if first.is_some() && likeness >= share {
                like = Some((*group, likeness));
                break;
            }
        }
        if let Some((group, likeness)) = like {
            if let Some(one) = groups.get_mut(group) {
                *one = (one.0, at, one.2 + 1, likeness);
            }
            continue;
        }
        groups.push((at, at, 1, 1.0));
        for key in keys() {
            let all = heads.entry(key).or_default();
            if all.len() < COMPARED {
                all.push(groups.len() - 1);
            }
        }
    }
    let id = |at: usize| texts.get(at).map(|t| t.post.id);
    let groups = groups.into_iter().filter(|g| g.2 > 1);
    groups
        .filter_map(|(first, last, n, likeness)| Some((id(first)?, id(last)?, n, likeness)))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_rule_out_only_what_is_not_alike() {
        let post = Post::default();
        let mut dice = 7_u64;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (dice >> 33) % sides
        };
        let mut alike = 0;
        for _ in 0..20_000 {
            let whole: Vec<u64> = (0..30).map(|n| (n << 58) + n * 2 + 1).collect();
            let mut some = || {
                let mut some: Vec<u64> = whole.clone();
                for _ in 0..roll(4) {
                    some.remove(roll(20) as usize);
                }
                some.sort_unstable();
                some
            };
            let (a, b) = (some(), some());
            let bits = |stems: &[u64]| stems.iter().fold(0, |all, s| all | bit(*s));
            let about = |stems| About {
                post: &post,
                stems,
                bits: bits(stems),
            };
            let exact = likeness(&a, &b, 0.0);
            let quick = about(&a).likeness(&about(&b), 0.9);
            if exact >= 0.9 {
                assert!((exact - quick).abs() < 1e-12, "{a:?} {b:?}");
                alike += 1;
            } else {
                assert!(quick < 0.9, "{a:?} {b:?}");
            }
        }
        assert!((1000..19_000).contains(&alike), "{alike}");
    }

    #[test]
    fn likeness_is_what_is_in_both_of_all() {
        let of = |a: &[u64], b: &[u64], least| format!("{:.3}", likeness(a, b, least));
        assert_eq!(of(&[1, 2, 3, 4], &[2, 3, 4, 5], 0.6), "0.600");
        assert_eq!(of(&[1, 2, 3, 4], &[2, 3, 4, 5], 0.7), "0.000");
        assert_eq!(of(&[10, 11, 12, 13], &[1, 2, 10, 11], 0.5), "0.000");
        assert_eq!(of(&[1, 2, 10, 11], &[10, 11, 12, 13], 0.5), "0.000");
        assert_eq!(of(&[1, 2], &[1, 2], 1.0), "1.000");
        assert_eq!(of(&[], &[], 0.0), "0.000");
        assert_eq!(of(&[1], &[], 0.5), "0.000");
    }
}
