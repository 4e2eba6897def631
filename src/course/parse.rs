//! Reading a lesson. Line by line; a block starts where the line before it ends, blank lines only
//! separate. The grammar, whole:
//!
//! ```text
//! ---
//! title: …
//! minutes: 5
//! ---
//! ## heading
//! paragraph with **bold** and *italic*, on one or more lines
//! - item                     1. step
//!   more of the item            more of the step
//! > [!tip] advice
//! > more of the advice
//! ### ? question
//! - [ ] wrong
//! - [x] right
//! > [!answer] why
//! ```

use super::{Block, Fault, Lesson, LessonError, QuizOption, Span};

/// Reads a lesson. Takes any text and never panics.
pub fn parse(source: &str) -> Result<Lesson, LessonError> {
    let mut lines = Lines::new(source);
    let (title, minutes) = front_matter(&mut lines)?;
    let mut blocks = Vec::new();
    while let Some(line) = lines.next_filled() {
        blocks.push(block(line, &mut lines)?);
    }
    Ok(Lesson {
        title,
        minutes,
        blocks,
    })
}

/// The lines left to read, and where we are.
struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Lines<'a>>,
    /// Number of the line taken last, from 1.
    at: usize,
}

impl<'a> Lines<'a> {
    fn new(source: &'a str) -> Self {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        Self {
            rest: source.lines().peekable(),
            at: 0,
        }
    }
    fn next(&mut self) -> Option<&'a str> {
        let line = self.rest.next()?;
        self.at += 1;
        Some(line.trim_end())
    }
    fn peek(&mut self) -> Option<&'a str> {
        self.rest.peek().map(|line| line.trim_end())
    }
    fn next_filled(&mut self) -> Option<&'a str> {
        self.skip_blank();
        self.next()
    }
    fn skip_blank(&mut self) {
        while self.peek() == Some("") {
            self.next();
        }
    }
    /// The next line as `take` sees it; the line stays unread when `take` does not want it.
    fn next_if<T>(&mut self, take: impl Fn(&'a str) -> Option<T>) -> Option<T> {
        let found = take(self.peek()?)?;
        self.next();
        Some(found)
    }
    fn error<T>(&self, fault: Fault) -> Result<T, LessonError> {
        Err(LessonError {
            line: self.at.max(1),
            fault,
        })
    }
    /// The text, unless there is none.
    fn filled<'b>(&self, text: &'b str) -> Result<&'b str, LessonError> {
        match text.trim() {
            "" => self.error(Fault::Empty),
            text => Ok(text),
        }
    }
    /// Text that takes no marks.
    fn plain(&self, text: &str) -> Result<String, LessonError> {
        let text = self.filled(text)?;
        match text.contains('*') {
            true => self.error(Fault::Mark),
            false => Ok(text.to_owned()),
        }
    }
    /// Text with marks.
    fn spans(&self, text: &str) -> Result<Vec<Span>, LessonError> {
        match spans(self.filled(text)?) {
            Some(spans) => Ok(spans),
            None => self.error(Fault::Mark),
        }
    }
}

fn front_matter(lines: &mut Lines) -> Result<(String, u16), LessonError> {
    let (mut title, mut minutes) = ("", "");
    if lines.next() != Some("---") {
        return lines.error(Fault::FrontMatter);
    }
    loop {
        match lines.next().map(|line| (line, line.split_once(':'))) {
            Some(("---", _)) => break,
            Some((_, Some(("title", value)))) => title = value.trim(),
            Some((_, Some(("minutes", value)))) => minutes = value.trim(),
            _ => return lines.error(Fault::FrontMatter),
        }
    }
    match (title, minutes.parse()) {
        ("", _) => lines.error(Fault::Title),
        (_, Ok(0) | Err(_)) => lines.error(Fault::Minutes),
        (title, Ok(minutes)) => Ok((title.to_owned(), minutes)),
    }
}

/// The block that begins with `line`.
fn block(line: &str, lines: &mut Lines) -> Result<Block, LessonError> {
    match Start::of(line) {
        Start::Heading(text) => Ok(Block::Heading(lines.plain(text)?)),
        Start::Question(text) => quiz(lines.plain(text)?, lines),
        Start::Item { ordered, text } => list(ordered, text, lines),
        Start::Tip(text) => Ok(Block::Tip(callout(text, lines)?)),
        Start::Text(text) => {
            let mut whole = text.to_owned();
            while let Some(more) = lines.next_if(|line| match Start::of(line) {
                Start::Text(more) if !more.is_empty() => Some(more),
                _ => None,
            }) {
                push_line(&mut whole, more);
            }
            Ok(Block::Paragraph(lines.spans(&whole)?))
        }
        Start::Option { .. } | Start::Answer(_) | Start::Unknown => lines.error(Fault::Unknown),
    }
}

