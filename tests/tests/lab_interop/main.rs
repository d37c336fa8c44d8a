//! What the lab makes, read and verified by other programs: openssl reads every certificate, request and private key and verifies every
//! chain, and the reader of trust lists in `interop/`, in Python and made from the description of the format alone, verifies every list.
//! What they read must be what was described. That the reader's own lists verify here, `other_programs.rs` shows.
#![cfg(not(target_arch = "wasm32"))]

mod certificates;
mod clusters;
mod lists;
