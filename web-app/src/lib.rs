//! What the page and its worker share.
//!
//! The page (`main.rs`) draws; the [`worker`] reads and judges. Between them go the messages of [`protocol`].
//! Everything the worker does with a message is in [`engine`], which knows no browser, so that it is tested like
//! any other Rust.

pub mod engine;
pub mod protocol;
pub mod worker;
