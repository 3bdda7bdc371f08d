//! Whether what is painted can be read, and told apart by people who see colours otherwise.

use palette::color_difference::Ciede2000 as _;
use palette::{FromColor as _, Lab, LinSrgb};

use super::*;

/// Words on their ground, and shapes that mean something (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
const WORDS: f32 = 4.5;
const WORDS_IN_CONTRAST: f32 = 7.0;
const SHAPES: f32 = 3.0;

/// So far apart are colours that mean different things, in CIEDE2000: 1 is just seen side by side, 10 at a glance.
const APART: f32 = 10.0;
/// The grounds of neighbouring sockets, where no word helps: a hairline parts them as well.
const GROUNDS_APART: f32 = 5.0;

fn palettes() -> [(&'static str, &'static Theme, bool); 4] {
    [
        ("light", &LIGHT, false),
        ("dark", &DARK, false),
        ("light contrast", &LIGHT_CONTRAST, true),
        ("dark contrast", &DARK_CONTRAST, true),
    ]
}

/// Contrast of two colours (WCAG 2.2).
fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let [r, g, b, _] = egui::Rgba::from(c).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Every pair of a word and the ground that it stands on somewhere.
fn words_on_grounds(theme: &Theme) -> Vec<(&'static str, Color32, Color32)> {
    let code = [theme.code_keyword, theme.code_string, theme.code_number];
    let quiet = [theme.text, theme.text_soft, theme.text_faint];
    let of_state = [theme.accent, theme.past, theme.wait_text, theme.done, theme.fail];
    let mut pairs = Vec::new();
    let mut all = |name, words: &[Color32], grounds: &[Color32]| {
        pairs.extend(words.iter().flat_map(|word| grounds.iter().map(move |ground| (name, *word, *ground))));
    };
    let plain = [theme.panel, theme.page];
    // A line of a program can be marked, and a box stand in any of these.
    let marked = [theme.accent_ground, theme.wait_ground, theme.fail_ground];
    all("text", &quiet, &plain);
    all("text on a mark", &quiet, &marked);
    all("code", &code, &plain);
    all("code on a mark", &code, &marked);
    all("state", &of_state, &plain);
    all("accent", &[theme.accent, theme.text], &[theme.accent_ground]);
    all("pressed", &[theme.on_accent], &[theme.accent, theme.past]);
    all("past", &[theme.past, theme.text], &[theme.past_ground]);
    all("waits", &[theme.wait_text], &[theme.wait_ground, theme.waited_ground]);
    all("failed", &[theme.fail], &[theme.fail_ground, theme.waited_ground]);
    for (ground, word) in &theme.tints {
        // The bytes of a send are written on the ground of its socket.
        all("socket", &[*word, theme.text], &[*ground]);
    }
    pairs
}

/// Every pair of a shape that means something and the ground around it.
fn shapes_on_grounds(theme: &Theme) -> Vec<(&'static str, Color32, Color32)> {
    let mut pairs = Vec::new();
    for ground in [theme.panel, theme.page] {
        pairs.extend([
            ("edge", theme.edge, ground),
            ("calls of the time line", theme.text_faint, ground),
            ("wait", theme.wait, ground),
            ("done", theme.done, ground),
            ("fail", theme.fail, ground),
            ("next", theme.accent, ground),
            ("past", theme.past, ground),
        ]);
    }
    pairs.extend([
        ("lifeline", theme.lifeline, theme.page),
        ("wait", theme.wait, theme.wait_ground),
        ("fail", theme.fail, theme.fail_ground),
        ("next", theme.accent, theme.accent_ground),
        ("past", theme.past, theme.past_ground),
    ]);
    pairs
}

#[test]
fn every_word_can_be_read_on_its_ground() {
    for (name, theme, in_contrast) in palettes() {
        let least = if in_contrast { WORDS_IN_CONTRAST } else { WORDS };
        for (what, word, ground) in words_on_grounds(theme) {
            let measured = contrast(word, ground);
            assert!(measured >= least, "{name}, {what}: {word:?} on {ground:?}: {measured}");
        }
    }
}

