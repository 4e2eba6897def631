//! What the document wears: design, colour, logo, line about confidentiality; and its language. The preview below shows each
//! choice at once.

use crate::i18n::{Locale, k};
use crate::kernel::{Key, Value};
use crate::modules::desk::{DESIGN, Desk};
use crate::modules::sets::LANGUAGE;
use crate::platform::logo::{self, Problem};
use crate::report::{self, ACCENT, Design, Look, Rgb, read_logo};
use crate::ui::kit::{Field, field_with, icon};
use crate::ui::{Ctx, toast};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Colours to begin with; the last shows what becomes of one that is too light.
const SWATCHES: [(&str, Key); 8] = [
    ("#c8402f", k::dress::colour::red),
    ("#0b6e4f", k::dress::colour::green),
    ("#0f5e9c", k::dress::colour::blue),
    ("#4b3a8f", k::dress::colour::violet),
    ("#8a1c4a", k::dress::colour::cherry),
    ("#9a5b00", k::dress::colour::ochre),
    ("#2b3440", k::dress::colour::graphite),
    ("#f2b705", k::dress::colour::yellow),
];

/// The folded part of the document page.
pub fn view(cx: Ctx) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    wear(node, move || Look {
        accent: Rgb::parse(&cx.s.text(Desk::accent)).unwrap_or(ACCENT),
        ..Look::default()
    });
    view! {
        <details class="dress" inert=move || cx.s.locked()>
            <summary class="dress__summary">{cx.t(k::dress::title)}</summary>
            <div class="dress__body" node_ref=node>
                <p class="note">{cx.t(k::dress::lead)}</p>
                {designs(cx)}
                <div class="dress__pair">
                    {colour(cx)}
                    {logo_field(cx)}
                </div>
                {confidential(cx)}
            </div>
        </details>
    }
    .into_any()
}

fn designs(cx: Ctx) -> AnyView {
    let path = Desk::design;
    let cards: Vec<AnyView> = [
        (Design::Plain, k::dress::plain_text),
        (Design::Agency, k::dress::agency_text),
        (Design::OnePage, k::dress::onepage_text),
    ]
    .into_iter()
    .map(|(design, text)| {
        let id = design.id();
        let name = DESIGN.get(id).map_or("", |o| cx.l.label(o.label));
        let chosen = move || Design::of(&cx.s.text(path)) == design;
        let dom = if design == Design::Plain {
            path.dom_id()
        } else {
            format!("{}-{id}", path.dom_id())
        };
        let about = format!("{dom}-text");
        view! {
            <label class="dress__card">
                {miniature(design)}
                <span class="dress__name">
                    <input
                        type="radio"
                        id=dom
                        name=path.to_string()
                        value=id
                        aria-describedby=about.clone()
                        prop:checked=chosen
                        on:change=move |_| cx.s.set_text(path, id.into())
                    />
                    {name}
                </span>
                <span class="dress__text" id=about>{cx.t(text)}</span>
            </label>
        }
        .into_any()
    })
    .collect();
    view! {
        <fieldset class="field">
            <legend class="field__label">{cx.t(k::desk::design)}</legend>
            <div class="dress__cards">{cards}</div>
        </fieldset>
    }
    .into_any()
}

/// Writes the colours of a look where the style sheet finds them.
pub fn wear(node: NodeRef<html::Div>, look: impl Fn() -> Look + 'static) {
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        for (name, value) in look().roles() {
            let name = format!("--doc{}", name.strip_prefix('-').unwrap_or(name));
            let _ = web_sys::HtmlElement::style(&node).set_property(&name, &value);
        }
    });
}

