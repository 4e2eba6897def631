//! Rules C: segments and personas.

use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::audience::{Evidence, Persona, PersonaChannel, Segment};
use crate::modules::brief::Brief;
use crate::modules::content::Post;
use crate::review::language::{about, likeness};
use crate::review::{Arg, Case, Out, Severity};

/// Personas that we address.
fn addressed<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Persona> + use<'a> {
    case.w.audience.personas.iter().filter(|p| !p.anti)
}

fn name(p: &Persona) -> Arg {
    Arg::Row(Persona::TABLE, p.id)
}

/// # Persona nobody writes for
///
/// {persona} is addressed by 0 of {posts}.
///
/// - Checks: at least one post of the plan addresses every persona that we say we address.
/// - Why: either the persona matters and needs posts, or it does not and takes up a page of the strategy.
/// - Example: three personas, twenty-four posts, and all of them for the same one.
/// - Fix: name the persona in posts that are for it, plan some, or drop the persona.
///
/// # Для персоны ничего не пишут
///
/// {persona}: обращено 0 постов, а в плане {posts}.
///
/// - Что смотрит: к каждой персоне, которую мы назвали своей, обращён хотя бы один пост плана.
/// - Зачем: либо персона важна и ей нужны посты, либо нет, и она зря занимает страницу стратегии.
/// - Пример: три персоны, двадцать четыре поста, и все для одной и той же.
/// - Как исправить: укажите персону в постах для неё, запланируйте их или откажитесь от персоны.
pub fn unaddressed_persona(case: &Case<'_>, out: &mut Out<'_>) {
    if addressed(case).next().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let plan = case.plan();
    let Some(first) = plan.posts.first() else {
        return out.not_applicable(k::review_na::no_posts);
    };
    for persona in addressed(case) {
        let met = plan.persona.contains_key(&persona.id);
        if let Some(f) = out.judge(met, persona.at(Persona::name)) {
            f.other(first.at(Post::personas))
                .with("persona", name(persona))
                .with(
                    "posts",
                    Arg::Count(k::review_count::posts, plan.posts.len()),
                );
        }
    }
}

/// # Share of posts that does not match the weight
///
/// {persona} weighs {weight} and gets {share} of the posts: {n} of {all}.
///
/// - Checks: a persona's share of the posts differs from its weight by no more than the limit in points.
/// - Why: weights say who matters, posts say who gets the work; when they differ, one of them lies.
/// - Example: the main persona weighs 60% and gets every fifth post.
/// - Fix: give or take posts, or correct the weight.
///
/// # Доля постов не по весу
///
/// {persona}: вес {weight}, а постов {share} — {n} из {all}.
///
/// - Что смотрит: доля постов персоны отличается от её веса не больше, чем на порог в пунктах.
/// - Зачем: веса говорят, кто важен, посты — на кого работают; если они расходятся, одно из двух неправда.
/// - Пример: у главной персоны вес 60 %, а постов — каждый пятый.
/// - Как исправить: добавьте или уберите посты или поправьте вес.
pub fn share_off_weight(case: &Case<'_>, out: &mut Out<'_>) {
    if addressed(case).next().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let plan = case.plan();
    // A post for two personas is half for each.
    let of_posts: usize = addressed(case)
        .filter_map(|p| plan.persona.get(&p.id))
        .sum();
    if of_posts == 0 {
        return out.not_applicable(k::review_na::no_posts);
    }
    let weights: Option<f64> = addressed(case).map(|p| p.weight.value()).sum();
    let Some(weights) = weights.filter(|w| *w > 0.0) else {
        let open = |p: &&Persona| p.weight.value().is_none_or(|w| w <= 0.0);
        if let Some(p) = addressed(case).find(open) {
            out.unknown(p.at(Persona::weight));
        }
        return;
    };
    let most = out.limit("points");
    for persona in addressed(case) {
        let n = plan.persona.get(&persona.id).copied().unwrap_or_default();
        #[allow(clippy::cast_precision_loss)]
        let share = n as f64 * 100.0 / of_posts as f64;
        let weight = persona.weight.value().unwrap_or_default() * 100.0 / weights;
        if let Some(f) = out.judge((share - weight).abs() <= most, persona.at(Persona::weight)) {
            #[allow(clippy::cast_precision_loss)]
            f.with("persona", name(persona))
                .with("weight", Arg::Percent(weight))
                .with("share", Arg::Percent(share.round()))
                .with("n", Arg::Number(n as f64, 0))
                .with("all", Arg::Number(of_posts as f64, 0));
        }
    }
}

