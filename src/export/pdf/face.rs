//! Faces: the fonts handed in, read for glyphs, widths, kerning and places of marks.
//!
//! A face must hold what the document needs of Latin and Cyrillic. What it lacks is looked for in the
//! further faces, then shown as a box (see [`super::text`]). Boxes are glyphs of the face at U+F0000 and
//! above: many of the same look, so that each can carry the text it stands for.

use super::Failed;
use std::cell::RefCell;
use std::collections::BTreeMap;
use ttf_parser::gpos::{Anchor, PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::opentype_layout::LayoutTable;
use ttf_parser::{GlyphId, Tag};

/// Font files (TrueType or OpenType with outlines) as they stand on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Fonts<'a> {
    /// Running text.
    pub text: &'a [u8],
    /// Headings.
    pub text_bold: &'a [u8],
    /// Tables, captions, labels, heads and feet of pages.
    pub ui: &'a [u8],
    /// Heads of tables.
    pub ui_bold: &'a [u8],
    /// Faces that are asked, in this order, for what the others lack; may be empty.
    pub more: &'a [&'a [u8]],
}

/// What a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// Headings.
    TextBold,
    /// Tables, captions, labels, heads and feet of pages.
    Ui,
    /// Heads of tables.
    UiBold,
}

impl Role {
    const fn index(self) -> usize {
        match self {
            Self::Text => 0,
            Self::TextBold => 1,
            Self::Ui => 2,
            Self::UiBold => 3,
        }
    }
}

/// Where boxes begin, and how many a face may have.
const BOXES: (u32, u32) = (0xF0000, 64);

/// One font.
pub struct Face<'a> {
    font: ttf_parser::Face<'a>,
    pdf: krilla::text::Font,
    kern: Vec<PairAdjustment<'a>>,
    marks: Vec<PositioningSubtable<'a>>,
    tabular: Vec<SingleSubstitution<'a>>,
    boxes: Vec<u16>,
}

impl<'a> Face<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let font = ttf_parser::Face::parse(bytes, 0).ok()?;
        let pdf = krilla::text::Font::new(bytes.to_vec().into(), 0)?;
        let mut kern = Vec::new();
        let mut marks = Vec::new();
        if let Some(gpos) = font.tables().gpos {
            for i in lookups(&gpos, *b"kern") {
                let Some(lookup) = gpos.lookups.get(i) else {
                    continue;
                };
                for table in lookup.subtables.into_iter::<PositioningSubtable<'_>>() {
                    if let PositioningSubtable::Pair(pair) = table {
                        kern.push(pair);
                    }
                }
            }
            for i in lookups(&gpos, *b"mark") {
                if let Some(lookup) = gpos.lookups.get(i) {
                    marks.extend(lookup.subtables.into_iter::<PositioningSubtable<'_>>());
                }
            }
        }
        let mut tabular = Vec::new();
        if let Some(gsub) = font.tables().gsub {
            for i in lookups(&gsub, *b"tnum") {
                let Some(lookup) = gsub.lookups.get(i) else {
                    continue;
                };
                for table in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
                    if let SubstitutionSubtable::Single(single) = table {
                        tabular.push(single);
                    }
                }
            }
        }
        let boxes = (BOXES.0..BOXES.0 + BOXES.1)
            .filter_map(char::from_u32)
            .map_while(|c| font.glyph_index(c))
            .map(|g| g.0)
            .collect();
        Some(Self {
            font,
            pdf,
            kern,
            marks,
            tabular,
            boxes,
        })
    }

    fn em(&self, units: i32) -> f32 {
        #[allow(clippy::cast_precision_loss)]
        let units = units as f32;
        units / f32::from(self.font.units_per_em().max(1))
    }

    /// Height above the baseline that a line takes, in parts of the size.
    pub fn ascent(&self) -> f32 {
        self.em(i32::from(self.font.ascender()))
    }

    /// Depth below the baseline that a line takes, positive, in parts of the size.
    pub fn descent(&self) -> f32 {
        -self.em(i32::from(self.font.descender()))
    }

    /// The font as the writer of PDF knows it.
    pub(super) fn pdf(&self) -> &krilla::text::Font {
        &self.pdf
    }

    /// The glyph of a character, with figures of the same width when asked for.
    pub fn glyph(&self, c: char, tabular: bool) -> Option<u16> {
        let glyph = self.font.glyph_index(c).filter(|g| g.0 != 0)?;
        if !tabular {
            return Some(glyph.0);
        }
        let wide = self.tabular.iter().find_map(|table| match table {
            SingleSubstitution::Format1 { coverage, delta } => coverage
                .get(glyph)
                .map(|_| glyph.0.wrapping_add_signed(*delta)),
            SingleSubstitution::Format2 {
                coverage,
                substitutes,
            } => substitutes.get(coverage.get(glyph)?).map(|g| g.0),
        });
        Some(wide.unwrap_or(glyph.0))
    }

    /// Width of a glyph in parts of the size.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.em(i32::from(
            self.font.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0),
        ))
    }

    /// What to add to the width of the first glyph when the second follows, in parts of the size.
    pub fn kern(&self, first: u16, second: u16) -> f32 {
        let (first, second) = (GlyphId(first), GlyphId(second));
        let units = self.kern.iter().find_map(|pair| match pair {
            PairAdjustment::Format1 { coverage, sets } => {
                let set = sets.get(coverage.get(first)?)?;
                Some(set.get(second)?.0.x_advance)
            }
            PairAdjustment::Format2 {
                coverage,
                classes,
                matrix,
            } => {
                coverage.get(first)?;
                let classes = (classes.0.get(first), classes.1.get(second));
                Some(matrix.get(classes)?.0.x_advance)
            }
        });
        self.em(i32::from(units.unwrap_or(0)))
    }

    /// Where a mark stands over a base whose glyph begins at 0, in parts of the size; nothing when the
    /// face does not say.
    pub fn mark(&self, base: u16, mark: u16) -> Option<(f32, f32)> {
        self.marks.iter().find_map(|table| {
            let PositioningSubtable::MarkToBase(table) = table else {
                return None;
            };
            let (class, of_mark) = table.marks.get(table.mark_coverage.get(GlyphId(mark))?)?;
            let row = table.base_coverage.get(GlyphId(base))?;
            let of_base: Anchor<'_> = table.anchors.get(row, class)?;
            Some((
                self.em(i32::from(of_base.x) - i32::from(of_mark.x)),
                self.em(i32::from(of_base.y) - i32::from(of_mark.y)),
            ))
        })
    }
}

