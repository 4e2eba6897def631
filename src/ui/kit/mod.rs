//! Building blocks shared by all pages: fields, row actions, dialogs, menus, icons, charts.

mod chart;
mod controls;
mod dialog;
mod field;
mod file;
mod fold;
mod icon;
mod remark;
mod rows;
mod turn;

pub use chart::drawing;
pub use dialog::{confirm_delete, dialog, open_dialog};
pub use field::{Field, cell, field, field_with, group, page_of, underlined};
pub use file::{Opener, opener, read, trouble};
pub use fold::folded;
pub use icon::icon;
pub use remark::{remarks, unmute};
pub use rows::{add_button, chain_link, delete_row, empty, menu, menu_item, move_buttons};
pub use turn::{draw_all, drawn_when, in_next_turn, in_turn, turn, waiting};