/// # Persona that is everybody
///
/// {persona}: {years} of ages, any gender, no situation. That is everybody, so nobody.
///
/// - Checks: a persona with a wide span of ages and any gender has a situation that holds it together.
/// - Why: for “men and women 18–65” no post can be written that is not for everybody.
/// - Example: “People who love coffee, 18–65”.
/// - Fix: describe the situation of the choice, or narrow the ages.
///
/// # Персона — это все подряд
///
/// {persona}: разброс {years}, пол любой, ситуации нет. Это все, то есть никто.
///
/// - Что смотрит: у персоны с широким разбросом возраста и любым полом есть ситуация, которая её держит.
/// - Зачем: для «м/ж 18–65» нельзя написать пост, который был бы не для всех.
/// - Пример: «Люди, которые любят кофе, 18–65».
/// - Как исправить: опишите ситуацию выбора или сузьте возраст.
pub fn broad_persona(case: &Case<'_>, out: &mut Out<'_>) {
    if addressed(case).next().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let most = out.limit("span");
    for persona in addressed(case) {
        let (Some(from), Some(to)) = (persona.age_from.value(), persona.age_to.value()) else {
            // A situation tells more than an age.
            if persona.situation.trim().is_empty() {
                out.unknown(persona.at(Persona::age_from));
            } else {
                out.pass();
            }
            continue;
        };
        let any = persona.gender.id().is_empty() || persona.gender.is("any");
        let broad = to - from > most && any && persona.situation.trim().is_empty();
        if let Some(f) = out.judge(!broad, persona.at(Persona::situation)) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let years = (to - from).max(0.0) as usize;
            f.other(persona.at(Persona::age_from))
                .with("persona", name(persona))
                .with("years", Arg::Count(k::review_count::years, years));
        }
    }
}

/// # Segment with an unanswered question
///
/// The segment “{segment}” has no answer to {what}.
///
/// - Checks: every segment answers what, who, why, when and where.
/// - Why: the question without an answer is usually the one the purchase hangs on.
/// - Example: it is known who they are and what they buy, but not when they decide.
/// - Fix: answer it; ask five customers if you do not know.
///
/// # В сегменте вопрос без ответа
///
/// У сегмента «{segment}» нет ответа: {what}.
///
/// - Что смотрит: каждый сегмент отвечает, что, кто, почему, когда и где.
/// - Зачем: вопрос без ответа обычно и есть тот, на котором держится покупка.
/// - Пример: известно, кто они и что покупают, но не когда решают.
/// - Как исправить: ответьте; не знаете — спросите пятерых покупателей.
pub fn hole_in_segment(case: &Case<'_>, out: &mut Out<'_>) {
    let all = &case.w.audience.segments;
    if all.is_empty() {
        return out.not_applicable(k::review_na::no_segments);
    }
    for s in all {
        let asked = [
            (&s.what, Segment::what),
            (&s.who, Segment::who),
            (&s.why, Segment::why),
            (&s.when, Segment::when),
            (&s.place, Segment::place),
        ];
        let holes: Vec<_> = asked
            .iter()
            .filter(|(text, _)| text.trim().is_empty())
            .map(|(_, column)| *column)
            .collect();
        let Some(first) = holes.first() else {
            out.pass();
            continue;
        };
        let what = holes.iter().map(|c| Arg::Field(s.at(c))).collect();
        out.find(s.at(first))
            .with("segment", Arg::Row(Segment::TABLE, s.id))
            .with("what", Arg::List(what));
    }
}

