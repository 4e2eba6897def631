//! The browser behind the traits: localStorage through gloo-storage, clock, random ids, files.

use super::room;
use super::shelf::{Prefs, prefs_key};
use super::slots::pieces::Name;
use super::slots::{PREFIX, Slot, Store, StoreError};
use crate::kernel::RowId;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::window;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// localStorage. Records go in raw: `gloo`'s own `get` and `set` would wrap them in JSON again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

thread_local! {
    // Where the browser gives us nowhere to write: everything works until the tab is closed.
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    static DURABLE: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Is there a localStorage? Decided once: half a workbook in memory and half on disk would be worse than either.
pub fn durable() -> bool {
    DURABLE.with(|d| {
        let known = d.get().unwrap_or_else(|| Local::raw().is_ok());
        d.set(Some(known));
        known
    })
}

/// Has the page said that the app is stopped (`public/boot.js`)? What still runs must not write then.
fn stopped() -> bool {
    let root = window().document().and_then(|d| d.document_element());
    root.is_some_and(|root| root.has_attribute("data-stopped"))
}

impl Local {
    fn raw() -> Result<web_sys::Storage, StoreError> {
        // Merely naming localStorage throws where site data is blocked; ask politely first.
        match window().local_storage() {
            Ok(Some(_)) => Ok(LocalStorage::raw()),
            _ => Err(StoreError::Blocked),
        }
    }
}

impl Store for Local {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        if !durable() {
            return Ok(MEMORY.with(|m| m.borrow().get(key).cloned()));
        }
        Self::raw()?.get_item(key).map_err(|_| StoreError::Blocked)
    }
    fn head(&self, key: &str) -> Result<Option<String>, StoreError> {
        if !durable() {
            let value = self.get(key)?;
            return Ok(value.and_then(|v| v.split('\n').next().map(str::to_owned)));
        }
        // As a property, so that only the piece crosses into WebAssembly, not a megabyte of text.
        let store = Self::raw()?;
        let value = js_sys::Reflect::get(&store, &key.into()).map_err(|_| StoreError::Blocked)?;
        Ok(value.dyn_into::<js_sys::JsString>().ok().and_then(|text| {
            let piece = String::from(text.slice(0, 64));
            piece.split('\n').next().map(str::to_owned)
        }))
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        if stopped() {
            return Err(StoreError::Blocked);
        }
        if !durable() {
            MEMORY.with(|m| m.borrow_mut().insert(key.to_owned(), value.to_owned()));
            return Ok(());
        }
        Self::raw()?
            .set_item(key, value)
            .map_err(|error| refusal(&error))
    }
    fn keep(&self, key: &str, value: &str) -> Result<(), StoreError> {
        if stopped() {
            return Err(StoreError::Blocked);
        }
        if !durable() {
            return self.set(key, value);
        }
        // The text crosses once, and is compared on the other side.
        let (raw, key, value) = (JsValue::from(Self::raw()?), key.into(), value.into());
        let method = |name: &str| -> Result<js_sys::Function, JsValue> {
            js_sys::Reflect::get(&raw, &name.into())?.dyn_into()
        };
        let written = method("setItem").and_then(|set| set.call2(&raw, &key, &value));
        match method("getItem").and_then(|get| get.call1(&raw, &key)) {
            Ok(found) if found == value => Ok(()),
            found => Err(match (written, found) {
                (Err(error), _) | (_, Err(error)) => refusal(&error),
                _ => StoreError::Mismatch,
            }),
        }
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if stopped() {
            return Err(StoreError::Blocked);
        }
        if !durable() {
            MEMORY.with(|m| m.borrow_mut().remove(key));
            return Ok(());
        }
        Self::raw()?
            .remove_item(key)
            .map_err(|_| StoreError::Blocked)
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        if !durable() {
            return Ok(MEMORY.with(|m| m.borrow().keys().cloned().collect()));
        }
        // In one call: large workbooks have a thousand keys, and each call of `key` costs. It leaves out keys named like a
        // method of the storage, of which none is ours.
        let keys = js_sys::Object::keys(&Self::raw()?.into());
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }
}

/// Why a browser refused to write.
fn refusal(error: &JsValue) -> StoreError {
    let name = js_sys::Reflect::get(error, &"name".into())
        .ok()
        .and_then(|n| n.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Blocked,
    }
}

/// Every key of ours with the UTF-16 units it takes, key and value.
pub fn units() -> Vec<(String, usize)> {
    let (Ok(raw), Ok(keys)) = (Local::raw(), Local.keys()) else {
        return Vec::new();
    };
    let length = |key: &str| {
        // As a property, so that the text does not cross.
        let value = js_sys::Reflect::get(&raw, &key.into()).ok()?;
        Some(value.dyn_into::<js_sys::JsString>().ok()?.length())
    };
    keys.into_iter()
        .filter(|key| key.starts_with(PREFIX))
        .filter_map(|key| {
            let units = key.encode_utf16().count() + length(&key)? as usize;
            Some((key, units))
        })
        .collect()
}

