use super::{Glyph, icon};
use crate::browser;
use crate::desk::Desk;
use crate::state::{Action, Theme};
use yew::prelude::*;

const THEMES: [(Theme, &str, Glyph); 3] = [
    (Theme::System, "Theme of the system", Glyph::System),
    (Theme::Light, "Light theme", Glyph::Light),
    (Theme::Dark, "Dark theme", Glyph::Dark),
];

/// Chooses between light, dark, and what the system says.
pub fn theme_switch(desk: &Desk) -> Html {
    let choice = |(theme, name, glyph): (Theme, &'static str, Glyph)| {
        let onclick = desk.on_press(move || {
            browser::set_theme(theme);
            Action::Themed(theme)
        });
        let is_chosen = desk.state.theme == theme;
        html! {
            <button type="button" aria-pressed={is_chosen.to_string()} aria-label={name} title={name} {onclick}>
                { icon(glyph) }
            </button>
        }
    };
    html! { <div class="theme-switch" role="group" aria-label="Theme">{ for THEMES.map(choice) }</div> }
}
