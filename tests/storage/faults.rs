//! Every fault at every operation, and every order of two tabs: small worlds searched in full.

use crate::fake::{Disk, Fault, Tab};
use planerka::platform::slots::{Found, Head, Slot, StoreError, load, put_aside, record, save};

/// Places where a fault can strike; more than any call has operations.
const OPERATIONS: u64 = 12;

/// How a world looks before the fault.
#[derive(Clone, Copy, Debug)]
struct Before {
    saves: u64,
    /// A slot with damaged bytes.
    damaged: Option<Slot>,
    /// Revisions the mirror is ahead; nothing when there is none.
    mirror: Option<u64>,
}

fn worlds() -> Vec<Before> {
    let mut out = Vec::new();
    for saves in 0..4 {
        for damaged in [None, Some(Slot::A), Some(Slot::B)] {
            for mirror in [None, Some(0), Some(3)] {
                out.push(Before {
                    saves,
                    damaged,
                    mirror,
                });
            }
        }
    }
    out
}

impl Before {
    fn disk(self) -> Disk {
        let disk = Disk::default();
        let tab = Tab::new(&disk);
        let mut head = Head::NEW;
        for n in 1..=self.saves {
            head = save(&tab, "x", head, &format!("text {n}")).unwrap();
        }
        if let Some(slot) = self.damaged {
            disk.plant(&slot.key("x"), "PLANERKA1 2 6 00000000\ntext 2");
        }
        disk
    }
    fn mirror(self) -> Option<String> {
        let revision = self.saves + self.mirror?;
        (revision > 0).then(|| record(revision, &format!("text {revision}")))
    }
    /// Every combination with a fault at an operation.
    fn each(mut act: impl FnMut(Self, u64, Fault, &Disk)) {
        for world in worlds() {
            for fault in Fault::ALL {
                for at in 0..OPERATIONS {
                    let disk = world.disk();
                    act(world, at, fault, &disk);
                    disk.sound();
                }
            }
        }
    }
}

fn body(found: &Found) -> Option<&str> {
    match found {
        Found::Good { body, .. } => Some(body),
        _ => None,
    }
}

#[test]
fn i2_a_load_writes_nothing_whatever_it_meets() {
    Before::each(|world, at, fault, disk| {
        let before = disk.data.borrow().clone();
        let tab = Tab::new(disk);
        tab.arm(at, fault);
        let found = load(&tab, "x", world.mirror().as_deref());
        assert_eq!(*disk.data.borrow(), before);
        assert_eq!(tab.writes.get(), 0);
        let struck = matches!(fault, Fault::Read | Fault::Crash) && at < tab.operations.get();
        assert_eq!(
            found.is_err(),
            struck,
            "{world:?} {fault:?} at {at}: {found:?}"
        );
    });
}

#[test]
fn i4_saved_means_that_it_reads_back_and_a_failure_loses_nothing() {
    Before::each(|world, at, fault, disk| {
        let tab = Tab::new(disk);
        let mirror = world.mirror();
        let found = load(&tab, "x", mirror.as_deref()).unwrap();
        let Found::Good { head, .. } = found else {
            return;
        };
        tab.arm(at, fault);
        let saved = save(&tab, "x", head, "next");
        let now = load(&Tab::new(disk), "x", mirror.as_deref()).unwrap();
        let there = body(&now);
        match saved {
            Ok(head) => {
                assert_eq!(there, Some("next"), "{world:?} {fault:?} at {at}");
                let Found::Good { head: other, .. } = now else {
                    panic!()
                };
                assert_eq!(head.revision, other.revision);
            }
            Err(_) => assert!(
                there == Some("next") || there == body(&found),
                "{world:?} {fault:?} at {at}: {now:?}"
            ),
        }
    });
}

#[test]
fn i4_the_save_after_a_failed_one_succeeds() {
    Before::each(|world, at, fault, disk| {
        let tab = Tab::new(disk);
        let Found::Good { mut head, .. } = load(&tab, "x", world.mirror().as_deref()).unwrap()
        else {
            return;
        };
        tab.arm(at, fault);
        head = save(&tab, "x", head, "next").unwrap_or(head);
        if tab.dead.get() {
            return;
        }
        tab.disarm();
        for text in ["one more", "and one more"] {
            let saved = save(&tab, "x", head, text);
            if saved == Err(StoreError::Newer) {
                // Only when our own save arrived and could not be read back.
                assert_eq!(fault, Fault::Read, "{world:?} at {at}");
                let found = load(&tab, "x", None).unwrap();
                assert_eq!(body(&found), Some("next"));
                let Found::Good { head: fresh, .. } = found else {
                    panic!()
                };
                head = save(&tab, "x", fresh, text).unwrap();
            } else {
                head = saved.unwrap();
            }
            let found = load(&tab, "x", None).unwrap();
            assert_eq!(body(&found), Some(text), "{world:?} {fault:?} at {at}");
        }
    });
}

