//! What is counted, and when it becomes too much.

use crate::fake::{Disk, Tab};
use planerka::platform::room::{Level, Usage, usage};
use planerka::platform::slots::{Head, Store as _, put_aside, save};

#[test]
fn a18_units_are_counted_by_workbook_and_in_all() {
    let disk = Disk::default();
    let tab = Tab::new(&disk);
    let head = save(&tab, "x", Head::NEW, "кофе 💥").unwrap();
    save(&tab, "x", head, "ещё").unwrap();
    save(&tab, "y", Head::NEW, "чай").unwrap();
    let own = disk.units();
    put_aside(&tab, "y", "обрывок").unwrap();
    disk.plant("planerka/ws/x/p/0000000000000001-5", "кусок");
    disk.plant("planerka/prefs", "{}");
    let ours = disk.units();
    disk.plant("neighbour", "of the same origin");
    let units = |text: &str| text.encode_utf16().count();
    let entries = tab.keys().unwrap().into_iter().map(|key| {
        let value = tab.get(&key).unwrap().unwrap();
        let size = units(&key) + units(&value);
        (key, size)
    });
    let found = usage(entries, 1000);
    assert_eq!(found.total, ours);
    let ids: Vec<&str> = found.books.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["x", "y"]);
    let books: usize = found.books.iter().map(|(_, units)| units).sum();
    assert_eq!(books, ours - "planerka/prefs{}".len());
    assert!(books > own);
}

#[test]
fn a18_the_levels_begin_where_they_say() {
    let level = |total| {
        Usage {
            books: Vec::new(),
            total,
            limit: 1000,
        }
        .level()
    };
    assert_eq!(
        [0, 749, 750, 949, 950, 5000].map(level),
        [
            Level::Fine,
            Level::Fine,
            Level::Much,
            Level::Much,
            Level::Nearly,
            Level::Nearly
        ]
    );
}
