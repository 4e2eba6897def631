//! What became of the remarks since the version that was kept last.

use crate::i18n::k;
use crate::modules::Workbook;
use crate::platform::{browser, history};
use crate::review::{Review, Reviewer, since};
use crate::ui::Ctx;
use crate::ui::pages::versions;
use leptos::prelude::*;
use std::sync::Arc;

/// An earlier version, what it is called, and what the reviewer says of it.
type Before = (String, Arc<Workbook>, Arc<Review>);

/// The comparison; nothing while there is no version that differs.
pub(super) fn view(cx: Ctx) -> AnyView {
    let before = RwSignal::new(None::<Before>);
    let asked = RwSignal::new(cx.s.peek(|w| w.content.posts.len()) <= MANY);
    if asked.get_untracked() {
        load(cx, before);
    }
    let ask = move |_| {
        asked.set(true);
        load(cx, before);
    };
    let view = move || {
        let (version, then, old) = before.get()?;
        Some(cx.s.review(|review, now| {
            let told = since((&old, &then), (review, now));
            if told.gone.is_empty() && told.new.is_empty() {
                let words = cx.fill(k::since::same, &[("version", &version)]);
                return view! { <p class="since note" data-since="same">{words}</p> }.into_any();
            }
            let count = |key, n| (n > 0).then(|| cx.l.count(key, n));
            let counts = [
                count(k::since::gone, told.gone.len()),
                count(k::since::new, told.new.len()),
                count(k::since::stayed, told.stayed),
            ];
            let counts: Vec<String> = counts.into_iter().flatten().collect();
            let gone: Vec<AnyView> = told
                .gone
                .iter()
                .take(MOST)
                .map(|f| {
                    let words = f.words(&then, cx.l);
                    view! { <li class="since__gone"><del>{words}</del> <span class="remark__code">{f.rule.code}</span></li> }.into_any()
                })
                .collect();
            let new: Vec<AnyView> = told
                .new
                .iter()
                .take(MOST)
                .map(|f| {
                    let words = f.words(now, cx.l);
                    view! { <li class="since__new"><a href=cx.field_href(f.place)>{words}</a> <span class="remark__code">{f.rule.code}</span></li> }.into_any()
                })
                .collect();
            view! {
                <details class="since review__more" data-since="changed">
                    <summary>{cx.fill(k::since::title, &[("version", &version)])}": "{counts.join(", ")}</summary>
                    <ul class="since__list">{new}{gone}</ul>
                </details>
            }
            .into_any()
        }))
    };
    view! {
        <div class="since-place">
            {view}
            <Show when=move || !asked.get()>
                <button type="button" class="button" data-command="since" on:click=ask>{cx.t(k::since::compare)}</button>
            </Show>
        </div>
    }
    .into_any()
}

/// How long the reviewer may look before it lets the page answer, milliseconds.
const SLICE: u64 = 8;

/// Posts up to which the version is reviewed without being asked: above, it would double a work that takes long.
const MANY: usize = 300;

/// Remarks named of each kind.
const MOST: usize = 20;

/// Takes the newest version that was kept, and has the reviewer look at it in the pauses of the browser.
fn load(cx: Ctx, before: RwSignal<Option<Before>>) {
    let id = cx.s.id();
    leptos::task::spawn_local(async move {
        let Some(version) = history::list(&id)
            .await
            .unwrap_or_default()
            .into_iter()
            .next()
        else {
            return;
        };
        let name = format!(
            "{}, {}",
            versions::name(cx.l, &version),
            versions::moment(cx.l, &version.at)
        );
        if let Some(then) = versions::read(version.n).await {
            let mut reviewer = Reviewer::default();
            reviewer.ask_all();
            look(name, then, reviewer, before);
        }
    });
}

fn look(name: String, then: Workbook, mut reviewer: Reviewer, before: RwSignal<Option<Before>>) {
    browser::when_idle(move || {
        let start = browser::now();
        let mut go_on = || browser::now().saturating_sub(start) < SLICE;
        if reviewer.step(&then, browser::today(), &mut go_on) {
            let review = Arc::new(reviewer.review().clone());
            drop(before.try_set(Some((name, Arc::new(then), review))));
        } else {
            look(name, then, reviewer, before);
        }
    });
}