/// # Segments that are twins
///
/// “{one}” and “{other}” choose for the same reasons and at the same time: this is one segment.
///
/// - Checks: why and when of any two segments differ in enough words.
/// - Why: two descriptions of the same people double the work and halve the posts.
/// - Example: “Office people” and “Managers”, both want coffee without a queue before nine.
/// - Fix: join them, or write what sets them apart.
///
/// # Сегменты-близнецы
///
/// «{one}» и «{other}» выбирают по одной причине и в одно время: это один сегмент.
///
/// - Что смотрит: «почему» и «когда» любых двух сегментов достаточно различаются словами.
/// - Зачем: два описания одних и тех же людей удваивают работу и делят посты пополам.
/// - Пример: «Офисные» и «Менеджеры»: те и другие хотят кофе без очереди до девяти.
/// - Как исправить: объедините их или напишите, чем они отличаются.
pub fn twin_segments(case: &Case<'_>, out: &mut Out<'_>) {
    let said: Vec<_> = case
        .w
        .audience
        .segments
        .iter()
        .map(|s| (s, format!("{} {}", s.why, s.when)))
        .filter(|(_, text)| !about(text).is_empty())
        .collect();
    if said.len() < 2 {
        return out.not_applicable(k::review_na::no_segments);
    }
    let most = out.limit("alike") / 100.0;
    for (i, (one, text)) in said.iter().enumerate() {
        let twin = said[..i].iter().find(|(_, t)| likeness(text, t) >= most);
        let place = one.at(Segment::why);
        if let Some(f) = out.judge(twin.is_none(), place)
            && let Some((other, _)) = twin
        {
            f.other(other.at(Segment::why))
                .with("one", Arg::Row(Segment::TABLE, one.id))
                .with("other", Arg::Row(Segment::TABLE, other.id));
        }
    }
}

