//! The lab in the page: the page's end of its worker, and what the two say to one another.

mod link;
pub mod protocol;

pub use link::Lab;
