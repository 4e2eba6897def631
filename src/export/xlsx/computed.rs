//! Columns and totals that are counted, each with its formula and with what this program computes. Where the two could
//! differ, because names are missing or not distinct, the number stands there without a formula.

use super::fill::Ctx;
use super::layout::Placed;
use super::model::{As, Cell, Column, Mark, Outcome, Sheet, cell, letters};
use crate::i18n::{Locale, k};
use crate::kernel::{Key, Row, RowId, TablePath};
use crate::modules::audience::{Persona, Segment};
use crate::modules::channels::Channel;
use crate::modules::competitors::{COMPETITOR_KIND, Competitor, measure};
use crate::modules::content::{Post, Rubric, STATUS, calendar, shares};
use crate::modules::frame::period::Period;
use crate::modules::frame::{Effort, Role};
use crate::modules::goals::{BusinessGoal, Kpi};
use crate::modules::sets::ER_FORMULA;

/// Columns whose sum stands below their table.
const TOTALS: &[(TablePath, &[&str])] = &[
    (Rubric::TABLE, &[Rubric::share, Rubric::per_week]),
    (Channel::TABLE, &[Channel::per_week]),
    (Role::TABLE, &[Role::hours, Role::other]),
    (Segment::TABLE, &[Segment::priority]),
    (Persona::TABLE, &[Persona::weight]),
];

/// Columns of competitors whose median stands below their table.
const MEDIANS: &[&str] = &[
    Competitor::followers,
    Competitor::posts_per_week,
    Competitor::er,
    Competitor::response_hours,
];

/// A number with its formula; without one when there is none that gives the same.
fn number(formula: Option<String>, value: Option<f64>, shown: As) -> Cell<'static> {
    match (formula, value) {
        (Some(text), value) => Cell::Formula {
            text,
            array: false,
            result: value.map_or(Outcome::Nothing, Outcome::Number),
            shown,
        },
        (None, Some(value)) => Cell::Number(value, shown),
        (None, None) => Cell::Blank,
    }
}

/// Adds the columns and totals of a table to its sheet.
pub fn add(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let path = placed.def.path;
    if path == Rubric::TABLE {
        rubrics(ctx, placed, sheet);
    } else if path == Channel::TABLE {
        channels(ctx, placed, sheet);
    } else if path == Effort::TABLE {
        efforts(ctx, placed, sheet);
    } else if path == Role::TABLE {
        team(ctx, placed, sheet);
    } else if path == Kpi::TABLE {
        change(
            ctx,
            placed,
            sheet,
            Kpi::baseline,
            Kpi::target,
            Some(Kpi::no_baseline),
        );
    } else if path == BusinessGoal::TABLE {
        change(
            ctx,
            placed,
            sheet,
            BusinessGoal::baseline,
            BusinessGoal::target,
            None,
        );
    }
    totals(ctx, placed, sheet);
    if path == Competitor::TABLE {
        medians(ctx, placed, sheet);
    }
}

fn column(
    sheet: &mut Sheet<'_>,
    l: Locale,
    name: Key,
    mark: Option<Mark>,
    cells: Vec<Cell<'static>>,
) {
    sheet.columns.push(Column {
        name: l.t(name).into(),
        allowed: None,
        mark,
        computed: true,
    });
    for (row, cell) in sheet.rows.iter_mut().zip(cells) {
        row.push(cell);
    }
}

/// Posts whose field has the text of a cell, those taken off the plan apart.
fn posts_with(ctx: &Ctx<'_>, field: &str, of: &str) -> Option<String> {
    let posts = ctx.layout.table(Post::TABLE)?;
    let (values, status) = (posts.field(field)?, posts.field(Post::status)?);
    let dropped = ctx.l.option(&STATUS, "dropped").replace('"', "\"\"");
    Some(format!(
        "SUMPRODUCT(({values}={of})*({status}<>\"{dropped}\"))"
    ))
}

/// Days of the planning horizon, from the sheet of the frame.
fn days(ctx: &Ctx<'_>) -> Option<(String, f64)> {
    let period = Period::of(&ctx.w.frame)?;
    let (start, end) = (
        ctx.layout.value("frame", "start")?,
        ctx.layout.value("frame", "end")?,
    );
    #[allow(clippy::cast_precision_loss)]
    let days = period.days() as f64;
    Some((format!("({end}-{start}+1)"), days))
}

