//! The file text of a large workbook in pieces, written anew only where something has changed. Where a piece ends depends on
//! the row there, so that a row put in or taken out changes the piece it stands in and hardly any other.

use super::Edit;
use super::write::{Part, RowPart, write};
use crate::kernel::fast::ODD;
use crate::kernel::{FastMap, Path, RowId, TablePath};
use crate::modules::Workbook;

/// Bytes that a piece has on average.
const USUAL: usize = 16_000;
/// A piece of so many bytes ends in any case.
const MOST: usize = 2 * USUAL;

/// A row of the workbook: the number of its table in [`Cuts::tables`], and its id.
type Place = (usize, RowId);

/// How far the cutting has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut<N> {
    /// Every piece has its name: the names in order, and the bytes of the whole text.
    Whole(Vec<N>, usize),
    /// Time was up; the next call goes on.
    Part,
}

/// What a piece consists of. Two pieces of the same atoms have the same text.
#[derive(Clone, Debug, PartialEq)]
enum Atom {
    Text(String),
    Row {
        place: Place,
        /// Which of the row's texts.
        version: u64,
        /// Another row stands before it.
        next: bool,
    },
}

struct Piece<N> {
    atoms: Vec<Atom>,
    name: N,
    /// Bytes of its text.
    bytes: usize,
    /// Was it met in this pass.
    met: bool,
    /// Number of the last edit when it was met. Nothing when one of its rows was edited since.
    fresh: Option<u64>,
}

/// What is known of a row.
#[derive(Clone, Copy)]
struct Known {
    /// Which of its texts; none is given twice.
    version: u64,
    /// Bytes of that text, once they were counted.
    bytes: Option<usize>,
    /// First row of the piece it stands in.
    piece: Option<Place>,
}

/// A table that was met.
struct Table {
    path: TablePath,
    /// Number of the last edit that put a row in, took one out or moved one.
    turned: u64,
}

/// The pieces of a workbook as they were last written. `N` is what the caller names a piece by.
pub struct Cuts<N> {
    rows: FastMap<Place, Known>,
    tables: Vec<Table>,
    versions: u64,
    /// Number of the last edit.
    edits: u64,
    /// By their first row; the ones without rows under none.
    pieces: FastMap<Option<Place>, Piece<N>>,
}

impl<N> Default for Cuts<N> {
    fn default() -> Self {
        Self {
            rows: FastMap::default(),
            tables: Vec::new(),
            versions: 0,
            edits: 0,
            pieces: FastMap::default(),
        }
    }
}

impl<N: Copy> Cuts<N> {
    /// Takes note of an edit. Every edit has to come here, or the text would be that of before.
    pub fn touch(&mut self, edit: &Edit) {
        self.edits += 1;
        let (table, row, turns) = match edit {
            Edit::Set { path, .. } => match path {
                Path::Cell { table, row, .. } => (*table, *row, false),
                Path::Field { .. } => return,
            },
            Edit::Insert { table, row, .. }
            | Edit::Remove { table, row }
            | Edit::Move { table, row, .. } => (*table, *row, true),
        };
        // Of a table that was never met no row is known.
        let Some(at) = self.tables.iter().position(|t| t.path == table) else {
            return;
        };
        if turns {
            self.tables[at].turned = self.edits;
        }
        if !matches!(edit, Edit::Move { .. })
            && let Some(known) = self.rows.remove(&(at, row))
            && let Some(piece) = self.pieces.get_mut(&known.piece)
        {
            piece.fresh = None;
        }
    }

