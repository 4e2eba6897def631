//! The module's page.

use crate::ui::Ctx;
use leptos::prelude::*;

/// The page below its heading; `tab` is the view asked for in the address, empty for the first.
pub fn page(cx: Ctx, _tab: &str) -> AnyView {
    crate::ui::pages::module::generic(cx, "channels")
}