/// Shapes of the drawings of designs: what they are, and their outline on a sheet of 130 by 86.
const PLAIN: [(&str, &str); 6] = [
    ("paper", "M1 1h60v84H1zM69 1h60v84H69z"),
    ("accent", "M8 48h46v1.600H8zM76 10h3v5h-3z"),
    ("ink", "M8 54h36v4H8zM8 60.500h24v4H8zM82 10h30v5H82z"),
    ("line", "M8 72h20v1.500H8zM8 76h26v1.500H8z"),
    (
        "line",
        "M76 22h46v1.500H76zM76 26h46v1.500H76zM76 30h38v1.500H76zM76 40h46v1.500H76zM76 46h46v1.500H76z",
    ),
    (
        "line",
        "M76 52h46v1.500H76zM76 58h46v1.500H76zM76 68h40v1.500H76zM76 72h44v1.500H76z",
    ),
];
const AGENCY: [(&str, &str); 8] = [
    ("paper", "M69 1h60v84H69z"),
    ("cover", "M1 1h60v84H1zM76 11h7v6h-7z"),
    ("tab", "M8 1h18v17H8z"),
    (
        "accent",
        "M11 9h12v5H11zM76 30h46v1.800H76zM76 4.500h9v2.500h-9z",
    ),
    (
        "on",
        "M8 46h46v1.800H8zM8 53h40v5H8zM8 61h28v5H8zM8 74h20v1.500H8zM8 78h26v1.500H8z",
    ),
    ("ink", "M76 20h38v6H76z"),
    (
        "line",
        "M76 37h46v1.500H76zM76 41h46v1.500H76zM76 45h38v1.500H76zM76 55h46v1.500H76z",
    ),
    (
        "line",
        "M76 61h46v1.500H76zM76 67h46v1.500H76zM76 76h40v1.500H76z",
    ),
];
const ONE_PAGE: [(&str, &str); 7] = [
    ("paper", "M35 1h60v84H35z"),
    ("cover", "M35 1h60v17H35z"),
    ("tab", "M79 5h11v6H79z"),
    ("on", "M41 5.500h28v4H41zM41 12.500h20v1.500H41z"),
    (
        "accent",
        "M41 38.500h14v1.800H41zM67 38.500h11v1.800H67zM41 52.500h11v1.800H41zM67 49.500h15v1.800H67zM41 63.500h13v1.800H41z",
    ),
    (
        "line",
        "M41 22h48v1.500H41zM41 26h48v1.500H41zM41 30h48v1.500H41zM41 34h48v1.500H41zM41 42h22v1.200H41zM41 45h22v1.200H41zM41 48h18v1.200H41zM41 56h22v1.200H41z",
    ),
    (
        "line",
        "M41 59h20v1.200H41zM41 67h22v1.200H41zM41 70h22v1.200H41zM41 73h18v1.200H41zM67 42h22v1.200H67zM67 45h18v1.200H67zM67 53h22v1.200H67zM67 56h22v1.200H67zM67 59h16v1.200H67z",
    ),
];

