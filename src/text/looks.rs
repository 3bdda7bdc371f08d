//! How the window looks to whoever sits before it: its size, its contrast, whether it moves.

words! {
    larger;
    larger_tip;
    smaller;
    smaller_tip;
    usual_size;
    usual_size_tip;
    why_all_largest;
    why_all_smallest;
    change_motion;
    change_motion_tip;
    appearance_light_contrast;
    appearance_dark_contrast;
}
