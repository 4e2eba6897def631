//! Breaking measured blocks into pages. Pure arithmetic: the page measures, this decides.

/// One block as measured, heights in any one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// Full height, with the space before it.
    pub height: f64,
    /// May not be the last on its page: headings.
    pub keep_with_next: bool,
    /// Starts a new page.
    pub new_page: bool,
    /// Heights of the parts it can be broken between (table rows, list items, lines); empty when it
    /// cannot be broken.
    pub parts: Vec<f64>,
    /// Height repeated with each piece: caption and head of a table.
    pub head: f64,
}

/// A block, or some of its parts, on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Position of the block.
    pub block: usize,
    /// Parts shown; everything when nothing is said.
    pub parts: Option<(usize, usize)>,
}

/// Fewest parts that may stand alone at a page's start or end.
const FEWEST: usize = 2;

/// Pages of pieces. Every block is on a page, whole or in pieces; a part higher than a page gets a page
/// of its own.
pub fn paginate(blocks: &[Measured], page: f64) -> Vec<Vec<Piece>> {
    let mut pages: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut left = page;
    for (i, block) in blocks.iter().enumerate() {
        if block.new_page && pages.last().is_some_and(|p| !p.is_empty()) {
            pages.push(Vec::new());
            left = page;
        }
        let needed = block.height + following(blocks, i);
        if needed <= left {
            put(
                &mut pages,
                Piece {
                    block: i,
                    parts: None,
                },
            );
            left -= block.height;
            continue;
        }
        if block.parts.len() >= 2 * FEWEST {
            left = split(&mut pages, i, block, left, page);
            continue;
        }
        if pages.last().is_some_and(|p| !p.is_empty()) {
            pages.push(Vec::new());
        }
        put(
            &mut pages,
            Piece {
                block: i,
                parts: None,
            },
        );
        left = page - block.height;
    }
    pages
}

/// What a heading needs below it: the next block, or its first parts when it can be broken.
fn following(blocks: &[Measured], at: usize) -> f64 {
    let mut needed = 0.0;
    let mut i = at;
    while blocks.get(i).is_some_and(|b| b.keep_with_next) {
        i += 1;
        let Some(next) = blocks.get(i).filter(|b| !b.new_page) else {
            break;
        };
        needed += if next.parts.len() >= 2 * FEWEST {
            next.head + next.parts.iter().take(FEWEST).sum::<f64>()
        } else {
            next.height
        };
    }
    needed
}

fn put(pages: &mut [Vec<Piece>], piece: Piece) {
    if let Some(page) = pages.last_mut() {
        page.push(piece);
    }
}

/// Lays the parts of a block over pages and returns what is left of the last.
fn split(pages: &mut Vec<Vec<Piece>>, at: usize, block: &Measured, left: f64, page: f64) -> f64 {
    let count = block.parts.len();
    let mut left = left;
    let mut from = 0;
    while from < count {
        let mut used = block.head;
        let mut to = from;
        while to < count && used + block.parts[to] <= left {
            used += block.parts[to];
            to += 1;
        }
        // No widow: the last piece keeps at least the fewest parts.
        if to < count && count - to < FEWEST {
            to = count.saturating_sub(FEWEST);
        }
        let fresh = pages.last().is_none_or(Vec::is_empty);
        if to < from + FEWEST && to < count && !fresh {
            pages.push(Vec::new());
            left = page;
            continue;
        }
        if to <= from {
            // Higher than a page on its own: there is nothing better than to let it stand alone.
            used = block.head + block.parts[from];
            to = from + 1;
        } else {
            used = block.head + block.parts[from..to].iter().sum::<f64>();
        }
        put(
            pages,
            Piece {
                block: at,
                parts: Some((from, to)),
            },
        );
        left -= used;
        from = to;
        if from < count {
            pages.push(Vec::new());
            left = page;
        }
    }
    left.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solid(height: f64) -> Measured {
        Measured {
            height,
            ..Measured::default()
        }
    }
    fn heading(height: f64) -> Measured {
        Measured {
            height,
            keep_with_next: true,
            ..Measured::default()
        }
    }
    fn table(rows: usize) -> Measured {
        Measured {
            height: 20.0 + 10.0 * rows as f64,
            parts: vec![10.0; rows],
            head: 20.0,
            ..Measured::default()
        }
    }
    fn whole(block: usize) -> Piece {
        Piece { block, parts: None }
    }

    #[test]
    fn blocks_fill_pages_in_order() {
        let pages = paginate(&[solid(60.0), solid(30.0), solid(30.0)], 100.0);
        assert_eq!(pages, [vec![whole(0), whole(1)], vec![whole(2)]]);
    }

    #[test]
    fn a_heading_never_ends_a_page() {
        let pages = paginate(
            &[solid(70.0), heading(10.0), heading(10.0), solid(30.0)],
            100.0,
        );
        assert_eq!(pages, [vec![whole(0)], vec![whole(1), whole(2), whole(3)]]);
    }

    #[test]
    fn a_section_starts_a_page() {
        let mut section = heading(10.0);
        section.new_page = true;
        let pages = paginate(&[section.clone(), solid(10.0), section, solid(10.0)], 100.0);
        assert_eq!(pages, [vec![whole(0), whole(1)], vec![whole(2), whole(3)]]);
    }

    #[test]
    fn tables_break_between_rows_without_orphans() {
        let pages = paginate(&[solid(50.0), table(9)], 100.0);
        let piece = |from, to| Piece {
            block: 1,
            parts: Some((from, to)),
        };
        assert_eq!(pages, [vec![whole(0), piece(0, 3)], vec![piece(3, 9)]]);
        // Only one row would fit: the table goes to the next page.
        let pages = paginate(&[solid(70.0), table(8)], 100.0);
        assert_eq!(pages, [vec![whole(0)], vec![piece(0, 8)]]);
    }

    #[test]
    fn every_part_is_shown_once_whatever_the_heights() {
        let mut seed = 1_u64;
        let mut next = move |n: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        for _ in 0..2000 {
            let blocks: Vec<Measured> = (0..next(12) + 1)
                .map(|_| {
                    let parts: Vec<f64> = (0..next(14)).map(|_| (next(60) + 1) as f64).collect();
                    let head = next(30) as f64;
                    Measured {
                        height: if parts.is_empty() {
                            (next(160) + 1) as f64
                        } else {
                            head + parts.iter().sum::<f64>()
                        },
                        keep_with_next: next(4) == 0,
                        new_page: next(6) == 0,
                        parts,
                        head,
                    }
                })
                .collect();
            let pages = paginate(&blocks, 100.0);
            let mut shown: Vec<(usize, usize, usize)> = Vec::new();
            for piece in pages.iter().flatten() {
                let (from, to) = piece.parts.unwrap_or((0, blocks[piece.block].parts.len()));
                match shown.last_mut() {
                    Some(last) if last.0 == piece.block => {
                        assert_eq!(last.2, from);
                        last.2 = to;
                    }
                    _ => shown.push((piece.block, from, to)),
                }
            }
            let want: Vec<_> = blocks
                .iter()
                .enumerate()
                .map(|(i, b)| (i, 0, b.parts.len()))
                .collect();
            assert_eq!(shown, want);
            assert!(pages.iter().all(|p| !p.is_empty()));
        }
    }
}
