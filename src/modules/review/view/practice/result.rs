//! What came of the comparison: the planted mistakes, found or missed, and the false alarms.

use super::{place_link, restart};
use crate::i18n::k;
use crate::kernel::Key;
use crate::platform::browser;
use crate::review::practice::{Planted, compare, planted, practice, spot};
use crate::review::rule;
use crate::ui::Ctx;
use leptos::prelude::*;

/// The list of mistakes as far as it is known: not yet, not to be had, or there.
type List = RwSignal<Option<Option<Vec<Planted>>>>;

/// Heading, comparison, false alarms.
pub(super) fn view(cx: Ctx) -> AnyView {
    let list: List = RwSignal::new(None);
    load(cx, list);
    let body = move || {
        match list.get() {
        None => view! { <p class="note">{cx.t(k::practice::loading)}</p> }.into_any(),
        Some(None) => view! {
            <p class="alert" role="alert">{cx.t(k::start::example_failed)}</p>
            <p class="buttons"><button type="button" class="button" on:click=move |_| load(cx, list)>{cx.t(k::practice::retry)}</button></p>
        }
        .into_any(),
        Some(Some(all)) => told(cx, &all),
    }
    };
    view! {
        <section class="group">
            <h2 class="group__title" id="practice-result" tabindex="-1">{cx.t(k::practice::result)}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn load(cx: Ctx, list: List) {
    let Some(name) = cx.s.peek(practice) else {
        return;
    };
    list.set(None);
    leptos::task::spawn_local(async move {
        let file = browser::fetch_text(&format!("./practice/{name}.json")).await;
        let all = file.ok().and_then(|text| planted(&text));
        // The page may be left before the answer comes.
        drop(list.try_set(Some(all)));
    });
}

fn told(cx: Ctx, all: &[Planted]) -> AnyView {
    let guesses: Vec<(String, String)> = cx.s.module("review", |w| {
        let rows = w.review.guesses.iter();
        rows.map(|g| (g.place.clone(), g.why.clone())).collect()
    });
    let places: Vec<&str> = guesses.iter().map(|(place, _)| place.as_str()).collect();
    let told = compare(all, &places);
    let rows: Vec<AnyView> = all
        .iter()
        .zip(&told.found)
        .map(|(mistake, found)| row(cx, mistake, found.and_then(|at| guesses.get(at))))
        .collect();
    let number = |n: usize| n.to_string();
    let score = cx.fill(
        k::practice::score,
        &[
            ("n", &number(told.hits())),
            ("of", &number(all.len())),
            ("alarms", &number(told.alarms.len())),
        ],
    );
    let alarms: Vec<AnyView> = told
        .alarms
        .iter()
        .filter_map(|at| guesses.get(*at))
        .map(|guess| alarm(cx, guess))
        .collect();
    let alarms = (!alarms.is_empty()).then(|| {
        view! {
            <h3 class="silent__title">{cx.t(k::practice::alarms)}</h3>
            <p class="note">{cx.t(k::practice::alarms_text)}</p>
            <ul class="waitings">{alarms}</ul>
        }
    });
    let head = |key: Key| view! { <th scope="col">{cx.t(key)}</th> };
    view! {
        <p data-practice="score"><strong>{score}</strong></p>
        <div class="rows"><table class="table rows__table">
            <thead><tr>{head(k::practice::mistake)}{head(k::practice::yours)}</tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
        {alarms}
        <p class="buttons">
            <a class="button button--primary" href=cx.href("review")>{cx.t(k::practice::open)}</a>
            {restart(cx)}
        </p>
    }
    .into_any()
}

fn row(cx: Ctx, mistake: &Planted, guess: Option<&(String, String)>) -> AnyView {
    let (id, class, state) = match guess {
        Some(_) => ("found", "badge badge--ok", k::practice::found),
        None => ("missed", "badge badge--bad", k::practice::missed),
    };
    let place = mistake.places.first().map(|place| place_link(cx, place));
    let title = rule(&mistake.code).map(|r| r.text(cx.l).title);
    let yours = guess.map_or_else(|| "—".to_owned(), |(_, why)| why.clone());
    view! {
        <tr data-mistake=mistake.code.clone() data-state=id>
            <td>
                <p><span class=class>{cx.t(state)}</span> " " <strong>{title}</strong> " " <span class="remark__code">{mistake.code.clone()}</span></p>
                <p>{mistake.says(cx.l).to_owned()}</p>
                <p class="remark__places">{place}</p>
            </td>
            <td data-label=cx.t(k::practice::yours)>{yours}</td>
        </tr>
    }
    .into_any()
}

/// A guess where nothing was planted, and what the reviewer says of that place.
fn alarm(cx: Ctx, (place, why): &(String, String)) -> AnyView {
    let own = place.clone();
    let says = move || {
        cx.s.review(|r, w| {
            let found = r.findings(w).into_iter();
            let here = found.filter(|f| spot(&f.place.to_string()) == spot(&own));
            let all: Vec<String> = here.map(|f| f.words(w, cx.l)).collect();
            match (r.outcomes.is_empty(), all.is_empty()) {
                (true, _) => String::new(),
                (_, true) => cx.t(k::practice::clear).to_owned(),
                _ => all.join(" "),
            }
        })
    };
    view! {
        <li class="silent__item" data-alarm=place.clone()>
            <div class="silent__words">
                <p class="remark__places">{place_link(cx, place)}</p>
                <p class="note">{cx.fill(k::review::quoted, &[("text", why)])}</p>
                <p>{says}</p>
            </div>
        </li>
    }
    .into_any()
}
