//! The setup checklist: ticks, and evidence for those that are done.

use super::super::{Channel, ChecklistProof, facts};
use super::at;
use crate::data::{self, ChecklistItem};
use crate::i18n::k;
use crate::kernel::{Row, RowId, Value};
use crate::ui::Ctx;
use crate::ui::app;
use crate::ui::kit::{cell, delete_row, icon};
use leptos::prelude::*;

const PROOF: crate::kernel::TablePath = ChecklistProof::TABLE;

pub(super) fn view(cx: Ctx, row: RowId, known: Memo<Option<&'static str>>) -> AnyView {
    let progress = move || {
        let (done, of) =
            cx.s.module("channels", |w| {
                w.channels
                    .channels
                    .iter()
                    .find(|c| c.id == row)
                    .map(facts::checklist)
            })
            .unwrap_or((0, 0));
        cx.fill(
            k::channel_page::checklist_progress,
            &[("n", &done.to_string()), ("of", &of.to_string())],
        )
    };
    let items = move || {
        let platform = known.get().and_then(data::channel);
        platform.map(|p| {
            p.items()
                .enumerate()
                .map(|(i, item)| line(cx, row, item, i == 0))
                .collect_view()
        })
    };
    view! {
        <section class="channel__part">
            <h3 class="channel__title">{cx.t(k::channels::channels::checklist)} <span class="channel__progress">{progress}</span></h3>
            <ul class="ticks">{items}</ul>
        </section>
    }
    .into_any()
}

fn line(cx: Ctx, row: RowId, item: &'static ChecklistItem, first: bool) -> AnyView {
    let path = at(row, Channel::checklist);
    let done = Memo::new(move |_| cx.s.lines(path).iter().any(|d| d == item.id));
    let toggle = move |on: bool| {
        let mut list = cx.s.peek(|w| match w.get(path) {
            Some(crate::kernel::CellRef::Lines(l)) => l.to_vec(),
            _ => Vec::new(),
        });
        list.retain(|d| d != item.id);
        if on {
            list.push(item.id.into());
        }
        cx.s.set(path, Value::Lines(list));
    };
    let name = cx.l.pick(item.name);
    let id = if first {
        path.dom_id()
    } else {
        format!("{}-{}", path.dom_id(), item.id)
    };
    view! {
        <li class="tick">
            <label class="check">
                <input type="checkbox" id=id name=path.to_string() value=item.id prop:checked=move || done.get() on:change:target=move |e| toggle(e.target().checked()) />
                <span>{name}</span>
            </label>
            {proof(cx, row, item, done)}
        </li>
    }
    .into_any()
}

/// Evidence of an item: shown when there is some, offered when the item is done.
fn proof(cx: Ctx, row: RowId, item: &'static ChecklistItem, done: Memo<bool>) -> AnyView {
    let name = cx.l.pick(item.name);
    let found = Memo::new(move |_| {
        cx.s.parts(PROOF, ChecklistProof::channel, row)
            .into_iter()
            .find(|p| cx.s.text(PROOF.cell(*p, ChecklistProof::item)) == item.id)
    });
    let add = move |_| {
        let cells = [
            (ChecklistProof::channel, Value::Ref(Some(row))),
            (ChecklistProof::item, Value::text(item.id)),
        ];
        let proof = cx.s.add_row(PROOF, &cells);
        app::focus_field(&PROOF.cell(proof, ChecklistProof::note).to_string());
    };
    let body = move || match found.get() {
        Some(proof) => {
            let label = cx.fill(k::channel_page::proof_remove, &[("name", name)]);
            view! {
                <div class="tick__proof">
                    <span class="tick__label" aria-hidden="true">{cx.t(k::channel_page::proof)}</span>
                    {cell(cx, PROOF.cell(proof, ChecklistProof::note), name.to_owned())}
                    <button type="button" class="button button--icon" aria-label=label on:click=move |_| delete_row(cx, PROOF, proof)>{icon("close")}</button>
                </div>
            }
            .into_any()
        }
        None if done.get() => {
            let label = cx.fill(k::channel_page::proof_add_name, &[("name", name)]);
            view! { <button type="button" class="link tick__add" aria-label=label on:click=add>{cx.t(k::channel_page::proof_add)}</button> }.into_any()
        }
        None => ().into_any(),
    };
    view! { <div class="tick__more">{body}</div> }.into_any()
}
