//! The row at the head of what is projected: whose columns these are, and where they are found.

use egui::{Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo};

use super::sizes::Sizes;
use crate::diagram::Page;
use crate::ui::diagram_panel::head_of;
use crate::ui::paint::{self, Sheet};
use crate::ui::theme;

pub fn show(ui: &Ui, sheet: &Sheet, page: &Page, row: Rect) {
    let theme = sheet.theme;
    let sizes = Sizes::of(ui.max_rect().height());
    let painter = ui.painter().with_clip_rect(row);
    painter.rect_filled(row, 0.0, theme.page);
    for column in &page.columns {
        let x = sheet.origin.x + column.centre * sheet.zoom;
        let widest = (column.width * sheet.zoom - sizes.units(20.0)).max(0.0);
        let (name, address) = head_of(sheet.session, column, sheet.words);
        let head = Rect::from_center_size(Pos2::new(x, row.center().y), egui::vec2(widest, row.height()));
        let response =
            ui.interact(head.intersect(row), ui.scope_id().with(("head", column.lane)), Sense::hover());
        let spoken = format!("{name} · {address}");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));

        let name = paint::line(&painter, &name, theme::strong_words(sizes.name), theme.text, widest);
        let gap = sizes.units(14.0);
        let left_over = widest - name.size().x - gap;
        let line = |text: &str| {
            paint::line(&painter, text, theme::code(sizes.address), theme.text_soft, f32::INFINITY)
        };
        let address = shorter(&address).map(line).find(|line| line.size().x <= left_over);
        let width = name.size().x + address.as_ref().map_or(0.0, |address| gap + address.size().x);
        let mut at = Pos2::new(x - width / 2.0, row.center().y - name.size().y / 2.0);
        let baseline = row.center().y + sizes.units(2.0);
        let past = at.x + name.size().x + gap;
        painter.galley(at, name, theme.text);
        if let Some(address) = address {
            at = Pos2::new(past, baseline - address.size().y / 2.0);
            painter.galley(at, address, theme.text_soft);
        }
    }
    let edge = if sheet.session.is_live() { theme.hairline } else { theme.past };
    painter.hline(row.x_range(), row.bottom() - sizes.units(1.0), Stroke::new(sizes.units(2.0), edge));
}

/// An address, and what still tells something of it where there is less room: without what waits there, without its
/// protocol, the port alone.
fn shorter(address: &str) -> impl Iterator<Item = &str> {
    let alone = address.split(" · ").next().unwrap_or(address);
    let bare = alone.rsplit(' ').next().unwrap_or(alone);
    // A word that is no address is not cut.
    let is_address = bare.contains(':') && !bare.contains('/');
    let bare = Some(bare).filter(|_| is_address);
    let port = bare.and_then(|bare| bare.rfind(':').map(|at| &bare[at..]));
    [Some(address), Some(alone), bare, port].into_iter().flatten()
}
