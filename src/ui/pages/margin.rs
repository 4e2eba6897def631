//! The reading margin beside a module: its lesson, or the part of the document it fills.

use crate::i18n::k;
use crate::ui::Ctx;
use crate::ui::app::Shared;
use crate::ui::route::Route;
use leptos::prelude::*;

/// The margin.
pub fn margin(shared: Shared, cx: Ctx, route: Memo<Route>) -> AnyView {
    let _ = (shared, route);
    view! { <aside class="margin" aria-label=cx.t(k::margin::title)></aside> }.into_any()
}
