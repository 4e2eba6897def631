//! Rules F: the hours of the team, week by week.

use super::plan;
use crate::document::Edit;
use crate::i18n::k;
use crate::kernel::{FastMap, Row, RowId, civil};
use crate::modules::content::{Post, calendar};
use crate::modules::frame::{Effort, Role};
use crate::review::{Arg, Case, Out};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Hours that a post takes each role.
type Costs = Rc<Vec<(RowId, f64)>>;
/// Hours of the posts of a week, by its Monday, for a role.
type Load = FastMap<(NaiveDate, RowId), f64>;

/// A role whose hours are known.
struct Capacity<'a> {
    role: &'a Role,
    hours: f64,
    other: f64,
    /// What posts and other work may take together.
    safe: f64,
}

/// Sums of hours typed with decimals are never quite equal.
const NEARLY: f64 = 1e-6;

/// How far a post may be moved, in weeks; the nearest first, later before earlier.
const STEPS: [i64; 8] = [1, -1, 2, -2, 3, -3, 4, -4];

/// A post with what several questions need of it.
#[derive(Clone)]
struct Planned<'a> {
    post: &'a Post,
    day: NaiveDate,
    costs: Costs,
}

impl Planned<'_> {
    /// Hours it takes a role.
    fn cost(&self, role: RowId) -> f64 {
        let mut sum = 0.0;
        for (of, hours) in self.costs.iter() {
            if *of == role {
                sum += hours;
            }
        }
        sum
    }
}

struct Weeks<'a> {
    roles: FastMap<RowId, Capacity<'a>>,
    load: Load,
    posts: BTreeMap<NaiveDate, Vec<Planned<'a>>>,
    /// Days a post may be moved to.
    days: (NaiveDate, NaiveDate),
}

impl<'a> Weeks<'a> {
    fn of(case: &Case<'a>, days: (NaiveDate, NaiveDate), out: &mut Out<'_>) -> Self {
        let frame = &case.w.frame;
        let busy = out.limit("busy") / 100.0;
        let mut roles = FastMap::default();
        for role in &frame.team {
            let Some(hours) = role.hours.value().filter(|h| *h >= 0.0) else {
                out.unknown(role.at(Role::hours));
                continue;
            };
            let other = role.other.value().unwrap_or_default().max(0.0);
            let safe = hours * busy;
            let of = Capacity {
                role,
                hours,
                other,
                safe,
            };
            roles.insert(role.id, of);
        }
        let mut costs: FastMap<&str, Costs> = FastMap::default();
        for effort in &frame.efforts {
            match (effort.role, effort.hours.value().filter(|h| *h >= 0.0)) {
                (Some(role), Some(hours)) => {
                    let of = costs.entry(effort.format.id()).or_default();
                    Rc::make_mut(of).push((role, hours));
                }
                (None, _) => out.unknown(effort.at(Effort::role)),
                _ => out.unknown(effort.at(Effort::hours)),
            }
        }
        let last = case.period().map_or(days.1, |p| p.end.max(days.1));
        let mut weeks = Self {
            roles,
            load: Load::default(),
            posts: BTreeMap::new(),
            days: (days.0.max(case.today), last),
        };
        let this = civil::monday(case.today);
        let mut without: Vec<&str> = Vec::new();
        for post in &case.plan().posts {
            let Some(day) = post.date.value() else {
                continue;
            };
            let week = civil::monday(day);
            // Weeks that are over cannot be relieved.
            if week < this {
                continue;
            }
            let Some(costs) = costs.get(post.format.id()) else {
                if !without.contains(&post.format.id()) {
                    without.push(post.format.id());
                    out.unknown(post.at(Post::format));
                }
                continue;
            };
            for (role, hours) in costs.iter() {
                *weeks.load.entry((week, *role)).or_default() += hours;
            }
            let costs = Rc::clone(costs);
            let planned = Planned { post, day, costs };
            weeks.posts.entry(week).or_default().push(planned);
        }
        weeks
    }
    /// The day of the nearest week in which every role has room for the post, so many weeks from its own; takes the room.
    fn room(&self, planned: &Planned<'_>, taken: &mut Load) -> Option<NaiveDate> {
        let costs = &planned.costs;
        let to = STEPS
            .iter()
            .map(|s| calendar::shift(planned.day, s * 7))
            .find(|to| {
                let week = civil::monday(*to);
                let fits = |(role, hours): &(RowId, f64)| {
                    let Some(of) = self.roles.get(role) else {
                        return true;
                    };
                    let key = (week, *role);
                    let there = self.load.get(&key).copied().unwrap_or_default()
                        + taken.get(&key).copied().unwrap_or_default();
                    there + hours + of.other <= of.safe + NEARLY
                };
                *to >= self.days.0 && *to <= self.days.1 && costs.iter().all(fits)
            })?;
        for (role, hours) in costs.iter() {
            *taken.entry((civil::monday(to), *role)).or_default() += hours;
        }
        Some(to)
    }
}

