//! Parts of a page that wait for their turn: drawn one after another in the pauses of the browser, in the order in which they
//! were asked for, so that a long page holds up neither its first screen nor a key. What the first screen shows does not wait.

use crate::platform::browser;
use leptos::ev;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Draws a part; false when its page has gone.
type Draw = Box<dyn FnOnce() -> bool>;

thread_local! {
    static LINE: RefCell<VecDeque<Draw>> = const { RefCell::new(VecDeque::new()) };
    /// A pause was asked for.
    static ASKED: Cell<bool> = const { Cell::new(false) };
    /// Is the page being printed; nothing until somebody listens.
    static PRINTED: Cell<Option<bool>> = const { Cell::new(None) };
}

/// A part of a page that is made when it is its turn.
pub fn in_turn(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    drawn_when(turn(), make)
}

/// A part of the frame: on the first screen, so that its turn comes before those of the page.
pub fn in_next_turn(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let due = RwSignal::new(at_once());
    if !due.get_untracked() {
        line_up(Box::new(move || due.try_set(true).is_none()), true);
    }
    later(due, Box::new(make))
}

/// A part of a page that is made when its [`turn`] comes.
pub fn drawn_when(due: RwSignal<bool>, make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    later(due, Box::new(make))
}

fn later(due: RwSignal<bool>, make: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    let view = move || due.get().then(&make);
    view.into_any()
}

/// Turns true when it is its turn.
pub fn turn() -> RwSignal<bool> {
    let due = RwSignal::new(at_once());
    if !due.get_untracked() {
        wait(Box::new(move || due.try_set(true).is_none()));
    }
    due
}

/// Must a part be drawn without waiting, because the page is being printed?
pub fn at_once() -> bool {
    PRINTED.get() == Some(true)
}

/// Does something when it is its turn; it answers false when nobody needs it any more.
pub fn wait(draw: Draw) {
    line_up(draw, false);
}

fn line_up(draw: Draw, next: bool) {
    if PRINTED.get().is_none() {
        PRINTED.set(Some(false));
        let print = |name: &'static str, on: bool| {
            window_event_listener(ev::Custom::<web_sys::Event>::new(name), move |_| {
                PRINTED.set(Some(on));
                draw_all();
            });
        };
        print("beforeprint", true);
        print("afterprint", false);
    }
    LINE.with_borrow_mut(|line| {
        if next {
            line.push_front(draw);
        } else {
            line.push_back(draw);
        }
    });
    ask();
}

fn ask() {
    if !ASKED.replace(true) {
        note(true);
        browser::when_idle(next);
    }
}

fn next() {
    ASKED.set(false);
    // One that nobody needs takes no turn.
    while let Some(draw) = LINE.with_borrow_mut(VecDeque::pop_front) {
        if draw() {
            // What it brings may wait too: the next pause knows.
            return ask();
        }
    }
    note(false);
}

/// Says so in the page, for those who want to see all of it.
fn note(drawing: bool) {
    if let Some(body) = document().body() {
        let _ = if drawing {
            body.set_attribute("data-drawing", "")
        } else {
            body.remove_attribute("data-drawing")
        };
    }
}

/// Does anything wait for its turn?
pub fn waiting() -> bool {
    ASKED.get()
}

/// Draws all that waits, for somebody who has asked for a part of it.
pub fn draw_all() {
    while let Some(draw) = LINE.with_borrow_mut(VecDeque::pop_front) {
        draw();
    }
}