#[test]
fn i5_whatever_was_damaged_is_kept_byte_for_byte() {
    Before::each(|world, at, fault, disk| {
        let Some(slot) = world.damaged else { return };
        let bytes = disk.at(&slot.key("x")).unwrap();
        let tab = Tab::new(disk);
        let Found::Good { mut head, .. } = load(&tab, "x", world.mirror().as_deref()).unwrap()
        else {
            return;
        };
        tab.arm(at, fault);
        for n in 0..3 {
            head = save(&tab, "x", head, &format!("new {n}")).unwrap_or(head);
        }
        let here = disk.at(&slot.key("x")) == Some(bytes.clone());
        assert!(
            here || disk.aside().contains(&bytes),
            "{world:?} {fault:?} at {at}"
        );
    });
}

#[test]
fn i9_a_full_store_keeps_everything_it_has() {
    for world in worlds() {
        let most = world.disk().units() + 300;
        for quota in 0..most {
            let disk = world.disk();
            disk.plant("planerka/ws/other/A", &record(1, "another workbook"));
            disk.plant("neighbour", "of the same origin");
            let before = disk.data.borrow().clone();
            disk.quota.set(Some(quota));
            let tab = Tab::new(&disk);
            let Found::Good { head, body, .. } =
                load(&tab, "x", world.mirror().as_deref()).unwrap()
            else {
                continue;
            };
            match save(&tab, "x", head, "a longer text than before") {
                Ok(head) => {
                    assert!(disk.units() <= quota);
                    let target = head.slot.key("x");
                    for (key, value) in before.iter().filter(|(k, _)| **k != target) {
                        assert_eq!(disk.at(key).as_ref(), Some(value));
                    }
                }
                Err(error) => {
                    assert!([StoreError::Full, StoreError::Unread].contains(&error));
                    for (key, value) in &before {
                        assert_eq!(disk.at(key).as_ref(), Some(value));
                    }
                    let found = load(&tab, "x", world.mirror().as_deref()).unwrap();
                    assert!(matches!(found, Found::Good { body: b, .. } if b == body));
                }
            }
            disk.sound();
        }
    }
}

#[test]
fn i5_a_copy_that_fails_is_no_copy() {
    for fault in Fault::ALL {
        for at in 0..OPERATIONS {
            let disk = Disk::default();
            let tab = Tab::new(&disk);
            tab.arm(at, fault);
            if let Ok(key) = put_aside(&tab, "x", "bytes of an unread record") {
                assert_eq!(disk.at(&key).as_deref(), Some("bytes of an unread record"));
            }
            tab.disarm();
            tab.dead.set(false);
            put_aside(&tab, "x", "bytes of an unread record").unwrap();
            assert!(disk.aside().contains(&"bytes of an unread record".into()));
            disk.sound();
        }
    }
}

#[test]
fn a3_with_the_mirror_any_lost_tail_comes_back() {
    for saves in 1..8_u64 {
        for lost in 0..10 {
            let disk = Disk::default();
            let tab = Tab::new(&disk);
            let mut head = Head::NEW;
            let mut mirror = String::new();
            for n in 1..=saves {
                let text = format!("text {n}");
                head = save(&tab, "x", head, &text).unwrap();
                mirror = record(head.revision, &text);
            }
            disk.lose(lost);
            let found = load(&Tab::new(&disk), "x", Some(&mirror)).unwrap();
            assert_eq!(body(&found), Some(format!("text {saves}").as_str()));
            // Without the mirror an older text is found, or nothing, never a mix.
            let left = saves.saturating_sub(lost as u64);
            let found = load(&Tab::new(&disk), "x", None).unwrap();
            let text = format!("text {left}");
            assert_eq!(body(&found), (left > 0).then_some(text.as_str()));
        }
    }
}

/// Each text names the one it was made from; a text that was saved must continue the one before it.
#[test]
fn i1_in_any_order_of_two_tabs_every_save_continues_the_last_one() {
    const STEPS: u32 = 7;
    for order in 0..4_u32.pow(STEPS) {
        let disk = Disk::default();
        let tabs = [Tab::new(&disk), Tab::new(&disk)];
        let mut heads = [(Head::NEW, String::new()), (Head::NEW, String::new())];
        let mut last = String::new();
        for step in 0..STEPS {
            let (who, what) = ((order >> (2 * step)) as usize & 1, order >> (2 * step) & 2);
            let (head, text) = &mut heads[who];
            if what == 0 {
                if let Found::Good { head: h, body, .. } = load(&tabs[who], "x", None).unwrap() {
                    (*head, *text) = (h, body);
                }
                continue;
            }
            let next = format!("{step} after [{text}]");
            match save(&tabs[who], "x", *head, &next) {
                Ok(h) => {
                    assert_eq!(*text, last, "order {order}, step {step}");
                    (*head, *text) = (h, next.clone());
                    last = next;
                }
                Err(error) => assert!(error == StoreError::Newer && *text != last),
            }
        }
        disk.sound();
    }
}
