//! The document: live preview and exports.

use crate::document::to_json;
use crate::i18n::k;
use crate::kernel::civil;
use crate::platform::browser;
use crate::ui::Ctx;
use leptos::prelude::*;

/// Saves the workbook as a JSON file.
pub fn download_json(cx: Ctx) {
    let (json, name) = cx.s.peek(|w| (to_json(w), w.frame.project.clone()));
    let _ = browser::download(&format!("{name}-{}.json", civil::iso(browser::today())), "application/json", &json);
}

/// The page.
pub fn page(cx: Ctx) -> AnyView {
    view! { <div class="page"><h1 class="page__title" tabindex="-1">{cx.t(k::doc::title)}</h1></div> }.into_any()
}
