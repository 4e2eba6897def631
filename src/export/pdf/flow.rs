//! Strips over pages. A strip is what is never parted: a line, a row of a table, a figure. Strips that
//! must stay together are kept together; when they are higher than a page, they are parted after all.

use super::canvas::Page;
use std::rc::Rc;

/// What a strip is, for whoever looks at the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Part of the title page.
    Cover,
    /// Part of the contents.
    Contents,
    /// Head of a section, by its number from 1.
    Section(usize),
    /// A heading inside a section.
    Heading(u8),
    /// Lines of text, of a list, of labels and values.
    Text,
    /// Caption and head of a table.
    TableHead,
    /// The same again, on a further page.
    TableHeadAgain,
    /// A row of a table, or some lines of one.
    Row,
    /// A drawing with its caption.
    Figure,
    /// Footnotes.
    Footnote,
}

/// What is never parted, with its place inside: origin at its top left corner.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What it is.
    pub kind: Kind,
    /// What is drawn; its height is the height of the strip.
    pub page: Page,
    /// Space above in points, that falls away at the head of a page.
    pub before: f32,
    /// Must not be the last of its page.
    pub keep: bool,
    /// Begins a page.
    pub new_page: bool,
    /// What is repeated above it when it is the first of its page.
    pub repeat: Option<Rc<Strip>>,
}

impl Strip {
    /// A strip of a width and height that may be anywhere.
    pub const fn new(kind: Kind, width: f32, height: f32) -> Self {
        Self {
            kind,
            page: Page::new(width, height),
            before: 0.0,
            keep: false,
            new_page: false,
            repeat: None,
        }
    }
}

/// A strip on a page.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What it is.
    pub kind: Kind,
    /// Points from the top of the text.
    pub top: f32,
    /// What is drawn.
    pub page: Page,
}

impl Placed {
    /// What its first text belongs to.
    pub fn node(&self) -> Option<super::tree::NodeId> {
        self.page
            .items
            .iter()
            .find_map(|i| match (&i.what, i.mark) {
                (super::canvas::What::Text(_), super::canvas::Mark::Node(node)) => Some(node),
                _ => None,
            })
    }

    /// Its texts, a line each.
    pub fn texts(&self) -> Vec<String> {
        self.page
            .items
            .iter()
            .filter_map(|i| match &i.what {
                super::canvas::What::Text(line) => Some(line.text()),
                _ => None,
            })
            .collect()
    }
}

/// Lets neither the first nor the last line of a text stand alone: the first two stay together, and the
/// last two.
pub fn together(strips: &mut [Strip]) {
    let count = strips.len();
    for (i, strip) in strips.iter_mut().enumerate() {
        strip.keep = i + 1 < count && (i == 0 || i + 2 == count);
    }
}

/// Lays strips over pages of a height. Every strip is on one page; no page is empty, and there is one at least.
pub fn flow(strips: Vec<Strip>, height: f32) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut y = 0.0_f32;
    let mut at = 0;
    while at < strips.len() {
        let fresh = pages.last().is_none_or(Vec::is_empty);
        if strips[at].new_page && !fresh {
            pages.push(Vec::new());
            y = 0.0;
            continue;
        }
        // What has to stand together.
        let mut end = at + 1;
        while end < strips.len() && strips[end - 1].keep && !strips[end].new_page {
            end += 1;
        }
        let unit = tall(&strips[at..end], fresh);
        if y + unit > height + 0.01 {
            let alone = tall(&strips[at..end], true);
            if alone <= height && !fresh {
                pages.push(Vec::new());
                y = 0.0;
                continue;
            }
            if alone > height {
                // Higher than a page: as much as fits, but something below every heading.
                let lead = strips[at..end]
                    .iter()
                    .position(|s| !heads(s.kind))
                    .map_or(end, |i| at + i + 1);
                if !fresh && y + tall(&strips[at..lead], fresh) > height {
                    pages.push(Vec::new());
                    y = 0.0;
                    continue;
                }
                let mut to = lead;
                while to < end && y + tall(&strips[at..=to], fresh) <= height {
                    to += 1;
                }
                // A heading never ends a page.
                while to > lead && heads(strips[to - 1].kind) {
                    to -= 1;
                }
                let mut from = at;
                // Even that may be too much; then strip by strip.
                if y + tall(&strips[at..to], fresh) > height {
                    to = at + 1;
                }
                while from < to {
                    y = place(&mut pages, &strips[from], y);
                    from += 1;
                }
                at = to;
                if at < end {
                    pages.push(Vec::new());
                    y = 0.0;
                }
                continue;
            }
        }
        for strip in &strips[at..end] {
            y = place(&mut pages, strip, y);
        }
        at = end;
    }
    if pages.len() > 1 && pages.last().is_some_and(Vec::is_empty) {
        pages.pop();
    }
    pages
}

