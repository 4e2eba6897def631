//! A file that the user has chosen.

use crate::document::LoadError;
use crate::platform::browser;
use leptos::html;
use leptos::prelude::*;

/// Reads the file chosen in a field and hands its bytes on; nothing when none was chosen. The field is emptied, so that the
/// same file can be chosen again. A file of more than `most` bytes is refused before it is read.
pub fn chosen(
    input: NodeRef<html::Input>,
    most: usize,
    then: impl FnOnce(Result<Vec<u8>, LoadError>) + 'static,
) {
    let Some(input) = input.get_untracked() else {
        return;
    };
    let Some(file) = input.files().and_then(|f| f.get(0)) else {
        return;
    };
    read(file, most, move |bytes| {
        input.set_value("");
        then(bytes);
    });
}

/// Reads a file and hands its bytes on, unless it has more than `most`.
pub fn read(
    file: web_sys::File,
    most: usize,
    then: impl FnOnce(Result<Vec<u8>, LoadError>) + 'static,
) {
    leptos::task::spawn_local(async move {
        #[allow(clippy::cast_precision_loss)]
        let bytes = if file.size() > most as f64 {
            Err(LoadError::TooLarge)
        } else {
            browser::read_file(&file)
                .await
                .map_err(|_| LoadError::Unread)
        };
        then(bytes);
    });
}