/// # Persona without evidence
///
/// {persona} rests on nothing: until people were asked it is a hypothesis.
///
/// > few: {persona} is called validated, and only {n} were asked; {least} are the least.
///
/// - Checks: every persona has evidence, and a validated one at least as much of it as the limit.
/// - Why: an invented persona convinces everybody but the customers.
/// - Example: a beautiful portrait, “validated”, and not one conversation.
/// - Fix: talk to customers and note it as evidence; until then set the status to hypothesis.
///
/// # Персона без доказательств
///
/// {persona}: опереться не на что. Пока людей не спросили, это гипотеза.
///
/// > few: {persona}: персона названа проверенной, а опрошено {n}; нужно хотя бы {least}.
///
/// - Что смотрит: у каждой персоны есть доказательства, у проверенной — не меньше порога.
/// - Зачем: выдуманная персона убеждает всех, кроме покупателей.
/// - Пример: красивый портрет, «проверено», и ни одного разговора.
/// - Как исправить: поговорите с покупателями и запишите это; до тех пор поставьте «гипотеза».
pub fn unproven_persona(case: &Case<'_>, out: &mut Out<'_>) {
    if addressed(case).next().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let least = out.limit("least");
    for persona in addressed(case) {
        let all = case.w.audience.evidence.iter();
        let own: Vec<_> = all.filter(|e| e.persona == Some(persona.id)).collect();
        let n: f64 = own.iter().filter_map(|e| e.count.value()).sum();
        let validated = persona.status.is("validated");
        if own.is_empty() {
            out.find(persona.at(Persona::status))
                .severity(if validated {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .with("persona", name(persona));
        } else if validated && own.iter().all(|e| e.count.value().is_none()) {
            if let Some(e) = own.first() {
                out.unknown(e.at(Evidence::count));
            }
        } else if validated && n < least {
            out.find(persona.at(Persona::status))
                .says("few")
                .severity(Severity::Error)
                .with("persona", name(persona))
                .with("n", Arg::Number(n, 0))
                .with("least", Arg::Number(least, 0));
        } else {
            out.pass();
        }
    }
}

/// # Persona that none of our channels reaches
///
/// {persona} uses {theirs}; we are on {ours}. We will not meet.
///
/// - Checks: at least one channel of every persona is a channel in use.
/// - Why: the best post on the wrong platform is a letter to the wrong address.
/// - Example: the persona lives in house chats on Telegram, the plan is all VK.
/// - Fix: open a channel where the persona is, or check where it really is.
///
/// # До персоны не доходит ни один канал
///
/// {persona} бывает здесь: {theirs}. Мы — здесь: {ours}. Не встретимся.
///
/// - Что смотрит: хотя бы один канал каждой персоны есть среди используемых.
/// - Зачем: лучший пост не на той площадке — письмо не по адресу.
/// - Пример: персона живёт в домовых чатах Telegram, а весь план во ВКонтакте.
/// - Как исправить: откройте канал там, где она бывает, или проверьте, где она бывает на самом деле.
pub fn unmet_persona(case: &Case<'_>, out: &mut Out<'_>) {
    use crate::modules::sets::PLATFORM;
    if addressed(case).next().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let ours: Vec<_> = case
        .channels()
        .filter(|c| !c.platform.id().is_empty())
        .collect();
    if ours.is_empty() {
        return out.not_applicable(k::review_na::no_channels);
    }
    for persona in addressed(case) {
        let all = case.w.audience.channels.iter();
        let theirs: Vec<_> = all
            .filter(|c| c.persona == Some(persona.id) && !c.platform.id().is_empty())
            .collect();
        let Some(first) = theirs.first() else {
            out.unknown(persona.at(Persona::name));
            continue;
        };
        let met = theirs
            .iter()
            .any(|t| ours.iter().any(|o| o.platform == t.platform));
        if let Some(f) = out.judge(met, first.at(PersonaChannel::platform)) {
            let words = |id: &str| Arg::Choice(&PLATFORM, id.to_owned());
            f.with("persona", name(persona))
                .with(
                    "theirs",
                    Arg::List(theirs.iter().map(|c| words(c.platform.id())).collect()),
                )
                .with(
                    "ours",
                    Arg::List(ours.iter().map(|c| words(c.platform.id())).collect()),
                );
        }
    }
}

/// # Check too high for the income
///
/// The average check, {check}, is {share} of the monthly income of {persona}, {income}.
///
/// - Checks: the average check is at most the limit of the persona's monthly income.
/// - Why: for such money people save, compare and ask at home; one post does not sell.
/// - Example: an 8 000 ₽ course for students with 40 000 ₽ a month.
/// - Fix: check the income; plan a long path with trust and instalments, or choose another persona.
///
/// # Чек великоват для дохода
///
/// Средний чек {check} — это {share} месячного дохода персоны {persona}, {income}.
///
/// - Что смотрит: средний чек не больше порога от месячного дохода персоны.
/// - Зачем: на такие деньги копят, сравнивают и советуются дома; одним постом их не продать.
/// - Пример: курс за 8 000 ₽ для студентов с доходом 40 000 ₽.
/// - Как исправить: проверьте доход; заложите долгий путь с доверием и рассрочкой или выберите другую персону.
pub fn dear_for_persona(case: &Case<'_>, out: &mut Out<'_>) {
    if addressed(case).next().is_none() {
        return out.not_applicable(k::review_na::no_personas);
    }
    let Some(check) = case.w.brief.average_check.minor().filter(|m| *m > 0) else {
        return out.unknown(Brief::average_check);
    };
    let most = out.limit("share");
    for persona in addressed(case) {
        let Some(income) = persona.income.minor().filter(|m| *m > 0) else {
            out.unknown(persona.at(Persona::income));
            continue;
        };
        #[allow(clippy::cast_precision_loss)]
        let share = check as f64 * 100.0 / income as f64;
        if let Some(f) = out.judge(share <= most, persona.at(Persona::income)) {
            f.other(Brief::average_check)
                .with("persona", name(persona))
                .with("check", Arg::Money(check))
                .with("income", Arg::Money(income))
                .with("share", Arg::Percent(share));
        }
    }
}
