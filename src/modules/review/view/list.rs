//! All remarks, by weight and module; what could not be judged; what was muted.

use crate::i18n::k;
use crate::modules::Workbook;
use crate::review::{Finding, Severity, State, place_words};
use crate::ui::Ctx;
use crate::ui::kit::{remarks, unmute};
use leptos::prelude::*;

/// Remarks of one rule that are shown at once; a plan of thousands of posts may have as many.
const SHOWN: usize = 12;

/// The lists; `module` narrows them down from the start.
pub(super) fn view(cx: Ctx, module: &str) -> AnyView {
    let module = RwSignal::new(module.to_owned());
    let severity = RwSignal::new(None::<Severity>);
    let wanted = move |f: &Finding| {
        let slug = module.read();
        (slug.is_empty() || f.rule.module() == *slug)
            && severity.get().is_none_or(|s| f.severity == s)
    };
    let found = Memo::new(move |_| {
        cx.s.review(|r, w| {
            let mut rest = Vec::<(&str, usize)>::new();
            let mut shown = Vec::new();
            for f in r.findings(w).into_iter().filter(|f| wanted(f)) {
                let at = match rest.iter().position(|(code, _)| *code == f.rule.code) {
                    Some(at) => at,
                    None => {
                        rest.push((f.rule.code, 0));
                        rest.len() - 1
                    }
                };
                rest[at].1 += 1;
                if rest[at].1 <= SHOWN {
                    shown.push(f.clone());
                }
            }
            let hidden: Vec<(&str, usize)> = rest
                .into_iter()
                .filter(|(_, n)| *n > SHOWN)
                .map(|(code, n)| (code, n - SHOWN))
                .collect();
            (shown, hidden)
        })
    });
    let none = Memo::new(move |_| found.with(|(all, _)| all.is_empty()));
    let hidden = move || {
        let more = found.with(|(_, hidden)| hidden.clone());
        more.into_iter()
            .map(|(code, n)| {
                let words = cx.l.count_with(k::review_page::more, n, &[("code", code)]);
                view! { <p class="note">{words}</p> }
            })
            .collect_view()
    };
    view! {
        <section class="group" data-part="remarks">
            <h2 class="group__title">{cx.t(k::review_page::all)}</h2>
            {filters(cx, module, severity)}
            <Show when=move || none.get()>
                <p class="empty__text">{cx.t(k::review_page::none)}</p>
            </Show>
            {remarks(cx, move || found.with(|(all, _)| all.clone()))}
            {hidden}
        </section>
        {unknown(cx, module)}
        {muted(cx)}
    }
    .into_any()
}

fn filters(cx: Ctx, module: RwSignal<String>, severity: RwSignal<Option<Severity>>) -> AnyView {
    let options: Vec<AnyView> = Workbook::PAGES
        .iter()
        .map(|p| {
            view! { <option value=p.slug selected=move || *module.read() == p.slug>{cx.l.label(p.title)}</option> }.into_any()
        })
        .collect();
    let chip = move |s: Option<Severity>| {
        let words = move || match s {
            None => cx.t(k::review_page::every).to_owned(),
            Some(s) => {
                let n = cx.s.review(|r, w| {
                    r.counts(w)[Severity::ALL.iter().position(|x| *x == s).unwrap_or(0)]
                });
                cx.l.count(s.count_key(), n)
            }
        };
        let on = move || severity.get() == s;
        view! { <button type="button" class="review__chip" data-filter=s.map_or("all", Severity::id) aria-pressed=move || on().to_string() on:click=move |_| severity.set(s)>{words}</button> }
            .into_any()
    };
    let chips: Vec<AnyView> = std::iter::once(None)
        .chain(Severity::ALL.into_iter().map(Some))
        .map(chip)
        .collect();
    view! {
        <div class="review__filters">
            <div class="review__chips" role="group" aria-label=cx.t(k::review_page::by_weight)>{chips}</div>
            <label class="field review__module">
                <span class="field__label">{cx.t(k::review_page::module)}</span>
                <select class="input input--select" name="review-module" on:change:target=move |e| module.set(e.target().value())>
                    <option value="" selected=move || module.read().is_empty()>{cx.t(k::review_page::every_module)}</option>
                    {options}
                </select>
            </label>
        </div>
    }
    .into_any()
}

/// Rules that wait for data, each with the first field it waits for.
fn unknown(cx: Ctx, module: RwSignal<String>) -> AnyView {
    let rows = move || {
        cx.s.review(|r, w| {
            r.outcomes
                .iter()
                .filter(|o| o.state == State::Unknown)
                .filter(|o| module.read().is_empty() || o.rule.module() == *module.read())
                .map(|o| {
                    let title = o.rule.text(cx.l).title;
                    let place = o.unknown.first().map(|path| {
                        let name = place_words(w, *path, cx.l);
                        view! { <a class="remark__place" href=cx.field_href(*path)>{name}</a> }
                    });
                    view! { <li class="waiting"><span class="waiting__title">{title}</span> <span class="remark__code">{o.rule.code}</span> {place}</li> }
                })
                .collect::<Vec<_>>()
        })
    };
    let count = Memo::new(move |_| {
        cx.s.review(|r, _| {
            r.outcomes
                .iter()
                .filter(|o| o.state == State::Unknown)
                .count()
        })
    });
    view! {
        <Show when=move || { count.get() > 0 }>
            <details class="review__more">
                <summary>{move || cx.l.count(k::review_page::unknown, count.get())}</summary>
                <p class="group__hint">{cx.t(k::review_page::unknown_text)}</p>
                <ul class="waitings">{rows}</ul>
            </details>
        </Show>
    }
    .into_any()
}

/// Muted remarks with their reasons.
fn muted(cx: Ctx) -> AnyView {
    let rows = move || {
        cx.s.review(|r, w| {
            let mut seen = Vec::new();
            r.muted(w)
                .into_iter()
                .filter(|(_, m)| {
                    let new = !seen.contains(&m.id);
                    seen.push(m.id);
                    new
                })
                .map(|(f, m)| {
                    let row = m.id;
                    view! {
                        <li class="waiting">
                            <span class="waiting__title">{f.words(w, cx.l)}</span>
                            <span class="waiting__reason">{cx.fill(k::review_page::because, &[("reason", &m.reason)])}</span>
                            <button type="button" class="link" data-command="unmute" on:click=move |_| unmute(cx, row)>{cx.t(k::review_page::unmute)}</button>
                        </li>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    let any = Memo::new(move |_| cx.s.review(|r, w| !r.muted(w).is_empty()));
    view! {
        <Show when=move || any.get()>
            <details class="review__more">
                <summary>{cx.t(k::review_page::muted)}</summary>
                <ul class="waitings">{rows}</ul>
            </details>
        </Show>
    }
    .into_any()
}
