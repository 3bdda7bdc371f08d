//! How the window looks to whoever sits before it: its size, its contrast, whether it moves.

words! {
    larger: "Todo más grande" / "Everything larger";
    larger_tip: "Toda la ventana más grande, hasta el 300 %" / "The whole window larger, up to 300%";
    smaller: "Todo más pequeño" / "Everything smaller";
    smaller_tip: "Toda la ventana más pequeña, hasta el 70 %" / "The whole window smaller, down to 70%";
    usual_size: "Tamaño normal" / "Usual size";
    usual_size_tip: "Toda la ventana a su tamaño normal" / "The whole window at its usual size";
    why_all_largest: "Más grande no cabe: ya está al 300 %" / "It is at 300%, and no larger";
    why_all_smallest: "Ya está al 70 %, lo más pequeño" / "It is at 70%, and no smaller";
    change_motion: "Animaciones" / "Motion";
    change_motion_tip: "Mueve las cosas poco a poco, o las pone de golpe en su sitio"
        / "Have things glide to their place, or be there at once";
    appearance_light_contrast: "Contraste: claro" / "Contrast: light";
    appearance_dark_contrast: "Contraste: oscuro" / "Contrast: dark";
}