const fn heads(kind: Kind) -> bool {
    matches!(kind, Kind::Section(_) | Kind::Heading(_) | Kind::TableHead)
}

/// Height of strips below each other.
fn tall(strips: &[Strip], fresh: bool) -> f32 {
    let mut sum = 0.0;
    for (i, s) in strips.iter().enumerate() {
        if i > 0 || !fresh {
            sum += s.before;
        } else if let Some(again) = &s.repeat {
            sum += again.page.height;
        }
        sum += s.page.height;
    }
    sum
}

fn place(pages: &mut [Vec<Placed>], strip: &Strip, y: f32) -> f32 {
    let Some(page) = pages.last_mut() else {
        return y;
    };
    let mut top = y;
    if page.is_empty() {
        if let Some(again) = &strip.repeat {
            page.push(Placed {
                kind: Kind::TableHeadAgain,
                top,
                page: again.page.clone().unread(),
            });
            top += again.page.height;
        }
    } else {
        top += strip.before;
    }
    page.push(Placed {
        kind: strip.kind,
        top,
        page: strip.page.clone(),
    });
    top + strip.page.height
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(kind: Kind, height: f32, keep: bool) -> Strip {
        let mut s = Strip::new(kind, 100.0, height);
        s.keep = keep;
        s
    }
    fn kinds(pages: &[Vec<Placed>]) -> Vec<Vec<Kind>> {
        pages
            .iter()
            .map(|p| p.iter().map(|s| s.kind).collect())
            .collect()
    }

    #[test]
    fn a_heading_goes_with_what_is_below_it() {
        let pages = flow(
            vec![
                strip(Kind::Text, 80.0, false),
                strip(Kind::Heading(2), 10.0, true),
                strip(Kind::Text, 15.0, false),
            ],
            100.0,
        );
        assert_eq!(
            kinds(&pages),
            [vec![Kind::Text], vec![Kind::Heading(2), Kind::Text]]
        );
    }

    #[test]
    fn space_falls_away_at_the_head_of_a_page() {
        let mut second = strip(Kind::Text, 60.0, false);
        second.before = 20.0;
        let pages = flow(vec![strip(Kind::Text, 60.0, false), second], 100.0);
        assert_eq!(pages[1][0].top, 0.0);
        assert_eq!(pages.len(), 2);
    }

    #[test]
    fn heads_of_tables_are_repeated_and_counted() {
        let head = Rc::new(strip(Kind::TableHead, 20.0, true));
        let rows: Vec<Strip> = (0..10)
            .map(|_| {
                let mut row = strip(Kind::Row, 20.0, false);
                row.repeat = Some(head.clone());
                row
            })
            .collect();
        let mut all = vec![strip(Kind::TableHead, 20.0, true)];
        all.extend(rows);
        all[1].repeat = None;
        let pages = flow(all, 100.0);
        assert_eq!(pages.len(), 3);
        for page in &pages[1..] {
            assert_eq!(page[0].kind, Kind::TableHeadAgain);
            assert!(page.iter().skip(1).all(|s| s.kind == Kind::Row));
            assert!(page.last().is_some_and(|s| s.top + s.page.height <= 100.0));
        }
    }

    #[test]
    fn what_must_stay_together_is_parted_only_when_it_is_higher_than_a_page() {
        let all = |h: f32, n: usize| {
            (0..n)
                .map(|_| strip(Kind::Text, h, true))
                .collect::<Vec<_>>()
        };
        let mut first = vec![strip(Kind::Text, 50.0, false)];
        first.extend(all(30.0, 3));
        assert_eq!(flow(first, 100.0).len(), 2);
        let pages = flow(all(30.0, 7), 100.0);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
    }

    #[test]
    fn every_strip_is_placed_once_and_no_page_is_empty() {
        let mut seed = 7_u64;
        let mut next = move |n: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        for _ in 0..3000 {
            let count = next(20) + 1;
            let strips: Vec<Strip> = (0..count)
                .map(|i| {
                    let kind = match next(4) {
                        0 => Kind::Heading(2),
                        1 => Kind::Row,
                        _ => Kind::Text,
                    };
                    #[allow(clippy::cast_precision_loss)]
                    let mut s = strip(kind, next(75) as f32 + 1.0, next(2) == 0);
                    s.keep |= matches!(kind, Kind::Heading(_)) && i + 1 < count;
                    s.new_page = next(9) == 0;
                    s
                })
                .collect();
            let want: Vec<Kind> = strips.iter().map(|s| s.kind).collect();
            let pages = flow(strips, 100.0);
            assert_eq!(kinds(&pages).concat(), want);
            assert!(pages.iter().all(|p| !p.is_empty()));
            for page in &pages {
                let bottom = page.last().map_or(0.0, |s| s.top + s.page.height);
                assert!(bottom <= 100.01, "{bottom}");
            }
        }
    }
}