/// What a line begins, with the text that follows the mark.
enum Start<'a> {
    Heading(&'a str),
    Question(&'a str),
    Item { ordered: bool, text: &'a str },
    Option { right: bool, text: &'a str },
    Tip(&'a str),
    Answer(&'a str),
    Text(&'a str),
    Unknown,
}

impl<'a> Start<'a> {
    fn of(line: &'a str) -> Self {
        let after = |mark: &str| line.strip_prefix(mark);
        if let Some(text) = after("## ") {
            Self::Heading(text)
        } else if let Some(text) = after("### ?") {
            Self::Question(text)
        } else if let Some(text) = after("- [x]") {
            Self::Option { right: true, text }
        } else if let Some(text) = after("- [ ]") {
            Self::Option { right: false, text }
        } else if let Some(text) = after("> [!tip]") {
            Self::Tip(text)
        } else if let Some(text) = after("> [!answer]") {
            Self::Answer(text)
        } else if let Some(text) = after("- ") {
            Self::Item {
                ordered: false,
                text,
            }
        } else if let Some(text) = after_number(line) {
            Self::Item {
                ordered: true,
                text,
            }
        } else if line == "-" || line.starts_with(['#', '>', ' ', '\t']) {
            Self::Unknown
        } else {
            Self::Text(line)
        }
    }
}

/// The text after `1. `.
fn after_number(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (text.len() < line.len())
        .then(|| text.strip_prefix(". "))
        .flatten()
}

fn list(ordered: bool, first: &str, lines: &mut Lines) -> Result<Block, LessonError> {
    let mut items = Vec::new();
    let mut next = Some(first);
    while let Some(text) = next {
        let mut whole = text.to_owned();
        while let Some(more) = lines.next_if(|line| line.strip_prefix("  ")) {
            // An item inside an item: the format has no nested lists.
            match Start::of(more.trim_start()) {
                Start::Text(more) => push_line(&mut whole, more),
                _ => return lines.error(Fault::Unknown),
            }
        }
        items.push(lines.spans(&whole)?);
        next = lines.next_if(|line| match Start::of(line) {
            Start::Item {
                ordered: same,
                text,
            } if same == ordered => Some(text),
            _ => None,
        });
    }
    Ok(Block::List { ordered, items })
}

fn callout(first: &str, lines: &mut Lines) -> Result<Vec<Span>, LessonError> {
    let mut whole = first.to_owned();
    while let Some(more) = lines.next_if(|line| match Start::of(line) {
        // Not a callout of an unknown kind.
        Start::Unknown => line
            .strip_prefix('>')
            .filter(|more| !more.trim().starts_with("[!")),
        _ => None,
    }) {
        push_line(&mut whole, more);
    }
    lines.spans(&whole)
}

fn quiz(question: String, lines: &mut Lines) -> Result<Block, LessonError> {
    lines.skip_blank();
    let mut options = Vec::new();
    while let Some((right, text)) = lines.next_if(|line| match Start::of(line) {
        Start::Option { right, text } => Some((right, text)),
        _ => None,
    }) {
        options.push(QuizOption {
            text: lines.plain(text)?,
            right,
        });
    }
    if options.len() < 2 {
        return lines.error(Fault::Options);
    }
    if options.iter().filter(|o| o.right).count() != 1 {
        return lines.error(Fault::Right);
    }
    lines.skip_blank();
    match lines.next_if(|line| match Start::of(line) {
        Start::Answer(text) => Some(text),
        _ => None,
    }) {
        Some(text) => Ok(Block::Quiz {
            question,
            options,
            why: callout(text, lines)?,
        }),
        None => lines.error(Fault::Answer),
    }
}

fn push_line(whole: &mut String, more: &str) {
    whole.push(' ');
    whole.push_str(more.trim());
}

/// Text with `**bold**` and `*italic*`; nothing when a mark is not closed, is empty or nested.
fn spans(text: &str) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    // No line begins with a dash.
    let text = text.replace(" — ", "\u{a0}— ");
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('*') {
        if !before.is_empty() {
            spans.push(Span::Text(before.to_owned()));
        }
        let (marked, tail, strong) = match after.strip_prefix('*') {
            Some(after) => after.split_once("**").map(|(m, t)| (m, t, true)),
            None => after.split_once('*').map(|(m, t)| (m, t, false)),
        }?;
        if marked.trim().is_empty() || marked.contains('*') {
            return None;
        }
        spans.push(match strong {
            true => Span::Strong(marked.to_owned()),
            false => Span::Emphasis(marked.to_owned()),
        });
        rest = tail;
    }
    if !rest.is_empty() {
        spans.push(Span::Text(rest.to_owned()));
    }
    Some(spans)
}
