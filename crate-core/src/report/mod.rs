//! The report: the whole outcome as data, and its renderings.

pub mod calendar;
mod certificate;
pub mod checklist;
mod draw;
mod log;
mod model;
mod request;
pub mod text;
mod ways;

pub use certificate::draw_certificate;
pub use draw::{draw, draw_signed_file, draw_trust_list};
pub use model::*;
pub use request::draw_request;
