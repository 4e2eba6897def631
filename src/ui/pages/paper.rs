//! The preview as sheets of paper: blocks are measured in a hidden sheet of the real width, broken into
//! pages, and drawn page by page. What is printed is these same pages, so the page numbers of the
//! contents are true.

use super::dress;
use super::sheet::{Sheet, block};
use crate::i18n::k;
use crate::kernel::Block;
use crate::report::paginate::{Measured, Piece, paginate};
use crate::report::{Design, Document, Look, base64, parts};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What is laid out: the head of a section, or one of its blocks.
enum Item<'a> {
    Head { number: usize, title: &'a str },
    Body(&'a Block),
}

fn items(doc: &Document) -> Vec<Item<'_>> {
    let mut out = Vec::new();
    for (i, section) in doc.sections.iter().enumerate() {
        out.push(Item::Head {
            number: i + 1,
            title: &section.title,
        });
        out.extend(section.blocks.iter().map(Item::Body));
    }
    out
}

/// A document laid out.
#[derive(Clone)]
enum Laid {
    /// Pages of pieces, after title page and contents.
    Pages(Vec<Vec<Piece>>),
    /// One page, in letters of so many points.
    One(f64),
}

/// The pages of a document, laid out anew whenever it changes.
pub fn paper(
    sheet: impl Fn() -> Sheet + Copy + Send + Sync + 'static,
    doc: Signal<Arc<Document>>,
) -> AnyView {
    let pages = RwSignal::new(None::<(Arc<Document>, Laid)>);
    let node = NodeRef::<html::Div>::new();
    let measuring = RwSignal::new(None::<Arc<Document>>);
    Effect::new(move |_| measuring.set(Some(doc.get())));
    Effect::new(move |_| {
        let Some(doc) = measuring.get() else { return };
        // Measured after layout, with the document's fonts if they are already here.
        let run = move || {
            if let Some(node) = node.get_untracked() {
                let laid = match doc.look.design {
                    Design::OnePage => Laid::One(largest(&node)),
                    _ => Laid::Pages(paginate(&measure(&node, &doc), page_height(&node))),
                };
                pages.set(Some((doc.clone(), laid)));
                measuring.set(None);
            }
        };
        when_fonts_ready(run);
    });
    let ruler = move || {
        measuring.get().map(|doc| {
            let sheet = Sheet {
                links: false,
                ..sheet()
            };
            let blocks = match doc.look.design {
                Design::OnePage => one_page(sheet, &doc),
                _ => items(&doc)
                    .iter()
                    .map(|item| draw(sheet, item, None))
                    .collect_view()
                    .into_any(),
            };
            let ruler = view! {
                <div class="sheet page-sheet doc" data-paper=doc.paper data-design=doc.look.design.id() node_ref=node>
                    <div class="page-sheet__body">{blocks}</div>
                </div>
            };
            let place = dressed("paper-measure", &doc, ruler.into_any());
            view! { <div aria-hidden="true" inert>{place}</div> }
        })
    };
    let drawn = move || {
        pages.get().map(|(doc, laid)| {
            let sheet = sheet();
            let pages = match laid {
                Laid::Pages(pages) => pages,
                Laid::One(size) => {
                    let body = one_page(sheet, &doc);
                    return dressed("paper", &doc, one_sheet(&doc, size, body));
                }
            };
            let all = items(&doc);
            // Page 1 is the title page, page 2 the contents.
            let first = |section: usize| {
                let item = all
                    .iter()
                    .position(|i| matches!(i, Item::Head { number, .. } if *number == section));
                pages
                    .iter()
                    .position(|p| p.iter().any(|piece| Some(piece.block) == item))
                    .map_or(0, |p| p + 3)
            };
            let mut out = vec![cover(&doc)];
            if !doc.sections.is_empty() {
                out.push(contents(&doc, &first));
            }
            for (n, page) in pages.iter().enumerate().filter(|(_, p)| !p.is_empty()) {
                let pieces: Vec<AnyView> = page
                    .iter()
                    .filter_map(|piece| Some(draw(sheet, all.get(piece.block)?, piece.parts)))
                    .collect();
                let last = n + 1 == pages.len();
                out.push(page_sheet(
                    &doc,
                    n + 3,
                    view! { {pieces} {last.then(|| footnotes(&doc))} }.into_any(),
                ));
            }
            dressed("paper", &doc, out.into_any())
        })
    };
    view! { <div class="paper-place">{ruler}{drawn}</div> }.into_any()
}

