//! The strategy as the rules look at it: the workbook, today, and counts that several rules need, made once.

use crate::kernel::{FastMap, RowId};
use crate::modules::Workbook;
use crate::modules::channels::Channel;
use crate::modules::content::{Post, calendar};
use crate::modules::frame::period::Period;
use crate::review::reading::{self, PostRead};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

/// One strategy before the reviewer.
pub struct Case<'a> {
    /// The strategy.
    pub w: &'a Workbook,
    /// The local day of the review.
    pub today: NaiveDate,
    plan: OnceCell<Plan<'a>>,
    counts: Option<Rc<Counts>>,
    read: OnceCell<Rc<Vec<PostRead>>>,
}

/// The content plan, counted.
pub struct Plan<'a> {
    /// Posts that were not taken off, in the order of the file.
    pub posts: Vec<&'a Post>,
    counts: Rc<Counts>,
}

/// What is counted of a plan: all of it that outlives a look at the workbook.
#[derive(Debug, Default)]
pub struct Counts {
    /// Places of the posts that were not taken off.
    kept: Vec<usize>,
    /// How many of them each rubric has.
    pub rubric: FastMap<RowId, usize>,
    /// How many of them address each persona.
    pub persona: FastMap<RowId, usize>,
    /// How many of them each channel has.
    pub channel: FastMap<RowId, usize>,
    /// How many of them serve each goal.
    pub goal: FastMap<RowId, usize>,
    /// First and last day of the plan.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl<'a> Case<'a> {
    /// A strategy as of a day.
    pub fn new(w: &'a Workbook, today: NaiveDate) -> Self {
        Self {
            w,
            today,
            plan: OnceCell::new(),
            counts: None,
            read: OnceCell::new(),
        }
    }
    /// The same with the counts of a plan that has not changed since.
    pub(super) fn counted(w: &'a Workbook, today: NaiveDate, counts: Option<Rc<Counts>>) -> Self {
        Self {
            counts,
            ..Self::new(w, today)
        }
    }
    /// The counts, when any rule has asked for the plan.
    pub(super) fn counts(&self) -> Option<Rc<Counts>> {
        let made = self.plan.get().map(|plan| Rc::clone(&plan.counts));
        made.or_else(|| self.counts.clone())
    }
    /// Takes over what was read of the posts, of all of them in the order of the file.
    pub(super) fn have_read(&self, read: &Rc<Vec<PostRead>>) {
        self.read.get_or_init(|| Rc::clone(read));
    }
    /// What there is to know of the texts of each post, in the order of the file.
    pub fn read(&self) -> &[PostRead] {
        let posts = || self.w.content.posts.iter();
        self.read
            .get_or_init(|| Rc::new(posts().map(reading::post).collect()))
    }
    /// Posts that were not taken off, with what there is to know of their texts.
    pub fn texts(&self) -> impl Iterator<Item = (&'a Post, &PostRead)> {
        let (plan, read) = (self.plan(), self.read());
        let read = plan.kept.iter().filter_map(|at| read.get(*at));
        plan.posts.iter().copied().zip(read)
    }
    /// The content plan.
    pub fn plan(&self) -> &Plan<'a> {
        self.plan.get_or_init(|| {
            let counts = self.counts.clone();
            let counts = counts.unwrap_or_else(|| Rc::new(Counts::of(self.w)));
            let posts = &self.w.content.posts;
            Plan {
                posts: counts.kept.iter().filter_map(|at| posts.get(*at)).collect(),
                counts,
            }
        })
    }
    /// First and last day of the project, when both are given and in order.
    pub fn period(&self) -> Option<Period> {
        Period::of(&self.w.frame)
    }
    /// Channels that are used: said so, or not said to be left or put off.
    pub fn channels(&self) -> impl Iterator<Item = &'a Channel> + use<'a> {
        let all = self.w.channels.channels.iter();
        all.filter(|c| !c.usage.is("no") && !c.usage.is("later"))
    }
    /// Is the strategy for the Russian market.
    pub fn russia(&self) -> bool {
        self.w.frame.country.is("ru")
    }
}

impl Deref for Plan<'_> {
    type Target = Counts;
    fn deref(&self) -> &Counts {
        &self.counts
    }
}

impl Counts {
    fn of(w: &Workbook) -> Self {
        let mut plan = Self::default();
        let count = |map: &mut FastMap<RowId, usize>, row: Option<RowId>| {
            if let Some(row) = row {
                *map.entry(row).or_default() += 1;
            }
        };
        let posts = w.content.posts.iter().enumerate();
        for (at, post) in posts.filter(|(_, p)| calendar::planned(p)) {
            count(&mut plan.rubric, post.rubric);
            count(&mut plan.channel, post.channel);
            count(&mut plan.goal, post.goal);
            for persona in &post.personas {
                count(&mut plan.persona, Some(*persona));
            }
            if let Some(day) = post.date.value() {
                let (from, to) = plan.days.unwrap_or((day, day));
                plan.days = Some((from.min(day), to.max(day)));
            }
            plan.kept.push(at);
        }
        plan
    }
    /// Weeks from the first to the last day, at least one; nothing when no post has a date.
    #[allow(clippy::cast_precision_loss)]
    pub fn weeks(&self) -> Option<f64> {
        let (from, to) = self.days?;
        Some((((to - from).num_days() + 1) as f64 / 7.0).max(1.0))
    }
}
