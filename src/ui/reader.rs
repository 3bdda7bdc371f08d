//! What a screen reader is told beyond what egui tells by itself: names of dialogs, what opens a menu, tables, gauges.

use std::collections::HashMap;

use egui::accesskit::{HasPopup, Node, NodeId, Role};
use egui::{Context, Id, Label, Popup, Response, RichText, Sense, Ui, UiKind, WidgetInfo};
use egui_extras::TableRow;

use super::region;
use crate::text::Language;

/// Names what stands in front of the window.
pub fn dialog(ui: &Ui, title: &str) {
    let mut stack = Some(ui.stack());
    while let Some(here) = stack {
        if here.kind() == Some(UiKind::Modal) {
            ui.ctx().accesskit_node_builder(here.unique_id, |node| {
                node.set_role(Role::Dialog);
                node.set_modal();
                node.set_label(title);
            });
        }
        stack = here.parent.as_ref();
    }
}

/// Says of a button that it opens a menu, and whether that is open.
pub fn opens_menu(response: &Response) {
    opens(response, Popup::default_response_id(response));
}

/// The same of a menu with an id of its own.
pub fn opens(response: &Response, menu: Id) {
    let is_open = Popup::is_id_open(&response.ctx, menu);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(is_open);
    });
}

/// Says of a tab whether it is the one in front.
pub fn selected(response: &Response, is_selected: bool) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_selected));
}

/// What a row of tabs is.
pub fn tab_list(ui: &Ui, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::TabList);
        node.set_label(name);
    });
}

/// How full something is.
pub fn gauge(response: &Response, value: u32, most: Option<u32>) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(value.into());
        node.set_min_numeric_value(0.0);
        if let Some(most) = most {
            node.set_max_numeric_value(most.max(value).into());
        }
    });
}

/// A heading at which the keyboard stops, so that what is below it can be read on from there.
pub fn heading_label(ui: &mut Ui, shown: RichText, name: &str) {
    let response = ui.add(Label::new(shown).sense(Sense::focusable_noninteractive()));
    // Where there is no title, what stands below tells by itself.
    let name = if name.is_empty() { "—" } else { name };
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
}

/// What is shown here is a table.
pub fn table(ui: &Ui, name: &str, rows: usize, columns: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Table);
        node.set_label(name);
        node.set_row_count(rows + 1);
        node.set_column_count(columns);
    });
}

/// A cell of a table.
pub fn cell(row: &mut TableRow<'_, '_>, content: impl FnOnce(&mut Ui)) {
    let (line, column) = (row.index() + 1, row.col_index());
    col(row, Role::Cell, line, column, content);
}

/// The heading of a column.
pub fn heading(row: &mut TableRow<'_, '_>, content: impl FnOnce(&mut Ui)) {
    let column = row.col_index();
    col(row, Role::ColumnHeader, 0, column, content);
}

fn col(row: &mut TableRow<'_, '_>, role: Role, line: usize, column: usize, content: impl FnOnce(&mut Ui)) {
    row.col(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(role);
            node.set_row_index(line);
            node.set_column_index(column);
        });
        content(ui);
    });
}

/// After all is painted: what egui names in English alone gets its name, what is laid out from the right is read from the
/// left, and the parts of the window come in their order.
pub fn end(ui: &Ui, title: &str, words: Language) {
    let ctx = ui.ctx();
    let Some(found) = ctx.viewport(|viewport| {
        viewport.this_pass.accesskit_state.as_ref().map(|state| {
            let nodes: HashMap<NodeId, &Node> =
                state.nodes.iter().map(|(id, node)| (id.accesskit_id(), node)).collect();
            let handles = state.nodes.iter().filter_map(|(id, node)| Some((*id, handle(node)?)));
            let turned = state.nodes.iter().filter(|(_, node)| is_from_the_right(node, &nodes));
            (handles.collect::<Vec<_>>(), turned.map(|(id, _)| *id).collect::<Vec<_>>())
        })
    }) else {
        return;
    };
    let (handles, turned) = found;
    for (id, handle) in handles {
        name_handle(ctx, id, handle, words);
    }
    for id in turned {
        ctx.accesskit_node_builder(id, |node| {
            let children: Vec<NodeId> = node.children().iter().rev().copied().collect();
            node.set_children(children);
        });
    }
    ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
    region::order(ui);
}

/// A part of egui's own that has no name of ours.
#[derive(Clone, Copy)]
enum Handle {
    Panel,
    Column,
    Bar,
}

fn handle(node: &Node) -> Option<Handle> {
    match node.role() {
        Role::Splitter => Some(Handle::Panel),
        Role::Unknown => Some(Handle::Column),
        Role::ScrollBar => Some(Handle::Bar),
        _ => None,
    }
}

fn name_handle(ctx: &Context, id: Id, handle: Handle, words: Language) {
    ctx.accesskit_node_builder(id, |node| match handle {
        Handle::Panel => node.set_label(words.resize_panel()),
        Handle::Bar => node.set_label(words.scroll_bar()),
        Handle::Column => {
            node.set_role(Role::Splitter);
            node.set_label(words.resize_column());
        }
    });
}

/// Whether all that stands in it is in one line, from the right to the left.
fn is_from_the_right(node: &Node, nodes: &HashMap<NodeId, &Node>) -> bool {
    let bounds: Option<Vec<_>> =
        node.children().iter().map(|child| nodes.get(child).and_then(|child| child.bounds())).collect();
    bounds.is_some_and(|bounds| {
        bounds.len() > 1
            && bounds
                .windows(2)
                .all(|pair| pair[1].x1 <= pair[0].x0 && pair[1].y0 < pair[0].y1 && pair[0].y0 < pair[1].y1)
    })
}
