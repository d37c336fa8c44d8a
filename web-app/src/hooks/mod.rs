//! What components share beyond properties.

mod use_drop;
mod use_event;
mod use_lab;
mod use_paste;
mod use_reveal;
mod use_route;

pub use use_drop::use_drop;
pub use use_event::use_window_event;
pub use use_lab::use_lab;
pub use use_paste::use_paste;
pub use use_reveal::use_reveal;
pub use use_route::use_route;