    /// Gives the text of each piece that is new or has changed to `name`, and the name of every other to `known`, which may
    /// refuse one that holds no longer. Stops when `go_on` says so.
    ///
    /// # Errors
    /// Those of `name`; the pieces named before stay named.
    pub fn cut<E>(
        &mut self,
        workbook: &Workbook,
        known: &dyn Fn(N) -> bool,
        name: &mut dyn FnMut(&str) -> Result<N, E>,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Cut<N>, E> {
        let mut pass = Pass {
            cuts: self,
            known,
            name,
            go_on,
            piece: Draft::default(),
            table: None,
            names: Vec::new(),
            whole: 0,
            state: Ok(true),
        };
        write(workbook, &mut |part| match pass.state {
            Ok(true) => pass.take(part),
            // The rest of the table, whatever there is.
            _ => usize::MAX,
        });
        if matches!(pass.state, Ok(true)) {
            pass.end();
        }
        let Pass {
            names,
            whole,
            state,
            ..
        } = pass;
        if !state? {
            return Ok(Cut::Part);
        }
        // Pieces that were not met are of a text that is no more.
        self.pieces
            .retain(|_, piece| std::mem::take(&mut piece.met));
        Ok(Cut::Whole(names, whole))
    }
}

/// A piece that is being put together.
#[derive(Default)]
struct Draft<'w> {
    atoms: Vec<Atom>,
    /// The rows among the atoms in order, each with its text if that had to be written.
    rows: Vec<(RowPart<'w>, Option<String>)>,
    bytes: usize,
    first: Option<Place>,
}

/// One walk over the workbook.
struct Pass<'a, 'w, N, E> {
    cuts: &'a mut Cuts<N>,
    known: &'a dyn Fn(N) -> bool,
    name: &'a mut dyn FnMut(&str) -> Result<N, E>,
    go_on: &'a mut dyn FnMut() -> bool,
    piece: Draft<'w>,
    /// The table at hand, and its number.
    table: Option<(TablePath, usize)>,
    names: Vec<N>,
    whole: usize,
    /// False when time was up.
    state: Result<bool, E>,
}

/// What stands between two rows.
const BETWEEN: &str = ",\n";

impl<'w, N: Copy, E> Pass<'_, 'w, N, E> {
    /// Takes a part; answers how many rows it has had with it, see [`Taker`](super::write::Taker).
    fn take(&mut self, part: Part<'_, 'w>) -> usize {
        match part {
            // It goes with the row that follows; only a row can follow it.
            Part::Text(BETWEEN) => self.piece.bytes += BETWEEN.len(),
            Part::Text(text) => {
                self.piece.bytes += text.len();
                self.piece.atoms.push(Atom::Text(text.to_owned()));
            }
            Part::Row(row) => {
                let place = (self.number(row.table), row.id);
                if let Some(rows) = self.skip(place) {
                    return rows;
                }
                let next = !matches!(self.piece.atoms.last(), Some(Atom::Text(_)));
                let first = *self.piece.first.get_or_insert(place);
                let Cuts {
                    rows,
                    versions,
                    pieces,
                    ..
                } = &mut *self.cuts;
                let known = rows.entry(place).or_insert_with(|| {
                    *versions += 1;
                    Known {
                        version: *versions,
                        bytes: None,
                        piece: None,
                    }
                });
                // An edit marks the piece that its row is known to stand in; another that holds it must not be skipped.
                if let Some(before) = known.piece.replace(first)
                    && before != first
                    && let Some(piece) = pieces.get_mut(&Some(before))
                {
                    piece.fresh = None;
                }
                let mut text = None;
                let bytes = *known.bytes.get_or_insert_with(|| {
                    let mut out = String::new();
                    row.write(&mut out);
                    let bytes = out.len();
                    text = Some(out);
                    bytes
                });
                self.piece.atoms.push(Atom::Row {
                    place,
                    version: known.version,
                    next,
                });
                self.piece.rows.push((row, text));
                self.piece.bytes += bytes;
                // A long row is as likely to end a piece as the many short ones that it equals.
                let chance = place.1.0.wrapping_mul(ODD) >> 32;
                if chance % (USUAL as u64) < bytes as u64 || self.piece.bytes >= MOST {
                    self.end();
                }
            }
        }
        1
    }

    /// The piece that starts with this row, when it consists of rows of one table and nothing has happened to them or to
    /// their order since it was met: then its rows are not looked at. Where a piece ends depends on nothing before it.
    fn skip(&mut self, first: Place) -> Option<usize> {
        if !self.piece.atoms.is_empty() {
            return None;
        }
        let piece = self.cuts.pieces.get_mut(&Some(first))?;
        let turned = self.cuts.tables[first.0].turned;
        let rows = |a: &Atom| matches!(a, Atom::Row { next: true, .. });
        if piece.fresh? < turned || !piece.atoms.iter().all(rows) || !(self.known)(piece.name) {
            return None;
        }
        piece.met = true;
        self.names.push(piece.name);
        self.whole += piece.bytes;
        self.piece.bytes = 0;
        Some(piece.atoms.len())
    }

