//! Paints egui's triangles on the CPU, so that a picture test needs no GPU, no display and no driver, and gives the
//! same picture on every machine. It blends as egui's own renderers do: premultiplied, in gamma space.
//!
//! A package of its own, as every pixel of some hundred pictures goes through it: it is compiled with optimisation whatever
//! the rest is.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels of a picture: some thousand, and clamped to it"
)]
#![expect(clippy::float_cmp, reason = "what is on an edge, or between two texels, is so exactly")]

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex, textures::TextureFilter};
use egui::{Color32, ImageData, Pos2, Rect, TextureId, TexturesDelta, Vec2};

/// Four channels from 0 to 255, premultiplied.
type Colour = [f32; 4];

/// The textures that egui hands out, and what paints a frame with them.
#[derive(Default)]
pub struct Painter {
    textures: HashMap<TextureId, Texture>,
}

impl Painter {
    pub fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                match change.pos {
                    None => drop(self.textures.insert(id, Texture::new(&change))),
                    Some(at) => {
                        if let Some(texture) = self.textures.get_mut(&id) {
                            texture.replace(at, &change.image);
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    /// Paints a frame onto a ground of this size in points.
    ///
    /// # Errors
    /// There is something in it that this cannot paint.
    pub fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        size: Vec2,
        scale: f32,
        ground: Color32,
    ) -> Result<Canvas, String> {
        let size = size * scale;
        let mut canvas = Canvas::new(pixels(size.x), pixels(size.y), ground);
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            match primitive {
                Primitive::Mesh(mesh) => {
                    let texture = self.textures.get(&mesh.texture_id);
                    let texture = texture.ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
                    canvas.paint(mesh, texture, *clip_rect, scale);
                }
                Primitive::Callback(_) => return Err("a paint callback needs a GPU".into()),
            }
        }
        Ok(canvas)
    }
}

/// A texture as egui gave it.
pub struct Texture {
    pub width: usize,
    pub height: usize,
    pub texels: Vec<Color32>,
    pub nearest: bool,
}

impl Texture {
    fn new(change: &ImageDelta) -> Self {
        let ImageData::Color(image) = &change.image;
        let [width, height] = image.size;
        let nearest = change.options.magnification == TextureFilter::Nearest;
        Self { width, height, texels: image.pixels.clone(), nearest }
    }

    fn replace(&mut self, [x, y]: [usize; 2], image: &ImageData) {
        let ImageData::Color(image) = image;
        let [width, _] = image.size;
        for (row, texels) in image.pixels.chunks_exact(width).enumerate() {
            self.texels[(y + row) * self.width + x..][..width].copy_from_slice(texels);
        }
    }

    /// The colour at a place from (0, 0) to (1, 1), between the texels around it.
    #[must_use]
    pub fn sample(&self, place: Pos2) -> Colour {
        let (x, y) = (place.x * self.width as f32, place.y * self.height as f32);
        if self.nearest {
            return self.texel(x.floor(), y.floor());
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_part, bottom_part) = (x - left, y - top);
        if right_part == 0.0 && bottom_part == 0.0 {
            return self.texel(left, top);
        }
        let upper = mix(self.texel(left, top), self.texel(left + 1.0, top), right_part);
        let lower = mix(self.texel(left, top + 1.0), self.texel(left + 1.0, top + 1.0), right_part);
        mix(upper, lower, bottom_part)
    }

    /// The texel in this column and row, or the nearest one where there is none.
    fn texel(&self, column: f32, row: f32) -> Colour {
        let column = (column.max(0.0) as usize).min(self.width - 1);
        let row = (row.max(0.0) as usize).min(self.height - 1);
        channels(self.texels[row * self.width + column])
    }
}

/// The picture as it is being painted.
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<[u8; 4]>,
}

impl Canvas {
    #[must_use]
    pub fn new(width: usize, height: usize, ground: Color32) -> Self {
        Self { width, height, pixels: vec![ground.to_array(); width * height] }
    }