/// How many units this browser gives one origin, as far as that is known.
pub fn limit() -> usize {
    let vendor = js_sys::Reflect::get(&window().navigator(), &"vendor".into());
    match vendor.ok().and_then(|v| v.as_string()) {
        Some(vendor) if vendor.starts_with("Apple") => room::CAUTIOUS,
        _ => room::LIMIT,
    }
}

/// Does localStorage keep what it is given: writes, reads back and removes a text.
pub fn check_store(text: &str) -> bool {
    let key = format!("{PREFIX}check");
    let kept = durable() && Local.keep(&key, text).is_ok();
    let gone = Local.remove(&key).is_ok() && matches!(Local.get(&key), Ok(None));
    kept && gone
}

/// Preferences; defaults when there are none or they cannot be read.
pub fn load_prefs() -> Prefs {
    Local
        .get(&prefs_key())
        .ok()
        .flatten()
        .and_then(|_| LocalStorage::get(prefs_key()).ok())
        .unwrap_or_default()
}

/// Writes preferences; losing them is not worth a message.
pub fn save_prefs(prefs: &Prefs) {
    if Local::raw().is_ok() {
        let _ = LocalStorage::set(prefs_key(), prefs);
    }
}

/// Milliseconds for measuring pauses, never for dates.
pub fn now() -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let ms = js_sys::Date::now() as u64;
    ms
}

/// May this tab write? Only one may (`public/tabs.js`).
pub fn writer() -> bool {
    window()
        .document()
        .and_then(|d| d.document_element())
        .and_then(|root| root.get_attribute("data-tab"))
        .is_none_or(|role| role != "reader")
}

/// Is the page in a window of another app, as far as such windows tell (`public/exits.js`)?
pub fn inside() -> bool {
    window()
        .document()
        .and_then(|d| d.document_element())
        .is_some_and(|root| root.has_attribute("data-inside"))
}

/// Address of the page without what stands after `#`: workbooks have no address elsewhere.
pub fn address() -> String {
    let whole = window().location().href().unwrap_or_default();
    whole.split('#').next().unwrap_or_default().to_owned()
}

/// Sends a word to the page's own scripts, which listen on the window.
pub fn tell_page(event: &str, detail: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&JsValue::from_str(detail));
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = window().dispatch_event(&event);
    }
}

/// Runs something in a pause of the browser, within a fifth of a second in any case.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let window: JsValue = window().into();
    let act = Closure::once_into_js(act);
    let ask = |name: &str, limit: &JsValue| -> Result<(), JsValue> {
        let ask: js_sys::Function = js_sys::Reflect::get(&window, &name.into())?.dyn_into()?;
        ask.call2(&window, &act, limit).map(drop)
    };
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"timeout".into(), &200.into());
    // Safari has no such call.
    if ask("requestIdleCallback", &options).is_err() {
        let _ = ask("setTimeout", &0.into());
    }
}

/// Waits for the browser's next pause.
pub async fn gap() {
    let gap = js_sys::Promise::new(&mut |resolve, _| {
        when_idle(move || drop(resolve.call0(&JsValue::NULL)));
    });
    drop(wasm_bindgen_futures::JsFuture::from(gap).await);
}

/// Runs something in a pause after the next frame; in a page that shows no frames, within a quarter of a second.
/// It may be run twice.
pub fn after_frame(act: impl Fn() + Clone + 'static) {
    let in_pause = act.clone();
    let frame = Closure::once_into_js(move || when_idle(in_pause));
    let timer = Closure::once_into_js(act);
    let Ok(()) = window()
        .request_animation_frame(frame.unchecked_ref())
        .map(drop)
    else {
        return;
    };
    let _ =
        window().set_timeout_with_callback_and_timeout_and_arguments_0(timer.unchecked_ref(), 250);
}

// The mirror (public/mirror.js): a copy of every workbook in IndexedDB. Without it everything works, with one copy less.

fn mirror(name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    ask_page("planerkaMirror", name, arguments)
}

/// A file that the user has chosen.
pub type Chosen = web_sys::File;

/// Calls a function of one of the page's own scripts.
pub(super) fn ask_page(
    script: &str,
    name: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let script = js_sys::Reflect::get(&window(), &script.into())?;
    let act: js_sys::Function = js_sys::Reflect::get(&script, &name.into())?.dyn_into()?;
    act.apply(&script, &arguments.iter().collect::<js_sys::Array>())
}

/// What such a function's promise resolves with.
pub(super) async fn answer(asked: Result<JsValue, JsValue>) -> Option<JsValue> {
    let promise: js_sys::Promise = asked.ok()?.dyn_into().ok()?;
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()
}

/// A property that is a text.
pub(super) fn text_of(of: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(of, &name.into()).ok()?.as_string()
}

/// The mirror's record of a workbook. The question is asked at once, not when the answer is awaited.
pub fn mirrored(id: &str) -> impl Future<Output = Option<String>> + use<> {
    let asked = mirror("get", &[id.into()]);
    async { answer(asked).await?.as_string() }
}