#[test]
fn every_shape_is_seen_on_its_ground() {
    for (name, theme, in_contrast) in palettes() {
        let least = if in_contrast { WORDS_IN_CONTRAST } else { SHAPES };
        for (what, shape, ground) in shapes_on_grounds(theme) {
            let measured = contrast(shape, ground);
            assert!(measured >= least, "{name}, {what}: {shape:?} on {ground:?}: {measured}");
        }
        if in_contrast {
            let lines = [contrast(theme.border, theme.panel), contrast(theme.hairline, theme.panel)];
            assert!(lines[0] >= WORDS_IN_CONTRAST && lines[1] >= SHAPES, "{name}: {lines:?}");
        }
    }
}

/// How somebody sees colours.
#[derive(Clone, Copy, Debug)]
enum Eye {
    Usual,
    Protanopia,
    Deuteranopia,
    Tritanopia,
}

impl Eye {
    const ALL: [Self; 4] = [Self::Usual, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    /// The matrices of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
    /// Deficiency", IEEE TVCG 15 (2009), for a severity of 1. They work on linear RGB.
    fn matrix(self) -> [[f32; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }

    fn sees(self, colour: Color32) -> Lab {
        let [r, g, b, _] = egui::Rgba::from(colour).to_array();
        let [r, g, b] = self
            .matrix()
            .map(|row| row.iter().zip([r, g, b]).map(|(part, c)| part * c).sum::<f32>().clamp(0.0, 1.0));
        Lab::from_color(LinSrgb::new(r, g, b))
    }

    /// How different two colours are to it.
    fn difference(self, a: Color32, b: Color32) -> f32 {
        self.sees(a).difference(self.sees(b))
    }
}

#[test]
fn the_difference_is_the_one_of_the_standard() {
    // From the data of Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula" (2005).
    let a: Lab = Lab::new(50.0, 2.6772, -79.7751);
    let b: Lab = Lab::new(50.0, 0.0, -82.7485);
    assert!((a.difference(b) - 2.0425).abs() < 1e-3, "{}", a.difference(b));
}

#[test]
fn states_differ_for_every_eye() {
    for (name, theme, _) in palettes() {
        let states = [
            ("waiting", theme.wait),
            ("failed", theme.fail),
            ("done", theme.done),
            ("next", theme.accent),
            ("past", theme.past),
        ];
        let mut pairs = Vec::new();
        for (at, first) in states.iter().enumerate() {
            pairs.extend(states[at + 1..].iter().map(|second| (*first, *second)));
        }
        // In the bands of the time line these stand in what is the colour of any call.
        for on_band in [states[0], states[1], states[3]] {
            pairs.push((("a call", theme.edge), on_band));
        }
        for eye in Eye::ALL {
            for ((one, a), (other, b)) in &pairs {
                let apart = eye.difference(*a, *b);
                assert!(apart >= APART, "{name}, {eye:?}: {one} and {other} differ by {apart}");
            }
        }
    }
}

/// Neighbours in the order of birth are what stands together: the listener, the client's socket, the connection.
#[test]
fn sockets_that_stand_together_differ_for_every_eye() {
    for (name, theme, _) in palettes() {
        let number = u32::try_from(theme.tints.len()).unwrap();
        for at in 0..number {
            for (further, eye) in [1, 2].into_iter().flat_map(|n| Eye::ALL.map(|eye| (n, eye))) {
                let (one, other) = (theme.tint(at), theme.tint(at + further));
                let grounds = eye.difference(one.0, other.0);
                let apart = grounds.max(eye.difference(one.1, other.1));
                let least = if further == 1 { GROUNDS_APART } else { 0.0 };
                assert!(
                    apart >= APART && grounds >= least,
                    "{name}, {eye:?}: socket {at} and the {further} after it: {apart}, grounds {grounds}"
                );
            }
        }
    }
}

#[test]
fn a_part_of_a_frame_is_in_contrast_and_the_rest_is_not() {
    let ctx = egui::Context::default();
    install(&ctx);
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let before = ui.style().clone();
        in_contrast(ui, |ui| {
            assert_eq!(Theme::of(ui.ctx()), &*LIGHT_CONTRAST);
            assert_eq!(ui.visuals().panel_fill, LIGHT_CONTRAST.panel);
            // What is opened in there takes its style from the context.
            assert_eq!(ui.ctx().global_style().visuals.panel_fill, LIGHT_CONTRAST.panel);
        });
        assert_eq!(Theme::of(ui.ctx()), &*LIGHT);
        assert_eq!(Theme::contrast_of(ui.ctx()), &*LIGHT_CONTRAST);
        assert_eq!((ui.style(), ui.ctx().global_style()), (&before, before.clone()));
    });
    output.textures_delta.clear();
}
