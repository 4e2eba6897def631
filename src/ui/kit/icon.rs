//! Icons: our own line drawings on a 20-unit grid, drawn with the current colour.

use leptos::prelude::*;

/// An icon by name; decoration only, the words stand beside it or in `aria-label`.
pub fn icon(name: &'static str) -> AnyView {
    let d = match name {
        "plus" => "M10 4v12M4 10h12",
        "trash" => "M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10M9 9v4M11 9v4",
        "up" => "M10 16V5M5 9l5-5 5 5",
        "down" => "M10 4v11M5 11l5 5 5-5",
        "left" => "M12 5l-5 5 5 5",
        "right" => "M8 5l5 5-5 5",
        "undo" => "M7 4L3 8l4 4M3 8h8a5 5 0 0 1 0 10H8",
        "redo" => "M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 10h3",
        "search" => "M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM13.5 13.5L17 17",
        "menu" => "M3 5h14M3 10h14M3 15h14",
        "more" => "M4 10h.01M10 10h.01M16 10h.01",
        "check" => "M4 10.5l4 4 8-9",
        "close" => "M5 5l10 10M15 5L5 15",
        "help" => {
            "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1 1-1.1 1.8M10 14.5h.01M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16z"
        }
        "sun" => {
            "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.4 1.4M14.1 14.1l1.4 1.4M15.5 4.5l-1.4 1.4M5.9 14.1l-1.4 1.4"
        }
        "moon" => "M16 12.5A7 7 0 0 1 7.5 4a7 7 0 1 0 8.5 8.5z",
        "calendar" => "M4 5h12v12H4zM4 8.5h12M7 3v3M13 3v3",
        "list" => "M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01",
        "table" => "M3 4h14v12H3zM3 8h14M8 8v8",
        "book" => {
            "M4 4h5a1.5 1.5 0 0 1 1 1.5V17a2 2 0 0 0-1.5-1H4zM16 4h-5a1.5 1.5 0 0 0-1 1.5V17a2 2 0 0 1 1.5-1H16z"
        }
        "doc" => "M5 3h7l3 3v11H5zM12 3v3h3M8 10h5M8 13h5",
        "slides" => "M2 4h16v10H2zM10 14v3M7 17h6",
        "pen" => "M4 16l1-4 8-8 3 3-8 8zM11.5 5.5l3 3",
        "print" => "M6 7V3h8v4M5 14H3V7h14v7h-2M6 12h8v5H6z",
        "download" => "M10 3v10M6 9.5l4 4 4-4M4 17h12",
        "upload" => "M10 14V4M6 7.5l4-4 4 4M4 17h12",
        "eye" => "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        "hide" => {
            "M3 3l14 14M8 5.3A8 8 0 0 1 10 5c5 0 8 5 8 5s-.8 1.300-2.200 2.600M5.500 6.700C3.300 8 2 10 2 10s3 5 8 5c1 0 2-.2 2.800-.5"
        }
        "copy" => "M7 7h9v9H7zM4 13V4h9",
        "share" => {
            "M17 5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM7 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM17 15a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM6.800 9.100l6.400-3.200M6.800 10.900l6.400 3.200"
        }
        "archive" => "M3 4h14v4H3zM4 8v8h12V8M8 11h4",
        "clock" => "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 5.500V10l3 2",
        "grip" => "M7 5h.01M13 5h.01M7 10h.01M13 10h.01M7 15h.01M13 15h.01",
        "link" => "M8 12l4-4M7 9l-2 2a3 3 0 0 0 4 4l2-2M13 11l2-2a3 3 0 0 0-4-4L9 7",
        "warn" => "M10 3l8 14H2zM10 8v4M10 14.500h.01",
        _ => "M5 10h10",
    };
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=d />
        </svg>
    }
    .into_any()
}
