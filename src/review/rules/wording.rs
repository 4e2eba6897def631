//! Rules L: the wording of texts. Claims, promises and empty phrases.

use crate::i18n::k;
use crate::kernel::text::blank;
use crate::kernel::{Path, Row, RowId, TablePath};
use crate::modules::brief::Brief;
use crate::modules::channels::Channel;
use crate::modules::content::{Rubric, Topic};
use crate::modules::goals::{BusinessGoal, Goal};
use crate::review::cut::{Cut, Token, quotes, touches};
use crate::review::language::about;
use crate::review::lists::{CLAIMS, PROMISES, WATER, claims, negations, promises, water};
use crate::review::phrases::Phrases;
use crate::review::reading::{Reading, SAID, read, said as texts_of};
use crate::review::{Arg, Case, Out};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A text and where it stands.
pub(super) struct Said<'a> {
    /// Where.
    pub place: Path,
    /// The text.
    pub text: &'a str,
    /// What there is to know of it.
    pub reading: Rc<Reading>,
    /// Do readers see it.
    pub outward: bool,
}

impl Said<'_> {
    /// What it is called: the row it stands in, or its field.
    pub fn name(&self) -> Arg {
        match self.place {
            Path::Cell { table, row, .. } => Arg::Row(table, row),
            Path::Field { .. } => Arg::Field(self.place),
        }
    }
}

fn add<'a>(out: &mut Vec<Said<'a>>, place: Path, text: &'a str, outward: bool) {
    if !blank(text) {
        out.push(Said {
            place,
            text,
            reading: read(text),
            outward,
        });
    }
}

fn row<'a, const N: usize>(
    out: &mut Vec<Said<'a>>,
    table: TablePath,
    id: RowId,
    outward: bool,
    texts: [(&'static str, &'a str); N],
) {
    for (column, text) in texts {
        add(out, table.cell(id, column), text, outward);
    }
}

/// Texts of posts. There are thousands of them: no list is made, and `for_each` goes through them much faster than a loop.
pub(super) fn posts<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Said<'a>> {
    case.texts().flat_map(|(post, read)| {
        let texts = SAID.into_iter().zip(texts_of(post)).zip(&read.said);
        texts.filter_map(|((column, text), reading)| {
            Some(Said {
                place: post.at(column),
                text,
                reading: Rc::clone(reading.as_ref()?),
                outward: true,
            })
        })
    })
}

/// Texts of profiles.
fn profiles<'a>(case: &Case<'a>) -> Vec<Said<'a>> {
    let mut out = Vec::new();
    for c in case.channels() {
        let texts = [
            (Channel::profile_name, c.profile_name.as_str()),
            (Channel::bio, &c.bio),
            (Channel::pinned, &c.pinned),
        ];
        row(&mut out, Channel::TABLE, c.id, true, texts);
    }
    out
}

/// What readers see: posts and profiles.
pub(super) fn outward<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Said<'a>> {
    profiles(case).into_iter().chain(posts(case))
}

/// What readers see, and what it is made from: rubrics and topics.
fn content<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Said<'a>> {
    let mut out = profiles(case);
    for r in &case.w.content.rubrics {
        let texts = [(Rubric::name, r.name.as_str()), (Rubric::need, &r.need)];
        row(&mut out, Rubric::TABLE, r.id, true, texts);
    }
    for t in &case.w.content.topics {
        row(
            &mut out,
            Topic::TABLE,
            t.id,
            true,
            [(Topic::title, t.title.as_str())],
        );
    }
    out.into_iter().chain(posts(case))
}

/// What we tell the client: goals. And what the readers see.
fn aims<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Said<'a>> {
    let mut out = Vec::new();
    let brief = &case.w.brief;
    add(&mut out, Brief::business_goal, &brief.business_goal, false);
    add(&mut out, Brief::smm_goal, &brief.smm_goal, false);
    add(&mut out, Brief::success, &brief.success, false);
    for b in &case.w.goals.business {
        let texts = [(BusinessGoal::title, b.title.as_str())];
        row(&mut out, BusinessGoal::TABLE, b.id, false, texts);
    }
    for g in &case.w.goals.goals {
        let texts = [
            (Goal::title, g.title.as_str()),
            (Goal::achievable, &g.achievable),
            (Goal::relevant, &g.relevant),
        ];
        row(&mut out, Goal::TABLE, g.id, false, texts);
    }
    out.into_iter().chain(outward(case))
}

