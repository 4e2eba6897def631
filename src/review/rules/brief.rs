//! Rules of what the brief forbids and of what changes in it.

use crate::i18n::k;
use crate::kernel::{CellRef, Path, Row};
use crate::modules::Workbook;
use crate::modules::brief::Brief;
use crate::modules::channels::Channel;
use crate::modules::content::{Post, Rubric, Topic};
use crate::review::confirm::{changed, confirm, confirmed};
use crate::review::language::{places, stems, words};
use crate::review::reading::{bit, read};
use crate::review::vocabulary::known;
use crate::review::{Arg, Case, Out};

/// Something the client forbade.
struct Taboo<'w> {
    /// The list it stands in.
    list: Path,
    /// As the client put it.
    said: &'w str,
    /// Its stems.
    stems: Vec<String>,
    /// The marks of its stems: a text without all of them has not the taboo.
    marks: Vec<u64>,
    /// A bit for each of them.
    bits: u64,
}

/// Longest phrase that is looked for word by word; whatever is longer describes and is not quoted by anybody.
const LONGEST: usize = 4;

impl<'w> Taboo<'w> {
    fn new(list: Path, said: &'w str) -> Option<Self> {
        let stems = stems(said);
        if stems.is_empty() || stems.len() > LONGEST {
            return None;
        }
        let marks: Vec<u64> = words(said).iter().map(|w| known(w.text).mark).collect();
        Some(Self {
            list,
            said: said.trim(),
            stems,
            bits: marks.iter().fold(0, |all, m| all | bit(*m)),
            marks,
        })
    }
    /// All that the brief forbids. Words come one or several a line, perhaps with an explanation behind; of topics, visuals
    /// and claims those count that are short enough to be met as they stand, and what a claim gives in quotes.
    fn all(brief: &'w Brief) -> Vec<Self> {
        let mut out = Vec::new();
        for line in &brief.taboo_words {
            let line = line.split(['(', '—', ':']).next().unwrap_or(line);
            let parts = line.split([',', ';', '/']);
            out.extend(parts.filter_map(|p| Self::new(Brief::taboo_words, p)));
        }
        let lists = [
            (Brief::taboo_topics, &brief.taboo_topics),
            (Brief::taboo_visuals, &brief.taboo_visuals),
            (Brief::taboo_claims, &brief.taboo_claims),
        ];
        for (path, lines) in lists {
            out.extend(lines.iter().filter_map(|l| Self::new(path, l)));
        }
        for line in &brief.taboo_claims {
            let curly = line.split(['«', '“']).skip(1);
            let curly = curly.filter_map(|q| q.split_once(['»', '”']).map(|(q, _)| q));
            let quoted = curly.chain(line.split('"').skip(1).step_by(2));
            out.extend(quoted.filter_map(|q| Self::new(Brief::taboo_claims, q)));
        }
        out
    }
    /// Visuals are forbidden only where a picture is described.
    fn concerns(&self, column: &str) -> bool {
        self.list != Brief::taboo_visuals || column == Post::asset
    }
}

/// # Taboo broken
///
/// {field} of “{row}” says “{word}”; the client put “{taboo}” on the list {list}.
///
/// - Checks: no rubric, topic, post or channel profile uses a word or short phrase the brief forbids, in any of its forms; forbidden pictures are sought where a picture is described.
/// - Why: the client named these words once and will not do it twice; one of them in a published post costs more trust than ten good posts bring.
/// - Example: the brief forbids “luxury”, and Thursday’s post begins with “Little luxuries for everyone”.
/// - Fix: say it in other words; if the ban no longer holds, agree with the client and take it off the list.
///
/// # Нарушен запрет
///
/// «{row}»: в поле {field} стоит «{word}», а клиент внёс «{taboo}» в список {list}.
///
/// - Что смотрит: ни в рубриках, ни в темах, ни в постах, ни в оформлении каналов нет слов и коротких фраз, которые запрещает бриф, в любой форме; запретные кадры ищутся там, где описана картинка.
/// - Зачем: клиент назвал эти слова один раз и второй не станет; одно такое слово в ленте стоит больше доверия, чем приносят десять хороших постов.
/// - Пример: бриф запрещает «дёшево», а пост в четверг начинается словами «Самый дешёвый латте города».
/// - Как исправить: скажите другими словами; если запрет устарел, договоритесь с клиентом и уберите его из списка.
pub fn broken_taboo(case: &Case<'_>, out: &mut Out<'_>) {
    let brief = &case.w.brief;
    let taboos = Taboo::all(brief);
    if taboos.is_empty() {
        return if brief.no_taboos {
            out.not_applicable(k::review_na::no_taboos)
        } else {
            out.unknown(Brief::taboo_words)
        };
    }
    let content = &case.w.content;
    out.not_applicable(k::review_na::nothing);
    let looked_at = columns::<Rubric>(&[Rubric::name, Rubric::need]);
    for row in &content.rubrics {
        obeys(out, &taboos, row, &looked_at);
    }
    let looked_at = columns::<Topic>(&[Topic::title, Topic::note]);
    for row in &content.topics {
        obeys(out, &taboos, row, &looked_at);
    }
    let looked_at = columns::<Post>(&[
        Post::title,
        Post::hook,
        Post::body,
        Post::asset,
        Post::hashtags,
        Post::keyword,
    ]);
    for (row, read) in case.texts() {
        // Most posts hold the words of no taboo.
        let may = taboos.iter().any(|t| read.has(t.bits, &t.marks));
        obeys(out, if may { &taboos } else { &[] }, row, &looked_at);
    }
    let looked_at = columns::<Channel>(&[
        Channel::profile_name,
        Channel::bio,
        Channel::cta,
        Channel::pinned,
    ]);
    for row in case.channels() {
        obeys(out, &taboos, row, &looked_at);
    }
}

