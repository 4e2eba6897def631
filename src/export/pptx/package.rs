//! The parts of the package: what there is and how it hangs together.

use super::slide::{ROOT, SPACES, layout, notes, slide};
use super::{Failed, Options};
use crate::chart::Tone;
use crate::export::ooxml::DECLARATION;
use crate::export::ooxml::xml::escape;
use crate::export::zip::Zip;
use crate::i18n::{Locale, k};
use crate::report::Palette;
use crate::report::deck::{Deck, Scene};
use std::fmt::Write as _;

const THEME: &str = include_str!("parts/theme.xml");
const MASTER: &str = include_str!("parts/master.xml");
const NOTES: &str = include_str!("parts/notes.xml");

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const POINT: &str = "application/vnd.openxmlformats-officedocument.presentationml";

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
    let lang = match deck.locale {
        Locale::Ru => "ru-RU",
        Locale::En => "en-GB",
    };
    let palette = Palette::of_slides(&deck.look);
    let fill = |part: &str| part.replace("{lang}", lang).replace("{spaces}", SPACES);
    let mut put = |name: &str, text: &str| zip.file(name, text.as_bytes());
    put("[Content_Types].xml", &types(scenes.len()))?;
    put("_rels/.rels", &root())?;
    put("docProps/core.xml", &core(deck, options, lang))?;
    put("docProps/app.xml", &app(scenes.len()))?;
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
    let layouts: Vec<(String, &str, String)> = (1..=LAYOUTS.len())
        .map(|n| {
            (
                format!("rId{n}"),
                "slideLayout",
                format!("../slideLayouts/slideLayout{n}.xml"),
            )
        })
        .chain([(
            format!("rId{}", LAYOUTS.len() + 1),
            "theme",
            "../theme/theme1.xml".to_owned(),
        )])
        .collect();
    put(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        &relations(&layouts),
    )?;
    let master = [(
        "rId1".to_owned(),
        "slideMaster",
        "../slideMasters/slideMaster1.xml".to_owned(),
    )];
    for (i, (kind, name, below)) in LAYOUTS.iter().enumerate() {
        let n = i + 1;
        put(
            &format!("ppt/slideLayouts/slideLayout{n}.xml"),
            &layout_part(kind, name, below, lang),
        )?;
        put(
            &format!("ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"),
            &relations(&master),
        )?;
    }
    put("ppt/notesMasters/notesMaster1.xml", &fill(NOTES))?;
    put(
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        &relations(&[("rId1".into(), "theme", "../theme/theme2.xml".into())]),
    )?;
    for (i, scene) in scenes.iter().enumerate() {
        let n = i + 1;
        put(
            &format!("ppt/slides/slide{n}.xml"),
            &slide(scene, palette, lang),
        )?;
        let mut own = vec![
            (
                "rId1".to_owned(),
                "slideLayout",
                format!("../slideLayouts/slideLayout{}.xml", layout(scene)),
            ),
            (
                "rId2".to_owned(),
                "notesSlide",
                format!("../notesSlides/notesSlide{n}.xml"),
            ),
        ];
        if deck.look.logo.is_some() {
            own.push(("rId3".to_owned(), "image", "../media/logo.png".to_owned()));
        }
        put(
            &format!("ppt/slides/_rels/slide{n}.xml.rels"),
            &relations(&own),
        )?;
        put(
            &format!("ppt/notesSlides/notesSlide{n}.xml"),
            &notes(scene, lang),
        )?;
        put(
            &format!("ppt/notesSlides/_rels/notesSlide{n}.xml.rels"),
            &relations(&[
                (
                    "rId1".into(),
                    "notesMaster",
                    "../notesMasters/notesMaster1.xml".into(),
                ),
                ("rId2".into(), "slide", format!("../slides/slide{n}.xml")),
            ]),
        )?;
    }
    if let Some(logo) = &deck.look.logo {
        zip.file("ppt/media/logo.png", &logo.png)?;
    }
    Ok(())
}

fn types(slides: usize) -> String {
    let mut s = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
    );
    let mut part = |name: &str, kind: &str| {
        let _ = write!(s, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    };
    part(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
    part(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    part(
        "ppt/presentation.xml",
        &format!("{POINT}.presentation.main+xml"),
    );
    for name in ["presProps", "viewProps", "tableStyles"] {
        part(&format!("ppt/{name}.xml"), &format!("{POINT}.{name}+xml"));
    }
    for n in 1..=2 {
        part(
            &format!("ppt/theme/theme{n}.xml"),
            "application/vnd.openxmlformats-officedocument.theme+xml",
        );
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
                &format!("{POINT}.{kind}+xml"),
            );
        }
    }
    s.push_str("</Types>");
    s
}

fn relations(all: &[(String, &str, String)]) -> String {
    let mut s = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, kind, target) in all {
        let _ = write!(
            s,
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        );
    }
    s.push_str("</Relationships>");
    s
}

fn root() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"ppt/presentation.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn core(deck: &Deck, options: &Options<'_>, lang: &str) -> String {
    // Local dates have no hour; the format wants one.
    let day = options.date.format("%Y-%m-%dT00:00:00Z");
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified>\
         <dc:language>{lang}</dc:language></cp:coreProperties>",
        escape(&deck.title),
        escape(&deck.kind),
        author = escape(options.author)
    )
}

fn app(slides: usize) -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Planerka</Application><PresentationFormat>On-screen Show (16:9)</PresentationFormat><Slides>{slides}</Slides><Notes>{slides}</Notes></Properties>"
    )
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
    let mut all: Vec<(String, &str, String)> = [
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    ]
    .iter()
    .enumerate()
    .map(|(i, (kind, target))| (format!("rId{}", i + 1), *kind, (*target).to_owned()))
    .collect();
    all.extend((0..slides).map(|i| {
        (
            format!("rId{}", 7 + i),
            "slide",
            format!("slides/slide{}.xml", i + 1),
        )
    }));
    relations(&all)
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

fn layout_part(kind: &str, name: &str, below: &str, lang: &str) -> String {
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
    let l = if lang == "ru-RU" {
        Locale::Ru
    } else {
        Locale::En
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
