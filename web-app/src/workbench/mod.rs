//! The lab as the page runs it: the form for a description, what the lab's worker says of it, and what was made.

mod bench;
pub mod field;
mod form;
mod session;
mod signing;

pub use bench::{Act, Bench, Made, Making};
pub use field::Field;
pub use session::LabSession;
pub use signing::{Line, ROLES, SignAct, Signed};
