//! The report: the whole outcome as data, and its renderings.

mod certificate;
mod draw;
mod log;
mod model;
pub mod text;

pub use certificate::draw_certificate;
pub use draw::{draw, draw_signed_file, draw_trust_list};
pub use model::*;
