//! What the client said: all of it with a filter, and the part that is about a section or a post, where the work is done.

use super::{badge, kind};
use crate::document::Edit;
use crate::export::client_review::{Subject, fingerprints};
use crate::i18n::k;
use crate::kernel::{FastSet, Key, Path, Row, RowId, Value, civil};
use crate::modules::content::Post;
use crate::modules::review::ClientWord;
use crate::report;
use crate::ui::Ctx;
use crate::ui::kit::{delete_row, icon};
use leptos::prelude::*;

/// Which words are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Open,
    Done,
    All,
}

impl Shown {
    const ALL: [(Self, Key); 3] = [
        (Self::Open, k::client_review::filter_open),
        (Self::Done, k::client_review::filter_done),
        (Self::All, k::client_review::filter_all),
    ];

    fn fits(self, row: &ClientWord) -> bool {
        match self {
            Self::Open => !row.done,
            Self::Done => row.done,
            Self::All => true,
        }
    }
}

/// Rows that fit, the newest first; and those that speak of an older text.
fn found(cx: Ctx, fits: impl Fn(&ClientWord) -> bool + Send + Sync + Copy + 'static) -> Found {
    let rows = Memo::new(move |_| {
        cx.s.module("review", |w| {
            let mut all: Vec<&ClientWord> = w.review.client.iter().filter(|r| fits(r)).collect();
            all.sort_by_key(|r| std::cmp::Reverse((r.date.typed(), r.time.typed())));
            all.iter().map(|r| r.id).collect::<Vec<_>>()
        })
    });
    let old = Memo::new(move |_| {
        if rows.with(Vec::is_empty) {
            return FastSet::default();
        }
        cx.s.derived(|w| {
            let now = fingerprints(w, report::locale(w));
            let other = |r: &&ClientWord| now(&r.subject).is_some_and(|print| print != r.shown);
            let rows = w.review.client.iter().filter(|r| fits(r));
            rows.filter(other).map(|r| r.id).collect()
        })
    });
    Found { rows, old }
}

#[derive(Clone, Copy)]
struct Found {
    rows: Memo<Vec<RowId>>,
    old: Memo<FastSet<RowId>>,
}

/// All of it, with a filter.
pub(super) fn list(cx: Ctx) -> AnyView {
    let shown = RwSignal::new(Shown::Open);
    let any = move || cx.s.module("review", |w| !w.review.client.is_empty());
    let chip = move |(which, name): (Shown, Key)| {
        let n = move || {
            cx.s.module("review", |w| {
                w.review.client.iter().filter(|r| which.fits(r)).count()
            })
        };
        view! {
                <label class="chip">
                    <input type="radio" name="show.said" prop:checked=move || shown.get() == which on:change=move |_| shown.set(which) />
                    <span>{cx.t(name)} " " {n}</span>
                </label>
            }
            .into_any()
    };
    let chips = move || Shown::ALL.into_iter().map(chip).collect_view();
    let part = move || {
        let which = shown.get();
        let found = found(cx, move |r| which.fits(r));
        let none = move || {
            let key = match which {
                Shown::Done => k::client_review::none_done,
                _ => k::client_review::none_open,
            };
            found
                .rows
                .with(Vec::is_empty)
                .then(|| view! { <p class="empty__text">{cx.t(key)}</p> })
        };
        view! {
            {none}
            <ul class="saids">
                <For each=move || found.rows.get() key=|r| *r let:row>{word(cx, row, found.old, true)}</For>
            </ul>
        }
    };
    view! {
        <section class="group" data-part="said" inert=move || cx.s.locked()>
            <h2 class="group__title">{cx.t(k::client_review::says)}</h2>
            <Show when=move || !any()>
                <p class="empty__text">{cx.t(k::client_review::none)} " " <a href=cx.href("document")>{cx.t(k::client_review::to_document)}</a></p>
            </Show>
            <Show when=any>
                <fieldset class="chips said-filter"><legend class="visually-hidden">{cx.t(k::client_review::filter)}</legend>{chips}</fieldset>
                {part}
            </Show>
        </section>
    }
    .into_any()
}

