//! Joining JSON that this version does not know: key by key, nothing inside a key.

use crate::kernel::Extra;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Ours with what only they changed. Keys that both changed keep ours and go to `clash`.
pub(super) fn join(
    base: Option<&Extra>,
    ours: &Extra,
    theirs: &Extra,
    mut clash: impl FnMut(&str),
) -> Extra {
    let mut out = ours.clone();
    for (key, value) in theirs {
        let old = base.and_then(|b| b.get(key));
        let own = ours.get(key);
        if own == Some(value) || old == Some(value) {
            continue;
        }
        if own == old {
            out.insert(key.clone(), value.clone());
        } else {
            clash(key);
        }
    }
    let dropped: Vec<&String> = ours
        .iter()
        .filter(|(key, value)| {
            !theirs.contains_key(*key) && base.is_some_and(|b| b.get(*key) == Some(value))
        })
        .map(|(key, _)| key)
        .collect();
    for key in dropped {
        out.shift_remove(key);
    }
    out
}

/// Addresses of what theirs holds beside the known modules and ours does not. No edit carries it.
pub(super) fn beside_modules(base: Option<&Extra>, ours: &Extra, theirs: &Extra) -> Vec<String> {
    let mut out: BTreeSet<String> = BTreeSet::new();
    let modules = |extra: &Extra| {
        extra
            .get("modules")
            .and_then(Json::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let base_modules = base.map(modules);
    for (base, ours, theirs) in [
        (base, ours, theirs),
        (base_modules.as_ref(), &modules(ours), &modules(theirs)),
    ] {
        for (key, value) in theirs.iter().filter(|(_, v)| !v.is_null()) {
            let old = base.and_then(|b| b.get(key));
            let nested = key == "modules" && value.is_object();
            if !nested && ours.get(key) != Some(value) && old != Some(value) {
                out.insert(key.clone());
            }
        }
    }
    out.into_iter().collect()
}
