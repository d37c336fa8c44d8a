//! The lab in the page: what the page and the lab's worker say to one another.

pub mod protocol;
