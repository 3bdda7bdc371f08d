//! The painter of pictures as egui's test harness wants it, and its tests.

#![expect(clippy::float_cmp, reason = "what is between two texels is so exactly")]

use std::cell::RefCell;

use egui::epaint::Mesh;
use egui::{Color32, FullOutput, Pos2, Rect, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use raster::{Canvas, Painter, Texture};

/// A renderer without a GPU.
#[derive(Default)]
pub struct CpuRenderer(Painter);

thread_local! {
    /// What was handed out to another window than the one that is painted: they share their textures.
    static BESIDE: RefCell<Vec<TexturesDelta>> = RefCell::default();
}

/// Keeps what another window was handed.
pub fn keep_beside(delta: TexturesDelta) {
    BESIDE.with_borrow_mut(|beside| beside.push(delta));
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for mut earlier in BESIDE.take() {
            self.0.handle_delta(&mut earlier);
        }
        self.0.handle_delta(delta);
    }

    fn render(&mut self, ctx: &egui::Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        let ground = ctx.global_style().visuals.panel_fill;
        let canvas = self.0.paint(&primitives, ctx.content_rect().size(), scale, ground)?;
        let size = [canvas.width, canvas.height].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
        let bytes = canvas.pixels.into_flattened();
        RgbaImage::from_raw(size[0], size[1], bytes).ok_or_else(|| "a picture of no size".into())
    }
}

/// Paints one mesh with a white texture onto black.
#[cfg(test)]
fn painted(mesh: &Mesh, clip: Rect, scale: f32) -> Canvas {
    let white = Texture { width: 1, height: 1, texels: vec![Color32::WHITE], nearest: true };
    let mut canvas = Canvas::new(8, 8, Color32::BLACK);
    canvas.paint(mesh, &white, clip, scale);
    canvas
}

#[test]
fn a_translucent_rectangle_covers_each_of_its_pixels_once() {
    let mut mesh = Mesh::default();
    let rect = Rect::from_min_max(Pos2::new(1.0, 2.0), Pos2::new(3.0, 4.0));
    // Two triangles with a shared edge: painted twice, that edge would be lighter.
    mesh.add_colored_rect(rect, Color32::from_rgba_premultiplied(100, 100, 100, 128));
    let canvas = painted(&mesh, Rect::EVERYTHING, 2.0);
    for y in 0..8 {
        for x in 0..8 {
            let inside = (2..6).contains(&x) && (4..8).contains(&y);
            let expected = if inside { [100, 100, 100, 255] } else { [0, 0, 0, 255] };
            assert_eq!(canvas.pixels[y * 8 + x], expected, "at {x}, {y}");
        }
    }
}

#[test]
fn nothing_is_painted_outside_the_clip() {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(
        Rect::EVERYTHING.intersect(Rect::from_min_max(Pos2::ZERO, Pos2::new(8.0, 8.0))),
        Color32::WHITE,
    );
    let clip = Rect::from_min_max(Pos2::new(2.0, 2.0), Pos2::new(4.0, 4.0));
    let canvas = painted(&mesh, clip, 1.0);
    let lit = canvas.pixels.iter().filter(|pixel| pixel[0] == 255).count();
    assert_eq!(lit, 4);
}

#[test]
fn a_texture_is_sampled_between_its_texels() {
    let texture =
        Texture { width: 2, height: 1, texels: vec![Color32::BLACK, Color32::WHITE], nearest: false };
    assert_eq!(texture.sample(Pos2::new(0.5, 0.5))[0], 127.5);
    assert_eq!(texture.sample(Pos2::new(0.0, 0.5))[0], 0.0);
    assert_eq!(texture.sample(Pos2::new(1.0, 0.5))[0], 255.0);
}
