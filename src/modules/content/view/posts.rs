//! Posts as a table with filters, and the chosen one below it. Only the rows in view are in the page.

use super::editor;
use super::shared::{channel_name, focus_soon, post_title, rubric_name, tone};
use crate::i18n::k;
use crate::kernel::{ChoiceSet, Label, Path, Row, RowId, TablePath, Value, civil};
use crate::modules::audience::Persona;
use crate::modules::channels::Channel;
use crate::modules::content::calendar::{Filter, found};
use crate::modules::content::{FILTERED, Post, Rubric, STATUS};
use crate::modules::sets::{FORMAT, STAGE};
use crate::ui::kit::{empty, icon};
use crate::ui::route::Route;
use crate::ui::{Ctx, app};
use chrono::Datelike;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Height of a row in rem; the sheet says the same.
const ROW: f64 = 2.75;
/// Rows drawn beyond the visible ones, and the step in which the window moves.
const SPARE: usize = 8;

/// The list and what is chosen in it.
#[derive(Clone, Copy)]
pub struct List {
    /// Ids of the posts shown, by date.
    pub rows: Memo<Vec<RowId>>,
    /// The post in the editor.
    pub current: Memo<Option<RowId>>,
    chosen: RwSignal<Option<RowId>>,
}

impl List {
    /// Puts a post into the editor.
    pub fn choose(self, row: RowId) {
        self.chosen.set(Some(row));
    }
    /// The neighbour of the chosen post.
    pub fn beside(self, by: isize) -> Option<RowId> {
        let current = self.current.get()?;
        self.rows.with(|rows| {
            let at = rows.iter().position(|r| *r == current)?;
            rows.get(at.checked_add_signed(by)?).copied()
        })
    }
}

fn asked(cx: Ctx) -> Option<(RowId, String)> {
    let field = Route::field(&window().location().hash().ok()?)?;
    match cx.s.peek(|w| w.parse_path(&field)) {
        Some(Path::Cell { table, row, .. }) if table == Post::TABLE => Some((row, field)),
        _ => None,
    }
}

/// The view.
pub fn page(cx: Ctx) -> AnyView {
    let filter = RwSignal::new(Filter::default());
    let chosen = RwSignal::new(asked(cx).map(|(row, _)| row));
    let last = StoredValue::new(0_usize);
    let rows = Memo::new(move |_| {
        cx.s.rows(Post::TABLE);
        filter.with(|f| cx.s.derived(|w| found(&w.content.posts, f)))
    });
    let current = Memo::new(move |_| {
        let there = cx.s.rows(Post::TABLE);
        rows.with(|rows| {
            let kept = chosen.get().filter(|c| there.contains(c));
            let now = kept
                .or_else(|| {
                    rows.get(last.get_value().min(rows.len().saturating_sub(1)))
                        .copied()
                })
                .or_else(|| there.first().copied());
            if let Some(at) = now.and_then(|n| rows.iter().position(|r| *r == n)) {
                last.set_value(at);
            }
            now
        })
    });
    let list = List {
        rows,
        current,
        chosen,
    };
    // A link to another post of this same page changes the address only.
    let listen = window_event_listener(ev::hashchange, move |_| {
        if let Some((row, field)) = asked(cx) {
            filter.set(Filter::default());
            list.choose(row);
            app::focus_field(&field);
        }
    });
    on_cleanup(move || listen.remove());
    let add = move |_| {
        filter.set(Filter::default());
        let row =
            cx.s.add_row(Post::TABLE, &[(Post::status, Value::text("idea"))]);
        list.choose(row);
        app::focus_field(&Post::TABLE.cell(row, Post::title).to_string());
    };
    let nothing = move || cx.s.rows(Post::TABLE).is_empty();
    view! {
        <Show when=nothing>
            {empty(cx, Label::Key(k::content::posts::_self), view! {
                <div class="ghost">
                    <p class="ghost__word">{cx.t(k::content::ghost::word)}</p>
                    <p class="ghost__title">{cx.t(k::content::ghost::post)}</p>
                    <p class="ghost__text">{cx.t(k::content::ghost::post_text)}</p>
                </div>
            }.into_any())}
        </Show>
        <Show when=move || !nothing()>{filters(cx, filter, rows)}{table(cx, list)}</Show>
        <div class="buttons posts__add">
            <button type="button" class="button button--add" data-add=Post::TABLE.to_string() on:click=add>{icon("plus")}<span>{cx.t(k::content::posts_page::add)}</span></button>
            <a class="button" data-command="plan-import" href=cx.href("plan-import")>{icon("upload")}<span>{cx.t(k::plan_import::link)}</span></a>
        </div>
        {move || current.get().map(|row| editor::editor(cx, list, row))}
    }
    .into_any()
}

