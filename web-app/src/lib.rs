//! What the page and its worker share: the messages between them.
//!
//! The page (`main.rs`) draws; the worker (`worker/main.rs`) reads and judges. They are two programs, so that a person
//! who looks at the page first does not wait for the engine.

pub mod protocol;
