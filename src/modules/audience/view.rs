//! The module's page: segments, who decides, personas, and whom we do not address.

mod persona;
mod sections;
mod segments;

use super::Audience;
use crate::i18n::k;
use crate::kernel::Key;
use crate::ui::Ctx;
use crate::ui::kit::{Field, field_with, group, in_turn};
use leptos::prelude::*;

/// The page below its heading.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    view! {
        {segments::segments(cx)}
        {in_turn(move || group(cx.t(k::persona_card::roles), None, field_with(cx, Audience::roles, Field { rows: 3, ..Field::default() })))}
        {in_turn(move || persona::personas(cx))}
        {in_turn(move || persona::strangers(cx))}
    }
    .into_any()
}

/// A group with its title and hint behind one key.
fn titled(cx: Ctx, key: Key, body: impl IntoView) -> AnyView {
    group(cx.t(key), cx.l.hint(key), body)
}
