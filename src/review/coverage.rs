//! What the plan covers and what it leaves out, as tables of numbers: who is spoken to at which stage, which goal is worked on
//! where, which rubric speaks to whom. One pass over the posts.

use super::case::Case;
use crate::i18n::k;
use crate::kernel::{ChoiceSet, FastMap, Key, Path, Row, RowId};
use crate::modules::Workbook;
use crate::modules::audience::Persona;
use crate::modules::channels::Channel;
use crate::modules::content::Rubric;
use crate::modules::goals::Goal;
use crate::modules::sets::STAGE;
use chrono::NaiveDate;

/// A row or column of a table: its address, to go there, and what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Head {
    /// A row of the workbook; the address of its name.
    Row(Path, RowId),
    /// An option.
    Option(&'static ChoiceSet, &'static str),
}

/// Numbers of posts by two things.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Its name.
    pub title: Key,
    /// Rows.
    pub rows: Vec<Head>,
    /// Columns.
    pub columns: Vec<Head>,
    /// Posts, by row and column. A post that is for two personas counts for both.
    pub counts: Vec<Vec<usize>>,
    /// Was it meant to be: the strategy itself links the two. Where it was and there is no post, something is missing.
    pub meant: Vec<Vec<bool>>,
}

impl Matrix {
    /// Places where the strategy promises something and the plan has nothing.
    pub fn holes(&self) -> usize {
        let meant = self.meant.iter().flatten();
        let counts = self.counts.iter().flatten();
        meant.zip(counts).filter(|(m, n)| **m && **n == 0).count()
    }
}

/// Which of them a row of the plan belongs to, by place.
type Places = FastMap<RowId, usize>;

fn places<'a, R: Row>(rows: impl Iterator<Item = &'a R>) -> (Vec<RowId>, Places) {
    let ids: Vec<RowId> = rows.map(Row::id).collect();
    let places = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    (ids, places)
}

/// The three tables: personas by stages, goals by channels, personas by rubrics. Without posts there are none.
pub fn coverage(w: &Workbook, today: NaiveDate) -> Vec<Matrix> {
    let case = Case::new(w, today);
    let posts = &case.plan().posts;
    if posts.is_empty() {
        return Vec::new();
    }
    let (people, person_at) = places(w.audience.personas.iter().filter(|p| !p.anti));
    let (goals, goal_at) = places(w.goals.goals.iter());
    let (rubrics, rubric_at) = places(w.content.rubrics.iter());
    let (channels, channel_at) = places(case.channels());
    let table = |rows: usize, columns: usize| vec![vec![0_usize; columns]; rows];
    let mut stages = table(people.len(), STAGE.options.len());
    let mut work = table(goals.len(), channels.len());
    let mut voices = table(people.len(), rubrics.len());
    for post in posts {
        let stage = STAGE.options.iter().position(|o| post.stage.is(o.id));
        let rubric = post.rubric.and_then(|r| rubric_at.get(&r));
        for row in post.personas.iter().filter_map(|p| person_at.get(p)) {
            if let Some(column) = stage {
                stages[*row][column] += 1;
            }
            if let Some(column) = rubric {
                voices[*row][*column] += 1;
            }
        }
        let goal = post.goal.and_then(|g| goal_at.get(&g));
        let channel = post.channel.and_then(|c| channel_at.get(&c));
        if let (Some(row), Some(column)) = (goal, channel) {
            work[*row][*column] += 1;
        }
    }
    // A stage is promised to everybody by a goal that has it.
    let promised: Vec<bool> = STAGE
        .options
        .iter()
        .map(|o| w.goals.goals.iter().any(|g| g.stage.is(o.id)))
        .collect();
    let linked = |rows: &[RowId], columns: &[RowId], links: &dyn Fn(RowId, RowId) -> bool| {
        let row = |r: &RowId| columns.iter().map(|c| links(*r, *c)).collect();
        rows.iter().map(row).collect::<Vec<Vec<bool>>>()
    };
    let serves = |goal: RowId, channel: RowId| {
        let mut all = w.channels.channels.iter();
        all.any(|c| c.id == channel && c.goals.contains(&goal))
    };
    let speaks = |person: RowId, rubric: RowId| {
        let mut all = w.content.rubrics.iter();
        all.any(|r| r.id == rubric && r.personas.contains(&person))
    };
    let heads = |ids: &[RowId], path: &dyn Fn(RowId) -> Path| -> Vec<Head> {
        ids.iter().map(|id| Head::Row(path(*id), *id)).collect()
    };
    let person = |id| Persona::TABLE.cell(id, Persona::name);
    let of_stages = STAGE.options.iter().map(|o| Head::Option(&STAGE, o.id));
    vec![
        Matrix {
            title: k::coverage::stages,
            rows: heads(&people, &person),
            columns: of_stages.collect(),
            meant: vec![promised; people.len()],
            counts: stages,
        },
        Matrix {
            title: k::coverage::channels,
            rows: heads(&goals, &|id| Goal::TABLE.cell(id, Goal::title)),
            columns: heads(&channels, &|id| Channel::TABLE.cell(id, Channel::platform)),
            meant: linked(&goals, &channels, &serves),
            counts: work,
        },
        Matrix {
            title: k::coverage::rubrics,
            rows: heads(&people, &person),
            columns: heads(&rubrics, &|id| Rubric::TABLE.cell(id, Rubric::name)),
            meant: linked(&people, &rubrics, &speaks),
            counts: voices,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_json;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default()
    }

    #[test]
    fn posts_are_counted_for_everyone_they_are_for_and_promises_without_posts_are_holes() {
        let text = r#"{"format":"planerka","schema":1,"modules":{
            "audience":{"personas":[{"id":1,"name":"A"},{"id":2,"name":"B"},{"id":3,"name":"C","anti":true}]},
            "goals":{"goals":[{"id":1,"stage":"awareness"},{"id":2,"stage":"conversion"}]},
            "channels":{"channels":[{"id":1,"platform":"vk","usage":"yes","goals":[1,2]},{"id":2,"platform":"ok","usage":"no","goals":[1]}]},
            "content":{"rubrics":[{"id":1,"personas":[1]},{"id":2,"personas":[2]}],"posts":[
                {"id":1,"stage":"awareness","personas":[1,2,3],"rubric":1,"goal":1,"channel":1},
                {"id":2,"stage":"awareness","personas":[1],"rubric":1,"goal":1,"channel":1},
                {"id":3,"stage":"conversion","personas":[2],"rubric":2,"goal":2,"channel":1,"status":"dropped"}]}}}"#;
        let w = from_json(text.as_bytes()).unwrap().workbook;
        let all = coverage(&w, today());
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].counts, [[2, 0, 0, 0, 0], [1, 0, 0, 0, 0]]);
        assert_eq!(all[0].holes(), 2, "nobody is led to buy");
        assert_eq!(
            (all[1].counts.clone(), all[1].holes()),
            (vec![vec![2], vec![0]], 1)
        );
        assert_eq!(all[2].counts, [[2, 0], [1, 0]]);
        assert_eq!(all[2].holes(), 1, "the second rubric speaks to nobody");
        assert_eq!(coverage(&Workbook::default(), today()), []);
    }
}
