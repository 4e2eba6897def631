//! The page of the review: may it be handed over, how good is it, what to do next; then decisions and limits.

mod limits;
mod list;
mod verdict;

use super::Decision;
use crate::i18n::k;
use crate::kernel::Row;
use crate::modules::brief::rows_table;
use crate::ui::Ctx;
use crate::ui::kit::{group, move_buttons};
use leptos::prelude::*;

/// The page below its heading; `tab` is the slug of a module when only its remarks are asked for.
pub fn page(cx: Ctx, tab: &str) -> AnyView {
    let decisions = rows_table(
        cx,
        Decision::TABLE,
        &[
            Decision::section,
            Decision::chosen,
            Decision::rejected,
            Decision::because,
            Decision::revisit,
        ],
        k::review_page::add_decision,
        move_buttons::<Decision>,
    );
    view! {
        <div class="review">
            {verdict::view(cx)}
            {list::view(cx, tab)}
            {group(cx.t(k::review_page::decided), cx.l.hint(k::review_page::decided), decisions)}
            {limits::view(cx)}
        </div>
    }
    .into_any()
}
