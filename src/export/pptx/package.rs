//! The parts of the package: what there is and how it hangs together.

use super::slide::{ROOT, SPACES, layout, notes, slide};
use super::{Failed, Options};
use crate::chart::Tone;
use crate::export::ooxml::DECLARATION;
use crate::export::ooxml::package::{Properties, Types, begin, relations};
use crate::export::ooxml::xml::escape;
use crate::export::zip::Zip;
use crate::i18n::{Locale, k};
use crate::report::Palette;
use crate::report::deck::{Deck, Scene};
use std::fmt::Write as _;

const THEME: &str = include_str!("parts/theme.xml");
const MASTER: &str = include_str!("parts/master.xml");
const NOTES: &str = include_str!("parts/notes.xml");

/// Layouts: kind, name, placeholders below the title.
const LAYOUTS: [(&str, &str, &str); 3] = [
    ("title", "Title", "subtitle"),
    ("obj", "Title and content", "content"),
    ("titleOnly", "Title only", ""),
];

/// Writes all parts.
///
/// # Errors
/// [`Failed::TooLarge`].
pub fn write(
    zip: &mut Zip,
    deck: &Deck,
    scenes: &[Scene],
    options: &Options<'_>,
) -> Result<(), Failed> {
    let lang = deck.locale.region();
    let palette = Palette::of_slides(&deck.look);
    let fill = |part: &str| part.replace("{lang}", lang).replace("{spaces}", SPACES);
    let about = Properties {
        title: &deck.title,
        subject: &deck.kind,
        author: options.author,
        date: options.date,
        locale: deck.locale,
        more: &format!(
            "<PresentationFormat>On-screen Show (16:9)</PresentationFormat><Slides>{0}</Slides><Notes>{0}</Notes>",
            scenes.len()
        ),
    };
    begin(zip, types(scenes.len()), "ppt/presentation.xml", &about)?;
    let mut put = |name: &str, text: &str| zip.file(name, text.as_bytes());
    put("ppt/presentation.xml", &presentation(scenes.len(), lang))?;
    put(
        "ppt/_rels/presentation.xml.rels",
        &presentation_relations(scenes.len()),
    )?;
    put(
        "ppt/presProps.xml",
        &format!("{DECLARATION}<p:presentationPr {SPACES}/>"),
    )?;
    put(
        "ppt/viewProps.xml",
        &format!("{DECLARATION}<p:viewPr {SPACES}/>"),
    )?;
    put(
        "ppt/tableStyles.xml",
        &format!(
            "{DECLARATION}<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" def=\"{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}\"/>"
        ),
    )?;
    for n in 1..=2 {
        put(&format!("ppt/theme/theme{n}.xml"), &theme(&palette))?;
    }
    put("ppt/slideMasters/slideMaster1.xml", &fill(MASTER))?;
    let layouts = (1..=LAYOUTS.len())
        .map(|n| ("slideLayout", format!("../slideLayouts/slideLayout{n}.xml")))
        .chain([("theme", "../theme/theme1.xml".to_owned())]);
    put(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        &relations(layouts),
    )?;
    let master = relations([("slideMaster", "../slideMasters/slideMaster1.xml".to_owned())]);
    for (i, (kind, name, below)) in LAYOUTS.iter().enumerate() {
        let n = i + 1;
        put(
            &format!("ppt/slideLayouts/slideLayout{n}.xml"),
            &layout_part(kind, name, below, deck.locale),
        )?;
        put(
            &format!("ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"),
            &master,
        )?;
    }
    put("ppt/notesMasters/notesMaster1.xml", &fill(NOTES))?;
    put(
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        &relations([("theme", "../theme/theme2.xml".to_owned())]),
    )?;
    for (i, scene) in scenes.iter().enumerate() {
        let n = i + 1;
        put(
            &format!("ppt/slides/slide{n}.xml"),
            &slide(scene, palette, lang),
        )?;
        let stands = format!("../slideLayouts/slideLayout{}.xml", layout(scene));
        let said = format!("../notesSlides/notesSlide{n}.xml");
        let logo = deck.look.logo.iter();
        let own = [("slideLayout", stands), ("notesSlide", said)]
            .into_iter()
            .chain(logo.map(|_| ("image", "../media/logo.png".to_owned())));
        put(
            &format!("ppt/slides/_rels/slide{n}.xml.rels"),
            &relations(own),
        )?;
        put(
            &format!("ppt/notesSlides/notesSlide{n}.xml"),
            &notes(scene, lang),
        )?;
        put(
            &format!("ppt/notesSlides/_rels/notesSlide{n}.xml.rels"),
            &relations([
                ("notesMaster", "../notesMasters/notesMaster1.xml".to_owned()),
                ("slide", format!("../slides/slide{n}.xml")),
            ]),
        )?;
    }
    if let Some(logo) = &deck.look.logo {
        zip.file("ppt/media/logo.png", &logo.png)?;
    }
    Ok(())
}

