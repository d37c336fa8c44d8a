//! What a Cisco phone trusts, and why it does or doesn't.
//!
//! Open a [`Case`], [add](Case::add) what is there – trust lists (ITL, CTL), certificates, signed files – and draw a [`Report`](report::Report):
//! what each thing is, whether its signature holds, what is wrong and what to do.
//!
//! ```
//! use trustlens_core::{Case, Detail, Settings, Timestamp};
//!
//! let mut case = Case::new();
//! case.add("ITLFile.tlv", b"<html>404 Not Found</html>".to_vec());
//! let settings = Settings::at(Timestamp::parse("2026-11-23")?);
//! let report = case.report(&settings, Detail::Full, &mut |_progress| {});
//! assert_eq!(report.inputs[0].description, "not a trust list: an HTML page");
//! # Ok::<(), trustlens_core::TimestampError>(())
//! ```
//!
//! Data flows one way: bytes → [`intake`] → [`formats`] → [`case`] → [`verify`] → [`checks`] → [`report`]. The core does no input or output, reads no
//! clock (the date is an argument), and panics on no input.

pub mod case;
pub mod checks;
pub mod compare;
pub mod crypto;
pub mod distinguished_name;
pub mod expected;
pub mod formats;
mod host_name;
pub mod intake;
pub mod lab;
pub mod phone;
pub mod plan;
pub mod renewals;
pub mod report;
pub mod services;
pub mod text;
mod timestamp;
pub mod verify;

pub use case::{Case, Detail, Progress, Settings};
pub use timestamp::{Timestamp, TimestampError};
