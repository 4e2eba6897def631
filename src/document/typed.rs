//! What was typed into a field and never saved, beside what the workbook holds there.

use super::Edit;
use crate::kernel::{CellRef, Kind, Path, Value};
use crate::modules::Workbook;

/// Is a field of this kind typed into, rather than chosen from what there is?
pub const fn typed_into(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Flag
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Ref(_)
            | Kind::Refs(_)
            | Kind::Owner(_)
    )
}

/// The text of a field as it stands in its control; nothing where the field or its row is gone, or is not typed into.
pub fn reads(workbook: &Workbook, path: Path) -> Option<String> {
    match workbook.get(path)? {
        _ if !typed_into(workbook.field(path)?.kind) => None,
        CellRef::Text(text) => Some(text.to_owned()),
        CellRef::Lines(lines) => Some(lines.join("\n")),
        _ => None,
    }
}

/// Has the workbook this text at this address?
pub fn holds(workbook: &Workbook, address: &str, text: &str) -> bool {
    let edit = workbook
        .parse_path(address)
        .and_then(|path| put_back(workbook, path, text));
    matches!(edit, Some(Edit::Set { path, value })
        if workbook.get(path) == Some(value.as_ref()))
}

/// The edit that puts a text into the field at an address; nothing where it has no place any more.
pub fn put_back(workbook: &Workbook, path: Path, text: &str) -> Option<Edit> {
    reads(workbook, path)?;
    let value = match workbook.field(path)?.kind {
        Kind::Lines => Value::lines(text),
        Kind::Prose => Value::text(text),
        // What was pasted stood in the control with its line breaks for a moment.
        _ => Value::Text(text.replace('\n', " ")),
    };
    Some(Edit::Set { path, value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::RowId;
    use crate::modules::audience::Persona;

    #[test]
    fn what_was_typed_goes_back_where_it_stood_and_nowhere_else() {
        let mut w = Workbook::default();
        w.audience.personas.push(Persona {
            id: RowId(7),
            name: "Оля".into(),
            ..Persona::default()
        });
        let mut put = |address: &str, text: &str| {
            let path = w.parse_path(address)?;
            let edit = put_back(&w, path, text)?;
            assert!(!holds(&w, address, text), "{address}");
            w.apply(edit).ok()?;
            assert!(holds(&w, address, text), "{address}");
            reads(&w, path)
        };
        for (address, text) in [
            ("frame.project", "Кофейня"),
            ("brief.business", "Строка\n\nи ещё"),
            ("audience.personas.7.name", ""),
            ("audience.personas.7.pains", "одна\n\nдругая\n"),
            ("audience.personas.7.pains", ""),
        ] {
            assert_eq!(put(address, text).as_deref(), Some(text), "{address}");
        }
        assert_eq!(
            put("frame.author", "две\nстроки").as_deref(),
            Some("две строки")
        );
        for address in ["audience.personas.8.name", "frame.language", "frame.later"] {
            assert_eq!(put(address, "x"), None, "{address}");
        }
    }
}