/// What relieves a week.
#[derive(Default)]
struct Relief {
    edits: Vec<Edit>,
    moved: usize,
    dropped: usize,
    /// Posts that have to go, mended or not.
    away: usize,
    /// Are the edits enough.
    enough: bool,
}

impl Relief {
    /// Lets posts go until `over` hours are won: the reserve first, then ideas, then the rest, the latest first. Only reserve
    /// and ideas are moved, or taken off when no week has room.
    fn of(weeks: &Weeks<'_>, posts: &[&Planned<'_>], role: RowId, mut over: f64) -> Self {
        let free = |p: &Post| p.buffer || p.status.is("idea");
        // As numbers, which are sorted by code that is there for others too: what comes first, then where it stands.
        let mut all: Vec<u64> = Vec::new();
        for (at, p) in posts.iter().enumerate() {
            let first = u64::from(!p.post.buffer) << 1 | u64::from(!free(p.post));
            let earlier = u64::from(p.day.num_days_from_ce().unsigned_abs());
            if !p.post.status.is("published") {
                all.push(first << 56 | ((1 << 24) - 1 - earlier) << 32 | at as u64);
            }
        }
        all.sort_unstable();
        let all = all
            .iter()
            .filter_map(|n| posts.get((n & 0xffff_ffff) as usize));
        let mut relief = Self {
            enough: true,
            ..Self::default()
        };
        let mut taken = Load::default();
        for planned in all {
            if over <= NEARLY {
                break;
            }
            let post = planned.post;
            over -= planned.cost(role);
            relief.away += 1;
            relief.enough &= free(post);
            if !relief.enough {
                continue;
            }
            let Some(to) = weeks.room(planned, &mut taken) else {
                relief.dropped += 1;
                let off = Edit::text(post.at(Post::status), "dropped");
                relief.edits.push(off);
                continue;
            };
            relief.moved += 1;
            let date = Edit::text(post.at(Post::date), civil::iso(to));
            relief.edits.push(date);
            // What is made for another day is made by another day.
            if let Some(ready) = post.ready.value() {
                let by = (to - planned.day).num_days();
                let ready = civil::iso(calendar::shift(ready, by));
                relief.edits.push(Edit::text(post.at(Post::ready), ready));
            }
        }
        relief.enough &= over <= NEARLY;
        relief
    }
}