/// Columns with their places in a row.
fn columns<R: Row>(ids: &[&'static str]) -> Vec<(usize, &'static str)> {
    let place = |id: &&'static str| Some((R::COLUMNS.iter().position(|f| f.id == *id)?, *id));
    ids.iter().filter_map(place).collect()
}

/// Looks at some texts of a row.
fn obeys<R: Row>(
    out: &mut Out<'_>,
    taboos: &[Taboo<'_>],
    row: &R,
    columns: &[(usize, &'static str)],
) {
    let (mut seen, mut clean) = (false, true);
    for (at, column) in columns {
        let Some(CellRef::Text(text)) = row.cell(*at).filter(|c| !c.is_empty()) else {
            continue;
        };
        seen = true;
        if taboos.is_empty() {
            break;
        }
        // Most texts hold the words of no taboo: only what may match is cut into words again.
        let reading = read(text);
        let near =
            |t: &&Taboo<'_>| t.marks.iter().all(|mark| reading.has(*mark)) && t.concerns(column);
        let near: Vec<&Taboo<'_>> = taboos.iter().filter(near).collect();
        if near.is_empty() {
            continue;
        }
        let words = words(text);
        for taboo in near {
            let found = places(&words, &taboo.stems);
            let Some((from, to)) = found.first().copied() else {
                continue;
            };
            clean = false;
            let place = row.at(column);
            out.find(place)
                .other(taboo.list)
                .span(from, to)
                .with("field", Arg::Field(place))
                .with("row", Arg::Row(R::TABLE, row.id()))
                .with(
                    "word",
                    Arg::Text(text.get(from..to).unwrap_or_default().to_owned()),
                )
                .with("taboo", Arg::Text(taboo.said.to_owned()))
                .with("list", Arg::Field(taboo.list));
        }
    }
    if seen && clean {
        out.pass();
    }
}

/// # Done for goals that have changed
///
/// “{module}” was called done, and then the brief changed: {what}. Does it still fit?
///
/// > again: I have looked again: “{module}” still fits
///
/// - Checks: the goals, the promise, the date and the budget of the brief are what they were when a module behind it was called done.
/// - Why: a plan for 330 000 ₽ does not shrink by itself when the client leaves 200 000; nobody notices until the money is gone.
/// - Example: the channels were settled in October, the goal moved from reach to orders in November.
/// - Fix: read the module again with the new goals in mind, mend what no longer fits, and confirm it.
///
/// # Готово, но под другие цели
///
/// Модуль «{module}» отмечен готовым, а потом в брифе изменилось: {what}. Он всё ещё подходит?
///
/// > again: Модуль «{module}» перечитан: всё ещё подходит
///
/// - Что смотрит: цели, обещание, срок и бюджет в брифе те же, что были, когда следующий за ним модуль отметили готовым.
/// - Зачем: план на 330 000 ₽ не ужмётся сам, когда клиент оставит 200 000; заметят это, когда деньги кончатся.
/// - Пример: каналы выбрали в октябре, а в ноябре цель сменилась с охвата на заказы.
/// - Как исправить: перечитайте модуль с новыми целями в уме, поправьте, что больше не подходит, и подтвердите его.
pub fn outdated_module(case: &Case<'_>, out: &mut Out<'_>) {
    let w = case.w;
    // What stands before the brief or is the brief itself was not made for its goals.
    let behind = Workbook::PAGES.iter().map(|p| p.slug);
    let behind = behind.filter(|s| !matches!(*s, "frame" | "brief"));
    out.not_applicable(k::review_na::not_done);
    for slug in behind.filter(|s| w.desk.done.iter().any(|d| d.trim() == *s)) {
        // The fields of the review itself are on no page.
        let module = w.module(slug).filter(|_| slug != "review");
        let first = module.and_then(|m| m.fields().first());
        let place = first.map_or(Brief::business_goal, |f| Path::field(slug, f.id));
        let since = confirmed(w, slug).and_then(|tag| changed(w, tag));
        let Some(since) = since else {
            out.unknown(place);
            continue;
        };
        let goal = since.first().copied().unwrap_or(Brief::business_goal);
        if let Some(f) = out.judge(since.is_empty(), place) {
            let what = since.iter().map(|p| Arg::Field(*p)).collect();
            f.other(goal)
                .with("module", Arg::Module(slug))
                .with("what", Arg::List(what))
                .fix("again", vec![confirm(w, slug)]);
        }
    }
}