    pub fn paint(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let clip = [
            pixels(clip.min.x * scale),
            pixels(clip.min.y * scale),
            pixels(clip.max.x * scale).min(self.width),
            pixels(clip.max.y * scale).min(self.height),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|at| mesh.vertices[corners[at] as usize]);
            if let Some(triangle) = Triangle::new(corners, scale) {
                self.fill(&triangle, texture, clip);
            }
        }
    }

    fn fill(&mut self, triangle: &Triangle, texture: &Texture, [left, top, right, bottom]: [usize; 4]) {
        let (min, max) = triangle.bounds();
        let (first, last) = ((min.x.max(0.0) as usize).max(left), (max.x.max(0.0) as usize).min(right));
        let rows = (min.y.max(0.0) as usize).max(top)..(max.y.max(0.0) as usize).min(bottom);
        let uniform = triangle.is_uniform().then(|| triangle.colour([1.0, 0.0, 0.0], texture));
        for y in rows {
            let row = &mut self.pixels[y * self.width..][..self.width];
            let mut entered = false;
            for (x, pixel) in row.iter_mut().enumerate().take(last).skip(first) {
                match triangle.weights(Pos2::new(x as f32 + 0.5, y as f32 + 0.5)) {
                    Some(weights) => {
                        entered = true;
                        blend(pixel, uniform.unwrap_or_else(|| triangle.colour(weights, texture)));
                    }
                    // A triangle has no holes: what follows in this row is outside too.
                    None if entered => break,
                    None => {}
                }
            }
        }
    }
}

/// Three corners in pixels, turned so that the inside is on the same side of each edge.
struct Triangle {
    corners: [Vertex; 3],
    /// Whether a pixel right on the edge across from the corner belongs to it: so each pixel of a shared edge is
    /// painted once.
    owns_edge: [bool; 3],
    area: f32,
}

impl Triangle {
    /// `None` for one without an inside.
    fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Self> {
        for corner in &mut corners {
            corner.pos = (corner.pos.to_vec2() * scale).to_pos2();
        }
        let area = doubled_area(corners[0].pos, corners[1].pos, corners[2].pos);
        if area == 0.0 || !area.is_finite() {
            return None;
        }
        if area < 0.0 {
            corners.swap(1, 2);
        }
        let owns = |from: Pos2, to: Pos2| (from.y == to.y && to.x > from.x) || to.y < from.y;
        let [a, b, c] = corners.map(|corner| corner.pos);
        Some(Self { corners, owns_edge: [owns(b, c), owns(c, a), owns(a, b)], area: area.abs() })
    }

    /// The whole pixels that it can touch: the first, and the one after the last.
    fn bounds(&self) -> (Pos2, Pos2) {
        let [a, b, c] = self.corners.map(|corner| corner.pos);
        (a.min(b).min(c).floor(), a.max(b).max(c).ceil())
    }

    /// How near a point is to each corner, together 1. `None` outside.
    fn weights(&self, point: Pos2) -> Option<[f32; 3]> {
        let [a, b, c] = self.corners.map(|corner| corner.pos);
        let parts = [doubled_area(b, c, point), doubled_area(c, a, point), doubled_area(a, b, point)];
        let inside = (0..3).all(|at| parts[at] > 0.0 || (parts[at] == 0.0 && self.owns_edge[at]));
        inside.then(|| parts.map(|part| part / self.area))
    }

    /// Whether it has one colour all over.
    fn is_uniform(&self) -> bool {
        let [a, b, c] = &self.corners;
        a.color == b.color && b.color == c.color && a.uv == b.uv && b.uv == c.uv
    }

    fn colour(&self, weights: [f32; 3], texture: &Texture) -> Colour {
        let [a, b, c] = &self.corners;
        let between = |a: f32, b: f32, c: f32| a * weights[0] + b * weights[1] + c * weights[2];
        let place = Pos2::new(between(a.uv.x, b.uv.x, c.uv.x), between(a.uv.y, b.uv.y, c.uv.y));
        let texel = texture.sample(place);
        let [a, b, c] = [a, b, c].map(|corner| channels(corner.color));
        std::array::from_fn(|at| between(a[at], b[at], c[at]) * texel[at] / 255.0)
    }
}

/// Twice the area of a triangle; negative if its corners run the other way round.
fn doubled_area(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Lays a premultiplied colour over a pixel.
fn blend(pixel: &mut [u8; 4], over: Colour) {
    let left = 1.0 - over[3] / 255.0;
    for (channel, over) in pixel.iter_mut().zip(over) {
        *channel = (over + f32::from(*channel) * left).round() as u8;
    }
}

fn mix(a: Colour, b: Colour, part: f32) -> Colour {
    std::array::from_fn(|at| a[at] * (1.0 - part) + b[at] * part)
}

fn channels(colour: Color32) -> Colour {
    colour.to_array().map(f32::from)
}

fn pixels(length: f32) -> usize {
    length.round().max(0.0) as usize
}
