//! One direction of a connection as a ribbon: the bytes by their offsets from left to right, cut where a send or a recv
//! ends. Few bytes get more width than their number, so that they stay visible; where there are too many cuts, a part of
//! the ribbon is laid out, found by bisection whatever the length of the whole.

use std::ops::Range;

use crate::trace::{CallId, Direction, Piece};

/// The least width between two cuts at which something can be written there.
const READABLE: f32 = 56.0;
/// The least at which it can be seen and pressed.
const SEEN: f32 = 20.0;

/// Which part of a ribbon is in view where not all of it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Window {
    /// The last bytes.
    #[default]
    Newest,
    /// Those around this offset.
    Around(u64),
    /// Those from this offset on.
    From(u64),
}

/// A ribbon, as far as it is in view. Places are points from its left edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Ribbon {
    /// The offsets in view.
    pub window: Range<u64>,
    /// The offset behind the last byte of all.
    pub extent: u64,
    pub sends: Vec<Block>,
    /// The send that has not returned, as far as it asked to go.
    pub sending: Option<Block>,
    pub reads: Vec<Block>,
    /// What was sent and not received.
    pub unread: Option<Block>,
    /// Where a send or a recv ends, and both ends of the window.
    pub cuts: Vec<Cut>,
}

/// Some bytes of a ribbon.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The call that sent or received them; `None` for what lies between.
    pub call: Option<CallId>,
    /// Their offsets, in view or not.
    pub bytes: Range<u64>,
    pub left: f32,
    pub right: f32,
    /// Whether it begins before what is in view, and whether it goes on behind it.
    pub cut: (bool, bool),
    /// Which sends they came from, as far as that is known.
    pub parts: Vec<Part>,
}

/// What of a block came from one send.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The number of the send among those of the direction, from 0.
    pub send: usize,
    pub left: f32,
    pub right: f32,
}

/// An offset and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    pub offset: u64,
    pub x: f32,
}

impl Ribbon {
    /// Lays out what is in view of a direction, in this width. `None` where nothing has been sent or received.
    #[must_use]
    pub fn lay_out(direction: &Direction, width: f32, window: Window) -> Option<Self> {
        let extent = direction.extent();
        if extent == 0 {
            return None;
        }
        let axis = Axis { cuts: cuts(direction, extent, width, window) };
        let window = axis.window();
        let parts = |bytes: &Range<u64>| {
            let (from, to) = (bytes.start.max(window.start), bytes.end.min(window.end));
            let before = direction.sends_before(from);
            let sources = direction.sources(from, to).zip(before..);
            sources
                .map(|(piece, send)| Part { send, left: axis.x(piece.start), right: axis.x(piece.end) })
                .collect()
        };
        let block = |call: Option<CallId>, bytes: Range<u64>| Block {
            call,
            left: axis.x(bytes.start.max(window.start)),
            right: axis.x(bytes.end.min(window.end)),
            cut: (bytes.start < window.start, bytes.end > window.end),
            parts: parts(&bytes),
            bytes,
        };
        let blocks = |pieces: &[Piece]| {
            let in_view = in_view(pieces, &window).iter();
            in_view.map(|piece| block(Some(piece.call), piece.start..piece.end)).collect()
        };
        let touches = |bytes: &Range<u64>| bytes.start < window.end && bytes.end > window.start;
        let sending = direction.sending.map(|open| (open.call, open.start..open.asked));
        let unread = direction.unread().map(|unread| unread.start..unread.asked);
        Some(Self {
            extent,
            sends: blocks(direction.sends),
            sending: sending
                .filter(|(_, bytes)| touches(bytes))
                .map(|(call, bytes)| block(Some(call), bytes)),
            reads: blocks(direction.reads),
            unread: unread.filter(|bytes| touches(bytes)).map(|bytes| block(None, bytes)),
            cuts: axis.cuts.iter().map(|(offset, x)| Cut { offset: *offset, x: *x }).collect(),
            window,
        })
    }

    /// Whether all of it is in view.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.window == (0..self.extent)
    }

    /// Where to begin in order to see as much again, further on or further back; `None` where there is no more.
    #[must_use]
    pub fn page(&self, on: bool) -> Option<Window> {
        if on {
            return (self.window.end < self.extent).then_some(Window::From(self.window.end));
        }
        let half = (self.window.end - self.window.start) / 2;
        (self.window.start > 0).then_some(Window::From(self.window.start.saturating_sub(half.max(1))))
    }
}

/// The pieces that share bytes with a part of the ribbon.
fn in_view<'a>(pieces: &'a [Piece], window: &Range<u64>) -> &'a [Piece] {
    let first = pieces.partition_point(|piece| piece.end <= window.start);
    let beyond = pieces.partition_point(|piece| piece.start < window.end);
    &pieces[first..beyond.max(first)]
}

/// The places of the cuts in view, ascending. Between two of them bytes have the same width.
struct Axis {
    cuts: Vec<(u64, f32)>,
}

