//! Posts as a list with filters, and the editor of the chosen one. The list reads by cell, so typing in
//! the editor redraws nothing but what shows that cell.

use super::editor::editor;
use crate::i18n::k;
use crate::kernel::{ChoiceSet, Key, Row, RowId, TablePath, Value, civil, text::fold};
use crate::modules::channels::Channel;
use crate::modules::content::{FILTERED, Post, Rubric, STATUS, calendar};
use crate::modules::Workbook;
use crate::modules::audience::Persona;
use crate::ui::kit::{empty, icon};
use crate::ui::route::Route;
use crate::ui::{Ctx, app};
use leptos::prelude::*;

/// Rows in the page at a time; more are added on demand, so that thousands of posts stay quick.
const PAGE: usize = 60;

/// What is shown of the posts.
#[derive(Clone, Default, PartialEq)]
struct Filter {
    words: String,
    channel: Option<RowId>,
    rubric: Option<RowId>,
    persona: Option<RowId>,
    status: String,
}

impl Filter {
    fn rows(&self, w: &Workbook) -> Vec<RowId> {
        let words = fold(&self.words);
        let hit = |p: &Post| {
            self.channel.is_none_or(|c| p.channel == Some(c))
                && self.rubric.is_none_or(|r| p.rubric == Some(r))
                && self.persona.is_none_or(|r| p.personas.contains(&r))
                && (self.status.is_empty() || p.status.is(&self.status))
                && (words.trim().is_empty() || {
                    let all = fold(&[p.title.as_str(), &p.hook, &p.body, &p.hashtags].join(" "));
                    words.split_whitespace().all(|w| all.contains(w))
                })
        };
        let kept: std::collections::BTreeSet<RowId> = w.content.posts.iter().filter(|p| hit(p)).map(|p| p.id).collect();
        calendar::in_order(w).into_iter().filter(|id| kept.contains(id)).collect()
    }
}

pub fn page(cx: Ctx) -> AnyView {
    let asked = window().location().hash().ok().and_then(|h| Route::field(&h)).and_then(|f| cx.s.peek(|w| w.parse_path(&f))).and_then(|p| p.row());
    let first = cx.s.peek(|w| calendar::in_order(w).first().copied());
    let chosen = RwSignal::new(asked.or(first));
    let filter = RwSignal::new(Filter::default());
    let most = RwSignal::new(PAGE);
    // The order follows dates, so it is settled a moment after typing, not on each key.
    let rows = Memo::new(move |_| {
        cx.s.rows(Post::TABLE);
        let f = filter.get();
        cx.s.derived(|w| f.rows(w))
    });
    let alive = move || chosen.get().filter(|row| cx.s.rows(Post::TABLE).contains(row));
    let add = move |_| {
        let row = cx.s.add_row(Post::TABLE, &[(Post::status, Value::text("idea"))]);
        cx.s.settled.update(|n| *n += 1);
        chosen.set(Some(row));
        app::focus_field(&Post::TABLE.cell(row, Post::title).to_string());
    };
    let none = move || cx.s.rows(Post::TABLE).is_empty();
    let label = cx.s.peek(|w| w.table_def(Post::TABLE).map(|d| d.label));
    let shown = move || rows.with(|r| r.iter().take(most.get()).copied().collect::<Vec<_>>());
    let rest = move || rows.with(Vec::len).saturating_sub(most.get());
    view! {
        <div class="buttons posts__bar">
            <button type="button" class="button button--add" data-add="content.posts" on:click=add>{icon("plus")}<span>{cx.t(k::content_page::add_post)}</span></button>
            <p class="note" role="status">{move || cx.l.count_with(k::content_page::found, rows.with(Vec::len), &[("of", &cx.s.rows(Post::TABLE).len().to_string())])}</p>
        </div>
        <Show when=none>{label.map(|label| empty(cx, label, ().into_any()))}</Show>
        <Show when=move || !none()>
            {filters(cx, filter)}
            <div class="posts">
                <div class="posts__list">
                    <ul class="post-list" aria-label=cx.t(k::content::posts::_self)>
                        <For each=shown key=|row| *row let:row>{item(cx, row, chosen)}</For>
                    </ul>
                    <Show when=move || rest() != 0>
                        <button type="button" class="button" on:click=move |_| most.update(|n| *n += PAGE * 2)>{move || cx.l.count(k::content_page::show_more, rest())}</button>
                    </Show>
                </div>
                <div class="posts__editor" id="post-editor">
                    {move || alive().map(|row| editor(cx, row))}
                </div>
            </div>
        </Show>
    }
    .into_any()
}