fn types(slides: usize) -> Types {
    let mut types = Types::new();
    let mut part = |name: &str, kind: &str| types.part(name, kind);
    part("ppt/presentation.xml", "presentationml.presentation.main");
    for name in ["presProps", "viewProps", "tableStyles"] {
        part(
            &format!("ppt/{name}.xml"),
            &format!("presentationml.{name}"),
        );
    }
    for n in 1..=2 {
        part(&format!("ppt/theme/theme{n}.xml"), "theme");
    }
    for (kind, count) in [
        ("slideMaster", 1),
        ("slideLayout", LAYOUTS.len()),
        ("notesMaster", 1),
        ("slide", slides),
        ("notesSlide", slides),
    ] {
        for n in 1..=count {
            part(
                &format!("ppt/{kind}s/{kind}{n}.xml"),
                &format!("presentationml.{kind}"),
            );
        }
    }
    types
}

fn presentation(slides: usize, lang: &str) -> String {
    let mut s = format!(
        "{DECLARATION}<p:presentation {SPACES} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>\
         <p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>"
    );
    for i in 0..slides {
        let _ = write!(s, "<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 256 + i, 7 + i);
    }
    let _ = write!(
        s,
        "</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>\
         <p:defaultTextStyle><a:defPPr><a:defRPr lang=\"{lang}\"/></a:defPPr></p:defaultTextStyle></p:presentation>"
    );
    s
}

fn presentation_relations(slides: usize) -> String {
    let all = [
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    ]
    .map(|(kind, target)| (kind, target.to_owned()));
    let slides = (1..=slides).map(|n| ("slide", format!("slides/slide{n}.xml")));
    relations(all.into_iter().chain(slides))
}

fn theme(palette: &Palette) -> String {
    let mut s = THEME.to_owned();
    for (name, tone) in [
        ("dk1", Tone::Ink),
        ("lt1", Tone::Paper),
        ("dk2", Tone::Muted),
        ("lt2", Tone::Surface),
        ("accent1", Tone::Accent),
        ("accent2", Tone::Data),
        ("accent3", Tone::AccentInk),
        ("accent4", Tone::Neutral),
        ("accent5", Tone::Soft),
        ("accent6", Tone::Strong),
    ] {
        s = s.replace(&format!("{{{name}}}"), &palette.rgb(tone).hex());
    }
    s
}

fn layout_part(kind: &str, name: &str, below: &str, l: Locale) -> String {
    let lang = l.region();
    let holder = |id: usize, name: &str, ph: &str, place: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph {ph}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{text}</a:p></p:txBody></p:sp>"
        )
    };
    let said = |text: &str| {
        format!(
            "<a:r><a:rPr lang=\"{lang}\"/><a:t>{}</a:t></a:r>",
            escape(text)
        )
    };
    let place = |x: i64, y: i64, w: i64, h: i64| {
        format!("<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/></a:xfrm>")
    };
    let cover = below == "subtitle";
    let mut s = format!(
        "{DECLARATION}<p:sldLayout {SPACES} type=\"{kind}\" preserve=\"1\"><p:cSld name=\"{name}\"><p:spTree>{ROOT}"
    );
    s.push_str(&if cover {
        holder(
            2,
            "Title",
            "type=\"ctrTitle\"",
            &place(1_016_000, 2_387_600, 9_906_000, 1_828_800),
            &said(l.t(k::deck_master::title)),
        )
    } else {
        holder(
            2,
            "Title",
            "type=\"title\"",
            "",
            &said(l.t(k::deck_master::title)),
        )
    });
    match below {
        "subtitle" => s.push_str(&holder(
            3,
            "Subtitle",
            "type=\"subTitle\" idx=\"1\"",
            &place(1_016_000, 4_368_800, 9_906_000, 508_000),
            &said(l.t(k::deck_master::text)),
        )),
        "content" => s.push_str(&holder(
            3,
            "Content",
            "idx=\"1\"",
            "",
            &said(l.t(k::deck_master::text)),
        )),
        _ => {}
    }
    s.push_str(&holder(
        4,
        "Footer",
        "type=\"ftr\" sz=\"quarter\" idx=\"11\"",
        "",
        &format!("<a:endParaRPr lang=\"{lang}\"/>"),
    ));
    if !cover {
        s.push_str(&holder(
            5,
            "Number",
            "type=\"sldNum\" sz=\"quarter\" idx=\"12\"",
            "",
            &format!(
                "<a:fld id=\"{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}\" type=\"slidenum\"><a:rPr lang=\"{lang}\"/><a:t>‹#›</a:t></a:fld>"
            ),
        ));
    }
    s.push_str(
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
    );
    s
}