impl Axis {
    fn window(&self) -> Range<u64> {
        let offset = |cut: Option<&(u64, f32)>| cut.map_or(0, |(offset, _)| *offset);
        offset(self.cuts.first())..offset(self.cuts.last())
    }

    /// The place of an offset; one that is out of view is at the edge.
    fn x(&self, offset: u64) -> f32 {
        let after = self.cuts.partition_point(|(cut, _)| *cut <= offset);
        match (after.checked_sub(1).map(|at| self.cuts[at]), self.cuts.get(after).copied()) {
            (Some((from, left)), Some((to, right))) => {
                left + (right - left) * share(offset - from, to - from)
            }
            (Some((_, x)), None) | (None, Some((_, x))) => x,
            (None, None) => 0.0,
        }
    }
}

/// Chooses the cuts that are in view and spreads them over the width.
fn cuts(direction: &Direction, extent: u64, width: f32, window: Window) -> Vec<(u64, f32)> {
    let whole = || forward(direction, 0, extent);
    let offsets: Vec<u64> = if whole().nth(count(width, SEEN)).is_none() {
        std::iter::once(0).chain(whole()).collect()
    } else {
        let room = count(width, READABLE);
        let start = match window {
            Window::Newest => extent,
            Window::Around(offset) => back(direction, offset.min(extent), room / 2),
            Window::From(offset) => back(direction, offset.saturating_add(1).min(extent), 1),
        };
        let on: Vec<u64> = forward(direction, start, extent).take(room).collect();
        // At the end of the ribbon the room is filled from before.
        let start = back(direction, start, room - on.len());
        std::iter::once(start).chain(forward(direction, start, extent).take(room)).collect()
    };
    spread(&offsets, width)
}

/// How many cuts so far apart there is room for.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred at most")]
fn count(width: f32, apart: f32) -> usize {
    ((width / apart).floor().max(2.0) as usize).min(400)
}

/// The cuts behind an offset, ascending.
fn forward(direction: &Direction, from: u64, extent: u64) -> impl Iterator<Item = u64> {
    let after = move |pieces: &[Piece], offset: u64| {
        pieces.get(pieces.partition_point(|piece| piece.end <= offset)).map(|piece| piece.end)
    };
    let next = move |offset: u64| {
        let ends = [after(direction.sends, offset), after(direction.reads, offset)];
        ends.into_iter().flatten().chain([extent]).filter(|end| *end > offset).min()
    };
    std::iter::successors(next(from), move |offset| next(*offset))
}

/// The offset of the cut that is so many before this one, or 0.
fn back(direction: &Direction, from: u64, steps: usize) -> u64 {
    let before = |pieces: &[Piece], offset: u64| {
        let at = pieces.partition_point(|piece| piece.end < offset).checked_sub(1)?;
        Some(pieces[at].end)
    };
    (0..steps).fold(from, |offset, _| {
        let ends = [before(direction.sends, offset), before(direction.reads, offset)];
        ends.into_iter().flatten().max().unwrap_or(0)
    })
}

