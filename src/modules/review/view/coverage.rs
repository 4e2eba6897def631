//! Tables of what the plan covers.

use crate::document::row_name;
use crate::i18n::k;
use crate::kernel::Path;
use crate::platform::browser;
use crate::review::{Head, Matrix, coverage};
use crate::ui::Ctx;
use crate::ui::kit::{group, turn};
use leptos::prelude::*;

/// The tables, folded; nothing while there are no posts.
pub(super) fn view(cx: Ctx) -> AnyView {
    let due = turn();
    let counted = move || cx.s.derived(|w| coverage(w, browser::today()));
    let all = Memo::new(move |_| due.get().then(counted).unwrap_or_default());
    let any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let tables = move || all.with(|all| all.iter().map(|m| table(cx, m)).collect_view());
    view! {
        <Show when=move || any.get()>
            {group(cx.t(k::coverage::title), Some(cx.t(k::coverage::lead)), view! { <div class="coverages" data-part="coverage">{tables}</div> })}
        </Show>
    }
    .into_any()
}

fn table(cx: Ctx, matrix: &Matrix) -> AnyView {
    let name = |head: &Head| match head {
        Head::Option(set, id) => cx.l.option(set, id),
        Head::Row(path, id) => {
            let name = match path {
                Path::Cell { table, .. } => cx.s.peek(|w| row_name(w, *table, *id, cx.l)),
                Path::Field { .. } => None,
            };
            name.unwrap_or_else(|| cx.t(k::field::nameless).to_owned())
        }
    };
    let link = |head: &Head| match head {
        Head::Row(path, _) => view! { <a href=cx.field_href(*path)>{name(head)}</a> }.into_any(),
        Head::Option(..) => name(head).into_any(),
    };
    let heads: Vec<AnyView> = matrix
        .columns
        .iter()
        .map(|head| view! { <th scope="col" class="num">{link(head)}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = matrix
        .rows
        .iter()
        .zip(matrix.counts.iter().zip(&matrix.meant))
        .map(|(head, (counts, meant))| {
            let cells: Vec<AnyView> = matrix
                .columns
                .iter()
                .zip(counts.iter().zip(meant))
                .map(|(column, (n, meant))| {
                    let label = name(column);
                    #[allow(clippy::cast_precision_loss)]
                    let words = cx.l.number(*n as f64, 0);
                    let hole = (*meant && *n == 0).then(|| {
                        view! { <span class="coverage__hole">{cx.t(k::coverage::hole)}</span> }
                    });
                    let words = match (hole.is_some(), *n) {
                        (true, _) => String::new(),
                        (false, 0) => "—".to_owned(),
                        _ => words,
                    };
                    view! { <td class="num" data-label=label>{words}{hole}</td> }.into_any()
                })
                .collect();
            view! { <tr><th scope="row">{link(head)}</th>{cells}</tr> }.into_any()
        })
        .collect();
    let title = cx.t(matrix.title);
    let holes = matrix.holes();
    let words = if holes == 0 {
        cx.t(k::coverage::whole).to_owned()
    } else {
        cx.l.count(k::coverage::holes, holes)
    };
    view! {
        <details class="coverage review__more" data-holes=holes.to_string() open=holes != 0>
            <summary>{title}": "{words}</summary>
            <div class="coverage__scroll" tabindex="0" role="region" aria-label=title>
                <table class="table coverage__table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr><td></td>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
