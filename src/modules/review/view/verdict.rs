//! The verdict, the score, and the modules one by one.

use crate::i18n::k;
use crate::modules::Workbook;
use crate::review::{Finding, Severity};
use crate::ui::Ctx;
use crate::ui::kit::remarks;
use leptos::prelude::*;

/// The head of the page.
pub(super) fn view(cx: Ctx) -> AnyView {
    let head = move || {
        cx.s.review(|r, w| {
            let verdict = r.verdict(w);
            let score = r.score(w, None);
            // An empty workbook has nothing against it; that is no praise.
            let started = score.known > 0;
            let counts: Vec<AnyView> = Severity::ALL
                .into_iter()
                .zip(r.counts(w))
                .filter(|(_, n)| *n > 0)
                .map(|(s, n)| {
                    let words = cx.l.count(s.count_key(), n);
                    view! { <li class=format!("verdict__count remark--{}", s.id())>{words}</li> }.into_any()
                })
                .collect();
            let word = if started { cx.t(verdict.key()) } else { cx.t(k::review_page::empty) };
            view! {
                <div class=format!("verdict verdict--{}", if started { verdict.id() } else { "empty" }) data-verdict=verdict.id()>
                    <p class="verdict__word">{word}</p>
                    <p class="verdict__score">{score.words(cx.l)}</p>
                    <ul class="verdict__counts">{counts}</ul>
                </div>
            }
        })
    };
    let next = move || {
        cx.s.review(|r, w| r.next(w).cloned().into_iter().collect::<Vec<Finding>>())
    };
    let any = Memo::new(move |_| cx.s.review(|r, w| r.next(w).is_some()));
    view! {
        <section class="group" aria-live="polite">{head}</section>
        <Show when=move || any.get()>
            <section class="group">
                <h2 class="group__title">{cx.t(k::review_page::next)}</h2>
                {remarks(cx, next)}
            </section>
        </Show>
        <section class="group">
            <h2 class="group__title">{cx.t(k::review_page::modules)}</h2>
            {modules(cx)}
        </section>
    }
    .into_any()
}

fn modules(cx: Ctx) -> AnyView {
    let rows = move || {
        cx.s.review(|r, w| {
            let found = r.findings(w);
            Workbook::PAGES
                .iter()
                .filter_map(|page| {
                    let score = r.score(w, Some(page.slug));
                    if score.known + score.unknown == 0 {
                        return None;
                    }
                    let loud = found.iter().filter(|f| f.rule.module() == page.slug).count();
                    let points = score.points.map_or_else(|| "—".to_owned(), |p| p.to_string());
                    let name = cx.l.label(page.title);
                    Some(view! {
                        <tr>
                            <th scope="row"><a href=cx.href(&format!("review/{}", page.slug))>{name}</a></th>
                            <td class="num">{points}</td>
                            <td class="num">{loud}</td>
                            <td class="num">{score.unknown}</td>
                        </tr>
                    })
                })
                .collect_view()
        })
    };
    view! {
        <table class="table review__modules">
            <thead>
                <tr>
                    <th scope="col">{cx.t(k::review_page::module)}</th>
                    <th scope="col" class="num">{cx.t(k::review_page::score)}</th>
                    <th scope="col" class="num">{cx.t(k::review_page::remarks)}</th>
                    <th scope="col" class="num">{cx.t(k::review_page::not_known)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