fn draw(sheet: Sheet, item: &Item<'_>, parts: Option<(usize, usize)>) -> AnyView {
    match item {
        Item::Head { number, title } => view! {
            <h2 class="doc__h1"><span class="doc__number">{number.to_string()}</span> " " {(*title).to_owned()}</h2>
        }
        .into_any(),
        Item::Body(b) => block(sheet, b, parts),
    }
}

/// A place for sheets, with the colours they take from the look of the document.
fn dressed(class: &'static str, doc: &Document, sheets: AnyView) -> AnyView {
    let node = NodeRef::new();
    let look = doc.look.clone();
    dress::wear(node, move || look.clone());
    view! { <div class=class lang=doc.locale.tag() node_ref=node>{sheets}</div> }.into_any()
}

/// The address of the logo as a picture.
fn picture(look: &Look) -> Option<String> {
    let logo = look.logo.as_ref()?;
    Some(format!("data:image/png;base64,{}", base64(&logo.png)))
}

/// The logo in a frame, for whoever reads the document for the first time.
fn logo(doc: &Document, frame: &'static str) -> Option<AnyView> {
    let name = doc.client.as_deref().unwrap_or(&doc.title);
    let alt = doc.locale.fill(k::dress::logo_alt, &[("name", name)]);
    let src = picture(&doc.look)?;
    Some(view! { <div class=frame><img class="doc__logo" src=src alt=alt /></div> }.into_any())
}

/// The running head: logo, or the name, and the line about confidentiality.
fn head(doc: &Document, cover: bool) -> Option<AnyView> {
    let look = &doc.look;
    let agency = look.design == Design::Agency;
    let secret =
        (!look.confidential.is_empty()).then(|| view! { <span>{look.confidential.clone()}</span> });
    let brand = match picture(look) {
        _ if cover => None,
        Some(src) => Some(view! { <img src=src alt="" /> }.into_any()),
        None => agency.then(|| {
            let name = doc.client.clone().unwrap_or_else(|| doc.title.clone());
            view! { <span class="page-sheet__brand">{name}</span> }.into_any()
        }),
    };
    (secret.is_some() || brand.is_some())
        .then(|| view! { <p class="page-sheet__head">{brand}{secret}</p> }.into_any())
}

/// The sheet of a document on one page.
fn one_sheet(doc: &Document, size: f64, body: AnyView) -> AnyView {
    view! {
        <section class="sheet page-sheet doc" data-paper=doc.paper data-design=doc.look.design.id() style:--one=format!("{size}pt")>
            <div class="page-sheet__body">{body}</div>
        </section>
    }
    .into_any()
}

