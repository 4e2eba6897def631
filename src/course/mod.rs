//! The course: short lessons, one file per module and language, fetched when they are opened.
//! A lesson is written in a small strict subset of Markdown and read into blocks of our own.
//! Invariant: nothing here does IO or makes HTML; what the reader does not know is an error with
//! a line, so a slip of the author shows in a test, not on the page.

mod parse;

pub use parse::parse;

use std::fmt;

/// A lesson, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Title.
    pub title: String,
    /// Minutes it takes to read.
    pub minutes: u16,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// One block of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Heading of a part.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// The items are steps and are numbered.
        ordered: bool,
        /// Items, at least one.
        items: Vec<Vec<Span>>,
    },
    /// A piece of advice, set apart.
    Tip(Vec<Span>),
    /// A question to check oneself.
    Quiz {
        /// The question.
        question: String,
        /// Two or more options; exactly one is right.
        options: Vec<QuizOption>,
        /// Why the right one is right.
        why: Vec<Span>,
    },
}

/// One possible answer of a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizOption {
    /// The answer.
    pub text: String,
    /// It is the right one.
    pub right: bool,
}

/// A run of text in one style; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// `**bold**`.
    Strong(String),
    /// `*italic*`.
    Emphasis(String),
}

/// Why a lesson was not read, for its author: readers are told only that it cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// Line of the trouble, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What may be wrong with a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The front matter is missing, is not closed, or has a line that is not `title` or `minutes`.
    FrontMatter,
    /// The front matter has no title.
    Title,
    /// The front matter has no minutes, or they are not a number from 1.
    Minutes,
    /// A line that is no part of the format: another heading, callout, nested list or task.
    Unknown,
    /// A heading, item, callout or option without text.
    Empty,
    /// A mark of bold or italic that is not closed, or one inside the other.
    Mark,
    /// A quiz with fewer than two options.
    Options,
    /// A quiz without one single right option.
    Right,
    /// A quiz that is not followed by its answer.
    Answer,
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::FrontMatter => "front matter with `title` and `minutes` expected",
            Fault::Title => "`title` is missing",
            Fault::Minutes => "`minutes` must be a number from 1",
            Fault::Unknown => "not part of the lesson format",
            Fault::Empty => "text expected",
            Fault::Mark => "`*` or `**` is not closed",
            Fault::Options => "a quiz needs two options",
            Fault::Right => "a quiz needs exactly one `[x]`",
            Fault::Answer => "a quiz needs `> [!answer]` after its options",
        };
        write!(f, "line {}: {what}", self.line)
    }
}

impl std::error::Error for LessonError {}