fn filters(cx: Ctx, filter: RwSignal<Filter>, rows: Memo<Vec<RowId>>) -> AnyView {
    let id = |v: String| v.parse().ok().map(RowId);
    let linked = move |name: &'static str,
                       label: Label,
                       table: TablePath,
                       set: fn(&mut Filter, Option<RowId>),
                       get: fn(&Filter) -> Option<RowId>| {
        let options = move || {
            cx.s.rows(table)
                .into_iter()
                .map(|row| {
                    let text = move || match table {
                        t if t == Rubric::TABLE => rubric_name(cx, row),
                        t => cx.s.name(t, row, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into()),
                    };
                    view! { <option value=row.to_string() prop:selected=move || filter.with(get) == Some(row)>{text}</option> }
                })
                .collect_view()
        };
        select(
            cx,
            name,
            label,
            move |v| filter.update(|f| set(f, id(v))),
            move || filter.with(get).is_none(),
            view! { {options} }.into_any(),
        )
    };
    let statuses: Vec<AnyView> = STATUS
        .options
        .iter()
        .map(|o| view! { <option value=o.id prop:selected=move || filter.with(|f| f.status == o.id)>{cx.l.label(o.label)}</option> }.into_any())
        .collect();
    let total = move || {
        let all = cx.s.rows(Post::TABLE).len();
        let shown = rows.with(Vec::len);
        if filter.with(Filter::is_blank) {
            cx.l.count(k::count::posts, all)
        } else {
            cx.l.count_with(
                k::content::posts_page::found,
                all,
                &[("shown", &shown.to_string())],
            )
        }
    };
    let clear = move || {
        (!filter.with(Filter::is_blank)).then(|| {
            view! { <button type="button" class="link" on:click=move |_| filter.set(Filter::default())>{cx.t(k::content::posts_page::clear)}</button> }
        })
    };
    view! {
        <div class="filters" role="search" aria-label=cx.t(k::content::posts_page::filters)>
            <label class="filters__words">
                <span class="visually-hidden">{cx.t(k::content::posts_page::words)}</span>
                {icon("search")}
                <input class="input" type="search" name="filter-words" autocomplete="off" placeholder=cx.t(k::content::posts_page::words) prop:value=move || filter.with(|f| f.words.clone()) on:input:target=move |e| filter.update(|f| f.words = e.target().value()) />
            </label>
            {linked(FILTERED[0], Label::Key(k::content::posts::channel), Channel::TABLE, |f, v| f.channel = v, |f| f.channel)}
            {linked(FILTERED[1], Label::Key(k::content::posts::rubric), Rubric::TABLE, |f, v| f.rubric = v, |f| f.rubric)}
            {linked(FILTERED[2], Label::Key(k::content::posts::personas), Persona::TABLE, |f, v| f.persona = v, |f| f.persona)}
            {select(cx, FILTERED[3], Label::Key(k::content::posts::status), move |v| filter.update(|f| f.status = v), move || filter.with(|f| f.status.is_empty()), statuses.into_any())}
            <p class="filters__total" role="status">{total} " " {clear}</p>
        </div>
    }
    .into_any()
}

