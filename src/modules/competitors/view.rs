//! The module's page: the matrix, the map, and what follows from them.

mod follow;
mod matrix;
mod position;
mod swot;

use super::Competitors;
use crate::i18n::k;
use crate::kernel::Key;
use crate::ui::Ctx;
use crate::ui::kit::{Field, field_with, group, in_turn};
use leptos::prelude::*;

/// The page below its heading.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    view! {
        {titled(cx, k::matrix_page::category, field_with(cx, Competitors::trends, Field { rows: 4, ..Field::default() }))}
        {matrix::matrix(cx)}
        {in_turn(move || position::position(cx))}
        {in_turn(move || follow::best_posts(cx))}
        {in_turn(move || swot::swot(cx))}
        {in_turn(move || follow::gaps(cx))}
        {in_turn(move || follow::takeaways(cx))}
    }
    .into_any()
}

/// A group with its title and hint behind one key.
fn titled(cx: Ctx, key: Key, body: impl IntoView) -> AnyView {
    group(cx.t(key), cx.l.hint(key), body)
}
