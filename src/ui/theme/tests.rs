//! Whether what is painted can be read and told apart: by contrast, and by people who see colours otherwise.

use super::*;

/// Contrast of two colours (WCAG 2.2).
fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let [r, g, b, _] = egui::Rgba::from(c).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_word_can_be_read_on_its_ground() {
    for theme in [&*LIGHT, &*DARK] {
        let mut pairs = vec![
            (theme.text, theme.panel),
            (theme.text, theme.page),
            (theme.text_soft, theme.panel),
            (theme.text_soft, theme.page),
            (theme.text_faint, theme.panel),
            (theme.accent, theme.panel),
            (theme.accent, theme.accent_ground),
            (theme.on_accent, theme.accent),
            (theme.past, theme.past_ground),
            (theme.past, theme.panel),
            (theme.past, theme.page),
            (theme.wait_text, theme.wait_ground),
            (theme.wait_text, theme.waited_ground),
            (theme.wait_text, theme.panel),
            (theme.fail, theme.fail_ground),
            (theme.fail, theme.panel),
            (theme.code_keyword, theme.panel),
            (theme.code_string, theme.accent_ground),
            (theme.code_number, theme.accent_ground),
        ];
        pairs.extend(theme.tints.iter().copied());
        for (word, ground) in pairs {
            assert!(contrast(word, ground) >= 4.5, "{word:?} on {ground:?}: {}", contrast(word, ground));
        }
    }
}

#[test]
fn a_part_of_a_frame_is_in_contrast_and_the_rest_is_not() {
    let ctx = egui::Context::default();
    install(&ctx);
    let _ = ctx.run_ui(egui::RawInput::default(), |ui| {
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
}
