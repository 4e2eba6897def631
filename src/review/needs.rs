//! What personas say they need, and the rubric, topic or post that comes nearest to it: for the rule about pains without an
//! answer (C8) and for the chains of `trace`, which must say the same.

use super::reading::{Reading, read, said};
use crate::kernel::{FastMap, Path, Row, RowId};
use crate::modules::audience::Persona;
use crate::modules::content::{Content, Post, Rubric, Topic};
use std::rc::Rc;

/// A pain or an objection, and the text that comes nearest to it.
pub struct Need<'a> {
    /// Who says it.
    pub persona: &'a Persona,
    /// The list it stands in.
    pub place: Path,
    /// What is said, without the quotes around it.
    pub said: &'a str,
    /// Marks of what it is about.
    stems: Vec<u64>,
    /// Share of its stems in the nearest text, percent.
    pub share: f64,
    /// The nearest text.
    pub near: Option<Path>,
}

/// A place of the content, whom it addresses (nobody named: everybody) and what it says.
pub struct Words<'a> {
    place: Path,
    to: &'a [RowId],
    texts: [Option<Rc<Reading>>; 3],
}

/// So many percent is a part of the whole.
#[allow(clippy::cast_precision_loss)]
pub fn percent(part: usize, all: usize) -> f64 {
    part as f64 * 100.0 / all.max(1) as f64
}

/// A line of a list without the quotes around it.
fn bare(line: &str) -> &str {
    line.trim()
        .trim_matches(['«', '»', '“', '”', '„', '"'])
        .trim()
}

/// The first so many lines of a persona's list that say something.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn needs<'a>(
    persona: &'a Persona,
    list: &'a [String],
    column: &'static str,
    top: f64,
) -> impl Iterator<Item = Need<'a>> {
    let said = list.iter().map(|l| bare(l)).filter(|l| !l.is_empty());
    said.take(top as usize).filter_map(move |said| {
        let stems = read(said).about().to_vec();
        (!stems.is_empty()).then(|| Need {
            persona,
            place: persona.at(column),
            said,
            stems,
            share: 0.0,
            near: None,
        })
    })
}

/// Rubrics, then topics: they are few, and mostly answer already. A topic for nobody in particular is for whom its rubric is.
pub fn ideas(content: &Content) -> Box<dyn Iterator<Item = Words<'_>> + '_> {
    let to: FastMap<RowId, &[RowId]> = content
        .rubrics
        .iter()
        .map(|r| (r.id, r.personas.as_slice()))
        .collect();
    let rubrics = content.rubrics.iter().map(|r| Words {
        place: r.at(Rubric::need),
        to: &r.personas,
        texts: [Some(read(&r.name)), Some(read(&r.need)), None],
    });
    let topics = content.topics.iter().map(move |t| Words {
        place: t.at(Topic::title),
        to: match &t.persona {
            Some(persona) => std::slice::from_ref(persona),
            None => t
                .rubric
                .and_then(|r| to.get(&r).copied())
                .unwrap_or_default(),
        },
        texts: [Some(read(&t.title)), Some(read(&t.note)), None],
    });
    Box::new(rubrics.chain(topics))
}

/// A post with its texts.
pub fn post(post: &Post, texts: [Option<Rc<Reading>>; 3]) -> Words<'_> {
    Words {
        place: post.at(Post::title),
        to: &post.personas,
        texts,
    }
}

/// A post whose texts are still to be read.
pub fn unread(of: &Post) -> Words<'_> {
    post(of, said(of).map(|text| Some(read(text))))
}

/// Finds the nearest text of every need, until each has one that holds at least `held` percent of it.
pub fn weigh<'a>(needs: &mut [Need<'_>], content: &mut dyn Iterator<Item = Words<'a>>, held: f64) {
    for words in content {
        if needs.iter().all(|n| n.share >= held) {
            break;
        }
        let texts = || words.texts.iter().flatten();
        for need in &mut *needs {
            if !words.to.is_empty() && !words.to.contains(&need.persona.id) {
                continue;
            }
            let said = |mark: &&u64| texts().any(|t| t.has(**mark));
            let share = percent(need.stems.iter().filter(said).count(), need.stems.len());
            if share > need.share {
                need.share = share;
                need.near = Some(words.place);
            }
        }
    }
}