fn select(
    cx: Ctx,
    name: &'static str,
    label: Label,
    set: impl Fn(String) + 'static,
    blank: impl Fn() -> bool + Send + Sync + 'static,
    options: AnyView,
) -> AnyView {
    view! {
        <label class="filters__select">
            <span class="visually-hidden">{cx.l.label(label)}</span>
            <select class="input input--select" name=name on:change:target=move |e| set(e.target().value())>
                <option value="" prop:selected=blank>{cx.fill(k::content::posts_page::any, &[("what", cx.l.label(label))])}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn table(cx: Ctx, list: List) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let window = RwSignal::new((0_usize, 40_usize));
    let look = move || {
        let Some(box_) = node.get_untracked() else {
            return;
        };
        let row = box_
            .query_selector("tr[data-row]")
            .ok()
            .flatten()
            .map_or(44.0, |r| r.get_bounding_client_rect().height())
            .max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (first, seen) = (
            (f64::from(box_.scroll_top()) / row) as usize,
            (f64::from(box_.client_height()) / row) as usize + 1,
        );
        let from = first.saturating_sub(SPARE) / SPARE * SPARE;
        let next = (from, first + seen + SPARE * 2);
        if window.get_untracked() != next {
            window.set(next);
        }
    };
    // The chosen post is in sight when the page opens.
    Effect::new(move |_| {
        let at = list
            .current
            .get_untracked()
            .and_then(|c| list.rows.with_untracked(|r| r.iter().position(|x| *x == c)));
        if let (Some(box_), Some(at)) = (node.get(), at.filter(|at| *at > 4)) {
            let row = box_
                .query_selector("tr[data-row]")
                .ok()
                .flatten()
                .map_or(44.0, |r| r.get_bounding_client_rect().height());
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            box_.set_scroll_top((row * (at as f64 - 2.0)) as i32);
            look();
        }
    });
    let shown = move || {
        let (from, to) = window.get();
        list.rows.with(|rows| {
            let from = from.min(rows.len().saturating_sub(1));
            rows.iter()
                .enumerate()
                .skip(from)
                .take(to - from.min(to))
                .map(|(i, r)| (i, *r))
                .collect::<Vec<_>>()
        })
    };
    let pad = move |rows: usize| {
        #[allow(clippy::cast_precision_loss)]
        let height = format!("{}rem", rows as f64 * ROW);
        (rows > 0).then(|| view! { <tr class="posts__pad" aria-hidden="true"><td style:block-size=height></td></tr> })
    };
    let above = Memo::new(move |_| shown().first().map_or(0, |(i, _)| *i));
    let below = Memo::new(move |_| {
        let last = shown().last().map_or(0, |(i, _)| *i + 1);
        list.rows.with(Vec::len).saturating_sub(last)
    });
    let heads = [
        Post::date,
        Post::time,
        Post::channel,
        Post::rubric,
        Post::title,
        Post::format,
        Post::personas,
        Post::stage,
        Post::status,
    ];
    let heads: Vec<AnyView> = heads
        .into_iter()
        .map(|c| {
            let name = Post::COLUMNS
                .iter()
                .find(|f| f.id == c)
                .map_or("", |f| cx.l.label(f.label));
            view! { <th scope="col" class=format!("posts__{c}")>{name}</th> }.into_any()
        })
        .collect();
    view! {
        <div class="posts__scroll" node_ref=node tabindex="0" role="region" aria-label=cx.t(k::content::posts_page::table) on:scroll=move |_| look()>
            <table class="table posts" aria-rowcount=move || list.rows.with(|r| r.len() + 1)>
                <thead><tr aria-rowindex="1">{heads}</tr></thead>
                <tbody>
                    {move || pad(above.get())}
                    <For each=shown key=|r| *r let((at, row))>{line(cx, list, at, row)}</For>
                    {move || pad(below.get())}
                </tbody>
            </table>
            {move || list.rows.with(Vec::is_empty).then(|| view! { <p class="posts__none">{cx.t(k::content::posts_page::none)}</p> })}
        </div>
    }
    .into_any()
}

fn line(cx: Ctx, list: List, at: usize, row: RowId) -> AnyView {
    let path = move |column| Post::TABLE.cell(row, column);
    let option = move |column, set: &'static ChoiceSet| cx.l.option(set, &cx.s.text(path(column)));
    let date = move || match civil::parse_date(&cx.s.text(path(Post::date))) {
        Some(d) => format!(
            "{} {}",
            cx.l.weekday_short(d.weekday()),
            cx.l.short_date(d).chars().take(5).collect::<String>()
        ),
        None => "—".into(),
    };
    let time = move || {
        let typed = cx.s.text(path(Post::time));
        civil::parse_time(&typed).map_or(typed, |t| cx.l.time(t))
    };
    let channel = move || {
        cx.s.link(path(Post::channel))
            .map(|c| channel_name(cx, c))
            .unwrap_or_default()
    };
    let rubric = move || cx.s.link(path(Post::rubric));
    let personas = move || {
        let chosen = cx.s.links(path(Post::personas));
        let names: Vec<String> = chosen
            .iter()
            .filter_map(|p| cx.s.name(Persona::TABLE, *p, cx.l))
            .collect();
        (!names.is_empty()).then(|| {
            let all = names.join(", ");
            view! { <span class="posts__who" title=all.clone()><span aria-hidden="true">{names.len()}</span><span class="visually-hidden">{all.clone()}</span></span> }
        })
    };
    let chosen = move || list.current.get() == Some(row);
    let choose = move |_| {
        list.choose(row);
        focus_soon(".post__title".into());
    };
    let status = move || cx.s.text(path(Post::status));
    view! {
        <tr class="posts__row" class:posts__row--chosen=chosen data-row=row.to_string() aria-rowindex=at + 2 on:click=choose>
            <td class="posts__date">{date}</td>
            <td class="posts__time">{time}</td>
            <td class="posts__channel">{channel}</td>
            <td class="posts__rubric"><span class=move || tone(cx, rubric()) aria-hidden="true"></span>{move || rubric().map(|r| rubric_name(cx, r))}</td>
            <th scope="row" class="posts__title"><button type="button" class="posts__open" aria-current=move || chosen().then_some("true")>{move || post_title(cx, row)}</button></th>
            <td class="posts__format">{move || option(Post::format, &FORMAT)}</td>
            <td class="posts__personas">{personas}</td>
            <td class="posts__stage">{move || option(Post::stage, &STAGE)}</td>
            <td class="posts__status"><span class=move || format!("badge status status--{}", status())>{move || option(Post::status, &STATUS)}</span></td>
        </tr>
    }
    .into_any()
}
