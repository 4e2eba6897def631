//! What the parts of a file are, in reading order: the structure that screen readers, and whoever copies
//! text, go by. Nodes are made while pages are laid out; what is drawn for them is added while it is drawn.

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use std::num::NonZeroU16;

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A part of the document with a heading of its own.
    Section,
    /// The title of the document.
    Title,
    /// A heading, with its level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A sentence that stands out.
    Quote,
    /// A remark in small print.
    Note,
    /// A list of contents.
    Contents,
    /// An entry of it.
    Entry,
    /// A list; with bullets or, for pairs of label and value, without.
    List(bool),
    /// An item of a list.
    Item,
    /// Its bullet or label.
    Label,
    /// Its text.
    Body,
    /// A table.
    Table,
    /// The name of a table or figure.
    Caption,
    /// The head of a table.
    Head,
    /// The rows of a table.
    Rows,
    /// A row.
    Row,
    /// The head of a column.
    HeadCell,
    /// A cell.
    Cell,
    /// A drawing, with what it shows in words.
    Figure(String),
    /// A link.
    Link,
}

impl Part {
    fn kind(&self) -> TagKind {
        match self {
            Self::Section => Tag::Section.into(),
            Self::Title => Tag::Title.into(),
            Self::Heading(level) => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, None).into()
            }
            Self::Paragraph => Tag::P.into(),
            Self::Quote => Tag::BlockQuote.into(),
            Self::Note => Tag::Note.into(),
            Self::Contents => Tag::TOC.into(),
            Self::Entry => Tag::TOCI.into(),
            Self::List(true) => Tag::L(ListNumbering::Disc).into(),
            Self::List(false) => Tag::L(ListNumbering::None).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Body => Tag::LBody.into(),
            Self::Table => Tag::Table.into(),
            Self::Caption => Tag::Caption.into(),
            Self::Head => Tag::THead.into(),
            Self::Rows => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
            Self::Cell => Tag::TD.into(),
            Self::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
            Self::Link => Tag::Link.into(),
        }
    }
}

/// A node of a [`Tree`]; nodes are ordered as they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(usize);

enum Child {
    Node(usize),
    Leaf(Identifier),
}

struct Entry {
    part: Part,
    children: Vec<Child>,
}

/// The structure of a file.
#[derive(Default)]
pub struct Tree {
    nodes: Vec<Entry>,
    roots: Vec<usize>,
}

impl Tree {
    /// A new node at the end of another one, or of the document.
    pub fn add(&mut self, parent: Option<NodeId>, part: Part) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Entry {
            part,
            children: Vec::new(),
        });
        match parent.and_then(|p| self.nodes.get_mut(p.0)) {
            Some(parent) => parent.children.push(Child::Node(id)),
            None => self.roots.push(id),
        }
        NodeId(id)
    }

    /// What was drawn for a node.
    pub(super) fn drawn(&mut self, node: NodeId, content: Identifier) {
        if let Some(entry) = self.nodes.get_mut(node.0) {
            entry.children.push(Child::Leaf(content));
        }
    }

    /// The tree as the writer of PDF takes it.
    pub(super) fn finish(mut self, language: &str) -> TagTree {
        let mut out = TagTree::new().with_lang(Some(language.to_owned()));
        for root in std::mem::take(&mut self.roots) {
            if let Some(group) = self.group(root) {
                out.push(group);
            }
        }
        out
    }

    /// A node with all that is below it; nothing when there is nothing. No deeper than the layout nests.
    fn group(&mut self, at: usize) -> Option<TagGroup> {
        let entry = self.nodes.get_mut(at)?;
        let kind = entry.part.kind();
        let children = std::mem::take(&mut entry.children);
        let mut group = TagGroup::new(kind);
        for child in children {
            match child {
                Child::Node(n) => {
                    if let Some(below) = self.group(n) {
                        group.push(Node::Group(below));
                    }
                }
                Child::Leaf(content) => group.push(content),
            }
        }
        (!group.children.is_empty()).then_some(group)
    }
}
