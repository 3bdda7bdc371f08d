//! What the class sees: the heads of the columns, the diagram with one box in the spotlight, and the band that tells of it.

use egui::{CentralPanel, Frame, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::present::Present;
use super::sizes::Sizes;
use super::still::Still;
use super::{Change, Picture, Projection, band, heads, pointer, way_out};
use crate::diagram::{self, Lane, MARGIN, Page, ROW, Spacing, Subject};
use crate::session::Session;
use crate::ui::paint::{Scale, Sheet, Spotlight};
use crate::ui::theme::{self, Theme};
use crate::ui::{Request, View, diagram_panel};

/// Calls before the present ones that stay in view, in rows.
const BEFORE: f32 = 3.0;

pub fn show(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    projection: &Projection,
    requests: &mut Vec<Request>,
) {
    theme::in_contrast(ui, |ui| {
        let theme = Theme::of(ui.ctx());
        let ground = if projection.is_blank { theme.blank } else { theme.page };
        CentralPanel::default().frame(Frame::new().fill(ground)).show(ui, |ui| {
            let words = view.language;
            // Whoever presents on another screen has a button in the window.
            if projection.is_here() {
                way_out::show(ui, view, projection, requests);
            }
            if projection.is_blank {
                return say(ui, words.black_screen());
            }
            match &projection.picture {
                Picture::Kept(still) => {
                    still.paint(ui.painter(), ui.max_rect());
                    say(ui, words.frozen_picture());
                }
                Picture::Live => live(ui, session, view, projection, requests),
                Picture::Keep => {
                    live(ui, session, view, projection, requests);
                    requests.push(Request::Projection(Change::Keep(Still::of(ui))));
                }
            }
            if projection.marks_pointer {
                pointer::show(ui);
            }
        });
    });
}

/// Tells whoever cannot see it what is shown in the place of the diagram.
fn say(ui: &Ui, what: &str) {
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("instead"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, what));
}

fn live(ui: &mut Ui, session: &Session, view: &View, projection: &Projection, requests: &mut Vec<Request>) {
    let words = view.language;
    let whole = ui.max_rect();
    let sizes = Sizes::of(whole.height());
    let row = whole.with_max_y(whole.top() + sizes.head);
    let foot = whole.with_min_y(whole.bottom() - sizes.band);
    let body = Rect::from_min_max(row.left_bottom(), foot.right_top());
    let ground = ui.interact(body, ui.scope_id().with("ground"), Sense::hover());
    ground.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, words.diagram_of_class()));

    let subject =
        Subject { scenario: session.scenario(), plan: session.plan(), snapshot: session.snapshot() };
    let columns = session.snapshot().lifelines().count() + session.snapshot().outsiders().count();
    let zoom = sizes.zoom(body.size(), session.plan().calls.len(), columns);
    let seen_from = |scroll: Vec2| diagram::View {
        width: body.width() / zoom,
        rows: scroll.y..scroll.y + body.height() / zoom,
        spacing: Spacing::FAR,
    };
    let mut scroll = projection.scroll.unwrap_or_default();
    let mut page = Page::lay_out(subject, session.next(), &seen_from(scroll));
    let way = way(session, subject, &page, &seen_from(scroll), scroll);
    // The first frame is where it belongs.
    let part = if projection.scroll.is_none() { 1.0 } else { diagram_panel::glide(ui, way) };
    if projection.scroll.is_none() || way != Vec2::ZERO {
        scroll += way * part;
        requests.push(Request::Projection(Change::ScrollTo(scroll)));
        page = Page::lay_out(subject, session.next(), &seen_from(scroll));
    }
    let present = Present::of(session, words);
    let sheet = Sheet {
        painter: &ui.painter().with_clip_rect(body.intersect(ui.clip_rect())),
        theme: Theme::of(ui.ctx()),
        words,
        session,
        // A page that is lower than its room stands in the middle of it.
        origin: body.min - scroll * zoom
            + Vec2::new(0.0, ((body.height() - page.height * zoom) / 2.0).max(0.0)),
        zoom,
        scale: Scale::FAR,
        spotlight: Spotlight::On(present.lit),
    };
    diagram_panel::paint_page(ui, &sheet, &page, body, requests);
    heads::show(ui, &sheet, &page, row);
    band::show(ui, foot, &present, projection, session, words);
}

/// How far it is to where the present call and the next are in view, with those just before them.
fn way(session: &Session, subject: Subject, page: &Page, seen: &diagram::View, scroll: Vec2) -> Vec2 {
    let height = seen.rows.end - seen.rows.start;
    let focus = diagram::focus(subject, session.next());
    let focus = (focus.start - BEFORE * ROW).max(0.0)..focus.end + MARGIN;
    let down = diagram_panel::shortest_way(scroll.y, height, page.height, &focus, 0.0);
    let newest = || subject.snapshot.calls().last().map(|call| call.participant);
    let column = session.next().or_else(newest).and_then(|who| page.column_of(Lane::Participant(who)));
    let across = column.map_or(0.0, |column| {
        let span = column.box_left()..column.box_left() + column.box_width;
        diagram_panel::shortest_way(scroll.x, seen.width, page.width, &span, 2.0 * MARGIN)
    });
    let way = Vec2::new(across, down);
    if way.length() < 0.5 { Vec2::ZERO } else { way }
}