/// A piece of a workbook whose record [`mirrored`] or [`lost`] has given.
pub fn mirrored_piece(id: &str, name: Name) -> Option<String> {
    mirror("piece", &[id.into(), name.to_string().into()])
        .ok()?
        .as_string()
}

/// Lets go of the pieces that are held for [`mirrored_piece`].
pub fn drop_pieces(id: &str) {
    let _ = mirror("drop", &[id.into()]);
}

/// Copies what stands under a key into the mirror, with its pieces, or a record that is nowhere else. True when it is on disk.
pub fn keep_in_mirror(
    id: &str,
    revision: u64,
    name: &str,
    key: &str,
    record: Option<&str>,
) -> impl Future<Output = bool> + use<> {
    #[allow(clippy::cast_precision_loss)] // Nobody saves 2^53 times.
    let mut arguments = vec![id.into(), (revision as f64).into(), name.into(), key.into()];
    arguments.extend(record.map(JsValue::from_str));
    let asked = if stopped() {
        Err(JsValue::NULL)
    } else {
        mirror("put", &arguments)
    };
    async { answer(asked).await.is_some_and(|kept| kept.is_truthy()) }
}

/// Workbooks that the mirror has and localStorage has lost: id, name, record.
pub fn lost() -> Vec<(String, String, String)> {
    let list: js_sys::Array = match mirror("lost", &[]).map(JsCast::dyn_into) {
        Ok(Ok(list)) => list,
        _ => return Vec::new(),
    };
    list.iter()
        .filter_map(|one| {
            let name = text_of(&one, "name").unwrap_or_default();
            Some((text_of(&one, "id")?, name, text_of(&one, "record")?))
        })
        .collect()
}

/// Does a `storage` event tell that the records of a workbook are gone?
pub fn cleared(event: &web_sys::Event, id: &str) -> bool {
    match text_of(event, "key") {
        None => true,
        Some(key) => {
            text_of(event, "newValue").is_none()
                && Slot::BOTH.iter().any(|slot| slot.key(id) == key)
        }
    }
}

/// Today and the hour, where the user is.
pub fn here() -> NaiveDateTime {
    let d = js_sys::Date::new_0();
    let time = NaiveTime::from_hms_opt(d.get_hours(), d.get_minutes(), 0);
    today().and_time(time.unwrap_or_default())
}

/// This moment in UTC; only for formats that ask for one.
pub fn moment() -> NaiveDateTime {
    let now = i64::try_from(now()).unwrap_or_default();
    DateTime::from_timestamp_millis(now)
        .unwrap_or_default()
        .naive_utc()
}

/// Today where the user is.
pub fn today() -> NaiveDate {
    let d = js_sys::Date::new_0();
    #[allow(clippy::cast_possible_wrap)]
    NaiveDate::from_ymd_opt(d.get_full_year() as i32, d.get_month() + 1, d.get_date())
        .unwrap_or_default()
}

/// This moment where the user is, to the second.
pub fn local_moment() -> NaiveDateTime {
    let d = js_sys::Date::new_0();
    let time = NaiveTime::from_hms_opt(d.get_hours(), d.get_minutes(), d.get_seconds());
    today().and_time(time.unwrap_or_default())
}

/// The local time of day as `18:04`.
pub fn clock() -> String {
    let d = js_sys::Date::new_0();
    format!("{}:{:02}", d.get_hours(), d.get_minutes())
}

/// Local date and time to the minute, `2026-03-08T18:04`.
pub fn local_time() -> String {
    let d = js_sys::Date::new_0();
    format!("{}T{:02}:{:02}", today(), d.get_hours(), d.get_minutes())
}

fn random53() -> u64 {
    let mut bytes = [0u8; 8];
    let filled = window()
        .crypto()
        .is_ok_and(|c| c.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        return (js_sys::Math::random() * RowId::MAX as f64) as u64 + 1;
    }
    (u64::from_le_bytes(bytes) & RowId::MAX).max(1)
}

/// A new row id.
pub fn row_id() -> RowId {
    RowId(random53())
}

/// A new workbook id: short, for the address bar.
pub fn workbook_id() -> String {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut n = random53();
    (0..8)
        .map(|_| {
            let c = LETTERS[(n % 32) as usize];
            n /= 32;
            char::from(c)
        })
        .collect()
}

/// Reads a chosen file as bytes.
///
/// # Errors
/// When the browser cannot read it.
pub async fn read_file(file: &web_sys::File) -> Result<Vec<u8>, JsValue> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Fetches a text file that ships with the page, by relative path: the one of this very build, like the page's other files.
///
/// # Errors
/// When the file cannot be fetched; offline, for instance.
pub async fn fetch_text(path: &str) -> Result<String, JsValue> {
    let response =
        wasm_bindgen_futures::JsFuture::from(window().fetch_with_str(&of_build(path))).await?;
    let response: web_sys::Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&response.status().to_string()));
    }
    let text = wasm_bindgen_futures::JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}

fn of_build(path: &str) -> String {
    let root = window().document().and_then(|d| d.document_element());
    match root.and_then(|root| root.get_attribute("data-build")) {
        Some(build) => format!("{path}?v={build}"),
        None => path.to_owned(),
    }
}
