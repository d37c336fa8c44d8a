//! What the page and its workers share: the messages between them.
//!
//! The page (`main.rs`) draws; the worker (`worker/main.rs`) reads and judges; the lab's worker (`lab_worker/main.rs`)
//! makes clusters. They are three programs, so that a person who looks at the page first waits neither for the engine
//! nor for the lab.

pub mod lab;
pub mod protocol;