fn rubrics(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let distinct = placed.distinct();
    let shares = shares::shares(&ctx.w.content);
    let find = |id: &RowId| shares.rows.iter().find(|s| s.rubric == *id);
    let name = letters(placed.name_column());
    let (count, share) = (letters(placed.computed(0)), letters(placed.computed(1)));
    let target = placed
        .column(Rubric::share)
        .map(letters)
        .unwrap_or_default();
    let last = placed.rows.len() + 1;
    let (mut counts, mut actual, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for (at, id) in placed.rows.iter().enumerate() {
        let row = at + 2;
        let posts = distinct
            .then(|| posts_with(ctx, Post::rubric, &format!("${name}{row}")))
            .flatten();
        let of = find(id);
        #[allow(clippy::cast_precision_loss)]
        counts.push(number(posts, of.map(|s| s.posts as f64), As::Plain));
        let sum = format!("SUM(${count}$2:${count}${last})");
        actual.push(number(
            Some(format!(
                "IF({sum}=0,0,ROUND(${count}{row}*100/{sum},0)/100)"
            )),
            of.map(|s| s.actual / 100.0),
            As::Percent(0),
        ));
        #[allow(clippy::cast_precision_loss)]
        let gap = of.and_then(|s| s.gap()).map(|g| g as f64);
        gaps.push(number(
            Some(format!(
                "IF(ISNUMBER(${target}{row}),ROUND(${share}{row}*100-${target}{row}*100,0),\"\")"
            )),
            gap,
            As::Points,
        ));
    }
    column(sheet, ctx.l, k::export::sheet::posts, None, counts);
    column(
        sheet,
        ctx.l,
        k::export::sheet::share,
        Some(Mark::Bar),
        actual,
    );
    column(sheet, ctx.l, k::export::sheet::gap, Some(Mark::Off), gaps);
}

/// Planned posts that some test holds for.
#[allow(clippy::cast_precision_loss)]
fn planned(ctx: &Ctx<'_>, test: impl Fn(&Post) -> bool) -> f64 {
    let posts = ctx.w.content.posts.iter();
    posts.filter(|p| calendar::planned(p) && test(p)).count() as f64
}

fn channels(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let distinct = placed.distinct();
    let name = letters(placed.name_column());
    let count = letters(placed.computed(0));
    let days = days(ctx);
    let (mut counts, mut rhythm) = (Vec::new(), Vec::new());
    for (at, id) in placed.rows.iter().enumerate() {
        let row = at + 2;
        let of = format!("${name}{row}");
        let formula = distinct.then(|| posts_with(ctx, Post::channel, &of));
        let posts = planned(ctx, |p| p.channel == Some(*id));
        counts.push(number(formula.flatten(), Some(posts), As::Plain));
        rhythm.push(match &days {
            Some((text, days)) => number(
                Some(format!("ROUND(${count}{row}*70/{text},0)/10")),
                Some(weekly(posts, *days)),
                As::Tenths,
            ),
            None => Cell::Blank,
        });
    }
    column(sheet, ctx.l, k::export::sheet::posts, None, counts);
    column(sheet, ctx.l, k::export::sheet::weekly, None, rhythm);
}

/// So much in so many days, a week, to one decimal. Divided last, so that halves are halves for every program.
fn weekly(n: f64, days: f64) -> f64 {
    (n * 70.0 / days).round() / 10.0
}

/// Hours of an effort; nothing when they are not a number.
fn hours(effort: &Effort) -> Option<f64> {
    effort.hours.value()
}

fn efforts(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let format = placed
        .column(Effort::format)
        .map(letters)
        .unwrap_or_default();
    let each = placed
        .column(Effort::hours)
        .map(letters)
        .unwrap_or_default();
    let count = letters(placed.computed(0));
    let (mut counts, mut all) = (Vec::new(), Vec::new());
    for (at, id) in placed.rows.iter().enumerate() {
        let row = at + 2;
        let effort = ctx.w.frame.efforts.iter().find(|e| e.id == *id);
        let Some(effort) = effort else { continue };
        let posts = planned(ctx, |p| p.format == effort.format);
        let blank = effort.format.is_blank();
        let of = format!("${format}{row}");
        let formula = (!blank)
            .then(|| posts_with(ctx, Post::format, &of))
            .flatten();
        let posts = if blank { 0.0 } else { posts };
        counts.push(number(formula, Some(posts), As::Plain));
        all.push(number(
            Some(format!(
                "IF(ISNUMBER(${each}{row}),${each}{row}*${count}{row},0)"
            )),
            Some(hours(effort).map_or(0.0, |h| h * posts)),
            As::Plain,
        ));
    }
    column(sheet, ctx.l, k::export::sheet::posts, None, counts);
    column(sheet, ctx.l, k::export::sheet::hours, None, all);
}

fn team(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let distinct = placed.distinct();
    let Some((text, days)) = days(ctx) else {
        return;
    };
    let efforts = ctx
        .layout
        .table(Effort::TABLE)
        .filter(|t| !t.rows.is_empty());
    let Some(efforts) = efforts else { return };
    let Some((roles, all)) = efforts
        .field(Effort::role)
        .zip(efforts.range(efforts.computed(1)))
    else {
        return;
    };
    let name = letters(placed.name_column());
    let have = placed.column(Role::hours).map(letters).unwrap_or_default();
    let other = placed.column(Role::other).map(letters).unwrap_or_default();
    let need = letters(placed.computed(0));
    let (mut needs, mut loads) = (Vec::new(), Vec::new());
    for (at, id) in placed.rows.iter().enumerate() {
        let row = at + 2;
        let of = ctx.w.frame.efforts.iter().filter(|e| e.role == Some(*id));
        let total: f64 = of
            .filter(|e| !e.format.is_blank())
            .map(|e| hours(e).unwrap_or(0.0) * planned(ctx, |p| p.format == e.format))
            .sum();
        let needed = weekly(total, days);
        let formula = distinct
            .then(|| format!("ROUND(SUMPRODUCT(({roles}=${name}{row})*{all})*70/{text},0)/10"));
        needs.push(number(formula, Some(needed), As::Tenths));
        let role = ctx.w.frame.team.iter().find(|r| r.id == *id);
        let known = role.and_then(|r| r.hours.value()).filter(|h| *h > 0.0);
        let more = role.and_then(|r| r.other.value()).unwrap_or(0.0);
        loads.push(number(
            Some(format!(
                "IF(N(${have}{row})>0,(${need}{row}+N(${other}{row}))/${have}{row},\"\")"
            )),
            known.map(|h| (needed + more) / h),
            As::Percent(0),
        ));
    }
    column(sheet, ctx.l, k::export::sheet::week_hours, None, needs);
    column(
        sheet,
        ctx.l,
        k::export::sheet::load,
        Some(Mark::Over),
        loads,
    );
}

/// From baseline to target, in percent of the baseline.
fn change(
    ctx: &Ctx<'_>,
    placed: &Placed,
    sheet: &mut Sheet<'_>,
    baseline: &str,
    target: &str,
    none: Option<&str>,
) {
    let at = |field: &str| placed.column(field).map(letters).unwrap_or_default();
    let (from, to) = (at(baseline), at(target));
    let yes = ctx.l.t(k::word::yes);
    let mut cells = Vec::new();
    for (n, id) in placed.rows.iter().enumerate() {
        let row = n + 2;
        let number_of = |field: &str| {
            let place = placed.def.columns.iter().find(|c| c.id == field)?;
            let text = ctx.w.text(placed.def.path.cell(*id, place.id));
            crate::kernel::Number::from(text).value()
        };
        let flagged = none.is_some_and(|field| {
            let place = placed.def.columns.iter().find(|c| c.id == field);
            let cell = place.and_then(|c| ctx.w.get(placed.def.path.cell(*id, c.id)));
            cell == Some(crate::kernel::CellRef::Flag(true))
        });
        let value = number_of(baseline)
            .zip(number_of(target))
            .filter(|(a, _)| *a != 0.0 && !flagged)
            .map(|(a, b)| (b - a) / a.abs());
        let unless = none.map_or_else(String::new, |field| {
            format!(",${}{row}<>\"{yes}\"", at(field))
        });
        cells.push(number(
            Some(format!(
                "IF(AND(N(${from}{row})<>0,ISNUMBER(${to}{row}){unless}),(${to}{row}-${from}{row})/ABS(${from}{row}),\"\")"
            )),
            value,
            As::Percent(0),
        ));
    }
    column(sheet, ctx.l, k::export::sheet::change, None, cells);
}

/// The number in a cell, computed or not.
fn value(cell: &Cell<'_>) -> Option<(f64, As)> {
    match cell {
        Cell::Number(n, how) => Some((*n, *how)),
        Cell::Formula {
            result: Outcome::Number(n),
            shown,
            ..
        } => Some((*n, *shown)),
        _ => None,
    }
}

fn totals(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let Some((_, fields)) = TOTALS.iter().find(|(t, _)| *t == placed.def.path) else {
        return;
    };
    if placed.rows.is_empty() {
        return;
    }
    let mut row = vec![Cell::Blank; sheet.columns.len()];
    let mut columns: Vec<usize> = fields.iter().filter_map(|f| placed.column(f)).collect();
    // Computed columns that add up too: posts, and the shares of them.
    if placed.def.path == Rubric::TABLE {
        columns.extend([placed.computed(0), placed.computed(1)]);
    } else if [Channel::TABLE, Role::TABLE].contains(&placed.def.path)
        && sheet.columns.len() > placed.computed(0)
    {
        columns.push(placed.computed(0));
    }
    for at in columns {
        let numbers: Vec<(f64, As)> = sheet
            .rows
            .iter()
            .filter_map(|r| r.get(at).and_then(value))
            .collect();
        if let (Some((_, how)), Some(place)) = (numbers.first(), row.get_mut(at)) {
            let range = format!("{0}2:{0}{1}", letters(at), sheet.rows.len() + 1);
            let sum = numbers.iter().map(|(n, _)| n).sum();
            *place = number(Some(format!("SUM({range})")), Some(sum), *how);
        }
    }
    if row.iter().all(|c| *c == Cell::Blank) {
        return;
    }
    if let Some(first) = row.first_mut().filter(|c| **c == Cell::Blank) {
        *first = Cell::Text(ctx.l.t(k::export::sheet::total).into());
    }
    sheet.below.push(row);
}

/// The middle of the competitors, without us, as the matrix has it.
fn medians(ctx: &Ctx<'_>, placed: &Placed, sheet: &mut Sheet<'_>) {
    let l = ctx.l;
    let own = l.option(&COMPETITOR_KIND, "own").replace('"', "\"\"");
    let Some(kind) = placed.field(Competitor::kind) else {
        return;
    };
    let formula_of = measure::formula(ctx.w);
    let mut row = vec![Cell::Blank; sheet.columns.len()];
    for field in MEDIANS {
        let (Some(at), Some(median)) = (placed.column(field), measure::median(ctx.w, field)) else {
            continue;
        };
        let Some(values) = placed.field(field) else {
            continue;
        };
        let numbers = sheet.rows.iter().filter_map(|r| r.get(at).and_then(value));
        let shown = numbers.map(|(_, how)| how).next().unwrap_or(As::Plain);
        let mut test = format!("({kind}<>\"{own}\")*ISNUMBER({values})");
        if *field == Competitor::er {
            let label = formula_of.as_deref().map(|id| l.option(&ER_FORMULA, id));
            let of = placed.field(Competitor::er_formula);
            if let Some((label, of)) = label.zip(of) {
                test.push_str(&format!("*({of}=\"{}\")", label.replace('"', "\"\"")));
            }
        }
        let scale = if matches!(shown, As::Percent(_)) {
            100.0
        } else {
            1.0
        };
        // An option of a later version is not ours to put into a formula.
        let known = formula_of
            .as_deref()
            .is_none_or(|id| ER_FORMULA.get(id).is_some());
        let result = median / scale;
        row[at] = if known {
            Cell::Formula {
                text: format!("MEDIAN(IF({test},{values}))"),
                array: true,
                result: Outcome::Number(result),
                shown,
            }
        } else {
            Cell::Number(result, shown)
        };
    }
    if row.iter().any(|c| *c != Cell::Blank) {
        if let Some(first) = row.first_mut() {
            *first = Cell::Text(l.t(k::export::sheet::median).into());
        }
        sheet.below.push(row);
    }
}

/// The address of a value in a sheet of fields; rows from 0.
pub fn value_cell(sheet: &Sheet<'_>, row: usize) -> String {
    cell(&sheet.name, 1, row)
}