fn filters(cx: Ctx, filter: RwSignal<Filter>) -> AnyView {
    let by_row = move |name: &'static str, label: Key, table: TablePath, write: fn(&mut Filter, Option<RowId>)| {
        let options = move || {
            cx.s.rows(table)
                .into_iter()
                .map(|row| {
                    let name = cx.s.name(table, row, cx.l).unwrap_or_else(|| cx.t(k::field::nameless).into());
                    view! { <option value=row.to_string()>{name}</option> }
                })
                .collect_view()
        };
        view! {
            <select class="input input--select" name=name aria-label=cx.t(label) on:change:target=move |e| { let row = e.target().value().parse().ok().map(RowId); filter.update(|f| write(f, row)); }>
                <option value="">{cx.fill(k::content_page::all, &[("what", cx.t(label))])}</option>
                {options}
            </select>
        }
        .into_any()
    };
    let statuses = choice_options(cx, &STATUS);
    view! {
        <div class="filters" role="search" aria-label=cx.t(k::content_page::filters)>
            <input class="input" type="search" name="filter-words" autocomplete="off" aria-label=cx.t(k::content_page::words) placeholder=cx.t(k::content_page::words) on:input:target=move |e| { let v = e.target().value(); filter.update(|f| f.words = v); } />
            {by_row(FILTERED[0], k::content::posts::channel, Channel::TABLE, |f, row| f.channel = row)}
            {by_row(FILTERED[1], k::content::posts::rubric, Rubric::TABLE, |f, row| f.rubric = row)}
            {by_row(FILTERED[2], k::content::posts::personas, Persona::TABLE, |f, row| f.persona = row)}
            <select class="input input--select" name=FILTERED[3] aria-label=cx.t(k::content::posts::status) on:change:target=move |e| { let v = e.target().value(); filter.update(|f| f.status = v); }>
                <option value="">{cx.fill(k::content_page::all, &[("what", cx.t(k::content::posts::status))])}</option>
                {statuses}
            </select>
        </div>
    }
    .into_any()
}

fn choice_options(cx: Ctx, set: &'static ChoiceSet) -> Vec<AnyView> {
    set.options.iter().map(|o| view! { <option value=o.id>{cx.l.label(o.label)}</option> }.into_any()).collect()
}

fn item(cx: Ctx, row: RowId, chosen: RwSignal<Option<RowId>>) -> AnyView {
    let at = move |column: &'static str| Post::TABLE.cell(row, column);
    let title = move || {
        let t = cx.s.text(at(Post::title));
        if t.trim().is_empty() { cx.t(k::field::nameless).to_owned() } else { t }
    };
    let when = move || {
        let typed = cx.s.text(at(Post::date));
        civil::parse_date(&typed).map_or(typed, |d| format!("{} {}", cx.l.weekday_short(chrono::Datelike::weekday(&d)), cx.l.day_month(d)))
    };
    let place = move || cx.s.link(at(Post::channel)).and_then(|c| cx.s.name(Channel::TABLE, c, cx.l));
    let rubric = move || cx.s.link(at(Post::rubric)).and_then(|r| cx.s.name(Rubric::TABLE, r, cx.l));
    let status = move || cx.l.option(&STATUS, &cx.s.text(at(Post::status)));
    let pick = move |_| {
        chosen.set(Some(row));
        app::focus_field(&at(Post::title).to_string());
    };
    view! {
        <li>
            <button type="button" class="post-item" aria-pressed=move || (chosen.get() == Some(row)).to_string() on:click=pick>
                <span class="post-item__when">{when}</span>
                <span class="post-item__title">{title}</span>
                <span class="post-item__meta"><span>{place}</span><span>{rubric}</span><span>{status}</span></span>
            </button>
        </li>
    }
    .into_any()
}