/// One word of the client.
fn word(cx: Ctx, row: RowId, old: Memo<FastSet<RowId>>, with_subject: bool) -> AnyView {
    let at = move |column| ClientWord::TABLE.cell(row, column);
    let text = move |column| cx.s.text(at(column));
    let verdict = move || text(ClientWord::verdict);
    let about = move || {
        let subject = Subject::parse(&text(ClientWord::subject));
        let (now, title) = cx.s.derived(|w| {
            (
                subject.name(w, cx.l),
                w.text(at(ClientWord::title)).to_owned(),
            )
        });
        let gone = now.is_none();
        let name = kind(cx, subject, &now.unwrap_or(title));
        match subject {
            Subject::Post(post) if !gone => {
                let path: Path = Post::TABLE.cell(post, Post::title);
                view! { <a class="said__about" href=cx.field_href(path)>{name}</a> }.into_any()
            }
            Subject::Section(slug) if slug != "summary" => {
                view! { <a class="said__about" href=cx.href(slug)>{name}</a> }.into_any()
            }
            Subject::Section(_) | Subject::Document => {
                view! { <a class="said__about" href=cx.href("document")>{name}</a> }.into_any()
            }
            _ => {
                view! { <span class="said__about">{name}</span> <span class="said__mark">{cx.t(k::client_review::fate_gone)}</span> }.into_any()
            }
        }
    };
    let from = move || {
        let who = text(ClientWord::who);
        let day = civil::parse_date(&text(ClientWord::date)).map(|d| cx.l.day_month(d));
        let parts: Vec<String> = [Some(who).filter(|w| !w.is_empty()), day]
            .into_iter()
            .flatten()
            .collect();
        parts.join(", ")
    };
    let done = move || cx.s.flag(at(ClientWord::done));
    let set = move |on: bool| {
        let name = cx.s.peek(|w| w.text(at(ClientWord::title)).to_owned());
        let edit = Edit::Set {
            path: at(ClientWord::done),
            value: Value::Flag(on),
        };
        cx.s.run(k::client_review::handled_step, name, vec![edit]);
    };
    let name = move |key: Key| {
        let title = cx.s.peek(|w| w.text(at(ClientWord::title)).to_owned());
        cx.fill(key, &[("name", &title)])
    };
    let words = move || {
        let words = text(ClientWord::comment);
        (!words.is_empty()).then(|| view! { <p class="said__words">{words}</p> })
    };
    let remove = with_subject.then(|| {
        view! { <button type="button" class="button button--icon" aria-label=name(k::client_review::remove) title=cx.t(k::word::delete) on:click=move |_| delete_row(cx, ClientWord::TABLE, row)>{icon("trash")}</button> }
    });
    view! {
        <li class=move || format!("said said--{}", verdict()) class:said--done=done data-said=move || text(ClientWord::subject)>
            <p class="said__head">
                {move || badge(cx, &verdict())}
                {with_subject.then_some(about)}
                <span class="said__from">{from}</span>
            </p>
            {words}
            <Show when=move || old.with(|o| o.contains(&row))><p class="said__notes"><span class="said__mark">{cx.t(k::client_review::old_text)}</span></p></Show>
            <div class="said__acts">
                <label class="check">
                    <input type="checkbox" name=format!("done.said.{row}") prop:checked=done on:change:target=move |e| set(e.target().checked()) />
                    <span>{cx.t(k::client_review::handled)}<span class="visually-hidden">": " {move || text(ClientWord::title)}</span></span>
                </label>
                {remove}
            </div>
        </li>
    }
    .into_any()
}

/// How a word about a post names it.
pub fn about_post(row: RowId) -> String {
    Subject::of_post(row)
}

/// What the client said of a section or a post, where it is worked on; nothing while nothing was said.
pub fn of(cx: Ctx, subject: &str) -> AnyView {
    let subject = StoredValue::new(subject.to_owned());
    let found = found(cx, move |r| subject.with_value(|s| *s == r.subject));
    let any = move || !found.rows.with(Vec::is_empty);
    view! {
        <Show when=any>
            <section class="said-here" data-part="said-here" aria-label=cx.t(k::client_review::says)>
                <p class="said-here__title">{cx.t(k::client_review::says)}</p>
                <ul class="saids">
                    <For each=move || found.rows.get() key=|r| *r let:row>{word(cx, row, found.old, false)}</For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}

/// The same on a module's page; on the plan's, how many open words there are about posts as well.
pub fn of_module(cx: Ctx, slug: &'static str, tab: &str) -> AnyView {
    if slug == "review" && tab == "client" {
        return ().into_any();
    }
    let about_posts = move || {
        let n = cx.s.module("review", |w| {
            let rows = w.review.client.iter().filter(|r| !r.done);
            rows.filter(|r| matches!(Subject::parse(&r.subject), Subject::Post(_)))
                .count()
        });
        (slug == "content" && n > 0).then(|| {
            let words = cx.l.count(k::client_review::open_posts, n);
            view! { <p class="said-here__posts">{words} " " <a href=cx.href("review/client")>{cx.t(k::client_review::all)}</a></p> }
        })
    };
    view! { {of(cx, slug)} {about_posts} }.into_any()
}