/// A drawing of two pages, or of one, in the colour chosen.
fn miniature(design: Design) -> AnyView {
    let shapes: &[(&str, &'static str)] = match design {
        Design::Plain => &PLAIN,
        Design::Agency => &AGENCY,
        Design::OnePage => &ONE_PAGE,
    };
    let body: Vec<AnyView> = shapes
        .iter()
        .map(|(what, d)| view! { <path class=format!("mini__{what}") d=*d /> }.into_any())
        .collect();
    // A sheet is light in every theme.
    view! { <svg class="mini" viewBox="0 0 130 86" aria-hidden="true" focusable="false"><g class="sheet">{body}</g></svg> }.into_any()
}

fn colour(cx: Ctx) -> AnyView {
    let path = Desk::accent;
    let typed = Memo::new(move |_| cx.s.text(path));
    let blank = move || typed.with(|t| t.trim().is_empty());
    let read = move || Rgb::parse(&typed.get());
    let bad = move || !blank() && read().is_none();
    let shown = move || read().unwrap_or(ACCENT);
    let write = move |text: String| cx.s.typed(path, Value::Text(text));
    let id = path.dom_id();
    let told = format!("{id}-told");
    let swatches: Vec<AnyView> = SWATCHES
        .into_iter()
        .map(|(hex, name)| {
            let name = cx.t(name);
            let on = move || if shown().css() == hex { "true" } else { "false" };
            view! {
                <button type="button" class="dress__swatch" title=name aria-label=name aria-pressed=on style:--swatch=hex on:click=move |_| cx.s.set_text(path, hex.into())></button>
            }
            .into_any()
        })
        .collect();
    let words = move || match (bad(), read()) {
        (true, _) => {
            view! { <span class="dress__bad">{cx.t(k::dress::bad_colour)}</span> }.into_any()
        }
        (_, accent) => contrast(cx, accent.unwrap_or(ACCENT)).into_any(),
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{cx.t(k::desk::accent)}</label>
            <div class="dress__colour">
                <input type="color" class="dress__picker" aria-label=cx.t(k::dress::pick) prop:value=move || shown().css() on:input:target=move |e| write(e.target().value()) on:change=move |_| cx.s.cut() />
                <input
                    class="input dress__hex"
                    type="text"
                    id=id
                    name=path.to_string()
                    placeholder=ACCENT.css()
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=move || bad().then_some("true")
                    aria-describedby=told.clone()
                    prop:value=move || typed.get()
                    on:input:target=move |e| write(e.target().value())
                    on:blur=move |_| cx.s.cut()
                />
            </div>
            <div class="dress__swatches" role="group" aria-label=cx.t(k::dress::swatches)>{swatches}</div>
            <p class="dress__told" id=told role="status">{words}</p>
        </div>
    }
    .into_any()
}

/// What the colour can bear, measured, and what becomes of it.
fn contrast(cx: Ctx, accent: Rgb) -> String {
    let look = Look {
        accent,
        ..Look::default()
    };
    // Rounded down: 4.49 is not enough.
    let ratio = |with: Rgb| {
        cx.l.number((accent.contrast(with) * 10.0).floor() / 10.0, 1)
    };
    let (line, text) = (look.line().css(), look.text().css());
    let fate = if look.line() != accent {
        cx.fill(k::dress::all_darker, &[("line", &line), ("text", &text)])
    } else if accent.on_paper(report::FOR_TEXT) != accent {
        cx.fill(k::dress::text_darker, &[("text", &text)])
    } else {
        cx.t(k::dress::fine).to_owned()
    };
    let ink = accent.ink();
    let cover = if ink == Rgb::WHITE {
        k::dress::on_cover_white
    } else {
        k::dress::on_cover_dark
    };
    [
        cx.fill(k::dress::on_paper, &[("ratio", &ratio(Rgb::WHITE))]),
        fate,
        cx.fill(cover, &[("ratio", &ratio(ink))]),
    ]
    .join(" ")
}

fn logo_field(cx: Ctx) -> AnyView {
    let path = Desk::logo;
    let problem = RwSignal::new(None::<String>);
    let reading = RwSignal::new(false);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move |file: web_sys::File| {
        problem.set(None);
        reading.set(true);
        leptos::task::spawn_local(async move {
            let made = logo::png(file).await;
            let _ = reading.try_set(false);
            // The browser's PNG is held to what a logo may be, like any other.
            let made = made.and_then(|png| read_logo(&png).map(|_| png).ok_or(Problem::Broken));
            match made {
                Ok(png) => {
                    cx.s.set_text(path, png);
                    toast::say(cx.t(k::dress::logo_set).to_owned());
                }
                Err(why) => {
                    let key = match why {
                        Problem::Kind => k::dress::logo_kind,
                        Problem::Large => k::dress::logo_large,
                        Problem::Broken => k::dress::logo_broken,
                        Problem::Heavy => k::dress::logo_heavy,
                    };
                    drop(problem.try_set(Some(cx.t(key).to_owned())));
                }
            }
        });
    };
    let picked = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|f| f.get(0)) {
            take(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let hover = move |e: ev::DragEvent| {
        e.prevent_default();
        over.set(true);
        // What the page says to files held over it is not meant for this place (public/drop.js).
        if let Some(root) = document().document_element() {
            let _ = root.remove_attribute("data-drop");
        }
    };
    let dropped = move |e: ev::DragEvent| {
        e.prevent_default();
        over.set(false);
        if let Some(file) = e.data_transfer().and_then(|d| d.files()?.get(0)) {
            take(file);
        }
    };
    let remove = move |_| {
        problem.set(None);
        cx.s.set_text(path, String::new());
        toast::say(cx.t(k::dress::logo_removed).to_owned());
    };
    let stored = Memo::new(move |_| cx.s.text(path));
    let shown = move || {
        let text = stored.get();
        (!text.is_empty()).then(|| {
            let picture = match read_logo(&text) {
                Some(logo) => {
                    let src = format!("data:image/png;base64,{}", report::base64(&logo.png));
                    #[allow(clippy::cast_precision_loss)]
                    let kb = cx.l.number(logo.png.len() as f64 / 1000.0, 1);
                    let (width, height) = (logo.width.to_string(), logo.height.to_string());
                    let size = [("width", width.as_str()), ("height", &height), ("size", &kb)];
                    view! {
                        <img class="dress__logo" src=src alt=cx.t(k::desk::logo) />
                        <p class="note">{cx.fill(k::dress::logo_size, &size)}</p>
                    }
                    .into_any()
                }
                None => view! { <p class="dress__bad">{cx.t(k::dress::logo_bad)}</p> }.into_any(),
            };
            view! {
                {picture}
                <button type="button" class="button" data-command="no-logo" on:click=remove>{icon("trash")}<span>{cx.t(k::dress::remove_logo)}</span></button>
            }
        })
    };
    let said = move || match (reading.get(), problem.get()) {
        (true, _) => Some(view! { <p class="note">{cx.t(k::dress::logo_reading)}</p> }.into_any()),
        (_, Some(words)) => Some(view! { <p class="dress__bad">{words}</p> }.into_any()),
        _ => None,
    };
    view! {
        <div class="field">
            <p class="field__label">{cx.t(k::desk::logo)}</p>
            <div class="dress__drop" data-over=move || over.get().then_some("") on:dragenter=hover on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=dropped>
                <div class="dress__shown">{shown}</div>
                <p class="buttons">
                    <label class="button button--file">
                        {icon("upload")}
                        <span>{cx.t(k::dress::choose_logo)}</span>
                        <input class="visually-hidden" type="file" id=path.dom_id() name="logo" accept=".png,.jpg,.jpeg,.webp,.svg,image/png,image/jpeg,image/webp,image/svg+xml" aria-describedby="logo-hint" node_ref=input on:change=picked />
                    </label>
                    <span class="dress__or">{cx.t(k::dress::drop_logo)}</span>
                </p>
                <div role="alert">{said}</div>
            </div>
            <p class="field__hint" id="logo-hint">{cx.t(k::dress::logo_text)}</p>
        </div>
    }
    .into_any()
}

fn confidential(cx: Ctx) -> AnyView {
    let path = Desk::confidential;
    let options = Field {
        no_hint: true,
        plain: true,
        limit: Some(report::SECRET_LETTERS),
        ..Field::default()
    };
    // In the language of the document, where it will stand.
    let words = Memo::new(move |_| {
        cx.s.derived(|w| {
            let l = report::locale(w);
            match w.brief.company.trim() {
                "" => l.t(k::dress::secret).to_owned(),
                client => l.fill(k::dress::secret_for, &[("client", client)]),
            }
        })
    });
    let label = move || words.with(|w| cx.fill(k::dress::suggest, &[("words", w)]));
    let offered = move || cx.s.text(path).trim().is_empty();
    view! {
        <div class="dress__secret">
            {field_with(cx, path, options)}
            <Show when=offered>
                <button type="button" class="button" data-command="secret" on:click=move |_| cx.s.set_text(path, words.get_untracked())>{label}</button>
            </Show>
            <p class="field__hint">{cx.t(k::dress::confidential_text)}</p>
        </div>
    }
    .into_any()
}

/// Language of the document, apart from that of the project.
pub fn language(cx: Ctx) -> AnyView {
    let path = Desk::language;
    let value = Memo::new(move |_| cx.s.text(path));
    let name = move |l: Locale| LANGUAGE.get(l.tag()).map_or("", |o| cx.l.label(o.label));
    let project = move || {
        let l = cx.s.module("frame", report::project_locale);
        cx.fill(k::dress::language_project, &[("name", name(l))])
    };
    let options: Vec<AnyView> = LANGUAGE
        .options
        .iter()
        .map(|o| view! { <option value=o.id prop:selected=move || value.get() == o.id>{cx.l.label(o.label)}</option> }.into_any())
        .collect();
    view! {
        <div class="field">
            <label class="field__label" for=path.dom_id()>{cx.t(k::desk::language)}</label>
            <select class="input input--select" id=path.dom_id() name=path.to_string() aria-describedby="language-hint" on:change:target=move |e| cx.s.set_text(path, e.target().value())>
                <option value="" prop:selected=move || value.with(String::is_empty)>{project}</option>
                {options}
            </select>
            <p class="field__hint" id="language-hint">{cx.t(k::dress::language_text)}</p>
        </div>
    }
    .into_any()
}