/// Gives each stretch between two offsets its least width, and its share of the rest by its bytes.
fn spread(offsets: &[u64], width: f32) -> Vec<(u64, f32)> {
    let (Some(first), Some(last)) = (offsets.first(), offsets.last()) else { return Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
    let stretches = offsets.len().saturating_sub(1).max(1) as f32;
    let least = (width / stretches).min(READABLE);
    let rest = (width - least * stretches).max(0.0);
    let mut x = 0.0;
    let mut before = *first;
    offsets
        .iter()
        .map(|offset| {
            if *offset > before {
                x += least + rest * share(*offset - before, last - first);
            }
            before = *offset;
            (*offset, x)
        })
        .collect()
}

/// A part of a whole, as a fraction of one.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a place on the screen")]
fn share(part: u64, whole: u64) -> f32 {
    (part as f64 / whole.max(1) as f64) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Sending;

    const WIDTH: f32 = 640.0;

    /// Pieces of these lengths, one after the other, made by calls from this number on.
    fn pieces(first: u32, lengths: impl IntoIterator<Item = u64>) -> Vec<Piece> {
        let mut start = 0;
        let piece = |(call, length)| {
            let piece = Piece { call: CallId(call), start, end: start + length };
            start = piece.end;
            piece
        };
        (first..).zip(lengths).map(piece).collect()
    }

    fn lay_out(sends: &[Piece], reads: &[Piece], window: Window) -> Ribbon {
        let direction = Direction { sends, reads, ..Direction::default() };
        Ribbon::lay_out(&direction, WIDTH, window).unwrap()
    }

    fn places(blocks: &[Block]) -> Vec<(f32, f32)> {
        blocks.iter().map(|block| (block.left.round(), block.right.round())).collect()
    }

    #[test]
    fn nothing_sent_is_no_ribbon() {
        assert_eq!(Ribbon::lay_out(&Direction::default(), WIDTH, Window::Newest), None);
    }

    #[test]
    fn pieces_of_the_same_length_have_the_same_width_and_fill_it() {
        let ribbon = lay_out(&pieces(0, [5, 5, 5, 5]), &[], Window::Newest);
        assert_eq!(places(&ribbon.sends), [(0.0, 160.0), (160.0, 320.0), (320.0, 480.0), (480.0, 640.0)]);
        assert!(ribbon.is_whole());
        assert_eq!(ribbon.cuts.iter().map(|cut| cut.offset).collect::<Vec<_>>(), [0, 5, 10, 15, 20]);
        let unread = ribbon.unread.unwrap();
        assert_eq!((unread.left, unread.right, unread.bytes), (0.0, WIDTH, 0..20));
    }

    #[test]
    fn few_bytes_beside_many_stay_wide_enough_to_be_read() {
        let ribbon = lay_out(&pieces(0, [1, 10_000_000, 1]), &[], Window::Newest);
        for block in &ribbon.sends {
            assert!(block.right - block.left >= READABLE - 0.1, "{block:?}");
        }
        assert!((ribbon.sends[2].right - WIDTH).abs() < 0.1);
    }

    #[test]
    fn a_recv_has_a_part_of_each_send_that_it_took_from() {
        let sends = pieces(0, [4, 4, 4]);
        let ribbon = lay_out(&sends, &pieces(9, [6]), Window::Newest);
        let read = &ribbon.reads[0];
        assert_eq!(read.parts.iter().map(|part| part.send).collect::<Vec<_>>(), [0, 1]);
        assert!((read.parts[0].right - ribbon.sends[0].right).abs() < 0.01);
        assert!((read.parts[1].right - read.right).abs() < 0.01);
        let unread = ribbon.unread.unwrap();
        assert_eq!((unread.bytes, unread.parts.len()), (6..12, 2));
    }

    #[test]
    fn a_send_that_has_not_returned_reaches_as_far_as_it_asked() {
        let (sends, reads) = (pieces(0, [10]), pieces(9, [4]));
        let sending = Some(Sending { call: CallId(7), start: 10, asked: 30 });
        let direction = Direction { sends: &sends, reads: &reads, sending, ..Direction::default() };
        let ribbon = Ribbon::lay_out(&direction, WIDTH, Window::Newest).unwrap();
        assert_eq!(ribbon.extent, 30);
        let sending = ribbon.sending.unwrap();
        assert_eq!((sending.call, sending.bytes, sending.right), (Some(CallId(7)), 10..30, WIDTH));
        assert_eq!(sending.parts[0].send, 1);
        assert_eq!(ribbon.unread.unwrap().bytes, 4..30);
    }

    #[test]
    fn of_too_many_only_a_part_is_laid_out_wherever_one_looks() {
        let sends = pieces(0, std::iter::repeat_n(10, 100_000));
        let reads = pieces(100_000, std::iter::repeat_n(25, 30_000));
        for (window, expected) in [
            (Window::Newest, 999_000..1_000_001),
            (Window::From(0), 0..200),
            (Window::From(500_003), 500_000..500_200),
            (Window::Around(500_000), 499_900..500_100),
            (Window::From(u64::MAX), 999_000..1_000_001),
        ] {
            let ribbon = lay_out(&sends, &reads, window);
            assert!(ribbon.cuts.len() <= 12, "{window:?}: {}", ribbon.cuts.len());
            assert!(ribbon.sends.len() <= 12 && ribbon.reads.len() <= 12);
            let seen = &ribbon.window;
            assert!(expected.start <= seen.start && seen.end <= expected.end, "{window:?}: {seen:?}");
            for pair in ribbon.cuts.windows(2) {
                assert!(pair[1].x - pair[0].x >= READABLE - 0.1, "{window:?}: {pair:?}");
            }
            assert!((ribbon.cuts.last().unwrap().x - WIDTH).abs() < 0.5);
        }
        let middle = lay_out(&sends, &reads, Window::Around(500_000));
        assert!(middle.window.contains(&500_000));
    }

    #[test]
    fn pages_lead_from_one_end_to_the_other_and_back() {
        let sends = pieces(0, std::iter::repeat_n(10, 200));
        for on in [true, false] {
            let mut ribbon = lay_out(&sends, &[], if on { Window::From(0) } else { Window::Newest });
            let mut seen = ribbon.window.clone();
            let mut pages = 1;
            while let Some(next) = ribbon.page(on) {
                ribbon = lay_out(&sends, &[], next);
                assert!(ribbon.window.start <= seen.end && ribbon.window.end >= seen.start, "a gap");
                seen = seen.start.min(ribbon.window.start)..seen.end.max(ribbon.window.end);
                pages += 1;
                assert!(pages < 100, "it never ends");
            }
            assert_eq!(seen, 0..2000);
        }
    }

    #[test]
    fn a_block_that_reaches_out_of_view_says_so() {
        let sends = pieces(0, [1_000_000]);
        let reads = pieces(9, std::iter::repeat_n(1000, 900));
        let ribbon = lay_out(&sends, &reads, Window::From(500_000));
        assert_eq!(ribbon.sends[0].cut, (true, true));
        assert_eq!((ribbon.sends[0].left, ribbon.sends[0].right), (0.0, WIDTH));
    }
}
