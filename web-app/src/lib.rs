//! What the page and its workers share: the messages between them, and how they go to and fro.
//!
//! The page (`main.rs`) draws; the engine (`worker/main.rs`) reads and judges; the lab (`lab_worker/main.rs`) makes
//! clusters. They are three programs, so that a person who looks at the page first waits neither for the engine nor for
//! the lab.

pub mod lab;
pub mod protocol;
pub mod turn;
pub mod worker_link;