/// What stands on it: a band with the name, then what goes across, then two columns.
fn one_page(sheet: Sheet, doc: &Document) -> AnyView {
    let blocks: Vec<_> = doc
        .sections
        .iter()
        .flat_map(|s| &s.blocks)
        .cloned()
        .collect();
    let all = parts(&blocks);
    let wide = all.iter().filter(|p| p.wide).flat_map(|p| p.blocks);
    let wide = wide.map(|b| block(sheet, b, None)).collect_view();
    let columns = all
        .iter()
        .filter(|p| !p.wide)
        .map(|p| {
            let blocks = p
                .blocks
                .iter()
                .map(|b| block(sheet, b, None))
                .collect_view();
            view! { <div class="one__part">{blocks}</div> }
        })
        .collect_view();
    let secret = (!doc.look.confidential.is_empty())
        .then(|| view! { <p class="doc__secret">{doc.look.confidential.clone()}</p> });
    let empty = doc.sections.is_empty();
    let empty = empty.then(|| view! { <p class="doc__text">{doc.locale.t(k::doc::nothing)}</p> });
    view! {
        <header class="one__head">
            <div>
                {secret}
                <p class="doc__kind">{doc.kind.clone()}</p>
                <h2 class="doc__title">{doc.title.clone()}</h2>
                {doc.client.clone().map(|c| view! { <p class="doc__client">{c}</p> })}
                <dl class="one__imprint">{imprint(doc)}</dl>
            </div>
            {logo(doc, "one__plate")}
        </header>
        {empty}
        {wide}
        <div class="one__columns">{columns}</div>
        {footnotes(doc)}
    }
    .into_any()
}

/// The largest letters, in points, in which the page holds everything; the smallest when none does.
fn largest(sheet: &web_sys::HtmlElement) -> f64 {
    const SIZES: [f64; 9] = [10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5];
    let Some(body) = sheet.query_selector(".page-sheet__body").ok().flatten() else {
        return SIZES[0];
    };
    let paper = sheet.get_bounding_client_rect();
    // The margin below, as print.css has it, and a little slack.
    let room = paper.width() * ratio(sheet) - 16.0 * 96.0 / 25.4 - FOOT - 6.0;
    let fits = |size: &f64| {
        let _ = sheet.style().set_property("--one", &format!("{size}pt"));
        body.get_bounding_client_rect().bottom() - paper.top() <= room
    };
    SIZES.into_iter().find(fits).unwrap_or(SIZES[8])
}

fn page_sheet(doc: &Document, number: usize, body: AnyView) -> AnyView {
    view! {
        <section class="sheet page-sheet doc" data-paper=doc.paper data-design=doc.look.design.id()>
            {head(doc, false)}
            <div class="page-sheet__body">{body}</div>
            <p class="page-sheet__foot"><span>{doc.title.clone()}</span><span class="page-sheet__number">{number.to_string()}</span></p>
        </section>
    }
    .into_any()
}

fn imprint(doc: &Document) -> Vec<AnyView> {
    doc.imprint
        .iter()
        .map(|(label, value)| {
            view! { <div><dt>{label.clone()}</dt><dd>{value.clone()}</dd></div> }.into_any()
        })
        .collect()
}

fn cover(doc: &Document) -> AnyView {
    let agency = doc.look.design == Design::Agency;
    let frame = if agency { "doc__plate" } else { "doc__mark" };
    let empty = doc
        .sections
        .is_empty()
        .then(|| view! { <p class="doc__text">{doc.locale.t(k::doc::nothing)}</p> });
    view! {
        <section class="sheet page-sheet page-sheet--cover doc" class:doc--bleed=agency data-paper=doc.paper data-design=doc.look.design.id()>
            {head(doc, true)}
            {logo(doc, frame)}
            <header class="doc__cover">
                <p class="doc__kind">{doc.kind.clone()}</p>
                <h2 class="doc__title">{doc.title.clone()}</h2>
                {doc.client.clone().map(|c| view! { <p class="doc__client">{c}</p> })}
                <dl class="doc__imprint">{imprint(doc)}</dl>
                {empty}
            </header>
        </section>
    }
    .into_any()
}

fn contents(doc: &Document, page: &dyn Fn(usize) -> usize) -> AnyView {
    let lines: Vec<AnyView> = doc
        .sections
        .iter()
        .enumerate()
        .map(|(i, s)| {
            view! { <li><span class="doc__contents-title">{s.title.clone()}</span><span class="doc__contents-page">{page(i + 1).to_string()}</span></li> }.into_any()
        })
        .collect();
    page_sheet(doc, 2, view! { <div class="doc__contents"><h2 class="doc__h2">{doc.locale.t(k::doc::contents)}</h2><ol>{lines}</ol></div> }.into_any())
}

