//! A [`Drawing`] as SVG elements of the page.

use crate::chart::{Drawing, Shape, num};
use leptos::prelude::*;

/// The drawing, scaled to its container, with its text alternative.
pub fn drawing(d: &Drawing) -> AnyView {
    let shapes: Vec<AnyView> = d.shapes.iter().map(shape).collect();
    view! {
        <svg class="chart" role="img" viewBox=format!("0 0 {} {}", num(d.width), num(d.height)) aria-label=format!("{}. {}", d.title, d.description)>
            {shapes}
        </svg>
    }
    .into_any()
}

fn shape(shape: &Shape) -> AnyView {
    match shape {
        Shape::Line { x1, y1, x2, y2, class } => {
            view! { <line class=*class x1=num(*x1) y1=num(*y1) x2=num(*x2) y2=num(*y2) /> }.into_any()
        }
        Shape::Rect { x, y, w, h, r, class } => {
            view! { <rect class=*class x=num(*x) y=num(*y) width=num(w.max(0.0)) height=num(h.max(0.0)) rx=num(*r) /> }
                .into_any()
        }
        Shape::Circle { x, y, r, class } => {
            view! { <circle class=*class cx=num(*x) cy=num(*y) r=num(*r) /> }.into_any()
        }
        Shape::Path { d, class } => view! { <path class=*class d=d.clone() /> }.into_any(),
        Shape::Text { x, y, text, anchor, class } => {
            view! { <text class=*class x=num(*x) y=num(*y) text-anchor=anchor.as_str()>{text.clone()}</text> }
                .into_any()
        }
    }
}