/// Words that may stand between a negation and what it turns round.
const NEAR: usize = 2;

/// Where phrases of the list are said in earnest: not by somebody else, and not to deny them. First and last word of each.
fn said(list: &Phrases, cut: &Cut<'_>, outward: bool) -> Vec<(usize, usize)> {
    let mut found = list.find(cut, outward);
    if found.is_empty() {
        return found;
    }
    let quoted = quotes(cut.text);
    let denied = negations().find(cut, true);
    found.retain(|(a, b)| {
        let turned = denied
            .iter()
            .any(|(_, end)| end < a && a - end <= NEAR && sentence(cut, *end) == sentence(cut, *a));
        !turned && !touches(&quoted, bytes(cut, *a, *b))
    });
    found
}

/// A list, and the bit by which a text says that it may have something of it.
type List = (u32, &'static Phrases);

/// The same of a text that is not cut yet; nothing when nothing is said.
fn said_in<'t>((bit, list): List, one: &Said<'t>) -> Option<(Cut<'t>, Vec<(usize, usize)>)> {
    if !one.reading.may(bit) {
        return None;
    }
    let cut = Cut::of(one.text);
    let found = said(list, &cut, one.outward);
    (!found.is_empty()).then_some((cut, found))
}

fn sentence(cut: &Cut<'_>, token: usize) -> Option<usize> {
    cut.tokens.get(token).map(|t| t.sentence)
}

/// From the first byte of one word to behind another.
fn bytes(cut: &Cut<'_>, from: usize, to: usize) -> (usize, usize) {
    let at = cut.tokens.get(from).map_or(0, |t| t.at);
    (at, cut.tokens.get(to).map_or(at, Token::end))
}

fn shown(text: &str, (from, to): (usize, usize)) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// # Claim without proof
///
/// {place}: “{words}” is said without proof. Lines of proof in the brief: {n}, and not one is about this.
///
/// > none: {place}: “{words}” is said without proof: the list of proofs in the brief is empty.
///
/// - Checks: for words like “best”, “#1”, “guaranteed” or “100% natural” in rubrics, topics, posts and profiles, a line of the brief’s proofs speaks of the same thing. Quotations, questions and denials do not count.
/// - Why: a claim nobody can prove convinces nobody, and advertising law may ask for the proof.
/// - Example: “The best coffee in town” in a profile, while the proofs tell only of the roast date.
/// - Fix: name the fact behind the claim, add its proof to the brief, or say it more modestly.
///
/// # Утверждение без доказательства
///
/// {place}: «{words}» сказано без подтверждения. Строк в доказательствах брифа: {n}, об этом нет ни одной.
///
/// > none: {place}: «{words}» сказано без подтверждения: список доказательств в брифе пуст.
///
/// - Что смотрит: если в рубриках, темах, постах или профилях есть слова вроде «лучший», «№ 1», «гарантия», «100 % натуральный», то о том же говорит хотя бы одна строка доказательств в брифе. Цитаты, вопросы и отрицания не в счёт.
/// - Зачем: голословное никого не убеждает, а закон о рекламе может потребовать подтверждения.
/// - Пример: «Лучший кофе в городе» в шапке профиля, а в доказательствах только дата обжарки.
/// - Как исправить: назовите факт, который стоит за словами, впишите доказательство в бриф или скажите скромнее.
pub fn claim_without_proof(case: &Case<'_>, out: &mut Out<'_>) {
    let proofs: Vec<BTreeSet<String>> = case
        .w
        .brief
        .proof
        .iter()
        .map(|line| about(line))
        .filter(|stems| !stems.is_empty())
        .collect();
    out.not_applicable(k::review_na::nothing);
    content(case).for_each(|one| {
        let Some((cut, found)) = said_in((CLAIMS, claims()), &one) else {
            return out.pass();
        };
        let promised = promises().find(&cut, one.outward);
        let bare = found.into_iter().find(|(a, b)| {
            let whole = cut.sentence(*a);
            // What L2 says more sharply is not said twice.
            let sharper = promised.iter().any(|(c, d)| c <= b && a <= d);
            let asked = whole.trim_end().ends_with('?');
            !sharper && !asked && !proven(&proofs, shown(one.text, bytes(&cut, *a, *b)), whole)
        });
        let Some((a, b)) = bare else {
            return out.pass();
        };
        let (from, to) = bytes(&cut, a, with_next(&cut, b));
        let finding = out.find(one.place);
        finding
            .with("place", one.name())
            .with("words", Arg::Text(shown(one.text, (from, to)).into()))
            .other(Brief::proof)
            .span(from, to);
        if proofs.is_empty() {
            finding.says("none");
        } else {
            #[allow(clippy::cast_precision_loss)]
            finding.with("n", Arg::Number(proofs.len() as f64, 0));
        }
    });
}