    fn number(&mut self, table: TablePath) -> usize {
        if let Some((met, number)) = self.table
            && met == table
        {
            return number;
        }
        let tables = &mut self.cuts.tables;
        let met = tables.iter().position(|t| t.path == table);
        let number = met.unwrap_or_else(|| {
            tables.push(Table {
                path: table,
                turned: 0,
            });
            tables.len() - 1
        });
        self.table = Some((table, number));
        number
    }

    /// Names the piece at hand.
    fn end(&mut self) {
        let Draft {
            atoms,
            rows,
            bytes,
            first,
        } = std::mem::take(&mut self.piece);
        self.whole += bytes;
        let fresh = Some(self.cuts.edits);
        if let Some(piece) = self.cuts.pieces.get_mut(&first)
            && piece.atoms == atoms
            && (self.known)(piece.name)
        {
            piece.met = true;
            piece.fresh = fresh;
            self.names.push(piece.name);
            return;
        }
        let mut out = String::with_capacity(bytes);
        let mut rows = rows.into_iter();
        for atom in &atoms {
            match atom {
                Atom::Text(text) => out.push_str(text),
                Atom::Row { next, .. } => {
                    out.push_str(if *next { BETWEEN } else { "" });
                    match rows.next() {
                        Some((_, Some(text))) => out.push_str(&text),
                        Some((row, None)) => row.write(&mut out),
                        None => {}
                    }
                }
            }
        }
        match (self.name)(&out) {
            Ok(name) => {
                self.names.push(name);
                let piece = Piece {
                    atoms,
                    name,
                    bytes,
                    met: true,
                    fresh,
                };
                self.cuts.pieces.insert(first, piece);
                if !(self.go_on)() {
                    self.state = Ok(false);
                }
            }
            Err(error) => self.state = Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{History, RowData, delete_row, from_json, to_json};
    use crate::i18n::k;
    use crate::kernel::Row;
    use crate::modules::brief::{Brief, Product};
    use proptest::prelude::*;

    /// Cuts as a caller does; answers the text, how many pieces were written and how many there are.
    fn cut(
        cuts: &mut Cuts<usize>,
        texts: &mut Vec<String>,
        w: &Workbook,
        stop: usize,
    ) -> (String, usize, usize) {
        let before = texts.len();
        loop {
            let mut left = stop;
            let done = cuts.cut::<()>(
                w,
                &|_| true,
                &mut |text| {
                    texts.push(text.to_owned());
                    Ok(texts.len() - 1)
                },
                &mut || {
                    left = left.saturating_sub(1);
                    left > 0
                },
            );
            if let Ok(Cut::Whole(names, bytes)) = done {
                let text: String = names.iter().map(|n| texts[*n].as_str()).collect();
                assert_eq!(text.len(), bytes);
                return (text, texts.len() - before, names.len());
            }
        }
    }

    fn plan(rows: u64, length: usize) -> Workbook {
        let mut w = Workbook::default();
        for n in 1..=rows {
            let mut product = Product {
                id: RowId(n * 7919),
                ..Product::default()
            };
            product.name = format!("{n} ").repeat(length / 4);
            w.brief.products.push(product);
        }
        w
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn pieces_joined_are_the_text_after_any_edits(
            rows in 0..60_u64, length in prop::sample::select(vec![4_usize, 900, 6000, 40_000]),
            acts in prop::collection::vec((0..6, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..30),
            stop in 1..5_usize, seldom in 1..4_usize,
        ) {
            let mut w = plan(rows, length);
            let mut history = History::default();
            let (mut cuts, mut texts) = (Cuts::default(), Vec::new());
            prop_assert_eq!(cut(&mut cuts, &mut texts, &w, stop).0, to_json(&w));
            for (i, (kind, at, to)) in acts.into_iter().enumerate() {
                let ids = w.brief.products.iter().map(|p| p.id).collect::<Vec<_>>();
                let row = (!ids.is_empty()).then(|| *at.get(&ids));
                let time = i as u64 * 5000;
                let edits = match (kind, row) {
                    (0, _) => vec![Edit::Insert { table: Product::TABLE, at: at.index(80), row: RowId(900_000 + i as u64), data: RowData::default() }],
                    (1, Some(row)) => delete_row(&w, Product::TABLE, row, None),
                    (2, Some(row)) => vec![Edit::Move { table: Product::TABLE, row, to: to.index(80) }],
                    (3, Some(row)) => vec![Edit::text(Product::TABLE.cell(row, Product::name), format!("текст {i}").repeat(to.index(900)))],
                    (4, _) => {
                        let step = if to.index(2) == 0 { history.undo(&mut w) } else { history.redo(&mut w) };
                        for edit in step.unwrap().map(|(_, edits)| edits).unwrap_or_default() {
                            cuts.touch(&edit);
                        }
                        Vec::new()
                    }
                    _ => vec![Edit::text(Brief::company as Path, format!("имя {i}"))],
                };
                for edit in &edits {
                    cuts.touch(edit);
                }
                if !edits.is_empty() {
                    history.run(&mut w, k::edit::set, String::new(), edits, time).unwrap();
                }
                if i.is_multiple_of(seldom) {
                    // Stopped at once, and gone on with after the next edits.
                    let _ = cuts.cut::<()>(&w, &|_| true, &mut |t| { texts.push(t.to_owned()); Ok(texts.len() - 1) }, &mut || false);
                } else {
                    prop_assert_eq!(cut(&mut cuts, &mut texts, &w, stop).0, to_json(&w));
                }
            }
            let (text, _, _) = cut(&mut cuts, &mut texts, &w, stop);
            prop_assert_eq!(&text, &to_json(&w));
            prop_assert_eq!(from_json(text.as_bytes()).unwrap().workbook, w);
        }
    }

    #[test]
    fn an_edit_writes_the_pieces_it_touches_and_no_others() {
        let mut w = plan(2000, 1000);
        let (mut cuts, mut texts) = (Cuts::default(), Vec::new());
        let (_, written, all) = cut(&mut cuts, &mut texts, &w, usize::MAX);
        assert_eq!(written, all);
        assert!((80..=300).contains(&all), "{all} pieces");
        assert!(texts.iter().all(|t| t.len() < MOST + 4000));
        assert_eq!(cut(&mut cuts, &mut texts, &w, usize::MAX).1, 0);
        let most =
            |w: &mut Workbook, cuts: &mut Cuts<usize>, texts: &mut Vec<String>, edit: Edit| {
                cuts.touch(&edit);
                w.apply(edit).unwrap();
                let (text, written, _) = cut(cuts, texts, w, usize::MAX);
                assert_eq!(text, to_json(w));
                written
            };
        let mut sum = 0;
        for at in (0..2000).step_by(41) {
            let row = w.brief.products[at].id;
            let set = Edit::text(Product::TABLE.cell(row, Product::name), "новое имя");
            let written = most(&mut w, &mut cuts, &mut texts, set);
            assert!(written <= 8, "{written} pieces");
            sum += written;
            let put = Edit::Insert {
                table: Product::TABLE,
                at,
                row: RowId(50_000_000 + at as u64),
                data: RowData::default(),
            };
            let written = most(&mut w, &mut cuts, &mut texts, put);
            assert!(written <= 8, "{written} pieces");
            sum += written;
            let out = Edit::Remove {
                table: Product::TABLE,
                row,
            };
            let written = most(&mut w, &mut cuts, &mut texts, out);
            assert!(written <= 8, "{written} pieces");
            sum += written;
        }
        // Of about 150 pieces.
        assert!(sum < 2 * 3 * 49, "{sum} pieces for 147 edits");
    }

    #[test]
    fn a_name_that_is_refused_is_asked_for_again() {
        let w = plan(100, 4000);
        let (mut cuts, mut texts) = (Cuts::default(), Vec::new());
        let (_, _, all) = cut(&mut cuts, &mut texts, &w, usize::MAX);
        let mut asked = 0;
        let done = cuts.cut::<()>(
            &w,
            &|n| n != 3,
            &mut |_| {
                asked += 1;
                Ok(3)
            },
            &mut || true,
        );
        assert!(all > 3 && asked == 1 && matches!(done, Ok(Cut::Whole(_, _))));
    }
}
