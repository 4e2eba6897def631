//! Charts made for a wall: few words, large, in the units of `crate::chart` with texts 13 units high.

use super::fit;
use super::scene::Face;
use crate::chart::{Anchor, Drawing, Shape, TEXT, letters, wrap};
use crate::i18n::{Locale, k};

fn text(x: f64, y: f64, said: &str, anchor: Anchor, class: &'static str) -> Shape {
    Shape::Text {
        x,
        y,
        text: said.to_owned(),
        anchor,
        class,
    }
}

/// Steps of the funnel, each with its name, its number in words and the number; between them the rates that lead on.
pub fn funnel(l: Locale, steps: &[(String, String, u64)], rates: &[Option<String>]) -> Drawing {
    const WIDTH: f64 = 440.0;
    const LEFT: f64 = 96.0;
    const BAR: f64 = 38.0;
    const STEP: f64 = 68.0;
    const RIGHT: f64 = WIDTH - 84.0;
    #[allow(clippy::cast_precision_loss)]
    let log = |n: u64| (n.max(1) as f64).ln();
    let most = steps.iter().map(|s| log(s.2)).fold(1.0, f64::max);
    let mut shapes = Vec::new();
    let mut said = Vec::new();
    for (i, (name, words, n)) in steps.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let y = i as f64 * STEP;
        let w = ((RIGHT - LEFT) * log(*n) / most).max(6.0);
        let class = if i == 2 { "c-accent" } else { "c-data" };
        shapes.push(Shape::Rect {
            x: LEFT,
            y,
            w,
            h: BAR,
            r: 3.0,
            class,
        });
        shapes.push(text(0.0, y + 23.5, name, Anchor::Start, "c-label"));
        shapes.push(text(
            LEFT + w + 10.0,
            y + 23.5,
            words,
            Anchor::Start,
            "c-label-strong",
        ));
        if i + 1 < steps.len()
            && let Some(Some(rate)) = rates.get(i)
        {
            shapes.push(Shape::Line {
                x1: LEFT + 8.0,
                y1: y + BAR + 5.0,
                x2: LEFT + 8.0,
                y2: y + STEP - 5.0,
                class: "c-axis",
            });
            let rate = l.fill(k::deck::rate, &[("percent", rate)]);
            shapes.push(text(
                LEFT + 20.0,
                y + BAR + 19.5,
                &rate,
                Anchor::Start,
                "c-label-muted",
            ));
        }
        said.push(format!("{name}: {words}"));
    }
    #[allow(clippy::cast_precision_loss)]
    let height = (steps.len().max(1) - 1) as f64 * STEP + BAR;
    shapes.push(text(
        0.0,
        height + 24.0,
        l.t(k::funnel::log),
        Anchor::Start,
        "c-label-muted",
    ));
    Drawing {
        width: WIDTH,
        height: height + 30.0,
        title: l.t(k::goals_doc::forecast_caption).into(),
        description: said.join("; "),
        shapes,
    }
}

/// A drawing whose texts end where it ends: a name may be longer than any map is wide. Also what was cut, in full.
pub fn trimmed(drawing: &Drawing) -> (Drawing, Vec<String>) {
    let mut out = drawing.clone();
    let mut cut = Vec::new();
    for shape in &mut out.shapes {
        let Shape::Text {
            x,
            text,
            anchor,
            class,
            ..
        } = shape
        else {
            continue;
        };
        let room = match anchor {
            Anchor::Start => drawing.width - *x,
            Anchor::End => *x,
            Anchor::Middle => 2.0 * x.min(drawing.width - *x),
        };
        let (_, bold) = letters(class);
        let face = Face {
            size: TEXT,
            bold,
            serif: false,
        };
        if fit::width(text, face) > room {
            let said = fit::cut(text, face, room.max(0.0), 1);
            cut.push(std::mem::replace(text, said));
        }
    }
    (out, cut)
}

/// A bar of [`bars`].
pub struct Bar {
    /// What it is.
    pub name: String,
    /// How much, in words.
    pub value: String,
    /// Its length, from 0 to 1 of the whole.
    pub part: f64,
}

/// Bars below each other, the name and the value of each above it.
pub fn bars(title: &str, bars: &[Bar], width: f64) -> Drawing {
    const STEP: f64 = 46.0;
    let mut shapes = Vec::new();
    for (i, bar) in bars.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let y = i as f64 * STEP;
        let free = width - fit::width(&bar.value, Face::bold(TEXT)) - 14.0;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let letters = (free / 8.0).max(6.0) as usize;
        let name = wrap(&bar.name, letters, 1).join("");
        shapes.push(text(0.0, y + 13.0, &name, Anchor::Start, "c-label"));
        shapes.push(text(
            width,
            y + 13.0,
            &bar.value,
            Anchor::End,
            "c-label-strong",
        ));
        for (part, class) in [(1.0, "c-soft"), (bar.part.clamp(0.0, 1.0), "c-data")] {
            shapes.push(Shape::Rect {
                x: 0.0,
                y: y + 20.0,
                w: (width * part).max(2.0),
                h: 12.0,
                r: 2.0,
                class,
            });
        }
    }
    let said: Vec<String> = bars
        .iter()
        .map(|b| format!("{}: {}", b.name, b.value))
        .collect();
    #[allow(clippy::cast_precision_loss)]
    let height = bars.len().max(1) as f64 * STEP - 12.0;
    Drawing {
        width,
        height,
        title: title.to_owned(),
        description: said.join("; "),
        shapes,
    }
}