/// The word behind when it goes on with what is claimed: “the best” of what.
fn with_next(cut: &Cut<'_>, last: usize) -> usize {
    let (Some(one), Some(next)) = (cut.tokens.get(last), cut.tokens.get(last + 1)) else {
        return last;
    };
    let joined = one.sentence == next.sentence && cut.text.get(one.end()..next.at) == Some(" ");
    if joined && !about(next.text).is_empty() {
        last + 1
    } else {
        last
    }
}

/// Words of a sentence that a proof must share when it does not name the claim itself.
const SHARED: usize = 2;

/// Does a line of proof say the claim's own words, or speak of what its sentence is about.
fn proven(proofs: &[BTreeSet<String>], claim: &str, sentence: &str) -> bool {
    let claim = about(claim);
    let whole = about(sentence);
    let worded = claim.iter().any(|s| s.chars().any(char::is_alphabetic));
    proofs
        .iter()
        .any(|line| worded && claim.is_subset(line) || line.intersection(&whole).count() >= SHARED)
}

/// # Promise of sales
///
/// {place}: “{words}” promises what social media alone cannot deliver.
///
/// - Checks: goals, the brief’s aims, posts and profiles do not guarantee sales, leads, clients or growth.
/// - Why: price, product, site and season sell as well; whoever guarantees answers for all of them, in court too.
/// - Example: “We guarantee 50 leads a month” among the goals.
/// - Fix: promise the work and what it moves directly: reach, clicks, enquiries with a forecast and its assumptions.
///
/// # Обещание продаж
///
/// {place}: «{words}» обещает то, чего одни соцсети дать не могут.
///
/// - Что смотрит: цели, задачи брифа, посты и профили не гарантируют продаж, заявок, клиентов или роста.
/// - Зачем: продают ещё и цена, продукт, сайт, сезон; кто гарантирует, тот отвечает за всё сразу, в том числе перед судом.
/// - Пример: «Гарантируем 50 лидов в месяц» среди целей.
/// - Как исправить: обещайте работу и то, на что она влияет прямо: охват, переходы, обращения с прогнозом и допущениями.
pub fn sales_promise(case: &Case<'_>, out: &mut Out<'_>) {
    phrase(aims(case), (PROMISES, promises()), out);
}

/// # Empty phrase
///
/// {place}: “{words}” says nothing: anybody could write it.
///
/// - Checks: rubrics, topics, posts and profiles have none of the phrases that fit every business.
/// - Why: the reader skips such words and remembers nothing; a fact in their place would stay.
/// - Example: “A team of professionals with an individual approach to everybody.”
/// - Fix: put a detail in its place: who, how much, how exactly; or strike it out.
///
/// # Пустая фраза
///
/// {place}: «{words}» ни о чём не говорит: так может написать кто угодно.
///
/// - Что смотрит: в рубриках, темах, постах и профилях нет фраз, которые подойдут любому делу.
/// - Зачем: такие слова читатель пропускает и ничего не запоминает, а факт на их месте остался бы в памяти.
/// - Пример: «Команда профессионалов и индивидуальный подход к каждому».
/// - Как исправить: замените фразу подробностью (кто, сколько, как именно) или вычеркните.
pub fn water_phrase(case: &Case<'_>, out: &mut Out<'_>) {
    phrase(content(case), (WATER, water()), out);
}

/// Finds the first phrase of the list in every text.
fn phrase<'a>(texts: impl Iterator<Item = Said<'a>>, list: List, out: &mut Out<'_>) {
    out.not_applicable(k::review_na::nothing);
    texts.for_each(|one| {
        let found = said_in(list, &one);
        let Some((cut, (a, b))) = found.and_then(|(cut, f)| Some((cut, f.first().copied()?)))
        else {
            return out.pass();
        };
        let (from, to) = bytes(&cut, a, b);
        out.find(one.place)
            .with("place", one.name())
            .with("words", Arg::Text(shown(one.text, (from, to)).into()))
            .span(from, to);
    });
}
