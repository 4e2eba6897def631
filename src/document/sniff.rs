//! What bytes that are no workbook look like, so that the message can name it.

use super::file::FORMAT;
use serde_json::{Map, Value as Json};

/// Value of the `format` key of a file of a client's decisions.
pub(crate) const DECISIONS: &str = "planerka-decisions";

/// What foreign bytes look like: `png`, `zip`, `html` and so on; empty when unclear.
pub fn sniff(bytes: &[u8]) -> &'static str {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG", "png"),
        // Also Word, Excel and the like.
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"%PDF", "pdf"),
        (b"GIF8", "gif"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"RIFF", "webp"),
        (b"\xd0\xcf\x11\xe0", "doc"),
        (b"Rar!", "rar"),
        (b"7z\xbc\xaf", "7z"),
        (b"\x1f\x8b", "gzip"),
        (b"{\\rtf", "rtf"),
        (b"BEGIN:VCALENDAR", "ics"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return what;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: Vec<u8> = bytes.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start();
    if !head.starts_with('<') {
        ""
    } else if head.contains("<!doctype html") || head.contains("<html") {
        "html"
    } else if head.contains("<svg") {
        "svg"
    } else {
        "xml"
    }
}

/// What a JSON object of another program looks like: `excalidraw`, `package`, `brief` for the answers of
/// a client, `decisions` for what a client decided about a document, `rescue` for what was saved from a stopped app, otherwise `json`.
pub(super) fn foreign(top: &Map<String, Json>) -> &'static str {
    let word = |key: &str| top.get(key).and_then(Json::as_str);
    if word("type") == Some("excalidraw") {
        "excalidraw"
    } else if top.contains_key("dependencies") || top.contains_key("devDependencies") {
        "package"
    } else if word("format") == Some("planerka-brief") {
        "brief"
    } else if word("format") == Some(DECISIONS) {
        "decisions"
    } else if word("app") == Some(FORMAT) && word("kind") == Some("rescue") {
        "rescue"
    } else {
        "json"
    }
}