fn footnotes(doc: &Document) -> AnyView {
    if doc.footnotes.is_empty() {
        return ().into_any();
    }
    let notes: Vec<AnyView> = doc
        .footnotes
        .iter()
        .map(|n| view! { <p>{n.clone()}</p> }.into_any())
        .collect();
    view! { <div class="doc__footnotes">{notes}</div> }.into_any()
}

/// Height of the line with the page number, which the ruler sheet does not have: 8 mm in CSS pixels.
const FOOT: f64 = 8.0 * 96.0 / 25.4;

/// Height of the paper of a sheet for its width.
fn ratio(sheet: &web_sys::HtmlElement) -> f64 {
    if sheet.get_attribute("data-paper").as_deref() == Some("letter") {
        279.4 / 215.9
    } else {
        297.0 / 210.0
    }
}

/// Height available on a page.
fn page_height(sheet: &web_sys::HtmlElement) -> f64 {
    let own = sheet.get_bounding_client_rect().height();
    // The ruler sheet is as high as a page at least; margins are its paddings.
    let page = sheet.get_bounding_client_rect().width() * ratio(sheet);
    let body = sheet
        .query_selector(".page-sheet__body")
        .ok()
        .flatten()
        .map_or(0.0, |b| b.get_bounding_client_rect().height());
    let margins = own.max(page) - body.max(page - (own - body));
    // A little slack: print rounds lines differently by fractions.
    page - margins.max(0.0) - FOOT - 6.0
}

fn measure(sheet: &web_sys::HtmlElement, doc: &Document) -> Vec<Measured> {
    let Some(body) = sheet.query_selector(".page-sheet__body").ok().flatten() else {
        return Vec::new();
    };
    let children = body.children();
    let height = |e: &web_sys::Element| e.get_bounding_client_rect().height();
    let many = |e: &web_sys::Element, selector: &str| -> Vec<f64> {
        let Ok(list) = e.query_selector_all(selector) else {
            return Vec::new();
        };
        (0..list.length())
            .filter_map(|i| list.get(i)?.dyn_into::<web_sys::Element>().ok())
            .map(|e| height(&e))
            .collect()
    };
    items(doc)
        .iter()
        .enumerate()
        .filter_map(|(i, item)| {
            let e = children.item(u32::try_from(i).ok()?)?;
            let full = height(&e);
            Some(match item {
                Item::Head { .. } => Measured {
                    height: full,
                    keep_with_next: true,
                    new_page: true,
                    ..Measured::default()
                },
                Item::Body(Block::Heading { .. }) => Measured {
                    height: full,
                    keep_with_next: true,
                    ..Measured::default()
                },
                Item::Body(Block::Table { .. }) => with_parts(full, many(&e, "tbody > tr")),
                Item::Body(Block::List { .. }) => with_parts(full, many(&e, "li")),
                Item::Body(_) => Measured {
                    height: full,
                    ..Measured::default()
                },
            })
        })
        .collect()
}

fn with_parts(height: f64, parts: Vec<f64>) -> Measured {
    let head = (height - parts.iter().sum::<f64>()).max(0.0);
    Measured {
        height,
        parts,
        head,
        ..Measured::default()
    }
}

/// Runs when the faces of the document are loaded, or at once when that cannot be known.
fn when_fonts_ready(run: impl FnOnce() + 'static) {
    let fonts = js_sys::Reflect::get(&document(), &"fonts".into()).ok();
    let load = fonts.and_then(|f| js_sys::Reflect::get(&f, &"ready".into()).ok());
    leptos::task::spawn_local(async move {
        if let Some(promise) = load.and_then(|p| p.dyn_into::<js_sys::Promise>().ok()) {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        }
        request_animation_frame(run);
    });
}