/// Lookups of a feature, in the order in which they apply.
fn lookups(table: &LayoutTable<'_>, feature: [u8; 4]) -> Vec<u16> {
    let tag = Tag::from_bytes(&feature);
    let mut out: Vec<u16> = table
        .features
        .into_iter()
        .filter(|f| f.tag == tag)
        .flat_map(|f| f.lookup_indices)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// All faces of a file.
pub struct Faces<'a> {
    all: Vec<Face<'a>>,
    /// Which box stands for which text.
    taken: RefCell<BTreeMap<String, usize>>,
}

impl<'a> Faces<'a> {
    /// Reads the fonts.
    ///
    /// # Errors
    /// [`Failed::Font`] when one of them cannot be read.
    pub fn new(fonts: &Fonts<'a>) -> Result<Self, Failed> {
        let named = [fonts.text, fonts.text_bold, fonts.ui, fonts.ui_bold];
        let all = named
            .iter()
            .chain(fonts.more)
            .enumerate()
            .map(|(i, bytes)| Face::new(bytes).ok_or(Failed::Font(i)))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            all,
            taken: RefCell::default(),
        })
    }

    /// Position of the face of a role.
    pub const fn of(role: Role) -> usize {
        role.index()
    }

    /// The face at a position; the first one for a position that there is not.
    pub fn get(&self, at: usize) -> &Face<'a> {
        self.all.get(at).unwrap_or(&self.all[0])
    }

    /// Positions of the further faces.
    pub fn more(&self) -> std::ops::Range<usize> {
        4..self.all.len()
    }

    /// The box that stands for a text that no face has. Each text has a box of its own as long as there
    /// are any; from then on they are shared, and the file says the text beside them.
    pub fn stand_in(&self, face: usize, text: &str) -> u16 {
        let boxes = &self.get(face).boxes;
        if boxes.is_empty() {
            return 0;
        }
        let mut taken = self.taken.borrow_mut();
        let next = taken.len();
        let n = *taken.entry(text.to_owned()).or_insert(next);
        boxes[n % boxes.len()]
    }
}