/// # Week with more work than hours
///
/// The week of {from} needs {need} h of “{role}”; there are {hours} h, and {safe} h are safe to fill. Posts that use the role:
/// {n}. Move or drop {away}.
/// > other: Of {hours} h a week of “{role}” other work takes {other}, and {safe} h are safe to fill: no room for the {n} planned in the week of {from}.
/// > move: Move {moved} to the nearest week with room
/// > drop: Take {dropped} off
/// > both: Move {moved} to the nearest week with room, take {dropped} off
///
/// - Checks: for every role and week, the hours of the planned posts together with moderation, ads and reports stay below 85 %
///   of the hours there are. Weeks that are over do not count.
/// - Why: a plan that fits only on paper breaks on the first sick day, and what breaks first is quality.
/// - Example: twenty hours of the manager, and posts and comments that take thirty-two.
/// - Fix: move or drop posts of the week, choose lighter formats, or find more hours before you promise the plan.
///
/// # Неделя, на которую не хватит рук
///
/// Неделя с {from}: роли «{role}» нужно {need} ч, а есть {hours} ч, и занимать из них стоит не больше {safe} ч. Постов, где
/// эта роль занята: {n}. Перенесите или снимите {away}.
/// > other: Из {hours} ч в неделю у роли «{role}» другая работа занимает {other} ч, а занимать стоит не больше {safe} ч: на посты недели с {from} (их {n}) места нет.
/// > move: Перенести {moved} на ближайшую неделю, где есть место
/// > drop: Снять {dropped}
/// > both: Перенести {moved} на ближайшую неделю, где есть место, и снять {dropped}
///
/// - Что смотрит: у каждой роли на каждой неделе часы на посты вместе с модерацией, рекламой и отчётами занимают не больше
///   85 % её времени. Прошедшие недели не в счёт.
/// - Зачем: план, который сходится только на бумаге, ломается на первом больничном, и первым страдает качество.
/// - Пример: у специалиста двадцать часов, а посты и комментарии требуют тридцать два.
/// - Как исправить: перенесите или снимите посты этой недели, возьмите форматы попроще или найдите часы до того, как
///   пообещаете план.
#[allow(clippy::cast_precision_loss)]
pub fn crowded_week(case: &Case<'_>, out: &mut Out<'_>) {
    let team = &case.w.frame.team;
    if team.is_empty() {
        return out.not_applicable(k::review_na::no_team);
    }
    let Some(days) = plan::days(case, out) else {
        return;
    };
    out.not_applicable(k::review_na::nothing);
    let weeks = Weeks::of(case, days, out);
    for (week, posts) in &weeks.posts {
        for role in team {
            let (Some(of), Some(load)) =
                (weeks.roles.get(&role.id), weeks.load.get(&(*week, role.id)))
            else {
                continue;
            };
            let need = load + of.other;
            if *load <= 0.0 || need <= of.safe + NEARLY {
                out.pass();
                continue;
            }
            let using = posts.iter().filter(|p| p.cost(role.id) > 0.0);
            let using: Vec<&Planned<'_>> = using.collect();
            let relief = Relief::of(&weeks, &using, role.id, need - of.safe);
            let first = relief.edits.first().and_then(|e| match e {
                Edit::Set { path, .. } => path.row(),
                _ => None,
            });
            // The post that would go first; else the last one of the week that is not out yet.
            let at = using.iter().find(|p| Some(p.post.id) == first);
            let open = using.iter().filter(|p| !p.post.status.is("published"));
            let latest = open.max_by_key(|p| p.day);
            let hours = of.role.at(Role::hours);
            let place = at.or(latest).map_or(hours, |p| p.post.at(Post::date));
            let f = out.find(place);
            f.other(hours)
                .with("from", Arg::Date(*week))
                .with("role", Arg::Row(Role::TABLE, role.id))
                .with("need", Arg::Number(need, 2))
                .with("hours", Arg::Number(of.hours, 2))
                .with("safe", Arg::Number(of.safe, 2))
                .with("other", Arg::Number(of.other, 2))
                .with("n", Arg::Number(using.len() as f64, 0))
                .with("away", Arg::Count(k::review_count::posts, relief.away))
                .with("moved", Arg::Count(k::review_count::posts, relief.moved))
                .with(
                    "dropped",
                    Arg::Count(k::review_count::posts, relief.dropped),
                );
            if of.other >= of.safe - NEARLY {
                f.says("other");
            }
            if relief.enough {
                let says = match (relief.moved, relief.dropped) {
                    (_, 0) => "move",
                    (0, _) => "drop",
                    _ => "both",
                };
                f.fix(says, relief.edits);
            }
        }
    }
}
