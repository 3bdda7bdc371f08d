//! Arrows between boxes. An arrow is worked out when one of its ends is in view.

use std::collections::HashSet;

use super::boxes::{self, MIDDLE, rect};
use super::upcoming::Upcoming;
use super::{Arrow, BoxId, CallBox, Cargo, Column, Lane, Point, Rect, Subject, columns};
use crate::scenario::Planned;
use crate::trace::{Activity, Link, LinkEnd, Origin, Snapshot};

pub(super) fn lay_out(
    subject: Subject,
    columns: &[Column],
    placed: &[CallBox],
    upcoming: &Upcoming,
) -> Vec<Arrow> {
    let mut arrows = seen(subject, columns, placed);
    arrows.extend(expected(subject, columns, placed, upcoming));
    arrows
}

/// What went over, for each call in view.
fn seen(subject: Subject, columns: &[Column], placed: &[CallBox]) -> Vec<Arrow> {
    let snapshot = subject.snapshot;
    let in_view: HashSet<BoxId> = placed.iter().map(|placed| placed.id).collect();
    let mut arrows = Vec::new();
    for shown in placed {
        let BoxId::Made(id) = shown.id else { continue };
        for link in snapshot.trace.links_at(id) {
            // A link with both ends in view is met twice: the end it leads to draws it.
            let here = LinkEnd::Call(id) == link.to
                || !matches!(link.to, LinkEnd::Call(to) if in_view.contains(&BoxId::Made(to)));
            if here
                && snapshot.moment.shows(link.known)
                && let Some(arrow) = arrow(subject, columns, link)
            {
                arrows.push(arrow);
            }
        }
    }
    arrows
}

fn arrow(subject: Subject, columns: &[Column], link: &Link) -> Option<Arrow> {
    let cargo = Cargo::Link(*link);
    let rect_of = |end: LinkEnd| match end {
        LinkEnd::Call(id) => Some(boxes::place(subject.snapshot, columns, id)?.rect),
        LinkEnd::Outside(_) => None,
    };
    // An outside program has no boxes: the arrow begins or ends on its lifeline, level with the other end.
    let on_line = |end: LinkEnd, level: f32| match end {
        LinkEnd::Outside(id) => columns::of(columns, Lane::Outside(id)).map(|column| Rect {
            x: column.centre,
            y: level - MIDDLE,
            width: 0.0,
            height: 2.0 * MIDDLE,
        }),
        LinkEnd::Call(_) => None,
    };
    let (from, to) = match (rect_of(link.from), rect_of(link.to)) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, on_line(link.to, from.bottom() - MIDDLE)?),
        (None, Some(to)) => (on_line(link.from, to.bottom() - MIDDLE)?, to),
        (None, None) => return None,
    };
    Some(between(from, to, cargo))
}

/// Calls that are expected to meet, of which at least one is to come.
fn expected(subject: Subject, columns: &[Column], placed: &[CallBox], upcoming: &Upcoming) -> Vec<Arrow> {
    let snapshot = subject.snapshot;
    let rows = upcoming.by_call();
    let in_view: HashSet<Planned> = placed
        .iter()
        .filter_map(|placed| match placed.id {
            BoxId::Planned(planned) => Some(planned),
            BoxId::Made(_) | BoxId::Held(_) => None,
        })
        .collect();
    let rect_of = |planned: &Planned| {
        let column = columns::of(columns, Lane::Participant(planned.participant))?;
        match rows.get(planned) {
            Some(row) => Some(rect(column, *row, *row)),
            None => open_call(snapshot, columns, planned),
        }
    };
    subject
        .plan
        .links
        .iter()
        .filter(|link| in_view.contains(&link.from) || in_view.contains(&link.to))
        .filter_map(|link| Some(between(rect_of(&link.from)?, rect_of(&link.to)?, Cargo::Expected(*link))))
        .collect()
}

/// The box of a planned call that is being made right now.
fn open_call(snapshot: Snapshot, columns: &[Column], planned: &Planned) -> Option<Rect> {
    let Activity::Busy(id) = snapshot.activity(planned.participant) else { return None };
    match snapshot.trace.call(id).origin {
        Origin::Script { step, .. } if step == planned.step => {
            Some(boxes::place(snapshot, columns, id)?.rect)
        }
        _ => None,
    }
}

/// An arrow from one box to another: level if both have a height in common, else between their nearest rows.
fn between(from: Rect, to: Rect, cargo: Cargo) -> Arrow {
    let span = |rect: Rect| (rect.y + MIDDLE, rect.bottom() - MIDDLE);
    let ((from_first, from_last), (to_first, to_last)) = (span(from), span(to));
    let level = from_first.max(to_first);
    let (from_y, to_y) = (level.min(from_last), level.min(to_last));
    let rightwards = to.x + to.width / 2.0 > from.x + from.width / 2.0;
    let (from_x, to_x) = if rightwards { (from.right(), to.x) } else { (from.x, to.right()) };
    Arrow { from: Point { x: from_x, y: from_y }, to: Point { x: to_x, y: to_y }, cargo }
}
