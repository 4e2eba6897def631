//! Rules J: of the strategy as a whole.

use crate::document::dangling;
use crate::i18n::{Locale, k};
use crate::kernel::text::{blank, fold};
use crate::kernel::{CellRef, Field, Kind, Path, Record, Row};
use crate::modules::Workbook;
use crate::modules::content::Post;
use crate::review::language::words;
use crate::review::lists::{PLACEHOLDERS, placeholders};
use crate::review::reading::{PostRead, read};
use crate::review::{Arg, Case, Out};

/// # Link to what is no more
///
/// {field} refers to something that has been deleted.
///
/// > clear: Clear the link
///
/// - Checks: every link of the strategy leads to a row that exists.
/// - Why: the document would show a blank where the reader expects a name.
/// - Example: a post for a rubric that came from a damaged file.
/// - Fix: choose another, or clear the link.
///
/// # Ссылка в никуда
///
/// {field} ссылается на то, что удалено.
///
/// > clear: Очистить ссылку
///
/// - Что смотрит: каждая ссылка стратегии ведёт на существующую строку.
/// - Зачем: в документе на месте имени окажется пустота.
/// - Пример: пост для рубрики, которой нет в повреждённом файле.
/// - Как исправить: выберите другую или очистите ссылку.
pub fn dangling_link(case: &Case<'_>, out: &mut Out<'_>) {
    let w = case.w;
    if w.tables()
        .all(|t| w.rows(t.path).is_none_or(|r| r.count() == 0))
    {
        return out.not_applicable(k::review_na::nothing);
    }
    let bad = dangling(w);
    if bad.is_empty() {
        return out.pass();
    }
    for path in bad {
        let target = w.field(path).and_then(|f| f.kind.target());
        let known = target
            .and_then(|t| w.rows(t))
            .map(|t| t.ids())
            .unwrap_or_default();
        let owner = matches!(w.field(path).map(|f| f.kind), Some(Kind::Owner(_)));
        let value = w.get(path).map(|c| match c {
            CellRef::Refs(rows) => {
                let kept = rows.iter().filter(|r| known.contains(r));
                crate::kernel::Value::Refs(kept.copied().collect())
            }
            _ => crate::kernel::Value::Ref(None),
        });
        let f = out.find(path).with("field", Arg::Field(path));
        // A part without its owner is nothing that clearing would mend.
        if let Some(value) = value.filter(|_| !owner) {
            f.fix("clear", vec![crate::document::Edit::Set { path, value }]);
        }
    }
}

/// # Placeholder left in
///
/// {field} still says “{text}”.
///
/// > example: {field} repeats the example word for word: “{text}”.
///
/// - Checks: no text holds a placeholder, and none repeats the example shown beside its field.
/// - Why: one forgotten “TODO” on page three, and the client doubts all the other pages.
/// - Example: “Slogan: TBD” in the finished document.
/// - Fix: write the answer, or clear the field: an empty one is more honest.
///
/// # Забытая заглушка
///
/// {field}: всё ещё стоит «{text}».
///
/// > example: {field} слово в слово повторяет пример: «{text}».
///
/// - Что смотрит: в текстах нет заглушек, и ни один не повторяет пример рядом со своим полем.
/// - Зачем: одно забытое «TODO» на третьей странице — и клиент сомневается во всех остальных.
/// - Пример: «Слоган: допишу» в готовом документе.
/// - Как исправить: напишите ответ или очистите поле: пустое честнее.
pub fn placeholder_left(case: &Case<'_>, out: &mut Out<'_>) {
    let w = case.w;
    out.not_applicable(k::review_na::nothing);
    for page in Workbook::PAGES {
        let Some(module) = w.module(page.slug) else {
            continue;
        };
        let slug = page.slug;
        let own = texts(module.fields());
        record(out, module.as_record(), &own, &|id| Path::field(slug, id));
        for (i, def) in module.table_defs().iter().enumerate() {
            let Some(rows) = module.table(i) else {
                continue;
            };
            let columns = texts(def.columns);
            // There are thousands of posts, and hardly one of them has such a text.
            let plain = columns.iter().all(|(_, _, examples)| examples.is_empty());
            let posts = (plain && def.path == Post::TABLE).then(|| case.read());
            for at in 0..rows.count() {
                if let (Some(row), Some(id)) = (rows.row_at(at), rows.id_at(at)) {
                    let read = posts.and_then(|all| all.get(at));
                    let clean = |r: &&PostRead| r.lists & PLACEHOLDERS == 0;
                    if let Some(read) = read.filter(clean) {
                        (0..read.texts()).for_each(|_| out.pass());
                        continue;
                    }
                    record(out, row, &columns, &|column| def.path.cell(id, column));
                }
            }
        }
    }
}

/// A field with text: its place in the record, and the examples shown beside it.
type Texts = Vec<(usize, &'static Field, Vec<&'static str>)>;

fn texts(fields: &'static [Field]) -> Texts {
    let fields = fields.iter().enumerate();
    let with_text =
        fields.filter(|(_, f)| matches!(f.kind, Kind::Line | Kind::Prose | Kind::Lines));
    let examples = |f: &Field| {
        let all = Locale::ALL.iter();
        all.filter_map(|l| l.label_example(f.label)).collect()
    };
    with_text.map(|(i, f)| (i, f, examples(f))).collect()
}

/// Is a text the example, blanks around it aside.
fn same(text: &str, example: &str) -> bool {
    text.trim_start().strip_prefix(example).is_some_and(blank)
}

/// The text of a field, or the lines of its list.
fn said(record: &dyn Record, at: usize) -> impl Iterator<Item = &str> {
    let (one, lines) = match record.cell(at) {
        Some(CellRef::Text(text)) => (text, &[][..]),
        Some(CellRef::Lines(lines)) => ("", lines),
        _ => ("", &[][..]),
    };
    std::iter::once(one).chain(lines.iter().map(String::as_str))
}

/// Looks at the texts of one record.
fn record(
    out: &mut Out<'_>,
    record: &dyn Record,
    texts: &Texts,
    path: &dyn Fn(&'static str) -> Path,
) {
    for (i, field, examples) in texts {
        for text in said(record, *i).filter(|t| !blank(t)) {
            let example = examples.iter().any(|example| same(text, example));
            let at = || path(field.id);
            if example {
                out.find(at())
                    .says("example")
                    .with("field", Arg::Field(at()))
                    .with("text", Arg::Text(text.trim().to_owned()));
                continue;
            }
            // Most texts hold none of the first words: only what may match is cut into words.
            let found = read(text).may(PLACEHOLDERS).then(|| {
                let words = words(text);
                // Exactly these words: other forms of theirs are words of real texts.
                let folded: Vec<String> = words.iter().map(|w| fold(w.text)).collect();
                placeholders().iter().find_map(|p| {
                    let first = folded.windows(p.len()).position(|w| w == p)?;
                    Some((words.get(first)?.at, words.get(first + p.len() - 1)?.end()))
                })
            });
            match found.flatten() {
                Some((from, to)) => {
                    let f = out
                        .find(at())
                        .with("field", Arg::Field(at()))
                        .with("text", Arg::Text(text[from..to].to_owned()));
                    if matches!(field.kind, Kind::Line | Kind::Prose) {
                        f.span(from, to);
                    }
                }
                None => out.pass(),
            }
        }
    }
}
